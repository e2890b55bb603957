import { figureOf, testOf } from "../../law/law.js";
import { controlEvidence, type Known } from "../../measures/evidence.js";
import { equityWatch, heldBy, stakeBetween } from "../../measures/watch.js";
import { compare, type Fraction, greatest, subtract, toNumber, ZERO } from "../../model/fraction.js";
import { dayAfter } from "../../model/months.js";
import { meets, readShare, type ShareEnds, type ShareRange, type Verdict } from "../../model/share.js";
import type { ResolvedHolding } from "../../register/resolve.js";
import type { FindingEvidence, MissingFact } from "../finding.js";
import { byParties, distinct, doubtful, type Limb } from "../limbs.js";
import { approvalOf, factsNamed, type RecordedApproval, saysYes } from "../recordedFacts.js";
import type { Rule } from "../rule.js";
import { factEvidence, type Holder, holdingEvidence, type RuleContext, shareWords } from "../ruleContext.js";
import { writtenTotal } from "../transfers.js";
import { holdersInConcert, holdingsOf } from "./classification.js";
import { rankOf, reachedOn, STAKE_APPROVALS } from "./contracts.js";
import { apexControllers, isTraded, majorShareholders, namedHolders } from "./standing.js";

/** Article 14 of the Regulations (approval, votes in proportion) and Article 44 (purchases on the market). */

interface OfParty {
  readonly parties: readonly string[];
  readonly limb: Limb;
}

const regulations: Rule = {
  id: "SC-R14",
  parameter: "SC-R14.reaches",
  severity: "high",
  conclude: (c) => byParties(rankOf(c), [...stakes(c), ...blocks(c), ...votes(c)]),
};

const byApproval = ({ says }: RecordedApproval): Limb["verdict"] =>
  says === "yes" ? "clear" : says === "no" ? "breach" : "undetermined";

/** A stake that was subscribed for or acquired and reaches the threshold; what was founded was approved as a whole. */
function stakes(c: RuleContext): OfParty[] {
  const parameter = c.law("SC-R14.reaches");
  return majorShareholders(c).flatMap(({ holder, verdict }): OfParty[] => {
    if (holder.rows.every(({ record }) => record.acquiredBy === "founding")) return [];
    const reached = reachedOn(c, [holder.index]);
    if (reached !== null && reached < parameter.from) return [];
    const approval = approvalOf(c, [holder.index], STAKE_APPROVALS);
    const limb: Limb = {
      limb: "equity",
      verdict: byApproval(approval),
      measured: holder.equity,
      parameter,
      evidence: [holdingEvidence(c, holder), ...approval.evidence],
      missing: approval.says === "unknown" ? [{ what: "approval:SC-6-2", entity: holder.id }] : [],
      duty: approval.says === "no" ? "approval" : undefined,
      parameters: { measured: shareWords(holder.equity) },
    };
    const certain = verdict === "certain" ? limb : doubtful(limb, [{ what: "shares", entity: holder.id }]);
    return [{ parties: [holder.id], limb: certain }];
  });
}

/** Whoever controls enough without holding it: approval here, where Article 6(4) asks for filing. */
function blocks(c: RuleContext): OfParty[] {
  const parameter = c.law("SC-R14.controls");
  const filing = c.law("SC-6-4");
  const conflict = c.on === null || c.on >= filing.from ? filing.article : undefined;
  const holds = new Set(majorShareholders(c).map(({ holder }) => holder.index));
  return apexControllers(c).flatMap(({ party, verdict, holders }): OfParty[] => {
    const { stake } = c.stakeOf([party]);
    const reaches = meets(stake, testOf(parameter));
    if (holds.has(party) || reaches === "excluded") return [];
    const approval = approvalOf(c, [party], ["SC-R14", "SC-6-2b"]);
    const id = c.idOf(party);
    const limb: Limb = {
      limb: "control",
      verdict: byApproval(approval),
      measured: stake,
      parameter,
      evidence: [
        ...holders.map((holder) => controlEvidence(c.r, party, holder, verdict)),
        ...holdingsOf(c, holders),
        ...approval.evidence,
      ],
      missing: approval.says === "unknown" ? [{ what: "approval:SC-R14", entity: id }] : [],
      duty: approval.says === "no" ? "approval" : undefined,
      conflict: approval.says === "yes" ? undefined : conflict,
      parameters: { case: "control", measured: shareWords(stake) },
    };
    const certain = verdict === "certain" && reaches === "certain";
    return [{ parties: [id], limb: certain ? limb : doubtful(limb, [{ what: "control", entity: id }]) }];
  });
}

