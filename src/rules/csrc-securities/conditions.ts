import { figureOf, testOf } from "../../law/law.js";
import { controlEvidence, isNobody, type Known } from "../../measures/evidence.js";
import { toNumber } from "../../model/fraction.js";
import { meets, type ShareEnds } from "../../model/share.js";
import type { Conclusion, FindingEvidence, MissingFact } from "../finding.js";
import { byParties, concluded, doubtful, type Limb } from "../limbs.js";
import { approvalOf, stateAnswer } from "../recordedFacts.js";
import { ofEach, type Rule } from "../rule.js";
import { type Holder, holdingEvidence, type RuleContext, shareWords } from "../ruleContext.js";
import { holdingsOf } from "./classification.js";
import {
  ability,
  articleSeven,
  documents,
  figureLimb,
  lossesMadeGood,
  profitable,
  reputation,
  solvency,
  standingWithPublic,
} from "./fitness.js";
import { largestShareholders } from "./largest.js";
import {
  apexControllers,
  controllingShareholders,
  controllingShareholdersOf,
  either,
  majorShareholders,
  type Standing,
  smallMarketHolder,
} from "./standing.js";

/** Articles 7 to 12: what shareholders and those above them must be, as far as records tell. */

const rankOf =
  (c: RuleContext) =>
  (id: string): number =>
    c.r.rank[c.r.index.get(id)!]!;

/** A rule of Article 7 about every registered shareholder; those who bought little on the market are exempt. */
const ofShareholders = (id: string, severity: Rule["severity"], asked: typeof reputation): Rule => ({
  id,
  parameter: id,
  severity,
  conclude: (c) => ofEach(c.holders(), (holder) => ofShareholder(c, holder, asked)),
});

function ofShareholder(c: RuleContext, holder: Holder, asked: typeof reputation): Conclusion | null {
  const evidence = [holdingEvidence(c, holder)];
  if (isNobody(c.r, holder.index)) {
    return { parties: [holder.id], verdict: "exempt", exemption: c.r.entities[holder.index]!.kind, evidence };
  }
  const small = smallMarketHolder(c, holder, "SC-7.exemptBelow");
  if (small.verdict === "certain") {
    return { parties: [holder.id], verdict: "exempt", exemption: "marketAcquired", evidence };
  }
  const limbs = asked(c, holder.index);
  const conclusion = concluded(
    [holder.id],
    small.verdict === "possible" ? limbs.map((limb) => doubtful(limb, small.missing)) : limbs,
  );
  return conclusion && { ...conclusion, evidence: [...evidence, ...(conclusion.evidence ?? [])] };
}

/** A rule about shareholders of a class: one who is only possibly of it is never certainly in breach. */
const ofClass =
  (classOf: (c: RuleContext) => readonly Standing[], asked: (c: RuleContext, party: number) => Limb[]) =>
  (c: RuleContext): Conclusion[] =>
    classOf(c).flatMap((standing) => ofMember(c, standing, asked(c, standing.holder.index)) ?? []);

const ofMember = (
  c: RuleContext,
  { holder, verdict }: Standing,
  limbs: readonly Limb[],
): Conclusion | null => {
  const missing = [{ what: "shares", entity: holder.id }];
  const decided = verdict === "certain" ? limbs : limbs.map((limb) => doubtful(limb, missing));
  const conclusion = concluded([holder.id], decided);
  return (
    conclusion && {
      ...conclusion,
      evidence: [holdingEvidence(c, holder), ...(conclusion.evidence ?? [])],
    }
  );
};

const netAssets: Rule = {
  id: "SC-8-2",
  parameter: "SC-8-2",
  severity: "high",
  conclude: ofClass(majorShareholders, (c, party) => [figureLimb(c, party, "netAssets", "SC-8-2")]),
};

const debts: Rule = {
  id: "SC-8-4",
  parameter: "SC-8-4.netAssets",
  severity: "high",
  conclude: ofClass(majorShareholders, solvency),
};

const leading = (c: RuleContext): Standing[] => either(c, largestShareholders(c), controllingShareholders(c));

const plans: Rule = {
  id: "SC-9",
  parameter: "SC-9",
  severity: "medium",
  conclude: ofClass(leading, documents),
};

/** Article 10 applies where the company's business is leveraged with cross risks, unless the CSRC has said otherwise. */
const ofLeveraged =
  (rule: string, classOf: (c: RuleContext) => readonly Standing[], asked: typeof reputation) =>
  (c: RuleContext): Conclusion[] => {
    const flag = stateAnswer(c, c.subject, "leveragedAndCrossRisk");
    if (flag.says === "no") return [];
    return classOf(c).flatMap((standing): Conclusion[] => {
      const { holder } = standing;
      const parties = [holder.id];
      const exempt = approvalOf(c, [holder.index, c.subject], [rule]);
      if (exempt.says === "yes") {
        return [{ parties, verdict: "exempt", exemption: "approval", evidence: exempt.evidence }];
      }
      if (flag.says === "unknown") {
        return [{ parties, verdict: "undetermined", missing: flag.missing, parameters: { case: "flag" } }];
      }
      const conclusion = ofMember(c, standing, asked(c, holder.index));
      return conclusion
        ? [{ ...conclusion, evidence: [...flag.evidence, ...(conclusion.evidence ?? [])] }]
        : [];
    });
  };

