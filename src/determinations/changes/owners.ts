import { type BeneficialOwnersResult, beneficialOwners } from "../beneficialOwners.js";
import type { Change, OwnerState } from "./change.js";
import { type Side, type Sides, unionOfIds } from "./sides.js";

/** Beneficial owners under the default profile, before and after; whoever stands in for them counts as one. */
export function ownerChanges({ subject, before, after, on }: Sides): Change[] {
  const of = ({ r }: Side): ReadonlyMap<string, OwnerState> => statesOf(beneficialOwners(r, { subject, on }));
  const [old, now] = [of(before), of(after)];
  return unionOfIds(old.keys(), now.keys()).flatMap((party): Change[] => {
    const [was, is] = [old.get(party) ?? null, now.get(party) ?? null];
    if (JSON.stringify(was) === JSON.stringify(is)) return [];
    const verdict = [was, is].some((state) => state?.verdict === "possible") ? "possible" : "certain";
    return [{ kind: "beneficialOwner", party, before: was, after: is, verdict }];
  });
}

function statesOf({ owners, fallback }: BeneficialOwnersResult): ReadonlyMap<string, OwnerState> {
  const states = new Map<string, OwnerState>();
  for (const { id, verdict, limbs } of owners) {
    states.set(id, { verdict, limbs: limbs.map(({ limb, article, share }) => ({ limb, article, share })) });
  }
  for (const { id, article } of fallback) {
    states.set(id, { verdict: "certain", limbs: [{ limb: "dailyManagement", article, share: null }] });
  }
  return states;
}
