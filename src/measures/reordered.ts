import { condense } from "../register/condensation.js";
import { byHolder } from "../register/stakeTable.js";
import { COPIED, hasPlace, type OwnersFirst, type WholeWalk } from "./wholeWalk.js";

/** Who is held by whom, while a register goes on: the lists of an earlier one, and the companies that a party came to since. */
export class HeldCompanies {
  readonly #heldStart: Int32Array;
  readonly #held: Int32Array;
  readonly #subject: Int32Array;
  readonly #added = new Map<number, Set<number>>();

  /** The walk of the register that it begins with. */
  constructor({ whole, interest, next, start, also, count }: WalkArcs) {
    const table = whole.columns.stakes[interest];
    // Ties move stakes: whoever is met on an arc is no holder of the table.
    const lists = next === table.holder ? table : byParty({ count, next, start, also });
    this.#heldStart = lists.heldStart;
    this.#held = lists.held;
    this.#subject = lists.subject;
  }

  /** Notes whom companies that changed meet now. Whoever is no longer met stays noted: that costs a look, no more. */
  goOver({ start, next, also }: WalkArcs, changed: Int32Array): void {
    for (const company of changed) {
      for (let arc = start[company]!; arc < start[company + 1]!; arc += 1) {
        this.#add(next[arc]!, company);
        if (also.size > 0) for (const party of also.get(arc) ?? []) this.#add(party, company);
      }
    }
  }

  #add(party: number, company: number): void {
    const known = this.#added.get(party);
    if (known) known.add(company);
    else this.#added.set(party, new Set([company]));
  }

  /**
   * Everyone who stands below some parties, with these parties: the companies whose order and shares can differ when the
   * rows of these changed. Cost: the stakes that they have. O(entities) bytes are wiped.
   */
  below(count: number, parties: Iterable<number>): Int32Array {
    const [heldStart, held, subject, added] = [this.#heldStart, this.#held, this.#subject, this.#added];
    const known = heldStart.length - 1;
    const found = new Uint8Array(count);
    let list = new Int32Array(1 << 10);
    let size = 0;
    const reach = (company: number): void => {
      if (found[company]) return;
      found[company] = 1;
      if (size === list.length) list = withRoom(list, 2 * size);
      list[size++] = company;
    };
    for (const party of parties) reach(party);
    for (let at = 0; at < size; at += 1) {
      const party = list[at]!;
      const end = party < known ? heldStart[party + 1]! : 0;
      for (let k = party < known ? heldStart[party]! : 0; k < end; k += 1) reach(subject[held[k]!]!);
      const more = added.size > 0 ? added.get(party) : undefined;
      if (more) for (const company of more) reach(company);
    }
    return list.subarray(0, size);
  }
}

type WalkArcs = Pick<WholeWalk, "whole" | "interest" | "next" | "start" | "also" | "count">;

/** Lists like those of a table of stakes, by whoever an arc of the walk meets. */
function byParty({ count, next, start, also }: Pick<WalkArcs, "count" | "next" | "start" | "also">) {
  const [parties, subjects]: [number[], number[]] = [[], []];
  for (let company = 0; company < count; company += 1) {
    for (let arc = start[company]!; arc < start[company + 1]!; arc += 1) {
      for (const party of [next[arc]!, ...(also.get(arc) ?? [])]) {
        parties.push(party);
        subjects.push(company);
      }
    }
  }
  return { ...byHolder(Int32Array.from(parties), count), subject: Int32Array.from(subjects) };
}

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
  walks: { readonly before: WholeWalk; readonly walk: WholeWalk; readonly held: HeldCompanies },
  changed: Int32Array,
  copied = COPIED,
): Reordering {
  const { walk } = walks;
  const place = withRoom(earlier.place, walk.count, -1);
  const order = { ...earlier, place };
  const disordered = changed.filter((company) => isDisordered(order, walks, company, copied));
  if (disordered.length === 0) return { order, moved: NOBODY, former: NOBODY };
  // Members of a ring are eliminated in the order of their numbers.
  const moved = walks.held.below(walk.count, disordered).sort();
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
  { before, walk }: { readonly before: WholeWalk; readonly walk: WholeWalk },
  company: number,
  copied: number,
): boolean {
  const at = place[company]!;
  const { start, next, max } = walk;
  const wasHeld = company < before.count && before.start[company] !== before.start[company + 1];
  if (wasHeld !== (start[company] !== start[company + 1])) return true;
  if (hasPlace(walk, company, copied) !== at >= 0) return true;
  if (at < 0) return false;
  const own = component[at]!;
  const inside = new Set<number>();
  for (let arc = start[company]!; arc < start[company + 1]!; arc += 1) {
    const above = max[arc] === 0 ? -1 : place[next[arc]!]!;
    if (above < 0) continue;
    if (component[above]! > own) return true;
    if (component[above] === own) inside.add(next[arc]!);
  }
  if (!ring[own]) return inside.size > 0;
  if (componentStart[own + 1]! - componentStart[own]! === 1) return inside.size === 0;
  // A ring that loses an arc may fall apart.
  for (let arc = before.start[company]!; arc < before.start[company + 1]!; arc += 1) {
    const above = before.max[arc] === 0 ? -1 : place[before.next[arc]!]!;
    if (above >= 0 && component[above] === own && !inside.has(before.next[arc]!)) return true;
  }
  return false;
}

/** The order with some companies, which have no place yet, behind all others. */
function joined(order: OwnersFirst, walk: WholeWalk, companies: Int32Array): OwnersFirst {
  const { start, next, max } = walk;
  const { place } = order;
  const target: number[] = [];
  const selfHeld = new Uint8Array(companies.length);
  const begin = new Int32Array(companies.length + 1);
  companies.forEach((company, own) => {
    for (let arc = start[company]!; arc < start[company + 1]!; arc += 1) {
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
