import type { Dataset, Entity, Interest } from "../model/dataset.js";
import { type Fraction, parseFraction } from "../model/fraction.js";
import { type Issue, issue, orderIssues } from "../model/issue.js";
import { holdsOn } from "../model/period.js";
import { type Archive, archiveOf } from "./archive.js";
import {
  latestDate,
  type Resolved,
  type ResolvedDeclaration,
  type ResolvedFact,
  type ResolvedHolding,
  type ResolvedTie,
  resolve,
} from "./resolve.js";
import { type CompanyStakes, companyStakes, repeatedRows } from "./shares.js";
import { type StakeTable, stakeTable } from "./stakeTable.js";
import { tieIssues } from "./tieIssues.js";

/**
 * The records that hold on one date, indexed: entities are numbered 0 … n − 1, stakes stand in arrays.
 * A register is never changed; `at` gives the same dataset on another date.
 */
export interface Register {
  readonly dataset: Dataset;
  /** The date the records are taken on; null when the dataset has no dates at all. */
  readonly asOf: string | null;
  readonly issues: readonly Issue[];
  readonly entities: readonly Entity[];
  readonly index: ReadonlyMap<string, number>;
  readonly names: ReadonlyMap<string, readonly number[]>;
  /**
   * Position of each entity in the order of ids, which every tie-break uses. As long as the entities, which may be made only when
   * somebody asks for one.
   */
  readonly rank: Int32Array;
  readonly holdings: readonly ResolvedHolding[];
  readonly ties: readonly ResolvedTie[];
  readonly facts: readonly ResolvedFact[];
  /** Stakes that sources declare as indirect or in total: compared, never walked. */
  readonly declarations: readonly ResolvedDeclaration[];
  readonly stakes: Readonly<Record<Interest, StakeTable>>;
  /** Companies whose holders are all recorded (declared, and at least one is there). */
  readonly complete: Uint8Array;
  /** The records of whatever date. */
  readonly archive: Archive;
  /** The same records on another date, where they are not indexed from the dataset. */
  readonly on?: (asOf: string) => Register;
}

export interface RegisterOptions {
  /** ISO date; by default the latest day on which anything in the dataset begins. */
  readonly asOf?: string | null | undefined;
}

/** Indexes a dataset on a date. Never throws for bad records: what is wrong is in `issues`. */
export function register(dataset: Dataset, options: RegisterOptions = {}): Register {
  const asOf = options.asOf === undefined ? latestDate(dataset) : options.asOf;
  const resolved = resolve(dataset);
  const { entities } = resolved;
  const holdings = resolved.holdings.filter(({ record }) => holdsOn(record, asOf));
  const ties = resolved.ties.filter(({ record }) => holdsOn({ from: record.start, to: record.end }, asOf));
  const facts = resolved.facts.filter(
    ({ record }) => asOf === null || record.on === undefined || record.on <= asOf,
  );
  const issues: Issue[] = [...resolved.issues];
  const complete = new Uint8Array(entities.length);
  const tables = companyTables(resolved, holdings, facts, asOf, complete, issues);
  const equity = stakeTable(tables.equity);
  const other = (interest: "voting" | "income"): StakeTable =>
    tables[interest].some((company) => company?.stated) ? stakeTable(tables[interest]) : equity;
  const voting = other("voting");
  issues.push(...tieIssues(ties, voting, (index) => entities[index]!.id));
  return {
    dataset,
    asOf,
    issues: orderIssues(issues),
    entities,
    index: resolved.index,
    names: resolved.names,
    rank: ranks(entities),
    holdings,
    ties,
    facts,
    declarations: resolved.declarations.filter(({ record }) => holdsOn(record, asOf)),
    stakes: { equity, voting, income: other("income") },
    complete,
    archive: archiveOf(dataset),
  };
}

/** Registers of other dates that are kept: many subjects ask for the same few. */
const KEPT_DATES = 8;
const others = new WeakMap<Archive, Map<string, Register>>();

/** The same records on another date. */
export function at(r: Register, asOf: string): Register {
  if (asOf === r.asOf) return r;
  const kept = others.get(r.archive) ?? new Map<string, Register>();
  others.set(r.archive, kept);
  const known = kept.get(asOf);
  if (known) return known;
  const made = r.on?.(asOf) ?? register(r.dataset, { asOf });
  if (kept.size >= KEPT_DATES) kept.delete(kept.keys().next().value!);
  kept.set(asOf, made);
  return made;
}

type Tables = Record<Interest, (CompanyStakes | null)[]>;

