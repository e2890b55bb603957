import type { Interest } from "../model/dataset.js";
import type { Fraction } from "../model/fraction.js";
import { meets, type ShareTest } from "../model/share.js";
import type { Register } from "../register/register.js";
import { isTerminal, type TerminalPolicy } from "./coverage.js";
import { directHoldings, GrowingStake } from "./directStake.js";
import { lookThrough } from "./lookThrough.js";
import { walk } from "./walk.js";

/**
 * The most that somebody not identified could have of a subject where whoever passes the link's test in a company has
 * all that the company holds: unknown holders, holders without recorded holders and remainders, which could all be one
 * party's. Without a test, any part of a company is enough. O(holdings above the subject).
 */
export function unidentifiedStake(
  r: Register,
  {
    interest,
    subject,
    policy,
    link,
  }: {
    readonly interest: Interest;
    readonly subject: number;
    readonly policy: TerminalPolicy;
    readonly link: ShareTest | null;
  },
): Fraction {
  const rows = walk(r, interest);
  const companies = [...lookThrough(r, { interest }).cone(subject).nodes];
  const stakes = new Map<number, GrowingStake>();
  const heldBy = new Map<number, number[]>();
  for (const company of companies) {
    const holdings = directHoldings(r, interest, company);
    const stake = new GrowingStake(holdings);
    stakes.set(company, stake);
    const { undisclosed } = rows.row(company);
    if (undisclosed) stake.include(undisclosed);
    for (const party of holdings.by.keys()) {
      const own = heldBy.get(party);
      if (own) own.push(company);
      else heldBy.set(party, [company]);
    }
  }
  const isHidden = (entity: number): boolean => {
    const { kind } = r.entities[entity]!;
    const ends = isTerminal(r, policy, entity, { subject, company: subject });
    return kind === "unknown" || (!ends && rows.row(entity).arcs.length === 0);
  };
  const passes = (company: number): boolean => {
    const { share } = stakes.get(company)!;
    return share.max.n > 0n && (link === null || meets(share, link) !== "excluded");
  };
  const hidden = new Set(
    companies.filter((entity) => entity !== subject && (isHidden(entity) || passes(entity))),
  );
  for (const party of hidden) {
    for (const company of heldBy.get(party) ?? []) {
      stakes.get(company)!.add(party);
      if (company !== subject && passes(company)) hidden.add(company);
    }
  }
  return stakes.get(subject)!.share.max;
}
