import { once } from "node:events";
import { closeSync, ftruncateSync, openSync, realpathSync, renameSync, rmSync, writeSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { type Cell, csvRow } from "../report/csv.js";
import type { RowColumn } from "./rowSource.js";

export type RowFormat = "csv" | "jsonl" | "parquet";

type Rows = readonly (readonly Cell[])[];

/** Where rows go. Nothing stands under its final name before `close`. */
export interface RowSink {
  write(rows: Rows): Promise<void> | void;
  /** Bytes that are surely written; for resumption. */
  written(): number;
  close(): Promise<void> | void;
  /** Leaves nothing behind. */
  discard(): void;
}

/** Text is handed on in pieces of about this size. */
const PIECE = 1 << 16;

/** Rows of text to standard output, waiting for a reader that is slower. */
export function standardOutput(columns: readonly RowColumn[], format: "csv" | "jsonl"): RowSink {
  const text = textOf(columns, format);
  let waiting = text.head;
  let bytes = 0;
  const flush = async (): Promise<void> => {
    if (waiting === "") return;
    const piece = waiting;
    waiting = "";
    bytes += Buffer.byteLength(piece);
    if (!process.stdout.write(piece)) await once(process.stdout, "drain");
  };
  return {
    write: async (rows) => {
      for (const row of rows) {
        waiting += text.row(row);
        if (waiting.length > PIECE) await flush();
      }
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
  columns: readonly RowColumn[],
  { format, resumeAt }: { readonly format: "csv" | "jsonl"; readonly resumeAt: number },
): RowSink {
  const partial = partialPath(path);
  const text = textOf(columns, format);
  const file = openSync(partial, resumeAt > 0 ? "r+" : "w");
  if (resumeAt > 0) ftruncateSync(file, resumeAt);
  let waiting = resumeAt > 0 ? "" : text.head;
  let bytes = resumeAt;
  let isOpen = true;
  const flush = (): void => {
    const piece = Buffer.from(waiting);
    waiting = "";
    for (let from = 0; from < piece.length; ) {
      from += writeSync(file, piece, from, piece.length - from, bytes + from);
    }
    bytes += piece.length;
  };
  const shut = (): void => {
    if (isOpen) closeSync(file);
    isOpen = false;
  };
  return {
    write: (rows) => {
      for (const row of rows) {
        waiting += text.row(row);
        if (waiting.length > PIECE) flush();
      }
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
export async function parquetFile(path: string, columns: readonly RowColumn[]): Promise<RowSink> {
  const { ParquetWriter, fileWriter } = await import("hyparquet-writer");
  const partial = partialPath(path);
  const types = { text: "BYTE_ARRAY", number: "DOUBLE", boolean: "BOOLEAN" } as const;
  const writer = new ParquetWriter({
    writer: fileWriter(partial),
    schema: [
      { name: "root", num_children: columns.length },
      ...columns.map(({ name, type }) => ({
        name,
        type: types[type],
        repetition_type: "OPTIONAL" as const,
        ...(type === "text" ? { converted_type: "UTF8" as const } : {}),
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
    write: (rows) => {
      for (const row of rows) {
        columns.forEach(({ type }, i) => {
          const cell = row[i] ?? null;
          waiting[i]!.push(cell === "" && type !== "text" ? null : cell);
        });
        if (waiting[0]!.length >= ROW_GROUP) flush();
      }
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

function textOf(
  columns: readonly RowColumn[],
  format: "csv" | "jsonl",
): { readonly head: string; row(row: readonly Cell[]): string } {
  if (format === "csv") return { head: csvRow(columns.map(({ name }) => name)), row: csvRow };
  const keys = columns.map(({ name }) => JSON.stringify(name));
  return {
    head: "",
    row: (row) => {
      const fields = keys.map((key, i) => {
        const cell = row[i] ?? null;
        return `${key}:${JSON.stringify(cell === "" && columns[i]!.type !== "text" ? null : cell)}`;
      });
      return `{${fields.join(",")}}\n`;
    },
  };
}
