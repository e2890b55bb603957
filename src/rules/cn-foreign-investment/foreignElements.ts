import type { ForeignParty } from "../../determinations/foreignInfluence.js";
import { policy, testOf } from "../../law/law.js";
import { isTerminal } from "../../measures/coverage.js";
import type { Evidence } from "../../measures/evidence.js";
import { meets } from "../../model/share.js";
import { holdersOf, holdingsOf } from "../csrc-securities/classification.js";
import type { Conclusion, FindingEvidence, FindingVerdict } from "../finding.js";
import {
  influenceOn,
  missingOf,
  pathEvidence,
  placeOf,
  rightsOf,
  rowsOf,
  stakeWords,
  totalOf,
} from "../foreignExposure.js";
import type { Rule } from "../rule.js";
import { type RuleContext, shareWords } from "../ruleContext.js";

const ID = "cn-foreign-investment";

/** Information, never a breach: what is certain is advisory, what may be so is undetermined. */
const verdictFor = (party: ForeignParty, certain: boolean): FindingVerdict =>
  certain && party.standing !== "unknown" ? "advisory" : "undetermined";

const partiesOf = (c: RuleContext): readonly ForeignParty[] => influenceOn(c, ID).parties;

/** Article 2: any part, direct or through others. */
const investors: Rule = {
  id: "FI-2",
  parameter: "FI-2",
  severity: "info",
  conclude: (c) =>
    partiesOf(c).flatMap((party): Conclusion[] => {
      const has = meets(party.share, testOf(c.law("FI-2")));
      if (has === "excluded") return [];
      return [
        {
          parties: [party.id],
          verdict: verdictFor(party, has === "certain"),
          measured: party.share,
          evidence: pathEvidence(c, party),
          missing: [
            ...missingOf(party),
            ...(has === "possible" ? [{ what: "shares" as const, entity: party.id }] : []),
          ],
          parameters: {
            case: party.standing,
            jurisdiction: placeOf(party),
            measured: shareWords(party.share),
            stake: stakeWords(party),
          },
        },
      ];
    }),
};

const together: Rule = {
  id: "FI-2t",
  parameter: "FI-2t",
  severity: "info",
  conclude: (c) => [totalOf(c, ID, testOf(c.law("FI-2t")))],
};

/** Control by votes, agreements or posts, whatever the share. */
const control: Rule = {
  id: "FI-2c",
  parameter: "FI-2c",
  severity: "info",
  conclude: (c) =>
    partiesOf(c).flatMap((party): Conclusion[] => {
      const { controller } = party;
      if (party.control === "excluded" || !controller) return [];
      return [
        {
          parties: [party.id],
          verdict: verdictFor(party, party.control === "certain" && controller.id === party.id),
          measured: c.stakeOf([party.index]).stake,
          evidence: controller.chain.map(({ from, to, votes }) => ({
            kind: "control",
            from,
            to,
            ...(votes ? { share: votes } : {}),
            records: rowsOf(c, c.r.index.get(from)!, c.r.index.get(to)!),
          })),
          missing: missingOf(party),
          parameters: { jurisdiction: placeOf(party), measured: stakeWords(party) },
        },
      ];
    }),
};

const board: Rule = {
  id: "FI-2b",
  parameter: "FI-2b",
  severity: "info",
  conclude: (c) =>
    partiesOf(c)
      .filter((party) => party.board.length > 0)
      .map((party) => ({
        parties: [party.id],
        verdict: verdictFor(party, true),
        measured: party.seats,
        evidence: party.board,
        missing: missingOf(party),
        parameters: { jurisdiction: placeOf(party), seats: rightsOf({ ...party, contracts: [] }) },
      })),
};

const contracts: Rule = {
  id: "FI-2v",
  parameter: "FI-2v",
  severity: "info",
  conclude: (c) =>
    partiesOf(c)
      .filter((party) => party.contracts.length > 0)
      .map((party) => ({
        parties: [party.id],
        verdict: verdictFor(party, true),
        evidence: party.contracts.flatMap((contract) => [...controlOf(party, contract), contract]),
        missing: missingOf(party),
        parameters: { jurisdiction: placeOf(party) },
      })),
};

/** The control by which a contract of another is a party's own. */
const controlOf = ({ id }: ForeignParty, { from, verdict }: Evidence): FindingEvidence[] =>
  from === id ? [] : [{ kind: "control", from: id, to: from, ...(verdict ? { verdict } : {}), records: [] }];

/** Beyond this many holders the rest is only counted. */
const HOLDERS_SHOWN = 200;

/** The holders of the subject, on whom the structure rests. */
const structureOf = (c: RuleContext) => ({
  evidence: holdingsOf(c, [...holdersOf(c).keys()].slice(0, HOLDERS_SHOWN)),
  ...(holdersOf(c).size > HOLDERS_SHOWN ? { notes: ["evidence-cut" as const] } : {}),
});

/** Item (7) of the Opinions of 2018: all beneficiaries can be named only where the structure is known to its ends. */
const disclosure: Rule = {
  id: "CO-7",
  parameter: "CO-7",
  severity: "info",
  conclude: (c) => {
    const { coverage, parts } = c.coverageOf(c.subject);
    const whole = meets(coverage, testOf(c.law("CO-7")));
    const terminal = policy();
    const ends = c.measure
      .upstream(c.subject)
      .filter((party) => isTerminal(c.r, terminal, party, { subject: c.subject, company: c.subject }));
    const open = (Object.keys(parts) as (keyof typeof parts)[]).filter((part) => parts[part].max.n > 0n);
    return [
      {
        parties: [],
        verdict: whole === "certain" ? "clear" : "undetermined",
        measured: coverage,
        ...structureOf(c),
        missing: open.length > 0 ? [{ what: "holders", entity: c.subjectId }] : [],
        parameters: { measured: shareWords(coverage), beneficiaries: String(ends.length) },
      },
    ];
  },
};

export const FOREIGN_ELEMENTS: readonly Rule[] = [investors, together, control, board, contracts, disclosure];
