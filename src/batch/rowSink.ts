import { closeSync, ftruncateSync, openSync, realpathSync, renameSync, rmSync, writeSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Cell } from "../report/csv.js";
import { partyText, type RowBatch, type RowSource } from "./rowSource.js";
import { ByteText, cellValue, csvText, jsonLinesText, type RowText, writtenRows } from "./rowText.js";

export type RowFormat = "csv" | "jsonl" | "parquet";

/** What rows are of. */
type Shape = Pick<RowSource, "columns" | "parties">;

/** Where rows go. Nothing stands under its final name before `close`. */
export interface RowSink {
  write(batch: RowBatch): Promise<void> | void;
  /** Bytes that are surely written; for resumption. */
  written(): number;
  close(): Promise<void> | void;
  /** Leaves nothing behind. */
  discard(): void;
}

/** Text is handed on in pieces of about this size. */
const PIECE = 1 << 18;

const textOf = ({ columns, parties }: Shape, format: "csv" | "jsonl"): RowText =>
  format === "csv" ? csvText(columns, parties) : jsonLinesText(columns, parties);

/** Rows of text to standard output, waiting for a reader that is slower. */
export function standardOutput(shape: Shape, format: "csv" | "jsonl"): RowSink {
  const text = textOf(shape, format);
  const waiting = new ByteText(PIECE + (PIECE >> 2));
  waiting.text(text.head);
  let bytes = 0;
  const flush = async (): Promise<void> => {
    const piece = waiting.bytes.subarray(0, waiting.length);
    bytes += piece.length;
    // The bytes are used again: only when they are gone. A reader that has gone away is an event of the stream.
    if (piece.length > 0) await new Promise<void>((done) => process.stdout.write(piece, () => done()));
    waiting.clear();
  };
  return {
    write: async (batch) => {
      for (const { length } of writtenRows(text, batch, waiting)) if (length > PIECE) await flush();
    },
    written: () => bytes,
    close: flush,
    discard: () => {},
  };
}

/** The file that a path leads to: a link is followed, so that its target is replaced and not the link. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

/** Where the rows of a file stand until it is whole; the same for every run, so that one can go on with another's. */
export const partialPath = (path: string): string => {
  const real = realPath(path);
  return join(dirname(real), `.${basename(real)}.partial`);
};

/** Rows of text to a file: written beside it, renamed when whole. Goes on after `resumeAt` bytes of an earlier run. */
export function textFile(
  path: string,
  shape: Shape,
  { format, resumeAt }: { readonly format: "csv" | "jsonl"; readonly resumeAt: number },
): RowSink {
  const partial = partialPath(path);
  const text = textOf(shape, format);
  const file = openSync(partial, resumeAt > 0 ? "r+" : "w");
  if (resumeAt > 0) ftruncateSync(file, resumeAt);
  const waiting = new ByteText(PIECE + (PIECE >> 2));
  if (resumeAt === 0) waiting.text(text.head);
  let bytes = resumeAt;
  let isOpen = true;
  const flush = (): void => {
    for (let from = 0; from < waiting.length; ) {
      from += writeSync(file, waiting.bytes, from, waiting.length - from, bytes + from);
    }
    bytes += waiting.length;
    waiting.clear();
  };
  const shut = (): void => {
    if (isOpen) closeSync(file);
    isOpen = false;
  };
  return {
    write: (batch) => {
      for (const { length } of writtenRows(text, batch, waiting)) if (length > PIECE) flush();
    },
    written: () => {
      flush();
      return bytes;
    },
    close: () => {
      flush();
      shut();
      renameSync(partial, realPath(path));
    },
    discard: () => {
      shut();
      rmSync(partial, { force: true });
    },
  };
}

const ROW_GROUP = 100_000;

/** Rows to a Parquet file, a group at a time. */
export async function parquetFile(path: string, { columns, parties }: Shape): Promise<RowSink> {
  const { ParquetWriter, fileWriter } = await import("hyparquet-writer");
  const partial = partialPath(path);
  const types = { text: "BYTE_ARRAY", party: "BYTE_ARRAY", number: "DOUBLE", boolean: "BOOLEAN" } as const;
  const writer = new ParquetWriter({
    writer: fileWriter(partial),
    schema: [
      { name: "root", num_children: columns.length },
      ...columns.map(({ name, type }) => ({
        name,
        type: types[type],
        repetition_type: "OPTIONAL" as const,
        ...(types[type] === "BYTE_ARRAY" ? { converted_type: "UTF8" as const } : {}),
      })),
    ],
  });
  let waiting: Cell[][] = columns.map(() => []);
  const flush = (): void => {
    if (waiting[0]!.length === 0) return;
    writer.write({
      columnData: columns.map(({ name }, i) => ({ name, data: waiting[i]! })),
      rowGroupSize: ROW_GROUP,
    });
    waiting = columns.map(() => []);
  };
  return {
    write: ({ rows, columns: batch }) => {
      columns.forEach((column, c) => {
        const [into, cells] = [waiting[c]!, batch[c]!];
        for (let row = 0; row < rows; row += 1) {
          into.push(
            cells instanceof Int32Array ? partyText(parties, cells[row]!) : cellValue(cells[row], column),
          );
        }
      });
      if (waiting[0]!.length >= ROW_GROUP) flush();
    },
    written: () => 0,
    close: async () => {
      flush();
      await writer.finish();
      renameSync(partial, realPath(path));
    },
    discard: () => rmSync(partial, { force: true }),
  };
}
