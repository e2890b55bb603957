import {
  addLeading,
  divideLeading,
  isNothing,
  type Leading,
  multiplyLeading,
  NOTHING,
  WHOLE,
} from "./infinitesimal.js";
import type { Walk } from "./walk.js";

type Rows = ReadonlyMap<string, readonly Leading[]>;

const MET = "(met)";
const LOST = "(lost)";

/** States with rows from which the set can be reached at all. From the others the share is 0. */
function canMeet(walk: Walk, rows: Rows, met: ReadonlySet<string>): Set<string> {
  const able = new Set<string>();
  const leads = (state: string): boolean =>
    walk.steps
      .get(state)!
      .some((step, index) => !isNothing(rows.get(state)![index]!) && (met.has(step.to) || able.has(step.to)));
  for (let size = -1; size !== able.size; ) {
    size = able.size;
    for (const state of rows.keys()) if (leads(state)) able.add(state);
  }
  return able;
}

/**
 * The leading term, a state each, of the probability that the walk after its first step meets the set.
 *
 * States are taken out one by one: whoever stepped to k now steps to where k leaves to, in proportion. What leaves k
 * is the sum of its other steps, never 1 minus something, so nothing is subtracted and leading terms suffice. A state
 * taken out remembers where it left to; its value is filled in afterwards, last one first.
 */
export function limitProbabilities(walk: Walk, rows: Rows, met: ReadonlySet<string>): Map<string, Leading> {
  const able = canMeet(walk, rows, met);
  const stepsOf = new Map<string, Map<string, Leading>>();
  for (const [state, row] of rows) {
    const merged = new Map<string, Leading>();
    for (const [index, step] of walk.steps.get(state)!.entries()) {
      const to = met.has(step.to) ? MET : able.has(step.to) ? step.to : LOST;
      merged.set(to, addLeading(merged.get(to) ?? NOTHING, row[index]!));
    }
    stepsOf.set(state, merged);
  }
  // A set that contains the company itself is met there: its row counts for the first step only.
  const order = [...able].filter((state) => !met.has(state));
  const left = new Map<string, Map<string, Leading>>();
  for (const gone of order) {
    const leaving = new Map([...stepsOf.get(gone)!].filter(([to]) => to !== gone));
    const exit = [...leaving.values()].reduce(addLeading, NOTHING);
    for (const [to, share] of leaving) leaving.set(to, divideLeading(share, exit));
    left.set(gone, leaving);
    for (const [state, steps] of stepsOf) {
      const through = steps.get(gone);
      if (state === gone || left.has(state) || !through) continue;
      steps.delete(gone);
      for (const [to, share] of leaving) {
        steps.set(to, addLeading(steps.get(to) ?? NOTHING, multiplyLeading(through, share)));
      }
    }
  }
  const values = new Map<string, Leading>([[MET, WHOLE]]);
  const worth = (steps: ReadonlyMap<string, Leading>): Leading =>
    [...steps].reduce(
      (sum, [to, share]) => addLeading(sum, multiplyLeading(share, values.get(to) ?? NOTHING)),
      NOTHING,
    );
  for (const state of order.reverse()) values.set(state, worth(left.get(state)!));
  const firstSteps = [...rows.keys()].filter((state) => !values.has(state));
  return new Map([
    ...order.map((state) => [state, values.get(state)!] as const),
    ...firstSteps.map((state) => [state, able.has(state) ? worth(stepsOf.get(state)!) : NOTHING] as const),
  ]);
}
