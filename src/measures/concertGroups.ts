import { compare } from "../model/fraction.js";
import type { ShareRange } from "../model/share.js";
import { type ShareResult, toShareResult } from "../model/shareResult.js";
import { entityIndex, type Register } from "../register/register.js";
import { directHolders } from "./concertCircle.js";
import { type ConcertReasonResult, reasonsBetween, rebuttedReasons } from "./concertPairs.js";
import { type ConcertReason, DEFAULT_REASONS, stateControlled, unassessed } from "./concertReasons.js";
import { type ConcertSetOptions, type ConcertSets, concertSets } from "./concertSets.js";
import type { Evidence, Known } from "./evidence.js";
import { type LookThrough, lookThrough } from "./lookThrough.js";
import { equityWatch, heldBy, stakeBetween } from "./watch.js";

export interface ConcertGroup {
  readonly members: readonly string[];
  /** Direct equity of the members in the subject, each holding once. */
  readonly direct: ShareResult;
  /** Look-through share of the members as a set. */
  readonly share: ShareResult;
  /** Some two members have no reason between them. */
  readonly transitive: boolean;
  readonly verdict: Known;
  readonly reasons: readonly ConcertReasonResult[];
  /** Parts of a possible group whose members are certainly together. */
  readonly certain?: readonly (readonly string[])[];
  /** There are too many pairs to print: the reasons are some that connect all members. */
  readonly truncated?: true;
}

/** What does not join, but a reader should know: common state control, and rebutted presumptions. */
export interface ConcertAdvisory {
  readonly kind: "commonStateControl" | "rebutted";
  readonly reason: ConcertReason;
  readonly members: readonly string[];
  /** The state that controls the members. */
  readonly through: string | null;
  readonly direct: ShareResult;
  readonly evidence: readonly Evidence[];
}

export interface ConcertResult {
  readonly groups: readonly ConcertGroup[];
  readonly advisory: readonly ConcertAdvisory[];
  /** Reasons asked for that cannot be told without the figures of the law. */
  readonly notAssessed: readonly ConcertReason[];
}

export interface ConcertOptions extends Omit<ConcertSetOptions, "partnershipsToo"> {
  readonly lookThrough?: LookThrough | undefined;
}

/**
 * Groups of two or more of a subject's direct holders that act in concert, with every reason and its evidence.
 *
 * Reasons that are only possible make a group `possible` when it would fall apart without them; its certain parts are
 * then listed too. A rebutted `concertAgreement` between two parties cancels what is presumed between them. Shares are
 * fractions of one. Definitions and sources: docs/method/concert.md. Throws an UnknownSubjectError.
 */
export function concertGroups(
  r: Register,
  { subject, ...options }: { readonly subject: string } & ConcertOptions,
): ConcertResult {
  const company = entityIndex(r, subject);
  const asked = options.reasons ?? DEFAULT_REASONS;
  const notAssessed = unassessed(asked, options.figures);
  if (directHolders(r, company).length < 2) return { groups: [], advisory: [], notAssessed };
  const sets = concertSets(r, company, options);
  const direct = (members: readonly number[]): ShareRange => {
    const watch = equityWatch(r, company);
    const held = heldBy(watch, members);
    return stakeBetween(watch, held, held);
  };
  const measure = options.lookThrough ?? lookThrough(r);
  const rebutted = rebuttedReasons(sets);
  const groups = sets.groups
    .map((set, position) => ({ set, position, union: direct(set.members) }))
    .sort(
      (x, y) => compare(y.union.min, x.union.min) || r.rank[x.set.members[0]!]! - r.rank[y.set.members[0]!]!,
    )
    .map(({ set, position, union }): ConcertGroup => {
      const { reasons, transitive, truncated } = reasonsBetween(sets.circle, set);
      const share = measure.ends({ of: set.members, in: company });
      return {
        members: idsOf(r, set.members),
        direct: toShareResult(union),
        share: toShareResult(share),
        transitive,
        verdict: set.verdict,
        reasons: [...reasons, ...(rebutted.within.get(position) ?? [])],
        ...(set.verdict === "possible" && set.certain.length > 0
          ? { certain: set.certain.map((part) => idsOf(r, part)) }
          : {}),
        ...(truncated ? { truncated } : {}),
      };
    });
  return {
    groups,
    advisory: [
      ...(asked.some((reason) => CARVED_OUT.has(reason)) ? stateAdvisories(sets, direct) : []),
      ...rebutted.across.map(({ a, b, reason, evidence }) => ({
        kind: "rebutted" as const,
        reason,
        members: [a, b],
        through: null,
        direct: toShareResult(direct([r.index.get(a)!, r.index.get(b)!])),
        evidence,
      })),
    ],
    notAssessed,
  };
}

const idsOf = (r: Register, members: readonly number[]): string[] =>
  members.map((member) => r.entities[member]!.id);

/** Reasons that do not join through a common state alone. */
const CARVED_OUT: ReadonlySet<ConcertReason> = new Set([
  "commonControl",
  "relatedRelationship",
  "presumption-83-2",
]);

/** Holders under one state that nothing else makes one group. */
function stateAdvisories(
  { circle, groupOf }: ConcertSets,
  direct: (members: readonly number[]) => ShareRange,
): ConcertAdvisory[] {
  const { r } = circle;
  return stateControlled(circle)
    .filter(({ controlled }) => {
      const groups = new Set(controlled.map(({ holder }) => groupOf.get(holder) ?? -1));
      return groups.size > 1 || groups.has(-1);
    })
    .sort((x, y) => r.rank[x.controller]! - r.rank[y.controller]!)
    .map(({ controller, controlled }) => {
      const members = controlled.map(({ holder }) => holder);
      return {
        kind: "commonStateControl",
        reason: "commonControl",
        members: idsOf(r, members),
        through: r.entities[controller]!.id,
        direct: toShareResult(direct(members)),
        evidence: controlled.flatMap(({ evidence }) => evidence),
      };
    });
}
