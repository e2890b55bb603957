/**
 * Exact rational numbers over BigInt: what every share is kept as and what every threshold is decided on.
 *
 * Invariant of a {@link Fraction}: `d > 0n` and gcd(n, d) = 1, so equal numbers have equal fields.
 */
export interface Fraction {
  readonly n: bigint;
  readonly d: bigint;
}

export const ZERO: Fraction = { n: 0n, d: 1n };
export const ONE: Fraction = { n: 1n, d: 1n };

function gcd(a: bigint, b: bigint): bigint {
  let x = a < 0n ? -a : a;
  let y = b < 0n ? -b : b;
  // Small operands are the usual case (percentages); numbers are an order of magnitude faster than BigInt.
  while (y > 0n) {
    if (x <= MAX_SAFE && y <= MAX_SAFE) return BigInt(gcdNumber(Number(x), Number(y)));
    [x, y] = [y, x % y];
  }
  return x;
}

const MAX_SAFE = BigInt(Number.MAX_SAFE_INTEGER);

function gcdNumber(a: number, b: number): number {
  let x = a;
  let y = b;
  while (y > 0) [x, y] = [y, x % y];
  return x;
}

/** n / d in lowest terms. Throws a RangeError when d is 0. */
export function fraction(n: bigint | number, d: bigint | number = 1n): Fraction {
  let numerator = BigInt(n);
  let denominator = BigInt(d);
  if (denominator === 0n) throw new RangeError("fraction: the denominator is 0");
  if (denominator < 0n) {
    numerator = -numerator;
    denominator = -denominator;
  }
  const g = gcd(numerator, denominator);
  return g === 1n ? { n: numerator, d: denominator } : { n: numerator / g, d: denominator / g };
}

export function add(a: Fraction, b: Fraction): Fraction {
  if (a.n === 0n) return b;
  if (b.n === 0n) return a;
  if (a.d === b.d) return fraction(a.n + b.n, a.d);
  return fraction(a.n * b.d + b.n * a.d, a.d * b.d);
}

export function subtract(a: Fraction, b: Fraction): Fraction {
  if (b.n === 0n) return a;
  if (a.d === b.d) return fraction(a.n - b.n, a.d);
  return fraction(a.n * b.d - b.n * a.d, a.d * b.d);
}

export function multiply(a: Fraction, b: Fraction): Fraction {
  if (a.n === 0n || b.n === 0n) return ZERO;
  if (a.n === 1n && a.d === 1n) return b;
  if (b.n === 1n && b.d === 1n) return a;
  return fraction(a.n * b.n, a.d * b.d);
}

/** Throws a RangeError when b is 0. */
export function divide(a: Fraction, b: Fraction): Fraction {
  return fraction(a.n * b.d, a.d * b.n);
}

/** Negative, zero or positive as a is below, equal to or above b. */
export function compare(a: Fraction, b: Fraction): number {
  const left = a.n * b.d;
  const right = b.n * a.d;
  return left < right ? -1 : left > right ? 1 : 0;
}

export const equals = (a: Fraction, b: Fraction): boolean => a.n === b.n && a.d === b.d;
export const least = (a: Fraction, b: Fraction): Fraction => (compare(a, b) <= 0 ? a : b);
export const greatest = (a: Fraction, b: Fraction): Fraction => (compare(a, b) >= 0 ? a : b);
export const isZero = (a: Fraction): boolean => a.n === 0n;

/** Sum of any number of fractions; exact, so the order does not matter. */
export function sum(items: Iterable<Fraction>): Fraction {
  let total = ZERO;
  for (const item of items) total = add(total, item);
  return total;
}

/** 1 − a. */
export const complement = (a: Fraction): Fraction => subtract(ONE, a);

function bitLength(x: bigint): number {
  return x.toString(16).length * 4;
}

/** The double nearest to a (ties to even), for every magnitude above the subnormals. */
export function toNumber(a: Fraction): number {
  if (a.n === 0n) return 0;
  const negative = a.n < 0n;
  const n = negative ? -a.n : a.n;
  if (n <= MAX_SAFE && a.d <= MAX_SAFE) {
    const quotient = Number(n) / Number(a.d); // both exact, one rounding
    return negative ? -quotient : quotient;
  }
  // Scale so that the integer quotient has more than 64 bits, keep a sticky bit, and let Number() round once.
  const shift = Math.max(0, 68 - (bitLength(n) - bitLength(a.d)));
  const scaled = n << BigInt(shift);
  let quotient = scaled / a.d;
  if (quotient * a.d !== scaled) quotient |= 1n;
  const value = scaleByPowerOfTwo(Number(quotient), -shift);
  return negative ? -value : value;
}

function scaleByPowerOfTwo(value: number, exponent: number): number {
  let result = value;
  let left = exponent;
  while (left < -1000) {
    result *= 2 ** -1000;
    left += 1000;
  }
  return result * 2 ** left;
}

/** The fraction that a finite double is, exactly. Throws a RangeError for NaN and infinities. */
export function fromDouble(value: number): Fraction {
  if (!Number.isFinite(value)) throw new RangeError(`fromDouble: ${value} is not finite`);
  let mantissa = value;
  let exponent = 0;
  while (!Number.isInteger(mantissa)) {
    mantissa *= 2;
    exponent += 1;
  }
  return fraction(BigInt(mantissa), 1n << BigInt(exponent));
}

const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,4}))?$/;
const RATIO = /^([+-]?\d+)\s*\/\s*(\d+)$/;

/** Reads "0.25", "25", "1e-3" or "3/8"; null when the text is not such a number. */
export function parseFraction(text: string): Fraction | null {
  const ratio = RATIO.exec(text);
  if (ratio) {
    const d = BigInt(ratio[2]!);
    return d === 0n ? null : fraction(BigInt(ratio[1]!), d);
  }
  const match = DECIMAL.exec(text);
  if (!match || (!match[2] && !match[3])) return null;
  const digits = (match[2] ?? "") + (match[3] ?? "");
  const exponent = Number(match[4] ?? 0) - (match[3] ?? "").length;
  const magnitude = BigInt(digits) * (exponent > 0 ? 10n ** BigInt(exponent) : 1n);
  const value = fraction(magnitude, exponent < 0 ? 10n ** BigInt(-exponent) : 1n);
  return match[1] === "-" ? { n: -value.n, d: value.d } : value;
}

/** "3/8", "0", "1": the form that the `exact` field of results has. */
export function fractionText(a: Fraction): string {
  return a.d === 1n ? a.n.toString() : `${a.n}/${a.d}`;
}

/** Decimal digits of numerator and denominator together. */
export function digitCount(a: Fraction): number {
  const n = a.n < 0n ? -a.n : a.n;
  return n.toString().length + a.d.toString().length;
}

/**
 * The finite decimal that a fraction of one is as a percentage ("43.75"), or null when it has none.
 * At most `places` decimals are tried.
 */
export function percentText(a: Fraction, places = 12): string | null {
  let scale = 1n;
  for (let digits = 0; digits <= places; digits += 1) {
    if ((a.n * 100n * scale) % a.d === 0n) {
      const whole = (a.n * 100n * scale) / a.d;
      if (digits === 0) return whole.toString();
      const text = (whole < 0n ? -whole : whole).toString().padStart(digits + 1, "0");
      return `${whole < 0n ? "-" : ""}${text.slice(0, -digits)}.${text.slice(-digits)}`;
    }
    scale *= 10n;
  }
  return null;
}
