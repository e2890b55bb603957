import { type Fraction, fraction, isZero, ONE, subtract, sum, toNumber, ZERO } from "../model/fraction.js";
import { exactShare, type ShareEnds } from "../model/share.js";
import { condense } from "../register/condensation.js";
import { HIT } from "./extremes.js";
import { type Bound, inTheLimit, leadingArcs } from "./query.js";

/** One way, without repetition, from an owner down to the subject, and the product of its shares. */
export interface OwnershipPath {
  readonly share: Fraction;
  /** Entities from the owner to the subject; a nominee stands between its principal and the company. */
  readonly entities: readonly number[];
}

/** The largest paths, and what makes up the rest of the share: together exactly the share. */
export interface ExplainedShare {
  readonly paths: readonly OwnershipPath[];
  /** What walks that pass some company more than once contribute. */
  readonly loop: ShareEnds;
  /** Further paths. */
  readonly rest: ShareEnds;
  /** True where there were too many paths to add up, so that loop and rest are known only as ranges. */
  readonly truncated: boolean;
  /** Partial paths looked at. */
  readonly steps: number;
}

/** Partial paths looked at before giving up on telling loops from further paths. */
export const PATH_LIMIT = 20_000;

interface Step {
  readonly to: number;
  readonly party: number;
  readonly via: number;
  readonly mass: Fraction;
  readonly weight: number;
}

interface PathGraph {
  /** Per state: steps upwards with their mass; `to` is {@link HIT} where the path ends at the owner. */
  readonly steps: readonly (readonly Step[])[];
  readonly entity: readonly number[];
  /** Component of each state, or -1 where it is in no ring: only inside a ring can a path come back. */
  readonly ring: Int32Array;
  /** 1 for states from which some ring can be entered. */
  readonly meetsRing: Uint8Array;
  /** Greatest product from each state to a hit. */
  readonly best: Float64Array;
}

/** By the rows of a completion, so that questions about many companies below one party share one graph. */
const graphs = new WeakMap<object, PathGraph>();

function pathGraph(found: Bound, set: ReadonlySet<number>): PathGraph {
  const known = graphs.get(found.masses);
  if (known) return known;
  const made = makeGraph(found, set);
  graphs.set(found.masses, made);
  return made;
}

/** The steps of a bound's completion that lead to its set. */
function makeGraph(found: Bound, set: ReadonlySet<number>): PathGraph {
  const { cone, rowOf } = found.query;
  const steps = rowOf.map((row, x) =>
    leadingArcs(found, x)
      .filter(({ mass }) => !isZero(mass))
      .map(({ arc, target, mass }): Step => {
        const { next, also, via } = cone.rows[row]!.arcs[arc]!;
        const party = target === HIT ? [next, ...also].find((each) => set.has(each))! : next;
        return { to: target, party, via, mass, weight: toNumber(mass) };
      }),
  );
  const { ring, meetsRing } = ringsIn(steps);
  return { steps, entity: rowOf.map((row) => cone.nodes[row]!), ring, meetsRing, best: bestToGo(steps) };
}

/**
 * The share of a set explained by its largest paths. With ranges the paths are those of one completion, the bound's
 * (DESIGN §13.22); where no completion reaches the bound, those that the paths of nearby completions come near to. Best first, so no more paths are made than asked for, unless rings make it necessary to add all up.
 */
