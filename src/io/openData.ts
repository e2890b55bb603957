import { stat } from "node:fs/promises";
import { extname } from "node:path";
import { issue } from "../model/issue.js";
import { NotForBulk } from "./bulk/rowScanner.js";
import { isSnapshot, SnapshotError } from "./bulk/sections.js";
import type { Snapshot } from "./bulk/snapshot.js";
import { InputError } from "./inputError.js";
import { inputFiles, load } from "./load.js";
import { emptyReading, type LoadOptions } from "./reading.js";

/** Data that were opened: columns, to be indexed on any date, or records. */
export type OpenedData = Snapshot;

/** From so many bytes on tables are read as columns: below, an object a row costs no more than a few tenths of a second. */
const BULK_BYTES = 1 << 18;

export interface OpenOptions extends LoadOptions {
  /** Size of all files in bytes from which on they are read as columns; 256 KiB by default. Parquet counts for more. */
  readonly bulkFrom?: number | undefined;
}

/**
 * Opens what a path stands for: a snapshot, or tables and files as `load` reads them; large ones as columns.
 * Whatever is asked, the answer is the same. Throws an InputError as `load` does.
 */
export async function openData(path: string, options: OpenOptions = {}): Promise<OpenedData> {
  const found = await stat(path).catch(() => null);
  if (found?.isFile() && (isSnapshot(path) || extname(path) === ".snapshot")) return openSnapshot(path);
  if (found && (await sizeOf(path)) >= (options.bulkFrom ?? BULK_BYTES)) {
    try {
      // Small registers need none of this.
      const { loadBulk } = await import("./bulk/loadBulk.js");
      const { openRegister } = await import("./bulk/openRegister.js");
      const data = await loadBulk(path, options);
      return { kind: "columns", register: (asOf) => openRegister(data, asOf === undefined ? {} : { asOf }) };
    } catch (error) {
      if (!(error instanceof NotForBulk)) throw error;
    }
  }
  return { kind: "records", loaded: await load(path, options) };
}

async function openSnapshot(path: string): Promise<OpenedData> {
  const { readSnapshot } = await import("./bulk/snapshot.js");
  try {
    return readSnapshot(path);
  } catch (error) {
    if (!(error instanceof SnapshotError)) throw error;
    const { reason, mend } = error;
    throw new InputError(issue("unreadable-file", "error", { file: path }, { reason, mend }));
  }
}

/** A table takes so many times as much as text. */
const PARQUET_PACKS = 3;

async function sizeOf(path: string): Promise<number> {
  let size = 0;
  for (const file of await inputFiles(path, emptyReading())) {
    const isParquet = extname(file.path).toLowerCase() === ".parquet";
    size += (await stat(file.path)).size * (isParquet ? PARQUET_PACKS : 1);
  }
  return size;
}
