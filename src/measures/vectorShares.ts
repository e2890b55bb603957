import { type Before, furtherDown, levels, popHeap, pushHeap } from "./furtherDown.js";
import { KIND, type VectorColumns } from "./vectorColumns.js";
import type { VectorGround } from "./vectorGround.js";

/** References looked at one after the other before they are sorted, so that shared ones are looked at once. */
const WALKED_REFERENCES = 256;
/** References of references of references … before they are sorted. */
const DEEPEST_WALK = 40;

/** Parties with shares: those from `from` to `to` − 1. */
export interface Entries {
  readonly party: Int32Array;
  readonly share: Float64Array;
  readonly from: number;
  readonly to: number;
}

/** What vectors that were passed say of one party: its own entry and all references. */
export class VectorShares {
  readonly #ground: VectorGround;
  readonly #columns: VectorColumns;
  /** Whether something measured since this was last false is only bounded. */
  loosely = false;
  /** How far down companies are; by company, where vectors can be renewed. */
  level: Int32Array | null = null;
  #isBefore: Before | null = null;
  #depth = 0;

  constructor(ground: VectorGround, columns: VectorColumns) {
    this.#ground = ground;
    this.#columns = columns;
  }

  /** Goes over to the ground of a later register. */
  goOver(): void {
    this.#isBefore = null;
    const { count } = this.#ground.walk;
    if (this.level && this.level.length < count) {
      const level = new Int32Array(count);
      level.set(this.level);
      this.level = level;
    }
  }

  /** The entries of a company. The row of one without a place is its vector: all in it is exact. */
  entries(company: number): Entries {
    const at = this.#ground.order.place[company]!;
    if (at < 0) {
      const { start, end, next, min } = this.#ground.walk;
      return { party: next, share: min, from: start[company]!, to: end[company]! };
    }
    const { party, share, offset, length } = this.#columns;
    const from = offset[at]!;
    return { party, share, from, to: from + length[at]! };
  }

  /** Error of the shares in a company, in units of 2^−53 of the whole. */
  roundings(company: number): number {
    const at = this.#ground.order.place[company]!;
    return at >= 0 ? this.#columns.roundings[at]! : 0;
  }

  /** Whether anybody reaches the floor; or anybody who has a bit of a column. */
  isLive(company: number, among?: Uint8Array, bit = 0): boolean {
    const at = this.#ground.order.place[company]!;
    if (at >= 0) return among ? this.#columns.isLiveAmong(at, among, bit) : this.#columns.liveCount[at]! > 0;
    const { start, end, next, min } = this.#ground.walk;
    const { floor, wanted } = this.#ground.options;
    for (let arc = start[company]!; arc < end[company]!; arc += 1) {
      const party = next[arc]!;
      if (min[arc]! >= floor && wanted[party] && (!among || among[party]! & bit)) return true;
    }
    return false;
  }

  /** The share of a party in a company (its return to itself, where they are the same). */
  valueAt(party: number, company: number): number {
    const at = this.#ground.order.place[company]!;
    if (at >= 0) return this.valueAtPlace(party, at, null)!;
    const { start, end, next, min } = this.#ground.walk;
    for (let arc = start[company]!; arc < end[company]!; arc += 1) {
      if (next[arc] === party) return min[arc]!;
    }
    return 0;
  }

