import { lookThrough } from "../measures/lookThrough.js";
import { explainShare } from "../measures/paths.js";
import type { Interest } from "../model/dataset.js";
import type { Register } from "../register/register.js";
import { partiesAbove } from "./links.js";

/** Partial paths looked at for one party before the shortest way is taken instead. */
const SEARCH_STEPS = 2_000;
/** Parties looked at for the shortest way; what lies further is no picture any more. */
const MOST_VISITED = 50_000;

/**
 * The parties on one way from each of some owners down to a subject: the path that carries the largest share, or where there is none (rights
 * without a share, as in a trust) the shortest way over holdings and rights.
 */
export function waysFrom(
  r: Register,
  interest: Interest,
  subject: number,
  owners: readonly number[],
): number[] {
  const measure = lookThrough(r, { interest });
  const onWays: number[] = [];
  const left: number[] = [];
  for (const owner of owners) {
    const found = measure.bound({ of: [owner], in: subject }, "most");
    const [path] = found ? explainShare(found, [owner], 1, SEARCH_STEPS).paths : [];
    if (path) onWays.push(...path.entities);
    else left.push(owner);
  }
  return left.length === 0 ? onWays : [...onWays, ...shortestWays(r, interest, subject, left)];
}

function shortestWays(r: Register, interest: Interest, subject: number, owners: readonly number[]): number[] {
  const below = new Map<number, number>([[subject, subject]]);
  for (const company of below.keys()) {
    if (below.size > MOST_VISITED || owners.every((owner) => below.has(owner))) break;
    for (const other of partiesAbove(r, interest, company)) if (!below.has(other)) below.set(other, company);
  }
  return owners.flatMap((owner) => {
    const way: number[] = [];
    for (let at = owner; at !== subject && below.has(at); at = below.get(at)!) way.push(at);
    return way;
  });
}
