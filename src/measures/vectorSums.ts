import { KIND, type VectorColumns } from "./vectorColumns.js";
import type { Scratch, VectorGround } from "./vectorGround.js";
import type { VectorShares } from "./vectorShares.js";
import { ROW } from "./wholeWalk.js";

/** Free mass below 2^−40 of the whole is taken for none: the error of that, in units of 2^−53. */
const RANGE_ROUNDINGS = 2 ** 13 + 16;

/** What the holders of one company hand on: sums by party and by reference, and who was touched. Whoever takes them wipes them. */
export class VectorSums {
  readonly #ground: VectorGround;
  readonly #columns: VectorColumns;
  readonly #shares: VectorShares;
  sum: Float64Array;
  touched: Int32Array;
  touchedCount = 0;
  /** The arc on which a party was first met, from 1, where rows have ranges. */
  firstArc: Int32Array;
  sumOfReference: Float64Array;
  readonly referred: number[] = [];
  referredCount = 0;
  /** Whether somebody was met on several arcs. */
  several = false;

  constructor(ground: VectorGround, columns: VectorColumns, shares: VectorShares) {
    this.#ground = ground;
    this.#columns = columns;
    this.#shares = shares;
    const { sum, touched, firstArc, sumOfReference } = ground.options.scratch;
    this.sum = sum;
    this.touched = touched;
    this.firstArc = firstArc;
    this.sumOfReference = sumOfReference;
  }

  /** Goes over to the scratch of a later register. */
  use({ sum, touched, firstArc, sumOfReference }: Scratch): void {
    this.sum = sum;
    this.touched = touched;
    this.firstArc = firstArc;
    this.sumOfReference = sumOfReference;
  }

  /** Sums what the holders of a company outside its component hand on. */
  gather(at: number, own: number): void {
    const { start, end, next, min, max, row } = this.#ground.walk;
    const { component, order, place } = this.#ground.order;
    const { roundings } = this.#columns;
    const { wanted } = this.#ground.options;
    const company = order[at]!;
    const ranged = (row[company]! & ROW.range) !== 0;
    const freedom = this.#ground.rows.freedom(company);
    const detect = row[company] !== ROW.exact;
    this.touchedCount = 0;
    this.referredCount = 0;
    this.several = false;
    let error = 0;
    const [from, to] = [start[company]!, end[company]!];
    for (let arc = from; arc < to; arc += 1) {
      const weight = ranged ? this.#ground.rows.weight(arc, freedom) : min[arc]!;
      if (weight === 0 && (!detect || max[arc] === 0)) continue;
      const holder = next[arc]!;
      const above = place[holder]!;
      if (above < 0 && start[holder] === end[holder]) {
        this.touch(holder, weight, detect, arc);
        continue;
      }
      if (own >= 0 && above >= 0 && component[above] === own) continue;
      if (wanted[holder]) this.touch(holder, weight, detect, arc);
      if (above >= 0) error = Math.max(error, roundings[above]!);
      this.#handOn(holder, weight, detect, arc);
    }
    const isWhole = to - from === 1 && min[from] === 1;
    roundings[at] = addedError(error, to - from, { isWhole, isRanged: ranged });
  }

  /** Adds to the sum of a party that an arc meets; `detect` where rows have ranges. */
  touch(party: number, value: number, detect: boolean, arc: number): void {
    const sum = this.sum;
    // In a row with ranges a sum may be 0 and grow by what is forced: who was met is remembered apart (arcs from 1).
    const isNew = detect ? this.firstArc[party] === 0 : sum[party] === 0;
    if (isNew) {
      this.touched[this.touchedCount] = party;
      this.touchedCount += 1;
      if (detect) this.firstArc[party] = arc + 1;
    } else if (detect && this.firstArc[party] !== arc + 1) this.several = true;
    sum[party]! += value;
  }

  #handOn(holder: number, weight: number, detect: boolean, arc: number): void {
    const columns = this.#columns;
    const at = this.#ground.order.place[holder]!;
    if (at >= 0 && columns.kind[at]! & KIND.big) {
      this.refer(at, weight, detect);
      return;
    }
    const { party, share, from, to } = this.#shares.entries(holder);
    const sum = this.sum;
    for (let k = from; k < to; k += 1) {
      const value = weight * share[k]!;
      const own = party[k]!;
      if (own === holder) continue;
      if (detect) this.touch(own, value, true, arc);
      else if (value > 0) {
        if (sum[own] === 0) {
          this.touched[this.touchedCount] = own;
          this.touchedCount += 1;
        }
        sum[own]! += value;
      }
    }
    if (at < 0) return;
    const first = columns.references[at]!;
    const end = first + columns.referenceCount[at]!;
    for (let k = first; k < end; k += 1) this.refer(columns.target[k]!, weight * columns.weight[k]!, detect);
  }

  /** Adds to the weight of a reference. */
  refer(target: number, weight: number, detect = false): void {
    if (weight === 0 && !detect) return;
    if (this.sumOfReference[target] === 0 && !(detect && this.#hasReferred(target))) {
      this.referred[this.referredCount] = target;
      this.referredCount += 1;
    }
    this.sumOfReference[target]! += weight;
  }

  #hasReferred(target: number): boolean {
    for (let k = 0; k < this.referredCount; k += 1) if (this.referred[k] === target) return true;
    return false;
  }
}

/** Error of a company after the greatest error of its holders: a sum of so many products, of ranges with what they leave free. */
export function addedError(
  error: number,
  holders: number,
  { isWhole, isRanged }: { readonly isWhole: boolean; readonly isRanged: boolean },
): number {
  if (isWhole) return error;
  return error + (isRanged ? 4 : 1) * roundedUp(holders) + (isRanged ? RANGE_ROUNDINGS : 3);
}

/** Of long rows the next power of two: one holder more or less of a fund is no other error for all below it. */
const roundedUp = (holders: number): number => (holders <= 8 ? holders : 2 ** Math.ceil(Math.log2(holders)));
