import type { Sense } from "./extremes.js";
import { ROW, type WholeWalk } from "./wholeWalk.js";

/** So many ways of a row are filled by looking for the best one each time; more are sorted. */
const SORTED_WAYS = 32;

/** Free mass below this is taken for none; the error of that is counted among the roundings. */
export const NO_MASS = 2 ** -40;

/** The mass that the minima of a row leave free, and the room that all its shares have for it. */
export interface Freedom {
  readonly free: number;
  readonly room: number;
}

const NONE: Freedom = { free: 0, room: 0 };

/** Arcs of a row on which a party is met, with what each is worth to it. */
export interface Ways {
  readonly arcs: Int32Array;
  readonly worths: Float64Array;
  readonly count: number;
}

/** Rows with ranges under one sense: free mass goes first where a party is most (least) surely met. */
export class RangedRows {
  readonly #walk: WholeWalk;
  readonly #most: boolean;
  #arcs = new Int32Array(64);
  #worths = new Float64Array(64);

  constructor(walk: WholeWalk, sense: Sense) {
    this.#walk = walk;
    this.#most = sense === "most";
  }

  freedom(company: number): Freedom {
    const { start, end, min, max, row, undisclosed } = this.#walk;
    if ((row[company]! & ROW.range) === 0) return NONE;
    const [least, most] = undisclosed(company);
    let free = 1 - least;
    let room = most - least;
    for (let arc = start[company]!; arc < end[company]!; arc += 1) {
      free -= min[arc]!;
      room += max[arc]! - min[arc]!;
    }
    return { free: Math.max(0, free), room };
  }

  /** Mass that an arc takes of a party that is met on it alone. */
  weight(arc: number, { free, room }: Freedom): number {
    const { min, max } = this.#walk;
    const own = max[arc]! - min[arc]!;
    if (this.#most) return min[arc]! + Math.min(free, own);
    const forced = free - (room - own);
    // What the remainder can take up altogether is not forced on anybody; doubles leave a trace of it.
    return forced > NO_MASS ? min[arc]! + forced : min[arc]!;
  }

  /** Value of a row to a party that it meets on these arcs: minima, and free mass where it is worth most (least). */
  value(
    ways: readonly (readonly [arc: number, worth: number])[],
    freedom: Freedom,
    most: boolean = this.#most,
  ): number {
    const count = ways.length;
    if (count > this.#arcs.length) {
      this.#arcs = new Int32Array(2 * count);
      this.#worths = new Float64Array(2 * count);
    }
    for (let k = 0; k < count; k += 1) {
      this.#arcs[k] = ways[k]![0];
      this.#worths[k] = ways[k]![1];
    }
    return this.valueOf({ arcs: this.#arcs, worths: this.#worths, count }, freedom, most);
  }

  /** The same of ways in arrays, which it leaves in any order. */
  valueOf(ways: Ways, { free, room }: Freedom, most: boolean = this.#most): number {
    const { min, max } = this.#walk;
    const { arcs, worths, count } = ways;
    let total = 0;
    let own = 0;
    for (let k = 0; k < count; k += 1) {
      total += min[arcs[k]!]! * worths[k]!;
      own += max[arcs[k]!]! - min[arcs[k]!]!;
    }
    // For the least value the free mass goes first where it brings nothing.
    let left = most ? free : free - (room - own);
    if (count > SORTED_WAYS) return total + this.#fillSorted(ways, left, most);
    for (let from = 0; from < count && left > NO_MASS; from += 1) {
      let best = from;
      for (let k = from + 1; k < count; k += 1) {
        if (most ? worths[k]! > worths[best]! : worths[k]! < worths[best]!) best = k;
      }
      const [arc, worth] = [arcs[best]!, worths[best]!];
      arcs[best] = arcs[from]!;
      worths[best] = worths[from]!;
      const part = Math.min(left, max[arc]! - min[arc]!);
      total += part * worth;
      left -= part;
    }
    return total;
  }

  #fillSorted({ arcs, worths, count }: Ways, free: number, most: boolean): number {
    const { min, max } = this.#walk;
    const order = Array.from({ length: count }, (_, k) => k);
    order.sort((a, b) => (most ? worths[b]! - worths[a]! : worths[a]! - worths[b]!));
    let [left, total] = [free, 0];
    for (const k of order) {
      if (left <= NO_MASS) break;
      const part = Math.min(left, max[arcs[k]!]! - min[arcs[k]!]!);
      total += part * worths[k]!;
      left -= part;
    }
    return total;
  }
}
