import type { RuleWords } from "../ruleWords.js";

/** SC-17 … SC-27: what shareholders may agree, and when it may take effect. */
export const CONTRACTS_RULES = {
  "SC-17": {
    title: { en: "No effect before approval", zh: "批准前协议不得生效" },
    judge: {
      en: "the wording of the agreement, due diligence and the work plan",
      zh: "协议条款、尽职调查及工作方案",
    },
    messages: {
      breach: {
        en: "the agreement behind the stake of {parties} in {subject} took effect on {day}, not approved by then ({approved})",
        zh: "{parties} 取得 {subject} 股权的协议于 {day} 生效，早于批准（{approved}）",
      },
      clear: {
        en: "the agreement behind the stake of {parties} in {subject} took effect on {day}, approved on {approved}",
        zh: "{parties} 取得 {subject} 股权的协议于 {day} 生效，{approved} 获批准",
      },
      undetermined: {
        en: "the agreement behind the stake of {parties} in {subject} took effect on {day}; whether after approval is not recorded",
        zh: "{parties} 取得 {subject} 股权的协议于 {day} 生效，是否在批准之后未见记录",
      },
      "undetermined.day": {
        en: "on which day the agreement behind the stake of {parties} in {subject} took effect is not recorded (approved: {approved})",
        zh: "{parties} 取得 {subject} 股权的协议于何日生效未见记录（批准：{approved}）",
      },
    },
  },
  "SC-19": {
    title: { en: "No handover before approval", zh: "批准前不得移交控制" },
    judge: {
      en: "who recommended the person, and whether votes pass in another disguise",
      zh: "人员由谁推荐，表决权是否以其他形式变相转让",
    },
    messages: {
      breach: {
        en: "{parties}, not yet approved, already has seats or votes in {subject}: {limbs}",
        zh: "{parties} 尚未获批准即已在 {subject} 取得席位或表决权：{limbs}",
      },
      clear: {
        en: "{parties}, not yet approved, has no recorded seat or vote in {subject}",
        zh: "{parties} 尚未获批准，未见其在 {subject} 取得席位或表决权",
      },
      undetermined: {
        en: "whether {parties}, not yet approved, was given seats in {subject} is not decided: {limbs}",
        zh: "{parties} 尚未获批准，是否已在 {subject} 取得席位尚未确定：{limbs}",
      },
    },
  },
  "SC-20": {
    title: { en: "No gambling clauses", zh: "禁止对赌" },
    judge: { en: "the nature of the clause as a whole", zh: "条款整体性质" },
    messages: {
      breach: {
        en: "a contract behind the holding of {parties} in {subject} has forbidden clauses: {limbs}",
        zh: "{parties} 所持 {subject} 股权的合同含禁止条款：{limbs}",
      },
      clear: {
        en: "no forbidden clause in the contracts behind the holding of {parties} in {subject}",
        zh: "{parties} 所持 {subject} 股权的合同未含禁止条款",
      },
    },
  },
  "SC-21": {
    title: { en: "Own funds", zh: "自有资金入股" },
    judge: { en: "the source of the funds", zh: "资金来源" },
    messages: {
      breach: {
        en: "{parties} holds {subject} with funds entrusted by {financier}",
        zh: "{parties} 以 {financier} 的委托资金入股 {subject}",
      },
      clear: {
        en: "the funds of {parties} for {subject} from {financier} are recorded as own",
        zh: "{parties} 入股 {subject} 的资金（来自 {financier}）记录为自有资金",
      },
      undetermined: {
        en: "whether the funds of {parties} for {subject} from {financier} are its own is not recorded",
        zh: "{parties} 入股 {subject} 的资金（来自 {financier}）是否为自有资金未见记录",
      },
      exempt: {
        en: "the funds of {parties} for {subject} from {financier} are recognised",
        zh: "{parties} 入股 {subject} 的资金（来自 {financier}）已获认可",
      },
    },
  },
  "SC-25-2": {
    title: { en: "No votes for the pledgee", zh: "不得约定质权人行使股东权利" },
    judge: { en: "whether control passes in another disguise", zh: "是否以其他形式变相转移控制权" },
    messages: {
      breach: {
        en: "the pledge contract of {parties} gives shareholder rights in {subject} to others: {limbs}",
        zh: "{parties} 的质押合同约定由他人行使 {subject} 的股东权利：{limbs}",
      },
      clear: {
        en: "the contracts of {parties} give no votes in {subject} to a pledgee",
        zh: "{parties} 的合同未约定由质权人行使 {subject} 的表决权",
      },
      undetermined: {
        en: "{parties} has pledged equity of {subject}; the clauses of the contract are not recorded",
        zh: "{parties} 已质押 {subject} 股权，合同条款未见记录",
      },
    },
  },
  "SC-27": {
    title: { en: "No votes without approval or filing", zh: "未批准或备案者不得表决" },
    judge: {
      en: "whether other rights (nomination, proposal, disposal) are suspended too",
      zh: "提名、提案、处分等其他权利是否同样受限",
    },
    messages: {
      breach: {
        en: "{parties} was not approved or filed, and its votes in {subject} are not suspended",
        zh: "{parties} 未经批准或备案，其在 {subject} 的表决权未暂停",
      },
      "breach.articles": {
        en: "the articles of {subject} do not keep unapproved or unfiled shareholders from voting",
        zh: "{subject} 章程未限制未经批准或备案股东的表决权",
      },
      clear: {
        en: "{parties} was not approved or filed, and its votes in {subject} are suspended",
        zh: "{parties} 未经批准或备案，其在 {subject} 的表决权已暂停",
      },
      "clear.articles": {
        en: "the articles of {subject} keep unapproved and unfiled shareholders from voting",
        zh: "{subject} 章程已限制未经批准或备案股东的表决权",
      },
      undetermined: {
        en: "{parties} was not approved or filed; whether all its votes in {subject} are suspended is not decided",
        zh: "{parties} 未经批准或备案，其在 {subject} 的表决权是否全部暂停尚未确定",
      },
      "undetermined.articles": {
        en: "whether the articles of {subject} keep unapproved shareholders from voting is not recorded",
        zh: "{subject} 章程是否限制未经批准或备案股东的表决权未见记录",
      },
    },
  },
} as const satisfies Record<string, RuleWords>;
