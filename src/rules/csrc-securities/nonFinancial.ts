import { testOf } from "../../law/law.js";
import { PECULIAR } from "../../measures/commandIndex.js";
import type { Mode } from "../../measures/commandSet.js";
import { controllersOfEach } from "../../measures/controllersOfEach.js";
import { controlEvidence, isNobody } from "../../measures/evidence.js";
import { equityWatch, heldBy, stakeBetween } from "../../measures/watch.js";
import type { EntityKind } from "../../model/dataset.js";
import { isExact, meets, type ShareRange } from "../../model/share.js";
import { type Conclusion, type FindingEvidence, keeps, type MissingFact } from "../finding.js";
import { approvalOf } from "../recordedFacts.js";
import { ofEach, type Rule } from "../rule.js";
import { type RuleContext, shareWords } from "../ruleContext.js";
import { holdersOf, holdingsOf } from "./classification.js";

/** Kinds that are enterprises, so that a sector can be asked for where none is recorded. */
const ENTERPRISES: ReadonlySet<EntityKind> = new Set([
  "company",
  "limitedPartnership",
  "generalPartnership",
  "collective",
  "other",
  "unknown",
]);

/** Controlled holders that one finding cites: everyone above them has a finding of its own. */
const HOLDERS_SHOWN = 200;

/** An enterprise with the holders that it surely is or controls, and those that it may control. */
interface Enterprise {
  readonly party: number;
  readonly least: readonly number[];
  readonly most: readonly number[];
  /** Its controlled stake, and the same with what it controls only through the subject. */
  readonly stake: ShareRange;
  readonly withSubjectGroup: ShareRange;
}

/** Article 15(2): what a single non-financial enterprise controls of the company, by its controlled stake. */
const cap: Rule = {
  id: "SC-15-2",
  parameter: "SC-15-2",
  severity: "high",
  conclude: (c: RuleContext) => ofEach(enterprises(c), (enterprise) => ofEnterprise(c, enterprise)),
};

const mayBeNonFinancial = ({ r, subject }: RuleContext, party: number): boolean => {
  const { sector, kind } = r.entities[party]!;
  if (party === subject || isNobody(r, party)) return false;
  return sector === undefined ? ENTERPRISES.has(kind) : sector === "nonFinancial";
};

/**
 * Registered holders and whoever controls one, in the order of ids: those whom no record calls financial. All control
 * sets are grown in one pass, since a chain of ten thousand companies has as many controllers.
 */
function enterprises(c: RuleContext): Enterprise[] {
  const watch = equityWatch(c.r, c.subject);
  const holders = [...watch.blocksBy.keys()].sort((a, b) => c.r.rank[a]! - c.r.rank[b]!);
  const sets = new Map<number, { least: number[]; most: number[] }>();
  for (const holder of holders) sets.set(holder, { least: [holder], most: [holder] });
  for (const { controller, party, verdict } of controllersOfEach(c.closure, holders)) {
    const set = sets.get(controller) ?? { least: [], most: [] };
    sets.set(controller, set);
    set.most.push(party);
    if (verdict === "certain") set.least.push(party);
  }
  // Only where votes lead round in a ring can something be held through the subject itself.
  const inRing = (c.closure.engine.index.peculiar[c.subject]! & PECULIAR.ring) !== 0;
  return [...sets]
    .filter(([party]) => mayBeNonFinancial(c, party))
    .map(([party, set]) => {
      if (inRing) return ofRing(c, party);
      const stake = stakeBetween(watch, heldBy(watch, set.least), heldBy(watch, set.most));
      return { party, ...set, stake, withSubjectGroup: stake };
    })
    .filter(({ stake, withSubjectGroup }) => stake.max.n > 0n || withSubjectGroup.max.n > 0n)
    .sort((a, b) => c.r.rank[a.party]! - c.r.rank[b.party]!);
}

function ofRing(c: RuleContext, party: number): Enterprise {
  const { stake, withSubjectGroup } = c.stakeOf([party]);
  const watch = equityWatch(c.r, c.subject);
  const held = (mode: Mode): number[] =>
    [...c.over.commanded(mode, [party])].filter((member) => watch.blocksBy.has(member));
  return { party, least: held("least"), most: held("most"), stake, withSubjectGroup };
}

function ofEnterprise(c: RuleContext, enterprise: Enterprise): Conclusion {
  const test = testOf(c.law("SC-15-2"));
  const { party, stake, withSubjectGroup } = enterprise;
  const verdict = keeps(stake, test);
  const id = c.idOf(party);
  const isKnown = c.r.entities[party]!.sector !== undefined;
  const conflicting = meets(withSubjectGroup, test) !== meets(stake, test);
  const approval = approvalOf(c, [party, c.subject], ["SC-15-2"]);
  const base = {
    parties: [id],
    measured: stake,
    evidence: [...controlledHoldings(c, enterprise), ...(approval.says === "yes" ? approval.evidence : [])],
    parameters: { measured: shareWords(stake), withSubjectGroup: shareWords(withSubjectGroup) },
    ...(enterprise.most.length > HOLDERS_SHOWN ? { notes: ["evidence-cut" as const] } : {}),
    ...(conflicting ? { conflict: "heldBySubjectGroup" } : {}),
  };
  if (approval.says === "yes") return { ...base, verdict: "exempt", exemption: "approval" };
  if (!isKnown && verdict === "clear")
    return { ...base, verdict, parameters: { ...base.parameters, case: "sector" } };
  if (!isKnown)
    return {
      ...base,
      verdict: "undetermined",
      missing: [{ what: "sector", entity: id }, ...(verdict === "undetermined" ? open(c, enterprise) : [])],
      parameters: { ...base.parameters, case: "sector" },
    };
  return { ...base, verdict, missing: verdict === "undetermined" ? open(c, enterprise) : [] };
}

/** Holders whom an enterprise is, controls or may control, in the order of ids. */
function controlled(c: RuleContext, { least, most }: Enterprise) {
  const surely = new Set(least);
  return most
    .toSorted((a, b) => c.r.rank[a]! - c.r.rank[b]!)
    .map((member) => ({
      member,
      verdict: surely.has(member) ? ("certain" as const) : ("possible" as const),
    }));
}

const controlledHoldings = (c: RuleContext, enterprise: Enterprise): FindingEvidence[] =>
  controlled(c, enterprise)
    .slice(0, HOLDERS_SHOWN)
    .flatMap(({ member, verdict }) => [
      ...(member === enterprise.party ? [] : [controlEvidence(c.r, enterprise.party, member, verdict)]),
      ...holdingsOf(c, [member]),
    ]);

/** Shares known in part, and holders whose control is not certain. */
function open(c: RuleContext, enterprise: Enterprise): MissingFact[] {
  return controlled(c, enterprise).flatMap(({ member, verdict }) => {
    const holder = holdersOf(c).get(member);
    return [
      ...(holder && !isExact(holder.equity) ? [{ what: "shares", entity: c.idOf(member) }] : []),
      ...(verdict === "certain" ? [] : [{ what: "control", entity: c.idOf(member) }]),
    ];
  });
}

/** SC-15-2. */
export const NON_FINANCIAL: readonly Rule[] = [cap];
