import {
  type LoadOptions,
  type ReadContext,
  type Reading,
  say,
  shown,
  type TableName,
  unreadable,
} from "./reading.js";
import { type Source, textChunks, textLines } from "./source.js";
import { TableReader } from "./tableReader.js";
import { RECORDS, TABLES, tableOf, tableOfRecord } from "./tables.js";

type JsonObject = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Text beyond this does not fit into one string; JSON Lines has no such bound. */
const LARGEST_JSON = 500 * 2 ** 20;
const SHAPE = '{"entities": [], "holdings": []}';

function readList(list: unknown, name: TableName, file: string, into: Reading, options: LoadOptions): void {
  if (!Array.isArray(list)) {
    unreadable(into, file, `${name} is not a list`, `write ${SHAPE}`);
    return;
  }
  into.tables.add(name);
  const reader = new TableReader(name, file, into, options);
  for (let index = 0; index < list.length; index += 1) {
    const item: unknown = list[index];
    if (isObject(item)) reader.object(item, index + 1);
    else notAnObject(into, file, index + 1, item);
  }
  reader.finish();
}

function notAnObject(into: Reading, file: string, row: number, item: unknown): void {
  say(
    into,
    "invalid-record",
    "error",
    { file, row },
    { reason: `${shown(JSON.stringify(item))} is not an object` },
  );
}

/** The value of a JSON file; undefined, with an issue, when there is none. */
async function parsedFile(source: Source, into: Reading, options: LoadOptions): Promise<unknown> {
  if (source.size > LARGEST_JSON) {
    unreadable(into, source.name, "it is too large for one JSON text", "write JSON Lines (.jsonl) or .csv");
    return undefined;
  }
  const chunks: string[] = [];
  for await (const chunk of textChunks(source, into, options.encoding)) chunks.push(chunk);
  const text = chunks.join("");
  if (text.trim() === "") {
    say(into, "empty-file", "error", { file: source.name });
    return undefined;
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    unreadable(into, source.name, `not valid JSON: ${(error as Error).message}`, "mend it, or write .jsonl");
    return undefined;
  }
}

/**
 * Reads one JSON object with a list a table. In a folder a file named like a table may be the list itself.
 * `row` of a record is its place in its list, from 1; `file` names the list too, where there are several.
 */
export async function readJson(
  source: Source,
  into: Reading,
  { options, table }: ReadContext,
): Promise<void> {
  const value = await parsedFile(source, into, options);
  if (value === undefined) return;
  if (Array.isArray(value) && table !== null) return readList(value, table, source.name, into, options);
  if (!isObject(value)) {
    const reason = Array.isArray(value)
      ? "it is a bare list, and of what it does not say"
      : "it is not an object";
    return unreadable(into, source.name, reason, `write ${SHAPE}`);
  }
  for (const [key, list] of Object.entries(value)) {
    const name = tableOf(key);
    if (name !== null) readList(list, name, `${source.name}!${key}`, into, options);
    else {
      const expected = TABLES.map((known) => known.name).join(", ");
      say(into, "not-read", "warning", { file: source.name }, { what: shown(key), expected });
    }
  }
}

const RECORD_KEY: ReadonlySet<string> = new Set(["record"]);

/**
 * Reads JSON Lines: an object a line, its table named by `record` (entity, holding, tie, fact, class, declaration)
 * or by the file. A bad line is an issue; `row` is the line.
 */
export async function readJsonLines(
  source: Source,
  into: Reading,
  { options, table }: ReadContext,
): Promise<void> {
  const file = source.name;
  const readers = new Map<TableName, TableReader>();
  const readerOf = (name: TableName): TableReader => {
    const known = readers.get(name) ?? new TableReader(name, file, into, options);
    readers.set(name, known);
    return known;
  };
  let row = 0;
  let empty = true;
  for await (const line of textLines(textChunks(source, into, options.encoding))) {
    row += 1;
    if (line.trim() === "") continue;
    empty = false;
    const item = parsedLine(line);
    if (!isObject(item)) {
      const reason =
        item === undefined ? `not valid JSON: ${shown(line)}` : `${shown(line)} is not an object`;
      say(into, "invalid-record", "error", { file, row }, { reason });
      continue;
    }
    const name = item.record === undefined ? table : tableOfRecord(item.record);
    if (name !== null) readerOf(name).object(item, row, RECORD_KEY);
    else wrongRecord(into, file, row, item.record);
  }
  if (empty) say(into, "empty-file", "error", { file });
  for (const reader of readers.values()) reader.finish();
}

function parsedLine(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return undefined;
  }
}

function wrongRecord(into: Reading, file: string, row: number, record: unknown): void {
  const expected = RECORDS.join(", ");
  const value = record === undefined ? "" : shown(JSON.stringify(record));
  say(
    into,
    "invalid-value",
    "error",
    { file, row, column: "record" },
    { value, expected, suggestion: expected },
  );
}
