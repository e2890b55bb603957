import { closeSync, openSync } from "node:fs";
import {
  type Compressors,
  type FileMetaData,
  parquetMetadataAsync,
  parquetSchema,
  type RowGroup,
  type SchemaTree,
} from "hyparquet";
import { parquetReadColumn } from "hyparquet/src/read.js";
import { isFlatColumn } from "hyparquet/src/schema.js";
import { type FileBytes, fileBytes, type Page, pagesOf, pagesOfValues, Room } from "./parquetPages.js";
import { type Spans, walkTexts } from "./parquetTexts.js";

/** Rows that follow one another: by column the text of each row's cell, empty where it has no value; null where nobody wants it. */
export interface ParquetRows {
  readonly count: number;
  readonly columns: readonly (Spans | null)[];
}

/** Thrown for a file that is damaged, or none of this kind. */
export class ParquetError extends Error {
  override readonly name = "ParquetError";
}

/** What went wrong, in words where the reader of the format only says that it looked beyond an end. */
const damaged = (error: unknown): ParquetError =>
  new ParquetError(
    error instanceof Error && !(error instanceof RangeError || error instanceof TypeError)
      ? error.message
      : "it is no Parquet file, or a damaged one",
    { cause: error },
  );

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
    const file = fileBytes(descriptor);
    const metadata = await parquetMetadataAsync(file);
    const schema = parquetSchema(metadata);
    const compressors = await compressorsFor(metadata);
    return {
      names: schema.children.map(({ element }) => element.name),
      // A damaged number must not take all memory; rows are rarely shorter than a byte.
      expectedRows: Math.max(0, Math.min(Number(metadata.num_rows), file.byteLength)),
      rows: (wanted, most) => rowsOf({ file, metadata, schema, compressors }, wanted, most),
      close: () => closeSync(descriptor),
    };
  } catch (error) {
    closeSync(descriptor);
    throw damaged(error);
  }
}

interface Opened {
  readonly file: FileBytes;
  readonly metadata: FileMetaData;
  readonly schema: SchemaTree;
  readonly compressors: Compressors;
}

/** Loaded where they are needed: what Snappy packed, and what is not packed, needs none of them. */
async function compressorsFor({ row_groups }: FileMetaData): Promise<Compressors> {
  const codecs = row_groups.flatMap(({ columns }) => columns.map(({ meta_data }) => meta_data?.codec));
  const isPlain = codecs.every((codec) => codec === "UNCOMPRESSED" || codec === "SNAPPY");
  return isPlain ? {} : (await import("hyparquet-compressors")).compressors;
}

async function* rowsOf(...wanted: Parameters<typeof rowsIn>): AsyncGenerator<ParquetRows> {
  try {
    yield* rowsIn(...wanted);
  } catch (error) {
    throw damaged(error);
  }
}

async function* rowsIn(
  opened: Opened,
  wanted: (column: number) => boolean,
  most: number,
): AsyncGenerator<ParquetRows> {
  const rooms = opened.schema.children.map(() => new Room());
  let start = 0;
  for (const group of opened.metadata.row_groups) {
    const columns: (ColumnCells | null)[] = [];
    for (const [k, child] of opened.schema.children.entries()) {
      const how = { start, end: start + Number(group.num_rows), most, room: rooms[k]! };
      columns.push(wanted(k) ? await columnOf(opened, child, group, how) : null);
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
  { file, metadata, schema, compressors }: Opened,
  child: SchemaTree,
  { columns }: RowGroup,
  { start, end, most, room }: { start: number; end: number; most: number; room: Room },
): Promise<ColumnCells> {
  const { name } = child.element;
  const schemaPath = [schema, child];
  if (!isFlatColumn(schemaPath)) {
    const options = { file, metadata, compressors, columns: [name] };
    const values = await parquetReadColumn({ ...options, rowStart: start, rowEnd: end });
    return new ColumnCells(most, pagesOfValues([...values], child.element));
  }
  const chunk = columns.find((own) => own.meta_data?.path_in_schema[0] === name);
  if (!chunk?.meta_data) throw new Error(`column ${name} is missing in a row group`);
  return new ColumnCells(
    most,
    pagesOf(file, chunk.meta_data, { schemaPath, rowCount: end - start, room, compressors }),
  );
}

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
      this.#at = walkTexts(texts, this.#at, held, { starts, ends, count });
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
