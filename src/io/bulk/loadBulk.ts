import { createHash } from "node:crypto";
import type { Entity, Fact, Origin, ShareClass, Tie } from "../../model/dataset.js";
import { type Issue, issue } from "../../model/issue.js";
import type { ResolvedTie } from "../../register/resolve.js";
import { separatorOf } from "../csv.js";
import { FORMATS } from "../formats.js";
import { checkEncoding, type InputFile, inputFiles, readInput } from "../load.js";
import { emptyReading, type LoadOptions, type Reading, say } from "../reading.js";
import { openHead, openSource, textChunks } from "../source.js";
import type { TableReader } from "../tableReader.js";
import { BulkData, type BulkTable, type TableShape } from "./bulkData.js";
import { ByteKeys } from "./byteKeys.js";
import { dayText } from "./cellBytes.js";
import { EntityColumns, EntityVisitor } from "./entityColumns.js";
import { HoldingColumns, HoldingVisitor } from "./holdingColumns.js";
import { RowPlaces } from "./rowPlaces.js";
import { NotForBulk } from "./rowScanner.js";
import { NotUtf8, type RowVisitor, scanTable } from "./scanTable.js";
import { SlowRows } from "./slowRows.js";
import { openText, type TableText, textInMemory } from "./tableText.js";

/** Rows are rarely shorter: room is made for so many, and for more where there are. */
const SHORT_ROW = { entities: 30, holdings: 18 };

/** A file of a table, and what separates its cells; null in a Parquet file. */
interface Chosen {
  readonly file: InputFile;
  readonly separator: string | null;
}

/** A table whose rows can be shown. */
interface Shown {
  readonly name: "entities" | "holdings";
  readonly file: InputFile;
  readonly separator: string;
  readonly text: TableText;
  /** How many rows to expect. */
  readonly rows: number;
  readonly show: (visitor: RowVisitor, reader: TableReader) => Promise<"read" | "empty"> | "read" | "empty";
}

/**
 * Reads a folder of tables, or one table of holdings, into columns: the same records and issues as `load` has, without
 * an object a row. Tables other than entities and holdings are read by the ordinary reader.
 *
 * @throws NotForBulk where only the ordinary reader can say what the input means (workbooks, JSON, misplaced quotes,
 * percents without a sign …). @throws InputError as `load` does.
 */
export async function loadBulk(path: string, options: LoadOptions = {}): Promise<BulkData> {
  checkEncoding(options.encoding, path);
  const into = emptyReading();
  const files = await inputFiles(path, into);
  const [entityFile, holdingFile, others] = await chooseTables(files, options);
  const loading = new Loading(into, options);
  if (entityFile) await loading.scan("entities", entityFile);
  if (holdingFile) await loading.scan("holdings", holdingFile);
  // The digest belongs to the ordinary reader's answer; whoever wants that of a bulk register reads the files again.
  for (const file of others) await readInput(file, createHash("sha256"), into, options);
  if (into.entities.length > 0 || into.holdings.length > 0) throw new NotForBulk("records of other files");
  return loading.finish(files);
}

/** The one table of entities and the one of holdings that are read as columns. */
async function chooseTables(
  files: readonly InputFile[],
  { encoding }: LoadOptions,
): Promise<[entities: Chosen | null, holdings: Chosen | null, others: readonly InputFile[]]> {
  const others: InputFile[] = [];
  const found: Record<"entities" | "holdings", Chosen | null> = { entities: null, holdings: null };
  for (const file of files) {
    const table = file.table ?? "holdings";
    if (table !== "entities" && table !== "holdings") {
      others.push(file);
      continue;
    }
    const head = await openHead(file.path);
    const format = FORMATS.find((known) => known.detects(file.path, head));
    const marked = head.bytes[0] === 0xff || head.bytes[0] === 0xfe;
    const isUtf8 = !marked && (!encoding || /^utf-?8$/i.test(encoding));
    const isParquet = format?.name === "parquet";
    if (found[table] || !(isParquet || (format?.name === "csv" && isUtf8))) {
      throw new NotForBulk("no single table of separated values in UTF-8, or in Parquet");
    }
    found[table] = { file, separator: isParquet ? null : separatorOf(head.text) };
  }
  if (!found.holdings && !found.entities) throw new NotForBulk("no table");
  return [found.entities, found.holdings, others];
}

