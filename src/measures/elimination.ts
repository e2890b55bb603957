import type { Arithmetic } from "./arithmetic.js";

/** One strong component of a chain: mass between its members, and mass that leaves it for good. */
export interface Block<T> {
  /** Per member: arcs to other members, none to itself (a self-loop changes no hitting probability). */
  readonly rows: readonly ReadonlyMap<number, T>[];
  /** Per member: all mass that leaves the component, remainder included. */
  readonly exit: readonly T[];
}

/**
 * The component eliminated without subtraction (Grassmann, Taksar, Heyman 1985): the pivot 1 − b(k,k) is the sum of
 * what leaves k. `solve` gives x = G·b, `solveTransposed` gives vᵀ = mᵀ·G, with G = (I − A)⁻¹ censored of self-loops.
 */
export interface Factors<T> {
  solve(b: readonly T[]): T[];
  solveTransposed(m: readonly T[]): T[];
  /** Roundings that a solution in doubles can have accumulated (see docs/method/look-through.md, error bound). */
  readonly roundings: number;
}

interface Step<T> {
  readonly member: number;
  readonly pivot: T;
  /** Arcs to and from the members that were still there. */
  readonly out: ReadonlyMap<number, T>;
  readonly into: ReadonlyMap<number, T>;
}

/** Eliminates the members, those with few arcs first, ties in the order given. Null when nothing leaves the block. */
export function factorise<T>(arithmetic: Arithmetic<T>, block: Block<T>): Factors<T> | null {
  const { add, multiply, divide, isZero } = arithmetic;
  const size = block.rows.length;
  if (block.exit.every(isZero)) return null;
  const rows = block.rows.map((row) => new Map(row));
  const exit = [...block.exit];
  const columns: Set<number>[] = rows.map(() => new Set());
  rows.forEach((row, x) => {
    for (const y of row.keys()) columns[y]!.add(x);
  });
  const left = new Set(rows.keys());
  const steps: Step<T>[] = [];
  let roundings = 2 * size;
  while (left.size > 0) {
    const r = cheapest(left, rows, columns);
    left.delete(r);
    const out = rows[r]!;
    let pivot = exit[r] as T;
    for (const mass of out.values()) pivot = add(pivot, mass);
    const into = new Map<number, T>();
    for (const x of columns[r]!) {
      const mass = rows[x]!.get(r)!;
      into.set(x, mass);
      rows[x]!.delete(r);
      const factor = divide(mass, pivot);
      for (const [y, onward] of out) {
        if (y === x) continue;
        const known = rows[x]!.get(y);
        const through = multiply(factor, onward);
        rows[x]!.set(y, known === undefined ? through : add(known, through));
        columns[y]!.add(x);
      }
      exit[x] = add(exit[x]!, multiply(factor, exit[r]!));
    }
    for (const y of out.keys()) columns[y]!.delete(r);
    steps.push({ member: r, pivot, out, into });
    roundings += 2 * left.size * (out.size + 4) + 2 * (out.size + into.size) + 6;
  }
  const solve = (b: readonly T[]): T[] => {
    const x = [...b];
    for (const { member, pivot, into } of steps) {
      if (isZero(x[member]!)) continue;
      const part = divide(x[member]!, pivot);
      for (const [from, mass] of into) x[from] = add(x[from]!, multiply(mass, part));
    }
    for (const { member, pivot, out } of steps.toReversed()) {
      let total = x[member] as T;
      for (const [to, mass] of out) total = add(total, multiply(mass, x[to]!));
      x[member] = divide(total, pivot);
    }
    return x;
  };
  const solveTransposed = (m: readonly T[]): T[] => {
    const v = [...m];
    for (const { member, pivot, out } of steps) {
      if (isZero(v[member]!)) continue;
      const part = divide(v[member]!, pivot);
      for (const [to, mass] of out) v[to] = add(v[to]!, multiply(mass, part));
    }
    for (const { member, pivot, into } of steps.toReversed()) {
      let total = v[member] as T;
      for (const [from, mass] of into) total = add(total, multiply(mass, v[from]!));
      v[member] = divide(total, pivot);
    }
    return v;
  };
  return { solve, solveTransposed, roundings };
}

/** The member whose elimination makes the least new arcs (Markowitz); the first of them. */
function cheapest<T>(
  left: ReadonlySet<number>,
  rows: readonly ReadonlyMap<number, T>[],
  columns: readonly ReadonlySet<number>[],
): number {
  let best = -1;
  let cost = Number.POSITIVE_INFINITY;
  for (const candidate of left) {
    const own = rows[candidate]!.size * columns[candidate]!.size;
    if (own < cost) {
      best = candidate;
      cost = own;
    }
    if (cost === 0) break;
  }
  return best;
}
