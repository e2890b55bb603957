import {
  compare,
  equals,
  type Fraction,
  fraction,
  fractionText,
  ONE,
  parseFraction,
  percentText,
  ZERO,
} from "./fraction.js";

/**
 * A share as it is known: exact (min = max), a range with open or closed ends, or unknown (0 to 1).
 * Ends are exact fractions of one; nothing here is ever a float or a midpoint.
 */
export interface ShareRange {
  readonly min: Fraction;
  readonly max: Fraction;
  readonly minExclusive: boolean;
  readonly maxExclusive: boolean;
  /** Half a unit of the last printed digit: how far the printed figure may be from the true one. */
  readonly rounding: Fraction;
}

/** How a share is written in records: "51%", "1/3", "25%-<50%", "(25%,50%]", ">25%", 0.51, or an object. */
export type WrittenShare =
  | string
  | number
  | {
      readonly min?: string | number | undefined;
      readonly max?: string | number | undefined;
      readonly minExclusive?: boolean | undefined;
      readonly maxExclusive?: boolean | undefined;
    };

export type ShareProblem =
  | "invalid-share"
  | "share-above-one"
  | "share-negative"
  | "share-range-reversed"
  | "bare-percent"
  | "decimal-comma"
  | "share-approximate";

export type ReadShare =
  | { readonly range: ShareRange; readonly problem?: undefined; readonly note?: "share-dash" }
  | { readonly range: null; readonly problem: ShareProblem };

export const UNKNOWN_SHARE: ShareRange = {
  min: ZERO,
  max: ONE,
  minExclusive: false,
  maxExclusive: false,
  rounding: ZERO,
};

export function exactShare(value: Fraction, rounding: Fraction = ZERO): ShareRange {
  return { min: value, max: value, minExclusive: false, maxExclusive: false, rounding };
}

export const isExact = (range: ShareRange): boolean => equals(range.min, range.max);

/** Whether two shares have the same ends, however they were written. */
export const sameShare = (a: ShareEnds, b: ShareEnds): boolean =>
  equals(a.min, b.min) &&
  equals(a.max, b.max) &&
  a.minExclusive === b.minExclusive &&
  a.maxExclusive === b.maxExclusive;

/** True for a share of which nothing is known: 0 to 1, both ends closed. */
export const isUnknown = (range: ShareRange): boolean =>
  range.min.n === 0n && equals(range.max, ONE) && !range.minExclusive && !range.maxExclusive;

interface Bound {
  readonly value: Fraction;
  readonly rounding: Fraction;
  readonly bare: boolean;
}

const NUMBER = String.raw`[+-]?(?:\d+\s*/\s*\d+|\d*\.?\d+(?:[eE][+-]?\d{1,3})?|\d+\.)`;
const TERM = String.raw`(${NUMBER})\s*(%|‰)?`;
const SINGLE = new RegExp(`^${TERM}$`);
const COMPARED = new RegExp(String.raw`^(>=|<=|=>|=<|>|<|≥|≤|≧|≦)\s*${TERM}$`);
const RANGE = new RegExp(String.raw`^(>=|>|≥)?\s*${TERM}\s*(?:-|~|–|—|至|to|\.\.)\s*(<=|<|≤)?\s*${TERM}$`);
const INTERVAL = new RegExp(String.raw`^([[(])\s*${TERM}\s*[,;]\s*${TERM}\s*([\])])$`);

const LONGEST_SHARE = 200;

/** A percentage that is printed to whole percents is the coarsest figure taken as rounded (see docs/data.md). */
const COARSEST_DECIMALS = 2;

function bound(number: string, sign: string | undefined): Bound | null {
  const value = parseFraction(number.replace(/\s+/g, ""));
  if (!value) return null;
  const scale = sign === "%" ? 2 : sign === "‰" ? 3 : 0;
  const divided = scale === 0 ? value : fraction(value.n, value.d * 10n ** BigInt(scale));
  if (number.includes("/")) return { value: divided, rounding: ZERO, bare: false };
  const [mantissa, exponent] = number.toLowerCase().split("e");
  const decimals = (mantissa!.split(".")[1] ?? "").length - Number(exponent ?? 0) + scale;
  const places = Math.max(decimals, COARSEST_DECIMALS);
  return { value: divided, rounding: fraction(1n, 2n * 10n ** BigInt(places)), bare: scale === 0 };
}

