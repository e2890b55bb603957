import type { Origin } from "../model/dataset.js";
import { readDate } from "../model/period.js";
import type { Losses } from "./losses.js";
import { type Reading, say, shown } from "./reading.js";

export type JsonObject = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What a reader of records in JSON needs to report: where it is, where issues go, what is lost as a kind. */
export interface Place {
  readonly at: Origin;
  readonly into: Reading;
  readonly losses: Losses;
}

/** A value as text. One that is nested too deep to be written out is shown as "…". */
export function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  try {
    return JSON.stringify(value) ?? "";
  } catch {
    return "…";
  }
}

/** Text of a field that should be text; a number is the text that it prints as, anything else is an issue. */
export function readText(value: unknown, column: string, place: Place): string | undefined {
  if (value === undefined || value === null || value === "") return undefined;
  if (typeof value === "string") return value;
  wrong(value, column, "text", place);
  return typeof value === "number" ? String(value) : undefined;
}

/** A day, or an issue. Empty text is no date: publishers write it where a field is not given. */
export function readDay(value: unknown, column: string, place: Place): string | undefined {
  if (value === undefined || value === null || value === "") return undefined;
  const day = typeof value === "string" ? readDate(value.slice(0, 40)) : null;
  if (day !== null) return day;
  say(place.into, "invalid-date", "error", { ...place.at, column }, { value: shown(textOf(value)) });
  return undefined;
}

/** Says that a field holds what the standard does not know. */
export function wrong(value: unknown, column: string, expected: string, place: Place): void {
  say(
    place.into,
    "invalid-value",
    "warning",
    { ...place.at, column },
    {
      value: shown(textOf(value)),
      expected,
      suggestion: expected,
    },
  );
}

/** The objects of a field that should be a list of objects. */
export function readObjects(value: unknown, column: string, place: Place): JsonObject[] {
  if (value === undefined || value === null) return [];
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  const objects = list.filter(isObject);
  if (!Array.isArray(value) || objects.length < list.length) wrong(value, column, "[{…}]", place);
  return objects;
}

/** Says of every field that is not read that it has no place; `read` are those that are. */
export function loseFields(
  object: JsonObject,
  read: ReadonlySet<string>,
  prefix: string,
  place: Place,
): void {
  for (const [name, value] of Object.entries(object)) {
    const empty = value === null || value === "" || (Array.isArray(value) && value.length === 0);
    if (!read.has(name) && !empty) place.losses.lose(`${prefix}.${name}`, place.at.row);
  }
}

/** Sets a statement aside, and says why. */
export function setAside(reason: string, place: Place): null {
  say(place.into, "invalid-statement", "error", place.at, { reason });
  return null;
}

/** The fields that are given: a record has no keys without a value. */
export const present = (fields: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
