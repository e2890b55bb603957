import { isUtf8 } from "node:buffer";
import { cellsOf } from "../csv.js";
import { NotForBulk, RowScanner } from "./rowScanner.js";
import type { TableText } from "./tableText.js";

const CHUNK_BYTES = 1 << 22;
/** A row longer than this is a quote that was never closed. */
const LONGEST_ROW = 1 << 24;

/** Thrown for a table whose bytes are no UTF-8: it is read again in the encoding that it seems to have. */
export class NotUtf8 extends Error {
  override readonly name = "NotUtf8";
}

/** What is done with the rows of a table. */
export interface RowVisitor {
  /** The first row that is not blank. False: the rows below mean nothing. */
  header(cells: readonly string[], row: number): boolean;
  /** A row below the header: bytes[from] … bytes[scanner.next − 1]; `offset` is where it begins in the table. */
  row(bytes: Uint8Array, scanner: RowScanner, from: number, offset: number, row: number): void;
  /** The bytes shown so far are about to go. */
  flush(bytes: Uint8Array): void;
}

/** Shows every row of a table to a visitor, a few megabytes of it in memory at a time. */
export function scanTable(text: TableText, separator: string, visitor: RowVisitor): "read" | "empty" {
  const scanner = new RowScanner(separator);
  let buffer = new Uint8Array(Math.min(CHUNK_BYTES, text.size + 1));
  let offset = 0;
  let filled = 0;
  let row = 0;
  let header: boolean | null = null;
  for (;;) {
    const got = text.read(offset + filled, buffer.subarray(filled));
    filled += got;
    const last = got === 0 || offset + filled >= text.size;
    let p = offset === 0 && isMarked(buffer, filled) ? 3 : 0;
    const begin = p;
    while (p < filled && scanner.row(buffer, p, filled, last)) {
      row += 1;
      if (header === true) visitor.row(buffer, scanner, p, offset + p, row);
      else if (header === null) header = headerOf(buffer, p, scanner, separator, row, visitor);
      p = scanner.next;
    }
    if (!isUtf8(buffer.subarray(begin, p))) throw new NotUtf8();
    visitor.flush(buffer);
    if (last) return header === null ? "empty" : "read";
    if (p === begin && filled === buffer.length) {
      if (buffer.length >= LONGEST_ROW) throw new NotForBulk("a row without an end");
      const larger = new Uint8Array(buffer.length * 2);
      larger.set(buffer);
      buffer = larger;
      if (p > 0) throw new NotForBulk("a row without an end");
      continue;
    }
    buffer.copyWithin(0, p, filled);
    filled -= p;
    offset += p;
  }
}

const isMarked = (bytes: Uint8Array, filled: number): boolean =>
  filled >= 3 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;

function headerOf(
  bytes: Uint8Array,
  from: number,
  scanner: RowScanner,
  separator: string,
  row: number,
  visitor: RowVisitor,
): boolean | null {
  const cells = cellsOf(Buffer.from(bytes.subarray(from, scanner.next)).toString("utf8"), separator);
  if (cells.every((cell) => cell.trim() === "")) return null;
  return visitor.header(cells, row);
}