/** Votes that were agreed other than in proportion to the contribution; classes of shares are no agreement. */
function votes(c: RuleContext): OfParty[] {
  const parameter = c.law("SC-R14.proRataVotes");
  return namedHolders(c).flatMap((holder): OfParty[] => {
    const stated = holder.rows.filter(
      ({ record }) => record.voting !== undefined && record.class === undefined,
    );
    if (stated.length === 0) return [];
    const differs = stated.map((row) => differsFrom(row, holder));
    const certain = differs.includes("certain");
    const possible = differs.includes("possible");
    const approval = approvalOf(c, [holder.index, c.subject], ["SC-R14"]);
    const limb: Limb = {
      limb: "voting",
      verdict: certain ? "breach" : possible ? "undetermined" : "clear",
      parameter,
      evidence: [holdingEvidence(c, holder)],
      missing: certain || !possible ? [] : [{ what: "shares", entity: holder.id }],
      parameters: { case: "voting", measured: shareWords(holder.equity) },
    };
    const exempt = certain && approval.says === "yes";
    const evidence = [...(limb.evidence ?? []), ...approval.evidence];
    return [
      {
        parties: [holder.id],
        limb: exempt ? { ...limb, verdict: "exempt", exemption: "approval", evidence } : limb,
      },
    ];
  });
}

/** Whether a row's votes differ from its part of the capital, by more than the figures were rounded. */
function differsFrom({ record }: ResolvedHolding, { equity, rows }: Holder): Verdict {
  const voting = readShare(record.voting).range;
  const written = record.equity === undefined ? null : readShare(record.equity).range;
  const capital = written ?? (rows.length === 1 ? equity : null);
  if (!voting || !capital) return "possible";
  const tolerance = toleranceOf(voting, capital);
  const apart = greatest(subtract(voting.min, capital.max), subtract(capital.min, voting.max));
  if (compare(apart, tolerance) > 0) return "certain";
  return isPoint(voting) && isPoint(capital) ? "excluded" : "possible";
}

const isPoint = ({ min, max }: ShareRange): boolean => compare(min, max) === 0;

/** Figures printed alike are taken as they stand; one printed shorter than the other may be the other, rounded. */
const toleranceOf = (a: ShareRange, b: ShareRange): Fraction =>
  compare(a.rounding, b.rounding) === 0 ? ZERO : greatest(a.rounding, b.rounding);

/** Holders whose purchases on the market are added up. */
interface Buyer {
  readonly holders: readonly Holder[];
  readonly joined: Known;
  readonly total: ShareEnds;
}

const placard: Rule = {
  id: "SC-44-1",
  parameter: "SC-44-1",
  severity: "high",
  conclude: (c) => {
    if (!isTraded(c)) return [];
    const limbs = buyers(c).flatMap((buyer): OfParty[] => {
      const limb = ofBuyer(c, buyer);
      return limb ? [{ parties: buyer.holders.map(({ id }) => id), limb }] : [];
    });
    return byParties(rankOf(c), limbs);
  },
};

/** Holders alone and together with those they act in concert with; one who is certainly in a group not also alone. */
function buyers(c: RuleContext): Buyer[] {
  const holders = new Map(namedHolders(c).map((holder) => [holder.index, holder]));
  const watch = equityWatch(c.r, c.subject);
  const buyer = (members: readonly number[], joined: Known): Buyer => {
    const held = heldBy(watch, members);
    const all = members.flatMap((member) => holders.get(member) ?? []);
    return { holders: all, joined, total: stakeBetween(watch, held, held) };
  };
  const { groups } = holdersInConcert(c);
  const together = groups.flatMap(({ members, verdict, certain }) => [
    ...certain.map((part) => buyer(part, "certain")),
    ...(verdict === "possible" ? [buyer(members, "possible")] : []),
  ]);
  const grouped = new Set(groups.flatMap(({ certain }) => certain.flat()));
  const alone = [...holders.keys()].filter((holder) => !grouped.has(holder));
  return [...alone.map((holder) => buyer([holder], "certain")), ...together];
}

const isBought = ({ record }: ResolvedHolding): boolean => record.acquiredBy === "exchange";
const isUnstated = ({ record }: ResolvedHolding): boolean => record.acquiredBy === undefined;

