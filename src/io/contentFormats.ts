import { type Reading, unreadable } from "./reading.js";
import type { Head, Source } from "./source.js";

// Formats that are told by their content, whatever the name of the file.

const KEYS = [
  "statementId",
  "statementDate",
  "declarationSubject",
  "recordId",
  "recordType",
  "recordDetails",
];

/** A file of BODS 0.4, told by the first statement, or by its words where a publisher wraps the statements. */
export function isBods(_path: string, { json, text }: Head): boolean {
  if (KEYS.filter((key) => json.keys.includes(key)).length >= 3) return true;
  return /^\s*[[{]/.test(text) && /"recordType"\s*:/.test(text) && /"recordDetails"\s*:/.test(text);
}

/** A file of BODS 0.2 or 0.3, which is not read, but is not to be taken for a native one either. */
export const isOldBods = (_path: string, { json }: Head): boolean =>
  json.keys.includes("statementType") && json.keys.includes("statementID");

export async function refuseOldBods(source: Source, into: Reading): Promise<void> {
  unreadable(into, source.name, "it is BODS 0.2 or 0.3", "convert it to BODS 0.4, which is read");
}

/** A file of the UK register of persons with significant control: snapshot lines or events of its stream. */
export function isPsc(_path: string, { json, text }: Head): boolean {
  if (!json.keys.includes("data")) return false;
  if (json.keys.includes("company_number") || json.keys.includes("resource_uri")) return true;
  return /"etag"\s*:/.test(text) && /"kind"\s*:/.test(text);
}
