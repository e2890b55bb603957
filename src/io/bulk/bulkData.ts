import { createHash } from "node:crypto";
import type { Entity, Holding, Origin, ShareClass } from "../../model/dataset.js";
import { type Issue, issue } from "../../model/issue.js";
import type { ShareRange } from "../../model/share.js";
import { LargeMap } from "../../register/largeMap.js";
import type { Found } from "../../register/register.js";
import type { ResolvedDeclaration, ResolvedFact, ResolvedTie } from "../../register/resolve.js";
import type { LoadOptions } from "../reading.js";
import type { ByteKeys } from "./byteKeys.js";
import { NameIndex } from "./names.js";
import type { RowPlaces } from "./rowPlaces.js";
import { recordRows } from "./slowRows.js";
import { openText, RowReader, type TableText } from "./tableText.js";

/** How the rows of a table become records again. */
export interface TableShape {
  readonly file: string;
  readonly separator: string;
  readonly header: { readonly cells: readonly string[]; readonly row: number };
  /** Of entities: the field of the name; −1 where there is none. */
  readonly nameField: number;
  /** Of entities: whether there is a column of names in another language. */
  readonly hasOtherNames: boolean;
}

/** A table that was read. */
export interface BulkTable {
  readonly shape: TableShape;
  readonly text: TableText;
  readonly places: RowPlaces;
}

/** What a register has few of, as records: it goes into a snapshot as JSON. */
export interface RareRecords {
  readonly options: Pick<LoadOptions, "percent">;
  readonly files: readonly string[];
  /** Their places, and null; or none, and SHA-256 (hex) of all their bytes. */
  readonly paths: readonly string[];
  readonly digest: string | null;
  /** How many records there are, as a dataset counts them. */
  readonly records: {
    readonly entities: number;
    readonly holdings: number;
    readonly ties: number;
    readonly facts: number;
  };
  /** The latest day on which anything begins. */
  readonly latest: string | null;
  readonly ties: readonly ResolvedTie[];
  readonly facts: readonly ResolvedFact[];
  readonly declarations: readonly ResolvedDeclaration[];
  /** Entities that no row of the entities table defines, but for those that holdings name. */
  readonly extra: readonly (readonly [entity: number, record: Entity])[];
  readonly classes: readonly (readonly [entity: number, classes: readonly ShareClass[]])[];
  /** What the rows say by themselves, but for what follows from the columns. */
  readonly issues: readonly Issue[];
  /** Rows that repeat an id: offset and row, two numbers each. */
  readonly repeated: readonly number[];
}

export interface EntityTable {
  readonly keys: ByteKeys;
  readonly kind: Uint8Array;
  readonly listing: Uint8Array;
  readonly sector: Uint8Array;
  readonly publicOffering: Uint8Array;
  readonly completeFrom: Int32Array;
}

export interface HoldingRows {
  readonly count: number;
  readonly holder: Int32Array;
  readonly subject: Int32Array;
  readonly value: Float64Array;
  readonly decimals: Uint8Array;
  readonly words: readonly ShareRange[];
  readonly from: Int32Array | null;
  readonly to: Int32Array | null;
}

export const clip = (text: string): string => (text.length > 80 ? `${text.slice(0, 80)}…` : text);

/** All records of an input, resolved: columns, and the text of the rows of which a record is made when it is asked for. */
export class BulkData {
  readonly #entityRead: ((text: string, row: number) => Entity | undefined) | null;
  readonly #holdingRead: ((text: string, row: number) => Holding | undefined) | null;
  readonly #entityText: RowReader | null;
  readonly #holdingText: RowReader | null;
  readonly #extra = new LargeMap<Entity>();
  readonly #classes = new LargeMap<readonly ShareClass[]>();
  #names: NameIndex | null = null;
  #digest: string | null;

  constructor(
    readonly entities: EntityTable,
    readonly holdings: HoldingRows,
    readonly entityTable: BulkTable | null,
    readonly holdingTable: BulkTable | null,
    /** By entity beyond the rows: 2 × position of the holding that names it first (+ 1 as subject); −1 for `extra`. */
    readonly made: Int32Array,
    readonly rare: RareRecords,
  ) {
    const { options, extra, classes } = rare;
    this.#digest = rare.digest;
    for (const [entity, record] of extra) this.#extra.set(entity, record);
    for (const [entity, own] of classes) this.#classes.set(entity, own);
    this.#entityText = entityTable && new RowReader(entityTable.text, entityTable.shape.separator);
    this.#entityRead = entityTable && recordRows("entities", entityTable.shape, options);
    this.#holdingText = holdingTable && new RowReader(holdingTable.text, holdingTable.shape.separator);
    this.#holdingRead = holdingTable && recordRows("holdings", holdingTable.shape, options);
  }

