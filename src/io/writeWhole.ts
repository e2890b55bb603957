import { randomUUID } from "node:crypto";
import { renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * Writes a file beside its place and then renames it, so that nobody ever sees half of it. Both steps are synchronous:
 * an interruption comes before them or after, never between. Throws what the file system throws.
 */
export function writeWhole(path: string, content: string | Uint8Array): void {
  // Several containers may share a folder and have the same process ids.
  const beside = join(dirname(path), `.${process.pid}-${randomUUID().slice(0, 8)}.lookthrough.partial`);
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
