import type { Register } from "../register/register.js";
import type { ResolvedTie } from "../register/resolve.js";
import { both, type Known, tiesFrom, tiesTo } from "./evidence.js";

/** One step of kinship, from a person to the one who is that to them; "otherKin" is kin of no stated degree. */
export const KIN_STEPS = ["spouse", "parent", "child", "sibling", "otherKin"] as const;
export type KinStep = (typeof KIN_STEPS)[number];

/** A degree of kinship: ["spouse", "sibling"] is a spouse's sibling. */
export interface KinDegree {
  readonly path: readonly KinStep[];
  /** What a record of this degree shows: some texts leave the degree, or who in it counts, open. */
  readonly verdict: Known;
}

/** A relative within the degrees asked for, with the ties that say so, from the person outwards. */
export interface Relative {
  readonly person: number;
  readonly verdict: Known;
  readonly ties: readonly ResolvedTie[];
}

type Step = (person: number) => readonly { readonly person: number; readonly ties: readonly ResolvedTie[] }[];

/** Children of one parent are siblings, whether or not a tie between the two says so. */
function steps(r: Register): Readonly<Record<KinStep, Step>> {
  const from = (person: number, kind: KinStep) =>
    tiesFrom(r, person, [kind])
      .filter(({ to }) => to >= 0 && to !== person)
      .map((tie) => ({ person: tie.to, ties: [tie] }));
  const to = (person: number, kind: KinStep) =>
    tiesTo(r, person, [kind])
      .filter(({ from }) => from !== person)
      .map((tie) => ({ person: tie.from, ties: [tie] }));
  const either = (kind: KinStep) => (person: number) => [...from(person, kind), ...to(person, kind)];
  const parent: Step = (person) => [...to(person, "parent"), ...from(person, "child")];
  const child: Step = (person) => [...from(person, "parent"), ...to(person, "child")];
  const recorded = either("sibling");
  return {
    spouse: either("spouse"),
    parent,
    child,
    otherKin: either("otherKin"),
    sibling: (person) => [
      ...recorded(person),
      ...parent(person).flatMap((one) =>
        child(one.person)
          .filter((other) => other.person !== person)
          .map((other) => ({ person: other.person, ties: [...one.ties, ...other.ties] })),
      ),
    ],
  };
}

/**
 * The relatives of a person within some degrees, in the order of ids: each once, by a degree that is certain where
 * there is one, else by the shortest. Linear in the kin met on the way.
 */
export function relativesWithin(r: Register, person: number, degrees: readonly KinDegree[]): Relative[] {
  const step = steps(r);
  const found = new Map<number, Relative>();
  for (const { path, verdict } of degrees) {
    let reached = new Map<number, readonly ResolvedTie[]>([[person, []]]);
    for (const kind of path) {
      const next = new Map<number, readonly ResolvedTie[]>();
      for (const [at, before] of reached) {
        for (const one of step[kind](at)) {
          if (one.person === person || next.has(one.person)) continue;
          next.set(one.person, [...before, ...one.ties]);
        }
      }
      reached = next;
    }
    for (const [relative, ties] of reached) {
      const known = found.get(relative);
      if (!known || better({ verdict, ties }, known))
        found.set(relative, { person: relative, verdict, ties });
    }
  }
  return [...found.values()].sort((a, b) => r.rank[a.person]! - r.rank[b.person]!);
}

const better = (a: Omit<Relative, "person">, b: Omit<Relative, "person">): boolean =>
  a.verdict === b.verdict ? a.ties.length < b.ties.length : both(a.verdict, b.verdict) !== a.verdict;

/**
 * Reads degrees as the law writes them: "spouse.sibling"; a "?" at the end where the text leaves open who counts.
 * Throws a RangeError for a word that is no step.
 */
export function kinDegrees(written: unknown): KinDegree[] {
  if (!Array.isArray(written)) throw new RangeError("degrees of kinship are a list");
  return written.map((degree): KinDegree => {
    const text = String(degree);
    const path = text
      .replace(/\?$/, "")
      .split(".")
      .map((word) => {
        const step = KIN_STEPS.find((known) => known === word);
        if (!step) throw new RangeError(`"${word}" is no step of kinship`);
        return step;
      });
    return { path, verdict: text.endsWith("?") || path.includes("otherKin") ? "possible" : "certain" };
  });
}
