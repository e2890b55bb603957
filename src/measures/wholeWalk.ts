import type { Interest } from "../model/dataset.js";
import { toNumber } from "../model/fraction.js";
import { isExact } from "../model/share.js";
import { type Condensation, condense } from "../register/condensation.js";
import type { Whole } from "../register/registerOver.js";
import type { StakeTable } from "../register/stakeTable.js";
import { movingTies } from "./portions.js";
import { walk } from "./walk.js";

/** What a row of the walk is like. */
export const ROW = {
  /** Every share is known exactly, and each step meets one party. */
  exact: 0,
  /** Some share is a range. */
  range: 1,
  /** Ties move stakes: one party may be met by several steps, one step may meet several joint holders. */
  moved: 2,
} as const;

/** The steps of the walk of DESIGN §1 from every company, as arrays: arcs of company c are start[c] … end[c] − 1. */
export interface WholeWalk {
  readonly whole: Whole;
  readonly interest: Interest;
  readonly count: number;
  readonly start: Int32Array;
  readonly end: Int32Array;
  readonly next: Int32Array;
  readonly min: Float64Array;
  readonly max: Float64Array;
  /** Bits of {@link ROW}, by company. */
  readonly row: Uint8Array;
  /** Other parties that an arc meets. */
  readonly also: ReadonlyMap<number, readonly number[]>;
  /** Whether any row is not exact. */
  readonly peculiar: boolean;
  /** The share that nobody named holds, as doubles. */
  undisclosed(company: number): readonly [min: number, max: number];
}

const NONE = [0, 0] as const;

/** O(stakes); without ties that move stakes the arrays are those of the register. */
export function wholeWalk(whole: Whole, interest: Interest): WholeWalk {
  const table = whole.columns.stakes[interest];
  const { count } = whole.columns;
  const moved = movedCompanies(whole, interest, table);
  const arrays = moved.size === 0 ? unmoved(table) : withMoved(whole, interest, table, moved);
  const row = new Uint8Array(count);
  let peculiar = moved.size > 0;
  for (let company = 0; company < count; company += 1) {
    row[company] = rowOf(arrays, company);
    if (row[company] !== ROW.exact) peculiar = true;
  }
  for (const company of moved) row[company]! |= ROW.moved;
  return { whole, interest, count, ...arrays, row, peculiar, undisclosed: undisclosedIn(table) };
}

/** What a row is like, but for ties. */
export function rowOf(
  { start, end, min, max }: Pick<WholeWalk, "start" | "end" | "min" | "max">,
  company: number,
): number {
  for (let arc = start[company]!; arc < end[company]!; arc += 1) if (min[arc] !== max[arc]) return ROW.range;
  return ROW.exact;
}

export const undisclosedIn =
  (table: StakeTable) =>
  (company: number): readonly [number, number] => {
    const rest = table.undisclosed(company);
    return rest ? [toNumber(rest.min), isExact(rest) ? toNumber(rest.min) : toNumber(rest.max)] : NONE;
  };

type Arrays = Pick<WholeWalk, "start" | "end" | "next" | "min" | "max" | "also">;

const unmoved = ({ start, holder, min, max }: StakeTable): Arrays => ({
  start,
  end: start.subarray(1),
  next: holder,
  min,
  max,
  also: new Map(),
});

/** Companies in which some stake is not simply its holder's. */
function movedCompanies(whole: Whole, interest: Interest, table: StakeTable): ReadonlySet<number> {
  const found = new Set<number>();
  if (whole.columns.ties.length === 0) return found;
  const { nominees, proxies, joint } = movingTies(whole.ordinary());
  for (const ties of interest === "voting" ? [nominees, proxies] : [nominees]) {
    for (const [holder, list] of ties) {
      const everywhere = list.some((tie) => tie.subject < 0);
      for (const tie of list) if (tie.subject >= 0) found.add(tie.subject);
      for (let k = table.heldStart[holder]!; everywhere && k < table.heldStart[holder + 1]!; k += 1) {
        found.add(table.subject[table.held[k]!]!);
      }
    }
  }
  for (const list of joint.values()) for (const tie of list) if (tie.to >= 0) found.add(tie.to);
  return found;
}

function withMoved(whole: Whole, interest: Interest, table: StakeTable, moved: ReadonlySet<number>): Arrays {
  const { count } = whole.columns;
  const rows = walk(whole.ordinary(), interest);
  const start = new Int32Array(count + 1);
  for (let company = 0; company < count; company += 1) {
    const own = moved.has(company)
      ? rows.row(company).arcs.length
      : table.start[company + 1]! - table.start[company]!;
    start[company + 1] = start[company]! + own;
  }
  const next = new Int32Array(start[count]!);
  const min = new Float64Array(start[count]!);
  const max = new Float64Array(start[count]!);
  const also = new Map<number, readonly number[]>();
  for (let company = 0; company < count; company += 1) {
    const at = start[company]!;
    if (!moved.has(company)) {
      const [from, to] = [table.start[company]!, table.start[company + 1]!];
      next.set(table.holder.subarray(from, to), at);
      min.set(table.min.subarray(from, to), at);
      max.set(table.max.subarray(from, to), at);
      continue;
    }
    rows.row(company).arcs.forEach((arc, k) => {
      next[at + k] = arc.next;
      min[at + k] = toNumber(arc.share.min);
      max[at + k] = isExact(arc.share) ? min[at + k]! : toNumber(arc.share.max);
      if (arc.also.length > 0) also.set(at + k, arc.also);
    });
  }
  return { start, end: start.subarray(1), next, min, max, also };
}

