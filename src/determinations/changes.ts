import type { Change } from "./changes/change.js";
import { classChanges, companyLawChanges } from "./changes/classes.js";
import { controllerChanges } from "./changes/controllers.js";
import { concertChanges, partnershipChanges } from "./changes/groups.js";
import { ownerChanges } from "./changes/owners.js";
import { capitalChanges, tieChanges } from "./changes/records.js";
import { coverageChanges, holdingChanges, upstreamChanges } from "./changes/shares.js";
import type { Sides } from "./changes/sides.js";

export type * from "./changes/change.js";

/**
 * What is different about a subject on two sides (docs/method/compare.md): by kind, then by party. Shareholders are
 * classified as the rulebook for securities companies does where `securities` says so, else as the Company Law does.
 */
export function changesBetween(both: Sides, { securities }: { readonly securities: boolean }): Change[] {
  return [
    ...capitalChanges(both),
    ...upstreamAndDirect(both),
    ...(securities ? classChanges(both) : companyLawChanges(both)),
    ...byKind(controllerChanges(both), ["actualController", "controller"]),
    ...concertChanges(both),
    ...(securities ? partnershipChanges(both) : []),
    ...tieChanges(both),
    ...ownerChanges(both),
    ...coverageChanges(both),
  ];
}

function upstreamAndDirect(both: Sides): Change[] {
  const all = [...upstreamChanges(both), ...holdingChanges(both)];
  return byKind(all, ["entered", "left", "equity", "voting", "income", "lookThrough"]);
}

const byKind = (changes: readonly Change[], order: readonly Change["kind"][]): Change[] =>
  order.flatMap((kind) => changes.filter((change) => change.kind === kind));
