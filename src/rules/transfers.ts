import { compare, type Fraction, parseFraction, sum } from "../model/fraction.js";
import { dayBefore } from "../model/months.js";
import { holdsOn, isNoEnd } from "../model/period.js";
import { exactShare, readShare, type ShareEnds, UNKNOWN_SHARE, type Verdict } from "../model/share.js";
import type { Archive } from "../register/archive.js";
import { Recent } from "../register/recent.js";
import type { Register } from "../register/register.js";
import type { ResolvedHolding } from "../register/resolve.js";
import { inOwnOrder } from "./ruleContext.js";

/** How many lists of rows are kept in order: a rule asks for those of few parties, again and again. */
const KEPT_LISTS = 1024;

/** Rows of any date by party, each list in an order that does not depend on the order of rows. */
interface History {
  readonly byHolder: Recent<readonly ResolvedHolding[]>;
  readonly bySubject: Recent<readonly ResolvedHolding[]>;
  /** By company, then by holder. */
  readonly byPair: Recent<ReadonlyMap<number, readonly ResolvedHolding[]>>;
}

const histories = new WeakMap<Archive, History>();

function history(archive: Archive): History {
  const known = histories.get(archive);
  if (known) return known;
  const made: History = {
    byHolder: new Recent<readonly ResolvedHolding[]>(KEPT_LISTS, (holder) =>
      inOwnOrder([...archive.heldBy(holder)]),
    ),
    bySubject: new Recent<readonly ResolvedHolding[]>(KEPT_LISTS, (company) =>
      inOwnOrder([...archive.heldIn(company)]),
    ),
    byPair: new Recent(KEPT_LISTS, (company) => byHolder(archive.heldIn(company))),
  };
  histories.set(archive, made);
  return made;
}

function byHolder(rows: readonly ResolvedHolding[]): ReadonlyMap<number, readonly ResolvedHolding[]> {
  const lists = new Map<number, ResolvedHolding[]>();
  for (const row of rows) {
    const list = lists.get(row.holder);
    if (list) list.push(row);
    else lists.set(row.holder, [row]);
  }
  for (const list of lists.values()) inOwnOrder(list);
  return lists;
}

/** Rows of a holder in whatever company, of any date, in an order that does not depend on rows. */
export const everHeldBy = ({ archive }: Register, holder: number): readonly ResolvedHolding[] =>
  history(archive).byHolder.get(holder);

/** Rows of whatever holder in a company, of any date. */
export const everHeldIn = ({ archive }: Register, company: number): readonly ResolvedHolding[] =>
  history(archive).bySubject.get(company);

/** Rows of a holder in a company, of any date. */
export const everHeld = (
  { archive }: Register,
  holder: number,
  company: number,
): readonly ResolvedHolding[] => history(archive).byPair.get(company).get(holder) ?? [];

const buyers = new WeakMap<Archive, Recent<ReadonlyMap<string, ReadonlySet<number>>>>();

/** Who acquired something in a company from others, by day. */
function acquirers(r: Register, company: number): ReadonlyMap<string, ReadonlySet<number>> {
  const known =
    buyers.get(r.archive) ?? new Recent(KEPT_LISTS, (of: number) => acquirersIn(r.archive.heldIn(of)));
  buyers.set(r.archive, known);
  return known.get(company);
}

function acquirersIn(rows: readonly ResolvedHolding[]): ReadonlyMap<string, ReadonlySet<number>> {
  const byDay = new Map<string, Set<number>>();
  for (const { record, holder } of rows) {
    const { from, acquiredBy } = record;
    if (from === undefined || (acquiredBy !== "transfer" && acquiredBy !== "exchange")) continue;
    const own = byDay.get(from);
    if (own) own.add(holder);
    else byDay.set(from, new Set([holder]));
  }
  return byDay;
}

/** The first day on which a row holds no more; null for one that still does. */
export const endOf = ({ record }: ResolvedHolding): string | null => (isNoEnd(record.to) ? null : record.to!);

const stakeOn = (r: Register, holder: number, company: number, date: string): ResolvedHolding[] =>
  everHeld(r, holder, company).filter((row) => holdsOn(row.record, date));

/**
 * Whether something was given away on the day a row ended: certainly where nothing is left, where fewer shares or less
 * capital stand in the rows that follow, or where the part of the whole is smaller and somebody acquired on that day.
 * A smaller part of the whole alone may be dilution. Excluded where the rows that follow hold as much.
 */
export function givenAway(r: Register, row: ResolvedHolding): Verdict {
  const day = endOf(row);
  if (day === null) return "excluded";
  const after = stakeOn(r, row.holder, row.subject, day);
  if (after.length === 0) return "certain";
  const before = stakeOn(r, row.holder, row.subject, dayBefore(day));
  const count = counted(before);
  const left = counted(after);
  if (count && left && count.unit === left.unit)
    return compare(left.total, count.total) < 0 ? "certain" : "excluded";
  return smallerPart(r, row, writtenTotal(before), writtenTotal(after));
}

function smallerPart(r: Register, row: ResolvedHolding, before: ShareEnds, after: ShareEnds): Verdict {
  if (compare(after.min, before.max) >= 0) return "excluded";
  if (compare(after.max, before.min) >= 0) return "possible";
  const bought = acquirers(r, row.subject).get(endOf(row)!) ?? new Set();
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
export const stakeBefore = (r: Register, row: ResolvedHolding): ResolvedHolding[] =>
  stakeOn(r, row.holder, row.subject, dayBefore(endOf(row)!));
