import { rowKey } from "../../determinations/changes/records.js";
import type { Side, Sides } from "../../determinations/changes/sides.js";
import type { ControlLink } from "../../measures/controlChain.js";
import { isNoEnd } from "../../model/period.js";
import { factOf } from "../../register/register.js";
import type { ResolvedHolding, ResolvedTie } from "../../register/resolve.js";
import { stakeOf } from "../../register/stakeTable.js";
import type { DutyEvent } from "./duty.js";

export const NO_EVENT: DutyEvent = { on: null, basis: null };

/** The later of two days; a day that no record says is no day. */
export function latest(events: readonly DutyEvent[]): DutyEvent {
  let last = NO_EVENT;
  for (const event of events) {
    if (event.on !== null && (last.on === null || event.on > last.on)) last = event;
  }
  return last;
}

/** When things changed between two sides, as the records say it. */
export interface Events {
  /** When a direct holder's stake in the subject changed. */
  holder(id: string): DutyEvent;
  /** When the last of the links of a control chain changed. */
  chain(links: readonly ControlLink[]): DutyEvent;
  /** When the last holding in, or tie of, a company changed: what is not recorded of a change further up. */
  company(id: string): DutyEvent;
  capital(): DutyEvent;
  /** Rows of a holder that only the later side has. */
  newRows(id: string): readonly ResolvedHolding[];
}

export function eventsOf(both: Sides): Events {
  const { subject, before, after } = both;
  const since = before.r.asOf;
  /** A day up to the earlier side's is not the day of a change after it. */
  const within = (event: DutyEvent): DutyEvent =>
    event.on !== null && since !== null && event.on <= since ? NO_EVENT : event;
  const ties = { before: tiesByParty(before), after: tiesByParty(after) };
  const ofRows = ({ gone, come }: Difference<ResolvedHolding>): DutyEvent => {
    const began = latest(come.map(({ record }) => within(begun(record))));
    return began.on === null ? latest(gone.map(({ record }) => within(ended(record.to)))) : began;
  };
  const ofTies = ({ gone, come }: Difference<ResolvedTie>): DutyEvent =>
    latest([
      ...come.map(({ record }) => within(begun({ registeredOn: record.registeredOn, from: record.start }))),
      ...gone.map(({ record }) => within(ended(record.end))),
    ]);
  const stake = (from: string, to: string): Difference<ResolvedHolding> =>
    difference(rowsBetween(before, from, to), rowsBetween(after, from, to), rowKey);
  const between = (from: string, to: string): DutyEvent => {
    const bound = (side: Side, of: TiesByParty): ResolvedTie[] => tiesBetween(side, of, from, to);
    const tied = difference(bound(before, ties.before), bound(after, ties.after), tieText);
    return latest([ofRows(stake(from, to)), ofTies(tied)]);
  };
  const register = (id: string): DutyEvent =>
    ofRows(difference(rowsIn(before, id), rowsIn(after, id), rowKey));
  const company = (id: string): DutyEvent => {
    const around = (side: Side, of: TiesByParty): readonly ResolvedTie[] => of.get(side.index(id)) ?? [];
    const tied = difference(around(before, ties.before), around(after, ties.after), tieText);
    return latest([register(id), ofTies(tied)]);
  };
  const capital = (): DutyEvent => {
    const on = factOf(after.r, after.subject, "registeredCapital")?.record.on;
    return on === undefined ? NO_EVENT : within({ on, basis: "fact" });
  };
  return {
    capital,
    company,
    newRows: (id) => stake(id, subject).come,
    chain: (links) => latest(links.map(({ from, to }) => between(from, to))),
    holder: (id) => {
      const rows = stake(id, subject);
      const own = ofRows(rows);
      // A stake may change because all stakes do: by new capital.
      const same = rows.gone.length + rows.come.length === 0;
      return own.on === null && same ? latest([capital(), register(subject)]) : own;
    },
  };
}

interface Begun {
  readonly registeredOn?: string | undefined;
  readonly from?: string | undefined;
}

function begun({ registeredOn, from }: Begun): DutyEvent {
  if (registeredOn !== undefined) return { on: registeredOn, basis: "registeredOn" };
  return from === undefined ? NO_EVENT : { on: from, basis: "from" };
}

const ended = (to: string | undefined): DutyEvent => (isNoEnd(to) ? NO_EVENT : { on: to!, basis: "end" });

interface Difference<Row> {
  readonly gone: readonly Row[];
  readonly come: readonly Row[];
}

/** Rows that only one side has, by what they say. */
function difference<Row>(
  old: readonly Row[],
  now: readonly Row[],
  key: (row: Row) => string,
): Difference<Row> {
  const [was, is] = [new Set(old.map(key)), new Set(now.map(key))];
  return { gone: old.filter((row) => !is.has(key(row))), come: now.filter((row) => !was.has(key(row))) };
}

function rowsBetween(side: Side, from: string, to: string): ResolvedHolding[] {
  const [holder, company] = [side.index(from), side.index(to)];
  const { equity } = side.r.stakes;
  const stake = holder < 0 || company < 0 ? null : stakeOf(equity, holder, company);
  return stake === null ? [] : equity.records(stake).map((position) => side.r.holdings[position]!);
}

function rowsIn(side: Side, id: string): ResolvedHolding[] {
  const company = side.index(id);
  if (company < 0) return [];
  const { equity } = side.r.stakes;
  const rows: ResolvedHolding[] = [];
  for (let stake = equity.start[company]!; stake < equity.start[company + 1]!; stake += 1)
    for (const position of equity.records(stake)) rows.push(side.r.holdings[position]!);
  return rows;
}

type TiesByParty = ReadonlyMap<number, readonly ResolvedTie[]>;

/** Ties by everyone whom they name. */
function tiesByParty({ r }: Side): TiesByParty {
  const byParty = new Map<number, ResolvedTie[]>();
  for (const tie of r.ties) {
    for (const party of new Set([tie.from, tie.to, tie.subject])) {
      if (party < 0) continue;
      const known = byParty.get(party);
      if (known) known.push(tie);
      else byParty.set(party, [tie]);
    }
  }
  return byParty;
}

/** Ties of a link's two parties, in either direction: a proxy leads from the giver to the one who commands. */
function tiesBetween(side: Side, ties: TiesByParty, from: string, to: string): ResolvedTie[] {
  const [a, b] = [side.index(from), side.index(to)];
  if (a < 0 || b < 0) return [];
  return (ties.get(a) ?? []).filter((tie) => [tie.from, tie.to, tie.subject].includes(b));
}

const tieText = ({ record }: ResolvedTie): string => {
  const { at: _at, source: _source, end: _end, ...said } = record;
  return JSON.stringify(Object.entries(said).sort(([a], [b]) => (a < b ? -1 : 1)));
};
