import {
  add,
  compare,
  complement,
  divide,
  equals,
  type Fraction,
  isZero,
  least,
  multiply,
  ONE,
  subtract,
  sum,
  ZERO,
} from "../model/fraction.js";
import { condense } from "../register/condensation.js";
import { type Arithmetic, inDoubles } from "./arithmetic.js";
import { type Chain, chainValues } from "./chain.js";

/**
 * Least and greatest probability of a hit in an interval Markov chain: each state's row is any distribution within its
 * ranges. Theory and sources in docs/method/bounds.md (Chen, Han, Kwiatkowska 2013; Haddad, Monmege 2018).
 */
export const HIT = -1;
export const MISS = -2;

/** Mass from one state to one target (a state, {@link HIT} or {@link MISS}), known as a range. */
export interface Entry {
  readonly target: number;
  readonly min: Fraction;
  readonly max: Fraction;
  readonly minOpen: boolean;
  readonly maxOpen: boolean;
}

export interface IntervalChain {
  readonly rows: readonly (readonly Entry[])[];
  readonly start: number;
}

export type Sense = "least" | "most";

export interface Extreme<T> {
  /** Value of every state; for "least" the infimum, which open ends may keep from being attained. */
  readonly value: readonly T[];
  /** The rows chosen, in masses by entry: within the closed ranges, summing to one. */
  readonly masses: readonly (readonly Fraction[])[];
  readonly roundings: Float64Array;
}

const exactEntry = (entry: Entry): boolean => equals(entry.min, entry.max);
const exactRow = (row: readonly Entry[]): boolean => row.every(exactEntry);

/** Narrows each range to what the others leave it (their sum is one); an end that they cannot leave is open. */
export function tighten(row: readonly Entry[]): Entry[] {
  if (exactRow(row)) return row.filter((entry) => !isZero(entry.max));
  const minima = sum(row.map((entry) => entry.min));
  const maxima = sum(row.map((entry) => entry.max));
  const openMinima = row.filter((entry) => entry.minOpen).length;
  const openMaxima = row.filter((entry) => entry.maxOpen).length;
  const narrowed = row.map((entry) => {
    const ceiling = complement(subtract(minima, entry.min));
    const floor = complement(subtract(maxima, entry.max));
    const byCeiling = compare(ceiling, entry.max);
    const byFloor = compare(floor, entry.min);
    const othersOpenMin = openMinima - (entry.minOpen ? 1 : 0) > 0;
    const othersOpenMax = openMaxima - (entry.maxOpen ? 1 : 0) > 0;
    return {
      target: entry.target,
      max: byCeiling < 0 ? ceiling : entry.max,
      maxOpen: (byCeiling >= 0 && entry.maxOpen) || (byCeiling <= 0 && othersOpenMin),
      min: byFloor > 0 ? floor : entry.min,
      minOpen: (byFloor <= 0 && entry.minOpen) || (byFloor >= 0 && othersOpenMax),
    };
  });
  return narrowed
    .map((entry) => (exactEntry(entry) ? { ...entry, minOpen: false, maxOpen: false } : entry))
    .filter((entry) => !isZero(entry.max));
}

/** Fills a row greedily: minima everywhere, the free mass to the best values first. */
export function extremeRow(row: readonly Entry[], order: (a: number, b: number) => number): Fraction[] {
  const masses = row.map((entry) => entry.min);
  let free = complement(sum(masses));
  if (isZero(free)) return masses;
  const sequence = row.map((_, i) => i).sort((a, b) => order(a, b) || a - b);
  for (const i of sequence) {
    const room = least(free, subtract(row[i]!.max, row[i]!.min));
    masses[i] = add(masses[i]!, room);
    free = subtract(free, room);
    if (isZero(free)) break;
  }
  return masses;
}

