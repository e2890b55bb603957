/** How a piece of text is meant: a terminal colours it, Markdown makes the strong bold, a file takes it as it is. */
export type Tone = "strong" | "dim" | "good" | "warning" | "bad";

export interface Span {
  readonly text: string;
  readonly tone: Tone;
}

/** One line of text: plain, or in pieces. Names in it are harmless already. */
export type Line = string | Span | readonly (string | Span)[];

export interface Column {
  readonly title: string;
  /** "share" lines up the decimal points. */
  readonly align?: "left" | "right" | "share";
}

export interface TreeRow {
  readonly depth: number;
  readonly line: Line;
}

/** What a verb has to say, before it is text or Markdown. */
export type Block =
  | { readonly kind: "title"; readonly line: Line }
  /** `within` a section that has a heading of its own. */
  | { readonly kind: "heading"; readonly line: Line; readonly within?: true }
  | { readonly kind: "lines"; readonly lines: readonly Line[] }
  /** Points, under a line of their own where they have one. */
  | { readonly kind: "list"; readonly head: Line; readonly items: readonly Line[] }
  | { readonly kind: "fields"; readonly fields: readonly (readonly [label: string, value: Line])[] }
  | {
      readonly kind: "table";
      readonly columns: readonly Column[];
      readonly rows: readonly (readonly Line[])[];
    }
  | { readonly kind: "tree"; readonly rows: readonly TreeRow[] }
  /** A drawing in the notation of Mermaid, for readers of Markdown; elsewhere there is the picture itself, or the tree in text. */
  | { readonly kind: "drawing"; readonly mermaid: string };

export type Document = readonly Block[];

/** A part of a longer report, with a name that links can lead to. */
export interface Section {
  readonly id: string;
  readonly title: string;
  readonly blocks: Document;
}

export const span = (tone: Tone, text: string): Span => ({ tone, text });

export const title = (line: Line): Block => ({ kind: "title", line });
export const heading = (line: Line): Block => ({ kind: "heading", line });
/** What a verb prints, as part of a section: without its title, its headings one step lower. */
export const within = (document: Document): Block[] =>
  document
    .filter(({ kind }) => kind !== "title")
    .map((block) => (block.kind === "heading" ? { ...block, within: true } : block));
export const lines = (...all: readonly Line[]): Block => ({ kind: "lines", lines: all });
export const list = (items: readonly Line[], head: Line = ""): Block => ({ kind: "list", head, items });
export const fields = (all: readonly (readonly [string, Line])[]): Block => ({ kind: "fields", fields: all });
export const tree = (rows: readonly TreeRow[]): Block => ({ kind: "tree", rows });

/** A table without the columns in which no row says anything. */
export function table(columns: readonly Column[], rows: readonly (readonly Line[])[]): Block {
  const kept = columns.map((_, k) => k).filter((k) => rows.some((row) => row[k] !== ""));
  return {
    kind: "table",
    columns: kept.map((k) => columns[k]!),
    rows: rows.map((row) => kept.map((k) => row[k]!)),
  };
}

/** The pieces of a line. */
export function pieces(line: Line): readonly (string | Span)[] {
  return typeof line === "string" || "text" in line ? [line] : line;
}

/** A line without its tones. */
export const plainText = (line: Line): string =>
  pieces(line)
    .map((piece) => (typeof piece === "string" ? piece : piece.text))
    .join("");

/** Lines joined to one, with a text between. */
export const joined = (all: readonly Line[], between: string): Line =>
  all.flatMap((line, k) => (k === 0 ? pieces(line) : [between, ...pieces(line)]));
