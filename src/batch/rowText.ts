import { type Cell, cellText, csvRow } from "../report/csv.js";
import { type PartyIds, partyText, ROWS_TOGETHER, type RowBatch, type RowColumn } from "./rowSource.js";

/** Writes rows of a batch as text. */
export interface RowText {
  readonly head: string;
  /** At most {@link ROWS_TOGETHER} rows: from … to − 1. */
  rows(batch: RowBatch, from: number, to: number, into: ByteText): void;
}

/** Writes a batch as text, as many rows at a time as go together: after each of these steps the text may be taken away. */
export function* writtenRows(text: RowText, batch: RowBatch, into: ByteText): Generator<ByteText> {
  for (let row = 0; row < batch.rows; row += ROWS_TOGETHER) {
    text.rows(batch, row, Math.min(batch.rows, row + ROWS_TOGETHER), into);
    yield into;
  }
}

const ZERO = 0x30;
const QUOTE = 0x22;
const COMMA = 0x2c;
const FEED = 0x0a;
/** Decimals of a double that are printed without making a string. */
const SCALE = 1e12;
const HALF_SCALE = 1e6;

/** Text in the making, as bytes that are used again: a string a row would cost more than finding the rows. */
export class ByteText {
  bytes: Uint8Array;
  length = 0;
  /** The last number written, and where it stands: a share is often also its own least and greatest. */
  #last = Number.NaN;
  #begin = 0;
  #end = 0;

  constructor(room: number) {
    this.bytes = Buffer.allocUnsafe(room);
  }

  clear(): void {
    this.length = 0;
    this.#last = Number.NaN;
  }

  /** Makes room for so many bytes more. */
  reserve(more: number): void {
    if (this.length + more <= this.bytes.length) return;
    const larger = Buffer.allocUnsafe(2 * (this.length + more));
    larger.set(this.bytes.subarray(0, this.length));
    this.bytes = larger;
  }

  byte(value: number): void {
    this.reserve(1);
    this.bytes[this.length++] = value;
  }

  text(text: string): void {
    this.reserve(3 * text.length);
    this.length += (this.bytes as Buffer).write(text, this.length);
  }

  copy(from: Uint8Array, begin: number, end: number): void {
    this.reserve(end - begin);
    const { bytes } = this;
    let at = this.length;
    for (let p = begin; p < end; p += 1) bytes[at++] = from[p]!;
    this.length = at;
  }

