import type { Word } from "./words.js";

/** What reports say. `{name}` is filled in; see fillWord for `{count|one|many}`. */
export const REPORT_WORDS = {
  "share.atLeast": { en: "at least {min}", zh: "至少 {min}" },
  "share.moreThan": { en: "more than {min}", zh: "超过 {min}" },
  "share.atMost": { en: "at most {max}", zh: "至多 {max}" },
  "share.lessThan": { en: "less than {max}", zh: "不足 {max}" },
  "share.between": { en: "{low}, {high}", zh: "{low}，{high}" },
  "and.more": { en: "and {count} more", zh: "另有 {count} 个" },
  "list.and": { en: " and ", zh: "、" },
  "list.semicolon": { en: "; ", zh: "；" },
  "list.colon": { en: ": ", zh: "：" },
  "list.separator": { en: ", ", zh: "、" },

  "title.asOf": { en: "as of {date}", zh: "截至 {date}" },
  "title.noDate": { en: "no dates in the records", zh: "记录中没有日期" },

  "column.party": { en: "Party", zh: "主体" },
  "column.owner": { en: "Owner", zh: "持有人" },
  "column.company": { en: "Company", zh: "被持股企业" },
  "column.id": { en: "Id", zh: "编号" },
  "column.kind": { en: "Kind", zh: "类型" },
  "column.direct": { en: "Direct", zh: "直接" },
  "column.share": { en: "Look-through", zh: "穿透" },
  "column.terminal": { en: "End", zh: "终点" },
  "column.verdict": { en: "Verdict", zh: "结论" },
  "column.series": { en: "Series", zh: "级数和" },
  "column.weakestLink": { en: "Weakest link", zh: "最弱环节" },
  "column.controlledStake": { en: "Controlled stake", zh: "控制的股权" },
  "column.cascade": { en: "50 % cascade", zh: "50 % 逐级" },

  "owners.summary": {
    en: "{count} {count|owner|owners} upstream; at {ends} of them a look-through may end.",
    zh: "上层共有 {count} 个持有人，其中 {ends} 个可终止穿透。",
  },
  "owners.nobody": {
    en: "Nobody upstream is recorded: no holder of {subject} is in the data on this date.",
    zh: "没有上层记录：数据中没有 {subject} 在该日期的任何持有人。",
  },
  "owners.nobodyPasses": {
    en: "Nobody upstream passes what was asked for.",
    zh: "上层没有符合所给条件的持有人。",
  },
  "owners.tree": { en: "Ownership, upwards", zh: "向上穿透" },
  "owners.table": { en: "Owners", zh: "持有人" },
  "owners.treeLegend": {
    en: "direct share on each line, look-through share in brackets; ● a look-through may end here",
    zh: "每行为直接持股比例，括号内为穿透比例；● 为可终止穿透的主体",
  },
  "owners.tableMore": {
    en: "… and {count} more, smaller ones; --format csv or json has all",
    zh: "……另有 {count} 个较小的持有人；全部见 --format csv 或 json",
  },
  "owners.known": { en: "How much is known", zh: "穿透覆盖" },
  "owners.coverage": { en: "Coverage", zh: "覆盖率" },
  "owners.opaque": { en: "Opaque", zh: "不透明" },
  "owners.coverageNote": {
    en: "of the {interest} ends at somebody at whom a look-through may stop",
    zh: "的{interest}可穿透至终点",
  },
  "owners.undisclosed": { en: "Undisclosed", zh: "未披露" },
  "owners.undisclosedNote": { en: "on all ways, also beyond such ends", zh: "含终点之后的各层" },
  "owners.ownerless": { en: "Ownerless", zh: "无主" },
  "owners.ownerlessNote": {
    en: "runs into a ring of holdings that nobody outside holds",
    zh: "落入没有外部持有人的循环持股",
  },
  "owners.unidentified": { en: "Unidentified", zh: "可能的未知所有人" },
  "owners.unidentifiedNote": {
    en: "is the most that somebody not named here could have: {verdict}",
    zh: "为此处未列明者至多可能拥有的比例：{verdict}",
  },
  "owners.group": { en: "Together", zh: "合计" },
  "owners.groupNote": { en: "{members}, each share counted once", zh: "{members}，每份股权只计一次" },
  "owners.paths": { en: "Largest paths", zh: "主要持股路径" },
  "owners.tested": {
    en: "Only owners with {test}: {certain} certain, {possible} possible.",
    zh: "仅列 {test} 的持有人：确定 {certain} 个，可能 {possible} 个。",
  },
  "owners.terminalOnly": {
    en: "Only owners at whom a look-through may stop.",
    zh: "仅列可终止穿透的持有人。",
  },
  "owners.measuresNote": {
    en: "Series, weakest link, controlled stake and cascade are other conventions, side by side; none of them is a look-through share.",
    zh: "级数和、最弱环节、控制的股权与逐级法为其他口径，仅供对照，均非穿透比例。",
  },

  "paths.loop": { en: "more than once round a ring", zh: "循环持股的重复部分" },
  "paths.rest": { en: "further paths", zh: "其余路径" },
  "paths.completion": {
    en: "in the completion that reaches the least share: {shares}",
    zh: "按取得最小值的一种补全：{shares}",
  },
  "paths.completionLeftOut": {
    en: "in the completion that reaches the least share, which is too long for a list of so many: explain prints it",
    zh: "按取得最小值的一种补全；持有人众多，补全从略，可用 explain 列出",
  },
  "paths.completionEntry": { en: "{holder} in {subject} {share}", zh: "{holder} 持 {subject} {share}" },
  "paths.completionRest": { en: "not disclosed in {subject} {share}", zh: "{subject} 未披露部分 {share}" },
  "paths.truncated": {
    en: "too many paths to add up: what rings and further paths give is known as a range only",
    zh: "路径过多，循环与其余路径只能给出区间",
  },

  "paths.leftOut": {
    en: "paths are not looked for: so many owners and companies have too many; explain has those of one",
    zh: "股东与公司众多，此处不再查找路径；可用 explain 查看单个主体的路径",
  },

  "rings.heading": { en: "Rings", zh: "循环持股" },
  "rings.self": { en: "{name} holds shares in itself", zh: "{name} 持有自身股份" },

  "tree.ring": { en: "↺ ring", zh: "↺ 循环持股" },
  "tree.above": { en: "↑ shown above", zh: "↑ 见上" },
  "tree.undisclosed": { en: "not disclosed", zh: "未披露" },
  "tree.others": { en: "{count} other {count|holder|holders}", zh: "其他 {count} 名股东" },
  "tree.otherCompanies": {
    en: "{count} other {count|company|companies}",
    zh: "其他 {count} 家企业",
  },
  "tree.deeper": { en: "… goes on above", zh: "……以上还有" },
  "tree.deeperBelow": { en: "… goes on below", zh: "……以下还有" },
  "tree.cut": {
    en: "The tree stops at {lines} lines, {depth} levels and {width} holders a company; the table has every owner.",
    zh: "图示限 {lines} 行、{depth} 层、每家 {width} 名股东；全部持有人见下表。",
  },
  "tree.cutBelow": {
    en: "The tree stops at {lines} lines, {depth} levels and {width} companies a holder; the table has every company.",
    zh: "图示限 {lines} 行、{depth} 层、每个主体 {width} 家企业；全部企业见下表。",
  },
  "tree.nominee": { en: "registered: {name}", zh: "登记于 {name}" },
  "tree.joint": { en: "jointly with {name}", zh: "与 {name} 共同持有" },

  "holdings.summary": {
    en: "{count} {count|company|companies} downstream.",
    zh: "下层共有 {count} 家企业。",
  },
  "holdings.nothing": {
    en: "Nothing downstream is recorded: {party} holds nothing in the data on this date.",
    zh: "没有下层记录：数据中 {party} 在该日期没有任何持股。",
  },
  "holdings.tree": { en: "Holdings, downwards", zh: "向下穿透" },
  "holdings.treeLegend": {
    en: "direct share on each line, look-through share in brackets",
    zh: "每行为直接持股比例，括号内为穿透比例",
  },
  "holdings.table": { en: "Companies", zh: "企业" },
  "holdings.tableMore": {
    en: "… and {count} more with smaller shares; --format csv or json has all",
    zh: "……另有 {count} 家较小的企业；全部见 --format csv 或 json",
  },

  "column.members": { en: "Member", zh: "成员" },
  "column.relation": { en: "Relation", zh: "关系" },
  "column.via": { en: "Through", zh: "经由" },
  "column.article": { en: "Article", zh: "条款" },
  "column.reading": { en: "Reading", zh: "核实" },
  "column.heldOn": { en: "held on", zh: "存续之日" },
  "column.votes": { en: "Votes", zh: "表决权" },
  "column.shapleyShubik": { en: "Shapley–Shubik", zh: "Shapley–Shubik" },
  "column.banzhaf": { en: "Banzhaf", zh: "Banzhaf" },

  "column.controller": { en: "Controller", zh: "控制人" },
  "column.basis": { en: "Basis", zh: "依据" },
  "column.ultimate": { en: "Ultimate", zh: "最终" },

  "title.test": { en: "control by votes {test}", zh: "控制标准：表决权 {test}" },
  "control.ultimate": {
    en: "{names} {count|is the ultimate controller|are ultimate controllers} of {subject}.",
    zh: "{names} 为 {subject} 的最终控制人。",
  },
  "control.certain": {
    en: "{names} {count|controls|control} {subject} for certain.",
    zh: "{names} 确定控制 {subject}。",
  },
  "control.possible": {
    en: "Possibly in control: {names}.",
    zh: "可能控制：{names}。",
  },
  "control.nobody": {
    en: "Nobody controls {subject} for certain: no party, alone or with those whom the records join to it, commands {test} of the votes or has a right to control.",
    zh: "没有主体确定控制 {subject}：无论单独或连同记录所联结的各方，均未支配{test}的表决权，也没有其他控制权。",
  },
  "control.together": {
    en: "{names} together control {subject}: {verdict}.",
    zh: "{names} 合计控制 {subject}：{verdict}。",
  },
  "control.togetherVotes": { en: "They command {votes} of the votes.", zh: "合计支配表决权 {votes}。" },
  "control.controllers": { en: "Controllers", zh: "控制人" },
  "control.chains": { en: "How, link by link", zh: "逐环依据" },
  "control.chainOmitted": { en: "chain too long to print", zh: "控制链过长，未列出" },
  "control.jointly": { en: "{names}, jointly", zh: "{names}（共同）" },
  "control.heldBySubjectGroup": {
    en: "{names}: besides, {share} is held through {subject} itself",
    zh: "{names}：另有 {share} 经由 {subject} 自身持有",
  },
  "control.conflict": {
    en: "counting it would put the controlled stake on the other side of the test",
    zh: "若计入，则控制的股权比例将跨越该标准",
  },
  "control.transitive": {
    en: "{names}: some are joined only by longer chains of kinship",
    zh: "{names}：其中有人仅经由较长的亲属链相联",
  },
  "control.missing": {
    en: "Not recorded, and needed to say who controls: the executive partner of {names}.",
    zh: "缺少判断控制所需的记录：{names} 的执行事务合伙人。",
  },
  "control.tableMore": {
    en: "… and {count} more; --format csv or json has all",
    zh: "……另有 {count} 个；全部见 --format csv 或 json",
  },

  "column.holder": { en: "Holder", zh: "股东" },
  "power.summary": {
    en: "A coalition with {quota} of the votes wins; {count} {count|voter|voters}.",
    zh: "表决权{quota}的联盟获胜；共 {count} 个表决者。",
  },
  "power.estimate": {
    en: "the indices are estimated; their standard error is at most {error}",
    zh: "指数为估计值，标准误不超过 {error}",
  },
  "power.completion": {
    en: "votes are known in part; the indices are taken at: {votes}",
    zh: "表决权仅部分已知；指数按下列取值计算：{votes}",
  },

  "concert.none": {
    en: "No holders of {subject} act in concert for a reason that the records show.",
    zh: "记录未显示 {subject} 的股东之间存在一致行动理由。",
  },
  "concert.summary": {
    en: "{count} {count|group|groups} of holders acting in concert.",
    zh: "共有 {count} 组一致行动的股东。",
  },
  "concert.group": {
    en: "Group {number}: {count} holders, together {share}",
    zh: "第 {number} 组：{count} 名股东，合计 {share}",
  },
  "concert.possible": {
    en: "possible only: some of the reasons are not certain",
    zh: "仅为可能：部分理由尚不确定",
  },
  "concert.certainParts": { en: "certainly together: {parts}", zh: "确定一致行动的部分：{parts}" },
  "concert.lookThrough": {
    en: "look-through share of the group as a set: {share}",
    zh: "该组作为一个集合的穿透比例：{share}",
  },
  "concert.transitive": {
    en: "transitive: not every two members have a reason between them",
    zh: "传递形成：并非每两名成员之间都有直接理由",
  },
  "concert.truncated": {
    en: "too many pairs to list; the reasons here connect all members",
    zh: "配对过多，仅列出足以连接全部成员的理由",
  },
  "concert.pairs": { en: "Pairs", zh: "配对" },
  "concert.rebutted": { en: "rebutted", zh: "已有相反证据" },
  "concert.chain": { en: "through other kin", zh: "经由其他亲属" },
  "concert.advisory": { en: "To know, though it joins nobody", zh: "仅供注意，不构成归组" },
  "concert.stateControl": {
    en: "{members} are controlled by one state body, {through}; that alone does not join them (together {share})",
    zh: "{members} 同受 {through} 控制；仅此不认定一致行动（合计 {share}）",
  },
  "concert.rebuttedPair": {
    en: "{members}: {reason} is presumed and rebutted (together {share})",
    zh: "{members}：{reason}的推定已被相反证据推翻（合计 {share}）",
  },
  "concert.notAssessed": {
    en: "Records alone cannot tell: {reasons}",
    zh: "仅凭记录无法判断：{reasons}",
  },

  "concert.partnerships": {
    en: "Limited partnerships counted together (article {article}, limit {limit})",
    zh: "有限合伙企业合并计算（第 {article} 条，限额 {limit}）",
  },
  "concert.partnershipGroup": {
    en: "{members}: together {share}, limit {state}",
    zh: "{members}：合计 {share}，{state}限额",
  },
  "concert.partnershipAlone": {
    en: "{member} alone: {share}, limit {state}",
    zh: "{member} 单独：{share}，{state}限额",
  },
  "concert.reached.certain": { en: "reached", zh: "已达到" },
  "concert.reached.possible": { en: "possibly reached", zh: "可能达到" },
  "concert.reached.excluded": { en: "not reached", zh: "未达到" },

  "related.title": { en: "related parties, {definition}", zh: "关联方（{definition}）" },
  "related.none": { en: "No related parties in the records.", zh: "记录中没有关联方。" },
  "related.summary": {
    en: "{count} related {count|party|parties}: {certain} certain, {possible} possible.",
    zh: "关联方 {count} 个：确定 {certain} 个，可能 {possible} 个。",
  },
  "related.tableMore": {
    en: "… and {count} more; --format csv or json has all",
    zh: "……另有 {count} 个；全部见 --format csv 或 json",
  },

  "ubo.title": { en: "beneficial owners, {profile}", zh: "受益所有人（{profile}）" },
  "ubo.answer": {
    en: "{certain} beneficial {certain|owner|owners} for certain, {possible} possible.",
    zh: "受益所有人：确定 {certain} 人，可能 {possible} 人。",
  },
  "ubo.none": {
    en: "Nobody meets a standard of {profile}, as far as the records go.",
    zh: "就现有记录，无人符合 {profile} 的任何标准。",
  },
  "ubo.fallback": {
    en: "Nobody meets a standard and nothing is left to ask: whoever manages the company day to day stands in.",
    zh: "无人符合标准且已无可查：由负责日常经营管理的人员替代。",
  },
  "ubo.notExhausted": {
    en: "The records leave something open: nobody stands in before it is known.",
    zh: "记录尚有未明之处，在查清之前不适用替代人员。",
  },
  "ubo.exempt": { en: "Exempt: {reason}", zh: "免于备案：{reason}" },
  "ubo.standIn": { en: "In their place", zh: "替代人员" },
  "ubo.notes": { en: "To know", zh: "须知" },
  "ubo.missing": { en: "What somebody would have to find out", zh: "尚须查明" },
  "ubo.jointly": { en: "jointly with {names}", zh: "与 {names} 共同" },
  "ubo.article": { en: "article {article}", zh: "第 {article} 条" },

  "regimes.title": { en: "beneficial owners under {count} regimes", zh: "{count} 个规则下的受益所有人" },
  "regimes.profile": { en: "Regime", zh: "规则" },
  "regimes.nobody": { en: "Under none of them is anybody an owner.", zh: "各规则下均无受益所有人。" },
  "regimes.same": { en: "{name}: the same everywhere", zh: "{name}：各规则结论一致" },
  "regimes.differs": { en: "{name}: why the regimes differ", zh: "{name}：各规则结论不同的理由" },
  "regimes.standIn": { en: "stands in", zh: "替代" },
  "regimes.exempt": { en: "exempt", zh: "不适用" },

  "missing.branchOf": { en: "whose branch {entity} is", zh: "{entity} 是谁的分支机构" },
  "missing.controlFactsAnswered": {
    en: "whether {entity} is controlled by other means (fact controlFactsAnswered)",
    zh: "{entity} 是否以其他方式受控制（事实 controlFactsAnswered）",
  },
  "missing.evidenceOfJointControl": {
    en: "whether an agreement or a fact makes {parties} control {entity} together",
    zh: "是否有协议或事实使 {parties} 共同控制 {entity}",
  },
  "missing.executivePartner": {
    en: "who the executive partner of {entity} is",
    zh: "{entity} 的执行事务合伙人是谁",
  },
  "missing.ownersOfRing": {
    en: "who stands behind the ring of {entity}",
    zh: "{entity} 所在循环持股背后是谁",
  },
  "missing.holders": { en: "who holds {entity}", zh: "{entity} 由谁持有" },
  "missing.identity": { en: "who {entity} is", zh: "{entity} 的身份" },
  "missing.legalRepresentative": { en: "who represents {entity} legally", zh: "{entity} 的法定代表人" },
  "missing.registeredCapital": { en: "the registered capital of {entity}", zh: "{entity} 的注册资本" },
  "missing.seniorManager": { en: "who manages {entity} day to day", zh: "{entity} 的日常经营管理人员" },
  "missing.shares": { en: "the exact shares in {entity}", zh: "{entity} 的确切持股比例" },
  "missing.trustRoles": {
    en: "who settled {entity}, is its trustee, protector or beneficiary",
    zh: "{entity} 的委托人、受托人、监察人与受益人是谁",
  },
  "missing.unidentifiedOwner": {
    en: "who stands behind what is not disclosed above {entity}",
    zh: "{entity} 上层未披露部分背后是谁",
  },

  "explain.title": { en: "{from} in {to}", zh: "{from} 在 {to} 中" },
  "explain.answer": {
    en: "{from} has {share} of {to} ({interest}, looked through).",
    zh: "{from} 穿透拥有 {to} 的{interest}：{share}。",
  },
  "explain.nothing": {
    en: "No way leads from {from} to {to}: {from} has no share in it.",
    zh: "{from} 与 {to} 之间没有持股路径，比例为零。",
  },
  "explain.controls": { en: "{from} controls {to}: {verdict}.", zh: "{from} 控制 {to}：{verdict}。" },
  "explain.controlsNot": { en: "{from} does not control {to}.", zh: "{from} 不控制 {to}。" },
  "explain.derivation": { en: "Derivation", zh: "推导" },
  "explain.control": { en: "Control, link by link", zh: "控制，逐环说明" },
  "explain.least": { en: "The least that the records allow", zh: "记录所容许的最小值" },
  "explain.most": { en: "The most that the records allow", zh: "记录所容许的最大值" },
  "explain.attained": { en: "{share}, if:", zh: "{share}，当：" },
  "explain.approached": {
    en: "{share}, which is not reached; within a millionth of it, if:",
    zh: "{share}（不可达到）；下列情形与之相差不到百万分之一：",
  },
  "explain.asWritten": { en: "{share}, with the records as they are", zh: "{share}，按记录现状" },
  "explain.settle": { en: "What would settle whether it is {test}", zh: "哪些披露可确定是否 {test}" },
  "explain.settled": { en: "It is settled: {verdict} ({share}).", zh: "已可确定：{verdict}（{share}）。" },
  "explain.unsettled": {
    en: "No disclosure of up to {largest} {largest|record|records} would settle it; {open} open records bear on it.",
    zh: "披露不超过 {largest} 条记录均不足以确定；相关未明记录共 {open} 条。",
  },
  "explain.disclose": { en: "If it were disclosed: {records}", zh: "若披露：{records}" },
  "explain.openRest": {
    en: "what is not disclosed in {subject} ({range})",
    zh: "{subject} 未披露的部分（{range}）",
  },
  "explain.openRecord": { en: "{holder} in {subject} ({range})", zh: "{holder} 持 {subject}（{range}）" },

  "line.path": {
    en: "path of {steps} {steps|step|steps}: {product}",
    zh: "{steps} 步路径：{product}",
  },
  "line.link": { en: "{holder} holds {share} of {subject}", zh: "{holder} 持有 {subject} {share}" },
  "line.linkTie": {
    en: "{holder} stands behind {subject} by a tie, not by a holding",
    zh: "{holder} 凭关系（而非持股）位于 {subject} 之后",
  },
  "line.loop": { en: "going round a ring more than once: {share}", zh: "循环持股的重复部分：{share}" },
  "line.rest": { en: "further paths: {share}", zh: "其余路径：{share}" },
  "line.total": { en: "together: {share}", zh: "合计：{share}" },
  "line.range": { en: "what the records leave open: {share}", zh: "记录容许的范围：{share}" },
  "line.nothing": { en: "no path leads from one to the other", zh: "两者之间没有路径" },
  "line.control-link": {
    en: "{from} ─{basis}{votes}→ {to}",
    zh: "{from} ─{basis}{votes}→ {to}",
  },
  "line.no-control": { en: "{from} does not control {to}", zh: "{from} 不控制 {to}" },

  "snapshot.title": { en: "Snapshot", zh: "快照" },
  "snapshot.written": { en: "{path}: {megabytes} MB", zh: "{path}：{megabytes} MB" },
  "snapshot.records": {
    en: "{entities} entities, {holdings} holdings, {ties} ties, {facts} facts",
    zh: "{entities} 个主体、{holdings} 条持股、{ties} 条关系、{facts} 条事实",
  },

  "validate.none": { en: "Nothing to mend: no issues in {files}.", zh: "无须修正：{files} 未发现问题。" },
  "validate.files": { en: "{count} {count|file|files}", zh: "{count} 个文件" },
  "validate.records": {
    en: "{entities} entities, {holdings} holdings, {ties} ties, {facts} facts in {files}",
    zh: "{files}：{entities} 个主体、{holdings} 条持股、{ties} 条关系、{facts} 条事实",
  },
  "validate.counts": {
    en: "{errors} {errors|error|errors}, {warnings} {warnings|warning|warnings}, {notes} {notes|note|notes}",
    zh: "{errors} 个错误，{warnings} 个警告，{notes} 个提示",
  },
  "validate.title": { en: "Issues in the data", zh: "数据问题" },

  "law.title": { en: "The law as this program knows it", zh: "程序所载法规" },
  "law.on": { en: "in force on {date}", zh: "{date} 有效" },
  "law.newest": {
    en: "newest known, also where it is yet to come into force",
    zh: "已知最新文本（含尚未施行者）",
  },
  "law.unverified": { en: "unverified reading", zh: "未经核实的解读" },
  "law.verified": { en: "verified", zh: "已核实" },
  "law.unverifiedNote": {
    en: "“unverified reading”: figure or comparator was not read in the source itself; check before relying on it.",
    zh: "“未经核实的解读”：数值或比较词未在原文中核对，采用前请核查。",
  },
  "law.definitions": {
    en: "Definitions of related parties (related --definition): {ids}",
    zh: "关联方定义（related --definition）：{ids}",
  },
  "law.none": { en: "nothing of it is in force on {date}", zh: "{date} 无有效条款" },
  "law.parameter": { en: "Parameter", zh: "参数" },
  "law.value": { en: "Value", zh: "数值" },
  "law.article": { en: "Article", zh: "条款" },
  "law.from": { en: "From", zh: "施行日" },
  "law.reading": { en: "Reading", zh: "核实" },
  "law.source": { en: "Source: {source}", zh: "来源：{source}" },
} as const satisfies Record<string, Word>;
