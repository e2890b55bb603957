import type { ForeignParty } from "../../determinations/foreignInfluence.js";
import { figureOf, testOf } from "../../law/law.js";
import { compare, toNumber } from "../../model/fraction.js";
import { meets } from "../../model/share.js";
import type { Conclusion } from "../finding.js";
import {
  influenceOn,
  missingOf,
  pathEvidence,
  placeOf,
  rightsOf,
  stakeWords,
  totalOf,
} from "../foreignExposure.js";
import type { Rule } from "../rule.js";
import { factEvidence, figureOfFact, shareWords } from "../ruleContext.js";

const ID = "cn-cyber-review";
const USERS = "usersOfPersonalInformation";
/** Where the enterprise plans to list: a country, as ISO 3166 has it. */
const PLANNED = "plannedListing";

/** Article 7: the operator of a platform with more users than the law names applies before it lists abroad. */
const users: Rule = {
  id: "CR-7",
  parameter: "CR-7",
  severity: "info",
  conclude: (c) => {
    const found = figureOfFact(c, c.subject, USERS);
    if (!found) {
      return [{ parties: [], verdict: "undetermined", missing: [{ what: USERS, entity: c.subjectId }] }];
    }
    const { figure, evidence } = found;
    const planned = c.fact(c.subject, PLANNED);
    const place = planned ? String(planned.record.value).toUpperCase() : "";
    const common = {
      parties: [],
      measured: toNumber(figure),
      evidence: [evidence, ...(planned ? [factEvidence(c, planned)] : [])],
    };
    const parameters = { users: String(toNumber(figure)), place };
    if (compare(figure, figureOf(c.law("CR-7"))) <= 0) return [{ ...common, verdict: "clear", parameters }];
    const home = c.law("home").value as readonly string[];
    if (home.includes(place))
      return [{ ...common, verdict: "clear", parameters: { ...parameters, case: "home" } }];
    const reading = c.law("CR-7.notAbroad");
    if ((reading.value as readonly string[]).includes(place)) {
      const doubtful = { ...parameters, case: "notAbroad" };
      return [{ ...common, verdict: "undetermined", parameter: reading, parameters: doubtful }];
    }
    const missing = planned ? [] : [{ what: PLANNED, entity: c.subjectId }];
    return [{ ...common, verdict: "advisory", missing, parameters }];
  },
};

/** States and their bodies abroad, by every way: no share is named, so each is shown. */
const governments: Rule = {
  id: "CR-10g",
  parameter: "CR-10g",
  severity: "info",
  conclude: (c) =>
    influenceOn(c, ID)
      .parties.filter(({ government }) => government)
      .map((party): Conclusion => {
        const { contracts, board, standing } = party;
        // A figure that may be nothing proves no presence; rights that are certain do.
        const isThere = meets(party.share, { moreThan: "0" }) === "certain" || isCertain(party);
        return {
          parties: [party.id],
          verdict: standing === "foreign" && isThere ? "advisory" : "undetermined",
          measured: party.share,
          evidence: [...pathEvidence(c, party), ...board, ...contracts],
          missing: [...missingOf(party), ...(isThere ? [] : [{ what: "shares" as const, entity: party.id }])],
          parameters: {
            jurisdiction: placeOf(party),
            measured: shareWords(party.share),
            stake: stakeWords(party),
            rights: rightsWords(party),
          },
        };
      }),
};

const exposure: Rule = {
  id: "CR-10f",
  parameter: "CR-10f",
  severity: "info",
  conclude: (c) => [totalOf(c, ID, testOf(c.law("CR-10f")))],
};

/** Rights besides equity, of governments and others alike. */
const rights: Rule = {
  id: "CR-10c",
  parameter: "CR-10c",
  severity: "info",
  conclude: (c) =>
    influenceOn(c, ID)
      .parties.filter(hasRights)
      .map((party): Conclusion => {
        const possible = party.standing === "unknown" || !isCertain(party);
        return {
          parties: [party.id],
          verdict: possible ? "undetermined" : "advisory",
          ...(party.stake ? { measured: party.stake.stake } : {}),
          evidence: [...party.board, ...party.contracts],
          missing: missingOf(party),
          parameters: { jurisdiction: placeOf(party), rights: rightsWords(party) },
        };
      }),
};

const hasRights = ({ control, board, contracts }: ForeignParty): boolean =>
  control !== "excluded" || board.length > 0 || contracts.length > 0;

const isCertain = ({ control, controller, id, board, contracts }: ForeignParty): boolean =>
  (control === "certain" && controller?.id === id) || board.length > 0 || contracts.length > 0;

const rightsWords = (party: ForeignParty): string =>
  [
    ...(party.control === "excluded" ? [] : ["control"]),
    ...(rightsOf(party) === "" ? [] : [rightsOf(party)]),
  ].join(", ") || "–";

export const CYBER_REVIEW: readonly Rule[] = [users, governments, exposure, rights];
