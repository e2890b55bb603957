import { enlarged } from "./byteKeys.js";
import type { RowBlock } from "./scanTable.js";

/** Rows of a block lie within 4 GiB: a row has at most 8 MB. */
const BLOCK = 8;

export interface PlaceColumns {
  readonly count: number;
  /** Offset of the first row of every 256. */
  readonly blocks: Float64Array;
  readonly offsets: Uint32Array;
  /** From record `jumps[2 k]` on the row is the record's number plus `jumps[2 k + 1]`. */
  readonly jumps: Int32Array;
}

/** Where each record of a table stands: the byte at which its row begins, and the number of the row. */
export class RowPlaces {
  count: number;
  #blocks: Float64Array;
  #offsets: Uint32Array;
  #jumps: Int32Array;
  #jumped: number;

  constructor(expected: number, stored?: PlaceColumns) {
    this.count = stored?.count ?? 0;
    this.#blocks = stored?.blocks ?? new Float64Array((expected >> BLOCK) + 1);
    this.#offsets = stored?.offsets ?? new Uint32Array(expected + 1);
    this.#jumps = stored?.jumps ?? new Int32Array(16);
    this.#jumped = stored?.jumps.length ?? 0;
  }

  /** Adds records of rows `from` … `to` − 1 of a block. */
  addRows({ cells, begin, offset, row }: RowBlock, from: number, to: number): void {
    if (from === to) return;
    const needed = this.count + to - from;
    if (needed > this.#offsets.length) this.#offsets = enlarged(this.#offsets, needed);
    const last = (needed - 1) >> BLOCK;
    if (last >= this.#blocks.length) this.#blocks = enlarged(this.#blocks, last + 1);
    this.#jump(row + from - this.count);
    const { nexts } = cells;
    let at = offset + (from === 0 ? begin : nexts[from - 1]!);
    for (let k = from, record = this.count; k < to; k += 1, record += 1) {
      if ((record & ((1 << BLOCK) - 1)) === 0) this.#blocks[record >> BLOCK] = at;
      this.#offsets[record] = at - this.#blocks[record >> BLOCK]!;
      at = offset + nexts[k]!;
    }
    this.count = needed;
  }

  /** From the next record on, rows are records plus `shift`. */
  #jump(shift: number): void {
    const { count } = this;
    if (this.#jumped === 0 || this.#jumps[this.#jumped - 1] !== shift) {
      if (this.#jumped + 2 > this.#jumps.length) this.#jumps = enlarged(this.#jumps, this.#jumped + 2);
      this.#jumps[this.#jumped] = count;
      this.#jumps[this.#jumped + 1] = shift;
      this.#jumped += 2;
    }
  }

  offset(record: number): number {
    return this.#blocks[record >> BLOCK]! + this.#offsets[record]!;
  }

  row(record: number): number {
    let low = 0;
    let high = this.#jumped >> 1;
    while (low + 1 < high) {
      const middle = (low + high) >> 1;
      if (this.#jumps[2 * middle]! <= record) low = middle;
      else high = middle;
    }
    return record + this.#jumps[2 * low + 1]!;
  }

  columns(): PlaceColumns {
    const { count } = this;
    return {
      count,
      blocks: this.#blocks.subarray(0, ((count - 1) >> BLOCK) + 1),
      offsets: this.#offsets.subarray(0, count),
      jumps: this.#jumps.subarray(0, this.#jumped),
    };
  }
}
