import { INTERESTS, type Interest } from "../model/dataset.js";
import { sameShare } from "../model/share.js";
import type { RegisterColumns } from "./bulkRegister.js";
import type { Whole } from "./registerOver.js";
import type { ResolvedTie } from "./resolve.js";

/** What tells two registers apart, in the numbers of the later one. */
export interface RegisterDifference {
  /**
   * 1 for companies whose stakes, completeness or records of weight differ, that are new, or that are another kind of
   * party than before.
   */
  readonly changed: Uint8Array;
  /** 1 for parties that held something before in a company which changed or is no more. */
  readonly formerHolder: Uint8Array;
  readonly count: number;
}

/** Why one register cannot be told from another company by company: everything may be different. */
export type WholeDifference = "order" | "ties";

const TRAITS = ["kind", "listing", "sector", "publicOffering"] as const;

/**
 * The companies in which two registers differ, entities being the same by id. A word instead, where that says nothing:
 * entities that both have stand in another order (sums of doubles follow the order), or ties differ (they move stakes
 * and votes anywhere). Linear in both.
 */
export function registerDifference(before: Whole, after: Whole): RegisterDifference | WholeDifference {
  const earlier = counterparts(before, after);
  if (earlier === null) return "order";
  if (!sameTies(before.columns, after.columns, earlier)) return "ties";
  const later = new Int32Array(before.columns.count).fill(-1);
  earlier.forEach((own, entity) => {
    if (own >= 0) later[own] = entity;
  });
  const comparison: Comparison = { before: before.columns, after: after.columns, earlier, later };
  const changed = new Uint8Array(after.columns.count);
  const formerHolder = new Uint8Array(after.columns.count);
  let count = 0;
  for (let entity = 0; entity < changed.length; entity += 1) {
    if (isSame(comparison, entity)) continue;
    changed[entity] = 1;
    count += 1;
    if (earlier[entity]! >= 0) markHolders(comparison, earlier[entity]!, formerHolder);
  }
  for (let entity = 0; entity < later.length; entity += 1) {
    if (later[entity]! < 0) markHolders(comparison, entity, formerHolder);
  }
  return { changed, formerHolder, count };
}

interface Comparison {
  readonly before: RegisterColumns;
  readonly after: RegisterColumns;
  /** By number in the one, the number in the other; −1 where it has none. */
  readonly earlier: Int32Array;
  readonly later: Int32Array;
}

/** The earlier number of every entity, −1 of new ones; null where those of both do not stand in the same order. */
function counterparts(before: Whole, after: Whole): Int32Array | null {
  const [one, other] = [before.columns, after.columns];
  const earlier = new Int32Array(other.count).fill(-1);
  let next = 0;
  let last = -1;
  for (let entity = 0; entity < other.count; entity += 1) {
    const id = other.id(entity);
    const found = next < one.count && one.id(next) === id ? next : before.find(id);
    if (found < 0) continue;
    if (found <= last) return null;
    earlier[entity] = found;
    last = found;
    next = found + 1;
  }
  return earlier;
}

function sameTies(before: RegisterColumns, after: RegisterColumns, earlier: Int32Array): boolean {
  if (before.ties.length !== after.ties.length) return false;
  const same = (was: number, is: number): boolean => (is < 0 ? was < 0 : earlier[is] === was);
  return after.ties.every((tie, k) => {
    const was = before.ties[k]!;
    const parties: readonly (keyof ResolvedTie)[] = ["from", "to", "subject", "lead"];
    return (
      parties.every((party) => same(was[party] as number, tie[party] as number)) &&
      sameRecord(was.record, tie.record)
    );
  });
}

/** Whether two records say the same, wherever they stand. */
const sameRecord = (a: object, b: object): boolean => weighty(a) === weighty(b);

const weighty = (record: object): string =>
  JSON.stringify(
    Object.entries(record)
      .filter(([field, value]) => field !== "at" && field !== "source" && value !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );

function isSame(comparison: Comparison, entity: number): boolean {
  const { before, after, earlier } = comparison;
  const was = earlier[entity]!;
  if (was < 0) return false;
  for (const trait of TRAITS) if (before[trait][was] !== after[trait][entity]) return false;
  if (before.complete[was] !== after.complete[entity]) return false;
  if (before.special[was] !== after.special[entity]) return false;
  for (const interest of INTERESTS) {
    const apart = interest !== "equity" && isApart(comparison, interest);
    if ((interest === "equity" || apart) && !sameStakes(comparison, interest, was, entity)) return false;
  }
  return after.special[entity] === 0 || sameHoldings(comparison, was, entity);
}

const isApart = ({ before, after }: Comparison, interest: Interest): boolean =>
  before.stakes[interest] !== before.stakes.equity || after.stakes[interest] !== after.stakes.equity;

function sameStakes(
  { before, after, earlier }: Comparison,
  interest: Interest,
  was: number,
  is: number,
): boolean {
  const [one, other] = [before.stakes[interest], after.stakes[interest]];
  const [from, to] = [one.start[was]!, one.start[was + 1]!];
  const start = other.start[is]!;
  if (other.start[is + 1]! - start !== to - from) return false;
  let decimal = true;
  for (let k = from; k < to; k += 1) {
    const own = start + k - from;
    if (earlier[other.holder[own]!] !== one.holder[k]) return false;
    if (one.min[k] !== other.min[own] || one.max[k] !== other.max[own]) return false;
    if (one.isDecimal?.(k) && other.isDecimal?.(own)) continue;
    decimal = false;
    if (!sameShare(one.share(k), other.share(own))) return false;
  }
  if (decimal) return true;
  const [rest, otherRest] = [one.undisclosed(was), other.undisclosed(is)];
  return rest === null || otherRest === null ? rest === otherRest : sameShare(rest, otherRest);
}

function sameHoldings({ before, after }: Comparison, was: number, is: number): boolean {
  const records = (columns: RegisterColumns, company: number): string[] => {
    const { start, records: of } = columns.stakes.equity;
    const found: string[] = [];
    for (let k = start[company]!; k < start[company + 1]!; k += 1) {
      for (const position of of(k)) {
        const { holder: _holder, subject: _subject, ...rest } = columns.holding(position).record;
        found.push(weighty(rest));
      }
    }
    return found;
  };
  const [one, other] = [records(before, was), records(after, is)];
  return one.length === other.length && one.every((record, k) => record === other[k]);
}

function markHolders({ before, later }: Comparison, company: number, marks: Uint8Array): void {
  for (const table of new Set(Object.values(before.stakes))) {
    for (let k = table.start[company]!; k < table.start[company + 1]!; k += 1) {
      const holder = later[table.holder[k]!]!;
      if (holder >= 0) marks[holder] = 1;
    }
  }
}
