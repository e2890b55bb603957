import {
  isObject,
  type JsonObject,
  loseFields,
  type Place,
  readDay,
  setAside,
  textOf,
  wrong,
} from "../fields.js";
import { shown } from "../reading.js";

export const RECORD_TYPES = ["entity", "person", "relationship"] as const;
export type RecordType = (typeof RECORD_TYPES)[number];

/** A statement as far as every type of record has the same parts. */
export interface Statement {
  readonly row: number;
  readonly statementId: string | null;
  readonly recordId: string;
  readonly recordType: RecordType;
  /** The day of the statement; null when it has none that can be read. */
  readonly day: string | null;
  /** The date as written: it orders statements of one day. */
  readonly stamp: string;
  readonly closed: boolean;
  readonly details: JsonObject;
  /** Where the statement says it comes from, in one line; undefined when it does not say. */
  readonly source: string | undefined;
}

/** Fields of the envelope: they identify and date a statement and say nothing about the record (docs/formats.md). */
const ENVELOPE: ReadonlySet<string> = new Set([
  "statementId",
  "statementDate",
  "declarationSubject",
  "recordId",
  "recordType",
  "recordStatus",
  "recordDetails",
  "publicationDetails",
  "source",
]);

const STATUSES: ReadonlySet<unknown> = new Set(["new", "updated", "closed"]);

/** The parts that all statements share; null, with an issue, when the statement cannot be used. */
export function readStatement(value: unknown, place: Place): Statement | null {
  if (value === undefined) return setAside("not valid JSON", place);
  if (!isObject(value)) return setAside(`${shown(textOf(value))} is not an object`, place);
  const { recordId, recordType, recordDetails, recordStatus } = value;
  if (value.statementType !== undefined && recordType === undefined) {
    return setAside("a statement of BODS 0.2 or 0.3; only 0.4 is read", place);
  }
  const type = RECORD_TYPES.find((known) => known === recordType);
  if (!type) return setAside(`recordType ${shown(textOf(recordType))}`, place);
  if (!isObject(recordDetails)) return setAside(`recordDetails ${shown(textOf(recordDetails))}`, place);
  if (typeof recordId !== "string" || recordId === "") {
    return setAside(`recordId ${shown(textOf(recordId))}`, place);
  }
  if (recordStatus !== undefined && recordStatus !== null && !STATUSES.has(recordStatus)) {
    wrong(recordStatus, "recordStatus", "new, updated, closed", place);
  }
  loseFields(value, ENVELOPE, "statement", place);
  const day = readDay(value.statementDate, "statementDate", place);
  return {
    row: place.at.row,
    statementId: typeof value.statementId === "string" ? value.statementId : null,
    recordId,
    recordType: type,
    day: day ?? null,
    stamp: day === undefined ? "" : textOf(value.statementDate),
    closed: recordStatus === "closed",
    details: recordDetails,
    source: sourceOf(value.source),
  };
}

/** The address of the source, else its description, else who asserted it. */
function sourceOf(source: unknown): string | undefined {
  if (!isObject(source)) return undefined;
  const asserted: unknown = Array.isArray(source.assertedBy) ? source.assertedBy[0] : undefined;
  const candidates = [source.url, source.description, isObject(asserted) ? asserted.name : undefined];
  return candidates.find((text): text is string => typeof text === "string" && text !== "");
}