  /** The same at a place; null where a budget for references of references is not enough. */
  valueAtPlace(party: number, at: number, budget: { left: number } | null = null): number | null {
    const kind = this.#columns.kind[at]!;
    let own = 0;
    if (kind & KIND.ring) {
      const block = this.#columns.block.get(at)!;
      own = block.value(party, this.#ground.order.order[at]!);
      if (block.whole || block.isMember(party)) return own;
    } else {
      const entry = this.#columns.entry(party, at);
      if (entry >= 0) {
        if (kind & KIND.unsure) this.loosely = true;
        own = this.#columns.share[entry]!;
        if (kind & KIND.final) return own;
      }
    }
    if (this.#columns.referenceCount[at] === 0) return own;
    if (budget === null) return this.withReferences(party, at, own);
    return this.#depth > DEEPEST_WALK ? null : this.#walkReferences(party, at, own, budget);
  }

  withReferences(party: number, at: number, own: number): number {
    const quick =
      this.#depth > DEEPEST_WALK ? null : this.#walkReferences(party, at, own, { left: WALKED_REFERENCES });
    return quick ?? own + this.#sortedReferences(party, at);
  }

  /** References of references, one after the other; null when there are too many. */
  #walkReferences(party: number, at: number, own: number, budget: { left: number }): number | null {
    if (this.#columns.kind[at]! & KIND.loose) return this.#rowValue(party, at, budget);
    let total = own;
    const first = this.#columns.references[at]!;
    for (let k = first; k < first + this.#columns.referenceCount[at]!; k += 1) {
      const target = this.#columns.target[k]!;
      if (this.#ground.order.order[target] === party) continue;
      budget.left -= 1;
      if (budget.left < 0) return null;
      this.#depth += 1;
      const value = this.valueAtPlace(party, target, budget);
      this.#depth -= 1;
      if (value === null) return null;
      total += this.#columns.weight[k]! * value;
    }
    return total;
  }

  /** A row with ranges to one party that is behind several of its holders: what each holder is worth, and the best choice. */
  #rowValue(party: number, at: number, budget: { left: number }): number | null {
    const company = this.#ground.order.order[at]!;
    const { start, end, next, max, also } = this.#ground.walk;
    const ways: [arc: number, worth: number][] = [];
    for (let arc = start[company]!; arc < end[company]!; arc += 1) {
      if (max[arc] === 0) continue;
      const holder = next[arc]!;
      const meets = holder === party || (also.size > 0 && also.get(arc)?.includes(party) === true);
      // Most holders of long rows are held by nobody: they are worth nothing to anybody else.
      if (!meets && start[holder] === end[holder]) continue;
      const worth = meets ? 1 : this.#worthWithin(party, holder, budget);
      if (worth === null) return null;
      if (worth > 0) ways.push([arc, worth]);
    }
    return this.#ground.rows.value(ways, this.#ground.rows.freedom(company));
  }

  #worthWithin(party: number, holder: number, budget: { left: number }): number | null {
    const at = this.#ground.order.place[holder]!;
    if (at < 0) return this.valueAt(party, holder);
    budget.left -= 1;
    if (budget.left < 0) return null;
    this.#depth += 1;
    const value = this.valueAtPlace(party, at, budget);
    this.#depth -= 1;
    return value;
  }

  /** The same with every company referred to visited once, those furthest down first: no tree of references explodes. */
  #sortedReferences(party: number, at: number): number {
    const weights = new Map<number, number>();
    const heap: number[] = [];
    this.#isBefore ??= furtherDown(
      this.level ?? levels(this.#ground.walk, this.#ground.order),
      this.#ground.order,
    );
    const isBefore = this.#isBefore;
    const push = (from: number, weight: number): void => {
      const first = this.#columns.references[from]!;
      for (let k = first; k < first + this.#columns.referenceCount[from]!; k += 1) {
        const target = this.#columns.target[k]!;
        const own = weight * this.#columns.weight[k]!;
        // Beyond this a reference is worth less than any rounding of the result.
        if (own < 1e-30 || this.#ground.order.order[target] === party) continue;
        const known = weights.get(target);
        weights.set(target, (known ?? 0) + own);
        if (known === undefined) pushHeap(heap, target, isBefore);
      }
    };
    push(at, 1);
    let total = 0;
    let loose = false;
    while (heap.length > 0) {
      const target = popHeap(heap, isBefore);
      const weight = weights.get(target)!;
      const kind = this.#columns.kind[target]!;
      const block = kind & KIND.ring ? this.#columns.block.get(target)! : null;
      const entry = block ? -1 : this.#columns.entry(party, target);
      if (entry >= 0 && kind & KIND.unsure) this.loosely = true;
      const held = entry < 0 ? 0 : this.#columns.share[entry]!;
      const own = block ? block.value(party, this.#ground.order.order[target]!) : held;
      total += weight * own;
      if (loose && own > 0) this.loosely = true;
      if (block && (block.whole || block.isMember(party))) continue;
      if (entry >= 0 && kind & KIND.final) continue;
      loose ||= (kind & KIND.loose) !== 0;
      push(target, weight);
    }
    return total;
  }
}
