import type { Interest } from "../model/dataset.js";
import { type Fraction, fromDouble, isZero, least, ONE, toNumber } from "../model/fraction.js";
import {
  exactShare,
  meets,
  type ShareEnds,
  type ShareTest,
  threshold,
  type Verdict,
} from "../model/share.js";
import { type ShareResult, toShareResult } from "../model/shareResult.js";
import { entityIndex, type Register } from "../register/register.js";
import { wholeOf } from "../register/registerOver.js";
import { NO_SHARE } from "../register/stakeTable.js";
import { isPlain, plainEnds, plainEndsOfAll } from "./acyclicBounds.js";
import { exactly, inDoubles, relativeError } from "./arithmetic.js";
import { EveryVector } from "./everyVector.js";
import { PairColumns } from "./pairColumns.js";
import {
  affordable,
  type Bound,
  bound,
  complementEnds,
  ends,
  filtered,
  hitEnds,
  type QueryOptions,
  undisclosedSeeds,
} from "./query.js";
import { type Sweep, sweep } from "./sweep.js";

import { type Cone, cone, members, type Walk, walk } from "./walk.js";
import { ownersFirst, wholeWalk } from "./wholeWalk.js";

export interface LookThroughOptions extends QueryOptions {
  readonly interest?: Interest | undefined;
}

/** A party upstream of a subject and its look-through share there. */
export interface OwnerShare {
  readonly party: number;
  readonly share: ShareEnds;
  /** V(i, j) − δ(i, j), the gross series of the literature; null in a closed ring or where ranges leave it open. */
  readonly series: Fraction | null;
}

/** Everyone upstream of one subject, measured together. */
export interface Owners {
  readonly cone: Cone;
  readonly owners: readonly OwnerShare[];
  readonly undisclosed: ShareEnds;
  readonly ownerless: ShareEnds;
  /** Strong components at or above the subject, self-holdings included. */
  readonly rings: readonly (readonly number[])[];
}

/**
 * The look-through measure of one register and interest: the probability that the walk of DESIGN §1 meets a party or
 * a set. Shares are exact fractions of one.
 */
export interface LookThrough {
  readonly register: Register;
  readonly interest: Interest;
  /** Share of a party or set (ids or unique names) in a company. Throws an UnknownSubjectError for an unknown id. */
  share(question: { readonly of: string | readonly string[]; readonly in: string }): ShareResult;
  /** The same by entity index, as exact least and greatest. */
  ends(question: { readonly of: readonly number[]; readonly in: number }): ShareEnds;
  /** Whether the share passes a test: doubles with a proven error first, exact fractions where they cannot tell. */
  verdict(
    question: { readonly of: readonly number[]; readonly in: number },
    test: ShareTest,
    /** The share, where it is measured already. */
    known?: ShareEnds,
  ): Verdict;
  /** The least or greatest share with the rows of a completion that reach it. */
  bound(
    question: { readonly of: readonly number[]; readonly in: number },
    sense: "least" | "most",
  ): Bound | null;
  /** Everyone upstream, by entity index, in the order of ids. */
  upstream(subject: number): number[];
  /** Everyone upstream with their shares. */
  owners(subject: number): Owners;
  cone(subject: number): Cone;
  /** How many comparisons were settled in doubles and how many needed exact fractions. */
  readonly comparisons: { inDoubles: number; exactly: number };
}

/** How many cones of recent subjects are kept, for each walk. */
const KEPT_CONES = 16;
const cones = new WeakMap<Walk, Map<number, Cone>>();
const measured = new WeakMap<Cone, Owners>();

function keptCone(w: Walk, subject: number): Cone {
  const kept = cones.get(w) ?? new Map<number, Cone>();
  cones.set(w, kept);
  const known = kept.get(subject);
  if (known) return known;
  const made = cone(w, subject);
  if (kept.size >= KEPT_CONES) kept.delete(kept.keys().next().value!);
  kept.set(subject, made);
  return made;
}

/** Several determinations ask for the same owners: they are measured once. */
function keptOwners(above: Cone, options: LookThroughOptions): Owners {
  if (options.undisclosed === "anyone") return measureOwners(above, options);
  const known = measured.get(above) ?? measureOwners(above, options);
  measured.set(above, known);
  return known;
}

