import type { RuleWords } from "../ruleWords.js";

/** SC-25-1: what part of a holding may be pledged. */
export const PLEDGES_RULES = {
  "SC-25-1": {
    title: { en: "Pledged part of a holding", zh: "股权质押比例" },
    judge: {
      en: "whether the pledge harms other shareholders or the company",
      zh: "质押是否损害其他股东和证券公司利益",
    },
    messages: {
      breach: {
        en: "{parties} has pledged {measured} of what it holds in {subject}",
        zh: "{parties} 质押其所持 {subject} 股权的 {measured}",
      },
      "breach.lockUp": {
        en: "{parties} has pledged {measured} of what it holds in {subject} inside its lock-up (until {end})",
        zh: "{parties} 在锁定期内（至 {end}）质押其所持 {subject} 股权的 {measured}",
      },
      clear: {
        en: "{parties} has pledged {measured} of what it holds in {subject}, within the limit",
        zh: "{parties} 质押其所持 {subject} 股权的 {measured}，未超过限额",
      },
      undetermined: {
        en: "whether {parties} has pledged too much of what it holds in {subject} is not decided ({measured})",
        zh: "{parties} 质押所持 {subject} 股权是否超限尚未确定（{measured}）",
      },
      "undetermined.lockUp": {
        en: "{parties} has pledged {measured} of what it holds in {subject}; whether inside its lock-up is not decided ({end})",
        zh: "{parties} 质押其所持 {subject} 股权的 {measured}，是否在锁定期内尚未确定（{end}）",
      },
      exempt: {
        en: "{parties} has pledged {measured} of a small holding in the listed or quoted {subject}: no limit applies",
        zh: "{parties} 质押其所持上市或挂牌的 {subject} 小额股权的 {measured}，不适用限额",
      },
    },
  },
} as const satisfies Record<string, RuleWords>;