/** Solves the interval chain for the least or the greatest value of every state. */
export function extreme<T>(arithmetic: Arithmetic<T>, chain: IntervalChain, sense: Sense): Extreme<T> {
  const size = chain.rows.length;
  const targets = chain.rows.map((row) =>
    row.filter((entry) => entry.target >= 0).map((entry) => entry.target),
  );
  const start = new Int32Array(size + 1);
  targets.forEach((row, i) => {
    start[i + 1] = start[i]! + row.length;
  });
  const graph = condense(size, { start, target: Int32Array.from(targets.flat()) });
  const state: Solution<T> = {
    arithmetic,
    chain,
    sense,
    value: new Array(size).fill(arithmetic.zero),
    masses: new Array(size).fill([]),
    roundings: new Float64Array(size),
    place: new Int32Array(size).fill(-1),
    settled: new Uint8Array(size),
    guess: guesser(arithmetic, chain, sense),
  };
  for (let c = 0; c < graph.count; c += 1) {
    const own = graph.member.slice(graph.memberStart[c]!, graph.memberStart[c + 1]!).sort();
    const ring = own.length > 1 || targets[own[0]!]!.includes(own[0]!);
    if (ring) solveRing(state, own);
    else evaluate(state, own, [greedy(state, own[0]!)]);
    for (const x of own) state.settled[x] = 1;
  }
  return { value: state.value, masses: state.masses, roundings: state.roundings };
}

interface Solution<T> {
  readonly arithmetic: Arithmetic<T>;
  readonly chain: IntervalChain;
  readonly sense: Sense;
  readonly value: T[];
  readonly masses: (readonly Fraction[])[];
  readonly roundings: Float64Array;
  /** Position within the component being solved; -1 elsewhere. */
  readonly place: Int32Array;
  /** 1 for states of components that are solved. */
  readonly settled: Uint8Array;
  /** Rows that doubles would choose: where the exact iteration starts, so that it mostly only confirms. */
  readonly guess: () => readonly (readonly Fraction[])[] | null;
}

function guesser<T>(arithmetic: Arithmetic<T>, chain: IntervalChain, sense: Sense): Solution<T>["guess"] {
  let rows: readonly (readonly Fraction[])[] | null = null;
  return () => {
    if (typeof arithmetic.one === "number") return null;
    rows ??= extreme(inDoubles, chain, sense).masses;
    return rows;
  };
}

const worthOf = <T>({ arithmetic, value }: Solution<T>, target: number): T =>
  target === HIT ? arithmetic.one : target === MISS ? arithmetic.zero : (value[target] as T);

function greedy<T>(solution: Solution<T>, x: number): Fraction[] {
  const row = solution.chain.rows[x]!;
  const sign = solution.sense === "most" ? -1 : 1;
  const at = (i: number): T => worthOf(solution, row[i]!.target);
  return extremeRow(row, (a, b) => sign * solution.arithmetic.compare(at(a), at(b)));
}

const rowValue = <T>(solution: Solution<T>, x: number, masses: readonly Fraction[]): T => {
  const { arithmetic } = solution;
  let total = arithmetic.zero;
  solution.chain.rows[x]!.forEach((entry, i) => {
    const mass = arithmetic.from(masses[i]!);
    total = arithmetic.add(total, arithmetic.multiply(mass, worthOf(solution, entry.target)));
  });
  return total;
};

/** Values of one component under fixed rows; the rest is settled already. */
function evaluate<T>(solution: Solution<T>, own: Int32Array, rows: readonly (readonly Fraction[])[]): void {
  const { arithmetic, value, masses, roundings, place } = solution;
  own.forEach((x, i) => {
    place[x] = i;
    masses[x] = rows[i]!;
  });
  const result = chainValues(arithmetic, componentChain(solution, own, rows));
  let error = 0;
  for (const x of own) {
    for (const { target } of solution.chain.rows[x]!) {
      if (target >= 0 && place[target]! < 0) error = Math.max(error, roundings[target]!);
    }
  }
  own.forEach((x, i) => {
    value[x] = result.value[i] as T;
    roundings[x] = error + result.roundings[i]! + solution.chain.rows[x]!.length + 2;
    place[x] = -1;
  });
}

