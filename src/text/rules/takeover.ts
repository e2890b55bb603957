import type { RuleWords } from "../ruleWords.js";

/** CT-84-1 … CT-CHG-4: control under the Takeover Measures, the Company Law and the opinions on changes of control. */
export const TAKEOVER_RULES = {
  "CT-84-1": {
    title: { en: "Shareholder with half of the shares", zh: "持股 50% 以上的控股股东" },
    judge: {
      en: "whether the shareholder holds for itself, and whether shares of other classes count",
      zh: "是否代他人持有，特别表决权等类别股如何计算",
    },
    messages: {
      advisory: {
        en: "{parties} holds {measured} of {subject}: half or more",
        zh: "{parties} 持有 {subject} {measured} 的股份，达到 50%",
      },
      undetermined: {
        en: "{parties} may hold half or more of {subject} ({measured})",
        zh: "{parties} 持有 {subject} 的股份可能达到 50%（{measured}）",
      },
    },
  },
  "CT-84-2": {
    title: { en: "Directs more than 30 % of the votes", zh: "实际支配表决权超过 30%" },
    judge: {
      en: "whether votes that no record moves are directed in fact, and whether a presumption of concerted action is rebutted",
      zh: "是否存在未记录的实际支配关系，一致行动推定有无相反证据",
    },
    messages: {
      advisory: {
        en: "{parties} directs {measured} of the votes of {subject}",
        zh: "{parties} 可以实际支配 {subject} {measured} 的表决权",
      },
      undetermined: {
        en: "{parties} may direct more than 30 % of the votes of {subject} ({measured})",
        zh: "{parties} 实际支配 {subject} 的表决权可能超过 30%（{measured}）",
      },
      "advisory.concert": {
        en: "{parties} act in concert and direct {measured} of the votes of {subject} together",
        zh: "{parties} 为一致行动人，合计可以实际支配 {subject} {measured} 的表决权",
      },
      "undetermined.concert": {
        en: "{parties} may, in concert, direct more than 30 % of the votes of {subject} ({measured})",
        zh: "{parties} 如构成一致行动，合计支配 {subject} 的表决权可能超过 30%（{measured}）",
      },
    },
  },
  "CT-84-3": {
    title: { en: "Decides who fills half of the board", zh: "能够决定董事会半数以上成员选任" },
    judge: {
      en: "who nominates the directors in fact, and what cumulative voting changes",
      zh: "董事由谁提名，累积投票制的影响",
    },
    messages: {
      advisory: {
        en: "{parties} fills {measured} of the board of {subject}",
        zh: "{parties} 占有 {subject} 董事会席位 {measured}",
      },
      undetermined: {
        en: "whether {parties} fills half of the board of {subject} is open ({measured})",
        zh: "{parties} 是否占有 {subject} 董事会半数席位未定（{measured}）",
      },
      "advisory.votes": {
        en: "{parties} commands {measured} of the votes of {subject}, enough to elect the board",
        zh: "{parties} 支配 {subject} {measured} 的表决权，足以决定董事选任",
      },
      "undetermined.votes": {
        en: "whether the {measured} of votes of {parties} decide half of the board of {subject} is open",
        zh: "{parties} 支配的 {measured} 表决权能否决定 {subject} 董事会半数以上成员选任未定",
      },
    },
  },
  "CT-84-4": {
    title: { en: "Major influence on resolutions", zh: "足以对股东大会决议产生重大影响" },
    judge: {
      en: "attendance at meetings, how dispersed the other holders are, how resolutions were passed in the past",
      zh: "股东大会出席情况、其余股权的分散程度、以往决议的表决情况",
    },
    messages: {
      advisory: {
        en: "{parties} commands {measured} of the votes of {subject} and decides its resolutions",
        zh: "{parties} 支配 {subject} {measured} 的表决权，足以决定股东大会决议",
      },
      undetermined: {
        en: "whether the {measured} of votes of {parties} have a major influence on resolutions of {subject} is open",
        zh: "{parties} 支配的 {measured} 表决权是否足以对 {subject} 股东大会决议产生重大影响未定",
      },
    },
  },
  "CT-65": {
    title: { en: "Line of the mandatory offer", zh: "要约收购触发线" },
    judge: {
      en: "whether the holder goes on buying, whether an exemption applies, and whether a presumption of concerted action is rebutted",
      zh: "是否继续收购、是否适用豁免情形、一致行动推定有无相反证据",
    },
    messages: {
      advisory: {
        en: "{parties} holds {measured} of {subject}, the line of the mandatory offer is reached",
        zh: "{parties} 持有 {subject} {measured} 的股份，已达到要约收购触发线",
      },
      undetermined: {
        en: "{parties} may have reached the line of the mandatory offer in {subject} ({measured})",
        zh: "{parties} 持有 {subject} 的股份可能已达到要约收购触发线（{measured}）",
      },
      "advisory.concert": {
        en: "{parties} hold {measured} of {subject} in concert, the line of the mandatory offer is reached",
        zh: "{parties} 一致行动合计持有 {subject} {measured} 的股份，已达到要约收购触发线",
      },
      "undetermined.concert": {
        en: "{parties} may, in concert, have reached the line of the mandatory offer in {subject} ({measured})",
        zh: "{parties} 如构成一致行动，合计持有 {subject} 的股份可能已达到要约收购触发线（{measured}）",
      },
    },
  },
  "CT-CL-2": {
    title: { en: "Controlling shareholder under the Company Law", zh: "公司法上的控股股东" },
    judge: {
      en: "whether votes of half or less suffice for a major influence on resolutions",
      zh: "不超过半数的表决权是否足以对股东会决议产生重大影响",
    },
    messages: {
      advisory: {
        en: "{parties} holds {measured} of the capital of {subject}: its controlling shareholder",
        zh: "{parties} 持有 {subject} {measured} 的出资，为控股股东",
      },
      undetermined: {
        en: "{parties} may be the controlling shareholder of {subject} ({measured})",
        zh: "{parties} 可能为 {subject} 的控股股东（{measured}）",
      },
      "advisory.votes": {
        en: "{parties} commands {measured} of the votes of {subject}: its controlling shareholder by votes",
        zh: "{parties} 支配 {subject} {measured} 的表决权，依表决权为控股股东",
      },
      "undetermined.votes": {
        en: "{parties} may be the controlling shareholder of {subject} by votes ({measured})",
        zh: "{parties} 依表决权可能为 {subject} 的控股股东（{measured}）",
      },
    },
  },
  "CT-CL-3": {
    title: { en: "Actual controller under the Company Law", zh: "公司法上的实际控制人" },
    judge: {
      en: "who directs the company in fact where no record says so",
      zh: "无记录支持时事实上由谁支配公司行为",
    },
    messages: {
      advisory: {
        en: "{parties} is the actual controller of {subject} (controlled stake {measured})",
        zh: "{parties} 为 {subject} 的实际控制人（控制股权比例 {measured}）",
      },
      undetermined: {
        en: "{parties} may be the actual controller of {subject} (controlled stake {measured})",
        zh: "{parties} 可能为 {subject} 的实际控制人（控制股权比例 {measured}）",
      },
      "advisory.joint": {
        en: "{parties} control {subject} jointly (controlled stake {measured})",
        zh: "{parties} 共同控制 {subject}（控制股权比例 {measured}）",
      },
      "undetermined.joint": {
        en: "{parties} may control {subject} jointly (controlled stake {measured})",
        zh: "{parties} 可能共同控制 {subject}（控制股权比例 {measured}）",
      },
      "undetermined.none": {
        en: "on the records nobody controls {subject}",
        zh: "现有记录中无人控制 {subject}",
      },
    },
  },
  "CT-CHG-1": {
    title: {
      en: "No change of the actual controller in 36 months",
      zh: "最近 36 个月实际控制人未变更（主板）",
    },
    judge: {
      en: "whether the company applies for a listing on this market, whether a transfer by inheritance or between state bodies may be disregarded, and whether records reach back far enough",
      zh: "公司是否申请在该板块上市，继承或国有股权划转等能否不视为变更，记录是否覆盖整个期间",
    },
    messages: {
      breach: {
        en: "the actual controller of {subject} changed within 36 months: {before} until {since}, now {controllers}",
        zh: "{subject} 的实际控制人在 36 个月内发生变更：{since} 前为 {before}，现为 {controllers}",
      },
      clear: {
        en: "no change of the actual controller of {subject} in 36 months: {controllers}",
        zh: "{subject} 的实际控制人 {controllers} 在 36 个月内未发生变更",
      },
      exempt: {
        en: "the actual controller of {subject} changed from one state body to another ({before}, since {since} {controllers}), which may be disregarded",
        zh: "{subject} 的实际控制人由 {before} 变为 {controllers}（{since}），属国有主体之间的变更，可不视为变更",
      },
      undetermined: {
        en: "whether the actual controller of {subject} changed in 36 months is open: the records do not say who controlled throughout",
        zh: "{subject} 的实际控制人在 36 个月内是否变更未定：记录未能说明整个期间的控制情况",
      },
    },
  },
  "CT-CHG-1s": {
    title: {
      en: "No change of the actual controller in 24 months",
      zh: "最近 24 个月实际控制人未变更（科创板、创业板）",
    },
    judge: {
      en: "whether the company applies for a listing on this market, whether a transfer by inheritance or between state bodies may be disregarded, and whether records reach back far enough",
      zh: "公司是否申请在该板块上市，继承或国有股权划转等能否不视为变更，记录是否覆盖整个期间",
    },
    messages: {
      breach: {
        en: "the actual controller of {subject} changed within 24 months: {before} until {since}, now {controllers}",
        zh: "{subject} 的实际控制人在 24 个月内发生变更：{since} 前为 {before}，现为 {controllers}",
      },
      clear: {
        en: "no change of the actual controller of {subject} in 24 months: {controllers}",
        zh: "{subject} 的实际控制人 {controllers} 在 24 个月内未发生变更",
      },
      exempt: {
        en: "the actual controller of {subject} changed from one state body to another ({before}, since {since} {controllers}), which may be disregarded",
        zh: "{subject} 的实际控制人由 {before} 变为 {controllers}（{since}），属国有主体之间的变更，可不视为变更",
      },
      undetermined: {
        en: "whether the actual controller of {subject} changed in 24 months is open: the records do not say who controlled throughout",
        zh: "{subject} 的实际控制人在 24 个月内是否变更未定：记录未能说明整个期间的控制情况",
      },
    },
  },
  "CT-CHG-2": {
    title: { en: "Conditions of joint control", zh: "共同控制的条件" },
    judge: {
      en: "whether the agreement is clear about dissent and stays in force in the foreseeable future, whether governance works, and whether it was stable before",
      zh: "协议对分歧解决是否明确、在可预期期限内是否稳定有效，公司治理是否健全，此前是否稳定",
    },
    messages: {
      clear: {
        en: "{parties} control {subject} jointly ({measured}) by a document without an end",
        zh: "{parties} 共同控制 {subject}（{measured}），有文件且未约定终止",
      },
      breach: {
        en: "{parties} are said to control {subject} jointly, but {without} has no votes there",
        zh: "{parties} 主张共同控制 {subject}，但 {without} 不持有也不支配表决权",
      },
      undetermined: {
        en: "whether {parties} control {subject} jointly ({measured}) is open",
        zh: "{parties} 是否共同控制 {subject}（{measured}）未定",
      },
    },
  },
  "CT-CHG-3": {
    title: { en: "Presumed controller with 30 %", zh: "单一股东 30% 推定" },
    judge: {
      en: "whether contrary proof exists: a board nominated by others, agreements, past votes",
      zh: "有无相反证据：董事由他人提名、协议安排、以往表决情况",
    },
    messages: {
      advisory: {
        en: "{parties} commands {measured} of the votes of {subject}, more than anyone: presumed controller",
        zh: "{parties} 支配 {subject} {measured} 的表决权且为最多者，推定为实际控制人",
      },
      undetermined: {
        en: "{parties} may have to be presumed to control {subject} ({measured})",
        zh: "{parties} 是否推定为 {subject} 的实际控制人未定（{measured}）",
      },
    },
  },
  "CT-CHG-4": {
    title: { en: "Kin who may control with the controller", zh: "可能共同控制的近亲属" },
    judge: {
      en: "whether the relative plays an important part in decisions, and so is a co-controller",
      zh: "该亲属在公司经营决策中是否发挥重要作用，从而构成共同实际控制人",
    },
    messages: {
      advisory: {
        en: "{parties}, kin of the actual controller, has {measured} of {subject} or a post there: explain whether they control jointly",
        zh: "{parties} 为实际控制人的近亲属，控制 {subject} {measured} 的股权或任职，须说明是否为共同实际控制人",
      },
      undetermined: {
        en: "{parties}, kin of the actual controller, may have 5 % of {subject} ({measured})",
        zh: "{parties} 为实际控制人的近亲属，控制 {subject} 的股权可能达到 5%（{measured}）",
      },
    },
  },
} as const satisfies Record<string, RuleWords>;
