/** More columns than any table has. */
const MOST_FIELDS = 64;

const QUOTE = 0x22;
const FEED = 0x0a;
const CARRIAGE = 0x0d;

/** Thrown where bytes are no ordinary table: the ordinary reader then reads them, and says what is wrong. */
export class NotForBulk extends Error {
  override readonly name = "NotForBulk";
}

/**
 * Finds the rows and cells of a table of separated values in bytes. Nothing is copied and nothing becomes text: a row
 * is the places where its cells begin and end. Misplaced quotes are refused; see {@link NotForBulk}.
 */
export class RowScanner {
  /** Cell f of the row is bytes starts[f] … ends[f] − 1, without its quotes. */
  readonly starts = new Int32Array(MOST_FIELDS);
  readonly ends = new Int32Array(MOST_FIELDS);
  fields = 0;
  /** Bit f is set where cell f has doubled quotes in it (from 31 on all share one bit). */
  doubled = 0;
  /** Whether some cell has a NUL in it. */
  nul = false;
  /** Where the next row begins. */
  next = 0;
  readonly #classes: Uint8Array;
  readonly #separator: number;

  constructor(separator: string) {
    this.#separator = separator.charCodeAt(0);
    this.#classes = new Uint8Array(256);
    for (const byte of [this.#separator, FEED, CARRIAGE, QUOTE, 0]) this.#classes[byte] = 1;
  }

  /** Reads the row at `from`. False where it does not end before `end` and more bytes may come (`last` is false). */
  row(bytes: Uint8Array, from: number, end: number, last: boolean): boolean {
    const { starts, ends } = this;
    const separator = this.#separator;
    const classes = this.#classes;
    let p = from;
    let field = 0;
    this.doubled = 0;
    this.nul = false;
    for (;;) {
      if (field === MOST_FIELDS) throw new NotForBulk("too many columns");
      if (p < end && bytes[p] === QUOTE) {
        p = this.#quoted(bytes, p, end, last, field);
        if (p < 0) return false;
      } else {
        starts[field] = p;
        for (;;) {
          while (p < end && classes[bytes[p]!] === 0) p += 1;
          if (p === end || bytes[p] !== 0) break;
          this.nul = true;
          p += 1;
        }
        ends[field] = p;
      }
      field += 1;
      if (p === end) {
        if (!last) return false;
        break;
      }
      const byte = bytes[p]!;
      p += 1;
      if (byte === separator) continue;
      if (byte === FEED) break;
      if (byte !== CARRIAGE) throw new NotForBulk("a misplaced quote");
      if (p === end && !last) return false;
      if (p < end && bytes[p] === FEED) p += 1;
      break;
    }
    this.fields = field;
    this.next = p;
    return true;
  }

  /** Where a quoted cell ends, its closing quote included; −1 where it does not end yet. */
  #quoted(bytes: Uint8Array, from: number, end: number, last: boolean, field: number): number {
    let p = from + 1;
    for (;;) {
      while (p < end && bytes[p] !== QUOTE && bytes[p] !== 0) p += 1;
      if (p < end && bytes[p] === 0) {
        this.nul = true;
        p += 1;
        continue;
      }
      if (p === end || (p + 1 === end && !last)) {
        if (last) throw new NotForBulk("a quote that is never closed");
        return -1;
      }
      if (p + 1 < end && bytes[p + 1] === QUOTE) {
        this.doubled |= 1 << Math.min(field, 31);
        p += 2;
        continue;
      }
      this.starts[field] = from + 1;
      this.ends[field] = p;
      return p + 1;
    }
  }
}
