import { figureOf, testOf } from "../../law/law.js";
import { both, controlEvidence, type Known } from "../../measures/evidence.js";
import { compare, divide, type Fraction, parseFraction, toNumber, ZERO } from "../../model/fraction.js";
import { exactShare, meets } from "../../model/share.js";
import { ofProhibition } from "../finding.js";
import { demands, doubtful, forbids, type Limb } from "../limbs.js";
import {
  type Answer,
  entitiesWithFact,
  eventAnswer,
  factsNamed,
  recordedFigure,
  saysYes,
  stateAnswer,
  stillRuns,
  unanswered,
} from "../recordedFacts.js";
import { factEvidence, type RuleContext, shareWords } from "../ruleContext.js";

/** What Articles 7, 8(4) and 9 ask of one party; rules decide to whom they apply. */

type Question = (c: RuleContext, party: number) => Answer;

const yearsOf = (c: RuleContext, parameter: string): number => toNumber(figureOf(c.law(parameter)));

const event =
  (parameter: string, name: string): Question =>
  (c, party) =>
    eventAnswer(c, party, name, yearsOf(c, parameter));

const state =
  (name: string): Question =>
  (c, party) =>
    stateAnswer(c, party, name);

/** A sentence for an intentional crime that is being served, or was served not longer ago than Article 7(1) says. */
function crimeAnswer(c: RuleContext, party: number): Answer {
  const facts = factsNamed(c.r, party, "intentionalCrime");
  const sentence = facts.findLast(saysYes);
  if (facts.length === 0) return unanswered(c, party, "intentionalCrime");
  const served = factsNamed(c.r, party, "sentenceCompleted").filter(saysYes);
  const evidence = [...facts, ...served].map((fact) => factEvidence(c, fact));
  if (!sentence) return { says: "no", evidence, missing: [] };
  const since = served.filter(({ record }) => (record.on ?? "") >= (sentence.record.on ?? ""));
  const years = yearsOf(c, "SC-7-1");
  const counts = since.length === 0 || served.some(({ record }) => stillRuns(c, record.on, years));
  return { says: counts ? "yes" : "no", evidence, missing: [] };
}

/** Questions of Article 7(1) and 7(4) that are also asked of the institutions that a party controls. */
const REPUTATION: Readonly<Record<string, Question>> = {
  majorViolation: event("SC-7-1", "majorViolation"),
  badCreditRecord: event("SC-7-1", "badCreditRecord"),
  intentionalCrime: crimeAnswer,
  underInvestigation: state("underInvestigation"),
  inRectification: state("inRectification"),
};

const DISHONESTY: Readonly<Record<string, Question>> = { dishonestyImpact: state("dishonestyImpact") };

interface OfInstitution {
  readonly institution: number;
  readonly verdict: Known;
  readonly answer: Answer;
}

const institutions = new WeakMap<RuleContext, Map<string, ReadonlyMap<number, readonly OfInstitution[]>>>();

/** What is recorded against institutions, by those who control them: few records, so they lead to their controllers. */
function againstInstitutions(
  c: RuleContext,
  name: string,
  ask: Question,
): ReadonlyMap<number, readonly OfInstitution[]> {
  const known = institutions.get(c) ?? new Map<string, ReadonlyMap<number, readonly OfInstitution[]>>();
  institutions.set(c, known);
  const found = known.get(name);
  if (found) return found;
  const by = new Map<number, OfInstitution[]>();
  for (const institution of entitiesWithFact(c.r, name)) {
    const answer = ask(c, institution);
    if (answer.says !== "yes") continue;
    for (const { controller, verdict } of c.closure.controllersOf(institution)) {
      const own = by.get(controller);
      if (own) own.push({ institution, verdict, answer });
      else by.set(controller, [{ institution, verdict, answer }]);
    }
  }
  known.set(name, by);
  return by;
}

/** A question about a party and the institutions it controls: what is recorded against one of these counts too. */
function withInstitutions(c: RuleContext, party: number, name: string, ask: Question): Limb[] {
  const own = forbids(name, ask(c, party));
  const others = (againstInstitutions(c, name, ask).get(party) ?? []).map(
    ({ institution, verdict, answer }): Limb => {
      const evidence = [...answer.evidence, controlEvidence(c.r, party, institution, verdict)];
      const limb: Limb = { ...forbids(name, answer), evidence };
      return both(verdict, "certain") === "certain"
        ? limb
        : doubtful(limb, [{ what: "control", entity: c.idOf(institution) }]);
    },
  );
  return [own, ...others];
}

