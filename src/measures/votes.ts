import {
  add,
  compare,
  complement,
  divide,
  type Fraction,
  greatest,
  isZero,
  least,
  multiply,
  ONE,
  parseFraction,
  subtract,
  sum,
  ZERO,
} from "../model/fraction.js";
import { isExact, readShare, type ShareRange, UNKNOWN_SHARE } from "../model/share.js";
import type { Register } from "../register/register.js";
import type { ResolvedTie } from "../register/resolve.js";
import { addShares } from "../register/shares.js";
import { hasVotes } from "./controlFacts.js";
import { movingTies, splitHeld, take } from "./portions.js";

/** By what right a party commands votes: as their holder, or because a tie moves them. */
export type VoteBasis = "votes" | "nominee" | "votingProxy" | "concertAgreement";

/** Votes of one company that are cast together: a holding, or the part of it that a tie moves (DESIGN §2). */
export interface VoteBlock {
  /**
   * Who casts the votes. More than one for a jointly held block, the registered holder first: each has the whole, a
   * set has it once. Empty for what is undisclosed.
   */
  readonly commanders: readonly number[];
  /** The registered holder; -1 for what is undisclosed. */
  readonly holder: number;
  /** Of all votes of the company. */
  readonly share: ShareRange;
  readonly basis: VoteBasis;
  /** Why nobody can cast them; null for votes that somebody can cast. */
  readonly dead: "treasury" | "suspended" | null;
  readonly ties: readonly ResolvedTie[];
  /** Positions in the register's holdings. */
  readonly records: readonly number[];
}

/**
 * The votes of a company, each in one block; blocks in the order of the holders' ids, the undisclosed remainder last.
 * Their shares sum to one. Empty where votes decide nothing: limited partnerships, managed products, persons.
 */
export function voteBlocks(r: Register, company: number): VoteBlock[] {
  if (!hasVotes(r, company)) return [];
  const table = r.stakes.voting;
  const blocks: VoteBlock[] = [];
  for (let stake = table.start[company]!; stake < table.start[company + 1]!; stake += 1) {
    blocks.push(...stakeBlocks(r, company, stake));
  }
  const undisclosed = table.undisclosed(company);
  if (undisclosed) blocks.push({ ...NOBODY, share: undisclosed });
  return blocks;
}

const NOBODY = { commanders: [], holder: -1, basis: "votes", dead: null, ties: [], records: [] } as const;

function stakeBlocks(r: Register, company: number, stake: number): VoteBlock[] {
  const table = r.stakes.voting;
  const holder = table.holder[stake]!;
  const records = table.records(stake);
  const whole = table.share(stake);
  const own = { commanders: [holder], holder, basis: "votes", ties: [], records } as const;
  if (holder === company) return [{ ...own, commanders: [], share: whole, dead: "treasury" }];
  const { suspended, rest } = withoutSuspended(r, company, stake, records);
  const blocks: VoteBlock[] = [];
  if (suspended) blocks.push({ ...own, commanders: [], share: suspended, dead: "suspended" });
  if (!rest) return blocks;
  const joint = jointHolders(r, company, holder);
  const held = { stake, holder, subject: company, share: rest };
  for (const { to, basis, share, ties } of splitHeld(r, held, { follow: { proxies: true, leads: true } })) {
    blocks.push({
      commanders: basis === "holder" ? [holder, ...joint] : [to],
      holder,
      share,
      basis: basis === "holder" ? "votes" : basis,
      dead: null,
      ties,
      records,
    });
  }
  return blocks;
}

/** The other holders of what a holder is registered for, in the order of ids. */
export function jointHolders(r: Register, company: number, holder: number): number[] {
  const ties = movingTies(r).joint.get(holder) ?? [];
  const others = ties.filter((tie) => tie.to === company && tie.from !== holder).map((tie) => tie.from);
  return [...new Set(others)].sort((a, b) => r.rank[a]! - r.rank[b]!);
}

/** Suspension comes first: what is suspended nobody casts, whatever proxies and agreements say. */
function withoutSuspended(
  r: Register,
  company: number,
  stake: number,
  records: readonly number[],
): { readonly suspended: ShareRange | null; readonly rest: ShareRange | null } {
  const whole = r.stakes.voting.share(stake);
  const marks = records.map((position) => r.holdings[position]!.record.votingSuspended);
  if (marks.every((mark) => mark === undefined || mark === false)) return { suspended: null, rest: whole };
  if (marks.every((mark) => mark === true)) return { suspended: whole, rest: null };
  let total: ShareRange | null = null;
  marks.forEach((mark, i) => {
    if (mark === undefined || mark === false) return;
    const part = partOfStake(r, company, stake, records, i);
    const marked = mark === true ? part : take(part, readShare(mark).range ?? UNKNOWN_SHARE).taken;
    total = total ? addShares(total, marked) : marked;
  });
  const { taken, left } = take(whole, total!);
  return { suspended: isZero(taken.max) ? null : taken, rest: isZero(left.max) ? null : left };
}

/** What one of several rows of a holder contributes to the stake: in proportion to what the rows state. */
function partOfStake(
  r: Register,
  company: number,
  stake: number,
  records: readonly number[],
  position: number,
): ShareRange {
  const whole = r.stakes.voting.share(stake);
  if (records.length === 1) return whole;
  const weights = records.map((record) => statedWeight(r, company, record));
  const own = weights[position];
  if (!own || weights.some((weight) => weight === null)) {
    return { ...UNKNOWN_SHARE, max: whole.max, maxExclusive: whole.maxExclusive };
  }
  const total = sum(weights as Fraction[]);
  const part = isZero(total) ? ZERO : divide(own, total);
  return { ...whole, min: multiply(whole.min, part), max: multiply(whole.max, part) };
}

