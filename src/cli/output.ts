import { realpathSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { inLargePieces, writePieces, writeWhole, writeWholeInPieces } from "../io/writeWhole.js";
import { BYTE_ORDER_MARK } from "../report/csv.js";
import type { Format } from "./options.js";
import { UsageError } from "./usageError.js";

/** Where a path leads: a link is followed, so that its target is replaced and not the link. */
export function targetOf(path: string): { path: string; kind: "new" | "file" | "folder" | "device" } {
  try {
    const real = realpathSync(path);
    const found = statSync(real);
    return { path: real, kind: found.isDirectory() ? "folder" : found.isFile() ? "file" : "device" };
  } catch {
    return { path, kind: "new" };
  }
}

/** Refuses a path that cannot be written before anything is computed. Throws a UsageError. */
export function checkOut(path: string): void {
  const { kind } = targetOf(path);
  if (kind === "folder") throw new UsageError((say) => [say("refuse.outFolder", { path })]);
  if (kind === "new" && targetOf(dirname(path)).kind !== "folder") {
    throw new UsageError((say) => [say("refuse.outNowhere", { path, folder: dirname(path) })]);
  }
}

/** A text in pieces that are made as they are taken, or bytes. */
export type Content = Iterable<string> | Uint8Array;

/** Writes a file whole or not at all. Throws a UsageError when the place cannot be written. */
export async function writeOut(path: string, content: Content, format: Format): Promise<void> {
  const { path: real, kind } = targetOf(path);
  try {
    if (content instanceof Uint8Array) {
      if (kind === "device") writeFileSync(real, content);
      else writeWhole(real, content);
      return;
    }
    const pieces = format === "csv" ? marked(content) : content;
    await (kind === "device" ? writePieces : writeWholeInPieces)(real, pieces);
  } catch (error) {
    // What went wrong while pieces were made is no trouble with the place.
    if (!(error instanceof Error && "code" in error)) throw error;
    const reason = error.message;
    throw new UsageError((say) => [say("refuse.out", { path, reason })]);
  }
}

function* marked(pieces: Iterable<string>): Generator<string> {
  yield BYTE_ORDER_MARK;
  yield* pieces;
}

/** Writes to standard output, waiting for a reader that is slower. */
export async function writeStandardOutput(content: Content): Promise<void> {
  for (const piece of content instanceof Uint8Array ? [content] : inLargePieces(content)) {
    // A reader that has gone away is an event of the stream.
    if (piece.length > 0) await new Promise<void>((done) => process.stdout.write(piece, () => done()));
  }
}

/**
 * A reader that has seen enough (`| head`) is no error and ends us quietly; a full disk is one that we are not to blame
 * for, and is told to `complain`.
 */
export function watchStandardOutput(complain: (reason: string) => void): void {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(0);
    complain(error.message);
    process.exit(2);
  });
}
