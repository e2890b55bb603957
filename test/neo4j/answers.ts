import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import type { Answers, Call } from "../../src/cli/verb.js";
import { VERBS } from "../../src/cli/verbs.js";
import { register } from "../../src/index.js";
import { load } from "../../src/io/index.js";
import { readAddress } from "../../src/io/neo4j/address.js";
import { type Database, openDatabase } from "../../src/io/neo4j/connection.js";
import { importRegister } from "../../src/io/neo4j/importRegister.js";
import { openRegister } from "../../src/io/neo4j/openRegister.js";
import { lookthrough } from "../cli/command.js";
import { PASSWORD, type TestServer } from "./server.js";
import { compareLookThrough, comparePartnerships, isPlain } from "./witness.js";

export const SAMPLES = fileURLToPath(new URL("../../samples/", import.meta.url));

interface Case {
  readonly path: string;
  readonly subjects: readonly string[];
}

/** Every sample with the subjects that its hand calculations are about. */
export const CASES: readonly Case[] = readdirSync(SAMPLES, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .flatMap(({ name }) => {
    const byData = new Map<string, string[]>();
    for (const file of readdirSync(join(SAMPLES, name)).filter((each) => /^hand.*\.json$/.test(each))) {
      const hand = JSON.parse(readFileSync(join(SAMPLES, name, file), "utf8")) as {
        data?: string;
        subject: string;
      };
      const path = join(name, hand.data ?? "");
      byData.set(path, [...new Set([...(byData.get(path) ?? []), hand.subject])]);
    }
    return [...byData].map(([path, subjects]) => ({ path, subjects }));
  });

export const opened = (server: TestServer): Promise<Database> =>
  openDatabase(readAddress(server.address), { user: "neo4j", password: PASSWORD, timeout: 120 });

export async function imported(server: TestServer, path: string): Promise<void> {
  const database = await opened(server);
  try {
    await importRegister(database, await load(join(SAMPLES, path)));
  } finally {
    await database.close();
  }
}

/** Verbs that take no register, or write one. */
const OTHER = new Set(["law", "import", "export", "determine", "snapshot", "convert", "serve", "mcp"]);

/** Everything that a verb says, as text, JSON and rows; `data` is where it came from and stands in no answer. */
async function said(call: Call): Promise<unknown> {
  const verb = VERBS.find(({ name }) => name === call.verb)!;
  let found: Answers;
  try {
    found = await verb.run(call);
  } catch (error) {
    const { name, message } = error as Error;
    return `${name}: ${message.replaceAll(String(call.options.data), "DATA")}`;
  }
  const plain = found.answers.map(({ document, rows, ...answer }) => ({
    ...answer,
    documents: [document("zh"), document("en")],
    rows: rows?.() ?? null,
  }));
  const text = JSON.stringify({ issues: found.issues, answers: plain });
  return JSON.parse(text.replaceAll(JSON.stringify(String(call.options.data)).slice(1, -1), "DATA"));
}

function callsFor(subject: string, other: string): Omit<Call, "format" | "argv">[] {
  const plain = VERBS.filter(({ name }) => !OTHER.has(name)).map(({ name, takes }) => ({
    verb: name,
    arguments: name === "explain" ? [other, subject] : takes.length === 0 ? [] : [subject],
    options: name === "compare" ? { from: "2020-01-01", force: true } : {},
  }));
  return [
    ...plain,
    { verb: "holdings", arguments: [other], options: {} },
    { verb: "owners", arguments: [subject], options: { measures: true, interest: "voting", of: [other] } },
    { verb: "owners", arguments: [subject], options: { asOf: "2022-06-30", undisclosed: "anyone" } },
    {
      verb: "check",
      arguments: [subject],
      options: { rulebook: "csrc-securities", force: true, verbose: true },
    },
    { verb: "related", arguments: [subject], options: { definition: "csrc-securities" } },
    { verb: "explain", arguments: [other, subject], options: { least: true, most: true, settle: ">=25%" } },
    { verb: "validate", arguments: [], options: { asOf: "2022-06-30" } },
    { verb: "ubo", arguments: [subject], options: { profile: ["all"], listed: [other] } },
    { verb: "check", arguments: [subject], options: { rulebook: "cn-takeover", force: true } },
    { verb: "check", arguments: [subject], options: { rulebook: "ifrs-10", force: true } },
    {
      verb: "report",
      arguments: [subject],
      options: {
        from: "2020-01-01",
        profile: ["all"],
        definition: "ias-24",
        rulebook: "cn-takeover",
        force: true,
      },
    },
    { verb: "chart", arguments: [subject], options: { layout: "network", unfold: true } },
  ];
}

/** One import of each sample, and everything that is asked of it. */
export function answersFromDatabase(server: () => TestServer): void {
  test.each(CASES)("$path: every verb says what it says of the files", async ({ path, subjects }) => {
    const data = join(SAMPLES, path);
    const loaded = await load(data);
    const database = await opened(server());
    await importRegister(database, loaded);
    const back = await openRegister(database, { parties: [], shape: "whole", limit: 1_000_000 });
    expect(back.dataset, path).toEqual(JSON.parse(JSON.stringify(loaded.dataset)));
    expect(back.digest).toBe(loaded.digest);
    const r = register(loaded.dataset);
    if (isPlain(loaded.dataset)) {
      expect((await compareLookThrough(database, r, subjects)).differing).toEqual([]);
    }
    expect((await comparePartnerships(database, r, subjects)).differing).toEqual([]);
    await database.close();
    const known = r.entities.map(({ id }) => id);
    for (const subject of subjects) {
      const other = known.find((id) => id !== subject)!;
      for (const asked of callsFor(subject, other)) {
        const call = { ...asked, format: "json" as const, argv: [asked.verb] };
        const fromFiles = await said({ ...call, options: { ...asked.options, data } });
        const fromDatabase = await said({ ...call, options: { ...asked.options, data: server().address } });
        expect(fromDatabase, `${path}: ${asked.verb} ${asked.arguments.join(" ")}`).toEqual(fromFiles);
      }
    }
  });

  test("the command prints the same bytes, and the same suggestions for a name that is not there", async () => {
    const path = "one-manager-three-partnerships";
    await imported(server(), path);
    const run = (data: string, ...words: string[]) => {
      const ran = lookthrough([...words, "--data", data], server().environment);
      return {
        ...ran,
        stderr: ran.stderr.replaceAll(data, "DATA"),
        stdout: ran.stdout.replaceAll(data, "DATA"),
      };
    };
    const files = join(SAMPLES, path);
    for (const words of [
      ["owners", "蓝海证券", "--format", "json"],
      ["check", "蓝海证券", "--lang", "zh"],
      ["explain", "SC-25-1@蓝海证券:金桥实业"],
      ["owners", "蓝海正券"],
      ["owners", "远航"],
      ["owners", "Lanhai Securties"],
      ["owners", "林远航"],
    ]) {
      expect(run(server().address, ...words), words.join(" ")).toEqual(run(files, ...words));
    }
  });
}
