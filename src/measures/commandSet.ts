import { compare, type Fraction, toNumber } from "../model/fraction.js";
import { type ShareRange, type ShareTest, threshold } from "../model/share.js";
import type { CastableVotes } from "./castableVotes.js";
import { type CommandGraph, entityOf, nodeOf } from "./commandGraph.js";
import { factsBy, PECULIAR, shareOf } from "./commandIndex.js";
import type { ControlFact } from "./controlFacts.js";
import {
  addSums,
  type End,
  greatestRatio,
  leastRatio,
  NO_VOTES,
  subtractSums,
  type VoteSum,
  withShare,
} from "./votes.js";

/** Which closure is taken: of what is certain in every completion, or of what is possible in some. */
export type Mode = "least" | "most";

/** A test that control has to pass, read once. */
export interface Line {
  readonly test: ShareTest;
  readonly value: Fraction;
  readonly rounded: number;
  readonly inclusive: boolean;
}

/** Throws a RangeError for a test that is passed by having less. */
export function lineOf(test: ShareTest): Line {
  if (!("atLeast" in test || "moreThan" in test)) {
    throw new RangeError('control is tested with "at least" or "more than" a share');
  }
  const value = threshold(test);
  return { test, value, rounded: toNumber(value), inclusive: "atLeast" in test };
}

/** Whether the end of a range that decides in a mode passes the line; an open end is not reached. */
export function passesLine({ value, inclusive }: Line, mode: Mode, end: End): boolean {
  const order = compare(end.value, value);
  if (order !== 0) return order > 0;
  return mode === "least" ? inclusive || end.exclusive : inclusive && !end.exclusive;
}

/** By what a member came to be in the set. */
export type Joined = ControlFact | "votes" | "seed";

/** Votes that the set commands in one company: those surely castable, and those that may be struck. */
export interface SetVotes {
  readonly live: VoteSum;
  readonly maybe: VoteSum;
}

const NOTHING: SetVotes = { live: NO_VOTES, maybe: NO_VOTES };

/** A block that a member brought into the set. */
export interface Contribution {
  /** Number of the arc in the graph, or of the block where the graph is the whole register. */
  readonly block: number;
  readonly from: number;
}

/**
 * What a set of parties controls, found round by round: in each round all members of the last one bring in the votes
 * that they command, and every company touched is tested once. Sparse sets over the graph's nodes make both starting
 * afresh and asking O(1), so that a closure costs no more than the arcs out of the set it finds.
 *
 * Sums of doubles decide away from the line; within their error bound exact fractions do.
 */
export class CommandSet {
  // Lists only ever grow, and counters say how much of them is in use: starting afresh costs nothing.
  #size = 0;
  readonly #members: number[] = [];
  readonly #joined: Joined[] = [];
  /** Contributions known when each member joined. */
  readonly #knownThen: number[] = [];
  readonly #round: number[] = [];
  readonly #place: Int32Array;
  #touchedCount = 0;
  readonly #touched: number[] = [];
  readonly #liveMin: number[] = [];
  readonly #liveMax: number[] = [];
  readonly #maybeMin: number[] = [];
  readonly #maybeMax: number[] = [];
  readonly #last: number[] = [];
  readonly #count: number[] = [];
  readonly #checkedIn: number[] = [];
  readonly #slot: Int32Array;
  #brought = 0;
  readonly #block: number[] = [];
  readonly #from: number[] = [];
  readonly #before: number[] = [];
  /** Companies touched in this round that are not in the set, and facts that a new member has part in. */
  #pending = 0;
  readonly #toCheck: number[] = [];
  readonly #facts: ControlFact[] = [];
  readonly #exact = new Map<number, { upTo: number; votes: SetVotes }>();
  readonly #jointSeen = new Set<number>();
  readonly #heads = new Map<ControlFact, number>();
  #expanded = 0;
  #rounds = 0;
  #inert = -1;
  #mode: Mode = "least";
  #uncertain = false;

  constructor(
    readonly graph: CommandGraph,
    readonly castable: CastableVotes,
    readonly line: Line,
  ) {
    this.#place = new Int32Array(graph.size);
    this.#slot = new Int32Array(graph.size);
  }