/** Rows longer than this have a place in the order although nobody holds their holders: they are not copied downwards. */
export const COPIED = 32;

/**
 * Companies that some holder of is a company with holders itself, owners before what they own, by strong component, and those
 * whose rows are long or not exact; all others are held by a few parties that nobody holds: their rows say it all.
 */
export interface OwnersFirst {
  /** Place in the order; −1 of everyone who has none. */
  readonly place: Int32Array;
  /** Those companies, by component. */
  readonly order: Int32Array;
  readonly componentStart: Int32Array;
  readonly components: number;
  /** Component by place. */
  readonly component: Int32Array;
  /** 1 for components with a way back: several members, or one that holds itself. */
  readonly ring: Uint8Array;
}

export function ownersFirst(walk: WholeWalk, copied = COPIED): OwnersFirst {
  const { count, start, end, next, max } = walk;
  const entity = layered(walk, copied);
  const local = new Int32Array(count).fill(-1);
  let arcs = 0;
  for (let k = 0; k < entity.length; k += 1) {
    local[entity[k]!] = k;
    arcs += end[entity[k]!]! - start[entity[k]!]!;
  }
  const localStart = new Int32Array(entity.length + 1);
  const target = new Int32Array(arcs);
  const selfHeld = new Uint8Array(entity.length);
  let filled = 0;
  for (let own = 0; own < entity.length; own += 1) {
    const company = entity[own]!;
    for (let arc = start[company]!; arc < end[company]!; arc += 1) {
      const above = local[next[arc]!]!;
      if (above < 0 || max[arc] === 0) continue;
      if (above === own) selfHeld[own] = 1;
      else target[filled++] = above;
    }
    localStart[own + 1] = filled;
  }
  const found = condense(entity.length, { start: localStart, target });
  return entitiesOf(found, entity, selfHeld, local);
}

/** Companies some holder of which has holders, and rows that are long or not exact; ascending. */
function layered({ count, start, end, next, max, row }: WholeWalk, copied: number): Int32Array {
  const held = new Uint8Array(count);
  for (let company = 0; company < count; company += 1) if (start[company] !== end[company]) held[company] = 1;
  const found = new Uint8Array(count);
  let size = 0;
  for (let company = 0; company < count; company += 1) {
    const [from, to] = [start[company]!, end[company]!];
    let own = to - from > copied || row[company] !== ROW.exact;
    for (let arc = from; arc < to && !own; arc += 1) own = held[next[arc]!] === 1 && max[arc] !== 0;
    if (!own) continue;
    found[company] = 1;
    size += 1;
  }
  const list = new Int32Array(size);
  for (let company = found.indexOf(1), k = 0; company >= 0; company = found.indexOf(1, company + 1))
    list[k++] = company;
  return list;
}

/** Whether a company has a place in the order; see {@link OwnersFirst}. */
export function hasPlace(
  { start, end, next, max, row }: WholeWalk,
  company: number,
  copied: number,
): boolean {
  const [from, to] = [start[company]!, end[company]!];
  if (to - from > copied || row[company] !== ROW.exact) return true;
  for (let arc = from; arc < to; arc += 1) {
    if (max[arc] !== 0 && start[next[arc]!] !== end[next[arc]!]) return true;
  }
  return false;
}

/** Members of a component in the order of their numbers, so that sums do not depend on where the search began. */
function entitiesOf(
  { component: of, memberStart, member, count }: Condensation,
  entity: Int32Array,
  selfHeld: Uint8Array,
  local: Int32Array,
): OwnersFirst {
  const ring = new Uint8Array(count);
  const component = new Int32Array(entity.length);
  const order = new Int32Array(entity.length);
  for (let c = 0; c < count; c += 1) {
    const [from, to] = [memberStart[c]!, memberStart[c + 1]!];
    if (to - from > 1) {
      member.subarray(from, to).sort();
      ring[c] = 1;
    } else if (selfHeld[member[from]!]) ring[c] = 1;
  }
  for (let place = 0; place < order.length; place += 1) {
    component[place] = of[member[place]!]!;
    order[place] = entity[member[place]!]!;
  }
  for (let place = 0; place < order.length; place += 1) local[order[place]!] = place;
  return { place: local, order, componentStart: memberStart, components: count, component, ring };
}
