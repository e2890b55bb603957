import type { Interest } from "../model/dataset.js";
import { meets, type ShareTest } from "../model/share.js";
import type { Register } from "../register/register.js";
import type { Mode } from "./commandSet.js";
import { directHoldings, GrowingStake, type PartySets } from "./directStake.js";
import { lookThrough } from "./lookThrough.js";

/** Companies above a subject, the subject included, in which a party holds something directly. */
export function companiesBelow(
  r: Register,
  interest: Interest,
  subject: number,
): (party: number) => readonly number[] {
  const companies = new Map<number, number[]>();
  for (const company of lookThrough(r, { interest }).cone(subject).nodes) {
    for (const party of directHoldings(r, interest, company).by.keys()) {
      const own = companies.get(party);
      if (own) own.push(company);
      else companies.set(party, [company]);
    }
  }
  return (party) => companies.get(party) ?? [];
}

/**
 * The cascade of OFAC's 50 Percent Rule (FAQ 399, 401) above one subject: a company of which parties of the set own, all
 * together, what the test asks belongs to the set with all that it holds; from any other nothing passes. Ownership
 * alone counts. Each holding is looked at once a set; the subject itself never joins.
 */
export function cascadeSets(
  r: Register,
  {
    interest,
    subject,
    test,
  }: { readonly interest: Interest; readonly subject: number; readonly test: ShareTest },
): (seeds: readonly number[]) => PartySets {
  const below = companiesBelow(r, interest, subject);
  const grow = (seeds: readonly number[], mode: Mode): Set<number> => {
    const owned = new Set(seeds.filter((seed) => seed !== subject));
    const stakes = new Map<number, GrowingStake>();
    for (const owner of owned) {
      for (const company of below(owner)) {
        if (company === subject || owned.has(company)) continue;
        const stake = stakes.get(company) ?? new GrowingStake(directHoldings(r, interest, company));
        stakes.set(company, stake);
        stake.add(owner);
        const verdict = meets(stake.share, test);
        if (verdict === "certain" || (verdict === "possible" && mode === "most")) owned.add(company);
      }
    }
    return owned;
  };
  return (seeds) => ({ least: grow(seeds, "least"), most: grow(seeds, "most") });
}
