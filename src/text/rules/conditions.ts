import type { RuleWords } from "../ruleWords.js";

const EXEMPT = {
  en: "{parties}: Article 7 does not apply to this holding in {subject}",
  zh: "{parties} 所持 {subject} 股权不适用第七条",
} as const;

const FLAG = {
  en: "whether Article 10 asks more of {parties} is not decided: whether the business of {subject} is leveraged with cross risks is not recorded",
  zh: "{subject} 业务是否具有显著杠杆性质且存在交叉风险未见记录，{parties} 是否适用第十条尚未确定",
} as const;

/** Messages of a rule that asks several things of a party; `limbs` are the codes of those that have the verdict. */
const asked = (en: string, zh: string, which: string): RuleWords["messages"] => ({
  breach: {
    en: `{parties}, ${en} of {subject}, does not meet ${which}: {limbs}`,
    zh: `{parties}（{subject} 的${zh}）不符合条件：{limbs}`,
  },
  clear: {
    en: `{parties}, ${en} of {subject}, meets ${which} as far as the records tell`,
    zh: `{parties}（{subject} 的${zh}）依现有记录符合条件`,
  },
  undetermined: {
    en: `whether {parties}, ${en} of {subject}, meets ${which} is not decided: {limbs}`,
    zh: `{parties}（{subject} 的${zh}）是否符合条件尚未确定：{limbs}`,
  },
});

/** SC-7-1 … SC-12: what shareholders and those above them must be. */
export const CONDITIONS_RULES = {
  "SC-7-1": {
    title: { en: "Reputation of a shareholder", zh: "股东信誉" },
    judge: {
      en: "whether a violation or a bad credit record is major, and whether all registers were searched",
      zh: "违法违规或不良信用记录是否重大，各类名册是否均已查询",
    },
    messages: { ...asked("shareholder", "股东", "Article 7(1)"), exempt: EXEMPT },
  },
  "SC-7-2": {
    title: { en: "Ability to act as a shareholder", zh: "履行股东权利义务的能力" },
    judge: {
      en: "whether a guarantee, lawsuit or arbitration may seriously affect its continuing operation",
      zh: "担保、诉讼、仲裁等事项是否可能严重影响持续经营",
    },
    messages: { ...asked("shareholder", "股东", "Article 7(2)"), exempt: EXEMPT },
  },
  "SC-7-4": {
    title: {
      en: "No lasting harm by dishonesty, no failed investment",
      zh: "无失信影响，无投资企业经营失败责任",
    },
    judge: {
      en: "whether doubt in society is serious and eliminated, and whether the responsibility was major",
      zh: "社会质疑是否严重、影响是否消除，责任是否重大",
    },
    messages: { ...asked("shareholder", "股东", "Article 7(4)"), exempt: EXEMPT },
  },
  "SC-8-2": {
    title: { en: "Net assets of a major shareholder", zh: "主要股东净资产" },
    judge: {
      en: "financial soundness, leverage and the ability to replenish capital",
      zh: "财务状况、杠杆水平及持续补充资本的能力",
    },
    messages: {
      breach: {
        en: "{parties}, major shareholder of {subject}, has net assets of {measured} yuan, less than required",
        zh: "{parties}（{subject} 的主要股东）净资产 {measured} 元，低于要求",
      },
      clear: {
        en: "{parties}, major shareholder of {subject}, has net assets of {measured} yuan",
        zh: "{parties}（{subject} 的主要股东）净资产 {measured} 元，符合要求",
      },
      undetermined: {
        en: "whether {parties}, major shareholder of {subject}, has enough net assets is not decided ({measured})",
        zh: "{parties}（{subject} 的主要股东）净资产是否符合要求尚未确定（{measured}）",
      },
    },
  },
  "SC-8-4": {
    title: { en: "Solvency of a major shareholder", zh: "主要股东偿债能力" },
    judge: {
      en: "whether contingent liabilities are complete, and whether debts due are paid where no record says",
      zh: "或有负债是否完整；无记录时到期债务是否已清偿",
    },
    messages: asked("major shareholder", "主要股东", "Article 8(4)"),
  },
  "SC-9": {
    title: { en: "Plans of the largest and controlling shareholder", zh: "第一大股东、控股股东的方案与安排" },
    judge: {
      en: "whether the experience matches and the plans are feasible and effective: the records only say that they are there",
      zh: "经验是否匹配、方案是否切实可行：记录仅表明其存在",
    },
    messages: asked("largest or controlling shareholder", "第一大股东或控股股东", "Article 9"),
  },
  "SC-10-1": {
    title: { en: "Earnings of the largest and controlling shareholder", zh: "第一大股东、控股股东的盈利" },
    judge: {
      en: "long-term credit, and whether scale, income, profit and market share are at the forefront of the industry",
      zh: "长期信用水平，以及规模、收入、利润、市场占有率等是否居于行业前列",
    },
    messages: {
      ...asked("largest or controlling shareholder", "第一大股东或控股股东", "Article 10"),
      "undetermined.flag": FLAG,
      exempt: {
        en: "{parties}: Article 10 does not apply, a special circumstance of {subject} is recognised",
        zh: "{parties}：{subject} 属认可的特殊情形，不适用第十条",
      },
    },
  },
  "SC-10-2": {
    title: { en: "Size of the controlling shareholder", zh: "控股股东的规模" },
    judge: {
      en: "whether the core business is outstanding, and whether the profit is that of the main business",
      zh: "核心主业是否突出，利润是否来自主营业务",
    },
    messages: {
      ...asked("controlling shareholder", "控股股东", "Article 10"),
      "undetermined.flag": FLAG,
      exempt: {
        en: "{parties}: Article 10 does not apply, a special circumstance of {subject} is recognised",
        zh: "{parties}：{subject} 属认可的特殊情形，不适用第十条",
      },
    },
  },
  "SC-12": {
    title: { en: "Fitness of actual controllers", zh: "实际控制人的条件" },
    judge: {
      en: "the same as for shareholders, of the person who controls",
      zh: "与股东条件相同，就实际控制人判断",
    },
    messages: {
      breach: {
        en: "{parties}, behind {measured} of {subject}, does not meet Article 12: {limbs}",
        zh: "{parties}（实际控制 {subject} {measured} 股权）不符合第十二条：{limbs}",
      },
      clear: {
        en: "{parties}, behind {measured} of {subject}, meets Article 12 as far as the records tell",
        zh: "{parties}（实际控制 {subject} {measured} 股权）依现有记录符合第十二条",
      },
      undetermined: {
        en: "whether {parties}, behind {measured} of {subject}, meets Article 12 is not decided: {limbs}",
        zh: "{parties}（实际控制 {subject} {measured} 股权）是否符合第十二条尚未确定：{limbs}",
      },
    },
  },
} as const satisfies Record<string, RuleWords>;