function componentChain<T>(
  solution: Solution<T>,
  own: Int32Array,
  rows: readonly (readonly Fraction[])[],
): Chain<T> {
  const { arithmetic, chain, place } = solution;
  const arcs: { to: number[]; mass: T[] }[] = [];
  const absorbed: T[] = [];
  const reward: T[] = [];
  own.forEach((x, i) => {
    const to: number[] = [];
    const mass: T[] = [];
    let leaving = arithmetic.zero;
    let paid = arithmetic.zero;
    chain.rows[x]!.forEach((entry, k) => {
      const share = rows[i]![k]!;
      if (isZero(share)) return;
      const part = arithmetic.from(share);
      if (entry.target >= 0 && place[entry.target]! >= 0) {
        to.push(place[entry.target]!);
        mass.push(part);
        return;
      }
      leaving = arithmetic.add(leaving, part);
      paid = arithmetic.add(paid, arithmetic.multiply(part, worthOf(solution, entry.target)));
    });
    arcs.push({ to, mass });
    absorbed.push(leaving);
    reward.push(paid);
  });
  return { arcs, absorbed, reward };
}

/** A component with rings: policy iteration from a proper start; see docs/method/bounds.md for why it ends right. */
function solveRing<T>(solution: Solution<T>, own: Int32Array): void {
  const rows = Array.from(own, (x) => solution.chain.rows[x]!);
  if (rows.every(exactRow)) {
    evaluate(
      solution,
      own,
      rows.map((row) => row.map((entry) => entry.min)),
    );
    return;
  }
  const settled = solution.sense === "least" ? settleAvoidable(solution, own) : new Map<number, Fraction[]>();
  const trapped = solution.sense === "least" ? endComponents(solution, own, settled) : [];
  const choice = new Map<number, Fraction[]>(settled);
  startPolicy(solution, own, choice, trapped);
  const inTrap = new Map<number, Int32Array>();
  for (const trap of trapped) for (const x of trap) inTrap.set(x, trap);
  const rounds = 50 + 20 * own.length;
  for (let round = 0; round < rounds; round += 1) {
    evaluate(
      solution,
      own,
      Array.from(own, (x) => choice.get(x)!),
    );
    let improved = false;
    for (const trap of trapped) improved = improveTrap(solution, trap, choice) || improved;
    for (const x of own) {
      if (settled.has(x) || inTrap.has(x)) continue;
      const better = greedy(solution, x);
      if (sameRow(better, choice.get(x)!)) continue;
      if (!improves(solution, rowValue(solution, x, better), solution.value[x] as T)) continue;
      choice.set(x, better);
      improved = true;
    }
    if (!improved) return;
  }
  throw new Error(`bounds: no policy settled in ${rounds} rounds over a ring of ${own.length}`);
}

const sameRow = (a: readonly Fraction[], b: readonly Fraction[]): boolean =>
  a.every((mass, i) => equals(mass, b[i]!));

/** Strictly better; in doubles by more than rounding, so that the iteration ends. */
function improves<T>({ arithmetic, sense }: Solution<T>, candidate: T, current: T): boolean {
  const order = arithmetic.compare(candidate, current);
  if (sense === "most" ? order <= 0 : order >= 0) return false;
  if (typeof candidate !== "number") return true;
  return Math.abs((candidate as number) - (current as number)) > 1e-13 * (current as number);
}

/** Whether a row can put all its mass on the chosen entries, its open ends respected (or, `closed`, taken as closed). */
export function canConfine(
  row: readonly Entry[],
  inside: (entry: Entry) => boolean,
  closed: boolean,
): boolean {
  let reach = ZERO;
  let need = ZERO;
  let openMax = false;
  let openMin = false;
  for (const entry of row) {
    if (!inside(entry)) {
      if (!isZero(entry.min) || (entry.minOpen && !closed)) return false;
      continue;
    }
    reach = add(reach, entry.max);
    need = add(need, entry.min);
    openMax ||= entry.maxOpen;
    openMin ||= entry.minOpen;
  }
  const above = compare(reach, ONE);
  if (above < 0 || compare(need, ONE) > 0) return false;
  if (closed) return true;
  return !(above === 0 && openMax) && !(equals(need, ONE) && openMin);
}

