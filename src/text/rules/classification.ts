import type { RuleWords } from "../ruleWords.js";

/** SC-5-1 … SC-42: classes of shareholders. */
export const CLASSIFICATION_RULES = {
  "SC-5-1": {
    title: { en: "Controlling shareholder", zh: "控股股东" },
    judge: {
      en: "whether votes of half or less suffice for a significant influence on resolutions: attendance at meetings, how dispersed the other holders are, who nominates directors",
      zh: "表决权不超过半数时是否足以对股东（大）会决议产生重大影响：股东会出席情况、其余股权的分散程度、董事提名情况",
    },
    messages: {
      advisory: {
        en: "{parties} is a controlling shareholder of {subject} ({measured} of the equity)",
        zh: "{parties} 为 {subject} 的控股股东（持股 {measured}）",
      },
      "advisory.votes": {
        en: "{parties} is a controlling shareholder of {subject}: it commands {measured} of the votes that can be cast",
        zh: "{parties} 为 {subject} 的控股股东：支配可行使表决权的 {measured}",
      },
      undetermined: {
        en: "{parties} may be a controlling shareholder of {subject} ({measured} of the equity)",
        zh: "{parties} 可能为 {subject} 的控股股东（持股 {measured}）",
      },
      "undetermined.votes": {
        en: "{parties} commands {measured} of the votes in {subject}; whether that suffices for a significant influence on resolutions is open",
        zh: "{parties} 支配 {subject} 表决权的 {measured}，是否足以对决议产生重大影响尚不能认定",
      },
    },
  },
  "SC-5-2": {
    title: { en: "Major shareholder", zh: "主要股东" },
    judge: {
      en: "whether holders who together reach the line count as one: the article speaks of the shareholder alone",
      zh: "合计达到标准的股东是否应视同主要股东：条文仅就单一股东而言",
    },
    messages: {
      advisory: {
        en: "{parties} is a major shareholder of {subject} ({measured})",
        zh: "{parties} 为 {subject} 的主要股东（{measured}）",
      },
      "advisory.boundary": {
        en: "{parties} is a major shareholder of {subject} ({measured}, exactly the line: the words of Article 5(3), read with Article 1259 of the Civil Code, include it too)",
        zh: "{parties} 为 {subject} 的主要股东（{measured}，恰为界限：依民法典第 1259 条，第五条第三项“以下”亦含本数）",
      },
      "advisory.control": {
        en: "{parties} alone holds {alone} of {subject}, but {measured} with all it controls",
        zh: "{parties} 单独持有 {subject} {alone}，连同其控制的主体合计 {measured}",
      },
      "advisory.concert": {
        en: "{parties} alone holds {alone} of {subject}, but {measured} with those it acts in concert with",
        zh: "{parties} 单独持有 {subject} {alone}，与一致行动人合计 {measured}",
      },
      undetermined: {
        en: "{parties} may be a major shareholder of {subject} ({measured})",
        zh: "{parties} 可能为 {subject} 的主要股东（{measured}）",
      },
      "undetermined.control": {
        en: "{parties} alone holds {alone} of {subject}; with all it may control {measured}",
        zh: "{parties} 单独持有 {subject} {alone}，连同可能由其控制的主体合计 {measured}",
      },
      "undetermined.concert": {
        en: "{parties} alone holds {alone} of {subject}; with those it may act in concert with {measured}",
        zh: "{parties} 单独持有 {subject} {alone}，与可能的一致行动人合计 {measured}",
      },
    },
  },
  "SC-5-3": {
    title: { en: "Minor shareholder", zh: "持股百分之五以下的股东" },
    judge: { en: "nothing beyond the records", zh: "以记录为准，无须另行判断" },
    messages: {
      advisory: {
        en: "{parties} holds less than a major shareholder of {subject} ({measured})",
        zh: "{parties} 持有 {subject} 的股权低于主要股东标准（{measured}）",
      },
      undetermined: {
        en: "{parties} may hold less than a major shareholder of {subject} ({measured})",
        zh: "{parties} 持有 {subject} 的股权可能低于主要股东标准（{measured}）",
      },
    },
  },
  "SC-42": {
    title: { en: "Largest shareholder", zh: "第一大股东" },
    judge: {
      en: "where several hold the same, which of them the conditions for the largest shareholder are applied to",
      zh: "多名股东持股相同时，第一大股东的条件适用于何者",
    },
    messages: {
      advisory: {
        en: "{parties} is the largest shareholder of {subject} ({measured})",
        zh: "{parties} 为 {subject} 的第一大股东（{measured}）",
      },
      "advisory.tie": {
        en: "{parties} is a largest shareholder of {subject} ({measured}); another holds as much",
        zh: "{parties} 为 {subject} 的并列第一大股东（{measured}）",
      },
      undetermined: {
        en: "{parties} may be the largest shareholder of {subject} ({measured})",
        zh: "{parties} 可能为 {subject} 的第一大股东（{measured}）",
      },
    },
  },
} as const satisfies Record<string, RuleWords>;
