import type { RuleWords } from "../ruleWords.js";

/** SC-5-1 … SC-42: classes of shareholders. */
export const CLASSIFICATION_RULES = {
  "SC-5-2": {
    title: { en: "Major shareholder", zh: "主要股东" },
    judge: { en: "nothing beyond the records", zh: "以记录为准，无须另行判断" },
    messages: {
      advisory: {
        en: "{parties} is a major shareholder of {subject} ({measured})",
        zh: "{parties} 为 {subject} 的主要股东（{measured}）",
      },
      undetermined: {
        en: "{parties} may be a major shareholder of {subject} ({measured})",
        zh: "{parties} 可能为 {subject} 的主要股东（{measured}）",
      },
    },
  },
} as const satisfies Record<string, RuleWords>;
