import { nearestParameter, policy } from "../law/law.js";
import type { LawParameter } from "../law/regulation.js";
import { type ControlClosure, controlClosure } from "../measures/controlClosure.js";
import type { ControlledStake } from "../measures/controlledStake.js";
import { type ControllerInBrief, controllersInBrief } from "../measures/controllers.js";
import { ControlOver } from "../measures/controlOver.js";
import { type Coverage, coverage, type TerminalPolicy } from "../measures/coverage.js";
import { type LookThrough, lookThrough } from "../measures/lookThrough.js";
import { compare, ONE, parseFraction } from "../model/fraction.js";
import type { ShareEnds, ShareRange } from "../model/share.js";
import { shareText } from "../model/share.js";
import { toShareResult } from "../model/shareResult.js";
import { Recent } from "../register/recent.js";
import { factOf, type Register } from "../register/register.js";
import type { ResolvedFact, ResolvedHolding } from "../register/resolve.js";
import type { FindingEvidence } from "./finding.js";

/** A registered holder of the subject with its equity and the rows behind it. */
export interface Holder {
  readonly index: number;
  readonly id: string;
  readonly equity: ShareRange;
  readonly rows: readonly ResolvedHolding[];
}

/** What rules share about one subject: everything is computed when first asked for, and once. */
export interface RuleContext {
  readonly r: Register;
  readonly subject: number;
  readonly subjectId: string;
  /** The day whose law applies. */
  readonly on: string | null;
  /** A parameter of the rulebook's law, as in force on the day (else the nearest version). */
  law(name: string): LawParameter;
  /** Registered holders of the subject in the order of ids, those with no share left out. */
  holders(): readonly Holder[];
  readonly closure: ControlClosure;
  /** The same where only what lies above the subject is asked about. */
  readonly over: ControlOver;
  readonly measure: LookThrough;
  readonly policy: TerminalPolicy;
  /** Who controls an entity, alone or jointly. */
  controllersOf(entity: number): readonly ControllerInBrief[];
  /** Controlled stake of a set in the subject. */
  stakeOf(by: readonly number[]): ControlledStake;
  coverageOf(entity: number): Coverage;
  fact(entity: number, name: string): ResolvedFact | null;
  idOf(entity: number): string;
}

/** A value for each key, made when it is first asked for. */
export function once<Key, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, Value>();
  return (key) => {
    const found = known.get(key);
    if (found !== undefined) return found;
    const made = make(key);
    known.set(key, made);
    return made;
  };
}

/** Builds the context of a subject. The law is that of the register's date. */
export function ruleContext(r: Register, subject: number, rulebook: string): RuleContext {
  const idOf = (entity: number): string => r.entities[entity]!.id;
  const all = once((_: "holders") => holdersOf(r, subject));
  const closure = once((_: "closure") => controlClosure(r));
  const over = once((_: "over") => new ControlOver(closure("closure"), subject));
  const measure = once((_: "measure") => lookThrough(r));
  const rules = policy();
  return {
    r,
    subject,
    subjectId: idOf(subject),
    on: r.asOf,
    law: once((name: string) => nearestParameter(rulebook, name, r.asOf)),
    holders: () => all("holders"),
    get closure() {
      return closure("closure");
    },
    get over() {
      return over("over");
    },
    get measure() {
      return measure("measure");
    },
    policy: rules,
    controllersOf: (entity) => controllersIn(r).get(entity),
    stakeOf: (by) => over("over").stake(by),
    coverageOf: once((entity: number) => coverage(r, { subject: entity, policy: rules })),
    fact: (entity, name) => factOf(r, entity, name),
    idOf,
  };
}

/** Controllers that are kept: one party holds many companies, each of which is asked about. */
const KEPT_CONTROLLERS = 1 << 15;
const controllersByParty = new WeakMap<Register, Recent<readonly ControllerInBrief[]>>();

