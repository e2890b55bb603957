import { testOf } from "../../law/law.js";
import { controlEvidence, type Evidence, isNobody } from "../../measures/evidence.js";
import { dayBefore, wholeMonths } from "../../model/months.js";
import { meets, readShare, type ShareRange, UNKNOWN_SHARE, type Verdict } from "../../model/share.js";
import type { ResolvedHolding } from "../../register/resolve.js";
import type { Conclusion, FindingEvidence, MissingFact } from "../finding.js";
import { byParties, concluded, doubtful, type Limb } from "../limbs.js";
import { approvalOf, factsNamed } from "../recordedFacts.js";
import { ofEach, type Rule } from "../rule.js";
import { factEvidence, type Holder, holdingEvidence, type RuleContext, shareWords } from "../ruleContext.js";
import { endOf, everHeldIn, givenAway } from "../transfers.js";
import { holdersOf } from "./classification.js";
import {
  type LockUp,
  lasts,
  ledEvidence,
  lockMissing,
  lockUpOf,
  onDay,
  wasSmallOnMarket,
} from "./lockPeriods.js";
import { bothHold, controllingShareholdersOf, namedHolders, smallMarketHolder } from "./standing.js";

/** Article 24: how long shareholders, and those behind them, must keep what they hold. */

const rowEvidence = (c: RuleContext, { record, holder, subject }: ResolvedHolding): Evidence => ({
  kind: "holding",
  from: c.idOf(holder),
  to: c.idOf(subject),
  records: record.at ? [record.at] : [],
});

const verdictText = (lock: LockUp): string =>
  lock.earliest === lock.latest ? lock.latest : `${lock.earliest}/${lock.latest}`;

/** Whether a transfer happened inside the lock-up of the row that it ended. */
function soldInside(c: RuleContext, row: ResolvedHolding): Limb | null {
  const day = endOf(row);
  const { from } = c.law("SC-24-1.others");
  if (day === null || day < from || (c.on !== null && day > c.on)) return null;
  if (isNobody(c.r, row.holder) || row.holder === c.subject) return null;
  const small = wasSmallOnMarket(c, row);
  if (small === "certain") return null;
  const sold = givenAway(c.r, row);
  if (sold === "excluded") return null;
  const before = onDay(c, dayBefore(day));
  const lock = lockUpOf(before, row);
  const inside = lock ? lasts(lock, day) : "possible";
  if (inside === "excluded") return null;
  const evidence = [rowEvidence(c, row), ...ledEvidence(before, lock)];
  const id = c.idOf(row.holder);
  const limb: Limb = {
    limb: "transfer",
    verdict: "breach",
    measured: lock?.since ? wholeMonths(lock.since, day) : null,
    parameter: lock?.parameter,
    evidence,
    parameters: { case: "transfer", day, end: lock ? verdictText(lock) : "–" },
  };
  const missing: MissingFact[] = [
    ...(inside === "possible" ? lockMissing(before, lock, id) : []),
    ...(sold === "possible" ? [{ what: "transfer", entity: id }] : []),
    ...(small === "possible" ? [{ what: "shares", entity: id }] : []),
  ];
  return missing.length > 0 ? doubtful(limb, missing) : limb;
}

/** The rows of a holder, those first whose lock-up ends last: it is what a finding tells. */
function lockedLongestFirst(c: RuleContext, { rows }: Holder): readonly ResolvedHolding[] {
  if (rows.length < 2) return rows;
  const ends = new Map(rows.map((row) => [row, lockUpOf(c, row)?.latest ?? ""]));
  return rows.toSorted((a, b) => (ends.get(a)! > ends.get(b)! ? -1 : ends.get(a)! < ends.get(b)! ? 1 : 0));
}

/** What is held now: until when it is locked in, or that it no longer is. */
function heldNow(c: RuleContext, holder: Holder, row: ResolvedHolding): Limb {
  const lock = lockUpOf(c, row);
  const evidence = [rowEvidence(c, row), ...ledEvidence(c, lock)];
  const end = lock ? verdictText(lock) : "–";
  const common = { limb: "holding", evidence, parameter: lock?.parameter, parameters: { end } };
  if (!lock || c.on === null) {
    return { ...common, verdict: "undetermined", missing: lockMissing(c, null, holder.id) };
  }
  const measured = lock.since === null ? null : wholeMonths(lock.since, c.on);
  const locked = lasts(lock, c.on);
  if (locked === "possible") {
    return { ...common, measured, verdict: "undetermined", missing: lockMissing(c, lock, holder.id) };
  }
  return { ...common, measured, verdict: locked === "certain" ? "advisory" : "clear" };
}

