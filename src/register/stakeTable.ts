import { type Fraction, fraction, toNumber } from "../model/fraction.js";
import { exactShare, isExact, type ShareRange } from "../model/share.js";
import type { CompanyStakes, Stake } from "./shares.js";

/**
 * All stakes under one interest as arrays, by subject and by holder (compressed sparse rows).
 * Doubles are the nearest to the exact figures and serve as a filter; `share` gives what decides.
 */
export interface StakeTable {
  /** Stakes in company j are start[j] … start[j + 1] − 1, ordered by the holder's id. */
  readonly start: Int32Array;
  readonly holder: Int32Array;
  readonly subject: Int32Array;
  /** Stakes that holder h has: held[heldStart[h]] … held[heldStart[h + 1] − 1], ordered by the subject's position. */
  readonly heldStart: Int32Array;
  readonly held: Int32Array;
  readonly min: Float64Array;
  readonly max: Float64Array;
  /** The share of a stake, exactly, after reconciliation with the rest of the company's register. */
  share(stake: number): ShareRange;
  /** True where the share is a decimal of few places, which its two doubles tell from every other one. */
  isDecimal?(stake: number): boolean;
  /** The share of a stake as the records have it. */
  written(stake: number): ShareRange;
  /** The part of company j that nobody named holds; null where there is none or nobody is recorded at all. */
  undisclosed(subject: number): ShareRange | null;
  /** Positions in the register's holdings that a stake was made of. */
  records(stake: number): readonly number[];
  /** Of tables that lie on others: where the stakes in a company are, without making columns of their own; see {@link stakesIn}. */
  row?(company: number): StakeRow;
}

/** The stakes in a company: positions `from` … `to` − 1 of a table; in the table that was asked they are numbered from `first`. */
export interface StakeRow {
  readonly table: StakeTable;
  readonly from: number;
  readonly to: number;
  readonly first: number;
}

/** The stakes in one company, for whoever looks at few companies of a table. */
export function stakesIn(table: StakeTable, company: number): StakeRow {
  if (table.row) return table.row(company);
  const from = table.start[company]!;
  return { table, from, to: table.start[company + 1]!, first: from };
}

/** Whether nobody is recorded as holder of a company. */
export function isUnheld(table: StakeTable, company: number): boolean {
  if (!table.row) return table.start[company] === table.start[company + 1];
  const { from, to } = table.row(company);
  return from === to;
}

const SAFE = BigInt(Number.MAX_SAFE_INTEGER);

/** Exact shares in two arrays of doubles where numerator and denominator fit, in a map where they do not. */
class ExactColumn {
  readonly #n: Float64Array;
  readonly #d: Float64Array;
  readonly #other = new Map<number, ShareRange>();

  constructor(length: number) {
    this.#n = new Float64Array(length);
    this.#d = new Float64Array(length);
  }

  set(position: number, share: ShareRange): void {
    const { n, d } = share.min;
    if (isExact(share) && n <= SAFE && d <= SAFE) {
      this.#n[position] = Number(n);
      this.#d[position] = Number(d);
    } else this.#other.set(position, share);
  }

