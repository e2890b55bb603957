import type { Interest } from "../model/dataset.js";
import { compare, type Fraction, ONE, ZERO } from "../model/fraction.js";
import type { ShareEnds } from "../model/share.js";
import type { Register } from "../register/register.js";
import { directHoldings, stakeOfSets } from "./directStake.js";

/** A share that is just reached (0), approached from above (1) or from below (-1). */
interface Level {
  readonly value: Fraction;
  readonly side: -1 | 0 | 1;
}

const compareLevels = (a: Level, b: Level): number => compare(a.value, b.value) || a.side - b.side;
const lower = (a: Level, b: Level): Level => (compareLevels(a, b) <= 0 ? a : b);

/** The least link of the chain by which a party comes nearest to a subject. */
export interface RollingShare {
  readonly share: ShareEnds;
  /** From the party down to the subject. */
  readonly path: readonly number[];
}

interface Reached {
  readonly level: Level;
  /** The company in which the party holds; -1 for the subject. */
  readonly company: number;
}

/**
 * The rolling method: a threshold has to be passed at every link, so the share that is tested is the greatest, over all
 * chains, of the least link of a chain. Nothing is multiplied and no two chains are added. O(holdings × log) above the
 * subject.
 */
export function rollingShares(
  r: Register,
  interest: Interest,
  subject: number,
): ReadonlyMap<number, RollingShare> {
  const least = widest(r, interest, subject, ({ min, minExclusive }) => ({
    value: min,
    side: minExclusive ? 1 : 0,
  }));
  const most = widest(r, interest, subject, ({ max, maxExclusive }) => ({
    value: max,
    side: maxExclusive ? -1 : 0,
  }));
  const shares = new Map<number, RollingShare>();
  for (const [party, { level: high }] of most) {
    if (party === subject) continue;
    const low = least.get(party)?.level ?? { value: ZERO, side: 0 };
    const share = {
      min: low.value,
      max: high.value,
      minExclusive: low.side > 0 && compare(low.value, high.value) < 0,
      maxExclusive: high.side < 0 && compare(low.value, high.value) < 0,
    };
    shares.set(party, { share, path: pathFrom(least.has(party) ? least : most, party) });
  }
  return shares;
}

function pathFrom(reached: ReadonlyMap<number, Reached>, party: number): number[] {
  const path: number[] = [];
  for (let at = party; at >= 0; at = reached.get(at)!.company) path.push(at);
  return path;
}

/** Widest ways from the subject upwards: the company with the widest way goes next, so each is settled once. */
function widest(
  r: Register,
  interest: Interest,
  subject: number,
  end: (share: ShareEnds) => Level,
): Map<number, Reached> {
  const settled = new Map<number, Reached>();
  const open = new Heap(r.rank);
  open.push({ party: subject, level: { value: ONE, side: 0 }, company: -1 });
  for (let next = open.pop(); next; next = open.pop()) {
    const { party: company, level } = next;
    if (settled.has(company)) continue;
    settled.set(company, { level, company: next.company });
    const holdings = directHoldings(r, interest, company);
    for (const party of holdings.by.keys()) {
      if (settled.has(party)) continue;
      const alone = new Set([party]);
      const link = end(stakeOfSets(holdings, { least: alone, most: alone }));
      if (link.value.n > 0n) open.push({ party, level: lower(level, link), company });
    }
  }
  return settled;
}

interface Item {
  readonly party: number;
  readonly level: Level;
  readonly company: number;
}

/** A binary heap with the greatest level on top; equal levels in the order of ids, so that the order of rows says nothing. */
class Heap {
  readonly #items: Item[] = [];

  constructor(readonly rank: ArrayLike<number>) {}

  push(item: Item): void {
    const items = this.#items;
    let at = items.push(item) - 1;
    while (at > 0 && this.#before(items[at]!, items[(at - 1) >> 1]!)) {
      const up = (at - 1) >> 1;
      [items[at], items[up]] = [items[up]!, items[at]!];
      at = up;
    }
  }

  pop(): Item | undefined {
    const items = this.#items;
    const top = items[0];
    const last = items.pop();
    if (items.length === 0 || !last) return top;
    items[0] = last;
    for (let at = 0; ; ) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      let first = at;
      if (left < items.length && this.#before(items[left]!, items[first]!)) first = left;
      if (right < items.length && this.#before(items[right]!, items[first]!)) first = right;
      if (first === at) return top;
      [items[at], items[first]] = [items[first]!, items[at]!];
      at = first;
    }
  }

  #before(a: Item, b: Item): boolean {
    const order = compareLevels(a.level, b.level);
    if (order !== 0) return order > 0;
    const place = (party: number): number => (party < 0 ? -1 : this.rank[party]!);
    return (
      place(a.party) - place(b.party) < 0 || (a.party === b.party && place(a.company) < place(b.company))
    );
  }
}
