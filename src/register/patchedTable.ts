import type { StakeTable } from "./stakeTable.js";

/** The stakes that some companies have from now on: a table by the same numbers of entities, with no other company in it. */
export interface Patch {
  readonly table: StakeTable;
  /** The companies whose stakes are replaced, in ascending order; also those that have none any more. */
  readonly companies: readonly number[];
  /** How many entities there are from now on; new ones come last. */
  readonly count: number;
}

/** Which table a company's stakes come from. */
interface Sources {
  readonly tables: readonly StakeTable[];
  readonly of: Uint16Array;
}

const sourcesOf = new WeakMap<StakeTable, Sources>();

/** Tables that lie on each other, beyond which they should be made anew. */
export const MOST_PATCHES = 0xffff;

/**
 * A table in which some companies have other stakes. Columns are copied stretch by stretch (a few milliseconds a million
 * stakes), nothing is computed for a company that stays as it is. The earlier table is left as it is.
 */
export function patchedTable(table: StakeTable, patch: Patch): StakeTable {
  const { companies, count, table: part } = patch;
  const moves = movesOf(table, patch);
  const { start, total } = moves;
  const column = <Column extends Int32Array | Float64Array>(
    made: Column,
    from: Column,
    replaced: Column,
  ): Column => {
    for (const [begin, end, shift] of moves.kept) made.set(from.subarray(begin, end) as never, begin + shift);
    for (const company of companies) {
      const [begin, end] = [part.start[company]!, part.start[company + 1]!];
      if (end > begin) made.set(replaced.subarray(begin, end) as never, start[company]!);
    }
    return made;
  };
  const holder = column(new Int32Array(total), table.holder, part.holder);
  const subject = column(new Int32Array(total), table.subject, part.subject);
  const min = column(new Float64Array(total), table.min, part.min);
  const sameEnds = table.max === table.min && part.max === part.min;
  const max = sameEnds ? min : column(new Float64Array(total), table.max, part.max);
  const sources = layered(table, patch);
  const from = (stake: number): readonly [StakeTable, number] => {
    const company = subject[stake]!;
    const own = sources.tables[sources.of[company]!]!;
    return [own, own.start[company]! + stake - start[company]!];
  };
  const read =
    <Result>(what: (own: StakeTable, stake: number) => Result) =>
    (stake: number): Result =>
      what(...from(stake));
  const made: StakeTable = {
    ...{ start, holder, subject, min, max },
    ...heldOf(table, patch, moves, holder),
    share: read((own, stake) => own.share(stake)),
    isDecimal: read((own, stake) => own.isDecimal?.(stake) === true),
    written: read((own, stake) => own.written(stake)),
    records: read((own, stake) => own.records(stake)),
    undisclosed: (company) =>
      company < count ? sources.tables[sources.of[company]!]!.undisclosed(company) : null,
  };
  sourcesOf.set(made, sources);
  return made;
}

function layered(table: StakeTable, { table: part, companies, count }: Patch): Sources {
  const known = sourcesOf.get(table) ?? { tables: [table], of: new Uint16Array(table.start.length - 1) };
  if (known.tables.length > MOST_PATCHES) throw new RangeError("too many patches on one table of stakes");
  const of = new Uint16Array(count);
  of.set(known.of);
  for (const company of companies) of[company] = known.tables.length;
  return { tables: [...known.tables, part], of };
}

interface Moves {
  readonly start: Int32Array;
  readonly total: number;
  /** Stretches of stakes that stay, and how far each moves. */
  readonly kept: readonly (readonly [begin: number, end: number, shift: number])[];
}

function movesOf(table: StakeTable, { table: part, companies, count }: Patch): Moves {
  const known = table.start.length - 1;
  const start = new Int32Array(count + 1);
  const kept: [number, number, number][] = [];
  let [shift, next] = [0, 0];
  const keep = (until: number): void => {
    const last = Math.min(until, known);
    if (last <= next && until <= next) return;
    if (last > next) {
      const [begin, end] = [table.start[next]!, table.start[last]!];
      if (end > begin) kept.push([begin, end, shift]);
      for (let company = next; company < last; company += 1) start[company] = table.start[company]! + shift;
    }
    const behind = table.start[known]! + shift;
    for (let company = Math.max(next, known); company < until; company += 1) start[company] = behind;
  };
  for (const company of companies) {
    keep(company);
    const was = company < known ? table.start[company + 1]! - table.start[company]! : 0;
    start[company] = (company < known ? table.start[company]! : table.start[known]!) + shift;
    shift += part.start[company + 1]! - part.start[company]! - was;
    next = company + 1;
  }
  keep(count);
  start[count] = table.start[known]! + shift;
  return { start, total: start[count]!, kept };
}

/** Stakes by holder: lists that nothing is taken from or put into are only renumbered. */
function heldOf(
  table: StakeTable,
  { table: part, companies, count }: Patch,
  { start, total, kept }: Moves,
  holder: Int32Array,
): Pick<StakeTable, "heldStart" | "held"> {
  const known = table.start.length - 1;
  const number = new Int32Array(table.holder.length).fill(-1);
  for (const [begin, end, shift] of kept) for (let k = begin; k < end; k += 1) number[k] = k + shift;
  const added = new Map<number, number[]>();
  const touch = (party: number): number[] => {
    const list = added.get(party) ?? [];
    added.set(party, list);
    return list;
  };
  for (const company of companies) {
    for (
      let k = company < known ? table.start[company]! : 0;
      company < known && k < table.start[company + 1]!;
      k += 1
    )
      touch(table.holder[k]!);
    const stakes = part.start[company + 1]! - part.start[company]!;
    for (let k = start[company]!; k < start[company]! + stakes; k += 1) touch(holder[k]!).push(k);
  }
  const heldStart = new Int32Array(count + 1);
  const held = new Int32Array(total);
  let at = 0;
  const copy = (from: number, until: number): void => {
    const last = Math.min(until, known);
    for (let party = from; party < last; party += 1)
      heldStart[party] = table.heldStart[party]! + at - table.heldStart[from]!;
    const [begin, end] = from < last ? [table.heldStart[from]!, table.heldStart[last]!] : [0, 0];
    for (let k = begin; k < end; k += 1) held[at + k - begin] = number[table.held[k]!]!;
    at += end - begin;
    for (let party = Math.max(from, known); party < until; party += 1) heldStart[party] = at;
  };
  let next = 0;
  for (const party of [...added.keys()].sort((a, b) => a - b)) {
    copy(next, party);
    heldStart[party] = at;
    const list = added.get(party)!;
    for (
      let k = party < known ? table.heldStart[party]! : 0;
      party < known && k < table.heldStart[party + 1]!;
      k += 1
    ) {
      const own = number[table.held[k]!]!;
      if (own >= 0) list.push(own);
    }
    list.sort((a, b) => a - b);
    held.set(list, at);
    at += list.length;
    next = party + 1;
  }
  copy(next, count);
  heldStart[count] = at;
  return { heldStart, held };
}
