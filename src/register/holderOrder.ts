/** Rows whose holders' ids are looked at together, so that waiting for one is waiting for all. */
const TOGETHER = 1024;
/** Companies of more holders are sorted by other means than one row after the other. */
const FEW = 24;

/** What tells the order of ids. */
export interface IdOrder {
  /** Negative, zero or positive as the id of a stands before, is, or stands after that of b. */
  readonly compareIds: (a: number, b: number) => number;
  /**
   * Writes a number for each of the first `count` entities: where two differ, they have the order of the ids. Without
   * this, only `compareIds` is asked.
   */
  readonly idBeginnings?: (entities: Int32Array, count: number, into: Float64Array) => void;
}

/** Puts the rows of one company after the other in the order of their holders' ids. */
export class HolderOrder {
  readonly #rows: Int32Array;
  readonly #holder: Int32Array;
  readonly #order: IdOrder;
  /** Rows #from … #until − 1 have their numbers in #beginnings. */
  #from = 0;
  #until = 0;
  #holders = new Int32Array(TOGETHER);
  #beginnings = new Float64Array(TOGETHER);

  /** `rows` are those of all companies, one company after the other, and are put in order there; `holder` is by row. */
  constructor(rows: Int32Array, holder: Int32Array, order: IdOrder) {
    this.#rows = rows;
    this.#holder = holder;
    this.#order = order;
  }

  /** Sorts the rows of a company; those of one holder stay as they are. False where a holder has several. */
  sort(begin: number, end: number): boolean {
    if (end - begin < 2) return true;
    if (end > this.#until) this.#look(begin, end);
    if (end - begin > FEW) this.#sortMany(begin, end);
    else this.#sortFew(begin, end);
    const rows = this.#rows;
    const holder = this.#holder;
    for (let k = begin + 1; k < end; k += 1) if (holder[rows[k]!] === holder[rows[k - 1]!]) return false;
    return true;
  }

  #look(begin: number, end: number): void {
    const until = Math.min(this.#rows.length, Math.max(end, begin + TOGETHER));
    const count = until - begin;
    if (count > this.#holders.length) {
      this.#holders = new Int32Array(count);
      this.#beginnings = new Float64Array(count);
    }
    const rows = this.#rows;
    const holder = this.#holder;
    const holders = this.#holders;
    for (let k = 0; k < count; k += 1) holders[k] = holder[rows[begin + k]!]!;
    this.#order.idBeginnings?.(holders, count, this.#beginnings);
    this.#from = begin;
    this.#until = until;
  }

  #sortFew(begin: number, end: number): void {
    const rows = this.#rows;
    const holder = this.#holder;
    const beginnings = this.#beginnings;
    const { compareIds } = this.#order;
    const shift = this.#from;
    for (let k = begin + 1; k < end; k += 1) {
      const row = rows[k]!;
      const own = beginnings[k - shift]!;
      let at = k;
      for (; at > begin; at -= 1) {
        const other = beginnings[at - 1 - shift]!;
        if (other < own || (other === own && compareIds(holder[rows[at - 1]!]!, holder[row]!) <= 0)) break;
        rows[at] = rows[at - 1]!;
        beginnings[at - shift] = other;
      }
      rows[at] = row;
      beginnings[at - shift] = own;
    }
  }

  #sortMany(begin: number, end: number): void {
    const holder = this.#holder;
    const beginnings = this.#beginnings;
    const { compareIds } = this.#order;
    const rows = this.#rows.slice(begin, end);
    const shift = begin - this.#from;
    const order = Int32Array.from(rows, (_, k) => k).sort(
      (a, b) =>
        beginnings[a + shift]! - beginnings[b + shift]! ||
        compareIds(holder[rows[a]!]!, holder[rows[b]!]!) ||
        a - b,
    );
    order.forEach((from, to) => {
      this.#rows[begin + to] = rows[from]!;
    });
  }
}
