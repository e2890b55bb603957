import { tiesFrom, tiesTo } from "../measures/evidence.js";
import { directShare } from "../measures/owners.js";
import type { Interest, TieKind } from "../model/dataset.js";
import { compare } from "../model/fraction.js";
import type { ShareEnds } from "../model/share.js";
import type { Register } from "../register/register.js";

/** One step of a chart from an entity to another: a holding, a right, or a holding with rights. */
export interface Link {
  readonly other: number;
  /** Direct share as the records have it; null for a right without a holding. */
  readonly share: ShareEnds | null;
  readonly rights: readonly TieKind[];
}

/** Rights of a tie's `from` over its `to`: drawn from the one who has it down to where it lies. */
const OVER: readonly TieKind[] = [
  "executivePartner",
  "generalPartner",
  "firstLimitedPartner",
  "contractualControl",
  "boardMajority",
  "productManager",
  "trustee",
  "settlor",
  "beneficiary",
  "protector",
  "jointHolder",
];

/** Ties whose `to` stands behind their `from`: the principal behind a nominee, the taker behind the giver of a proxy. */
const BEHIND: readonly TieKind[] = ["nominee", "votingProxy", "branchOf"];

/** A right that says only what a holding is, and draws nobody by itself. */
const ONLY_WITH_HOLDING: ReadonlySet<TieKind> = new Set(["firstLimitedPartner"]);

/** Everyone who holds a company or has a right over it, the largest first. */
export function linksAbove(r: Register, interest: Interest, company: number): Link[] {
  const { start, holder } = r.stakes[interest];
  const shares = new Map<number, ShareEnds>();
  for (let stake = start[company]!; stake < start[company + 1]!; stake += 1) {
    shares.set(holder[stake]!, directShare(r, interest, holder[stake]!, company));
  }
  return linked(r, shares, rightsAbove(r, company));
}

const rightsAbove = (r: Register, company: number): (readonly [number, TieKind])[] => [
  ...tiesTo(r, company, OVER).map(({ record, from }) => [from, record.kind] as const),
  ...tiesFrom(r, company, BEHIND).map(({ record, to }) => [to, record.kind] as const),
];

/** The same parties without their shares, in the order of ids. */
export function partiesAbove(r: Register, interest: Interest, company: number): number[] {
  const { start, holder } = r.stakes[interest];
  const holders = holder.subarray(start[company]!, start[company + 1]!);
  const others = new Set([...holders, ...rightsAbove(r, company).map(([other]) => other)]);
  return [...others].filter((other) => other >= 0).sort((a, b) => r.rank[a]! - r.rank[b]!);
}

/** Everything that a party holds or has a right over, the largest first. */
export function linksBelow(r: Register, interest: Interest, party: number): Link[] {
  const { heldStart, held, subject } = r.stakes[interest];
  const shares = new Map<number, ShareEnds>();
  for (let k = heldStart[party]!; k < heldStart[party + 1]!; k += 1) {
    const company = subject[held[k]!]!;
    shares.set(company, directShare(r, interest, party, company));
  }
  const rights = [
    ...tiesFrom(r, party, OVER).map(({ record, to }) => [to, record.kind] as const),
    ...tiesTo(r, party, BEHIND).map(({ record, from }) => [from, record.kind] as const),
  ];
  return linked(r, shares, rights);
}

function linked(
  r: Register,
  shares: ReadonlyMap<number, ShareEnds>,
  rights: readonly (readonly [number, TieKind])[],
): Link[] {
  const kinds = new Map<number, Set<TieKind>>();
  for (const [other, kind] of rights) {
    if (other < 0 || (ONLY_WITH_HOLDING.has(kind) && !shares.has(other))) continue;
    const known = kinds.get(other);
    if (known) known.add(kind);
    else kinds.set(other, new Set([kind]));
  }
  const others = new Set([...shares.keys(), ...kinds.keys()]);
  const links = [...others].map(
    (other): Link => ({
      other,
      share: shares.get(other) ?? null,
      rights: [...OVER, ...BEHIND].filter((kind) => kinds.get(other)?.has(kind)),
    }),
  );
  return links.sort((a, b) => bySize(a, b) || r.rank[a.other]! - r.rank[b.other]!);
}

/** Larger holdings first, rights without a holding last. */
function bySize(a: Link, b: Link): number {
  if (!a.share || !b.share) return Number(a.share === null) - Number(b.share === null);
  return compare(b.share.min, a.share.min) || compare(b.share.max, a.share.max);
}