export function explainShare(
  found: Bound,
  set: readonly number[],
  wanted: number,
  limit = PATH_LIMIT,
): ExplainedShare {
  const graph = pathGraph(inTheLimit(found), new Set(set));
  const listed: OwnershipPath[] = [];
  const { start } = found.query.chain;
  const search = bestFirst(graph, start);
  const inRing = graph.meetsRing[start] === 1;
  // As many steps as the paths asked for have at most, however deep the structure is.
  const most = limit + wanted * graph.steps.length;
  let steps = 0;
  let next = search.next();
  // In a ring most beginnings come to nothing, since no path comes back to where it was: there the search for few is limited too.
  while (listed.length < wanted && !next.done && !(inRing && steps > most)) {
    if (next.value) listed.push(next.value);
    steps += 1;
    next = search.next();
  }
  // Paths of doubles are multiplied out exactly, so that they may exceed their rounded total by a rounding.
  const left = notNegative(subtract(found.value, sum(listed.map((path) => path.share))));
  const none = exactShare(ZERO);
  if (!inRing) return { paths: listed, loop: none, rest: exactShare(left), truncated: false, steps };
  let further = ZERO;
  for (; !next.done; next = search.next()) {
    if (next.value) further = sum([further, next.value.share]);
    steps += 1;
    if (steps <= limit) continue;
    const open = { ...none, max: notNegative(subtract(left, further)) };
    return { paths: listed, loop: open, rest: { ...none, min: further, max: left }, truncated: true, steps };
  }
  return {
    paths: listed,
    loop: exactShare(notNegative(subtract(left, further))),
    rest: exactShare(further),
    truncated: false,
    steps,
  };
}

const notNegative = (share: Fraction): Fraction => (share.n < 0n ? ZERO : share);

function ringsIn(steps: readonly (readonly Step[])[]): Pick<PathGraph, "ring" | "meetsRing"> {
  const rows = steps.map((row) => row.filter(({ to }) => to !== HIT).map(({ to }) => to));
  const start = new Int32Array(rows.length + 1);
  rows.forEach((row, i) => {
    start[i + 1] = start[i]! + row.length;
  });
  const graph = condense(rows.length, { start, target: Int32Array.from(rows.flat()) });
  const { component, memberStart, member } = graph;
  const ring = component.map((c, i) =>
    memberStart[c + 1]! - memberStart[c]! > 1 || rows[i]!.includes(i) ? c : -1,
  );
  // Components come owners first, so that what lies above is settled when a state is looked at.
  const meetsRing = new Uint8Array(rows.length);
  for (const x of member) {
    if (ring[x]! >= 0 || rows[x]!.some((to) => meetsRing[to] === 1)) meetsRing[x] = 1;
  }
  return { ring, meetsRing };
}

/** A partial path as a linked list from the subject upwards. */
interface Partial {
  readonly state: number;
  readonly before: Partial | null;
  /** Share of the last step. */
  readonly mass: Fraction;
  readonly party: number;
  readonly via: number;
  /** Greatest product that this beginning can still come to. */
  readonly promise: number;
  readonly weight: number;
  readonly length: number;
}

/**
 * Yields paths by descending share (ties: fewer steps, then the order of states), null for a step of the search that
 * gave none.
 */
function* bestFirst(graph: PathGraph, start: number): Generator<OwnershipPath | null> {
  const { best } = graph;
  const heap = new Heap();
  heap.push({
    state: start,
    before: null,
    mass: ONE,
    party: graph.entity[start]!,
    via: -1,
    promise: best[start]!,
    weight: 1,
    length: 0,
  });
  for (let top = heap.pop(); top; top = heap.pop()) {
    if (top.state === HIT) {
      yield { share: productOf(top), entities: entitiesOf(top) };
      continue;
    }
    for (const step of graph.steps[top.state]!) {
      if (step.to !== HIT && visited(graph, top, step.to)) continue;
      const weight = top.weight * step.weight;
      const promise = step.to === HIT ? weight : weight * best[step.to]!;
      heap.push({
        state: step.to,
        before: top,
        mass: step.mass,
        party: step.party,
        via: step.via,
        promise,
        weight,
        length: top.length + 1,
      });
    }
    yield null;
  }
}

function visited({ ring }: PathGraph, path: Partial, state: number): boolean {
  if (ring[state]! < 0) return false;
  for (let at: Partial | null = path; at && ring[at.state] === ring[state]; at = at.before) {
    if (at.state === state) return true;
  }
  return false;
}