const period: Rule = {
  id: "SC-24-1",
  parameter: "SC-24-1.others",
  severity: "high",
  conclude: (c) => {
    const sold = new Map<number, Limb[]>();
    for (const row of everHeldIn(c.r, c.subject)) {
      const limb = soldInside(c, row);
      if (!limb) continue;
      const own = sold.get(row.holder);
      if (own) own.push(limb);
      else sold.set(row.holder, [limb]);
    }
    const holders = holdersOf(c);
    const parties = [...new Set([...sold.keys(), ...holders.keys()])];
    parties.sort((a, b) => c.r.rank[a]! - c.r.rank[b]!);
    return ofEach(parties, (party) => ofSellerOrHolder(c, party, sold.get(party) ?? [], holders.get(party)));
  },
};

/** What was sold too early and what is held now; one whose holding is exempt may have sold before. */
function ofSellerOrHolder(
  c: RuleContext,
  party: number,
  sold: readonly Limb[],
  holder: Holder | undefined,
): Conclusion | null {
  const code = holder ? exemption(c, holder) : null;
  if (holder && code && sold.length === 0) {
    return {
      parties: [holder.id],
      verdict: "exempt",
      exemption: code,
      parameter: c.law("SC-24-1.exemptBelow"),
      evidence: [holdingEvidence(c, holder)],
    };
  }
  const held = holder && !code ? lockedLongestFirst(c, holder).map((row) => heldNow(c, holder, row)) : [];
  return concluded([c.idOf(party)], [...sold, ...held]);
}

const rankOf =
  (c: RuleContext) =>
  (id: string): number =>
    c.r.rank[c.r.index.get(id)!]!;

function exemption(c: RuleContext, holder: Holder): string | null {
  if (isNobody(c.r, holder.index)) return c.r.entities[holder.index]!.kind;
  return smallMarketHolder(c, holder, "SC-24-1.exemptBelow").verdict === "certain" ? "marketAcquired" : null;
}

/** A shareholder of which the stake in the company may be the main asset. */
interface Main {
  readonly holder: Holder;
  /** Whether the stake is its main asset: possible where no record says. */
  readonly verdict: Verdict;
  readonly share: ShareRange | null;
  readonly evidence: readonly FindingEvidence[];
  readonly missing: readonly MissingFact[];
}

function mainAssets(c: RuleContext): Main[] {
  return namedHolders(c).flatMap((holder): Main[] => {
    if (exemption(c, holder)) return [];
    const fact = factsNamed(c.r, holder.index, "stakeToTotalAssets").at(-1);
    const missing = [{ what: "stakeToTotalAssets", entity: holder.id }];
    if (!fact) return [{ holder, verdict: "possible", share: null, evidence: [], missing }];
    const { value } = fact.record;
    const share = (typeof value === "boolean" ? null : readShare(value).range) ?? UNKNOWN_SHARE;
    const verdict = meets(share, testOf(c.law("SC-24-2")));
    const evidence = [factEvidence(c, fact)];
    return [{ holder, verdict, share, evidence, missing: verdict === "possible" ? missing : [] }];
  });
}

const seeThrough: Rule = {
  id: "SC-24-2",
  parameter: "SC-24-2",
  severity: "high",
  conclude: (c) => {
    const limbs = mainAssets(c)
      .filter(({ verdict }) => verdict !== "excluded")
      .flatMap((main) => [...transfersAbove(c, main), ...(main.share ? lockedAbove(c, main) : [])]);
    return byParties(rankOf(c), limbs);
  },
};

interface OfParty {
  readonly parties: readonly string[];
  readonly limb: Limb;
}

/** A finding about a party above a shareholder; one whom an approval recognises is exempt. */
function ofParty(c: RuleContext, main: Main, party: number, limb: Limb): OfParty {
  const { holder } = main;
  const parties = [c.idOf(party)];
  const about = {
    measured: main.share,
    evidence: [holdingEvidence(c, holder), ...main.evidence, ...(limb.evidence ?? [])],
    parameters: {
      ...limb.parameters,
      holder: holder.id,
      measured: main.share ? shareWords(main.share) : "–",
    },
  };
  const approved = approvalOf(c, [party, holder.index], ["SC-24-2"]);
  if (approved.says === "yes") {
    const evidence = [...about.evidence, ...approved.evidence];
    return {
      parties,
      limb: { ...limb, ...about, verdict: "exempt", exemption: "approval", missing: [], evidence },
    };
  }
  const open = main.verdict === "certain" ? [] : main.missing;
  const whole = { ...limb, ...about };
  if (open.length === 0) return { parties, limb: whole };
  const missing = [...(limb.missing ?? []), ...open];
  return {
    parties,
    limb: { ...whole, verdict: limb.verdict === "clear" ? "clear" : "undetermined", missing },
  };
}

