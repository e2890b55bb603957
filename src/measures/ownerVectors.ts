import type { Sense } from "./extremes.js";
import type { Below, HeldCompanies } from "./heldCompanies.js";
import { RangedRows } from "./rangedRows.js";
import { RingBlock } from "./ringBlock.js";
import { type OwnersFirst, ROW, type WholeWalk } from "./wholeWalk.js";

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

const LIMITS: VectorLimits = { copied: 32, references: 8, ring: 64, below: 64 };
const EXPANDED_ENTRIES = 1 << 16;
/** Up to this length a vector is searched from end to end. */
const SCANNED = 32;
/** References looked at one after the other before they are sorted, so that shared ones are looked at once. */
const WALKED_REFERENCES = 256;
/** References of references of references … before they are sorted. */
const DEEPEST_WALK = 40;

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
  /** A row with ranges that refers to several: valued as a whole; only bounded where that takes too many references. */
  loose: 4,
  /** Entries themselves are only bounds. */
  unsure: 8,
  /** A member of a ring that is solved party by party. */
  ring: 16,
  /** The share of one of its results may be only a bound. */
  looseResult: 32,
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
  /** Only large rings with what is above them are passed at first; then what is above companies that are {@link OwnerVectors.need needed}. */
  readonly onDemand?: boolean | undefined;
  /** Room is left for rows of later registers; see {@link OwnerVectors.renew}. */
  readonly renewable?: boolean | undefined;
  /** What passes over the same walk use in turn. */
  readonly scratch: Scratch;
}

/** The register that vectors go over to. */
export interface VectorRenewal {
  readonly walk: WholeWalk;
  /** As `reordered` gives it. */
  readonly order: OwnersFirst;
  readonly wanted: Uint8Array;
  readonly scratch: Scratch;
  /** Companies whose rows may differ. */
  readonly changed: ReadonlySet<number>;
  /** These companies and all below them. */
  readonly affected: Below;
  /** Who is held by whom in this register. */
  readonly held: HeldCompanies;
  /** Companies with another place than before, or none any more, and the place that they had; −1 where they had none. */
  readonly moved: Int32Array;
  readonly former: Int32Array;
}

/** Why a company is looked at: what its holders hand on, or are, is not bit by bit what it was. */
const CALL = {
  /** What it copies. */
  handed: 1,
  /** How exact their shares are, or how large they can be. */
  bounds: 2,
  /** How far down they stand. */
  level: 4,
  /** The share of somebody who may be a result. */
  result: 8,
} as const;

/**
 * What is said of a party in {@link VectorDifference.parties}: that its share may differ, and that whoever may have it for a
 * result was called; that the same was said of all above it.
 */
const MAY_DIFFER = 1;
const CALLED = 2;
const ABOVE_TOO = 4;
const ABOVE_CALLED = 8;

/** What came of a renewal. */
export class VectorDifference {
  /** Not 0 for parties whose share in some company may differ: whoever is 0 has what they had everywhere. */
  readonly parties: Uint8Array;
  /** Bits of {@link CALL}, by component. */
  readonly due: Uint8Array;
  /** Companies whose results may differ, and those whose error does. */
  readonly rows: number[] = [];
  readonly rounded: number[] = [];
  readonly #renewal: VectorRenewal;

  /** Takes the columns of an earlier difference over, which is used up. */
  constructor(renewal: VectorRenewal, earlier: VectorDifference | null) {
    const wiped = (column: Uint8Array | undefined, length: number): Uint8Array =>
      column && column.length >= length ? column.fill(0) : new Uint8Array(Math.ceil(1.02 * length));
    this.parties = wiped(earlier?.parties, renewal.walk.count);
    this.due = wiped(earlier?.due, renewal.order.components);
    this.#renewal = renewal;
  }

  /** A company, or the ring that it is in, is to be looked at. */
  call(company: number, why: number): void {
    const { place, component } = this.#renewal.order;
    const at = place[company]!;
    if (at >= 0 && this.#renewal.affected.has[company]) this.due[component[at]!]! |= why;
  }

  /** Everyone whom a company holds is. */
  callBelow(company: number, why: number): void {
    this.#renewal.held.each(company, (other) => this.call(other, why));
  }
}

/** Some parties with shares; only the first `count` count. */
export interface LiveParties {
  count: number;
  readonly party: number[];
  readonly share: number[];
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

/**
 * Look-through shares of everyone in every company, owners first (docs/method/whole-register.md). The vector of a company is a list of
 * parties with shares, plus references to vectors that are too long to copy, each with a weight:
 * share(p) = own(p) + Σ weight · share of p in the company referred to. Shares are doubles; `roundings` bounds their error.
 */
export class OwnerVectors {
  #walk: WholeWalk;
  #order: OwnersFirst;
  #options: VectorOptions;
  readonly #limits: VectorLimits;
  #rows: RangedRows;
  /** Place of companies in the order; those without one have their row for a vector. All below is by place. */
  #place: Int32Array;
  #kind: Uint8Array;
  #offset: Int32Array;
  #length: Int32Array;
  #references: Int32Array;
  #referenceCount: Int32Array;
  #bound: Float64Array;
  /** Error of the shares in a company, in units of 2^−53 of the whole. */
  #roundings: Float64Array;
  readonly #block = new Map<number, RingBlock>();
  // Parties with shares, by vector.
  #party: Int32Array;
  #share: Float64Array;
  #used = 0;
  #target = new Int32Array(1 << 12);
  #weight = new Float64Array(1 << 12);
  #referencesUsed = 0;
  // Scratch of one company: sums by party and by reference, and who was touched.
  #scratch: Scratch;
  #sum: Float64Array;
  #sumOfReference: Float64Array;
  #touched: Int32Array;
  #firstArc: Int32Array;
  #seen: Int32Array;
  readonly #referred: number[] = [];
  #referredCount = 0;
  #touchedCount = 0;
  #several = false;
  #depth = 0;
  #loosely = false;
  // Results: parties of each company with a place that reach the floor.
  #liveOffset: Int32Array;
  #liveCount: Int32Array;
  #liveParty = new Int32Array(1 << 12);
  #liveShare = new Float64Array(1 << 12);
  #liveUsed = 0;
  // On demand: components that were passed, what there was before any of them, and what rings keep beside it.
  readonly #passed: Uint8Array;
  readonly #passedComponents: number[] = [];
  #base = { used: 0, references: 0, live: 0, rings: 0 };
  #keptInRings = 0;
  #large: readonly RingBlock[] = [];
  #isBefore: Before | null = null;
  /** See {@link levels}; by company, where vectors can be renewed. */
  #level: Int32Array | null = null;
  #difference: VectorDifference | null = null;
  readonly #found: LiveParties = { count: 0, party: [], share: [] };
  /** Rings that nobody outside holds. */
  readonly closedRings: Int32Array[] = [];

  constructor(walk: WholeWalk, order: OwnersFirst, options: VectorOptions) {
    const size = order.order.length;
    this.#walk = walk;
    this.#order = order;
    this.#options = options;
    this.#limits = options.limits ?? LIMITS;
    this.#rows = new RangedRows(walk, options.sense);
    this.#place = order.place;
    this.#kind = new Uint8Array(size);
    this.#offset = new Int32Array(size);
    this.#length = new Int32Array(size);
    this.#references = new Int32Array(size);
    this.#referenceCount = new Int32Array(size);
    this.#bound = new Float64Array(size);
    this.#roundings = new Float64Array(size);
    this.#liveOffset = new Int32Array(size);
    this.#liveCount = new Int32Array(size);
    const { scratch } = options;
    this.#scratch = scratch;
    this.#sum = scratch.sum;
    this.#sumOfReference = scratch.sumOfReference;
    this.#touched = scratch.touched;
    this.#firstArc = scratch.firstArc;
    this.#seen = scratch.mark;
    this.#party = new Int32Array(Math.ceil(walk.next.length / 4) + 1024);
    this.#share = new Float64Array(this.#party.length);
    this.#passed = new Uint8Array(options.onDemand ? order.components : 0);
    if (options.onDemand) this.#passLargeRings();
    else this.#passAll();
    if (options.renewable) this.#level = levels(walk, order);
  }