/** Rows that confine all mass to the chosen entries, spread evenly within their ranges. */
function confinedRow(row: readonly Entry[], inside: (entry: Entry) => boolean): Fraction[] {
  const room = sum(row.filter(inside).map((entry) => subtract(entry.max, entry.min)));
  const free = complement(sum(row.filter(inside).map((entry) => entry.min)));
  const part = isZero(room) ? ZERO : divide(free, room);
  return row.map((entry) =>
    inside(entry) ? add(entry.min, multiply(part, subtract(entry.max, entry.min))) : ZERO,
  );
}

/** States from which a hit can be avoided for ever by a row that the ranges really allow: least value zero. */
function settleAvoidable<T>(solution: Solution<T>, own: Int32Array): Map<number, Fraction[]> {
  const inside = avoidable(solution, own, false);
  const rows = new Map<number, Fraction[]>();
  for (const x of inside) {
    rows.set(
      x,
      confinedRow(solution.chain.rows[x]!, (entry) => harmless(solution, inside, entry)),
    );
  }
  return rows;
}

const harmless = <T>(solution: Solution<T>, inside: ReadonlySet<number>, entry: Entry): boolean =>
  entry.target === MISS ||
  inside.has(entry.target) ||
  (entry.target >= 0 && solution.settled[entry.target] === 1 && isSettledZero(solution, entry.target));

const isSettledZero = <T>(solution: Solution<T>, target: number): boolean =>
  solution.arithmetic.isZero(solution.value[target] as T);

function avoidable<T>(solution: Solution<T>, own: Int32Array, closed: boolean): Set<number> {
  const inside = new Set<number>(own);
  for (let changed = true; changed; ) {
    changed = false;
    for (const x of inside) {
      if (canConfine(solution.chain.rows[x]!, (entry) => harmless(solution, inside, entry), closed)) continue;
      inside.delete(x);
      changed = true;
    }
  }
  return inside;
}

/**
 * Rings that closed ranges could keep shut but open ends do not: mass stays there as long as one likes and then leaves
 * by any exit one likes. Maximal end components among the states that only closed ends would settle.
 */
function endComponents<T>(
  solution: Solution<T>,
  own: Int32Array,
  settled: ReadonlyMap<number, unknown>,
): Int32Array[] {
  let candidates = [...avoidable(solution, own, true)].filter((x) => !settled.has(x)).sort((a, b) => a - b);
  const found: Int32Array[] = [];
  while (candidates.length > 0) {
    const place = new Map(candidates.map((x, i) => [x, i]));
    const rows = candidates.map((x) =>
      solution.chain.rows[x]!.filter((entry) => place.has(entry.target)).map(
        (entry) => place.get(entry.target)!,
      ),
    );
    const start = new Int32Array(candidates.length + 1);
    rows.forEach((row, i) => {
      start[i + 1] = start[i]! + row.length;
    });
    const graph = condense(candidates.length, { start, target: Int32Array.from(rows.flat()) });
    const dropped = new Set<number>();
    for (let c = 0; c < graph.count; c += 1) {
      const ring = graph.member
        .slice(graph.memberStart[c]!, graph.memberStart[c + 1]!)
        .map((i) => candidates[i]!);
      const inside = new Set(ring);
      const loose = ring.filter(
        (x) => !canConfine(solution.chain.rows[x]!, (e) => inside.has(e.target), true),
      );
      if (loose.length === 0) {
        found.push(ring.sort());
        for (const x of ring) dropped.add(x);
      } else for (const x of loose) dropped.add(x);
    }
    candidates = candidates.filter((x) => !dropped.has(x));
  }
  return found;
}

