import type { RingBlock } from "./ringBlock.js";

/** Up to this length a vector is searched from end to end. */
const SCANNED = 32;

/** How the vector of a company is kept. */
export const KIND = {
  /** Referred to, never copied. */
  big: 1,
  /** Its entries are whole shares: references add nothing to a party that has one. */
  final: 2,
  /** A row with ranges that refers to several: valued as a whole; only bounded where that takes too many references. */
  loose: 4,
  /** Entries themselves are only bounds. */
  unsure: 8,
  /** A member of a ring that is solved party by party. */
  ring: 16,
  /** The share of one of its results may be only a bound. */
  looseResult: 32,
} as const;

/** The results of a company. */
export interface Live {
  readonly liveParty: Int32Array;
  readonly liveShare: Float64Array;
}

/**
 * Vectors as columns. By place in the order of companies: `kind`, the entries `offset` … `offset + length − 1` of `party` and `share`, the references
 * `references` … `references + referenceCount − 1` of `target` (a place) and `weight`, the results `liveOffset` … `liveOffset + liveCount − 1` of `liveParty` and
 * `liveShare`, the largest share that anybody has at most, and the error of all shares. Entries are only ever added: whoever kept a view of some still has it.
 */
export class VectorColumns {
  /** Bits of {@link KIND}. */
  kind: Uint8Array;
  offset: Int32Array;
  length: Int32Array;
  references: Int32Array;
  referenceCount: Int32Array;
  bound: Float64Array;
  /** Error of the shares in a company, in units of 2^−53 of the whole. */
  roundings: Float64Array;
  liveOffset: Int32Array;
  liveCount: Int32Array;
  party: Int32Array;
  share: Float64Array;
  used = 0;
  target = new Int32Array(1 << 12);
  weight = new Float64Array(1 << 12);
  referencesUsed = 0;
  liveParty = new Int32Array(1 << 12);
  liveShare = new Float64Array(1 << 12);
  liveUsed = 0;
  /** Rings that are solved party by party, by the place of each member. */
  readonly block = new Map<number, RingBlock>();

  constructor(places: number, entries: number) {
    this.kind = new Uint8Array(places);
    this.offset = new Int32Array(places);
    this.length = new Int32Array(places);
    this.references = new Int32Array(places);
    this.referenceCount = new Int32Array(places);
    this.bound = new Float64Array(places);
    this.roundings = new Float64Array(places);
    this.liveOffset = new Int32Array(places);
    this.liveCount = new Int32Array(places);
    this.party = new Int32Array(entries);
    this.share = new Float64Array(entries);
  }

  /** Makes room for so many places, with some to spare where there is none yet. */
  roomForPlaces(places: number): void {
    if (places <= this.kind.length) return;
    const room = Math.ceil(1.2 * places);
    this.kind = grown(this.kind, new Uint8Array(room));
    this.offset = grown(this.offset, new Int32Array(room));
    this.length = grown(this.length, new Int32Array(room));
    this.references = grown(this.references, new Int32Array(room));
    this.referenceCount = grown(this.referenceCount, new Int32Array(room));
    this.bound = grown(this.bound, new Float64Array(room));
    this.roundings = grown(this.roundings, new Float64Array(room));
    this.liveOffset = grown(this.liveOffset, new Int32Array(room));
    this.liveCount = grown(this.liveCount, new Int32Array(room));
  }

  roomForEntries(count: number): void {
    if (this.used + count <= this.party.length) return;
    const size = Math.ceil(1.5 * this.party.length) + count;
    this.party = grown(this.party, new Int32Array(size));
    this.share = grown(this.share, new Float64Array(size));
  }

  roomForReferences(count: number): void {
    if (this.referencesUsed + count <= this.target.length) return;
    const size = 2 * this.target.length + count;
    this.target = grown(this.target, new Int32Array(size));
    this.weight = grown(this.weight, new Float64Array(size));
  }

  /** Begins the results of a place; {@link enter} adds to them. */
  beginLive(at: number): void {
    this.liveOffset[at] = this.liveUsed;
    this.liveCount[at] = 0;
  }

  /** Adds a result to the place that was begun last. */
  enter(at: number, party: number, share: number): void {
    if (this.liveUsed === this.liveParty.length) {
      this.liveParty = grown(this.liveParty, new Int32Array(2 * this.liveUsed));
      this.liveShare = grown(this.liveShare, new Float64Array(2 * this.liveUsed));
    }
    this.liveParty[this.liveUsed] = party;
    this.liveShare[this.liveUsed] = share;
    this.liveUsed += 1;
    this.liveCount[at]! += 1;
  }

