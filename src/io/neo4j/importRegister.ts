import { createHash, randomUUID } from "node:crypto";
import type { Loaded } from "../load.js";
import type { Conversation, Database } from "./connection.js";
import { DatabaseError } from "./databaseError.js";
import { IMPORT_TABLES, type ImportRows, type ImportTable, importRows, type Row } from "./rows.js";
import { statements } from "./statements.js";

/** What the node (:Register) says. */
export interface RegisterState {
  readonly state: "importing" | "complete";
  readonly importer: string;
  readonly digest: string;
  readonly generation: number;
  readonly table?: ImportTable;
  readonly row?: number;
  readonly latest?: string | null;
  readonly files?: readonly string[];
  readonly inputDigest?: string;
}

export interface ImportOptions {
  /** Rows of one transaction. */
  readonly batch?: number | undefined;
  readonly onProgress?: ((table: string, done: number, total: number) => void) | undefined;
}

export interface Imported {
  readonly entities: number;
  readonly holdings: number;
  readonly ties: number;
  readonly facts: number;
  readonly declarations: number;
  /** Records of an earlier import that are no longer in the data. */
  readonly gone: number;
  /** Where an interrupted import of the same data was taken up; null for one that began anew. */
  readonly resumed: { readonly table: string; readonly row: number } | null;
}

const BATCH = 5_000;
const GONE = ["stake", "holds", "tie", "fact", "declaration", "issue", "shadowed", "entity"] as const;

/** Changes whenever what is written changes, so that half an import of an older version is never continued. */
const LAYOUT = "3";

/**
 * Brings a dataset into a database: keys, records in batches, what is gone is taken away, then the indexes that answers
 * need. The register is unanswerable from the first batch to the last; an import that was killed goes on after its last
 * batch when it is run again with the same data, and begins anew with other data. Running it twice changes nothing.
 * Throws a DatabaseError.
 */
export async function importRegister(
  database: Database,
  loaded: Loaded,
  options: ImportOptions = {},
): Promise<Imported> {
  const rows = importRows(loaded);
  for (const text of statements("schema")) await database.run(text);
  const begun = await begin(database, digestOf(loaded));
  await writeRows(database, rows, begun, options);
  const gone = await takeAway(database, begun, options.batch ?? BATCH);
  await makeIndexes(database);
  const { dataset } = loaded;
  const counts = {
    entities: dataset.entities.length,
    holdings: dataset.holdings.length,
    ties: dataset.ties?.length ?? 0,
    facts: dataset.facts?.length ?? 0,
    declarations: dataset.declarations?.length ?? 0,
  };
  const { latest } = rows;
  const files = [...loaded.files];
  await database.write(async (talk) => {
    const done = { importer: begun.importer, latest, files, inputDigest: loaded.digest, ...counts };
    mine(await talk.ask("import/finish", done), database);
  });
  return { ...counts, gone, resumed: begun.from };
}

/** What half an import is known by: everything that rows are made of. */
function digestOf({ dataset, issues }: Loaded): string {
  const hash = createHash("sha256").update(LAYOUT);
  const { entities, holdings, ties = [], facts = [], declarations = [] } = dataset;
  for (const records of [entities, holdings, ties, facts, declarations, issues]) {
    hash.update(String(records.length));
    for (const record of records) hash.update(JSON.stringify(record));
  }
  return hash.digest("hex");
}

/** Before the first import there is nothing that it could take away. */
const FIRST = 1;

interface Begun {
  readonly importer: string;
  readonly generation: number;
  readonly from: { readonly table: ImportTable; readonly row: number } | null;
}

/** Marks the register as being imported, and finds out whether half of the same import is there already. */
async function begin(database: Database, digest: string): Promise<Begun> {
  const importer = randomUUID();
  return database.write(async (talk) => {
    const [found] = await talk.ask<{ register: RegisterState }>("read/register");
    if (!found) await refuseForeign(talk, database);
    const before = found?.register;
    const goesOn = before?.state === "importing" && before.digest === digest && before.table !== undefined;
    const from = goesOn ? { table: before.table!, row: before.row ?? 0 } : null;
    const generation = goesOn ? before.generation : (before?.generation ?? FIRST - 1) + 1;
    const place = from ?? { table: IMPORT_TABLES[0], row: 0 };
    await talk.ask("import/begin", { importer, digest, generation, ...place });
    return { importer, generation, from };
  });
}

