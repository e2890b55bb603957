import type { Dataset } from "../../model/dataset.js";
import type { Issue } from "../../model/issue.js";
import { readShare, type ShareRange, shareText } from "../../model/share.js";
import type { Apart, Overlay, StakeColumns } from "../../register/bulkStakes.js";
import { LargeMap } from "../../register/largeMap.js";
import { BulkData, type BulkTable, type HoldingRows, type RareRecords, type TableShape } from "./bulkData.js";
import { ByteKeys } from "./byteKeys.js";
import { type OpenRegister, openRegister } from "./openRegister.js";
import { RowPlaces } from "./rowPlaces.js";
import { SectionReader, SectionWriter, type SnapshotColumn } from "./sections.js";

/** What an ordinary reader loaded: a snapshot of it holds its records. */
export interface LoadedRecords {
  readonly dataset: Dataset;
  readonly issues: readonly Issue[];
  readonly digest: string;
  readonly files: readonly string[];
}

/** A snapshot that was opened: columns, to be indexed on any date, or records. */
export type Snapshot =
  | { readonly kind: "columns"; readonly register: (asOf?: string) => OpenRegister }
  | { readonly kind: "records"; readonly loaded: LoadedRecords };

/** Runs the writing of a file; on any error nothing of it stays. */
function writing(path: string, write: (into: SectionWriter) => void): void {
  const into = new SectionWriter(path);
  try {
    write(into);
  } catch (error) {
    into.discard();
    throw error;
  }
  into.finish();
}

/** Writes a register of columns, with the text of its rows: nothing else is needed to open it again. */
export function writeSnapshot(path: string, r: OpenRegister): void {
  writing(path, (into) => {
    const { data, columns } = r;
    const { keys, kind, listing, sector, publicOffering, completeFrom } = data.entities;
    const { bytes, start, slots, seed, count } = keys.columns();
    into.json("about", {
      kind: "columns",
      asOf: r.asOf,
      rare: { ...data.rare, paths: [], digest: data.digest() },
      keys: { seed, count },
      holdings: data.holdings.count,
      words: data.holdings.words.map(shareText),
      tables: { entities: data.entityTable?.shape ?? null, holdings: data.holdingTable?.shape ?? null },
    });
    writeColumns(into, "keys", { bytes, start, slots });
    const cut = (column: Uint8Array | Int32Array) => column.subarray(0, count);
    writeColumns(into, "entities", {
      kind: cut(kind),
      listing: cut(listing),
      sector: cut(sector),
      publicOffering: cut(publicOffering),
      completeFrom: cut(completeFrom),
      made: data.made,
    });
    const { holder, subject, value, decimals, from, to } = data.holdings;
    const rows = data.holdings.count;
    const of = <T extends Int32Array | Float64Array | Uint8Array>(column: T) => column.subarray(0, rows);
    writeColumns(into, "holdings", {
      holder: of(holder),
      subject: of(subject),
      value: of(value),
      decimals: of(decimals),
      ...(from && { from: of(from) }),
      ...(to && { to: of(to) }),
    });
    writeTable(into, "entityRows", data.entityTable);
    writeTable(into, "holdingRows", data.holdingTable);
    const { apart, ...arrays } = columns;
    writeColumns(
      into,
      "stakes",
      columns.max === columns.min ? { ...arrays, max: new Float64Array(0) } : arrays,
    );
    writeApart(into, apart);
  });
}

/** Writes records that only the ordinary reader can read. */
export function writeRecords(path: string, { dataset, issues, digest, files }: LoadedRecords): void {
  writing(path, (into) => {
    into.json("about", { kind: "records" });
    into.json("records", { dataset, issues, digest, files });
  });
}