/** Multiplied out only for paths that are complete, and reduced once. */
function productOf(path: Partial): Fraction {
  let n = 1n;
  let d = 1n;
  for (let at: Partial | null = path; at; at = at.before) {
    n *= at.mass.n;
    d *= at.mass.d;
  }
  return fraction(n, d);
}

function entitiesOf(path: Partial): number[] {
  const entities: number[] = [];
  for (let at: Partial | null = path; at; at = at.before) {
    entities.push(at.party);
    if (at.via >= 0) entities.push(at.via);
  }
  return entities;
}

/**
 * The weakest-link measure (Claessens, Djankov, Lang 2000): the sum, over all chains without repetition, of the least
 * share on the chain. Meant for a bound of the voting interest. Null where there are more chains than {@link PATH_LIMIT}.
 */
export function weakestLink(found: Bound, set: readonly number[]): number | null {
  const graph = pathGraph(found, new Set(set));
  const { start } = found.query.chain;
  const stack: Partial[] = [{ ...marker(start, 1), party: graph.entity[start]! }];
  let total = 0;
  let seen = 0;
  for (let top = stack.pop(); top; top = stack.pop()) {
    seen += 1;
    if (seen > PATH_LIMIT) return null;
    for (const step of graph.steps[top.state]!) {
      const weight = Math.min(top.weight, step.weight);
      if (step.to === HIT) total += weight;
      else if (!visited(graph, top, step.to))
        stack.push({ ...marker(step.to, weight), before: top, party: step.party });
    }
  }
  return total;
}

/** Greatest product from each state to a hit (Dijkstra over products; masses are at most one). */
function bestToGo(steps: readonly (readonly Step[])[]): Float64Array {
  const best = new Float64Array(steps.length);
  const back: { from: number; weight: number }[][] = steps.map(() => []);
  const heap: { state: number; value: number }[] = [];
  steps.forEach((row, from) => {
    for (const { to, weight } of row) {
      if (to === HIT) best[from] = Math.max(best[from]!, weight);
      else back[to]!.push({ from, weight });
    }
  });
  best.forEach((value, state) => {
    if (value > 0) heap.push({ state, value });
  });
  heap.sort((a, b) => b.value - a.value);
  const done = new Uint8Array(steps.length);
  const queue = new Heap();
  for (const { state, value } of heap) queue.push(marker(state, value));
  for (let top = queue.pop(); top; top = queue.pop()) {
    if (done[top.state]) continue;
    done[top.state] = 1;
    for (const { from, weight } of back[top.state]!) {
      const value = top.promise * weight;
      if (done[from] || value <= best[from]!) continue;
      best[from] = value;
      queue.push(marker(from, value));
    }
  }
  return best;
}

const marker = (state: number, promise: number): Partial => ({
  state,
  before: null,
  mass: ZERO,
  party: -1,
  via: -1,
  promise,
  weight: promise,
  length: 0,
});

/** Binary heap, greatest promise first. */
class Heap {
  readonly #items: Partial[] = [];

  #before(a: Partial, b: Partial): boolean {
    return a.promise !== b.promise
      ? a.promise > b.promise
      : a.length !== b.length
        ? a.length < b.length
        : a.state < b.state;
  }

  push(item: Partial): void {
    const items = this.#items;
    let at = items.push(item) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#before(item, items[parent]!)) break;
      items[at] = items[parent]!;
      at = parent;
    }
    items[at] = item;
  }

  pop(): Partial | undefined {
    const items = this.#items;
    const top = items[0];
    const last = items.pop();
    if (top === undefined || last === undefined || items.length === 0) return top;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= items.length) break;
      if (child + 1 < items.length && this.#before(items[child + 1]!, items[child]!)) child += 1;
      if (!this.#before(items[child]!, last)) break;
      items[at] = items[child]!;
      at = child;
    }
    items[at] = last;
    return top;
  }
}
