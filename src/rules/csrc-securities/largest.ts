import { testOf } from "../../law/law.js";
import { isNobody } from "../../measures/evidence.js";
import {
  add,
  compare,
  complement,
  type Fraction,
  least,
  ONE,
  subtract,
  sum,
  ZERO,
} from "../../model/fraction.js";
import { meets, type ShareRange, type Verdict } from "../../model/share.js";
import { type Holder, perSubject, type RuleContext } from "../ruleContext.js";

/** A holder that is, or may be, the largest shareholder of Article 42. */
export interface Largest {
  readonly holder: Holder;
  readonly verdict: Exclude<Verdict, "excluded">;
  /** Another holds exactly as much. */
  readonly tied: boolean;
}

/** An end of a share, after what the other shares of the register leave room for. */
interface End {
  readonly value: Fraction;
  readonly open: boolean;
}

/**
 * The largest shareholders (Article 42): who holds most, all who are tied, and at least what the article asks. With
 * ranges `certain` is who leads in every completion, `possible` who leads in some. What is not disclosed may be one
 * holder who has more; the public and depositories are nobody who could lead (DESIGN §13.5). O(n log n).
 */
export const largestShareholders = perSubject((c): readonly Largest[] => {
  const test = testOf(c.law("SC-42"));
  const holders = c.holders();
  const undisclosed = c.r.stakes.equity.undisclosed(c.subject);
  const own = ownHolding(c);
  const all = [...holders.map(({ equity }) => equity), ...own, ...(undisclosed ? [undisclosed] : [])];
  const { low, high } = tightened(all);
  const rivals = holders.filter(({ index }) => !isNobody(c.r, index));
  const nobody = holders.filter(({ index }) => isNobody(c.r, index)).map(({ equity }) => equity.max);
  const highs = [...rivals.map(({ equity }) => equity), ...(undisclosed ? [undisclosed] : [])].map(high);
  const [first = ZERO, second = ZERO] = highs.map(({ value }) => value).sort((a, b) => compare(b, a));
  const floor = rivals.map(({ equity }) => low(equity)).reduce(higher, { value: ZERO, open: false });
  const free = sum([...nobody, ...own.map(({ max }) => max), undisclosed?.max ?? ZERO]);
  const rooms = roomUnder(rivals.map(({ equity }) => equity.max));
  const leading = (holder: Holder): Verdict => {
    const top = high(holder.equity);
    if (!reaches(top, floor) || compare(add(rooms(top.value), free), ONE) < 0) return "excluded";
    const rival = compare(top.value, first) === 0 ? second : first;
    return compare(low(holder.equity).value, rival) >= 0 ? "certain" : "possible";
  };
  const times = new Map<string, number>();
  const textOf = ({ equity }: Holder): string => `${equity.min.n}/${equity.min.d}`;
  for (const holder of rivals) times.set(textOf(holder), (times.get(textOf(holder)) ?? 0) + 1);
  return rivals.flatMap((holder) => {
    const [enough, leads] = [meets(holder.equity, test), leading(holder)];
    if (enough === "excluded" || leads === "excluded") return [];
    const verdict = enough === "certain" && leads === "certain" ? "certain" : "possible";
    return [{ holder, verdict, tied: leads === "certain" && times.get(textOf(holder))! > 1 }];
  });
});

/** Treasury shares take up a part of the whole, but their holder is no shareholder. */
function ownHolding({ r, subject }: RuleContext): ShareRange[] {
  const table = r.stakes.equity;
  const found: ShareRange[] = [];
  for (let stake = table.start[subject]!; stake < table.start[subject + 1]!; stake += 1) {
    if (table.holder[stake] === subject) found.push(table.share(stake));
  }
  return found;
}

/** The ends that shares can have when all of them sum to one. */
function tightened(all: readonly ShareRange[]) {
  const minima = sum(all.map(({ min }) => min));
  const maxima = sum(all.map(({ max }) => max));
  const openMinima = all.filter(({ minExclusive }) => minExclusive).length;
  const openMaxima = all.filter(({ maxExclusive }) => maxExclusive).length;
  const high = (share: ShareRange): End => {
    const rest = complement(subtract(minima, share.min));
    const restOpen = openMinima > (share.minExclusive ? 1 : 0);
    const order = compare(rest, share.max);
    if (order === 0) return { value: rest, open: restOpen || share.maxExclusive };
    return order < 0 ? { value: rest, open: restOpen } : { value: share.max, open: share.maxExclusive };
  };
  const low = (share: ShareRange): End => {
    const rest = complement(subtract(maxima, share.max));
    const restOpen = openMaxima > (share.maxExclusive ? 1 : 0);
    const order = compare(rest, share.min);
    if (order === 0) return { value: rest, open: restOpen || share.minExclusive };
    return order > 0 ? { value: rest, open: restOpen } : { value: share.min, open: share.minExclusive };
  };
  return { low, high };
}

const higher = (a: End, b: End): End => {
  const order = compare(b.value, a.value);
  return order > 0 || (order === 0 && b.open && !a.open) ? b : a;
};

function reaches(top: End, floor: End): boolean {
  const order = compare(top.value, floor.value);
  return order > 0 || (order === 0 && !top.open && !floor.open);
}

/** The most that holders can have together when none has more than a level: prefix sums, asked for by bisection. */
function roomUnder(maxima: readonly Fraction[]): (level: Fraction) => Fraction {
  const sorted = [...maxima].sort(compare);
  const sums = [ZERO];
  for (const max of sorted) sums.push(add(sums.at(-1)!, least(max, ONE)));
  return (level) => {
    let [from, to] = [0, sorted.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if (compare(sorted[middle]!, level) <= 0) from = middle + 1;
      else to = middle;
    }
    const capped = BigInt(sorted.length - from);
    return add(sums[from]!, { n: level.n * capped, d: level.d });
  };
}
