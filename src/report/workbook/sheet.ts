import type { ShareResult } from "../../model/shareResult.js";
import { displayWidth } from "../displayWidth.js";
import { harmless } from "../safeText.js";
import { shareText } from "../shareText.js";

/** How a number looks; text is always text, so that no cell can become a formula. */
export type NumberFormat = "percent" | "count" | "date";

/** Where a cell leads: to a cell of the same workbook, or to a file beside it. */
export type CellLink = { readonly sheet: string; readonly row: number } | { readonly file: string };

export interface SheetCell {
  readonly value: string | number | null;
  readonly format?: NumberFormat;
  readonly tone?: "good" | "warning" | "bad";
  readonly link?: CellLink;
}

export interface SheetColumn<Row> {
  readonly title: string;
  /** Width in characters at most; a column is as wide as its widest cell up to this. */
  readonly most?: number;
  readonly cell: (row: Row, position: number) => SheetCell | string | number | null;
}

/** One sheet of a workbook, inert: io/writeXlsx makes the file. */
export interface Sheet {
  readonly name: string;
  /** Rows that stay in sight. */
  readonly frozen: number;
  readonly widths: readonly number[];
  readonly rows: readonly (readonly SheetCell[])[];
}

/** A spreadsheet takes no longer text in one cell. */
const LONGEST = 32_000;
/** A spreadsheet takes no more rows in one sheet. */
export const MOST_ROWS = 1_048_575;
const WIDEST = 60;
const NARROWEST = 10;

/** Rows as a sheet with a header that stays in sight. Text is made harmless: no control characters, nothing endless. */
export function sheet<Row>(name: string, columns: readonly SheetColumn<Row>[], rows: readonly Row[]): Sheet {
  const header = columns.map(({ title }): SheetCell => ({ value: title }));
  const body = rows
    .slice(0, MOST_ROWS)
    .map((row, position) => columns.map(({ cell }) => safeCell(cell(row, position))));
  const widths = columns.map(({ title, most }, k) =>
    Math.min(most ?? WIDEST, Math.max(NARROWEST, displayWidth(title), ...widest(body, k)) + 2),
  );
  return { name, frozen: 1, widths, rows: [header, ...body] };
}

/** Widths beyond the first rows say no more: a spreadsheet of a million rows is not measured whole. */
const MEASURED = 500;

const widest = (body: readonly (readonly SheetCell[])[], column: number): number[] =>
  body.slice(0, MEASURED).map((cells) => {
    const { value } = cells[column]!;
    return typeof value === "string" ? displayWidth(value.slice(0, 2 * WIDEST)) : NARROWEST;
  });

function safeCell(cell: SheetCell | string | number | null): SheetCell {
  const whole = typeof cell === "object" && cell !== null ? cell : { value: cell };
  const { value } = whole;
  return typeof value === "string" ? { ...whole, value: harmless(value).slice(0, LONGEST) } : whole;
}

/** A share as a number that prints as a percentage; a range stays the text that it is. */
export const shareCell = (share: ShareResult | null): SheetCell => {
  if (share === null) return { value: null };
  return share.min === share.max ? percentCell(share.value) : { value: shareText(share) };
};

export const percentCell = (value: number): SheetCell => ({ value, format: "percent" });
const DAY = /^(?:19[0-9]{2}|[2-9][0-9]{3})-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])$/;

/** A day as a date of the spreadsheet; whatever is no day that a spreadsheet knows stays text. */
export const dateCell = (text: string | null): SheetCell =>
  text !== null && DAY.test(text) ? { value: text, format: "date" } : { value: text };

export const countCell = (value: number): SheetCell => ({ value, format: "count" });
