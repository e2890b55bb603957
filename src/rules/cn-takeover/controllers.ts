import { actualControllers } from "../../determinations/actualControllers.js";
import { nearestParameter, testOf } from "../../law/law.js";
import { controlEvidence, tieEvidence, tiesTo } from "../../measures/evidence.js";
import { kinDegrees, type Relative, relativesWithin } from "../../measures/kinDegree.js";
import { meets } from "../../model/share.js";
import { stakeOf } from "../../register/stakeTable.js";
import { holdersOf, holdingsOf } from "../csrc-securities/classification.js";
import { type Conclusion, ofClassification } from "../finding.js";
import type { Rule } from "../rule.js";
import { type RuleContext, shareWords } from "../ruleContext.js";
import {
  commandEvidence,
  commandersBy,
  influenceFacts,
  largestCommanders,
  openVotes,
  votesConclusion,
} from "./commanding.js";

const COMPANY_LAW = "company-law";

const verdictOf = (known: "certain" | "possible") => ofClassification(known)!;

/** Company Law: the controlling shareholder, under the text in force on the day. */
const controllingShareholder: Rule = {
  id: "CT-CL-2",
  parameter: "CT-CL-2",
  severity: "info",
  conclude: (c) =>
    actualControllers(c.r, { subject: c.subjectId }).controllingShareholders.map(
      ({ id, verdict, basis, verified }): Conclusion => {
        const holder = c.r.index.get(id)!;
        const share = c.r.stakes.equity.share(stakeOf(c.r.stakes.equity, holder, c.subject)!);
        const byCapital = basis === "capital";
        const measured = byCapital ? share : (c.over.votes(holder) ?? share);
        return {
          parties: [id],
          verdict: verdictOf(verdict),
          limb: byCapital ? "equity" : "voting",
          measured,
          parameter: nearestParameter(
            COMPANY_LAW,
            byCapital ? "controllingShareholder" : "controllingShareholder.votes",
            c.on,
          ),
          unverified: !verified,
          evidence: holdingsOf(c, [holder]),
          missing: verdict === "possible" ? [{ what: "shares", entity: id }] : [],
          parameters: { measured: shareWords(measured), ...(byCapital ? {} : { case: "votes" }) },
        };
      },
    ),
};

/** Company Law: the actual controller, alone or several together. */
const actualController: Rule = {
  id: "CT-CL-3",
  parameter: "CT-CL-3",
  severity: "info",
  conclude: (c) => {
    const { actualControllers: rows, missing } = actualControllers(c.r, { subject: c.subjectId });
    const open = missing.map(({ entity, tie }) => ({ what: tie as string, entity }));
    if (rows.length === 0) {
      return [
        {
          parties: [],
          verdict: "undetermined",
          missing: [...open, ...influenceFacts(c)],
          parameters: { case: "none" },
        },
      ];
    }
    return rows.map(({ id, members, basis, verdict, verified }): Conclusion => {
      const parties = members ?? [id];
      const indices = parties.map((party) => c.r.index.get(party)!);
      const { stake } = c.stakeOf(indices);
      return {
        parties,
        verdict: verdictOf(verdict),
        limb: basis,
        measured: stake,
        unverified: !verified,
        evidence: [
          ...indices
            .filter((party) => !members && !holdersOf(c).has(party))
            .map((party) => controlEvidence(c.r, party, c.subject, verdict)),
          ...commandEvidence(c, indices),
        ],
        missing: verdict === "possible" ? [...open, { what: "control", entity: c.subjectId }] : open,
        parameters: { measured: shareWords(stake), ...(members ? { case: "joint" } : {}) },
      };
    });
  },
};

/** Rows of several who control only together. */
const jointRows = (c: RuleContext) =>
  c
    .controllersOf(c.subject)
    .flatMap(({ members, basis, verdict }) =>
      members ? [{ members: members.map((id) => c.r.index.get(id)!), basis, verdict }] : [],
    );

