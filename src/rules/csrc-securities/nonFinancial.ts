import { testOf } from "../../law/law.js";
import { controllersOfEach } from "../../measures/controllersOfEach.js";
import { controlEvidence } from "../../measures/evidence.js";
import type { EntityKind } from "../../model/dataset.js";
import { isExact, meets } from "../../model/share.js";
import { type Conclusion, type FindingEvidence, keeps, type MissingFact } from "../finding.js";
import { approvalOf } from "../recordedFacts.js";
import type { Rule } from "../rule.js";
import { type RuleContext, shareWords } from "../ruleContext.js";
import { holdersOf, holdingsOf } from "./classification.js";
import { namedHolders } from "./standing.js";

/** Kinds that are enterprises, so that a sector can be asked for where none is recorded. */
const ENTERPRISES: ReadonlySet<EntityKind> = new Set([
  "company",
  "limitedPartnership",
  "generalPartnership",
  "collective",
  "other",
  "unknown",
]);

/** Article 15(2): what a single non-financial enterprise controls of the company, by its controlled stake. */
const cap: Rule = {
  id: "SC-15-2",
  parameter: "SC-15-2",
  severity: "high",
  conclude: (c: RuleContext) => enterprises(c).flatMap((enterprise) => ofEnterprise(c, enterprise) ?? []),
};

/** Registered holders and whoever controls one, in the order of ids: those whom no record calls financial. */
function enterprises(c: RuleContext): number[] {
  const holders = namedHolders(c).map(({ index }) => index);
  const controllers = controllersOfEach(c.closure, holders).map(({ controller }) => controller);
  return [...new Set([...holders, ...controllers])]
    .filter((party) => party !== c.subject)
    .filter((party) => {
      const { sector, kind } = c.r.entities[party]!;
      return sector === undefined ? ENTERPRISES.has(kind) : sector === "nonFinancial";
    })
    .sort((a, b) => c.r.rank[a]! - c.r.rank[b]!);
}

function ofEnterprise(c: RuleContext, enterprise: number): Conclusion | null {
  const test = testOf(c.law("SC-15-2"));
  const { stake, withSubjectGroup } = c.stakeOf([enterprise]);
  const verdict = keeps(stake, test);
  const id = c.idOf(enterprise);
  const isKnown = c.r.entities[enterprise]!.sector !== undefined;
  const conflicting = meets(withSubjectGroup, test) !== meets(stake, test);
  // Within the cap it does not matter what an enterprise does.
  if (!isKnown && verdict === "clear" && !conflicting) return null;
  const approval = approvalOf(c, [enterprise, c.subject], ["SC-15-2"]);
  const base = {
    parties: [id],
    measured: stake,
    evidence: [...controlledHoldings(c, enterprise), ...(approval.says === "yes" ? approval.evidence : [])],
    parameters: { measured: shareWords(stake), withSubjectGroup: shareWords(withSubjectGroup) },
    ...(conflicting ? { conflict: "heldBySubjectGroup" } : {}),
  };
  if (approval.says === "yes") return { ...base, verdict: "exempt", exemption: "approval" };
  if (!isKnown && verdict !== "clear")
    return {
      ...base,
      verdict: "undetermined",
      missing: [{ what: "sector", entity: id }, ...(verdict === "undetermined" ? open(c, enterprise) : [])],
      parameters: { ...base.parameters, case: "sector" },
    };
  return { ...base, verdict, missing: verdict === "undetermined" ? open(c, enterprise) : [] };
}

/** Holders whom an enterprise is, controls or may control. */
function controlled(c: RuleContext, enterprise: number) {
  const most = c.closure.commanded("most", [enterprise], c.subject);
  const least = c.closure.commanded("least", [enterprise], c.subject);
  return [...most]
    .filter((member) => holdersOf(c).has(member))
    .sort((a, b) => c.r.rank[a]! - c.r.rank[b]!)
    .map((member) => ({ member, verdict: least.has(member) ? ("certain" as const) : ("possible" as const) }));
}

const controlledHoldings = (c: RuleContext, enterprise: number): FindingEvidence[] =>
  controlled(c, enterprise).flatMap(({ member, verdict }) => [
    ...(member === enterprise ? [] : [controlEvidence(c.r, enterprise, member, verdict)]),
    ...holdingsOf(c, [member]),
  ]);

/** Shares known in part, and holders whose control is not certain. */
function open(c: RuleContext, enterprise: number): MissingFact[] {
  return controlled(c, enterprise).flatMap(({ member, verdict }) => [
    ...(isExact(holdersOf(c).get(member)!.equity) ? [] : [{ what: "shares", entity: c.idOf(member) }]),
    ...(verdict === "certain" ? [] : [{ what: "control", entity: c.idOf(member) }]),
  ]);
}

/** SC-15-2. */
export const NON_FINANCIAL: readonly Rule[] = [cap];
