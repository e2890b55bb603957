import type { RuleWords } from "../ruleWords.js";

const EXEMPT = {
  en: "{parties}: Article 7 does not apply to this holding in {subject}",
  zh: "{parties} 所持 {subject} 股权不适用第七条",
} as const;

/** SC-7-3a, SC-7-3b and SC-22: structures up to their ends, without wealth-management products. */
export const PENETRATION_RULES = {
  "SC-7-3a": {
    title: { en: "Structure known to the ultimate holders", zh: "逐层穿透至最终权益持有人" },
    judge: {
      en: "whether those with whom the records end are the ultimate holders of rights, and whether documents bear out every layer",
      zh: "记录的终点是否即最终权益持有人，各层是否有文件佐证",
    },
    messages: {
      breach: {
        en: "the structure above {parties} cannot be followed to its ultimate holders: {measured} is known; the rest ends at {ends}",
        zh: "{parties} 的股权结构无法逐层穿透至最终权益持有人：仅 {measured} 可穿透，其余止于 {ends}",
      },
      clear: {
        en: "the structure above {parties} is known to its ultimate holders",
        zh: "{parties} 的股权结构可逐层穿透至最终权益持有人",
      },
      undetermined: {
        en: "the structure above {parties} is known to {measured}; the rest is not recorded",
        zh: "{parties} 的股权结构已知 {measured}，其余未见记录",
      },
      exempt: EXEMPT,
    },
  },
  "SC-7-3b": {
    title: { en: "No wealth-management product in the structure", zh: "股权结构中不得有理财产品" },
    judge: {
      en: "whether a product is one that the article means, and whether the CSRC has approved it: the words are “in principle”",
      zh: "该产品是否属于条文所称理财产品，是否经证监会认可：条文以“原则上”为限",
    },
    messages: {
      breach: {
        en: "a wealth-management product stands behind {parties}: {products}",
        zh: "{parties} 的股权结构中有理财产品：{products}",
      },
      clear: {
        en: "no wealth-management product stands behind {parties}",
        zh: "{parties} 的股权结构中没有理财产品",
      },
      undetermined: {
        en: "a wealth-management product may stand behind {parties}: {products}",
        zh: "{parties} 的股权结构中可能有理财产品：{products}",
      },
      "undetermined.open": {
        en: "no wealth-management product is recorded behind {parties}, but not everything is: {ends}",
        zh: "{parties} 的股权结构中未见理财产品，但下列主体之上未完全记录：{ends}",
      },
      exempt: EXEMPT,
      "exempt.approval": {
        en: "the product behind {parties} is approved: {products}",
        zh: "{parties} 股权结构中的理财产品已获认可：{products}",
      },
    },
  },
  "SC-22": {
    title: { en: "Structure explained layer by layer", zh: "逐层说明股权结构" },
    judge: {
      en: "whether the shareholder has explained its structure to the company, and its relations with other shareholders; the article itself was not read",
      zh: "股东是否已向证券公司说明其股权结构及与其他股东的关系；该条原文未读",
    },
    messages: {
      advisory: {
        en: "the records explain the structure above {parties} up to its ends and to who runs its partnerships",
        zh: "记录已逐层说明 {parties} 的股权结构，直至终点",
      },
      undetermined: {
        en: "the records explain {measured} of the structure above {parties}",
        zh: "记录仅说明 {parties} 股权结构的 {measured}，或未说明合伙企业由何人执行事务",
      },
    },
  },
} as const satisfies Record<string, RuleWords>;