const allWith = (c: RuleContext, party: number, asked: Readonly<Record<string, Question>>): Limb[] =>
  Object.entries(asked).flatMap(([name, ask]) => withInstitutions(c, party, name, ask));

/** Article 7(1): reputation of a party and the institutions it controls. */
export const reputation = (c: RuleContext, party: number): Limb[] => allWith(c, party, REPUTATION);

/** Facts of Article 7(2); of those who run no enterprise only the last can be said. */
const OF_ENTERPRISES = ["dormant", "businessSuspended", "inLiquidation", "governanceFailure"] as const;
const OF_EVERYONE = ["seriousContingency"] as const;

const WITHOUT_ENTERPRISE: ReadonlySet<string> = new Set(["naturalPerson", "state"]);
const isEnterprise = (c: RuleContext, party: number): boolean =>
  !WITHOUT_ENTERPRISE.has(c.r.entities[party]!.kind);

/** Article 7(2): nothing keeps it from acting as a shareholder. */
export function ability(c: RuleContext, party: number): Limb[] {
  const names = isEnterprise(c, party) ? [...OF_ENTERPRISES, ...OF_EVERYONE] : OF_EVERYONE;
  return names.map((name) => forbids(name, stateAnswer(c, party, name)));
}

/** Article 7(4): no lasting harm by dishonesty, no recent responsibility for the failure of an enterprise invested in. */
export const standingWithPublic = (c: RuleContext, party: number): Limb[] => [
  ...allWith(c, party, DISHONESTY),
  forbids("failedInvestee", event("SC-7-4", "failedInvestee")(c, party)),
];

/** Article 7(1), (2) and (4) of one party; 7(3) is about its structure. */
export const articleSeven = (c: RuleContext, party: number): Limb[] => [
  ...reputation(c, party),
  ...ability(c, party),
  ...standingWithPublic(c, party),
];

/**
 * Article 8(4) of one party: net assets, contingent liabilities, debts due. Natural persons and the state have no paid-in
 * capital to compare with.
 */
export const solvency = (c: RuleContext, party: number): Limb[] => [
  ...(isEnterprise(c, party) ? [netAssetsToCapital(c, party), contingentToNetAssets(c, party)] : []),
  debtsDue(c, party),
];

/**
 * Beside accounts only a recorded failure to pay counts, and a clear finding still names what was not recorded; of a party
 * without accounts it is all that can be asked.
 */
function debtsDue(c: RuleContext, party: number): Limb {
  const limb = forbids("debtsDue", stateAnswer(c, party, "debtsDueUnpaid"));
  const parameter = c.law("SC-8-4.debtsDue");
  const open = limb.verdict === "undetermined" && isEnterprise(c, party);
  return { ...limb, verdict: open ? "clear" : limb.verdict, parameter };
}

const ratioText = (ratio: Fraction): string => shareWords(exactShare(ratio));

function netAssetsToCapital(c: RuleContext, party: number): Limb {
  const parameter = c.law("SC-8-4.netAssets");
  const net = recordedFigure(c, party, "netAssets");
  const capital = recordedFigure(c, party, "paidInCapital");
  const evidence = [net, capital].flatMap((found) => (found ? [found.evidence] : []));
  if (!net || !capital)
    return {
      ...unrecorded(c, party, { netAssets: net, paidInCapital: capital }),
      limb: "netAssets",
      parameter,
      evidence,
    };
  if (capital.figure.n <= 0n) {
    const verdict = net.figure.n < 0n ? "breach" : "clear";
    return { limb: "netAssets", verdict, parameter, evidence, parameters: { measured: "–" } };
  }
  const ratio = divide(net.figure, capital.figure);
  return {
    limb: "netAssets",
    verdict: ofProhibition(meets(exactShare(ratio), testOf(parameter))),
    measured: toNumber(ratio),
    parameter,
    evidence,
    parameters: { measured: ratioText(ratio) },
  };
}