class Loading {
  readonly #into: Reading;
  readonly #options: LoadOptions;
  #entities = new EntityColumns(0, 0, new RowPlaces(0));
  #holdings = new HoldingColumns(0, new RowPlaces(0));
  #missing = new ByteKeys(16, 256);
  #tables: Record<"entities" | "holdings", BulkTable | null> = { entities: null, holdings: null };
  #slowHoldings: SlowRows<"holdings"> | null = null;

  constructor(into: Reading, options: LoadOptions) {
    this.#into = into;
    this.#options = options;
  }

  async scan(name: "entities" | "holdings", { file, separator }: Chosen): Promise<void> {
    if (separator === null) return this.#scanParquet(name, file);
    const scan = (text: TableText): Promise<void> => {
      const rows = Math.ceil(text.size / SHORT_ROW[name]);
      const show = (visitor: RowVisitor) => scanTable(text, separator, visitor);
      return this.#scan({ name, file, separator, text, rows, show });
    };
    try {
      await scan(openText(file.path));
    } catch (error) {
      if (!(error instanceof NotUtf8)) throw error;
      await scan(await this.#transcoded(file));
    }
  }

  async #scanParquet(name: "entities" | "holdings", file: InputFile): Promise<void> {
    const [{ openParquet, ParquetError }, { CELL_SEPARATOR, GrowingText, scanParquet }] = await Promise.all([
      import("../parquetFile.js"),
      import("./scanParquet.js"),
    ]);
    try {
      const table = await openParquet(file.path);
      const text = new GrowingText();
      const show = (visitor: RowVisitor, reader: TableReader) =>
        scanParquet(table, visitor, { text, wanted: (column) => reader.columns[column] !== null });
      const shown = { name, file, separator: CELL_SEPARATOR, text, rows: table.expectedRows, show };
      await this.#scan(shown).finally(table.close);
    } catch (error) {
      throw error instanceof ParquetError ? new NotForBulk(error.message) : error;
    }
  }

