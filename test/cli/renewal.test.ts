import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { lookthrough } from "./command.js";

const folder = mkdtempSync(join(tmpdir(), "renewal-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Two structures beside each other, with names that CSV must quote or guard, and a holding that ends on a day. */
const ENTITIES = `id,name,kind
P1,甲,naturalPerson
"P,2","乙 ""二""",naturalPerson
=P3,丙,naturalPerson
A,Alpha,company
B,Beta,company
C,Gamma,company
D,Delta,company
`;
const HOLDINGS = `holder,subject,equity,from,to
P1,A,60%,,
"P,2",A,40%,,
A,B,50%,,
=P3,B,50%,,2024-07-01
=P3,C,100%,,
C,D,25%,,
P1,D,75%,,
`;

function dataFolder(name: string, holdings: string, entities = ENTITIES): string {
  const path = join(folder, name);
  mkdirSync(path);
  writeFileSync(join(path, "entities.csv"), entities);
  writeFileSync(join(path, "holdings.csv"), holdings);
  return path;
}

const run = (...words: string[]) => lookthrough([...words, "--lang", "en"]);

const QUESTIONS: readonly (readonly [verb: string, ...more: string[]])[] = [
  ["owners", "--terminal", "--at-least", "25%"],
  ["owners"],
  ["owners", "--coverage"],
  ["control"],
  ["control", "--test", ">=25%"],
];

let before = "";
beforeAll(() => {
  before = dataFolder("before", HOLDINGS);
});

describe.each(QUESTIONS)("%s", (verb, ...more) => {
  const name = [verb, ...more].join("").replaceAll(/\W/g, "");
  const rows = join(folder, `${name}.csv`);
  const on = ["--as-of", "2024-06-30"];
  const scratch = (data: string, ...options: string[]): string => {
    const ran = run(verb, "--all", ...more, "--data", data, ...options);
    expect(ran.code, ran.stderr).toBe(0);
    return ran.stdout;
  };
  const renewed = (data: string, ...options: string[]) => {
    const out = join(folder, `${name}.new.csv`);
    const ran = run(
      verb,
      "--all",
      ...more,
      "--data",
      data,
      ...options,
      "--since",
      before,
      "--rows",
      rows,
      "--out",
      out,
    );
    expect(ran.code, ran.stderr).toBe(0);
    return { text: readFileSync(out, "utf8"), said: ran.stderr, out };
  };

  beforeAll(() => {
    const made = run(verb, "--all", ...more, "--data", before, ...on, "--out", rows, "--origin");
    expect(made.code, made.stderr).toBe(0);
  });

  test("a changed holding: the bytes of a run from scratch, other rows copied", () => {
    const data = dataFolder(`${name}-changed`, HOLDINGS.replace("C,D,25%", "C,D,24%").replace("75%", "76%"));
    const { text, said, out } = renewed(data, ...on);
    expect(text).toBe(scratch(data, ...on));
    expect(said).toContain("1 company or party differs");
    // The new rows are a beginning for the next night.
    const next = run(verb, "--all", ...more, "--data", before, ...on, "--since", data, "--rows", out);
    expect(next.stdout).toBe(readFileSync(rows, "utf8"));
  });

  test("the next day on which a holding ends is a change", () => {
    const { text, said } = renewed(before, "--as-of", "2024-07-01");
    expect(text).toBe(scratch(before, "--as-of", "2024-07-01"));
    expect(said).toContain("1 company or party differs");
  });

  test("entities that are new or gone", () => {
    const entities = ENTITIES.replace("A,Alpha", "N,New,company\nA,Alpha").replace(
      "=P3,丙,naturalPerson\n",
      "",
    );
    const holdings = `${HOLDINGS.replaceAll(/^=P3.*\n/gm, "")}N,D,1%,,\nP1,N,100%,,\n`;
    const data = dataFolder(`${name}-other`, holdings, entities);
    expect(renewed(data, ...on).text).toBe(scratch(data, ...on));
  });

  test("another order of entities: all is made anew, and said", () => {
    const [head, ...lines] = ENTITIES.trimEnd().split("\n");
    const data = dataFolder(`${name}-turned`, HOLDINGS, `${[head, ...lines.reverse()].join("\n")}\n`);
    const { text, said } = renewed(data, ...on);
    expect(text).toBe(scratch(data, ...on));
    expect(said).toContain("all rows are made anew");
  });
});

describe("refused, with exit code 2", () => {
  const rows = () => join(folder, "refused.csv");
  const ask = (...words: string[]) => run("owners", "--all", "--data", before, ...words);
  beforeAll(() => {
    expect(ask("--at-least", "25%", "--out", rows(), "--origin").code).toBe(0);
  });

  test.each([
    ["other options", () => ["--at-least", "30%", "--since", before, "--rows", rows()], "another question"],
    [
      "other data",
      () => ["--at-least", "25%", "--since", dataFolder("unlike", `${HOLDINGS}P1,C,0,,\n`), "--rows", rows()],
      "was not made of",
    ],
    ["one flag alone", () => ["--at-least", "25%", "--since", before], "go together"],
    ["a shard", () => ["--since", before, "--rows", rows(), "--shard", "1/2"], "does not go with --shard"],
    ["an origin of nothing", () => ["--origin"], "needs --out"],
    ["rows without origin", () => ["--since", before, "--rows", join(before, "entities.csv")], "made of"],
  ])("%s", (_, words, said) => {
    const ran = ask(...words());
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain(said);
  });

  test("rows that were edited, and rows of another version", () => {
    const words = ["--at-least", "25%", "--since", before, "--rows", rows()];
    const [text, origin] = [readFileSync(rows(), "utf8"), readFileSync(`${rows()}.origin.json`, "utf8")];
    writeFileSync(rows(), text.replace("0.6", "0.7"));
    expect(ask(...words).stderr).toContain("no longer what was written");
    writeFileSync(rows(), text);
    writeFileSync(`${rows()}.origin.json`, origin.replace(/"version": "[^"]*"/, '"version": "0.0.0"'));
    const ran = ask(...words);
    expect([ran.code, ran.stderr]).toEqual([2, expect.stringContaining("was written by version 0.0.0")]);
    writeFileSync(`${rows()}.origin.json`, origin);
    expect(ask(...words).code).toBe(0);
  });
});
