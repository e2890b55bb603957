import type { RelevantEntities } from "../law/profileRules.js";
import { directHoldings } from "../measures/directStake.js";
import { INTERESTS } from "../model/dataset.js";
import type { Note } from "../text/notes.js";
import { type Case, idOf, type Met, note, type Owners } from "./ownerCase.js";
import { partiesAbove } from "./partySets.js";

/** Whether an entity keeps a register of its own under the regime, so that a chain may stop there. */
export function isRelevant({ r }: Case, rule: RelevantEntities, entity: number): boolean {
  const { kind, jurisdiction, listing } = r.entities[entity]!;
  if (!rule.kinds.includes(kind)) return false;
  return (
    atHome(jurisdiction, rule.jurisdictions) ||
    (listing !== undefined && rule.listings.some((one) => one === listing))
  );
}

/** An empty jurisdiction is not at home; a part of a country ("US-DE") is. */
export const atHome = (jurisdiction: string | undefined, home: readonly string[]): boolean =>
  jurisdiction !== undefined &&
  home.some((one) => jurisdiction === one || jurisdiction.startsWith(`${one}-`));

/**
 * The register stops at the first relevant legal entity of a chain: it is entered itself, and whoever holds the
 * subject only through it is not. Whoever holds something beside it is entered with all that they hold.
 */
export function stoppedAtRelevantEntities(c: Case, standing: Owners): { owners: Owners; notes: Note[] } {
  const { r, subject, rules } = c;
  const rule = rules.relevantEntities;
  if (!rule || !c.parameters.has(rule.parameter)) return { owners: standing, notes: [] };
  const relevant = new Map(
    [...standing]
      .filter(([entity]) => isRelevant(c, rule, entity))
      .map(([entity, limbs]) => [entity, isCertain(limbs)]),
  );
  const linked = partiesAbove(r, subject, c.controlTest).linked();
  const holdsBeside = (party: number, stops: (entity: number) => boolean): boolean => {
    const { least, most } = linked.sets(party, (entity) => entity !== party && stops(entity));
    return [...least, ...most].some(
      (member) => member === subject || holdsDirectly(c, member) || hasOffice(c, member),
    );
  };
  const owners = new Map<number, readonly Met[]>();
  const hidden: number[] = [];
  for (const [party, limbs] of standing) {
    const isTrustRole = limbs.every(({ limb }) => rules.trusts.some((role) => role.limb === limb));
    if (isTrustRole || holdsBeside(party, (entity) => relevant.has(entity))) owners.set(party, limbs);
    else if (holdsBeside(party, (entity) => relevant.get(entity) === true))
      owners.set(party, limbs.map(doubted));
    else hidden.push(party);
  }
  const ids = hidden.map((party) => idOf(r, party)).sort();
  const names = { ids: ids.join(", "), subject: r.entities[subject]!.name };
  return { owners, notes: ids.length > 0 ? [note("behind-relevant-entity", names)] : [] };
}

const isCertain = (limbs: readonly Met[]): boolean =>
  limbs.some(({ verdict, ownership }) => (ownership ?? verdict) === "certain");

const doubted = (met: Met): Met => ({
  ...met,
  verdict: "possible",
  ...(met.ownership ? { ownership: "possible" } : {}),
});

const holdsDirectly = ({ r, subject }: Case, party: number): boolean =>
  INTERESTS.some((interest) => directHoldings(r, interest, subject).by.has(party));

const hasOffice = ({ r, subject, rules }: Case, party: number): boolean => {
  const kinds = rules.limbs.flatMap((limb) => (limb.test === "office" ? limb.ties : []));
  return r.ties.some(
    ({ from, to, record }) =>
      from === party && to === subject && kinds.includes(record.kind) && !record.rebutted,
  );
};
