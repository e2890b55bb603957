import { type PartnershipGroup, partnershipGroups } from "../../determinations/partnershipGroups.js";
import { controlEvidence, stakeEvidence, tieEvidence, tiesTo } from "../../measures/evidence.js";
import { type FirstLimitedPartner, firstLimitedPartners } from "../../measures/firstLimitedPartner.js";
import { type StakeOfControlSets, stakeOfControlSets } from "../../measures/stakeOfControlSets.js";
import { isExact } from "../../model/share.js";
import {
  type Conclusion,
  type FindingEvidence,
  type MissingFact,
  ofProhibition,
  reasonEvidence,
} from "../finding.js";
import { concluded, distinct, doubtful, type Limb } from "../limbs.js";
import { approvalOf } from "../recordedFacts.js";
import { ofEach, type Rule } from "../rule.js";
import { type Holder, holdingEvidence, type RuleContext, shareWords } from "../ruleContext.js";
import { holdersOf, holdingsOf } from "./classification.js";
import { articleSeven } from "./fitness.js";
import { penetrates, structureOf, unapprovedProducts } from "./penetration.js";
import { boughtOnMarket } from "./standing.js";

/** Article 13: limited partnerships alone, counted together, and the partners behind each. */
const APPROVAL = "SC-13-1";

const byContext = new WeakMap<
  RuleContext,
  {
    readonly found: ReturnType<typeof partnershipGroups>;
    readonly stakes: StakeOfControlSets;
  }
>();

function partnershipsOf(c: RuleContext) {
  const known = byContext.get(c);
  if (known) return known;
  const found = partnershipGroups(c.r, { subject: c.subjectId });
  const made = { found, stakes: stakeOfControlSets(c.closure, c.subject) };
  byContext.set(c, made);
  return made;
}

/** The holdings that a partnership's stake is made of, and its control of those who hold them. */
function stakeOf(c: RuleContext, stakes: StakeOfControlSets, id: string): FindingEvidence[] {
  const partnership = c.r.index.get(id)!;
  const surely = new Set(stakes.holders(partnership, "least"));
  return stakes
    .holders(partnership, "most")
    .flatMap((holder) => [
      ...(holder === partnership
        ? []
        : [controlEvidence(c.r, partnership, holder, surely.has(holder) ? "certain" : "possible")]),
      ...holdingsOf(c, [holder]),
    ]);
}

/** What would settle whether a limit is reached: shares of those whose holdings are counted. */
function unsettled(c: RuleContext, stakes: StakeOfControlSets, ids: readonly string[]): MissingFact[] {
  const counted = new Set(ids.flatMap((id) => stakes.holders(c.r.index.get(id)!, "most")));
  const open = [...counted]
    .sort((a, b) => c.r.rank[a]! - c.r.rank[b]!)
    .flatMap((holder) => {
      const known = holdersOf(c).get(holder);
      return known && !isExact(known.equity) ? [{ what: "shares", entity: known.id }] : [];
    });
  // Shares that are all known leave only the control of who holds them open.
  return open.length > 0 ? open : ids.map((entity) => ({ what: "control", entity }));
}

const alone: Rule = {
  id: "SC-13-1",
  parameter: "SC-13-1",
  severity: "high",
  conclude: (c: RuleContext) => {
    const { found, stakes } = partnershipsOf(c);
    return (found?.alone ?? []).flatMap(({ id, verdict }): Conclusion[] => {
      const stake = stakes.stake([c.r.index.get(id)!]);
      if (stake.max.n === 0n) return [];
      const approval = approvalOf(c, [c.r.index.get(id)!], [APPROVAL]);
      const base = {
        parties: [id],
        measured: stake,
        evidence: [...stakeOf(c, stakes, id), ...(approval.says === "yes" ? approval.evidence : [])],
        parameters: { measured: shareWords(stake) },
      };
      if (approval.says === "yes") return [{ ...base, verdict: "exempt", exemption: "approval" }];
      const concluded = ofProhibition(verdict);
      const missing = concluded === "undetermined" ? unsettled(c, stakes, [id]) : [];
      return [{ ...base, verdict: concluded, missing }];
    });
  },
};

const together: Rule = {
  id: "SC-13-1g",
  parameter: "SC-13-1g",
  severity: "high",
  conclude: (c: RuleContext) => {
    const { found, stakes } = partnershipsOf(c);
    return (found?.groups ?? []).map((group) => ofGroup(c, stakes, group));
  },
};

/**
 * A group with all approvals is exempt. An approval that names only some members may mean the group's total or their
 * own stakes: then a breach is open, and the approvals of the others are asked for.
 */
function ofGroup(c: RuleContext, stakes: StakeOfControlSets, group: PartnershipGroup): Conclusion {
  const { members, transitive, joined } = group;
  const total = stakes.stake(members.map((id) => c.r.index.get(id)!));
  const approvals = members.map((id) => approvalOf(c, [c.r.index.get(id)!], [APPROVAL, "SC-13-1g"]));
  const without = members.filter((_, position) => approvals[position]!.says !== "yes");
  const approved = approvals.filter(({ says }) => says === "yes").flatMap(({ evidence }) => evidence);
  const base = {
    parties: members,
    measured: total,
    evidence: distinct([
      ...group.reasons.map(reasonEvidence),
      ...members.flatMap((id) => stakeOf(c, stakes, id)),
      ...approved,
    ]),
    ...(transitive ? { notes: ["transitive" as const] } : {}),
    parameters: { measured: shareWords(total), ...(transitive ? { case: "transitive" } : {}) },
  };
  if (without.length === 0) return { ...base, verdict: "exempt", exemption: "approval" };
  const verdict = ofProhibition(group.verdict);
  if (verdict === "breach" && approved.length > 0) {
    const missing = without.map((entity) => ({ what: `approval:${APPROVAL}`, entity }));
    return { ...base, verdict: "undetermined", missing };
  }
  if (verdict !== "undetermined") return { ...base, verdict };
  const unsure = joined === "possible" ? connecting(group) : [];
  const settled = unsure.length > 0 && isExact(total);
  return { ...base, verdict, missing: [...unsure, ...(settled ? [] : unsettled(c, stakes, members))] };
}

