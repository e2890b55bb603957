import { fill, type Language } from "./issues.js";
import { CLASSIFICATION_RULES } from "./rules/classification.js";

/** Words of one rule: its title, what a person must still judge, and a message for each verdict it can have. */
export interface RuleWords {
  readonly title: Readonly<Record<Language, string>>;
  /** What data cannot decide. */
  readonly judge: Readonly<Record<Language, string>>;
  readonly messages: Readonly<Partial<Record<string, Readonly<Record<Language, string>>>>>;
}

/** By rule id; one file a topic under text/rules/. */
const RULES: Readonly<Record<string, RuleWords>> = { ...CLASSIFICATION_RULES };

export const RULE_IDS_WITH_WORDS = Object.keys(RULES);

/** The words of a rule. Throws where a rule has none: a rule without words does not load (tested). */
export function ruleWords(rule: string): RuleWords {
  const words = RULES[rule];
  if (!words) throw new Error(`rule ${rule} has no words in text/rules`);
  return words;
}

/** The message of a rule and verdict with its parameters filled in. */
export function ruleMessage(
  language: Language,
  rule: string,
  verdict: string,
  parameters: Readonly<Record<string, string>>,
): string {
  const message = ruleWords(rule).messages[verdict];
  if (!message) throw new Error(`rule ${rule} has no message for ${verdict}`);
  return fill(message[language], parameters);
}
