import type { Word } from "./words.js";

/** What `compare` says: changes, and the duties that follow from them. */
export const COMPARE_WORDS = {
  "verb.compare": {
    en: "what changed about a company between two dates or two registers, and which duties follow, by when",
    zh: "一家公司在两个日期（或两份名册）之间的变化，以及由此产生的报批、备案等义务和期限",
  },
  "option.from": { en: "the earlier day", zh: "较早的日期" },
  "option.to": {
    en: "the later day (default: the latest day on which a record begins)",
    zh: "较晚的日期（默认为记录中最晚的起始日）",
  },
  "option.with": {
    en: "the later register, in another file or folder; parties are matched by id",
    zh: "较晚的名册（另一文件或文件夹），主体按编号对应",
  },
  "option.forceCompare": {
    en: "apply the rulebook to a subject of another sector too",
    zh: "主体行业与规则集不符时仍适用",
  },
  "refuse.compareWhat": {
    en: "say what to compare: --from DATE (and --to DATE), or --with PATH",
    zh: "请说明比较对象：--from 日期（及 --to 日期），或 --with 路径",
  },
  "refuse.compareOrder": {
    en: "the days must follow each other: --from {from} does not come before --to {to}",
    zh: "日期顺序不对：--from {from} 不早于 --to {to}",
  },
  "refuse.compareNoDate": {
    en: "the records have no dates; two registers can be compared with --with PATH",
    zh: "记录中没有日期；可用 --with 路径比较两份名册",
  },
  "refuse.compareOnly": {
    en: "{id} says nothing about change; there are {known}",
    zh: "{id} 未规定变更义务；可用 {known}",
  },

  "compare.title": { en: "{before} → {after}", zh: "{before} → {after}" },
  "compare.noDate": { en: "no date", zh: "无日期" },
  "compare.none": { en: "Nothing changed.", zh: "没有变化。" },
  "compare.summary": {
    en: "{changes} {changes|change|changes}; {duties} {duties|duty|duties} under {rulebook}.",
    zh: "共 {changes} 项变化；依 {rulebook} 产生 {duties} 项义务。",
  },
  "compare.summaryPlain": {
    en: "{changes} {changes|change|changes}.",
    zh: "共 {changes} 项变化。",
  },
  "compare.duties": { en: "Duties", zh: "义务" },
  "compare.changes": { en: "Changes", zh: "变化" },
  "compare.group": { en: "{count} members, {share}", zh: "{count} 名成员，合计 {share}" },
  "compare.groupOf": { en: "{count} members", zh: "{count} 名成员" },
  "compare.more": {
    en: "… and {count} more; --format csv or json has all",
    zh: "……另有 {count} 项；全部见 --format csv 或 json",
  },
  "column.number": { en: "#", zh: "#" },
  "column.rule": { en: "Rule", zh: "规则" },
  "column.duty": { en: "Duty", zh: "义务" },
  "column.office": { en: "To", zh: "对象" },
  "column.due": { en: "Due", zh: "期限" },
  "column.event": { en: "Change on", zh: "变更日" },
  "column.change": { en: "Change", zh: "变化" },
  "column.before": { en: "Before", zh: "变化前" },
  "column.after": { en: "After", zh: "变化后" },

  "duty.approval": { en: "approval", zh: "报批" },
  "duty.filing": { en: "filing", zh: "备案" },
  "duty.placard": { en: "placard", zh: "举牌（报告并公告）" },
  "duty.report": { en: "report", zh: "报告" },
  "office.csrc": { en: "CSRC", zh: "中国证监会" },
  "office.csrc-local": { en: "local office of the CSRC", zh: "住所地证监局" },
  "office.exchange": { en: "exchange", zh: "证券交易所" },
  "office.company": { en: "the company", zh: "公司" },
  "basis.registeredOn": { en: "registered", zh: "登记日" },
  "basis.from": { en: "row begins", zh: "记录起始日" },
  "basis.end": { en: "row ends", zh: "记录终止日" },
  "basis.fact": { en: "fact", zh: "事实日期" },
  "duty.beforeEffect": { en: "before it takes effect", zh: "生效之前" },
  "duty.standstill": { en: "no further purchase before it", zh: "获批前不得继续增持" },
  "duty.by": { en: "{date} ({count} working days)", zh: "{date}（{count} 个工作日）" },
  "duty.byDays": { en: "{date} ({count} days)", zh: "{date}（{count} 日）" },
  "duty.undated": { en: "{count} working days; day not recorded", zh: "{count} 个工作日；变更日未记录" },
  "duty.undatedDays": { en: "{count} days; day not recorded", zh: "{count} 日；变更日未记录" },
  "duty.unpublished": { en: "calendar not published", zh: "日历未公布" },
  "duty.conflict": { en: "{article} asks for approval", zh: "{article} 要求报批" },
  "duty.alsoTo": { en: "also to: {offices}", zh: "并通知：{offices}" },
  "duty.reason": { en: "{number}. {message}", zh: "{number}. {message}" },
  "duty.missing": { en: "not recorded: {facts}", zh: "未记录：{facts}" },
  "duty.nobody": { en: "nobody", zh: "无" },

  "duty.cause.newMajorShareholder": {
    en: "{parties} is newly a major shareholder of {subject}: {before} before, {after} now",
    zh: "{parties} 新成为 {subject} 的主要股东：由 {before} 变为 {after}",
  },
  "duty.cause.largestShareholder": {
    en: "the largest shareholder of {subject} changed: {before} before, {after} now",
    zh: "{subject} 的第一大股东变更：由 {before} 变为 {after}",
  },
  "duty.cause.controllingShareholder": {
    en: "the controlling shareholder of {subject} changed: {before} before, {after} now",
    zh: "{subject} 的控股股东变更：由 {before} 变为 {after}",
  },
  "duty.cause.actualController": {
    en: "the actual controller of {subject} changed: {before} before, {after} now",
    zh: "{subject} 的实际控制人变更：由 {before} 变为 {after}",
  },
  "duty.cause.wholeStake": {
    en: "{parties} now controls all equity of {subject}: {before} before, {after} now",
    zh: "{parties} 实际控制 {subject} 的全部股权：由 {before} 变为 {after}",
  },
  "duty.cause.registeredCapital": {
    en: "the registered capital of {subject} changed: {before} before, {after} now",
    zh: "{subject} 的注册资本变更：由 {before} 变为 {after}",
  },
  "duty.cause.equity": {
    en: "the equity of {subject} changed, of {parties}: {before} before, {after} now",
    zh: "{subject} 的股权变更，涉及 {parties}：由 {before} 变为 {after}",
  },
  "duty.cause.blockController": {
    en: "the actual controller of the block in {subject} that {parties} holds changed: {before} before, {after} now",
    zh: "{parties} 所持 {subject} 股权的实际控制人变更：由 {before} 变为 {after}",
  },
  "duty.cause.accumulated": {
    en: "purchases on an exchange bring {parties} to {after} of {subject}, from {before}",
    zh: "{parties} 通过证券交易所（股转系统）增持 {subject}，由 {before} 增至 {after}",
  },
  "duty.cause.changeStep": {
    en: "{parties} moved by a full step in {subject}: {before} before, {after} now",
    zh: "{parties} 在 {subject} 的持股增减达到应再次公告的幅度：由 {before} 变为 {after}",
  },
  "duty.cause.noticeStep": {
    en: "{parties} moved enough in {subject} to be told the next day: {before} before, {after} now",
    zh: "{parties} 在 {subject} 的持股增减达到次日通知的幅度：由 {before} 变为 {after}",
  },

  "term.correctionTradingDays": {
    en: "if approval is refused, corrected within {value} trading days of the refusal, suspensions not counted",
    zh: "未获批准的，自不予核准之日起 {value} 个交易日内改正（停牌时间不计）",
  },
  "term.minimumHoldingMonths": {
    en: "if held for less than {value} months by then, after {value} months",
    zh: "持股不足 {value} 个月的，满 {value} 个月后依法改正",
  },
  "term.changeStep": {
    en: "reported again at each further {value} up or down",
    zh: "此后每增减 {value} 再次报告、公告",
  },
  "term.noticeStep": {
    en: "told to the company the next day at each further {value} up or down",
    zh: "此后每增减 {value} 于次日通知公司并公告",
  },
  "term.votesVoidMonths": {
    en: "votes bought against these rules cannot be cast for {value} months",
    zh: "违规买入部分在 {value} 个月内不得行使表决权",
  },
} as const satisfies Record<string, Word>;