  get count(): number {
    return this.entities.keys.count;
  }

  /** SHA-256 (hex) of the bytes of all files, as `load` gives it; read when it is asked for. */
  digest(): string {
    if (this.#digest !== null) return this.#digest;
    const digest = createHash("sha256");
    const chunk = new Uint8Array(1 << 20);
    for (const path of this.rare.paths) {
      const text = openText(path);
      for (let offset = 0; offset < text.size; offset += chunk.length) {
        digest.update(chunk.subarray(0, text.read(offset, chunk)));
      }
    }
    this.#digest = digest.digest("hex");
    return this.#digest;
  }

  /** Entities that have a row of their own. */
  get rowCount(): number {
    return this.entityTable?.places.count ?? 0;
  }

  id(entity: number): string {
    return this.entities.keys.text(entity);
  }

  name(entity: number): string {
    const field = this.entityTable?.shape.nameField ?? -1;
    const text =
      field < 0 || entity >= this.rowCount
        ? null
        : this.#entityText!.cellText(this.entityTable!.places.offset(entity), field);
    return text ?? this.entity(entity).name;
  }

  /** The texts by which people may mean an entity: id, name, English name. */
  words(entity: number): Pick<Entity, "id" | "name" | "nameEn"> {
    if (this.entityTable?.shape.hasOtherNames !== false) return this.entity(entity);
    return { id: this.id(entity), name: this.name(entity) };
  }

  /** An entity as its record. */
  entity(entity: number): Entity {
    const record = entity < this.rowCount ? this.#entityOfRow(entity) : this.#entityMade(entity);
    const shareClasses = this.#classes.get(entity);
    return shareClasses === undefined ? record : { ...record, shareClasses: [...shareClasses] };
  }

  #entityOfRow(entity: number): Entity {
    const { places } = this.entityTable!;
    const text = this.#entityText!.row(places.offset(entity));
    return this.#entityRead!(text, places.row(entity))!;
  }

  #entityMade(entity: number): Entity {
    const from = this.made[entity - this.rowCount]!;
    if (from < 0) return this.#extra.get(entity)!;
    const id = this.id(entity);
    return { id, name: id, kind: "unknown", at: this.holdingOrigin(from >> 1) };
  }

  /** A holding as its record. */
  holding(position: number): Holding {
    const { places } = this.holdingTable!;
    return this.#holdingRead!(this.#holdingText!.row(places.offset(position)), places.row(position))!;
  }

  holdingOrigin(position: number): Origin {
    const { shape, places } = this.holdingTable!;
    return { file: shape.file, row: places.row(position) };
  }

  /** An entity by id, else by unique name. */
  find(key: string): Found {
    const bytes = Buffer.from(key);
    const { keys } = this.entities;
    const byId = keys.find(bytes, 0, bytes.length, keys.hash(bytes, 0, bytes.length));
    if (byId >= 0) return { index: byId };
    const named = this.names().of(key);
    if (named.length === 1) return { index: named[0]! };
    const candidates = named.map((entity) => this.id(entity));
    return { index: null, reason: named.length > 1 ? "ambiguous" : "unknown", candidates };
  }

  /** The names of the entities that have rows (all others are named by their ids), indexed when first asked for. */
  names(): NameIndex {
    this.#names ??= this.#indexNames();
    return this.#names;
  }

  #indexNames(): NameIndex {
    const index = new NameIndex(this.rowCount);
    const encoder = new TextEncoder();
    for (let entity = 0; entity < this.rowCount; entity += 1) {
      index.add(this.#plainName(entity) ?? encoder.encode(this.entity(entity).name), entity);
    }
    return index;
  }

  /** The bytes of a name that stands in its row as it is; null for any other. */
  #plainName(entity: number): Uint8Array | null {
    const { shape, places } = this.entityTable!;
    if (shape.nameField < 0) return null;
    return this.#entityText!.plainCell(places.offset(entity), shape.nameField);
  }

  /** The issue of a row that repeats an id (RareRecords.repeated). */
  repeatedId(offset: number, row: number): Issue {
    const { id } = this.#entityRead!(this.#entityText!.row(offset), row)!;
    const found = this.find(id);
    const first = found.index === null ? undefined : this.entity(found.index).at?.row;
    const at = { file: this.entityTable!.shape.file, row, column: "id" };
    return issue("duplicate-id", "error", at, { id: clip(id), first: String(first ?? "?") });
  }
}