/** Joint control: each must have or direct votes, and a document must say so without an end in sight. */
const jointControl: Rule = {
  id: "CT-CHG-2",
  parameter: "CT-CHG-2",
  severity: "medium",
  conclude: (c) =>
    jointRows(c).map(({ members, basis, verdict: together }): Conclusion => {
      const without = members.filter((member) => {
        const votes = c.over.votes(member);
        return votes !== null && votes.max.n === 0n;
      });
      const signed = members.flatMap((member) => agreementsWith(c, member));
      const ending = signed.filter(({ record }) => record.end !== undefined);
      const documented = basis !== "kinship" && (signed.length > 0 || basis !== "concertAgreement");
      const missing = [
        ...(together === "possible" ? [{ what: "control", entity: c.subjectId }] : []),
        ...(documented ? [] : [{ what: "agreement", entity: c.subjectId }]),
        ...ending.map(({ from }) => ({ what: "agreementAfterEnd", entity: c.idOf(from) })),
      ];
      const { stake } = c.stakeOf(members);
      return {
        parties: members.map((member) => c.idOf(member)),
        verdict: without.length > 0 ? "breach" : missing.length > 0 ? "undetermined" : "clear",
        limb: without.length > 0 ? "voting" : basis,
        measured: stake,
        evidence: [...signed.map((tie) => tieEvidence(c.r, tie)), ...commandEvidence(c, members)],
        missing,
        parameters: {
          measured: shareWords(stake),
          without: without.map((member) => c.idOf(member)).join(", "),
        },
      };
    }),
};

const agreementsWith = (c: RuleContext, party: number) =>
  c.r.ties.filter(
    ({ record, from, to, subject }) =>
      record.kind === "concertAgreement" &&
      record.rebutted !== true &&
      (from === party || to === party) &&
      (subject < 0 || subject === c.subject),
  );

/** Without a certain controller, a single one with 30 % of the votes is presumed to control. */
const presumed: Rule = {
  id: "CT-CHG-3",
  parameter: "CT-CHG-3",
  severity: "info",
  conclude: (c) => {
    const rows = c.controllersOf(c.subject);
    if (rows.some(({ verdict }) => verdict === "certain")) return [];
    const largest = new Set(largestCommanders(c, "CT-84-4.floor").map(({ party }) => party));
    return commandersBy(c, "CT-CHG-3")
      .filter(({ party }) => largest.has(party))
      .map(({ party, votes, verdict }) =>
        votesConclusion(c, [party], votes, {
          verdict: largest.size > 1 ? "undetermined" : verdictOf(verdict),
          missing: [...openVotes(c, [party], votes), ...influenceFacts(c)],
          ...(largest.size > 1 ? { notes: ["tie"] as const } : {}),
        }),
      );
  },
};

/** Spouses and lineal kin of an actual controller who hold 5 % or have an executive post: to be explained. */
const kin: Rule = {
  id: "CT-CHG-4",
  parameter: "CT-CHG-4",
  severity: "medium",
  conclude: (c) => {
    const rows = c.controllersOf(c.subject).filter(({ ultimate }) => ultimate);
    const controllers = new Set(
      rows.flatMap(({ id, members }) => members ?? [id]).map((id) => c.r.index.get(id)!),
    );
    const certainly = new Set(
      rows
        .filter(({ verdict, basis }) => verdict === "certain" && basis !== "kinship")
        .flatMap(({ id, members }) => members ?? [id])
        .map((id) => c.r.index.get(id)!),
    );
    const degrees = kinDegrees(c.law("CT-CHG-4.kin").value);
    const found = new Map<number, Relative>();
    for (const controller of controllers) {
      for (const relative of relativesWithin(c.r, controller, degrees)) {
        if (!certainly.has(relative.person) && !found.has(relative.person))
          found.set(relative.person, relative);
      }
    }
    return [...found.values()]
      .sort((a, b) => c.r.rank[a.person]! - c.r.rank[b.person]!)
      .flatMap((relative) => ofRelative(c, relative) ?? []);
  },
};

function ofRelative(c: RuleContext, { person, ties }: Relative): Conclusion | null {
  const { stake } = c.stakeOf([person]);
  const holds = meets(stake, testOf(c.law("CT-CHG-4")));
  const posts = tiesTo(c.r, c.subject, ["director", "seniorManager"]).filter(({ from }) => from === person);
  const verdict = holds === "certain" || posts.length > 0 ? "advisory" : ofClassification(holds);
  if (!verdict) return null;
  return {
    parties: [c.idOf(person)],
    verdict,
    limb: holds === "certain" || posts.length === 0 ? "equity" : "post",
    measured: stake,
    evidence: [...[...ties, ...posts].map((tie) => tieEvidence(c.r, tie)), ...commandEvidence(c, [person])],
    missing: verdict === "undetermined" ? [{ what: "shares", entity: c.idOf(person) }] : [],
    parameters: { measured: shareWords(stake) },
  };
}

/** Company Law 265 (216 before 2024-07-01). */
export const BY_COMPANY_LAW: readonly Rule[] = [controllingShareholder, actualController];
/** Opinions No. 17 on joint controllers, presumed controllers and their kin. */
export const BY_OPINIONS: readonly Rule[] = [jointControl, presumed, kin];
