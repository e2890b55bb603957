import type { Word } from "./words.js";

/** What `check`, and `explain` of a finding, say; the words of single rules stand in text/rules. */
export const CHECK_WORDS = {
  "verb.check": {
    en: "findings under a rulebook: what is breached, what is open and what would settle it",
    zh: "某一规则集下的核查结论：违反什么、何者未定、缺什么材料",
  },
  "option.rulebook": {
    en: "rulebook (default: the one written for the subject's sector)",
    zh: "规则集（默认依主体所属行业）",
  },
  "option.force": {
    en: "check a subject of another sector than the rulebook is written for",
    zh: "主体行业与规则集不符时仍核查",
  },
  "option.verbose": {
    en: "also what is clear, and what a person must still judge, rule by rule",
    zh: "另列合规结论，并逐条列明须由人判断的事项",
  },
  "argument.explainFrom": {
    en: "id or unique name of the owner; or the id of a finding alone, as check prints it",
    zh: "持有人的编号或唯一名称；或仅给出 check 所列结论的编号",
  },

  "refuse.noRulebook": {
    en: "no rulebook is written for {subject} ({sector}); choose one with --rulebook: {known}",
    zh: "没有适用于 {subject}（{sector}）的规则集；请用 --rulebook 指定：{known}",
  },
  "refuse.sector": {
    en: "{subject} ({sector}) is of another sector than {rulebook} is written for; --force checks it all the same",
    zh: "{rulebook} 并非为 {subject}（{sector}）所属行业制定；加 --force 仍可核查",
  },
  "refuse.sectorUnknown": { en: "sector not recorded", zh: "未记录行业" },
  "refuse.rulebook": {
    en: "there is no rulebook “{id}”; there are {known}",
    zh: "没有规则集“{id}”；可用 {known}",
  },
  "refuse.finding": {
    en: "there is no finding “{id}” on {date}; {command} lists those there are",
    zh: "{date} 没有结论“{id}”；可用 {command} 查看全部",
  },
  "refuse.findingForm": {
    en: "“{id}” alone is no finding's id; write RULE@SUBJECT:PARTIES as check prints it, or two parties",
    zh: "“{id}”不是结论编号；请按 check 所列写作 规则@主体:当事方，或给出两个主体",
  },

  "check.none": {
    en: "No rule of {rulebook} has anything to say about {subject} on these records.",
    zh: "依现有记录，{rulebook} 对 {subject} 没有任何结论。",
  },
  "check.summary": {
    en: "{breaches} {breaches|breach|breaches}, {open} undetermined; {clear} clear, {exempt} exempt, {advisory} to note.",
    zh: "违反 {breaches} 项，未定 {open} 项；合规 {clear} 项，豁免 {exempt} 项，提示 {advisory} 项。",
  },
  "check.noBreach": {
    en: "Nothing is breached as far as the records go.",
    zh: "就现有记录而言，未发现违反。",
  },
  "check.openNote": {
    en: "Undetermined is not clear: each says what would settle it.",
    zh: "未定并非合规：各项均列明尚须查明的事项。",
  },
  "check.heading.breach": { en: "Breach", zh: "违反" },
  "check.heading.undetermined": { en: "Undetermined", zh: "未定" },
  "check.heading.clear": { en: "Clear", zh: "合规" },
  "check.heading.exempt": { en: "Exempt", zh: "豁免" },
  "check.heading.advisory": { en: "To note", zh: "提示" },
  "check.severity.high": { en: "high", zh: "高" },
  "check.severity.medium": { en: "medium", zh: "中" },
  "check.severity.low": { en: "low", zh: "低" },
  "check.severity.info": { en: "information", zh: "提示" },
  "check.article": { en: "article {article}", zh: "第 {article} 条" },
  "check.against": { en: "{measured} against {limit}", zh: "{measured}，标准 {limit}" },
  "check.missing": { en: "missing: {what}", zh: "缺少：{what}" },
  "check.missingOf": { en: "{what} of {entity}", zh: "{entity} 的{what}" },
  "check.exemption": { en: "exempt: {reason}", zh: "豁免：{reason}" },
  "check.conflict": { en: "another text says otherwise: {text}", zh: "另有文本规定不同：{text}" },
  "check.duty": { en: "a duty stands: {duty}", zh: "尚有义务：{duty}" },
  "check.note.boundary-overlap": {
    en: "exactly at the threshold, where two classes meet by the words of the text",
    zh: "恰为标准值：依文字两类重合",
  },
  "check.note.tie": { en: "several are equal in first place", zh: "并列第一" },
  "check.note.transitive": {
    en: "not every two members have a reason of their own: some are joined through others",
    zh: "并非每两个成员之间均有直接理由，部分经由他人相联",
  },
  "check.limb": { en: "limb: {limb}", zh: "情形：{limb}" },
  "check.consequences": { en: "a breach leads to {articles}", zh: "违反的后果：{articles}" },
  "check.evidence": { en: "on: {evidence}", zh: "依据：{evidence}" },
  "check.judge": { en: "a person must still judge: {judge}", zh: "仍须由人判断：{judge}" },
  "check.unverified": { en: "unverified reading", zh: "未经核实的解读" },
  "check.fact": { en: "{entity}: {fact} = {value}", zh: "{entity}：{fact} = {value}" },
  "check.factOn": { en: "{entity}: {fact} = {value} ({on})", zh: "{entity}：{fact} = {value}（{on}）" },
  "check.more": {
    en: "… and {count} more; --format json has all",
    zh: "……另有 {count} 项；全部见 --format json",
  },
  "check.explainHint": {
    en: "The derivation of one finding: {command}",
    zh: "查看某项结论的推导：{command}",
  },
  "check.column.rule": { en: "Rule", zh: "规则" },
  "check.column.title": { en: "About", zh: "内容" },
  "check.column.parties": { en: "Whom", zh: "主体" },
  "check.column.reason": { en: "Why", zh: "理由" },

  "duty.approval": { en: "approval", zh: "核准" },
  "duty.filing": { en: "filing", zh: "备案" },
  "duty.placard": { en: "placard", zh: "举牌公告" },
  "duty.report": { en: "report", zh: "报告" },

  "finding.title": { en: "Finding {id}", zh: "结论 {id}" },
  "finding.law": { en: "The rule's text", zh: "规则原文" },
  "finding.noQuote": {
    en: "the text itself was not read; {article}, as {source} reports it",
    zh: "未读到原文；{article}，据 {source}",
  },
  "finding.inForce": { en: "in force from {from}; {source}", zh: "自 {from} 起施行；{source}" },
  "finding.computed": { en: "What is computed", zh: "计算方法" },
  "finding.test": { en: "Test: {measured} {limit}", zh: "检验：{measured} {limit}" },
  "finding.measuredWord": { en: "the measure", zh: "计量值" },
  "finding.rests": { en: "What it rests on", zh: "依据的记录" },
  "finding.noEvidence": {
    en: "no single record: it rests on what the records do not say",
    zh: "无单独记录：所据为记录未载之事",
  },
  "finding.replay": { en: "Replayed", zh: "重算" },
  "finding.replay.same": {
    en: "computed again from all records, in reverse order: the same, to the fraction",
    zh: "以全部记录倒序重算：结论与分数均一致",
  },
  "finding.replay.differs": {
    en: "computed again from all records, in reverse order: NOT the same; please report this",
    zh: "以全部记录倒序重算：结论不一致，请报告",
  },
  "finding.replay.citedSame": {
    en: "computed again from the {count} cited {count|record|records} alone: the same verdict and measure",
    zh: "仅以所引 {count} 条记录重算：结论与计量一致",
  },
  "finding.replay.citedOther": {
    en: "from the {count} cited {count|record|records} alone: {verdict}; the finding needs the rest of the register too",
    zh: "仅以所引 {count} 条记录重算：{verdict}；该结论尚依赖其余登记记录",
  },
  "finding.replay.citedNone": {
    en: "from the {count} cited {count|record|records} alone nothing follows; the finding needs the rest of the register too",
    zh: "仅以所引 {count} 条记录无从得出结论；尚依赖其余登记记录",
  },
  "finding.judge": { en: "What a person must still judge", zh: "仍须由人判断" },
} as const satisfies Record<string, Word>;

