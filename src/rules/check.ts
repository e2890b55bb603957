import { entityIndex, type Register } from "../register/register.js";
import { CYBER_REVIEW } from "./cn-cyber-review/cyberReview.js";
import { FOREIGN_ELEMENTS } from "./cn-foreign-investment/foreignElements.js";
import { CONTROL } from "./cn-takeover/control.js";
import { BY_COMPANY_LAW, BY_OPINIONS } from "./cn-takeover/controllers.js";
import { STABILITY } from "./cn-takeover/stability.js";
import { CLASSIFICATION, LARGEST } from "./csrc-securities/classification.js";
import { CONDITIONS, REPUTATION } from "./csrc-securities/conditions.js";
import { consequences } from "./csrc-securities/consequences.js";
import { CONTRACTS, PLEDGE_CONTRACTS, SUSPENSION } from "./csrc-securities/contracts.js";
import { PLACARD, REGULATIONS } from "./csrc-securities/duties.js";
import { LOCK_UP } from "./csrc-securities/lockUp.js";
import { NOMINEES } from "./csrc-securities/nominees.js";
import { NON_FINANCIAL } from "./csrc-securities/nonFinancial.js";
import { PARTICIPATIONS } from "./csrc-securities/participations.js";
import { PARTNERSHIPS } from "./csrc-securities/partnerships.js";
import { EXPLAINED_STRUCTURE, PENETRATION } from "./csrc-securities/penetration.js";
import { PLEDGES } from "./csrc-securities/pledges.js";
import { RELATED, VERIFIED_PARTIES } from "./csrc-securities/related.js";
import { type Conclusion, type Finding, finding } from "./finding.js";
import { IFRS_CONTROL } from "./ifrs-10/control.js";
import type { Rule } from "./rule.js";
import { once, perSubject, type RuleContext, ruleContext } from "./ruleContext.js";

/** Rulebooks by id, their rules in the order of articles; one file a topic. */
export const RULEBOOKS: Readonly<Record<string, readonly Rule[]>> = {
  "csrc-securities": [
    ...CLASSIFICATION,
    ...REPUTATION,
    ...PENETRATION,
    ...CONDITIONS,
    ...PARTNERSHIPS,
    ...NON_FINANCIAL,
    ...CONTRACTS,
    ...EXPLAINED_STRUCTURE,
    ...PARTICIPATIONS,
    ...LOCK_UP,
    ...PLEDGES,
    ...PLEDGE_CONTRACTS,
    ...VERIFIED_PARTIES,
    ...SUSPENSION,
    ...RELATED,
    ...NOMINEES,
    ...LARGEST,
    ...PLACARD,
    ...REGULATIONS,
  ],
  "cn-foreign-investment": FOREIGN_ELEMENTS,
  "cn-cyber-review": CYBER_REVIEW,
  "cn-takeover": [...CONTROL, ...BY_COMPANY_LAW, ...STABILITY, ...BY_OPINIONS],
  "ifrs-10": IFRS_CONTROL,
};

/** Sectors that a rulebook is written for. */
const SECTORS: Readonly<Record<string, string>> = { "csrc-securities": "securities" };

export interface CheckResult {
  readonly rulebook: string;
  readonly findings: readonly Finding[];
}

export interface CheckOptions {
  /** Id or unique name. */
  readonly subject: string;
  readonly rulebook?: string | undefined;
  /** Checks a subject of another sector too. */
  readonly force?: boolean | undefined;
}

/** Thrown where no rulebook fits a subject's sector, or the one asked for is not known: it lists those there are. */
export class RulebookError extends Error {
  override readonly name = "RulebookError";
  constructor(
    readonly reason: "unknown" | "sector",
    readonly rulebook: string | null,
    readonly known: readonly string[],
  ) {
    super(
      reason === "unknown"
        ? `there is no rulebook "${rulebook}"; known: ${known.join(", ")}`
        : `no rulebook fits the sector of the subject; known: ${known.join(", ")}`,
    );
  }
}

/** Findings that are made as they are taken, from the first one on each time. */
export interface Findings {
  readonly rulebook: string;
  readonly findings: Iterable<Finding>;
}

/**
 * Findings about a subject under a rulebook: one per rule and party, in the order of the rules, then of the parties.
 * Throws an UnknownSubjectError, or a RulebookError.
 */
export function check(r: Register, options: CheckOptions): CheckResult {
  const { rulebook, findings } = eachFinding(r, options);
  return { rulebook, findings: [...findings] };
}

/** The same one by one: a company with 100,000 holders has some 700,000 findings. Throws at once what `check` throws. */
export function eachFinding(r: Register, options: CheckOptions): Findings {
  const subject = entityIndex(r, options.subject);
  const { sector } = r.entities[subject]!;
  const known = Object.keys(RULEBOOKS);
  const rulebook = options.rulebook ?? known.find((id) => sector !== undefined && SECTORS[id] === sector);
  if (rulebook === undefined) throw new RulebookError("sector", null, known);
  const rules = RULEBOOKS[rulebook];
  if (!rules) throw new RulebookError("unknown", rulebook, known);
  const wanted = SECTORS[rulebook];
  if (wanted !== undefined && sector !== wanted && !options.force)
    throw new RulebookError("sector", rulebook, known);
  const c = ruleContext(r, subject, rulebook);
  function* findings(): Generator<Finding> {
    for (const rule of rules!) yield* findingsOfRule(c, rule);
  }
  return { rulebook, findings: { [Symbol.iterator]: findings } };
}

/** The findings of one rule about the context's subject. */
export function* findingsOfRule(c: RuleContext, rule: Rule): Generator<Finding> {
  for (const conclusion of rule.conclude(c)) {
    const law = c.law(rule.parameter);
    yield withConsequences(c, finding(rule, c.subjectId, law, unlessBeforeLaw(c, rule, conclusion)));
  }
}

/**
 * On a day before the law that a rule tests by, another text held that is not known here: nothing is concluded, and the
 * finding says what would follow from the later text. A duty and an exemption of the later text stand for nothing.
 */
function unlessBeforeLaw(c: RuleContext, rule: Rule, conclusion: Conclusion): Conclusion {
  const { from } = conclusion.parameter ?? c.law(rule.parameter);
  if (c.on === null || from <= c.on) return conclusion;
  const { verdict, missing = [], notes = [], parameters } = conclusion;
  return {
    ...conclusion,
    verdict: "undetermined",
    missing: [{ what: "lawInForce", entity: c.subjectId }, ...missing],
    notes: [...notes, "not-in-force"],
    duty: undefined,
    exemption: undefined,
    parameters: { ...parameters, under: verdict, lawFrom: from },
  };
}

const consequencesIn = perSubject((c) => once((rule: string) => consequences(rule, c.law)));

/** What is or may be a breach says what a breach leads to. */
function withConsequences(c: RuleContext, found: Finding): Finding {
  if (found.verdict !== "breach" && found.verdict !== "undetermined") return found;
  if (found.notes?.includes("not-in-force")) return found;
  const leadsTo = consequencesIn(c)(found.rule);
  return leadsTo.length > 0 ? { ...found, consequences: leadsTo } : found;
}