  /** A number as `String` prints it. */
  number(value: number): void {
    if (value === this.#last) {
      this.copy(this.bytes, this.#begin, this.#end);
      return;
    }
    const begin = this.length;
    if (value === 0 || value === 1) this.byte(ZERO + value);
    else if (!(value > 1e-6 && value < 1 && this.#decimals(value))) this.text(String(value));
    this.#last = value;
    this.#begin = begin;
    this.#end = this.length;
  }

  /**
   * A fraction of one with at most twelve decimals. Decimals of up to fifteen digits have a double each, so that the one
   * found is the shortest, which is what `String` prints. False, and nothing written, for any other number.
   */
  #decimals(value: number): boolean {
    const scaled = Math.round(value * SCALE);
    if (scaled / SCALE !== value) return false;
    this.reserve(14);
    const high = Math.floor(scaled / HALF_SCALE);
    const { bytes, length } = this;
    bytes[length] = ZERO;
    bytes[length + 1] = 0x2e;
    digits(bytes, length + 2, high);
    const low = scaled - high * HALF_SCALE;
    let end = length + 8;
    if (low > 0) {
      digits(bytes, end, low);
      end += 6;
    }
    while (bytes[end - 1] === ZERO) end -= 1;
    this.length = end;
    return true;
  }
}

/** Six digits of a whole number. */
function digits(bytes: Uint8Array, at: number, value: number): void {
  let rest = value | 0;
  for (let p = at + 5; p >= at; p -= 1) {
    const tenth = (rest / 10) | 0;
    bytes[p] = ZERO + rest - 10 * tenth;
    rest = tenth;
  }
}

const isAlphanumeric = (byte: number): boolean =>
  (byte >= ZERO && byte <= 0x39) || (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a);
/** First bytes of U+4000 … U+9FFF: none of them is white space. */
const isIdeograph = (byte: number): boolean => byte >= 0xe4 && byte <= 0xe9;

/** Bytes at which a cell of CSV, and a text of JSON, must be looked at again. */
const CSV_MARKS = marks([QUOTE, COMMA, FEED, 0x0d]);
const JSON_MARKS = marks([QUOTE, 0x5c, ...Array(0x20).keys()]);

function marks(bytes: readonly number[]): Uint8Array {
  const table = new Uint8Array(256);
  for (const byte of bytes) table[byte] = 1;
  return table;
}

/** Whether an id is the cell that stands for it: no quotes needed, no formula, no space at an end. */
function isPlainCell(bytes: Uint8Array, begin: number, end: number): boolean {
  if (begin === end) return false;
  const third = end - begin >= 3 ? bytes[end - 3]! : 0;
  const ends =
    (isAlphanumeric(bytes[begin]!) || isIdeograph(bytes[begin]!)) &&
    (isAlphanumeric(bytes[end - 1]!) || isIdeograph(third));
  return ends && isUnmarked(CSV_MARKS, bytes, begin, end);
}

const isPlainText = (bytes: Uint8Array, begin: number, end: number): boolean =>
  isUnmarked(JSON_MARKS, bytes, begin, end);

function isUnmarked(table: Uint8Array, bytes: Uint8Array, begin: number, end: number): boolean {
  let found = 0;
  for (let p = begin; p < end; p += 1) found |= table[bytes[p]!]!;
  return found === 0;
}

/**
 * The ids of a column of parties, some rows at a time. An id is somewhere in memory, and where is somewhere else: loops that
 * do nothing but look them up wait for many at once, while writing row by row waits for each.
 */
class PartyCells {
  readonly #ids: PartyIds;
  readonly #isPlain: (bytes: Uint8Array, begin: number, end: number) => boolean;
  readonly #begin = new Uint32Array(ROWS_TOGETHER);
  readonly #end = new Uint32Array(ROWS_TOGETHER);
  readonly #plain = new Uint8Array(ROWS_TOGETHER);

  constructor(ids: PartyIds, isPlain: (bytes: Uint8Array, begin: number, end: number) => boolean) {
    this.#ids = ids;
    this.#isPlain = isPlain;
  }

  lookUp(parties: Int32Array, from: number, to: number): void {
    const { bytes, start, width } = this.#ids;
    const [begin, end] = [this.#begin, this.#end];
    for (let row = from; row < to; row += 1) {
      const party = parties[row]!;
      begin[row - from] = width > 0 ? party * width : start[party]!;
      end[row - from] = width > 0 ? (party + 1) * width : start[party + 1]!;
    }
    for (let k = 0; k < to - from; k += 1) this.#plain[k] = this.#isPlain(bytes, begin[k]!, end[k]!) ? 1 : 0;
  }

  /** Writes the id of the k-th of the rows looked up, if it stands for itself; false where it does not. */
  writePlain(k: number, into: ByteText): boolean {
    if (this.#plain[k] === 0) return false;
    into.copy(this.#ids.bytes, this.#begin[k]!, this.#end[k]!);
    return true;
  }
}

/** Looks up all columns of parties of a batch, each with cells of its own. */
function lookUpParties({ columns }: RowBatch, cells: readonly PartyCells[], from: number, to: number): void {
  columns.forEach((column, c) => {
    if (column instanceof Int32Array) cells[c]!.lookUp(column, from, to);
  });
}

/** Words that come again and again, as bytes. */
class Words {
  readonly #known = new Map<string, Uint8Array>();
  readonly #print: (text: string) => string;

  constructor(print: (text: string) => string) {
    this.#print = print;
  }

  write(text: string, into: ByteText): void {
    let bytes = this.#known.get(text);
    if (bytes === undefined) {
      bytes = Buffer.from(this.#print(text));
      if (this.#known.size < MOST_WORDS) this.#known.set(text, bytes);
    }
    into.copy(bytes, 0, bytes.length);
  }
}

const MOST_WORDS = 256;

/** Rows of CSV, as `csvRow` prints them. */
export function csvText(columns: readonly RowColumn[], ids: PartyIds): RowText {
  const words = new Words(cellText);
  const parties = columns.map(() => new PartyCells(ids, isPlainCell));
  const cell = (value: Cell, into: ByteText): void => {
    if (typeof value === "number") into.number(value);
    else if (value !== null) words.write(String(value), into);
  };
  return {
    head: csvRow(columns.map(({ name }) => name)),
    rows: (batch, from, to, into) => {
      lookUpParties(batch, parties, from, to);
      for (let row = from; row < to; row += 1) {
        for (let c = 0; c < columns.length; c += 1) {
          if (c > 0) into.byte(COMMA);
          const column = batch.columns[c]!;
          if (column instanceof Int32Array) {
            if (!parties[c]!.writePlain(row - from, into)) into.text(cellText(partyText(ids, column[row]!)));
          } else if (!(column instanceof Float64Array)) cell(column[row] ?? null, into);
          else if (!Number.isNaN(column[row]!)) into.number(column[row]!);
        }
        into.byte(FEED);
      }
    },
  };
}

/** Rows of JSON Lines, as `JSON.stringify` prints them. */
export function jsonLinesText(columns: readonly RowColumn[], ids: PartyIds): RowText {
  const keys = columns.map(({ name }, c) => Buffer.from(`${c === 0 ? "{" : ","}${JSON.stringify(name)}:`));
  const words = new Words(JSON.stringify);
  const parties = columns.map(() => new PartyCells(ids, isPlainText));
  const party = (cells: PartyCells, k: number, entity: number, into: ByteText): void => {
    const before = into.length;
    into.byte(QUOTE);
    if (cells.writePlain(k, into)) into.byte(QUOTE);
    else {
      into.length = before;
      into.text(JSON.stringify(partyText(ids, entity)));
    }
  };
  const cell = (value: Cell, into: ByteText): void => {
    if (typeof value === "string") words.write(value, into);
    else if (typeof value === "number") into.number(value);
    else into.text(JSON.stringify(value));
  };
  return {
    head: "",
    rows: (batch, from, to, into) => {
      lookUpParties(batch, parties, from, to);
      for (let row = from; row < to; row += 1) {
        for (let c = 0; c < columns.length; c += 1) {
          into.copy(keys[c]!, 0, keys[c]!.length);
          const column = batch.columns[c]!;
          if (column instanceof Int32Array) party(parties[c]!, row - from, column[row]!, into);
          else cell(cellValue(column[row], columns[c]!), into);
        }
        into.text("}\n");
      }
    },
  };
}

/** The value of a cell as data: what is empty in a column of no text is nothing. */
export const cellValue = (cell: Cell | undefined, { type }: RowColumn): Cell =>
  cell === undefined || (cell === "" && type !== "text") || Number.isNaN(cell) ? null : cell;
