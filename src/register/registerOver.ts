import { type Dataset, ENTITY_KINDS, type Entity, LISTINGS, SECTORS } from "../model/dataset.js";
import { archiveOf } from "./archive.js";
import type { BulkRegister, RegisterColumns } from "./bulkRegister.js";
import { columnsOf, rememberColumns } from "./bulkRegister.js";
import { listOver } from "./listOver.js";
import type { Register } from "./register.js";

/** The columns of a register with the register for measures of one subject by the same numbers. */
export interface Whole {
  readonly columns: RegisterColumns;
  /** Made when first asked for. */
  ordinary(): Register;
  /** What entities are, and their order: registers that come after take it over, and do not hold on to this one. */
  readonly like: Likeness;
  /** Number of an entity by its id; −1 where there is none. */
  find(id: string): number;
}

export function wholeOf(source: Register | BulkRegister): Whole {
  if ("entities" in source) {
    return {
      columns: columnsOf(source),
      ordinary: () => source,
      like: source,
      find: (id) => source.index.get(id) ?? -1,
    };
  }
  return {
    columns: source,
    ...overLike(source, likenessOf(source)),
    find: (id) => {
      const { index } = source.find(id);
      // A name may have been meant.
      return index !== null && source.id(index) === id ? index : -1;
    },
  };
}

/** The same of a register that an earlier one became by an update; what entities are is taken over where that is the same. */
export function wholeAfter(before: Whole, next: BulkRegister): Whole {
  const after = wholeOf(next);
  const { columns } = before;
  if (columns.kind !== next.kind || columns.sector !== next.sector) return after;
  return { ...after, ...overLike(next, before.like) };
}

function overLike(columns: Numbered, like: Likeness): Pick<Whole, "ordinary" | "like"> {
  let made: Register | null = null;
  return {
    like,
    ordinary: () => {
      made ??= overColumns(columns, like);
      return made;
    },
  };
}

/** Key of an entity's traits: entities with the same key agree in all of them. */
export const traitKey = (
  { kind, listing, sector, publicOffering }: RegisterColumns,
  entity: number,
): number => ((kind[entity]! * 16 + listing[entity]!) * 32 + sector[entity]!) * 2 + publicOffering[entity]!;

/** The entity that all with the same traits share: measures by number ask for nothing else. */
export function traits({ kind, listing, sector, publicOffering }: RegisterColumns, entity: number): Entity {
  const [listed, within] = [LISTINGS[listing[entity]! - 1], SECTORS[sector[entity]! - 1]];
  return {
    id: "",
    name: "",
    kind: ENTITY_KINDS[kind[entity]!]!,
    ...(listed ? { listing: listed } : {}),
    ...(within ? { sector: within } : {}),
    ...(publicOffering[entity] ? { publicOffering: true } : {}),
  };
}

type Numbered = RegisterColumns & Pick<BulkRegister, "find">;

type Likeness = Pick<Register, "entities" | "rank">;

/**
 * An ordinary register over the columns, by the same numbers: its entities have traits but no ids, names or other fields.
 * Good for measures by number; ties between equals are broken by number, which changes no verdict.
 */
export const registerOver = (columns: Numbered): Register => overColumns(columns, likenessOf(columns));

/** Entities by their traits, in the order of their numbers. */
function likenessOf(columns: RegisterColumns): Likeness {
  let entities: readonly Entity[] | null = null;
  let rank: Int32Array | null = null;
  return {
    // Measures of shares ask nobody what they are, and ten million pointers are 80 MB.
    get entities() {
      entities ??= sharedTraits(columns);
      return entities;
    },
    get rank() {
      rank ??= numbersTo(columns.count);
      return rank;
    },
  };
}

function numbersTo(count: number): Int32Array {
  const numbers = new Int32Array(count);
  for (let k = 0; k < count; k += 1) numbers[k] = k;
  return numbers;
}

function sharedTraits(columns: RegisterColumns): Entity[] {
  const shared: (Entity | undefined)[] = [];
  const entities: Entity[] = new Array(columns.count);
  for (let entity = 0; entity < columns.count; entity += 1) {
    const key = traitKey(columns, entity);
    shared[key] ??= traits(columns, entity);
    entities[entity] = shared[key];
  }
  return entities;
}

function overColumns(columns: Numbered, like: Likeness): Register {
  const index = new Map<string, number>();
  index.get = (id) => columns.find(id).index ?? undefined;
  const dataset: Dataset = { entities: [], holdings: [], ties: [], facts: [] };
  const made: Register = {
    dataset,
    asOf: columns.asOf,
    issues: [],
    get entities() {
      return like.entities;
    },
    index,
    names: new Map(),
    rank: like.rank,
    holdings: listOver(
      // Read by their positions and never walked through: nobody asks how many there are.
      () => Number.MAX_SAFE_INTEGER,
      (position) => columns.holding(position),
    ),
    ties: columns.ties,
    facts: columns.facts,
    declarations: [],
    stakes: columns.stakes,
    get complete() {
      return columns.complete;
    },
    archive: archiveOf(dataset),
  };
  rememberColumns(made, columns);
  return made;
}
