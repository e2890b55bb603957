import type { RuleWords } from "../ruleWords.js";

/** SC-13-1, SC-13-1g and SC-13-2: limited partnerships as shareholders. */
export const PARTNERSHIPS_RULES = {
  "SC-13-1": {
    title: { en: "Limited partnership alone", zh: "单个有限合伙企业" },
    judge: {
      en: "whether the CSRC has approved the stake",
      zh: "该持股是否经证监会认可",
    },
    messages: {
      breach: {
        en: "the limited partnership {parties} controls {measured} of {subject}, as much as one may not",
        zh: "有限合伙企业 {parties} 控制 {subject} {measured} 的股权，达到上限",
      },
      clear: {
        en: "the limited partnership {parties} controls {measured} of {subject}, less than it may not reach",
        zh: "有限合伙企业 {parties} 控制 {subject} {measured} 的股权，未达上限",
      },
      undetermined: {
        en: "whether the limited partnership {parties} keeps below what it may not reach of {subject} is open ({measured})",
        zh: "有限合伙企业 {parties} 控制 {subject} 的股权是否达到上限尚未确定（{measured}）",
      },
      exempt: {
        en: "the stake of the limited partnership {parties} in {subject} ({measured}) is approved",
        zh: "有限合伙企业 {parties} 所控制的 {subject} 股权（{measured}）已获认可",
      },
    },
  },
  "SC-13-1g": {
    title: { en: "Limited partnerships counted together", zh: "有限合伙企业合并计算" },
    judge: {
      en: "whether a presumed relation is rebutted, whether a chain of relations makes one group, and what an approval covers",
      zh: "推定的关系是否被推翻，经多重关系相连者是否应合并，以及认可文件的范围",
    },
    messages: {
      breach: {
        en: "the limited partnerships {parties} together control {measured} of {subject}, as much as one may not",
        zh: "有限合伙企业 {parties} 合并控制 {subject} {measured} 的股权，达到上限",
      },
      "breach.transitive": {
        en: "the limited partnerships {parties} together control {measured} of {subject}, as much as one may not; some of them are joined only through others",
        zh: "有限合伙企业 {parties} 合并控制 {subject} {measured} 的股权，达到上限；其中部分仅经其他主体相连",
      },
      clear: {
        en: "the limited partnerships {parties} together control {measured} of {subject}, less than they may not reach",
        zh: "有限合伙企业 {parties} 合并控制 {subject} {measured} 的股权，未达上限",
      },
      undetermined: {
        en: "whether the limited partnerships {parties} together keep below what one may not reach of {subject} is open ({measured})",
        zh: "有限合伙企业 {parties} 合并控制 {subject} 的股权是否达到上限尚未确定（{measured}）",
      },
      exempt: {
        en: "the stakes of the limited partnerships {parties} in {subject} ({measured} together) are approved",
        zh: "有限合伙企业 {parties} 所控制的 {subject} 股权（合并 {measured}）均已获认可",
      },
    },
  },
  "SC-13-2": {
    title: { en: "Partners of a limited partnership", zh: "有限合伙企业的普通合伙人与第一大有限合伙人" },
    judge: {
      en: "who is responsible for the affairs of the partnership in fact, and what Article 7 asks beyond recorded facts",
      zh: "实际负责执行合伙事务者为何人，以及第七条中记录之外的要求",
    },
    messages: {
      breach: {
        en: "of the partners of {parties} (executive {executive}; first limited {first}) one does not meet Article 7: {limbs}",
        zh: "{parties} 的合伙人（执行事务：{executive}；第一大有限合伙人：{first}）不符合第七条：{limbs}",
      },
      clear: {
        en: "the partners of {parties} (executive {executive}; first limited {first}) meet Article 7 as far as the records tell",
        zh: "{parties} 的合伙人（执行事务：{executive}；第一大有限合伙人：{first}）依现有记录符合第七条",
      },
      undetermined: {
        en: "whether the partners of {parties} (executive {executive}; first limited {first}) meet Article 7 is not decided: {limbs}",
        zh: "{parties} 的合伙人（执行事务：{executive}；第一大有限合伙人：{first}）是否符合第七条尚未确定：{limbs}",
      },
      exempt: {
        en: "{parties} became a shareholder of {subject} on the market or in a public offering: its partners need not meet Article 7",
        zh: "{parties} 经市场交易或认购公开发行成为 {subject} 的股东，其合伙人不适用第七条",
      },
    },
  },
} as const satisfies Record<string, RuleWords>;
