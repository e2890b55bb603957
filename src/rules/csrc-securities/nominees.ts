import { figureOf } from "../../law/law.js";
import { controllersOfEach } from "../../measures/controllersOfEach.js";
import { controlEvidence, isNobody, tieEvidence, tiesFrom, tiesTo } from "../../measures/evidence.js";
import { toNumber } from "../../model/fraction.js";
import type { ResolvedTie } from "../../register/resolve.js";
import type { FindingEvidence } from "../finding.js";
import { byParties, type Limb } from "../limbs.js";
import { approvalOf, entitiesWithFact, stateAnswer } from "../recordedFacts.js";
import type { Rule } from "../rule.js";
import type { RuleContext } from "../ruleContext.js";
import { holdingsOf } from "./classification.js";
import { concerns, rankOf } from "./contracts.js";
import { namedHolders } from "./standing.js";

/** Article 29: what shareholders and those above them must not do, and what the company then reports. */

const dueDays = (c: RuleContext): string => String(toNumber(figureOf(c.law("SC-29-6.dueInWorkingDays"))));

/** Holding for another, and control given away in disguise: by nominee, by proxy, by contract over the company. */
const disguised: Rule = {
  id: "SC-29-6",
  parameter: "SC-29-6",
  severity: "high",
  conclude: (c) => {
    const given = namedHolders(c).flatMap(({ index }) =>
      tiesFrom(c.r, index, ["nominee", "votingProxy"]).filter((tie) => concerns(c, tie) && tie.to >= 0),
    );
    const contracts = tiesTo(c.r, c.subject, ["contractualControl"]);
    const limbs = [...given, ...contracts]
      .filter(({ from, to }) => from !== to && !isNobody(c.r, to))
      .map((tie) => ({ parties: partiesOf(c, tie), limb: disguisedLimb(c, tie) }));
    return byParties(rankOf(c), limbs);
  },
};

/** Those between whom the control of equity passes, in the order of ids; a contract over the company names one. */
const partiesOf = (c: RuleContext, { record, from, to }: ResolvedTie): string[] =>
  record.kind === "contractualControl"
    ? [c.idOf(from)]
    : [from, to].sort((a, b) => c.r.rank[a]! - c.r.rank[b]!).map(c.idOf);

function disguisedLimb(c: RuleContext, tie: ResolvedTie): Limb {
  const { from, to, record } = tie;
  const evidence = [...holdingsOf(c, [from]), tieEvidence(c.r, tie)];
  const limb = {
    limb: record.kind,
    evidence,
    parameters: { from: c.idOf(from), to: c.idOf(to), days: dueDays(c) },
  };
  const approval = approvalOf(c, [from, to], ["SC-29-6"]);
  if (approval.says === "yes") {
    const all = [...evidence, ...approval.evidence];
    return { ...limb, verdict: "exempt", exemption: "approval", evidence: all };
  }
  // Votes that a party gives to whoever commands it all the same are not given away.
  const own = record.kind === "votingProxy" ? c.closure.controls({ from: to, to: from }) : "excluded";
  if (own === "certain") return { ...limb, verdict: "clear" };
  if (own === "possible") {
    return { ...limb, verdict: "undetermined", missing: [{ what: "control", entity: c.idOf(from) }] };
  }
  return { ...limb, verdict: "breach", duty: "report" };
}

/** Events of Article 29(1)–(5), as somebody has recorded them. */
const ACTS = [
  "falseCapital",
  "interference",
  "assetOccupation",
  "illegalGuarantee",
  "improperRelatedDeal",
] as const;

const acts: Rule = {
  id: "SC-29-x",
  parameter: "SC-29-x",
  severity: "high",
  conclude: (c) => {
    const recorded = ACTS.flatMap((act) => entitiesWithFact(c.r, act).map((party) => ({ act, party })));
    if (recorded.length === 0) return [];
    const among = new Map(namedHolders(c).map(({ index }) => [index, holdingsOf(c, [index])]));
    const controls = controllersOfEach(c.closure, [...among.keys()]);
    for (const { controller, party, verdict } of controls) {
      if (among.has(controller)) continue;
      among.set(controller, [controlEvidence(c.r, controller, party, verdict), ...holdingsOf(c, [party])]);
    }
    const limbs = recorded
      .filter(({ party }) => among.has(party))
      .map(({ act, party }) => ({
        parties: [c.idOf(party)],
        limb: actLimb(c, party, act, among.get(party)!),
      }));
    return byParties(rankOf(c), limbs);
  },
};

function actLimb(
  c: RuleContext,
  party: number,
  act: (typeof ACTS)[number],
  standing: readonly FindingEvidence[],
): Limb {
  const { says, evidence } = stateAnswer(c, party, act);
  const limb = { limb: act, evidence: [...standing, ...evidence], parameters: { days: dueDays(c) } };
  return says === "yes" ? { ...limb, verdict: "breach", duty: "report" } : { ...limb, verdict: "clear" };
}

export const NOMINEES: readonly Rule[] = [disguised, acts];
