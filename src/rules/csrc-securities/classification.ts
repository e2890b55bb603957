import { nearestParameter, testOf } from "../../law/law.js";
import { reasonsBetween } from "../../measures/concertPairs.js";
import { type ConcertSet, type ConcertSets, concertSets } from "../../measures/concertSets.js";
import { controlEvidence, type Known } from "../../measures/evidence.js";
import { equityWatch, heldBy, stakeBetween } from "../../measures/watch.js";
import { compare, equals, type Fraction, ZERO } from "../../model/fraction.js";
import { isExact, meets, type ShareRange, threshold } from "../../model/share.js";
import {
  type Conclusion,
  type FindingEvidence,
  type MissingFact,
  ofClassification,
  reasonEvidence,
} from "../finding.js";
import { ofEach, type Rule } from "../rule.js";
import { type Holder, holdingEvidence, perSubject, type RuleContext, shareWords } from "../ruleContext.js";
import { largestShareholders } from "./largest.js";
import { namedHolders } from "./standing.js";

/**
 * Classes of shareholders (Articles 5 and 42), of the registered shareholder alone. A class that is certain is an
 * advisory, one that is possible is undetermined, and where it is excluded there is no finding (DESIGN §13.25).
 */
const classified = (c: RuleContext, holder: Holder) => ({
  parties: [holder.id],
  measured: holder.equity,
  evidence: [holdingEvidence(c, holder)],
  parameters: { measured: shareWords(holder.equity) },
});

/** What would settle a share that is known in part. */
export function openShares(c: RuleContext, holder: Holder): MissingFact[] {
  const undisclosed = c.r.stakes.equity.undisclosed(c.subject);
  return [
    ...(isExact(holder.equity) ? [] : [{ what: "shares", entity: holder.id }]),
    ...(undisclosed && undisclosed.max.n > 0n ? [{ what: "holders", entity: c.subjectId }] : []),
  ];
}

const possibly = (c: RuleContext, holder: Holder, verdict: string): MissingFact[] =>
  verdict === "undetermined" ? openShares(c, holder) : [];

const controlling: Rule = {
  id: "SC-5-1",
  parameter: "SC-5-1",
  severity: "info",
  conclude: (c: RuleContext) => {
    const commanding = namedHolders(c).map((holder) => ({
      holder,
      votes: c.over.votes(holder.index),
    }));
    const found = commanding.map((one) => byCapital(c, one.holder) ?? byVotes(c, one));
    const certain = found.some((conclusion) => conclusion?.verdict === "advisory");
    const most = certain ? ZERO : greatestVotes(commanding);
    return commanding.flatMap((one, position) => {
      const conclusion = found[position] ?? (certain ? null : byInfluence(c, one, most));
      return conclusion ? [conclusion] : [];
    });
  },
};

interface Commanding {
  readonly holder: Holder;
  /** Part of the castable votes that it commands, by agreement too; null where votes decide nothing. */
  readonly votes: ShareRange | null;
}

/** First limb: the holding itself. The Company Law's figure for the same words differs from 2024-07-01. */
function byCapital(c: RuleContext, holder: Holder): Conclusion | null {
  const applies = meets(holder.equity, testOf(c.law("SC-5-1")));
  const verdict = ofClassification(applies);
  if (!verdict) return null;
  // A possible limb gives way to votes that decide for certain.
  const votes = applies === "certain" ? null : c.over.votes(holder.index);
  if (votes && meets(votes, testOf(c.law("SC-5-1.votes"))) === "certain") return null;
  const companyLaw = nearestParameter("company-law", "controllingShareholder", c.on);
  const otherwise = meets(holder.equity, testOf(companyLaw)) !== applies;
  return {
    ...classified(c, holder),
    verdict,
    limb: "equity",
    missing: possibly(c, holder, verdict),
    ...(otherwise ? { conflict: companyLaw.article } : {}),
  };
}

/** Second limb, where the votes decide by themselves: more than half of those that can be cast. */
function byVotes(c: RuleContext, { holder, votes }: Commanding): Conclusion | null {
  const verdict = votes && ofClassification(meets(votes, testOf(c.law("SC-5-1.votes"))));
  if (!votes || !verdict) return null;
  return voting(c, holder, votes, {
    verdict,
    missing: verdict === "undetermined" ? [...openShares(c, holder), ...influence(c)] : [],
  });
}

