import { z } from "zod";
import { digitCount, equals, fractionText, toNumber } from "./fraction.js";
import type { ShareEnds } from "./share.js";

/** Fractions longer than this are not printed; verdicts are exact all the same (DESIGN §9). */
export const EXACT_DIGITS = 60;

/**
 * A share in results, as fractions of one: 0 ≤ min ≤ value ≤ max ≤ 1, value = min unless the share is known exactly.
 * `minExclusive`, `maxExclusive` stand beside an end that no completion of the register reaches.
 */
export const shareResult = z.object({
  value: z.number().min(0).max(1),
  min: z.number().min(0).max(1),
  max: z.number().min(0).max(1),
  exact: z.string().nullable(),
  minExclusive: z.literal(true).optional(),
  maxExclusive: z.literal(true).optional(),
});
export type ShareResult = z.infer<typeof shareResult>;

export const ZERO_SHARE: ShareResult = { value: 0, min: 0, max: 0, exact: "0" };

/** The printed form of an exact share or range. */
export function toShareResult(share: ShareEnds): ShareResult {
  const min = toNumber(share.min);
  const exact = equals(share.min, share.max);
  return {
    value: min,
    min,
    max: exact ? min : toNumber(share.max),
    exact:
      exact && share.approximate === undefined && digitCount(share.min) <= EXACT_DIGITS
        ? fractionText(share.min)
        : null,
    ...(share.minExclusive ? { minExclusive: true as const } : {}),
    ...(share.maxExclusive ? { maxExclusive: true as const } : {}),
  };
}
