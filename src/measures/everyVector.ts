import type { ShareRange } from "../model/share.js";
import { isInUnits, isWholeIn } from "../register/stakeTable.js";
import { ROUNDOFF } from "./arithmetic.js";
import { OwnerVectors } from "./ownerVectors.js";
import type { PairColumns } from "./pairColumns.js";
import { aboveAsked, rangedBelow, spreadDown } from "./spread.js";
import { scratchFor, type VectorLimits, type VectorOptions } from "./vectorGround.js";
import { type OwnersFirst, ROW, type WholeWalk } from "./wholeWalk.js";

/** Mass in rows of whole numbers of such parts is none, or far more than what doubles take for none (NO_MASS). */
const PARTS = 1e11;
/** Longer rows add up too many roundings for that. */
const LONGEST = 2048;

/** Ends are one number only within this part of it: the error of a share is absolute, and larger than the smallest shares. */
const SAME = 1e-9;
/** Numbers kept of what is above companies that were asked for, before all are dropped. */
const KEPT = 1 << 22;

export interface EveryVectorOptions {
  /** Who will be asked about; anybody, one after the other, where it is absent. */
  readonly asked?: ((subject: number) => boolean) | undefined;
  /** Other limits on how vectors are kept than the usual ones: for tests. */
  readonly limits?: VectorLimits | undefined;
}

/**
 * Everyone above a company, with the shares that vectors of the whole register give them. Whether somebody certainly has
 * something does not hang on the size of a share: sums and products of what is not 0 are not 0, and a row forces mass on nobody
 * or far more than doubles take for none.
 */
export class EveryVector {
  readonly #walk: WholeWalk;
  readonly #most: OwnerVectors;
  readonly #least: OwnerVectors;
  readonly #ranged: Uint8Array | null;
  readonly #onDemand: boolean;
  /** 1 for companies with rows above them that are too fine for doubles. */
  readonly #fine: Uint8Array;
  /** 1 for members of rings that nobody outside holds, as far as rings were passed. */
  readonly #closed: Uint8Array;
  #ringsSeen = 0;
  readonly #mark: Int32Array;
  #turn = 0;

  /**
   * Passes over what is above the companies asked about: time and memory as for `ownersOfAll`. Where nobody is named, large rings are passed, and
   * then what is above a company when it is asked for.
   */
  constructor(walk: WholeWalk, order: OwnersFirst, { asked, limits }: EveryVectorOptions = {}) {
    this.#walk = walk;
    const covered = asked ? { needed: aboveAsked(walk, asked) } : { needed: null, onDemand: true };
    this.#onDemand = !asked;
    const shared = {
      // 2 is above every share: nobody is looked for, everybody can be asked for.
      ...{ wanted: new Uint8Array(walk.count).fill(1), floor: 2, returns: true, limits },
      ...{ ...covered, scratch: scratchFor(walk, order) },
    } satisfies Omit<VectorOptions, "sense">;
    this.#most = new OwnerVectors(walk, order, { ...shared, sense: "most" });
    this.#ranged = walk.peculiar ? rangedBelow(walk, order) : null;
    this.#least = this.#ranged ? new OwnerVectors(walk, order, { ...shared, sense: "least" }) : this.#most;
    this.#fine = this.#fineBelow(order);
    this.#closed = new Uint8Array(walk.count);
    this.#mark = new Int32Array(walk.count);
  }

  /** How far the shares in a company may be off. */
  error(subject: number): number {
    return (this.#most.roundings(subject) + this.#least.roundings(subject)) * ROUNDOFF;
  }

  /** Adds everyone who may have something of a company, ascending; false, and some may have been added, where they cannot be told here. */
  owners(subject: number, into: PairColumns): boolean {
    if (this.#fine[subject]) return false;
    if (this.#onDemand) this.#need(subject);
    const above = this.#above(subject);
    if (this.#isClosed(subject, above)) return false;
    const error = this.error(subject);
    for (const owner of above) {
      const high = this.#most.measured(owner, subject);
      const low = this.#ranged?.[subject] ? this.#least.measured(owner, subject) : high;
      if (high.loose || low.loose) return false;
      const max = Math.min(1, Math.max(high.share, low.share));
      // The two passes round differently: where nothing is open, both ends are one number. A range of the smallest shares stays one.
      const same = max - low.share <= Math.min(error, SAME * max);
      const min = same ? max : Math.min(max, low.share);
      into.add(subject, owner, min, max, min > 0 || low === high ? "certain" : "possible");
    }
    return true;
  }

  #need(subject: number): void {
    const all = new Set([this.#most, this.#least]);
    for (const vectors of all) {
      if (vectors.kept > KEPT) {
        vectors.forget();
        this.#ringsSeen = 0;
      }
      vectors.need(subject);
    }
  }

  /** Whether the walk may come to a ring that nobody outside holds. */
  #isClosed(subject: number, above: Int32Array): boolean {
    const { closedRings } = this.#most;
    for (; this.#ringsSeen < closedRings.length; this.#ringsSeen += 1)
      for (const member of closedRings[this.#ringsSeen]!) this.#closed[member] = 1;
    return this.#closed[subject] === 1 || above.some((party) => this.#closed[party] === 1);
  }

  /** Everyone met on some way up, with the company itself where a ring leads back to it. */
  #above(subject: number): Int32Array {
    const { start, end, next, max, also } = this.#walk;
    const mark = this.#mark;
    this.#turn += 1;
    const turn = this.#turn;
    const found: number[] = [];
    const meet = (party: number): void => {
      if (mark[party] === turn) return;
      mark[party] = turn;
      found.push(party);
    };
    for (let at = -1; at < found.length; at += 1) {
      const company = at < 0 ? subject : found[at]!;
      for (let arc = start[company]!; arc < end[company]!; arc += 1) {
        if (max[arc] === 0) continue;
        meet(next[arc]!);
        if (also.size > 0) for (const other of also.get(arc) ?? []) meet(other);
      }
    }
    return Int32Array.from(found).sort();
  }

  #fineBelow(order: OwnersFirst): Uint8Array {
    const walk = this.#walk;
    const fine = new Uint8Array(walk.count);
    for (let company = 0; company < walk.count; company += 1)
      if ((walk.row[company]! & ROW.range) !== 0 && isFine(walk, company)) fine[company] = 1;
    for (let c = 0; c < order.components; c += 1) spreadDown(fine, { walk, order }, c);
    return fine;
  }
}

/**
 * Whether doubles cannot tell what a row with ranges surely gives from nothing: its figures are too fine or too many, or an open end
 * decides where a share may be nothing.
 */
function isFine({ whole, interest, row, start, end }: WholeWalk, company: number): boolean {
  const [from, to] = [start[company]!, end[company]!];
  if (to - from > LONGEST || (row[company]! & ROW.moved) !== 0) return true;
  const table = whole.columns.stakes[interest];
  const rest = table.undisclosed(company);
  let mayBeNone = false;
  let isOpen = rest !== null && hasOpenEnd(rest);
  for (let stake = table.start[company]!; stake < table.start[company + 1]!; stake += 1) {
    if (!isInUnits(table, stake, PARTS)) return true;
    mayBeNone ||= table.min[stake] === 0 && table.max[stake] !== 0;
    isOpen ||= hasOpenEnd(table.share(stake));
  }
  if (mayBeNone && isOpen) return true;
  return rest !== null && !(isWholeIn(rest.min, PARTS) && isWholeIn(rest.max, PARTS));
}

const hasOpenEnd = ({ minExclusive, maxExclusive }: ShareRange): boolean => minExclusive || maxExclusive;