/** Members whose connection is only possible: who runs or finances them would settle it. */
function connecting({ reasons }: PartnershipGroup): MissingFact[] {
  const parties = reasons.flatMap(({ a, b, verdict }) => (verdict === "possible" ? [a, b] : []));
  return [...new Set(parties)].sort().map((entity) => ({ what: "relations", entity }));
}

const partners: Rule = {
  id: "SC-13-2",
  parameter: "SC-13-2",
  severity: "medium",
  conclude: (c: RuleContext) =>
    ofEach(c.holders(), (holder) =>
      c.r.entities[holder.index]!.kind === "limitedPartnership" ? ofPartners(c, holder) : null,
    ),
};

/** A partner of whom Article 13(2) asks what Article 7 asks of a shareholder. */
interface Asked {
  readonly partner: number;
  readonly verdict: FirstLimitedPartner["verdict"];
  readonly evidence: readonly FindingEvidence[];
}

function ofPartners(c: RuleContext, holder: Holder): Conclusion {
  const parties = [holder.id];
  const evidence = [holdingEvidence(c, holder)];
  const market = boughtOnMarket(c, holder);
  const executive = executivePartners(c, holder.index);
  const first = firstPartners(c, holder.index);
  const names = (asked: readonly Asked[]): string =>
    asked.map(({ partner }) => c.idOf(partner)).join(", ") || "–";
  const parameters = { executive: names(executive), first: names(first) };
  if (market === "certain")
    return { parties, verdict: "exempt", exemption: "marketAcquired", evidence, parameters };
  const bought = market === "possible" ? [{ what: "acquiredBy", entity: holder.id }] : [];
  const limbs = [
    ...(executive.length > 0 ? [] : [unknownPartner(holder, "executivePartner")]),
    ...(first.length > 0 ? [] : [unknownPartner(holder, "firstLimitedPartner")]),
    ...[...executive, ...first].flatMap((one) => askedOf(c, holder, one)),
  ].map((limb) => (bought.length > 0 ? doubtful(limb, bought) : limb));
  const conclusion = concluded(parties, limbs)!;
  return {
    ...conclusion,
    evidence: distinct([...evidence, ...(conclusion.evidence ?? [])]),
    parameters: { ...conclusion.parameters, ...parameters },
  };
}

const unknownPartner = (holder: Holder, what: string): Limb => ({
  limb: what,
  verdict: "undetermined",
  missing: [{ what, entity: holder.id }],
});

/** Who is responsible for the affairs: the executive partners, else the one general partner. */
function executivePartners(c: RuleContext, partnership: number): Asked[] {
  const named = tiesTo(c.r, partnership, ["executivePartner"]);
  const general = tiesTo(c.r, partnership, ["generalPartner"]);
  const sole = new Set(general.map(({ from }) => from)).size === 1 ? general : [];
  const ties = named.length > 0 ? named : sole;
  return [...new Set(ties.map(({ from }) => from))].map((partner) => ({
    partner,
    verdict: "certain",
    evidence: ties.filter(({ from }) => from === partner).map((tie) => tieEvidence(c.r, tie)),
  }));
}

const firstPartners = (c: RuleContext, partnership: number): Asked[] =>
  firstLimitedPartners(c.r, partnership).map(({ partner, verdict, stake, ties }) => ({
    partner,
    verdict,
    evidence: [
      ...ties.map((tie) => tieEvidence(c.r, tie)),
      ...(stake < 0 ? [] : [stakeEvidence(c.r, stake, "contribution")]),
    ],
  }));

/** Article 7 of one partner: its own record, and its structure up to the ends without products. */
function askedOf(c: RuleContext, holder: Holder, { partner, verdict, evidence }: Asked): Limb[] {
  const limbs = [...articleSeven(c, partner), ...structureLimbs(c, holder, partner)].map((limb) => ({
    ...limb,
    evidence: [...evidence, ...(limb.evidence ?? [])],
  }));
  if (verdict === "certain") return limbs;
  const missing = [{ what: "firstLimitedPartner", entity: holder.id }];
  return limbs.map((limb) => doubtful(limb, missing));
}

function structureLimbs(c: RuleContext, holder: Holder, partner: number): Limb[] {
  const structure = structureOf(c, [partner]);
  const { left } = unapprovedProducts(c, structure, [partner, holder.index]);
  const verdict = penetrates(c, structure, [partner]);
  const surely = left.some((product) => product.verdict === "certain");
  return [
    {
      limb: "structure",
      verdict,
      evidence: structure.holdings([...structure.closed, ...structure.open]),
      missing: verdict === "clear" ? [] : structure.missing,
    },
    {
      limb: "products",
      verdict: surely ? "breach" : left.length > 0 ? "undetermined" : "clear",
      evidence: structure.waysTo(left),
      missing: surely || left.length === 0 ? [] : [{ what: "shares", entity: c.idOf(partner) }],
    },
  ];
}

/** SC-13-1, SC-13-1g and SC-13-2. */
export const PARTNERSHIPS: readonly Rule[] = [alone, together, partners];
