import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll } from "vitest";
import type { z } from "zod";
import { envelopeOf } from "../../src/report/schemas.js";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));
/** The built command; LOOKTHROUGH_MAIN names another build to test. */
export const MAIN = process.env.LOOKTHROUGH_MAIN ?? join(ROOT, "dist", "cli", "main.js");
export const SAMPLES = join(ROOT, "samples");

const newest = (folder: string): number =>
  Math.max(
    ...readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs),
  );

/** Builds the command where it is missing or older than its source. One test file builds, the others wait for it. */
function build(): void {
  const isFresh = (): boolean => existsSync(MAIN) && statSync(MAIN).mtimeMs >= newest(join(ROOT, "src"));
  if (process.env.LOOKTHROUGH_MAIN !== undefined || isFresh()) return;
  const lock = join(ROOT, "node_modules", ".building");
  const patience = Date.now() + 120_000;
  for (;;) {
    try {
      mkdirSync(lock);
      break;
    } catch {
      if (Date.now() > patience) rmSync(lock, { recursive: true, force: true });
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
    }
  }
  try {
    if (isFresh()) return;
    const compiler = join(ROOT, "node_modules", "typescript", "bin", "tsc");
    // Errors of types are for `npm run types` to report: what was emitted runs all the same.
    spawnSync(process.execPath, [compiler, "-p", "tsconfig.build.json"], { cwd: ROOT, stdio: "ignore" });
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

build();

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built command in an environment without a language, or with the one given. */
export function lookthrough(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Ran {
  const { LANG: _, LC_ALL: __, LC_MESSAGES: ___, ...rest } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], {
    cwd: ROOT,
    env: { ...rest, ...environment },
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  return { code: status, stdout, stderr };
}

const made: string[] = [];

afterAll(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A new folder with these files; removed when the tests of the file are over. */
export function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), "lookthrough-cli-"));
  made.push(folder);
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}

/** The JSON that a command printed, checked against the announced schema of its envelope. */
export function answered<Result extends z.ZodType>(ran: Ran, result: Result) {
  if (ran.code === 2 || ran.code === 70) throw new Error(`exit ${ran.code}: ${ran.stderr}`);
  return envelopeOf(result).parse(JSON.parse(ran.stdout));
}
