import { type Fraction, fraction, parseFraction, percentText } from "../model/fraction.js";
import { readShare, type ShareTest, threshold } from "../model/share.js";
import { type ShareResult, toShareResult } from "../model/shareResult.js";
import type { Say } from "../text/words.js";

/** Decimals of a percentage in text. */
const DECIMALS = 4;
/** A fraction of more characters than this says less than its decimals. */
const SHORT_FRACTION = 9;

/**
 * A share as a percentage for people: "34.8 %", "17.3591 %". A figure that was rounded keeps all four decimals
 * ("25.0000 %" is near 25 %, "25 %" is 25 %), and what is not nothing or not the whole is never printed as if it were.
 */
function percent(share: Fraction): string {
  const finite = percentText(share, DECIMALS);
  if (finite !== null) return `${finite} %`;
  const scale = 10n ** BigInt(DECIMALS);
  const units = (2n * share.n * 100n * scale + share.d) / (2n * share.d);
  if (units === 0n) return `<${unitText(1n)} %`;
  if (units === 100n * scale) return `>${unitText(units - 1n)} %`;
  return `${unitText(units)} %`;
}

function unitText(units: bigint): string {
  const digits = units.toString().padStart(DECIMALS + 1, "0");
  return `${digits.slice(0, -DECIMALS)}.${digits.slice(-DECIMALS)}`;
}

/** A double as the decimal that it prints as: what the JSON shows is what the text shows. */
const ofDouble = (value: number): Fraction => parseFraction(String(value)) ?? fraction(0);

const isRange = (share: ShareResult): boolean => share.min !== share.max;

/** A number from 0 to 1 as a percentage. */
export const numberText = (value: number): string => percent(ofDouble(value));

const exactOf = (share: ShareResult): Fraction =>
  (share.exact === null ? null : parseFraction(share.exact)) ?? ofDouble(share.value);

/**
 * A share in a table: "34.8 %", "66.6667 % = 2/3" where no finite decimal says it, "25–50 %" for a range, with `<` or `>`
 * before an end that cannot be reached.
 */
export function shareText(share: ShareResult): string {
  const inPercent = percentOnly(share);
  const { exact } = share;
  if (isRange(share) || exact === null || exact.length > SHORT_FRACTION) return inPercent;
  return percentText(exactOf(share)) === null ? `${inPercent} = ${exact}` : inPercent;
}

/** The same without the fraction. A range so narrow that both its ends print alike is one figure with "≈" before it. */
export function percentOnly(share: ShareResult): string {
  if (!isRange(share)) return percent(exactOf(share));
  const [low, high] = [share.min, share.max].map((end) => percent(ofDouble(end))) as [string, string];
  const alike = Number.parseFloat(low) === Number.parseFloat(high);
  if (alike) return `≈${high}`;
  return `${share.minExclusive ? ">" : ""}${low.slice(0, -2)}–${share.maxExclusive ? "<" : ""}${high}`;
}

/** A share in a sentence: "34.8 %", "at least 25 %, less than 50 %". */
export function shareSentence(say: Say, share: ShareResult): string {
  if (!isRange(share)) return shareText(share);
  const min = percent(ofDouble(share.min));
  const max = percent(ofDouble(share.max));
  const low = share.minExclusive ? say("share.moreThan", { min }) : say("share.atLeast", { min });
  const high = share.maxExclusive ? say("share.lessThan", { max }) : say("share.atMost", { max });
  if (share.min === 0 && !share.minExclusive) return high;
  if (share.max === 1 && !share.maxExclusive) return low;
  return say("share.between", { low, high });
}

/** A share that stands as text in a result or a law ("51%", "[25%,50%)", "3/8") as people read it. */
export function writtenShare(text: string): string {
  const { range } = readShare(text);
  return range === null ? text : shareText(toShareResult(range));
}

/** True for a share that is nothing and known to be nothing. */
export const isNothing = (share: ShareResult): boolean => share.max === 0;

const SIGNS = { atLeast: "≥", moreThan: ">", lessThan: "<", atMost: "≤" } as const;

/** "≥ 25 %", "> 50 %". */
export function testWords(test: ShareTest): string {
  const comparator = Object.keys(test)[0] as keyof typeof SIGNS;
  return `${SIGNS[comparator]} ${percent(threshold(test))}`;
}

/** The same in a sentence: "at least 25 %", "more than 50 %". */
export function testSentence(say: Say, test: ShareTest): string {
  const limit = percent(threshold(test));
  if ("atLeast" in test) return say("share.atLeast", { min: limit });
  if ("moreThan" in test) return say("share.moreThan", { min: limit });
  return "lessThan" in test ? say("share.lessThan", { max: limit }) : say("share.atMost", { max: limit });
}
