import { figureOf, nearestParameter, testOf } from "../../law/law.js";
import type { Mode } from "../../measures/commandSet.js";
import { controlEvidence, isNobody, type Known, stakeEvidence } from "../../measures/evidence.js";
import { controllingShareholders } from "../../measures/relations.js";
import { equityWatch, heldBy, stakeBetween } from "../../measures/watch.js";
import { compare, fraction } from "../../model/fraction.js";
import { meets, type ShareRange } from "../../model/share.js";
import { type Conclusion, type FindingEvidence, type FindingVerdict, negated } from "../finding.js";
import { distinct } from "../limbs.js";
import { approvalOf, stateAnswer } from "../recordedFacts.js";
import type { Rule } from "../rule.js";
import type { RuleContext } from "../ruleContext.js";
import { apexControllers, namedHolders } from "./standing.js";

/** Facts by which a stake is left out of the count: of the person, or of the securities company. */
const NOT_COUNTED = ["mergerTransition", "stateCouncilMandate"] as const;

/** A securities company in which a person has a stake that counts. */
interface Participation {
  readonly company: number;
  readonly verdict: Known;
  readonly stake: ShareRange;
  /** Whether the person controls it. */
  readonly controls: Known | null;
  readonly evidence: readonly FindingEvidence[];
}

/** A fact by which a person or a company is left out, with its record. */
interface LeftOut {
  readonly reason: string;
  readonly evidence: readonly FindingEvidence[];
}

/** Article 23: of securities companies, one may be controlled and two held, counted over the whole register. */
const participations: Rule = {
  id: "SC-23",
  parameter: "SC-23.participated",
  severity: "high",
  conclude: (c: RuleContext) => {
    // Only stakes in securities companies are counted, and a finding is about one in the subject.
    if (!isSecurities(c, c.subject)) return [];
    const persons = asked(c);
    const held = stakesIn(c, persons);
    return persons.flatMap((person) => ofPerson(c, person, held.get(person) ?? []) ?? []);
  },
};

/** Registered shareholders, their controlling shareholders by capital and those at their top, in the order of ids. */
function asked(c: RuleContext): number[] {
  const holders = namedHolders(c).map(({ index }) => index);
  const byCapital = testOf(nearestParameter("company-law", "controllingShareholder", c.on));
  const above = holders.flatMap((holder) =>
    controllingShareholders(c.r, holder, byCapital).map(({ party }) => party),
  );
  const apexes = apexControllers(c).map(({ party }) => party);
  return [...new Set([...holders, ...above, ...apexes])]
    .filter((party) => party !== c.subject && !isNobody(c.r, party))
    .sort((a, b) => c.r.rank[a]! - c.r.rank[b]!);
}

const isSecurities = (c: RuleContext, entity: number): boolean =>
  c.r.entities[entity]!.sector === "securities";

/** Holders of a person's stake in one securities company, surely and possibly its own. */
interface HeldIn {
  readonly person: number;
  readonly least: number[];
  readonly most: number[];
}

/** The participations of each person; company by company, so that each register is read once. */
function stakesIn(c: RuleContext, persons: readonly number[]): Map<number, Participation[]> {
  const byCompany = new Map<number, HeldIn[]>();
  for (const person of persons) enterHoldings(c, person, byCompany);
  const found = new Map<number, Participation[]>();
  const companies = [...byCompany].sort(([a], [b]) => c.r.rank[a]! - c.r.rank[b]!);
  for (const [company, all] of companies) {
    for (const held of all) {
      const participation = participationIn(c, company, held);
      if (!participation) continue;
      const own = found.get(held.person);
      if (own) own.push(participation);
      else found.set(held.person, [participation]);
    }
  }
  return found;
}

function enterHoldings(c: RuleContext, person: number, byCompany: Map<number, HeldIn[]>): void {
  const { equity } = c.r.stakes;
  const own = new Map<number, HeldIn>();
  const enter = (mode: Mode): void => {
    for (const member of ownSet(c, person, mode)) {
      for (const stake of equity.held.subarray(equity.heldStart[member]!, equity.heldStart[member + 1]!)) {
        const company = equity.subject[stake]!;
        if (company === member || company === person || !isSecurities(c, company)) continue;
        const held = own.get(company) ?? { person, least: [], most: [] };
        own.set(company, held);
        held[mode].push(member);
      }
    }
  };
  enter("least");
  enter("most");
  for (const [company, held] of own) {
    const list = byCompany.get(company);
    if (list) list.push(held);
    else byCompany.set(company, [held]);
  }
}

/**
 * A person and what it controls, without securities companies and what it controls only through one of them: what these
 * hold is not counted. In mode "most" only securities companies that it certainly controls are left out.
 */
function ownSet(c: RuleContext, person: number, mode: Mode): ReadonlySet<number> {
  const all = c.closure.commanded(mode, [person]);
  const surely = mode === "least" ? all : c.closure.commanded("least", [person]);
  const firms = [...all].filter(
    (member) => member !== person && isSecurities(c, member) && surely.has(member),
  );
  let left: ReadonlySet<number> = new Set([...all].filter((member) => !firms.includes(member)));
  for (const firm of firms) {
    const without = c.closure.commanded(mode, [person], firm);
    left = new Set([...left].filter((member) => without.has(member)));
  }
  return left;
}

