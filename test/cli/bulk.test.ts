import { mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test, vi } from "vitest";
import type { RawOptions } from "../../src/cli/options.js";
import { printAnswers } from "../../src/cli/print.js";
import { UsageError } from "../../src/cli/usageError.js";
import type { Verb } from "../../src/cli/verb.js";
import { VERBS } from "../../src/cli/verbs.js";
import { load } from "../../src/io/index.js";
import type { Dataset } from "../../src/model/dataset.js";
import { register } from "../../src/register/register.js";
import { noPaint } from "../../src/report/terminalText.js";
import { sayIn } from "../../src/text/words.js";
import { randomRegister } from "../oracle/random.js";

// Time never fails a test: a slow machine may take as long as it needs.
vi.setConfig({ testTimeout: 600_000 });

const samples = fileURLToPath(new URL("../../samples/", import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), "lookthrough-bulk-"));
const verbNamed = (name: string): Verb => VERBS.find((verb) => verb.name === name)!;

/** What a verb prints, or how it refuses; the name of the data is taken out of it. */
async function said(
  name: string,
  words: readonly string[],
  data: string,
  more: RawOptions = {},
): Promise<string> {
  const verb = verbNamed(name);
  const options = { ...more, data };
  const argv = [name, ...words];
  const print = { verb: name, language: "en", version: "0", paint: noPaint } as const;
  try {
    const { answers, issues } = await verb.run({
      verb: name,
      arguments: words,
      options,
      format: "json",
      argv,
    });
    const printed = async (format: "json" | "text"): Promise<string> => {
      const content = await printAnswers(answers, { ...print, format });
      if (content instanceof Uint8Array) throw new Error("no text");
      return [...content].join("");
    };
    return `${await printed("json")}\n${await printed("text")}\n${JSON.stringify(issues)}`.replaceAll(
      data,
      "DATA",
    );
  } catch (error) {
    const refusal =
      error instanceof UsageError ? error.lines(sayIn("en")).join("\n") : (error as Error).stack!;
    return refusal.replaceAll(data, "DATA");
  }
}

async function snapshotOf(data: string, name: string): Promise<string> {
  const out = join(scratch, `${name}.snapshot`);
  const options = { data, out };
  await verbNamed("snapshot").run({ verb: "snapshot", arguments: [], options, format: "text", argv: [] });
  return out;
}

const ABOUT_ONE = ["owners", "holdings", "control", "power", "concert", "related", "ubo", "check"];

async function expectSame(
  data: string,
  snapshot: string,
  subjects: readonly string[],
  dates: readonly string[],
) {
  const same = async (verb: string, words: readonly string[], options: RawOptions = {}): Promise<void> => {
    const [plain, bulk] = [
      await said(verb, words, data, options),
      await said(verb, words, snapshot, options),
    ];
    expect(bulk, `${verb} ${words.join(" ")} ${JSON.stringify(options)} of ${data}`).toBe(plain);
  };
  await same("validate", []);
  for (const subject of subjects) {
    for (const verb of ABOUT_ONE) await same(verb, [subject], verb === "check" ? { force: true } : {});
    await same("owners", [subject], { of: subjects.slice(0, 3), measures: true, paths: "3" });
    await same("control", [subject], { by: subjects.slice(0, 2) });
    await same("explain", [subjects[0]!, subject]);
    for (const date of dates) {
      await same("owners", [subject], { asOf: date });
      await same("compare", [subject], { from: date, force: true });
    }
  }
  await same("owners", ["nobody of this name"]);
}

/** A few entities of a register: those with most holders, and others. */
function subjectsIn(dataset: Dataset, count: number): string[] {
  const r = register(dataset);
  const held = (i: number): number => r.stakes.equity.start[i + 1]! - r.stakes.equity.start[i]!;
  const order = [...r.entities.keys()].sort((a, b) => held(b) - held(a));
  return order.slice(0, count).map((i) => r.entities[i]!.id);
}

describe("answers from columns, by way of a snapshot, are those from records, byte for byte", () => {
  const names = readdirSync(samples, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  test.each(names.map(({ name }) => name))("sample %s", async (name) => {
    const data = join(samples, name);
    const loaded = await load(data).catch(() => null);
    if (loaded === null) return;
    const snapshot = await snapshotOf(data, name);
    const dates = [...new Set(loaded.dataset.holdings.flatMap(({ from, to }) => [from, to]))].filter(
      (date) => date !== undefined,
    );
    await expectSame(data, snapshot, subjectsIn(loaded.dataset, 4), dates.sort().slice(0, 2));
  });

  const seeds = Array.from({ length: process.env.LOOKTHROUGH_FULL ? 100 : 10 }, (_, k) => k + 1);
  test.each(seeds)("random register %i", async (seed) => {
    const dataset = randomRegister(seed, { companies: 14, persons: 6 });
    const data = mkdtempSync(join(scratch, "register-"));
    const table = (rows: readonly object[], columns: readonly string[]): string => {
      const line = (row: object) =>
        columns.map((column) => `"${String((row as Record<string, unknown>)[column] ?? "")}"`).join(",");
      return [columns.join(","), ...rows.map(line)].join("\n");
    };
    writeFileSync(
      join(data, "entities.csv"),
      table(dataset.entities, ["id", "name", "kind", "registerComplete"]),
    );
    const shares = ["holder", "subject", "equity", "voting", "votingSuspended", "from", "to"];
    writeFileSync(join(data, "holdings.csv"), table(dataset.holdings, shares));
    writeFileSync(
      join(data, "ties.csv"),
      table(dataset.ties, ["kind", "from", "to", "subject", "share", "group", "lead", "start", "end"]),
    );
    const loaded = await load(data);
    const snapshot = await snapshotOf(data, `random-${seed}`);
    await expectSame(data, snapshot, subjectsIn(loaded.dataset, 4), []);
  });
});
