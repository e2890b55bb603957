import { add, compare, equals, type Fraction, ONE } from "../model/fraction.js";
import { isExact, readShare, type ShareRange, shareText } from "../model/share.js";
import { UNUSABLE_SHARE } from "./cells.js";

/**
 * Several figures for one interest of one holder at once may be separate parcels, or the same shares told twice:
 * from the largest of the least to the sum of the greatest, which holds both readings.
 */
export function severalShares(shares: readonly string[]): string {
  const ranges = shares.map((share) => readShare(share).range).filter((range) => range !== null);
  let low: ShareRange = ranges[0]!;
  let total: Fraction = ranges[0]!.max;
  let open = ranges[0]!.maxExclusive;
  for (const range of ranges.slice(1)) {
    const order = compare(range.min, low.min);
    if (order > 0 || (order === 0 && range.minExclusive)) low = range;
    total = add(total, range.max);
    open ||= range.maxExclusive;
  }
  const beyond = compare(total, ONE) > 0;
  const max = beyond ? ONE : total;
  const exact = equals(low.min, max);
  if (exact && isExact(low)) return shareText(low);
  const text = shareText({
    min: low.min,
    max,
    minExclusive: low.minExclusive && !exact,
    maxExclusive: open && !beyond && !exact,
    rounding: low.rounding,
  });
  return text === "" ? UNUSABLE_SHARE : text;
}