  /** Empties the set. What joins as `inert` passes nothing on. */
  reset(mode: Mode, inert = -1): void {
    this.#size = 0;
    this.#touchedCount = 0;
    this.#brought = 0;
    if (this.#exact.size > 0) this.#exact.clear();
    if (this.#jointSeen.size > 0) this.#jointSeen.clear();
    if (this.#heads.size > 0) this.#heads.clear();
    this.#expanded = 0;
    this.#rounds = 0;
    this.#inert = inert;
    this.#mode = mode;
    this.#uncertain = false;
  }

  get mode(): Mode {
    return this.#mode;
  }

  /** Whether the other mode could find something else: ranges, possible strikes or possible facts were met. */
  get uncertain(): boolean {
    return this.#uncertain;
  }

  /** How many nodes are in the set, seeds included. */
  get size(): number {
    return this.#size;
  }

  /** The nodes in the set, in the order in which they joined, from some position on. */
  members(first = 0): number[] {
    return this.#members.slice(first, this.#size);
  }

  has(node: number): boolean {
    const place = this.#place[node]!;
    return place < this.#size && this.#members[place] === node;
  }

  /** Why a member is in the set; null for those that are not. */
  joinedBy(node: number): Joined | null {
    return this.has(node) ? this.#joined[this.#place[node]!]! : null;
  }

  roundOf(node: number): number {
    return this.#round[this.#place[node]!]!;
  }

  add(node: number): void {
    if (!this.has(node)) this.#join(node, "seed");
  }

  /** Runs until nothing changes, until `until` has joined, or for some rounds. */
  run({ until = -1, rounds = Number.POSITIVE_INFINITY } = {}): void {
    for (let left = rounds; left > 0 && this.#expanded < this.#size; left -= 1) {
      if (until >= 0 && this.has(until)) return;
      this.#rounds += 1;
      this.#pending = 0;
      this.#facts.length = 0;
      for (const end = this.#size; this.#expanded < end; this.#expanded += 1) {
        const node = this.#members[this.#expanded]!;
        if (node !== this.#inert) this.#expand(node);
      }
      for (let k = 0; k < this.#pending; k += 1) {
        const company = this.#toCheck[k]!;
        if (this.#passes(company)) this.#join(company, "votes");
      }
      for (const fact of this.#facts) this.#follow(fact);
    }
  }

  #join(node: number, by: Joined): void {
    this.#place[node] = this.#size;
    this.#members[this.#size] = node;
    this.#joined[this.#size] = by;
    this.#knownThen[this.#size] = this.#brought;
    this.#round[this.#size] = this.#rounds;
    this.#size += 1;
  }

  #expand(node: number): void {
    const { graph } = this;
    const entity = entityOf(graph, node);
    if (!graph.index.able[entity]) return;
    for (let k = graph.start[node]!; k < graph.start[node + 1]!; k += 1) {
      const arc = graph.out[k]!;
      const company = graph.company[arc]!;
      if (company === node || graph.peculiar[company]! & (PECULIAR.noVotes | PECULIAR.split)) continue;
      this.#bring(node, arc, company, graph.min[arc]!, graph.max[arc]!);
    }
    if (graph.nodes === null) this.#expandSplit(node);
    for (const fact of factsBy(graph.index, entity)) this.#facts.push(fact);
  }

  /** In the whole register, blocks of split companies stand apart. */
  #expandSplit(node: number): void {
    const { index } = this.graph;
    for (const block of index.splitBy.get(node) ?? []) {
      const { company, share, dead } = index.splitBlocks[block - index.table.holder.length]!;
      if (dead || company === node) continue;
      this.#bring(node, block, company, toNumber(share.min), toNumber(share.max));
    }
  }

  #bring(from: number, arc: number, company: number, min: number, max: number): void {
    const { graph } = this;
    const block = graph.block ? graph.block[arc]! : arc;
    if (company !== graph.watched && block >= graph.index.table.holder.length) {
      if (this.#seenBefore(block)) return;
    } else if (company === graph.watched && this.#seenBefore(-1 - block)) return;
    const ring = (graph.peculiar[company]! & PECULIAR.ring) !== 0;
    const struck = ring ? this.castable.strikes(block, entityOf(graph, company)) : "no";
    if (struck === "certainly") return;
    const slot = this.#slotOf(company);
    if (struck === "no") {
      this.#liveMin[slot]! += min;
      this.#liveMax[slot]! += max;
    } else {
      this.#maybeMin[slot]! += min;
      this.#maybeMax[slot]! += max;
    }
    const place = this.#brought;
    this.#before[place] = this.#last[slot]!;
    this.#block[place] = arc;
    this.#from[place] = from;
    this.#brought += 1;
    this.#last[slot] = place;
    this.#count[slot]! += 1;
    if (this.#checkedIn[slot] === this.#rounds || company === graph.watched) return;
    this.#checkedIn[slot] = this.#rounds;
    if (this.has(company)) return;
    this.#toCheck[this.#pending] = company;
    this.#pending += 1;
  }

  /** A jointly held block is brought by each of its holders and counts once. */
  #seenBefore(key: number): boolean {
    if (this.#jointSeen.has(key)) return true;
    this.#jointSeen.add(key);
    return false;
  }

  #slotOf(company: number): number {
    const known = this.#find(company);
    if (known >= 0) return known;
    const slot = this.#touchedCount;
    this.#touchedCount += 1;
    this.#touched[slot] = company;
    this.#slot[company] = slot;
    this.#liveMin[slot] = 0;
    this.#liveMax[slot] = 0;
    this.#maybeMin[slot] = 0;
    this.#maybeMax[slot] = 0;
    this.#last[slot] = -1;
    this.#count[slot] = 0;
    this.#checkedIn[slot] = -1;
    if (this.graph.peculiar[company] !== 0 && company !== this.graph.watched) {
      this.#uncertain ||= this.castable.mayDiffer(entityOf(this.graph, company));
    }
    return slot;
  }

  #find(company: number): number {
    const slot = this.#slot[company]!;
    return slot < this.#touchedCount && this.#touched[slot] === company ? slot : -1;
  }

  #follow(fact: ControlFact): void {
    const node = nodeOf(this.graph, fact.entity);
    if (node < 0) return;
    const heads = (this.#heads.get(fact) ?? 0) + 1;
    if (fact.members.length > 1) this.#heads.set(fact, heads);
    if (this.has(node)) return;
    const all = heads === fact.members.length;
    if (fact.members.length > 1 && fact.alone === "possible") this.#uncertain = true;
    if (all || (this.#mode === "most" && fact.alone === "possible")) this.#join(node, fact);
  }

  #passes(company: number): boolean {
    const { line, castable, graph } = this;
    const slot = this.#find(company);
    const entity = entityOf(graph, company);
    if (castable.isPlain(entity, graph.peculiar[company]!)) {
      const order = this.#liveMin[slot]! - line.rounded;
      const error = (this.#count[slot]! + 4) * 2 ** -51;
      if (order > error || order < -error) return order > 0;
      return passesLine(line, this.#mode, this.end(company));
    }
    const votes = castable.of(entity);
    const [own, others] = this.#sides(company, slot);
    const order = own - line.rounded * (own + others);
    if (order > votes.rounded.error || order < -votes.rounded.error) return order > 0;
    return passesLine(line, this.#mode, this.end(company));
  }

  /** Own votes and those of others in doubles, each at the end that the mode asks for. */
  #sides(company: number, slot: number): readonly [own: number, others: number] {
    const all = this.castable.of(entityOf(this.graph, company)).rounded;
    const [liveMin, liveMax] = [this.#liveMin[slot]!, this.#liveMax[slot]!];
    const [maybeMin, maybeMax] = [this.#maybeMin[slot]!, this.#maybeMax[slot]!];
    if (this.#mode === "least") {
      const others = all.liveMax + all.maybeMax - liveMax - maybeMax;
      const own = Math.max(liveMin, 1 - others - all.lostMax - maybeMax);
      return [own, Math.max(0, Math.min(others, 1 - liveMin - all.lostMin - maybeMin))];
    }
    const others = all.liveMin - liveMin;
    const lost = all.lostMin + all.maybeMin - maybeMin;
    const own = Math.min(liveMax + maybeMax, 1 - others - lost);
    return [
      Math.max(0, own),
      Math.max(others, 1 - liveMax - maybeMax - (all.lostMax + all.maybeMax - maybeMax)),
    ];
  }

  /** The part of the castable votes of a company that the set commands, as a double. */
  rounded(company: number): number {
    const slot = this.#find(company);
    if (slot < 0) return 0;
    if (this.castable.isPlain(entityOf(this.graph, company), this.graph.peculiar[company]!)) {
      return Math.min(1, this.#liveMin[slot]!);
    }
    const [own, others] = this.#sides(company, slot);
    return own <= 0 ? 0 : Math.min(1, own / (own + others));
  }

  /** The same exactly: the least of the votes in mode "least", the greatest in mode "most". */
  end(company: number): End {
    return this.endOf(company, this.votes(company));
  }

  /** The part that some of the set's votes in a company have, the rest taken as others'. */
  endOf(company: number, own: SetVotes, mode: Mode = this.#mode): End {
    const { live, maybe, gone, dead } = this.castable.of(entityOf(this.graph, company));
    const lost = addSums(gone, dead);
    if (mode === "least") {
      const others = subtractSums(addSums(live, maybe), addSums(own.live, own.maybe));
      return leastRatio(own.live, others, addSums(lost, own.maybe));
    }
    const rest = subtractSums(maybe, own.maybe);
    return greatestRatio(addSums(own.live, own.maybe), subtractSums(live, own.live), addSums(lost, rest));
  }

  /** Exact sums of what the set commands in a company, or of the watched equity. Each contribution is added once. */
  votes(company: number): SetVotes {
    const slot = this.#find(company);
    if (slot < 0) return NOTHING;
    const known = this.#exact.get(company);
    let { live, maybe } = known?.votes ?? NOTHING;
    const upTo = this.#last[slot]!;
    for (let k = upTo; k > (known?.upTo ?? -1); k = this.#before[k]!) {
      ({ live, maybe } = this.#plus({ live, maybe }, company, this.#block[k]!));
    }
    const votes = { live, maybe };
    this.#exact.set(company, { upTo, votes });
    return votes;
  }

  /** Exact sums of some contributions to a company. */
  votesOf(company: number, contributions: readonly Contribution[]): SetVotes {
    return contributions.reduce((votes, { block }) => this.#plus(votes, company, block), NOTHING);
  }

  #plus({ live, maybe }: SetVotes, company: number, arc: number): SetVotes {
    const { graph } = this;
    const block = graph.block ? graph.block[arc]! : arc;
    const ring = (graph.peculiar[company]! & PECULIAR.ring) !== 0;
    const possibly = ring && this.castable.strikes(block, entityOf(graph, company)) === "possibly";
    const share = this.shareOf(company, arc);
    return possibly ? { live, maybe: withShare(maybe, share) } : { live: withShare(live, share), maybe };
  }

  shareOf(company: number, arc: number): ShareRange {
    const { graph } = this;
    const block = graph.block ? graph.block[arc]! : arc;
    return company === graph.watched ? graph.watchedShare(block) : shareOf(graph.index, block);
  }

  /** What the set brought into a company, newest first: all of it, or what was there when the company joined. */
  contributions(company: number, when: "now" | "joining" = "now"): Contribution[] {
    const slot = this.#find(company);
    if (slot < 0) return [];
    const known =
      when === "joining" && this.has(company) ? this.#knownThen[this.#place[company]!]! : this.#brought;
    const found: Contribution[] = [];
    for (let k = this.#last[slot]!; k >= 0; k = this.#before[k]!) {
      if (k < known) found.push({ block: this.#block[k]!, from: this.#from[k]! });
    }
    return found;
  }

  /** Number of the block behind a contribution, in the register's index of commands. */
  blockNumber({ block }: Contribution): number {
    return this.graph.block ? this.graph.block[block]! : block;
  }
}
