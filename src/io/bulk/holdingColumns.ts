import type { Holding } from "../../model/dataset.js";
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
import type { RowPlaces } from "./rowPlaces.js";
import type { RowScanner } from "./rowScanner.js";
import type { RowVisitor } from "./scanTable.js";
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

  /** Makes room for one more, and gives its number. */
  next(): number {
    const record = this.count;
    if (record === this.holder.length) {
      this.holder = enlarged(this.holder, record + 1);
      this.subject = enlarged(this.subject, record + 1);
      this.value = enlarged(this.value, record + 1);
      this.decimals = enlarged(this.decimals, record + 1);
    }
    this.count += 1;
    return record;
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

/** Reads the rows of a table of holdings into columns; keys become entities a batch at a time. */
export class HoldingVisitor implements RowVisitor {
  readonly #columns: HoldingColumns;
  readonly #slow: SlowRows<"holdings">;
  readonly #entities: ByteKeys;
  /** Keys that no row of the entities table has, in the order in which the rows name them. */
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
  /** What {@link WordCodes} gave for the share of the row at hand. */
  #word = SLOW;
  #width = 0;
  #texts = 0;
  headerCells: readonly string[] = [];
  headerRow = 0;

  /** Of the batch: where each key begins and ends, and the keys of holder and subject of each row; −1 for `written`. */
  #keys = new Int32Array(1 << 12);
  #keyed = 0;
  #batch = new Int32Array(1 << 12);
  #batched = 0;
  #firstOfBatch = 0;
  #lastSubject = -1;
  #found = new Int32Array(0);
  /** Records of the batch that the ordinary reader has read. */
  readonly #written = new Map<number, Holding>();

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
    this.#width = columns.length;
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

  row(bytes: Uint8Array, scanner: RowScanner, from: number, offset: number, row: number): void {
    const columns = this.#columns;
    const places = this.#isPlain(bytes, scanner) ? this.#decimalsOf(bytes, scanner) : -1;
    const begins = places < 0 ? -1 : this.#dayOf(bytes, scanner, this.#from);
    const stops = begins < 0 ? -1 : this.#dayOf(bytes, scanner, this.#to);
    const reversed = begins > 0 && stops > 0 && stops <= begins;
    if (stops < 0 || reversed) {
      this.#readSlowly(bytes.subarray(from, scanner.next), offset, row);
      return;
    }
    const record = columns.next();
    columns.value[record] = places === WORD ? this.#word : decimal.digits / powerOfTen(places);
    columns.decimals[record] = places;
    if (begins > 0 || stops > 0) columns.setDays(record, begins, isEndless(stops) ? 0 : stops);
    columns.places.add(offset, row);
    this.#enter(bytes, scanner);
  }

  /** Turns the keys of the batch into entities, while their bytes are still there. */
  flush(bytes: Uint8Array): void {
    const { holder, subject } = this.#columns;
    const keys = this.#keys;
    if (this.#found.length < this.#keyed) {
      this.#found = new Int32Array(keys.length >> 1);
    }
    const found = this.#found;
    this.#entities.findAll(bytes, keys, this.#keyed, found);
    const entityOf = (k: number): number => {
      if (found[k]! < 0) found[k] = -1 - this.#missing.insert(bytes, keys[2 * k]!, keys[2 * k + 1]!);
      return found[k]!;
    };
    const batch = this.#batch;
    for (let i = 0; i < this.#batched; i += 1) {
      const record = this.#firstOfBatch + i;
      const held = batch[2 * i + 1]!;
      if (held < 0) this.#enterWritten(record);
      else {
        holder[record] = entityOf(batch[2 * i]!);
        subject[record] = entityOf(held);
      }
    }
    this.#firstOfBatch += this.#batched;
    this.#batched = 0;
    this.#keyed = 0;
    this.#lastSubject = -1;
    this.#written.clear();
  }

  /** A row whose keys are in the bytes at hand. Registers go company by company: the subject is mostly the last one. */
  #enter(bytes: Uint8Array, { starts, ends }: RowScanner): void {
    const held = this.#subject;
    const last = 2 * this.#lastSubject;
    const keys = this.#keys;
    const same = last >= 0 && sameBytes(bytes, starts[held]!, ends[held]!, keys[last]!, keys[last + 1]!);
    const holder = this.#key(starts[this.#holder]!, ends[this.#holder]!);
    if (!same) this.#lastSubject = this.#key(starts[held]!, ends[held]!);
    this.#place(holder, this.#lastSubject);
  }

  #key(begin: number, end: number): number {
    const at = 2 * this.#keyed;
    if (at + 2 > this.#keys.length) this.#keys = enlarged(this.#keys, 2 * this.#keys.length);
    this.#keys[at] = begin;
    this.#keys[at + 1] = end;
    this.#keyed += 1;
    return this.#keyed - 1;
  }

  #place(holder: number, subject: number): void {
    const at = 2 * this.#batched;
    if (at + 2 > this.#batch.length) this.#batch = enlarged(this.#batch, 2 * this.#batch.length);
    this.#batch[at] = holder;
    this.#batch[at + 1] = subject;
    this.#batched += 1;
  }

  #entity(bytes: Uint8Array, begin: number, end: number): number {
    const known = this.#entities.find(bytes, begin, end, this.#entities.hash(bytes, begin, end));
    return known >= 0 ? known : -1 - this.#missing.insert(bytes, begin, end);
  }

  #enterWritten(record: number): void {
    const { holder, subject } = this.#written.get(record)!;
    const entityOf = (key: string): number => {
      const bytes = Buffer.from(key);
      return this.#entity(bytes, 0, bytes.length);
    };
    this.#columns.holder[record] = entityOf(holder);
    this.#columns.subject[record] = entityOf(subject);
  }

  #isPlain(bytes: Uint8Array, { starts, ends, fields, doubled, nul }: RowScanner): boolean {
    if (fields !== this.#width || nul || (doubled & ~this.#texts) !== 0) return false;
    for (const field of this.#others) if (starts[field] !== ends[field]) return false;
    for (const field of this.#days) {
      if (starts[field] !== ends[field] && readIsoDay(bytes, starts[field]!, ends[field]!) < 0) return false;
    }
    return (
      isPlainId(bytes, starts[this.#holder]!, ends[this.#holder]!) &&
      isPlainId(bytes, starts[this.#subject]!, ends[this.#subject]!)
    );
  }

  #decimalsOf(bytes: Uint8Array, { starts, ends }: RowScanner): number {
    const field = this.#equity;
    if (field < 0) return -1;
    const places = readDecimal(bytes, starts[field]!, ends[field]!, this.#percent);
    if (places >= 0) return places;
    this.#word = this.#words.code(bytes, starts[field]!, ends[field]!);
    return this.#word === SLOW ? -1 : WORD;
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

  /** The day in a field, 0 where there is none, −1 where the ordinary reader must look. */
  #dayOf(bytes: Uint8Array, { starts, ends }: RowScanner, field: number): number {
    if (field < 0 || starts[field] === ends[field]) return 0;
    return readIsoDay(bytes, starts[field]!, ends[field]!);
  }

  #readSlowly(bytes: Uint8Array, offset: number, row: number): void {
    const read = this.#slow.read(textOf(bytes), row);
    if (read === undefined) return;
    const columns = this.#columns;
    const record = columns.next();
    columns.value[record] = 0;
    columns.decimals[record] = saysMore(read) ? READ_SPECIAL : READ_ROW;
    const days = [read.from, read.to].map((day, end) =>
      day === undefined || (end === 1 && isNoEnd(day)) ? 0 : dayNumber(day),
    );
    columns.setDays(record, days[0]!, days[1]!);
    columns.places.add(offset, row);
    this.#written.set(record, read);
    this.#place(-1, -1);
    this.#lastSubject = -1;
  }
}

const isEndless = (day: number): boolean => day === 99991231 || day === 20991231;

function sameBytes(bytes: Uint8Array, a: number, aEnd: number, b: number, bEnd: number): boolean {
  if (aEnd - a !== bEnd - b) return false;
  for (let p = a, q = b; p < aEnd; p += 1, q += 1) if (bytes[p] !== bytes[q]) return false;
  return true;
}
