import { testOf } from "../../law/law.js";
import { type Evidence, OFFICER_KINDS, tieEvidence, tiesFrom, tiesTo } from "../../measures/evidence.js";
import { type VoteBlock, voteBlocks } from "../../measures/votes.js";
import type { Holding } from "../../model/dataset.js";
import { compare, isZero, ZERO } from "../../model/fraction.js";
import { holdsOn } from "../../model/period.js";
import { meets, readShare } from "../../model/share.js";
import type { ResolvedTie } from "../../register/resolve.js";
import type { Conclusion, FindingEvidence } from "../finding.js";
import { byParties, concluded, type Limb } from "../limbs.js";
import {
  approvalOf,
  entitiesWithFact,
  factsNamed,
  type RecordedApproval,
  saysYes,
  stateAnswer,
} from "../recordedFacts.js";
import { ofEach, type Rule } from "../rule.js";
import { factEvidence, type Holder, holdingEvidence, type RuleContext } from "../ruleContext.js";
import { endOf, everHeld, writtenTotal } from "../transfers.js";
import { majorShareholders, namedHolders } from "./standing.js";

/** Articles 17, 19, 20, 21, 25(2) and 27: what shareholders may agree, and when it may take effect. */

export const rankOf =
  (c: RuleContext) =>
  (id: string): number =>
    c.r.rank[c.r.index.get(id)!]!;

/** Approvals that a new major shareholder needs, under whichever rule they are recorded. */
export const STAKE_APPROVALS = ["SC-6-2", "SC-44-1", "SC-R14"] as const;

/**
 * The day on which what some holders have together, as written, reached what makes a major shareholder, without falling
 * below since; null where rows have no first day or the stakes are not known exactly.
 */
export function reachedOn(c: RuleContext, holders: readonly number[]): string | null {
  const rows = holders.flatMap((holder) => everHeld(c.r, holder, c.subject));
  const test = testOf(c.law("SC-6-2"));
  const ends = rows.flatMap((row) => endOf(row) ?? []);
  const days = [...new Set([...rows.map(({ record }) => record.from ?? ""), ...ends])].sort();
  let reached: string | null = null;
  for (const day of days) {
    if (c.on !== null && day > c.on) break;
    const held = rows.filter(({ record }) => holdsOn(record, day));
    if (meets(writtenTotal(held), test) !== "certain") reached = null;
    else reached ??= day;
  }
  return reached === "" ? null : reached;
}

/** Article 17: where approval is needed, the agreement takes effect only then. */
const conditional: Rule = {
  id: "SC-17",
  parameter: "SC-17",
  severity: "high",
  conclude: (c) =>
    majorShareholders(c).flatMap(({ holder, verdict }): Conclusion[] => {
      const effective = effectiveOn(c, holder);
      if (!effective) return [];
      const { day } = effective;
      const approval = approvalOf(c, [holder.index], STAKE_APPROVALS);
      const inTime = approval.on === null || day === null ? approval.says : approval.on <= day ? "yes" : "no";
      const says = approval.says === "yes" ? inTime : approval.says;
      const certain = verdict === "certain";
      const known = day !== null;
      const missing = [
        ...(says === "unknown" ? [{ what: "approval:SC-6-2", entity: holder.id }] : []),
        ...(known ? [] : [{ what: "agreementEffective", entity: holder.id }]),
        ...(certain ? [] : [{ what: "shares", entity: holder.id }]),
      ];
      const clear = says === "yes" && known;
      return [
        {
          parties: [holder.id],
          verdict: clear ? "clear" : says === "no" && certain && known ? "breach" : "undetermined",
          evidence: [holdingEvidence(c, holder), ...effective.evidence, ...approval.evidence],
          missing: clear ? [] : missing,
          parameters: { day: day ?? "–", approved: approval.on ?? "–", ...(known ? {} : { case: "day" }) },
        },
      ];
    }),
};

/**
 * The day on which the agreement behind a major shareholder's stake took effect: as recorded, else the day on which it
 * held the stake; no day where neither is recorded. Null for what was there before the article, was founded or bought on
 * the market (Article 44(3)).
 */
function effectiveOn(
  c: RuleContext,
  holder: Holder,
): { readonly day: string | null; readonly evidence: readonly FindingEvidence[] } | null {
  const agreed = holder.rows.filter(
    ({ record }) => record.acquiredBy === "transfer" || record.acquiredBy === "swap",
  );
  if (agreed.length === 0) return null;
  const recorded = factsNamed(c.r, holder.index, "agreementEffective").filter(saysYes).at(-1);
  const day = recorded?.record.on ?? reachedOn(c, [holder.index]);
  if (day !== null && day < c.law("SC-17").from) return null;
  return { day, evidence: recorded ? [factEvidence(c, recorded)] : [] };
}

