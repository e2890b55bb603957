import type { Interest } from "../model/dataset.js";
import { add, equals, type Fraction, multiply, ONE, toNumber, ZERO } from "../model/fraction.js";
import { exactShare, isExact, meets, type ShareTest, threshold, type Verdict } from "../model/share.js";
import type { BulkRegister } from "../register/bulkRegister.js";
import type { Register } from "../register/register.js";
import { type Whole, wholeOf } from "../register/registerOver.js";
import { stakesIn } from "../register/stakeTable.js";
import { ROUNDOFF } from "./arithmetic.js";
import { isTerminal, type TerminalPolicy } from "./coverage.js";
import { type LookThrough, lookThrough } from "./lookThrough.js";
import { OwnerVectors } from "./ownerVectors.js";
import { type Known, PAIRS_TOGETHER, PairColumns } from "./pairColumns.js";
import { aboveAsked, rangedBelow } from "./spread.js";
import { ENDS, terminalFlags } from "./terminalFlags.js";
import { scratchFor, type VectorLimits, type VectorOptions } from "./vectorGround.js";
import { type OwnersFirst, ownersFirst, ROW, type WholeWalk, wholeWalk } from "./wholeWalk.js";

/** A company and somebody behind it, by number; least and greatest look-through share as doubles. */
export interface OwnerPair {
  readonly subject: number;
  readonly owner: number;
  readonly min: number;
  readonly max: number;
  readonly verdict: Known;
}

export interface OwnersOfAllOptions {
  /** "At least" or "more than" a share. */
  readonly test: ShareTest;
  readonly interest?: Interest | undefined;
  /** Only owners at which a look-through ends, by this policy; everyone where it is absent. */
  readonly terminals?: TerminalPolicy | undefined;
  /** Whether a subject is asked about; all by default. */
  readonly asked?: ((subject: number) => boolean) | undefined;
  /** Other limits on how vectors are kept than the usual ones: for tests. */
  readonly limits?: VectorLimits | undefined;
  /** Told about rings that nobody outside holds, as entity numbers. */
  readonly onClosedRing?: ((members: Int32Array) => void) | undefined;
}

/** Parties this much below the threshold are still looked at: far more than any error of a sum of doubles. */
export const SLACK = 1e-6;

/** What a comparison in fractions may look at before it is left to the measure of one subject. */
const EXACT_DEPTH = 64;
const EXACT_STEPS = 256;

/** Verdicts in fractions that are remembered. */
const KEPT_VERDICTS = 1 << 17;

/** Below this threshold pruning gains nothing over {@link everyOwnerOfAll}, and its slack would be too wide. */
export const LEAST_PRUNED = 1e-3;

/** Pairs of {@link ownerColumnsOfAll}, one by one. */
export function* ownersOfAll(whole: Whole, options: OwnersOfAllOptions): Generator<OwnerPair> {
  for (const columns of ownerColumnsOfAll(whole, options)) {
    for (let row = 0; row < columns.count; row += 1) yield ownerPair(columns, row);
  }
}

/**
 * Everyone who reaches a threshold in each company, in the order of the entities table (subject, then owner), some
 * companies at a time: the columns are used again for the next ones. One pass over the register owners first, pruned by the
 * maximum principle; verdicts are exact: what doubles with their proven error cannot tell is measured again in fractions.
 * See docs/method/whole-register.md.
 */
export function* ownerColumnsOfAll(whole: Whole, options: OwnersOfAllOptions): Generator<PairColumns> {
  const walk = wholeWalk(whole, options.interest ?? "equity");
  const asked = options.asked ?? (() => true);
  const needed = options.asked ? aboveAsked(walk, asked) : null;
  const { most, ranged, shared, fill } = prepare(walk, options, { needed });
  for (const ring of most.closedRings) options.onClosedRing?.(ring);
  const isOpen = (subject: number): boolean => ranged![subject] === 1 && most.isLive(subject);
  const least = ranged ? leastOf(walk, shared, { needed: aboveAsked(walk, isOpen) }) : most;
  const columns = new PairColumns();
  for (let subject = 0; subject < walk.count; subject += 1) {
    if (asked(subject)) fill(subject, least, columns);
    if (columns.count < PAIRS_TOGETHER) continue;
    yield columns;
    columns.count = 0;
  }
  yield columns;
}

export interface UltimateOwnersOptions extends Omit<OwnersOfAllOptions, "asked" | "onClosedRing"> {
  /** Numbers that may be kept of companies measured for earlier questions (some ten bytes each); 2^22 by default. */
  readonly kept?: number | undefined;
}

