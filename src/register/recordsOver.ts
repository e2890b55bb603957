import {
  type Dataset,
  ENTITY_KINDS,
  type Entity,
  type Holding,
  LISTINGS,
  SECTORS,
} from "../model/dataset.js";
import type { Issue } from "../model/issue.js";
import type { Archive } from "./archive.js";
import { type RegisterColumns, rememberColumns } from "./bulkRegister.js";
import { listOver } from "./listOver.js";
import { RecentMembers } from "./recent.js";
import type { Found, Register } from "./register.js";
import type { ResolvedDeclaration, ResolvedHolding } from "./resolve.js";

/** What an ordinary register over columns is made of: the columns, and records that are read when they are asked for. */
export interface RecordSource {
  readonly columns: RegisterColumns;
  find(key: string): Found;
  entity(entity: number): Entity;
  holding(position: number): Holding;
  /** Where a holding stands, and whether its record has any field that {@link saysMore} asks about. */
  origin(position: number): Holding["at"];
  saysMore(position: number): boolean;
  /** Whether any holding begins or ends on some day. */
  readonly dated: boolean;
  /** Numbers of a holding's parties. */
  readonly holder: Int32Array;
  readonly subject: Int32Array;
  readonly declarations: readonly ResolvedDeclaration[];
  /** Rows of any date, by position: of a holder, and in a company. */
  rowsBy(holder: number): readonly number[];
  rowsOf(company: number): readonly number[];
  changes: Archive["changes"];
  issues(): readonly Issue[];
  on(asOf: string): Register;
  /** All records, each an object: for what walks through every one of them. */
  dataset(): Dataset;
}

/** Records that are kept after they were read. */
const KEPT = 32_768;

/**
 * An ordinary register over columns, by the same numbers: any code for one subject answers as it does over records, and a
 * record is read when somebody looks at it. So no more than the last of them are ever held.
 */
export function recordsOver(source: RecordSource): Register {
  const { columns } = source;
  const rows = new RecentMembers<ResolvedHolding>(source.holder.length, KEPT, (position) => ({
    record: new HoldingOver(source, position),
    holder: source.holder[position]!,
    subject: source.subject[position]!,
  }));
  let whole: Dataset | null = null;
  let issues: readonly Issue[] | null = null;
  let rank: Int32Array | null = null;
  const r: Register = {
    get dataset() {
      whole ??= source.dataset();
      return whole;
    },
    get issues() {
      issues ??= source.issues();
      return issues;
    },
    get rank() {
      rank ??= rankOf(columns);
      return rank;
    },
    asOf: columns.asOf,
    entities: entitiesOver(source),
    index: indexOver(source),
    names: namesOver(source),
    holdings: listOver(
      () => source.holder.length,
      (position) => rows.get(position),
    ),
    ties: columns.ties,
    facts: columns.facts,
    declarations: source.declarations,
    stakes: columns.stakes,
    complete: columns.complete,
    archive: {
      heldBy: (holder) => source.rowsBy(holder).map((position) => rows.get(position)),
      heldIn: (company) => source.rowsOf(company).map((position) => rows.get(position)),
      changes: source.changes,
    },
    on: (asOf) => source.on(asOf),
  };
  rememberColumns(r, columns);
  return r;
}

/** Position of each entity in the order of ids. */
function rankOf({ count, compareIds }: RegisterColumns): Int32Array {
  const order = new Int32Array(count).map((_, entity) => entity);
  const isInOrder = order.every((entity) => entity === 0 || compareIds(entity - 1, entity) < 0);
  if (isInOrder) return order;
  order.sort(compareIds);
  const rank = new Int32Array(count);
  order.forEach((entity, position) => {
    rank[entity] = position;
  });
  return rank;
}

/** A field that a class leaves out would read as absent: with this it does not compile. */
type EveryField<Fields> = Record<keyof Fields, unknown>;

/** A holding of which parties, origin and the absence of all that few rows state are known without its record. */
class HoldingOver implements Holding, EveryField<Holding> {
  readonly #of: RecordSource;
  readonly #position: number;
  #record: Holding | null = null;

  constructor(of: RecordSource, position: number) {
    this.#of = of;
    this.#position = position;
  }

