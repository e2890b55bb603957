import { levelOf } from "./furtherDown.js";
import type { HeldCompanies } from "./heldCompanies.js";
import type { EarlierRows } from "./renewableWalk.js";
import type { RingBlock } from "./ringBlock.js";
import { KIND, type Live, type VectorColumns } from "./vectorColumns.js";
import {
  ABOVE_CALLED,
  ABOVE_TOO,
  CALL,
  CALLED,
  MAY_DIFFER,
  VectorDifference,
  type VectorRenewal,
} from "./vectorDifference.js";
import type { VectorGround } from "./vectorGround.js";
import type { VectorShares } from "./vectorShares.js";
import { addedError } from "./vectorSums.js";
import { ROW, type WholeWalk } from "./wholeWalk.js";

/** What a renewal has of the vectors that it renews. */
export interface Passes {
  readonly ground: VectorGround;
  readonly columns: VectorColumns;
  readonly shares: VectorShares;
  /** What came of the last renewal, whose columns are used again. */
  readonly earlier: VectorDifference | null;
  /** Puts the register of the renewal under all of them. */
  goOver(renewal: VectorRenewal): void;
  passSingle(at: number): void;
  passRing(members: Int32Array, first: number, component: number, adopted: Adopted | null): void;
  /** Results of a place whose entries and references stand. */
  finish(at: number, most: number): void;
}

/** A ring that was solved before, and the parties for whom it is solved again: those that are not 0. */
export interface Adopted {
  readonly block: RingBlock;
  readonly others: Uint8Array;
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

const NOBODY: readonly number[] = [];
const NO_INTEGERS = new Int32Array(0);
const NO_NUMBERS = new Float64Array(0);
const NOTHING_KEPT: Kept = {
  ...{ isPlaced: false, party: NO_INTEGERS, share: NO_NUMBERS, kind: 0, bound: 0, roundings: 0 },
  ...{ target: NO_INTEGERS, weight: NO_NUMBERS, liveParty: NO_INTEGERS, liveShare: NO_NUMBERS },
};

/** A renewal of vectors, owners first (OwnerVectors.renew). */
export class Renewing {
  readonly #passes: Passes;
  readonly #ground: VectorGround;
  readonly #columns: VectorColumns;
  readonly #shares: VectorShares;
  readonly #renewal: VectorRenewal;
  readonly #changed: ReadonlySet<number>;
  readonly #held: HeldCompanies;
  /** What there was of companies that changed, or are kept in another way. */
  readonly #was: ReadonlyMap<number, Kept>;
  /** Whether all below a company were called; of others, those are that may have a result of parties that differ. */
  readonly #called = new Map<number, boolean>();
  readonly #difference: VectorDifference;

  constructor(passes: Passes, renewal: VectorRenewal) {
    this.#passes = passes;
    this.#ground = passes.ground;
    this.#columns = passes.columns;
    this.#shares = passes.shares;
    this.#renewal = renewal;
    this.#changed = renewal.changed;
    this.#held = renewal.held;
    this.#difference = new VectorDifference(renewal, passes.earlier);
    this.#was = this.#beforeRenewal();
  }

