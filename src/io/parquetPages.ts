import { fstatSync, readSync } from "node:fs";
import type { ColumnChunk, Compressors, SchemaElement, SchemaTree } from "hyparquet";
import { parquetHeader, readPage } from "hyparquet/src/column.js";
import { convert, DEFAULT_PARSERS } from "hyparquet/src/convert.js";
import { decompressPage } from "hyparquet/src/datapage.js";
import { readRleBitPackedHybrid } from "hyparquet/src/encoding.js";
import { snappyUncompress } from "hyparquet/src/snappy.js";
import { type Spans, spansOf, viewOf, walkTexts } from "./parquetTexts.js";

type Decoder = Parameters<typeof readPage>[2];
type Header = ReturnType<typeof parquetHeader>;
type PageReader = Parameters<typeof parquetHeader>[0];

/** The bytes of a file as the reader of the format asks for them. */
export function fileBytes(descriptor: number) {
  const { size } = fstatSync(descriptor);
  const room = new Room();
  /** Bytes that are good until the next are read. */
  const glance = (start: number, end: number): Uint8Array => {
    if (!(start >= 0 && start <= end && end <= size)) throw new Error("it ends before its rows do");
    const wanted = room.of(end - start);
    if (readSync(descriptor, wanted, 0, wanted.length, start) < wanted.length)
      throw new Error("it ends before its rows do");
    return wanted;
  };
  const slice = (start: number, end = size): ArrayBuffer => new Uint8Array(glance(start, end)).buffer;
  return { byteLength: size, slice, glance };
}

/** Bytes that are used again: pages are large, and what is given back to the system comes late. */
export class Room {
  #bytes: Uint8Array = new Uint8Array(0);

  of(size: number): Uint8Array {
    if (size > this.#bytes.length) this.#bytes = new Uint8Array(size + (size >> 2));
    return this.#bytes.subarray(0, size);
  }
}

export type FileBytes = ReturnType<typeof fileBytes>;

/** The values of a page: the next ones of `spans`, those that `codes` say, or, where there are no spans, length and text in turns. */
export interface Page {
  readonly count: number;
  /** By row: 0 where it has no value; null where all have one. */
  readonly levels: Uint8Array | null;
  readonly codes: Int32Array | null;
  readonly texts: Spans | Uint8Array;
}

/** What is known of a column before its pages are read. */
export interface ColumnReading {
  readonly schemaPath: SchemaTree[];
  /** Rows of the row group. */
  readonly rowCount: number;
  /** Where its pages are unpacked. */
  readonly room: Room;
  /** Of what neither is stored as it is nor by Snappy. */
  readonly compressors: Compressors;
}

/** A page of values that were read already. */
export function* pagesOfValues(values: readonly unknown[], element: SchemaElement): Generator<Page> {
  yield { count: values.length, levels: null, codes: null, texts: spansOf(values, element) };
}

/** The pages of a column of a row group, of which there is one in memory at a time. */
export function* pagesOf(
  file: FileBytes,
  chunk: NonNullable<ColumnChunk["meta_data"]>,
  { schemaPath, rowCount, room, compressors }: ColumnReading,
): Generator<Page> {
  const { element } = schemaPath.at(-1)!;
  let at = Number(chunk.dictionary_page_offset || chunk.data_page_offset);
  const end = at + Number(chunk.total_compressed_size);
  const decoder: Decoder = {
    ...chunk,
    pathInSchema: chunk.path_in_schema,
    ...{ element, schemaPath, compressors, parsers: DEFAULT_PARSERS },
  };
  let dictionary: Spans | null = null;
  while (at < end) {
    const { header, begin } = headerAt(file, at, end);
    checkSizes(header, rowCount);
    at = begin + header.compressed_page_size;
    const reader = { view: viewOf(file.glance(begin, at)), offset: 0 };
    if (header.type === "DICTIONARY_PAGE") {
      dictionary = dictionaryOf(reader, header, decoder);
      continue;
    }
    const { encoding } = dataHeader(header);
    const isCoded = dictionary !== null && encoding?.endsWith("_DICTIONARY") === true;
    if (isCoded || (encoding === "PLAIN" && isText(element))) {
      yield rawPage(reader, header, { ...decoder, room }, isCoded ? dictionary : null);
    } else {
      const { data } = readPage(reader, header, decoder, undefined, undefined, 0);
      yield* pagesOfValues([...(data ?? [])], element);
    }
  }
}

/** Mostly enough for what a page says of itself. */
const HEADER_BYTES = 1 << 9;

/** What the page at an offset says of itself, and where its bytes begin. */
function headerAt(file: FileBytes, at: number, end: number) {
  for (let size = HEADER_BYTES; ; size *= 8) {
    const stop = Math.min(end, at + size);
    const reader = { view: viewOf(file.glance(at, stop)), offset: 0 };
    try {
      return { header: parquetHeader(reader), begin: at + reader.offset };
    } catch (error) {
      if (!(error instanceof RangeError) || stop === end) throw error;
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
        isWithin(second.definition_levels_byte_length, size - second.repetition_levels_byte_length)));
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
  const bytes = unpacked(storedBytes(reader, header), new Uint8Array(header.uncompressed_page_size), decoder);
  const count = header.dictionary_page_header!.num_values;
  const [starts, ends] = [new Int32Array(count), new Int32Array(count)];
  walkTexts(bytes, 0, null, { starts, ends, count });
  return { bytes, starts, ends };
}

/** Unpacks bytes, into others where that can be chosen. */
function unpacked(
  packed: Uint8Array,
  into: Uint8Array,
  { codec, compressors }: Pick<Decoder, "codec" | "compressors">,
): Uint8Array {
  if (codec === "SNAPPY") snappyUncompress(packed, into);
  else {
    const bytes = decompressPage(packed, into.length, codec, compressors);
    if (bytes !== packed) return bytes;
    into.set(bytes);
  }
  return into;
}

/** The bytes of a page, packed as they are stored; the reader goes on behind them. */
function storedBytes(reader: PageReader, { compressed_page_size: size }: Header): Uint8Array {
  const { view, offset } = reader;
  reader.offset += size;
  return new Uint8Array(view.buffer, view.byteOffset + offset, size);
}

/** What bytes may be said to be that are the texts of cells as they stand. */
const TEXTS: readonly unknown[] = [undefined, "UTF8", "STRING", "ENUM", "JSON"];

/** Whether the bytes of a column are what its cells say. */
const isText = ({ type, converted_type, logical_type }: SchemaElement): boolean =>
  type === "BYTE_ARRAY" && TEXTS.includes(converted_type) && TEXTS.includes(logical_type?.type);

/** A page of which no value is made: of texts one after the other, or of numbers in a dictionary. */
function rawPage(
  reader: PageReader,
  header: Header,
  { codec, compressors, element, room }: Decoder & { readonly room: Room },
  dictionary: Spans | null,
): Page {
  const { uncompressed_page_size, data_page_header_v2: second } = header;
  const stored = storedBytes(reader, header);
  const count = dataHeader(header).num_values;
  const isOptional = element.repetition_type !== "REQUIRED";
  const ahead = second ? second.repetition_levels_byte_length + second.definition_levels_byte_length : 0;
  const bytes = unpacked(stored.subarray(ahead), room.of(uncompressed_page_size - ahead), {
    codec: second?.is_compressed === false ? "UNCOMPRESSED" : codec,
    ...(compressors && { compressors }),
  });
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
