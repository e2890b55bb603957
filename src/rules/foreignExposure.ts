import {
  type ForeignInfluence,
  type ForeignParty,
  foreignInfluence,
} from "../determinations/foreignInfluence.js";
import { pathsResult } from "../measures/owners.js";
import { meets, type ShareTest } from "../model/share.js";
import { stakeOf } from "../register/stakeTable.js";
import type { FindingEvidence, MissingFact } from "./finding.js";
import { type RuleContext, shareWords } from "./ruleContext.js";

type Regulation = "cn-foreign-investment" | "cn-cyber-review";

const known = new WeakMap<RuleContext, ForeignInfluence>();

/** The foreign elements of the subject: several rules ask for them, they are found once. */
export function influenceOn(c: RuleContext, regulation: Regulation): ForeignInfluence {
  const found = known.get(c) ?? foreignInfluence(c.r, { subject: c.subjectId, regulation });
  known.set(c, found);
  return found;
}

/** Paths that a finding cites for one party. */
const PATHS = 3;
const NO_JURISDICTION = "?";

/** Jurisdiction as messages have it. */
export const placeOf = ({ jurisdiction }: ForeignParty): string => jurisdiction ?? NO_JURISDICTION;

/** The controlled stake as messages have it; of a party of unknown origin it is not asked. */
export const stakeWords = ({ stake }: ForeignParty): string => (stake ? shareWords(stake.stake) : "–");

/** The largest paths of a party to the subject, with the rows of every link. */
export function pathEvidence(c: RuleContext, { index }: ForeignParty): FindingEvidence[] {
  const found = c.measure.bound({ of: [index], in: c.subject }, "least");
  return pathsResult(c.r, found, [index], { wanted: PATHS }).paths.map(({ entities, share }) => {
    const nodes = entities.map((id) => c.r.index.get(id)!);
    return {
      kind: "path",
      entities,
      share,
      records: nodes.slice(1).flatMap((company, k) => rowsOf(c, nodes[k]!, company)),
    };
  });
}

/** The rows that say what one party holds of another. */
export function rowsOf(c: RuleContext, holder: number, company: number) {
  const table = c.r.stakes.equity;
  const stake = stakeOf(table, holder, company);
  if (stake === null) return [];
  return table.records(stake).flatMap((position) => c.r.holdings[position]!.record.at ?? []);
}

/** What of a party would have to be known before it is foreign or not. */
export const missingOf = ({ standing, id }: ForeignParty): MissingFact[] =>
  standing === "unknown" ? [{ what: "jurisdiction", entity: id }] : [];

/** Board seats and contracts in a row, as codes with their shares. */
export const rightsOf = ({ board, contracts }: ForeignParty): string =>
  [...board, ...contracts]
    .map(({ kind, share }) => (share?.exact ? `${kind} ${share.exact}` : kind))
    .join(", ");

/** The shares of everybody together, and what of it is open. */
export function totalOf(c: RuleContext, regulation: Regulation, test: ShareTest) {
  const { total, atMost, parties, open, jurisdiction, subject } = influenceOn(c, regulation);
  const certain = meets(total, test);
  const most = meets(atMost, test);
  const unknown = parties.filter(
    (party) => party.standing === "unknown" && meets(party.share, test) !== "excluded",
  );
  const missing: MissingFact[] = [
    ...(jurisdiction === null ? [{ what: "jurisdiction", entity: subject }] : []),
    ...unknown.flatMap(missingOf),
    ...open.map((entity) => ({ what: "holders", entity })),
  ];
  const isOpen = most !== "excluded" || certain === "possible" || jurisdiction === null;
  return {
    verdict:
      certain === "certain" ? ("advisory" as const) : isOpen ? ("undetermined" as const) : ("clear" as const),
    parties: parties.filter(({ standing }) => standing !== "unknown").map(({ id }) => id),
    measured: total,
    missing: certain === "excluded" && !isOpen ? [] : missing,
    parameters: { measured: shareWords(total), atMost: shareWords(atMost) },
  };
}
