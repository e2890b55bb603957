import { displayWidth } from "./displayWidth.js";
import {
  type Block,
  type Column,
  type Document,
  type Line,
  pieces,
  plainText,
  type Tone,
  type TreeRow,
} from "./document.js";
import { wrapLine } from "./wrapLine.js";

/** Colours a piece of text, or leaves it as it is. */
export type Paint = (tone: Tone, text: string) => string;

export const noPaint: Paint = (_, text) => text;

const INDENT = "  ";
const BETWEEN_COLUMNS = "  ";

/** A document as lines for a terminal or a text file; ends with a line feed. */
export function terminalText(document: Document, paint: Paint = noPaint): string {
  const parts = document.map((block) => blockText(block, paint));
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

const painted = (line: Line, paint: Paint): string =>
  pieces(line)
    .map((piece) => (typeof piece === "string" ? piece : paint(piece.tone, piece.text)))
    .join("");

function blockText(block: Block, paint: Paint): string {
  switch (block.kind) {
    case "title":
    case "heading":
      return paint("strong", plainText(block.line));
    case "lines":
      return block.lines.map((line) => painted(line, paint)).join("\n");
    case "list":
      return [
        ...(plainText(block.head) === "" ? [] : [INDENT + painted(block.head, paint)]),
        ...block.items.map((item) => `${INDENT}• ${painted(item, paint)}`),
      ].join("\n");
    case "fields":
      return fieldsText(block.fields, paint);
    case "table":
      return tableText(block.columns, block.rows, paint);
    case "tree":
      return treeText(block.rows, paint);
    case "drawing":
      return "";
  }
}

function fieldsText(fields: readonly (readonly [string, Line])[], paint: Paint): string {
  const width = Math.max(...fields.map(([label]) => displayWidth(label)));
  return fields
    .map(([label, value]) => {
      const gap = " ".repeat(width - displayWidth(label));
      return `${INDENT}${paint("dim", label)}${gap}${BETWEEN_COLUMNS}${painted(value, paint)}`;
    })
    .join("\n");
}

/** Where a share is lined up: before its decimal point, or before the sign where it has none. */
function shareHead(text: string): string {
  const end = /(\.\d+)? %/.exec(text)?.index ?? -1;
  return end < 0 ? text : text.slice(0, end);
}

/** The width of a column, and the spaces before each of its cells. */
function columnLayout(column: Column, cells: readonly string[]): { width: number; before: number[] } {
  const widths = cells.map(displayWidth);
  const heads =
    column.align === "share" ? cells.map((cell) => displayWidth(shareHead(cell))) : widths.map(() => 0);
  const headWidth = Math.max(0, ...heads);
  const lined = heads.map((head) => (column.align === "share" ? headWidth - head : 0));
  const width = Math.max(displayWidth(column.title), ...widths.map((own, k) => own + lined[k]!));
  return { width, before: column.align === "right" ? widths.map((own) => width - own) : lined };
}

/** A cell of text wider than this is set in several lines: one long name must not push all columns off the screen. */
const WIDEST_CELL = 44;

/** A row as the rows of lines that it takes where cells are wide; cells that end earlier are followed by empty ones. */
function setRow(columns: readonly Column[], row: readonly Line[]): Line[][] {
  const cells = row.map((cell, k) =>
    columns[k]!.align === undefined || columns[k]!.align === "left" ? wrapLine(cell, WIDEST_CELL) : [cell],
  );
  const height = Math.max(...cells.map((cell) => cell.length));
  return Array.from({ length: height }, (_, i) => cells.map((cell) => cell[i] ?? ""));
}

function tableText(columns: readonly Column[], all: readonly (readonly Line[])[], paint: Paint): string {
  const rows = all.flatMap((row) => setRow(columns, row));
  const layouts = columns.map((column, k) =>
    columnLayout(
      column,
      rows.map((row) => plainText(row[k]!)),
    ),
  );
  const placed = (text: string, width: number, before: number, column: number): string =>
    " ".repeat(before) + text + " ".repeat(Math.max(0, layouts[column]!.width - before - width));
  const header = columns.map(({ title, align }, k) => {
    const own = displayWidth(title);
    return placed(paint("dim", title), own, align === "right" ? layouts[k]!.width - own : 0, k);
  });
  const body = rows.map((row, i) =>
    row.map((cell, k) =>
      placed(painted(cell, paint), displayWidth(plainText(cell)), layouts[k]!.before[i]!, k),
    ),
  );
  return [header, ...body].map((cells) => (INDENT + cells.join(BETWEEN_COLUMNS)).trimEnd()).join("\n");
}

/** Branches drawn from the depths alone: a row is the last of its brothers when no later one has its depth first. */
function treeText(rows: readonly TreeRow[], paint: Paint): string {
  const drawn: string[] = [];
  /** By depth: whether a brother comes further down; filled from the last row to the first. */
  const open: boolean[] = [];
  for (let k = rows.length - 1; k >= 0; k -= 1) {
    const { depth, line } = rows[k]!;
    let branches = "";
    for (let d = 1; d < depth; d += 1) branches += open[d] ? "│  " : "   ";
    if (depth > 0) branches += open[depth] ? "├─ " : "└─ ";
    drawn.push(INDENT + paint("dim", branches) + painted(line, paint));
    open[depth] = true;
    open.length = depth + 1;
  }
  return drawn.reverse().join("\n");
}
