import type { Interest } from "../model/dataset.js";
import type { ShareTest } from "../model/share.js";
import type { PlainWordKey } from "../text/words.js";
import { UsageError } from "./usageError.js";

export const FORMATS = [
  "text",
  "json",
  "csv",
  "md",
  "html",
  "xlsx",
  "svg",
  "png",
  "pdf",
  "dot",
  "mermaid",
  "graphml",
  "gexf",
] as const;
export type Format = (typeof FORMATS)[number];

/** Every flag of the command: how it is written, what help says, and whether it may be repeated. */
export const FLAGS = {
  data: { syntax: "--data <path>", word: "option.data" },
  asOf: { syntax: "--as-of <date>", word: "option.asOf" },
  lang: { syntax: "--lang <zh|en>", word: "option.lang" },
  format: { syntax: "--format <format>", word: "option.format" },
  out: { syntax: "--out <path>", word: "option.out" },
  encoding: { syntax: "--encoding <name>", word: "option.encoding" },
  percent: { syntax: "--percent <column>", word: "option.percent", repeat: true },
  strict: { syntax: "--strict", word: "option.strict" },
  interest: { syntax: "--interest <interest>", word: "option.interest" },
  paths: { syntax: "--paths <count>", word: "option.paths" },
  of: { syntax: "--of <parties>", word: "option.of", repeat: true },
  measures: { syntax: "--measures", word: "option.measures" },
  terminal: { syntax: "--terminal", word: "option.terminal" },
  atLeast: { syntax: "--at-least <share>", word: "option.atLeast" },
  moreThan: { syntax: "--more-than <share>", word: "option.moreThan" },
  undisclosed: { syntax: "--undisclosed <whose>", word: "option.undisclosed" },
  by: { syntax: "--by <parties>", word: "option.by", repeat: true },
  test: { syntax: "--test <test>", word: "option.test" },
  quota: { syntax: "--quota <share>", word: "option.quota" },
  reasons: { syntax: "--reasons <reasons>", word: "option.reasons", repeat: true },
  definition: { syntax: "--definition <id>", word: "option.definition" },
  profile: { syntax: "--profile <id>", word: "option.profile", repeat: true },
  listed: { syntax: "--listed <parties>", word: "option.listed", repeat: true },
  rulebook: { syntax: "--rulebook <id>", word: "option.rulebook" },
  force: { syntax: "--force", word: "option.force" },
  verbose: { syntax: "--verbose", word: "option.verbose" },
  least: { syntax: "--least", word: "option.least" },
  most: { syntax: "--most", word: "option.most" },
  settle: { syntax: "--settle [test]", word: "option.settle" },
  on: { syntax: "--on <date>", word: "option.on" },
  from: { syntax: "--from <date>", word: "option.from" },
  to: { syntax: "--to <date>", word: "option.to" },
  with: { syntax: "--with <path>", word: "option.with" },
  layout: { syntax: "--layout <layout>", word: "option.layout" },
  direction: { syntax: "--direction <direction>", word: "option.direction" },
  theme: { syntax: "--theme <theme>", word: "option.theme" },
  up: { syntax: "--up <levels>", word: "option.up" },
  down: { syntax: "--down <levels>", word: "option.down" },
  holders: { syntax: "--holders <count>", word: "option.holders" },
  boxes: { syntax: "--boxes <count>", word: "option.boxes" },
  unfold: { syntax: "--unfold", word: "option.unfold" },
  all: { syntax: "--all", word: "option.all" },
  subjects: { syntax: "--subjects <file>", word: "option.subjects" },
  shard: { syntax: "--shard <i/n>", word: "option.shard" },
  coverage: { syntax: "--coverage", word: "option.coverage" },
  since: { syntax: "--since <path>", word: "option.since" },
  rows: { syntax: "--rows <file>", word: "option.rows" },
  origin: { syntax: "--origin", word: "option.origin" },
  user: { syntax: "--user <name>", word: "option.user" },
  passwordEnv: { syntax: "--password-env <variable>", word: "option.passwordEnv" },
  mapping: { syntax: "--mapping <file>", word: "option.mapping" },
  coneLimit: { syntax: "--cone-limit <count>", word: "option.coneLimit" },
  timeout: { syntax: "--timeout <seconds>", word: "option.timeout" },
} as const satisfies Record<string, { syntax: string; word: PlainWordKey; repeat?: true }>;

export type FlagName = keyof typeof FLAGS;

/** Flags of every verb that talks to a database. */
export const DATABASE_FLAGS: readonly FlagName[] = ["user", "passwordEnv", "timeout"];