export function lookThrough(r: Register, options: LookThroughOptions = {}): LookThrough {
  const interest = options.interest ?? "equity";
  const w = walk(r, interest);
  const coneOf = (subject: number): Cone => keptCone(w, subject);
  const comparisons = { inDoubles: 0, exactly: 0 };
  const endsOf = (question: { of: readonly number[]; in: number }): ShareEnds => {
    const above = coneOf(question.in);
    const plain =
      question.of.length === 1 && options.undisclosed !== "anyone" && isPlain(above) && affordable(above);
    return plain ? plainEnds(above, question.of[0]!) : ends(above, question.of, options);
  };
  return {
    register: r,
    interest,
    comparisons,
    cone: coneOf,
    ends: endsOf,
    share: (question) => {
      const of = typeof question.of === "string" ? [question.of] : question.of;
      const set = of.map((key) => entityIndex(r, key));
      return toShareResult(endsOf({ of: set, in: entityIndex(r, question.in) }));
    },
    verdict: (question, test, known) => {
      if (known && known.approximate === undefined) return meets(known, test);
      const settled =
        options.undisclosed === "anyone" ? null : inAdvance(coneOf(question.in), question.of, test, known);
      if (settled) {
        comparisons.inDoubles += 1;
        return settled;
      }
      comparisons.exactly += 1;
      return meets(ends(coneOf(question.in), question.of, { ...options, exactly: true }), test);
    },
    bound: (question, sense) => bound(coneOf(question.in), question.of, sense, options),
    upstream: (subject) => {
      const above = coneOf(subject);
      const parties = new Set<number>([...above.nodes, ...above.joint]);
      const self = above.targets.some((row) => row.includes(above.root));
      if (!self) parties.delete(subject);
      return [...parties].sort((a, b) => r.rank[a]! - r.rank[b]!);
    },
    owners: (subject) => keptOwners(coneOf(subject), options),
  };
}

/** The verdict as far as doubles can tell it. */
function inAdvance(above: Cone, set: readonly number[], test: ShareTest, known?: ShareEnds): Verdict | null {
  if (!known) {
    const quick = filtered(above, set);
    return quick && beyondDoubt(quick, test);
  }
  const [low, high] = [known.min, known.max].map((end) =>
    beyondDoubt({ value: toNumber(end), error: known.approximate! }, test),
  );
  return low && high ? (low === high ? low : "possible") : null;
}

/** The verdict where value ± error lies on one side of the threshold; null where it does not. */
function beyondDoubt({ value, error }: { value: number; error: number }, test: ShareTest): Verdict | null {
  const limit = threshold(test);
  const nearest = toNumber(limit);
  // The threshold itself is rounded to a double: twice the roundoff of the larger covers both.
  const margin = (error + (value + nearest) * 2 ** -52) * 2;
  if (Math.abs(value - nearest) <= margin) return null;
  const above = value > nearest;
  return ("atLeast" in test || "moreThan" in test) === above ? "certain" : "excluded";
}

function measureOwners(above: Cone, options: LookThroughOptions): Owners {
  if (above.exact && options.undisclosed !== "anyone") {
    return affordable(above)
      ? fromSweep(above, sweep(exactly, above), (value) => value)
      : fromSweep(above, sweep(inDoubles, above), fromDouble, relativeError);
  }
  const owners = (options.undisclosed !== "anyone" && together(above)) || oneByOne(above, options);
  const { undisclosed, ownerless } = unowned(above);
  return {
    cone: above,
    owners: owners.filter(({ share }) => !isZero(share.max)),
    undisclosed,
    ownerless,
    rings: ringsOf(above),
  };
}

/** Shares of everybody that are bounds, measured in one go; null where only {@link oneByOne} can tell them. */
function together(above: Cone): OwnerShare[] | null {
  if (!affordable(above)) return inVectors(above);
  if (!isPlain(above)) return null;
  const known = plainEndsOfAll(above);
  return partiesOf(above).map((party) => ({ party, share: known.get(party) ?? NO_SHARE, series: null }));
}

