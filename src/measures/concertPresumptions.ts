import { meets, type ShareTest } from "../model/share.js";
import type { ResolvedTie } from "../register/resolve.js";
import { stakeOf } from "../register/stakeTable.js";
import { seatsOf } from "./boardSeats.js";
import { type Circle, concerns, type Stand, side, stands } from "./concertCircle.js";
import { type Grounds, ground } from "./concertGround.js";
import { CONTROL_SIDE, POST_SIDE, postMember, posts } from "./concertOfficers.js";
import type { ConcertReason } from "./concertReasons.js";
import {
  both,
  type Evidence,
  type Known,
  OFFICER_KINDS,
  stakeEvidence,
  tieEvidence,
  tiesFrom,
  tiesTo,
} from "./evidence.js";
import type { GroundMember } from "./grounds.js";
import { type KinDegree, relativesWithin } from "./kinDegree.js";

/** Figures and degrees that the presumptions need; they come from the law. */
export interface PresumptionFigures {
  /** Votes that make a participation one with major influence. */
  readonly influence: ShareTest;
  /** The part of an investor that makes a natural person's own holding count (7) and that of relatives (9). */
  readonly largeHolder: ShareTest;
  readonly largeHolderOfKin: ShareTest;
  readonly kin: readonly KinDegree[];
}

const FIGURED_REASONS = [
  "presumption-83-4",
  "presumption-83-7",
  "presumption-83-9",
  "presumption-83-10",
] as const;
export type FiguredReason = (typeof FIGURED_REASONS)[number];

export const isFigured = (reason: ConcertReason): reason is FiguredReason =>
  FIGURED_REASONS.some((one) => one === reason);

type Builder = (circle: Circle, reason: ConcertReason, figures: PresumptionFigures) => Grounds;

/** The presumptions that need figures; docs/method/concert.md defines each. */
export const FIGURED: Readonly<Record<FiguredReason, Builder>> = {
  "presumption-83-4": participations,
  "presumption-83-7": largeHolders,
  "presumption-83-9": relatives,
  "presumption-83-10": insiders,
};

/**
 * One participates in the other and has a major influence on its decisions: certainly where it controls it or has
 * seats on its board, possibly where its votes pass the test.
 */
function participations(circle: Circle, reason: ConcertReason, { influence }: PresumptionFigures): Grounds {
  const { r, parties } = circle;
  const { equity, voting } = r.stakes;
  const isParty = new Set(parties);
  return parties.flatMap((party) =>
    [...equity.held.subarray(equity.heldStart[party]!, equity.heldStart[party + 1]!)].flatMap((stake) => {
      const company = equity.subject[stake]!;
      if (company === party || company === circle.subject || !isParty.has(company)) return [];
      if (equity.share(stake).max.n === 0n) return [];
      const seats = seatsOf(r, party, company);
      const control = stands(circle, party).find(({ holder }) => holder === company);
      const votes = stakeOf(voting, party, company);
      const decided = seats.length > 0 || control?.verdict === "certain" ? "certain" : null;
      const passes = votes !== null && meets(voting.share(votes), influence) !== "excluded";
      const verdict = decided ?? (passes ? "possible" : null);
      if (!verdict) return [];
      const evidence = [stakeEvidence(r, stake, "holding"), ...seats.map((tie) => tieEvidence(r, tie))];
      const members = [...side(circle, party, evidence), ...side(circle, company, evidence)];
      return ground(
        reason,
        members.map((member) => ({ ...member, verdict: both(member.verdict, verdict) })),
      );
    }),
  );
}

/** Partners of one partnership, and the partnership itself. Units of funds and products are no partnership. */
export function economicTies(circle: Circle, reason: ConcertReason): Grounds {
  const { r, parties } = circle;
  const { equity } = r.stakes;
  const members = new Map<number, GroundMember[]>();
  const enter = (partnership: number, party: number, evidence: readonly Evidence[]): void => {
    const known = members.get(partnership) ?? side(circle, partnership, []);
    members.set(partnership, known);
    known.push(...side(circle, party, evidence));
  };
  for (const party of parties) {
    for (const stake of equity.held.subarray(equity.heldStart[party]!, equity.heldStart[party + 1]!)) {
      const partnership = equity.subject[stake]!;
      if (partnership === party || !isPartnership(circle, partnership)) continue;
      if (equity.share(stake).max.n > 0n)
        enter(partnership, party, [stakeEvidence(r, stake, "contribution")]);
    }
    for (const tie of tiesFrom(r, party, ["executivePartner", "generalPartner"])) {
      if (tie.to >= 0 && tie.to !== party && isPartnership(circle, tie.to))
        enter(tie.to, party, [tieEvidence(r, tie)]);
    }
  }
  return [...members.values()].flatMap((list) => ground(reason, list));
}

const isPartnership = ({ r, subject }: Circle, entity: number): boolean =>
  entity !== subject && ["limitedPartnership", "generalPartnership"].includes(r.entities[entity]!.kind);

/** A natural person with a large part of an investor, and that part. */
interface LargeHolder {
  readonly person: number;
  readonly investor: number;
  readonly verdict: Known;
  readonly evidence: Evidence;
}

