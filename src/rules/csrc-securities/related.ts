import { type RelatedParty, relatedParties } from "../../determinations/relatedParties.js";
import { type Evidence, isNobody, stakeEvidence, tieEvidence, tiesFrom } from "../../measures/evidence.js";
import { type Entity, entity, LISTINGS, type Origin, TIE_KINDS } from "../../model/dataset.js";
import { columnsOf, registerLike } from "../../register/bulkRegister.js";
import { listOver } from "../../register/listOver.js";
import type { ResolvedTie } from "../../register/resolve.js";
import { stakeOf } from "../../register/stakeTable.js";
import type { Conclusion } from "../finding.js";
import type { Rule } from "../rule.js";
import { type Holder, holdingEvidence, perSubject, type RuleContext } from "../ruleContext.js";
import { smallTradedHolder } from "./standing.js";

/** Articles 26 and 28: whom the company must verify and follow, and whom it manages as its own related parties. */

const DEFINITION = "csrc-securities";
const ENTITY_FIELDS = Object.keys(entity.shape) as (keyof Entity)[];

const kinds: ReadonlySet<string> = new Set(TIE_KINDS);
const HELD: ReadonlySet<string> = new Set(["shareholder", "controllingShareholder", "ultimateHolder"]);
const JOINED: Readonly<Record<string, Evidence["kind"]>> = {
  concert: "concertAgreement",
  principal: "nominee",
  actualController: "control",
  controller: "control",
  controls: "control",
  commonControl: "control",
};

const kindOf = (relation: string): Evidence["kind"] =>
  HELD.has(relation)
    ? "holding"
    : (JOINED[relation] ?? (kinds.has(relation) ? (relation as Evidence["kind"]) : "otherRelation"));

/** The shortest reasons of a party as evidence: the party, and whom it is related to. */
const reasonEvidence = (c: RuleContext, { id, reasons }: RelatedParty): Evidence[] =>
  reasons.map(({ relation, via, verdict }) => {
    const to = via.at(-1) ?? c.subjectId;
    const kind = kindOf(relation);
    return { kind, from: id, to, verdict, records: recordsOf(c, kind, id, to) };
  });

/** The rows that say what holds between two parties, whichever of them the row names first. */
function recordsOf(c: RuleContext, kind: Evidence["kind"], one: string, other: string): readonly Origin[] {
  const [a, b] = [c.r.index.get(one), c.r.index.get(other)];
  if (a === undefined || b === undefined || kind === "control" || kind === "contribution") return [];
  if (kind === "holding") {
    const stake = stakeOf(c.r.stakes.equity, a, b) ?? stakeOf(c.r.stakes.equity, b, a);
    return stake === null ? [] : stakeEvidence(c.r, stake, "holding").records;
  }
  const between = (from: number, to: number): ResolvedTie[] =>
    tiesFrom(c.r, from, [kind]).filter((tie) => tie.to === to || tie.subject === to);
  return [...between(a, b), ...between(b, a)].flatMap((tie) => tieEvidence(c.r, tie).records);
}

/** The certain ones as an advisory, those that are only possible as undetermined (DESIGN §13.25). */
function listed(c: RuleContext, parties: readonly RelatedParty[]): Conclusion[] {
  const of = (verdict: RelatedParty["verdict"]): RelatedParty[] =>
    parties.filter((party) => party.verdict === verdict);
  const conclusion = (list: readonly RelatedParty[], verdict: Conclusion["verdict"]): Conclusion[] =>
    list.length === 0
      ? []
      : [
          {
            parties: list.map(({ id }) => id),
            verdict,
            measured: list.length,
            evidence: list.flatMap((party) => reasonEvidence(c, party)),
            missing:
              verdict === "undetermined" ? list.map(({ id }) => ({ what: "relations", entity: id })) : [],
            parameters: { count: String(list.length) },
          },
        ];
  return [...conclusion(of("certain"), "advisory"), ...conclusion(of("possible"), "undetermined")];
}

/** The related parties of the company; of one without small holders the same for both articles. */
const partiesIn = perSubject((c): readonly RelatedParty[] => {
  return relatedParties(c.r, { subject: c.subjectId, definition: DEFINITION }).parties;
});

/** Article 26 knows no small shareholders: the company is read as one to which the exemption of Article 28(3) is closed. */
function verifiedParties(c: RuleContext): readonly RelatedParty[] {
  const isSmall = (holder: Holder): boolean =>
    smallTradedHolder(c, holder, "SC-28.exemptBelow").verdict !== "excluded";
  if (!c.holders().some(isSmall)) return partiesIn(c);
  const own = c.r.entities[c.subject]!;
  // A record that is read when it is looked at has its fields one by one.
  const fields = Object.fromEntries(ENTITY_FIELDS.map((field) => [field, own[field]]));
  const unlisted = { ...fields, listing: "none" } as Entity;
  const entities = listOver(
    () => c.r.entities.length,
    (entity) => (entity === c.subject ? unlisted : c.r.entities[entity]!),
  );
  const listing = columnsOf(c.r).listing.slice();
  listing[c.subject] = LISTINGS.indexOf("none") + 1;
  const r = registerLike(c.r, { entities }, { listing });
  return relatedParties(r, { subject: c.subjectId, definition: DEFINITION }).parties;
}

const verified: Rule = {
  id: "SC-26",
  parameter: "SC-26",
  severity: "info",
  conclude: (c) => listed(c, verifiedParties(c)),
};

const own: Rule = {
  id: "SC-28",
  parameter: "SC-28",
  severity: "info",
  conclude: (c) => {
    const parties = partiesIn(c);
    const known = new Set(parties.map(({ id }) => id));
    const left = c
      .holders()
      .filter(({ index, id }) => !isNobody(c.r, index) && !known.has(id))
      .filter((holder) => smallTradedHolder(c, holder, "SC-28.exemptBelow").verdict === "certain");
    const exempt: Conclusion[] =
      left.length === 0
        ? []
        : [
            {
              parties: left.map(({ id }) => id),
              verdict: "exempt",
              exemption: "smallHolder",
              parameter: c.law("SC-28.exemptBelow"),
              evidence: left.map((holder) => holdingEvidence(c, holder)),
              parameters: { count: String(left.length) },
            },
          ];
    return [...listed(c, parties), ...exempt];
  },
};

export const VERIFIED_PARTIES: readonly Rule[] = [verified];
export const RELATED: readonly Rule[] = [own];
