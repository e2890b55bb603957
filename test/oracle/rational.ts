/** Exact arithmetic of the oracle. Small on purpose: reduced BigInt fractions with a positive denominator. */

const magnitude = (value: bigint): bigint => (value < 0n ? -value : value);

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [magnitude(a), magnitude(b)];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

export class Rational {
  private constructor(
    readonly numerator: bigint,
    readonly denominator: bigint,
  ) {}

  static of(numerator: bigint | number, denominator: bigint | number = 1n): Rational {
    const [n, d] = [BigInt(numerator), BigInt(denominator)];
    if (d === 0n) throw new RangeError(`${n}/0 is not a number.`);
    if (n === 0n) return ZERO;
    const divisor = greatestCommonDivisor(n, d) * (d < 0n ? -1n : 1n);
    return new Rational(n / divisor, d / divisor);
  }

  /** Zero has to exist before `of` can return it; nobody else needs an unreduced fraction. */
  static readonly zero = new Rational(0n, 1n);

  plus(other: Rational): Rational {
    if (this.isZero()) return other;
    if (other.isZero()) return this;
    return Rational.of(
      this.numerator * other.denominator + other.numerator * this.denominator,
      this.denominator * other.denominator,
    );
  }

  minus(other: Rational): Rational {
    return this.plus(other.negated());
  }

  negated(): Rational {
    return this.isZero() ? this : new Rational(-this.numerator, this.denominator);
  }

  times(other: Rational): Rational {
    if (this.isZero() || other.isZero()) return ZERO;
    return Rational.of(this.numerator * other.numerator, this.denominator * other.denominator);
  }

  over(other: Rational): Rational {
    return Rational.of(this.numerator * other.denominator, this.denominator * other.numerator);
  }

  /** Negative, zero or positive as this is below, equal to or above the other. */
  compare(other: Rational): -1 | 0 | 1 {
    const [left, right] = [this.numerator * other.denominator, other.numerator * this.denominator];
    return left < right ? -1 : left > right ? 1 : 0;
  }

  equals(other: Rational): boolean {
    return this.numerator === other.numerator && this.denominator === other.denominator;
  }

  isZero(): boolean {
    return this.numerator === 0n;
  }

  /** "2/3", "0", "1": the form in which tests state expected values. */
  toString(): string {
    return this.denominator === 1n ? `${this.numerator}` : `${this.numerator}/${this.denominator}`;
  }

  /** The double next to this number (within one unit in the last place), also for very long fractions. */
  toNumber(): number {
    if (this.isZero()) return 0;
    const spare = this.denominator.toString(2).length - magnitude(this.numerator).toString(2).length;
    const shift = Math.max(0, spare + 64);
    return Number((this.numerator << BigInt(shift)) / this.denominator) / 2 ** shift;
  }
}

export const ZERO = Rational.zero;
export const ONE = Rational.of(1);

export const total = (values: Iterable<Rational>): Rational => {
  let sum = ZERO;
  for (const value of values) sum = sum.plus(value);
  return sum;
};

export const lesser = (a: Rational, b: Rational): Rational => (a.compare(b) <= 0 ? a : b);
export const greater = (a: Rational, b: Rational): Rational => (a.compare(b) >= 0 ? a : b);

/** "12", "-3.25", "1/3" and "2.5e-3" as exact numbers; a RangeError for anything else. */
export function parseRational(text: string): Rational {
  const ratio = /^(-?\d+)\s*\/\s*(\d+)$/.exec(text);
  if (ratio) return Rational.of(BigInt(ratio[1]!), BigInt(ratio[2]!));
  const decimal = /^(-?)(\d*)(?:\.(\d*))?(?:e([+-]?\d+))?$/i.exec(text);
  if (!decimal || !/\d/.test(text)) throw new RangeError(`"${text}" is not a number.`);
  const decimals = decimal[3] ?? "";
  const digits = BigInt(`${decimal[2]}${decimals}` || "0") * (decimal[1] === "-" ? -1n : 1n);
  const exponent = Number(decimal[4] ?? 0) - decimals.length;
  const scale = 10n ** BigInt(Math.abs(exponent));
  return exponent < 0 ? Rational.of(digits, scale) : Rational.of(digits * scale);
}
