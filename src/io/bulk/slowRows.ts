import type { Entity, Holding } from "../../model/dataset.js";
import { cellsOf } from "../csv.js";
import { emptyReading, type LoadOptions, type Reading } from "../reading.js";
import { TableReader } from "../tableReader.js";

/** What the ordinary reader makes of single rows of a table. */
export class SlowRows<Name extends "entities" | "holdings"> {
  readonly reader: TableReader;
  readonly #into: Reading;
  readonly #name: Name;
  readonly #separator: string;

  /** Issues, ties and the like go into `into`; records are handed out one by one and are not kept. */
  constructor(name: Name, file: string, separator: string, into: Reading, options: LoadOptions) {
    this.#name = name;
    this.#separator = separator;
    this.#into = into;
    this.reader = new TableReader(name, file, into, options);
  }

  /** The record of a row; undefined where it has none. */
  read(text: string, row: number): (Name extends "entities" ? Entity : Holding) | undefined {
    this.reader.row(cellsOf(text, this.#separator), row);
    return this.#into[this.#name].pop() as (Name extends "entities" ? Entity : Holding) | undefined;
  }
}

/** The file, separator and header of a table. */
export interface Heading {
  readonly file: string;
  readonly separator: string;
  readonly header: { readonly cells: readonly string[]; readonly row: number };
}

/** Reads records a second time: what is wrong with them was said when they were read first. */
export function recordRows<Name extends "entities" | "holdings">(
  name: Name,
  { file, separator, header }: Heading,
  options: LoadOptions,
): (text: string, row: number) => (Name extends "entities" ? Entity : Holding) | undefined {
  const into = emptyReading();
  const rows = new SlowRows(name, file, separator, into, options);
  rows.reader.header(header.cells, header.row);
  return (text, row) => {
    const record = rows.read(text, row);
    into.issues.length = 0;
    into.ties.length = 0;
    into.holderKinds.length = 0;
    return record;
  };
}

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
/** The text of bytes; a mark at their beginning is a part of it. */
export const textOf = (bytes: Uint8Array): string => decoder.decode(bytes);
