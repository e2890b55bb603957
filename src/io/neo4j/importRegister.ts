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
const LAYOUT = "2";

/**
 * Brings a dataset into a database: schema, records in batches, then what is gone is taken away. The register is
 * unanswerable from the first batch to the last; an import that was killed goes on after its last batch when it is run
 * again with the same data, and begins anew with other data. Running it twice changes nothing.
 * Throws a DatabaseError.
 */
export async function importRegister(
  database: Database,
  loaded: Loaded,
  options: ImportOptions = {},
): Promise<Imported> {
  const rows = importRows(loaded);
  const digest = digestOf(rows);
  for (const text of statements("schema")) await database.run(text);
  const { importer, generation, from } = await begin(database, digest);
  let reached = from === null;
  for (const table of IMPORT_TABLES) {
    const start = reached ? 0 : table === from!.table ? from!.row : null;
    if (start === null) continue;
    reached = true;
    await writeTable(database, table, rows.tables[table], { importer, generation, start, options });
  }
  const gone = await takeAway(database, importer, generation, options.batch ?? BATCH);
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
    const done = { importer, latest, files, inputDigest: loaded.digest, ...counts };
    mine(await talk.ask("import/finish", done), database);
  });
  return { ...counts, gone, resumed: from };
}

function digestOf({ tables, latest }: ImportRows): string {
  const hash = createHash("sha256").update(LAYOUT).update(String(latest));
  for (const table of IMPORT_TABLES) {
    for (const row of tables[table]) hash.update(JSON.stringify(row));
  }
  return hash.digest("hex");
}

interface Begun {
  readonly importer: string;
  readonly generation: number;
  readonly from: { readonly table: string; readonly row: number } | null;
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
    const generation = goesOn ? before.generation : (before?.generation ?? 0) + 1;
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

interface Writing {
  readonly importer: string;
  readonly generation: number;
  readonly start: number;
  readonly options: ImportOptions;
}

async function writeTable(
  database: Database,
  table: ImportTable,
  rows: readonly Row[],
  { importer, generation, start, options }: Writing,
): Promise<void> {
  const size = options.batch ?? BATCH;
  for (let row = start; row < rows.length; row += size) {
    const batch = rows.slice(row, row + size).map(({ uid, ends, properties }) => ({
      uid,
      ends,
      properties: { ...properties, uid, generation },
    }));
    await database.write(async (talk) => {
      const progress = { importer, table, row: row + batch.length };
      mine(await talk.ask("import/progress", progress), database);
      await talk.ask(`import/${table}`, { rows: batch });
    });
    options.onProgress?.(table, row + batch.length, rows.length);
  }
}

/** Takes away what this import did not write, relationships before the nodes that they hang on. */
async function takeAway(
  database: Database,
  importer: string,
  generation: number,
  size: number,
): Promise<number> {
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
