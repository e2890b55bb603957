import type { Conclusion, FindingSeverity } from "./finding.js";
import type { RuleContext } from "./ruleContext.js";

/** One rule of a rulebook: what data can decide of it. Words are in text/rules, figures in law/. */
export interface Rule {
  /** Id of RULES, such as "SC-13-1g". */
  readonly id: string;
  /** Law parameter it cites: article, comparator, figure, source. */
  readonly parameter: string;
  readonly severity: FindingSeverity;
  /**
   * One conclusion per party or group, in the order of ids; none where the rule concerns nobody. Made as they are taken
   * where there may be as many as holders.
   */
  conclude(c: RuleContext): Iterable<Conclusion>;
}

/** What a rule concludes of each of many, one after the other. */
export function* ofEach<Item>(
  items: Iterable<Item>,
  conclude: (item: Item) => Conclusion | null,
): Generator<Conclusion> {
  for (const item of items) {
    const conclusion = conclude(item);
    if (conclusion) yield conclusion;
  }
}
