import type { Sense } from "./extremes.js";
import { RingBlock } from "./ringBlock.js";
import { type OwnersFirst, ROW, type WholeWalk } from "./wholeWalk.js";

/** How vectors are kept: what is copied, what is referred to. Changes the time, never a result. */
export interface VectorLimits {
  /** Vectors longer than this, or with more references, are never copied downwards, only referred to. */
  readonly copied: number;
  readonly references: number;
  /** Rings up to this size hand whole vectors on, if those are short; larger ones are solved party by party. */
  readonly ring: number;
}

const LIMITS: VectorLimits = { copied: 32, references: 8, ring: 64 };
const EXPANDED_ENTRIES = 1 << 16;
/** Up to this length a vector is searched from end to end. */
const SCANNED = 32;
/** So many ways of a row are filled by looking for the best one each time; more are sorted. */
const SORTED_WAYS = 32;
/** References looked at one after the other before they are sorted, so that shared ones are looked at once. */
const WALKED_REFERENCES = 256;

/** So many turns are taken before marks are wiped; one question may still take as many as there are companies. */
const LAST_TURN = 2 ** 30;

/** Free mass below 2^−40 of the whole is taken for none: the error of that, in units of 2^−53. */
const RANGE_ROUNDINGS = 2 ** 13 + 16;

/** How the vector of a company is kept. */
const KIND = {
  /** Referred to, never copied. */
  big: 1,
  /** Its entries are whole shares: references add nothing to a party that has one. */
  final: 2,
  /** Parties behind two references at once are only bounded, not measured. */
  loose: 4,
  /** Entries themselves are only bounds. */
  unsure: 8,
} as const;

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
  /** Only companies without layers are passed at first; of all others those above a company that is {@link OwnerVectors.need needed}. */
  readonly onDemand?: boolean | undefined;
}

/**
 * Look-through shares of everyone in every company, owners first (docs/method/whole-register.md). The vector of a company is a list of
 * parties with shares, plus references to vectors that are too long to copy, each with a weight:
 * share(p) = own(p) + Σ weight · share of p in the company referred to. Shares are doubles; `roundings` bounds their error.
 */
export class OwnerVectors {
  readonly #walk: WholeWalk;
  readonly #options: VectorOptions;
  readonly #limits: VectorLimits;
  readonly #kind: Uint8Array;
  readonly #offset: Int32Array;
  readonly #length: Int32Array;
  readonly #references: Int32Array;
  readonly #referenceCount: Int32Array;
  readonly #bound: Float64Array;
  readonly #block = new Map<number, RingBlock>();
  /** How far down layered companies are, so that references can be followed downwards. */
  readonly #place: Int32Array;
  #party: Int32Array;
  #share: Float64Array;
  #used: number;
  #target = new Int32Array(1 << 16);
  #weight = new Float64Array(1 << 16);
  #referencesUsed = 0;
  // Scratch of one company: sums by party and by reference, and who was touched.
  readonly #sum: Float64Array;
  readonly #sumOfReference: Float64Array;
  readonly #touched: Int32Array;
  readonly #firstArc: Int32Array;
  readonly #referred: number[] = [];
  #referredCount = 0;
  #touchedCount = 0;
  #several = false;
  #referringArcs = 0;
  /** The turn in which a party was last seen to; a company that is passed again gets a new one. */
  readonly #mark: Int32Array;
  #turn = 0;
  #depth = 0;
  #loosely = false;
  // Results: parties of each company that reach the floor.
  readonly #liveOffset: Int32Array;
  readonly #liveCount: Int32Array;
  #liveParty = new Int32Array(1 << 16);
  #liveShare = new Float64Array(1 << 16);
  #liveUsed = 0;
  readonly #order: OwnersFirst;
  // On demand: components that were passed, what there was before any of them, and what rings keep beside it.
  readonly #passed: Uint8Array;
  readonly #passedComponents: number[] = [];
  #base = { used: 0, references: 0, live: 0 };
  #keptInRings = 0;
  /** Error of the shares in a company, in units of 2^−53 of the whole. */
  readonly roundings: Float64Array;
  /** Rings that nobody outside holds. */
  readonly closedRings: Int32Array[] = [];