/** An open register, ready for the ultimate owners of one subject after the other. */
export interface UltimateOwners {
  /**
   * Everyone who reaches the threshold in a company, by number, in the order of the entities table: the rows of
   * {@link ownersOfAll} for it, number by number. Only companies above it are looked at, each once while it is kept.
   */
  of(subject: number): readonly OwnerPair[];
  /** Drops what is kept of earlier questions; answers do not change. */
  forget(): void;
}

const KEPT = 1 << 22;

/**
 * Prepares a register for questions about one subject, in O(stakes): the order of its companies, and the rows of those that
 * no company with holders holds. Each answer is then made of the passes of {@link ownersOfAll} over the companies above the
 * subject. What they leave behind is kept for later questions up to a bound, then forgotten; one question alone needs at most
 * what the whole register needs. Throws a RangeError for a threshold below {@link LEAST_PRUNED}.
 */
export function ultimateOwners(
  source: Register | BulkRegister,
  { kept = KEPT, ...options }: UltimateOwnersOptions,
): UltimateOwners {
  if (toNumber(threshold(options.test)) < LEAST_PRUNED)
    throw new RangeError(`a threshold of at least ${LEAST_PRUNED} is needed to leave anybody out`);
  const walk = wholeWalk(wholeOf(source), options.interest ?? "equity");
  const onDemand = { needed: null, onDemand: true };
  const { most, ranged, shared, fill } = prepare(walk, options, onDemand);
  const pairsOf = asPairs(fill);
  const least = ranged ? leastOf(walk, shared, onDemand) : most;
  const forget = (): void => {
    most.forget();
    if (least !== most) least.forget();
  };
  return {
    of(subject) {
      if (most.kept + (least === most ? 0 : least.kept) > kept) forget();
      most.need(subject);
      if (ranged?.[subject] && most.isLive(subject)) least.need(subject);
      return pairsOf(subject, least);
    },
    forget,
  };
}

/** Which companies a pass covers. */
type Covered = Pick<VectorOptions, "needed" | "onDemand">;
type Shared = Pick<VectorOptions, "wanted" | "returns" | "limits" | "scratch"> & {
  readonly order: OwnersFirst;
};

/** The pass for the greatest shares, and what makes pairs of it and of the pass for the least. */
function prepare(walk: WholeWalk, options: OwnersOfAllOptions, covered: Covered) {
  const order = ownersFirst(walk, options.limits?.copied);
  const flags = options.terminals ? terminalFlags(walk.whole, options.terminals) : null;
  const wanted = flags ?? new Uint8Array(walk.count).fill(1);
  const scratch = scratchFor(walk, order);
  const shared: Shared = { order, wanted, scratch, returns: flags === null, limits: options.limits };
  const floor = toNumber(threshold(options.test)) - SLACK;
  const most = new OwnerVectors(walk, order, { ...shared, ...covered, sense: "most", floor });
  const ranged = walk.peculiar ? rangedBelow(walk, order) : null;
  return { most, ranged, shared, fill: pairsIn({ walk, order, most, ranged, flags }, options) };
}

/** A register that was passed for the greatest shares. */
export interface Passed {
  readonly walk: WholeWalk;
  readonly order: OwnersFirst;
  readonly most: OwnerVectors;
  /** 1 for companies with a range in their own row or above; null where there is none. */
  readonly ranged: Uint8Array | null;
  /** See `terminalFlags`; null where everyone is looked for. */
  readonly flags: Uint8Array | null;
  /** Whether all of a subject's pairs follow from shares in doubles: 1 for yes, 2 for no; 0 until they are made. */
  readonly delicate?: Uint8Array | undefined;
}

/** Adds the pairs of one subject to columns, out of the shares of a pass; the least ones come from a pass of their own. */
export type PairsOf = (subject: number, leastShares: OwnerVectors, into: PairColumns) => void;

export function pairsIn(
  { walk, order, most, ranged, flags, delicate }: Passed,
  options: Pick<OwnersOfAllOptions, "test" | "terminals">,
): PairsOf {
  const judge = new Judge(walk, order, most, options.test);
  // Where the public is nowhere, nobody need be looked up again.
  const hasPublic = flags?.includes(ENDS.dispersed) ?? false;
  const fill: PairsOf = (subject, leastShares, into) => {
    const { count, party, share } = most.liveOf(subject);
    if (count === 0) return;
    const least = ranged?.[subject] ? leastShares : null;
    const roundings = most.roundings(subject);
    for (let k = 0; k < count; k += 1) {
      const owner = party[k]!;
      const before = into.count;
      if (least) rangedPair(judge, { most, least, subject, owner, share: share[k]! }, into);
      else exactPair(judge, { subject, owner, share: share[k]!, roundings }, into);
      if (!hasPublic || flags![owner] !== ENDS.dispersed || into.count === before) continue;
      if (!judge.isPublicEnd(owner, subject, options.terminals!)) into.count = before;
    }
  };
  if (delicate === undefined) return fill;
  return (subject, leastShares, into) => {
    const before = judge.exactQuestions;
    fill(subject, leastShares, into);
    delicate[subject] = judge.exactQuestions === before ? 1 : 2;
  };
}

