import { openParquet, ParquetError, type ParquetFile } from "./parquetFile.js";
import type { Spans } from "./parquetTexts.js";
import { type ReadContext, type Reading, say, unreadable } from "./reading.js";
import type { Source } from "./source.js";
import { TableReader } from "./tableReader.js";

/** Rows that are read at a time. */
const ROWS = 1 << 11;

/**
 * Reads a table of a Parquet file; columns are matched as headers, and a row is numbered as a spreadsheet would show it
 * (the header is 1).
 */
export async function readParquet(source: Source, into: Reading, context: ReadContext): Promise<void> {
  try {
    const file = await openParquet(source.path);
    await readRows(
      file,
      new TableReader(context.table ?? "holdings", source.name, into, context.options),
      () => say(into, "empty-file", "error", { file: source.name }),
    ).finally(file.close);
  } catch (error) {
    if (!(error instanceof ParquetError)) throw error;
    unreadable(into, source.name, error.message, "copy or write it again: it may have broken off");
  }
}

async function readRows(file: ParquetFile, reader: TableReader, isEmpty: () => void): Promise<void> {
  if (file.names.length === 0) isEmpty();
  else if (reader.header(file.names, 1)) {
    let row = 2;
    for await (const { count, columns } of file.rows((column) => reader.columns[column] !== null, ROWS)) {
      for (let k = 0; k < count; k += 1, row += 1)
        reader.row(
          columns.map((cells) => (cells === null ? "" : cellText(cells, k))),
          row,
          "unheaded",
        );
    }
    reader.finish();
  }
}

const decoder = new TextDecoder();
const cellText = ({ bytes, starts, ends }: Spans, row: number): string =>
  decoder.decode(bytes.subarray(starts[row]!, ends[row]!));
