/** More columns than any table has. */
const MOST_FIELDS = 64;

const QUOTE = 0x22;
const FEED = 0x0a;
const CARRIAGE = 0x0d;

/** The last cell that has a mark of its own. */
export const LAST_MARKED = 30;
export const HAS_NUL = 1 << 31;
export const markOf = (field: number): number => 1 << Math.min(field, LAST_MARKED);

/** Bytes behind those to be scanned that must be free: for a mark, and to look at two at once. */
export const SPARE = 2;

/** Thrown where bytes are no ordinary table: the ordinary reader then reads them, and says what is wrong. */
export class NotForBulk extends Error {
  override readonly name = "NotForBulk";
}

/** Where rows and their cells are in some bytes. */
export class RowCells {
  /** Cells of a row whose places are kept; there may be more. */
  readonly width: number;
  /** Cell f of row r is bytes starts[r × width + f] … ends[r × width + f] − 1, without its quotes. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** How many cells each row has. */
  readonly fields: Int32Array;
  /** Bit f is set where cell f has doubled quotes in it (from LAST_MARKED on all share one), bit 31 where some cell has a NUL. */
  readonly marks: Int32Array;
  /** Where the row after each row begins. */
  readonly nexts: Int32Array;

  constructor(rows: number, width: number) {
    this.width = width;
    this.starts = new Int32Array(rows * width);
    this.ends = new Int32Array(rows * width);
    this.fields = new Int32Array(rows);
    this.marks = new Int32Array(rows);
    this.nexts = new Int32Array(rows);
  }
}

/**
 * Finds the rows and cells of a table of separated values in bytes, many rows at a time. Nothing is copied and nothing
 * becomes text: a row is the places where its cells begin and end. Misplaced quotes are refused; see {@link NotForBulk}.
 */
export class RowScanner extends RowCells {
  /** By two bytes that follow one another: 1 where the first may end a cell, 2 where the second may, 0 where neither. */
  readonly #pairs = new Uint8Array(1 << 16);
  readonly #separator: number;

  constructor(separator: string, rows = 1, width = MOST_FIELDS) {
    super(rows, width);
    this.#separator = separator.charCodeAt(0);
    const special = [this.#separator, FEED, CARRIAGE, QUOTE, 0];
    for (const byte of special) this.#pairs.fill(2, byte << 8, (byte + 1) << 8);
    for (const byte of special) for (let next = 0; next < 256; next += 1) this.#pairs[(next << 8) | byte] = 1;
  }

  /**
   * Reads the rows at `from`, as many as there is room for, and returns how many. None where the first does not end before
   * `end` and more bytes may come (`last` is false). `bytes` has room for {@link SPARE} more at `end`.
   */
  scan(bytes: Uint8Array, from: number, end: number, last: boolean): number {
    const { starts, ends, fields, marks, nexts, width } = this;
    const separator = this.#separator;
    const pairs = this.#pairs;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    // Where the bytes end a row ends: so that nobody has to ask at every byte whether they do.
    bytes[end] = FEED;
    let p = from;
    let row = 0;
    for (; row < nexts.length && p < end; row += 1) {
      let field = 0;
      marks[row] = 0;
      for (;;) {
        let byte = bytes[p]!;
        if (byte === QUOTE) {
          p = this.#quoted(bytes, p, end, last, row, field);
          if (p < 0) return row;
          byte = bytes[p]!;
        } else {
          const begin = p;
          for (;;) {
            let ending = pairs[view.getUint16(p, true)]!;
            while (ending === 0) {
              p += 2;
              ending = pairs[view.getUint16(p, true)]!;
            }
            p += ending - 1;
            byte = bytes[p]!;
            if (byte !== 0) break;
            marks[row]! |= HAS_NUL;
            p += 1;
          }
          if (field < width) {
            starts[row * width + field] = begin;
            ends[row * width + field] = p;
          }
        }
        field += 1;
        if (byte === separator) {
          p += 1;
          continue;
        }
        if (p === end) {
          if (!last) return row;
          break;
        }
        p += 1;
        if (byte === FEED) break;
        if (byte !== CARRIAGE) throw new NotForBulk("a misplaced quote");
        if (p === end && !last) return row;
        if (p < end && bytes[p] === FEED) p += 1;
        break;
      }
      fields[row] = field;
      nexts[row] = p;
    }
    return row;
  }

  /** Where a quoted cell ends, its closing quote included; −1 where it does not end yet. */
  #quoted(bytes: Uint8Array, from: number, end: number, last: boolean, row: number, field: number): number {
    let p = from + 1;
    for (;;) {
      while (p < end && bytes[p] !== QUOTE && bytes[p] !== 0) p += 1;
      if (p < end && bytes[p] === 0) {
        this.marks[row]! |= HAS_NUL;
        p += 1;
        continue;
      }
      if (p === end || (p + 1 === end && !last)) {
        if (last) throw new NotForBulk("a quote that is never closed");
        return -1;
      }
      if (p + 1 < end && bytes[p + 1] === QUOTE) {
        this.marks[row]! |= markOf(field);
        p += 2;
        continue;
      }
      if (field < this.width) {
        this.starts[row * this.width + field] = from + 1;
        this.ends[row * this.width + field] = p;
      }
      return p + 1;
    }
  }
}