/** Flags of every verb that reads data. */
export const DATA_FLAGS: readonly FlagName[] = [
  "data",
  "asOf",
  "format",
  "out",
  "lang",
  "encoding",
  "percent",
  "strict",
  ...DATABASE_FLAGS,
  "mapping",
  "coneLimit",
];

/** What the command line gave, as text: nothing is converted before the verb asks for it. */
export type RawOptions = Readonly<Partial<Record<FlagName, string | boolean | readonly string[]>>>;

export const textOption = (options: RawOptions, name: FlagName): string | undefined =>
  typeof options[name] === "string" ? options[name] : undefined;

export const flagged = (options: RawOptions, name: FlagName): boolean => options[name] === true;

export const listOption = (options: RawOptions, name: FlagName): readonly string[] =>
  Array.isArray(options[name]) ? (options[name] as readonly string[]) : [];

const flagText = (name: FlagName): string => FLAGS[name].syntax.split(" ")[0]!;

/** One of some words. Throws a UsageError that lists them. */
export function choiceOption<Choice extends string>(
  options: RawOptions,
  name: FlagName,
  choices: readonly Choice[],
  otherwise: Choice,
): Choice {
  const value = textOption(options, name);
  if (value === undefined) return otherwise;
  const found = choices.find((choice) => choice === value);
  if (found !== undefined) return found;
  throw new UsageError((say) => [
    say("refuse.choice", { option: flagText(name), value, choices: choices.join(", ") }),
  ]);
}

/** The interests, written again so that start-up need not load the model. */
const INTERESTS: readonly Interest[] = ["equity", "voting", "income"];

export const interestOption = (options: RawOptions): Interest =>
  choiceOption(options, "interest", INTERESTS, "equity");

const MOST_PATHS = 1000;

/** A whole number within bounds; undefined where the flag was not given. Throws a UsageError for any other text. */
export function wholeNumberOption(
  options: RawOptions,
  name: FlagName,
  min: number,
  max: number,
): number | undefined {
  const value = textOption(options, name);
  if (value === undefined) return undefined;
  const count = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN;
  if (count >= min && count <= max) return count;
  throw new UsageError((say) => [say("refuse.number", { option: flagText(name), value, min, max })]);
}

const DEFAULT_LIMIT = 500_000;
const HIGHEST_LIMIT = 100_000_000;

/** How many entities of a database are held at once, at most. */
export const coneLimitOption = (options: RawOptions): number =>
  wholeNumberOption(options, "coneLimit", 1, HIGHEST_LIMIT) ?? DEFAULT_LIMIT;

/** How many paths; undefined where the flag was not given. */
export const pathsOption = (options: RawOptions): number | undefined =>
  wholeNumberOption(options, "paths", 0, MOST_PATHS);

/** A day, ISO. Throws a UsageError for what is no day. */
export async function dateOption(
  options: RawOptions,
  name: "asOf" | "on" | "from" | "to",
): Promise<string | undefined> {
  const value = textOption(options, name);
  if (value === undefined) return undefined;
  const { readDate } = await import("../model/period.js");
  const date = readDate(value);
  if (date !== null) return date;
  throw new UsageError((say) => [say("refuse.date", { option: flagText(name), value })]);
}

/** A threshold from --at-least or --more-than with its canonical text; null without either. */
export async function thresholdOption(options: RawOptions): Promise<ShareTest | null> {
  const atLeast = textOption(options, "atLeast");
  const moreThan = textOption(options, "moreThan");
  if (atLeast !== undefined && moreThan !== undefined) {
    throw new UsageError((say) => [
      say("refuse.together", { a: flagText("atLeast"), b: flagText("moreThan") }),
    ]);
  }
  const value = atLeast ?? moreThan;
  if (value === undefined) return null;
  const { isExact, readShare } = await import("../model/share.js");
  const { range } = readShare(value);
  if (range === null || value.trim() === "" || !isExact(range)) {
    const option = flagText(atLeast === undefined ? "moreThan" : "atLeast");
    throw new UsageError((say) => [say("refuse.share", { option, value })]);
  }
  return atLeast === undefined ? { moreThan: range.min } : { atLeast: range.min };
}

/** A test such as ">50%" that something passes upwards; null without the flag. Throws a UsageError for any other text. */
export async function testOption(
  options: RawOptions,
  name: "test" | "quota" | "settle",
): Promise<ShareTest | null> {
  const value = textOption(options, name);
  if (value === undefined) return null;
  const { readTest } = await import("../model/share.js");
  const test = readTest(value);
  if (test === null) {
    throw new UsageError((say) => [say("refuse.test", { option: flagText(name), value })]);
  }
  if (!("atLeast" in test) && !("moreThan" in test)) {
    throw new UsageError((say) => [say("refuse.lowerTest", { option: flagText(name), value })]);
  }
  return test;
}
