import { escapeMarkup } from "../report/escape.js";
import type { CellLink, Sheet, SheetCell } from "../report/workbook/sheet.js";
import { timeless } from "./zip.js";

/** Two decimals where there are none, four where there are, and never fewer than the figure has within four. */
const FORMATS = { percent: "0.00##%", count: "#,##0", date: "yyyy-mm-dd" } as const;
const TOP = { alignVertical: "top" as const };
const LINK_COLOUR = "#0B4F8A";
const TONES = { good: "#176B37", warning: "#8A4B00", bad: "#B3151B" } as const;

/**
 * Sheets as the bytes of an .xlsx file. Text is written as text (format `@`), so that "=HYPERLINK(…)" in a name stays a
 * name; numbers are numbers with their format. The same sheets are the same bytes at any time.
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
  return timeless(await write(made, { features: [additions(sheets)] }).toBuffer());
}

/** A spreadsheet takes no more links in one sheet than this. */
const MOST_LINKS = 65_000;

interface OfSheet {
  readonly sheetIndex: number;
}

interface PlacedLink {
  readonly cell: string;
  readonly link: CellLink;
}

/**
 * What the library does not write: links (elements beside the cells and no formula, so that nothing in a name could become one), filters on the
 * headers, and paper on which all columns fit.
 */
function additions(sheets: readonly Sheet[]) {
  const links = sheets.map(linksOf);
  return {
    files: {
      transform: {
        "xl/worksheets/sheet{id}.xml": {
          transform: (content: string, _: unknown, { sheetIndex }: OfSheet): string =>
            fittedToWidth(withElements(content, sheets[sheetIndex]!, links[sheetIndex]!)),
        },
        "xl/worksheets/_rels/sheet{id}.xml.rels": {
          insert: (_: unknown, { sheetIndex }: OfSheet): string => relations(links[sheetIndex]!),
        },
      },
    },
  };
}

const linksOf = ({ rows }: Sheet): PlacedLink[] =>
  rows
    .flatMap((cells, row) =>
      cells.flatMap(({ link }, column): PlacedLink[] => (link ? [{ cell: address(row, column), link }] : [])),
    )
    .slice(0, MOST_LINKS);

/** What follows filters and links in a sheet, in the order that the format prescribes. */
const AFTER = /<(?:printOptions|pageMargins|pageSetup|headerFooter|drawing|legacyDrawing)\b|<\/worksheet>/;

function withElements(
  content: string,
  { frozen, rows, widths }: Sheet,
  links: readonly PlacedLink[],
): string {
  const data = content.indexOf("</sheetData>");
  const place = data + content.slice(data).search(AFTER);
  const range = `${address(frozen - 1, 0)}:${address(rows.length - 1, widths.length - 1)}`;
  const filter = frozen > 0 && rows.length > frozen ? `<autoFilter ref="${range}"/>` : "";
  const all = links.map(({ cell, link }, k) =>
    "file" in link
      ? `<hyperlink ref="${cell}" r:id="link-${k}" xmlns:r="${OFFICE}/relationships"/>`
      : `<hyperlink ref="${cell}" location="${escapeMarkup(`'${link.sheet.replaceAll("'", "''")}'!A${link.row}`)}"/>`,
  );
  const linked = all.length > 0 ? `<hyperlinks>${all.join("")}</hyperlinks>` : "";
  return content.slice(0, place) + filter + linked + content.slice(place);
}

const fittedToWidth = (content: string): string =>
  content
    .replace(/<worksheet\b[^>]*>/, (opening) => `${opening}<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>`)
    .replace("<pageSetup ", `<pageSetup fitToWidth="1" fitToHeight="0" `);

const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006";

const relations = (placed: readonly PlacedLink[]): string =>
  placed
    .map(({ link }, k) =>
      "file" in link
        ? `<Relationship Id="link-${k}" Type="${OFFICE}/relationships/hyperlink" Target="${escapeMarkup(encodeURI(link.file))}" TargetMode="External"/>`
        : "",
    )
    .join("");

/** "A1", "AB12". */
function address(row: number, column: number): string {
  let letters = "";
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return `${letters}${row + 1}`;
}

function cellOf({ value, format, tone, link }: SheetCell, header: boolean) {
  if (value === null || value === "") return null;
  const colour = tone ? { textColor: TONES[tone] } : link ? { textColor: LINK_COLOUR } : {};
  if (format === "date") {
    return {
      value: new Date(`${value}T00:00:00Z`),
      type: Date,
      format: FORMATS.date,
      align: "left" as const,
      ...TOP,
      ...colour,
    };
  }
  if (typeof value === "number") {
    return { value, type: Number, format: format ? FORMATS[format] : "General", ...TOP, ...colour };
  }
  const heading = header ? { fontWeight: "bold" as const, backgroundColor: "#E9EDF1" } : {};
  return {
    value,
    type: String,
    format: "@",
    wrap: !header,
    ...TOP,
    ...colour,
    ...heading,
  };
}
