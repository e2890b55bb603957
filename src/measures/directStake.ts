import type { Interest } from "../model/dataset.js";
import {
  compare,
  complement,
  divide,
  type Fraction,
  greatest,
  isZero,
  least,
  ONE,
  ZERO,
} from "../model/fraction.js";
import type { ShareEnds, ShareRange } from "../model/share.js";
import type { Register } from "../register/register.js";
import { addSums, NO_VOTES, unionOfSums, type VoteSum, withShare } from "./votes.js";
import { type WalkArc, walk } from "./walk.js";

/** The direct holdings of one interest in a company, by whom they count for: principals, joint holders, holders. */
export interface DirectHoldings {
  readonly arcs: readonly WalkArc[];
  /** Positions of the arcs that count for a party. */
  readonly by: ReadonlyMap<number, readonly number[]>;
  /** All that there is, the undisclosed remainder and treasury shares included. */
  readonly all: VoteSum;
  /** What the company holds of itself. */
  readonly treasury: VoteSum;
}

const made = new WeakMap<readonly WalkArc[], DirectHoldings>();

/** Indexed once for each row of the walk. Linear in the holders of the company. */
export function directHoldings(r: Register, interest: Interest, company: number): DirectHoldings {
  const { arcs, undisclosed } = walk(r, interest).row(company);
  const known = made.get(arcs);
  if (known) return known;
  const by = new Map<number, number[]>();
  let all = NO_VOTES;
  let treasury = NO_VOTES;
  arcs.forEach(({ next, also, share }, arc) => {
    all = withShare(all, share);
    if (next === company) {
      treasury = withShare(treasury, share);
      return;
    }
    for (const party of new Set([next, ...also])) {
      const own = by.get(party);
      if (own) own.push(arc);
      else by.set(party, [arc]);
    }
  });
  if (undisclosed) all = withShare(all, undisclosed);
  const holdings = { arcs, by, all, treasury };
  made.set(arcs, holdings);
  return holdings;
}

/** What some parties hold directly, each block once. */
export function sumHeldBy({ arcs, by }: DirectHoldings, parties: Iterable<number>): VoteSum {
  const blocks = new Set<number>();
  for (const party of parties) for (const arc of by.get(party) ?? []) blocks.add(arc);
  let total = NO_VOTES;
  for (const arc of blocks) total = withShare(total, arcs[arc]!.share);
  return total;
}

/** A set of parties that is certain, and the larger one that is possible. */
export interface PartySets {
  readonly least: ReadonlySet<number>;
  readonly most: ReadonlySet<number>;
}

/**
 * The direct holdings of a set in a company, a union and never a sum of results: least for those who certainly belong to
 * the set, greatest for those who may. With `outstanding` shares that the company holds of itself leave the whole.
 */
export function stakeOfSets(
  holdings: DirectHoldings,
  { least: surely, most }: PartySets,
  { outstanding = false } = {},
): ShareEnds {
  const low = unionOfSums(sumHeldBy(holdings, surely), holdings.all);
  const high = surely === most ? low : unionOfSums(sumHeldBy(holdings, most), holdings.all);
  const stake = {
    min: low.min,
    max: high.max,
    minExclusive: low.minExclusive,
    maxExclusive: high.maxExclusive,
  };
  return outstanding ? ofOutstanding(stake, holdings.treasury) : stake;
}

function ofOutstanding(stake: ShareEnds, treasury: VoteSum): ShareEnds {
  if (isZero(treasury.max)) return stake;
  const of = (part: Fraction, own: Fraction): Fraction =>
    compare(own, ONE) >= 0 ? ZERO : least(ONE, divide(part, complement(own)));
  return {
    ...stake,
    min: of(stake.min, treasury.min),
    max: greatest(stake.min, of(stake.max, treasury.max)),
  };
}

/** Sums that grow as parties join a set, each block once. */
export class GrowingStake {
  readonly #seen = new Set<number>();
  #sum: VoteSum = NO_VOTES;

  constructor(readonly holdings: DirectHoldings) {}

  add(party: number): void {
    for (const arc of this.holdings.by.get(party) ?? []) {
      if (this.#seen.has(arc)) continue;
      this.#seen.add(arc);
      this.#sum = addSums(this.#sum, withShare(NO_VOTES, this.holdings.arcs[arc]!.share));
    }
  }

  /** Something that no arc stands for, such as a remainder. */
  include(share: ShareRange): void {
    this.#sum = withShare(this.#sum, share);
  }

  get share(): ShareEnds {
    return unionOfSums(this.#sum, this.holdings.all);
  }
}