const voting = (
  c: RuleContext,
  holder: Holder,
  votes: ShareRange,
  rest: Pick<Conclusion, "verdict" | "missing">,
): Conclusion => ({
  parties: [holder.id],
  ...rest,
  limb: "voting",
  measured: votes,
  parameter: c.law("SC-5-1.votes"),
  evidence: [
    ...controlledHoldings(c, holder),
    // Whose votes it commands by agreement stands in the chain of its control.
    ...(rest.verdict === "advisory" ? [controlEvidence(c.r, holder.index, c.subject, "certain")] : []),
  ],
  parameters: { measured: shareWords(votes), case: "votes" },
});

/** What would have to be known to say whether fewer votes suffice for a significant influence on resolutions. */
const influence = (c: RuleContext): MissingFact[] => [
  { what: "attendance", entity: c.subjectId },
  { what: "dispersion", entity: c.subjectId },
];

const greatestVotes = (commanding: readonly Commanding[]): Fraction =>
  commanding.reduce((most, { votes }) => (votes && compare(votes.min, most) > 0 ? votes.min : most), ZERO);

/**
 * Second limb with half of the votes or less: raised where no class is certain, for whoever commands most or, where
 * votes are known in part, may do so (all who are tied), and not for one who would be a minor shareholder with as much.
 */
function byInfluence(c: RuleContext, { holder, votes }: Commanding, most: Fraction): Conclusion | null {
  if (!votes || votes.max.n === 0n || compare(votes.max, most) < 0) return null;
  if (meets(votes, testOf(c.law("SC-5-2"))) === "excluded") return null;
  return voting(c, holder, votes, {
    verdict: "undetermined",
    missing: [...(isExact(votes) ? [] : openShares(c, holder)), ...influence(c)],
  });
}

const major: Rule = {
  id: "SC-5-2",
  parameter: "SC-5-2",
  severity: "info",
  conclude: (c: RuleContext) => {
    const test = testOf(c.law("SC-5-2"));
    const joint = once(() => jointStakes(c));
    return ofEach(namedHolders(c), (holder): Conclusion | null => {
      const verdict = ofClassification(meets(holder.equity, test));
      if (!verdict) return together(c, holder, joint());
      const overlaps = isExact(holder.equity) && equals(holder.equity.min, threshold(test));
      const conclusion = classified(c, holder);
      return {
        ...conclusion,
        verdict,
        limb: "equity",
        missing: possibly(c, holder, verdict),
        ...(overlaps
          ? {
              notes: ["boundary-overlap"],
              parameters: { ...conclusion.parameters, case: "boundary" },
            }
          : {}),
      };
    });
  },
};

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** What several count for together, where one alone stays below. */
interface JointStake {
  readonly limb: "control" | "concert";
  readonly stake: ShareRange;
  /** Whether those who are counted certainly belong together. */
  readonly joined: Known;
  readonly with: readonly number[];
  /** Why they count together; none where one controls the others. */
  readonly because: () => readonly FindingEvidence[];
}

/** Which holders act in concert, by all reasons that records can tell. */
export const holdersInConcert = perSubject((c) => concertSets(c.r, c.subject, { control: c.closure }));

/** The concert group of each holder: its certain part, and the whole where that is more. */
function jointStakes(c: RuleContext): ReadonlyMap<number, readonly JointStake[]> {
  const watch = equityWatch(c.r, c.subject);
  const found = new Map<number, JointStake[]>();
  const sets = holdersInConcert(c);
  const enter = (set: ConcertSet, members: readonly number[], joined: Known): void => {
    const held = heldBy(watch, members);
    const because = once(() => reasonsOfGroup(sets, set, members));
    const stake = stakeBetween(watch, held, held);
    const one: JointStake = { limb: "concert", stake, joined, with: members, because };
    for (const member of members) {
      const known = found.get(member);
      if (known) known.push(one);
      else found.set(member, [one]);
    }
  };
  for (const set of sets.groups) {
    for (const part of set.certain) enter(set, part, "certain");
    if (set.verdict === "possible") enter(set, set.members, "possible");
  }
  return found;
}

/** The reasons of a group that is small enough to cite: each of its members has a finding of its own. */
function reasonsOfGroup(
  { circle }: ConcertSets,
  set: ConcertSet,
  members: readonly number[],
): readonly FindingEvidence[] {
  return members.length > MEMBERS_SHOWN ? [] : reasonsBetween(circle, set).reasons.map(reasonEvidence);
}

/**
 * A holder below the line alone that reaches it with all it controls, or with those it acts in concert with. The text
 * does not add them up expressly, so that this is only pointed out.
 */