  run(): VectorDifference {
    const { walk, order, affected, moved, former, changed } = this.#renewal;
    const difference = this.#difference;
    const lost = lostHolders(this.#renewal.earlier, walk, changed);
    this.#passes.goOver(this.#renewal);
    for (let k = 0; k < moved.length; k += 1)
      if (order.place[moved[k]!]! >= 0) this.#move(moved[k]!, former[k]!);
    this.#callFirst(affected.companies);
    for (const [company, parties] of lost) for (const party of parties) this.#markAbove(party, company);
    for (const [company, kept] of this.#was) {
      if (order.place[company]! < 0) this.#compare(company, kept);
      else difference.call(company, CALL.handed);
    }
    for (const c of difference.calledComponents()) this.#renewComponent(c, difference.due[c]!);
    return difference;
  }

  /** Rings, and companies whose entries are made of what they refer to, are looked at wherever anything above differs. */
  #callFirst(affected: Int32Array): void {
    const { component, ring } = this.#ground.order;
    for (let k = 0; k < affected.length; k += 1) {
      const at = this.#ground.order.place[affected[k]!]!;
      if (at < 0) continue;
      const c = component[at]!;
      if (ring[c] || this.#columns.kind[at]! & KIND.final) this.#difference.callComponent(c, CALL.result);
    }
  }

  /** The share of a party may differ in a company and below: where it may be a result there is to be looked at. */
  #mark(party: number, company: number): void {
    const { parties } = this.#difference;
    parties[party]! |= MAY_DIFFER;
    if (parties[party]! & CALLED || this.#callsBelow(company)) return;
    parties[party]! |= CALLED;
    if (this.#ground.options.floor <= 1 && this.#ground.options.wanted[party]) this.#callResults(party);
  }

  /** Looks at the companies in which a party reaches the floor, and those that they hold, and that it holds itself. */
  #callResults(party: number): void {
    const { scratch } = this.#ground.options;
    scratch.turn += 1;
    const { turn, mark } = scratch;
    const list = [party];
    for (let own = list.pop(); own !== undefined; own = list.pop()) {
      this.#held.each(own, (company) => {
        if (mark[company] === turn) return;
        mark[company] = turn;
        this.#difference.call(company, CALL.result);
        if (this.#isResult(party, company)) list.push(company);
      });
    }
  }

  /** Whether few stand below a company, all of whom are then looked at. */
  #callsBelow(company: number): boolean {
    const known = this.#called.get(company);
    if (known !== undefined) return known;
    const { scratch } = this.#ground.options;
    scratch.turn += 1;
    const { turn, mark } = scratch;
    const most = this.#ground.limits.below;
    const list = [company];
    const reach = (other: number): void => {
      if (mark[other] === turn || list.length > most) return;
      mark[other] = turn;
      list.push(other);
    };
    for (let at = 0; at < list.length && list.length <= most; at += 1) this.#held.each(list[at]!, reach);
    const few = list.length <= most;
    if (few) for (const other of list) this.#difference.call(other, CALL.result);
    this.#called.set(company, few);
    return few;
  }

