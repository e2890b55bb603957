import { inForce, regulation, regulationIds, UnknownLawError } from "./law.js";
import type { ProfileRules } from "./profileRules.js";
import { byParameter, LawError, type LawParameter, type Regulation, readRegulation } from "./regulation.js";

/** A beneficial-ownership regime as it stands on a date. */
export interface Profile {
  readonly id: string;
  readonly title: Regulation["title"];
  readonly rules: ProfileRules;
  /** False where the regime is not law on the date and its nearest version is applied all the same. */
  readonly inForce: boolean;
  /** First day of the regime, for those who ask before it. */
  readonly from: string;
  /** First day after the regime, where it has ended before the date asked for. */
  readonly ended: string | null;
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
  return profileIn(regulation(id), on);
}

/** The same of a regulation of one's own (`readProfile`). Throws a {@link LawError} for one that is no profile. */
export function profileIn(read: Regulation, on: string | null): Profile {
  const { id, title, profile: rules, inForce: periods } = read;
  if (!rules) throw new LawError(`${id} is a ${read.kind}, not a profile`);
  const holds = inForce(periods, on) !== null;
  const before = periods.findLast(({ from }) => on === null || from <= on);
  const ended = holds || !before ? null : (before.to ?? null);
  // Before the regime what its first day brings, after it what its last day left.
  const isApplied = ({ from, to }: LawParameter): boolean =>
    ended === null ? false : from < ended && (to === undefined || to >= ended);
  const applied = new Map<string, LawParameter>();
  for (const [name, versions] of byParameter(read)) {
    const day = holds ? on : periods[0]!.from;
    const found = ended === null ? inForce(versions, day) : (versions.findLast(isApplied) ?? null);
    if (found) applied.set(name, found);
  }
  return { id, title, rules, inForce: holds, from: periods[0]!.from, ended, parameters: applied };
}

/**
 * Reads a profile that a user wrote: docs/profiles.md has the shape. Throws a {@link LawError} that names the file, the
 * field, what is wrong with it and how to mend it.
 */
export function readProfile(file: string, content: unknown): Regulation {
  if (typeof content !== "object" || content === null || Array.isArray(content)) {
    throw new LawError(`${file}: a profile is one JSON object, { "id", "title", "kind": "profile", … }`);
  }
  const read = readRegulation(file, content);
  if (!read.profile) {
    throw new LawError(`${file}: kind: is "${read.kind}"; write "profile" and add the field profile`);
  }
  for (const name of [read.profile.controlTest, read.profile.terminals]) {
    const versions = byParameter(read).get(name)!;
    const [first] = read.inForce;
    if (versions[0]!.from <= first!.from) continue;
    throw new LawError(
      `${file}, parameter ${name}: from: is ${versions[0]!.from}, after the profile comes into force; write ${first!.from} or an earlier day`,
    );
  }
  return read;
}
