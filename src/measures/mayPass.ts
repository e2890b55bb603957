import type { Interest } from "../model/dataset.js";
import { toNumber } from "../model/fraction.js";
import { type ShareTest, testText, threshold } from "../model/share.js";
import type { Register } from "../register/register.js";
import { lookThrough } from "./lookThrough.js";
import { LEAST_PRUNED, type UltimateOwners, ultimateOwners } from "./ownersOfAll.js";
import { affordable } from "./query.js";
import { walk } from "./walk.js";

/**
 * Tells who may pass a test in a subject, by number: everybody else certainly does not. Null where it cannot be told.
 * Some whose shares are asked for in any case are told besides.
 */
export type MayPass = (
  interest: Interest,
  subject: number,
  test: ShareTest,
  besides?: readonly number[],
) => readonly number[] | null;

/**
 * Leaves out, for one subject after the other, all who stay below a threshold, by the kernels of a whole register: what
 * they found above one subject serves the next. Those who are left are measured by the code for one subject. Prepared in
 * O(stakes) for each interest and test that is asked about.
 */
export function mayPassIn(r: Register): MayPass {
  const prepared = new Map<string, UltimateOwners>();
  return (interest, subject, test, besides = []) => {
    if (!("atLeast" in test || "moreThan" in test) || toNumber(threshold(test)) < LEAST_PRUNED) return null;
    // Where an interest is not recorded apart, its walk is that of another one.
    const walked = walk(r, interest).interest;
    const key = `${walked} ${testText(test)}`;
    const owners = prepared.get(key) ?? ultimateOwners(r, { test, interest: walked });
    prepared.set(key, owners);
    const found = [...new Set([...owners.of(subject).map(({ owner }) => owner), ...besides])];
    if (found.length === 0) return found;
    const above = lookThrough(r, { interest }).cone(subject);
    // There all shares come from one pass in doubles, and one alone would be rounded otherwise.
    return above.exact && !affordable(above) ? null : found;
  };
}
