import { ENTITY_KINDS, type Interest, LISTINGS, SECTORS } from "../model/dataset.js";
import type { IssueList } from "../model/issue.js";
import type { Found, Register } from "./register.js";
import type { ResolvedFact, ResolvedHolding, ResolvedTie } from "./resolve.js";
import type { StakeTable } from "./stakeTable.js";

/**
 * A register on one date as columns: what measures of a whole register read. An ordinary register has them by
 * {@link columnsOf}; a {@link BulkRegister} has nothing else, so that millions of entities need no object each.
 */
export interface RegisterColumns {
  readonly asOf: string | null;
  /** Entities are numbered 0 … count − 1, in the order of the entities table; those that only other rows name follow. */
  readonly count: number;
  id(entity: number): string;
  name(entity: number): string;
  /**
   * All ids as UTF-8, where they are kept so: that of entity e is bytes[start[e]] … bytes[start[e + 1] − 1]. `width` is the
   * length of all of them, or 0 where they differ.
   */
  readonly ids: { readonly bytes: Uint8Array; readonly start: Uint32Array; readonly width: number } | null;
  /** Negative, zero or positive as the id of a stands before, is, or stands after that of b: every tie-break. */
  compareIds(a: number, b: number): number;
  /** Position in ENTITY_KINDS. */
  readonly kind: Uint8Array;
  /** Position in LISTINGS plus one; 0 where nothing is said. */
  readonly listing: Uint8Array;
  /** Position in SECTORS plus one; 0 where nothing is said. */
  readonly sector: Uint8Array;
  /** 1 for a fund that is offered to the public. */
  readonly publicOffering: Uint8Array;
  /** 1 for companies whose holders are all recorded (declared, and at least one is there). */
  readonly complete: Uint8Array;
  readonly stakes: Readonly<Record<Interest, StakeTable>>;
  readonly ties: readonly ResolvedTie[];
  readonly facts: readonly ResolvedFact[];
  /**
   * 1 for companies with a holding whose record says more than who holds which share since when: suspended votes,
   * classes, pledges, clauses. Of all others nothing needs to be read but the stakes.
   */
  readonly special: Uint8Array;
  /** A holding by its position, as {@link StakeTable.records} gives it; read anew each time from a bulk register. */
  holding(position: number): ResolvedHolding;
}

/** A register of millions. One subject is answered by {@link BulkRegister.extract} with the ordinary code. */
export interface BulkRegister extends RegisterColumns {
  /** An entity by id, else by unique name. */
  find(key: string): Found;
  /** All issues; made when asked for. */
  issues(): IssueList;
  /**
   * An ordinary register of some companies with all their holdings, their holders, the ties and facts of everyone in
   * it, and of others without their holdings. Whatever is asked of it that needs no other company is answered as by the
   * whole register.
   */
  extract(companies: Iterable<number>, others?: Iterable<number>): Register;
}

const codeOf = (words: readonly string[], word: string | undefined): number =>
  word === undefined ? 0 : words.indexOf(word) + 1;

const columns = new WeakMap<Register, RegisterColumns>();

/** The columns of an ordinary register, made once. */
export function columnsOf(r: Register): RegisterColumns {
  const known = columns.get(r);
  if (known) return known;
  const made = makeColumns(r);
  columns.set(r, made);
  return made;
}

/** Says of a register that was made over columns whose it is. */
export function rememberColumns(r: Register, of: RegisterColumns): void {
  columns.set(r, of);
}

/** A register that is another one but for some of its parts; what is made when it is asked for stays so. */
export function registerLike(
  r: Register,
  parts: Partial<Pick<Register, "entities" | "stakes" | "ties" | "complete">>,
  traits: Partial<Pick<RegisterColumns, "listing">> = {},
): Register {
  const made: Register = Object.create(r, Object.getOwnPropertyDescriptors(parts));
  const { entities: _entities, ...changed } = parts;
  rememberColumns(made, { ...columnsOf(r), ...changed, ...traits });
  return made;
}

function makeColumns(r: Register): RegisterColumns {
  const { entities, holdings } = r;
  const special = new Uint8Array(entities.length);
  for (const { record, subject } of holdings) {
    if (saysMore(record)) special[subject] = 1;
  }
  return {
    asOf: r.asOf,
    count: entities.length,
    id: (entity) => entities[entity]!.id,
    name: (entity) => entities[entity]!.name,
    ids: null,
    compareIds: (a, b) => r.rank[a]! - r.rank[b]!,
    kind: Uint8Array.from(entities, ({ kind }) => ENTITY_KINDS.indexOf(kind)),
    listing: Uint8Array.from(entities, ({ listing }) => codeOf(LISTINGS, listing)),
    sector: Uint8Array.from(entities, ({ sector }) => codeOf(SECTORS, sector)),
    publicOffering: Uint8Array.from(entities, ({ publicOffering }) => (publicOffering === true ? 1 : 0)),
    complete: r.complete,
    stakes: r.stakes,
    ties: r.ties,
    facts: r.facts,
    special,
    holding: (position) => holdings[position]!,
  };
}

/** The holdings in companies of which some record says more than who holds which share since when. */
export function* markedHoldings(r: Register): Generator<ResolvedHolding> {
  const { special } = columnsOf(r);
  const { start, records } = r.stakes.equity;
  for (let company = special.indexOf(1); company >= 0; company = special.indexOf(1, company + 1)) {
    for (let stake = start[company]!; stake < start[company + 1]!; stake += 1) {
      for (const position of records(stake)) yield r.holdings[position]!;
    }
  }
}

/** Fields of a holding that measures read from the record itself, beside its shares and dates. */
const MORE = [
  "amount",
  "paid",
  "class",
  "shares",
  "votingSuspended",
  "pledged",
  "lockedUntil",
  "heldSince",
  "contractClauses",
  "acquiredBy",
] as const;

/** Whether a holding says more than its shares; see {@link RegisterColumns.special}. */
export const saysMore = (record: ResolvedHolding["record"]): boolean =>
  MORE.some((field) => record[field] !== undefined);
