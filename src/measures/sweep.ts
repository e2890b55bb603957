import type { Arithmetic } from "./arithmetic.js";
import type { Factors } from "./elimination.js";
import { eliminate } from "./exactElimination.js";
import { type Cone, members } from "./walk.js";

/** What one walk from the subject meets, for every party of an exactly known cone at once. */
export interface Sweep<T> {
  /** By local number: probability that the walk meets the party (for the subject: meets it again). */
  readonly hit: readonly T[];
  /** Expected visits V(i, j), the start included; null inside a closed ring, where they are infinite. */
  readonly visits: readonly (T | null)[];
  /** Mass that ends in an undisclosed remainder. */
  readonly undisclosed: T;
  /** Mass that enters a ring which nobody outside holds. */
  readonly ownerless: T;
  /** Closed rings met, as local numbers. */
  readonly closed: readonly Int32Array[];
  /** Roundings behind each hit if computed in doubles. */
  readonly roundings: Float64Array;
}

/**
 * One pass over the components, the subject first: mass arrives, circulates, and leaves for the holders. Hitting
 * probabilities are v(i) / G(i,i); every number is a sum of numbers ≥ 0. O(arcs), and O(k³) inside a ring of k.
 */
export function sweep<T>(arithmetic: Arithmetic<T>, cone: Cone): Sweep<T> {
  const size = cone.nodes.length;
  const state: State<T> = {
    arithmetic,
    cone,
    arrived: new Array<T>(size).fill(arithmetic.zero),
    hit: new Array<T>(size).fill(arithmetic.zero),
    visits: new Array<T | null>(size).fill(arithmetic.zero),
    roundings: new Float64Array(size),
    undisclosed: arithmetic.zero,
    ownerless: arithmetic.zero,
    closed: [],
  };
  state.arrived[cone.root] = arithmetic.one;
  for (let c = cone.condensation.count - 1; c >= 0; c -= 1) {
    const own = members(cone, c);
    const ring = own.length > 1 || cone.targets[own[0]!]!.includes(own[0]!);
    if (ring) passRing(state, own, c);
    else passSingle(state, own[0]!);
  }
  return state;
}

interface State<T> {
  readonly arithmetic: Arithmetic<T>;
  readonly cone: Cone;
  /** Mass that arrives from outside the component. */
  readonly arrived: T[];
  readonly hit: T[];
  readonly visits: (T | null)[];
  readonly roundings: Float64Array;
  undisclosed: T;
  ownerless: T;
  readonly closed: Int32Array[];
}

function passSingle<T>(state: State<T>, x: number): void {
  const { arithmetic, cone, arrived } = state;
  const mass = arrived[x] as T;
  state.hit[x] = x === cone.root ? arithmetic.zero : mass;
  state.visits[x] = mass;
  passOn(state, x, mass, -1);
}

/** Sends the visits of a company on to its holders outside the component. */
function passOn<T>(state: State<T>, x: number, visits: T, component: number): void {
  const { arithmetic, cone, arrived, roundings } = state;
  const { arcs, undisclosed } = cone.rows[x]!;
  arcs.forEach((arc, k) => {
    const next = cone.targets[x]![k]!;
    if (cone.condensation.component[next] === component) return;
    const mass = arithmetic.multiply(visits, arithmetic.from(arc.share.min));
    arrived[next] = arithmetic.add(arrived[next] as T, mass);
    // Each addend brings its own roundings and one more: the sum carries the greatest, plus one per addend.
    roundings[next] = Math.max(roundings[next]!, roundings[x]! + 3) + 1;
  });
  if (!undisclosed) return;
  const mass = arithmetic.multiply(visits, arithmetic.from(undisclosed.min));
  state.undisclosed = arithmetic.add(state.undisclosed, mass);
}

function passRing<T>(state: State<T>, own: Int32Array, component: number): void {
  const { arithmetic, cone, arrived } = state;
  const place = new Map<number, number>();
  own.forEach((x, i) => {
    place.set(x, i);
  });
  const exit: T[] = [];
  const rows = Array.from(own, (x) => {
    const row = new Map<number, T>();
    let leaving = arithmetic.zero;
    const { arcs, undisclosed } = cone.rows[x]!;
    arcs.forEach((arc, k) => {
      const next = cone.targets[x]![k]!;
      const mass = arithmetic.from(arc.share.min);
      const inside = place.get(next);
      if (inside === undefined) leaving = arithmetic.add(leaving, mass);
      else if (next !== x) row.set(inside, arithmetic.add(row.get(inside) ?? arithmetic.zero, mass));
    });
    if (undisclosed) leaving = arithmetic.add(leaving, arithmetic.from(undisclosed.min));
    exit.push(leaving);
    return row;
  });
  const factors = eliminate(arithmetic, { rows, exit });
  if (factors) passOpenRing(state, own, component, factors);
  else {
    const mass = Array.from(own, (x) => arrived[x] as T).reduce(
      (a, b) => arithmetic.add(a, b),
      arithmetic.zero,
    );
    state.ownerless = arithmetic.add(state.ownerless, mass);
    state.closed.push(own);
    // In an irreducible closed ring every member is met, whoever was met first.
    for (const x of own) {
      state.hit[x] = mass;
      state.visits[x] = null;
    }
  }
}

function passOpenRing<T>(state: State<T>, own: Int32Array, component: number, factors: Factors<T>): void {
  const { arithmetic, cone, arrived, roundings } = state;
  const unit = (at: number): T[] => Array.from(own, (_, i) => (i === at ? arithmetic.one : arithmetic.zero));
  const visits = factors.solveTransposed(Array.from(own, (x) => arrived[x] as T));
  const before = Math.max(...Array.from(own, (x) => roundings[x]!));
  own.forEach((x, i) => {
    const column = factors.solve(unit(i));
    roundings[x] = before + 2 * factors.roundings + 4;
    state.visits[x] = visits[i] as T;
    if (x !== cone.root) {
      state.hit[x] = arithmetic.divide(visits[i] as T, column[i] as T);
      return;
    }
    // Returning: one step, then from each holder to the subject with probability G(k, j) / G(j, j).
    let back = arithmetic.zero;
    cone.rows[x]!.arcs.forEach((arc, k) => {
      const next = own.indexOf(cone.targets[x]![k]!);
      if (next < 0) return;
      const mass = arithmetic.from(arc.share.min);
      const reach = next === i ? arithmetic.one : arithmetic.divide(column[next] as T, column[i] as T);
      back = arithmetic.add(back, arithmetic.multiply(mass, reach));
    });
    state.hit[x] = back;
  });
  own.forEach((x, i) => {
    passOn(state, x, visits[i] as T, component);
  });
}
