import { condense } from "../register/condensation.js";
import type { Register } from "../register/register.js";
import { walk } from "./walk.js";

/**
 * Whether an entity is in a ring that nobody outside holds (ownerless, DESIGN §1): a strong component of holdings with
 * no holder outside and no undisclosed remainder. Found by structure. The search ends where anything leads out for good.
 */
export function inClosedRing(r: Register, entity: number): boolean {
  const equity = walk(r, "equity");
  const local = new Map([[entity, 0]]);
  const targets: number[][] = [];
  for (const [company] of local) {
    const { arcs, undisclosed } = equity.row(company);
    // Nothing above a company with an open end can be said to be held by nobody.
    if (arcs.length === 0 || undisclosed) return false;
    targets.push(
      arcs.map(({ next }) => {
        if (!local.has(next)) local.set(next, local.size);
        return local.get(next)!;
      }),
    );
  }
  const start = new Int32Array(targets.length + 1);
  targets.forEach((row, node) => {
    start[node + 1] = start[node]! + row.length;
  });
  const { component } = condense(targets.length, { start, target: Int32Array.from(targets.flat()) });
  const own = component[0];
  return targets.every(
    (row, node) => component[node] !== own || row.every((next) => component[next] === own),
  );
}
