import { holdsOn } from "../../model/period.js";
import { register } from "../../register/register.js";
import type { Resolved, ResolvedHolding, ResolvedTie } from "../../register/resolve.js";

/** Positions of the entities and ties of which a register may say, on some date, that something is wrong. */
export interface Watched {
  readonly entities: ReadonlySet<number>;
  readonly ties: ReadonlySet<number>;
}

/** More rows times dates than this are not looked through: the company is watched unseen. */
const MOST_LOOKED_AT = 20_000;

/**
 * Finds the records that the issues of a register depend on, so that an answer from a database can name every issue of
 * the data without reading all of them. It may watch too much and never too little: an unwatched company has no issue
 * on any date.
 */
export function watchedRecords(resolved: Resolved): Watched {
  const entities = new Set<number>();
  const rows = new Map<number, ResolvedHolding[]>();
  for (const holding of resolved.holdings) {
    const own = rows.get(holding.subject);
    if (own) own.push(holding);
    else rows.set(holding.subject, [holding]);
  }
  const capital = new Map<number, Resolved["facts"][number][]>();
  for (const fact of resolved.facts) {
    if (fact.record.fact !== "registeredCapital") continue;
    const own = capital.get(fact.entity);
    if (own) own.push(fact);
    else capital.set(fact.entity, [fact]);
  }
  resolved.entities.forEach((entity, index) => {
    const own = rows.get(index) ?? [];
    const complete = entity.registerComplete !== undefined && entity.registerComplete !== false;
    if (own.length === 0 && !complete) return;
    if (isWatched(resolved, index, own, capital.get(index) ?? [])) entities.add(index);
  });
  const ties = watchedTies(resolved.ties, entities);
  return { entities, ties };
}

function isWatched(
  { entities }: Resolved,
  index: number,
  own: readonly ResolvedHolding[],
  facts: Resolved["facts"],
): boolean {
  const entity = entities[index]!;
  const holdings = own.map(({ record, holder }) => ({
    ...record,
    holder: entities[holder]!.id,
    subject: entity.id,
  }));
  const days = new Set<string | null>([null]);
  for (const { from, to } of holdings) for (const day of [from, to]) if (day !== undefined) days.add(day);
  for (const { record } of facts) if (record.on !== undefined) days.add(record.on);
  if (typeof entity.registerComplete === "string") days.add(entity.registerComplete);
  if (days.size > 1) days.add(FIRST_DAY);
  if (days.size > 1 && days.size * own.length > MOST_LOOKED_AT) return true;
  const dataset = {
    entities: [entity],
    holdings,
    facts: facts.map(({ record }) => ({ ...record, entity: entity.id })),
  };
  for (const asOf of days) {
    if (!holdings.some((row) => holdsOn(row, asOf)) && entity.registerComplete === undefined) continue;
    if (register(dataset, { asOf }).issues.some(({ code }) => !OF_RESOLVING.has(code))) return true;
  }
  return false;
}

const FIRST_DAY = "0000-01-01";

/** Issues that do not depend on a date: they are kept as they are. */
const OF_RESOLVING: ReadonlySet<string> = new Set([
  "unknown-entity",
  "ambiguous-name",
  "duplicate-id",
  "self-holding",
  "held-person",
]);

/** Ties that may say too little, or move more than there is, with the nominee ties that those are read with. */
function watchedTies(ties: readonly ResolvedTie[], entities: Set<number>): Set<number> {
  const watched = new Set<number>();
  const givers = new Set<number>();
  ties.forEach(({ record, from, to, subject }, position) => {
    const lacking =
      record.kind === "concertAgreement" ? to < 0 && !record.group : to < 0 || record.kind === "jointHolder";
    const moves = MOVES_A_PART.has(record.kind) && record.share !== undefined && subject >= 0;
    if (lacking || moves) watched.add(position);
    if (moves) {
      entities.add(subject);
      givers.add(from);
    }
  });
  ties.forEach(({ record, to }, position) => {
    if (record.kind === "nominee" && givers.has(to)) watched.add(position);
  });
  return watched;
}

const MOVES_A_PART: ReadonlySet<string> = new Set(["nominee", "votingProxy"]);
