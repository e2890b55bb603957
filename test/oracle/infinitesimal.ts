import { ONE, type Rational, ZERO } from "./rational.js";

/**
 * Numbers with an infinitely small ε, so that "as near to an open end as one likes" is computed and not guessed.
 *
 * `Near` is a + bε: what a share can be when open ends are moved inwards by ε. Order is lexicographic.
 * `Leading` is the leading term c·ε^k, c ≥ 0, of a quotient of polynomials with nonnegative values. Sums, products and
 * quotients of nonnegative numbers never cancel, so leading terms are all that a computation without subtraction needs.
 */

export interface Near {
  readonly value: Rational;
  readonly drift: Rational;
}

export const near = (value: Rational, drift: Rational = ZERO): Near => ({ value, drift });

export const subtractNear = (a: Near, b: Near): Near => ({
  value: a.value.minus(b.value),
  drift: a.drift.minus(b.drift),
});

export const compareNear = (a: Near, b: Near): number => a.value.compare(b.value) || a.drift.compare(b.drift);

export interface Leading {
  readonly coefficient: Rational;
  readonly order: number;
}

export const NOTHING: Leading = { coefficient: ZERO, order: 0 };
export const WHOLE: Leading = { coefficient: ONE, order: 0 };

export const isNothing = (a: Leading): boolean => a.coefficient.isZero();

export const leadingOf = (a: Near): Leading =>
  a.value.isZero()
    ? { coefficient: a.drift, order: a.drift.isZero() ? 0 : 1 }
    : { coefficient: a.value, order: 0 };

export function addLeading(a: Leading, b: Leading): Leading {
  if (isNothing(a)) return b;
  if (isNothing(b)) return a;
  if (a.order !== b.order) return a.order < b.order ? a : b;
  return { coefficient: a.coefficient.plus(b.coefficient), order: a.order };
}

export const multiplyLeading = (a: Leading, b: Leading): Leading =>
  isNothing(a) || isNothing(b)
    ? NOTHING
    : { coefficient: a.coefficient.times(b.coefficient), order: a.order + b.order };

export const divideLeading = (a: Leading, b: Leading): Leading =>
  isNothing(a) ? NOTHING : { coefficient: a.coefficient.over(b.coefficient), order: a.order - b.order };

/** What the number tends to as ε goes to 0. Probabilities never have a negative order. */
export const limitOf = (a: Leading): Rational => (a.order === 0 ? a.coefficient : ZERO);
