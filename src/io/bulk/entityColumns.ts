import { ENTITY_KINDS, type Entity, LISTINGS, SECTORS } from "../../model/dataset.js";
import { convert } from "../cells.js";
import type { Matched } from "../tableReader.js";
import { ByteKeys, enlarged } from "./byteKeys.js";
import { dayNumber, isPlainId } from "./cellBytes.js";
import type { RowPlaces } from "./rowPlaces.js";
import type { RowScanner } from "./rowScanner.js";
import type { RowVisitor } from "./scanTable.js";
import { type SlowRows, textOf } from "./slowRows.js";
import { SLOW, WordCodes } from "./wordCodes.js";

/** What measures of a whole register ask of entities, a column each; see register/bulkRegister. */
export class EntityColumns {
  readonly keys: ByteKeys;
  readonly places: RowPlaces;
  kind: Uint8Array;
  listing: Uint8Array;
  sector: Uint8Array;
  publicOffering: Uint8Array;
  /** The day from which the holders are declared to be all there are: 1 for always, 0 for not declared. */
  completeFrom: Int32Array;
  /** Rows that repeat an id: where they begin and which row they are, two numbers each. */
  readonly repeated: number[] = [];

  constructor(expected: number, expectedBytes: number, places: RowPlaces) {
    this.keys = new ByteKeys(expected, expectedBytes);
    this.places = places;
    this.kind = new Uint8Array(expected);
    this.listing = new Uint8Array(expected);
    this.sector = new Uint8Array(expected);
    this.publicOffering = new Uint8Array(expected);
    this.completeFrom = new Int32Array(expected);
  }

  get count(): number {
    return this.keys.count;
  }

  reserve(count: number): void {
    if (count <= this.kind.length) return;
    this.kind = enlarged(this.kind, count);
    this.listing = enlarged(this.listing, count);
    this.sector = enlarged(this.sector, count);
    this.publicOffering = enlarged(this.publicOffering, count);
    this.completeFrom = enlarged(this.completeFrom, count);
  }

  /** Takes what is said of an entity for another one's. */
  move(from: number, to: number): void {
    this.kind[to] = this.kind[from]!;
    this.listing[to] = this.listing[from]!;
    this.sector[to] = this.sector[from]!;
    this.publicOffering[to] = this.publicOffering[from]!;
    this.completeFrom[to] = this.completeFrom[from]!;
  }

  /** Puts in an entity that is a record already; its number, or −1 where the id is taken. */
  put(entity: Entity): number {
    const id = Buffer.from(entity.id);
    const before = this.keys.count;
    if (this.keys.insert(id, 0, id.length) < before) return -1;
    this.reserve(before + 1);
    this.kind[before] = ENTITY_KINDS.indexOf(entity.kind);
    this.listing[before] = entity.listing === undefined ? 0 : LISTINGS.indexOf(entity.listing) + 1;
    this.sector[before] = entity.sector === undefined ? 0 : SECTORS.indexOf(entity.sector) + 1;
    this.publicOffering[before] = entity.publicOffering === true ? 1 : 0;
    this.completeFrom[before] = completeFrom(entity.registerComplete);
    return before;
  }
}

const completeFrom = (declared: Entity["registerComplete"]): number =>
  typeof declared === "string" ? dayNumber(declared) : declared === true ? 1 : 0;

/** Rows whose ids are put in together. */
const WAITING = 4096;

/** How the cells of one column become a code; `code` is null where any text will do. */
interface CodedColumn {
  readonly field: number;
  readonly target: "kind" | "listing" | "sector" | "publicOffering" | "completeFrom" | null;
  readonly codes: WordCodes;
}

