import {
  add,
  compare,
  complement,
  type Fraction,
  least,
  multiply,
  ONE,
  subtract,
  ZERO,
} from "../model/fraction.js";
import type { ShareEnds } from "../model/share.js";
import { type RowTotals, reverse, rowTotals } from "./query.js";
import type { Cone } from "./walk.js";

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
  const { low, high } = values.get(cone.root) ?? { low: ZERO, high: ZERO };
  return { min: low, max: high, minExclusive: false, maxExclusive: false };
}

function rowEnds(steps: readonly Step[], total: RowTotals): Ends {
  const free = complement(total.min);
  let room = subtract(total.max, total.min);
  let low = ZERO;
  let high = ZERO;
  for (const step of steps) {
    low = add(low, multiply(step.min, step.low));
    high = add(high, multiply(step.min, step.high));
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
    total = add(total, multiply(part, worth(step)));
    left = subtract(left, part);
  }
  return total;
}