const oneByOne = (above: Cone, options: LookThroughOptions): OwnerShare[] =>
  partiesOf(above).map((party) => ({ party, share: ends(above, [party], options), series: null }));

const vectors = new WeakMap<Walk, EveryVector>();

/** Everybody at once in doubles: a ring of hundreds with ranges takes a solution a party, not a solution and a query. */
function inVectors({ walk: own, subject }: Cone): OwnerShare[] | null {
  let known = vectors.get(own);
  if (!known) {
    const whole = wholeWalk(wholeOf(own.r), own.interest);
    known = new EveryVector(whole, ownersFirst(whole));
    vectors.set(own, known);
  }
  const found = new PairColumns();
  if (!known.owners(subject, found)) return null;
  const approximate = known.error(subject);
  return Array.from(found.second.subarray(0, found.count), (party, row) => {
    const [min, max] = [fromDouble(found.min[row]!), fromDouble(found.max[row]!)];
    return { party, share: { min, max, ...CLOSED, approximate }, series: null };
  }).sort((a, b) => own.r.rank[a.party]! - own.r.rank[b.party]!);
}

const CLOSED = { minExclusive: false, maxExclusive: false };

function partiesOf(above: Cone): number[] {
  const parties = new Set<number>([...above.nodes, ...above.joint]);
  const { rank } = above.walk.r;
  return [...parties].sort((a, b) => rank[a]! - rank[b]!);
}

function fromSweep<T>(
  above: Cone,
  swept: Sweep<T>,
  toFraction: (value: T) => Fraction,
  errorOf?: (roundings: number) => number,
): Owners {
  const share = (value: T, roundings: number): ShareEnds => {
    const fraction = least(ONE, toFraction(value));
    const known = errorOf ? { approximate: toNumber(fraction) * errorOf(roundings) } : {};
    return { ...exactShare(fraction), ...known };
  };
  const worst = swept.roundings.reduce((a, b) => Math.max(a, b), 0) + 2 * above.nodes.length;
  const owners: OwnerShare[] = [];
  for (const party of partiesOf(above)) {
    const at = above.local.get(party);
    // A joint holder is met on the way of others too: its share is measured as that of a set.
    if (at === undefined || above.joint.has(party)) {
      owners.push({ party, share: ends(above, [party]), series: null });
      continue;
    }
    const visits = swept.visits[at];
    const gross = visits === null || visits === undefined ? null : toFraction(visits as T);
    owners.push({
      party,
      share: share(swept.hit[at] as T, swept.roundings[at]! + 2),
      series: gross && at === above.root ? complementOf(gross) : gross,
    });
  }
  return {
    cone: above,
    owners: owners.filter(({ party, share }) => party !== above.subject || !isZero(share.max)),
    undisclosed: share(swept.undisclosed, worst),
    ownerless: share(swept.ownerless, worst),
    rings: ringsOf(above),
  };
}

/** V(j, j) counts the start; the series does not. */
const complementOf = (visits: Fraction): Fraction => ({ n: visits.n - visits.d, d: visits.d });

/** Strong components of the cone with a way back to themselves, as entity indices in the order of ids. */
export function ringsOf(above: Cone): number[][] {
  const rings: number[][] = [];
  for (let c = 0; c < above.condensation.count; c += 1) {
    const own = members(above, c);
    if (own.length > 1 || above.targets[own[0]!]!.includes(own[0]!)) {
      rings.push(Array.from(own, (x) => above.nodes[x]!));
    }
  }
  const { rank } = above.walk.r;
  return rings.sort((a, b) => rank[a[0]!]! - rank[b[0]!]!);
}

/** Bounds of what nobody named owns: the remainder as a holder of its own, and what reaches no end at all. */
function unowned(above: Cone): { undisclosed: ShareEnds; ownerless: ShareEnds } {
  const seeds = undisclosedSeeds(above);
  const leaving = [...seeds];
  above.rows.forEach(({ arcs }, row) => {
    arcs.forEach((_, arc) => {
      if (above.rows[above.targets[row]![arc]!]!.arcs.length === 0) leaving.push({ row, arc });
    });
  });
  return {
    undisclosed: hitEnds(above, seeds, () => false),
    ownerless: complementEnds(hitEnds(above, leaving, () => false)),
  };
}
