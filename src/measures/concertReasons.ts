import type { Register } from "../register/register.js";
import type { ResolvedTie } from "../register/resolve.js";
import { agreementsOf, type Circle, concerns, side, signatories } from "./concertCircle.js";
import { type Grounds, ground, tiesBetween } from "./concertGround.js";
import { officerOverlaps, officersCompanies } from "./concertOfficers.js";
import {
  economicTies,
  FIGURED,
  type FiguredReason,
  isFigured,
  ownEnterprises,
  type PresumptionFigures,
} from "./concertPresumptions.js";
import { both, isNobody, type Known, stakeEvidence, tieEvidence, tiesTo } from "./evidence.js";
import { firstLimitedPartners } from "./firstLimitedPartner.js";
import type { GroundMember } from "./grounds.js";
import { kinGrounds } from "./kinship.js";

/** Why holders count as acting in concert; docs/method/concert.md defines each. */
export const CONCERT_REASONS = [
  "sameExecutivePartner",
  "sameFirstLimitedPartner",
  "agreement",
  "kinship",
  "commonControl",
  "relatedRelationship",
  "presumption-83-1",
  "presumption-83-2",
  "presumption-83-3",
  "presumption-83-4",
  "presumption-83-5",
  "presumption-83-6",
  "presumption-83-7",
  "presumption-83-8",
  "presumption-83-9",
  "presumption-83-10",
  "presumption-83-11",
  "presumption-83-12",
] as const;
export type ConcertReason = (typeof CONCERT_REASONS)[number];

/**
 * What joins when nothing is asked for by name, whatever the subject. Presumptions 1, 2, 3, 8 and 12 join nobody whom
 * common control or related relationship would not join; 4, 6, 7, 9, 10 and 11 are about listed companies.
 */
export const DEFAULT_REASONS: readonly ConcertReason[] = [
  "sameExecutivePartner",
  "sameFirstLimitedPartner",
  "agreement",
  "kinship",
  "commonControl",
  "relatedRelationship",
  "presumption-83-5",
];

/** Presumptions about investors in one listed company that join more than {@link DEFAULT_REASONS}. */
export const LISTED_REASONS: readonly ConcertReason[] = [
  "presumption-83-4",
  "presumption-83-6",
  "presumption-83-7",
  "presumption-83-9",
  "presumption-83-10",
  "presumption-83-11",
];

type Builder = (circle: Circle, reason: ConcertReason) => Grounds;

const BUILDERS: Readonly<Record<Exclude<ConcertReason, FiguredReason>, Builder>> = {
  sameExecutivePartner,
  sameFirstLimitedPartner,
  agreement,
  kinship: kinGrounds,
  commonControl: (circle, reason) => [
    ...controlGrounds(circle, reason, { controllerHolds: true, jointly: true }),
    ...stateWithOfficers(circle, reason),
  ],
  relatedRelationship: (circle, reason) => [
    ...officerOverlaps(circle, reason),
    ...otherRelations(circle, reason),
  ],
  "presumption-83-1": (circle, reason) =>
    controlGrounds(circle, reason, { controllerHolds: true, jointly: false }),
  "presumption-83-2": (circle, reason) =>
    controlGrounds(circle, reason, { controllerHolds: false, jointly: true }),
  "presumption-83-3": officerOverlaps,
  "presumption-83-5": (circle, reason) =>
    tiesBetween(circle, reason, "finances", ({ from }) => circle.r.entities[from]!.sector !== "bank"),
  "presumption-83-6": economicTies,
  "presumption-83-8": officersCompanies,
  "presumption-83-11": ownEnterprises,
  "presumption-83-12": otherRelations,
};

/** An officer of one is or controls the other, or a tie says that they are related otherwise. */
function otherRelations(circle: Circle, reason: ConcertReason): Grounds {
  return [...officersCompanies(circle, reason), ...tiesBetween(circle, reason, "otherRelation", () => true)];
}

/** Reasons asked for that cannot be told without the figures of the law. */
export const unassessed = (
  reasons: readonly ConcertReason[],
  figures: PresumptionFigures | undefined,
): ConcertReason[] => (figures ? [] : reasons.filter(isFigured));

/** Every ground for the reasons asked for, between two holders or more. */
export const concertGrounds = (
  circle: Circle,
  reasons: readonly ConcertReason[],
  figures?: PresumptionFigures | undefined,
): Grounds =>
  reasons.flatMap((reason) => {
    if (!isFigured(reason)) return BUILDERS[reason](circle, reason);
    return figures ? FIGURED[reason](circle, reason, figures) : [];
  });

/** One ground a party: those holders to which the party has the same relation, each a side of its own. */
function byParty(
  reason: ConcertReason,
  entries: Iterable<readonly [party: number, member: Omit<GroundMember, "party" | "side">]>,
): Grounds {
  const members = new Map<number, GroundMember[]>();
  for (const [party, member] of entries) {
    const placed = { ...member, party: member.holder, side: member.holder };
    const known = members.get(party);
    if (known) known.push(placed);
    else members.set(party, [placed]);
  }
  return [...members.values()].flatMap((list) => ground(reason, list));
}

