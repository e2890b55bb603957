import { heldLists, type StakeTable } from "./stakeTable.js";

/** The stakes that some companies have from now on. */
export interface Patch {
  /** The companies whose stakes are replaced, in ascending order; also those that have none any more. */
  readonly companies: readonly number[];
  /** Their stakes, by the positions of the companies in this list; holders are numbered as in the whole table. */
  readonly table: StakeTable;
  /** How many entities there are from now on; new ones come last. */
  readonly count: number;
}

/** Which table a company's stakes come from: 0 for the first, else one more than the position of a patch. */
interface Sources {
  readonly base: StakeTable;
  readonly patches: readonly Patch[];
  readonly of: Uint16Array;
}

const sourcesOf = new WeakMap<StakeTable, Sources>();

/** Tables that lie on each other, beyond which they should be made anew. */
export const MOST_PATCHES = 0xffff;

/**
 * A table in which some companies have other stakes. Columns are copied stretch by stretch (a few milliseconds a million
 * stakes), nothing is computed for a company that stays as it is; lists by holder are made when first asked for. The
 * earlier table is left as it is.
 */
export function patchedTable(table: StakeTable, patch: Patch): StakeTable {
  const { count, table: part } = patch;
  const moves = movesOf(table, patch);
  const holder = patchedColumn(new Int32Array(moves.total), table.holder, part.holder, moves);
  const min = patchedColumn(new Float64Array(moves.total), table.min, part.min, moves);
  const sameEnds = table.max === table.min && part.max === part.min;
  const max = sameEnds ? min : patchedColumn(new Float64Array(moves.total), table.max, part.max, moves);
  const subject = patchedColumn(new Int32Array(moves.total), table.subject, part.subject, moves);
  for (const { company, to, length } of moves.replaced) subject.fill(company, to, to + length);
  const sources = layered(table, patch);
  const { start } = moves;
  const from = (stake: number): readonly [StakeTable, number] => {
    const company = subject[stake]!;
    const [own, local] = placeIn(sources, company);
    return [own, own.start[local]! + stake - start[company]!];
  };
  const read =
    <Result>(what: (own: StakeTable, stake: number) => Result) =>
    (stake: number): Result =>
      what(...from(stake));
  const lists = heldLists(holder, count);
  const made: StakeTable = {
    ...{ start, holder, subject, min, max },
    get heldStart() {
      return lists().heldStart;
    },
    get held() {
      return lists().held;
    },
    share: read((own, stake) => own.share(stake)),
    isDecimal: read((own, stake) => own.isDecimal?.(stake) === true),
    written: read((own, stake) => own.written(stake)),
    records: read((own, stake) => own.records(stake)),
    undisclosed: (company) => {
      if (company >= count) return null;
      const [own, local] = placeIn(sources, company);
      return own.undisclosed(local);
    },
  };
  sourcesOf.set(made, sources);
  return made;
}

/** The table that has a company's stakes, and the company's number in it. */
function placeIn({ base, patches, of }: Sources, company: number): readonly [StakeTable, number] {
  if (of[company] === 0) return [base, company];
  const { table, companies } = patches[of[company]! - 1]!;
  let [low, high] = [0, companies.length - 1];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (companies[middle]! < company) low = middle + 1;
    else high = middle;
  }
  return [table, low];
}

function layered(table: StakeTable, patch: Patch): Sources {
  const known = sourcesOf.get(table) ?? { base: table, patches: [], of: new Uint16Array(0) };
  if (known.patches.length >= MOST_PATCHES) throw new RangeError("too many patches on one table of stakes");
  const of = new Uint16Array(patch.count);
  of.set(known.of);
  for (const company of patch.companies) of[company] = known.patches.length + 1;
  return { ...known, patches: [...known.patches, patch], of };
}

/** Stakes of one company that are replaced: from a position of the patch, to one of the new table. */
interface Replaced {
  readonly company: number;
  readonly from: number;
  readonly to: number;
  readonly length: number;
}

interface Moves {
  readonly start: Int32Array;
  readonly total: number;
  /** Stretches of stakes that stay, and how far each moves. */
  readonly kept: readonly (readonly [begin: number, end: number, shift: number])[];
  readonly replaced: readonly Replaced[];
}

function movesOf(table: StakeTable, { table: part, companies, count }: Patch): Moves {
  const known = table.start.length - 1;
  const last = table.start[known]!;
  const startOf = (company: number): number => (company < known ? table.start[company]! : last);
  const start = new Int32Array(count + 1);
  const kept: [number, number, number][] = [];
  const replaced: Replaced[] = [];
  let [shift, next] = [0, 0];
  const keep = (until: number): void => {
    shiftInto(start, table.start.subarray(next, Math.min(until, known)), { at: next, shift });
    start.fill(last + shift, Math.max(next, known), Math.max(until, known));
    const [begin, end] = [startOf(next), startOf(until)];
    if (end > begin) kept.push([begin, end, shift]);
  };
  companies.forEach((company, k) => {
    keep(company);
    const to = startOf(company) + shift;
    const length = part.start[k + 1]! - part.start[k]!;
    start[company] = to;
    replaced.push({ company, from: part.start[k]!, to, length });
    shift += length - (startOf(company + 1) - startOf(company));
    next = company + 1;
  });
  keep(count);
  start[count] = last + shift;
  return { start, total: start[count]!, kept, replaced };
}

/** Numbers with the same added to each. */
function shiftInto(
  made: Int32Array,
  from: Int32Array,
  { at, shift }: { readonly at: number; readonly shift: number },
): void {
  if (shift === 0) made.set(from, at);
  else for (let k = 0; k < from.length; k += 1) made[at + k] = from[k]! + shift;
}

function patchedColumn<Column extends Int32Array | Float64Array>(
  made: Column,
  column: Column,
  part: Column,
  { kept, replaced }: Moves,
): Column {
  for (const [begin, end, shift] of kept) made.set(column.subarray(begin, end) as never, begin + shift);
  for (const { from, to, length } of replaced)
    for (let k = 0; k < length; k += 1) made[to + k] = part[from + k]!;
  return made;
}
