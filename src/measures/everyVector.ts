import type { ShareRange } from "../model/share.js";
import { isInUnits, isWholeIn } from "../register/stakeTable.js";
import { ROUNDOFF } from "./arithmetic.js";
import { aboveAsked, rangedBelow, spreadRange } from "./ownersOfAll.js";
import { OwnerVectors } from "./ownerVectors.js";
import type { PairColumns } from "./pairColumns.js";
import { scratchFor, type VectorLimits, type VectorOptions } from "./vectorGround.js";
import { type OwnersFirst, ROW, type WholeWalk } from "./wholeWalk.js";

/** Mass in rows of whole numbers of such parts is none, or far more than what doubles take for none (NO_MASS). */
const PARTS = 1e11;
/** Longer rows add up too many roundings for that. */
const LONGEST = 2048;

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
  /** 1 for companies that only the code for one subject measures. */
  readonly #apart: Uint8Array;
  readonly #mark: Int32Array;
  #turn = 0;

  /** Passes over what is above the companies asked about: time and memory as for `ownersOfAll`. */
  constructor(
    walk: WholeWalk,
    order: OwnersFirst,
    {
      asked,
      limits,
    }: { readonly asked: (subject: number) => boolean; readonly limits: VectorLimits | undefined },
  ) {
    this.#walk = walk;
    const shared = {
      // 2 is above every share: nobody is looked for, everybody can be asked for.
      ...{ wanted: new Uint8Array(walk.count).fill(1), floor: 2, returns: true, limits },
      ...{ needed: aboveAsked(walk, asked), scratch: scratchFor(walk, order) },
    } satisfies Omit<VectorOptions, "sense">;
    this.#most = new OwnerVectors(walk, order, { ...shared, sense: "most" });
    this.#ranged = walk.peculiar ? rangedBelow(walk, order) : null;
    this.#least = this.#ranged ? new OwnerVectors(walk, order, { ...shared, sense: "least" }) : this.#most;
    this.#apart = this.#fineBelow(order);
    this.#mark = new Int32Array(walk.count);
  }

  /** How far the shares in a company may be off. */
  error(subject: number): number {
    return (this.#most.roundings(subject) + this.#least.roundings(subject)) * ROUNDOFF;
  }

  /** Adds everyone who may have something of a company, ascending; false, and some may have been added, where they cannot be told here. */
  owners(subject: number, into: PairColumns): boolean {
    if (this.#apart[subject]) return false;
    const error = this.error(subject);
    for (const owner of this.#above(subject)) {
      const high = this.#most.measured(owner, subject);
      const low = this.#ranged?.[subject] ? this.#least.measured(owner, subject) : high;
      if (high.loose || low.loose) return false;
      const max = Math.min(1, Math.max(high.share, low.share));
      // The two passes round differently: where nothing is open, both ends are one number.
      const min = max - low.share <= error && low.share > 0 ? max : Math.min(max, low.share);
      into.add(subject, owner, min, max, min > 0 || low === high ? "certain" : "possible");
    }
    return true;
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
    const apart = new Uint8Array(walk.count);
    for (const members of this.#most.closedRings) for (const member of members) apart[member] = 1;
    for (let company = 0; company < walk.count; company += 1)
      if ((walk.row[company]! & ROW.range) !== 0 && isFine(walk, company)) apart[company] = 1;
    for (let c = 0; c < order.components; c += 1) spreadRange(apart, { walk, order }, c);
    return apart;
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