  /** A table in another encoding, as UTF-8. It stays in memory: its rows are asked for again. */
  async #transcoded({ path, name }: InputFile): Promise<TableText> {
    const source = await openSource(path, name, createHash("sha256"));
    const pieces: Buffer[] = [];
    for await (const text of textChunks(source, this.#into, this.#options.encoding))
      pieces.push(Buffer.from(text));
    return textInMemory(Buffer.concat(pieces));
  }

  async #scan({ name, file, separator, text, rows, show }: Shown): Promise<void> {
    const into = this.#into;
    const issues = into.issues.length;
    const slow = new SlowRows(name, file.name, separator, into, this.#options);
    const places = new RowPlaces(rows);
    let visitor: EntityVisitor | HoldingVisitor;
    if (name === "entities") {
      this.#entities = new EntityColumns(rows, rows * 10, places);
      visitor = new EntityVisitor(this.#entities, slow as SlowRows<"entities">);
    } else {
      this.#holdings = new HoldingColumns(rows, places);
      this.#missing = new ByteKeys(16, 256);
      this.#slowHoldings = slow as SlowRows<"holdings">;
      visitor = new HoldingVisitor(this.#holdings, this.#slowHoldings, this.#entities.keys, this.#missing);
    }
    try {
      if ((await show(visitor, slow.reader)) === "empty") {
        say(into, "empty-file", "error", { file: file.name });
      } else if (name === "entities") slow.reader.finish();
    } catch (error) {
      // What a first pass said is said again by the second.
      if (error instanceof NotUtf8) {
        into.issues.length = issues;
        into.ties.length = 0;
        into.holderKinds.length = 0;
      }
      throw error;
    }
    const nameField = visitor instanceof EntityVisitor ? visitor.nameField : -1;
    const header = { cells: visitor.headerCells, row: visitor.headerRow };
    const hasOtherNames = slow.reader.columns.some((matched) => matched?.column.name === "nameEn");
    const shape: TableShape = { file: file.name, separator, header, nameField, hasOtherNames };
    if (visitor.headerRow > 0) this.#tables[name] = { shape, text, places };
  }

  finish(files: readonly InputFile[]): BulkData {
    const into = this.#into;
    if (!into.tables.has("entities") && !into.tables.has("holdings")) throw new NotForBulk("no table");
    const maker = new EntityMaker(this.#entities, this.#tables.entities, into, this.#options);
    maker.makeHolders();
    const classes = maker.joinClasses();
    const entities = this.#entities.count + this.#entities.repeated.length / 2;
    const records = {
      entities,
      holdings: this.#holdings.count,
      ties: into.ties.length,
      facts: into.facts.length,
    };
    maker.makeMissing(this.#holdings, this.#missing);
    this.#holdings.fill();
    const ties = into.ties.map((record): ResolvedTie => maker.resolveTie(record));
    const facts = into.facts.map((record) => ({
      record,
      entity: maker.find(record.entity, record.at, "entity"),
    }));
    const declarations = into.declarations.map((record) => ({
      record,
      owner: maker.find(record.owner, record.at, "owner"),
      subject: maker.find(record.subject, record.at, "subject"),
    }));
    const rare = {
      options: { percent: this.#options.percent },
      files: files.map(({ name }) => name),
      paths: files.map((file) => file.path),
      digest: null,
      records,
      latest: latestOf(this.#holdings, into.ties, into.facts),
      ties,
      facts,
      declarations,
      extra: maker.extra,
      classes,
      issues: into.issues,
      repeated: this.#entities.repeated,
    };
    const { entities: entityTable, holdings: holdingTable } = this.#tables;
    const columns = this.#holdings;
    const data = new BulkData(
      this.#entities,
      columns,
      entityTable,
      holdingTable,
      Int32Array.from(maker.made),
      rare,
    );
    this.#judge(data);
    return data;
  }

  /** What only the whole table of holdings shows; rows above the whole are told what their companies' others hold. */
  #judge(data: BulkData): void {
    const slow = this.#slowHoldings;
    if (!slow || !this.#tables.holdings) return;
    const subjects = slow.reader.subjectsAboveOne;
    if (subjects.size > 0) {
      const companies = new Set([...subjects].map((key) => data.find(String(key)).index));
      for (let position = 0; position < this.#holdings.count; position += 1) {
        if (companies.has(this.#holdings.subject[position]!))
          this.#into.holdings.push(data.holding(position));
      }
    }
    slow.reader.finish();
    this.#into.holdings.length = 0;
    if (this.#into.issues.some(({ code }) => code === "bare-percent"))
      throw new NotForBulk("percents without a sign");
  }
}

function latestOf(holdings: HoldingColumns, ties: readonly Tie[], facts: readonly Fact[]): string | null {
  let day = 0;
  for (const from of holdings.from?.subarray(0, holdings.count) ?? []) if (from > day) day = from;
  let latest = day === 0 ? null : dayText(day);
  for (const date of [...ties.map(({ start }) => start), ...facts.map(({ on }) => on)]) {
    if (date !== undefined && (latest === null || date > latest)) latest = date;
  }
  return latest;
}

/** Makes the entities that no row defines, in the order in which `load` and `register` make them. */
class EntityMaker {
  readonly extra: [number, Entity][] = [];
  readonly #columns: EntityColumns;
  readonly #into: Reading;
  readonly #known: BulkData;
  readonly #rows: number;
  /** Of entities beyond the rows; see BulkData.made. */
  readonly made: number[] = [];

  constructor(columns: EntityColumns, table: BulkTable | null, into: Reading, options: LoadOptions) {
    this.#columns = columns;
    this.#into = into;
    this.#rows = table?.places.count ?? 0;
    const rare = {
      options: { percent: options.percent },
      files: [],
      paths: [],
      digest: null,
      records: { entities: 0, holdings: 0, ties: 0, facts: 0 },
      latest: null,
      ties: [],
      facts: [],
      declarations: [],
      extra: [],
      classes: [],
      issues: [],
      repeated: [],
    };
    // Only asked for the names of the entities that have rows.
    this.#known = new BulkData(
      columns,
      new HoldingColumns(0, new RowPlaces(0)),
      table,
      null,
      new Int32Array(0),
      rare,
    );
  }

  #idOf(key: string): number {
    const bytes = Buffer.from(key);
    const { keys } = this.#columns;
    return keys.find(bytes, 0, bytes.length, keys.hash(bytes, 0, bytes.length));
  }

  #put(record: Entity): number {
    const entity = this.#columns.put(record);
    this.extra.push([entity, record]);
    this.made.push(-1);
    return entity;
  }

  /** As `load` makes holders that only holdings speak of, with the kind that the column holderKind gives them. */
  makeHolders(): void {
    const { holderKinds } = this.#into;
    if (holderKinds.length === 0) return;
    this.#refuseRepeated();
    const made = new Map<string, Entity>();
    for (const { holder, kind, at } of holderKinds) {
      const first = made.get(holder);
      if (first === undefined) {
        if (this.#idOf(holder) >= 0 || this.#known.names().of(holder).length > 0) continue;
        made.set(holder, { id: holder, name: holder, kind, at });
      } else if (first.kind !== kind) {
        const parameters = {
          value: kind,
          expected: first.kind,
          suggestion: `${first.at?.row}: ${first.kind}`,
        };
        say(this.#into, "invalid-value", "error", { ...at, column: "holderKind" }, parameters);
      }
    }
    for (const record of made.values()) this.#put(record);
  }

  /** Names of rows that repeat an id count where tables are joined, but are not kept here. */
  #refuseRepeated(): void {
    if (this.#columns.repeated.length > 0) throw new NotForBulk("ids that several rows have");
  }

  /** As `load` joins the table of share classes. */
  joinClasses(): (readonly [number, readonly ShareClass[]])[] {
    const { classes } = this.#into;
    if (classes.length === 0) return [];
    this.#refuseRepeated();
    const joined = new Map<number, ShareClass[]>();
    for (const { company, shareClass, at } of classes) {
      let entity = this.#idOf(company);
      if (entity < 0) {
        const named = this.#known.names().of(company);
        if (named.length === 1) entity = named[0]!;
        else {
          entity = this.#put({ id: company, name: company, kind: "unknown", at });
          say(
            this.#into,
            "unknown-entity",
            "warning",
            { ...at, column: "company" },
            { id: company, suggestion: "" },
          );
        }
      }
      const own = joined.get(entity);
      if (own) own.push(shareClass);
      else joined.set(entity, [shareClass]);
    }
    return [...joined];
  }

  /** Gives an entity to every key of the holdings that no row defines: by unique name, else made. */
  makeMissing(holdings: HoldingColumns, missing: ByteKeys): void {
    if (missing.count === 0) return;
    const entities = new Int32Array(missing.count).fill(-1);
    const unknown = (column: Int32Array, position: number, side: 0 | 1): void => {
      const key = column[position]!;
      if (key >= 0) return;
      if (entities[-1 - key] === -1)
        entities[-1 - key] = this.#entityOf(missing, -1 - key, 2 * position + side);
      column[position] = entities[-1 - key]!;
    };
    for (let position = 0; position < holdings.count; position += 1) {
      unknown(holdings.holder, position, 0);
      unknown(holdings.subject, position, 1);
    }
  }

  #entityOf(missing: ByteKeys, key: number, place: number): number {
    const text = missing.text(key);
    const byId = this.#idOf(text);
    if (byId >= 0) return byId;
    const named = this.#rows === 0 ? [] : this.#known.names().of(text);
    if (named.length === 1) return named[0]!;
    const entity = this.#columns.put({ id: text, name: text, kind: "unknown" });
    this.made.push(place);
    return entity;
  }

  /** As `register` finds the parties of ties and facts. */
  find(key: string | undefined, at: Origin | undefined, column: string): number {
    if (key === undefined || key === "") return -1;
    const byId = this.#idOf(key);
    if (byId >= 0) return byId;
    const named = this.#known.names().of(key);
    if (named.length === 1) return named[0]!;
    this.#into.issues.push(
      unresolved(
        key,
        { ...at, column },
        named.map((entity) => this.#known.id(entity)),
      ),
    );
    return this.#put({ id: key, name: key, kind: "unknown", ...(at ? { at } : {}) });
  }

  resolveTie(record: Tie): ResolvedTie {
    const { at } = record;
    const grouped = record.kind === "concertAgreement" && record.group;
    return {
      record,
      from: this.find(record.from, at, "from"),
      to: grouped ? -1 : this.find(record.to, at, "to"),
      subject: this.find(record.subject, at, "subject"),
      lead: this.find(record.lead, at, "lead"),
    };
  }
}

function unresolved(key: string, at: Partial<Origin> & { column: string }, ids: readonly string[]): Issue {
  return ids.length > 1
    ? issue("ambiguous-name", "error", at, { name: key, count: String(ids.length), ids: ids.join(", ") })
    : issue("unknown-entity", "warning", at, {
        id: key.length > 80 ? `${key.slice(0, 80)}…` : key,
        suggestion: "",
      });
}