function participationIn(
  c: RuleContext,
  company: number,
  { person, least, most }: HeldIn,
): Participation | null {
  const watch = equityWatch(c.r, company);
  const stake = stakeBetween(watch, heldBy(watch, least), heldBy(watch, most));
  const counted = negated(meets(stake, testOf(c.law("SC-23.notCountedBelow"))));
  if (counted === "excluded") return null;
  const controls = c.closure.controls({ from: person, to: company });
  // A securities company's control of another is not counted.
  if (isSecurities(c, person) && controls === "certain") return null;
  const surely = new Set(least);
  const inOrder = [...most].sort((a, b) => c.r.rank[a]! - c.r.rank[b]!);
  const evidence = inOrder.flatMap((holder): FindingEvidence[] => [
    ...(holder === person
      ? []
      : [controlEvidence(c.r, person, holder, surely.has(holder) ? "certain" : "possible")]),
    ...blocksOf(c, holder, company),
  ]);
  return { company, verdict: counted, stake, controls: controls === "excluded" ? null : controls, evidence };
}

const blocksOf = (c: RuleContext, holder: number, company: number): FindingEvidence[] =>
  (equityWatch(c.r, company).blocksBy.get(holder) ?? []).map((block) => stakeEvidence(c.r, block, "holding"));

function leftOut(c: RuleContext, party: number): LeftOut | null {
  const approval = approvalOf(c, [party], ["SC-23"]);
  if (approval.says === "yes") return { reason: "approval", evidence: approval.evidence };
  for (const reason of NOT_COUNTED) {
    const answer = stateAnswer(c, party, reason);
    if (answer.says === "yes") return { reason, evidence: answer.evidence };
  }
  return null;
}

/** A finding only where the person's stake in the subject itself is one of those that the article means. */
function ofPerson(c: RuleContext, person: number, all: readonly Participation[]): Conclusion | null {
  if (!all.some(({ company }) => company === c.subject)) return null;
  const parties = [c.idOf(person)];
  const evidence = distinct(all.flatMap((one) => one.evidence));
  const exemption = leftOut(c, person) ?? leftOut(c, c.subject);
  if (exemption)
    return {
      parties,
      verdict: "exempt",
      exemption: exemption.reason,
      evidence: [...evidence, ...exemption.evidence],
    };
  const excused = all.flatMap(({ company }) => leftOut(c, company) ?? []);
  const counted = all.filter(({ company }) => leftOut(c, company) === null);
  const held = counting(
    c,
    "participated",
    counted.map(({ verdict }) => verdict),
  );
  const controlled = counting(
    c,
    "controlled",
    counted.flatMap(({ verdict, controls }) =>
      controls && verdict === "certain" ? [controls] : controls ? ["possible" as const] : [],
    ),
  );
  const worst = WORSE.indexOf(controlled.verdict) < WORSE.indexOf(held.verdict) ? controlled : held;
  return {
    parties,
    verdict: worst.verdict,
    limb: worst.limb,
    measured: worst.certain,
    parameter: worst.parameter,
    evidence: [...evidence, ...excused.flatMap((one) => one.evidence)],
    missing: worst.verdict === "undetermined" ? openIn(c, counted, worst.limb) : [],
    parameters: {
      companies: counted.map(({ company }) => c.idOf(company)).join(", "),
      held: countText(held),
      controlled: countText(controlled),
      case: worst.limb,
    },
  };
}

const WORSE: readonly FindingVerdict[] = ["breach", "undetermined", "clear"];

interface Counted {
  readonly limb: "participated" | "controlled";
  readonly verdict: FindingVerdict;
  readonly certain: number;
  readonly possible: number;
  readonly parameter: ReturnType<RuleContext["law"]>;
}

/** How many there are for certain and at most, against the number allowed. */
function counting(c: RuleContext, limb: Counted["limb"], all: readonly Known[]): Counted {
  const parameter = c.law(`SC-23.${limb}`);
  const allowed = figureOf(parameter);
  const certain = all.filter((one) => one === "certain").length;
  const exceeds = (count: number): boolean => compare(fraction(count), allowed) > 0;
  const verdict = exceeds(certain) ? "breach" : exceeds(all.length) ? "undetermined" : "clear";
  return { limb, verdict, certain, possible: all.length, parameter };
}

const countText = ({ certain, possible }: Counted): string =>
  certain === possible ? String(certain) : `${certain}–${possible}`;

const openIn = (c: RuleContext, counted: readonly Participation[], limb: Counted["limb"]) =>
  counted.flatMap(({ company, verdict, controls }) => [
    ...(verdict === "possible" ? [{ what: "shares", entity: c.idOf(company) }] : []),
    ...(limb === "controlled" && controls === "possible"
      ? [{ what: "control", entity: c.idOf(company) }]
      : []),
  ]);

/** SC-23. */
export const PARTICIPATIONS: readonly Rule[] = [participations];