/** The pairs of one subject as objects. */
export function asPairs(fill: PairsOf): (subject: number, leastShares: OwnerVectors) => readonly OwnerPair[] {
  const columns = new PairColumns(16);
  return (subject, leastShares) => {
    columns.count = 0;
    fill(subject, leastShares, columns);
    return columns.count === 0
      ? NOBODY
      : Array.from({ length: columns.count }, (_, row) => ownerPair(columns, row));
  };
}

/** 2 is above every share: this pass looks for nobody, it only answers for those that the first one found. */
const leastOf = (walk: WholeWalk, { order, ...shared }: Shared, covered: Covered): OwnerVectors =>
  new OwnerVectors(walk, order, { ...shared, ...covered, sense: "least", floor: 2 });

const NOBODY: readonly OwnerPair[] = [];

/** One row of the columns. */
export const ownerPair = ({ first, second, min, max, verdict }: PairColumns, row: number): OwnerPair => ({
  subject: first[row]!,
  owner: second[row]!,
  min: min[row]!,
  max: max[row]!,
  verdict: verdict[row]!,
});

interface Found {
  readonly subject: number;
  readonly owner: number;
  /** As the pass for the greatest shares has it. */
  readonly share: number;
}

function exactPair(
  judge: Judge,
  { subject, owner, share, roundings }: Found & { readonly roundings: number },
  into: PairColumns,
): void {
  const verdict = judge.side(share, roundings) ?? judge.exactly(owner, subject);
  const one = Math.min(1, share);
  if (verdict !== "excluded") into.add(subject, owner, one, one, verdict);
}

interface Question extends Found {
  readonly most: OwnerVectors;
  readonly least: OwnerVectors;
}

function rangedPair(judge: Judge, { most, least, subject, owner, share }: Question, into: PairColumns): void {
  const low = least.measured(owner, subject);
  if (low.loose || (most.mayBeLoose(subject) && most.measured(owner, subject).loose)) {
    const pair = judge.measuredApart(owner, subject);
    if (pair) into.add(subject, owner, pair.min, pair.max, pair.verdict);
    return;
  }
  const [above, below] = [most.roundings(subject), least.roundings(subject)];
  const [upper, lower] = [judge.side(share, above), judge.side(low.share, below)];
  if (upper === "excluded") return;
  const max = Math.min(1, share);
  // The two passes round differently: where nothing is open, both ends are one number.
  const min = max - low.share <= (above + below) * ROUNDOFF ? max : Math.min(max, low.share);
  const settled = upper === null || lower === null ? null : lower === "certain" ? "certain" : "possible";
  const verdict = settled ?? judge.exactly(owner, subject);
  if (verdict !== "excluded") into.add(subject, owner, min, max, verdict);
}

/** Decides comparisons: by doubles where their error allows, else in fractions, each question once. */
class Judge {
  readonly #walk: WholeWalk;
  readonly #order: OwnersFirst;
  readonly #test: ShareTest;
  readonly #limit: number;
  readonly #vectors: OwnerVectors;
  readonly #known = new Map<number, Verdict>();
  #aliases: Map<number, number> | null = null;
  #measure: LookThrough | null = null;
  /** How often something else was asked than doubles with their error. */
  exactQuestions = 0;

  constructor(walk: WholeWalk, order: OwnersFirst, vectors: OwnerVectors, test: ShareTest) {
    this.#walk = walk;
    this.#vectors = vectors;
    this.#order = order;
    // The text of a test is read once, not at each comparison.
    const value = threshold(test);
    this.#test = "atLeast" in test ? { atLeast: value } : { moreThan: value };
    this.#limit = toNumber(threshold(test));
  }