function together(
  c: RuleContext,
  holder: Holder,
  joint: ReadonlyMap<number, readonly JointStake[]>,
): Conclusion | null {
  const control: JointStake = {
    limb: "control",
    stake: c.stakeOf([holder.index]).stake,
    joined: "certain",
    with: [],
    because: () => [],
  };
  const rows = [control, ...(joint.get(holder.index) ?? [])].flatMap((one) => {
    const reached = meets(one.stake, testOf(c.law("SC-5-2")));
    const verdict = ofClassification(reached === "certain" ? one.joined : reached);
    return verdict ? [{ ...one, verdict }] : [];
  });
  const best = rows.find(({ verdict }) => verdict === "advisory") ?? rows[0];
  if (!best) return null;
  return {
    parties: [holder.id],
    verdict: best.verdict,
    limb: best.limb,
    measured: best.stake,
    evidence:
      best.limb === "control"
        ? controlledHoldings(c, holder)
        : [...besides(c, holder, best.with), ...best.because()],
    missing: possibly(c, holder, best.verdict),
    parameters: {
      measured: shareWords(best.stake),
      alone: shareWords(holder.equity),
      case: best.limb,
    },
  };
}

/** Members whose holdings a finding about one of them cites: each member has a finding of its own. */
const MEMBERS_SHOWN = 20;

/** Its own holding, and those of others in its group. */
const besides = (c: RuleContext, holder: Holder, members: readonly number[]): FindingEvidence[] => {
  const others = members.slice(0, MEMBERS_SHOWN).filter((member) => member !== holder.index);
  return [holdingEvidence(c, holder), ...holdingsOf(c, others)];
};

/** Its own holding, and those of registered holders that it controls, in the order of ids. */
function controlledHoldings(c: RuleContext, holder: Holder): FindingEvidence[] {
  const most = c.over.commanded("most", [holder.index]);
  const least = c.over.commanded("least", [holder.index]);
  const others = [...most]
    .filter((member) => member !== holder.index && holdersOf(c).has(member))
    .sort((a, b) => c.r.rank[a]! - c.r.rank[b]!);
  return [
    holdingEvidence(c, holder),
    ...others.flatMap((member) => [
      controlEvidence(c.r, holder.index, member, least.has(member) ? "certain" : "possible"),
      ...holdingsOf(c, [member]),
    ]),
  ];
}

/** Registered holders by entity index. */
export const holdersOf = perSubject(
  (c): ReadonlyMap<number, Holder> => new Map(c.holders().map((holder) => [holder.index, holder])),
);

/** The holdings of registered holders as evidence, in the order of ids. */
export const holdingsOf = (c: RuleContext, members: Iterable<number>): FindingEvidence[] =>
  [...members]
    .sort((a, b) => c.r.rank[a]! - c.r.rank[b]!)
    .flatMap((member) => {
      const holder = holdersOf(c).get(member);
      return holder ? [holdingEvidence(c, holder)] : [];
    });

const minor: Rule = {
  id: "SC-5-3",
  parameter: "SC-5-3",
  severity: "info",
  conclude: (c: RuleContext) =>
    ofEach(namedHolders(c), (holder) => {
      const verdict = ofClassification(meets(holder.equity, testOf(c.law("SC-5-3"))));
      if (!verdict) return null;
      return { ...classified(c, holder), verdict, limb: "equity", missing: possibly(c, holder, verdict) };
    }),
};

const largest: Rule = {
  id: "SC-42",
  parameter: "SC-42",
  severity: "info",
  conclude: (c: RuleContext) =>
    largestShareholders(c).map(({ holder, verdict, tied }): Conclusion => {
      const conclusion = classified(c, holder);
      const found = ofClassification(verdict)!;
      return {
        ...conclusion,
        verdict: found,
        limb: "equity",
        missing: found === "undetermined" ? unsettled(c, holder) : [],
        ...(tied ? { notes: ["tie"], parameters: { ...conclusion.parameters, case: "tie" } } : {}),
      };
    }),
};

/** Shares whose disclosure could settle who holds most: its own, or else those of the others. */
function unsettled(c: RuleContext, holder: Holder): MissingFact[] {
  const own = openShares(c, holder);
  return own.length > 0 ? own : [{ what: "shares", entity: c.subjectId }];
}

/** SC-5-1 … SC-5-3. */
export const CLASSIFICATION: readonly Rule[] = [controlling, major, minor];
/** SC-42, the last article of the classes. */
export const LARGEST: readonly Rule[] = [largest];
