import { displayWidth } from "../displayWidth.js";
import { type Block, type Column, type Line, pieces, plainText, type TreeRow } from "../document.js";
import { html, Markup, trusted } from "./markup.js";

/** Blocks as HTML below a heading of level two; `label` names the tables for those who cannot see them. */
export const blocksHtml = (blocks: readonly Block[], label: string): Markup[] => {
  let last = label;
  return blocks.map((block) => {
    if (block.kind === "heading" || block.kind === "title") last = plainText(block.line);
    return blockHtml(block, last);
  });
};

function blockHtml(block: Block, label: string): Markup {
  switch (block.kind) {
    case "title":
    case "heading":
      return html`<h3>${plainText(block.line)}</h3>\n`;
    case "lines":
      return html`${block.lines.filter((line) => plainText(line) !== "").map((line) => html`<p>${lineHtml(line)}</p>\n`)}`;
    case "list":
      return html`${plainText(block.head) === "" ? null : html`<p class="head">${lineHtml(block.head)}</p>\n`}<ul>
${block.items.map((item) => html`<li>${lineHtml(item)}</li>\n`)}</ul>\n`;
    case "fields":
      return fieldsHtml(block.fields);
    case "table":
      return tableHtml(block.columns, block.rows, label);
    case "tree":
      return treeHtml(block.rows);
    case "drawing":
      return html``;
  }
}

export const fieldsHtml = (fields: readonly (readonly [string, Line])[]): Markup =>
  html`<dl>\n${fields.map(([label, value]) => html`<div><dt>${label}</dt><dd>${lineHtml(value)}</dd></div>\n`)}</dl>\n`;

export const lineHtml = (line: Line): Markup =>
  html`${pieces(line).map((piece) => {
    if (typeof piece === "string") return html`${unparted(piece)}`;
    if (piece.tone === "strong") return html`<strong>${unparted(piece.text)}</strong>`;
    return html`<span class="${piece.tone}">${unparted(piece.text)}</span>`;
  })}`;

/** A figure is not parted from its sign at the end of a line. */
const unparted = (text: string): string => text.replaceAll(" %", "\u00a0%");

/** Columns with no wider cell than this are not broken into lines. */
const SHORT = 16;

/** The first column names the row. A wide table scrolls by itself, also by keyboard. */
function tableHtml(columns: readonly Column[], rows: readonly (readonly Line[])[], label: string): Markup {
  const kinds = columns.map(({ align }, k): Markup => {
    if (align === "share" || align === "right") return trusted(' class="figure"');
    const isShort = rows.every((row) => displayWidth(plainText(row[k]!).slice(0, 2 * SHORT)) <= SHORT);
    return trusted(isShort ? ' class="short"' : "");
  });
  const heads = columns.map(({ title }, k) => html`<th scope="col"${kinds[k]!}>${title}</th>`);
  const body = rows.map((row) => {
    const cells = row.map((cell, k) =>
      k === 0 && plainText(cell) !== ""
        ? html`<th scope="row"${kinds[k]!}>${lineHtml(cell)}</th>`
        : html`<td${kinds[k]!}>${lineHtml(cell)}</td>`,
    );
    return html`<tr>${cells}</tr>\n`;
  });
  return html`<div class="wide" role="group" tabindex="0" aria-label="${label}"><table>
<thead><tr>${heads}</tr></thead>
<tbody>
${body}</tbody></table></div>\n`;
}

/** Nested lists by the depths alone; a jump of several levels opens one list. */
function treeHtml(rows: readonly TreeRow[]): Markup {
  const parts: Markup[] = [];
  const open: number[] = [];
  for (const { depth, line } of rows) {
    while (open.length > 0 && open.at(-1)! > depth) {
      parts.push(trusted("</li></ul>"));
      open.pop();
    }
    if (open.length > 0 && open.at(-1) === depth) parts.push(trusted("</li>\n"));
    else {
      parts.push(trusted(open.length === 0 ? '<ul class="tree">\n' : "\n<ul>\n"));
      open.push(depth);
    }
    parts.push(html`<li>${lineHtml(line)}`);
  }
  for (const _ of open) parts.push(trusted("</li></ul>"));
  return new Markup(`${parts.map(({ text }) => text).join("")}\n`);
}
