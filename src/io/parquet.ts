import type { SchemaElement } from "hyparquet";
import { type ReadContext, type Reading, say } from "./reading.js";
import type { Source } from "./source.js";
import { TableReader } from "./tableReader.js";

/** Rows that are made objects of at a time. */
const ROWS = 1 << 14;

/**
 * Reads a table of a Parquet file; columns are matched as headers, and a row is numbered as a spreadsheet would show it
 * (the header is 1). A DECIMAL, which the reader of the format gives as a double, is the decimal that it was again:
 * its scale says how many digits there are.
 */
export async function readParquet(
  source: Source,
  into: Reading,
  { options, table }: ReadContext,
): Promise<void> {
  const [{ asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects, parquetSchema }, { compressors }] =
    await Promise.all([import("hyparquet"), import("hyparquet-compressors")]);
  const file = await asyncBufferFromFile(source.path);
  const metadata = await parquetMetadataAsync(file);
  const columns = parquetSchema(metadata).children.map(({ element }) => element);
  const reader = new TableReader(table ?? "holdings", source.name, into, options);
  if (columns.length === 0) {
    say(into, "empty-file", "error", { file: source.name });
    return;
  }
  const names = columns.map(({ name }) => name);
  if (!reader.header(names, 1)) return;
  const count = Number(metadata.num_rows);
  for (let rowStart = 0; rowStart < count; rowStart += ROWS) {
    const rowEnd = Math.min(count, rowStart + ROWS);
    const rows = await parquetReadObjects({ file, metadata, compressors, rowStart, rowEnd });
    rows.forEach((row, k) => {
      reader.row(
        columns.map((column) => textOf(row[column.name], column)),
        rowStart + k + 2,
        "unheaded",
      );
    });
  }
  reader.finish();
}

/** The longest scale that `toFixed` takes. */
const LONGEST_SCALE = 100;

function textOf(value: unknown, { converted_type, logical_type, scale }: SchemaElement): string {
  if (value === null || value === undefined) return "";
  if (value instanceof Date) return value.toISOString();
  if (typeof value === "number") {
    const decimal = converted_type === "DECIMAL" || logical_type?.type === "DECIMAL";
    const digits = logical_type?.type === "DECIMAL" ? logical_type.scale : (scale ?? 0);
    return decimal && digits <= LONGEST_SCALE ? value.toFixed(digits) : String(value);
  }
  return typeof value === "object" ? JSON.stringify(value, plain) : String(value);
}

const plain = (_key: string, value: unknown): unknown => (typeof value === "bigint" ? String(value) : value);
