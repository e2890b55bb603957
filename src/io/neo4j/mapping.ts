import { readFile } from "node:fs/promises";
import { z } from "zod";
import { ENTITY_KINDS, TIE_KINDS } from "../../model/dataset.js";
import { DatabaseError } from "./databaseError.js";

/**
 * A label, relationship type or property of somebody else's graph. It has to stand in the text of a statement, where
 * parameters cannot: so it may hold nothing that could end it there.
 */
const identifier = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^`\\\p{Cc}]+$/u, "a name without backticks, backslashes and control characters");

const properties = z.record(z.string(), identifier).default({});

const entityMapping = z.strictObject({
  label: identifier,
  id: identifier,
  /** How the id is stored. */
  idType: z.enum(["text", "integer"]).default("text"),
  name: identifier.optional(),
  kind: z.union([
    z.enum(ENTITY_KINDS),
    z.strictObject({ property: identifier, values: z.record(z.string(), z.enum(ENTITY_KINDS)) }),
  ]),
  /** Field of an entity (docs/data.md) → property. */
  properties,
});

const holdingMapping = z.strictObject({
  type: identifier,
  /** Which way the relationship runs. */
  direction: z.enum(["holderToSubject", "subjectToHolder"]).default("holderToSubject"),
  /** Numbers of shares are percents: 51 is 51 %. */
  percent: z.boolean().default(false),
  properties,
});

const tieMapping = z.strictObject({
  type: identifier,
  kind: z.enum(TIE_KINDS),
  direction: z.enum(["fromTo", "toFrom"]).default("fromTo"),
  percent: z.boolean().default(false),
  properties,
});

export const mapping = z.strictObject({
  entities: z.array(entityMapping).min(1),
  holdings: z.array(holdingMapping).min(1),
  ties: z.array(tieMapping).default([]),
});
export type Mapping = z.infer<typeof mapping>;
export type EntityMapping = Mapping["entities"][number];

/** Reads a mapping file (docs/neo4j.md). Throws a DatabaseError that says which place of it does not fit. */
export async function readMapping(file: string): Promise<Mapping> {
  const refuse = (reason: string): never => {
    throw new DatabaseError("database.mapping", { file, reason });
  };
  let value: unknown;
  try {
    value = JSON.parse(await readFile(file, "utf8"));
  } catch (error) {
    return refuse((error as Error).message);
  }
  const parsed = mapping.safeParse(value);
  if (parsed.success) return parsed.data;
  const said = parsed.error.issues.map(({ path, message }) => `${path.join(".") || "(whole)"}: ${message}`);
  return refuse(said.slice(0, 5).join("; "));
}

/** A name in the text of a statement. Only what {@link mapping} let through comes here. */
export const quoted = (name: string): string => `\`${name}\``;