  get #read(): Holding {
    this.#record ??= this.#of.holding(this.#position);
    return this.#record;
  }

  get #more(): Holding | undefined {
    return this.#of.saysMore(this.#position) ? this.#read : undefined;
  }

  get holder(): string {
    return this.#of.columns.id(this.#of.holder[this.#position]!);
  }

  get subject(): string {
    return this.#of.columns.id(this.#of.subject[this.#position]!);
  }

  get at(): Holding["at"] {
    return this.#of.origin(this.#position);
  }

  get equity(): Holding["equity"] {
    return this.#read.equity;
  }

  get voting(): Holding["voting"] {
    return this.#read.voting;
  }

  get income(): Holding["income"] {
    return this.#read.income;
  }

  get heldSince(): Holding["heldSince"] {
    return this.#read.heldSince;
  }

  get registeredOn(): Holding["registeredOn"] {
    return this.#read.registeredOn;
  }

  get from(): Holding["from"] {
    return this.#of.dated ? this.#read.from : undefined;
  }

  get to(): Holding["to"] {
    return this.#of.dated ? this.#read.to : undefined;
  }

  get source(): Holding["source"] {
    return this.#read.source;
  }

  get amount(): Holding["amount"] {
    return this.#more?.amount;
  }

  get paid(): Holding["paid"] {
    return this.#more?.paid;
  }

  get class(): Holding["class"] {
    return this.#more?.class;
  }

  get shares(): Holding["shares"] {
    return this.#more?.shares;
  }

  get votingSuspended(): Holding["votingSuspended"] {
    return this.#more?.votingSuspended;
  }

  get pledged(): Holding["pledged"] {
    return this.#more?.pledged;
  }

  get lockedUntil(): Holding["lockedUntil"] {
    return this.#more?.lockedUntil;
  }

  get contractClauses(): Holding["contractClauses"] {
    return this.#more?.contractClauses;
  }

  get acquiredBy(): Holding["acquiredBy"] {
    return this.#more?.acquiredBy;
  }

  /** The record as it was written, for whatever spells out all of it. */
  toJSON(): Holding {
    const { holder, subject } = this;
    return { ...this.#read, holder, subject };
  }
}

/** An entity of which id, name and traits are known without its record. */
class EntityOver implements Entity, EveryField<Entity> {
  readonly #of: RecordSource;
  readonly #number: number;
  #record: Entity | null = null;
  #id: string | null = null;
  #name: string | null = null;

  constructor(of: RecordSource, number: number) {
    this.#of = of;
    this.#number = number;
  }

  get #read(): Entity {
    this.#record ??= this.#of.entity(this.#number);
    return this.#record;
  }

  get id(): string {
    this.#id ??= this.#of.columns.id(this.#number);
    return this.#id;
  }

  get name(): string {
    this.#name ??= this.#of.columns.name(this.#number);
    return this.#name;
  }

  get kind(): Entity["kind"] {
    return ENTITY_KINDS[this.#of.columns.kind[this.#number]!]!;
  }

  get listing(): Entity["listing"] {
    return LISTINGS[this.#of.columns.listing[this.#number]! - 1];
  }

  get sector(): Entity["sector"] {
    return SECTORS[this.#of.columns.sector[this.#number]! - 1];
  }

  get publicOffering(): Entity["publicOffering"] {
    return this.#of.columns.publicOffering[this.#number] === 1 ? true : this.#read.publicOffering;
  }

  get nameEn(): Entity["nameEn"] {
    return this.#read.nameEn;
  }

  get jurisdiction(): Entity["jurisdiction"] {
    return this.#read.jurisdiction;
  }

  get identifiers(): Entity["identifiers"] {
    return this.#read.identifiers;
  }

  get shareClasses(): Entity["shareClasses"] {
    return this.#read.shareClasses;
  }

  get registerComplete(): Entity["registerComplete"] {
    return this.#read.registerComplete;
  }

  get registeredIn(): Entity["registeredIn"] {
    return this.#read.registeredIn;
  }

  get source(): Entity["source"] {
    return this.#read.source;
  }

  get at(): Entity["at"] {
    return this.#read.at;
  }
}

function entitiesOver(source: RecordSource): readonly Entity[] {
  const { count } = source.columns;
  const kept = new RecentMembers<Entity>(count, KEPT, (entity) => new EntityOver(source, entity));
  return listOver(
    () => count,
    (entity) => kept.get(entity),
  );
}

/** Entities by id; nothing but single ids is ever asked for. */
function indexOver({ find, columns }: RecordSource): Map<string, number> {
  const index = new Map<string, number>();
  index.get = (id) => {
    const found = find(id).index;
    // A name may have been meant.
    return found !== null && columns.id(found) === id ? found : undefined;
  };
  index.has = (id) => index.get(id) !== undefined;
  return index;
}

/** Entities by name, as far as no entity has the name for its id. */
function namesOver({ find, columns }: RecordSource): Map<string, readonly number[]> {
  const names = new Map<string, readonly number[]>();
  names.get = (name) => {
    const found = find(name);
    if (found.index !== null) return columns.name(found.index) === name ? [found.index] : undefined;
    return found.reason === "unknown" ? undefined : found.candidates.map((id) => find(id).index!);
  };
  return names;
}
