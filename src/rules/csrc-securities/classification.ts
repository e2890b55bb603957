import { testOf } from "../../law/law.js";
import { meets } from "../../model/share.js";
import { type Conclusion, ofClassification } from "../finding.js";
import type { Rule } from "../rule.js";
import { holdingEvidence, type RuleContext, shareWords } from "../ruleContext.js";

/** Classes of shareholders, Articles 5 and 42: of the registered shareholder alone. */
const major: Rule = {
  id: "SC-5-2",
  parameter: "SC-5-2",
  severity: "info",
  conclude: (c: RuleContext) =>
    c.holders().flatMap((holder): Conclusion[] => {
      const verdict = ofClassification(meets(holder.equity, testOf(c.law("SC-5-2"))));
      if (!verdict) return [];
      return [
        {
          parties: [holder.id],
          verdict,
          measured: holder.equity,
          evidence: [holdingEvidence(c, holder)],
          parameters: { measured: shareWords(holder.equity) },
        },
      ];
    }),
};

export const CLASSIFICATION: readonly Rule[] = [major];
