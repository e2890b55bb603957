import {
  type Declaration,
  declaration,
  type Entity,
  type EntityKind,
  entity,
  type Fact,
  fact,
  type Holding,
  holding,
  type Origin,
  type ShareClass,
  shareClass,
  type Tie,
  tie,
} from "../model/dataset.js";
import { isBare } from "./cells.js";
import { readNumber } from "./decimal.js";
import { type Reading, say } from "./reading.js";
import { FACT_UNITS, PARTNER_ROLES } from "./words.js";

/** Converted cells of one row by canonical column name. */
export type Fields = Readonly<Record<string, unknown>>;

/** A schema of the model, as far as a builder needs it. */
interface Schema<T> {
  safeParse(
    value: unknown,
  ): { success: true; data: T } | { success: false; error: { issues: { message: string }[] } };
}

/**
 * The record that the fields make, or null with an issue. Cells were converted before, so this only fails on what
 * their description does not know; it is here so that nothing enters a dataset unchecked.
 */
function checked<T>(schema: Schema<T>, fields: unknown, at: Origin, into: Reading): T | null {
  const parsed = schema.safeParse(fields);
  if (parsed.success) return parsed.data;
  say(into, "invalid-record", "error", at, { reason: parsed.error.issues[0]?.message ?? "" });
  return null;
}

const IDENTIFIER = "identifiers.";

export function addEntity(fields: Fields, at: Origin, into: Reading): void {
  const identifiers: Record<string, unknown> = { ...(fields.identifiers as object | undefined) };
  const plain: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (name.startsWith(IDENTIFIER)) identifiers[name.slice(IDENTIFIER.length)] = value;
    else if (name !== "identifiers" && name !== "shareClasses") plain[name] = value;
  }
  const id = fields.id ?? identifiers.uscc ?? fields.name;
  const built = {
    ...plain,
    id,
    name: fields.name ?? id,
    kind: fields.kind ?? "unknown",
    ...(Object.keys(identifiers).length > 0 ? { identifiers } : {}),
    at,
  };
  const record = checked<Entity>(entity, built, at, into);
  if (record) into.entities.push(record);
}

const isRole = (word: unknown): boolean => (PARTNER_ROLES as readonly unknown[]).includes(word);

/**
 * A holding; and, where the columns 合伙人类型 or 股东类型 call the holder an executive or a general partner, the tie
 * that says so, for the period of the holding. A kind of the holder is kept for holders without a row of their own.
 */
export function addHolding(fields: Fields, at: Origin, into: Reading): void {
  const { holderKind, partnerRole, ...plain } = fields;
  const record = checked<Holding>(holding, { ...plain, at }, at, into);
  if (!record) return;
  into.holdings.push(record);
  const role = partnerRole ?? (isRole(holderKind) ? holderKind : undefined);
  if (role === "executivePartner" || role === "generalPartner") {
    const { holder, subject, from, to, source } = record;
    addTie({ kind: role, from: holder, to: subject, start: from, end: to, source }, at, into);
  }
  if (holderKind !== undefined && !isRole(holderKind)) {
    into.holderKinds.push({ holder: record.holder, kind: holderKind as EntityKind, at });
  }
}

export function addTie(fields: Fields, at: Origin, into: Reading): void {
  const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
  const record = checked<Tie>(tie, { ...given, at }, at, into);
  if (record) into.ties.push(record);
}

/** A fact in its base unit: 万元 and 亿元 are multiplied out, a percent unit becomes the sign of the value. */
export function addFact(fields: Fields, at: Origin, into: Reading): void {
  const { unit: written, ...plain } = fields;
  const key = typeof written === "string" ? written.normalize("NFKC").trim().toLowerCase() : "";
  const known = FACT_UNITS.get(key);
  const unit = key === "%" || key === "percent" ? undefined : (known?.unit ?? written);
  const value =
    key !== "" && unit === undefined
      ? percentValue(fields.value)
      : plainValue(fields.value, known?.power ?? 0);
  const record = checked<Fact>(
    fact,
    { ...plain, value, ...(unit === undefined ? {} : { unit }), at },
    at,
    into,
  );
  if (record) into.facts.push(record);
}

const percentValue = (value: unknown): unknown =>
  typeof value !== "boolean" && isBare(value) ? `${value}%` : value;

function plainValue(value: unknown, power: number): unknown {
  if (typeof value === "boolean" || (typeof value === "number" && power === 0)) return value;
  return readNumber(String(value), power) ?? value;
}

export function addDeclaration(fields: Fields, at: Origin, into: Reading): void {
  const record = checked<Declaration>(
    declaration,
    { ...fields, interest: fields.interest ?? "equity", at },
    at,
    into,
  );
  if (record) into.declarations.push(record);
}

export function addShareClass(fields: Fields, at: Origin, into: Reading): void {
  const record = checked<ShareClass>(shareClass, fields, at, into);
  if (record) into.classes.push({ company: String(fields.company), shareClass: record, at });
}