const word = (en: string, zh: string): Word => ({ en, zh });

/** What a finding asks, or misses, of a party, by its code; a code that is not here stands for itself. */
export const MISSING_LABELS: Readonly<Record<string, Word>> = {
  acquiredBy: word("how it was acquired", "取得方式"),
  actualController: word("the actual controller", "实际控制人"),
  attendance: word("attendance at general meetings", "股东会出席情况"),
  badCreditRecord: word("bad credit records", "不良信用记录"),
  businessSuspended: word("suspended business", "停业"),
  concert: word("acting in concert", "一致行动"),
  contingentLiabilities: word("contingent liabilities", "或有负债"),
  control: word("control", "控制"),
  controlFactsAnswered: word("whether control by other means was asked about", "其他控制方式是否已核查"),
  debtsDue: word("debts due", "到期债务"),
  debtsDueUnpaid: word("debts due and unpaid", "到期未清偿债务"),
  dishonestyImpact: word("the impact of dishonesty", "失信影响"),
  dispersion: word("how dispersed the other holders are", "其余股东的分散程度"),
  dormant: word("long dormancy", "长期未实际开展业务"),
  equity: word("equity", "股权"),
  executivePartner: word("the executive partner", "执行事务合伙人"),
  failedInvestee: word("responsibility for a failed investee", "对投资企业经营失败的责任"),
  financialExperience: word("experience in financial business", "金融业务经验"),
  firstLimitedPartner: word("the first limited partner", "第一大有限合伙人"),
  governanceFailure: word("failure of governance or internal control", "公司治理或内部控制失效"),
  governancePlan: word("a plan for governance", "完善公司治理的方案"),
  heldSince: word("the day the holding began", "持股起始日"),
  holders: word("the holders", "股东"),
  holding: word("the holding", "持股"),
  identity: word("the identity", "身份"),
  inLiquidation: word("liquidation", "清算"),
  inRectification: word("rectification ordered", "整改期"),
  intentionalCrime: word("sentences for intentional crime", "故意犯罪刑罚"),
  jurisdiction: word("the jurisdiction or nationality", "法域或国籍"),
  listing: word("whether it is listed, and where", "是否上市及上市地"),
  majorViolation: word("major violations", "重大违法违规记录"),
  netAssets: word("net assets", "净资产"),
  paidInCapital: word("paid-in capital", "实收资本"),
  plannedListing: word("where it plans to list (fact plannedListing)", "拟上市地（事实 plannedListing）"),
  profit: word("the profit of each year", "各年度利润"),
  riskDisposalPlan: word("a plan for disposing of risks", "风险处置预案"),
  sector: word("the sector", "行业"),
  selfRestraint: word("a mechanism of self-restraint", "自我约束机制"),
  seriousContingency: word("serious guarantees, lawsuits or arbitration", "重大担保、诉讼、仲裁事项"),
  shares: word("the exact shares", "确切持股比例"),
  stakeToTotalAssets: word("the stake over total assets", "所持股权占总资产的比例"),
  strategyFit: word("fit with its long-term strategy", "与长期战略协调一致"),
  totalAssets: word("total assets", "总资产"),
  transfer: word("the transfer", "转让"),
  underInvestigation: word("a pending investigation", "被立案调查"),
  unrecoveredLoss: word("losses not made good", "未弥补亏损"),
  usersOfPersonalInformation: word(
    "the number of users whose personal information is held",
    "掌握个人信息的用户数",
  ),
  voting: word("votes", "表决权"),
};

/** Why a rule does not apply; other codes are kinds of holders. */
export const EXEMPTION_LABELS: Readonly<Record<string, Word>> = {
  approval: word("an approval is recorded", "已有核准记录"),
  marketAcquired: word(
    "less than the threshold, bought on the market or in a public offering",
    "经交易所、股转系统交易或认购公开发行取得且未达标准",
  ),
};