/**
 * What stands for one buyer; null where purchases on the market did not lead it to the threshold. Rows that do not say
 * how they were acquired may be purchases, and leave open whether they did.
 */
function ofBuyer(c: RuleContext, { holders, joined, total }: Buyer): Limb | null {
  const test = testOf(c.law("SC-44-1"));
  const rows = holders.flatMap((holder) => holder.rows);
  const reaches = meets(total, test);
  if (reaches === "excluded" || !rows.some((row) => isBought(row) || isUnstated(row))) return null;
  const without = (left: readonly ResolvedHolding[]): Verdict => meets(writtenTotal(left), test);
  if (without(rows.filter((row) => !isBought(row) && !isUnstated(row))) === "certain") return null;
  const others = rows.some(isBought) ? without(rows.filter((row) => !isBought(row))) : "possible";
  const unstated = others === "excluded" ? [] : holders.filter((holder) => holder.rows.some(isUnstated));
  const limb = {
    ...dutyOf(c, holders, rows),
    measured: total,
  };
  const measured = { measured: shareWords(total), ...figures(c) };
  const evidence = distinct([
    ...holders.map((holder) => holdingEvidence(c, holder)),
    ...(limb.evidence ?? []),
  ]);
  const missing: MissingFact[] = [
    ...(reaches === "certain" && (others === "excluded" || unstated.length > 0)
      ? []
      : [{ what: "shares", entity: c.subjectId }]),
    ...unstated.map(({ id }) => ({ what: "acquiredBy", entity: id })),
    ...(joined === "certain" ? [] : [{ what: "concert", entity: c.subjectId }]),
  ];
  const whole = { ...limb, evidence, parameters: { ...limb.parameters, ...measured } };
  return missing.length > 0 ? doubtful(whole, missing) : whole;
}

const figures = (c: RuleContext): Record<string, string> => ({
  days: String(toNumber(figureOf(c.law("SC-44-1.reportDays")))),
  tradingDays: String(toNumber(figureOf(c.law("SC-44-1.correctionTradingDays")))),
  months: String(toNumber(figureOf(c.law("SC-44-1.minimumHoldingMonths")))),
});

/** Placard first, then approval; no purchase between; a refusal must be corrected. */
function dutyOf(c: RuleContext, holders: readonly Holder[], rows: readonly ResolvedHolding[]): Limb {
  const parties = holders.map(({ index }) => index);
  const placards = parties.flatMap((party) => factsNamed(c.r, party, "placard").filter(saysYes));
  const day = placards.map(({ record }) => record.on ?? "").sort()[0];
  if (day === undefined) return { limb: "placard", verdict: "breach", duty: "placard" };
  const approval = approvalOf(c, parties, STAKE_APPROVALS);
  const evidence = [...placards.map((fact) => factEvidence(c, fact)), ...approval.evidence];
  if (approval.says === "yes") return { limb: "placard", verdict: "clear", evidence };
  if (approval.says === "no") return refused(c, approval, evidence);
  const further = rows.some((row) => isBought(row) && (row.record.from ?? "") > day);
  if (further)
    return {
      limb: "standstill",
      verdict: "breach",
      evidence,
      duty: "approval",
      parameters: { case: "standstill", day },
    };
  const missing = holders.map(({ id }) => ({ what: "approval:SC-44-1", entity: id }));
  return {
    limb: "approval",
    verdict: "undetermined",
    evidence,
    missing,
    duty: "approval",
    parameters: { case: "approval", day },
  };
}

/** Trading days are never more than days: as many days after a refusal the time for correction certainly runs still. */
function refused(c: RuleContext, { on }: RecordedApproval, evidence: readonly FindingEvidence[]): Limb {
  const limb = { limb: "correction", evidence, parameters: { case: "correction", day: on ?? "–" } };
  let end = on;
  for (
    let left = toNumber(figureOf(c.law("SC-44-1.correctionTradingDays")));
    end !== null && left > 0;
    left -= 1
  )
    end = dayAfter(end);
  if (end !== null && c.on !== null && c.on <= end) return { ...limb, verdict: "advisory" };
  return { ...limb, verdict: "undetermined", missing: [{ what: "tradingDays", entity: c.subjectId }] };
}

export const REGULATIONS: readonly Rule[] = [regulations];
export const PLACARD: readonly Rule[] = [placard];