function contingentToNetAssets(c: RuleContext, party: number): Limb {
  const parameter = c.law("SC-8-4.contingentLiabilities");
  const net = recordedFigure(c, party, "netAssets");
  const owed = recordedFigure(c, party, "contingentLiabilities");
  const evidence = [owed, net].flatMap((found) => (found ? [found.evidence] : []));
  const limb = { limb: "contingentLiabilities", parameter, evidence };
  // None at all reaches no part of anything, whatever the net assets are.
  if (owed && compare(owed.figure, ZERO) <= 0)
    return { ...limb, verdict: "clear", measured: 0, parameters: { measured: ratioText(ZERO) } };
  if (!net || !owed)
    return { ...unrecorded(c, party, { netAssets: net, contingentLiabilities: owed }), ...limb };
  if (net.figure.n <= 0n) return { ...limb, verdict: "breach", parameters: { measured: "–" } };
  const ratio = divide(owed.figure, net.figure);
  return {
    ...limb,
    verdict: ofProhibition(meets(exactShare(ratio), testOf(parameter))),
    measured: toNumber(ratio),
    parameters: { measured: ratioText(ratio) },
  };
}

function unrecorded(
  c: RuleContext,
  party: number,
  figures: Readonly<Record<string, unknown>>,
): Pick<Limb, "verdict" | "missing" | "parameters"> {
  const missing = Object.entries(figures).flatMap(([what, found]) =>
    found ? [] : [{ what, entity: c.idOf(party) }],
  );
  return { verdict: "undetermined", missing, parameters: { measured: "–" } };
}

/** Documents of Article 9(2)–(6), by the number of the item. */
const DOCUMENTS = {
  financialExperience: 2,
  strategyFit: 3,
  governancePlan: 4,
  selfRestraint: 5,
  riskDisposalPlan: 6,
} as const;

/** Article 9: the documents of items from one on; Article 12 asks for those from the fourth on. */
export const documents = (c: RuleContext, party: number, fromItem = 2): Limb[] =>
  Object.entries(DOCUMENTS)
    .filter(([, item]) => item >= fromItem)
    .map(([name]) => demands(name, stateAnswer(c, party, name)));

/**
 * Whether each of the last financial years that have ended shows a profit. A year ends on the day on which the newest
 * record ends; zero is no profit.
 */
export function profitable(c: RuleContext, party: number, years: number): Limb {
  const facts = factsNamed(c.r, party, "profit").filter(({ record }) => record.on !== undefined);
  const newest = facts.at(-1)?.record.on;
  const missing = [{ what: "profit", entity: c.idOf(party) }];
  if (newest === undefined) return { limb: "profit", verdict: "undetermined", missing };
  const byYear = new Map(facts.map((fact) => [Number(fact.record.on!.slice(0, 4)), fact]));
  const last = lastYear(newest, c.on);
  const asked = Array.from({ length: years }, (_, back) => byYear.get(last - back) ?? null);
  const gains = asked.map((fact) => fact && parseFraction(String(fact.record.value)));
  const profits = gains.filter((profit) => profit !== null && profit.n > 0n).length;
  const loss = gains.some((profit) => profit !== null && profit.n <= 0n);
  const unknown = gains.some((profit) => profit === null);
  return {
    limb: "profit",
    verdict: loss ? "breach" : unknown ? "undetermined" : "clear",
    measured: profits,
    evidence: asked.flatMap((fact) => (fact ? [factEvidence(c, fact)] : [])),
    missing: unknown ? missing : [],
    parameters: { years: String(years), profits: String(profits) },
  };
}

/** The newest financial year that has ended on a day, of one that ends like the newest on record. */
function lastYear(newest: string, on: string | null): number {
  if (on === null) return Number(newest.slice(0, 4));
  const year = Number(on.slice(0, 4));
  return on.slice(5) >= newest.slice(5) ? year : year - 1;
}

/** Article 10: no loss that has not been made good. */
export function lossesMadeGood(c: RuleContext, party: number): Limb {
  const owed = recordedFigure(c, party, "unrecoveredLoss");
  if (!owed) return forbids("unrecoveredLoss", stateAnswer(c, party, "unrecoveredLoss"));
  return {
    limb: "unrecoveredLoss",
    verdict: compare(owed.figure, ZERO) > 0 ? "breach" : "clear",
    evidence: [owed.evidence],
  };
}

/** A figure of a party's accounts against the figure that the law asks for. */
export function figureLimb(c: RuleContext, party: number, name: string, parameterName: string): Limb {
  const parameter = c.law(parameterName);
  const found = recordedFigure(c, party, name);
  if (!found) return { ...unrecorded(c, party, { [name]: null }), limb: name, parameter };
  const kept = meets(exactShare(found.figure), testOf(parameter));
  return {
    limb: name,
    verdict: kept === "certain" ? "clear" : "breach",
    measured: toNumber(found.figure),
    parameter,
    evidence: [found.evidence],
    parameters: { measured: String(toNumber(found.figure)) },
  };
}
