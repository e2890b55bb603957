import { nearestParameter, testOf } from "../../law/law.js";
import { seatsRange } from "../../measures/boardSeats.js";
import { controllersOfEach } from "../../measures/controllersOfEach.js";
import { isNobody, tieEvidence, tiesTo } from "../../measures/evidence.js";
import { participants } from "../../measures/influence.js";
import { add, compare, type Fraction, fraction, ONE } from "../../model/fraction.js";
import { meets, type ShareRange, UNKNOWN_SHARE } from "../../model/share.js";
import type { ResolvedTie } from "../../register/resolve.js";
import { namedHolders } from "../csrc-securities/standing.js";
import { type Conclusion, ofClassification } from "../finding.js";
import type { Rule } from "../rule.js";
import { holdingEvidence, type RuleContext, shareWords } from "../ruleContext.js";
import {
  commandersBy,
  groupsInConcert,
  influenceFacts,
  isOneParty,
  jointVerdict,
  largestCommanders,
  openOfGroup,
  openVotes,
  uppermost,
  votesConclusion,
} from "./commanding.js";

/** Article 84(1): a shareholder with half of the shares or more, by its own holding. */
const halfHolder: Rule = {
  id: "CT-84-1",
  parameter: "CT-84-1",
  severity: "info",
  conclude: (c) =>
    namedHolders(c).flatMap((holder): Conclusion[] => {
      const applies = meets(holder.equity, testOf(c.law("CT-84-1")));
      const verdict = ofClassification(applies);
      if (!verdict) return [];
      const companyLaw = nearestParameter("company-law", "controllingShareholder", c.on);
      const otherwise = meets(holder.equity, testOf(companyLaw)) !== applies;
      return [
        {
          parties: [holder.id],
          verdict,
          measured: holder.equity,
          limb: "equity",
          evidence: [holdingEvidence(c, holder)],
          missing: verdict === "undetermined" ? [{ what: "shares", entity: holder.id }] : [],
          ...(otherwise ? { conflict: companyLaw.article } : {}),
          parameters: { measured: shareWords(holder.equity) },
        },
      ];
    }),
};

/** Article 84(2): whoever directs more than 30 % of the votes, alone or with those in concert. */
const thirtyPercent: Rule = {
  id: "CT-84-2",
  parameter: "CT-84-2",
  severity: "info",
  conclude: (c) => {
    const alone = commandersBy(c, "CT-84-2");
    const parties = alone.map(({ party }) => party);
    const groups = groupsInConcert(c).flatMap((group): Conclusion[] => {
      const { members } = group;
      if (isOneParty(c, group, parties)) return [];
      const votes = c.closure.votes({ of: members, in: c.subject });
      const verdict = votes && jointVerdict(c, votes, "CT-84-2", group.joined);
      if (!votes || !verdict) return [];
      return [
        votesConclusion(c, members, votes, {
          verdict,
          limb: "concert",
          missing: verdict === "undetermined" ? openOfGroup(c, group, votes) : [],
          parameters: { case: "concert" },
        }),
      ];
    });
    return [
      ...alone.map(({ party, votes, verdict }) =>
        votesConclusion(c, [party], votes, {
          verdict: ofClassification(verdict)!,
          missing: verdict === "possible" ? openVotes(c, [party], votes) : [],
        }),
      ),
      ...groups,
    ];
  },
};

/** Seats that a party fills, by itself or through what it controls. */
interface Board {
  readonly party: number;
  readonly seats: ShareRange;
  readonly majority: boolean;
  readonly ties: readonly ResolvedTie[];
}

const capped = (share: Fraction): Fraction => (compare(share, ONE) > 0 ? ONE : share);

function boards(c: RuleContext): Board[] {
  const ties = tiesTo(c.r, c.subject, ["boardSeats", "boardMajority"]).filter(
    ({ from }) => !isNobody(c.r, from),
  );
  const seated = [...new Set(ties.map(({ from }) => from))];
  const above = controllersOfEach(c.closure, seated).map(({ controller }) => controller);
  const parties = [...new Set([...seated, ...above])].filter((party) => party !== c.subject);
  return parties
    .sort((a, b) => c.r.rank[a]! - c.r.rank[b]!)
    .map((party) => {
      const members = new Set([party, ...c.closure.commanded("least", [party], c.subject)]);
      const own = ties.filter(({ from }) => members.has(from));
      const shares = own.filter(({ record }) => record.kind === "boardSeats").map(seatsRange);
      const seats = shares.reduce(
        (sum, share): ShareRange => ({
          ...UNKNOWN_SHARE,
          min: capped(add(sum.min, share.min)),
          max: capped(add(sum.max, share.max)),
        }),
        { ...UNKNOWN_SHARE, max: fraction(0) },
      );
      return { party, seats, majority: own.some(({ record }) => record.kind === "boardMajority"), ties: own };
    });
}