  /** A place is then as if nobody had been passed there. */
  clear(at: number): void {
    if (this.kind[at]! & KIND.ring) this.block.delete(at);
    this.kind[at] = 0;
    this.length[at] = 0;
    this.referenceCount[at] = 0;
    this.bound[at] = 0;
    this.liveCount[at] = 0;
  }

  /** Takes what is kept at one place to another. */
  move(from: number, at: number): void {
    this.kind[at] = this.kind[from]!;
    this.offset[at] = this.offset[from]!;
    this.length[at] = this.length[from]!;
    this.references[at] = this.references[from]!;
    this.referenceCount[at] = this.referenceCount[from]!;
    this.bound[at] = this.bound[from]!;
    this.roundings[at] = this.roundings[from]!;
    this.liveOffset[at] = this.liveOffset[from]!;
    this.liveCount[at] = this.liveCount[from]!;
    const block = this.block.get(from);
    if (!block) return;
    this.block.delete(from);
    this.block.set(at, block);
  }

  /** The largest share among the entries at a place. */
  mostAt(at: number): number {
    const from = this.offset[at]!;
    let most = 0;
    for (let k = from; k < from + this.length[at]!; k += 1) most = Math.max(most, this.share[k]!);
    return most;
  }

  /** What the references of a place can add to anybody at most. */
  referenceBound(at: number): number {
    let total = 0;
    const first = this.references[at]!;
    for (let k = first; k < first + this.referenceCount[at]!; k += 1) {
      total += this.weight[k]! * this.bound[this.target[k]!]!;
    }
    return total;
  }

  liveAt(at: number): Live {
    const from = this.liveOffset[at]!;
    const to = from + this.liveCount[at]!;
    return { liveParty: this.liveParty.subarray(from, to), liveShare: this.liveShare.subarray(from, to) };
  }

  /** Whether some result of a place has a bit in a column by party. */
  isLiveAmong(at: number, column: Uint8Array, bit: number): boolean {
    const from = this.liveOffset[at]!;
    for (let k = from; k < from + this.liveCount[at]!; k += 1)
      if (column[this.liveParty[k]!]! & bit) return true;
    return false;
  }

  isLive(at: number, party: number): boolean {
    const from = this.liveOffset[at]!;
    for (let k = from; k < from + this.liveCount[at]!; k += 1) if (this.liveParty[k] === party) return true;
    return false;
  }

  sameLive(at: number, { liveParty, liveShare }: Live): boolean {
    const from = this.liveOffset[at]!;
    if (this.liveCount[at] !== liveParty.length) return false;
    for (let k = 0; k < liveParty.length; k += 1) {
      if (this.liveParty[from + k] !== liveParty[k] || this.liveShare[from + k] !== liveShare[k])
        return false;
    }
    return true;
  }

  /** Long vectors are put in the order of parties, to be searched by halving. */
  sort(at: number): void {
    if (this.length[at]! <= SCANNED) return;
    const from = this.offset[at]!;
    const to = from + this.length[at]!;
    const { party } = this;
    let sorted = true;
    for (let k = from + 1; k < to && sorted; k += 1) sorted = party[k - 1]! < party[k]!;
    if (sorted) return;
    const places = new Map<number, number>();
    for (let k = from; k < to; k += 1) places.set(party[k]!, this.share[k]!);
    const own = party.subarray(from, to).sort();
    for (let k = 0; k < own.length; k += 1) this.share[from + k] = places.get(own[k]!)!;
  }

  /** Position of a party's own entry in the vector at a place, or −1. */
  entry(party: number, at: number): number {
    let low = this.offset[at]!;
    let high = low + this.length[at]! - 1;
    const parties = this.party;
    if (high - low < SCANNED) {
      for (let k = low; k <= high; k += 1) if (parties[k] === party) return k;
      return -1;
    }
    while (low <= high) {
      const middle = (low + high) >>> 1;
      const found = parties[middle]!;
      if (found === party) return middle;
      if (found < party) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }
}

function grown<T extends Int32Array | Float64Array | Uint8Array>(from: T, to: T): T {
  to.set(from as never);
  return to;
}