function check(range: ShareRange, bare: boolean): ReadShare {
  if (range.min.n < 0n || range.max.n < 0n) return { range: null, problem: "share-negative" };
  if (compare(range.max, ONE) > 0 || compare(range.min, ONE) > 0) {
    return { range: null, problem: bare ? "bare-percent" : "share-above-one" };
  }
  const order = compare(range.min, range.max);
  const empty = order === 0 && (range.minExclusive || range.maxExclusive);
  if (order > 0 || empty) return { range: null, problem: "share-range-reversed" };
  return { range };
}

function between(low: Bound, high: Bound, minExclusive: boolean, maxExclusive: boolean): ReadShare {
  return check(
    { min: low.value, max: high.value, minExclusive, maxExclusive, rounding: ZERO },
    low.bare || high.bare,
  );
}

/**
 * Reads a share as people write it. A bare number is a fraction of one: above 1 it is the problem "bare-percent",
 * which readers report for the whole column. Empty text is a share of which nothing is known.
 */
export function readShare(written: WrittenShare | null | undefined): ReadShare {
  if (written === null || written === undefined) return { range: UNKNOWN_SHARE };
  if (typeof written === "object") return readRangeObject(written);
  // No share is written so long, and the patterns below would take quadratic time over such text.
  if (typeof written === "string" && written.length > LONGEST_SHARE)
    return { range: null, problem: "invalid-share" };
  const text = String(written)
    .normalize("NFKC")
    .trim()
    .replace(/percent$/i, "%");
  if (text === "") return { range: UNKNOWN_SHARE };
  if (/^(-+|—+|\/|n\/?a|unknown|未知|不详)$/i.test(text)) return { range: UNKNOWN_SHARE, note: "share-dash" };
  if (/^(约|大约|approx|about|ca\.?|~)/i.test(text)) return { range: null, problem: "share-approximate" };
  if (/^[+-]?\d+,\d+\s*%?$/.test(text)) return { range: null, problem: "decimal-comma" };
  const single = SINGLE.exec(text);
  if (single) {
    const value = bound(single[1]!, single[2]);
    if (!value) return { range: null, problem: "invalid-share" };
    return check(exactShare(value.value, value.rounding), value.bare);
  }
  return readRangeText(text);
}

function readRangeText(text: string): ReadShare {
  const zero: Bound = { value: ZERO, rounding: ZERO, bare: false };
  const one: Bound = { value: ONE, rounding: ZERO, bare: false };
  const compared = COMPARED.exec(text);
  if (compared) {
    const value = bound(compared[2]!, compared[3]);
    if (!value) return { range: null, problem: "invalid-share" };
    const open = compared[1] === ">" || compared[1] === "<";
    return /[>≥≧]/.test(compared[1]!) ? between(value, one, open, false) : between(zero, value, false, open);
  }
  const range = RANGE.exec(text);
  const interval = range ? null : INTERVAL.exec(text);
  if (!range && !interval) return { range: null, problem: "invalid-share" };
  // "25-50%": a sign on one end is meant for both.
  const [low, lowSign, high, highSign] = range
    ? [range[2]!, range[3], range[5]!, range[6]]
    : [interval![2]!, interval![3], interval![4]!, interval![5]];
  const min = bound(low, lowSign ?? highSign);
  const max = bound(high, highSign ?? lowSign);
  if (!min || !max) return { range: null, problem: "invalid-share" };
  return range
    ? between(min, max, range[1] === ">", range[4] === "<")
    : between(min, max, interval![1] === "(", interval![6] === ")");
}

function readRangeObject(written: Exclude<WrittenShare, string | number>): ReadShare {
  const ends = [written.min ?? 0, written.max ?? 1].map((end) => readShare(end));
  for (const end of ends) {
    if (end.range === null) return end;
    if (!isExact(end.range)) return { range: null, problem: "invalid-share" };
  }
  return check(
    {
      min: ends[0]!.range!.min,
      max: ends[1]!.range!.max,
      minExclusive: written.minExclusive === true,
      maxExclusive: written.maxExclusive === true,
      rounding: equals(ends[0]!.range!.min, ends[1]!.range!.max) ? ends[0]!.range!.rounding : ZERO,
    },
    typeof written.min === "number" || typeof written.max === "number",
  );
}

