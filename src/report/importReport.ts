import { type Language, sayIn } from "../text/words.js";
import { type Document, lines, title } from "./document.js";
import { printable } from "./safeText.js";

/** How many records of each kind. */
export interface RecordCounts {
  readonly entities: number;
  readonly holdings: number;
  readonly ties: number;
  readonly facts: number;
  readonly declarations: number;
}

export interface ImportResult extends RecordCounts {
  readonly gone: number;
  readonly resumed: { readonly table: string; readonly row: number } | null;
}

/** `import` as people read it. */
export function importDocument(
  language: Language,
  address: string,
  { resumed, ...counts }: ImportResult,
): Document {
  const say = sayIn(language);
  return [
    title(say("import.title", { address: printable(address) })),
    lines(say("import.counts", counts), ...(resumed ? [say("import.resumed", resumed)] : [])),
  ];
}

/** `export` as people read it. */
export function exportDocument(language: Language, folder: string, counts: RecordCounts): Document {
  const say = sayIn(language);
  return [title(say("export.title", { folder: printable(folder) })), lines(say("export.counts", counts))];
}

export interface DetermineResult {
  readonly companies: number;
  readonly determinations: number;
  readonly gone: number;
  readonly resumedAfter: number | null;
}

/** `determine` as people read it. */
export function determineDocument(
  language: Language,
  address: string,
  { resumedAfter, ...counts }: DetermineResult,
): Document {
  const say = sayIn(language);
  return [
    title(say("determine.title", { address: printable(address) })),
    lines(
      say("determine.counts", counts),
      ...(resumedAfter === null ? [] : [say("determine.resumed", { after: resumedAfter })]),
    ),
  ];
}
