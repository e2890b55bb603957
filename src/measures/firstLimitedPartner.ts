import type { EntityKind } from "../model/dataset.js";
import {
  add,
  compare,
  complement,
  divide,
  type Fraction,
  fraction,
  greatest,
  isZero,
  least,
  multiply,
  ONE,
  subtract,
  sum,
  ZERO,
} from "../model/fraction.js";
import type { ShareRange } from "../model/share.js";
import type { Register } from "../register/register.js";
import type { ResolvedTie } from "../register/resolve.js";
import { tiesTo } from "./evidence.js";

/** A party that is, or may be, the limited partner with the largest contribution. */
export interface FirstLimitedPartner {
  readonly partner: number;
  readonly verdict: "certain" | "possible";
  /** The contribution, a stake under equity; -1 where a tie names the partner instead. */
  readonly stake: number;
  /** The `firstLimitedPartner` ties that name the partner, which override contributions. */
  readonly ties: readonly ResolvedTie[];
}

/** Who stands in a register for somebody else, or for nobody in particular, is no partner that two registers share. */
const NEVER_FIRST: ReadonlySet<EntityKind> = new Set(["unknown", "dispersed", "clearingNominee"]);

const known = new WeakMap<Register, Map<number, readonly FirstLimitedPartner[]>>();

/**
 * The first limited partners of a limited partnership, in the order of ids: whoever contributes most and is neither
 * executive nor general partner. Ties are exact and all of them count. With ranges, everyone who is first in some
 * completion is listed, `certain` only who is first in all. A remainder that nobody named contributes makes a lead that
 * it could overtake `possible`. Ties of kind `firstLimitedPartner` override the contributions. Empty for other kinds.
 * Source: docs/method/concert.md. O(n log n) in the number of partners.
 */
export function firstLimitedPartners(r: Register, partnership: number): readonly FirstLimitedPartner[] {
  const memo = known.get(r) ?? new Map<number, readonly FirstLimitedPartner[]>();
  known.set(r, memo);
  const made = memo.get(partnership) ?? find(r, partnership);
  memo.set(partnership, made);
  return made;
}

function find(r: Register, partnership: number): FirstLimitedPartner[] {
  const ties = tiesTo(r, partnership, ["firstLimitedPartner"]);
  if (ties.length > 0) return named(r, ties);
  return r.entities[partnership]!.kind === "limitedPartnership" ? byContribution(r, partnership) : [];
}

function named(r: Register, ties: readonly ResolvedTie[]): FirstLimitedPartner[] {
  const byPartner = new Map<number, ResolvedTie[]>();
  for (const tie of ties) {
    const list = byPartner.get(tie.from);
    if (list) list.push(tie);
    else byPartner.set(tie.from, [tie]);
  }
  return [...byPartner]
    .filter(([partner]) => !["dispersed", "clearingNominee"].includes(r.entities[partner]!.kind))
    .map(([partner, own]) => ({ partner, verdict: "certain", stake: -1, ties: own }));
}

interface Contribution {
  readonly partner: number;
  readonly stake: number;
  readonly named: boolean;
  readonly low: End;
  readonly high: End;
  readonly share: ShareRange;
}

interface End {
  readonly value: Fraction;
  readonly open: boolean;
}

function byContribution(r: Register, partnership: number): FirstLimitedPartner[] {
  const table = r.stakes.equity;
  const general = new Set(
    tiesTo(r, partnership, ["executivePartner", "generalPartner"]).map(({ from }) => from),
  );
  const tightened = tighten(r, partnership);
  const limited: Contribution[] = [];
  let others = ZERO;
  for (let stake = table.start[partnership]!; stake < table.start[partnership + 1]!; stake += 1) {
    const partner = table.holder[stake]!;
    const share = table.share(stake);
    const { kind } = r.entities[partner]!;
    if (!NEVER_FIRST.has(kind) && !general.has(partner)) {
      limited.push({ partner, stake, named: true, share, ...tightened(share) });
      continue;
    }
    others = add(others, share.max);
    // Behind an unknown holder or a nominee may be one limited partner who contributes more; the public is many.
    if (!general.has(partner) && kind !== "dispersed") {
      limited.push({ partner, stake, named: false, share, ...tightened(share) });
    }
  }
  const undisclosed = table.undisclosed(partnership);
  if (undisclosed) {
    limited.push({ partner: -1, stake: -1, named: false, share: undisclosed, ...tightened(undisclosed) });
  }
  return leaders(limited, undisclosed ? null : others).map(({ leader, certain }) => ({
    partner: leader.partner,
    verdict: certain ? "certain" : "possible",
    stake: leader.stake,
    ties: [],
  }));
}

