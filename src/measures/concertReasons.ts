import type { TieKind } from "../model/dataset.js";
import type { Register } from "../register/register.js";
import type { ResolvedTie } from "../register/resolve.js";
import { agreementsOf, type Circle, concerns, side, signatories, stands } from "./concertCircle.js";
import {
  both,
  isNobody,
  type Known,
  OFFICER_KINDS,
  stakeEvidence,
  tieEvidence,
  tiesFrom,
  tiesTo,
} from "./evidence.js";
import { firstLimitedPartners } from "./firstLimitedPartner.js";
import type { Ground, GroundMember } from "./grounds.js";
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

/** Presumptions that records alone cannot tell: asked for by name, they are listed as not assessed. */
export const UNASSESSED: ReadonlySet<ConcertReason> = new Set([
  "presumption-83-4",
  "presumption-83-6",
  "presumption-83-7",
  "presumption-83-8",
  "presumption-83-10",
  "presumption-83-11",
  "presumption-83-12",
]);

/**
 * What joins when nothing is asked for by name. Presumptions 1, 2, 3 and 9 join nobody whom common control, related
 * relationship or kinship would not join, so that they are printed only when asked for.
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

type Grounds = Ground<ConcertReason>[];
type Builder = (circle: Circle, reason: ConcertReason) => Grounds;

const BUILDERS: Readonly<Partial<Record<ConcertReason, Builder>>> = {
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
    ...officersCompanies(circle, reason),
    ...tiesBetween(circle, reason, "otherRelation", () => true),
  ],
  "presumption-83-1": (circle, reason) =>
    controlGrounds(circle, reason, { controllerHolds: true, jointly: false }),
  "presumption-83-2": (circle, reason) =>
    controlGrounds(circle, reason, { controllerHolds: false, jointly: true }),
  "presumption-83-3": officerOverlaps,
  "presumption-83-5": (circle, reason) =>
    tiesBetween(circle, reason, "finances", ({ from }) => circle.r.entities[from]!.sector !== "bank"),
  "presumption-83-9": kinGrounds,
};

/** Every ground for the reasons asked for, between two holders or more. */
export const concertGrounds = (circle: Circle, reasons: readonly ConcertReason[]): Grounds =>
  reasons.flatMap((reason) => BUILDERS[reason]?.(circle, reason) ?? []);

/** What is more than a presumption: an agreement cannot be rebutted by denying it elsewhere. */
const rebuttable = (reason: ConcertReason): boolean => reason !== "agreement";

/** A ground of members; null where they are all on one side, or one holder. */
function ground(reason: ConcertReason, members: readonly GroundMember[]): Grounds {
  const [first] = members;
  const several =
    members.some(({ side }) => side !== first!.side) &&
    members.some(({ holder }) => holder !== first!.holder);
  return several ? [{ reason, members, rebuttable: rebuttable(reason) }] : [];
}

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

interface Post {
  readonly holder: number;
  readonly principal: boolean;
  readonly ties: readonly ResolvedTie[];
}

/** Posts in holders, by officer. A legal representative and a senior manager are principal officers. */
function posts({ r, holders }: Circle): Map<number, Post[]> {
  const byOfficer = new Map<number, Post[]>();
  for (const holder of holders) {
    const own = new Map<number, ResolvedTie[]>();
    for (const tie of tiesTo(r, holder, OFFICER_KINDS)) {
      const known = own.get(tie.from);
      if (known) known.push(tie);
      else own.set(tie.from, [tie]);
    }
    for (const [officer, ties] of own) {
      const post = { holder, principal: ties.some(({ record }) => PRINCIPAL.has(record.kind)), ties };
      const known = byOfficer.get(officer);
      if (known) known.push(post);
      else byOfficer.set(officer, [post]);
    }
  }
  return byOfficer;
}

const PRINCIPAL: ReadonlySet<TieKind> = new Set(["legalRepresentative", "seniorManager"]);
/** Sides of those who stand together against others: companies where somebody has a post, and those it controls. */
const POST_SIDE = -1;
const CONTROL_SIDE = -2;

const postMember = (r: Register, { holder, ties }: Post, side: number): GroundMember => ({
  holder,
  party: holder,
  side,
  verdict: "certain",
  evidence: ties.map((tie) => tieEvidence(r, tie)),
});

/** A principal officer of one holder serves in another. Two that merely share a director are not connected. */
function officerOverlaps(circle: Circle, reason: ConcertReason): Grounds {
  return [...posts(circle).values()].flatMap((own) =>
    ground(
      reason,
      own.map((post) => postMember(circle.r, post, post.principal ? post.holder : POST_SIDE)),
    ),
  );
}

/** An officer of one holder is the other holder, or controls it. */
function officersCompanies(circle: Circle, reason: ConcertReason): Grounds {
  return [...posts(circle)].flatMap(([officer, own]) => {
    const controlled = stands(circle, officer);
    const already = new Set(controlled.map(({ holder }) => holder));
    return ground(reason, [
      ...controlled.map((stand) => ({ ...stand, party: officer, side: CONTROL_SIDE })),
      ...own
        .filter(({ holder }) => !already.has(holder))
        .map((post) => postMember(circle.r, post, POST_SIDE)),
    ]);
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

/** Ties of a kind between two parties that stand for holders. */
function tiesBetween(
  circle: Circle,
  reason: ConcertReason,
  kind: TieKind,
  counts: (tie: ResolvedTie) => boolean,
): Grounds {
  const { r, subject, parties } = circle;
  return parties.flatMap((party) =>
    tiesFrom(r, party, [kind])
      .filter((tie) => tie.to >= 0 && tie.to !== party && concerns(tie, subject) && counts(tie))
      .flatMap((tie) => {
        const evidence = [tieEvidence(r, tie)];
        return ground(reason, [...side(circle, party, evidence), ...side(circle, tie.to, evidence)]);
      }),
  );
}
