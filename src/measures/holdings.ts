import type { Interest } from "../model/dataset.js";
import { compare, isZero } from "../model/fraction.js";
import type { ShareEnds } from "../model/share.js";
import { type ShareResult, toShareResult } from "../model/shareResult.js";
import type { Register } from "../register/register.js";
import { ringsOf } from "./lookThrough.js";
import { DEFAULT_PATHS, directShare, leftOut, PathBudget, type PathsResult, pathsResult } from "./owners.js";
import { type Bound, between, boundsFrom, queryFrom } from "./query.js";
import { downset, walk } from "./walk.js";

/** A company below a party, and the party's share in it. */
export interface HoldingResult extends PathsResult {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly direct: ShareResult;
  readonly share: ShareResult;
}

export interface HoldingsResult {
  readonly holdings: readonly HoldingResult[];
  readonly rings: readonly (readonly string[])[];
}

export interface HoldingsOptions {
  readonly party: number;
  readonly interest?: Interest | undefined;
  readonly paths?: number | undefined;
}

/** A company below a party with the party's share in it, and the completion that reaches the least of it. */
export interface ShareBelow {
  readonly company: number;
  readonly share: ShareEnds;
  readonly least: Bound;
}

/** The share of a party in everything below it, largest first, and the rings there. One solution serves all companies. */
export function sharesBelow(
  r: Register,
  { party, interest = "equity" }: Pick<HoldingsOptions, "party" | "interest">,
): { readonly companies: readonly ShareBelow[]; readonly rings: readonly (readonly number[])[] } {
  const below = downset(walk(r, interest), party);
  const seeds = below.rows.flatMap(({ arcs }, row) =>
    arcs.flatMap((arc, k) => (arc.next === party || arc.also.includes(party) ? [{ row, arc: k }] : [])),
  );
  const asked = queryFrom(below, seeds, (row) => row === below.root);
  const rings = ringsOf(below);
  if (!asked) return { companies: [], rings };
  const least = boundsFrom(asked, "least");
  const most = boundsFrom(asked, "most");
  const found = asked.rowOf.map((row, state) => {
    const low = least(state);
    return { company: below.nodes[row]!, least: low, share: between(low, most(state)) };
  });
  const companies = found
    .filter(({ share }) => !isZero(share.max))
    .sort(
      (a, b) =>
        compare(b.share.min, a.share.min) ||
        compare(b.share.max, a.share.max) ||
        r.rank[a.company]! - r.rank[b.company]!,
    );
  return { companies, rings };
}

/** Everything a party stands behind, largest first: the answer of `holdings`. */
export function holdingsOf(r: Register, options: HoldingsOptions): HoldingsResult {
  const interest = options.interest ?? "equity";
  const { companies: ordered, rings: components } = sharesBelow(r, options);
  const rings = components.map((ring) => ring.map((i) => r.entities[i]!.id));
  const budget = new PathBudget();
  const wanted = options.paths ?? DEFAULT_PATHS;
  const holdings = ordered.map(({ company, least: low, share }) => ({
    id: r.entities[company]!.id,
    name: r.entities[company]!.name,
    kind: r.entities[company]!.kind,
    direct: toShareResult(directShare(r, interest, options.party, company)),
    share: toShareResult(share),
    ...(budget.isSpent
      ? leftOut(share, rings.length > 0)
      : pathsResult(r, low, [options.party], { wanted, budget, parties: ordered.length })),
  }));
  return { holdings, rings };
}
