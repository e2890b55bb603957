import { add, compare, type Fraction, fraction, least, ONE, ZERO } from "../model/fraction.js";
import type { Register } from "../register/register.js";

/**
 * The 50 % cascade over equity alone: whoever owns half of a company or more, directly or through companies so owned,
 * passes the company's whole stake on; below half nothing passes (OFAC FAQ 401). One of the side-by-side measures.
 */
const HALF = fraction(1, 2);

/** Direct equity in the subject of the party and of everything it owns by cascade; least shares where ranges are. */
export function cascade(r: Register, party: number, subject: number): Fraction {
  const table = r.stakes.equity;
  const owned = new Set([party]);
  const held = new Map<number, Fraction>();
  const queue = [party];
  for (let owner = queue.pop(); owner !== undefined; owner = queue.pop()) {
    for (let k = table.heldStart[owner]!; k < table.heldStart[owner + 1]!; k += 1) {
      const stake = table.held[k]!;
      const company = table.subject[stake]!;
      const total = add(held.get(company) ?? ZERO, table.share(stake).min);
      held.set(company, total);
      if (company === subject || owned.has(company) || compare(total, HALF) < 0) continue;
      owned.add(company);
      queue.push(company);
    }
  }
  return least(held.get(subject) ?? ZERO, ONE);
}
