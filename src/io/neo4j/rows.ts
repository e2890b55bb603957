import { createHash } from "node:crypto";
import type { Dataset } from "../../model/dataset.js";
import { fractionText, toNumber } from "../../model/fraction.js";
import type { Issue } from "../../model/issue.js";
import { isExact, type ShareRange } from "../../model/share.js";
import { latestDate, type Resolved, resolve } from "../../register/resolve.js";
import { companiesOf, stakesOn } from "./companies.js";
import { type Properties, propertiesOf } from "./properties.js";
import { type Watched, watchedRecords } from "./watched.js";

/** A row of a batch: the key of what is written, the entities it hangs on, and its properties. */
export interface Row {
  readonly uid: string;
  readonly properties: Properties;
  /** Uids of entities by role; what a record does not name is left out. */
  readonly ends: Readonly<Record<string, string>>;
  /** On the first holding of a pair: what one holds of the other in all on the default date, if anything. */
  readonly stake?: Properties | undefined;
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
] as const;
export type ImportTable = (typeof IMPORT_TABLES)[number];

/** Rows of a table, made as they are taken: the same ones each time. */
export interface TableRows {
  readonly count: number;
  readonly rows: () => Iterable<Row>;
}

export interface ImportRows {
  readonly tables: Readonly<Record<ImportTable, TableRows>>;
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
  const { entities } = resolved;
  const entered = new Set(entities);
  const shadowed = dataset.entities.flatMap((record, position) => (entered.has(record) ? [] : [position]));
  const table = (count: number, rows: () => Iterable<Row>): TableRows => ({ count, rows });
  let found: Watched | undefined;
  const watched = (): Watched => {
    found ??= watchedRecords(resolved);
    return found;
  };
  const tables = {
    entities: table(entities.length, () => entityRows(dataset, resolved, watched())),
    shadowed: table(shadowed.length, () => shadowedRows(dataset, shadowed)),
    holdings: table(resolved.holdings.length, () => holdingRows(dataset, resolved)),
    ties: table(resolved.ties.length, () => tieRows(resolved, watched())),
    facts: table(resolved.facts.length, () => factRows(resolved)),
    declarations: table(resolved.declarations.length, () => declarationRows(resolved)),
    issues: table(issues.length + resolved.issues.length, () => issueRows(issues, resolved.issues)),
  };
  return { tables, latest: latestDate(dataset) };
}

function* entityRows(dataset: Dataset, resolved: Resolved, { entities: watched }: Watched): Generator<Row> {
  const positions = new Map(dataset.entities.map((record, position) => [record, position]));
  for (const [index, record] of resolved.entities.entries()) {
    const position = positions.get(record);
    const marks = {
      // Those that no row defines come last, in the order in which other records first speak of them.
      position: position ?? dataset.entities.length + index,
      number: index,
      ...(position === undefined ? { made: true } : {}),
      ...(watched.has(index) ? { watched: true } : {}),
    };
    yield { uid: record.id, properties: { ...propertiesOf(record, ["id"]), ...marks }, ends: {} };
  }
}

function* shadowedRows({ entities }: Dataset, positions: readonly number[]): Generator<Row> {
  const key = keys();
  for (const position of positions) {
    const record = entities[position]!;
    const properties = { ...propertiesOf(record, ["id"]), id: record.id, position };
    yield { uid: key("d", record), properties, ends: {} };
  }
}

/** Id of an entity by its index; undefined for nobody. */
const idIn =
  ({ entities }: Resolved) =>
  (index: number): string | undefined =>
    index < 0 ? undefined : entities[index]!.id;

function* holdingRows(dataset: Dataset, resolved: Resolved): Generator<Row> {
  const key = keys();
  const id = idIn(resolved);
  const stakeOf = stakesByPair(dataset, resolved);
  for (const [position, { record, holder, subject }] of resolved.holdings.entries()) {
    const ends = linked({ holder: id(holder), subject: id(subject) });
    const properties = propertiesOf(record, ["holder", "subject"]);
    yield {
      ...{ uid: key("h", record), ends, stake: stakeOf(holder, subject) },
      properties: { ...properties, position, ...written(record, ends) },
    };
  }
}

function* tieRows(resolved: Resolved, { ties: watched }: Watched): Generator<Row> {
  const key = keys();
  const id = idIn(resolved);
  for (const [position, tie] of resolved.ties.entries()) {
    const { record } = tie;
    const ends = linked({ from: id(tie.from), to: id(tie.to), subject: id(tie.subject), lead: id(tie.lead) });
    const properties = propertiesOf(record, ["from", "to", "subject", "lead"]);
    const marks = { position, ...(watched.has(position) ? { watched: true } : {}) };
    const uids = Object.fromEntries(Object.entries(ends).map(([role, uid]) => [`${role}Uid`, uid]));
    yield {
      uid: key("t", record),
      ends,
      properties: { ...properties, ...marks, ...uids, ...written(record, ends) },
    };
  }
}

function* factRows(resolved: Resolved): Generator<Row> {
  const key = keys();
  const id = idIn(resolved);
  for (const [position, { record, entity }] of resolved.facts.entries()) {
    const ends = linked({ entity: id(entity) });
    const properties = propertiesOf(record, ["entity"]);
    yield { uid: key("f", record), ends, properties: { ...properties, position, ...written(record, ends) } };
  }
}

function* declarationRows(resolved: Resolved): Generator<Row> {
  const key = keys();
  const id = idIn(resolved);
  for (const [position, { record, owner, subject }] of resolved.declarations.entries()) {
    const ends = linked({ owner: id(owner), subject: id(subject) });
    const properties = propertiesOf(record, ["owner", "subject"]);
    yield { uid: key("c", record), ends, properties: { ...properties, position, ...written(record, ends) } };
  }
}

function* issueRows(read: readonly Issue[], found: readonly Issue[]): Generator<Row> {
  const key = keys();
  for (const [stage, issues] of Object.entries({ read, resolve: found })) {
    for (const [position, each] of issues.entries()) yield issueRow(key, each, stage, position);
  }
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

/**
 * Who holds what on the default date, as a register reconciles it: asked pair by pair, each pair is told once. Only
 * companies some of whose pairs were not asked for yet are kept.
 */
function stakesByPair(
  dataset: Dataset,
  resolved: Resolved,
): (holder: number, subject: number) => Properties | undefined {
  const companies = companiesOf(resolved);
  const latest = latestDate(dataset);
  const waiting = new Map<number, Map<number, Properties>>();
  const seen = new Set<number>();
  return (holder, subject) => {
    if (!seen.has(subject)) {
      seen.add(subject);
      const found = stakesOn(resolved, companies, subject, latest);
      waiting.set(
        subject,
        new Map(found.map(({ holder, equity, voting }) => [holder, stake(equity, voting)])),
      );
    }
    const own = waiting.get(subject);
    const properties = own?.get(holder);
    own?.delete(holder);
    if (own?.size === 0) waiting.delete(subject);
    return properties;
  };
}

const stake = (share: ShareRange, votes: ShareRange): Properties => ({
  equity: toNumber(share.min),
  equityMost: toNumber(share.max),
  voting: toNumber(votes.min),
  votingMost: toNumber(votes.max),
  ...(isExact(share) ? { equityExact: fractionText(share.min) } : {}),
  ...(isExact(votes) ? { votingExact: fractionText(votes.min) } : {}),
});