/** First rows: for the greatest value mass goes the nearest way to a reward, so that no ring is entered for ever. */
function startPolicy<T>(
  solution: Solution<T>,
  own: Int32Array,
  choice: Map<number, Fraction[]>,
  trapped: readonly Int32Array[],
): void {
  const guess = own.length > 3 ? solution.guess() : null;
  const distance = distances(solution, own);
  const sign = solution.sense === "most" ? 1 : -1;
  for (const x of own) {
    if (choice.has(x)) continue;
    const row = solution.chain.rows[x]!;
    if (guess) {
      choice.set(x, [...guess[x]!]);
      continue;
    }
    const away = row.map((entry) => distance(entry.target));
    choice.set(
      x,
      extremeRow(row, (a, b) => (away[a] === away[b] ? 0 : sign * (away[a]! < away[b]! ? -1 : 1))),
    );
  }
  for (const trap of trapped) {
    const [exit] = exits(solution, trap);
    if (exit) leaveBy(solution, trap, exit, choice);
  }
}

/** Steps to a positive reward, within the component; infinite for what can bring none. */
function distances<T>(solution: Solution<T>, own: Int32Array): (target: number) => number {
  const inside = new Set<number>(own);
  const back = new Map<number, number[]>();
  const steps = new Map<number, number>();
  const pays = (target: number): boolean =>
    target === HIT || (target >= 0 && !inside.has(target) && !isSettledZero(solution, target));
  const queue: number[] = [];
  for (const x of own) {
    for (const { target } of solution.chain.rows[x]!) {
      if (inside.has(target)) back.set(target, [...(back.get(target) ?? []), x]);
      else if (pays(target) && !steps.has(x)) {
        steps.set(x, 1);
        queue.push(x);
      }
    }
  }
  for (let head = 0; head < queue.length; head += 1) {
    for (const before of back.get(queue[head]!) ?? []) {
      if (steps.has(before)) continue;
      steps.set(before, steps.get(queue[head]!)! + 1);
      queue.push(before);
    }
  }
  return (target) =>
    inside.has(target)
      ? (steps.get(target) ?? Number.POSITIVE_INFINITY)
      : pays(target)
        ? 0
        : Number.POSITIVE_INFINITY;
}

interface Exit {
  readonly from: number;
  readonly entry: number;
}

function exits<T>(solution: Solution<T>, trap: Int32Array): Exit[] {
  const inside = new Set<number>(trap);
  const result: Exit[] = [];
  for (const x of trap) {
    solution.chain.rows[x]!.forEach((entry, i) => {
      if (!inside.has(entry.target)) result.push({ from: x, entry: i });
    });
  }
  return result;
}

/** All mass of a trap leaves by one exit: the limit of rows that stay inside ever longer. */
function leaveBy<T>(
  solution: Solution<T>,
  trap: Int32Array,
  exit: Exit,
  choice: Map<number, Fraction[]>,
): void {
  const inside = new Set<number>(trap);
  const next = new Map<number, number>();
  const queue = [exit.from];
  const seen = new Set(queue);
  for (let head = 0; head < queue.length; head += 1) {
    for (const x of trap) {
      if (seen.has(x)) continue;
      const step = solution.chain.rows[x]!.findIndex((e) => inside.has(e.target) && e.target === queue[head]);
      if (step < 0) continue;
      next.set(x, step);
      seen.add(x);
      queue.push(x);
    }
  }
  for (const x of trap) {
    const chosen = x === exit.from ? exit.entry : (next.get(x) ?? 0);
    choice.set(
      x,
      solution.chain.rows[x]!.map((_, i) => (i === chosen ? ONE : ZERO)),
    );
  }
}

function improveTrap<T>(solution: Solution<T>, trap: Int32Array, choice: Map<number, Fraction[]>): boolean {
  let best: Exit | null = null;
  let value = solution.value[trap[0]!] as T;
  for (const exit of exits(solution, trap)) {
    const candidate = worthOf(solution, solution.chain.rows[exit.from]![exit.entry]!.target);
    if (!improves(solution, candidate, value)) continue;
    best = exit;
    value = candidate;
  }
  if (best) leaveBy(solution, trap, best, choice);
  return best !== null;
}

