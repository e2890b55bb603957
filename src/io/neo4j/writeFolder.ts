import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Dataset } from "../../model/dataset.js";

const TABLES = ["entities", "holdings", "ties", "facts", "declarations"] as const;

export type Written = Readonly<Record<(typeof TABLES)[number], number>>;

/**
 * Writes a dataset as a folder with a JSON list a table, which `load` reads back as it was but for file and row. Each
 * file is written beside its place and then renamed; tables without records are left out.
 */
export async function writeFolder(folder: string, dataset: Dataset): Promise<Written> {
  await mkdir(folder, { recursive: true });
  const counts: Record<string, number> = {};
  for (const table of TABLES) {
    const records: readonly object[] = dataset[table] ?? [];
    counts[table] = records.length;
    const path = join(folder, `${table}.json`);
    const needed = table === "entities" || table === "holdings" || records.length > 0;
    if (!needed) {
      await rm(path, { force: true });
      continue;
    }
    const texts = records.map((record) => {
      const { at: _at, ...content } = record as { at?: unknown };
      return JSON.stringify(content);
    });
    const beside = `${path}.${process.pid}.partial`;
    await writeFile(beside, texts.length === 0 ? "[]\n" : `[\n${texts.join(",\n")}\n]\n`);
    await rename(beside, path);
  }
  return counts as Written;
}
