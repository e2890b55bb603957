import { createHash } from "node:crypto";
import type { Dataset } from "../../model/dataset.js";
import { fractionText, toNumber } from "../../model/fraction.js";
import type { Issue } from "../../model/issue.js";
import { isExact } from "../../model/share.js";
import { register } from "../../register/register.js";
import { latestDate, resolve } from "../../register/resolve.js";
import { type Properties, propertiesOf } from "./properties.js";
import { watchedRecords } from "./watched.js";

/** A row of a batch: the key of what is written, the entities it hangs on, and its properties. */
export interface Row {
  readonly uid: string;
  readonly properties: Properties;
  /** Uids of entities by role; what a record does not name is left out. */
  readonly ends: Readonly<Record<string, string>>;
}

/** The tables of an import, in the order in which they are written: entities before what hangs on them. */
export const IMPORT_TABLES = [
  "entities",
  "shadowed",
  "holdings",
  "ties",
  "facts",
  "declarations",
  "issues",
  "stakes",
] as const;
export type ImportTable = (typeof IMPORT_TABLES)[number];

export interface ImportRows {
  readonly tables: Readonly<Record<ImportTable, readonly Row[]>>;
  /** Latest day on which anything begins: the date of answers that name none. */
  readonly latest: string | null;
}

/** What an import is made of: what `load` gives. */
export interface ImportInput {
  readonly dataset: Dataset;
  readonly issues: readonly Issue[];
}

/**
 * Everything that an import writes. Keys of records are digests of their contents without file and row, so that a row
 * that only moved keeps its key; equal rows are numbered.
 */
export function importRows({ dataset, issues }: ImportInput): ImportRows {
  const resolved = resolve(dataset);
  const id = (index: number): string | undefined => (index < 0 ? undefined : resolved.entities[index]!.id);
  const watched = watchedRecords(resolved);
  const key = keys();
  const entities: Row[] = [];
  const shadowed: Row[] = [];
  const positions = new Map(dataset.entities.map((record, position) => [record, position]));
  const entered = new Set(resolved.entities);
  resolved.entities.forEach((record, index) => {
    const position = positions.get(record);
    const marks = {
      // Those that no row defines come last, in the order in which other records first speak of them.
      position: position ?? dataset.entities.length + index,
      number: index,
      ...(position === undefined ? { made: true } : {}),
      ...(watched.entities.has(index) ? { watched: true } : {}),
    };
    entities.push({ uid: record.id, properties: { ...propertiesOf(record, ["id"]), ...marks }, ends: {} });
  });
  dataset.entities.forEach((record, position) => {
    if (entered.has(record)) return;
    const properties = { ...propertiesOf(record, ["id"]), id: record.id, position };
    shadowed.push({ uid: key("d", record), properties, ends: {} });
  });
  const holdings = resolved.holdings.map(({ record, holder, subject }, position): Row => {
    const ends = linked({ holder: id(holder), subject: id(subject) });
    const properties = propertiesOf(record, ["holder", "subject"]);
    return { uid: key("h", record), ends, properties: { ...properties, position, ...written(record, ends) } };
  });
  const ties = resolved.ties.map((tie, position): Row => {
    const { record } = tie;
    const ends = linked({ from: id(tie.from), to: id(tie.to), subject: id(tie.subject), lead: id(tie.lead) });
    const properties = propertiesOf(record, ["from", "to", "subject", "lead"]);
    const marks = { position, ...(watched.ties.has(position) ? { watched: true } : {}) };
    const uids = Object.fromEntries(Object.entries(ends).map(([role, uid]) => [`${role}Uid`, uid]));
    return {
      uid: key("t", record),
      ends,
      properties: { ...properties, ...marks, ...uids, ...written(record, ends) },
    };
  });
  const facts = resolved.facts.map(({ record, entity }, position): Row => {
    const ends = linked({ entity: id(entity) });
    const properties = propertiesOf(record, ["entity"]);
    return { uid: key("f", record), ends, properties: { ...properties, position, ...written(record, ends) } };
  });
  const declarations = resolved.declarations.map(({ record, owner, subject }, position): Row => {
    const ends = linked({ owner: id(owner), subject: id(subject) });
    const properties = propertiesOf(record, ["owner", "subject"]);
    return { uid: key("c", record), ends, properties: { ...properties, position, ...written(record, ends) } };
  });
  const found = (stage: string) => (each: Issue, position: number) => issueRow(key, each, stage, position);
  const said = [...issues.map(found("read")), ...resolved.issues.map(found("resolve"))];
  const tables = {
    entities,
    shadowed,
    holdings,
    ties,
    facts,
    declarations,
    issues: said,
    stakes: stakes(dataset),
  };
  return { tables, latest: latestDate(dataset) };
}

function keys(): (kind: string, record: object) => string {
  const seen = new Map<string, number>();
  return (kind, record) => {
    const { at: _at, ...content } = record as { at?: unknown };
    const digest = createHash("sha256").update(kind).update(JSON.stringify(content)).digest("base64url");
    const before = seen.get(digest) ?? 0;
    seen.set(digest, before + 1);
    return `${kind}-${digest.slice(0, 22)}-${before}`;
  };
}

const linked = (ends: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(Object.entries(ends).filter((end): end is [string, string] => end[1] !== undefined));

/** What a record calls its parties where that is not their id: `writtenHolder`, `writtenSubject` … */
function written(record: object, ends: Readonly<Record<string, string>>): Record<string, string> {
  const words: Record<string, string> = {};
  for (const role of ["holder", "subject", "from", "to", "lead", "entity", "owner"]) {
    const name = (record as Record<string, unknown>)[role];
    if (typeof name === "string" && name !== ends[role]) words[writtenName(role)] = name;
  }
  return words;
}

export const writtenName = (role: string): string => `written${role[0]!.toUpperCase()}${role.slice(1)}`;

function issueRow(key: ReturnType<typeof keys>, each: Issue, stage: string, position: number): Row {
  const { code, severity } = each;
  const properties = { code, severity, stage, position, record: JSON.stringify(each) };
  return { uid: key("i", { each, stage }), properties, ends: {} };
}

/** Who holds what on the default date, each pair once, as the register has reconciled it. */
function stakes(dataset: Dataset): Row[] {
  const r = register(dataset);
  const rows: Row[] = [];
  const { equity, voting } = r.stakes;
  const id = (index: number): string => r.entities[index]!.id;
  for (let subject = 0; subject < r.entities.length; subject += 1) {
    for (let stake = equity.start[subject]!; stake < equity.start[subject + 1]!; stake += 1) {
      const share = equity.share(stake);
      const votes = voting.share(stake);
      const ends = { holder: id(equity.holder[stake]!), subject: id(subject) };
      const properties = {
        equity: toNumber(share.min),
        equityMost: toNumber(share.max),
        voting: toNumber(votes.min),
        votingMost: toNumber(votes.max),
        ...(isExact(share) ? { equityExact: fractionText(share.min) } : {}),
        ...(isExact(votes) ? { votingExact: fractionText(votes.min) } : {}),
      };
      rows.push({ uid: `${ends.holder}\n${ends.subject}`, ends, properties });
    }
  }
  return rows;
}
