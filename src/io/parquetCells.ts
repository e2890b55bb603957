import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import {
  type ColumnChunk,
  type FileMetaData,
  parquetMetadataAsync,
  parquetSchema,
  type RowGroup,
  type SchemaElement,
  type SchemaTree,
} from "hyparquet";
import { parquetHeader, readPage } from "hyparquet/src/column.js";
import { convert, DEFAULT_PARSERS } from "hyparquet/src/convert.js";
import { decompressPage } from "hyparquet/src/datapage.js";
import { readRleBitPackedHybrid } from "hyparquet/src/encoding.js";
import { parquetReadColumn } from "hyparquet/src/read.js";
import { isFlatColumn } from "hyparquet/src/schema.js";
import { compressors } from "hyparquet-compressors";

type Decoder = Parameters<typeof readPage>[2];
type Header = ReturnType<typeof parquetHeader>;
type PageReader = Parameters<typeof parquetHeader>[0];

/** Texts as bytes (UTF-8): text k is bytes[starts[k]] … bytes[ends[k] − 1]. */
export interface Spans {
  readonly bytes: Uint8Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

/** Rows that follow one another: by column the text of each row's cell, empty where it has no value; null where nobody wants it. */
export interface ParquetRows {
  readonly count: number;
  readonly columns: readonly (Spans | null)[];
}

/** Thrown for a file that is damaged, or none of this kind. */
export class ParquetError extends Error {
  override readonly name = "ParquetError";
}

/** A Parquet file that is open. */
export interface ParquetFile {
  readonly names: readonly string[];
  /** Room for so many makes sense; there may be more. */
  readonly expectedRows: number;
  /**
   * All rows, at most so many at once; only pages of the wanted columns are read, one of each column in memory at a time.
   * What is given is only good until the next is asked for. Throws a ParquetError where the file is damaged.
   */
  rows(wanted: (column: number) => boolean, most: number): AsyncGenerator<ParquetRows>;
  close(): void;
}

/** Opens a Parquet file. Throws a ParquetError where it is none. */
export async function openParquet(path: string): Promise<ParquetFile> {
  const descriptor = openSync(path, "r");
  try {
    const file = bufferOf(descriptor);
    const metadata = await parquetMetadataAsync(file);
    const schema = parquetSchema(metadata);
    return {
      names: schema.children.map(({ element }) => element.name),
      // A damaged number must not take all memory; rows are rarely shorter than a byte.
      expectedRows: Math.max(0, Math.min(Number(metadata.num_rows), file.byteLength)),
      rows: (wanted, most) => rowsOf({ file, metadata, schema }, wanted, most),
      close: () => closeSync(descriptor),
    };
  } catch (error) {
    closeSync(descriptor);
    throw new ParquetError((error as Error).message);
  }
}

/** The bytes of a file as the reader of the format asks for them. */
function bufferOf(descriptor: number) {
  const { size } = fstatSync(descriptor);
  const slice = (start: number, end = size): ArrayBuffer => {
    const wanted = new Uint8Array(end - start);
    if (start < 0 || readSync(descriptor, wanted, 0, wanted.length, start) < wanted.length)
      throw new Error("it ends before its rows do");
    return wanted.buffer;
  };
  return { byteLength: size, slice };
}

interface Opened {
  readonly file: ReturnType<typeof bufferOf>;
  readonly metadata: FileMetaData;
  readonly schema: SchemaTree;
}

async function* rowsOf(...wanted: Parameters<typeof rowsIn>): AsyncGenerator<ParquetRows> {
  try {
    yield* rowsIn(...wanted);
  } catch (error) {
    throw new ParquetError((error as Error).message);
  }
}

async function* rowsIn(
  opened: Opened,
  wanted: (column: number) => boolean,
  most: number,
): AsyncGenerator<ParquetRows> {
  let start = 0;
  for (const group of opened.metadata.row_groups) {
    const columns: (ColumnCells | null)[] = [];
    for (const [k, child] of opened.schema.children.entries()) {
      const rows = { start, end: start + Number(group.num_rows) };
      columns.push(wanted(k) ? await columnOf(opened, child, group, rows, most) : null);
    }
    const read = columns.filter((column) => column !== null);
    for (let left = Number(group.num_rows); left > 0; ) {
      const count = read.reduce((least, column) => Math.min(least, column.ready()), Math.min(left, most));
      for (const column of read) column.take(count);
      yield { count, columns };
      left -= count;
    }
    start += Number(group.num_rows);
  }
}

/** A column of a row group; a nested one is read whole, and its cells are JSON. */
async function columnOf(
  { file, metadata, schema }: Opened,
  child: SchemaTree,
  { columns }: RowGroup,
  rows: { readonly start: number; readonly end: number },
  most: number,
): Promise<ColumnCells> {
  const { name } = child.element;
  const schemaPath = [schema, child];
  if (!isFlatColumn(schemaPath)) {
    const options = { file, metadata, compressors, columns: [name] };
    const values = await parquetReadColumn({ ...options, rowStart: rows.start, rowEnd: rows.end });
    return new ColumnCells(most, pagesOfValues([...values], child.element));
  }
  const chunk = columns.find((own) => own.meta_data?.path_in_schema[0] === name);
  if (!chunk?.meta_data) throw new Error(`column ${name} is missing in a row group`);
  return new ColumnCells(
    most,
    pagesOf(file, chunk.meta_data, { schemaPath, rowCount: rows.end - rows.start }),
  );
}

/** The values of a page: the next ones of `spans`, those that `codes` say, or, where there are no spans, length and text in turns. */
interface Page {
  readonly count: number;
  /** By row: 0 where it has no value; null where all have one. */
  readonly levels: Uint8Array | null;
  readonly codes: Int32Array | null;
  readonly texts: Spans | Uint8Array;
}

function* pagesOfValues(values: readonly unknown[], element: SchemaElement): Generator<Page> {
  yield { count: values.length, levels: null, codes: null, texts: spansOf(values, element) };
}

function* pagesOf(
  file: Opened["file"],
  chunk: NonNullable<ColumnChunk["meta_data"]>,
  { schemaPath, rowCount }: { readonly schemaPath: SchemaTree[]; readonly rowCount: number },
): Generator<Page> {
  const { element } = schemaPath.at(-1)!;
  const start = Number(chunk.dictionary_page_offset || chunk.data_page_offset);
  const view = new DataView(file.slice(start, start + Number(chunk.total_compressed_size)));
  const reader = { view, offset: 0 };
  const decoder: Decoder = {
    ...chunk,
    pathInSchema: chunk.path_in_schema,
    ...{ element, schemaPath, compressors, parsers: DEFAULT_PARSERS },
  };
  let dictionary: Spans | null = null;
  while (reader.offset < view.byteLength) {
    const header = parquetHeader(reader);
    checkSizes(header, rowCount);
    if (header.type === "DICTIONARY_PAGE") {
      dictionary = dictionaryOf(reader, header, decoder);
      continue;
    }
    const { encoding } = dataHeader(header);
    const isCoded = dictionary !== null && encoding?.endsWith("_DICTIONARY") === true;
    if (isCoded || (encoding === "PLAIN" && isText(element))) {
      yield rawPage(reader, header, decoder, isCoded ? dictionary : null);
    } else {
      const { data } = readPage(reader, header, decoder, undefined, undefined, 0);
      yield* pagesOfValues([...(data ?? [])], element);
    }
  }
}

/** More than any page has: a damaged or malicious size must not take all memory. */
const MOST_PAGE_BYTES = 1 << 30;

/** Throws an Error for a page that says of itself what cannot be; the reader of the format would look for its end for ever. */
function checkSizes(header: Header, rowCount: number): void {
  const { compressed_page_size: stored, uncompressed_page_size: size } = header;
  const { dictionary_page_header: dictionary, data_page_header_v2: second } = header;
  const isWithin = (value: number, most: number): boolean => value >= 0 && value <= most;
  const isPossible =
    isWithin(stored, Number.MAX_SAFE_INTEGER) &&
    isWithin(size, MOST_PAGE_BYTES) &&
    (dictionary
      ? isWithin(dictionary.num_values, size)
      : isWithin(dataHeader(header).num_values, rowCount)) &&
    (!second ||
      (isWithin(second.repetition_levels_byte_length, size) &&
        isWithin(second.definition_levels_byte_length, size)));
  if (!isPossible) throw new Error("the size of a page is wrong");
}

function dataHeader({ data_page_header: first, data_page_header_v2: second }: Header) {
  const header = second ?? first;
  if (!header) throw new Error("a page without a header");
  return header;
}

function dictionaryOf(reader: PageReader, header: Header, decoder: Decoder): Spans {
  const { element } = decoder;
  if (!isText(element)) {
    const { data } = readPage(reader, header, decoder, undefined, undefined, 0);
    return spansOf(convert(data ?? [], decoder), element);
  }
  const bytes = decompressPage(
    storedBytes(reader, header),
    header.uncompressed_page_size,
    decoder.codec,
    compressors,
  );
  const count = header.dictionary_page_header!.num_values;
  const [starts, ends] = [new Int32Array(count), new Int32Array(count)];
  walkTexts(viewOf(bytes), 0, null, { starts, ends, count });
  return { bytes, starts, ends };
}

/** The bytes of a page, packed as they are stored; the reader goes on behind them. */
function storedBytes(reader: PageReader, { compressed_page_size: size }: Header): Uint8Array {
  const { view, offset } = reader;
  reader.offset += size;
  return new Uint8Array(view.buffer, view.byteOffset + offset, size);
}

/** Whether the bytes of a column are what its cells say. */
const isText = ({ type, converted_type: converted, logical_type: logical }: SchemaElement): boolean =>
  type === "BYTE_ARRAY" &&
  (converted === undefined || converted === "UTF8" || converted === "ENUM") &&
  (logical === undefined || logical.type === "STRING" || logical.type === "ENUM");

/** A page of which no value is made: of texts one after the other, or of numbers in a dictionary. */
function rawPage(
  reader: PageReader,
  header: Header,
  { codec, element }: Decoder,
  dictionary: Spans | null,
): Page {
  const { uncompressed_page_size, data_page_header_v2: second } = header;
  const stored = storedBytes(reader, header);
  const count = dataHeader(header).num_values;
  const isOptional = element.repetition_type !== "REQUIRED";
  const ahead = second ? second.repetition_levels_byte_length + second.definition_levels_byte_length : 0;
  const isPacked = second?.is_compressed !== false;
  const packed = stored.subarray(ahead);
  const bytes = isPacked
    ? decompressPage(packed, uncompressed_page_size - ahead, codec, compressors)
    : packed;
  const inner = { view: viewOf(bytes), offset: 0 };
  let levels: Uint8Array | null = null;
  if (isOptional) {
    levels = new Uint8Array(count);
    if (second) {
      const before = { view: viewOf(stored), offset: second.repetition_levels_byte_length };
      readRleBitPackedHybrid(before, 1, levels, second.definition_levels_byte_length);
    } else readRleBitPackedHybrid(inner, 1, levels);
    if (!levels.includes(0)) levels = null;
  }
  const texts = dictionary ?? bytes.subarray(inner.offset);
  if (dictionary === null) return { count, levels, codes: null, texts };
  const codes = new Int32Array(levels === null ? count : levels.reduce((sum, level) => sum + level, 0));
  const width = codes.length === 0 ? 0 : inner.view.getUint8(inner.offset++);
  if (width > 0) readRleBitPackedHybrid(inner, width, codes, bytes.length - inner.offset);
  return { count, levels, codes, texts };
}

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const NO_BYTES = new Uint8Array(0);

/** A column of a row group, some rows of it at a time. */
class ColumnCells implements Spans {
  bytes: Uint8Array = NO_BYTES;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly #pages: Iterator<Page>;
  #page: Page = { count: 0, levels: null, codes: null, texts: NO_BYTES };
  /** Rows and values of the page that were taken, and where its next text begins. */
  #row = 0;
  #value = 0;
  #at = 0;

