import type { RuleWords } from "../ruleWords.js";

/** SC-26, SC-28: whom the company verifies and follows, and whom it manages as its related parties. */
export const RELATED_RULES = {
  "SC-26": {
    title: { en: "Whom to verify and follow", zh: "应核实并掌握变动的主体" },
    judge: {
      en: "whether the records are complete and up to date",
      zh: "记录是否完整、及时",
    },
    messages: {
      advisory: {
        en: "{subject} verifies and follows {count} parties: {parties}",
        zh: "{subject} 应核实并掌握 {count} 个主体的变动：{parties}",
      },
      undetermined: {
        en: "{subject} perhaps has to verify and follow {count} more parties: {parties}",
        zh: "{subject} 可能还应核实 {count} 个主体：{parties}",
      },
    },
  },
  "SC-28": {
    title: { en: "Related parties of the company", zh: "证券公司关联方" },
    judge: {
      en: "other relations by which interests may be shifted",
      zh: "可能导致利益转移的其他关系",
    },
    messages: {
      advisory: {
        en: "{subject} manages {count} parties as its related parties: {parties}",
        zh: "{subject} 应将 {count} 个主体作为关联方管理：{parties}",
      },
      undetermined: {
        en: "{count} more parties are perhaps related parties of {subject}: {parties}",
        zh: "另有 {count} 个主体可能为 {subject} 的关联方：{parties}",
      },
      exempt: {
        en: "{count} shareholders with small holdings in the listed or quoted {subject} drop out: {parties}",
        zh: "上市或挂牌的 {subject} 有 {count} 名小额股东不计入：{parties}",
      },
    },
  },
} as const satisfies Record<string, RuleWords>;
