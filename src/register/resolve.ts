import type { Dataset, Declaration, Entity, Fact, Holding, Origin, Tie } from "../model/dataset.js";
import { type Issue, issue } from "../model/issue.js";

/** A tie whose parties are entity indices; -1 where the record names nobody. */
export interface ResolvedTie {
  readonly record: Tie;
  readonly from: number;
  readonly to: number;
  readonly subject: number;
  readonly lead: number;
}

export interface ResolvedHolding {
  readonly record: Holding;
  readonly holder: number;
  readonly subject: number;
}

export interface ResolvedFact {
  readonly record: Fact;
  readonly entity: number;
}

export interface ResolvedDeclaration {
  readonly record: Declaration;
  readonly owner: number;
  readonly subject: number;
}

/** The dataset with every id and unique name turned into an index; it does not depend on a date. */
export interface Resolved {
  readonly entities: readonly Entity[];
  readonly index: ReadonlyMap<string, number>;
  readonly names: ReadonlyMap<string, readonly number[]>;
  readonly holdings: readonly ResolvedHolding[];
  readonly ties: readonly ResolvedTie[];
  readonly facts: readonly ResolvedFact[];
  readonly declarations: readonly ResolvedDeclaration[];
  readonly issues: readonly Issue[];
}

const resolved = new WeakMap<Dataset, Resolved>();

/** Resolves a dataset once; registers of several dates share the result. */
export function resolve(dataset: Dataset): Resolved {
  const known = resolved.get(dataset);
  if (known) return known;
  const result = resolveAll(dataset);
  resolved.set(dataset, result);
  return result;
}

function resolveAll(dataset: Dataset): Resolved {
  const issues: Issue[] = [];
  const entities: Entity[] = [];
  const index = new Map<string, number>();
  const names = new Map<string, number[]>();
  const enter = (entity: Entity): number => {
    const position = entities.push(entity) - 1;
    index.set(entity.id, position);
    const same = names.get(entity.name);
    if (same) same.push(position);
    else names.set(entity.name, [position]);
    return position;
  };
  for (const entity of dataset.entities) {
    const first = index.get(entity.id);
    if (first === undefined) enter(entity);
    else issues.push(duplicate(entity, entities[first]!));
  }
  const made = new Set<string>();
  /** An id, else a unique name; otherwise the entity is made, so that no record is lost. */
  const find = (key: string | undefined, at: Origin | undefined, column: string): number => {
    if (key === undefined || key === "") return -1;
    const byId = index.get(key);
    if (byId !== undefined) return byId;
    const named = names.get(key);
    if (named?.length === 1) return named[0]!;
    if (named) {
      const ids = named.map((i) => entities[i]!.id).join(", ");
      issues.push(
        issue("ambiguous-name", "error", { ...at, column }, { name: key, count: String(named.length), ids }),
      );
    } else if (!made.has(key)) {
      issues.push(issue("unknown-entity", "warning", { ...at, column }, { id: clip(key), suggestion: "" }));
    }
    made.add(key);
    return enter({ id: key, name: key, kind: "unknown", ...(at ? { at } : {}) });
  };
  const holdings = dataset.holdings.map((record) => ({
    record,
    holder: find(record.holder, record.at, "holder"),
    subject: find(record.subject, record.at, "subject"),
  }));
  const ties = (dataset.ties ?? []).map((record) => ({
    record,
    from: find(record.from, record.at, "from"),
    to: record.kind === "concertAgreement" && record.group ? -1 : find(record.to, record.at, "to"),
    subject: find(record.subject, record.at, "subject"),
    lead: find(record.lead, record.at, "lead"),
  }));
  const facts = (dataset.facts ?? []).map((record) => ({
    record,
    entity: find(record.entity, record.at, "entity"),
  }));
  const declarations = (dataset.declarations ?? []).map((record) => ({
    record,
    owner: find(record.owner, record.at, "owner"),
    subject: find(record.subject, record.at, "subject"),
  }));
  issues.push(...holdingIssues(holdings, entities));
  return { entities, index, names, holdings, ties, facts, declarations, issues };
}

const clip = (text: string): string => (text.length > 80 ? `${text.slice(0, 80)}…` : text);

function duplicate(entity: Entity, first: Entity): Issue {
  return issue(
    "duplicate-id",
    "error",
    { ...entity.at, column: "id" },
    { id: clip(entity.id), first: String(first.at?.row ?? "?") },
  );
}

function holdingIssues(holdings: readonly ResolvedHolding[], entities: readonly Entity[]): Issue[] {
  const issues: Issue[] = [];
  for (const { record, holder, subject } of holdings) {
    const name = clip(entities[subject]!.name);
    if (holder === subject) issues.push(issue("self-holding", "info", record.at, { subject: name }));
    if (entities[subject]!.kind === "naturalPerson") {
      issues.push(issue("held-person", "error", { ...record.at, column: "subject" }, { subject: name }));
    }
  }
  return issues;
}

/** Latest of the days on which something begins: the date of an analysis that names none (DESIGN §13.20). */
export function latestDate(dataset: Dataset): string | null {
  let latest: string | null = null;
  const take = (date: string | undefined): void => {
    if (date !== undefined && (latest === null || date > latest)) latest = date;
  };
  for (const holding of dataset.holdings) take(holding.from);
  for (const tie of dataset.ties ?? []) take(tie.start);
  for (const fact of dataset.facts ?? []) take(fact.on);
  return latest;
}
