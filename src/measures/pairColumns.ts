import type { Verdict } from "../model/share.js";

/** A verdict on a pair that is listed. */
export type Known = Exclude<Verdict, "excluded">;

/** Rows handed on together, at least. */
export const PAIRS_TOGETHER = 4096;

/**
 * Pairs of entities with the ends of a share and a verdict, in columns of which the first `count` rows count: half a million of
 * them are no objects.
 */
export class PairColumns {
  count = 0;
  first: Int32Array;
  second: Int32Array;
  min: Float64Array;
  max: Float64Array;
  readonly verdict: Known[] = [];

  constructor(room: number = 2 * PAIRS_TOGETHER) {
    this.first = new Int32Array(room);
    this.second = new Int32Array(room);
    this.min = new Float64Array(room);
    this.max = new Float64Array(room);
  }

  add(first: number, second: number, min: number, max: number, verdict: Known): void {
    const row = this.count;
    if (row === this.first.length) this.#grow();
    this.first[row] = first;
    this.second[row] = second;
    this.min[row] = min;
    this.max[row] = max;
    this.verdict[row] = verdict;
    this.count = row + 1;
  }

  /** Leaves out the rows from some row on that are not wanted; the others close up. */
  keep(from: number, isWanted: (row: number) => boolean): void {
    let kept = from;
    for (let row = from; row < this.count; row += 1) {
      if (!isWanted(row)) continue;
      this.first[kept] = this.first[row]!;
      this.second[kept] = this.second[row]!;
      this.min[kept] = this.min[row]!;
      this.max[kept] = this.max[row]!;
      this.verdict[kept] = this.verdict[row]!;
      kept += 1;
    }
    this.count = kept;
  }

  #grow(): void {
    const { first, second, min, max } = this;
    const room = 2 * first.length;
    this.first = new Int32Array(room);
    this.second = new Int32Array(room);
    this.min = new Float64Array(room);
    this.max = new Float64Array(room);
    this.first.set(first);
    this.second.set(second);
    this.min.set(min);
    this.max.set(max);
  }
}
