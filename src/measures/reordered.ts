import { condense } from "../register/condensation.js";
import type { HeldCompanies } from "./heldCompanies.js";
import type { EarlierRows } from "./renewableWalk.js";
import { COPIED, hasPlace, type OwnersFirst, type WholeWalk } from "./wholeWalk.js";

/** An order of the companies after a change, and whoever has another place in it. */
export interface Reordering {
  readonly order: OwnersFirst;
  /** Companies that were given a place anew, or have none any more, ascending; and the place that they had, −1 for none. */
  readonly moved: Int32Array;
  readonly former: Int32Array;
}

/**
 * The order of the companies when rows changed. It stays as it is where owners still come first and no ring was made or
 * broken; where that is not so, all that stands below the row gets places anew, which come last, owners first. Nothing else
 * stands below them, and no such ring reaches out of them. `held` is that of the changed register. The earlier order is used up: its columns go on as those of
 * the new one, and places that were left mean nothing.
 */
export function reordered(
  earlier: OwnersFirst,
  walks: { readonly earlier: EarlierRows; readonly walk: WholeWalk; readonly held: HeldCompanies },
  changed: Int32Array,
  copied = COPIED,
): Reordering {
  const { walk } = walks;
  const place = withRoom(earlier.place, walk.count, -1);
  const order = { ...earlier, place };
  const disordered = changed.filter((company) => isDisordered(order, walks, company, copied));
  if (disordered.length === 0) return { order, moved: NOBODY, former: NOBODY };
  // Members of a ring are eliminated in the order of their numbers.
  const moved = walks.held.below(walk.count, disordered).companies.sort();
  const former = moved.map((company) => place[company]!);
  const companies = moved.filter((company) => hasPlace(walk, company, copied));
  for (const company of moved) place[company] = -1;
  // Until they have a place, they are numbered −2, −3, …
  companies.forEach((company, own) => {
    place[company] = -2 - own;
  });
  return { order: joined(order, walk, companies), moved, former };
}

const NOBODY = new Int32Array(0);

/** Whether a company that changed cannot stay where it is, or whoever it holds. */
function isDisordered(
  { place, component, ring, componentStart }: OwnersFirst,
  { earlier, walk }: { readonly earlier: EarlierRows; readonly walk: WholeWalk },
  company: number,
  copied: number,
): boolean {
  const at = place[company]!;
  const { start, end, next, max } = walk;
  const [from, to] = earlier.of(company);
  if ((from !== to) !== (start[company] !== end[company])) return true;
  if (hasPlace(walk, company, copied) !== at >= 0) return true;
  if (at < 0) return false;
  const own = component[at]!;
  const inside = new Set<number>();
  for (let arc = start[company]!; arc < end[company]!; arc += 1) {
    const above = max[arc] === 0 ? -1 : place[next[arc]!]!;
    if (above < 0) continue;
    if (component[above]! > own) return true;
    if (component[above] === own) inside.add(next[arc]!);
  }
  if (!ring[own]) return inside.size > 0;
  if (componentStart[own + 1]! - componentStart[own]! === 1) return inside.size === 0;
  // A ring that loses an arc may fall apart.
  for (let arc = from; arc < to; arc += 1) {
    const above = earlier.max[arc] === 0 ? -1 : place[earlier.next[arc]!]!;
    if (above >= 0 && component[above] === own && !inside.has(earlier.next[arc]!)) return true;
  }
  return false;
}

/** The order with some companies, which have no place yet, behind all others. */
function joined(order: OwnersFirst, walk: WholeWalk, companies: Int32Array): OwnersFirst {
  const { start, end, next, max } = walk;
  const { place } = order;
  const target: number[] = [];
  const selfHeld = new Uint8Array(companies.length);
  const begin = new Int32Array(companies.length + 1);
  companies.forEach((company, own) => {
    for (let arc = start[company]!; arc < end[company]!; arc += 1) {
      const other = max[arc] === 0 ? -1 : -2 - place[next[arc]!]!;
      if (other === own) selfHeld[own] = 1;
      else if (other >= 0) target.push(other);
    }
    begin[own + 1] = target.length;
  });
  const found = condense(companies.length, { start: begin, target: Int32Array.from(target) });
  const known = order.order.length;
  const components = order.components + found.count;
  const all = withRoom(order.order, known + companies.length);
  const component = withRoom(order.component, known + companies.length);
  const componentStart = withRoom(order.componentStart, components + 1);
  const ring = withRoom(order.ring, components);
  for (let c = 0; c < found.count; c += 1) {
    const own = found.member.subarray(found.memberStart[c]!, found.memberStart[c + 1]!);
    if (own.length > 1) own.sort();
    ring[order.components + c] = own.length > 1 || selfHeld[own[0]!] ? 1 : 0;
    for (let k = 0; k < own.length; k += 1) {
      const at = known + found.memberStart[c]! + k;
      all[at] = companies[own[k]!]!;
      component[at] = order.components + c;
      place[all[at]!] = at;
    }
    componentStart[order.components + c + 1] = known + found.memberStart[c + 1]!;
  }
  return { place, order: all, componentStart, components, component, ring };
}

/** A column that goes on to a length, in the room behind it if there is enough; what is new has a value. */
function withRoom<Column extends Int32Array | Uint8Array>(column: Column, length: number, value = 0): Column {
  if (column.length === length) return column;
  const make = column.constructor as new (
    source: number | ArrayBufferLike,
    from?: number,
    to?: number,
  ) => Column;
  const isRoomy = column.byteOffset === 0 && column.buffer.byteLength >= length * column.BYTES_PER_ELEMENT;
  const room = isRoomy ? column.buffer : new make(Math.ceil(1.25 * length) + 64).buffer;
  const made = new make(room, 0, length);
  if (!isRoomy) made.set(column);
  return made.fill(value, column.length) as Column;
}
