import { add, compare, divide, type Fraction, multiply, ONE, toNumber, ZERO } from "../model/fraction.js";

/**
 * The operations that the measures need. There is no subtraction: every number is a sum, product or quotient of
 * numbers ≥ 0, which is what keeps doubles accurate to a proven relative error and fractions exact.
 */
export interface Arithmetic<T> {
  readonly zero: T;
  readonly one: T;
  add(a: T, b: T): T;
  multiply(a: T, b: T): T;
  divide(a: T, b: T): T;
  compare(a: T, b: T): number;
  isZero(a: T): boolean;
  from(value: Fraction): T;
}

export const exactly: Arithmetic<Fraction> = {
  zero: ZERO,
  one: ONE,
  add,
  multiply,
  divide,
  compare,
  isZero: (a) => a.n === 0n,
  from: (value) => value,
};

export const inDoubles: Arithmetic<number> = {
  zero: 0,
  one: 1,
  add: (a, b) => a + b,
  multiply: (a, b) => a * b,
  divide: (a, b) => a / b,
  compare: (a, b) => a - b,
  isZero: (a) => a === 0,
  from: toNumber,
};

/** Unit roundoff of a double. */
export const ROUNDOFF = 2 ** -53;

/** The relative error that `count` roundings can add up to: n·u / (1 − n·u) (Higham 2002, lemma 3.1). */
export function relativeError(count: number): number {
  const product = count * ROUNDOFF;
  return product < 0.5 ? product / (1 - product) : Number.POSITIVE_INFINITY;
}