/** Someone who has agreed to acquire equity for which approval is needed, and has none yet. */
interface Transferee {
  readonly party: number;
  readonly since: string | null;
  readonly evidence: readonly FindingEvidence[];
}

function transferees(c: RuleContext): Transferee[] {
  return entitiesWithFact(c.r, "transferAgreed").flatMap((party) => {
    const agreed = factsNamed(c.r, party, "transferAgreed").at(-1)!;
    const approval = approvalOf(c, [party], STAKE_APPROVALS);
    if (!saysYes(agreed) || approval.says === "yes") return [];
    const evidence = [factEvidence(c, agreed), ...approval.evidence];
    return [{ party, since: agreed.record.on ?? null, evidence }];
  });
}

/** Article 19: before approval no votes and no seats go to the transferee. */
const handover: Rule = {
  id: "SC-19",
  parameter: "SC-19",
  severity: "high",
  conclude: (c) =>
    transferees(c).flatMap((transferee) => {
      const { party, evidence } = transferee;
      const limbs = [...seats(c, transferee), ...proxiesTo(c, party)];
      const clear: Limb = { limb: "handover", verdict: "clear" };
      const conclusion = concluded([c.idOf(party)], limbs.length > 0 ? limbs : [clear]);
      return conclusion ? [{ ...conclusion, evidence: [...evidence, ...(conclusion.evidence ?? [])] }] : [];
    }),
};

/** Votes in the subject that a party takes by proxy. */
function proxiesTo(c: RuleContext, party: number): Limb[] {
  const holders = new Map(c.holders().map((holder) => [holder.index, holder]));
  return tiesTo(c.r, party, ["votingProxy"]).flatMap((tie): Limb[] => {
    const giver = holders.get(tie.from);
    if (!giver || !concerns(c, tie)) return [];
    const evidence = [holdingEvidence(c, giver), tieEvidence(c.r, tie)];
    return [{ limb: "votingProxy", verdict: "breach", evidence }];
  });
}

export const concerns = (c: RuleContext, { subject }: ResolvedTie): boolean =>
  subject < 0 || subject === c.subject;

const SEATS = ["director", "supervisor", "seniorManager"] as const;

/** People of a transferee on the boards of the subject: named since it agreed, or without a day that would say so. */
function seats(c: RuleContext, { party, since }: Transferee): Limb[] {
  return tiesTo(c.r, c.subject, SEATS).flatMap((seat): Limb[] => {
    const person = seat.from;
    const posts = [
      ...tiesFrom(c.r, person, OFFICER_KINDS).filter(({ to }) => to === party),
      ...tiesFrom(c.r, party, ["employs"]).filter(({ to }) => to === person),
    ];
    const itself = person === party;
    if (!itself && posts.length === 0) return [];
    const { start } = seat.record;
    if (since !== null && start !== undefined && start < since) return [];
    const evidence = [tieEvidence(c.r, seat), ...posts.map((tie): Evidence => tieEvidence(c.r, tie))];
    const known = since !== null && start !== undefined;
    const missing = known ? [] : [{ what: `${seat.record.kind}.start`, entity: c.idOf(person) }];
    return [{ limb: seat.record.kind, verdict: known ? "breach" : "undetermined", evidence, missing }];
  });
}

/** A rule about clauses of the contracts behind holdings: recorded clauses alone are judged. */
const clauses = (
  id: string,
  forbidden: readonly NonNullable<Holding["contractClauses"]>[number][],
  asks: (holder: Holder) => boolean,
): Rule => ({
  id,
  parameter: id,
  severity: "high",
  conclude: (c) =>
    ofEach(namedHolders(c), (holder): Conclusion | null => {
      const stated = holder.rows.map(({ record }) => record.contractClauses);
      const found = forbidden.filter((clause) => stated.some((list) => list?.includes(clause)));
      const parties = [holder.id];
      const evidence = [holdingEvidence(c, holder)];
      if (found.length > 0) {
        const parameters = { limbs: found.join(", ") };
        return { parties, verdict: "breach", evidence, limb: found[0], parameters };
      }
      if (stated.every((list) => list !== undefined)) return { parties, verdict: "clear", evidence };
      if (!asks(holder)) return null;
      const missing = [{ what: "contractClauses", entity: holder.id }];
      return { parties, verdict: "undetermined", evidence, missing };
    }),
});