function controllersIn(r: Register): Recent<readonly ControllerInBrief[]> {
  const known = controllersByParty.get(r);
  if (known) return known;
  const made = new Recent<readonly ControllerInBrief[]>(
    KEPT_CONTROLLERS,
    (subject) => controllersInBrief(r, subject),
    (found) => found.length + 1,
  );
  controllersByParty.set(r, made);
  return made;
}

/** What many rules ask about one subject, found once. */
export function perSubject<Value>(find: (c: RuleContext) => Value): (c: RuleContext) => Value {
  const known = new WeakMap<RuleContext, { readonly value: Value }>();
  return (c) => {
    const found = known.get(c) ?? { value: find(c) };
    known.set(c, found);
    return found.value;
  };
}

function holdersOf(r: Register, subject: number): Holder[] {
  const table = r.stakes.equity;
  const holders: Holder[] = [];
  for (let stake = table.start[subject]!; stake < table.start[subject + 1]!; stake += 1) {
    const index = table.holder[stake]!;
    const equity = noMoreThanAll(table.share(stake));
    if (index === subject || equity.max.n === 0n) continue;
    const rows = table.records(stake).map((position) => r.holdings[position]!);
    holders.push({ index, id: r.entities[index]!.id, equity, rows: inOwnOrder(rows) });
  }
  return holders;
}

/** Rows of one holding in an order that does not depend on where they stand in the input. */
export function inOwnOrder(rows: ResolvedHolding[]): ResolvedHolding[] {
  if (rows.length < 2) return rows;
  const withoutOrigin = (key: string, value: unknown): unknown => (key === "at" ? undefined : value);
  const texts = new Map<ResolvedHolding, string>();
  const text = (row: ResolvedHolding): string => {
    const made = texts.get(row) ?? JSON.stringify(row.record, withoutOrigin);
    texts.set(row, made);
    return made;
  };
  const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  return rows.sort(
    (a, b) =>
      order(a.record.holder, b.record.holder) ||
      order(a.record.subject, b.record.subject) ||
      order(text(a), text(b)),
  );
}

/** Several rows of one holder in an over-issued company may add up to more than there is. */
const noMoreThanAll = (share: ShareRange): ShareRange =>
  compare(share.max, ONE) > 0 ? { ...share, max: ONE, maxExclusive: false } : share;

/** "5.2%", "[25%,50%]": a share as messages have it. */
export const shareWords = (share: ShareEnds): string =>
  shareText({ ...share, rounding: { n: 0n, d: 1n } }) || "[0%,100%]";

/** Most rules cite the same rows. */
const evidences = perSubject(() => new Map<Holder, FindingEvidence>());

/** The rows of a holder as evidence. */
export function holdingEvidence(c: RuleContext, holder: Holder): FindingEvidence {
  const known = evidences(c).get(holder);
  if (known) return known;
  const made: FindingEvidence = {
    kind: "holding",
    from: holder.id,
    to: c.subjectId,
    share: toShareResult(holder.equity),
    records: holder.rows.flatMap(({ record }) => (record.at ? [record.at] : [])),
  };
  evidences(c).set(holder, made);
  return made;
}

/** A recorded fact as evidence. */
export const factEvidence = (c: RuleContext, { record, entity }: ResolvedFact): FindingEvidence => ({
  kind: "fact",
  entity: c.idOf(entity),
  fact: record.fact,
  value: String(record.value),
  on: record.on ?? null,
  records: record.at ? [record.at] : [],
});

/** A fact as a number; null where it is not recorded or no number. */
export function figureOfFact(c: RuleContext, entity: number, name: string) {
  const found = c.fact(entity, name);
  const figure = found && parseFraction(String(found.record.value));
  return found && figure ? { figure, evidence: factEvidence(c, found) } : null;
}

/** A fact that says yes or no; null where it is not recorded. */
export function flagOfFact(c: RuleContext, entity: number, name: string): boolean | null {
  const found = c.fact(entity, name);
  if (!found) return null;
  return found.record.value === true || /^(true|yes|1|是)$/i.test(String(found.record.value));
}
