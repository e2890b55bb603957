import { levels } from "./furtherDown.js";
import { RangedRows } from "./rangedRows.js";
import { RingBlock } from "./ringBlock.js";
import { KIND, VectorColumns } from "./vectorColumns.js";
import { MAY_DIFFER, type VectorDifference, type VectorRenewal } from "./vectorDifference.js";
import { LIMITS, rewindTurns, type VectorGround, type VectorOptions } from "./vectorGround.js";
import { type Adopted, type Passes, Renewing } from "./vectorRenewal.js";
import { VectorShares } from "./vectorShares.js";
import { VectorSums } from "./vectorSums.js";
import { type OwnersFirst, ROW, type WholeWalk } from "./wholeWalk.js";

/** Entries that a small ring hands on, over all its members. */
const EXPANDED_ENTRIES = 1 << 16;

/** Some parties with shares; only the first `count` count. */
export interface LiveParties {
  count: number;
  readonly party: number[];
  readonly share: number[];
}

/**
 * Look-through shares of everyone in every company, owners first (docs/method/whole-register.md). The vector of a company is a list of
 * parties with shares, plus references to vectors that are too long to copy, each with a weight:
 * share(p) = own(p) + Σ weight · share of p in the company referred to. Shares are doubles; `roundings` bounds their error.
 */
export class OwnerVectors {
  readonly #ground: VectorGround;
  readonly #columns: VectorColumns;
  readonly #shares: VectorShares;
  readonly #sums: VectorSums;
  // On demand: components that were passed, what there was before any of them, and what rings keep beside it.
  readonly #passed: Uint8Array;
  readonly #passedComponents: number[] = [];
  #base = { used: 0, references: 0, live: 0, rings: 0 };
  #keptInRings = 0;
  #large: readonly RingBlock[] = [];
  #difference: VectorDifference | null = null;
  readonly #found: LiveParties = { count: 0, party: [], share: [] };
  /** Rings that nobody outside holds. */
  readonly closedRings: Int32Array[] = [];

  constructor(walk: WholeWalk, order: OwnersFirst, options: VectorOptions) {
    const rows = new RangedRows(walk, options.sense);
    this.#ground = { walk, order, options, rows, limits: options.limits ?? LIMITS };
    this.#columns = new VectorColumns(order.order.length, Math.ceil(walk.next.length / 4) + 1024);
    this.#shares = new VectorShares(this.#ground, this.#columns);
    this.#sums = new VectorSums(this.#ground, this.#columns, this.#shares);
    this.#passed = new Uint8Array(options.onDemand ? order.components : 0);
    if (options.onDemand) this.#passLargeRings();
    else this.#passAll();
    if (options.renewable) this.#shares.level = levels(walk, order);
  }

