import { condense } from "../register/condensation.js";
import type { Arithmetic } from "./arithmetic.js";
import { solveBlock } from "./exactElimination.js";

/**
 * A finite absorbing chain: from each state, arcs to other states with positive mass, mass that is absorbed, and the
 * reward that absorption pays. Masses of a state sum to one.
 */
export interface Chain<T> {
  readonly arcs: readonly { readonly to: readonly number[]; readonly mass: readonly T[] }[];
  /** Mass that leaves the states for good, whatever it pays. */
  readonly absorbed: readonly T[];
  /** What absorption pays, weighted: a hit pays its whole mass, a miss nothing. */
  readonly reward: readonly T[];
}

export interface ChainValues<T> {
  /** Expected reward from each state: the probability of a hit. Zero where nothing is ever absorbed. */
  readonly value: readonly T[];
  /** Roundings behind each value if it was computed in doubles. */
  readonly roundings: Float64Array;
}

/** Solves the chain component by component, owners first. Subtraction-free; see {@link solveBlock}. */
export function chainValues<T>(arithmetic: Arithmetic<T>, chain: Chain<T>): ChainValues<T> {
  const size = chain.arcs.length;
  const { component, memberStart, member, count } = condense(size, adjacency(chain));
  const value: T[] = new Array(size).fill(arithmetic.zero);
  const roundings = new Float64Array(size);
  for (let c = 0; c < count; c += 1) {
    const members = member.subarray(memberStart[c]!, memberStart[c + 1]!);
    solveComponent(arithmetic, chain, members, component, value, roundings);
  }
  return { value, roundings };
}

function adjacency<T>(chain: Chain<T>): { start: Int32Array; target: Int32Array } {
  const start = new Int32Array(chain.arcs.length + 1);
  chain.arcs.forEach(({ to }, x) => {
    start[x + 1] = start[x]! + to.length;
  });
  const target = new Int32Array(start[chain.arcs.length]!);
  chain.arcs.forEach(({ to }, x) => {
    target.set(to, start[x]!);
  });
  return { start, target };
}

function solveComponent<T>(
  arithmetic: Arithmetic<T>,
  chain: Chain<T>,
  members: Int32Array,
  component: Int32Array,
  value: T[],
  roundings: Float64Array,
): void {
  const { add, multiply } = arithmetic;
  const own = component[members[0]!];
  const place = new Map<number, number>();
  members.forEach((state, i) => {
    place.set(state, i);
  });
  let error = 0;
  let ring = members.length > 1;
  const reward: T[] = [];
  const exit: T[] = [];
  const rows = Array.from(members, (state) => {
    const { to, mass } = chain.arcs[state]!;
    let paid = chain.reward[state] as T;
    let leaving = chain.absorbed[state] as T;
    const row = new Map<number, T>();
    to.forEach((next, k) => {
      if (component[next] === own) {
        ring = true;
        // A self-loop changes no hitting probability: it is left out, and the pivot is the sum of the rest.
        if (next !== state)
          row.set(place.get(next)!, add(row.get(place.get(next)!) ?? arithmetic.zero, mass[k] as T));
        return;
      }
      leaving = add(leaving, mass[k] as T);
      paid = add(paid, multiply(mass[k] as T, value[next] as T));
      error = Math.max(error, roundings[next]!);
    });
    reward.push(paid);
    exit.push(leaving);
    return row;
  });
  const degree = Math.max(...Array.from(members, (state) => chain.arcs[state]!.to.length));
  if (!ring) {
    value[members[0]!] = reward[0] as T;
    roundings[members[0]!] = error + degree + 3;
    return;
  }
  const solved = solveBlock(arithmetic, { rows, exit }, reward);
  members.forEach((state, i) => {
    value[state] = solved ? (solved.solution[i] as T) : arithmetic.zero;
    roundings[state] = error + degree + 3 + (solved?.roundings ?? 0);
  });
}
