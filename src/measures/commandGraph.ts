import { toNumber } from "../model/fraction.js";
import type { ShareRange } from "../model/share.js";
import { type CommandIndex, PECULIAR } from "./commandIndex.js";
import { controlFacts } from "./controlFacts.js";

/**
 * The arcs of command that a closure runs over, by node: for the whole register (nodes are entities), or for a part of
 * it with numbers of its own. `out` of a commander are positions in the three parallel arrays.
 */
export interface CommandGraph {
  readonly index: CommandIndex;
  readonly size: number;
  /** Entity of each node; null where they are the same. -1 for the watched node. */
  readonly nodes: Int32Array | null;
  readonly local: ReadonlyMap<number, number> | null;
  readonly start: Int32Array;
  readonly out: Int32Array;
  readonly company: Int32Array;
  readonly min: Float64Array;
  readonly max: Float64Array;
  /** Block number of each arc position; null where they are the same. */
  readonly block: Int32Array | null;
  readonly peculiar: Uint8Array;
  /** The node that stands for the direct equity of a subject; -1 without. Its blocks are stakes of `watchedShare`. */
  readonly watched: number;
  watchedShare(block: number): ShareRange;
}

export const nodeOf = (graph: CommandGraph, entity: number): number =>
  graph.local ? (graph.local.get(entity) ?? -1) : entity;

export const entityOf = (graph: CommandGraph, node: number): number =>
  graph.nodes ? graph.nodes[node]! : node;

const unwatched = (): never => {
  throw new RangeError("this graph of command watches no equity");
};

/** The whole register as a graph: the stake table itself, nothing is copied. */
export function wholeGraph(index: CommandIndex): CommandGraph {
  const { table, peculiar, r } = index;
  return {
    index,
    size: r.rank.length,
    nodes: null,
    local: null,
    start: table.heldStart,
    out: table.held,
    company: table.subject,
    min: table.min,
    max: table.max,
    block: null,
    peculiar,
    watched: -1,
    watchedShare: unwatched,
  };
}

/** Collects arcs of a part of the register and sorts them by commander. */
class GraphBuilder {
  readonly #local = new Map<number, number>();
  readonly #nodes: number[] = [];
  readonly #from: number[] = [];
  readonly #company: number[] = [];
  readonly #block: number[] = [];
  readonly #min: number[] = [];
  readonly #max: number[] = [];

  constructor(readonly index: CommandIndex) {}

  get nodes(): readonly number[] {
    return this.#nodes;
  }

  node(entity: number): number {
    const known = this.#local.get(entity);
    if (known !== undefined) return known;
    const made = this.#nodes.push(entity) - 1;
    if (entity >= 0) this.#local.set(entity, made);
    return made;
  }

  has(entity: number): boolean {
    return this.#local.has(entity);
  }

  arc(commander: number, company: number, block: number, table: { min: number; max: number }): void {
    this.#from.push(commander);
    this.#company.push(company);
    this.#block.push(block);
    this.#min.push(table.min);
    this.#max.push(table.max);
  }

  build(watched: number, watchedShare: (block: number) => ShareRange): CommandGraph {
    const size = this.#nodes.length;
    const start = new Int32Array(size + 1);
    for (const from of this.#from) start[from + 1]! += 1;
    for (let node = 0; node < size; node += 1) start[node + 1]! += start[node]!;
    const next = start.slice(0, size);
    const out = new Int32Array(this.#from.length);
    this.#from.forEach((from, arc) => {
      out[next[from]!] = arc;
      next[from]! += 1;
    });
    const whole = this.index.peculiar;
    // Split companies have all their arcs in this graph, so nothing need be looked up beside it.
    const peculiar = Uint8Array.from(this.#nodes, (entity) =>
      entity < 0 ? PECULIAR.sums : whole[entity]! & ~PECULIAR.split,
    );
    return {
      index: this.index,
      size,
      nodes: Int32Array.from(this.#nodes),
      local: this.#local,
      start,
      out,
      company: Int32Array.from(this.#company),
      min: Float64Array.from(this.#min),
      max: Float64Array.from(this.#max),
      block: Int32Array.from(this.#block),
      peculiar,
      watched,
      watchedShare,
    };
  }
}

/** Live arcs into a company with those who command them, handed on one by one. */
function eachCommand(
  index: CommandIndex,
  company: number,
  visit: (commander: number, block: number, ends: { min: number; max: number }) => void,
): void {
  if (index.peculiar[company]! & PECULIAR.noVotes) return;
  const { table, able, splitBlocks } = index;
  const split = index.blocksOf.get(company);
  if (!split) {
    for (let stake = table.start[company]!; stake < table.start[company + 1]!; stake += 1) {
      const holder = table.holder[stake]!;
      if (holder === company || !able[holder]) continue;
      visit(holder, stake, { min: table.min[stake]!, max: table.max[stake]! });
    }
    return;
  }
  for (const block of split) {
    const { commanders, share, dead } = splitBlocks[block - table.holder.length]!;
    if (dead) continue;
    const ends = {
      min: toNumber(share.min),
      max: toNumber(share.max),
    };
    for (const commander of commanders)
      if (commander !== company && able[commander]) visit(commander, block, ends);
  }
}

/** Direct equity of a subject, as blocks with all their holders: what a controlled stake is summed from. */
export interface Watch {
  readonly blocks: Iterable<{ readonly block: number; readonly holders: readonly number[] }>;
  share(block: number): ShareRange;
}

/**
 * Everything above a subject: who commands votes in it or in what commands it, and members of control facts. With a
 * watch, also whoever holds watched equity and everyone above them. Node 0 is the subject. O(arcs above).
 */
export function graphAbove(index: CommandIndex, subject: number, watch?: Watch): CommandGraph {
  const builder = new GraphBuilder(index);
  builder.node(subject);
  const watched = watch ? builder.node(-1) : -1;
  for (const { block, holders } of watch?.blocks ?? []) {
    const share = watch!.share(block);
    const ends = {
      min: toNumber(share.min),
      max: toNumber(share.max),
    };
    for (const holder of holders) {
      if (index.able[holder] && holder !== subject) builder.arc(builder.node(holder), watched, block, ends);
    }
  }
  const facts = controlFacts(index.r).of;
  for (let node = 0; node < builder.nodes.length; node += 1) {
    const entity = builder.nodes[node]!;
    if (entity < 0) continue;
    eachCommand(index, entity, (commander, block, ends) => {
      builder.arc(builder.node(commander), node, block, ends);
    });
    for (const { members } of facts.get(entity) ?? []) for (const member of members) builder.node(member);
  }
  return builder.build(watched, watch ? watch.share : unwatched);
}

/** The members of one ring with the commands between them. */
export function graphOfRing(index: CommandIndex, ring: number): CommandGraph {
  const { member, start } = index.rings;
  const builder = new GraphBuilder(index);
  for (let k = start[ring]!; k < start[ring + 1]!; k += 1) builder.node(member[k]!);
  const size = builder.nodes.length;
  for (let node = 0; node < size; node += 1) {
    eachCommand(index, builder.nodes[node]!, (commander, block, ends) => {
      if (builder.has(commander)) builder.arc(builder.node(commander), node, block, ends);
    });
  }
  return builder.build(-1, unwatched);
}
