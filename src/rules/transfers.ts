import type { Dataset } from "../model/dataset.js";
import { compare, type Fraction, parseFraction, sum } from "../model/fraction.js";
import { dayBefore } from "../model/months.js";
import { holdsOn, isNoEnd } from "../model/period.js";
import { exactShare, readShare, type ShareEnds, UNKNOWN_SHARE, type Verdict } from "../model/share.js";
import { type ResolvedHolding, resolve } from "../register/resolve.js";
import { inOwnOrder } from "./ruleContext.js";

/** All rows of a dataset, on whatever date they hold; lists are put in order when they are first asked for. */
interface History {
  readonly byHolder: Lists<number>;
  readonly bySubject: Lists<number>;
  readonly byPair: Lists<string>;
}

/** Lists by key, each in an order that does not depend on rows. */
class Lists<Key> {
  readonly #lists = new Map<Key, ResolvedHolding[]>();
  readonly #ordered = new Set<Key>();

  add(key: Key, row: ResolvedHolding): void {
    const list = this.#lists.get(key);
    if (list) list.push(row);
    else this.#lists.set(key, [row]);
  }

  of(key: Key): readonly ResolvedHolding[] {
    const list = this.#lists.get(key) ?? [];
    if (this.#ordered.has(key)) return list;
    this.#ordered.add(key);
    return inOwnOrder(list);
  }
}

const histories = new WeakMap<Dataset, History>();

function history(dataset: Dataset): History {
  const known = histories.get(dataset);
  if (known) return known;
  const made: History = { byHolder: new Lists(), bySubject: new Lists(), byPair: new Lists() };
  for (const row of resolve(dataset).holdings) {
    made.byHolder.add(row.holder, row);
    made.bySubject.add(row.subject, row);
    made.byPair.add(`${row.holder} ${row.subject}`, row);
  }
  histories.set(dataset, made);
  return made;
}

/** Rows of a holder in whatever company, of any date, in an order that does not depend on rows. */
export const everHeldBy = (dataset: Dataset, holder: number): readonly ResolvedHolding[] =>
  history(dataset).byHolder.of(holder);

/** Rows of whatever holder in a company, of any date. */
export const everHeldIn = (dataset: Dataset, company: number): readonly ResolvedHolding[] =>
  history(dataset).bySubject.of(company);

/** Rows of a holder in a company, of any date. */
export const everHeld = (dataset: Dataset, holder: number, company: number): readonly ResolvedHolding[] =>
  history(dataset).byPair.of(`${holder} ${company}`);

const buyers = new WeakMap<Dataset, Map<number, ReadonlyMap<string, ReadonlySet<number>>>>();

/** Who acquired something in a company from others, by day. */
function acquirers(dataset: Dataset, company: number): ReadonlyMap<string, ReadonlySet<number>> {
  const known = buyers.get(dataset) ?? new Map<number, ReadonlyMap<string, ReadonlySet<number>>>();
  buyers.set(dataset, known);
  const found = known.get(company);
  if (found) return found;
  const byDay = new Map<string, Set<number>>();
  for (const { record, holder } of everHeldIn(dataset, company)) {
    const { from, acquiredBy } = record;
    if (from === undefined || (acquiredBy !== "transfer" && acquiredBy !== "exchange")) continue;
    const own = byDay.get(from);
    if (own) own.add(holder);
    else byDay.set(from, new Set([holder]));
  }
  known.set(company, byDay);
  return byDay;
}

/** The first day on which a row holds no more; null for one that still does. */
export const endOf = ({ record }: ResolvedHolding): string | null => (isNoEnd(record.to) ? null : record.to!);

const stakeOn = (dataset: Dataset, holder: number, company: number, date: string): ResolvedHolding[] =>
  everHeld(dataset, holder, company).filter((row) => holdsOn(row.record, date));

/**
 * Whether something was given away on the day a row ended: certainly where nothing is left, where fewer shares or less
 * capital stand in the rows that follow, or where the part of the whole is smaller and somebody acquired on that day.
 * A smaller part of the whole alone may be dilution. Excluded where the rows that follow hold as much.
 */
export function givenAway(dataset: Dataset, row: ResolvedHolding): Verdict {
  const day = endOf(row);
  if (day === null) return "excluded";
  const after = stakeOn(dataset, row.holder, row.subject, day);
  if (after.length === 0) return "certain";
  const before = stakeOn(dataset, row.holder, row.subject, dayBefore(day));
  const count = counted(before);
  const left = counted(after);
  if (count && left && count.unit === left.unit)
    return compare(left.total, count.total) < 0 ? "certain" : "excluded";
  return smallerPart(dataset, row, writtenTotal(before), writtenTotal(after));
}

function smallerPart(dataset: Dataset, row: ResolvedHolding, before: ShareEnds, after: ShareEnds): Verdict {
  if (compare(after.min, before.max) >= 0) return "excluded";
  if (compare(after.max, before.min) >= 0) return "possible";
  const bought = acquirers(dataset, row.subject).get(endOf(row)!) ?? new Set();
  return [...bought].some((holder) => holder !== row.holder) ? "certain" : "possible";
}

/** Shares of one class, or capital, that rows count; null where a row counts neither. */
function counted(
  rows: readonly ResolvedHolding[],
): { readonly unit: string; readonly total: Fraction } | null {
  const units = rows.map(({ record }) =>
    record.shares !== undefined
      ? `shares ${record.class ?? ""}`
      : record.amount !== undefined
        ? "amount"
        : null,
  );
  const [unit] = units;
  if (!unit || units.some((other) => other !== unit)) return null;
  const figures = rows.map(({ record }) => parseFraction(String(record.shares ?? record.amount)));
  const known = figures.filter((figure) => figure !== null);
  return known.length === rows.length ? { unit, total: sum(known) } : null;
}

/** The part of the whole that rows state together. */
export function writtenTotal(rows: readonly ResolvedHolding[]): ShareEnds {
  const shares = rows.map(({ record }) => readShare(record.equity ?? "").range ?? UNKNOWN_SHARE);
  const max = sum(shares.map((share) => share.max));
  return { ...exactShare(sum(shares.map((share) => share.min))), max };
}

/** Rows of a holder in a company on the day before another of its rows ended. */
export const stakeBefore = (dataset: Dataset, row: ResolvedHolding): ResolvedHolding[] =>
  stakeOn(dataset, row.holder, row.subject, dayBefore(endOf(row)!));
