import type { Interest } from "../model/dataset.js";
import {
  add,
  compare,
  type Fraction,
  greatest,
  isZero,
  least,
  multiply,
  ONE,
  ZERO,
} from "../model/fraction.js";
import { exactShare, meets, type ShareEnds, type ShareTest } from "../model/share.js";
import type { Register } from "../register/register.js";
import { directHoldings, stakeOfSets } from "./directStake.js";
import { lookThrough } from "./lookThrough.js";

/** What one link of a company counts for, by holder. */
export type LinkFactors = (company: number) => ReadonlyMap<number, ShareEnds>;

/** Per layer the higher of some interests (孰高): equity or votes, whichever is more. */
export const higherOf =
  (r: Register, interests: readonly Interest[]): LinkFactors =>
  (company) => {
    const factors = new Map<number, ShareEnds>();
    for (const interest of interests) {
      for (const [party, share] of linksOf(r, interest, company)) {
        const known = factors.get(party);
        factors.set(party, known ? higher(known, share) : share);
      }
    }
    return factors;
  };

/** A link counts as the whole where the holder's votes pass the test, and for its share where they do not. */
export const wholeFromMajority =
  (r: Register, interest: Interest, test: ShareTest): LinkFactors =>
  (company) => {
    const votes = linksOf(r, "voting", company);
    const factors = new Map<number, ShareEnds>();
    for (const [party, share] of linksOf(r, interest, company)) {
      const own = votes.get(party);
      const verdict = own ? meets(own, test) : "excluded";
      const whole = verdict === "certain" ? exactShare(ONE) : { ...share, max: ONE, maxExclusive: false };
      factors.set(party, verdict === "excluded" ? share : whole);
    }
    return factors;
  };

function linksOf(r: Register, interest: Interest, company: number): Map<number, ShareEnds> {
  const holdings = directHoldings(r, interest, company);
  const links = new Map<number, ShareEnds>();
  for (const party of holdings.by.keys()) {
    const alone = new Set([party]);
    links.set(party, stakeOfSets(holdings, { least: alone, most: alone }, { outstanding: true }));
  }
  return links;
}

function higher(a: ShareEnds, b: ShareEnds): ShareEnds {
  const [low, high] = [compare(a.min, b.min), compare(a.max, b.max)];
  return {
    min: greatest(a.min, b.min),
    max: greatest(a.max, b.max),
    minExclusive: (low >= 0 && a.minExclusive) || (low <= 0 && b.minExclusive),
    maxExclusive: high === 0 ? a.maxExclusive && b.maxExclusive : (high > 0 ? a : b).maxExclusive,
  };
}

/** Shares by a product of factors, with the company below each party on its way. */
export interface ProductShares {
  readonly shares: ReadonlyMap<number, ShareEnds>;
  /** Whether a ring is above the subject where factors add up to more than the whole: shares are bounds then. */
  readonly bounds: boolean;
}

/**
 * The sum over all paths of the products of their factors, at most one. Factors of a company may add up to more than one,
 * so that this is no probability: where a ring is above the subject it is bounded by the look-through share and one.
 */
export function productShares(
  r: Register,
  interest: Interest,
  subject: number,
  factors: LinkFactors,
): ProductShares {
  const links = new Map<number, ReadonlyMap<number, ShareEnds>>();
  const waiting = new Map<number, number>([[subject, 0]]);
  for (const company of waiting.keys()) {
    const own = factors(company);
    links.set(company, own);
    for (const party of own.keys()) waiting.set(party, (waiting.get(party) ?? 0) + 1);
  }
  const values = new Map<number, ShareEnds>([[subject, exactShare(ONE)]]);
  const ready = waiting.get(subject) === 0 ? [subject] : [];
  for (const company of ready) {
    for (const [party, factor] of links.get(company)!) {
      const term = product(values.get(company)!, factor);
      const known = values.get(party);
      values.set(party, known ? total(known, term) : term);
      waiting.set(party, waiting.get(party)! - 1);
      if (waiting.get(party) === 0) ready.push(party);
    }
  }
  if (ready.length < waiting.size)
    return { shares: boundsInRing(r, interest, subject, waiting.keys()), bounds: true };
  values.delete(subject);
  return { shares: new Map([...values].map(([party, share]) => [party, capped(share)])), bounds: false };
}

function boundsInRing(
  r: Register,
  interest: Interest,
  subject: number,
  parties: Iterable<number>,
): Map<number, ShareEnds> {
  const measure = lookThrough(r, { interest });
  const bounds = new Map<number, ShareEnds>();
  for (const party of parties) {
    if (party === subject) continue;
    const { min, minExclusive } = measure.ends({ of: [party], in: subject });
    bounds.set(party, {
      min,
      minExclusive: minExclusive && compare(min, ONE) < 0,
      max: ONE,
      maxExclusive: false,
    });
  }
  return bounds;
}

const product = (a: ShareEnds, b: ShareEnds): ShareEnds => ({
  min: multiply(a.min, b.min),
  max: multiply(a.max, b.max),
  minExclusive: (a.minExclusive && !isZero(b.min)) || (b.minExclusive && !isZero(a.min)),
  maxExclusive: a.maxExclusive || b.maxExclusive,
});

const total = (a: ShareEnds, b: ShareEnds): ShareEnds => ({
  min: add(a.min, b.min),
  max: add(a.max, b.max),
  minExclusive: a.minExclusive || b.minExclusive,
  maxExclusive: a.maxExclusive || b.maxExclusive,
});

const capped = (share: ShareEnds): ShareEnds => {
  const over = (end: Fraction): boolean => compare(end, ONE) > 0;
  const [min, max] = [least(share.min, ONE), least(share.max, ONE)];
  return {
    min,
    max,
    minExclusive: share.minExclusive && !over(share.min) && compare(min, max) < 0,
    maxExclusive: share.maxExclusive && !over(share.max) && compare(min, max) < 0,
  };
};

/** Nothing at all, for parties that a method does not reach. */
export const NOTHING_HELD: ShareEnds = exactShare(ZERO);
