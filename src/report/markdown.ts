import {
  type Block,
  type Column,
  type Document,
  type Line,
  pieces,
  plainText,
  type Span,
} from "./document.js";

/** A document as Markdown (CommonMark with tables); ends with a line feed. */
export function markdown(document: Document): string {
  return `${document.map(blockText).join("\n\n")}\n`;
}

const SPECIAL = /[\\`*_{}[\]<>|#~&!$]/g;

/** Text that Markdown and the HTML made of it print as it stands; a name can start no heading, list, tag or link. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(SPECIAL, (sign) => (sign === "&" ? "&amp;" : sign === "<" ? "&lt;" : `\\${sign}`))
    .replace(/^(\s*)([-+=]|\d+[.)])(?=\s|$)/, (_, space: string, sign: string) => `${space}\\${sign}`);
}

const pieceText = (piece: string | Span): string => {
  if (typeof piece === "string") return escapeMarkdown(piece);
  const text = escapeMarkdown(piece.text);
  return piece.tone === "strong" && text.trim() === text && text !== "" ? `**${text}**` : text;
};

const lineText = (line: Line): string => pieces(line).map(pieceText).join("");

function blockText(block: Block): string {
  switch (block.kind) {
    case "title":
      return `# ${escapeMarkdown(plainText(block.line))}`;
    case "heading":
      return `${block.within ? "###" : "##"} ${escapeMarkdown(plainText(block.line))}`;
    case "lines":
      return block.lines.map(lineText).join("  \n");
    case "list":
      return [
        ...(plainText(block.head) === "" ? [] : [lineText(block.head), ""]),
        ...block.items.map((item) => `- ${lineText(item)}`),
      ].join("\n");
    case "fields":
      return block.fields
        .map(([label, value]) => `- **${escapeMarkdown(label)}**: ${lineText(value)}`)
        .join("\n");
    case "table":
      return tableText(block.columns, block.rows);
    case "drawing":
      return `\`\`\`mermaid\n${block.mermaid.trimEnd()}\n\`\`\``;
    case "tree":
      return block.rows.map(({ depth, line }) => `${"  ".repeat(depth)}- ${lineText(line)}`).join("\n");
  }
}

function tableText(columns: readonly Column[], rows: readonly (readonly Line[])[]): string {
  const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  const rule = columns.map(({ align }) => (align === undefined || align === "left" ? "---" : "---:"));
  const titles = columns.map(({ title }) => escapeMarkdown(title));
  return [row(titles), row(rule), ...rows.map((cells) => row(cells.map(lineText)))].join("\n");
}