  /** The shares of a party and of everybody above it may differ in a company and below. */
  #markAbove(party: number, company: number): void {
    const { start, end, next, max, also } = this.#ground.walk;
    const { wanted } = this.#ground.options;
    const { parties } = this.#difference;
    const said = this.#callsBelow(company) ? ABOVE_TOO : ABOVE_TOO | ABOVE_CALLED;
    const list = [party];
    for (let own = list.pop(); own !== undefined; own = list.pop()) {
      if ((parties[own]! & said) === said) continue;
      // Companies that nobody asks for have no entries.
      if (wanted[own] || start[own] === end[own]) this.#mark(own, company);
      parties[own]! |= said;
      for (let arc = start[own]!; arc < end[own]!; arc += 1) {
        if (max[arc] === 0) continue;
        list.push(next[arc]!);
        if (also.size > 0) list.push(...(also.get(arc) ?? NOBODY));
      }
    }
  }

  #isResult(party: number, company: number): boolean {
    const at = this.#ground.order.place[company]!;
    if (at < 0) return this.#shares.valueAt(party, company) >= this.#ground.options.floor;
    return this.#columns.isLive(at, party);
  }

  /** What is kept of companies that changed, and of those that were in a ring or had no place, or will have none. */
  #beforeRenewal(): Map<number, Kept> {
    const { order, changed, moved, former } = this.#renewal;
    const { component, ring } = this.#ground.order;
    const was = new Map<number, Kept>();
    for (let k = 0; k < moved.length; k += 1) {
      const [company, at] = [moved[k]!, former[k]!];
      const isOther = at < 0 || order.place[company]! < 0 || ring[component[at]!] === 1;
      if (isOther || changed.has(company)) was.set(company, this.#keptBefore(company, at));
    }
    for (const company of changed)
      if (!was.has(company)) was.set(company, this.#keptBefore(company, order.place[company]!));
    return was;
  }

  #renewComponent(c: number, why: number): void {
    const { componentStart, order, ring } = this.#ground.order;
    const from = componentStart[c]!;
    if (ring[c]) this.#renewRing(order.subarray(from, componentStart[c + 1]!), c, why);
    else this.#renewSingle(order[from]!, c, why);
  }

  /** Takes what is kept of a company from its former place to the one that it has now. */
  #move(company: number, from: number): void {
    const at = this.#ground.order.place[company]!;
    if (from < 0) return;
    this.#columns.move(from, at);
    const first = this.#columns.references[at]!;
    for (let k = first; k < first + this.#columns.referenceCount[at]!; k += 1) {
      // Whoever has no place any more is nobody to refer to: this company is then passed again.
      const target = this.#ground.order.place[this.#ground.order.order[this.#columns.target[k]!]!]!;
      if (target >= 0) this.#columns.target[k] = target;
    }
  }

  /** How far down members are; what is below may follow its references in another order. */
  #levelAgain(members: Int32Array, c: number): void {
    const level = this.#shares.level!;
    const own = levelOf(members, c, { walk: this.#ground.walk, order: this.#ground.order, level });
    for (const member of members) {
      if (level[member] === own) continue;
      level[member] = own;
      this.#markAbove(member, member);
      this.#difference.callBelow(member, CALL.level);
    }
  }

  #renewSingle(company: number, c: number, why: number): void {
    const at = this.#ground.order.place[company]!;
    const kept = this.#was.get(company);
    if (kept || why & CALL.level) this.#levelAgain(this.#ground.order.order.subarray(at, at + 1), c);
    const isPassed =
      kept ||
      why & CALL.handed ||
      (this.#columns.kind[at]! & KIND.final && this.#meets(company, this.#difference.parties));
    if (!isPassed) {
      this.#renewValues(company, at, why);
      return;
    }
    const before = kept ?? this.#keptAt(at);
    this.#columns.clear(at);
    this.#passes.passSingle(at);
    this.#compare(company, before);
  }

  /** Whether a row has an entry, or will have one if it is passed, of somebody of whom a column is not 0. */
  #meets(company: number, parties: Uint8Array): boolean {
    const { start, end, next, max, also } = this.#ground.walk;
    for (let arc = start[company]!; arc < end[company]!; arc += 1) {
      if (max[arc] === 0) continue;
      const holder = next[arc]!;
      if (parties[holder]! & MAY_DIFFER) return true;
      if (also.size > 0 && (also.get(arc) ?? NOBODY).some((party) => parties[party]! & MAY_DIFFER))
        return true;
      const above = this.#ground.order.place[holder]!;
      if (above >= 0 && this.#columns.kind[above]! & KIND.big) continue;
      const { party, from, to } = this.#shares.entries(holder);
      for (let k = from; k < to; k += 1) if (parties[party[k]!]! & MAY_DIFFER) return true;
    }
    return false;
  }

  /** A company whose own entries and references are what they were, while something that it refers to is not. */
  #renewValues(company: number, at: number, why: number): void {
    const difference = this.#difference;
    const roundings = why & CALL.bounds ? this.#roundingsBelow(company) : this.#columns.roundings[at]!;
    const bound = why & CALL.bounds ? this.#boundAt(at) : this.#columns.bound[at]!;
    if (roundings !== this.#columns.roundings[at]) difference.rounded.push(company);
    const sameBounds = roundings === this.#columns.roundings[at] && bound === this.#columns.bound[at];
    this.#columns.roundings[at] = roundings;
    this.#columns.bound[at] = bound;
    const isConcerned = (why & ~CALL.bounds) !== 0 && this.#isConcerned(at, difference.parties);
    if (isConcerned) {
      const was = this.#columns.liveAt(at);
      this.#columns.liveCount[at] = 0;
      this.#passes.finish(at, this.#columns.mostAt(at));
      if (!this.#columns.sameLive(at, was)) difference.rows.push(company);
    }
    const below = (sameBounds ? 0 : CALL.bounds) | (isConcerned ? CALL.result : 0);
    if (below !== 0) difference.callBelow(company, below);
  }

  #boundAt(at: number): number {
    return Math.min(
      1,
      this.#columns.mostAt(at) +
        (this.#columns.referenceCount[at]! > 0 ? this.#columns.referenceBound(at) : 0),
    );
  }

  /** Whether any of some parties is or may become a result at a place where entries and references stay. */
  #isConcerned(at: number, parties: Uint8Array): boolean {
    if (this.#columns.isLiveAmong(at, parties, MAY_DIFFER)) return true;
    const { floor } = this.#ground.options;
    const referenced = this.#columns.referenceBound(at);
    const from = this.#columns.offset[at]!;
    for (let k = from; k < from + this.#columns.length[at]!; k += 1)
      if (this.#columns.share[k]! + referenced >= floor && parties[this.#columns.party[k]!]! & MAY_DIFFER)
        return true;
    // Whoever has no entry has no more than what all references have together.
    if (referenced < floor) return false;
    const first = this.#columns.references[at]!;
    for (let k = first; k < first + this.#columns.referenceCount[at]!; k += 1)
      if (this.#columns.isLiveAmong(this.#columns.target[k]!, parties, MAY_DIFFER)) return true;
    return false;
  }

  /** The error of a company whose row stays, after that of its holders. */
  #roundingsBelow(company: number): number {
    const { start, end, next, min, max, row } = this.#ground.walk;
    const [from, to] = [start[company]!, end[company]!];
    let error = 0;
    for (let arc = from; arc < to; arc += 1)
      if (max[arc] !== 0) error = Math.max(error, this.#shares.roundings(next[arc]!));
    return addedError(error, to - from, {
      isWhole: to - from === 1 && min[from] === 1,
      isRanged: (row[company]! & ROW.range) !== 0,
    });
  }

  #renewRing(members: Int32Array, c: number, why: number): void {
    const [was, difference] = [this.#was, this.#difference];
    const first = this.#ground.order.componentStart[c]!;
    const isOther = (why & ~CALL.result) !== 0 || members.some((member) => was.has(member));
    if (!isOther && !this.#isRingConcerned(members, first, difference.parties)) return;
    this.#levelAgain(members, c);
    const before = Array.from(members, (member, i) => was.get(member) ?? this.#keptAt(first + i));
    const rowsStay = !members.some((member) => this.#changed.has(member));
    const block = this.#columns.block.get(first);
    const adopted = rowsStay && block?.canAdopt(members) ? { block, others: difference.parties } : null;
    for (let i = 0; i < members.length; i += 1) this.#columns.clear(first + i);
    this.#passes.passRing(members, first, c, adopted);
    // A ring that was another one has a member that changed, or one below what it was.
    members.forEach((member, i) => {
      this.#compare(member, before[i]!, adopted !== null);
    });
  }

  /** Whether a ring that is handed what it was can have other results; one that is solved party by party may. */
  #isRingConcerned(members: Int32Array, first: number, parties: Uint8Array): boolean {
    if (this.#columns.kind[first]! & KIND.ring) return true;
    return members.some((_, i) => this.#isConcerned(first + i, parties));
  }

  /** What was kept of a company that may have had no place: its row was its vector. */
  #keptBefore(company: number, at: number): Kept {
    if (at >= 0) return this.#keptAt(at);
    const { of, next, min } = this.#renewal.earlier;
    const [from, to] = of(company);
    return { ...NOTHING_KEPT, party: next.subarray(from, to), share: min.subarray(from, to) };
  }

  /** What is kept of a company at a place. Vectors stay where they stand when it is passed again. */
  #keptAt(at: number): Kept {
    const from = this.#columns.offset[at]!;
    const to = from + this.#columns.length[at]!;
    const first = this.#columns.references[at]!;
    const end = first + this.#columns.referenceCount[at]!;
    return {
      isPlaced: true,
      party: this.#columns.party.subarray(from, to),
      share: this.#columns.share.subarray(from, to),
      target: Int32Array.from(
        this.#columns.target.subarray(first, end),
        (own) => this.#ground.order.order[own]!,
      ),
      weight: this.#columns.weight.subarray(first, end),
      kind: this.#columns.kind[at]! & ~KIND.looseResult,
      bound: this.#columns.bound[at]!,
      roundings: this.#columns.roundings[at]!,
      ...this.#columns.liveAt(at),
    };
  }

  /**
   * Notes in what a company that was passed again differs from what it was. A ring that went on with earlier solutions
   * hands on what it did but to parties that are marked.
   */
  #compare(company: number, was: Kept, isAdopted = false): void {
    const difference = this.#difference;
    const at = this.#ground.order.place[company]!;
    const isPlaced = at >= 0;
    if (!isPlaced || !was.isPlaced || !this.#columns.sameLive(at, was)) difference.rows.push(company);
    const roundings = this.#shares.roundings(company);
    if (roundings !== was.roundings) difference.rounded.push(company);
    const kind = isPlaced ? this.#columns.kind[at]! & ~KIND.looseResult : 0;
    const sameKind =
      isPlaced === was.isPlaced && kind === was.kind && (isAdopted || (kind & KIND.ring) === 0);
    const sameReferences = sameKind && (!isPlaced || isAdopted || this.#sameReferences(at, was));
    let isHanded = !sameReferences;
    if (sameReferences) isHanded = this.#markDifferentEntries(company, was);
    else {
      this.#markAbove(company, company);
      for (const party of was.party) this.#mark(party, company);
    }
    // What is only referred to is not copied downwards.
    const isReferred = (kind & was.kind & KIND.big) !== 0;
    const bounds = roundings !== was.roundings || (isPlaced && this.#columns.bound[at] !== was.bound);
    const differs = (isHanded && !isReferred ? CALL.handed : 0) | (bounds ? CALL.bounds : 0);
    const { parties } = difference;
    const isLive =
      this.#shares.isLive(company, parties, MAY_DIFFER) ||
      was.liveParty.some((party) => (parties[party]! & MAY_DIFFER) !== 0);
    const below = differs | (isLive || !isPlaced ? CALL.result : 0);
    if (below !== 0) difference.callBelow(company, below);
  }

  #sameReferences(at: number, { target, weight }: Kept): boolean {
    if (this.#columns.referenceCount[at] !== target.length) return false;
    const own = this.#columns.references[at]!;
    for (let k = 0; k < target.length; k += 1) {
      if (this.#ground.order.order[this.#columns.target[own + k]!] !== target[k]) return false;
      if (this.#columns.weight[own + k] !== weight[k]) return false;
    }
    return true;
  }

  /** Marks the parties whose own entries in a company are others than before. Whether anything differs, their order included. */
  #markDifferentEntries(company: number, was: Kept): boolean {
    const { party: own, share, from, to } = this.#shares.entries(company);
    let sameOrder = to - from === was.party.length;
    for (let k = from; k < to && sameOrder; k += 1) sameOrder = own[k] === was.party[k - from];
    if (sameOrder) {
      let differs = false;
      for (let k = from; k < to; k += 1) {
        if (share[k] === was.share[k - from]) continue;
        this.#mark(own[k]!, company);
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
      if (before.get(party) !== share[k]) this.#mark(party, company);
      before.delete(party);
    }
    for (const party of before.keys()) this.#mark(party, company);
    return true;
  }
}

/** Whoever companies meet no more that they met on an arc of the earlier walk. */
function lostHolders(
  before: EarlierRows,
  after: WholeWalk,
  companies: Iterable<number>,
): Map<number, readonly number[]> {
  const found = new Map<number, readonly number[]>();
  for (const company of companies) {
    if (company >= before.count) continue;
    const met = new Set<number>();
    eachMet(after, [after.start[company]!, after.end[company]!], (party) => met.add(party));
    const lost: number[] = [];
    eachMet(before, before.of(company), (party) => {
      if (!met.has(party)) lost.push(party);
    });
    if (lost.length > 0) found.set(company, lost);
  }
  return found;
}

function eachMet(
  { next, max, also }: Pick<WholeWalk, "next" | "max" | "also">,
  [from, to]: readonly [from: number, to: number],
  visit: (party: number) => void,
): void {
  for (let arc = from; arc < to; arc += 1) {
    if (max[arc] === 0) continue;
    visit(next[arc]!);
    for (const party of also.get(arc) ?? NOBODY) visit(party);
  }
}
