import { heldLists, type StakeRow, type StakeTable } from "./stakeTable.js";

/** The stakes that some companies have from now on. */
export interface Patch {
  /** The companies whose stakes are replaced, in ascending order; also those that have none any more. */
  readonly companies: readonly number[];
  /** Their stakes, by the positions of the companies in this list; holders are numbered as in the whole table. */
  readonly table: StakeTable;
  /** How many entities there are from now on; new ones come last. */
  readonly count: number;
}

/** Everything that lies on the table that was first: companies with other stakes, ascending, and by their position here … */
interface Patches {
  readonly base: StakeTable;
  readonly count: number;
  readonly companies: Int32Array;
  /** … the table that has their stakes, and their number in it; */
  readonly tables: readonly StakeTable[];
  readonly table: Int32Array;
  readonly local: Int32Array;
  /** where their stakes begin; */
  readonly first: Int32Array;
  /** by how much stakes of companies before them moved. One more at the end. */
  readonly shift: Int32Array;
}

const patchesOf = new WeakMap<StakeTable, Patches>();

/**
 * A table in which some companies have other stakes. It lies on the table that was first, whose columns it reads: what it costs
 * follows from how many companies ever changed. Columns of its own are made, once, when somebody asks for one (a few
 * milliseconds a million stakes). The earlier table is left as it is.
 */
export function patchedTable(earlier: StakeTable, patch: Patch): StakeTable {
  const patches = merged(patchesOf.get(earlier) ?? withoutPatches(earlier), patch);
  const { base, count, companies, tables } = patches;
  const column = <Column extends Int32Array | Float64Array>(
    of: (table: StakeTable) => Column,
    length: (total: number) => Column,
  ): (() => Column) => once(() => patchedColumn(patches, of, length(totalOf(patches))));
  const integers = (total: number): Int32Array => new Int32Array(total);
  const doubles = (total: number): Float64Array => new Float64Array(total);
  const start = once(() => patchedStart(patches));
  const holder = column((table) => table.holder, integers);
  const subject = once(() => {
    const made = patchedColumn(patches, (table) => table.subject, integers(totalOf(patches)));
    companies.forEach((company, at) => {
      made.fill(company, patches.first[at]!, patches.first[at]! + lengthAt(patches, at));
    });
    return made;
  });
  const min = column((table) => table.min, doubles);
  const sameEnds = [base, ...tables].every((table) => table.max === table.min);
  const max = sameEnds ? min : column((table) => table.max, doubles);
  const lists = once(() => heldLists(holder(), count)());
  const read =
    <Result>(what: (own: StakeTable, stake: number) => Result) =>
    (stake: number): Result => {
      const [own, position] = placeOf(patches, stake);
      return what(own, position);
    };
  const made: StakeTable = {
    get start() {
      return start();
    },
    get holder() {
      return holder();
    },
    get subject() {
      return subject();
    },
    get heldStart() {
      return lists().heldStart;
    },
    get held() {
      return lists().held;
    },
    get min() {
      return min();
    },
    get max() {
      return max();
    },
    share: read((own, stake) => own.share(stake)),
    isDecimal: read((own, stake) => own.isDecimal?.(stake) === true),
    written: read((own, stake) => own.written(stake)),
    records: read((own, stake) => own.records(stake)),
    undisclosed: (company) => {
      const { table, company: own } = sourceOf(patches, company);
      return own < table.start.length - 1 ? table.undisclosed(own) : null;
    },
    row: (company) => rowOf(patches, company),
  };
  patchesOf.set(made, patches);
  return made;
}

function once<Made>(make: () => Made): () => Made {
  let made: Made | null = null;
  return () => {
    made ??= make();
    return made;
  };
}

const NONE = new Int32Array(0);

const withoutPatches = (base: StakeTable): Patches => ({
  ...{ base, count: base.start.length - 1, companies: NONE, tables: [] },
  ...{ table: NONE, local: NONE, first: NONE, shift: new Int32Array(1) },
});

/** How many companies of the first table stand before a number that may be behind all of them, and where their stakes end. */
const baseStart = ({ base }: Patches, company: number): number =>
  base.start[Math.min(company, base.start.length - 1)]!;

const lengthAt = ({ tables, table, local }: Patches, at: number): number => {
  const { start } = tables[table[at]!]!;
  return start[local[at]! + 1]! - start[local[at]!]!;
};

const totalOf = (patches: Patches): number =>
  baseStart(patches, patches.count) + patches.shift[patches.companies.length]!;

