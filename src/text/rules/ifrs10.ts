import type { RuleWords } from "../ruleWords.js";

/** IF-10-1 … IF-10-4: control and significant influence under IFRS 10 and IAS 28. */
export const IFRS_10_RULES = {
  "IF-10-1": {
    title: { en: "Control by the majority of votes", zh: "过半数表决权形成的控制" },
    judge: {
      en: "whether the votes are substantive, whether returns vary and whether the holder acts as an agent",
      zh: "表决权是否为实质性权利、是否享有可变回报、是否为代理人",
    },
    messages: {
      advisory: {
        en: "{parties} commands {measured} of the votes of {subject}: control by a majority",
        zh: "{parties} 支配 {subject} {measured} 的表决权，过半数，形成控制",
      },
      undetermined: {
        en: "{parties} may command a majority of the votes of {subject} ({measured})",
        zh: "{parties} 支配 {subject} 的表决权可能过半（{measured}）",
      },
    },
  },
  "IF-10-2": {
    title: { en: "De facto control", zh: "事实控制" },
    judge: {
      en: "patterns of voting and attendance, other rights, relations with other holders: de facto control is never certain from a register",
      zh: "以往表决与出席情况、其他权利、与其他股东的关系：仅凭股东名册不能确定事实控制",
    },
    messages: {
      advisory: {
        en: "{parties} commands {measured} of the votes of {subject}, more than all other named holders: perhaps control in fact",
        zh: "{parties} 支配 {subject} {measured} 的表决权，超过其余具名股东之和，可能构成事实控制",
      },
      clear: {
        en: "{parties} commands {measured} of the votes of {subject}, but two others outvote it",
        zh: "{parties} 支配 {subject} {measured} 的表决权，但另两名股东即可超过",
      },
      undetermined: {
        en: "whether {parties}, with {measured} of the votes of {subject}, controls it in fact is open",
        zh: "{parties} 支配 {subject} {measured} 的表决权，是否构成事实控制未定",
      },
      "advisory.attendance": {
        en: "{parties} commands {measured} of all votes of {subject}, and a majority of those present (attendance {attendance}): perhaps control in fact",
        zh: "{parties} 支配 {subject} {measured} 的表决权，占出席表决权过半（出席率 {attendance}），可能构成事实控制",
      },
      "clear.attendance": {
        en: "{parties} commands {measured} of all votes of {subject}, no majority of those present (attendance {attendance})",
        zh: "{parties} 支配 {subject} {measured} 的表决权，未占出席表决权过半（出席率 {attendance}）",
      },
    },
  },
  "IF-10-3": {
    title: { en: "Control by other rights", zh: "以其他权利形成的控制" },
    judge: {
      en: "whether the rights are substantive and give power over the relevant activities",
      zh: "该等权利是否为实质性权利、能否主导相关活动",
    },
    messages: {
      advisory: { en: "{parties} controls {subject} by {basis}", zh: "{parties} 以 {basis} 控制 {subject}" },
      undetermined: {
        en: "{parties} may control {subject} by {basis}",
        zh: "{parties} 可能以 {basis} 控制 {subject}",
      },
    },
  },
  "IF-10-4": {
    title: { en: "Significant influence presumed", zh: "重大影响的推定" },
    judge: {
      en: "whether the presumption is rebutted, and what influence fewer votes with seats on the board give",
      zh: "推定有无相反证据，不足 20 % 而占有董事会席位时影响程度如何",
    },
    messages: {
      advisory: {
        en: "{parties} commands {measured} of the votes of {subject}: significant influence is presumed",
        zh: "{parties} 支配 {subject} {measured} 的表决权，推定具有重大影响",
      },
      undetermined: {
        en: "whether {parties} ({measured} of the votes) has significant influence over {subject} is open",
        zh: "{parties}（表决权 {measured}）对 {subject} 是否具有重大影响未定",
      },
    },
  },
} as const satisfies Record<string, RuleWords>;
