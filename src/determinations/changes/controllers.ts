import type { ControllerRow } from "../../measures/controllers.js";
import type { ShareResult } from "../../model/shareResult.js";
import type { Change, ControllerState } from "./change.js";
import { type Side, type Sides, unionOfIds } from "./sides.js";

/** Whoever controls the subject, before and after: the actual controllers are those whom nobody controls. */
export function controllerChanges({ before, after }: Sides): Change[] {
  const [old, now] = [rowsOf(before), rowsOf(after)];
  return unionOfIds(old.keys(), now.keys()).flatMap((party): Change[] => {
    const [was, is] = [stateOf(old.get(party)), stateOf(now.get(party))];
    if (JSON.stringify(was) === JSON.stringify(is)) return [];
    const kind = was?.ultimate || is?.ultimate ? "actualController" : "controller";
    return [{ kind, party, before: was, after: is, verdict: verdictOf(was, is) }];
  });
}

const rowsOf = ({ controllers }: Side): ReadonlyMap<string, ControllerRow> =>
  new Map(controllers.controllers.map((row) => [row.id, row]));

function stateOf(row: ControllerRow | undefined): ControllerState | null {
  if (!row) return null;
  const { verdict, basis, ultimate, controlledStake, members } = row;
  return { verdict, basis, ultimate, controlledStake, ...(members ? { members } : {}) };
}

function verdictOf(was: ControllerState | null, is: ControllerState | null): Change["verdict"] {
  if (was?.verdict === "possible" || is?.verdict === "possible") return "possible";
  if (!was || !is || was.ultimate !== is.ultimate || was.basis !== is.basis) return "certain";
  return overlap(was.controlledStake, is.controlledStake) ? "possible" : "certain";
}

const isExact = ({ min, max }: ShareResult): boolean => min === max;

const overlap = (a: ShareResult, b: ShareResult): boolean =>
  !(isExact(a) && isExact(b)) && a.min <= b.max && b.min <= a.max;
