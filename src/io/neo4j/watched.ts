import type { Resolved, ResolvedTie } from "../../register/resolve.js";
import { companyStakes, repeatedRows } from "../../register/shares.js";
import { type Companies, companiesOf, companyOn } from "./companies.js";

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
  const companies = companiesOf(resolved);
  resolved.entities.forEach((_entity, index) => {
    if (isWatched(resolved, companies, index)) entities.add(index);
  });
  const ties = watchedTies(resolved.ties, entities);
  return { entities, ties };
}

/** Whether a register says anything of the rows of a company on a day on which something in them changes. */
function isWatched(resolved: Resolved, companies: Companies, index: number): boolean {
  const rows = companies.rows.get(index) ?? [];
  const { registerComplete } = resolved.entities[index]!;
  if (rows.length === 0 && (registerComplete === undefined || registerComplete === false)) return false;
  const days = new Set<string | null>([null]);
  for (const { record } of rows) {
    for (const day of [record.from, record.to]) if (day !== undefined) days.add(day);
  }
  for (const { record } of companies.capital.get(index) ?? []) {
    if (record.on !== undefined) days.add(record.on);
  }
  if (typeof registerComplete === "string") days.add(registerComplete);
  if (days.size > 1) days.add(FIRST_DAY);
  if (days.size > 1 && days.size * rows.length > MOST_LOOKED_AT) return true;
  for (const asOf of days) {
    const input = companyOn(resolved, companies, index, asOf);
    if (input.rows.length === 0) {
      if (input.complete) return true;
    } else if (companyStakes(input).issues.length > 0 || repeatedRows(input).length > 0) return true;
  }
  return false;
}

const FIRST_DAY = "0000-01-01";

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
