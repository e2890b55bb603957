import { figureOf, testOf } from "../../law/law.js";
import type { LawParameter } from "../../law/regulation.js";
import { controlEvidence } from "../../measures/evidence.js";
import { controlledBy } from "../../measures/relations.js";
import { toNumber } from "../../model/fraction.js";
import { dayAfter, monthsAfter } from "../../model/months.js";
import { meets, type Verdict } from "../../model/share.js";
import { at } from "../../register/register.js";
import type { ResolvedHolding } from "../../register/resolve.js";
import type { FindingEvidence, MissingFact } from "../finding.js";
import { type RuleContext, ruleContext } from "../ruleContext.js";
import { endOf, everHeldBy, stakeBefore, writtenTotal } from "../transfers.js";
import { controllingShareholders, isTraded } from "./standing.js";

/** How long a holder is locked in: 60, 36 or 48 months (figures in law/), by whether the company has a controller. */

const PERIODS = ["SC-24-1.withController", "SC-24-1.others", "SC-24-1.noController"] as const;
type Period = (typeof PERIODS)[number];

/** Those who lead the company, and what they control: certainly and possibly. */
interface Led {
  readonly certain: ReadonlySet<number>;
  readonly possible: ReadonlySet<number>;
  readonly someone: Verdict;
  /** The control by which somebody leads the company for certain; null where nobody does. */
  readonly evidence: FindingEvidence | null;
}

const leads = new WeakMap<RuleContext, Led>();

function ledBy(c: RuleContext): Led {
  const known = leads.get(c);
  if (known) return known;
  const rows = c.controllersOf(c.subject).filter(({ ultimate }) => ultimate);
  const leaders = [
    ...controllingShareholders(c).map(({ holder, verdict }) => ({ party: holder.index, verdict })),
    ...rows.flatMap(({ id, members = [id], verdict }) =>
      members.map((member) => ({ party: c.r.index.get(member)!, verdict })),
    ),
  ];
  const certain = new Set<number>();
  const possible = new Set<number>();
  for (const { party, verdict } of leaders) {
    (verdict === "certain" ? certain : possible).add(party);
    for (const below of controlledBy(c.closure, party)) {
      (verdict === "certain" && below.verdict === "certain" ? certain : possible).add(below.party);
    }
  }
  const [leader] = leaders.filter(({ verdict }) => verdict === "certain");
  const led: Led = {
    certain,
    possible,
    someone: leader ? "certain" : leaders.length > 0 ? "possible" : "excluded",
    evidence: leader ? controlEvidence(c.r, leader.party, c.subject, "certain") : null,
  };
  leads.set(c, led);
  return led;
}

/** What the period of a lock-up rests on besides the holding: that somebody controls the company. */
export const ledEvidence = (c: RuleContext, lock: LockUp | null): readonly FindingEvidence[] => {
  const { evidence } = ledBy(c);
  return evidence === null || lock === null || lock.stated ? [] : [evidence];
};

/** Which periods may apply to a holder; one where the register tells. */
function periodsOf(c: RuleContext, holder: number): readonly Period[] {
  const { certain, possible, someone } = ledBy(c);
  if (someone === "excluded") return ["SC-24-1.noController"];
  if (someone === "possible") return PERIODS;
  if (certain.has(holder)) return ["SC-24-1.withController"];
  return possible.has(holder) ? ["SC-24-1.withController", "SC-24-1.others"] : ["SC-24-1.others"];
}

/** When a lock-up ends: its first free day, at the earliest and at the latest. */
export interface LockUp {
  /** The day from which the holding period counts. */
  readonly since: string | null;
  readonly earliest: string;
  readonly latest: string;
  readonly parameter: LawParameter;
  /** The record states the end; otherwise it follows from the period of the law. */
  readonly stated: boolean;
}

/** The lock-up of one row as its holder stands in a company; null where no day begins it. */
export function lockUpOf(c: RuleContext, row: ResolvedHolding): LockUp | null {
  const since = heldSince(c, row);
  const periods = periodsOf(c, row.holder);
  const parameters = periods.map((name) => c.law(name));
  const [parameter] = parameters;
  const { lockedUntil } = row.record;
  if (lockedUntil !== undefined) {
    const end = dayAfter(lockedUntil);
    return { since, earliest: end, latest: end, parameter: parameter!, stated: true };
  }
  if (since === null) return null;
  const ends = parameters.map((one) => monthsAfter(since, toNumber(figureOf(one)))).sort();
  return { since, earliest: ends[0]!, latest: ends.at(-1)!, parameter: parameter!, stated: false };
}

/** Whether a lock-up lasts on a day. */
export const lasts = ({ earliest, latest }: LockUp, day: string): Verdict =>
  day < earliest ? "certain" : day < latest ? "possible" : "excluded";

/**
 * The day from which a row's holding period counts: as recorded, else its first day. What was swapped for equity of
 * another securities company is held since that was held (Article 24(1)).
 */
export function heldSince(c: RuleContext, row: ResolvedHolding): string | null {
  const { entities } = c.r;
  const seen = new Set<ResolvedHolding>();
  let current = row;
  while (current.record.heldSince === undefined && current.record.acquiredBy === "swap") {
    seen.add(current);
    const { from } = current.record;
    const before = everHeldBy(c.r, row.holder)
      .filter(
        (other) => entities[other.subject]!.sector === "securities" && other.subject !== current.subject,
      )
      .filter((other) => from !== undefined && endOf(other) === from && !seen.has(other))
      .sort((a, b) =>
        (a.record.heldSince ?? a.record.from ?? "") < (b.record.heldSince ?? b.record.from ?? "") ? -1 : 1,
      );
    if (!before[0]) break;
    current = before[0];
  }
  return current.record.heldSince ?? current.record.from ?? null;
}

const contexts = new WeakMap<RuleContext, Map<string, RuleContext>>();

/** The same subject and rulebook on another day. */
export function onDay(c: RuleContext, day: string): RuleContext {
  const known = contexts.get(c) ?? new Map<string, RuleContext>();
  contexts.set(c, known);
  const found = known.get(day) ?? ruleContext(at(c.r, day), c.subject, "csrc-securities");
  known.set(day, found);
  return found;
}

/** Whether a row that ended was a small stake bought on the market, which no lock-up binds. */
export function wasSmallOnMarket(c: RuleContext, row: ResolvedHolding): Verdict {
  const market = row.record.acquiredBy === "exchange" || row.record.acquiredBy === "offering";
  if (!isTraded(c) || !market) return "excluded";
  return meets(writtenTotal(stakeBefore(c.r, row)), testOf(c.law("SC-24-1.exemptBelow")));
}

/** What would settle when a lock-up ends. */
export const lockMissing = (c: RuleContext, lock: LockUp | null, holder: string): MissingFact[] =>
  lock === null
    ? [{ what: "heldSince", entity: holder }]
    : lock.earliest === lock.latest
      ? []
      : [{ what: "actualController", entity: c.subjectId }];