  /** On demand: passes the companies above one and itself, as far as they are not there yet. Time in the size of that. */
  need(company: number): void {
    const at = this.#place[company]!;
    const own = at < 0 ? -1 : this.#order.component[at]!;
    if (own < 0 || this.#passed[own]) return;
    const found = this.#componentsAbove(own);
    // Components are numbered owners first.
    if (found.length > 1) found.sort((a, b) => a - b);
    for (const c of found) this.#passComponent(c);
  }

  /** On demand: how many numbers are kept of companies that were needed. */
  get kept(): number {
    const { used, references, live, rings } = this.#base;
    const grown = this.#used - used + this.#referencesUsed - references + this.#liveUsed - live;
    return grown + this.#keptInRings - rings;
  }

  /** On demand: drops all that was kept of companies that were needed. */
  forget(): void {
    const { componentStart } = this.#order;
    for (const c of this.#passedComponents) {
      this.#passed[c] = 0;
      for (let at = componentStart[c]!; at < componentStart[c + 1]!; at += 1) {
        if (this.#kind[at]! & KIND.ring) this.#block.delete(at);
        this.#kind[at] = 0;
        this.#length[at] = 0;
        this.#referenceCount[at] = 0;
        this.#liveCount[at] = 0;
      }
    }
    this.#passedComponents.length = 0;
    this.closedRings.length = 0;
    for (const block of this.#large) block.forget();
    this.#used = this.#base.used;
    this.#referencesUsed = this.#base.references;
    this.#liveUsed = this.#base.live;
    this.#keptInRings = this.#base.rings;
    if (this.#scratch.turn < LAST_TURN) return;
    this.#seen.fill(0);
    this.#scratch.turn = 0;
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
    for (let position = 0; position < found.length; position += 1) {
      const c = found[position]!;
      for (let at = componentStart[c]!; at < componentStart[c + 1]!; at += 1) {
        const company = order[at]!;
        for (let arc = start[company]!; arc < start[company + 1]!; arc += 1) {
          const holder = this.#place[next[arc]!]!;
          if (holder < 0 || max[arc] === 0) continue;
          const above = component[holder]!;
          if (this.#passed[above]) continue;
          this.#passed[above] = 1;
          found.push(above);
        }
      }
    }
    for (const c of found) this.#passedComponents.push(c);
    return found;
  }

  /** Error of the shares in a company, in units of 2^−53 of the whole. */
  roundings(company: number): number {
    const at = this.#place[company]!;
    return at >= 0 ? this.#roundings[at]! : 0;
  }

  /** The parties of a company that reach the floor, ascending, in `found`, which holds those of the last company asked for. */
  liveOf(company: number): LiveParties {
    const found = this.#found;
    found.count = 0;
    const at = this.#place[company]!;
    if (at >= 0) {
      const from = this.#liveOffset[at]!;
      for (let k = from; k < from + this.#liveCount[at]!; k += 1)
        enter(found, this.#liveParty[k]!, this.#liveShare[k]!);
      sortByParty(found);
      return found;
    }
    const { start, next, min } = this.#walk;
    const { floor, wanted } = this.#options;
    for (let arc = start[company]!; arc < start[company + 1]!; arc += 1) {
      if (min[arc]! >= floor && wanted[next[arc]!]) enter(found, next[arc]!, min[arc]!);
    }
    sortByParty(found);
    return found;
  }

  /** Whether anybody reaches the floor; or anybody of whom a column is not 0. */
  isLive(company: number, among?: Uint8Array): boolean {
    const at = this.#place[company]!;
    if (at >= 0) return among ? this.#isLiveAt(at, among) : this.#liveCount[at]! > 0;
    const { start, next, min } = this.#walk;
    const { floor, wanted } = this.#options;
    for (let arc = start[company]!; arc < start[company + 1]!; arc += 1) {
      const party = next[arc]!;
      if (min[arc]! >= floor && wanted[party] && (!among || among[party]! & MAY_DIFFER)) return true;
    }
    return false;
  }

  #isLiveAt(at: number, among: Uint8Array): boolean {
    const from = this.#liveOffset[at]!;
    for (let k = from; k < from + this.#liveCount[at]!; k += 1)
      if (among[this.#liveParty[k]!]! & MAY_DIFFER) return true;
    return false;
  }

  /** Whether the share of one that reaches the floor may be only a bound. */
  mayBeLoose(company: number): boolean {
    const at = this.#place[company]!;
    return at >= 0 && (this.#kind[at]! & KIND.looseResult) !== 0;
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
    const at = this.#place[holder]!;
    if (at >= 0 && (this.#kind[at] !== 0 || this.#referenceCount[at]! > 0)) return false;
    const { party, share, from, to } = this.#entries(holder);
    for (let k = from; k < to; k += 1) visit(party[k]!, share[k]!);
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

  /**
   * Goes over to a register in which only some rows are others, and says what came of it, owners first. A company is passed
   * again where something that it was handed is not, bit by bit, what it was. Of a company that only refers to others,
   * results are looked at again where they can differ: those of parties whose share in something does, from company to company
   * as long as they reach the floor there (max principle). What is then kept answers as a pass over the whole new
   * register would.
   */
  renew(renewal: VectorRenewal): VectorDifference {
    const { walk, order, changed, affected, moved, former } = renewal;
    const was = this.#beforeRenewal(renewal);
    const lost = lostHolders(this.#walk, walk, changed);
    this.#goOver(renewal);
    for (let k = 0; k < moved.length; k += 1)
      if (order.place[moved[k]!]! >= 0) this.#move(moved[k]!, former[k]!);
    const difference = new VectorDifference(renewal, this.#difference);
    this.#difference = difference;
    this.#callFirst(affected.companies, difference);
    const known = { was, changed, held: renewal.held, difference, called: new Map() };
    for (const [company, parties] of lost)
      for (const party of parties) this.#markAbove(party, company, known);
    for (const [company, kept] of was) {
      if (order.place[company]! < 0) this.#compare(company, kept, known);
      else difference.call(company, CALL.handed);
    }
    const { due } = difference;
    for (let c = 0; c < order.components; c += 1) if (due[c] !== 0) this.#renewComponent(c, due[c]!, known);
    return difference;
  }

  /** Rings, and companies whose entries are made of what they refer to, are looked at wherever anything above differs. */
  #callFirst(affected: Int32Array, { due }: VectorDifference): void {
    const { component, ring } = this.#order;
    for (let k = 0; k < affected.length; k += 1) {
      const at = this.#place[affected[k]!]!;
      if (at < 0) continue;
      const c = component[at]!;
      if (ring[c] || this.#kind[at]! & KIND.final) due[c]! |= CALL.result;
    }
  }

  /** The share of a party may differ in a company and below: where it may be a result there is to be looked at. */
  #mark(party: number, company: number, known: Renewing): void {
    const { parties } = known.difference;
    parties[party]! |= MAY_DIFFER;
    if (parties[party]! & CALLED || this.#callsBelow(company, known)) return;
    parties[party]! |= CALLED;
    if (this.#options.floor <= 1 && this.#options.wanted[party]) this.#callResults(party, known);
  }

  /** Looks at the companies in which a party reaches the floor, and those that they hold, and that it holds itself. */
  #callResults(party: number, { difference, held }: Renewing): void {
    this.#scratch.turn += 1;
    const { turn } = this.#scratch;
    const list = [party];
    for (let own = list.pop(); own !== undefined; own = list.pop()) {
      held.each(own, (company) => {
        if (this.#seen[company] === turn) return;
        this.#seen[company] = turn;
        difference.call(company, CALL.result);
        if (this.#isResult(party, company)) list.push(company);
      });
    }
  }

  /** Whether few stand below a company, all of whom are then looked at. */
  #callsBelow(company: number, { difference, held, called }: Renewing): boolean {
    const known = called.get(company);
    if (known !== undefined) return known;
    this.#scratch.turn += 1;
    const { turn } = this.#scratch;
    const most = this.#limits.below;
    const list = [company];
    const reach = (other: number): void => {
      if (this.#seen[other] === turn || list.length > most) return;
      this.#seen[other] = turn;
      list.push(other);
    };
    for (let at = 0; at < list.length && list.length <= most; at += 1) held.each(list[at]!, reach);
    const few = list.length <= most;
    if (few) for (const other of list) difference.call(other, CALL.result);
    called.set(company, few);
    return few;
  }

  /** The shares of a party and of everybody above it may differ in a company and below. */
  #markAbove(party: number, company: number, known: Renewing): void {
    const { start, next, max, also } = this.#walk;
    const { wanted } = this.#options;
    const { parties } = known.difference;
    const said = this.#callsBelow(company, known) ? ABOVE_TOO : ABOVE_TOO | ABOVE_CALLED;
    const list = [party];
    for (let own = list.pop(); own !== undefined; own = list.pop()) {
      if ((parties[own]! & said) === said) continue;
      // Companies that nobody asks for have no entries.
      if (wanted[own] || start[own] === start[own + 1]) this.#mark(own, company, known);
      parties[own]! |= said;
      for (let arc = start[own]!; arc < start[own + 1]!; arc += 1) {
        if (max[arc] === 0) continue;
        list.push(next[arc]!);
        if (also.size > 0) list.push(...(also.get(arc) ?? NOBODY));
      }
    }
  }

  #isResult(party: number, company: number): boolean {
    const at = this.#place[company]!;
    if (at < 0) return this.valueAt(party, company) >= this.#options.floor;
    const from = this.#liveOffset[at]!;
    for (let k = from; k < from + this.#liveCount[at]!; k += 1) if (this.#liveParty[k] === party) return true;
    return false;
  }

  /** What is kept of companies that changed, and of those that were in a ring or had no place, or will have none. */
  #beforeRenewal({ order, changed, moved, former }: VectorRenewal): Map<number, Kept> {
    const { component, ring } = this.#order;
    const was = new Map<number, Kept>();
    for (let k = 0; k < moved.length; k += 1) {
      const [company, at] = [moved[k]!, former[k]!];
      const isOther = at < 0 || order.place[company]! < 0 || ring[component[at]!] === 1;
      if (isOther || changed.has(company)) was.set(company, this.#keptAt(company, at));
    }
    for (const company of changed)
      if (!was.has(company)) was.set(company, this.#keptAt(company, order.place[company]!));
    return was;
  }

  #renewComponent(c: number, why: number, known: Renewing): void {
    const { componentStart, order, ring } = this.#order;
    const from = componentStart[c]!;
    if (ring[c]) this.#renewRing(order.subarray(from, componentStart[c + 1]!), c, why, known);
    else this.#renewSingle(order[from]!, c, why, known);
  }

  #goOver({ walk, order, wanted, scratch }: VectorRenewal): void {
    this.#walk = walk;
    this.#order = order;
    this.#place = order.place;
    this.#options = { ...this.#options, wanted, scratch };
    this.#rows = new RangedRows(walk, this.#options.sense);
    this.#scratch = scratch;
    this.#sum = scratch.sum;
    this.#sumOfReference = scratch.sumOfReference;
    this.#touched = scratch.touched;
    this.#firstArc = scratch.firstArc;
    this.#seen = scratch.mark;
    this.#isBefore = null;
    if (this.#level!.length < walk.count) this.#level = grown(this.#level!, new Int32Array(walk.count));
    if (scratch.turn > LAST_TURN) {
      this.#seen.fill(0);
      scratch.turn = 0;
    }
    const size = order.order.length;
    if (size <= this.#kind.length) return;
    const longer = <T extends Int32Array | Float64Array>(column: T, made: T): T => grown(column, made);
    const room = Math.ceil(1.2 * size);
    const kinds = new Uint8Array(room);
    kinds.set(this.#kind);
    this.#kind = kinds;
    this.#offset = longer(this.#offset, new Int32Array(room));
    this.#length = longer(this.#length, new Int32Array(room));
    this.#references = longer(this.#references, new Int32Array(room));
    this.#referenceCount = longer(this.#referenceCount, new Int32Array(room));
    this.#bound = longer(this.#bound, new Float64Array(room));
    this.#roundings = longer(this.#roundings, new Float64Array(room));
    this.#liveOffset = longer(this.#liveOffset, new Int32Array(room));
    this.#liveCount = longer(this.#liveCount, new Int32Array(room));
  }

  /** Takes what is kept of a company from its former place to the one that it has now. */
  #move(company: number, from: number): void {
    const at = this.#place[company]!;
    if (from < 0) return;
    this.#kind[at] = this.#kind[from]!;
    this.#offset[at] = this.#offset[from]!;
    this.#length[at] = this.#length[from]!;
    this.#references[at] = this.#references[from]!;
    this.#referenceCount[at] = this.#referenceCount[from]!;
    this.#bound[at] = this.#bound[from]!;
    this.#roundings[at] = this.#roundings[from]!;
    this.#liveOffset[at] = this.#liveOffset[from]!;
    this.#liveCount[at] = this.#liveCount[from]!;
    const first = this.#references[at]!;
    for (let k = first; k < first + this.#referenceCount[at]!; k += 1) {
      // Whoever has no place any more is nobody to refer to: this company is then passed again.
      const target = this.#place[this.#order.order[this.#target[k]!]!]!;
      if (target >= 0) this.#target[k] = target;
    }
    const block = this.#block.get(from);
    if (!block) return;
    this.#block.delete(from);
    this.#block.set(at, block);
  }

  /** How far down members are; what is below may follow its references in another order. */
  #levelAgain(members: Int32Array, c: number, known: Renewing): void {
    const level = this.#level!;
    const own = levelOf(members, c, { walk: this.#walk, order: this.#order, level });
    for (const member of members) {
      if (level[member] === own) continue;
      level[member] = own;
      this.#markAbove(member, member, known);
      known.difference.callBelow(member, CALL.level);
    }
  }

  #renewSingle(company: number, c: number, why: number, known: Renewing): void {
    const at = this.#place[company]!;
    const kept = known.was.get(company);
    if (kept || why & CALL.level) this.#levelAgain(this.#order.order.subarray(at, at + 1), c, known);
    const isPassed =
      kept ||
      why & CALL.handed ||
      (this.#kind[at]! & KIND.final && this.#meets(company, known.difference.parties));
    if (!isPassed) {
      this.#renewValues(company, at, why, known.difference);
      return;
    }
    const before = kept ?? this.#keptAt(company, at);
    this.#takeOut(at);
    this.#passSingle(at);
    this.#compare(company, before, known);
  }

  /** Whether a row has an entry, or will have one if it is passed, of somebody of whom a column is not 0. */
  #meets(company: number, parties: Uint8Array): boolean {
    const { start, next, max, also } = this.#walk;
    for (let arc = start[company]!; arc < start[company + 1]!; arc += 1) {
      if (max[arc] === 0) continue;
      const holder = next[arc]!;
      if (parties[holder]! & MAY_DIFFER) return true;
      if (also.size > 0 && (also.get(arc) ?? NOBODY).some((party) => parties[party]! & MAY_DIFFER))
        return true;
      const above = this.#place[holder]!;
      if (above >= 0 && this.#kind[above]! & KIND.big) continue;
      const { party, from, to } = this.#entries(holder);
      for (let k = from; k < to; k += 1) if (parties[party[k]!]! & MAY_DIFFER) return true;
    }
    return false;
  }

  /** A company whose own entries and references are what they were, while something that it refers to is not. */
  #renewValues(company: number, at: number, why: number, difference: VectorDifference): void {
    const roundings = why & CALL.bounds ? this.#roundingsBelow(company) : this.#roundings[at]!;
    const bound = why & CALL.bounds ? this.#boundAt(at) : this.#bound[at]!;
    if (roundings !== this.#roundings[at]) difference.rounded.push(company);
    const sameBounds = roundings === this.#roundings[at] && bound === this.#bound[at];
    this.#roundings[at] = roundings;
    this.#bound[at] = bound;
    const isConcerned = (why & ~CALL.bounds) !== 0 && this.#isConcerned(at, difference.parties);
    if (isConcerned) {
      const was = this.#liveAtPlace(at);
      this.#liveCount[at] = 0;
      this.#finish(at, this.#mostAt(at));
      if (!this.#sameLive(at, was)) difference.rows.push(company);
    }
    const below = (sameBounds ? 0 : CALL.bounds) | (isConcerned ? CALL.result : 0);
    if (below !== 0) difference.callBelow(company, below);
  }

  #liveAtPlace(at: number): Live {
    const from = this.#liveOffset[at]!;
    const to = from + this.#liveCount[at]!;
    return { liveParty: this.#liveParty.subarray(from, to), liveShare: this.#liveShare.subarray(from, to) };
  }

  /** The largest share among the entries at a place. */
  #mostAt(at: number): number {
    const from = this.#offset[at]!;
    let most = 0;
    for (let k = from; k < from + this.#length[at]!; k += 1) most = Math.max(most, this.#share[k]!);
    return most;
  }

  #boundAt(at: number): number {
    return Math.min(1, this.#mostAt(at) + (this.#referenceCount[at]! > 0 ? this.#referenceBound(at) : 0));
  }

  /** Whether any of some parties is or may become a result at a place where entries and references stay. */
  #isConcerned(at: number, parties: Uint8Array): boolean {
    if (this.#isLiveAt(at, parties)) return true;
    const { floor } = this.#options;
    const referenced = this.#referenceBound(at);
    const from = this.#offset[at]!;
    for (let k = from; k < from + this.#length[at]!; k += 1)
      if (this.#share[k]! + referenced >= floor && parties[this.#party[k]!]! & MAY_DIFFER) return true;
    // Whoever has no entry has no more than what all references have together.
    if (referenced < floor) return false;
    const first = this.#references[at]!;
    for (let k = first; k < first + this.#referenceCount[at]!; k += 1)
      if (this.#isLiveAt(this.#target[k]!, parties)) return true;
    return false;
  }

  /** The error of a company whose row stays, after that of its holders. */
  #roundingsBelow(company: number): number {
    const { start, next, min, max, row } = this.#walk;
    const [from, to] = [start[company]!, start[company + 1]!];
    let error = 0;
    for (let arc = from; arc < to; arc += 1)
      if (max[arc] !== 0) error = Math.max(error, this.roundings(next[arc]!));
    return addedError(error, to - from, {
      isWhole: to - from === 1 && min[from] === 1,
      isRanged: (row[company]! & ROW.range) !== 0,
    });
  }

  #renewRing(members: Int32Array, c: number, why: number, known: Renewing): void {
    const { was, changed, difference } = known;
    const first = this.#order.componentStart[c]!;
    const isOther = (why & ~CALL.result) !== 0 || members.some((member) => was.has(member));
    if (!isOther && !this.#isRingConcerned(members, first, difference.parties)) return;
    this.#levelAgain(members, c, known);
    const before = Array.from(members, (member, i) => was.get(member) ?? this.#keptAt(member, first + i));
    const rowsStay = !members.some((member) => changed.has(member));
    const block = this.#block.get(first);
    const adopted = rowsStay && block?.canAdopt(members) ? { block, others: difference.parties } : null;
    for (let i = 0; i < members.length; i += 1) this.#takeOut(first + i);
    this.#passRing(members, first, c, adopted);
    // A ring that was another one has a member that changed, or one below what it was.
    members.forEach((member, i) => {
      this.#compare(member, before[i]!, known, adopted !== null);
    });
  }

  /** Whether a ring that is handed what it was can have other results; one that is solved party by party may. */
  #isRingConcerned(members: Int32Array, first: number, parties: Uint8Array): boolean {
    if (this.#kind[first]! & KIND.ring) return true;
    return members.some((_, i) => this.#isConcerned(first + i, parties));
  }

  /** What is kept of a company at a place. Vectors stay where they stand when it is passed again, and so does the earlier walk. */
  #keptAt(company: number, at: number): Kept {
    if (at < 0) {
      const { start, next, min, count } = this.#walk;
      const [from, to] = company < count ? [start[company]!, start[company + 1]!] : [0, 0];
      return { ...NOTHING_KEPT, party: next.subarray(from, to), share: min.subarray(from, to) };
    }
    const from = this.#offset[at]!;
    const to = from + this.#length[at]!;
    const first = this.#references[at]!;
    const end = first + this.#referenceCount[at]!;
    return {
      isPlaced: true,
      party: this.#party.subarray(from, to),
      share: this.#share.subarray(from, to),
      target: Int32Array.from(this.#target.subarray(first, end), (own) => this.#order.order[own]!),
      weight: this.#weight.subarray(first, end),
      kind: this.#kind[at]! & ~KIND.looseResult,
      bound: this.#bound[at]!,
      roundings: this.#roundings[at]!,
      ...this.#liveAtPlace(at),
    };
  }

  /** A place is then as if nobody had been passed there. */
  #takeOut(at: number): void {
    if (this.#kind[at]! & KIND.ring) this.#block.delete(at);
    this.#kind[at] = 0;
    this.#length[at] = 0;
    this.#referenceCount[at] = 0;
    this.#bound[at] = 0;
    this.#liveCount[at] = 0;
  }

  #sameLive(at: number, { liveParty, liveShare }: Live): boolean {
    const from = this.#liveOffset[at]!;
    if (this.#liveCount[at] !== liveParty.length) return false;
    for (let k = 0; k < liveParty.length; k += 1) {
      if (this.#liveParty[from + k] !== liveParty[k] || this.#liveShare[from + k] !== liveShare[k])
        return false;
    }
    return true;
  }

  /**
   * Notes in what a company that was passed again differs from what it was. A ring that went on with earlier solutions
   * hands on what it did but to parties that are marked.
   */
  #compare(company: number, was: Kept, known: Renewing, isAdopted = false): void {
    const { difference } = known;
    const at = this.#place[company]!;
    const isPlaced = at >= 0;
    if (!isPlaced || !was.isPlaced || !this.#sameLive(at, was)) difference.rows.push(company);
    const roundings = this.roundings(company);
    if (roundings !== was.roundings) difference.rounded.push(company);
    const kind = isPlaced ? this.#kind[at]! & ~KIND.looseResult : 0;
    const sameKind =
      isPlaced === was.isPlaced && kind === was.kind && (isAdopted || (kind & KIND.ring) === 0);
    const sameReferences = sameKind && (!isPlaced || isAdopted || this.#sameReferences(at, was));
    let isHanded = !sameReferences;
    if (sameReferences) isHanded = this.#markDifferentEntries(company, was, known);
    else {
      this.#markAbove(company, company, known);
      for (const party of was.party) this.#mark(party, company, known);
    }
    // What is only referred to is not copied downwards.
    const isReferred = (kind & was.kind & KIND.big) !== 0;
    const bounds = roundings !== was.roundings || (isPlaced && this.#bound[at] !== was.bound);
    const differs = (isHanded && !isReferred ? CALL.handed : 0) | (bounds ? CALL.bounds : 0);
    const { parties } = difference;
    const isLive =
      this.isLive(company, parties) || was.liveParty.some((party) => (parties[party]! & MAY_DIFFER) !== 0);
    const below = differs | (isLive || !isPlaced ? CALL.result : 0);
    if (below !== 0) difference.callBelow(company, below);
  }

  #sameReferences(at: number, { target, weight }: Kept): boolean {
    if (this.#referenceCount[at] !== target.length) return false;
    const own = this.#references[at]!;
    for (let k = 0; k < target.length; k += 1) {
      if (this.#order.order[this.#target[own + k]!] !== target[k]) return false;
      if (this.#weight[own + k] !== weight[k]) return false;
    }
    return true;
  }

  /** Marks the parties whose own entries in a company are others than before. Whether anything differs, their order included. */
  #markDifferentEntries(company: number, was: Kept, known: Renewing): boolean {
    const { party: own, share, from, to } = this.#entries(company);
    let sameOrder = to - from === was.party.length;
    for (let k = from; k < to && sameOrder; k += 1) sameOrder = own[k] === was.party[k - from];
    if (sameOrder) {
      let differs = false;
      for (let k = from; k < to; k += 1) {
        if (share[k] === was.share[k - from]) continue;
        this.#mark(own[k]!, company, known);
        differs = true;
      }
      return differs;
    }
    const before = new Map<number, number>();
    was.party.forEach((party, k) => {
      before.set(party, was.share[k]!);
    });
    for (let k = from; k < to; k += 1) {
      const party = own[k]!;
      if (before.get(party) !== share[k]) this.#mark(party, company, known);
      before.delete(party);
    }
    for (const party of before.keys()) this.#mark(party, company, known);
    return true;
  }

  /** Numbers that are kept, also of companies as they were before they were passed again. */
  get size(): number {
    return this.#used + this.#referencesUsed + this.#liveUsed + this.#order.order.length;
  }

  /** The entries of a company. The row of one without a place is its vector: all in it is exact. */
  #entries(company: number): Entries {
    const at = this.#place[company]!;
    if (at < 0) {
      const { start, next, min } = this.#walk;
      return { party: next, share: min, from: start[company]!, to: start[company + 1]! };
    }
    const from = this.#offset[at]!;
    return { party: this.#party, share: this.#share, from, to: from + this.#length[at]! };
  }

  #passAll(): void {
    const { components, componentStart, order } = this.#order;
    const { needed } = this.#options;
    for (let c = 0; c < components; c += 1) {
      // Whoever is above one member of a ring is above all.
      if (!needed || needed[order[componentStart[c]!]!]) this.#passComponent(c);
    }
  }

  /** On demand, a large ring is no question's work: it is part of the preparation, with all above it. */
  #passLargeRings(): void {
    const { components, componentStart, order, ring } = this.#order;
    for (let c = 0; c < components; c += 1) {
      const size = componentStart[c + 1]! - componentStart[c]!;
      if (ring[c] && size > this.#limits.ring) this.need(order[componentStart[c]!]!);
    }
    this.#passedComponents.length = 0;
    this.#large = [...new Set(this.#block.values())];
    for (const block of this.#large) block.keep();
    const [used, references, live] = [this.#used, this.#referencesUsed, this.#liveUsed];
    this.#base = { used, references, live, rings: this.#keptInRings };
  }

  #passComponent(c: number): void {
    const { order, componentStart, ring } = this.#order;
    const [from, to] = [componentStart[c]!, componentStart[c + 1]!];
    if (ring[c]) this.#passRing(order.subarray(from, to), from, c);
    else this.#passSingle(from);
  }

  #passSingle(at: number): void {
    const row = this.#walk.row[this.#order.order[at]!]!;
    this.#gather(at, -1);
    const slow = row !== ROW.exact && (this.#several || this.#referredCount > 0 || (row & ROW.moved) !== 0);
    if (slow) this.#finishSlowly(at);
    else this.#store(at);
  }

  /** Sums what the holders of a company outside its component hand on. */
  #gather(at: number, own: number): void {
    const { start, next, min, max, row } = this.#walk;
    const { component, order } = this.#order;
    const { wanted } = this.#options;
    const company = order[at]!;
    const ranged = (row[company]! & ROW.range) !== 0;
    const freedom = this.#rows.freedom(company);
    const detect = row[company] !== ROW.exact;
    this.#touchedCount = 0;
    this.#referredCount = 0;
    this.#several = false;
    let error = 0;
    const [from, to] = [start[company]!, start[company + 1]!];
    for (let arc = from; arc < to; arc += 1) {
      const weight = ranged ? this.#rows.weight(arc, freedom) : min[arc]!;
      if (weight === 0 && (!detect || max[arc] === 0)) continue;
      const holder = next[arc]!;
      const above = this.#place[holder]!;
      if (above < 0 && start[holder] === start[holder + 1]) {
        this.#touch(holder, weight, detect, arc);
        continue;
      }
      if (own >= 0 && above >= 0 && component[above] === own) continue;
      if (wanted[holder]) this.#touch(holder, weight, detect, arc);
      if (above >= 0) error = Math.max(error, this.#roundings[above]!);
      this.#handOn(holder, weight, detect, arc);
    }
    const isWhole = to - from === 1 && min[from] === 1;
    this.#roundings[at] = addedError(error, to - from, { isWhole, isRanged: ranged });
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
    const at = this.#place[holder]!;
    if (at >= 0 && this.#kind[at]! & KIND.big) {
      this.#refer(at, weight, detect);
      return;
    }
    const { party, share, from, to } = this.#entries(holder);
    const sum = this.#sum;
    for (let k = from; k < to; k += 1) {
      const value = weight * share[k]!;
      const own = party[k]!;
      if (own === holder) continue;
      if (detect) this.#touch(own, value, true, arc);
      else if (value > 0) {
        if (sum[own] === 0) {
          this.#touched[this.#touchedCount] = own;
          this.#touchedCount += 1;
        }
        sum[own]! += value;
      }
    }
    if (at < 0) return;
    const first = this.#references[at]!;
    const end = first + this.#referenceCount[at]!;
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

  #store(at: number): void {
    const count = this.#touchedCount;
    const detected = this.#firstArc.length > 0;
    this.#room(count);
    this.#offset[at] = this.#used;
    this.#length[at] = count;
    const [party, share, sum, touched] = [this.#party, this.#share, this.#sum, this.#touched];
    const used = this.#used;
    let most = 0;
    for (let k = 0; k < count; k += 1) {
      const own = touched[k]!;
      const value = sum[own]!;
      sum[own] = 0;
      if (detected) this.#firstArc[own] = 0;
      party[used + k] = own;
      share[used + k] = value;
      if (value > most) most = value;
    }
    this.#used += count;
    this.#storeReferences(at);
    this.#finish(at, most);
  }

  #storeReferences(at: number): void {
    const count = this.#referredCount;
    if (this.#referencesUsed + count > this.#target.length) {
      const size = 2 * this.#target.length + count;
      this.#target = grown(this.#target, new Int32Array(size));
      this.#weight = grown(this.#weight, new Float64Array(size));
    }
    this.#references[at] = this.#referencesUsed;
    this.#referenceCount[at] = count;
    for (let k = 0; k < count; k += 1) {
      const target = this.#referred[k]!;
      this.#target[this.#referencesUsed] = target;
      this.#weight[this.#referencesUsed] = this.#sumOfReference[target]!;
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
  #referenceBound(at: number): number {
    let total = 0;
    const first = this.#references[at]!;
    for (let k = first; k < first + this.#referenceCount[at]!; k += 1) {
      total += this.#weight[k]! * this.#bound[this.#target[k]!]!;
    }
    return total;
  }

  #finish(at: number, most: number): void {
    const referenced = this.#referenceCount[at]! > 0 ? this.#referenceBound(at) : 0;
    this.#bound[at] = Math.min(1, most + referenced);
    const length = this.#length[at]!;
    if (length > SCANNED) this.#sort(at);
    if (length > this.#limits.copied || this.#referenceCount[at]! > this.#limits.references)
      this.#kind[at]! |= KIND.big;
    this.#liveOffset[at] = this.#liveUsed;
    const { floor, wanted } = this.#options;
    if (most + referenced < floor) return;
    const company = this.#order.order[at]!;
    this.#scratch.turn += 1;
    const { turn } = this.#scratch;
    const [from, to] = [this.#offset[at]!, this.#offset[at]! + length];
    const refers = this.#referenceCount[at]! > 0;
    const final = (this.#kind[at]! & KIND.final) !== 0 || !refers;
    this.#loosely = (this.#kind[at]! & KIND.unsure) !== 0;
    for (let k = from; k < to; k += 1) {
      const [party, share] = [this.#party[k]!, this.#share[k]!];
      if (refers) this.#seen[party] = turn;
      if (share + (final ? 0 : referenced) < floor || !wanted[party] || party === company) continue;
      const value = final ? share : this.#withReferences(party, at, share);
      if (value >= floor) this.#enter(party, value);
    }
    if (refers && referenced >= floor) this.#liveOfReferences(at);
    if (this.#loosely) this.#kind[at]! |= KIND.looseResult;
    this.#liveCount[at] = this.#liveUsed - this.#liveOffset[at]!;
  }

  /** Whoever reaches the floor without an entry of its own reaches it in one of the references (max principle). */
  #liveOfReferences(at: number): void {
    const company = this.#order.order[at]!;
    const { turn } = this.#scratch;
    const first = this.#references[at]!;
    for (let k = first; k < first + this.#referenceCount[at]!; k += 1) {
      const from = this.#liveOffset[this.#target[k]!]!;
      const to = from + this.#liveCount[this.#target[k]!]!;
      for (let i = from; i < to; i += 1) {
        const party = this.#liveParty[i]!;
        if (this.#seen[party] === turn || party === company) continue;
        this.#seen[party] = turn;
        const value = this.#withReferences(party, at, 0);
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
  #sort(at: number): void {
    const from = this.#offset[at]!;
    const to = from + this.#length[at]!;
    const party = this.#party;
    let sorted = true;
    for (let k = from + 1; k < to && sorted; k += 1) sorted = party[k - 1]! < party[k]!;
    if (sorted) return;
    const places = new Map<number, number>();
    for (let k = from; k < to; k += 1) places.set(party[k]!, this.#share[k]!);
    const own = party.subarray(from, to).sort();
    for (let k = 0; k < own.length; k += 1) this.#share[from + k] = places.get(own[k]!)!;
  }

  /** Position of a party's own entry in the vector at a place, or −1. */
  #entry(party: number, at: number): number {
    let low = this.#offset[at]!;
    let high = low + this.#length[at]! - 1;
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

  /** The share of a party in a company (its return to itself, where they are the same). */
  valueAt(party: number, company: number): number {
    const at = this.#place[company]!;
    if (at >= 0) return this.#valueAtPlace(party, at, null)!;
    const { start, next, min } = this.#walk;
    for (let arc = start[company]!; arc < start[company + 1]!; arc += 1) {
      if (next[arc] === party) return min[arc]!;
    }
    return 0;
  }

  /** The same at a place; null where a budget for references of references is not enough. */
  #valueAtPlace(party: number, at: number, budget: { left: number } | null): number | null {
    const kind = this.#kind[at]!;
    let own = 0;
    if (kind & KIND.ring) {
      const block = this.#block.get(at)!;
      own = block.value(party, this.#order.order[at]!);
      if (block.whole || block.isMember(party)) return own;
    } else {
      const entry = this.#entry(party, at);
      if (entry >= 0) {
        if (kind & KIND.unsure) this.#loosely = true;
        own = this.#share[entry]!;
        if (kind & KIND.final) return own;
      }
    }
    if (this.#referenceCount[at] === 0) return own;
    if (budget === null) return this.#withReferences(party, at, own);
    return this.#depth > DEEPEST_WALK ? null : this.#walkReferences(party, at, own, budget);
  }

  #withReferences(party: number, at: number, own: number): number {
    const quick =
      this.#depth > DEEPEST_WALK ? null : this.#walkReferences(party, at, own, { left: WALKED_REFERENCES });
    return quick ?? own + this.#sortedReferences(party, at);
  }

  /** References of references, one after the other; null when there are too many. */
  #walkReferences(party: number, at: number, own: number, budget: { left: number }): number | null {
    if (this.#kind[at]! & KIND.loose) return this.#rowValue(party, at, budget);
    let total = own;
    const first = this.#references[at]!;
    for (let k = first; k < first + this.#referenceCount[at]!; k += 1) {
      const target = this.#target[k]!;
      if (this.#order.order[target] === party) continue;
      budget.left -= 1;
      if (budget.left < 0) return null;
      this.#depth += 1;
      const value = this.#valueAtPlace(party, target, budget);
      this.#depth -= 1;
      if (value === null) return null;
      total += this.#weight[k]! * value;
    }
    return total;
  }

  /** A row with ranges to one party that is behind several of its holders: what each holder is worth, and the best choice. */
  #rowValue(party: number, at: number, budget: { left: number }): number | null {
    const company = this.#order.order[at]!;
    const { start, next, max, also } = this.#walk;
    const ways: [arc: number, worth: number][] = [];
    for (let arc = start[company]!; arc < start[company + 1]!; arc += 1) {
      if (max[arc] === 0) continue;
      const holder = next[arc]!;
      const meets = holder === party || [...(also.get(arc) ?? [])].includes(party);
      const worth = meets ? 1 : this.#worthWithin(party, holder, budget);
      if (worth === null) return null;
      if (worth > 0) ways.push([arc, worth]);
    }
    return this.#rows.value(ways, this.#rows.freedom(company));
  }

  #worthWithin(party: number, holder: number, budget: { left: number }): number | null {
    const at = this.#place[holder]!;
    if (at < 0) return this.valueAt(party, holder);
    budget.left -= 1;
    if (budget.left < 0) return null;
    this.#depth += 1;
    const value = this.#valueAtPlace(party, at, budget);
    this.#depth -= 1;
    return value;
  }

  /** The same with every company referred to visited once, those furthest down first: no tree of references explodes. */
  #sortedReferences(party: number, at: number): number {
    const weights = new Map<number, number>();
    const heap: number[] = [];
    this.#isBefore ??= furtherDown(this.#level ?? levels(this.#walk, this.#order), this.#order);
    const isBefore = this.#isBefore;
    const push = (from: number, weight: number): void => {
      const first = this.#references[from]!;
      for (let k = first; k < first + this.#referenceCount[from]!; k += 1) {
        const target = this.#target[k]!;
        const own = weight * this.#weight[k]!;
        // Beyond this a reference is worth less than any rounding of the result.
        if (own < 1e-30 || this.#order.order[target] === party) continue;
        const known = weights.get(target);
        weights.set(target, (known ?? 0) + own);
        if (known === undefined) pushHeap(heap, target, isBefore);
      }
    };
    push(at, 1);
    let total = 0;
    let loose = false;
    while (heap.length > 0) {
      const target = popHeap(heap, isBefore);
      const weight = weights.get(target)!;
      const kind = this.#kind[target]!;
      const block = kind & KIND.ring ? this.#block.get(target)! : null;
      const entry = block ? -1 : this.#entry(party, target);
      if (entry >= 0 && kind & KIND.unsure) this.#loosely = true;
      const held = entry < 0 ? 0 : this.#share[entry]!;
      const own = block ? block.value(party, this.#order.order[target]!) : held;
      total += weight * own;
      if (loose && own > 0) this.#loosely = true;
      if (block && (block.whole || block.isMember(party))) continue;
      if (entry >= 0 && kind & KIND.final) continue;
      loose ||= (kind & KIND.loose) !== 0;
      push(target, weight);
    }
    return total;
  }

  /**
   * A row with ranges or joint holders in which one party is met on several ways: free mass goes first where the party
   * is most (least) surely met, so that its share is no weighted sum. The entries are then whole shares.
   */
  #finishSlowly(at: number): void {
    const company = this.#order.order[at]!;
    const { start, next, also } = this.#walk;
    const { wanted } = this.#options;
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
      // As in other rows, a company that nobody asks for has no entry of its own.
      if (wanted[holder] || start[holder] === start[holder + 1]) meet(holder, arc, 1);
      for (const other of also.get(arc) ?? []) meet(other, arc, 1);
      const above = this.#place[holder]!;
      const big = above >= 0 && (this.#kind[above]! & KIND.big) !== 0;
      if (big || (above >= 0 && this.#referenceCount[above]! > 0)) referring.push(arc);
      if (big) continue;
      const { party, share, from, to } = this.#entries(holder);
      for (let k = from; k < to; k += 1) {
        if (party[k] !== holder) meet(party[k]!, arc, share[k]!);
      }
    }
    const freedom = this.#rows.freedom(company);
    this.#loosely = false;
    this.#touchedCount = 0;
    for (const [party, list] of ways) {
      for (const arc of referring) {
        const worth = this.worth(party, next[arc]!);
        if (worth > 0 && list.at(-1)![0] !== arc && !list.some(([known]) => known === arc))
          list.push([arc, worth]);
        else for (const way of list) if (way[0] === arc) way[1] = Math.max(way[1], worth);
      }
      const value = this.#rows.value(list, freedom);
      if (value > 0) this.#touch(party, value, false, -1);
    }
    if (this.#referredCount > 0) {
      this.#kind[at]! |= KIND.final | KIND.big;
      if (referring.length > 1) this.#kind[at]! |= KIND.loose;
      if (this.#loosely) this.#kind[at]! |= KIND.unsure;
    }
    this.#store(at);
  }

  #passRing(members: Int32Array, first: number, own: number, adopted: Adopted | null = null): void {
    const block = new RingBlock(this, this.#rows, this.#walk, members, this.#options);
    if (adopted) block.adopt(adopted.block, adopted.others);
    if (block.closed) this.closedRings.push(members);
    if (block.linear && !block.closed) this.#gatherRing(block, members, first, own);
    this.#setRingError(block, members, first);
    if (block.linear && !block.closed && members.length <= this.#limits.ring) {
      if (block.entryCount() * members.length <= EXPANDED_ENTRIES) {
        this.#expandRing(block, members, first);
        return;
      }
    }
    this.keepInRing(3 * block.entryCount());
    for (let i = 0; i < members.length; i += 1) {
      this.#block.set(first + i, block);
      this.#kind[first + i]! |= KIND.big | KIND.ring;
    }
    this.#liveOfRing(block, members, first);
  }

  #gatherRing(block: RingBlock, members: Int32Array, first: number, own: number): void {
    for (let i = 0; i < members.length; i += 1) {
      this.#gather(first + i, own);
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
    }
  }

  /** A small ring with short vectors: each member gets its own, and the ring is done with. */
  #expandRing(block: RingBlock, members: Int32Array, first: number): void {
    const { wanted } = this.#options;
    members.forEach((member, i) => {
      this.#touchedCount = 0;
      block.expand(
        i,
        (party, share) => this.#touch(party, share, false, -1),
        (target, weight) => this.#refer(target, weight),
      );
      if (wanted[member]) {
        const back = block.value(member, member);
        if (back > 0) this.#touch(member, back, false, -1);
      }
      for (const other of members) {
        if (other === member || !wanted[other]) continue;
        const share = block.value(other, member);
        if (share > 0) this.#touch(other, share, false, -1);
      }
      this.#store(first + i);
      this.#enterReturn(member, first + i, block);
    });
  }

  /** The ring leads back to the company itself: a row of its own, which nobody else's share depends on. */
  #enterReturn(member: number, at: number, block: RingBlock): void {
    if (!this.#options.returns || !this.#options.wanted[member]) return;
    const back = block.value(member, member);
    if (back < this.#options.floor) return;
    this.#enter(member, back);
    this.#liveCount[at] = this.#liveUsed - this.#liveOffset[at]!;
  }

  #liveOfRing(block: RingBlock, members: Int32Array, first: number): void {
    const { floor, wanted } = this.#options;
    let referenced = 0;
    for (let i = 0; i < members.length; i += 1) {
      block.referencesOf(i, (target, weight) => this.#refer(target, weight));
      this.#storeReferences(first + i);
      this.#bound[first + i] = 1;
      referenced = Math.max(referenced, this.#referenceBound(first + i));
    }
    const candidates =
      floor > 1 ? [] : block.candidates(floor - referenced, wanted, (holder) => this.#liveAt(holder));
    this.#loosely = false;
    const live = this.#liveIn(members, first, candidates);
    members.forEach((member, i) => {
      const at = first + i;
      this.#liveOffset[at] = this.#liveUsed;
      const { party, share } = live[i]!;
      for (let k = 0; k < party.length; k += 1) {
        if (party[k] !== member || this.#options.returns) this.#enter(party[k]!, share[k]!);
      }
      if (!block.whole && floor <= 1) {
        this.#scratch.turn += 1;
        for (const one of candidates) this.#seen[one] = this.#scratch.turn;
        this.#liveOfReferences(at);
      }
      if (this.#loosely) this.#kind[at]! |= KIND.looseResult;
      this.#liveCount[at] = this.#liveUsed - this.#liveOffset[at]!;
    });
  }

  /** Candidate by candidate, so that each is solved once even where not all solutions can be kept. */
  #liveIn(members: Int32Array, first: number, candidates: readonly number[]) {
    const live = Array.from(members, () => ({ party: [] as number[], share: [] as number[] }));
    for (const party of candidates) {
      for (let i = 0; i < members.length; i += 1) {
        const value = this.#valueAtPlace(party, first + i, null)!;
        if (value < this.#options.floor) continue;
        live[i]!.party.push(party);
        live[i]!.share.push(value);
      }
    }
    return live;
  }

  /** The worst of what is handed on, and what the solution adds. */
  #setRingError(block: RingBlock, members: Int32Array, first: number): void {
    const { start, next } = this.#walk;
    const added = block.errorAbove() + 4;
    let error = added;
    for (const member of members) {
      for (let arc = start[member]!; arc < start[member + 1]!; arc += 1) {
        if (!block.isMember(next[arc]!)) error = Math.max(error, this.roundings(next[arc]!) + added);
      }
    }
    members.forEach((member, i) => {
      this.#roundings[first + i] = error + start[member + 1]! - start[member]!;
    });
  }

  #liveAt(company: number): Int32Array {
    const at = this.#place[company]!;
    if (at < 0) return NO_INTEGERS;
    const from = this.#liveOffset[at]!;
    return this.#liveParty.subarray(from, from + this.#liveCount[at]!);
  }
}

const NOBODY: readonly number[] = [];
const NO_INTEGERS = new Int32Array(0);

function enter(found: LiveParties, party: number, share: number): void {
  found.party[found.count] = party;
  found.share[found.count] = share;
  found.count += 1;
}

/** They are few as a rule, and mostly in order. */
function sortByParty({ count, party, share }: LiveParties): void {
  if (count > FEW) {
    const order = Array.from({ length: count }, (_, k) => k).sort((a, b) => party[a]! - party[b]!);
    const [parties, shares] = [party.slice(0, count), share.slice(0, count)];
    order.forEach((from, k) => {
      party[k] = parties[from]!;
      share[k] = shares[from]!;
    });
    return;
  }
  for (let k = 1; k < count; k += 1) {
    const [own, value] = [party[k]!, share[k]!];
    let at = k;
    for (; at > 0 && party[at - 1]! > own; at -= 1) {
      party[at] = party[at - 1]!;
      share[at] = share[at - 1]!;
    }
    party[at] = own;
    share[at] = value;
  }
}

/** Up to so many are sorted by insertion. */
const FEW = 16;

/** What a renewal knows while it goes down. */
interface Renewing {
  /** What there was of companies that changed, or are kept in another way. */
  readonly was: ReadonlyMap<number, Kept>;
  readonly changed: ReadonlySet<number>;
  readonly held: HeldCompanies;
  readonly difference: VectorDifference;
  /** Whether all below a company were called; of others, those are that may have a result of parties that differ. */
  readonly called: Map<number, boolean>;
}

/** Parties with shares: those from `from` to `to` − 1. */
interface Entries {
  readonly party: Int32Array;
  readonly share: Float64Array;
  readonly from: number;
  readonly to: number;
}

/** What there was of a company before it was passed again. */
interface Kept extends Live {
  readonly isPlaced: boolean;
  readonly party: Int32Array;
  readonly share: Float64Array;
  /** Companies referred to. */
  readonly target: Int32Array;
  readonly weight: Float64Array;
  readonly kind: number;
  readonly bound: number;
  readonly roundings: number;
}

/** The results of a company. */
interface Live {
  readonly liveParty: Int32Array;
  readonly liveShare: Float64Array;
}

/** A ring that was solved before, and the parties for whom it is solved again: those that are not 0. */
interface Adopted {
  readonly block: RingBlock;
  readonly others: Uint8Array;
}

const NO_NUMBERS = new Float64Array(0);
const NOTHING_KEPT: Kept = {
  ...{ isPlaced: false, party: NO_INTEGERS, share: NO_NUMBERS, kind: 0, bound: 0, roundings: 0 },
  ...{ target: NO_INTEGERS, weight: NO_NUMBERS, liveParty: NO_INTEGERS, liveShare: NO_NUMBERS },
};

/** Error of a company after the greatest error of its holders: a sum of so many products, of ranges with what they leave free. */
function addedError(
  error: number,
  holders: number,
  { isWhole, isRanged }: { readonly isWhole: boolean; readonly isRanged: boolean },
): number {
  if (isWhole) return error;
  return error + (isRanged ? 4 : 1) * holders + (isRanged ? RANGE_ROUNDINGS : 3);
}

/** Whoever companies meet no more that they met on an arc of the earlier walk. */
function lostHolders(
  before: WholeWalk,
  after: WholeWalk,
  companies: Iterable<number>,
): Map<number, readonly number[]> {
  const found = new Map<number, readonly number[]>();
  for (const company of companies) {
    if (company >= before.count) continue;
    const met = new Set<number>();
    eachMet(after, company, (party) => met.add(party));
    const lost: number[] = [];
    eachMet(before, company, (party) => {
      if (!met.has(party)) lost.push(party);
    });
    if (lost.length > 0) found.set(company, lost);
  }
  return found;
}

function eachMet(
  { start, next, max, also }: WholeWalk,
  company: number,
  visit: (party: number) => void,
): void {
  for (let arc = start[company]!; arc < start[company + 1]!; arc += 1) {
    if (max[arc] === 0) continue;
    visit(next[arc]!);
    for (const party of also.get(arc) ?? NOBODY) visit(party);
  }
}

function grown<T extends Int32Array | Float64Array>(from: T, to: T): T {
  to.set(from as never);
  return to;
}

/** Whether the company at one place is followed before that at another. */
type Before = (a: number, b: number) => boolean;

/** How far down companies are: one more than the longest way up to a company without a place, the same within a component. */
function levels(walk: WholeWalk, order: OwnersFirst): Int32Array {
  const level = new Int32Array(walk.count);
  for (let c = 0; c < order.components; c += 1) {
    const members = order.order.subarray(order.componentStart[c]!, order.componentStart[c + 1]!);
    const own = levelOf(members, c, { walk, order, level });
    for (const member of members) level[member] = own;
  }
  return level;
}

/** The level of one component, those above being known. */
function levelOf(
  members: Int32Array,
  c: number,
  {
    walk,
    order,
    level,
  }: { readonly walk: WholeWalk; readonly order: OwnersFirst; readonly level: Int32Array },
): number {
  const { start, next, max } = walk;
  let deepest = 0;
  for (const member of members) {
    for (let arc = start[member]!; arc < start[member + 1]!; arc += 1) {
      const above = order.place[next[arc]!]!;
      if (above >= 0 && max[arc] !== 0 && order.component[above] !== c)
        deepest = Math.max(deepest, level[next[arc]!]!);
    }
  }
  return deepest + 1;
}

/**
 * Companies further down come first; those equally far in the order of the register. It depends on nothing but what is above, so
 * that whatever goes by it comes out the same wherever else the register changes.
 */
function furtherDown(level: Int32Array, { order }: OwnersFirst): Before {
  return (a, b) => {
    const [one, other] = [order[a]!, order[b]!];
    return level[one] === level[other] ? one < other : level[one]! > level[other]!;
  };
}

/** A heap of places, the one that is before all others on top. */
function pushHeap(heap: number[], item: number, isBefore: Before): void {
  let at = heap.push(item) - 1;
  while (at > 0) {
    const parent = (at - 1) >>> 1;
    if (!isBefore(item, heap[parent]!)) break;
    heap[at] = heap[parent]!;
    at = parent;
  }
  heap[at] = item;
}

function popHeap(heap: number[], isBefore: Before): number {
  const top = heap[0]!;
  const last = heap.pop()!;
  if (heap.length === 0) return top;
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child += 1;
    if (!isBefore(heap[child]!, last)) break;
    heap[at] = heap[child]!;
    at = child;
  }
  heap[at] = last;
  return top;
}
