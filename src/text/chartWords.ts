import type { Word } from "./words.js";

/** What charts say. */
export const CHART_WORDS = {
  "chart.title": { en: "{name}: ownership chart", zh: "{name} 股权穿透图" },
  "chart.digest": { en: "records sha256:{digest}", zh: "数据摘要 sha256:{digest}" },
  "chart.lookThrough": { en: "look-through {share}", zh: "穿透 {share}" },
  "chart.votes": { en: "votes {share}", zh: "表决权 {share}" },
  "chart.others": {
    en: "{count} other {count|holder|holders}",
    zh: "其他 {count} 名股东",
  },
  "chart.otherHoldings": {
    en: "{count} other {count|holding|holdings}",
    zh: "其他 {count} 家企业",
  },
  "chart.undisclosed": { en: "not disclosed", zh: "未披露部分" },
  "chart.more": { en: "+ {count} {count|holder|holders} not drawn", zh: "＋ {count} 名股东未展开" },
  "chart.moreBelow": { en: "+ {count} {count|holding|holdings} not drawn", zh: "＋ {count} 家企业未展开" },
  "chart.again": { en: "stands elsewhere, ※{number}", zh: "已在图中，见 ※{number}" },
  "chart.back": { en: "↺ ring, see ※{number}", zh: "↺ 循环持股，见 ※{number}" },
  "chart.inRing": { en: "↺ in a ring", zh: "↺ 循环持股" },
  "chart.across": { en: "also held by {name}: {share}", zh: "{name} 另直接持股 {share}" },
  "chart.acrossRight": { en: "also {name}: {rights}", zh: "{name} 另有：{rights}" },
  "chart.acrossMore": { en: "and {count} more", zh: "另有 {count} 项" },
  "chart.group": { en: "in concert", zh: "一致行动人" },
  "chart.groupPossible": { en: "perhaps in concert", zh: "可能一致行动" },
  "chart.groupPart": { en: "{group} ({drawn} of {all} drawn)", zh: "{group}（图示 {drawn}/{all}）" },
  "chart.groupSum": { en: "direct {share}", zh: "合计 {share}" },
  "chart.foldedTitle": { en: "Folded in the picture", zh: "图中折叠的主体" },
  "chart.listed": { en: "listed", zh: "上市" },
  "chart.neeq": { en: "NEEQ", zh: "新三板" },
  "role.actualController": { en: "actual controller", zh: "实际控制人" },
  "role.controllingShareholder": { en: "controlling shareholder", zh: "控股股东" },
  "role.beneficialOwner": { en: "beneficial owner", zh: "受益所有人" },
  "role.possible": { en: "{role}?", zh: "可能：{role}" },
  "legend.title": { en: "Legend", zh: "图例" },
  "legend.direct": { en: "on a line: direct share", zh: "线上：直接持股比例" },
  "legend.share": {
    en: "in a box: look-through share (of an owner: in the subject; of a holding: the subject's)",
    zh: "框内：穿透持股比例（股东一侧为其所持目标企业，投资一侧为目标企业所持）",
  },
  "legend.control": { en: "chain of actual control", zh: "实际控制链" },
  "legend.controlPossible": { en: "possible control", zh: "可能的控制" },
  "legend.tie": { en: "right without equity", zh: "无股权的权利关系" },
  "legend.ring": { en: "↺ ring (holding back)", zh: "↺ 循环持股（回持）" },
  "legend.again": { en: "※ party that stands in several places", zh: "※ 同一主体多处出现" },
  "legend.group": { en: "acting in concert", zh: "一致行动人" },
  "legend.unknown": { en: "?: share not known", zh: "？：比例不详" },
  "legend.folded": {
    en: "{count} {count|party|parties} folded into boxes of others",
    zh: "{count} 个主体折叠于“其他”框内",
  },
  "legend.unexpanded": {
    en: "{count} {count|box|boxes} with more beyond (+)",
    zh: "{count} 个主体（标 ＋）之外尚有未展开的层级",
  },
  "chart.notAll": {
    en: "Not everything is drawn: {what}. --unfold draws all; --holders, --boxes, --up and --down set how much; html lists the rest below the picture.",
    zh: "图中未全部展开：{what}。--unfold 全部展开，--holders、--boxes、--up、--down 调整范围；html 格式在图下列出全部层级。",
  },
  "legend.levels": { en: "{up} up, {down} down", zh: "向上 {up} 层，向下 {down} 层" },
  "legend.all": { en: "all", zh: "全部" },

  "verb.chart": {
    en: "the ownership chart: owners above, holdings below, as SVG, page, PNG, PDF or graph file",
    zh: "股权穿透图：上方为持有人、下方为对外持股，可输出 SVG、网页、PNG、PDF 或图文件",
  },
  "argument.subject": { en: "id or unique name of the subject", zh: "主体的编号或唯一名称" },
  "option.formatChart": {
    en: "one of the formats below (default: what --out ends in, else svg)",
    zh: "以下格式之一（默认按 --out 的扩展名，否则 svg）",
  },
  "option.layout": {
    en: "tree (the default) or network: every party once, with all lines between them",
    zh: "tree（默认，两侧树状）或 network（网络：每个主体只画一次，连线齐全）",
  },
  "option.direction": {
    en: "down (owners above), right (owners to the left), or auto (the default): whichever is larger on a screen",
    zh: "down（上下）、right（左右）或 auto（默认，取屏幕上更清晰者）",
  },
  "option.theme": {
    en: "light (the default), dark or print",
    zh: "light（默认）、dark（深色）或 print（黑白打印）",
  },
  "option.up": { en: "levels of owners; all by default", zh: "向上穿透的层数（默认全部）" },
  "option.down": { en: "levels of holdings; all by default", zh: "向下穿透的层数（默认全部）" },
  "option.holders": {
    en: "holders (holdings) drawn of each company, the rest being folded into one box (default: 10 of the subject, 5 of others)",
    zh: "每家企业画出的股东（对外持股）数，其余折叠为一框（默认目标企业 10 个，其他 5 个）",
  },
  "option.boxes": {
    en: "boxes drawn at most, chains of control apart (default: 100)",
    zh: "最多画出的方框数，控制链除外（默认 100）",
  },
  "option.unfold": { en: "fold nothing, as far as 5,000 boxes go", zh: "不折叠（至多 5,000 框）" },
  "option.atLeastChart": {
    en: "fold direct holdings below this share, such as 5%",
    zh: "折叠低于该直接比例的持股，如 5%",
  },
  "option.moreThanChart": {
    en: "fold direct holdings of this share or less",
    zh: "折叠不超过该直接比例的持股",
  },
  "option.profileChart": {
    en: "mark the beneficial owners under this profile, such as cn-pboc-bo",
    zh: "标出该规则下的受益所有人，如 cn-pboc-bo",
  },
  "refuse.oneProfile": {
    en: "a chart marks the owners of one --profile",
    zh: "图中只能标出一个 --profile 的受益所有人",
  },
  "refuse.noBrowser": {
    en: "{format} needs a Chromium or Chrome on this machine, and none was found on the PATH; {variables} may name its file",
    zh: "输出 {format} 需要本机装有 Chromium 或 Chrome，但 PATH 中未找到；也可用环境变量 {variables} 指定其文件",
  },
  "refuse.browser": { en: "the browser gave no picture: {reason}", zh: "浏览器未能生成图片：{reason}" },
  "refuse.asSvg": { en: "as SVG it needs no browser:", zh: "SVG 格式无需浏览器：" },
} as const satisfies Record<string, Word>;