/** Natural persons whose own part of a holder passes a test. */
function largeHoldersOf({ r, holders }: Circle, test: ShareTest): LargeHolder[] {
  const { equity } = r.stakes;
  return holders.flatMap((investor) => {
    const found: LargeHolder[] = [];
    for (let stake = equity.start[investor]!; stake < equity.start[investor + 1]!; stake += 1) {
      const person = equity.holder[stake]!;
      if (person === investor || r.entities[person]!.kind !== "naturalPerson") continue;
      const verdict = meets(equity.share(stake), test);
      if (verdict === "excluded") continue;
      found.push({ person, investor, verdict, evidence: stakeEvidence(r, stake, "holding") });
    }
    return found;
  });
}

const investorMember = ({ investor, verdict, evidence }: LargeHolder): GroundMember => ({
  holder: investor,
  party: investor,
  side: POST_SIDE,
  verdict,
  evidence: [evidence],
});

/** A natural person with a large part of an investor holds too, or controls one who does. */
function largeHolders(circle: Circle, reason: ConcertReason, { largeHolder }: PresumptionFigures): Grounds {
  return largeHoldersOf(circle, largeHolder).flatMap((large) => {
    const own = stands(circle, large.person).filter(({ holder }) => holder !== large.investor);
    const theirs = own.map((stand) => ({ ...stand, party: large.person, side: CONTROL_SIDE }));
    return ground(reason, [investorMember(large), ...theirs]);
  });
}

/**
 * Relatives of those who have a large part of an investor, control it or have a post in it; and of an investor who is
 * a natural person. Relatives hold themselves or through what they control.
 */
function relatives(circle: Circle, reason: ConcertReason, figures: PresumptionFigures): Grounds {
  const { r } = circle;
  const investors = new Map<number, GroundMember[]>();
  const enter = (person: number, member: GroundMember): void => {
    const known = investors.get(person);
    if (known) known.push(member);
    else investors.set(person, [member]);
  };
  for (const party of circle.parties) {
    if (r.entities[party]!.kind !== "naturalPerson") continue;
    for (const stand of stands(circle, party)) enter(party, { ...stand, party, side: POST_SIDE });
  }
  for (const large of largeHoldersOf(circle, figures.largeHolderOfKin))
    enter(large.person, investorMember(large));
  for (const [officer, own] of posts(circle)) {
    for (const post of own) enter(officer, postMember(r, post, POST_SIDE));
  }
  return [...investors].flatMap(([person, members]) => {
    const theirs = relativesWithin(r, person, figures.kin).flatMap(({ person: relative, verdict, ties }) =>
      stands(circle, relative).map((stand) => ({
        holder: stand.holder,
        party: relative,
        side: CONTROL_SIDE,
        verdict: both(stand.verdict, verdict),
        evidence: [...ties.map((tie) => tieEvidence(r, tie)), ...stand.evidence],
      })),
    );
    return theirs.length === 0 ? [] : ground(reason, [...members, ...theirs]);
  });
}

/** The listed company's own officers, their relatives and what any of them controls. */
function insiders(circle: Circle, reason: ConcertReason, { kin }: PresumptionFigures): Grounds {
  const { r, subject } = circle;
  const officers = new Map<number, ResolvedTie[]>();
  for (const tie of tiesTo(r, subject, OFFICER_KINDS)) {
    const known = officers.get(tie.from);
    if (known) known.push(tie);
    else officers.set(tie.from, [tie]);
  }
  return [...officers].flatMap(([officer, ties]) => {
    const own = { person: officer, verdict: "certain" as const, ties };
    return ground(
      reason,
      [own, ...relativesWithin(r, officer, kin)].flatMap(({ person, verdict, ties: why }) =>
        stands(circle, person).map((stand) => ({
          holder: stand.holder,
          party: person,
          side: stand.holder,
          verdict: both(stand.verdict, verdict),
          evidence: [...why.map((tie) => tieEvidence(r, tie)), ...stand.evidence],
        })),
      ),
    );
  });
}

/** An officer or employee of the listed company, and holders that they control or have entrusted. */
export function ownEnterprises(circle: Circle, reason: ConcertReason): Grounds {
  const { r, subject } = circle;
  const insiders = new Map<number, ResolvedTie[]>();
  const enter = (person: number, tie: ResolvedTie): void => {
    const known = insiders.get(person);
    if (known) known.push(tie);
    else insiders.set(person, [tie]);
  };
  for (const tie of tiesTo(r, subject, OFFICER_KINDS)) enter(tie.from, tie);
  for (const tie of tiesFrom(r, subject, ["employs"])) if (tie.to >= 0) enter(tie.to, tie);
  return [...insiders].flatMap(([person, ties]) => {
    const post = ties.map((tie) => tieEvidence(r, tie));
    const members = [...stands(circle, person), ...entrusted(circle, person)].map((stand) => ({
      holder: stand.holder,
      party: person,
      side: stand.holder,
      verdict: stand.verdict,
      evidence: [...post, ...stand.evidence],
    }));
    return ground(reason, members);
  });
}

/** Holders that hold for a person: nominees of whom it is the principal, trusts that it has settled. */
function entrusted({ r, subject, isHolder }: Circle, person: number): Stand[] {
  const nominees = tiesTo(r, person, ["nominee"])
    .filter((tie) => concerns(tie, subject))
    .map((tie) => ({ holder: tie.from, tie }));
  const trusts = tiesFrom(r, person, ["settlor"]).map((tie) => ({ holder: tie.to, tie }));
  return [...nominees, ...trusts]
    .filter(({ holder }) => isHolder.has(holder) && holder !== person)
    .map(({ holder, tie }) => ({ holder, verdict: "certain", evidence: [tieEvidence(r, tie)] }));
}
