import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, vi } from "vitest";
import type { Issue } from "../../src/model/issue.js";

// Time never fails a test: a slow machine may take as long as it needs.
vi.setConfig({ testTimeout: 600_000 });

const made: string[] = [];

afterAll(async () => {
  for (const folder of made.splice(0)) await rm(folder, { recursive: true, force: true });
});

/** A new folder with these files; removed when the tests of the file are over. */
export async function folderWith(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "lookthrough-io-"));
  made.push(folder);
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  return folder;
}

/** The path of one file in a folder of its own. */
export async function fileWith(name: string, content: string | Uint8Array): Promise<string> {
  return join(await folderWith({ [name]: content }), name);
}

/** Issues as one line each: what a person would compare. */
export const lines = (issues: readonly Issue[]): string[] =>
  issues.map(({ code, severity, row, column }) => [code, severity, row ?? "-", column ?? "-"].join(" "));
