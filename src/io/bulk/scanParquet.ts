import { isUtf8 } from "node:buffer";
import type { ParquetFile, ParquetRows } from "../parquetFile.js";
import type { Spans } from "../parquetTexts.js";
import { HAS_NUL, markOf, NotForBulk, RowCells } from "./rowScanner.js";
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
  const writer = new RowWriter(file.names.length);
  let row = 2;
  for await (const rows of file.rows(wanted, BLOCK_ROWS)) {
    const { count } = rows;
    const size = writer.write(rows);
    const { bytes } = writer;
    const written = bytes.subarray(0, size);
    if (!isUtf8(written)) throw new NotForBulk("a text that is no UTF-8");
    visitor.rows({ bytes, cells: writer, count, begin: 0, offset: text.size, row });
    text.append(written);
    row += count;
  }
  return "read";
}

const SEPARATOR = CELL_SEPARATOR.charCodeAt(0);
const QUOTE = 0x22;
const APOSTROPHE = 0x27;
const FEED = 0x0a;

/** 1 for bytes with which a cell is quoted. */
const isSpecial = new Uint8Array(256);
for (const byte of [SEPARATOR, QUOTE, APOSTROPHE, FEED, 0x0d, 0]) isSpecial[byte] = 1;

/** Cells with one more apostrophe than they have: the reader of tables takes one off. */
const GUARDED = /^'+[=+\-@\t\r]/;

/** Writes rows as the text of a table, and where its cells are as the scanner of such texts would. */
class RowWriter extends RowCells {
  bytes = new Uint8Array(0);

  constructor(width: number) {
    super(BLOCK_ROWS, width);
    this.fields.fill(width);
  }

  /** Writes rows from the beginning of `bytes`, and says where they end. */
  write({ count, columns }: ParquetRows): number {
    this.#reserve(columns, count);
    const { bytes, starts, ends, marks, nexts, width } = this;
    let at = 0;
    for (let row = 0; row < count; row += 1) {
      marks[row] = 0;
      for (let column = 0; column < width; column += 1) {
        const place = row * width + column;
        const cells = columns[column]!;
        starts[place] = at;
        if (cells !== null) {
          const from = cells.bytes;
          const end = cells.ends[row]!;
          let p = cells.starts[row]!;
          while (p < end && isSpecial[from[p]!] === 0) bytes[at++] = from[p++]!;
          if (p < end) at = this.#quote(cells, row, column);
          else ends[place] = at;
        } else ends[place] = at;
        bytes[at++] = SEPARATOR;
      }
      bytes[at - 1] = FEED;
      nexts[row] = at;
    }
    return at;
  }

  /** Room for all cells, even if every byte of them were a quote. */
  #reserve(columns: readonly (Spans | null)[], count: number): void {
    let needed = 0;
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

  /** Writes a cell in quotes where it was begun, and says where it ends. */
  #quote({ bytes: from, starts, ends }: Spans, row: number, column: number): number {
    const { bytes } = this;
    const place = row * this.width + column;
    const cell = from.subarray(starts[row]!, ends[row]!);
    let at = this.starts[place]!;
    bytes[at++] = QUOTE;
    this.starts[place] = at;
    if (cell[0] === APOSTROPHE && GUARDED.test(textOf(cell))) bytes[at++] = APOSTROPHE;
    for (const byte of cell) {
      if (byte === QUOTE) {
        this.marks[row]! |= markOf(column);
        bytes[at++] = QUOTE;
      } else if (byte === 0) this.marks[row]! |= HAS_NUL;
      bytes[at++] = byte;
    }
    this.ends[place] = at;
    bytes[at++] = QUOTE;
    return at;
  }
}

const PIECE_BYTES = 1 << 20;

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
    const wanted = Math.max(0, Math.min(target.length, this.size - offset));
    for (let done = 0; done < wanted; ) {
      const at = offset + done;
      const within = at % PIECE_BYTES;
      const part = this.#pieces[Math.floor(at / PIECE_BYTES)]!.subarray(within, within + wanted - done);
      target.set(part, done);
      done += part.length;
    }
    return wanted;
  }
}
