import type { Whole } from "../register/registerOver.js";
import { stakesIn } from "../register/stakeTable.js";
import { rowOf, undisclosedIn, type WholeWalk, wholeWalk } from "./wholeWalk.js";

/** A walk that goes on with a register in columns of its own: rows that change are written behind all others. */
export interface RenewableWalk extends WholeWalk {
  /** How many arcs stand in its columns, rows as they once were included. */
  readonly arcs: number;
}

/** Rows as they were before some changed: what stood in the columns stays where it stood. */
export interface EarlierRows extends Pick<WholeWalk, "count" | "next" | "min" | "max" | "also"> {
  /** Arcs of a company, from one to before the other. */
  of(company: number): readonly [from: number, to: number];
}

/** The walk of a register, ready to follow it. Where ties move stakes it is made anew each time, and needs no room. */
export function renewable(walk: WholeWalk): RenewableWalk {
  const arcs = walk.next.length;
  if (walk.whole.columns.ties.length > 0) return { ...walk, arcs };
  const [entities, room] = [roomFor(walk.count, 1.02), roomFor(arcs, 1.25)];
  const min = longer(walk.min, new Float64Array(room));
  return {
    ...walk,
    arcs,
    start: longer(walk.start.subarray(0, walk.count), new Int32Array(entities)),
    end: longer(walk.end, new Int32Array(entities)),
    row: longer(walk.row, new Uint8Array(entities)),
    next: longer(walk.next, new Int32Array(room)),
    min,
    max: walk.max === walk.min ? min : longer(walk.max, new Float64Array(room)),
  };
}

/**
 * The walk of a register in which some companies have other rows: only these are looked at. The columns of the earlier walk
 * are used on, so that from then on it is the later one, but for what `earlier` says. Null, and nothing done, where a row is the
 * first one that is not exact: everything is then kept in another way.
 */
export function walkAfter(
  walk: RenewableWalk,
  whole: Whole,
  changed: Int32Array,
): { readonly walk: RenewableWalk; readonly earlier: EarlierRows } | null {
  const { interest, count, next, min, max, also, start, end } = walk;
  const shared = { count, next, min, max, also };
  // Ties may move the stakes of companies that did not change.
  if (whole.columns.ties.length > 0) {
    const made = renewable(wholeWalk(whole, interest));
    const of = (company: number) => (company < count ? ([start[company]!, end[company]!] as const) : NONE);
    return made.peculiar && !walk.peculiar ? null : { walk: made, earlier: { ...shared, of } };
  }
  const table = whole.columns.stakes[interest];
  const rows = Array.from(changed, (company) => stakesIn(table, company));
  if (!walk.peculiar && rows.some(({ table: own, from, to }) => isRanged(own, from, to))) return null;
  const more = rows.reduce((sum, { from, to }) => sum + to - from, 0);
  const made = withRoom(walk, whole.columns.count, more);
  const former = new Map<number, readonly [number, number]>();
  let { arcs } = walk;
  changed.forEach((company, k) => {
    if (company < count) former.set(company, [start[company]!, end[company]!]);
    const { table: own, from, to } = rows[k]!;
    made.start[company] = arcs;
    made.end[company] = arcs + to - from;
    for (let stake = from; stake < to; stake += 1, arcs += 1) {
      made.next[arcs] = own.holder[stake]!;
      made.min[arcs] = own.min[stake]!;
      if (made.max !== made.min) made.max[arcs] = own.max[stake]!;
    }
    made.row[company] = rowOf(made, company);
  });
  const of = (company: number) =>
    former.get(company) ?? (company < count ? ([made.start[company]!, made.end[company]!] as const) : NONE);
  const undisclosed = undisclosedIn(table);
  return {
    walk: { ...made, whole, count: whole.columns.count, arcs, undisclosed },
    earlier: { ...shared, of },
  };
}

const NONE = [0, 0] as const;

function isRanged({ min, max }: Pick<WholeWalk, "min" | "max">, from: number, to: number): boolean {
  for (let stake = from; stake < to; stake += 1) if (min[stake] !== max[stake]) return true;
  return false;
}

/** Columns with room for so many entities, and for more arcs. */
function withRoom(walk: RenewableWalk, count: number, more: number): RenewableWalk {
  const isWide = count <= walk.start.length;
  const isLong = walk.arcs + more <= walk.next.length;
  const [entities, room] = [roomFor(count, 1.02), roomFor(walk.arcs + more, 1.5)];
  const wide = isWide
    ? walk
    : {
        start: longer(walk.start, new Int32Array(entities)),
        end: longer(walk.end, new Int32Array(entities)),
        row: longer(walk.row, new Uint8Array(entities)),
      };
  const min = isLong ? walk.min : longer(walk.min, new Float64Array(room));
  return {
    ...walk,
    ...{ start: wide.start, end: wide.end, row: wide.row },
    next: isLong ? walk.next : longer(walk.next, new Int32Array(room)),
    min,
    max: walk.max === walk.min ? min : isLong ? walk.max : longer(walk.max, new Float64Array(room)),
  };
}

const roomFor = (length: number, times: number): number => Math.ceil(times * length) + 1024;

function longer<Column extends Int32Array | Float64Array | Uint8Array>(column: Column, made: Column): Column {
  made.set(column as never);
  return made;
}
