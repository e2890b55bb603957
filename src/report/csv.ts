import type { ShareResult } from "../model/shareResult.js";

export type Cell = string | number | boolean | null;

/** Rows under named columns, made as they are taken where they are many; the names are never translated. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: Iterable<readonly Cell[]>;
}

/** A spreadsheet takes such a cell for a formula. */
const FORMULA = /^'*[=+\-@\t\r]/;

/** Most cells are words and ids that need no second look. */
const PLAIN = /^[0-9A-Za-z](?:[^",\r\n]*[0-9A-Za-z])?$/;

/** A cell as it stands in a CSV file. */
export function cellText(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell === "string" && PLAIN.test(cell)) return cell;
  // Numbers are left alone: a minus sign before a figure is no formula.
  if (typeof cell !== "string") return String(cell);
  const text = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
}

/** By it spreadsheets know that a file is UTF-8; in a pipe it would become part of the first column's name. */
export const BYTE_ORDER_MARK = "\ufeff";

/** One line of a CSV file. */
export function csvRow(row: readonly Cell[]): string {
  let text = cellText(row[0] ?? null);
  for (let k = 1; k < row.length; k += 1) text += `,${cellText(row[k] ?? null)}`;
  return `${text}\n`;
}

/** RFC 4180 but for the line feed alone that ends a line: every reader takes it and line tools expect it. */
export const csv = (table: Table): string => [...csvPieces([table])].join("");

/** Tables with the same columns under one head, row by row. */
export function* csvPieces(tables: readonly Table[]): Generator<string> {
  yield csvRow(tables[0]!.columns);
  for (const { rows } of tables) for (const row of rows) yield csvRow(row);
}

/** share, min, max as fractions of one: the three cells that a share takes. */
export const shareCells = ({ value, min, max }: ShareResult): [number, number, number] => [value, min, max];
