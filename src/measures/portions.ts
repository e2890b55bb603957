import type { Interest } from "../model/dataset.js";
import {
  compare,
  type Fraction,
  fraction,
  greatest,
  least,
  multiply,
  subtract,
  sum,
  ZERO,
} from "../model/fraction.js";
import { exactShare, readShare, type ShareRange, UNKNOWN_SHARE } from "../model/share.js";
import type { Register } from "../register/register.js";
import type { ResolvedTie } from "../register/resolve.js";
import { stakeOf, stakesIn } from "../register/stakeTable.js";

/** Why a part of a stake counts for the party that it counts for. */
export type PortionBasis = "holder" | "nominee" | "votingProxy" | "concertAgreement";

/**
 * A part of one stake and the party it counts for. `to` is the registered holder itself unless a nominee tie, a proxy
 * or an agreement moves it (DESIGN §2, §13.7).
 */
export interface Portion {
  readonly stake: number;
  readonly holder: number;
  readonly to: number;
  readonly basis: PortionBasis;
  readonly share: ShareRange;
  readonly ties: readonly ResolvedTie[];
}

/** Ties that move parts of stakes, looked up by the registered holder. Built once per register. */
export interface MovingTies {
  readonly nominees: ReadonlyMap<number, readonly ResolvedTie[]>;
  readonly proxies: ReadonlyMap<number, readonly ResolvedTie[]>;
  readonly agreements: ReadonlyMap<number, readonly ResolvedTie[]>;
  /** Other holders of a jointly held block, by its registered holder. */
  readonly joint: ReadonlyMap<number, readonly ResolvedTie[]>;
  /** The same nominee, proxy and joint ties by the party that gains. */
  readonly gaining: ReadonlyMap<number, readonly ResolvedTie[]>;
}

const cached = new WeakMap<Register, MovingTies>();

export function movingTies(r: Register): MovingTies {
  const known = cached.get(r);
  if (known) return known;
  const group = (
    kind: string,
    parties: (tie: ResolvedTie) => readonly number[],
  ): Map<number, ResolvedTie[]> => {
    const map = new Map<number, ResolvedTie[]>();
    for (const tie of ordered(r, kind)) {
      for (const party of new Set(parties(tie))) {
        if (party < 0) continue;
        const list = map.get(party);
        if (list) list.push(tie);
        else map.set(party, [tie]);
      }
    }
    return map;
  };
  const gaining = new Map<number, ResolvedTie[]>();
  for (const [kind, key] of [
    ["nominee", "to"],
    ["votingProxy", "to"],
    ["jointHolder", "from"],
  ] as const) {
    for (const [party, list] of group(kind, (tie) => [tie[key]])) {
      gaining.set(party, [...(gaining.get(party) ?? []), ...list]);
    }
  }
  const result: MovingTies = {
    nominees: group("nominee", (tie) => (tie.to < 0 || tie.to === tie.from ? [] : [tie.from])),
    proxies: group("votingProxy", (tie) => (tie.to < 0 || tie.to === tie.from ? [] : [tie.from])),
    // A tie of a many-party agreement is about `from` alone (its `to` is empty); between two, both are parties.
    agreements: group("concertAgreement", (tie) =>
      tie.lead < 0 || tie.record.rebutted ? [] : [tie.from, tie.to],
    ),
    joint: group("jointHolder", (tie) => [tie.subject]),
    gaining,
  };
  cached.set(r, result);
  return result;
}

/** What is said of a part comes before what is said of votes above a line, and that before what is said of all. */
const breadth = ({ record }: ResolvedTie): number =>
  record.share !== undefined ? 0 : record.above !== undefined ? 1 : 2;

/** Ties of a kind in an order that does not depend on rows: those that reach least first. */
function ordered(r: Register, kind: string): ResolvedTie[] {
  const rank = (entity: number): number => (entity < 0 ? -1 : r.rank[entity]!);
  return r.ties
    .filter((tie) => tie.record.kind === kind)
    .sort(
      (a, b) =>
        rank(a.from) - rank(b.from) ||
        breadth(a) - breadth(b) ||
        rank(a.to) - rank(b.to) ||
        rank(a.subject) - rank(b.subject) ||
        (JSON.stringify(a.record.share ?? "") < JSON.stringify(b.record.share ?? "") ? -1 : 1),
    );
}

const concerns = (tie: ResolvedTie, subject: number): boolean => tie.subject < 0 || tie.subject === subject;

/** A range cut in two: what one party gets, and what is left for the next. */
interface Cut {
  readonly taken: ShareRange;
  readonly left: ShareRange;
}

const NOTHING = exactShare(ZERO);

