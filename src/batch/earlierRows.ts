import { closeSync, openSync, readSync } from "node:fs";
import { StringDecoder } from "node:string_decoder";
import { cellsOf } from "../io/csv.js";
import type { Cell } from "../report/csv.js";
import type { RowColumn } from "./rowSource.js";

/** A file of rows that is not what a run of this command has written. */
export class EarlierRowsError extends Error {
  override readonly name = "EarlierRowsError";
}

const CHUNK = 1 << 20;
const BYTE_ORDER_MARK = "\ufeff";

/** The rows of a file that an earlier run wrote as CSV or JSON Lines, one after the other; nothing is held. */
export function* earlierRows(path: string, columns: readonly RowColumn[]): Generator<readonly Cell[]> {
  const records = recordsOf(path);
  const first = records.next();
  if (first.done) return;
  const head = first.value.replace(BYTE_ORDER_MARK, "");
  if (head.startsWith("{")) {
    yield rowOfJson(head, columns);
    for (const record of records) yield rowOfJson(record, columns);
    return;
  }
  const expected = columns.map(({ name }) => name).join(",");
  if (head !== expected) throw new EarlierRowsError(`"${head.slice(0, 80)}" ≠ "${expected}"`);
  for (const record of records) yield rowOfCsv(record, columns);
}

/** Lines, joined while a quoted field goes on; without the line feeds that end them. */
function* recordsOf(path: string): Generator<string> {
  let open = "";
  for (const line of linesOf(path)) {
    const record = open === "" ? line : `${open}\n${line}`;
    const isJson = record.startsWith("{");
    open = !isJson && record.includes('"') && record.split('"').length % 2 === 0 ? record : "";
    if (open === "") yield record;
  }
  if (open !== "") throw new EarlierRowsError(open.slice(0, 80));
}

function* linesOf(path: string): Generator<string> {
  const file = openSync(path, "r");
  try {
    const decoder = new StringDecoder("utf8");
    const chunk = Buffer.allocUnsafe(CHUNK);
    let rest = "";
    for (let length = readSync(file, chunk); length > 0; length = readSync(file, chunk)) {
      const lines = (rest + decoder.write(chunk.subarray(0, length))).split("\n");
      rest = lines.pop()!;
      yield* lines;
    }
    rest += decoder.end();
    if (rest !== "") yield rest;
  } finally {
    closeSync(file);
  }
}

function rowOfCsv(record: string, columns: readonly RowColumn[]): Cell[] {
  const fields = cellsIn(record);
  if (fields?.length !== columns.length) throw new EarlierRowsError(record.slice(0, 80));
  return fields.map((field, k) => cellOf(field, columns[k]!));
}

/** null where quotes are misplaced. */
function cellsIn(record: string): string[] | null {
  try {
    return cellsOf(record, ",");
  } catch {
    return null;
  }
}

function cellOf(field: string, { type }: RowColumn): Cell {
  if (type === "number") return field === "" ? null : Number(field);
  if (type === "boolean") return field === "" ? null : field === "true";
  return field;
}

function rowOfJson(record: string, columns: readonly RowColumn[]): Cell[] {
  try {
    const fields = JSON.parse(record) as Record<string, Cell>;
    return columns.map(({ name }) => fields[name] ?? null);
  } catch {
    throw new EarlierRowsError(record.slice(0, 80));
  }
}
