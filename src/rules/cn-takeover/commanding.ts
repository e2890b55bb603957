import { presumptionFigures } from "../../determinations/concertAction.js";
import { testOf } from "../../law/law.js";
import { DEFAULT_REASONS, LISTED_REASONS } from "../../measures/concertReasons.js";
import { type ConcertSet, concertSets } from "../../measures/concertSets.js";
import { controlEvidence, type Known, tieEvidence, tiesTo } from "../../measures/evidence.js";
import { type Commander, commanders } from "../../measures/influence.js";
import { compare, equals, ZERO } from "../../model/fraction.js";
import { isExact, meets, type ShareRange } from "../../model/share.js";
import type { ResolvedTie } from "../../register/resolve.js";
import { holdersOf, holdingsOf } from "../csrc-securities/classification.js";
import type { Conclusion, FindingEvidence, MissingFact } from "../finding.js";
import { type RuleContext, shareWords } from "../ruleContext.js";

/** Parties whose part of the castable votes passes a parameter's test. */
export const commandersBy = (c: RuleContext, parameter: string): Commander[] =>
  commanders(c.closure, c.subject, testOf(c.law(parameter)));

/** What a party commands the votes with: its holdings, and the holders that it controls. */
export function commandEvidence(c: RuleContext, parties: readonly number[]): FindingEvidence[] {
  const most = c.closure.commanded("most", parties, c.subject);
  const least = c.closure.commanded("least", parties, c.subject);
  const members = [...new Set([...parties, ...most])];
  const holders = members.filter((member) => holdersOf(c).has(member));
  const forThem = entrustedTo(c, members);
  return [
    ...holders
      .filter((member) => !parties.includes(member) && parties.length === 1)
      .map((member) => controlEvidence(c.r, parties[0]!, member, least.has(member) ? "certain" : "possible")),
    ...forThem.map((tie) => tieEvidence(c.r, tie)),
    ...holdingsOf(c, new Set([...holders, ...forThem.map(({ from }) => from)])),
  ];
}

/** Ties by which registered holders hold, or vote, for the members: at first hand or through others. */
function entrustedTo(c: RuleContext, members: readonly number[]): ResolvedTie[] {
  const reached = new Set(members);
  const found: ResolvedTie[] = [];
  for (const member of reached) {
    for (const tie of tiesTo(c.r, member, ["nominee", "votingProxy"])) {
      if (tie.subject >= 0 && tie.subject !== c.subject) continue;
      found.push(tie);
      reached.add(tie.from);
    }
  }
  return found.filter(({ from }) => holdersOf(c).has(from));
}

/** What would settle votes that are known in part. */
export const openVotes = (c: RuleContext, parties: readonly number[], votes: ShareRange): MissingFact[] =>
  isExact(votes) ? [] : parties.map((party) => ({ what: "shares", entity: c.idOf(party) }));

/** What data does not say of meetings. */
export const influenceFacts = (c: RuleContext): MissingFact[] => [
  { what: "attendance", entity: c.subjectId },
  { what: "dispersion", entity: c.subjectId },
];

/** A conclusion about votes that parties command. */
export const votesConclusion = (
  c: RuleContext,
  parties: readonly number[],
  votes: ShareRange,
  rest: Pick<Conclusion, "verdict"> & Partial<Conclusion>,
): Conclusion => ({
  parties: parties.map((party) => c.idOf(party)),
  measured: votes,
  limb: "voting",
  evidence: commandEvidence(c, parties),
  ...rest,
  parameters: { measured: shareWords(votes), ...rest.parameters },
});

/** Parties whom no other of them certainly controls; of those who control each other, all. */
export function uppermost(c: RuleContext, parties: readonly number[]): ReadonlySet<number> {
  const controls = (from: number, to: number): boolean => c.closure.controls({ from, to }) === "certain";
  return new Set(
    parties.filter(
      (party) =>
        !parties.some((other) => other !== party && controls(other, party) && !controls(party, other)),
    ),
  );
}

/** Those who command most for certain, all who are tied; nobody where all votes may be nobody's. */
export function largestCommanders(c: RuleContext, floor: string): Commander[] {
  const all = commandersBy(c, floor);
  const most = all.reduce((best, { votes }) => (compare(votes.min, best) > 0 ? votes.min : best), ZERO);
  if (most.n === 0n) return [];
  const first = all.filter(({ votes }) => equals(votes.min, most));
  // A shell and its owner command the same: who is controlled gives way to who controls.
  const above = uppermost(
    c,
    first.map(({ party }) => party),
  );
  return first.filter(({ party }) => above.has(party));
}

/** Parties of the subject in concert, with what they are together. */
export interface InConcert {
  readonly members: readonly number[];
  readonly joined: Known;
}

const known = new WeakMap<RuleContext, readonly InConcert[]>();

/** Concert groups among the holders, by every reason: certain parts, and whole groups where they are only possible. */
export function groupsInConcert(c: RuleContext): readonly InConcert[] {
  const found = known.get(c);
  if (found) return found;
  const sets = concertSets(c.r, c.subject, {
    control: c.closure,
    reasons: [...DEFAULT_REASONS, ...LISTED_REASONS],
    figures: presumptionFigures(c.on),
  });
  const groups = sets.groups.flatMap(({ members, verdict, certain }: ConcertSet): InConcert[] => [
    ...certain.map((part) => ({ members: part, joined: "certain" as const })),
    ...(verdict === "possible" ? [{ members, joined: "possible" as const }] : []),
  ]);
  known.set(c, groups);
  return groups;
}

/** Whether somebody certainly controls all of a group, so that it is no more than that party. */
export const isOneParty = (c: RuleContext, { members }: InConcert, parties: readonly number[]): boolean =>
  parties.some((party) => {
    const own = c.closure.commanded("least", [party]);
    return members.every((member) => member === party || own.has(member));
  });

/** What would settle what a group has together: whether it is one, and shares that are known in part. */
export const openOfGroup = (
  c: RuleContext,
  { members, joined }: InConcert,
  share: ShareRange,
): MissingFact[] => [
  ...(joined === "certain" ? [] : [{ what: "concert" as const, entity: c.subjectId }]),
  ...openVotes(c, members, share),
];

/** A test of what is together, as surely as it is together. */
export function jointVerdict(c: RuleContext, share: ShareRange, parameter: string, joined: Known) {
  const passes = meets(share, testOf(c.law(parameter)));
  return passes === "excluded"
    ? null
    : passes === "certain" && joined === "certain"
      ? "advisory"
      : "undetermined";
}
