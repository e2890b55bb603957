import type { RuleWords } from "../ruleWords.js";

/** SC-29-6, SC-29-x: what shareholders and those above them must not do. */
export const NOMINEES_RULES = {
  "SC-29-6": {
    title: { en: "Nominee holding and disguised control", zh: "股权代持与变相控制" },
    judge: {
      en: "whether a proxy for one meeting, or an agreement, passes control in disguise",
      zh: "一次性授权或协议安排是否变相转移控制权",
    },
    messages: {
      breach: {
        en: "control of equity in {subject} passes from {from} to {to} without approval ({limbs}); report within {days} working days",
        zh: "{from} 将 {subject} 股权的控制权未经批准交予 {to}（{limbs}）；应在 {days} 个工作日内报告",
      },
      clear: {
        en: "{to} takes the votes of {from} in {subject}, and controls it all the same",
        zh: "{to} 受托行使 {from} 在 {subject} 的表决权，且本已控制后者",
      },
      undetermined: {
        en: "{to} takes the votes of {from} in {subject}; whether it controls it all the same is not decided",
        zh: "{to} 受托行使 {from} 在 {subject} 的表决权，是否本已控制后者尚未确定",
      },
      exempt: {
        en: "control of equity in {subject} passes from {from} to {to}, with approval",
        zh: "{from} 将 {subject} 股权的控制权交予 {to}，已获批准",
      },
    },
  },
  "SC-29-x": {
    title: { en: "Forbidden acts of shareholders and controllers", zh: "股东及实际控制人禁止行为" },
    judge: {
      en: "the evidence for the act: the record only says that somebody holds it to be so",
      zh: "行为的证据：记录仅表明有此认定",
    },
    messages: {
      breach: {
        en: "{parties}, holder of {subject} or above one: {limbs} is recorded; report within {days} working days",
        zh: "{parties}（{subject} 的股东或其上层）存在记录：{limbs}；应在 {days} 个工作日内报告",
      },
      clear: {
        en: "{parties}, holder of {subject} or above one: recorded as not so: {limbs}",
        zh: "{parties}（{subject} 的股东或其上层）记录为不存在：{limbs}",
      },
    },
  },
} as const satisfies Record<string, RuleWords>;