/** The strongest that any row of a holder is locked in on a day. */
function lockedOn(c: RuleContext, { rows }: Holder, day: string): { locked: Verdict; end: string } {
  let locked: Verdict = "excluded";
  let end = "–";
  for (const row of rows) {
    const lock = lockUpOf(c, row);
    const one = lock ? lasts(lock, day) : "possible";
    if (lock && (end === "–" || verdictText(lock) > end)) end = verdictText(lock);
    if (one === "certain" || locked === "excluded") locked = one;
  }
  return { locked, end };
}

/** Controlling shareholder and actual controllers of a shareholder now, locked in as long as it is. */
function lockedAbove(c: RuleContext, main: Main): OfParty[] {
  const { holder } = main;
  const ultimate = c.controllersOf(holder.index).filter((row) => row.ultimate);
  const parties = new Set([
    ...controllingShareholdersOf(c, holder.index).map(({ party }) => party),
    ...ultimate.flatMap(({ id, members = [id] }) => members.map((member) => c.r.index.get(member)!)),
  ]);
  const { locked, end } = lockedOn(c, holder, c.on ?? "");
  const verdict = locked === "certain" ? "advisory" : locked === "excluded" ? "clear" : "undetermined";
  const missing = locked === "possible" ? [{ what: "heldSince", entity: holder.id }] : [];
  return [...parties]
    .sort((a, b) => c.r.rank[a]! - c.r.rank[b]!)
    .map((party) => {
      const evidence = [controlEvidence(c.r, party, holder.index, "certain")];
      return ofParty(c, main, party, { limb: "holding", verdict, missing, evidence, parameters: { end } });
    });
}

/** What those who controlled a shareholder gave away of it, or of what stands between, while it was locked in. */
function transfersAbove(c: RuleContext, main: Main): OfParty[] {
  return endedAbove(c, main).flatMap((row): OfParty[] => {
    const day = endOf(row)!;
    const { locked, end } = lockedOn(c, main.holder, day);
    const sold = locked === "excluded" ? "excluded" : givenAway(c.r, row);
    if (sold === "excluded") return [];
    const bound = boundBy(onDay(c, dayBefore(day)), main.holder.index, row);
    if (bound === "excluded") return [];
    const evidence = [rowEvidence(c, row)];
    const limb: Limb = {
      limb: "transfer",
      verdict: "breach",
      evidence,
      parameters: { case: "transfer", day, end },
    };
    const certain = bothHold(bothHold(locked, sold), bound) === "certain";
    const missing = [
      ...(locked === "possible" ? [{ what: "heldSince", entity: main.holder.id }] : []),
      ...(sold === "possible" ? [{ what: "transfer", entity: c.idOf(row.holder) }] : []),
      ...(bound === "possible" ? [{ what: "control", entity: main.holder.id }] : []),
    ];
    return [ofParty(c, main, row.holder, certain ? limb : doubtful(limb, missing))];
  });
}

/** Rows above a shareholder that have ended under this law; without a figure of its assets only those in itself. */
function endedAbove(c: RuleContext, { holder, share }: Main): ResolvedHolding[] {
  const { from } = c.law("SC-24-2");
  const ended: ResolvedHolding[] = [];
  const seen = new Set([holder.index]);
  for (const company of seen) {
    for (const row of everHeldIn(c.r, company)) {
      const day = endOf(row);
      if (day !== null && day >= from && (c.on === null || day <= c.on) && !isNobody(c.r, row.holder))
        ended.push(row);
      if (share) seen.add(row.holder);
    }
  }
  return ended;
}

/** Whether the holder of a row above a shareholder was its controlling shareholder or controlled it through the row. */
function boundBy(before: RuleContext, shareholder: number, { holder, subject }: ResolvedHolding): Verdict {
  const { closure } = before;
  if (subject === shareholder) {
    const capital = controllingShareholdersOf(before, shareholder).find(({ party }) => party === holder);
    const control = closure.controls({ from: holder, to: shareholder });
    return capital?.verdict === "certain"
      ? "certain"
      : control === "excluded"
        ? (capital?.verdict ?? control)
        : control;
  }
  return bothHold(
    closure.controls({ from: holder, to: shareholder }),
    closure.controls({ from: subject, to: shareholder }),
  );
}

export const LOCK_UP: readonly Rule[] = [period, seeThrough];
