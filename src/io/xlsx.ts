import { readFile } from "node:fs/promises";
import type { CellObject, DenseSheet, Range, WorkBook } from "@e965/xlsx";
import { parseFraction } from "../model/fraction.js";
import { shiftPoint } from "./decimal.js";
import { type ReadContext, type Reading, say, type TableName, unreadable } from "./reading.js";
import type { Source } from "./source.js";
import { TableReader } from "./tableReader.js";
import { TABLES, tableOf } from "./tables.js";
import { archiveFault, isZip } from "./zip.js";

/** What a workbook may unpack to; a sheet of a million rows needs about a tenth. */
const UNPACKED_LIMIT = 512 * 2 ** 20;
/** Cells further to the right are no table's; without the bound one far cell a row would cost a row of thousands. */
const MOST_COLUMNS = 512;
/** Rows that merged cells may cover in all; merges that overlap without end are no honest sheet's. */
const MOST_SPREAD = 10_000_000;

/** The part of the library's number formats that is used here; the library leaves it untyped. */
interface NumberFormats {
  is_date(format: string): boolean;
  parse_date_code(serial: number, options: { date1904: boolean }): { y: number; m: number; d: number } | null;
}

interface SheetStyle {
  readonly formats: NumberFormats;
  readonly date1904: boolean;
}

/** The percent signs of a format that scale the number; one in quotes or behind a backslash is only printed. */
const scalesToPercent = (format: string): boolean => format.replace(/"[^"]*"|\\.|_./g, "").includes("%");

/**
 * A number as text, exactly: in percent where its format says so (0.51 as 0.00% is "51.00%"). What is displayed is
 * taken only when it loses nothing: 0.5100000000000001 displayed as "51%" is "51.00000000000001%".
 */
function numberText(value: number, format: string, displayed: string): string {
  const plain = Math.abs(value) < 1e15 ? shiftPoint(String(value), 0)! : value.toExponential();
  const scales = scalesToPercent(format);
  const shownPercent = /^(-?\d+(?:\.\d+)?)\s*%$/.exec(displayed.trim());
  if (!scales && !shownPercent) {
    // A format such as 000000 shows an id with its leading zeros.
    return /^0\d+$/.test(displayed) && Number(displayed) === value ? displayed : plain;
  }
  const exact = scales ? shiftPoint(String(value), 2)! : plain;
  const loses = shownPercent === null || !sameNumber(shownPercent[1]!, exact);
  return `${loses ? exact : shownPercent[1]}%`;
}

function sameNumber(a: string, b: string): boolean {
  const [left, right] = [parseFraction(a), parseFraction(b)];
  return left !== null && right !== null && left.n === right.n && left.d === right.d;
}

function dateText(serial: number, { formats, date1904 }: SheetStyle): string | null {
  const date = formats.parse_date_code(serial, { date1904 });
  if (!date) return null;
  const two = (part: number): string => String(part).padStart(2, "0");
  return `${String(date.y).padStart(4, "0")}-${two(date.m)}-${two(date.d)}`;
}

/** A cell as the text that a CSV file would have. A formula that was never calculated shows itself. */
function cellText(cell: CellObject | undefined, style: SheetStyle): string {
  if (!cell) return "";
  if (cell.v === undefined) return cell.f === undefined ? "" : `=${cell.f}`;
  if (cell.v instanceof Date) return cell.v.toISOString().slice(0, 10);
  if (cell.t === "e") return cell.w ?? "#ERROR";
  if (typeof cell.v !== "number") return String(cell.v);
  const format = typeof cell.z === "string" ? cell.z : "";
  const date = style.formats.is_date(format) ? dateText(cell.v, style) : null;
  return date ?? numberText(cell.v, format, cell.w ?? "");
}

/** A text in merged cells stands for every row that they cover; a number is not repeated: it may be a total. */
function spreadMerged(data: CellObject[][], merges: readonly Range[]): void {
  let left = MOST_SPREAD;
  for (const { s, e } of merges) {
    const cell = data[s.r]?.[s.c];
    if (cell?.t !== "s") continue;
    const last = Math.min(e.r, data.length - 1, s.r + left);
    left -= last - s.r;
    for (let row = s.r + 1; row <= last; row += 1) {
      if (data[row]) data[row]![s.c] = cell;
    }
  }
}

function readSheet(
  sheet: DenseSheet,
  style: SheetStyle,
  file: string,
  reader: TableReader,
  into: Reading,
): void {
  const data = sheet["!data"] ?? [];
  spreadMerged(data, sheet["!merges"] ?? []);
  let headed = false;
  for (let index = 0; index < data.length; index += 1) {
    const cells = Array.from((data[index] ?? []).slice(0, MOST_COLUMNS), (cell) => cellText(cell, style));
    while (cells.at(-1)?.trim() === "") cells.pop();
    if (cells.length === 0) continue;
    if (headed) reader.row(cells, index + 1, "unheaded");
    else if (reader.header(cells, index + 1)) headed = true;
    else return;
  }
  if (headed) reader.finish();
  else say(into, "empty-file", "error", { file });
}

/** The sheets to read: those named like tables; else a single sheet, as the file's name or holdings. */
function tablesIn(names: readonly string[], named: TableName | null): [sheet: string, table: TableName][] {
  const known = names.flatMap((name): [string, TableName][] => {
    const table = tableOf(name);
    return table === null ? [] : [[name, table]];
  });
  return known.length === 0 && names.length === 1 ? [[names[0]!, named ?? "holdings"]] : known;
}

/** Reads the sheets of a workbook (.xlsx, .xlsm, .xlsb, .xls, .ods). */
export async function readWorkbook(source: Source, into: Reading, context: ReadContext): Promise<void> {
  const bytes = await readFile(source.path);
  if (bytes.length === 0) return say(into, "empty-file", "error", { file: source.name });
  const fault = isZip(bytes) ? await archiveFault(bytes, UNPACKED_LIMIT) : null;
  if (fault !== null) return unreadable(into, source.name, fault, "split it, or save the sheets as .csv");
  const { read, set_cptable, SSF } = await import("@e965/xlsx");
  set_cptable(await import("@e965/xlsx/dist/cpexcel.full.mjs"));
  let book: WorkBook;
  try {
    book = read(bytes, { type: "buffer", dense: true, cellNF: true, cellHTML: false, sheetStubs: true });
  } catch (error) {
    return unreadable(
      into,
      source.name,
      (error as Error).message,
      "open it in a spreadsheet and save it as .xlsx or .csv",
    );
  }
  const style: SheetStyle = {
    formats: SSF as NumberFormats,
    date1904: book.Workbook?.WBProps?.date1904 === true,
  };
  const sheets = tablesIn(book.SheetNames, context.table);
  for (const name of book.SheetNames) {
    if (sheets.some(([sheet]) => sheet === name)) continue;
    const expected = TABLES.map((table) => table.stems.slice(0, 2).join(" / ")).join(", ");
    say(into, "not-read", "warning", { file: source.name }, { what: name, expected });
  }
  for (const [name, table] of sheets) {
    const file = `${source.name}!${name}`;
    const reader = new TableReader(table, file, into, context.options);
    readSheet(book.Sheets[name] as DenseSheet, style, file, reader, into);
  }
}
