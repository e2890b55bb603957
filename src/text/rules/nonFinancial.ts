import type { RuleWords } from "../ruleWords.js";

/** SC-15-2: a single non-financial enterprise. */
export const NON_FINANCIAL_RULES = {
  "SC-15-2": {
    title: { en: "Cap on a single non-financial enterprise", zh: "单个非金融企业实际控制股权比例" },
    judge: {
      en: "whether the enterprise is a non-financial one, and whether the CSRC recognises an exception such as the disposal of risks: the words are “in principle”",
      zh: "该企业是否属于非金融企业，是否存在处置风险等证监会认可的情形：条文以“原则上”为限",
    },
    messages: {
      breach: {
        en: "the non-financial enterprise {parties} controls {measured} of {subject}, more than one may",
        zh: "非金融企业 {parties} 实际控制 {subject} {measured} 的股权，超过上限",
      },
      clear: {
        en: "the non-financial enterprise {parties} controls {measured} of {subject}, no more than it may",
        zh: "非金融企业 {parties} 实际控制 {subject} {measured} 的股权，未超过上限",
      },
      "clear.sector": {
        en: "{parties} controls {measured} of {subject}, no more than a non-financial enterprise may; whether it is one does not matter",
        zh: "{parties} 实际控制 {subject} {measured} 的股权，即使属于非金融企业亦未超过上限",
      },
      undetermined: {
        en: "whether the non-financial enterprise {parties} controls more of {subject} than it may is open ({measured})",
        zh: "非金融企业 {parties} 实际控制 {subject} 的股权是否超过上限尚未确定（{measured}）",
      },
      "undetermined.sector": {
        en: "{parties} controls {measured} of {subject}; whether it is a non-financial enterprise, of which no more is allowed than the cap, is not recorded",
        zh: "{parties} 实际控制 {subject} {measured} 的股权；未记录其是否为非金融企业",
      },
      exempt: {
        en: "the stake that {parties} controls in {subject} ({measured}) is recognised by the CSRC",
        zh: "{parties} 实际控制 {subject} {measured} 的股权，已获证监会认可",
      },
    },
  },
} as const satisfies Record<string, RuleWords>;
