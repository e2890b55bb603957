import {
  add,
  compare,
  complement,
  equals,
  type Fraction,
  fraction,
  least,
  ONE,
  subtract,
  ZERO,
} from "../model/fraction.js";
import type { ShareEnds } from "../model/share.js";
import { type RowTotals, reverse, rowTotals } from "./query.js";
import type { Cone } from "./walk.js";

/**
 * Products and sums that are reduced only at the end: denominators are mostly powers of ten, and looking for common divisors at
 * every step took more than half of the time (profile of test/bench/bounds.mjs).
 */
function times(a: Fraction, b: Fraction): Fraction {
  if (a.n === 0n || b.n === 0n) return ZERO;
  return { n: a.n * b.n, d: a.d * b.d };
}

function plus(a: Fraction, b: Fraction): Fraction {
  if (a.n === 0n) return b;
  if (b.n === 0n) return a;
  if (a.d === b.d) return { n: a.n + b.n, d: a.d };
  if (a.d % b.d === 0n) return { n: a.n + b.n * (a.d / b.d), d: a.d };
  if (b.d % a.d === 0n) return { n: a.n * (b.d / a.d) + b.n, d: b.d };
  return { n: a.n * b.d + b.n * a.d, d: a.d * b.d };
}

const reduced = ({ low, high }: Ends): ShareEnds => ({
  min: fraction(low.n, low.d),
  max: fraction(high.n, high.d),
  minExclusive: false,
  maxExclusive: false,
});

interface Ends {
  readonly low: Fraction;
  readonly high: Fraction;
}

interface Step extends Ends {
  readonly min: Fraction;
  readonly max: Fraction;
}

/** Whether the plain pass below applies: no ring, no joint block, no open end. */
export const isPlain = (cone: Cone): boolean => cone.ringMembers === 0 && cone.joint.size === 0 && !cone.open;

/**
 * Bounds of one party in a cone without rings and open ends: the same greedy rows as in general, in one pass over the rows
 * between party and subject, without building a chain. Zero to zero where the party is not above the subject.
 */
export function plainEnds(cone: Cone, party: number): ShareEnds {
  const { onward } = reverse(cone);
  const { component } = cone.condensation;
  const start = cone.local.get(party);
  const values = new Map<number, Ends>();
  if (start !== undefined && start !== cone.root) {
    const rows = new Map<number, number[]>();
    const queue = [start];
    for (let head = 0; head < queue.length; head += 1) {
      for (const [row, arc] of onward.get(queue[head]!) ?? []) {
        const arcs = rows.get(row);
        if (arcs) arcs.push(arc);
        else {
          rows.set(row, [arc]);
          queue.push(row);
        }
      }
    }
    values.set(start, { low: ONE, high: ONE });
    // Components are numbered owners first, so that every holder is settled before the companies it holds.
    for (const row of [...rows.keys()].sort((a, b) => component[a]! - component[b]!)) {
      const steps = rows.get(row)!.map((k): Step => {
        const { min, max } = cone.rows[row]!.arcs[k]!.share;
        return { min, max, ...values.get(cone.targets[row]![k]!)! };
      });
      values.set(row, rowEnds(steps, rowTotals(cone, row)));
    }
  }
  return reduced(values.get(cone.root) ?? { low: ZERO, high: ZERO });
}

/**
 * The same for everyone above the subject in one pass, owners first: each company's holders hand on what they know of those
 * above them. O(pairs of a company and a party above it), which the answer itself already has for the subject.
 */
export function plainEndsOfAll(cone: Cone): Map<number, ShareEnds> {
  const vectors: ReadonlyMap<number, Ends>[] = cone.rows.map(() => NOBODY);
  const { member } = cone.condensation;
  for (const row of member) {
    if (cone.rows[row]!.arcs.length > 0) vectors[row] = rowVector(cone, row, vectors);
  }
  const found = new Map<number, ShareEnds>();
  for (const [party, ends] of vectors[cone.root]!) found.set(cone.nodes[party]!, reduced(ends));
  return found;
}

const NOBODY: ReadonlyMap<number, Ends> = new Map();
const ITSELF: Ends = { low: ONE, high: ONE };

function rowVector(
  cone: Cone,
  row: number,
  vectors: readonly ReadonlyMap<number, Ends>[],
): Map<number, Ends> {
  const { arcs } = cone.rows[row]!;
  const total = rowTotals(cone, row);
  const ways = new Map<number, { readonly arc: number; readonly steps: Step[] }>();
  arcs.forEach(({ share: { min, max } }, arc) => {
    const next = cone.targets[row]![arc]!;
    const meet = (party: number, { low, high }: Ends): void => {
      const known = ways.get(party);
      if (known) known.steps.push({ min, max, low, high });
      else ways.set(party, { arc, steps: [{ min, max, low, high }] });
    };
    meet(next, ITSELF);
    for (const [party, ends] of vectors[next]!) meet(party, ends);
  });
  const alone = arcs.map(({ share }) => massAlone(share, total));
  const vector = new Map<number, Ends>();
  for (const [party, { arc, steps }] of ways) {
    vector.set(party, steps.length > 1 ? rowEnds(steps, total) : scaled(alone[arc]!, steps[0]!));
  }
  return vector;
}

/** Least and greatest mass of one share of a row, as far as the others leave it. */
function massAlone({ min, max }: { readonly min: Fraction; readonly max: Fraction }, total: RowTotals): Ends {
  const free = complement(total.min);
  if (free.n === 0n) return { low: min, high: min };
  const others = subtract(subtract(total.max, total.min), subtract(max, min));
  const forced = compare(free, others) > 0 ? subtract(free, others) : ZERO;
  return { low: add(min, forced), high: add(min, least(free, subtract(max, min))) };
}

function scaled(mass: Ends, { low, high }: Ends): Ends {
  const lowest = times(mass.low, low);
  const same = equals(mass.low, mass.high) && equals(low, high);
  return { low: lowest, high: same ? lowest : times(mass.high, high) };
}

function rowEnds(steps: readonly Step[], total: RowTotals): Ends {
  const free = complement(total.min);
  let room = subtract(total.max, total.min);
  let low = ZERO;
  let high = ZERO;
  for (const step of steps) {
    low = plus(low, times(step.min, step.low));
    high = plus(high, times(step.min, step.high));
    room = subtract(room, subtract(step.max, step.min));
  }
  if (free.n === 0n) return { low, high };
  // For the least value the free mass goes first where it brings nothing: to what does not lead to the party.
  const forced = compare(free, room) > 0 ? subtract(free, room) : ZERO;
  const ascending = steps.length > 1 ? [...steps].sort((a, b) => compare(a.low, b.low)) : steps;
  const descending = steps.length > 1 ? [...steps].sort((a, b) => compare(b.high, a.high)) : steps;
  return {
    low: add(
      low,
      fill(ascending, forced, (step) => step.low),
    ),
    high: add(
      high,
      fill(descending, free, (step) => step.high),
    ),
  };
}

/** Value of free mass that is put on steps in their order, each as far as it goes. */
function fill(steps: readonly Step[], free: Fraction, worth: (step: Step) => Fraction): Fraction {
  let left = free;
  let total = ZERO;
  for (const step of steps) {
    if (left.n === 0n) break;
    const part = least(left, subtract(step.max, step.min));
    total = plus(total, times(part, worth(step)));
    left = subtract(left, part);
  }
  return total;
}