/** Opens a snapshot. Throws a SnapshotError for a file that is none, or cannot be trusted. */
export function readSnapshot(path: string): Snapshot {
  const from = new SectionReader(path);
  const about = from.json("about") as About;
  if (about.kind === "records") {
    return { kind: "records", loaded: from.json("records") as LoadedRecords };
  }
  const data = readData(from, about);
  let stored: OpenRegister | null = null;
  const register = (asOf?: string): OpenRegister => {
    if (asOf !== undefined && asOf !== about.asOf) return openRegister(data, { asOf });
    stored ??= openRegister(data, { asOf: about.asOf }, readStakes(from));
    return stored;
  };
  return { kind: "columns", register };
}

interface About {
  readonly kind: "columns" | "records";
  readonly asOf: string | null;
  readonly rare: RareRecords;
  readonly keys: { readonly seed: number; readonly count: number };
  readonly holdings: number;
  /** Ranges, as they are written. */
  readonly words: readonly string[];
  readonly tables: { readonly entities: TableShape | null; readonly holdings: TableShape | null };
}

function writeColumns(
  into: SectionWriter,
  name: string,
  columns: Readonly<Record<string, SnapshotColumn>>,
): void {
  for (const [column, values] of Object.entries(columns)) into.column(`${name}.${column}`, values);
}

function writeTable(into: SectionWriter, name: string, table: BulkTable | null): void {
  if (table === null) return;
  const { blocks, offsets, jumps } = table.places.columns();
  writeColumns(into, name, { blocks, offsets, jumps });
  into.text(`${name}.text`, table.text);
}

function readTable(
  from: SectionReader,
  name: string,
  shape: TableShape | null,
  count: number,
): BulkTable | null {
  if (shape === null) return null;
  const places = new RowPlaces(0, {
    count,
    blocks: from.column(`${name}.blocks`, "Float64Array"),
    offsets: from.column(`${name}.offsets`, "Uint32Array"),
    jumps: from.column(`${name}.jumps`, "Int32Array"),
  });
  return { shape, places, text: from.text(`${name}.text`) };
}

function readData(from: SectionReader, about: About): BulkData {
  const { seed, count } = about.keys;
  const keys = new ByteKeys(0, 0, {
    seed,
    count,
    bytes: from.column("keys.bytes", "Uint8Array"),
    start: from.column("keys.start", "Uint32Array"),
    slots: from.column("keys.slots", "Int32Array"),
  });
  const bytes = (name: string) => from.column(`entities.${name}`, "Uint8Array");
  const entities = {
    keys,
    kind: bytes("kind"),
    listing: bytes("listing"),
    sector: bytes("sector"),
    publicOffering: bytes("publicOffering"),
    completeFrom: from.column("entities.completeFrom", "Int32Array"),
  };
  const made = from.column("entities.made", "Int32Array");
  return new BulkData(
    entities,
    new StoredHoldings(
      from,
      about.holdings,
      about.words.map((word) => readShare(word).range!),
    ),
    readTable(from, "entityRows", about.tables.entities, count - made.length),
    readTable(from, "holdingRows", about.tables.holdings, about.holdings),
    made,
    about.rare,
  );
}

/** Columns of holdings, each read when it is asked for: one question about one subject needs none of some of them. */
class StoredHoldings implements HoldingRows {
  readonly #from: SectionReader;
  readonly #read = new Map<string, SnapshotColumn>();

  constructor(
    from: SectionReader,
    readonly count: number,
    readonly words: readonly ShareRange[],
  ) {
    this.#from = from;
  }

  #column<Name extends "Int32Array" | "Float64Array" | "Uint8Array">(name: string, type: Name) {
    const known = this.#read.get(name) ?? this.#from.column(`holdings.${name}`, type);
    this.#read.set(name, known);
    return known;
  }

  get holder(): Int32Array {
    return this.#column("holder", "Int32Array") as Int32Array;
  }

  get subject(): Int32Array {
    return this.#column("subject", "Int32Array") as Int32Array;
  }

  get value(): Float64Array {
    return this.#column("value", "Float64Array") as Float64Array;
  }

  get decimals(): Uint8Array {
    return this.#column("decimals", "Uint8Array") as Uint8Array;
  }

  get from(): Int32Array | null {
    return this.#from.has("holdings.from") ? (this.#column("from", "Int32Array") as Int32Array) : null;
  }

  get to(): Int32Array | null {
    return this.#from.has("holdings.to") ? (this.#column("to", "Int32Array") as Int32Array) : null;
  }
}

