import {
  type Declaration,
  declaration,
  type Entity,
  entity,
  type Fact,
  fact,
  type Holding,
  holding,
  type ShareClass,
  type Tie,
  tie,
} from "../../model/dataset.js";
import { toNumber } from "../../model/fraction.js";
import { readShare } from "../../model/share.js";

/** What a property of a node or relationship can be. Integers are never stored: JavaScript reads them as objects. */
export type PropertyValue = string | number | boolean | readonly string[] | null;
export type Properties = Readonly<Record<string, PropertyValue>>;

interface RangeObject {
  readonly min?: string | number;
  readonly max?: string | number;
  readonly minExclusive?: boolean;
  readonly maxExclusive?: boolean;
}

const SHARE_FIELDS: ReadonlySet<string> = new Set([
  "equity",
  "voting",
  "income",
  "pledged",
  "votingSuspended",
  "share",
  "above",
]);
const RANGE_KEYS = ["min", "max", "minExclusive", "maxExclusive"] as const;

const capital = (word: string): string => word[0]!.toUpperCase() + word.slice(1);

/**
 * The properties of a record: a field each, under the field's name. A share stays as written (text, number, or its ends
 * as `equityMin`, `equityMaxExclusive` …); beside it stand `equityLeast` and `equityMost`, floats for filters in Cypher,
 * which are never read back. `identifiers` become two lists, share classes a list of JSON texts, `at` `file` and `row`.
 * Fields named in `without` are left to the caller.
 */
export function propertiesOf(record: object, without: readonly string[] = []): Record<string, PropertyValue> {
  const properties: Record<string, PropertyValue> = {};
  for (const [field, value] of Object.entries(record)) {
    if (value === undefined || without.includes(field)) continue;
    if (field === "at") {
      const { file, row } = value as { file: string; row: number };
      Object.assign(properties, { file, row });
    } else if (field === "identifiers") {
      properties.identifierSchemes = Object.keys(value as object);
      properties.identifierValues = Object.values(value as Record<string, string>);
    } else if (field === "shareClasses") {
      properties.shareClasses = (value as object[]).map((each) => JSON.stringify(each));
    } else if (typeof value === "object" && !Array.isArray(value)) {
      for (const key of RANGE_KEYS) {
        const end = (value as RangeObject)[key];
        if (end !== undefined) properties[field + capital(key)] = end;
      }
      properties[`${field}Range`] = true;
    } else properties[field] = value as PropertyValue;
    if (SHARE_FIELDS.has(field) && typeof value !== "boolean") {
      const { range } = readShare(value as Parameters<typeof readShare>[0]);
      if (range) {
        properties[`${field}Least`] = toNumber(range.min);
        properties[`${field}Most`] = toNumber(range.max);
      }
    }
  }
  return properties;
}

type Shape = { readonly shape: Readonly<Record<string, unknown>> };

/** The record that {@link propertiesOf} wrote; `given` are the fields that the caller left out there. */
function recordOf(schema: Shape, properties: Properties, given: Readonly<Record<string, unknown>>): object {
  const record: Record<string, unknown> = {};
  for (const field of Object.keys(schema.shape)) {
    const value = field in given ? given[field] : fieldOf(field, properties);
    if (value !== undefined && value !== null) record[field] = value;
  }
  return record;
}

function fieldOf(field: string, properties: Properties): unknown {
  if (field === "at") {
    const { file, row } = properties;
    return typeof file === "string" ? { file, row: Number(row) } : undefined;
  }
  if (field === "identifiers") return identifiersOf(properties);
  if (field === "shareClasses") {
    const classes = properties.shareClasses as readonly string[] | undefined | null;
    return classes?.map((text) => JSON.parse(text) as ShareClass);
  }
  if (properties[`${field}Range`] !== true) return properties[field];
  const range: Record<string, unknown> = {};
  for (const key of RANGE_KEYS) {
    const end = properties[field + capital(key)];
    if (end !== undefined && end !== null) range[key] = end;
  }
  return range;
}

function identifiersOf(properties: Properties): Record<string, string> | undefined {
  const schemes = properties.identifierSchemes as readonly string[] | undefined | null;
  const values = properties.identifierValues as readonly string[] | undefined | null;
  if (!schemes || !values) return undefined;
  return Object.fromEntries(schemes.map((scheme, position) => [scheme, values[position]!]));
}

export const entityFrom = (properties: Properties): Entity =>
  recordOf(entity, properties, { id: properties.uid }) as Entity;

export const holdingFrom = (properties: Properties, holder: string, subject: string): Holding =>
  recordOf(holding, properties, { holder, subject }) as Holding;

/** Parties of a tie as ids, or as they were written. */
export type TieParties = Pick<Tie, "to" | "subject" | "lead"> & { readonly from: string };

export const tieFrom = (properties: Properties, { from, to, subject, lead }: TieParties): Tie =>
  recordOf(tie, properties, { from, to, subject, lead }) as Tie;

export const factFrom = (properties: Properties, of: string): Fact =>
  recordOf(fact, properties, { entity: of }) as Fact;

export const declarationFrom = (properties: Properties, owner: string, subject: string): Declaration =>
  recordOf(declaration, properties, { owner, subject }) as Declaration;