/**
 * Executive partners of a partnership: those recorded; where none is, its general partner, and each of several general
 * partners possibly (DESIGN §13.7).
 */
export function executivePartners(
  r: Register,
  partnership: number,
): { readonly partner: number; readonly verdict: Known; readonly ties: readonly ResolvedTie[] }[] {
  const executive = tiesTo(r, partnership, ["executivePartner"]);
  const ties = executive.length > 0 ? executive : tiesTo(r, partnership, ["generalPartner"]);
  const partners = [...new Set(ties.map(({ from }) => from))].filter((partner) => !isNobody(r, partner));
  const verdict = executive.length > 0 || partners.length === 1 ? "certain" : "possible";
  return partners.map((partner) => ({
    partner,
    verdict,
    ties: ties.filter(({ from }) => from === partner),
  }));
}

function sameExecutivePartner({ r, holders }: Circle, reason: ConcertReason): Grounds {
  return byParty(
    reason,
    holders.flatMap((holder) =>
      executivePartners(r, holder).map(({ partner, verdict, ties }) => {
        const evidence = ties.map((tie) => tieEvidence(r, tie));
        return [partner, { holder, verdict, evidence }] as const;
      }),
    ),
  );
}

function sameFirstLimitedPartner({ r, holders }: Circle, reason: ConcertReason): Grounds {
  return byParty(
    reason,
    holders.flatMap((holder) =>
      firstLimitedPartners(r, holder).map(({ partner, verdict, stake, ties }) => {
        const contribution = stake < 0 ? [] : [{ ...stakeEvidence(r, stake, "contribution"), verdict }];
        const evidence = [...ties.map((tie) => tieEvidence(r, tie)), ...contribution];
        return [partner, { holder, verdict, evidence }] as const;
      }),
    ),
  );
}

function agreement(circle: Circle, reason: ConcertReason): Grounds {
  const { r, subject } = circle;
  return agreementsOf(circle).flatMap((ties) => {
    const signed = new Map<number, ResolvedTie[]>();
    const leads = new Map<number, ResolvedTie>();
    for (const tie of ties) {
      if (!concerns(tie, subject)) continue;
      if (tie.lead >= 0) leads.set(tie.lead, tie);
      for (const party of signatories(tie)) {
        const known = signed.get(party);
        if (known) known.push(tie);
        else signed.set(party, [tie]);
      }
    }
    // A lead without a tie of its own is a party by the ties that name it: one says enough.
    for (const [lead, tie] of leads) if (!signed.has(lead)) signed.set(lead, [tie]);
    const members = [...signed].flatMap(([party, own]) => {
      const evidence = own.map((tie) => tieEvidence(r, tie));
      return side(circle, party, evidence);
    });
    return ground(reason, members);
  });
}

/**
 * Common control: holders of one controller, and the controller itself where it holds too. Through a state only the
 * state and what it controls are connected, never two that it controls.
 */
function controlGrounds(
  circle: Circle,
  reason: ConcertReason,
  { controllerHolds, jointly }: { readonly controllerHolds: boolean; readonly jointly: boolean },
): Grounds {
  return [...circle.controlled].flatMap(([controller, controlled]) => {
    const apart = jointly && circle.r.entities[controller]!.kind !== "state";
    const members: GroundMember[] = controlled
      .filter(({ holder }) => holder !== controller)
      .map((stand) => ({ ...stand, party: stand.holder, side: apart ? stand.holder : -1 }));
    if (controllerHolds && circle.isHolder.has(controller)) {
      members.push({
        holder: controller,
        party: controller,
        side: controller,
        verdict: "certain",
        evidence: [],
      });
    }
    return ground(reason, members);
  });
}

/** Common state control does connect those whose officers overlap. */
function stateWithOfficers(circle: Circle, reason: ConcertReason): Grounds {
  const states = stateControlled(circle);
  if (states.length === 0) return [];
  const overlaps = officerOverlaps(circle, reason);
  return states.flatMap(({ controlled }) => {
    const stand = new Map(controlled.map((one) => [one.holder, one]));
    return overlaps.flatMap(({ members }) =>
      ground(
        reason,
        members.flatMap((member) => {
          const own = stand.get(member.holder);
          if (!own) return [];
          const verdict = both(own.verdict, member.verdict);
          return [{ ...member, verdict, evidence: [...own.evidence, ...member.evidence] }];
        }),
      ),
    );
  });
}

/** Holders under one common controller of kind state, two or more. */
export const stateControlled = ({ r, controlled }: Circle) =>
  [...controlled]
    .filter(([controller, own]) => r.entities[controller]!.kind === "state" && own.length > 1)
    .map(([controller, own]) => ({ controller, controlled: own }));
