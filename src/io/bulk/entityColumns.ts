import { ENTITY_KINDS, type Entity, LISTINGS, SECTORS } from "../../model/dataset.js";
import { convert } from "../cells.js";
import type { Matched } from "../tableReader.js";
import { ByteKeys, enlarged } from "./byteKeys.js";
import { dayNumber, isPlainId } from "./cellBytes.js";
import type { RowPlaces } from "./rowPlaces.js";
import { LAST_MARKED } from "./rowScanner.js";
import { BLOCK_ROWS, beginOf, cellEnds, type RowBlock, type RowVisitor } from "./scanTable.js";
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

const UNKNOWN = ENTITY_KINDS.indexOf("unknown");

/** How the cells of one column become a code; `target` is null where nothing is kept of it. */
interface CodedColumn {
  readonly field: number;
  readonly target: "kind" | "listing" | "sector" | "publicOffering" | "completeFrom" | null;
  readonly codes: WordCodes;
  /** What an empty cell says. */
  readonly empty: number;
  /** The codes of the rows at hand. */
  readonly read: Int32Array;
}

/** Reads the rows of a table of entities into columns: what is asked of a row is asked of all rows at hand, one after the other. */
export class EntityVisitor implements RowVisitor {
  readonly #columns: EntityColumns;
  readonly #slow: SlowRows<"entities">;
  #key: readonly number[] = [];
  #coded: readonly CodedColumn[] = [];
  /** Fields that are ids of another kind, and those without a header. */
  #identifiers: readonly number[] = [];
  #unheaded: readonly number[] = [];
  /** Bits of the fields that may hold any text. */
  #texts = 0;
  #unknownByDefault = false;
  /** Of the rows at hand: 1 for those that the ordinary reader must look at, and where the ids of the others begin and end. */
  readonly #slowly = new Uint8Array(BLOCK_ROWS);
  readonly #ids = new Int32Array(2 * BLOCK_ROWS);
  /** Where cells of a column begin and end, and the entities of the ids. */
  readonly #cells = new Int32Array(2 * BLOCK_ROWS);
  readonly #found = new Int32Array(BLOCK_ROWS);
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

  rows(block: RowBlock): void {
    this.#columns.reserve(this.#columns.count + block.count);
    this.#findIds(block);
    this.#checkOthers(block);
    for (const column of this.#coded) this.#code(column, block);
    const slowly = this.#slowly;
    let first = 0;
    for (let row = slowly.indexOf(1); row >= 0 && row < block.count; row = slowly.indexOf(1, first)) {
      this.#enter(block, first, row);
      this.#readSlowly(block, row);
      first = row + 1;
    }
    this.#enter(block, first, block.count);
  }

  /** Finds the id of every row, and the rows that the ordinary reader must look at because of it, or of their shape. */
  #findIds({ bytes, cells, count }: RowBlock): void {
    const { starts, ends, fields, marks, width } = cells;
    const slowly = this.#slowly;
    const ids = this.#ids;
    const texts = this.#texts;
    const key = this.#key;
    for (let row = 0; row < count; row += 1) {
      slowly[row] = 1;
      if (fields[row] !== width || (marks[row]! & ~texts) !== 0) continue;
      for (let k = 0; k < key.length; k += 1) {
        const begin = starts[row * width + key[k]!]!;
        const end = ends[row * width + key[k]!]!;
        if (begin === end) continue;
        ids[2 * row] = begin;
        ids[2 * row + 1] = end;
        if (isPlainId(bytes, begin, end)) slowly[row] = 0;
        break;
      }
    }
  }

  /** Leaves rows to the ordinary reader whose other ids are not plain, or that have a cell without a header. */
  #checkOthers({ bytes, cells, count }: RowBlock): void {
    const { starts, ends, width } = cells;
    for (const field of [...this.#identifiers, ...this.#unheaded]) {
      const isId = this.#identifiers.includes(field);
      for (let row = 0; row < count; row += 1) {
        if (this.#slowly[row] === 1) continue;
        const begin = starts[row * width + field]!;
        const end = ends[row * width + field]!;
        if (begin !== end && !(isId && isPlainId(bytes, begin, end))) this.#slowly[row] = 1;
      }
    }
  }

  #code({ field, codes, empty, read }: CodedColumn, block: RowBlock): void {
    const { bytes, count } = block;
    const found = this.#cells;
    const slowly = this.#slowly;
    cellEnds(block, field, slowly, found);
    codes.codes(bytes, found, count, read);
    for (let row = 0; row < count; row += 1) {
      if (found[2 * row] === found[2 * row + 1]) read[row] = empty;
      else if (read[row] === SLOW) slowly[row] = 1;
    }
  }

  /** Puts in the rows from one to another, none of which the ordinary reader looks at. */
  #enter(block: RowBlock, from: number, to: number): void {
    const { keys, repeated } = this.#columns;
    const found = this.#found;
    let before = keys.count;
    keys.insertAll(block.bytes, this.#ids.subarray(2 * from, 2 * to), to - from, found);
    let first = from;
    for (;;) {
      const row = from + firstOther(found, first - from, to - from, before);
      if (row === to) break;
      this.#describe(block, first, row, before);
      before += row - first;
      repeated.push(block.offset + beginOf(block, row), block.row + row);
      first = row + 1;
    }
    this.#describe(block, first, to, before);
  }

  /** Keeps what is said of the rows from one to another, which are entities from `before` on. */
  #describe(block: RowBlock, from: number, to: number, before: number): void {
    this.#columns.places.addRows(block, from, to);
    if (this.#unknownByDefault) this.#columns.kind.fill(UNKNOWN, before, before + to - from);
    for (const { target, read } of this.#coded) {
      if (target !== null) this.#columns[target].set(read.subarray(from, to), before);
    }
  }

  #readSlowly(block: RowBlock, row: number): void {
    const bytes = block.bytes.subarray(beginOf(block, row), block.cells.nexts[row]!);
    const record = this.#slow.read(textOf(bytes), block.row + row);
    if (record === undefined) return;
    if (this.#columns.put(record) >= 0) this.#columns.places.addRows(block, row, row + 1);
    else this.#columns.repeated.push(block.offset + beginOf(block, row), block.row + row);
  }
}

/** The first of `found` from k on that is not `expected`, `expected` + 1 …; `until` where all are. */
function firstOther(found: Int32Array, k: number, until: number, expected: number): number {
  for (let at = k; at < until; at += 1) if (found[at] !== expected + at - k) return at;
  return until;
}

/** Bits of the fields whose cells are texts that nothing depends on, however they are written. */
export const textFields = (columns: readonly (Matched | null | undefined)[]): number =>
  columns.reduce(
    (bits, matched, field) =>
      field < LAST_MARKED && (matched === null || matched?.column.type === "text")
        ? bits | (1 << field)
        : bits,
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
    {
      field,
      target,
      codes: new WordCodes(codeOf(code)),
      empty: target === "kind" ? UNKNOWN : 0,
      read: new Int32Array(BLOCK_ROWS),
    },
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