  /** On demand: passes the companies above one and itself, as far as they are not there yet. Time in the size of that. */
  need(company: number): void {
    const at = this.#ground.order.place[company]!;
    const own = at < 0 ? -1 : this.#ground.order.component[at]!;
    if (own < 0 || this.#passed[own]) return;
    const found = this.#componentsAbove(own);
    // Components are numbered owners first.
    if (found.length > 1) found.sort((a, b) => a - b);
    for (const c of found) this.#passComponent(c);
  }

  /** On demand: how many numbers are kept of companies that were needed. */
  get kept(): number {
    const { used, references, live, rings } = this.#base;
    const { used: entries, referencesUsed, liveUsed } = this.#columns;
    const grown = entries - used + referencesUsed - references + liveUsed - live;
    return grown + this.#keptInRings - rings;
  }

  /** On demand: drops all that was kept of companies that were needed. */
  forget(): void {
    const { componentStart } = this.#ground.order;
    for (const c of this.#passedComponents) {
      this.#passed[c] = 0;
      for (let at = componentStart[c]!; at < componentStart[c + 1]!; at += 1) this.#columns.clear(at);
    }
    this.#passedComponents.length = 0;
    this.closedRings.length = 0;
    for (const block of this.#large) block.forget();
    this.#columns.used = this.#base.used;
    this.#columns.referencesUsed = this.#base.references;
    this.#columns.liveUsed = this.#base.live;
    this.#keptInRings = this.#base.rings;
    rewindTurns(this.#ground.options.scratch);
  }

  /** Numbers that a ring keeps more (or fewer) than before. For ring blocks. */
  keepInRing(numbers: number): void {
    this.#keptInRings += numbers;
  }

  #componentsAbove(own: number): number[] {
    const { start, end, next, max } = this.#ground.walk;
    const { component, componentStart, order } = this.#ground.order;
    const found = [own];
    this.#passed[own] = 1;
    for (let position = 0; position < found.length; position += 1) {
      const c = found[position]!;
      for (let at = componentStart[c]!; at < componentStart[c + 1]!; at += 1) {
        const company = order[at]!;
        for (let arc = start[company]!; arc < end[company]!; arc += 1) {
          const holder = this.#ground.order.place[next[arc]!]!;
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
    return this.#shares.roundings(company);
  }

  /** The parties of a company that reach the floor, ascending, in `found`, which holds those of the last company asked for. */
  liveOf(company: number): LiveParties {
    const found = this.#found;
    found.count = 0;
    const at = this.#ground.order.place[company]!;
    if (at >= 0) {
      const from = this.#columns.liveOffset[at]!;
      for (let k = from; k < from + this.#columns.liveCount[at]!; k += 1)
        enter(found, this.#columns.liveParty[k]!, this.#columns.liveShare[k]!);
      sortByParty(found);
      return found;
    }
    const { start, end, next, min } = this.#ground.walk;
    const { floor, wanted } = this.#ground.options;
    for (let arc = start[company]!; arc < end[company]!; arc += 1) {
      if (min[arc]! >= floor && wanted[next[arc]!]) enter(found, next[arc]!, min[arc]!);
    }
    sortByParty(found);
    return found;
  }

  /** Whether anybody reaches the floor; or anybody who is marked in what came of a renewal. */
  isLive(company: number, among?: VectorDifference): boolean {
    return this.#shares.isLive(company, among?.parties, MAY_DIFFER);
  }

  /** Whether the share of one that reaches the floor may be only a bound. */
  mayBeLoose(company: number): boolean {
    const at = this.#ground.order.place[company]!;
    return at >= 0 && (this.#columns.kind[at]! & KIND.looseResult) !== 0;
  }

  /** The share of a party in a company; `loose` where it is only bounded and has to be measured otherwise. */
  measured(party: number, company: number): { readonly share: number; readonly loose: boolean } {
    this.#shares.loosely = false;
    const share = this.valueAt(party, company);
    return { share, loose: this.#shares.loosely };
  }

  /** What a step to a holder is worth: one if it is the party itself. For ring blocks. */
  worth(party: number, holder: number): number {
    return party === holder ? 1 : this.valueAt(party, holder);
  }

  /** The vector of a holder, entry by entry; false where there is more to it than entries. For ring blocks. */
  eachOf(holder: number, visit: (party: number, share: number) => void): boolean {
    const at = this.#ground.order.place[holder]!;
    if (at >= 0 && (this.#columns.kind[at] !== 0 || this.#columns.referenceCount[at]! > 0)) return false;
    const { party, share, from, to } = this.#shares.entries(holder);
    for (let k = from; k < to; k += 1) visit(party[k]!, share[k]!);
    return true;
  }

  /** Says that what is being measured is only bounded. For ring blocks. */
  loosen(): void {
    this.#shares.loosely = true;
  }

  /** Whether anything was loosened since this was last asked. For ring blocks. */
  takeLoose(): boolean {
    const was = this.#shares.loosely;
    this.#shares.loosely = false;
    return was;
  }

  /** The share of a party in a company (its return to itself, where they are the same). */
  valueAt(party: number, company: number): number {
    return this.#shares.valueAt(party, company);
  }

  /**
   * Goes over to a register in which only some rows are others, and says what came of it, owners first. A company is passed
   * again where something that it was handed is not, bit by bit, what it was. Of a company that only refers to others,
   * results are looked at again where they can differ: those of parties whose share in something does, from company to company
   * as long as they reach the floor there (max principle). What is then kept answers as a pass over the whole new
   * register would.
   */
  renew(renewal: VectorRenewal): VectorDifference {
    const passes: Passes = {
      ground: this.#ground,
      columns: this.#columns,
      shares: this.#shares,
      earlier: this.#difference,
      goOver: (to) => this.#goOver(to),
      passSingle: (at) => this.#passSingle(at),
      passRing: (members, first, component, adopted) => this.#passRing(members, first, component, adopted),
      finish: (at, most) => this.#finish(at, most),
    };
    this.#difference = new Renewing(passes, renewal).run();
    return this.#difference;
  }

  #goOver({ walk, order, wanted, scratch }: VectorRenewal): void {
    const ground = this.#ground;
    ground.walk = walk;
    ground.order = order;
    ground.options = { ...ground.options, wanted, scratch };
    ground.rows = new RangedRows(walk, ground.options.sense);
    this.#shares.goOver();
    this.#sums.use(scratch);
    rewindTurns(scratch);
    this.#columns.roomForPlaces(order.order.length);
  }

  /** Numbers that are kept, also of companies as they were before they were passed again. */
  get size(): number {
    const { used, referencesUsed, liveUsed } = this.#columns;
    return used + referencesUsed + liveUsed + this.#ground.order.order.length;
  }

  #passAll(): void {
    const { components, componentStart, order } = this.#ground.order;
    const { needed } = this.#ground.options;
    for (let c = 0; c < components; c += 1) {
      // Whoever is above one member of a ring is above all.
      if (!needed || needed[order[componentStart[c]!]!]) this.#passComponent(c);
    }
  }

  /** On demand, a large ring is no question's work: it is part of the preparation, with all above it. */
  #passLargeRings(): void {
    const { components, componentStart, order, ring } = this.#ground.order;
    for (let c = 0; c < components; c += 1) {
      const size = componentStart[c + 1]! - componentStart[c]!;
      if (ring[c] && size > this.#ground.limits.ring) this.need(order[componentStart[c]!]!);
    }
    this.#passedComponents.length = 0;
    this.#large = [...new Set(this.#columns.block.values())];
    for (const block of this.#large) block.keep();
    const { used, referencesUsed: references, liveUsed: live } = this.#columns;
    this.#base = { used, references, live, rings: this.#keptInRings };
  }

  #passComponent(c: number): void {
    const { order, componentStart, ring } = this.#ground.order;
    const [from, to] = [componentStart[c]!, componentStart[c + 1]!];
    if (ring[c]) this.#passRing(order.subarray(from, to), from, c);
    else this.#passSingle(from);
  }

  #passSingle(at: number): void {
    const row = this.#ground.walk.row[this.#ground.order.order[at]!]!;
    this.#sums.gather(at, -1);
    const slow =
      row !== ROW.exact && (this.#sums.several || this.#sums.referredCount > 0 || (row & ROW.moved) !== 0);
    if (slow) this.#finishSlowly(at);
    else this.#store(at);
  }

  /** Keeps what was summed as the vector of a place, and finds its results. */
  #store(at: number): void {
    const [columns, sums] = [this.#columns, this.#sums];
    const { sum, touched, firstArc, touchedCount: count } = sums;
    const detected = firstArc.length > 0;
    columns.roomForEntries(count);
    const { party, share, used } = columns;
    columns.offset[at] = used;
    columns.length[at] = count;
    let most = 0;
    for (let k = 0; k < count; k += 1) {
      const own = touched[k]!;
      const value = sum[own]!;
      sum[own] = 0;
      if (detected) firstArc[own] = 0;
      party[used + k] = own;
      share[used + k] = value;
      if (value > most) most = value;
    }
    columns.used += count;
    this.#storeReferences(at);
    this.#finish(at, most);
  }

  #storeReferences(at: number): void {
    const [columns, sums] = [this.#columns, this.#sums];
    const { referred, sumOfReference, referredCount: count } = sums;
    columns.roomForReferences(count);
    const { target, weight, referencesUsed: used } = columns;
    columns.references[at] = used;
    columns.referenceCount[at] = count;
    for (let k = 0; k < count; k += 1) {
      const other = referred[k]!;
      target[used + k] = other;
      weight[used + k] = sumOfReference[other]!;
      sumOfReference[other] = 0;
    }
    columns.referencesUsed += count;
    sums.referredCount = 0;
  }

  /** Finds the results of a place whose entries (the greatest is `most`) and references stand. */
  #finish(at: number, most: number): void {
    const columns = this.#columns;
    const { order, options, limits } = this.#ground;
    const { floor, wanted, scratch } = options;
    const refers = columns.referenceCount[at]! > 0;
    const referenced = refers ? columns.referenceBound(at) : 0;
    columns.bound[at] = Math.min(1, most + referenced);
    columns.sort(at);
    const length = columns.length[at]!;
    if (length > limits.copied || columns.referenceCount[at]! > limits.references)
      columns.kind[at]! |= KIND.big;
    columns.beginLive(at);
    if (most + referenced < floor) return;
    const company = order.order[at]!;
    scratch.turn += 1;
    const { turn, mark } = scratch;
    const from = columns.offset[at]!;
    const isFinal = (columns.kind[at]! & KIND.final) !== 0 || !refers;
    this.#shares.loosely = (columns.kind[at]! & KIND.unsure) !== 0;
    for (let k = from; k < from + length; k += 1) {
      const [party, share] = [columns.party[k]!, columns.share[k]!];
      if (refers) mark[party] = turn;
      if (share + (isFinal ? 0 : referenced) < floor || !wanted[party] || party === company) continue;
      const value = isFinal ? share : this.#shares.withReferences(party, at, share);
      if (value >= floor) columns.enter(at, party, value);
    }
    if (refers && referenced >= floor) this.#liveOfReferences(at);
    if (this.#shares.loosely) columns.kind[at]! |= KIND.looseResult;
  }

  /** Whoever reaches the floor without an entry of its own reaches it in one of the references (max principle). */
  #liveOfReferences(at: number): void {
    const columns = this.#columns;
    const { order, options } = this.#ground;
    const company = order.order[at]!;
    const { turn, mark } = options.scratch;
    const first = columns.references[at]!;
    for (let k = first; k < first + columns.referenceCount[at]!; k += 1) {
      const from = columns.liveOffset[columns.target[k]!]!;
      const to = from + columns.liveCount[columns.target[k]!]!;
      for (let i = from; i < to; i += 1) {
        const party = columns.liveParty[i]!;
        if (mark[party] === turn || party === company) continue;
        mark[party] = turn;
        const value = this.#shares.withReferences(party, at, 0);
        if (value >= options.floor) columns.enter(at, party, value);
      }
    }
  }

  /**
   * A row with ranges or joint holders in which one party is met on several ways: free mass goes first where the party
   * is most (least) surely met, so that its share is no weighted sum. The entries are then whole shares.
   */
  #finishSlowly(at: number): void {
    const company = this.#ground.order.order[at]!;
    const { start, end, next, also } = this.#ground.walk;
    const { wanted } = this.#ground.options;
    const ways = new Map<number, [arc: number, worth: number][]>();
    const referring: number[] = [];
    const meet = (party: number, arc: number, worth: number): void => {
      const list = ways.get(party);
      if (!list) ways.set(party, [[arc, worth]]);
      else if (list.at(-1)![0] === arc) list.at(-1)![1] = Math.max(list.at(-1)![1], worth);
      else list.push([arc, worth]);
    };
    for (let k = 0; k < this.#sums.touchedCount; k += 1) {
      this.#sums.sum[this.#sums.touched[k]!] = 0;
      this.#sums.firstArc[this.#sums.touched[k]!] = 0;
    }
    for (let arc = start[company]!; arc < end[company]!; arc += 1) {
      if (this.#ground.walk.max[arc] === 0) continue;
      const holder = next[arc]!;
      // As in other rows, a company that nobody asks for has no entry of its own.
      if (wanted[holder] || start[holder] === end[holder]) meet(holder, arc, 1);
      for (const other of also.get(arc) ?? []) meet(other, arc, 1);
      const above = this.#ground.order.place[holder]!;
      const big = above >= 0 && (this.#columns.kind[above]! & KIND.big) !== 0;
      if (big || (above >= 0 && this.#columns.referenceCount[above]! > 0)) referring.push(arc);
      if (big) continue;
      const { party, share, from, to } = this.#shares.entries(holder);
      for (let k = from; k < to; k += 1) {
        if (party[k] !== holder) meet(party[k]!, arc, share[k]!);
      }
    }
    const freedom = this.#ground.rows.freedom(company);
    this.#shares.loosely = false;
    this.#sums.touchedCount = 0;
    for (const [party, list] of ways) {
      for (const arc of referring) {
        const worth = this.worth(party, next[arc]!);
        if (worth > 0 && list.at(-1)![0] !== arc && !list.some(([known]) => known === arc))
          list.push([arc, worth]);
        else for (const way of list) if (way[0] === arc) way[1] = Math.max(way[1], worth);
      }
      const value = this.#ground.rows.value(list, freedom);
      if (value > 0) this.#sums.touch(party, value, false, -1);
    }
    if (this.#sums.referredCount > 0) {
      this.#columns.kind[at]! |= KIND.final | KIND.big;
      if (referring.length > 1) this.#columns.kind[at]! |= KIND.loose;
      if (this.#shares.loosely) this.#columns.kind[at]! |= KIND.unsure;
    }
    this.#store(at);
  }

  #passRing(members: Int32Array, first: number, own: number, adopted: Adopted | null = null): void {
    const block = new RingBlock(this, this.#ground.rows, this.#ground.walk, members, this.#ground.options);
    if (adopted) block.adopt(adopted.block, adopted.others);
    if (block.closed) this.closedRings.push(members);
    if (block.linear && !block.closed) this.#gatherRing(block, members, first, own);
    this.#setRingError(block, members, first);
    if (block.linear && !block.closed && members.length <= this.#ground.limits.ring) {
      if (block.entryCount() * members.length <= EXPANDED_ENTRIES) {
        this.#expandRing(block, members, first);
        return;
      }
    }
    this.keepInRing(3 * block.entryCount());
    for (let i = 0; i < members.length; i += 1) {
      this.#columns.block.set(first + i, block);
      this.#columns.kind[first + i]! |= KIND.big | KIND.ring;
    }
    this.#liveOfRing(block, members, first);
  }

  #gatherRing(block: RingBlock, members: Int32Array, first: number, own: number): void {
    for (let i = 0; i < members.length; i += 1) {
      this.#sums.gather(first + i, own);
      for (let k = 0; k < this.#sums.touchedCount; k += 1) {
        const party = this.#sums.touched[k]!;
        block.entry(i, party, this.#sums.sum[party]!);
        this.#sums.sum[party] = 0;
      }
      for (let k = 0; k < this.#sums.referredCount; k += 1) {
        const target = this.#sums.referred[k]!;
        block.reference(i, target, this.#sums.sumOfReference[target]!);
        this.#sums.sumOfReference[target] = 0;
      }
      this.#sums.referredCount = 0;
    }
  }

  /** A small ring with short vectors: each member gets its own, and the ring is done with. */
  #expandRing(block: RingBlock, members: Int32Array, first: number): void {
    const { wanted } = this.#ground.options;
    members.forEach((member, i) => {
      this.#sums.touchedCount = 0;
      block.expand(
        i,
        (party, share) => this.#sums.touch(party, share, false, -1),
        (target, weight) => this.#sums.refer(target, weight),
      );
      if (wanted[member]) {
        const back = block.value(member, member);
        if (back > 0) this.#sums.touch(member, back, false, -1);
      }
      for (const other of members) {
        if (other === member || !wanted[other]) continue;
        const share = block.value(other, member);
        if (share > 0) this.#sums.touch(other, share, false, -1);
      }
      this.#store(first + i);
      this.#enterReturn(member, first + i, block);
    });
  }

  /** The ring leads back to the company itself: a row of its own, which nobody else's share depends on. */
  #enterReturn(member: number, at: number, block: RingBlock): void {
    if (!this.#ground.options.returns || !this.#ground.options.wanted[member]) return;
    const back = block.value(member, member);
    if (back < this.#ground.options.floor) return;
    this.#columns.enter(at, member, back);
  }

  #liveOfRing(block: RingBlock, members: Int32Array, first: number): void {
    const { floor, wanted } = this.#ground.options;
    let referenced = 0;
    for (let i = 0; i < members.length; i += 1) {
      block.referencesOf(i, (target, weight) => this.#sums.refer(target, weight));
      this.#storeReferences(first + i);
      this.#columns.bound[first + i] = 1;
      referenced = Math.max(referenced, this.#columns.referenceBound(first + i));
    }
    const candidates =
      floor > 1 ? [] : block.candidates(floor - referenced, wanted, (holder) => this.#liveOf(holder));
    this.#shares.loosely = false;
    const live = this.#liveIn(members, first, candidates);
    members.forEach((member, i) => {
      const at = first + i;
      this.#columns.beginLive(at);
      const { party, share } = live[i]!;
      for (let k = 0; k < party.length; k += 1) {
        if (party[k] !== member || this.#ground.options.returns)
          this.#columns.enter(at, party[k]!, share[k]!);
      }
      if (!block.whole && floor <= 1) {
        const { scratch } = this.#ground.options;
        scratch.turn += 1;
        for (const one of candidates) scratch.mark[one] = scratch.turn;
        this.#liveOfReferences(at);
      }
      if (this.#shares.loosely) this.#columns.kind[at]! |= KIND.looseResult;
    });
  }

  /** Candidate by candidate, so that each is solved once even where not all solutions can be kept. */
  #liveIn(members: Int32Array, first: number, candidates: readonly number[]) {
    const live = Array.from(members, () => ({ party: [] as number[], share: [] as number[] }));
    for (const party of candidates) {
      for (let i = 0; i < members.length; i += 1) {
        const value = this.#shares.valueAtPlace(party, first + i)!;
        if (value < this.#ground.options.floor) continue;
        live[i]!.party.push(party);
        live[i]!.share.push(value);
      }
    }
    return live;
  }

  /** The worst of what is handed on, and what the solution adds. */
  #setRingError(block: RingBlock, members: Int32Array, first: number): void {
    const { start, end, next } = this.#ground.walk;
    const added = block.errorAbove() + 4;
    let error = added;
    for (const member of members) {
      for (let arc = start[member]!; arc < end[member]!; arc += 1) {
        if (!block.isMember(next[arc]!)) error = Math.max(error, this.roundings(next[arc]!) + added);
      }
    }
    members.forEach((member, i) => {
      this.#columns.roundings[first + i] = error + end[member]! - start[member]!;
    });
  }

  /** The results of a company with a place: of others, whoever holds them enters as such. */
  #liveOf(company: number): Int32Array {
    const at = this.#ground.order.place[company]!;
    return at < 0 ? NO_INTEGERS : this.#columns.liveAt(at).liveParty;
  }
}

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
