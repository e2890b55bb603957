import { isNoEnd } from "../../model/period.js";
import { readShare, type ShareRange, type WrittenShare } from "../../model/share.js";
import { saysMore } from "../../register/bulkRegister.js";
import { isWord, READ_ROW, READ_SPECIAL, WORD } from "../../register/bulkStakes.js";
import { convert } from "../cells.js";
import type { Matched } from "../tableReader.js";
import type { ByteKeys } from "./byteKeys.js";
import { enlarged } from "./byteKeys.js";
import { dayNumber, decimal, isPlainId, powerOfTen, readDecimal, readIsoDay } from "./cellBytes.js";
import { textFields } from "./entityColumns.js";
import { firstMissing, withoutRepeats } from "./keyLoops.js";
import type { RowPlaces } from "./rowPlaces.js";
import { BLOCK_ROWS, beginOf, cellEnds, type RowBlock, type RowVisitor } from "./scanTable.js";
import { type SlowRows, textOf } from "./slowRows.js";
import { SLOW, WordCodes } from "./wordCodes.js";

/** Holdings as columns, in the order of their rows. */
export class HoldingColumns {
  count = 0;
  readonly places: RowPlaces;
  /** Entities; −1 − k for key k of `missing`, until the entities it names are made. */
  holder: Int32Array;
  subject: Int32Array;
  /** The share of equity, as the nearest double; with `decimals` it is exact again (see register/bulkStakes). */
  value: Float64Array;
  decimals: Uint8Array;
  /** Ranges, by the values of those holdings whose decimals are WORD. */
  readonly words: ShareRange[] = [];
  /** First day on which the holding holds, and the first on which it does no more; 0 where there is none. */
  from: Int32Array | null = null;
  to: Int32Array | null = null;

  constructor(expected: number, places: RowPlaces) {
    this.places = places;
    this.holder = new Int32Array(expected);
    this.subject = new Int32Array(expected);
    this.value = new Float64Array(expected);
    this.decimals = new Uint8Array(expected);
  }

  /** Makes room for so many more. */
  reserve(more: number): void {
    const needed = this.count + more;
    if (needed <= this.holder.length) return;
    this.holder = enlarged(this.holder, needed);
    this.subject = enlarged(this.subject, needed);
    this.value = enlarged(this.value, needed);
    this.decimals = enlarged(this.decimals, needed);
  }

  /** Columns of days as long as the others. */
  fill(): void {
    if (this.from !== null && this.from.length < this.count) this.from = enlarged(this.from, this.count);
    if (this.to !== null && this.to.length < this.count) this.to = enlarged(this.to, this.count);
  }

  setDays(record: number, from: number, to: number): void {
    if (from > 0) this.from = dated(this.from, this.holder.length, record, from);
    if (to > 0) this.to = dated(this.to, this.holder.length, record, to);
  }
}

function dated(days: Int32Array | null, length: number, record: number, day: number): Int32Array {
  const column =
    days === null ? new Int32Array(length) : days.length < length ? enlarged(days, length) : days;
  column[record] = day;
  return column;
}

/** Reads the rows of a table of holdings into columns: what is asked of a row is asked of all rows at hand, one after the other. */
export class HoldingVisitor implements RowVisitor {
  readonly #columns: HoldingColumns;
  readonly #slow: SlowRows<"holdings">;
  readonly #entities: ByteKeys;
  /** Keys that no row of the entities table has. */
  readonly #missing: ByteKeys;
  #holder = -1;
  #subject = -1;
  #equity = -1;
  #percent = false;
  #words = new WordCodes(() => SLOW);
  #from = -1;
  #to = -1;
  /** Fields that must be empty, or the ordinary reader looks at the row. */
  #others: readonly number[] = [];
  #days: readonly number[] = [];
  #texts = 0;
  headerCells: readonly string[] = [];
  headerRow = 0;

  /** Of the rows at hand: 1 for those that the ordinary reader must look at; share, and first day and day after the last of the others. */
  readonly #slowly = new Uint8Array(BLOCK_ROWS);
  readonly #value = new Float64Array(BLOCK_ROWS);
  readonly #decimals = new Uint8Array(BLOCK_ROWS);
  readonly #begins = new Int32Array(BLOCK_ROWS);
  readonly #stops = new Int32Array(BLOCK_ROWS);
  /** Where keys begin and end, which of them is each row's subject, and what was found. */
  readonly #keys = new Int32Array(2 * BLOCK_ROWS);
  readonly #which = new Int32Array(BLOCK_ROWS);
  readonly #found = new Int32Array(BLOCK_ROWS);
  readonly #holders = new Int32Array(BLOCK_ROWS);
  readonly #subjects = new Int32Array(BLOCK_ROWS);