function merged(earlier: Patches, patch: Patch): Patches {
  const tables = [...earlier.tables, patch.table];
  const own = patch.companies;
  const room = earlier.companies.length + own.length;
  const [companies, table, local] = [new Int32Array(room), new Int32Array(room), new Int32Array(room)];
  let [size, one, other] = [0, 0, 0];
  while (one < earlier.companies.length || other < own.length) {
    const known = one < earlier.companies.length ? earlier.companies[one]! : Number.POSITIVE_INFINITY;
    const fresh = other < own.length ? own[other]! : Number.POSITIVE_INFINITY;
    companies[size] = Math.min(known, fresh);
    table[size] = fresh <= known ? tables.length - 1 : earlier.table[one]!;
    local[size] = fresh <= known ? other : earlier.local[one]!;
    size += 1;
    if (known <= fresh) one += 1;
    if (fresh <= known) other += 1;
  }
  const first = new Int32Array(size);
  const shift = new Int32Array(size + 1);
  const made: Patches = {
    ...{ base: earlier.base, count: patch.count, tables, first, shift },
    ...{ companies: companies.subarray(0, size), table, local },
  };
  for (let at = 0; at < size; at += 1) {
    const from = baseStart(made, companies[at]!);
    first[at] = from + shift[at]!;
    shift[at + 1] = shift[at]! + lengthAt(made, at) - (baseStart(made, companies[at]! + 1) - from);
  }
  return made;
}

/** How many of some ascending numbers are below one. */
function before(numbers: Int32Array, limit: number): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (numbers[middle]! < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The table that has a company's stakes, and the company's number in it. */
function sourceOf(
  patches: Patches,
  company: number,
): { readonly table: StakeTable; readonly company: number } {
  const at = before(patches.companies, company);
  return patches.companies[at] === company
    ? { table: patches.tables[patches.table[at]!]!, company: patches.local[at]! }
    : { table: patches.base, company };
}

function rowOf(patches: Patches, company: number): StakeRow {
  const at = before(patches.companies, company);
  if (patches.companies[at] === company) {
    const table = patches.tables[patches.table[at]!]!;
    const from = table.start[patches.local[at]!]!;
    return { table, from, to: from + lengthAt(patches, at), first: patches.first[at]! };
  }
  const from = baseStart(patches, company);
  const to = baseStart(patches, company + 1);
  return { table: patches.base, from, to, first: from + patches.shift[at]! };
}

/** The table that has a stake, and the stake's position in it. */
function placeOf(patches: Patches, stake: number): readonly [StakeTable, number] {
  // The last company that changed and begins here or before; those without stakes begin where the next one does.
  const at = before(patches.first, stake + 1) - 1;
  if (at >= 0 && stake < patches.first[at]! + lengthAt(patches, at)) {
    const table = patches.tables[patches.table[at]!]!;
    return [table, table.start[patches.local[at]!]! + stake - patches.first[at]!];
  }
  return [patches.base, stake - patches.shift[at + 1]!];
}

function patchedStart(patches: Patches): Int32Array {
  const { base, count, companies, first, shift } = patches;
  const known = base.start.length - 1;
  const made = new Int32Array(count + 1);
  for (let at = 0, next = 0; at <= companies.length; at += 1) {
    const until = at < companies.length ? companies[at]! : count + 1;
    const own = shift[at]!;
    const end = Math.min(until, known + 1);
    if (own === 0) made.set(base.start.subarray(next, Math.max(next, end)), next);
    else for (let company = next; company < end; company += 1) made[company] = base.start[company]! + own;
    made.fill(base.start[known]! + own, Math.max(next, end), until);
    if (at < companies.length) made[until] = first[at]!;
    next = until + 1;
  }
  return made;
}

function patchedColumn<Column extends Int32Array | Float64Array>(
  patches: Patches,
  of: (table: StakeTable) => Column,
  made: Column,
): Column {
  const { base, companies, tables, table, local, first, shift } = patches;
  const column = of(base);
  let kept = 0;
  for (let at = 0; at <= companies.length; at += 1) {
    const company = at < companies.length ? companies[at]! : patches.count;
    const end = baseStart(patches, company);
    if (end > kept) made.set(column.subarray(kept, end) as never, kept + shift[at]!);
    if (at === companies.length) break;
    const own = tables[table[at]!]!;
    const part = of(own);
    const from = own.start[local[at]!]!;
    const length = lengthAt(patches, at);
    for (let k = 0; k < length; k += 1) made[first[at]! + k] = part[from + k]!;
    kept = baseStart(patches, company + 1);
  }
  return made;
}
