import { testOf } from "../../law/law.js";
import { seatsOf } from "../../measures/boardSeats.js";
import { controlEvidence, tieEvidence } from "../../measures/evidence.js";
import { influencers } from "../../measures/influence.js";
import { compare, divide, least, ONE, sum, ZERO } from "../../model/fraction.js";
import { exactShare, isExact, meets, readShare, type ShareRange } from "../../model/share.js";
import {
  commandEvidence,
  commandersBy,
  influenceFacts,
  largestCommanders,
  openVotes,
  votesConclusion,
} from "../cn-takeover/commanding.js";
import { namedHolders } from "../csrc-securities/standing.js";
import { type Conclusion, ofClassification } from "../finding.js";
import { factsNamed } from "../recordedFacts.js";
import type { Rule } from "../rule.js";
import { factEvidence, type RuleContext, shareWords } from "../ruleContext.js";

/** B35: the majority of the votes. */
const majority: Rule = {
  id: "IF-10-1",
  parameter: "IF-10-1",
  severity: "info",
  conclude: (c) =>
    commandersBy(c, "IF-10-1").map(({ party, votes, verdict }) =>
      votesConclusion(c, [party], votes, {
        verdict: ofClassification(verdict)!,
        missing: verdict === "possible" ? openVotes(c, [party], votes) : [],
      }),
    ),
};

const BY_VOTES: ReadonlySet<string> = new Set([
  "votes",
  "votingProxy",
  "nominee",
  "concertAgreement",
  "jointHolder",
]);

/** B15: rights other than votes, alone or together. */
const otherRights: Rule = {
  id: "IF-10-3",
  parameter: "IF-10-3",
  severity: "info",
  conclude: (c) =>
    c.controllersOf(c.subject).flatMap(({ id, members, basis, verdict }): Conclusion[] => {
      if (BY_VOTES.has(basis) || basis === "kinship") return [];
      const parties = members ?? [id];
      const indices = parties.map((party) => c.r.index.get(party)!);
      return [
        {
          parties,
          verdict: ofClassification(verdict)!,
          limb: basis,
          evidence: indices.map((party) => controlEvidence(c.r, party, c.subject, verdict)),
          missing: verdict === "possible" ? [{ what: "control", entity: c.subjectId }] : [],
          parameters: { basis },
        },
      ];
    }),
};

/** B41 to B46: size of the holding against the size and dispersion of the others. Never more than an advisory. */
const deFacto: Rule = {
  id: "IF-10-2",
  parameter: "IF-10-2",
  severity: "info",
  conclude: (c) => {
    if (c.controllersOf(c.subject).some(({ verdict }) => verdict === "certain")) return [];
    return largestCommanders(c, "IF-10-2.floor").flatMap(
      ({ party, votes }) => deFactoOf(c, party, votes) ?? [],
    );
  },
};

function deFactoOf(c: RuleContext, party: number, votes: ShareRange): Conclusion | null {
  const attended = attendance(c);
  if (attended) {
    const decides = meets(
      exactShare(least(divide(votes.min, attended.share), ONE)),
      testOf(c.law("IF-10-1")),
    );
    return votesConclusion(c, [party], votes, {
      verdict: decides === "certain" ? "advisory" : "clear",
      evidence: [...commandEvidence(c, [party]), attended.evidence],
      missing: decides === "certain" ? [{ what: "dispersion", entity: c.subjectId }] : [],
      parameters: { case: "attendance", attendance: shareWords(exactShare(attended.share)) },
    });
  }
  const others = otherVotes(c, party);
  const [first, second] = others;
  const outvoted = first && second && compare(sum([first, second]), votes.max) > 0;
  if (outvoted) return votesConclusion(c, [party], votes, { verdict: "clear" });
  const outweighs = isExact(votes) && compare(votes.min, sum(others)) > 0 && hasPublic(c);
  return votesConclusion(c, [party], votes, {
    verdict: outweighs ? "advisory" : "undetermined",
    missing: influenceFacts(c),
  });
}

/** The votes of each other named holder whom the party does not control, largest first. */
function otherVotes(c: RuleContext, party: number) {
  const own = new Set([party, ...c.closure.commanded("most", [party], c.subject)]);
  const { voting } = c.r.stakes;
  const found = [];
  for (let stake = voting.start[c.subject]!; stake < voting.start[c.subject + 1]!; stake += 1) {
    const holder = voting.holder[stake]!;
    if (holder === c.subject || own.has(holder) || isPublic(c, holder)) continue;
    found.push(voting.share(stake).max);
  }
  return found.sort((a, b) => compare(b, a));
}

const isPublic = (c: RuleContext, holder: number): boolean =>
  ["dispersed", "clearingNominee"].includes(c.r.entities[holder]!.kind);

/** Whether part of the votes is recorded as dispersed. */
const hasPublic = (c: RuleContext): boolean => c.holders().length > namedHolders(c).length;

/** The recorded attendance at general meetings, as a part of all votes. */
function attendance(c: RuleContext) {
  const fact = factsNamed(c.r, c.subject, "attendance").at(-1);
  const read = fact && typeof fact.record.value !== "boolean" ? readShare(fact.record.value).range : null;
  if (!fact || !read || !isExact(read) || compare(read.min, ZERO) <= 0) return null;
  return { share: read.min, evidence: factEvidence(c, fact) };
}

/** IAS 28.5: significant influence presumed from 20 % of the votes; seats on the board without that leave it open. */
const significantInfluence: Rule = {
  id: "IF-10-4",
  parameter: "IF-10-4",
  severity: "info",
  conclude: (c) => {
    const test = testOf(c.law("IF-10-4"));
    const controlling = new Set(
      c
        .controllersOf(c.subject)
        .filter(({ verdict }) => verdict === "certain")
        .flatMap(({ id, members }) => members ?? [id]),
    );
    return influencers(c.closure, c.subject, test)
      .filter(({ party }) => !controlling.has(c.idOf(party)))
      .map(({ party }) => {
        const votes = c.over.votes(party) ?? exactShare(ZERO);
        const passes = meets(votes, test);
        return votesConclusion(c, [party], votes, {
          verdict: passes === "certain" ? "advisory" : "undetermined",
          limb: passes === "excluded" ? "board" : "voting",
          evidence: [
            ...commandEvidence(c, [party]),
            ...seatsOf(c.r, party, c.subject).map((tie) => tieEvidence(c.r, tie)),
          ],
          missing:
            passes === "possible"
              ? openVotes(c, [party], votes)
              : passes === "excluded"
                ? [{ what: "boardSeats", entity: c.idOf(party) }]
                : [],
        });
      });
  },
};

export const IFRS_CONTROL: readonly Rule[] = [majority, deFacto, otherRights, significantInfluence];
