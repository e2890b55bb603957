import { randomUUID } from "node:crypto";
import { closeSync, openSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** A place in the same folder; several containers may share it and have the same process ids. */
const besides = (path: string): string =>
  join(dirname(path), `.${process.pid}-${randomUUID().slice(0, 8)}.lookthrough.partial`);

/**
 * Writes a file beside its place and then renames it, so that nobody ever sees half of it. Both steps are synchronous:
 * an interruption comes before them or after, never between. Throws what the file system throws.
 */
export function writeWhole(path: string, content: string | Uint8Array): void {
  const beside = besides(path);
  // Without a listener the process would end in the middle of writing.
  const hold = (): void => {};
  process.on("SIGINT", hold);
  try {
    writeFileSync(beside, content);
    renameSync(beside, path);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  } finally {
    process.removeListener("SIGINT", hold);
  }
}

/** Text is handed on in pieces of about this length: longer ones would stay until all memory is looked through. */
const PIECE = 1 << 15;

/** Pieces of text joined to some that are worth writing. */
export function* inLargePieces(pieces: Iterable<string>): Generator<string> {
  let waiting: string[] = [];
  let length = 0;
  for (const piece of pieces) {
    waiting.push(piece);
    length += piece.length;
    if (length < PIECE) continue;
    yield waiting.join("");
    waiting = [];
    length = 0;
  }
  yield waiting.join("");
}

/** Writes a text that is made piece by piece as it is written, and never whole. */
export async function writePieces(path: string, pieces: Iterable<string>): Promise<void> {
  const file = openSync(path, "w");
  try {
    for (const piece of inLargePieces(pieces)) {
      writeFileSync(file, piece);
      // Signals arrive only between turns of the event loop.
      await new Promise((resolve) => setImmediate(resolve));
    }
  } finally {
    closeSync(file);
  }
}

/** The same beside its place, renamed when whole. An interruption leaves nothing behind, as an error does. */
export async function writeWholeInPieces(path: string, pieces: Iterable<string>): Promise<void> {
  const beside = besides(path);
  const giveUp = (): void => rmSync(beside, { force: true });
  const end = (): void => {
    giveUp();
    process.exit(130);
  };
  process.on("SIGINT", end);
  try {
    await writePieces(beside, pieces);
    renameSync(beside, path);
  } catch (error) {
    giveUp();
    throw error;
  } finally {
    process.removeListener("SIGINT", end);
  }
}