/** A row inside all open ends: everything the same part of the way from its least to its greatest. */
export function interiorRow(row: readonly Entry[]): Fraction[] {
  return confinedRow(row, () => true);
}

/**
 * Rows that respect every open end and still reach the extreme value, found state by state on the optimal face; null
 * where there are none. The caller verifies the value they give.
 */
export function attainingRows(
  chain: IntervalChain,
  value: readonly Fraction[],
  sense: Sense,
): (readonly Fraction[])[] | null {
  const good = new Set(chain.rows.keys());
  const rows: (readonly Fraction[])[] = chain.rows.map(() => []);
  for (let changed = true; changed; ) {
    changed = false;
    for (const x of good) {
      const found = faceRow(chain.rows[x]!, value, sense, (target) => target < 0 || good.has(target));
      if (found) rows[x] = found;
      else {
        good.delete(x);
        changed = true;
      }
    }
  }
  if (!good.has(chain.start)) return null;
  return chain.rows.map((row, x) => (good.has(x) ? rows[x]! : interiorRow(row)));
}

/** A row of the optimal face that keeps to its open ends and puts nothing on targets that are not allowed. */
function faceRow(
  row: readonly Entry[],
  value: readonly Fraction[],
  sense: Sense,
  allowed: (target: number) => boolean,
): Fraction[] | null {
  const at = (entry: Entry): Fraction =>
    entry.target === HIT ? ONE : entry.target === MISS ? ZERO : value[entry.target]!;
  const sign = sense === "most" ? -1 : 1;
  const order = row.map((_, i) => i).sort((a, b) => sign * compare(at(row[a]!), at(row[b]!)) || a - b);
  const masses = row.map((entry) => entry.min);
  let free = complement(sum(masses));
  for (let from = 0; from < order.length; ) {
    let to = from + 1;
    while (to < order.length && equals(at(row[order[to]!]!), at(row[order[from]!]!))) to += 1;
    const group = order.slice(from, to);
    const used = fillGroup(row, group, free, allowed, masses);
    if (used === null) return null;
    free = subtract(free, used);
    from = to;
  }
  return masses;
}

/** Spreads the free mass over entries of one value; null where an open end or a target forbids it. */
function fillGroup(
  row: readonly Entry[],
  group: readonly number[],
  free: Fraction,
  allowed: (target: number) => boolean,
  masses: Fraction[],
): Fraction | null {
  const usable = group.filter((i) => allowed(row[i]!.target));
  for (const i of group) {
    if (allowed(row[i]!.target)) continue;
    if (!isZero(row[i]!.min) || row[i]!.minOpen) return null;
  }
  const all = sum(group.map((i) => subtract(row[i]!.max, row[i]!.min)));
  const room = sum(usable.map((i) => subtract(row[i]!.max, row[i]!.min)));
  // The face asks for as much in this group as fits; what the forbidden targets would have taken the others must.
  const wanted = least(free, all);
  const full = compare(wanted, room);
  if (full > 0) return null;
  if (isZero(wanted)) return usable.some((i) => row[i]!.minOpen) ? null : ZERO;
  if (full === 0 && usable.some((i) => row[i]!.maxOpen)) return null;
  const part = divide(wanted, room);
  for (const i of usable) {
    masses[i] = add(row[i]!.min, multiply(part, subtract(row[i]!.max, row[i]!.min)));
  }
  return wanted;
}

/** Rows a small step inside the ranges from given ones: within every open end, the value as near as ε is small. */
export function nearbyRows(
  chain: IntervalChain,
  masses: readonly (readonly Fraction[])[],
  epsilon: Fraction,
): Fraction[][] {
  return chain.rows.map((row, x) => {
    const inner = interiorRow(row);
    return row.map((_, i) =>
      add(multiply(complement(epsilon), masses[x]![i] ?? ZERO), multiply(epsilon, inner[i]!)),
    );
  });
}