  constructor(most: number, pages: Iterator<Page>) {
    this.starts = new Int32Array(most);
    this.ends = new Int32Array(most);
    this.#pages = pages;
  }

  /** How many rows the page at hand still has; at least one. */
  ready(): number {
    while (this.#row === this.#page.count) {
      const next = this.#pages.next();
      if (next.done) throw new Error("a column ends before its rows do");
      this.#page = next.value;
      this.#row = this.#value = this.#at = 0;
    }
    return this.#page.count - this.#row;
  }

  take(count: number): void {
    const { starts, ends } = this;
    const { levels, codes, texts } = this.#page;
    const held = levels?.subarray(this.#row, this.#row + count) ?? null;
    this.#row += count;
    if (texts instanceof Uint8Array) {
      this.bytes = texts;
      this.#at = walkTexts(viewOf(texts), this.#at, held, { starts, ends, count });
      return;
    }
    this.bytes = texts.bytes;
    for (let k = 0; k < count; k += 1) {
      if (held !== null && held[k] === 0) {
        starts[k] = ends[k] = 0;
        continue;
      }
      const value = codes === null ? this.#value : codes[this.#value]!;
      if (value >= texts.starts.length) throw new Error("a value is not in its dictionary");
      starts[k] = texts.starts[value]!;
      ends[k] = texts.ends[value]!;
      this.#value += 1;
    }
  }
}

/** Where texts begin and end that follow one another, each after its length; `held` is 0 where there is none. Returns where the next one is. */
function walkTexts(
  view: DataView,
  from: number,
  held: Uint8Array | null,
  { starts, ends, count }: Pick<Spans, "starts" | "ends"> & { readonly count: number },
): number {
  let at = from;
  for (let k = 0; k < count; k += 1) {
    if (held !== null && held[k] === 0) {
      starts[k] = ends[k] = 0;
      continue;
    }
    starts[k] = at + 4;
    at += 4 + view.getUint32(at, true);
    if (at > view.byteLength) throw new Error("a text ends behind its page");
    ends[k] = at;
  }
  return at;
}

/** Values as the texts that a table would have of them. */
function spansOf(values: Iterable<unknown> & { readonly length: number }, element: SchemaElement): Spans {
  const starts = new Int32Array(values.length);
  const ends = new Int32Array(values.length);
  let bytes = Buffer.alloc(16 * values.length + 64);
  let at = 0;
  let k = 0;
  for (const value of values) {
    const text = textOf(value, element);
    if (at + 3 * text.length > bytes.length)
      bytes = Buffer.concat([bytes], 2 * bytes.length + 3 * text.length);
    starts[k] = at;
    at += bytes.write(text, at);
    ends[k] = at;
    k += 1;
  }
  return { bytes, starts, ends };
}

/** The longest scale that `toFixed` takes. */
const LONGEST_SCALE = 100;
const MIDNIGHT = "T00:00:00.000Z";

/**
 * A value as text; of a moment at midnight only the day. A DECIMAL, which the reader of the format gives as a double, is the
 * decimal that it was again: its scale says how many digits there are.
 */
function textOf(value: unknown, { converted_type, logical_type, scale }: SchemaElement): string {
  if (value === null || value === undefined) return "";
  if (value instanceof Date) {
    // A moment that no calendar has.
    const text = Number.isNaN(value.getTime()) ? String(value) : value.toISOString();
    return text.endsWith(MIDNIGHT) ? text.slice(0, -MIDNIGHT.length) : text;
  }
  if (typeof value === "number") {
    const decimal = converted_type === "DECIMAL" || logical_type?.type === "DECIMAL";
    const digits = logical_type?.type === "DECIMAL" ? logical_type.scale : (scale ?? 0);
    return decimal && digits <= LONGEST_SCALE ? value.toFixed(digits) : String(value);
  }
  return typeof value === "object" ? JSON.stringify(value, plain) : String(value);
}

const plain = (_key: string, value: unknown): unknown => (typeof value === "bigint" ? String(value) : value);
