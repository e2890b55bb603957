import { fill, type Language } from "./issues.js";
import { CLASSIFICATION_RULES } from "./rules/classification.js";
import { CONDITIONS_RULES } from "./rules/conditions.js";
import { CONTRACTS_RULES } from "./rules/contracts.js";
import { CYBER_REVIEW_RULES } from "./rules/cyberReview.js";
import { DUTIES_RULES } from "./rules/duties.js";
import { FOREIGN_INVESTMENT_RULES } from "./rules/foreignInvestment.js";
import { IFRS_10_RULES } from "./rules/ifrs10.js";
import { LOCK_UP_RULES } from "./rules/lockUp.js";
import { NOMINEES_RULES } from "./rules/nominees.js";
import { NON_FINANCIAL_RULES } from "./rules/nonFinancial.js";
import { PARTICIPATIONS_RULES } from "./rules/participations.js";
import { PARTNERSHIPS_RULES } from "./rules/partnerships.js";
import { PENETRATION_RULES } from "./rules/penetration.js";
import { PLEDGES_RULES } from "./rules/pledges.js";
import { RELATED_RULES } from "./rules/related.js";
import { TAKEOVER_RULES } from "./rules/takeover.js";

/** Words of one rule: its title, what a person must still judge, and a message for each verdict it can have. */
export interface RuleWords {
  readonly title: Readonly<Record<Language, string>>;
  /** What data cannot decide. */
  readonly judge: Readonly<Record<Language, string>>;
  /** By verdict; "undetermined.votes" is for findings whose parameter `case` is "votes". */
  readonly messages: Readonly<Partial<Record<string, Readonly<Record<Language, string>>>>>;
}

/** By rule id; one file a topic under text/rules/. */
const RULES: Readonly<Record<string, RuleWords>> = {
  ...CONDITIONS_RULES,
  ...CONTRACTS_RULES,
  ...DUTIES_RULES,
  ...LOCK_UP_RULES,
  ...NOMINEES_RULES,
  ...PLEDGES_RULES,
  ...RELATED_RULES,
  ...CLASSIFICATION_RULES,
  ...PENETRATION_RULES,
  ...PARTNERSHIPS_RULES,
  ...NON_FINANCIAL_RULES,
  ...PARTICIPATIONS_RULES,
  ...FOREIGN_INVESTMENT_RULES,
  ...CYBER_REVIEW_RULES,
  ...TAKEOVER_RULES,
  ...IFRS_10_RULES,
};

export const RULE_IDS_WITH_WORDS = Object.keys(RULES);

/** The words of a rule. Throws where a rule has none: a rule without words does not load (tested). */
export function ruleWords(rule: string): RuleWords {
  const words = RULES[rule];
  if (!words) throw new Error(`rule ${rule} has no words in text/rules`);
  return words;
}

/** Of a finding on a day before the law: what follows from the later text, and that it did not hold yet. */
const BEFORE_LAW: Readonly<Record<Language, string>> = {
  en: "by the text in force from {lawFrom}: {text}; the text in force on the day is not known here, so nothing is concluded",
  zh: "按自 {lawFrom} 起施行的条文：{text}；当日施行的条文未收录，不作认定",
};

/**
 * The message of a rule and verdict with its parameters filled in; `under` is the verdict that a text not yet in force
 * would lead to.
 */
export function ruleMessage(
  language: Language,
  rule: string,
  verdict: string,
  parameters: Readonly<Record<string, string>>,
): string {
  const { messages } = ruleWords(rule);
  const said = parameters.under ?? verdict;
  const message = messages[`${said}.${parameters.case ?? ""}`] ?? messages[said];
  if (!message) throw new Error(`rule ${rule} has no message for ${said}`);
  const text = fill(message[language], parameters);
  return parameters.under === undefined ? text : fill(BEFORE_LAW[language], { ...parameters, text });
}