function companyTables(
  resolved: Resolved,
  holdings: readonly ResolvedHolding[],
  facts: readonly ResolvedFact[],
  asOf: string | null,
  complete: Uint8Array,
  issues: Issue[],
): Tables {
  const { entities } = resolved;
  const rows = new Map<number, { holding: ResolvedHolding; position: number }[]>();
  holdings.forEach((holding, position) => {
    const known = rows.get(holding.subject);
    if (known) known.push({ holding, position });
    else rows.set(holding.subject, [{ holding, position }]);
  });
  const capital = registeredCapital(facts);
  const tables: Tables = { equity: [], voting: [], income: [] };
  entities.forEach((entity, j) => {
    const declared = declaredComplete(entity, asOf);
    const own = rows.get(j);
    if (!own) {
      if (declared) issues.push(completeWithoutHolders(entity));
      for (const table of Object.values(tables)) table.push(null);
      return;
    }
    if (declared) complete[j] = 1;
    const input = {
      entity,
      rows: own,
      complete: declared,
      registeredCapital: capital.get(j) ?? null,
      idOf: (index: number) => entities[index]!.id,
    };
    const result = companyStakes(input);
    issues.push(...result.issues, ...repeatedRows(input));
    tables.equity.push(result.tables.equity);
    tables.voting.push(result.tables.voting);
    tables.income.push(result.tables.income);
  });
  return tables;
}

/** Whether a company's register was declared complete on a date. */
export function declaredComplete(entity: Entity, asOf: string | null): boolean {
  const declared = entity.registerComplete;
  return typeof declared === "string" ? asOf === null || declared <= asOf : declared === true;
}

/** Latest registered capital by entity, where facts say one. */
export function registeredCapital(facts: readonly ResolvedFact[]): Map<number, Fraction> {
  const latest = new Map<number, ResolvedFact>();
  for (const fact of facts) {
    if (fact.record.fact !== "registeredCapital") continue;
    const known = latest.get(fact.entity);
    if (!known || (known.record.on ?? "") <= (fact.record.on ?? "")) latest.set(fact.entity, fact);
  }
  const capital = new Map<number, Fraction>();
  for (const [entity, { record }] of latest) {
    const value = parseFraction(String(record.value));
    if (value && value.n > 0n) capital.set(entity, value);
  }
  return capital;
}

function ranks(entities: readonly Entity[]): Int32Array {
  const order = Array.from(entities.keys()).sort((a, b) => (entities[a]!.id < entities[b]!.id ? -1 : 1));
  const rank = new Int32Array(entities.length);
  order.forEach((index, position) => {
    rank[index] = position;
  });
  return rank;
}

/** What {@link findEntity} found: an index, or why there is none, with the ids that were perhaps meant. */
export type Found =
  | { readonly index: number }
  | {
      readonly index: null;
      readonly reason: "unknown" | "ambiguous";
      readonly candidates: readonly string[];
    };

/** An entity by id, else by unique name. */
export function findEntity(r: Register, key: string): Found {
  const byId = r.index.get(key);
  if (byId !== undefined) return { index: byId };
  const named = r.names.get(key) ?? [];
  if (named.length === 1) return { index: named[0]! };
  const candidates = named.map((i) => r.entities[i]!.id);
  return { index: null, reason: named.length > 1 ? "ambiguous" : "unknown", candidates };
}

/** Thrown by library functions for an id or name that the register does not have. */
export class UnknownSubjectError extends Error {
  override readonly name = "UnknownSubjectError";
  constructor(
    readonly key: string,
    readonly reason: "unknown" | "ambiguous",
    readonly candidates: readonly string[],
  ) {
    super(
      reason === "ambiguous"
        ? `"${key}" is the name of ${candidates.length} entities; write the id: ${candidates.join(", ")}`
        : `there is no entity "${key}" in the register`,
    );
  }
}

/** Like {@link findEntity}, for callers that cannot go on without: throws an {@link UnknownSubjectError}. */
export function entityIndex(r: Register, key: string): number {
  const found = findEntity(r, key);
  if (found.index === null) throw new UnknownSubjectError(key, found.reason, found.candidates);
  return found.index;
}

/** The latest value of a fact about an entity that is known on the register's date. */
export function factOf(r: Register, entity: number, name: string): ResolvedFact | null {
  let latest: ResolvedFact | null = null;
  for (const fact of factsByEntity(r).get(entity) ?? []) {
    if (fact.record.fact !== name) continue;
    if (!latest || (latest.record.on ?? "") <= (fact.record.on ?? "")) latest = fact;
  }
  return latest;
}

const factIndex = new WeakMap<Register, Map<number, ResolvedFact[]>>();

function factsByEntity(r: Register): Map<number, ResolvedFact[]> {
  const known = factIndex.get(r);
  if (known) return known;
  const index = new Map<number, ResolvedFact[]>();
  for (const fact of r.facts) {
    const list = index.get(fact.entity);
    if (list) list.push(fact);
    else index.set(fact.entity, [fact]);
  }
  factIndex.set(r, index);
  return index;
}

function completeWithoutHolders(entity: Entity): Issue {
  return issue("complete-without-holders", "warning", entity.at, { subject: entity.name });
}
