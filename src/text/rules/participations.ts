import type { RuleWords } from "../ruleWords.js";

/** SC-23: one control, two participations. */
export const PARTICIPATIONS_RULES = {
  "SC-23": {
    title: { en: "One control, two participations", zh: "一参一控" },
    judge: {
      en: "whether a stake falls under a further exception (a transition after a merger, a mandate of the State Council, another recognition), and whether the register holds all securities companies",
      zh: "是否存在并购过渡期、国务院授权持股等不予计算的情形，以及登记是否涵盖全部证券公司",
    },
    messages: {
      breach: {
        en: "of securities companies {parties} holds {held} and controls {controlled}, more than it may ({companies})",
        zh: "{parties} 参股、控股证券公司数量超过限制：参股 {held} 家，其中控股 {controlled} 家（{companies}）",
      },
      clear: {
        en: "of securities companies {parties} holds {held} and controls {controlled}, no more than it may ({companies})",
        zh: "{parties} 参股证券公司 {held} 家，其中控股 {controlled} 家，未超过限制（{companies}）",
      },
      undetermined: {
        en: "of securities companies {parties} holds {held} and controls {controlled}; whether that is more than it may is open ({companies})",
        zh: "{parties} 参股、控股证券公司数量是否超过限制尚未确定：参股 {held} 家，其中控股 {controlled} 家（{companies}）",
      },
      exempt: {
        en: "the stake of {parties} in {subject} is not counted",
        zh: "{parties} 所持 {subject} 的股权不计入参股、控股家数",
      },
    },
  },
} as const satisfies Record<string, RuleWords>;
