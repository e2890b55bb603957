import { ONE, parseRational, Rational, total, ZERO } from "./rational.js";

/**
 * Reads shares as DESIGN §8 says they are written, independently of the product's own reader. Only the forms that
 * generators and tests write are known here; anything else throws, because an oracle must not be lenient.
 */

export interface Range {
  readonly min: Rational;
  readonly max: Rational;
  readonly minOpen: boolean;
  readonly maxOpen: boolean;
}

export type Written =
  | string
  | number
  | {
      readonly min?: string | number | undefined;
      readonly max?: string | number | undefined;
      readonly minExclusive?: boolean | undefined;
      readonly maxExclusive?: boolean | undefined;
    };

export const exactly = (value: Rational): Range => ({
  min: value,
  max: value,
  minOpen: false,
  maxOpen: false,
});

export const UNKNOWN: Range = { min: ZERO, max: ONE, minOpen: false, maxOpen: false };

export const isExact = (range: Range): boolean => range.min.equals(range.max);

const HUNDRED = Rational.of(100);

/** One number with or without a percent sign, as a fraction of one. */
function point(text: string): Rational {
  const trimmed = text.trim();
  return trimmed.endsWith("%")
    ? parseRational(trimmed.slice(0, -1).trim()).over(HUNDRED)
    : parseRational(trimmed);
}

function checked(range: Range, written: unknown): Range {
  const order = range.min.compare(range.max);
  const empty = order > 0 || (order === 0 && (range.minOpen || range.maxOpen));
  if (empty || range.min.compare(ZERO) < 0 || range.max.compare(ONE) > 0) {
    throw new RangeError(`${JSON.stringify(written)} is not a share that the oracle reads.`);
  }
  return range;
}

function readText(text: string): Range {
  if (text === "") return UNKNOWN;
  const oneSided = /^(>=|<=|>|<|≥|≤)(.+)$/.exec(text);
  const twoSided = /^([>[(]?)([^-,]+)[-,](<?)([^-,\])]+)([\])]?)$/.exec(text);
  if (twoSided) {
    const minOpen = twoSided[1] === ">" || twoSided[1] === "(";
    const maxOpen = twoSided[3] === "<" || twoSided[5] === ")";
    return { min: point(twoSided[2]!), max: point(twoSided[4]!), minOpen, maxOpen };
  }
  if (!oneSided) return exactly(point(text));
  const open = oneSided[1] === ">" || oneSided[1] === "<";
  const end = point(oneSided[2]!);
  return /[>≥]/.test(oneSided[1]!)
    ? { min: end, max: ONE, minOpen: open, maxOpen: false }
    : { min: ZERO, max: end, minOpen: false, maxOpen: open };
}

/** The range that is written: exact, between two ends that are open or closed, or unknown (nothing written). */
export function readShare(written: Written | undefined): Range {
  if (written === undefined) return UNKNOWN;
  if (typeof written !== "object")
    return checked(readText(String(written).normalize("NFKC").trim()), written);
  return checked(
    {
      min: point(String(written.min ?? 0)),
      max: point(String(written.max ?? 1)),
      minOpen: written.minExclusive === true,
      maxOpen: written.maxExclusive === true,
    },
    written,
  );
}

/** The share where it is known exactly; throws otherwise. */
export function readExactShare(written: Written | undefined): Rational {
  const range = readShare(written);
  if (!isExact(range)) throw new RangeError(`${JSON.stringify(written)} is not an exact share.`);
  return range.min;
}

/** Several rows added: an end of the sum is reached only where the end of every addend is. */
export const addRanges = (ranges: readonly Range[]): Range => ({
  min: total(ranges.map((range) => range.min)),
  max: total(ranges.map((range) => range.max)),
  minOpen: ranges.some((range) => range.minOpen),
  maxOpen: ranges.some((range) => range.maxOpen),
});
