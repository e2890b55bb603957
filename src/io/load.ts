import { createHash, type Hash } from "node:crypto";
import { readdir, realpath, stat } from "node:fs/promises";
import { basename, extname, join, sep } from "node:path";
import { TextDecoder } from "node:util";
import type { Dataset, Entity, ShareClass } from "../model/dataset.js";
import { type Issue, issue, orderIssues } from "../model/issue.js";
import { FORMATS } from "./formats.js";
import { headingKey, nearest } from "./headers.js";
import { InputError } from "./inputError.js";
import { emptyReading, type LoadOptions, type Reading, say, type TableName, unreadable } from "./reading.js";
import { openSource, type Source } from "./source.js";
import { STEMS, tableOf } from "./tables.js";

export type { LoadOptions } from "./reading.js";

export interface Loaded {
  readonly dataset: Dataset;
  /** What the rows say, in order of file, row, code; what they say together, `register()` reports. */
  readonly issues: readonly Issue[];
  /** SHA-256 (hex) of the bytes of all files that were read, in order of their names. */
  readonly digest: string;
  /** Their names without folders. */
  readonly files: readonly string[];
}

export interface InputFile {
  readonly path: string;
  readonly name: string;
  readonly table: TableName | null;
}

const stemOf = (name: string): string => basename(name, extname(name));
const isKnownExtension = (name: string): boolean => {
  const head = { bytes: new Uint8Array(0), text: "", json: { list: false, keys: [] } };
  return FORMATS.some((format) => format.detects(name, head));
};

/**
 * Files of a folder that are named like tables. A name that is nearly one is reported: a slip of the pen must not
 * leave a table out in silence. Links that lead out of the folder are not followed.
 */
async function filesIn(folder: string, into: Reading): Promise<InputFile[]> {
  const names = (await readdir(folder)).sort();
  const home = await realpath(folder);
  const files: InputFile[] = [];
  for (const name of names) {
    const table = tableOf(stemOf(name));
    if (!isKnownExtension(name)) continue;
    if (table === null) {
      const near = nearest(headingKey(stemOf(name)), STEMS);
      if (near !== null)
        say(into, "not-read", "warning", { file: name }, { what: name, expected: `${near}${extname(name)}` });
    } else if ((await realpath(join(folder, name)).catch(() => "")).startsWith(home + sep)) {
      files.push({ path: join(folder, name), name, table });
    } else unreadable(into, name, "it is a link out of the folder", "copy the file into the folder");
  }
  if (files.some(({ table }) => table === "entities" || table === "holdings")) return files;
  const found = names.length === 0 ? "empty" : names.slice(0, 20).join(", ");
  throw new InputError(issue("no-input", "error", undefined, { path: `${folder} (${found})` }), into.issues);
}

/** The files that a path stands for. Throws an InputError where there are none. */
export async function inputFiles(path: string, into: Reading): Promise<InputFile[]> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => error);
  if (found instanceof Error) {
    const missing = found.code === "ENOENT" || found.code === "ENOTDIR";
    if (missing) throw new InputError(issue("no-input", "error", undefined, { path }));
    unreadable(into, path, found.message, "check the name and who may read it");
    throw new InputError(into.issues[0]!);
  }
  if (found.isDirectory()) return filesIn(path, into);
  return [{ path, name: basename(path), table: tableOf(stemOf(path)) }];
}

/** Reads one file by the format that it has. */
export async function readInput(
  file: InputFile,
  digest: Hash,
  into: Reading,
  options: LoadOptions,
): Promise<void> {
  let source: Source;
  try {
    source = await openSource(file.path, file.name, digest);
    const format = FORMATS.find((known) => known.detects(file.path, source.head));
    if (format) await format.read(source, into, { options, table: file.table });
    else unreadable(into, file.name, "its format is not known", "give .csv, .xlsx, .json or .jsonl");
  } catch (error) {
    unreadable(into, file.name, (error as Error).message, "check that it is a file that can be read");
  }
}