/** The ends that a share can have when all shares of the partnership sum to one. */
function tighten(r: Register, partnership: number): (share: ShareRange) => { low: End; high: End } {
  const table = r.stakes.equity;
  const shares: ShareRange[] = [];
  for (let stake = table.start[partnership]!; stake < table.start[partnership + 1]!; stake += 1) {
    shares.push(table.share(stake));
  }
  const undisclosed = table.undisclosed(partnership);
  if (undisclosed) shares.push(undisclosed);
  const minima = sum(shares.map(({ min }) => min));
  const maxima = sum(shares.map(({ max }) => max));
  const openMinima = shares.filter(({ minExclusive }) => minExclusive).length;
  const openMaxima = shares.filter(({ maxExclusive }) => maxExclusive).length;
  return (share) => {
    const restMax = complement(subtract(minima, share.min));
    const restMin = complement(subtract(maxima, share.max));
    const restOpen = openMinima > (share.minExclusive ? 1 : 0);
    const restOpenMax = openMaxima > (share.maxExclusive ? 1 : 0);
    return {
      high: tighter({ value: share.max, open: share.maxExclusive }, { value: restMax, open: restOpen }, -1),
      low: tighter({ value: share.min, open: share.minExclusive }, { value: restMin, open: restOpenMax }, 1),
    };
  };
}

/** The end that binds: the greater of two lower ends (sign 1), the smaller of two upper ones (sign -1). */
function tighter(own: End, rest: End, sign: 1 | -1): End {
  const order = compare(own.value, rest.value) * sign;
  if (order === 0) return { value: own.value, open: own.open || rest.open };
  return order > 0 ? own : rest;
}

/**
 * A partner leads for certain when no other can end above it: the largest difference of two shares that sum to one
 * with the rest is reached at the tightened ends, so comparing those is exact. It may lead when its upper end reaches
 * every other lower end and leaves room for all shares to sum to one. `unlimited` is the most that shares which nobody
 * competes with can take up; null where the undisclosed remainder takes up anything.
 */
function leaders(
  limited: readonly Contribution[],
  unlimited: Fraction | null,
): { readonly leader: Contribution; readonly certain: boolean }[] {
  const candidates = limited.filter(({ named }) => named);
  const highs = topTwo(limited.map(({ high }) => high.value));
  const floor = candidates.reduce(higherLow, { value: ZERO, open: false });
  const room = unlimited ? level(candidates, unlimited) : ZERO;
  return candidates
    .filter(({ high }) => {
      const order = compare(high.value, floor.value);
      const reaches = order > 0 || (order === 0 && !high.open && !floor.open);
      return reaches && !isZero(high.value) && compare(high.value, room) >= 0;
    })
    .map((leader) => {
      const rival = compare(leader.high.value, highs[0]) === 0 ? highs[1] : highs[0];
      return { leader, certain: compare(leader.low.value, rival) >= 0 };
    });
}

const higherLow = (floor: End, { low }: Contribution): End => {
  const order = compare(low.value, floor.value);
  return order > 0 || (order === 0 && low.open && !floor.open) ? low : floor;
};

function topTwo(values: readonly Fraction[]): readonly [Fraction, Fraction] {
  let first = ZERO;
  let second = ZERO;
  for (const value of values) {
    if (compare(value, first) > 0) [first, second] = [value, first];
    else second = greatest(second, value);
  }
  return [first, second];
}

/** The least t for which partners capped at t, with the rest, can sum to one. */
function level(candidates: readonly Contribution[], unlimited: Fraction): Fraction {
  const maxima = candidates.map(({ share }) => share.max).sort(compare);
  let below = unlimited;
  for (const [position, max] of maxima.entries()) {
    const capped = fraction(maxima.length - position);
    if (compare(add(below, multiply(capped, max)), ONE) >= 0) {
      return least(max, divide(greatest(ZERO, complement(below)), capped));
    }
    below = add(below, max);
  }
  // Shares that cannot sum to one at all were reported by the register; nobody is excluded for it here.
  return ZERO;
}