  constructor(walk: WholeWalk, order: OwnersFirst, options: VectorOptions) {
    const { count } = walk;
    this.#walk = walk;
    this.#options = options;
    this.#limits = options.limits ?? LIMITS;
    this.#kind = new Uint8Array(count);
    this.#offset = new Int32Array(count);
    this.#length = new Int32Array(count);
    this.#references = new Int32Array(count);
    this.#referenceCount = new Int32Array(count);
    this.#bound = new Float64Array(count);
    this.roundings = new Float64Array(count);
    this.#place = new Int32Array(count);
    this.#used = walk.next.length;
    this.#party = new Int32Array(Math.ceil(this.#used * 1.25) + 1024);
    this.#share = new Float64Array(this.#party.length);
    // A company held by parties without holders is its row: nothing is copied.
    this.#party.set(walk.next);
    this.#share.set(walk.min);
    this.#sum = new Float64Array(count);
    this.#sumOfReference = new Float64Array(count);
    this.#touched = new Int32Array(count);
    this.#firstArc = walk.peculiar ? new Int32Array(count) : new Int32Array(0);
    this.#mark = new Int32Array(count);
    this.#liveOffset = new Int32Array(count);
    this.#liveCount = new Int32Array(count);
    this.#order = order;
    this.#passed = new Uint8Array(options.onDemand ? order.components : 0);
    this.#passUnlayered();
    if (options.onDemand) {
      this.#setPlaces();
      this.#base = { used: this.#used, references: this.#referencesUsed, live: this.#liveUsed };
    } else this.#passLayered();
  }

