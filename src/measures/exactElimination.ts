import { type Fraction, fraction, ZERO } from "../model/fraction.js";
import { type Arithmetic, exactly } from "./arithmetic.js";
import { type Block, type Factors, factorise } from "./elimination.js";

/**
 * Exact elimination of one strong component. Where fill-in would make every fraction long, rows are brought to
 * integers and eliminated fraction-free (Bareiss 1968): entries stay minors of the matrix, so that their digits grow linearly and no
 * greatest common divisor is taken on the way. Sparse rings go through the general elimination.
 */
function factoriseExactly(block: Block<Fraction>): Factors<Fraction> | null {
  const size = block.rows.length;
  if (!isDense(block)) return factorise(exactly, block);
  if (block.exit.every((mass) => mass.n === 0n)) return null;
  const scales = block.rows.map((row, i) => leastMultiple([block.exit[i]!, ...row.values()]));
  const { adjugate, determinant } = invert(integerMatrix(block, scales));
  // x = M⁻¹·R·b and vᵀ = mᵀ·M⁻¹·R, with M = R·(I − A) in integers.
  const solve = (b: readonly Fraction[]): Fraction[] => {
    const common = leastMultiple(b);
    const scaled = b.map((value, i) => scales[i]! * value.n * (common / value.d));
    return adjugate.map((row) => {
      let total = 0n;
      row.forEach((entry, j) => {
        if (scaled[j] !== 0n) total += entry * scaled[j]!;
      });
      return total === 0n ? ZERO : fraction(total, determinant * common);
    });
  };
  const solveTransposed = (m: readonly Fraction[]): Fraction[] => {
    const common = leastMultiple(m);
    const scaled = m.map((value) => value.n * (common / value.d));
    return scales.map((scale, j) => {
      let total = 0n;
      for (let i = 0; i < size; i += 1) if (scaled[i] !== 0n) total += scaled[i]! * adjugate[i]![j]!;
      return total === 0n ? ZERO : fraction(total * scale, determinant * common);
    });
  };
  return { solve, solveTransposed, roundings: 0 };
}

function integerMatrix(block: Block<Fraction>, scales: readonly bigint[]): bigint[][] {
  return block.rows.map((row, i) => {
    const scale = scales[i]!;
    const line = block.rows.map(() => 0n);
    let leaving = (block.exit[i]!.n * scale) / block.exit[i]!.d;
    for (const [j, mass] of row) {
      const part = (mass.n * scale) / mass.d;
      line[j] = -part;
      leaving += part;
    }
    line[i] = leaving;
    return line;
  });
}

/** Fraction-free Gauss–Jordan over [M | I]: at the end M is det·I and the other half the adjugate. */
function invert(matrix: bigint[][]): { adjugate: bigint[][]; determinant: bigint } {
  const size = matrix.length;
  const rows = matrix.map((row, i) => [...row, ...row.map((_, j) => (i === j ? 1n : 0n))]);
  let previous = 1n;
  for (let k = 0; k < size; k += 1) {
    // Leading minors of an M-matrix that something leaves are positive: no pivoting is needed.
    const pivot = rows[k]![k]!;
    for (let i = 0; i < size; i += 1) if (i !== k) reduce(rows[i]!, rows[k]!, rows[i]![k]!, pivot, previous);
    previous = pivot;
  }
  return { adjugate: rows.map((row) => row.slice(size)), determinant: previous };
}

function leastMultiple(values: readonly Fraction[]): bigint {
  let multiple = 1n;
  for (const { d } of values) {
    // In lowest terms multiple / d has the denominator d / gcd.
    if (multiple % d !== 0n) multiple *= fraction(multiple, d).d;
  }
  return multiple;
}

/** One solution x = G·b of a component, without the whole inverse. Null when nothing leaves it. */
export function solveBlock<T>(arithmetic: Arithmetic<T>, block: Block<T>, b: readonly T[]): Solved<T> | null {
  const exact = (arithmetic as Arithmetic<unknown>) === (exactly as Arithmetic<unknown>);
  if (exact && isDense(block)) {
    const solution = solveInIntegers(
      block as unknown as Block<Fraction>,
      b as unknown as readonly Fraction[],
    );
    return solution && { solution: solution as unknown as readonly T[], roundings: 0 };
  }
  const factors = factorise(arithmetic, block);
  return factors && { solution: factors.solve(b), roundings: factors.roundings };
}

export interface Solved<T> {
  readonly solution: readonly T[];
  readonly roundings: number;
}

/** Few arcs fill in little: the general elimination is then the cheaper one. */
function isDense<T>(block: Block<T>): boolean {
  const size = block.rows.length;
  let arcs = 0;
  for (const row of block.rows) arcs += row.size;
  return size >= 4 && arcs > 2 * size;
}

/** Fraction-free Gauss–Jordan over [M | R·b]. */
function solveInIntegers(block: Block<Fraction>, b: readonly Fraction[]): Fraction[] | null {
  if (block.exit.every((mass) => mass.n === 0n)) return null;
  const size = b.length;
  const scales = block.rows.map((row, i) => leastMultiple([block.exit[i]!, ...row.values()]));
  const common = leastMultiple(b);
  const rows = integerMatrix(block, scales);
  rows.forEach((row, i) => {
    row.push(scales[i]! * b[i]!.n * (common / b[i]!.d));
  });
  let previous = 1n;
  for (let k = 0; k < size; k += 1) {
    const pivot = rows[k]![k]!;
    for (let i = 0; i < size; i += 1) if (i !== k) reduce(rows[i]!, rows[k]!, rows[i]![k]!, pivot, previous);
    previous = pivot;
  }
  return rows.map((row) => (row[size] === 0n ? ZERO : fraction(row[size]!, previous * common)));
}

/** One fraction-free row operation; the division is exact. */
function reduce(
  target: bigint[],
  source: readonly bigint[],
  factor: bigint,
  pivot: bigint,
  previous: bigint,
): void {
  for (let j = 0; j < source.length; j += 1) {
    const own = target[j]!;
    const other = source[j]!;
    if (own === 0n && (factor === 0n || other === 0n)) continue;
    target[j] = (pivot * own - factor * other) / previous;
  }
}

/** Eliminates a component in the way that suits the arithmetic. Null when nothing leaves it. */
export function eliminate<T>(arithmetic: Arithmetic<T>, block: Block<T>): Factors<T> | null {
  if ((arithmetic as Arithmetic<unknown>) !== (exactly as Arithmetic<unknown>))
    return factorise(arithmetic, block);
  return factoriseExactly(block as unknown as Block<Fraction>) as unknown as Factors<T> | null;
}
