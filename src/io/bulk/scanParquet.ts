import { isUtf8 } from "node:buffer";
import type { ParquetFile, ParquetRows, Spans } from "../parquetCells.js";
import { NotForBulk, RowScanner, SPARE } from "./rowScanner.js";
import { BLOCK_ROWS, type RowVisitor } from "./scanTable.js";
import { textOf } from "./slowRows.js";
import type { TableText } from "./tableText.js";

/** What separates the cells of rows that were no text: hardly a name has it, so that few cells are quoted. */
export const CELL_SEPARATOR = "\u001f";

/** A longer cell is left to the ordinary reader. */
const LONGEST_CELL = 1 << 20;

/**
 * Shows every row of a Parquet file to a visitor. A row is the text that a table of separated values would have of it, which stays in
 * memory: to ask a single row of the file would mean to unpack a page of each column. Throws NotForBulk for what is no
 * UTF-8 or far too long, and an Error for a damaged file.
 */
export async function scanParquet(
  file: ParquetFile,
  visitor: RowVisitor,
  { wanted, text }: { readonly wanted: (column: number) => boolean; readonly text: GrowingText },
): Promise<"read" | "empty"> {
  if (file.names.length === 0) return "empty";
  if (!visitor.header(file.names, 1)) return "read";
  const cells = new RowScanner(CELL_SEPARATOR, BLOCK_ROWS, file.names.length);
  const writer = new RowWriter();
  let row = 2;
  for await (const rows of file.rows(wanted, BLOCK_ROWS)) {
    const size = writer.write(rows);
    const { bytes } = writer;
    if (!isUtf8(bytes.subarray(0, size))) throw new NotForBulk("a text that is no UTF-8");
    const count = cells.scan(bytes, 0, size, true);
    visitor.rows({ bytes, cells, count, begin: 0, offset: text.size, row });
    text.append(bytes.subarray(0, size));
    row += count;
  }
  return "read";
}

const SEPARATOR = CELL_SEPARATOR.charCodeAt(0);
const QUOTE = 0x22;
const APOSTROPHE = 0x27;
const FEED = 0x0a;

/** 1 for bytes with which a cell must be quoted. */
const isSpecial = new Uint8Array(256);
for (const byte of [SEPARATOR, QUOTE, APOSTROPHE, FEED, 0x0d]) isSpecial[byte] = 1;

/** Cells with one more apostrophe than they have: the reader of tables takes one off. */
const GUARDED = /^'+[=+\-@\t\r]/;

/** Writes rows as the text of a table. */
class RowWriter {
  bytes = new Uint8Array(1 << 16);
  #at = 0;

  /** Writes rows from the beginning of `bytes`, and says where they end. */
  write({ count, columns }: ParquetRows): number {
    this.#reserve(columns, count);
    this.#at = 0;
    const last = columns.length - 1;
    for (let row = 0; row < count; row += 1) {
      for (let column = 0; column <= last; column += 1) {
        const cells = columns[column]!;
        if (cells !== null) this.#write(cells.bytes, cells.starts[row]!, cells.ends[row]!);
        this.bytes[this.#at++] = column === last ? FEED : SEPARATOR;
      }
    }
    return this.#at;
  }

  /** Room for all cells, even if every byte of them were a quote. */
  #reserve(columns: readonly (Spans | null)[], count: number): void {
    let needed = SPARE;
    for (const cells of columns) {
      needed += 4 * count;
      for (let row = 0; cells !== null && row < count; row += 1) {
        const length = cells.ends[row]! - cells.starts[row]!;
        if (length > LONGEST_CELL) throw new NotForBulk("a very long cell");
        needed += 2 * length;
      }
    }
    if (needed > this.bytes.length) this.bytes = new Uint8Array(2 * needed);
  }

  #write(from: Uint8Array, start: number, end: number): void {
    const { bytes } = this;
    const begin = this.#at;
    let at = begin;
    for (let p = start; p < end; p += 1, at += 1) {
      const byte = from[p]!;
      if (isSpecial[byte] === 1) {
        this.#quote(from, start, end);
        return;
      }
      bytes[at] = byte;
    }
    this.#at = at;
  }

  #quote(from: Uint8Array, start: number, end: number): void {
    const { bytes } = this;
    bytes[this.#at++] = QUOTE;
    if (from[start] === APOSTROPHE && GUARDED.test(textOf(from.subarray(start, end))))
      bytes[this.#at++] = APOSTROPHE;
    for (let p = start; p < end; p += 1) {
      if (from[p] === QUOTE) bytes[this.#at++] = QUOTE;
      bytes[this.#at++] = from[p]!;
    }
    bytes[this.#at++] = QUOTE;
  }
}

const PIECE_BYTES = 1 << 16;

/** The bytes of a table in memory, to which more can be added. */
export class GrowingText implements TableText {
  size = 0;
  readonly #pieces: Uint8Array[] = [];

  append(bytes: Uint8Array): void {
    for (let done = 0; done < bytes.length; ) {
      const within = this.size % PIECE_BYTES;
      if (within === 0) this.#pieces.push(new Uint8Array(PIECE_BYTES));
      const part = bytes.subarray(done, done + PIECE_BYTES - within);
      this.#pieces.at(-1)!.set(part, within);
      done += part.length;
      this.size += part.length;
    }
  }

  read(offset: number, target: Uint8Array): number {
    const wanted = Math.min(target.length, this.size - offset);
    for (let done = 0; done < wanted; ) {
      const at = offset + done;
      const within = at % PIECE_BYTES;
      const part = this.#pieces[Math.floor(at / PIECE_BYTES)]!.subarray(within, within + wanted - done);
      target.set(part, done);
      done += part.length;
    }
    return Math.max(0, wanted);
  }
}