  /** On demand: passes the companies above one and itself, as far as they are not there yet. Time in the size of that. */
  need(company: number): void {
    const { component } = this.#order;
    const own = component[company]!;
    if (own < 0 || this.#passed[own]) return;
    const found = this.#componentsAbove(own);
    // Components are numbered owners first.
    if (found.length > 1) found.sort((a, b) => a - b);
    for (const c of found) this.#passComponent(c);
  }

  /** On demand: how many numbers are kept of companies that were needed. */
  get kept(): number {
    const { used, references, live } = this.#base;
    return this.#used - used + this.#referencesUsed - references + this.#liveUsed - live + this.#keptInRings;
  }

  /** On demand: drops all that was kept of companies that were needed. */
  forget(): void {
    const { order, componentStart } = this.#order;
    for (const c of this.#passedComponents) {
      this.#passed[c] = 0;
      for (let k = componentStart[c]!; k < componentStart[c + 1]!; k += 1) {
        const company = order[k]!;
        this.#kind[company] = 0;
        this.#length[company] = 0;
        this.#referenceCount[company] = 0;
        this.#liveCount[company] = 0;
        this.#block.delete(company);
      }
    }
    this.#passedComponents.length = 0;
    this.closedRings.length = 0;
    this.#used = this.#base.used;
    this.#referencesUsed = this.#base.references;
    this.#liveUsed = this.#base.live;
    this.#keptInRings = 0;
    if (this.#turn < LAST_TURN) return;
    this.#mark.fill(0);
    this.#turn = 0;
  }

  /** Numbers that a ring keeps more (or fewer) than before. For ring blocks. */
  keepInRing(numbers: number): void {
    this.#keptInRings += numbers;
  }

  #componentsAbove(own: number): number[] {
    const { start, next, max } = this.#walk;
    const { component, componentStart, order } = this.#order;
    const found = [own];
    this.#passed[own] = 1;
    for (let at = 0; at < found.length; at += 1) {
      const c = found[at]!;
      for (let k = componentStart[c]!; k < componentStart[c + 1]!; k += 1) {
        const company = order[k]!;
        for (let arc = start[company]!; arc < start[company + 1]!; arc += 1) {
          const above = component[next[arc]!]!;
          if (above < 0 || max[arc] === 0 || this.#passed[above]) continue;
          this.#passed[above] = 1;
          found.push(above);
        }
      }
    }
    for (const c of found) this.#passedComponents.push(c);
    return found;
  }

  /** Parties of a company that reach the floor: their positions in `liveParty` and `liveShare`. */
  live(company: number): readonly [from: number, to: number] {
    const from = this.#liveOffset[company]!;
    return [from, from + this.#liveCount[company]!];
  }

  isLive(company: number): boolean {
    return this.#liveCount[company]! > 0;
  }

  get liveParty(): Int32Array {
    return this.#liveParty;
  }

  get liveShare(): Float64Array {
    return this.#liveShare;
  }

  /** The share of a party in a company; `loose` where it is only bounded and has to be measured otherwise. */
  measured(party: number, company: number): { readonly share: number; readonly loose: boolean } {
    this.#loosely = false;
    const share = this.valueAt(party, company);
    return { share, loose: this.#loosely };
  }

  /** What a step to a holder is worth: one if it is the party itself. For ring blocks. */
  worth(party: number, holder: number): number {
    return party === holder ? 1 : this.valueAt(party, holder);
  }

  /** The vector of a holder, entry by entry; false where there is more to it than entries. For ring blocks. */
  eachOf(holder: number, visit: (party: number, share: number) => void): boolean {
    if (this.#block.has(holder) || this.#kind[holder]! !== 0 || this.#referenceCount[holder]! > 0)
      return false;
    const from = this.#offset[holder]!;
    for (let k = from; k < from + this.#length[holder]!; k += 1) visit(this.#party[k]!, this.#share[k]!);
    return true;
  }

  /** Says that what is being measured is only bounded. For ring blocks. */
  loosen(): void {
    this.#loosely = true;
  }

  /** Whether anything was loosened since this was last asked. For ring blocks. */
  takeLoose(): boolean {
    const was = this.#loosely;
    this.#loosely = false;
    return was;
  }

  #passUnlayered(): void {
    const { count, start, row } = this.#walk;
    const needed = this.#options.needed;
    for (let company = 0; company < count; company += 1) {
      if (this.#order.layered[company] || start[company] === start[company + 1]) continue;
      if (needed && !needed[company]) continue;
      if (row[company]! & ROW.moved) this.#passSingle(company);
      else this.#passDirect(company);
    }
  }

  #passLayered(): void {
    const { components, componentStart, order } = this.#order;
    const needed = this.#options.needed;
    this.#setPlaces();
    for (let c = 0; c < components; c += 1) {
      // Whoever is above one member of a ring is above all.
      if (!needed || needed[order[componentStart[c]!]!]) this.#passComponent(c);
    }
  }

  #setPlaces(): void {
    this.#place.set(levels(this.#walk, this.#order));
  }

  #passComponent(c: number): void {
    const { order, componentStart, component, ring } = this.#order;
    const [from, to] = [componentStart[c]!, componentStart[c + 1]!];
    if (ring[c]) this.#passRing(order.subarray(from, to), component, c);
    else this.#passSingle(order[from]!);
  }

  /** Mass that an arc of a row with ranges takes when all else goes the other way. */
  #weightsOf(company: number): { free: number; room: number } {
    const { start, min, max, undisclosed } = this.#walk;
    const [least, most] = undisclosed(company);
    let free = 1 - least;
    let room = most - least;
    for (let arc = start[company]!; arc < start[company + 1]!; arc += 1) {
      free -= min[arc]!;
      room += max[arc]! - min[arc]!;
    }
    return { free: Math.max(0, free), room };
  }

  #weight1(arc: number, free: number, room: number): number {
    const { min, max } = this.#walk;
    const own = max[arc]! - min[arc]!;
    if (this.#options.sense === "most") return min[arc]! + Math.min(free, own);
    const forced = free - (room - own);
    // What the remainder can take up altogether is not forced on anybody; doubles leave a trace of it.
    return forced > 2 ** -40 ? min[arc]! + forced : min[arc]!;
  }

  #passDirect(company: number): void {
    const { start, row } = this.#walk;
    const [from, to] = [start[company]!, start[company + 1]!];
    const share = this.#share;
    if (row[company]! & ROW.range) {
      const { free, room } = this.#weightsOf(company);
      for (let arc = from; arc < to; arc += 1) share[arc] = this.#weight1(arc, free, room);
      this.roundings[company] = 4 * (to - from) + RANGE_ROUNDINGS;
    }
    this.#offset[company] = from;
    this.#length[company] = to - from;
    let most = 0;
    for (let arc = from; arc < to; arc += 1) if (share[arc]! > most) most = share[arc]!;
    this.#finish(company, most);
  }

  #passSingle(company: number): void {
    const { row } = this.#walk;
    const ranged = row[company] !== ROW.exact;
    this.#gather(company, null, -1);
    const slow = ranged && (this.#several || this.#referredCount > 0 || (row[company]! & ROW.moved) !== 0);
    if (slow) this.#finishSlowly(company);
    else this.#store(company, 1);
  }

  /** Sums what the holders of a company outside its component hand on. Returns the mass that stays inside. */
  #gather(company: number, component: Int32Array | null, own: number): number {
    const { start, next, min, row } = this.#walk;
    const { wanted } = this.#options;
    const ranged = (row[company]! & ROW.range) !== 0;
    const { free, room } = ranged ? this.#weightsOf(company) : { free: 0, room: 0 };
    const detect = row[company] !== ROW.exact;
    this.#touchedCount = 0;
    this.#referredCount = 0;
    this.#several = false;
    this.#referringArcs = 0;
    let inside = 0;
    let error = 0;
    const [from, to] = [start[company]!, start[company + 1]!];
    for (let arc = from; arc < to; arc += 1) {
      const weight = ranged ? this.#weight1(arc, free, room) : min[arc]!;
      if (weight === 0 && (!detect || this.#walk.max[arc] === 0)) continue;
      const holder = next[arc]!;
      if (start[holder] === start[holder + 1]) {
        this.#touch(holder, weight, detect, arc);
        continue;
      }
      if (component !== null && component[holder] === own) {
        inside += weight;
        continue;
      }
      if (wanted[holder]) this.#touch(holder, weight, detect, arc);
      error = Math.max(error, this.roundings[holder]!);
      this.#handOn(holder, weight, detect, arc);
    }
    const whole = to - from === 1 && min[from] === 1;
    this.roundings[company] = whole
      ? error
      : error + (ranged ? 4 : 1) * (to - from) + (ranged ? RANGE_ROUNDINGS : 3);
    return inside;
  }

  #touch(party: number, value: number, detect: boolean, arc: number): void {
    const sum = this.#sum;
    // In a row with ranges a sum may be 0 and grow by what is forced: who was met is remembered apart (arcs from 1).
    const isNew = detect ? this.#firstArc[party] === 0 : sum[party] === 0;
    if (isNew) {
      this.#touched[this.#touchedCount] = party;
      this.#touchedCount += 1;
      if (detect) this.#firstArc[party] = arc + 1;
    } else if (detect && this.#firstArc[party] !== arc + 1) this.#several = true;
    sum[party]! += value;
  }

  #handOn(holder: number, weight: number, detect: boolean, arc: number): void {
    if (this.#kind[holder]! & KIND.big) {
      this.#refer(holder, weight, detect);
      this.#referringArcs += 1;
      return;
    }
    const [party, share] = [this.#party, this.#share];
    const from = this.#offset[holder]!;
    for (let k = from; k < from + this.#length[holder]!; k += 1) {
      const value = weight * share[k]!;
      if ((value > 0 || detect) && party[k] !== holder) this.#touch(party[k]!, value, detect, arc);
    }
    const first = this.#references[holder]!;
    const end = first + this.#referenceCount[holder]!;
    if (end > first) this.#referringArcs += 1;
    for (let k = first; k < end; k += 1) this.#refer(this.#target[k]!, weight * this.#weight[k]!, detect);
  }

  #refer(target: number, weight: number, detect = false): void {
    if (weight === 0 && !detect) return;
    if (this.#sumOfReference[target] === 0 && !(detect && this.#hasReferred(target))) {
      this.#referred[this.#referredCount] = target;
      this.#referredCount += 1;
    }
    this.#sumOfReference[target]! += weight;
  }

  #hasReferred(target: number): boolean {
    for (let k = 0; k < this.#referredCount; k += 1) if (this.#referred[k] === target) return true;
    return false;
  }

  #store(company: number, factor: number): void {
    const count = this.#touchedCount;
    const detected = this.#firstArc.length > 0;
    this.#room(count);
    this.#offset[company] = this.#used;
    this.#length[company] = count;
    const [party, share, sum, touched] = [this.#party, this.#share, this.#sum, this.#touched];
    let most = 0;
    for (let k = 0; k < count; k += 1) {
      const own = touched[k]!;
      const value = sum[own]! * factor;
      sum[own] = 0;
      if (detected) this.#firstArc[own] = 0;
      party[this.#used + k] = own;
      share[this.#used + k] = value;
      if (value > most) most = value;
    }
    this.#used += count;
    this.#storeReferences(company, factor);
    this.#finish(company, most);
  }

  #storeReferences(company: number, factor: number): void {
    const count = this.#referredCount;
    if (this.#referencesUsed + count > this.#target.length) {
      const size = 2 * this.#target.length + count;
      this.#target = grown(this.#target, new Int32Array(size));
      this.#weight = grown(this.#weight, new Float64Array(size));
    }
    this.#references[company] = this.#referencesUsed;
    this.#referenceCount[company] = count;
    for (let k = 0; k < count; k += 1) {
      const target = this.#referred[k]!;
      this.#target[this.#referencesUsed] = target;
      this.#weight[this.#referencesUsed] = this.#sumOfReference[target]! * factor;
      this.#sumOfReference[target] = 0;
      this.#referencesUsed += 1;
    }
    this.#referredCount = 0;
  }

  #room(count: number): void {
    if (this.#used + count <= this.#party.length) return;
    const size = Math.ceil(1.5 * this.#party.length) + count;
    this.#party = grown(this.#party, new Int32Array(size));
    this.#share = grown(this.#share, new Float64Array(size));
  }

  /** What the references can add to anybody at most. */
  #referenceBound(company: number): number {
    let total = 0;
    const first = this.#references[company]!;
    for (let k = first; k < first + this.#referenceCount[company]!; k += 1) {
      total += this.#weight[k]! * this.#bound[this.#target[k]!]!;
    }
    return total;
  }

  #finish(company: number, most: number): void {
    const referenced = this.#referenceCount[company]! > 0 ? this.#referenceBound(company) : 0;
    this.#bound[company] = Math.min(1, most + referenced);
    const length = this.#length[company]!;
    if (length > SCANNED) this.#sort(company);
    if (length > this.#limits.copied || this.#referenceCount[company]! > this.#limits.references)
      this.#kind[company]! |= KIND.big;
    this.#liveOffset[company] = this.#liveUsed;
    const { floor, wanted } = this.#options;
    if (most + referenced < floor) return;
    this.#turn += 1;
    const [from, to] = [this.#offset[company]!, this.#offset[company]! + this.#length[company]!];
    const final = (this.#kind[company]! & KIND.final) !== 0 || this.#referenceCount[company] === 0;
    for (let k = from; k < to; k += 1) {
      const [party, share] = [this.#party[k]!, this.#share[k]!];
      if (!final) this.#mark[party] = this.#turn;
      if (share + (final ? 0 : referenced) < floor || !wanted[party] || party === company) continue;
      const value = final ? share : this.#withReferences(party, company, share);
      if (value >= floor) this.#enter(party, value);
    }
    if (this.#kind[company]! & KIND.final)
      for (let k = from; k < to; k += 1) this.#mark[this.#party[k]!] = this.#turn;
    this.#liveOfReferences(company);
    this.#liveCount[company] = this.#liveUsed - this.#liveOffset[company]!;
  }

  /** Whoever reaches the floor without an entry of its own reaches it in one of the references (max principle). */
  #liveOfReferences(company: number): void {
    const first = this.#references[company]!;
    for (let k = first; k < first + this.#referenceCount[company]!; k += 1) {
      const [from, to] = this.live(this.#target[k]!);
      for (let i = from; i < to; i += 1) {
        const party = this.#liveParty[i]!;
        if (this.#mark[party] === this.#turn || party === company) continue;
        this.#mark[party] = this.#turn;
        const value = this.#withReferences(party, company, 0);
        if (value >= this.#options.floor) this.#enter(party, value);
      }
    }
  }

  #enter(party: number, share: number): void {
    if (this.#liveUsed === this.#liveParty.length) {
      this.#liveParty = grown(this.#liveParty, new Int32Array(2 * this.#liveUsed));
      this.#liveShare = grown(this.#liveShare, new Float64Array(2 * this.#liveUsed));
    }
    this.#liveParty[this.#liveUsed] = party;
    this.#liveShare[this.#liveUsed] = share;
    this.#liveUsed += 1;
  }

  /** Long vectors are searched by halving. */
  #sort(company: number): void {
    const from = this.#offset[company]!;
    const to = from + this.#length[company]!;
    const party = this.#party;
    let sorted = true;
    for (let k = from + 1; k < to && sorted; k += 1) sorted = party[k - 1]! < party[k]!;
    if (sorted) return;
    const places = new Map<number, number>();
    for (let k = from; k < to; k += 1) places.set(party[k]!, this.#share[k]!);
    const own = party.subarray(from, to).sort();
    for (let k = 0; k < own.length; k += 1) this.#share[from + k] = places.get(own[k]!)!;
  }

  /** Position of a party's own entry in a company's vector, or −1. */
  #entry(party: number, company: number): number {
    let low = this.#offset[company]!;
    let high = low + this.#length[company]! - 1;
    const parties = this.#party;
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

  #own(entry: number, company: number): number {
    if (this.#kind[company]! & KIND.unsure) this.#loosely = true;
    return this.#share[entry]!;
  }

  /** The share of a party in a company (its return to itself, where they are the same). */
  valueAt(party: number, company: number): number {
    const block = this.#block.get(company);
    if (block) {
      const own = block.value(party, company);
      return block.whole || block.isMember(party) ? own : this.#withReferences(party, company, own);
    }
    const entry = this.#entry(party, company);
    const own = entry < 0 ? 0 : this.#own(entry, company);
    if (entry >= 0 && this.#kind[company]! & KIND.final) return own;
    return this.#withReferences(party, company, own);
  }

  #withReferences(party: number, company: number, own: number): number {
    const first = this.#references[company]!;
    const count = this.#referenceCount[company]!;
    if (count === 0) return own;
    const budget = { left: WALKED_REFERENCES };
    const quick = this.#depth > 40 ? null : this.#walkReferences(party, company, own, budget);
    if (quick !== null) return quick;
    return own + this.#sortedReferences(party, first, count);
  }

  /** References of references, one after the other; null when there are too many. */
  #walkReferences(party: number, company: number, own: number, budget: { left: number }): number | null {
    let total = own;
    let positive = 0;
    const first = this.#references[company]!;
    for (let k = first; k < first + this.#referenceCount[company]!; k += 1) {
      const target = this.#target[k]!;
      if (target === party) continue;
      budget.left -= 1;
      if (budget.left < 0) return null;
      this.#depth += 1;
      const value = this.#referred1(party, target, budget);
      this.#depth -= 1;
      if (value === null) return null;
      if (value > 0) positive += 1;
      total += this.#weight[k]! * value;
    }
    if (positive > 1 && this.#kind[company]! & KIND.loose) this.#loosely = true;
    return total;
  }

  #referred1(party: number, target: number, budget: { left: number }): number | null {
    const block = this.#block.get(target);
    const entry = block ? -1 : this.#entry(party, target);
    const own = block ? block.value(party, target) : entry < 0 ? 0 : this.#own(entry, target);
    if (block && (block.whole || block.isMember(party))) return own;
    if ((entry >= 0 && this.#kind[target]! & KIND.final) || this.#referenceCount[target] === 0) return own;
    if (this.#depth > 40) return null;
    return this.#walkReferences(party, target, own, budget);
  }

  /** The same with every company referred to visited once, those furthest down first: no tree of references explodes. */
  #sortedReferences(party: number, first: number, count: number): number {
    const weights = new Map<number, number>();
    const heap: number[] = [];
    const place = this.#place;
    const push = (target: number, weight: number): void => {
      // Beyond this a reference is worth less than any rounding of the result.
      if (weight < 1e-30 || target === party) return;
      const known = weights.get(target);
      weights.set(target, (known ?? 0) + weight);
      if (known === undefined) pushHeap(heap, target, place);
    };
    for (let k = first; k < first + count; k += 1) push(this.#target[k]!, this.#weight[k]!);
    let total = 0;
    let loose = false;
    while (heap.length > 0) {
      const target = popHeap(heap, place);
      const weight = weights.get(target)!;
      const block = this.#block.get(target);
      const entry = block ? -1 : this.#entry(party, target);
      const own = block ? block.value(party, target) : entry < 0 ? 0 : this.#own(entry, target);
      total += weight * own;
      if (loose && own > 0) this.#loosely = true;
      if (block && (block.whole || block.isMember(party))) continue;
      if (entry >= 0 && this.#kind[target]! & KIND.final) continue;
      loose ||= (this.#kind[target]! & KIND.loose) !== 0;
      const from = this.#references[target]!;
      for (let k = from; k < from + this.#referenceCount[target]!; k += 1) {
        push(this.#target[k]!, weight * this.#weight[k]!);
      }
    }
    return total;
  }

  /**
   * A row with ranges or joint holders in which one party is met on several ways: free mass goes first where the party
   * is most (least) surely met, so that its share is no weighted sum. The entries are then whole shares.
   */
  #finishSlowly(company: number): void {
    const { start, next, also } = this.#walk;
    const ways = new Map<number, [arc: number, worth: number][]>();
    const referring: number[] = [];
    const meet = (party: number, arc: number, worth: number): void => {
      const list = ways.get(party);
      if (!list) ways.set(party, [[arc, worth]]);
      else if (list.at(-1)![0] === arc) list.at(-1)![1] = Math.max(list.at(-1)![1], worth);
      else list.push([arc, worth]);
    };
    for (let k = 0; k < this.#touchedCount; k += 1) {
      this.#sum[this.#touched[k]!] = 0;
      this.#firstArc[this.#touched[k]!] = 0;
    }
    for (let arc = start[company]!; arc < start[company + 1]!; arc += 1) {
      if (this.#walk.max[arc] === 0) continue;
      const holder = next[arc]!;
      meet(holder, arc, 1);
      for (const other of also.get(arc) ?? []) meet(other, arc, 1);
      const refers = this.#kind[holder]! & KIND.big || this.#referenceCount[holder]! > 0;
      if (refers) referring.push(arc);
      if (this.#kind[holder]! & KIND.big) continue;
      const from = this.#offset[holder]!;
      for (let k = from; k < from + this.#length[holder]!; k += 1) {
        if (this.#party[k] !== holder) meet(this.#party[k]!, arc, this.#share[k]!);
      }
    }
    const row = this.#weightsOf(company);
    this.#loosely = false;
    this.#touchedCount = 0;
    for (const [party, list] of ways) {
      for (const arc of referring) {
        const worth = this.worth(party, next[arc]!);
        if (worth > 0 && list.at(-1)![0] !== arc && !list.some(([known]) => known === arc))
          list.push([arc, worth]);
        else for (const way of list) if (way[0] === arc) way[1] = Math.max(way[1], worth);
      }
      const value = this.rowValue(list, row);
      if (value > 0) this.#touch(party, value, false, -1);
    }
    if (this.#referredCount > 0) {
      this.#kind[company]! |= KIND.final | KIND.big;
      if (referring.length > 1) this.#kind[company]! |= KIND.loose;
      if (this.#loosely) this.#kind[company]! |= KIND.unsure;
    }
    this.#store(company, 1);
  }

  /** Value of a row to a party that it meets on these arcs: minima, and free mass where it is worth most (least). */
  rowValue(
    ways: readonly (readonly [arc: number, worth: number])[],
    { free, room }: { readonly free: number; readonly room: number },
    sense: Sense = this.#options.sense,
  ): number {
    const count = ways.length;
    if (count > this.#wayArc.length) {
      this.#wayArc = new Int32Array(2 * count);
      this.#wayWorth = new Float64Array(2 * count);
    }
    for (let k = 0; k < count; k += 1) {
      this.#wayArc[k] = ways[k]![0];
      this.#wayWorth[k] = ways[k]![1];
    }
    return this.valueOfWays({ arcs: this.#wayArc, worths: this.#wayWorth, count }, { free, room }, sense);
  }

  #wayArc = new Int32Array(64);
  #wayWorth = new Float64Array(64);

  /** The same of ways in arrays, which it leaves in any order. */
  valueOfWays(
    {
      arcs,
      worths,
      count,
    }: { readonly arcs: Int32Array; readonly worths: Float64Array; readonly count: number },
    { free, room }: { readonly free: number; readonly room: number },
    sense: Sense = this.#options.sense,
  ): number {
    const { min, max } = this.#walk;
    const most = sense === "most";
    let total = 0;
    let own = 0;
    for (let k = 0; k < count; k += 1) {
      total += min[arcs[k]!]! * worths[k]!;
      own += max[arcs[k]!]! - min[arcs[k]!]!;
    }
    // For the least value the free mass goes first where it brings nothing.
    let left = most ? free : free - (room - own);
    if (count > SORTED_WAYS) return total + this.#fillSorted({ arcs, worths, count }, left, most);
    for (let from = 0; from < count && left > 2 ** -40; from += 1) {
      let best = from;
      for (let k = from + 1; k < count; k += 1) {
        if (most ? worths[k]! > worths[best]! : worths[k]! < worths[best]!) best = k;
      }
      const [arc, worth] = [arcs[best]!, worths[best]!];
      arcs[best] = arcs[from]!;
      worths[best] = worths[from]!;
      const part = Math.min(left, max[arc]! - min[arc]!);
      total += part * worth;
      left -= part;
    }
    return total;
  }

  #fillSorted(
    {
      arcs,
      worths,
      count,
    }: { readonly arcs: Int32Array; readonly worths: Float64Array; readonly count: number },
    free: number,
    most: boolean,
  ): number {
    const { min, max } = this.#walk;
    const order = Array.from({ length: count }, (_, k) => k);
    order.sort((a, b) => (most ? worths[b]! - worths[a]! : worths[a]! - worths[b]!));
    let [left, total] = [free, 0];
    for (const k of order) {
      if (left <= 2 ** -40) break;
      const part = Math.min(left, max[arcs[k]!]! - min[arcs[k]!]!);
      total += part * worths[k]!;
      left -= part;
    }
    return total;
  }

  /** The mass that a row leaves free, and the room that its shares have for it. */
  freedom(company: number): { readonly free: number; readonly room: number } {
    return this.#walk.row[company]! & ROW.range ? this.#weightsOf(company) : { free: 0, room: 0 };
  }

  #passRing(members: Int32Array, component: Int32Array, own: number): void {
    const block = new RingBlock(this, this.#walk, members, this.#options);
    if (block.closed) this.closedRings.push(members);
    if (block.linear && !block.closed) this.#gatherRing(block, members, component, own);
    this.#setRingError(block, members);
    if (block.linear && !block.closed && members.length <= this.#limits.ring) {
      if (block.entryCount() * members.length <= EXPANDED_ENTRIES) {
        this.#expandRing(block, members);
        return;
      }
    }
    this.keepInRing(3 * block.entryCount());
    for (const member of members) {
      this.#block.set(member, block);
      this.#kind[member]! |= KIND.big;
    }
    this.#liveOfRing(block, members);
  }

  #gatherRing(block: RingBlock, members: Int32Array, component: Int32Array, own: number): void {
    members.forEach((member, i) => {
      this.#gather(member, component, own);
      for (let k = 0; k < this.#touchedCount; k += 1) {
        const party = this.#touched[k]!;
        block.entry(i, party, this.#sum[party]!);
        this.#sum[party] = 0;
      }
      for (let k = 0; k < this.#referredCount; k += 1) {
        const target = this.#referred[k]!;
        block.reference(i, target, this.#sumOfReference[target]!);
        this.#sumOfReference[target] = 0;
      }
      this.#referredCount = 0;
    });
  }

  /** A small ring with short vectors: each member gets its own, and the ring is done with. */
  #expandRing(block: RingBlock, members: Int32Array): void {
    members.forEach((member, i) => {
      this.#touchedCount = 0;
      block.expand(
        i,
        (party, share) => this.#touch(party, share, false, -1),
        (target, weight) => this.#refer(target, weight),
      );
      if (this.#options.wanted[member]) {
        const back = block.value(member, member);
        if (back > 0) this.#touch(member, back, false, -1);
      }
      for (const other of members) {
        if (other === member || !this.#options.wanted[other]) continue;
        const share = block.value(other, member);
        if (share > 0) this.#touch(other, share, false, -1);
      }
      this.#store(member, 1);
      this.#enterReturn(member, block);
    });
  }

  /** The ring leads back to the company itself: a row of its own, which nobody else's share depends on. */
  #enterReturn(member: number, block: RingBlock): void {
    if (!this.#options.returns || !this.#options.wanted[member]) return;
    const back = block.value(member, member);
    if (back < this.#options.floor) return;
    this.#enter(member, back);
    this.#liveCount[member] = this.#liveUsed - this.#liveOffset[member]!;
  }

  #liveOfRing(block: RingBlock, members: Int32Array): void {
    const { floor, wanted } = this.#options;
    members.forEach((member, i) => {
      block.referencesOf(i, (target, weight) => this.#refer(target, weight));
      this.#storeReferences(member, 1);
      this.#bound[member] = 1;
    });
    let referenced = 0;
    for (const member of members) referenced = Math.max(referenced, this.#referenceBound(member));
    const candidates =
      floor > 1 ? [] : block.candidates(floor - referenced, wanted, (holder) => this.#liveAt(holder));
    for (const member of members) {
      this.#liveOffset[member] = this.#liveUsed;
      this.#turn += 1;
      for (const party of candidates) {
        this.#mark[party] = this.#turn;
        if (party === member && !this.#options.returns) continue;
        const value = this.valueAt(party, member);
        if (value >= floor) this.#enter(party, value);
      }
      if (!block.whole && floor <= 1) this.#liveOfReferences(member);
      this.#liveCount[member] = this.#liveUsed - this.#liveOffset[member]!;
    }
  }

  /** The worst of what is handed on, and what the solution adds. */
  #setRingError(block: RingBlock, members: Int32Array): void {
    const { start, next } = this.#walk;
    let error = block.errorAbove() + 4;
    for (const member of members) {
      for (let arc = start[member]!; arc < start[member + 1]!; arc += 1) {
        if (!block.isMember(next[arc]!))
          error = Math.max(error, this.roundings[next[arc]!]! + block.errorAbove() + 4);
      }
    }
    for (const member of members) this.roundings[member] = error + start[member + 1]! - start[member]!;
  }

  #liveAt(company: number): Int32Array {
    return this.#liveParty.subarray(...this.live(company));
  }
}

function grown<T extends Int32Array | Float64Array>(from: T, to: T): T {
  to.set(from as never);
  return to;
}

/**
 * One more than the longest way up to companies without layers, by layered company, the same within a component. It
 * depends on nothing but what is above, so that whatever goes by it comes out the same wherever else the register changes.
 */
function levels({ count, start, next, max }: WholeWalk, order: OwnersFirst): Int32Array {
  const level = new Int32Array(count);
  const { component, componentStart } = order;
  for (let c = 0; c < order.components; c += 1) {
    const members = order.order.subarray(componentStart[c]!, componentStart[c + 1]!);
    let deepest = 0;
    for (const member of members) {
      for (let arc = start[member]!; arc < start[member + 1]!; arc += 1) {
        const holder = next[arc]!;
        if (max[arc] !== 0 && component[holder] !== c) deepest = Math.max(deepest, level[holder]!);
      }
    }
    for (const member of members) level[member] = deepest + 1;
  }
  return level;
}

/** Whether one company is followed before another: it is further down, or, as far down, earlier in the register. */
const isBefore = (a: number, b: number, place: Int32Array): boolean =>
  place[a] === place[b] ? a < b : place[a]! > place[b]!;

/** A heap of companies, the one furthest down on top. */
function pushHeap(heap: number[], item: number, place: Int32Array): void {
  let at = heap.push(item) - 1;
  while (at > 0) {
    const parent = (at - 1) >>> 1;
    if (!isBefore(item, heap[parent]!, place)) break;
    heap[at] = heap[parent]!;
    at = parent;
  }
  heap[at] = item;
}

function popHeap(heap: number[], place: Int32Array): number {
  const top = heap[0]!;
  const last = heap.pop()!;
  if (heap.length === 0) return top;
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!, place)) child += 1;
    if (!isBefore(heap[child]!, last, place)) break;
    heap[at] = heap[child]!;
    at = child;
  }
  heap[at] = last;
  return top;
}