function readStakes(from: SectionReader): StakeColumns {
  const integers = (name: string) => from.column(`stakes.${name}`, "Int32Array");
  const bytes = (name: string) => from.column(`stakes.${name}`, "Uint8Array");
  const min = from.column("stakes.min", "Float64Array");
  const max = from.column("stakes.max", "Float64Array");
  return {
    start: integers("start"),
    holder: integers("holder"),
    subject: integers("subject"),
    heldStart: integers("heldStart"),
    held: integers("held"),
    min,
    max: max.length === 0 ? min : max,
    marks: bytes("marks"),
    record: integers("record"),
    state: bytes("state"),
    complete: bytes("complete"),
    special: bytes("special"),
    irregular: integers("irregular"),
    examined: integers("examined"),
    unheld: integers("unheld"),
    apart: readApart(from),
  };
}

/** Shares that stand apart are few different ones: each is written once, and everything else by its number. */
function writeApart(into: SectionWriter, apart: Apart): void {
  const numbers = new Map<string, number>();
  const shares: string[] = [];
  const numberOf = (share: ShareRange | null): number => {
    if (share === null) return -1;
    const { min, max, minExclusive, maxExclusive, rounding } = share;
    const text = [
      min.n,
      min.d,
      max.n,
      max.d,
      rounding.n,
      rounding.d,
      minExclusive ? 1 : 0,
      maxExclusive ? 1 : 0,
    ].join();
    const known = numbers.get(text) ?? shares.push(text) - 1;
    numbers.set(text, known);
    return known;
  };
  const entries = (name: string, map: LargeMap<ShareRange | null>): void => {
    const pairs = new Int32Array(2 * map.size);
    let at = 0;
    for (const [key, share] of map.entries()) {
      pairs[at++] = key;
      pairs[at++] = numberOf(share);
    }
    into.column(`apart.${name}`, pairs);
  };
  for (const name of PLAIN_PARTS) entries(name, apart[name]);
  for (const interest of OVERLAYS)
    for (const name of PLAIN_PARTS) entries(`${interest}.${name}`, apart[interest][name]);
  into.json("apart.records", [...apart.records.entries()]);
  into.json("apart.shares", shares);
}

const PLAIN_PARTS = ["share", "written", "undisclosed"] as const;
const OVERLAYS = ["voting", "income"] as const;

function readApart(from: SectionReader): Apart {
  const shares = (from.json("apart.shares") as string[]).map(shareOf);
  const map = <Value extends ShareRange | null>(name: string): LargeMap<Value> => {
    const made = new LargeMap<Value>();
    const pairs = from.column(`apart.${name}`, "Int32Array");
    for (let k = 0; k < pairs.length; k += 2) {
      const number = pairs[k + 1]!;
      made.set(pairs[k]!, (number < 0 ? null : shares[number]!) as Value);
    }
    return made;
  };
  const overlay = (interest: string): Overlay => ({
    share: map(`${interest}.share`),
    written: map(`${interest}.written`),
    undisclosed: map(`${interest}.undisclosed`),
  });
  const records = new LargeMap<readonly number[]>();
  for (const [stake, rows] of from.json("apart.records") as [number, number[]][]) records.set(stake, rows);
  return {
    share: map("share"),
    written: map("written"),
    undisclosed: map("undisclosed"),
    records,
    voting: overlay("voting"),
    income: overlay("income"),
  };
}

function shareOf(text: string): ShareRange {
  const [a, b, c, d, e, f, open, shut] = text.split(",");
  return {
    min: { n: BigInt(a!), d: BigInt(b!) },
    max: { n: BigInt(c!), d: BigInt(d!) },
    rounding: { n: BigInt(e!), d: BigInt(f!) },
    minExclusive: open === "1",
    maxExclusive: shut === "1",
  };
}