const endText = (value: Fraction): string => {
  const percent = percentText(value);
  return percent === null ? fractionText(value) : `${percent}%`;
};

/** Canonical notation, read back by {@link readShare} to the same share: "51%", "1/3", "(25%,50%]", "" when unknown. */
export function shareText(range: ShareRange): string {
  if (isExact(range)) return endText(range.min);
  if (isUnknown(range)) return "";
  const open = range.minExclusive ? "(" : "[";
  return `${open}${endText(range.min)},${endText(range.max)}${range.maxExclusive ? ")" : "]"}`;
}

/** A test that a share passes or not: 以上 and 超过 are different words. The share is text, "1/4" or "25%". */
export type ShareTest =
  | { readonly atLeast: string | Fraction }
  | { readonly moreThan: string | Fraction }
  | { readonly lessThan: string | Fraction }
  | { readonly atMost: string | Fraction };

export type Verdict = "certain" | "possible" | "excluded";

/** Thresholds as they were written. A law has few, and each is asked about every holder; beyond so many they are read again. */
const thresholds = new Map<string, Fraction>();
const MOST_THRESHOLDS = 1000;

/** The threshold of a test as an exact fraction. Throws a RangeError when it cannot be read as one share. */
export function threshold(test: ShareTest): Fraction {
  const written = Object.values(test)[0] as string | Fraction;
  if (typeof written !== "string") return written;
  const known = thresholds.get(written);
  if (known) return known;
  const read = readShare(written);
  if (!read.range || !isExact(read.range))
    throw new RangeError(`"${written}" is not a share to test against`);
  if (thresholds.size < MOST_THRESHOLDS) thresholds.set(written, read.range.min);
  return read.range.min;
}

/** The ends of a share that is known in part; see {@link ShareRange}. */
export interface ShareEnds extends Pick<ShareRange, "min" | "max" | "minExclusive" | "maxExclusive"> {
  /** How far ends that are only doubles may be off; nothing is then printed as a fraction. Exact where it is absent. */
  readonly approximate?: number | undefined;
}

/**
 * The only comparison of a share with a threshold: certain when every share in the range passes, possible when some
 * does, excluded when none does. Exact: an open end is not reached.
 */
export function meets(share: ShareEnds, test: ShareTest): Verdict {
  const limit = threshold(test);
  const low = compare(share.min, limit);
  const high = compare(share.max, limit);
  if ("atLeast" in test) {
    if (low >= 0) return "certain";
    return high > 0 || (high === 0 && !share.maxExclusive) ? "possible" : "excluded";
  }
  if ("moreThan" in test) {
    if (low > 0 || (low === 0 && share.minExclusive)) return "certain";
    return high > 0 ? "possible" : "excluded";
  }
  const opposite = "lessThan" in test ? { atLeast: limit } : { moreThan: limit };
  const verdict = meets(share, opposite);
  return verdict === "certain" ? "excluded" : verdict === "excluded" ? "certain" : "possible";
}

/**
 * Reads a test as written on a command line: ">50%", ">=25%", "≥1/3", "<5%", "<=50%"; a bare share means "at least".
 * null when it is neither.
 */
export function readTest(text: string): ShareTest | null {
  if (text.length > LONGEST_SHARE) return null;
  const match = /^\s*(>=|<=|>|<|≥|≤)?\s*(.+)$/.exec(text.normalize("NFKC"));
  const read = match ? readShare(match[2]) : null;
  if (!match || !read?.range || !isExact(read.range)) return null;
  const value = read.range.min;
  if (match[1] === ">") return { moreThan: value };
  if (match[1] === "<") return { lessThan: value };
  if (match[1] === "<=" || match[1] === "≤") return { atMost: value };
  return { atLeast: value };
}

/** "> 50%", ">= 25%": the form that tests have in output. */
export function testText(test: ShareTest): string {
  const sign = "atLeast" in test ? ">=" : "moreThan" in test ? ">" : "lessThan" in test ? "<" : "<=";
  return `${sign} ${endText(threshold(test))}`;
}