/** A row's votes in a unit that all rows of one holder share: a share, an amount of capital or votes of a class. */
function statedWeight(r: Register, company: number, position: number): Fraction | null {
  const { record } = r.holdings[position]!;
  if (record.voting !== undefined) return exactly(readShare(record.voting).range);
  if (record.class !== undefined && record.shares !== undefined) {
    const shareClass = r.entities[company]!.shareClasses?.find(({ class: name }) => name === record.class);
    const perShare = parseFraction(String(shareClass?.votesPerShare ?? 1));
    const shares = parseFraction(String(record.shares));
    return shares && perShare ? multiply(shares, perShare) : null;
  }
  if (record.equity !== undefined) return exactly(readShare(record.equity).range);
  return record.amount === undefined ? null : parseFraction(String(record.amount));
}

const exactly = (range: ShareRange | null): Fraction | null => (range && isExact(range) ? range.min : null);

/** The sum of several ranges: least and greatest, and how many ends are open. */
export interface VoteSum {
  readonly min: Fraction;
  readonly max: Fraction;
  readonly openMinima: number;
  readonly openMaxima: number;
}

export const NO_VOTES: VoteSum = { min: ZERO, max: ZERO, openMinima: 0, openMaxima: 0 };
export const ALL_VOTES: VoteSum = { min: ONE, max: ONE, openMinima: 0, openMaxima: 0 };

export const withShare = (total: VoteSum, share: ShareRange): VoteSum => ({
  min: add(total.min, share.min),
  max:
    share.min === share.max && total.min === total.max
      ? add(total.min, share.min)
      : add(total.max, share.max),
  openMinima: total.openMinima + (share.minExclusive ? 1 : 0),
  openMaxima: total.openMaxima + (share.maxExclusive ? 1 : 0),
});

export const sumOf = (shares: Iterable<ShareRange>): VoteSum => {
  let total = NO_VOTES;
  for (const share of shares) total = withShare(total, share);
  return total;
};

export const addSums = (a: VoteSum, b: VoteSum): VoteSum => ({
  min: add(a.min, b.min),
  max: add(a.max, b.max),
  openMinima: a.openMinima + b.openMinima,
  openMaxima: a.openMaxima + b.openMaxima,
});

export const subtractSums = (a: VoteSum, b: VoteSum): VoteSum => ({
  min: subtract(a.min, b.min),
  max: subtract(a.max, b.max),
  openMinima: a.openMinima - b.openMinima,
  openMaxima: a.openMaxima - b.openMaxima,
});

/** One end of a range. */
export interface End {
  readonly value: Fraction;
  readonly exclusive: boolean;
}

const ZERO_END: End = { value: ZERO, exclusive: false };

/**
 * The least n / (n + o) where n, o and d lie in their ranges and n + o + d = 1: the part of the votes cast that one side
 * has. The ratio is least at the least n and the greatest o that the others allow; an end is exclusive when that
 * point needs an end that is itself open. 0 where no vote is sure to be cast.
 */
export function leastRatio(n: VoteSum, o: VoteSum, d: VoteSum): End {
  const forced = complement(add(o.max, d.max));
  const own = greatest(n.min, forced);
  const others = greatest(ZERO, least(o.max, complement(add(n.min, d.min))));
  if (own.n <= 0n) {
    const reached = n.openMinima === 0 && (forced.n < 0n || o.openMaxima + d.openMaxima === 0);
    return { value: ZERO, exclusive: !reached };
  }
  if (isZero(others)) return { value: ONE, exclusive: false };
  const dead = complement(add(own, others));
  const exclusive = touchesOpenEnd(own, n) || touchesOpenEnd(others, o) || touchesOpenEnd(dead, d);
  return { value: divide(own, add(own, others)), exclusive };
}

/** The greatest n / (n + o): one less the least part of the other side; 0 where the one side can have no vote. */
export function greatestRatio(n: VoteSum, o: VoteSum, d: VoteSum): End {
  if (isZero(n.max) || compare(add(o.min, d.min), ONE) >= 0) return ZERO_END;
  const { value, exclusive } = leastRatio(o, n, d);
  return { value: complement(value), exclusive };
}

function touchesOpenEnd(value: Fraction, range: VoteSum): boolean {
  return (
    (range.openMinima > 0 && compare(value, range.min) === 0) ||
    (range.openMaxima > 0 && compare(value, range.max) === 0)
  );
}

/** From the least of one closure to the greatest of another. */
export function rangeBetween(low: End, high: End): ShareRange {
  const exact = compare(low.value, high.value) >= 0;
  return {
    min: low.value,
    max: exact ? low.value : high.value,
    minExclusive: !exact && low.exclusive,
    maxExclusive: !exact && high.exclusive,
    rounding: ZERO,
  };
}

/** Least and greatest of a sum that together with all others makes one; from sums, so that its cost is constant. */
export function unionOfSums(inside: VoteSum, all: VoteSum): ShareRange {
  const outside = subtractSums(all, inside);
  const fromOthers = complement(outside.max);
  const leftByOthers = complement(outside.min);
  const min = greatest(inside.min, fromOthers);
  const max = least(inside.max, leftByOthers);
  if (compare(min, max) >= 0) return { ...UNKNOWN_SHARE, min: max, max };
  return {
    min,
    max,
    minExclusive:
      (compare(min, inside.min) === 0 && inside.openMinima > 0) ||
      (compare(min, fromOthers) === 0 && outside.openMaxima > 0),
    maxExclusive:
      (compare(max, inside.max) === 0 && inside.openMaxima > 0) ||
      (compare(max, leftByOthers) === 0 && outside.openMinima > 0),
    rounding: ZERO,
  };
}