const earnings: Rule = {
  id: "SC-10-1",
  parameter: "SC-10-1",
  severity: "medium",
  conclude: ofLeveraged("SC-10-1", leading, (c, party) => [
    profitable(c, party, toNumber(figureOf(c.law("SC-10-1")))),
    lossesMadeGood(c, party),
  ]),
};

const size: Rule = {
  id: "SC-10-2",
  parameter: "SC-10-2.totalAssets",
  severity: "medium",
  conclude: ofLeveraged("SC-10-2", controllingShareholders, (c, party) => {
    const years = c.law("SC-10-2.profitableYears");
    return [
      figureLimb(c, party, "totalAssets", "SC-10-2.totalAssets"),
      figureLimb(c, party, "netAssets", "SC-10-2.netAssets"),
      { ...profitable(c, party, toNumber(figureOf(years))), parameter: years },
    ];
  }),
};

/** Someone of whom Article 12 speaks, and what it asks of it there. */
interface Above {
  readonly party: number;
  readonly verdict: Known;
  /** Stands behind a block large enough: the whole of Articles 7 and 8(4), not the plans alone. */
  readonly asks: "fitness" | "plans";
  readonly stake: ShareEnds;
  readonly evidence: readonly FindingEvidence[];
}

const ofControllers: Rule = {
  id: "SC-12",
  parameter: "SC-12",
  severity: "high",
  conclude: (c) => {
    const limbs = [...behindBlocks(c), ...behindTheCompany(c), ...behindTheLargest(c)].flatMap((above) =>
      asked(c, above).map((limb) => ({
        parties: [c.idOf(above.party)],
        limb: {
          ...limb,
          measured: above.stake,
          parameter: c.law("SC-12"),
          evidence: [...above.evidence, ...(limb.evidence ?? [])],
          parameters: { measured: shareWords(above.stake) },
        },
      })),
    );
    return byParties(rankOf(c), limbs);
  },
};

function asked(c: RuleContext, { party, verdict, asks }: Above): Limb[] {
  const limbs =
    asks === "plans" ? documents(c, party, FIRST_PLAN) : [...articleSeven(c, party), ...solvency(c, party)];
  const missing: MissingFact[] = [{ what: "control", entity: c.idOf(party) }];
  return verdict === "certain" ? limbs : limbs.map((limb) => doubtful(limb, missing));
}

/** Items of Article 9 from this on are asked of controllers. */
const FIRST_PLAN = 4;

/** Whoever ultimately controls a large enough block, alone or together with others, whatever it is held through. */
function behindBlocks(c: RuleContext): Above[] {
  const test = testOf(c.law("SC-12"));
  const above: Above[] = [];
  for (const { party, verdict, holders } of apexControllers(c)) {
    const { stake } = c.stakeOf([party]);
    const reaches = meets(stake, test);
    if (reaches === "excluded") continue;
    const evidence = [
      ...holders.map((holder) => controlEvidence(c.r, party, holder, verdict)),
      ...holdingsOf(c, [party, ...holders]),
    ];
    const known = reaches === "certain" ? verdict : "possible";
    above.push({ party, verdict: known, asks: "fitness", stake, evidence });
  }
  for (const { holder } of majorShareholders(c)) above.push(...joint(c, holder.index, ["fitness"]));
  return above;
}

/** Joint controllers of a company, each by itself, with what they control of the subject together. */
function joint(c: RuleContext, company: number, asks: readonly Above["asks"][]): Above[] {
  return c.controllersOf(company).flatMap(({ members, verdict, ultimate }) => {
    if (!members || !ultimate) return [];
    const parties = members.map((id) => c.r.index.get(id)!);
    const { stake } = c.stakeOf(parties);
    return parties.flatMap((party) =>
      asks.map((each): Above => {
        const evidence = [controlEvidence(c.r, party, company, verdict)];
        return { party, verdict, asks: each, stake, evidence };
      }),
    );
  });
}

/** Ultimate controllers of a company, alone and jointly. */
function controllersOf(c: RuleContext, company: number, asks: readonly Above["asks"][]): Above[] {
  const alone = c.controllersOf(company).flatMap(({ id, members, verdict, ultimate }) => {
    if (members || !ultimate) return [];
    const party = c.r.index.get(id)!;
    const { stake } = c.stakeOf([party]);
    const evidence = [controlEvidence(c.r, party, company, verdict)];
    return asks.map((each): Above => ({ party, verdict, asks: each, stake, evidence }));
  });
  return [...alone, ...joint(c, company, asks)];
}

const behindTheCompany = (c: RuleContext): Above[] => controllersOf(c, c.subject, ["fitness", "plans"]);

function behindTheLargest(c: RuleContext): Above[] {
  return largestShareholders(c).flatMap(({ holder, verdict }) => {
    const capital = controllingShareholdersOf(c, holder.index).map((one): Above => {
      const { stake } = c.stakeOf([one.party]);
      return { party: one.party, verdict: one.verdict, asks: "plans", stake, evidence: one.evidence };
    });
    const all = [...capital, ...controllersOf(c, holder.index, ["plans"])];
    return verdict === "certain" ? all : all.map((one): Above => ({ ...one, verdict: "possible" }));
  });
}

/** Article 7(1) and (2), which stand before the structure of 7(3). */
export const REPUTATION: readonly Rule[] = [
  ofShareholders("SC-7-1", "high", reputation),
  ofShareholders("SC-7-2", "high", ability),
];

export const CONDITIONS: readonly Rule[] = [
  ofShareholders("SC-7-4", "high", standingWithPublic),
  netAssets,
  debts,
  plans,
  earnings,
  size,
  ofControllers,
];
