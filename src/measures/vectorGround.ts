import type { Sense } from "./extremes.js";
import type { RangedRows } from "./rangedRows.js";
import type { OwnersFirst, WholeWalk } from "./wholeWalk.js";

/** How vectors are kept: what is copied, what is referred to. Changes the time, never a result. */
export interface VectorLimits {
  /** Vectors longer than this, or with more references, are never copied downwards, only referred to. */
  readonly copied: number;
  readonly references: number;
  /** Rings up to this size hand whole vectors on, if those are short; larger ones are solved party by party. */
  readonly ring: number;
  /** Where no more companies than this stand below one that an update changed, all of them are looked at. */
  readonly below: number;
}

export const LIMITS: VectorLimits = { copied: 32, references: 8, ring: 64, below: 64 };
export interface VectorOptions {
  /** Least or greatest share over all completions. */
  readonly sense: Sense;
  /** Parties whose shares are asked for. */
  readonly wanted: Uint8Array;
  /** Shares below this are of no interest as results; a little below the threshold. 2 where nobody is looked for. */
  readonly floor: number;
  /** Whether a company that a ring leads back to is a result of its own. */
  readonly returns: boolean;
  readonly limits?: VectorLimits | undefined;
  /** Companies that anything is asked about, with everything above them; null for all. */
  readonly needed: Uint8Array | null;
  /** Only large rings with what is above them are passed at first; then what is above companies that are needed (OwnerVectors.need). */
  readonly onDemand?: boolean | undefined;
  /** Room is left for rows of later registers; see OwnerVectors.renew. */
  readonly renewable?: boolean | undefined;
  /** What passes over the same walk use in turn. */
  readonly scratch: Scratch;
}

/** Sums by party and by place, and marks: wiped by whoever used them. */
export interface Scratch {
  readonly sum: Float64Array;
  readonly sumOfReference: Float64Array;
  readonly touched: Int32Array;
  /** Where rows have ranges: the arc on which a party was first met, from 1. */
  readonly firstArc: Int32Array;
  /** The turn in which a party was last seen to; a company that is passed again gets a new one. */
  readonly mark: Int32Array;
  turn: number;
}

export const scratchFor = ({ count, peculiar }: WholeWalk, { order }: OwnersFirst): Scratch => ({
  sum: new Float64Array(count),
  sumOfReference: new Float64Array(order.length),
  touched: new Int32Array(count),
  firstArc: new Int32Array(peculiar ? count : 0),
  mark: new Int32Array(count),
  turn: 0,
});

/** So many turns are taken before marks are wiped; one question may still take as many as there are companies. */
const LAST_TURN = 2 ** 30;

/** Starts counting turns again, between questions, before their numbers come to an end. */
export function rewindTurns(scratch: Scratch): void {
  if (scratch.turn < LAST_TURN) return;
  scratch.mark.fill(0);
  scratch.turn = 0;
}

/** What vectors are of. A renewal puts what a later register has in its place. */
export interface VectorGround {
  walk: WholeWalk;
  order: OwnersFirst;
  options: VectorOptions;
  rows: RangedRows;
  readonly limits: VectorLimits;
}