/** Splits a range into the part taken from it and what is left; exact where both are. */
export function take(rest: ShareRange, part: ShareRange): Cut {
  const low = compare(part.min, rest.min);
  const high = compare(part.max, rest.max);
  const taken = {
    min: low <= 0 ? part.min : rest.min,
    max: high <= 0 ? part.max : rest.max,
    // The smaller of two is at its least when either is there, at its greatest only when both are.
    minExclusive: low === 0 ? part.minExclusive && rest.minExclusive : (low < 0 ? part : rest).minExclusive,
    maxExclusive: (high <= 0 && part.maxExclusive) || (high >= 0 && rest.maxExclusive),
    rounding: ZERO,
  };
  const left = {
    min: greatest(ZERO, subtract(rest.min, part.max)),
    max: greatest(ZERO, subtract(rest.max, part.min)),
    minExclusive: (rest.minExclusive || part.maxExclusive) && compare(rest.min, part.max) >= 0,
    maxExclusive: (rest.maxExclusive || part.minExclusive) && compare(rest.max, part.min) > 0,
    rounding: ZERO,
  };
  return { taken, left };
}

export interface PortionOptions {
  /** Whether proxies and the leads of agreements move votes too (control), or only proxies (the voting interest). */
  readonly follow: { readonly proxies: boolean; readonly leads: boolean };
}

/** The parts of every stake in company j, in the order of the stakes. Nothing is lost: the parts make up the stake. */
export function portions(r: Register, interest: Interest, j: number, options: PortionOptions): Portion[] {
  const { table, from, to, first } = stakesIn(r.stakes[interest], j);
  const result: Portion[] = [];
  for (let k = from; k < to; k += 1) {
    const held = { stake: first + k - from, holder: table.holder[k]!, subject: j, share: table.share(k) };
    result.push(...splitHeld(r, held, options));
  }
  return result;
}

/** What is to be split: a stake, or what is left of it when votes are suspended. */
export interface Held {
  readonly stake: number;
  readonly holder: number;
  readonly subject: number;
  readonly share: ShareRange;
}

/** The parts of one holder's share, first match first: proxies, the nominee's principal, the lead, the holder. */
export function splitHeld(r: Register, held: Held, { follow }: PortionOptions): Portion[] {
  const { stake, holder, subject } = held;
  const ties = movingTies(r);
  const about = (known: ReadonlyMap<number, readonly ResolvedTie[]>): readonly ResolvedTie[] =>
    (known.get(holder) ?? []).filter((tie) => concerns(tie, subject));
  const proxies = follow.proxies ? about(ties.proxies) : [];
  const nominees = about(ties.nominees);
  const leads = follow.leads ? about(ties.agreements).filter((tie) => tie.lead !== holder) : [];
  const result: Portion[] = [];
  let rest = held.share;
  const give = (tie: ResolvedTie, to: number, basis: PortionBasis, { taken, left }: Cut): void => {
    rest = left;
    if (taken.max.n > 0n) result.push({ stake, holder, to, basis, share: taken, ties: [tie] });
  };
  for (const tie of proxies) give(tie, tie.to, "votingProxy", proxyCut(tie, held.share, proxies, rest));
  for (const tie of nominees) {
    const { taken, left } = statedCut(tie, rest);
    rest = left;
    if (taken.max.n === 0n) continue;
    for (const part of principals(r, tie, taken, subject)) {
      result.push({
        stake,
        holder,
        to: part.tie.to,
        basis: "nominee",
        share: part.share,
        ties: tiesOf(part),
      });
    }
  }
  for (const tie of leads) give(tie, tie.lead, "concertAgreement", { taken: rest, left: NOTHING });
  if (rest.max.n > 0n || result.length === 0) {
    result.push({ stake, holder, to: holder, basis: "holder", share: rest, ties: [] });
  }
  return result;
}

/** As much as the tie states, which may be unknown; where it states nothing, all of the rest. */
function statedCut(tie: ResolvedTie, rest: ShareRange): Cut {
  if (tie.record.share === undefined) return { taken: rest, left: NOTHING };
  return take(rest, readShare(tie.record.share).range ?? UNKNOWN_SHARE);
}

/** A part that came to somebody by nominee ties, the last one first. */
interface Passed {
  readonly tie: ResolvedTie;
  readonly before: Passed | null;
  readonly share: ShareRange;
  /** Who has passed it on: each party once. */
  readonly by: Set<number>;
}

/**
 * Who is behind a part that a nominee tie gives: a principal who is again a nominee passes on what its own ties say. A tie
 * for a stated part is followed only where all that it can speak of came this way: counted in two places, it would move
 * more than it says.
 */
