import {
  type Definition,
  type DefinitionStep,
  definition,
  definitionOf,
  SUBJECT,
} from "../law/definition.js";
import { nearestParameter } from "../law/law.js";
import { both, improves, type Known } from "../measures/evidence.js";
import { entityIndex, type Register } from "../register/register.js";
import { controlledIds, relationsOf } from "./relatedRelations.js";
import type { Reached } from "./relatedStep.js";
import { windowRegisters } from "./relatedWindow.js";

export interface RelatedReason {
  /** The last relation on the way to the party. */
  readonly relation: string;
  /** The parties on the way, from the subject outwards; empty where the relation is to the subject itself. */
  readonly via: readonly string[];
  readonly article: string;
  readonly verdict: Known;
  /** Whether the article was read in its source, and names this relation in so many words. */
  readonly verified: boolean;
  /** The day nearest to the register's on which it held, where it counts by a window of months only. */
  readonly on?: string;
}

export interface RelatedParty {
  readonly id: string;
  readonly name: string;
  readonly verdict: Known;
  readonly reasons: readonly RelatedReason[];
}

export interface RelatedPartiesResult {
  readonly definition: string;
  readonly parties: readonly RelatedParty[];
}

export interface RelatedPartiesOptions {
  readonly subject: string;
  /** Id of a definition; by default the one that fits the subject's sector. */
  readonly definition?: string | undefined;
}

/**
 * The related parties of a subject under a definition, in the order of ids, each with its shortest reasons (and the
 * shortest certain one, where the shortest are only possible). A definition is data: a closure over named relations
 * (src/law/definitions). Throws an UnknownSubjectError or an UnknownLawError.
 * Source: docs/method/related-parties.md.
 */
export function relatedParties(r: Register, options: RelatedPartiesOptions): RelatedPartiesResult {
  const subject = entityIndex(r, options.subject);
  const id = options.definition ?? definitionOf(r.entities[subject]!.sector);
  const known = last.get(r);
  if (known?.subject === subject && known.result.definition === id) return known.result;
  const rules = definition(id);
  const today = partiesOn(r, subject, rules);
  const parties = rules.window ? withWindow(r, subject, rules, today) : today;
  const result = { definition: id, parties };
  last.set(r, { subject, result });
  return result;
}

/** Several rules ask for the same parties. */
const last = new WeakMap<Register, { readonly subject: number; readonly result: RelatedPartiesResult }>();

/** The parties of one day, in the order of ids. */
function partiesOn(r: Register, subject: number, rules: Definition): RelatedParty[] {
  const found = close(r, subject, rules);
  const parties = [...found.keys()].sort((a, b) => r.rank[a]! - r.rank[b]!);
  return parties.map((party): RelatedParty => {
    const { id, name } = r.entities[party]!;
    const reasons = shortest(found.get(party)!);
    return {
      id,
      name,
      verdict: verdictOf(reasons),
      reasons: reasons.map((reason) => reasonResult(r, reason)),
    };
  });
}

const verdictOf = (reasons: readonly { readonly verdict: Known }[]): Known =>
  reasons.some(({ verdict }) => verdict === "certain") ? "certain" : "possible";

/**
 * Adds who was or will be related within a definition's window of months: the reasons of the nearest day, where the
 * register's own day gives none as sure.
 */
function withWindow(
  r: Register,
  subject: number,
  rules: Definition,
  today: readonly RelatedParty[],
): RelatedParty[] {
  const { id } = r.entities[subject]!;
  const found = new Map(today.map((party) => [party.id, party]));
  const never = rules.exceptControlled ? controlledIds(r, subject, rules) : new Set<string>();
  for (const other of windowRegisters(r, subject, rules.window!)) {
    for (const party of partiesOn(other, entityIndex(other, id), rules)) {
      const known = found.get(party.id);
      if (never.has(party.id) || known?.verdict === "certain" || known?.verdict === party.verdict) continue;
      const reasons = party.reasons.map((reason) => ({ ...reason, on: other.asOf! }));
      found.set(party.id, { ...party, reasons: [...(known?.reasons ?? []), ...reasons] });
    }
  }
  const rank = (party: RelatedParty): number => r.rank[r.index.get(party.id)!]!;
  return [...found.values()].sort((a, b) => rank(a) - rank(b));
}

interface Reason {
  readonly step: DefinitionStep;
  readonly via: readonly number[];
  readonly verdict: Known;
}

/** The closure, nearest parties first, with the reasons by which each is reached. Linear in what it reaches. */
function close(r: Register, subject: number, rules: Definition): Map<number, Reason[]> {
  const follow = relationsOf(r, subject, rules);
  const found = new Map<number, Map<string, Reason>>();
  const seen = new Map<string, Known>();
  const queue: Reached[] = [{ party: subject, role: SUBJECT, verdict: "certain", via: [] }];
  for (const from of queue) {
    const via = from.party === subject ? [] : [...from.via, from.party];
    for (const step of rules.steps.filter((one) => one.from === from.role)) {
      for (const { party, verdict: known } of follow(from, step)) {
        if (party === subject) continue;
        const verdict = both(from.verdict, known);
        note(found, party, { step, via, verdict });
        if (step.to === null || !improves(seen, `${step.to} ${party}`, verdict)) continue;
        queue.push({ party, role: step.to, verdict, via });
      }
    }
  }
  return new Map([...found].map(([party, reasons]) => [party, [...reasons.values()]]));
}

/** The walk goes outwards, so that the first reason of its kind is the shortest. */
function note(found: Map<number, Map<string, Reason>>, party: number, reason: Reason): void {
  const reasons = found.get(party) ?? new Map<string, Reason>();
  found.set(party, reasons);
  const { relation, law } = reason.step;
  const key = [relation, law.regulation, law.parameter, reason.verdict].join(" ");
  if (!reasons.has(key)) reasons.set(key, reason);
}

/** The shortest reasons: the certain ones of that length where there are any, else also the shortest certain ones. */
function shortest(reasons: readonly Reason[]): Reason[] {
  const nearest = (list: readonly Reason[]): Reason[] => {
    const length = Math.min(...list.map(({ via }) => via.length));
    return list.filter(({ via }) => via.length === length);
  };
  const near = nearest(reasons);
  const certain = nearest(reasons.filter(({ verdict }) => verdict === "certain"));
  return certain.length > 0 && certain[0]!.via.length === near[0]!.via.length
    ? certain
    : [...near, ...certain];
}

function reasonResult(r: Register, { step, via, verdict }: Reason): RelatedReason {
  const cited = nearestParameter(step.law.regulation, step.law.parameter, r.asOf);
  return {
    relation: step.relation,
    via: via.map((party) => r.entities[party]!.id),
    article: cited.article,
    verdict,
    verified: cited.verified && !step.reading,
  };
}
