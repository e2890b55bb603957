import { type Fraction, parseFraction } from "../model/fraction.js";
import { yearsAfter } from "../model/months.js";
import type { Register } from "../register/register.js";
import type { ResolvedFact } from "../register/resolve.js";
import type { FindingEvidence, MissingFact } from "./finding.js";
import { factEvidence, type RuleContext } from "./ruleContext.js";

type ByName = ReadonlyMap<string, ReadonlyMap<number, readonly ResolvedFact[]>>;

const indices = new WeakMap<Register, ByName>();

/** Facts by name and entity, oldest first; of one day in the order of their values, so that rows may be in any order. */
function factIndex(r: Register): ByName {
  const known = indices.get(r);
  if (known) return known;
  const index = new Map<string, Map<number, ResolvedFact[]>>();
  for (const fact of r.facts) {
    const name = index.get(fact.record.fact) ?? new Map<number, ResolvedFact[]>();
    index.set(fact.record.fact, name);
    const own = name.get(fact.entity);
    if (own) own.push(fact);
    else name.set(fact.entity, [fact]);
  }
  const key = ({ record }: ResolvedFact): string => `${record.on ?? ""} ${String(record.value)}`;
  for (const name of index.values()) for (const list of name.values()) list.sort(byKey(key));
  indices.set(r, index);
  return index;
}

const byKey =
  <T>(key: (item: T) => string) =>
  (a: T, b: T): number =>
    key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0;

/** All facts of a name about an entity that are known on the register's date, oldest first. */
export const factsNamed = (r: Register, entity: number, name: string): readonly ResolvedFact[] =>
  factIndex(r).get(name)?.get(entity) ?? [];

/** Entities about whom a fact of a name is recorded, in the order of ids. */
export const entitiesWithFact = (r: Register, name: string): readonly number[] =>
  [...(factIndex(r).get(name)?.keys() ?? [])].sort((a, b) => r.rank[a]! - r.rank[b]!);

/** Whether a fact says yes: recorded as true, yes, 1 or 是, or as the number of a document; false, no, 0 and 否 say no. */
export const saysYes = ({ record }: ResolvedFact): boolean =>
  record.value !== false && !/^(false|no|0|否|)$/i.test(String(record.value).trim());

/** What records answer to a question about a party, with the records that do. */
export interface Answer {
  readonly says: "yes" | "no" | "unknown";
  readonly evidence: readonly FindingEvidence[];
  readonly missing: readonly MissingFact[];
}

export const unanswered = (c: RuleContext, entity: number, what: string): Answer => ({
  says: "unknown",
  evidence: [],
  missing: [{ what, entity: c.idOf(entity) }],
});

const answered = (c: RuleContext, says: "yes" | "no", facts: readonly ResolvedFact[]): Answer => ({
  says,
  evidence: facts.map((fact) => factEvidence(c, fact)),
  missing: [],
});

/** A state of affairs: the latest record says whether it lasts. */
export function stateAnswer(c: RuleContext, entity: number, name: string): Answer {
  const latest = factsNamed(c.r, entity, name).at(-1);
  if (!latest) return unanswered(c, entity, name);
  return answered(c, saysYes(latest) ? "yes" : "no", [latest]);
}

/** Whether a period of years begun on a day still runs on the register's date, its last day included; always without dates. */
export const stillRuns = (c: RuleContext, since: string | undefined, years: number): boolean =>
  c.on === null || since === undefined || yearsAfter(since, years) >= c.on;

/**
 * An event in the last years: yes for one on a day in that period (an undated record holds on every day). No for one
 * before it, or a record within it that there was none; an older "none" says nothing of the years since.
 */
export function eventAnswer(c: RuleContext, entity: number, name: string, years: number): Answer {
  const facts = factsNamed(c.r, entity, name);
  const within = facts.filter(({ record }) => stillRuns(c, record.on, years));
  const events = within.filter(saysYes);
  if (events.length > 0) return answered(c, "yes", events);
  const closed = [...within, ...facts.filter((fact) => saysYes(fact) && !within.includes(fact))];
  return closed.length > 0 ? answered(c, "no", closed) : unanswered(c, entity, name);
}

/** Amounts are compared with the law's in yuan; one in another currency cannot be. */
const isForeign = (unit: string | undefined): boolean => /^[A-Z]{3}$/.test(unit ?? "") && unit !== "CNY";

/** A recorded amount or count with the record; null where there is none, or in another currency. The latest counts. */
export function recordedFigure(
  c: RuleContext,
  entity: number,
  name: string,
): { readonly figure: Fraction; readonly evidence: FindingEvidence } | null {
  const latest = factsNamed(c.r, entity, name).at(-1);
  const figure = latest && !isForeign(latest.record.unit) && parseFraction(String(latest.record.value));
  return latest && figure ? { figure, evidence: factEvidence(c, latest) } : null;
}

/** A recorded approval (or filing) under a rule, of any of some parties. */
export interface RecordedApproval {
  readonly says: "yes" | "no" | "unknown";
  /** The day of the approval or refusal. */
  readonly on: string | null;
  readonly evidence: readonly FindingEvidence[];
}

/** Whether an approval under any of some rules is recorded of any of some parties; a refusal counts where none is. */
export function approvalOf(
  c: RuleContext,
  parties: readonly number[],
  rules: readonly string[],
  kind: "approval" | "filing" = "approval",
): RecordedApproval {
  const latest = parties.flatMap((party) =>
    rules.flatMap((rule) => factsNamed(c.r, party, `${kind}:${rule}`).at(-1) ?? []),
  );
  const found = latest.find(saysYes) ?? latest[0];
  if (!found) return { says: "unknown", on: null, evidence: [] };
  return {
    says: saysYes(found) ? "yes" : "no",
    on: found.record.on ?? null,
    evidence: [factEvidence(c, found)],
  };
}