function principals(r: Register, first: ResolvedTie, share: ShareRange, j: number): Passed[] {
  const { nominees } = movingTies(r);
  const result: Passed[] = [];
  const open: Passed[] = [{ tie: first, before: null, share, by: new Set([first.from]) }];
  for (let part = open.pop(); part; part = open.pop()) {
    const at = part.tie.to;
    const isAgain = part.by.has(at);
    part.by.add(at);
    let rest = part.share;
    for (const tie of isAgain ? [] : (nominees.get(at) ?? [])) {
      if (!concerns(tie, j) || rest.max.n === 0n) continue;
      if (tie.record.share !== undefined && !onlySource(r, at, j)) continue;
      const { taken, left } = statedCut(tie, rest);
      rest = left;
      if (taken.max.n === 0n) continue;
      // A chain that does not fork needs no second set, so that its length costs no more than its steps.
      const isLast = rest.max.n === 0n;
      open.push({ tie, before: part, share: taken, by: isLast ? part.by : new Set(part.by) });
    }
    if (rest.max.n > 0n) result.push({ ...part, share: rest });
  }
  return result;
}

function tiesOf(part: Passed): ResolvedTie[] {
  const ties: ResolvedTie[] = [];
  for (let at: Passed | null = part; at; at = at.before) ties.push(at.tie);
  return ties.reverse();
}

/** Whether all that a principal has in company j came by one nominee tie. */
function onlySource(r: Register, principal: number, j: number): boolean {
  const sources = (movingTies(r).gaining.get(principal) ?? []).filter(
    (tie) =>
      tie.record.kind === "nominee" && concerns(tie, j) && stakeOf(r.stakes.equity, tie.from, j) !== null,
  );
  return sources.length <= 1 && stakeOf(r.stakes.equity, principal, j) === null;
}

/** How far a proxy goes: its share, the votes above its line (split equally in its group), or all that is left. */
function proxyCut(
  tie: ResolvedTie,
  held: ShareRange,
  proxies: readonly ResolvedTie[],
  rest: ShareRange,
): Cut {
  if (tie.record.above === undefined || tie.record.share !== undefined) return statedCut(tie, rest);
  const line = readShare(tie.record.above).range ?? UNKNOWN_SHARE;
  const partners = proxies.filter(
    ({ record }) =>
      record.above !== undefined && record.share === undefined && record.group === tie.record.group,
  );
  const part = fraction(1, tie.record.group === undefined ? 1 : partners.length);
  const beyond = (value: Fraction, from: Fraction): Fraction =>
    multiply(greatest(ZERO, subtract(value, from)), part);
  const { taken } = take(rest, {
    min: beyond(held.min, line.max),
    max: beyond(held.max, line.min),
    minExclusive: held.minExclusive && compare(held.min, line.max) >= 0,
    maxExclusive: held.maxExclusive && compare(held.max, line.min) > 0,
    rounding: ZERO,
  });
  // What is left grows with what is held: each of its ends belongs to the same end of the holding.
  const left = {
    min: greatest(ZERO, subtract(rest.min, beyond(held.min, line.min))),
    max: greatest(ZERO, subtract(rest.max, beyond(held.max, line.max))),
    minExclusive: rest.minExclusive && compare(held.min, line.min) < 0,
    maxExclusive: rest.maxExclusive && compare(held.max, line.max) <= 0,
    rounding: ZERO,
  };
  return { taken, left };
}

/** Least and greatest of the sum of shares that together with all others make one: a union, never a sum of results. */
export function unionShare(inside: readonly ShareRange[], outside: readonly ShareRange[]): ShareRange {
  const min = greatest(
    sum(inside.map((s) => s.min)),
    subtract({ n: 1n, d: 1n }, sum(outside.map((s) => s.max))),
  );
  const max = least(
    sum(inside.map((s) => s.max)),
    subtract({ n: 1n, d: 1n }, sum(outside.map((s) => s.min))),
  );
  if (compare(min, max) >= 0) return exactShare(max);
  const plain = exactShare(min);
  const ownMin = compare(min, sum(inside.map((s) => s.min))) === 0;
  const restMin = compare(min, subtract({ n: 1n, d: 1n }, sum(outside.map((s) => s.max)))) === 0;
  const ownMax = compare(max, sum(inside.map((s) => s.max))) === 0;
  const restMax = compare(max, subtract({ n: 1n, d: 1n }, sum(outside.map((s) => s.min)))) === 0;
  return {
    ...plain,
    max,
    minExclusive:
      (ownMin && inside.some((s) => s.minExclusive)) || (restMin && outside.some((s) => s.maxExclusive)),
    maxExclusive:
      (ownMax && inside.some((s) => s.maxExclusive)) || (restMax && outside.some((s) => s.minExclusive)),
  };
}
