import type { Cell } from "../report/csv.js";

/** What a column holds: text, numbers or truth values; each may be empty. */
export type ColumnType = "text" | "number" | "boolean";

export interface RowColumn {
  readonly name: string;
  readonly type: ColumnType;
}

/** Rows of some subjects: all of those before `through` are done. */
export interface RowBatch {
  readonly through: number;
  readonly rows: readonly (readonly Cell[])[];
}

/** Rows of a whole register, subject by subject in the order of the entities table, made as they are taken. */
export interface RowSource {
  readonly columns: readonly RowColumn[];
  /** The subjects asked about: from … to − 1. */
  readonly from: number;
  readonly to: number;
  /** Starts at a subject from … to − 1; what it gives does not depend on where it started. */
  batches(start: number): Iterable<RowBatch>;
}

export const textColumns = (...names: readonly string[]): RowColumn[] =>
  names.map((name) => ({ name, type: "text" }));

export const numberColumns = (...names: readonly string[]): RowColumn[] =>
  names.map((name) => ({ name, type: "number" }));
