import { extname } from "node:path";
import { isBods, isOldBods, isPsc, refuseOldBods } from "./contentFormats.js";
import { readCsv } from "./csv.js";
import { readJson, readJsonLines } from "./json.js";
import type { Format } from "./reading.js";
import type { Head } from "./source.js";

const hasExtension =
  (...extensions: readonly string[]) =>
  (path: string, _head: Head): boolean =>
    extensions.includes(extname(path).toLowerCase());

/** A reader that is loaded when its format is met: most input is tables, and its reader is all that starting waits for. */
const later =
  (reader: () => Promise<Format["read"]>): Format["read"] =>
  async (source, into, context) =>
    (await reader())(source, into, context);

/**
 * Everything that can be read, in the order in which it is asked: formats that are told by their content stand before
 * the native ones that are told by their extension. A new format is a row here.
 */
export const FORMATS: readonly Format[] = [
  {
    name: "workbook",
    detects: hasExtension(".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"),
    read: later(async () => (await import("./xlsx.js")).readWorkbook),
  },
  {
    name: "parquet",
    detects: hasExtension(".parquet"),
    read: later(async () => (await import("./parquet.js")).readParquet),
  },
  { name: "bods", detects: isBods, read: later(async () => (await import("./bods.js")).readBods) },
  { name: "bods-0.2", detects: isOldBods, read: refuseOldBods },
  { name: "uk-psc", detects: isPsc, read: later(async () => (await import("./psc.js")).readPsc) },
  { name: "json-lines", detects: hasExtension(".jsonl", ".ndjson"), read: readJsonLines },
  { name: "json", detects: hasExtension(".json"), read: readJson },
  { name: "csv", detects: hasExtension(".csv", ".tsv", ".txt"), read: readCsv },
];
