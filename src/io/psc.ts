import { isObject, type JsonObject, type Place, readDay, setAside, textOf } from "./fields.js";
import { jsonItems } from "./jsonItems.js";
import { Losses } from "./losses.js";
import { companyNumber } from "./psc/companies.js";
import type { PscLine } from "./psc/line.js";
import { PscRecords } from "./psc/records.js";
import { type ReadContext, type Reading, say, shown } from "./reading.js";
import type { Source } from "./source.js";

interface Timed {
  readonly line: PscLine | null;
  readonly row: number;
  readonly time: number;
}

/**
 * Reads lines of the UK register of persons with significant control (a snapshot, its stream, or one line as a file).
 * docs/formats.md says how kinds and natures of control map, and what has no place. `row` is the line.
 */
export async function readPsc(source: Source, into: Reading, { options }: ReadContext): Promise<void> {
  const file = source.name;
  const losses = new Losses();
  const latest = new Map<string, Timed>();
  let empty = true;
  for await (const { row, value } of jsonItems(source, into, options.encoding)) {
    empty = false;
    takeLine(value, { at: { file, row }, into, losses }, latest);
  }
  if (empty) {
    say(into, "empty-file", "error", { file });
    return;
  }
  into.tables.add("entities");
  into.tables.add("holdings");
  const records = new PscRecords(file, into, losses, options.seventyFive ?? "lower");
  for (const { line } of latest.values()) if (line) records.add(line);
  records.finish();
  losses.report(file, into);
}

const COMPANY_IN_PATH = /^\/?company\/([^/]+)\//;

function takeLine(value: unknown, place: Place, latest: Map<string, Timed>): void {
  if (!isObject(value)) {
    setAside(value === undefined ? "not valid JSON" : `${shown(textOf(value))} is not an object`, place);
    return;
  }
  const { data, event } = value;
  const { row } = place.at;
  const address = pathOf(value);
  const fields: JsonObject = isObject(data) ? data : {};
  const kind = typeof fields.kind === "string" ? fields.kind : "";
  const company = companyNumber(value.company_number ?? COMPANY_IN_PATH.exec(address ?? "")?.[1]);
  const record = recordOf(address, kind, row) ?? `/company/${company}#${row}`;
  if (isObject(event) && event.type === "deleted") {
    keepLatest(record, { line: null, row, time: timeOf(event) }, place, latest);
    const on = readDay(event.published_at, "event.published_at", place) ?? "?";
    say(place.into, "statement-closes", "info", place.at, { record: shown(record), on });
  } else if (kind.startsWith("totals#")) place.losses.lose("the totals of the register", row);
  else if (!isObject(data)) setAside(`data ${shown(textOf(data))}`, place);
  else if (company === null) {
    const { company_number: number } = value;
    setAside(`kind ${shown(textOf(data.kind))}, company_number ${shown(textOf(number))}`, place);
  } else {
    const line = { row, company, record, kind, data };
    keepLatest(record, { line, row, time: timeOf(event) }, place, latest);
  }
}

/** The address by which lines about one record replace each other; that of a list of statements is not one. */
function recordOf(address: string | undefined, kind: string, row: number): string | undefined {
  const listed = kind.endsWith("-statement") && address?.endsWith("/exemptions") === true;
  return listed ? `${address}#${row}` : address;
}

function pathOf(value: JsonObject): string | undefined {
  if (typeof value.resource_uri === "string" && value.resource_uri !== "") return value.resource_uri;
  const links = isObject(value.data) ? value.data.links : undefined;
  const self = isObject(links) ? links.self : undefined;
  return typeof self === "string" && self !== "" ? self : undefined;
}

const timeOf = (event: unknown): number =>
  isObject(event) && typeof event.timepoint === "number" ? event.timepoint : 0;

/** Of several lines about one record the latest event counts; without events the last line. */
function keepLatest(record: string, next: Timed, { at, into }: Place, latest: Map<string, Timed>): void {
  const known = latest.get(record);
  if (!known) {
    latest.set(record, next);
    return;
  }
  const [loser, winner] = next.time >= known.time ? [known, next] : [next, known];
  latest.set(record, winner);
  const parameters = { record: shown(record), by: String(winner.row) };
  if (loser.line) say(into, "statement-replaced", "info", { file: at.file, row: loser.row }, parameters);
}