/** Reads the rows of a table of entities into columns. */
export class EntityVisitor implements RowVisitor {
  readonly #columns: EntityColumns;
  readonly #slow: SlowRows<"entities">;
  #key: readonly number[] = [];
  #coded: readonly CodedColumn[] = [];
  /** Fields that are ids of another kind, and those without a header. */
  #identifiers: readonly number[] = [];
  #unheaded: readonly number[] = [];
  #width = 0;
  /** Bits of the fields that may hold any text. */
  #texts = 0;
  readonly #unknownKind = ENTITY_KINDS.indexOf("unknown");
  #unknownByDefault = false;
  /** Rows whose ids are not put in yet: where these begin and end, and where the rows stand. */
  readonly #batch = {
    count: 0,
    ends: new Int32Array(2 * WAITING),
    offsets: new Float64Array(WAITING),
    rows: new Int32Array(WAITING),
    found: new Int32Array(WAITING),
  };
  headerCells: readonly string[] = [];
  headerRow = 0;
  /** Field of the name; −1 where the table has none. */
  nameField = -1;

  constructor(columns: EntityColumns, slow: SlowRows<"entities">) {
    this.#columns = columns;
    this.#slow = slow;
  }

  header(cells: readonly string[], row: number): boolean {
    if (!this.#slow.reader.header(cells, row)) return false;
    this.headerCells = cells;
    this.headerRow = row;
    const { columns, needs } = this.#slow.reader;
    this.#width = columns.length;
    const fieldOf = (name: string): number => columns.findIndex((matched) => matched?.column.name === name);
    this.#key = needs[0]!.map(fieldOf).filter((field) => field >= 0);
    this.nameField = fieldOf("name");
    const fields = columns.map((matched, field) => ({ matched, field }));
    this.#unheaded = fields.flatMap(({ matched, field }) => (matched === undefined ? [field] : []));
    this.#identifiers = fields.flatMap(({ matched, field }) =>
      matched?.column.type === "id" && !this.#key.includes(field) ? [field] : [],
    );
    this.#texts = textFields(columns);
    this.#unknownByDefault = fieldOf("kind") < 0;
    this.#coded = fields.flatMap(({ matched, field }) => (matched ? codedColumn(matched, field) : []));
    return true;
  }

  row(bytes: Uint8Array, scanner: RowScanner, from: number, offset: number, row: number): void {
    const columns = this.#columns;
    const { starts, ends } = scanner;
    const key = this.#keyOf(bytes, scanner);
    if (key < 0) {
      this.#readSlowly(bytes, scanner, from, offset, row);
      return;
    }
    const batch = this.#batch;
    if (batch.count === batch.rows.length) this.flush(bytes);
    const entity = columns.keys.count + batch.count;
    columns.reserve(entity + 1);
    for (const { field, target, codes } of this.#coded) {
      const empty = starts[field] === ends[field];
      const code = empty ? 0 : codes.code(bytes, starts[field]!, ends[field]!);
      if (code === SLOW) {
        this.#readSlowly(bytes, scanner, from, offset, row);
        return;
      }
      if (target === "completeFrom") columns.completeFrom[entity] = code;
      else if (target !== null) columns[target][entity] = code;
      if (empty && target === "kind") columns.kind[entity] = this.#unknownKind;
    }
    if (this.#unknownByDefault) columns.kind[entity] = this.#unknownKind;
    const k = batch.count;
    batch.ends[2 * k] = starts[key]!;
    batch.ends[2 * k + 1] = ends[key]!;
    batch.offsets[k] = offset;
    batch.rows[k] = row;
    batch.count += 1;
  }

  /** Puts in the ids of the rows that wait, while their bytes are there: many at once, see {@link ByteKeys.findAll}. */
  flush(bytes: Uint8Array): void {
    const columns = this.#columns;
    const { ends, offsets, rows, found, count } = this.#batch;
    const before = columns.keys.count;
    columns.keys.insertAll(bytes, ends, count, found);
    let entity = before;
    for (let k = 0; k < count; k += 1) {
      if (found[k] !== entity) {
        columns.repeated.push(offsets[k]!, rows[k]!);
        continue;
      }
      if (entity !== before + k) columns.move(before + k, entity);
      columns.places.add(offsets[k]!, rows[k]!);
      entity += 1;
    }
    this.#batch.count = 0;
  }

  /** The field whose bytes are the id; −1 for a row that the ordinary reader must look at. */
  #keyOf(bytes: Uint8Array, scanner: RowScanner): number {
    const { starts, ends, fields, doubled, nul } = scanner;
    if (fields !== this.#width || nul || (doubled & ~this.#texts) !== 0) return -1;
    let key = -1;
    for (const field of this.#key) {
      if (starts[field] === ends[field]) continue;
      if (!isPlainId(bytes, starts[field]!, ends[field]!)) return -1;
      key = field;
      break;
    }
    for (const field of this.#identifiers) {
      if (starts[field] !== ends[field] && !isPlainId(bytes, starts[field]!, ends[field]!)) return -1;
    }
    for (const field of this.#unheaded) if (starts[field] !== ends[field]) return -1;
    return key;
  }

  #readSlowly(bytes: Uint8Array, scanner: RowScanner, from: number, offset: number, row: number): void {
    this.flush(bytes);
    const record = this.#slow.read(textOf(bytes.subarray(from, scanner.next)), row);
    if (record === undefined) return;
    if (this.#columns.put(record) >= 0) this.#columns.places.add(offset, row);
    else this.#columns.repeated.push(offset, row);
  }
}

/** Bits of the fields whose cells are texts that nothing depends on, however they are written. */
export const textFields = (columns: readonly (Matched | null | undefined)[]): number =>
  columns.reduce(
    (bits, matched, field) =>
      field < 31 && (matched === null || matched?.column.type === "text") ? bits | (1 << field) : bits,
    0,
  );

function codedColumn(matched: Matched, field: number): CodedColumn[] {
  const { column } = matched;
  if (column.type === "text" || column.type === "id") return [];
  const codeOf =
    (code: (value: unknown) => number) =>
    (text: string): number => {
      const cell = text.trim();
      if (cell === "" || text.startsWith("'")) return SLOW;
      const { value, problem } = convert(cell, column, matched);
      return problem === undefined ? code(value) : SLOW;
    };
  const coded = (target: CodedColumn["target"], code: (value: unknown) => number): CodedColumn[] => [
    { field, target, codes: new WordCodes(codeOf(code)) },
  ];
  switch (column.name) {
    case "kind":
      return coded("kind", (value) => (ENTITY_KINDS as readonly unknown[]).indexOf(value));
    case "listing":
      return coded("listing", (value) => (LISTINGS as readonly unknown[]).indexOf(value) + 1);
    case "sector":
      return coded("sector", (value) => (SECTORS as readonly unknown[]).indexOf(value) + 1);
    case "publicOffering":
      return coded("publicOffering", (value) => (value === true ? 1 : 0));
    case "registerComplete":
      return coded("completeFrom", (value) => completeFrom(value as Entity["registerComplete"]));
    default:
      return coded(null, () => 0);
  }
}