  constructor(columns: HoldingColumns, slow: SlowRows<"holdings">, entities: ByteKeys, missing: ByteKeys) {
    this.#columns = columns;
    this.#slow = slow;
    this.#entities = entities;
    this.#missing = missing;
  }

  header(cells: readonly string[], row: number): boolean {
    if (!this.#slow.reader.header(cells, row)) return false;
    this.headerCells = cells;
    this.headerRow = row;
    const { columns } = this.#slow.reader;
    const fieldOf = (name: string): number => columns.findIndex((matched) => matched?.column.name === name);
    this.#holder = fieldOf("holder");
    this.#subject = fieldOf("subject");
    this.#equity = fieldOf("equity");
    const shares = columns[this.#equity];
    this.#percent = shares?.percent === true;
    if (shares) this.#words = new WordCodes((text) => this.#wordOf(text, shares));
    this.#from = fieldOf("from");
    this.#to = fieldOf("to");
    this.#days = [fieldOf("heldSince"), fieldOf("registeredOn")].filter((field) => field >= 0);
    const read = new Set([this.#holder, this.#subject, this.#equity, this.#from, this.#to, ...this.#days]);
    const isSource = (field: number): boolean => columns[field]?.column.name === "source";
    this.#others = columns.flatMap((matched, field) =>
      read.has(field) || matched === null || isSource(field) ? [] : [field],
    );
    this.#texts = textFields(columns);
    return true;
  }

  rows(block: RowBlock): void {
    const columns = this.#columns;
    columns.reserve(block.count);
    this.#checkCells(block);
    this.#readShares(block);
    this.#readDays(block);
    this.#findParties(block);
    let first = 0;
    for (
      let row = this.#slowly.indexOf(1);
      row >= 0 && row < block.count;
      row = this.#slowly.indexOf(1, first)
    ) {
      this.#enter(block, first, row);
      this.#readSlowly(block, row);
      first = row + 1;
    }
    this.#enter(block, first, block.count);
  }

  /** Keeps the rows from one to another, none of which the ordinary reader looks at. */
  #enter(block: RowBlock, from: number, to: number): void {
    const columns = this.#columns;
    const { count, holder, subject } = columns;
    columns.value.set(this.#value.subarray(from, to), count);
    columns.decimals.set(this.#decimals.subarray(from, to), count);
    holder.set(this.#holders.subarray(from, to), count);
    subject.set(this.#subjects.subarray(from, to), count);
    columns.places.addRows(block, from, to);
    if (this.#from >= 0 || this.#to >= 0) {
      for (let row = from; row < to; row += 1) {
        const begins = this.#begins[row]!;
        const stops = this.#stops[row]!;
        if (begins > 0 || stops > 0)
          columns.setDays(count + row - from, begins, isEndless(stops) ? 0 : stops);
      }
    }
    columns.count = count + to - from;
  }

  /** Leaves rows to the ordinary reader whose shape or ids are not plain, or that have other cells than columns keep. */
  #checkCells({ bytes, cells, count }: RowBlock): void {
    const { starts, ends, fields, marks, width } = cells;
    const slowly = this.#slowly;
    const texts = this.#texts;
    const holder = this.#holder;
    const subject = this.#subject;
    for (let k = 0; k < count; k += 1) {
      const h = k * width + holder;
      const s = k * width + subject;
      const isPlain =
        fields[k] === width &&
        (marks[k]! & ~texts) === 0 &&
        isPlainId(bytes, starts[h]!, ends[h]!) &&
        isPlainId(bytes, starts[s]!, ends[s]!);
      slowly[k] = isPlain ? 0 : 1;
    }
    for (const field of this.#others) {
      for (let k = 0; k < count; k += 1) {
        if (starts[k * width + field] !== ends[k * width + field]) slowly[k] = 1;
      }
    }
  }

  #readShares({ bytes, cells, count }: RowBlock): void {
    const { starts, ends, width } = cells;
    const slowly = this.#slowly;
    const field = this.#equity;
    if (field < 0) slowly.fill(1, 0, count);
    for (let k = 0; k < count; k += 1) {
      if (slowly[k] === 1) continue;
      const begin = starts[k * width + field]!;
      const end = ends[k * width + field]!;
      const places = readDecimal(bytes, begin, end, this.#percent);
      this.#decimals[k] = places;
      if (places >= 0) {
        this.#value[k] = decimal.digits / powerOfTen(places);
        continue;
      }
      const word = this.#words.code(bytes, begin, end);
      if (word === SLOW) slowly[k] = 1;
      this.#decimals[k] = WORD;
      this.#value[k] = word;
    }
  }

  #readDays(block: RowBlock): void {
    const days = this.#begins;
    for (const field of this.#days) this.#readDay(block, field, days);
    this.#readDay(block, this.#from, days);
    this.#readDay(block, this.#to, this.#stops);
    if (this.#from < 0 || this.#to < 0) return;
    for (let k = 0; k < block.count; k += 1) {
      const begins = days[k]!;
      if (begins > 0 && this.#stops[k]! > 0 && this.#stops[k]! <= begins) this.#slowly[k] = 1;
    }
  }

  /** The days in a field, 0 where there is none; rows with anything else are left to the ordinary reader. */
  #readDay({ bytes, cells, count }: RowBlock, field: number, days: Int32Array): void {
    days.fill(0, 0, count);
    if (field < 0) return;
    const { starts, ends, width } = cells;
    for (let k = 0; k < count; k += 1) {
      const begin = starts[k * width + field]!;
      const end = ends[k * width + field]!;
      if (begin === end || this.#slowly[k] === 1) continue;
      days[k] = readIsoDay(bytes, begin, end);
      if (days[k]! < 0) this.#slowly[k] = 1;
    }
  }

  /** Looks for the keys of all rows. Registers go company by company: the subject is mostly that of the row before. */
  #findParties(block: RowBlock): void {
    const { bytes, count } = block;
    const keys = this.#keys;
    cellEnds(block, this.#holder, this.#slowly, keys);
    this.#find(bytes, count, this.#holders);
    cellEnds(block, this.#subject, this.#slowly, keys);
    const which = this.#which;
    const found = this.#found;
    this.#find(bytes, withoutRepeats(bytes, keys, count, which), found);
    for (let row = 0; row < count; row += 1) this.#subjects[row] = found[which[row]!]!;
  }

  /** The entities of keys, or −1 − their numbers among those that are missing. */
  #find(bytes: Uint8Array, count: number, found: Int32Array): void {
    const keys = this.#keys;
    this.#entities.findAll(bytes, keys, count, found);
    for (
      let k = firstMissing(keys, found, 0, count);
      k < count;
      k = firstMissing(keys, found, k + 1, count)
    ) {
      found[k] = -1 - this.#missing.insert(bytes, keys[2 * k]!, keys[2 * k + 1]!);
    }
  }

  /** The same of a key that the ordinary reader has read. */
  #entity(key: string): number {
    const bytes = Buffer.from(key);
    const known = this.#entities.find(bytes, 0, bytes.length, this.#entities.hash(bytes, 0, bytes.length));
    return known >= 0 ? known : -1 - this.#missing.insert(bytes, 0, bytes.length);
  }

  /** The position of a range among the columns' words; SLOW for every cell that is none, or needs a word about it. */
  #wordOf(text: string, shares: Matched): number {
    const cell = text.trim();
    if (text.startsWith("'")) return SLOW;
    const { value, problem } = cell === "" ? {} : convert(cell, shares.column, shares);
    const { range } = readShare(value as WrittenShare | undefined);
    if (problem !== undefined || range === null || !isWord(range)) return SLOW;
    return this.#columns.words.push(range) - 1;
  }

  #readSlowly(block: RowBlock, row: number): void {
    const bytes = block.bytes.subarray(beginOf(block, row), block.cells.nexts[row]!);
    const read = this.#slow.read(textOf(bytes), block.row + row);
    if (read === undefined) return;
    const columns = this.#columns;
    const record = columns.count;
    columns.value[record] = 0;
    columns.decimals[record] = saysMore(read) ? READ_SPECIAL : READ_ROW;
    columns.holder[record] = this.#entity(read.holder);
    columns.subject[record] = this.#entity(read.subject);
    const days = [read.from, read.to].map((day, end) =>
      day === undefined || (end === 1 && isNoEnd(day)) ? 0 : dayNumber(day),
    );
    columns.setDays(record, days[0]!, days[1]!);
    columns.places.addRows(block, row, row + 1);
    columns.count = record + 1;
  }
}

const isEndless = (day: number): boolean => day === 99991231 || day === 20991231;
