import type { RegisterColumns } from "../register/bulkRegister.js";
import type { Cell } from "../report/csv.js";

/** What a column holds: text, numbers or truth values, each of which may be empty; or parties, printed by their ids. */
export type ColumnType = "text" | "number" | "boolean" | "party";

export interface RowColumn {
  readonly name: string;
  readonly type: ColumnType;
}

/** A column of a batch: entity numbers of parties, numbers (NaN is empty), or cells. */
export type BatchColumn = Int32Array | Float64Array | readonly Cell[];

/** Rows of some subjects: all of those before `through` are done. The columns are used again for the next batch. */
export interface RowBatch {
  readonly through: number;
  /** More rows of the subject `through` follow: a run that stopped here could not be gone on with. */
  readonly unfinished?: true;
  /** How many rows; columns may be longer. */
  readonly rows: number;
  readonly columns: readonly BatchColumn[];
}

/** Ids as UTF-8: that of entity e is bytes[start[e]] … bytes[start[e + 1] − 1]. */
export interface PartyIds {
  readonly bytes: Uint8Array;
  readonly start: Uint32Array;
  /** The length of all ids, or 0 where they differ: then nobody need ask where one begins. */
  readonly width: number;
}

/** What rows of a whole register have, and the subjects that they are about. */
export interface RowTable {
  readonly columns: readonly RowColumn[];
  /** Of columns of parties. */
  readonly parties: PartyIds;
  /** The subjects asked about: from … to − 1. */
  readonly from: number;
  readonly to: number;
}

/** Rows of a whole register, subject by subject in the order of the entities table, made as they are taken. */
export interface RowSource extends RowTable {
  /** Starts at a subject from … to − 1; what it gives does not depend on where it started. */
  batches(start: number): Iterable<RowBatch>;
}

/** The same where records are waited for: of a register that is elsewhere. */
export interface AwaitedRowSource extends RowTable {
  batches(start: number): AsyncIterable<RowBatch>;
}

/** Takes the batches of a source one by one, whether they are there already or are waited for. */
export function iterated(
  batches: Iterable<RowBatch> | AsyncIterable<RowBatch>,
): Iterator<RowBatch> | AsyncIterator<RowBatch> {
  return Symbol.asyncIterator in batches ? batches[Symbol.asyncIterator]() : batches[Symbol.iterator]();
}

const columnsOf = (type: ColumnType, names: readonly string[]): RowColumn[] =>
  names.map((name) => ({ name, type }));
export const textColumns = (...names: readonly string[]): RowColumn[] => columnsOf("text", names);
export const numberColumns = (...names: readonly string[]): RowColumn[] => columnsOf("number", names);
export const partyColumns = (...names: readonly string[]): RowColumn[] => columnsOf("party", names);

export const NO_PARTIES: PartyIds = { bytes: new Uint8Array(0), start: new Uint32Array(1), width: 0 };

/** The ids of a register: as it keeps them, or encoded here where it has texts. */
export function partyIds(columns: RegisterColumns): PartyIds {
  if (columns.ids !== null) return columns.ids;
  const ids = Array.from({ length: columns.count }, (_, entity) => Buffer.from(columns.id(entity)));
  const start = new Uint32Array(columns.count + 1);
  ids.forEach((id, entity) => {
    start[entity + 1] = start[entity]! + id.length;
  });
  return { bytes: Buffer.concat(ids), start, width: 0 };
}

/** The id of an entity as text. */
export const partyText = ({ bytes, start }: PartyIds, entity: number): string =>
  Buffer.from(
    bytes.buffer,
    bytes.byteOffset + start[entity]!,
    start[entity + 1]! - start[entity]!,
  ).toString();

/** The rows of a batch as cells, parties by their ids: for those who look at rows one by one. */
export function cellRows({ parties }: Pick<RowTable, "parties">, { rows, columns }: RowBatch): Cell[][] {
  const cellOf = (column: BatchColumn, row: number): Cell => {
    if (column instanceof Int32Array) return partyText(parties, column[row]!);
    const cell = column[row] ?? null;
    return Number.isNaN(cell) ? null : cell;
  };
  return Array.from({ length: rows }, (_, row) => columns.map((column) => cellOf(column, row)));
}

/** Rows that are made one by one, or become text, together. */
export const ROWS_TOGETHER = 1024;

/** Rows of cells of one subject as batches; there may be more of them than should be held. */
export function* cellBatches(
  source: Pick<RowTable, "columns">,
  subject: number,
  rows: Iterable<readonly Cell[]>,
): Generator<RowBatch> {
  let waiting: (readonly Cell[])[] = [];
  for (const row of rows) {
    if (waiting.length === ROWS_TOGETHER) {
      yield { ...cellBatch(source, subject, waiting), unfinished: true };
      waiting = [];
    }
    waiting.push(row);
  }
  yield cellBatch(source, subject + 1, waiting);
}

/** Rows of cells as a batch. */
export const cellBatch = (
  { columns }: Pick<RowTable, "columns">,
  through: number,
  rows: readonly (readonly Cell[])[],
): RowBatch => ({
  through,
  rows: rows.length,
  columns: columns.map((_, c) => rows.map((row) => row[c] ?? null)),
});
