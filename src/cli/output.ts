import { realpathSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { writeWhole } from "../io/writeWhole.js";
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

/** Writes a file whole or not at all. Throws a UsageError when the place cannot be written. */
export function writeOut(path: string, content: string | Uint8Array, format: Format): void {
  const marked = format === "csv" ? `${BYTE_ORDER_MARK}${content}` : content;
  const { path: real, kind } = targetOf(path);
  try {
    if (kind === "device") writeFileSync(real, marked);
    else writeWhole(real, marked);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError((say) => [say("refuse.out", { path, reason })]);
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
