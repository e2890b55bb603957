import { inForce, nearestParameter, parameter, regulation, regulationIds, UnknownLawError } from "./law.js";
import type { ProfileRules } from "./profileRules.js";
import type { LawParameter } from "./regulation.js";

/** A beneficial-ownership regime as it stands on a date. */
export interface Profile {
  readonly id: string;
  readonly rules: ProfileRules;
  /** False where the regime is not law on the date and its nearest version is applied all the same. */
  readonly inForce: boolean;
  /** First day of the regime, for those who ask before it. */
  readonly from: string;
  /** The parameters that hold, by name. */
  readonly parameters: ReadonlyMap<string, LawParameter>;
}

/**
 * A profile on a date (null: the newest known). Before the regime its first version is given, after it the last one,
 * with `inForce: false`: a reader who asks for a regime on a date without it is told so, not refused.
 * Throws an {@link UnknownLawError} for an unknown id.
 */
export function profile(id: string, on: string | null): Profile {
  const known = regulationIds("profile");
  if (!known.includes(id)) throw new UnknownLawError("profile", id, known);
  const { profile: rules, inForce: periods, parameters } = regulation(id);
  const holds = inForce(periods, on) !== null;
  const applied = new Map<string, LawParameter>();
  for (const name of new Set(parameters.map((each) => each.parameter))) {
    const found = holds ? parameter(id, name, on) : nearestParameter(id, name, on);
    if (found) applied.set(name, found);
  }
  return { id, rules: rules!, inForce: holds, from: periods[0]!.from, parameters: applied };
}