const isPledged = ({ rows }: Holder): boolean =>
  rows.some(({ record: { pledged } }) => {
    if (pledged === undefined) return false;
    const part = readShare(pledged).range;
    return part === null || !isZero(part.max);
  });

const gambling = clauses("SC-20", ["redemptionOnFailure", "transferToNamedHolder"], () => false);
const pledgee = clauses("SC-25-2", ["pledgeeVotes"], isPledged);

/** Article 21: own funds only. */
const funds: Rule = {
  id: "SC-21",
  parameter: "SC-21",
  severity: "high",
  conclude: (c) => {
    const limbs = namedHolders(c).flatMap((holder) =>
      tiesTo(c.r, holder.index, ["finances"])
        .filter((tie) => concerns(c, tie))
        .flatMap((tie) => {
          const limb = fundsLimb(c, holder, tie);
          return limb ? [{ parties: [holder.id], limb }] : [];
        }),
    );
    return byParties(rankOf(c), limbs);
  },
};

/** A loan for whatever purpose says nothing of the funds for this stake. */
function fundsLimb(c: RuleContext, holder: Holder, tie: ResolvedTie): Limb | null {
  const { entrusted } = tie.record;
  if (entrusted === undefined && tie.subject < 0) return null;
  const evidence = [holdingEvidence(c, holder), tieEvidence(c.r, tie)];
  const approved = approvalOf(c, [holder.index], ["SC-21"]);
  const parameters = { financier: c.idOf(tie.from) };
  const limb = { limb: "finances", evidence, parameters };
  if (entrusted === false) return { ...limb, verdict: "clear" };
  if (approved.says === "yes") {
    const all = [...evidence, ...approved.evidence];
    return { ...limb, verdict: "exempt", exemption: "approval", evidence: all };
  }
  if (entrusted) return { ...limb, verdict: "breach" };
  return { ...limb, verdict: "undetermined", missing: [{ what: "entrusted", entity: holder.id }] };
}

/** Article 27: who should have been approved or filed and was not does not vote; the articles of association say so. */
const suspension: Rule = {
  id: "SC-27",
  parameter: "SC-27",
  severity: "high",
  conclude: (c) => {
    const flag = stateAnswer(c, c.subject, "articlesSuspendVoting");
    const articles: Conclusion = {
      parties: [c.subjectId],
      verdict: flag.says === "yes" ? "clear" : flag.says === "no" ? "breach" : "undetermined",
      severity: "medium",
      limb: "articles",
      evidence: flag.evidence,
      missing: flag.missing,
      parameters: { case: "articles" },
    };
    return [articles, ...unapproved(c)];
  },
};

function unapproved(c: RuleContext): Conclusion[] {
  let votes: VoteBlock[] | null = null;
  return namedHolders(c).flatMap((holder): Conclusion[] => {
    const refused = refusals(c, holder);
    if (refused.length === 0) return [];
    votes ??= voteBlocks(c.r, c.subject);
    return [ofUnapproved(c, holder, refused, votes)];
  });
}

/** An approval or a filing that is recorded as not given. */
function refusals(c: RuleContext, { index }: Holder): RecordedApproval[] {
  const approval = approvalOf(c, [index], STAKE_APPROVALS);
  const filing = approvalOf(c, [index], ["SC-6-3", "SC-6-4"], "filing");
  return [approval, filing].filter(({ says }) => says === "no");
}

function ofUnapproved(
  c: RuleContext,
  holder: Holder,
  refused: readonly RecordedApproval[],
  votes: readonly VoteBlock[],
): Conclusion {
  const live = votes.filter((block) => block.holder === holder.index && block.dead === null);
  const some = live.some(({ share }) => compare(share.min, ZERO) > 0 || share.minExclusive);
  const perhaps = live.some(({ share }) => !isZero(share.max));
  return {
    parties: [holder.id],
    verdict: some ? "breach" : perhaps ? "undetermined" : "clear",
    limb: "holder",
    evidence: [holdingEvidence(c, holder), ...refused.flatMap(({ evidence }) => evidence)],
    missing: !some && perhaps ? [{ what: "votingSuspended", entity: holder.id }] : [],
  };
}

export const CONTRACTS: readonly Rule[] = [conditional, handover, gambling, funds];
export const PLEDGE_CONTRACTS: readonly Rule[] = [pledgee];
export const SUSPENSION: readonly Rule[] = [suspension];
