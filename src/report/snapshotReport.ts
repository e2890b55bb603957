import { type Language, sayIn } from "../text/words.js";
import { type Document, lines, title } from "./document.js";
import { printable } from "./safeText.js";

/** What a snapshot holds, and where it is. */
export interface SnapshotResult {
  readonly path: string;
  readonly bytes: number;
  readonly entities: number;
  readonly holdings: number;
  readonly ties: number;
  readonly facts: number;
}

/** `snapshot` as people read it. */
export function snapshotDocument(language: Language, result: SnapshotResult): Document {
  const say = sayIn(language);
  const { path, bytes, entities, holdings, ties, facts } = result;
  const megabytes = (bytes / 1e6).toFixed(1);
  return [
    title(say("snapshot.title")),
    lines(
      say("snapshot.written", { path: printable(path), megabytes }),
      say("snapshot.records", { entities, holdings, ties, facts }),
    ),
  ];
}