  get(position: number): ShareRange {
    const d = this.#d[position]!;
    if (d === 0) return this.#other.get(position)!;
    const value: Fraction = { n: BigInt(this.#n[position]!), d: BigInt(d) };
    return exactShare(value);
  }
}

/** Builds the table from the stakes of each company, given in the order of the entities. */
export function stakeTable(companies: readonly (CompanyStakes | null)[]): StakeTable {
  const n = companies.length;
  const start = new Int32Array(n + 1);
  for (let j = 0; j < n; j += 1) start[j + 1] = start[j]! + (companies[j]?.stakes.length ?? 0);
  const total = start[n]!;
  const holder = new Int32Array(total);
  const subject = new Int32Array(total);
  const min = new Float64Array(total);
  const max = new Float64Array(total);
  const shares = new ExactColumn(total);
  const writtenOtherwise = new Map<number, ShareRange>();
  const recordStart = new Int32Array(total + 1);
  const recordList: number[] = [];
  const enter = (stake: Stake, j: number, position: number): void => {
    holder[position] = stake.holder;
    subject[position] = j;
    min[position] = toNumber(stake.share.min);
    max[position] = toNumber(stake.share.max);
    shares.set(position, stake.share);
    if (stake.written !== stake.share) writtenOtherwise.set(position, stake.written);
    for (const record of stake.records) recordList.push(record);
    recordStart[position + 1] = recordList.length;
  };
  companies.forEach((company, j) => {
    company?.stakes.forEach((stake, k) => {
      enter(stake, j, start[j]! + k);
    });
  });
  const records = Int32Array.from(recordList);
  const { heldStart, held } = byHolder(holder, n);
  return {
    start,
    holder,
    subject,
    heldStart,
    held,
    min,
    max,
    share: (stake) => shares.get(stake),
    written: (stake) => writtenOtherwise.get(stake) ?? shares.get(stake),
    undisclosed: (j) => companies[j]?.undisclosed ?? null,
    records: (stake) => [...records.subarray(recordStart[stake]!, recordStart[stake + 1]!)],
  };
}

/** The lists by holder, made when first asked for: whoever only looks upwards needs none. */
export function heldLists(holder: Int32Array, n: number): () => ReturnType<typeof byHolder> {
  let known: ReturnType<typeof byHolder> | null = null;
  return () => {
    known ??= byHolder(holder, n);
    return known;
  };
}

/** A table without the stakes in some companies (1 at their numbers): nothing is recorded of who holds them. */
export function withoutStakesIn(table: StakeTable, companies: Uint8Array): StakeTable {
  const count = companies.length;
  const start = new Int32Array(count + 1);
  for (let j = 0; j < count; j += 1) {
    const own = companies[j] ? 0 : table.start[j + 1]! - table.start[j]!;
    start[j + 1] = start[j]! + own;
  }
  const place = new Int32Array(start[count]!);
  for (let j = 0; j < count; j += 1) {
    for (let k = start[j]!; k < start[j + 1]!; k += 1) place[k] = table.start[j]! + k - start[j]!;
  }
  const holder = place.map((stake) => table.holder[stake]!);
  return {
    start,
    holder,
    subject: place.map((stake) => table.subject[stake]!),
    ...byHolder(holder, count),
    min: Float64Array.from(place, (stake) => table.min[stake]!),
    max: Float64Array.from(place, (stake) => table.max[stake]!),
    share: (stake) => table.share(place[stake]!),
    ...(table.isDecimal ? { isDecimal: (stake: number) => table.isDecimal!(place[stake]!) } : {}),
    written: (stake) => table.written(place[stake]!),
    undisclosed: (j) => (companies[j] ? null : table.undisclosed(j)),
    records: (stake) => table.records(place[stake]!),
  };
}

/** Whether both ends of a share are whole numbers of 1/units, exactly; `units` is a power of ten of at most 10^12. */
export function isInUnits(table: StakeTable, stake: number, units: number): boolean {
  const ends = [table.min[stake]!, table.max[stake]!];
  // The nearest double of a decimal of so few places is that of no other one.
  if (!ends.every((end) => Math.round(end * units) / units === end)) return false;
  if (table.isDecimal?.(stake)) return true;
  const { min, max } = table.share(stake);
  return isWholeIn(min, units) && isWholeIn(max, units);
}

export const isWholeIn = ({ n, d }: Fraction, units: number): boolean => (n * BigInt(units)) % d === 0n;

/** Stakes by holder, in the order of the stakes. */
export function byHolder(holder: Int32Array, n: number): { heldStart: Int32Array; held: Int32Array } {
  const { start, members } = grouped(holder, n);
  return { heldStart: start, held: members };
}

/**
 * Positions of a column by what it says of them, 0 … n − 1: those of value v are members[start[v]] … members[start[v + 1] − 1],
 * in their order. Positions that are not `wanted` are left out.
 */
export function grouped(
  column: Int32Array,
  n: number,
  wanted: ((position: number) => boolean) | null = null,
): { start: Int32Array; members: Int32Array } {
  const start = new Int32Array(n + 1);
  for (let p = 0; p < column.length; p += 1) {
    if (wanted === null || wanted(p)) start[column[p]!]! += 1;
  }
  for (let v = 1; v <= n; v += 1) start[v]! += start[v - 1]!;
  // Where each value ends; filled from behind, that becomes where it begins.
  const members = new Int32Array(start[n]!);
  for (let p = column.length - 1; p >= 0; p -= 1) {
    if (wanted !== null && !wanted(p)) continue;
    const at = start[column[p]!]! - 1;
    start[column[p]!] = at;
    members[at] = p;
  }
  return { start, members };
}

/** Share of nothing, for parties that hold nothing directly. */
export const NO_SHARE: ShareRange = exactShare(fraction(0));

/** The stake of a holder in a subject, or null: searched from whichever side has fewer. */
export function stakeOf(table: StakeTable, holder: number, subject: number): number | null {
  const holders = table.start[subject + 1]! - table.start[subject]!;
  const holdings = table.heldStart[holder + 1]! - table.heldStart[holder]!;
  if (holders <= holdings) {
    for (let stake = table.start[subject]!; stake < table.start[subject + 1]!; stake += 1) {
      if (table.holder[stake] === holder) return stake;
    }
    return null;
  }
  for (let k = table.heldStart[holder]!; k < table.heldStart[holder + 1]!; k += 1) {
    if (table.subject[table.held[k]!] === subject) return table.held[k]!;
  }
  return null;
}
