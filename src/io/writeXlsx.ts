import type { Sheet, SheetCell } from "../report/workbook/sheet.js";

/** Two decimals where there are none, four where there are, and never fewer than the figure has within four. */
const FORMATS = { percent: "0.00##%", count: "#,##0" } as const;
const TONES = { good: "#176B37", warning: "#8A4B00", bad: "#B3151B" } as const;

/**
 * Sheets as the bytes of an .xlsx file. Text is written as text (format `@`), so that "=HYPERLINK(…)" in a name stays a
 * name; numbers are numbers with their format.
 */
export async function writeXlsx(sheets: readonly Sheet[]): Promise<Uint8Array> {
  const { default: write } = await import("write-excel-file/node");
  const made = sheets.map(({ name, frozen, widths, rows }) => ({
    sheet: name,
    orientation: "landscape" as const,
    stickyRowsCount: frozen,
    columns: widths.map((width) => ({ width })),
    data: rows.map((cells, row) => cells.map((cell) => cellOf(cell, row < frozen))),
  }));
  return write(made).toBuffer();
}

function cellOf({ value, format, tone }: SheetCell, header: boolean) {
  if (value === null || value === "") return null;
  const colour = tone ? { textColor: TONES[tone] } : {};
  if (typeof value === "number") {
    return { value, type: Number, format: format ? FORMATS[format] : "General", ...colour };
  }
  const heading = header ? { fontWeight: "bold" as const, backgroundColor: "#E9EDF1" } : {};
  return {
    value,
    type: String,
    format: "@",
    wrap: !header,
    alignVertical: "top" as const,
    ...colour,
    ...heading,
  };
}
