import type { Issue } from "../model/issue.js";
import { type IssueResult, issueResult } from "./validateReport.js";

/** What `--format json` prints: one answer with everything that it depends on (DESIGN §9). */
export interface Envelope {
  readonly lookthrough: string;
  readonly verb: string;
  readonly subject: string | null;
  readonly asOf: string | null;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly issues: readonly IssueResult[];
  readonly result: unknown;
}

export interface Enveloped {
  readonly version: string;
  readonly verb: string;
  readonly subject: string | null;
  readonly asOf: string | null;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly issues: readonly Issue[];
  readonly result: unknown;
}

export const envelope = ({
  version,
  verb,
  subject,
  asOf,
  parameters,
  issues,
  result,
}: Enveloped): Envelope => ({
  lookthrough: version,
  verb,
  subject,
  asOf,
  parameters,
  issues: issues.map(issueResult),
  result,
});

/** Two spaces a level, keys in the order in which results are built, a line feed at the end. */
export const json = (value: unknown): string => [...jsonPieces(value)].join("");

/**
 * The same piece by piece: an answer about a company with a million holders is longer than a string may be. What is
 * iterable and no array is printed as an array, its members made as they are taken.
 */
export function* jsonPieces(value: unknown): Generator<string> {
  yield* valuePieces(value, "\n");
  yield "\n";
}

/** Values that become text at once. */
const TOGETHER = 1024;

/** `line` is the line feed with the indent of the lines that follow. Answers are as deep as their schemas say. */
function* valuePieces(value: unknown, line: string): Generator<string> {
  if (!isObject(value) || isSmall(value)) {
    yield valueText(value, line);
    return;
  }
  const inner = `${line}  `;
  if (Symbol.iterator in value) {
    let before = "[";
    for (const member of value as Iterable<unknown>) {
      yield before + inner;
      yield* valuePieces(member ?? null, inner);
      before = ",";
    }
    yield before === "[" ? "[]" : `${line}]`;
    return;
  }
  let before = "{";
  for (const [key, member] of Object.entries(value)) {
    if (member === undefined) continue;
    yield `${before}${inner}${JSON.stringify(key)}: `;
    yield* valuePieces(member, inner);
    before = ",";
  }
  yield before === "{" ? "{}" : `${line}}`;
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

/** A line feed in a text is escaped: those there are end lines. */
const valueText = (value: unknown, line: string): string =>
  JSON.stringify(value, null, 2).replaceAll("\n", line);

/** Whether few values are in it, and none that is made only as it is taken. */
function isSmall(value: object): boolean {
  const waiting = [value];
  let count = 0;
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (!Array.isArray(next) && Symbol.iterator in next) return false;
    const members: readonly unknown[] = Array.isArray(next) ? next : Object.values(next);
    count += members.length;
    if (count > TOGETHER) return false;
    for (const member of members) if (isObject(member)) waiting.push(member);
  }
  return true;
}