/** Kinds of change besides ties. */
export const CHANGE_LABELS = {
  registeredCapital: { en: "registered capital", zh: "注册资本" },
  entered: { en: "came in (look-through)", zh: "新进入（穿透）" },
  left: { en: "went out (look-through)", zh: "退出（穿透）" },
  equity: { en: "equity, direct", zh: "直接持股" },
  voting: { en: "voting, direct", zh: "直接表决权" },
  income: { en: "income, direct", zh: "直接收益权" },
  lookThrough: { en: "look-through share", zh: "穿透比例" },
  controllingShareholder: { en: "controlling shareholder", zh: "控股股东" },
  largestShareholder: { en: "largest shareholder", zh: "第一大股东" },
  majorShareholder: { en: "major shareholder", zh: "主要股东" },
  minorShareholder: { en: "minor shareholder", zh: "小股东" },
  actualController: { en: "actual controller", zh: "实际控制人" },
  controller: { en: "controller", zh: "控制人" },
  concertGroup: { en: "group in concert", zh: "一致行动组" },
  partnershipGroup: { en: "partnerships consolidated", zh: "合并计算的合伙企业" },
  beneficialOwner: { en: "beneficial owner", zh: "受益所有人" },
  coverage: { en: "coverage", zh: "穿透覆盖率" },
} as const satisfies Record<string, Word>;

/** Where a party stands in a class. */
export const CLASS_STATE_LABELS = {
  certain: { en: "yes", zh: "是" },
  possible: { en: "possibly", zh: "可能" },
  excluded: { en: "no", zh: "否" },
} as const satisfies Record<string, Word>;

/** What a duty would need to be settled. */
export const DUTY_MISSING_LABELS = {
  registeredOn: { en: "the day of registration", zh: "登记日期" },
  registeredCapital: { en: "the registered capital on both days", zh: "两个日期的注册资本" },
  acquiredBy: { en: "how it was acquired", zh: "取得方式" },
  attendance: { en: "attendance at general meetings", zh: "股东会出席情况" },
  dispersion: { en: "how dispersed the other holders are", zh: "其余股权的分散程度" },
  controlByOtherMeans: { en: "control by other means", zh: "以其他方式实施的控制" },
} as const satisfies Record<string, Word>;