/** Article 84(3): whoever decides by votes who fills half of the board or more. */
const halfOfBoard: Rule = {
  id: "CT-84-3",
  parameter: "CT-84-3",
  severity: "info",
  conclude: (c) => {
    const test = testOf(c.law("CT-84-3"));
    const byBoard = boards(c).flatMap(({ party, seats, majority, ties }): Conclusion[] => {
      const verdict = majority ? "advisory" : ofClassification(meets(seats, test));
      if (!verdict) return [];
      return [
        {
          parties: [c.idOf(party)],
          verdict,
          limb: "board",
          measured: majority ? null : seats,
          evidence: ties.map((tie) => tieEvidence(c.r, tie)),
          missing: verdict === "undetermined" ? [{ what: "boardSeats", entity: c.idOf(party) }] : [],
          parameters: { measured: majority ? "> 1/2" : shareWords(seats) },
        },
      ];
    });
    const said = new Set(byBoard.flatMap(({ parties, verdict }) => (verdict === "advisory" ? parties : [])));
    const byVotes = commandersBy(c, "CT-84-3.votes")
      .filter(({ party }) => !said.has(c.idOf(party)))
      .map(({ party, votes, verdict }) =>
        votesConclusion(c, [party], votes, {
          verdict: ofClassification(verdict)!,
          parameter: c.law("CT-84-3.votes"),
          missing: verdict === "possible" ? openVotes(c, [party], votes) : [],
          parameters: { case: "votes" },
        }),
      );
    const voting = new Set(byVotes.flatMap(({ parties }) => parties));
    const found = [...byBoard.filter(({ parties }) => !voting.has(parties[0]!)), ...byVotes];
    if (found.some(({ verdict }) => verdict === "advisory")) return found;
    const named = new Set(found.flatMap(({ parties }) => parties));
    const largest = largestCommanders(c, "CT-84-4.floor")
      .filter(({ party }) => !named.has(c.idOf(party)))
      .map(({ party, votes }) =>
        votesConclusion(c, [party], votes, {
          verdict: "undetermined",
          parameter: c.law("CT-84-3.votes"),
          missing: [{ what: "boardSeats", entity: c.subjectId }],
          parameters: { case: "votes" },
        }),
      );
    return [...found, ...largest];
  },
};

/** Article 84(4): votes that suffice for a major influence on resolutions. */
const influence: Rule = {
  id: "CT-84-4",
  parameter: "CT-84-4",
  severity: "info",
  conclude: (c) => {
    const deciding = commandersBy(c, "CT-84-4");
    const found = deciding.map(({ party, votes, verdict }) =>
      votesConclusion(c, [party], votes, {
        verdict: ofClassification(verdict)!,
        missing: verdict === "possible" ? [...openVotes(c, [party], votes), ...influenceFacts(c)] : [],
      }),
    );
    if (deciding.some(({ verdict }) => verdict === "certain")) return found;
    const named = new Set(deciding.map(({ party }) => party));
    return [
      ...found,
      ...largestCommanders(c, "CT-84-4.floor")
        .filter(({ party }) => !named.has(party))
        .map(({ party, votes }) =>
          votesConclusion(c, [party], votes, { verdict: "undetermined", missing: influenceFacts(c) }),
        ),
    ];
  },
};

/** Securities Law 65: 30 % reached, alone or together; going on needs an offer to all. */
const offer: Rule = {
  id: "CT-65",
  parameter: "CT-65",
  severity: "medium",
  conclude: (c) => {
    const test = testOf(c.law("CT-65"));
    const reaching = participants(c.closure, c.subject, test).flatMap(({ party }) => {
      const { stake } = c.stakeOf([party]);
      const verdict = meets(stake, test);
      return verdict === "excluded" ? [] : [{ party, stake, verdict }];
    });
    const parties = reaching.map(({ party }) => party);
    const above = uppermost(c, parties);
    const top = reaching.filter(({ party }) => above.has(party));
    const concluded = (
      members: readonly number[],
      stake: ShareRange,
      rest: Partial<Conclusion> & Pick<Conclusion, "verdict">,
    ) =>
      votesConclusion(c, members, stake, {
        limb: "equity",
        missing: rest.verdict === "undetermined" ? openVotes(c, members, stake) : [],
        ...rest,
      });
    return [
      ...top.map(({ party, stake, verdict }) =>
        concluded([party], stake, { verdict: ofClassification(verdict)! }),
      ),
      ...groupsInConcert(c).flatMap((group): Conclusion[] => {
        if (isOneParty(c, group, parties)) return [];
        const { stake } = c.stakeOf(group.members);
        const verdict = jointVerdict(c, stake, "CT-65", group.joined);
        if (!verdict) return [];
        const missing = verdict === "undetermined" ? openOfGroup(c, group, stake) : [];
        const rest = { limb: "concert", missing, parameters: { case: "concert" } };
        return [concluded(group.members, stake, { verdict, ...rest })];
      }),
    ];
  },
};

/** Article 84 of the Takeover Measures, and the line of the mandatory offer. */
export const CONTROL: readonly Rule[] = [halfHolder, thirtyPercent, halfOfBoard, influence, offer];
