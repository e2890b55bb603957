import type { RuleWords } from "../ruleWords.js";

/** SC-R14, SC-44-1: approval, votes in proportion, and purchases on the market. */
export const DUTIES_RULES = {
  "SC-R14": {
    title: {
      en: "Approval of stakes and control, votes in proportion",
      zh: "持股与控制的批准，按出资比例表决",
    },
    judge: {
      en: "whether an approval covers this stake, and whether state rules provide otherwise for the votes",
      zh: "批准是否涵盖该股权，表决权比例是否另有国家规定",
    },
    messages: {
      breach: {
        en: "{parties} holds {measured} of {subject} without approval",
        zh: "{parties} 未经批准持有 {subject} {measured} 股权",
      },
      "breach.control": {
        en: "{parties} controls {measured} of {subject} without approval",
        zh: "{parties} 未经批准实际控制 {subject} {measured} 股权",
      },
      "breach.voting": {
        en: "the votes of {parties} in {subject} were agreed other than in proportion to its contribution ({measured})",
        zh: "{parties} 在 {subject} 的表决权约定与出资比例（{measured}）不一致",
      },
      clear: {
        en: "{parties} holds {measured} of {subject} with approval",
        zh: "{parties} 经批准持有 {subject} {measured} 股权",
      },
      "clear.control": {
        en: "{parties} controls {measured} of {subject} with approval",
        zh: "{parties} 经批准实际控制 {subject} {measured} 股权",
      },
      "clear.voting": {
        en: "the votes of {parties} in {subject} are in proportion to its contribution ({measured})",
        zh: "{parties} 在 {subject} 的表决权与出资比例（{measured}）一致",
      },
      undetermined: {
        en: "{parties} holds {measured} of {subject}; no approval is recorded",
        zh: "{parties} 持有 {subject} {measured} 股权，未见批准记录",
      },
      "undetermined.control": {
        en: "{parties} controls {measured} of {subject}; no approval is recorded",
        zh: "{parties} 实际控制 {subject} {measured} 股权，未见批准记录",
      },
      "undetermined.voting": {
        en: "whether the votes of {parties} in {subject} are in proportion to its contribution ({measured}) is not decided",
        zh: "{parties} 在 {subject} 的表决权是否与出资比例（{measured}）一致尚未确定",
      },
      exempt: {
        en: "the votes of {parties} in {subject} differ from its contribution, as approved",
        zh: "{parties} 在 {subject} 的表决权与出资比例不一致，已获批准",
      },
    },
  },
  "SC-44-1": {
    title: { en: "Placard and approval of purchases on the market", zh: "交易所、股转系统增持的举牌与核准" },
    judge: {
      en: "whether the placard and the report were complete, and how trading days and suspensions count",
      zh: "公告与报告是否完整，交易日及停牌如何计算",
    },
    messages: {
      breach: {
        en: "{parties} bought up to {measured} of {subject} on the market; no placard is recorded (due within {days} days, and no further purchase before approval; if refused, to be corrected within {tradingDays} trading days)",
        zh: "{parties} 通过市场买入后合计持有 {subject} {measured}，未见举牌记录（应在 {days} 日内公告，批准前不得继续增持；不予批准的，应在 {tradingDays} 个交易日内改正）",
      },
      "breach.standstill": {
        en: "{parties} went on buying {subject} after the placard of {day}, before approval ({measured})",
        zh: "{parties} 于 {day} 举牌后、获批准前继续增持 {subject}（{measured}）",
      },
      clear: {
        en: "{parties} bought up to {measured} of {subject} on the market, with placard and approval",
        zh: "{parties} 通过市场买入后合计持有 {subject} {measured}，已举牌并获批准",
      },
      undetermined: {
        en: "whether {parties} bought up to {measured} of {subject} on the market, together or alone, is not decided",
        zh: "{parties} 是否通过市场买入合计达到 {subject} {measured} 尚未确定",
      },
      "undetermined.approval": {
        en: "{parties} put up a placard on {day} for {measured} of {subject}; no approval is recorded, and no further purchase may be made before it",
        zh: "{parties} 于 {day} 就所持 {subject} {measured} 举牌，未见批准记录，批准前不得继续增持",
      },
      "undetermined.standstill": {
        en: "whether {parties} went on buying {subject} before approval is not decided ({measured})",
        zh: "{parties} 是否在获批准前继续增持 {subject} 尚未确定（{measured}）",
      },
      "undetermined.correction": {
        en: "{parties} was refused on {day}; whether the {tradingDays} trading days for correction have passed is not decided ({measured} of {subject}; held for less than {months} months, only afterwards)",
        zh: "{parties} 于 {day} 未获批准，{tradingDays} 个交易日的改正期限是否届满尚未确定（所持 {subject} {measured}；持股不足 {months} 个月的，期满后改正）",
      },
      advisory: {
        en: "{parties} was refused on {day} and must correct its {measured} of {subject} within {tradingDays} trading days (held for less than {months} months: afterwards)",
        zh: "{parties} 于 {day} 未获批准，应在 {tradingDays} 个交易日内就所持 {subject} {measured} 改正（持股不足 {months} 个月的，期满后改正）",
      },
    },
  },
} as const satisfies Record<string, RuleWords>;
