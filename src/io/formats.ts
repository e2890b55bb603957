import { extname } from "node:path";
import { isBods, isOldBods, readBods, refuseOldBods } from "./bods.js";
import { readCsv } from "./csv.js";
import { readJson, readJsonLines } from "./json.js";
import { readParquet } from "./parquet.js";
import { isPsc, readPsc } from "./psc.js";
import type { Format } from "./reading.js";
import type { Head } from "./source.js";
import { readWorkbook } from "./xlsx.js";

const hasExtension =
  (...extensions: readonly string[]) =>
  (path: string, _head: Head): boolean =>
    extensions.includes(extname(path).toLowerCase());

/**
 * Everything that can be read, in the order in which it is asked: formats that are told by their content stand before
 * the native ones that are told by their extension. A new format is a row here.
 */
export const FORMATS: readonly Format[] = [
  { name: "workbook", detects: hasExtension(".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"), read: readWorkbook },
  { name: "parquet", detects: hasExtension(".parquet"), read: readParquet },
  { name: "bods", detects: isBods, read: readBods },
  { name: "bods-0.2", detects: isOldBods, read: refuseOldBods },
  { name: "uk-psc", detects: isPsc, read: readPsc },
  { name: "json-lines", detects: hasExtension(".jsonl", ".ndjson"), read: readJsonLines },
  { name: "json", detects: hasExtension(".json"), read: readJson },
  { name: "csv", detects: hasExtension(".csv", ".tsv", ".txt"), read: readCsv },
];