async function refuseForeign(talk: Conversation, { address }: Database): Promise<void> {
  const [foreign] = await talk.ask<{ labels: readonly string[] }>("import/foreign");
  if (!foreign) return;
  const labels = foreign.labels.join(", ");
  throw new DatabaseError("database.foreign", { address: address.shown, labels });
}

/** Throws unless the register is still this import's. */
function mine(rows: readonly unknown[], { address }: Database): void {
  if (rows.length === 0) throw new DatabaseError("database.taken", { address: address.shown });
}

/** Writes the tables from where an earlier run was ended; a batch is made while the server works on the one before. */
async function writeRows(
  database: Database,
  { tables }: ImportRows,
  { importer, generation, from }: Begun,
  { batch: size = BATCH, onProgress }: ImportOptions,
): Promise<void> {
  let written = Promise.resolve();
  const first = from === null ? 0 : IMPORT_TABLES.indexOf(from.table);
  for (const [place, table] of IMPORT_TABLES.slice(first).entries()) {
    let done = place === 0 ? (from?.row ?? 0) : 0;
    const { count, rows } = tables[table];
    for (const batch of batches(rows(), done, size)) {
      const marked = batch.map((row) => withGeneration(row, generation));
      await written;
      done += batch.length;
      const progress = { importer, table, row: done };
      written = database
        .write(async (talk) => {
          const [still] = await Promise.all([
            talk.ask("import/progress", progress),
            talk.ask(`import/${table}`, { rows: marked }),
          ]);
          mine(still, database);
        })
        .then(() => onProgress?.(table, progress.row, count));
      // What is wrong is thrown where it is waited for.
      written.catch(() => {});
    }
  }
  await written;
}

function* batches(rows: Iterable<Row>, start: number, size: number): Generator<Row[]> {
  let batch: Row[] = [];
  let position = 0;
  for (const row of rows) {
    position += 1;
    if (position <= start) continue;
    batch.push(row);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

const withGeneration = ({ uid, ends, properties, stake }: Row, generation: number) => ({
  uid,
  ends,
  properties: { ...properties, uid, generation },
  stakes: stake === undefined ? [] : [{ ...stake, generation }],
});

/** Takes away what this import did not write, relationships before the nodes that they hang on. */
async function takeAway(database: Database, { importer, generation }: Begun, size: number): Promise<number> {
  if (generation === FIRST) return 0;
  const { int } = await import("neo4j-driver");
  let gone = 0;
  for (const what of GONE) {
    for (;;) {
      const taken = await database.write(async (talk) => {
        const last = IMPORT_TABLES.at(-1)!;
        mine(
          await talk.ask("import/progress", { importer, table: last, row: Number.MAX_SAFE_INTEGER }),
          database,
        );
        const [row] = await talk.ask<{ gone: number }>(`import/gone-${what}`, {
          generation,
          size: int(size),
        });
        return row?.gone ?? 0;
      });
      if (what !== "stake") gone += taken;
      if (taken < size) break;
    }
  }
  return gone;
}

interface IndexState {
  readonly name: string;
  readonly state: string;
}

/** Waits between two looks at the indexes. */
const LOOK_MS = 100;

/** Makes the indexes that answers need; to fill one at the end costs less than to keep it up to date row by row. */
async function makeIndexes(database: Database): Promise<void> {
  for (const text of statements("indexes")) await database.run(text);
  for (;;) {
    const waiting = await database.read((talk) => talk.ask<IndexState>("indexes-state"));
    const failed = waiting.find(({ state }) => state === "FAILED");
    if (failed) {
      const reason = `index ${failed.name}`;
      throw new DatabaseError("database.refused", {
        address: database.address.shown,
        code: "FAILED",
        reason,
      });
    }
    if (waiting.length === 0) return;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}