  /** On which side of the threshold a double lies for certain; null where its error leaves that open. */
  side(value: number, roundings: number): "certain" | "excluded" | null {
    const margin = (roundings + 4) * ROUNDOFF * 1.001;
    if (value - this.#limit > margin) return "certain";
    return this.#limit - value > margin ? "excluded" : null;
  }

  exactly(owner: number, company: number): Verdict {
    this.exactQuestions += 1;
    if (this.#order.place[company]! < 0 && this.#walk.row[company] === ROW.exact)
      return this.#held(owner, company);
    // Wholly-owned subsidiaries have the owners of their parent: a chain of them asks one question, not one each.
    const subject = this.#alias(company);
    if (owner !== company && this.#alias(owner) === subject) return meets(exactShare(ONE), this.#test);
    const key = subject * this.#walk.count + owner;
    const known = this.#known.get(key);
    if (known) return known;
    const share = this.#byFractions(owner, subject);
    const verdict = share
      ? meets(exactShare(share), this.#test)
      : this.#apart().verdict({ of: [owner], in: subject }, this.#test);
    if (this.#known.size >= KEPT_VERDICTS) this.#known.clear();
    this.#known.set(key, verdict);
    return verdict;
  }

  /** Where nobody holds the holders, a stake is the whole share. */
  #held(owner: number, company: number): Verdict {
    const { start, next, whole, interest } = this.#walk;
    const { table, from } = stakesIn(whole.columns.stakes[interest], company);
    let arc = start[company]!;
    while (next[arc] !== owner) arc += 1;
    return meets(table.share(from + arc - start[company]!), this.#test);
  }

  /** A pair of which the passes only know a bound, measured by itself. */
  measuredApart(owner: number, subject: number): OwnerPair | null {
    this.exactQuestions += 1;
    const ends = this.#apart().ends({ of: [owner], in: subject });
    const verdict = this.#apart().verdict({ of: [owner], in: subject }, this.#test, ends);
    if (verdict === "excluded") return null;
    return { subject, owner, min: toNumber(ends.min), max: toNumber(ends.max), verdict };
  }

  /** The public is an end only directly in the subject or in a listed company on the way. */
  isPublicEnd(owner: number, subject: number, policy: TerminalPolicy): boolean {
    this.exactQuestions += 1;
    const above = this.#apart().cone(subject);
    const r = this.#walk.whole.ordinary();
    const here = (company: number): boolean =>
      above.local.has(company) && isTerminal(r, policy, owner, { subject, company });
    return above.walk.below(owner).some(here);
  }

  #apart(): LookThrough {
    this.#measure ??= lookThrough(this.#walk.whole.ordinary(), { interest: this.#walk.interest });
    return this.#measure;
  }

  /**
   * The share as a fraction, along the few arcs on which the doubles say that there is anything (a sum of products of
   * numbers > 0 is never rounded to 0 at the sizes of shares). Null where a ring, a range or a long way is met.
   */
  #byFractions(owner: number, subject: number): Fraction | null {
    const { start, end, next, row, whole, interest } = this.#walk;
    const stakes = whole.columns.stakes[interest];
    let steps = 0;
    const shareIn = (company: number, depth: number): Fraction | null => {
      const at = this.#order.place[company]!;
      const inRing = at >= 0 && this.#order.ring[this.#order.component[at]!] === 1;
      if (depth > EXACT_DEPTH || row[company] !== ROW.exact || inRing) return null;
      let total = ZERO;
      const { table, from } = stakesIn(stakes, company);
      for (let arc = start[company]!; arc < end[company]!; arc += 1) {
        const holder = next[arc]!;
        if (holder !== owner && this.#vectors.valueAt(owner, holder) === 0) continue;
        steps += 1;
        if (steps > EXACT_STEPS) return null;
        const { min } = table.share(from + arc - start[company]!);
        const worth = holder === owner ? ONE : shareIn(holder, depth + 1);
        if (worth === null) return null;
        total = add(total, multiply(min, worth));
      }
      return total;
    };
    return shareIn(subject, 0);
  }

  /** The topmost parent of a company that is wholly owned step by step; the company itself where it is not. */
  #alias(company: number): number {
    this.#aliases ??= new Map();
    const passed: number[] = [];
    let top = company;
    for (let parent = this.#wholeOwner(top); parent !== null; parent = this.#wholeOwner(top)) {
      passed.push(top);
      top = this.#aliases.get(parent) ?? parent;
    }
    for (const own of passed) this.#aliases.set(own, top);
    return top;
  }

  /** The company of holders of its own that has all of one; null where there is none. */
  #wholeOwner(company: number): number | null {
    const { start, end, next, min, row, whole, interest } = this.#walk;
    const { place, component, ring } = this.#order;
    const [at, arc] = [place[company]!, start[company]!];
    if (at < 0 || ring[component[at]!] || row[company] !== ROW.exact) return null;
    if (end[company]! - arc !== 1 || min[arc] !== 1) return null;
    const { table, from } = stakesIn(whole.columns.stakes[interest], company);
    const share = table.share(from);
    return isExact(share) && equals(share.min, ONE) ? next[arc]! : null;
  }
}
