import { readEntity, readPerson } from "./bods/entities.js";
import { readRelationship } from "./bods/interests.js";
import { assemble, type Records } from "./bods/records.js";
import { readStatement, type Statement } from "./bods/statement.js";
import { isObject, type Place } from "./fields.js";
import { jsonItems } from "./jsonItems.js";
import { Losses } from "./losses.js";
import { type ReadContext, type Reading, say } from "./reading.js";
import type { Source } from "./source.js";

/**
 * Reads statements of the Beneficial Ownership Data Standard 0.4: a list, JSON Lines, or a list in a wrapping object.
 * docs/formats.md says how each field maps, and what has no place. `row` is the statement's place from 1.
 */
export async function readBods(source: Source, into: Reading, { options }: ReadContext): Promise<void> {
  const file = source.name;
  const losses = new Losses();
  const records: Records = { described: new Map(), relationships: new Map(), statements: [] };
  let empty = true;
  for await (const item of jsonItems(source, into, options.encoding)) {
    empty = false;
    for (const { value, row } of wrappedStatements(item.value) ?? [item]) {
      take(value, { at: { file, row }, into, losses }, records);
    }
  }
  if (empty) {
    say(into, "empty-file", "error", { file });
    return;
  }
  into.tables.add("entities");
  into.tables.add("holdings");
  assemble(records, file, into, losses);
  losses.report(file, into);
}

/** The list of statements in an object that publishers put around them; null where the value is no such object. */
function wrappedStatements(value: unknown): { value: unknown; row: number }[] | null {
  if (!isObject(value) || value.recordType !== undefined || value.recordDetails !== undefined) return null;
  const lists = Object.values(value).filter((list): list is unknown[] => Array.isArray(list));
  const statements = lists.find((list) =>
    list.some((item) => isObject(item) && item.recordType !== undefined),
  );
  return statements?.map((statement, at) => ({ value: statement, row: at + 1 })) ?? null;
}

function take(value: unknown, place: Place, records: Records): void {
  const statement = readStatement(value, place);
  if (!statement) return;
  if (statement.recordType === "relationship") {
    const relationship = readRelationship(statement, place);
    if (relationship) keep(records.relationships, statement.recordId, statement, relationship);
    return;
  }
  const described =
    statement.recordType === "entity" ? readEntity(statement, place) : readPerson(statement, place);
  keep(records.described, `${statement.recordType} ${statement.recordId}`, statement, described);
  if (statement.statementId !== null) {
    records.statements.push({ statement: statement.statementId, record: statement.recordId });
  }
}

function keep<T>(
  records: Map<string, { row: number; day: string | null; stamp: string; closed: boolean; content: T }[]>,
  key: string,
  { row, day, stamp, closed }: Statement,
  content: T,
): void {
  const version = { row, day, stamp, closed, content };
  const known = records.get(key);
  if (known) known.push(version);
  else records.set(key, [version]);
}