/** Share classes of a table of their own join their company, found by id or by a name that is unique. */
function withShareClasses(entities: readonly Entity[], into: Reading): Entity[] {
  const joined = [...entities];
  const classes = new Map<number, ShareClass[]>();
  const positions = into.classes.length === 0 ? new Map<string, number>() : positionsOf(entities);
  for (const { company, shareClass, at } of into.classes) {
    let position = positions.get(company);
    if (position === undefined) {
      position = joined.push({ id: company, name: company, kind: "unknown", at }) - 1;
      positions.set(company, position);
      say(into, "unknown-entity", "warning", { ...at, column: "company" }, { id: company, suggestion: "" });
    }
    const before = classes.get(position);
    if (before) before.push(shareClass);
    else classes.set(position, [shareClass]);
  }
  for (const [position, shareClasses] of classes) joined[position] = { ...joined[position]!, shareClasses };
  return joined;
}

/** Where an entity stands by its id and, unless two have it, by its name. The first of two equal ids counts. */
function positionsOf(entities: readonly Entity[]): Map<string, number> {
  const positions = new Map<string, number>();
  const named = new Map<string, number | null>();
  entities.forEach((entity, position) => {
    if (!positions.has(entity.id)) positions.set(entity.id, position);
    named.set(entity.name, named.has(entity.name) ? null : position);
  });
  for (const [name, position] of named) {
    if (position !== null && !positions.has(name)) positions.set(name, position);
  }
  return positions;
}

/** Holders that only the holdings speak of, with the kind that the column holderKind gives them. */
function withHolders(into: Reading): Entity[] {
  if (into.holderKinds.length === 0) return into.entities;
  const known = new Set(into.entities.flatMap(({ id, name }) => [id, name]));
  const made = new Map<string, Entity>();
  for (const { holder, kind, at } of into.holderKinds) {
    if (known.has(holder)) continue;
    const first = made.get(holder);
    if (first === undefined) made.set(holder, { id: holder, name: holder, kind, at });
    else if (first.kind !== kind) {
      const place = { ...at, column: "holderKind" };
      const parameters = { value: kind, expected: first.kind, suggestion: `${first.at?.row}: ${first.kind}` };
      say(into, "invalid-value", "error", place, parameters);
    }
  }
  return [...into.entities, ...made.values()];
}

/** Throws an InputError for an encoding that nobody knows. */
export function checkEncoding(encoding: string | undefined, path: string): void {
  try {
    new TextDecoder(encoding);
  } catch {
    const mend = "utf-8, gb18030, utf-16le, big5, windows-1252";
    const reason = `--encoding ${encoding}?`;
    throw new InputError(issue("unreadable-file", "error", { file: path }, { reason, mend }));
  }
}

/**
 * Reads a folder of tables, one table, a workbook, JSON or JSON Lines (see docs/data.md) into a dataset.
 *
 * Bad cells, rows and files become issues, and everything else is read.
 * @throws InputError only when there is nothing to analyse: no such path, or no table of entities or holdings that
 * can be read.
 */
export async function load(path: string, options: LoadOptions = {}): Promise<Loaded> {
  checkEncoding(options.encoding, path);
  const into = emptyReading();
  const files = await inputFiles(path, into);
  const digest = createHash("sha256");
  for (const file of files) await readInput(file, digest, into, options);
  if (!into.tables.has("entities") && !into.tables.has("holdings")) {
    const why = into.issues.find((found) => found.severity === "error");
    throw new InputError(why ?? issue("no-input", "error", undefined, { path }), orderIssues(into.issues));
  }
  const entities = withShareClasses(withHolders(into), into);
  const { holdings, ties, facts, declarations } = into;
  return {
    dataset: { entities, holdings, ties, facts, declarations },
    issues: orderIssues(into.issues),
    digest: digest.digest("hex"),
    files: files.map((file) => file.name),
  };
}
