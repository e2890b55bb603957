import { isUtf8 } from "node:buffer";
import { cellsOf } from "../csv.js";
import { NotForBulk, type RowCells, RowScanner, SPARE } from "./rowScanner.js";
import type { TableText } from "./tableText.js";

const CHUNK_BYTES = 1 << 20;
/** A row longer than this is a quote that was never closed. */
const LONGEST_ROW = 1 << 24;
/** Rows that are shown at a time: what is known of them stays in the cache. */
export const BLOCK_ROWS = 2048;

/** Thrown for a table whose bytes are no UTF-8: it is read again in the encoding that it seems to have. */
export class NotUtf8 extends Error {
  override readonly name = "NotUtf8";
}

/** Rows that follow one another, and where they stand. */
export interface RowBlock {
  readonly bytes: Uint8Array;
  readonly cells: RowCells;
  readonly count: number;
  /** Where the first row begins in `bytes`. */
  readonly begin: number;
  /** Where `bytes` begin in the table. */
  readonly offset: number;
  /** Number of the first row. */
  readonly row: number;
}

/** Where a row of a block begins in its bytes. */
export const beginOf = ({ begin, cells }: RowBlock, row: number): number =>
  row === 0 ? begin : cells.nexts[row - 1]!;

/** Writes where each row's cell of a field begins and ends; for rows that are marked as read `slowly` nowhere. */
export function cellEnds(
  { cells, count }: RowBlock,
  field: number,
  slowly: Uint8Array,
  into: Int32Array,
): void {
  const { starts, ends, width } = cells;
  for (let row = 0; row < count; row += 1) {
    const isRead = slowly[row] === 0;
    into[2 * row] = isRead ? starts[row * width + field]! : 0;
    into[2 * row + 1] = isRead ? ends[row * width + field]! : 0;
  }
}

/** What is done with the rows of a table. */
export interface RowVisitor {
  /** The first row that is not blank. False: the rows below mean nothing. */
  header(cells: readonly string[], row: number): boolean;
  /** Rows below the header, in their order, at most {@link BLOCK_ROWS} at once. Their bytes are gone afterwards. */
  rows(block: RowBlock): void;
}

/** Shows every row of a table to a visitor, a few megabytes of it in memory at a time. */
export function scanTable(text: TableText, separator: string, visitor: RowVisitor): "read" | "empty" {
  const heading = new RowScanner(separator);
  let cells: RowScanner | null = null;
  let buffer = new Uint8Array(Math.min(CHUNK_BYTES, text.size + SPARE));
  let offset = 0;
  let filled = 0;
  let row = 1;
  let meant = false;
  for (;;) {
    const got = text.read(offset + filled, buffer.subarray(filled, buffer.length - SPARE));
    filled += got;
    const last = got === 0 || offset + filled >= text.size;
    const begin = offset === 0 && isMarked(buffer, filled) ? 3 : 0;
    let p = begin;
    while (p < filled) {
      const count = (cells ?? heading).scan(buffer, p, filled, last);
      if (count === 0) break;
      if (cells === null) {
        const own = headerOf(buffer, p, heading, separator);
        if (own !== null) {
          meant = visitor.header(own, row);
          cells = new RowScanner(separator, BLOCK_ROWS, own.length);
        }
        p = heading.nexts[0]!;
      } else {
        if (meant) visitor.rows({ bytes: buffer, cells, count, begin: p, offset, row });
        p = cells.nexts[count - 1]!;
      }
      row += count;
    }
    if (!isUtf8(buffer.subarray(begin, p))) throw new NotUtf8();
    if (last) return cells === null ? "empty" : "read";
    if (p === begin && filled === buffer.length - SPARE) {
      if (buffer.length >= LONGEST_ROW || p > 0) throw new NotForBulk("a row without an end");
      const larger = new Uint8Array(buffer.length * 2);
      larger.set(buffer);
      buffer = larger;
      continue;
    }
    buffer.copyWithin(0, p, filled);
    filled -= p;
    offset += p;
  }
}

const isMarked = (bytes: Uint8Array, filled: number): boolean =>
  filled >= 3 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;

/** The cells of a row; null where it is blank. */
function headerOf(
  bytes: Uint8Array,
  from: number,
  { fields, width, nexts }: RowScanner,
  separator: string,
): readonly string[] | null {
  if (fields[0]! > width) throw new NotForBulk("too many columns");
  const cells = cellsOf(Buffer.from(bytes.subarray(from, nexts[0]!)).toString("utf8"), separator);
  return cells.every((cell) => cell.trim() === "") ? null : cells;
}
