import type { Word } from "./words.js";

/** What the report on one subject, and the overview of many, say besides what the verbs say. */
export const ANALYSIS_WORDS = {
  "verb.report": {
    en: "everything about a subject as a page, a workbook or text; a folder of them for many",
    zh: "单一主体的完整报告（网页、表格或文本）；多个主体则输出到文件夹",
  },
  "option.profiles": {
    en: "beneficial-ownership regimes, by their ids, or all (default: cn-pboc-bo)",
    zh: "受益所有人规则的编号，可多个，或 all（默认 cn-pboc-bo）",
  },
  "option.all": { en: "every subject of the register", zh: "登记册中的全部主体" },
  "option.subjects": { en: "a file with one id or name a line", zh: "主体清单文件，每行一个编号或名称" },
  "option.shard": {
    en: "only part i of n, so that machines can share the work",
    zh: "只做 n 份中的第 i 份，便于多机分工",
  },
  "option.fromReport": {
    en: "also what changed since this day, and the duties",
    zh: "另列自该日以来的变化与义务",
  },
  "option.toReport": { en: "the same as --as-of", zh: "同 --as-of" },
  "option.outReport": {
    en: "the file, or for many subjects the folder, to write to",
    zh: "输出文件；多个主体时为文件夹",
  },
  "refuse.reportWhat": {
    en: "name a subject, or give --all or --subjects FILE",
    zh: "请指明主体，或使用 --all、--subjects 文件",
  },
  "refuse.reportFolder": {
    en: "reports on several subjects go into a folder: add --out FOLDER/",
    zh: "多个主体的报告须写入文件夹：请加 --out 文件夹/",
  },
  "refuse.shard": {
    en: "--shard “{value}”: write 2/8 for part 2 of 8",
    zh: "--shard“{value}”：如第 2 份（共 8 份）写作 2/8",
  },
  "refuse.subjectsFile": {
    en: "--subjects {file} cannot be read: {reason}",
    zh: "--subjects {file} 无法读取：{reason}",
  },
  "refuse.binary": {
    en: "{format} is not for a terminal: add --out FILE",
    zh: "{format} 不能输出到终端：请加 --out 文件",
  },
  "report.outdated": {
    en: "The folder had reports on other data or options; they were made anew.",
    zh: "文件夹中原有报告的数据或选项不同，已重新生成。",
  },
  "report.done": {
    en: "{made} {made|report|reports} made, {kept} kept from before, {failed} failed, of {total}; see {folder}/index.html",
    zh: "共 {total} 个主体：新生成 {made} 份，沿用 {kept} 份，失败 {failed} 个；见 {folder}/index.html",
  },
  "report.failed": {
    en: "The overview lists the subjects without a report, each with its reason; running again tries them again.",
    zh: "未能生成报告的主体及原因列于总览；再次运行会重试。",
  },
  "report.stopped": {
    en: "Stopped; the same command goes on from here.",
    zh: "已中断；再次运行同一命令即可继续。",
  },
  "progress.line": {
    en: "{done} of {total} · {rate} per second · {left} left",
    zh: "{done} / {total} · 每秒 {rate} 个 · 剩余 {left}",
  },
  "progress.hours": { en: "{hours} h {minutes} min", zh: "{hours} 小时 {minutes} 分" },
  "progress.minutes": { en: "{minutes} min {seconds} s", zh: "{minutes} 分 {seconds} 秒" },
  "progress.seconds": { en: "{seconds} s", zh: "{seconds} 秒" },

  "analysis.title": { en: "Ownership and control report", zh: "股权穿透报告" },
  "analysis.overview": { en: "Ownership and control reports: overview", zh: "股权穿透报告总览" },
  "analysis.contents": { en: "Contents", zh: "目录" },
  "analysis.subject": { en: "Subject", zh: "分析主体" },
  "analysis.asOf": { en: "As of", zh: "基准日" },
  "analysis.digest": { en: "Digest of the data (SHA-256)", zh: "数据摘要（SHA-256）" },
  "analysis.program": { en: "Program", zh: "程序版本" },
  "analysis.page": { en: "{subject} · {asOf}", zh: "{subject} · {asOf}" },
  "analysis.back": { en: "All reports", zh: "全部报告" },

  "section.summary": { en: "Summary", zh: "摘要" },
  "section.chart": { en: "Ownership chart", zh: "股权穿透图" },
  "section.owners": { en: "Owners", zh: "持有人与穿透比例" },
  "section.control": { en: "Controllers", zh: "控制人与控制链" },
  "section.concert": { en: "Acting in concert", zh: "一致行动" },
  "section.ubo": { en: "Beneficial owners", zh: "受益所有人" },
  "section.related": { en: "Related parties", zh: "关联方" },
  "section.check": { en: "Findings", zh: "合规核查" },
  "section.compare": { en: "Changes and duties", zh: "变化与义务" },
  "section.disclosure": {
    en: "Structure, controllers and beneficiaries to disclose",
    zh: "股权结构、实际控制人与全部受益人（信息披露）",
  },
  "section.unknown": { en: "What is not known", zh: "尚不明确之处" },
  "section.issues": { en: "Data issues", zh: "数据问题" },
  "section.law": { en: "Methods and law", zh: "方法与法规版本" },
  "section.parties": { en: "Parties named", zh: "涉及的主体" },

  "summary.nobody": {
    en: "As of {date}, the records name no holder of {subject}.",
    zh: "截至{date}，记录中没有{subject}的任何持有人。",
  },
  "summary.noEnd": {
    en: "As of {date}, the equity of {subject} cannot be traced to anyone at whom a look-through may end; what is covered is {coverage}.",
    zh: "截至{date}，{subject}的股权未能穿透至任何最终持有人，穿透覆盖率为{coverage}。",
  },
  "summary.owners": {
    en: "As of {date}, {ends} ultimate {ends|holder|holders} can be traced behind {subject}, the largest being {name} with a look-through share of {share}; together they cover {coverage} of its equity.",
    zh: "截至{date}，{subject}的股权向上可穿透至{ends}个最终持有人，其中穿透持股比例最高的是{name}（{share}），穿透覆盖率为{coverage}。",
  },
  "summary.noDate": { en: "the records, which bear no date,", zh: "所给记录（无日期）" },
  "summary.controlled": {
    en: "{subject} is controlled by {names}",
    zh: "{subject}由{names}控制",
  },
  "summary.controlledStake": {
    en: "{subject} is controlled by {names}, who commands {stake} of its equity directly and through what is controlled",
    zh: "{subject}由{names}控制（直接持有和经其控制的主体持有的股权合计{stake}）",
  },
  "summary.controlPossible": {
    en: "nobody controls {subject} for certain, though {names} may",
    zh: "{subject}没有可以确认的控制人，但{names}可能构成控制",
  },
  "summary.uncontrolled": {
    en: "nobody is found to control {subject}",
    zh: "未发现{subject}有控制人",
  },
  "summary.ubo": {
    en: "its beneficial {count|owner|owners} under {profile} {count|is|are} {names}",
    zh: "依照{profile}，受益所有人为{names}",
  },
  "summary.uboPossible": {
    en: "under {profile} no beneficial owner is certain, {names} being possible",
    zh: "依照{profile}，尚无可以确认的受益所有人，{names}有可能是",
  },
  "summary.uboFallback": {
    en: "under {profile}, where nobody qualifies, {names} stands in as beneficial owner",
    zh: "依照{profile}，无人符合认定标准，以{names}视同受益所有人",
  },
  "summary.uboNone": {
    en: "no beneficial owner is identified under {profile}",
    zh: "依照{profile}未能识别出受益所有人",
  },
  "summary.uboExempt": {
    en: "it need not file a beneficial owner under {profile}",
    zh: "依照{profile}可免于备案受益所有人信息",
  },
  "summary.unchecked": {
    en: "No rulebook is written for a subject of this sector, so that no provisions were checked",
    zh: "没有适用于该行业主体的规则集，因此未作合规核查",
  },
  "summary.checked": {
    en: "The check against {rulebook} finds {breaches} {breaches|breach|breaches} and {open} {open|point|points} that the data leave open",
    zh: "对照{rulebook}核查，不符合{breaches}项，依现有数据无法判断{open}项",
  },
  "summary.compared": {
    en: "since {from} there are {changes} {changes|change|changes} and {duties} {duties|duty|duties} that follow",
    zh: "与{from}相比有{changes}项变化，由此产生{duties}项义务",
  },
  "summary.data": {
    en: "the data behind this report have {errors} {errors|error|errors} and {warnings} {warnings|warning|warnings}",
    zh: "所依据的数据有{errors}处错误、{warnings}处警告",
  },
  "summary.dataSound": {
    en: "no fault was found in the data behind this report",
    zh: "所依据的数据未发现问题",
  },
  "summary.end": { en: ".", zh: "。" },

  "analysis.chartAlt": {
    en: "Ownership chart of {subject}; the tables below have the same figures",
    zh: "{subject}的股权穿透图；下文各表列有相同数字",
  },
  "analysis.noChart": {
    en: "There is nothing to draw: the records name no holder and no holding.",
    zh: "记录中没有持有人，也没有对外持股，无图可绘。",
  },
  "analysis.uncheckedNote": {
    en: "No rulebook is written for a subject of this sector; one can be named (--rulebook).",
    zh: "没有适用于该行业主体的规则集；可用 --rulebook 指定。",
  },
  "unknown.none": {
    en: "Nothing that these records leave open would change a conclusion above.",
    zh: "以上结论均不取决于记录中的未知事项。",
  },
  "unknown.opaque": {
    en: "{share} of the equity cannot be traced to an end{reasons}.",
    zh: "{share}的股权无法穿透至终点{reasons}。",
  },
  "unknown.facts": { en: "Facts and records that are missing", zh: "缺少的事实与记录" },
  "unknown.settle": { en: "What would settle it", zh: "查明方法" },
  "unknown.question": {
    en: "Whether {party} has {test} of the {interest} ({profile}, {article}); known is {share}. Any one of these disclosures decides it:",
    zh: "{party}的{interest}比例是否达到{test}（{profile}，{article}），目前所知为{share}。披露下列任一项即可判断：",
  },
  "unknown.record": {
    en: "the share of {holder} in {company}, recorded as {range}",
    zh: "{holder}在{company}的持股比例（现记载为{range}）",
  },
  "unknown.remainder": {
    en: "who holds the undisclosed part of {company} ({range})",
    zh: "{company}未披露部分（{range}）的持有人",
  },
  "unknown.wholly": { en: "unknown", zh: "不详" },
  "unknown.open": {
    en: "{open} records are open, and no {largest} of them would decide it.",
    zh: "共有{open}项记录未明，仅披露其中{largest}项尚不足以判断。",
  },
  "unknown.more": {
    en: "{count} further {count|question|questions} of this kind; explain --settle answers each.",
    zh: "另有{count}个同类问题，可用 explain --settle 逐一查询。",
  },
  "unknown.in": { en: "{what} ({where})", zh: "{what}（{where}）" },

  "issues.none": {
    en: "No issue about the records behind this report.",
    zh: "本报告所依据的记录没有数据问题。",
  },
  "issues.elsewhere": {
    en: "{count} further {count|issue|issues} about records of other parties, or rows that could not be read; validate lists all.",
    zh: "另有{count}个问题涉及其他主体的记录或无法读取的行，可用 validate 查看全部。",
  },
  "issues.severity": { en: "Severity", zh: "级别" },
  "issues.code": { en: "Code", zh: "代码" },
  "issues.place": { en: "Place", zh: "位置" },
  "issues.message": { en: "Issue", zh: "问题" },
  "issues.hint": { en: "How to mend it", zh: "处理建议" },

  "law.text": { en: "Text", zh: "文本" },
  "law.newestVersion": { en: "Newest version", zh: "最新版本" },
  "law.readShare": {
    en: "{verified} of {count} read in the source",
    zh: "{count}项中{verified}项已核对原文",
  },
  "law.applied": { en: "Texts applied", zh: "适用文本" },
  "law.methods": { en: "How it was computed", zh: "计算方法" },

  "method.lookThrough": {
    en: "Look-through share: the sum, over all ownership paths, of the products of shares; a loop counts once. Computed without enumerating paths, exact where all shares are.",
    zh: "穿透持股比例：各持股路径比例乘积之和，循环持股只计一次；不枚举路径，比例均已知时结果为精确分数。",
  },
  "method.bounds": {
    en: "Where shares are known only in part, the least and the greatest value over all completions of the records are given; “certain” holds for all of them, “possible” for some.",
    zh: "比例仅部分已知时，给出记录一切可能补全下的最小值与最大值：“确定”指在所有补全下成立，“可能”指仅在部分补全下成立。",
  },
  "method.control": {
    en: "Control is not multiplied along a chain: whoever commands more than half of the castable votes at a link, or has control in fact, controls what lies below. Each vote has one commander.",
    zh: "控制不沿链条相乘：在每一环掌握过半数可行使表决权，或存在事实上的控制，即控制其下层；每一份表决权只归一方支配。",
  },
  "method.concert": {
    en: "Groups acting in concert are joined by named reasons, each with its evidence; presumptions can be rebutted. No holding is counted twice.",
    zh: "一致行动人按列明的理由合并，每项理由附证据；推定可以反证。同一持股不重复计算。",
  },
  "method.relatedParties": {
    en: "Related parties are the closure of named relations under a definition; each has its shortest reason.",
    zh: "关联方按所采定义中的关系逐层推出，每一关联方列出最短理由。",
  },
  "method.beneficialOwners": {
    en: "Beneficial owners are tested limb by limb under the version of the regime in force on the day.",
    zh: "受益所有人按基准日有效的规则逐项标准认定。",
  },

  "overview.subject": { en: "Subject", zh: "主体" },
  "overview.owners": { en: "Ultimate holders", zh: "最终持有人" },
  "overview.largest": { en: "Largest holder", zh: "最大最终持有人" },
  "overview.largestShare": { en: "Its share", zh: "穿透比例" },
  "overview.coverage": { en: "Coverage", zh: "覆盖率" },
  "overview.controllers": { en: "Controllers", zh: "控制人" },
  "overview.beneficialOwners": { en: "Beneficial owners", zh: "受益所有人" },
  "overview.breaches": { en: "Breaches", zh: "不符合" },
  "overview.open": { en: "Open", zh: "无法判断" },
  "overview.issues": { en: "Data issues", zh: "数据问题" },
  "overview.report": { en: "Report", zh: "报告" },
  "overview.failed": { en: "Subjects without a report", zh: "未能生成报告的主体" },
  "overview.reason": { en: "Reason", zh: "原因" },
  "overview.pages": { en: "Pages of the overview", zh: "总览分页" },
  "overview.counted": {
    en: "{count} {count|report|reports}; {failed} {failed|subject|subjects} without one.",
    zh: "共{count}份报告；{failed}个主体未能生成。",
  },

  "regimes.matrix": { en: "Regimes side by side", zh: "各规则对照" },
  "disclosure.note": {
    en: "Item (7) of the Guiding Opinions of the CAC and the CSRC of 2018: equity structure, actual controllers, all beneficiaries and their changes. Unverified reading; what else the item asks for must be judged by a person.",
    zh: "依据 2018 年中央网信办、中国证监会指导意见第（七）项：股权结构、实际控制人、全部受益人及其变动。系未经核实的解读，该项其他要求须由人判断。",
  },
  "disclosure.structure": { en: "Equity structure ({count} holdings)", zh: "股权结构（{count} 项持股）" },
  "disclosure.actualControllers": { en: "Actual controllers", zh: "实际控制人" },
  "disclosure.beneficiaries": { en: "All beneficiaries ({count})", zh: "全部受益人（{count} 个）" },
  "disclosure.beneficialOwners": { en: "of them beneficial owners: {names}", zh: "其中受益所有人：{names}" },
  "disclosure.changes": { en: "Changes since {date}", zh: "自 {date} 以来的变动" },
  "disclosure.noChanges": { en: "None.", zh: "无。" },
  "disclosure.nobody": { en: "Nobody is recorded.", zh: "无记录。" },
  "disclosure.before": { en: "Before", zh: "变动前" },
  "disclosure.after": { en: "After", zh: "变动后" },
  "disclosure.part": { en: "Part", zh: "项目" },
  "disclosure.part.structure": { en: "equity structure", zh: "股权结构" },
  "disclosure.part.actualControllers": { en: "actual controller", zh: "实际控制人" },
  "disclosure.part.beneficiaries": { en: "beneficiary", zh: "受益人" },
  "disclosure.part.beneficialOwners": { en: "beneficial owner", zh: "受益所有人" },
  "disclosure.share": {
    en: "Share (direct, controlled or looked through)",
    zh: "比例（股权结构为直接，实际控制人为控制，受益人为穿透）",
  },
  "disclosure.holder": { en: "Holder", zh: "持有人" },
  "disclosure.company": { en: "Company", zh: "被持股企业" },
  "sheet.disclosure": { en: "Disclosure set", zh: "信息披露" },
  "sheet.regimes": { en: "Regimes", zh: "规则对照" },
  "sheet.contents": { en: "Sheets", zh: "工作表" },
  "sheet.least": { en: "At least", zh: "最低" },
  "sheet.greatest": { en: "At most", zh: "最高" },
  "sheet.exact": { en: "Exact fraction", zh: "精确分数" },
  "sheet.contribution": { en: "Contribution", zh: "贡献" },
  "sheet.steps": { en: "Steps", zh: "层数" },
  "sheet.path": { en: "Path", zh: "路径" },
  "sheet.from": { en: "From", zh: "上一环" },
  "sheet.to": { en: "To", zh: "下一环" },
  "sheet.group": { en: "Group", zh: "组" },
  "sheet.groupDirect": { en: "Direct, group", zh: "全组直接合计" },
  "sheet.groupShare": { en: "Look-through, group", zh: "全组穿透" },
  "sheet.reasons": { en: "Reasons", zh: "理由" },
  "sheet.limb": { en: "Standard", zh: "标准" },
  "sheet.finding": { en: "Finding", zh: "核查结论" },
  "sheet.measured": { en: "Measured", zh: "实测值" },
  "sheet.limit": { en: "Limit", zh: "标准值" },
  "sheet.because": { en: "Because", zh: "原因" },
  "sheet.source": { en: "Source", zh: "来源" },
  "sheet.nameEn": { en: "English name", zh: "英文名" },
  "sheet.jurisdiction": { en: "Jurisdiction", zh: "法域" },
  "sheet.owners": { en: "Owners", zh: "持有人" },
  "sheet.paths": { en: "Paths", zh: "持股路径" },
  "sheet.control": { en: "Controllers", zh: "控制人" },
  "sheet.chains": { en: "Chains", zh: "控制链" },
  "sheet.concert": { en: "In concert", zh: "一致行动" },
  "sheet.ubo": { en: "Beneficial owners", zh: "受益所有人" },
  "sheet.related": { en: "Related parties", zh: "关联方" },
  "sheet.check": { en: "Findings", zh: "合规核查" },
  "sheet.changes": { en: "Changes", zh: "变化" },
  "sheet.duties": { en: "Duties", zh: "义务" },
  "sheet.issues": { en: "Data issues", zh: "数据问题" },
  "sheet.law": { en: "Law", zh: "法规参数" },
  "sheet.parties": { en: "Parties", zh: "主体" },
} as const satisfies Record<string, Word>;
