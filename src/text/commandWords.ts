import type { Word } from "./words.js";

/** What the command says about itself: help, refusals, progress. */
export const COMMAND_WORDS = {
  "program.summary": {
    en: "穿透: who really stands behind a company, by how much, by what right, under which article, and how sure we are.",
    zh: "穿透：一家公司背后究竟是谁、占多少、凭什么、依据哪一条、有多确定。",
  },
  "program.more": {
    en: "lookthrough VERB --help has the options, formats and examples of each verb.",
    zh: "各命令的选项、格式与示例见 lookthrough 命令 --help。",
  },
  "help.form": { en: "VERB [SUBJECT…] --data PATH [options]", zh: "命令 [主体…] --data 路径 [选项]" },
  "help.usage": { en: "Usage:", zh: "用法：" },
  "help.arguments": { en: "Arguments:", zh: "参数：" },
  "help.options": { en: "Options:", zh: "选项：" },
  "help.commands": { en: "Verbs:", zh: "命令：" },
  "help.examples": { en: "Examples:", zh: "示例：" },
  "help.formats": { en: "Formats:", zh: "格式：" },
  "help.allFormats": { en: "with --all: {formats}", zh: "配合 --all：{formats}" },
  "help.csv": {
    en: "CSV has shares as fractions of one, English words and lines ending in LF; a file written with --out begins with a byte order mark, so that Excel reads it as UTF-8",
    zh: "CSV 中比例为小数，文字为英文，行尾为 LF；--out 写出的文件带 BOM，便于 Excel 识别",
  },
  "help.exit": {
    en: "Exit codes: 0 answered, 1 answered with an error or breach found, 2 input or command line unusable, 70 our fault",
    zh: "退出码：0 已回答；1 已回答且发现错误或违规；2 输入或命令行不可用；70 程序错误",
  },
  "help.help": { en: "show this help", zh: "显示帮助" },
  "help.version": { en: "print the version", zh: "显示版本" },

  "verb.owners": {
    en: "everyone who stands behind a company: direct and look-through shares, coverage, rings",
    zh: "一家公司背后的所有人：直接与穿透比例、覆盖率、循环持股",
  },
  "verb.holdings": {
    en: "everything a party stands behind: the same question downwards",
    zh: "一个主体背后持有的所有企业（向下穿透）",
  },
  "verb.control": {
    en: "who controls a company, on what basis, link by link; the controlled stake",
    zh: "谁控制一家公司、依据什么、逐环说明；控制的股权比例",
  },
  "verb.power": {
    en: "power of each holder's votes: Shapley–Shubik and Banzhaf indices at a quota",
    zh: "各股东表决权的影响力：Shapley–Shubik 与 Banzhaf 指数",
  },
  "verb.concert": {
    en: "holders who act in concert: groups, reasons with evidence, joint stakes",
    zh: "一致行动的股东：分组、理由与证据、合计比例",
  },
  "verb.related": {
    en: "related parties under a definition, each with its shortest reason",
    zh: "某一定义下的关联方，各附最短理由",
  },
  "verb.ubo": {
    en: "beneficial owners under a profile, with limb, article and verdict",
    zh: "某一规则下的受益所有人，附标准、条款与结论",
  },
  "verb.explain": {
    en: "the derivation, line by line, of A's share and control in B",
    zh: "逐行推导 A 在 B 中的比例与控制",
  },
  "verb.snapshot": {
    en: "a file that --data opens at once, of a register of any size",
    zh: "将数据存为快照文件，供 --data 即时打开，规模不限",
  },
  "verb.validate": {
    en: "what is wrong with the data, where, and how to mend it",
    zh: "数据有何问题、在何处、如何修正",
  },
  "verb.law": {
    en: "the law in force on a date as this program knows it, with citations",
    zh: "程序所载、某日有效的法规条款及出处",
  },

  "argument.subjects": {
    en: "ids or unique names of the subjects",
    zh: "主体的编号或唯一名称，可多个",
  },
  "argument.from": { en: "id or unique name of the owner", zh: "持有人的编号或唯一名称" },
  "argument.to": { en: "id or unique name of the company", zh: "公司的编号或唯一名称" },
  "argument.law": {
    en: "id of a regulation, profile or definition; all without it",
    zh: "法规、规则或定义的编号；省略则列出全部",
  },

  "option.data": {
    en: "a folder with entities.csv, holdings.csv, ties.csv, facts.csv; one .csv, .xlsx, .json or .jsonl file; or neo4j://host:7687[/database]",
    zh: "含 entities.csv、holdings.csv、ties.csv、facts.csv 的文件夹，或单个 .csv、.xlsx、.json、.jsonl 文件，或 neo4j://主机:7687[/数据库名]",
  },
  "option.asOf": {
    en: "the day that is asked about (default: the latest day on which a record begins)",
    zh: "查询日期（默认为记录中最晚的起始日）",
  },
  "option.lang": {
    en: "language of text and md (default: by LC_ALL, LC_MESSAGES or LANG)",
    zh: "text 与 md 的语言（默认依 LC_ALL、LC_MESSAGES 或 LANG）",
  },
  "option.format": { en: "one of the formats below (default: text)", zh: "下列格式之一（默认 text）" },
  "option.outSnapshot": {
    en: "the file to write (written beside, then renamed)",
    zh: "要写入的文件（先写临时文件再改名）",
  },
  "option.out": {
    en: "write to a file instead of standard output (written beside, then renamed)",
    zh: "写入文件而非标准输出（先写临时文件再改名）",
  },
  "option.encoding": {
    en: "encoding of the text files, such as gb18030 (default: found out)",
    zh: "文本文件的编码，如 gb18030（默认自动识别）",
  },
  "option.percent": {
    en: "column whose bare numbers are percents, such as equity; repeatable",
    zh: "其裸数为百分数的列，如 equity；可重复",
  },
  "option.strict": {
    en: "refuse data with any error, unknown entities included",
    zh: "数据有任何错误（含未知主体）即拒绝",
  },
  "option.interest": {
    en: "equity, voting or income (default: equity)",
    zh: "equity、voting 或 income（默认 equity）",
  },
  "option.paths": {
    en: "how many of the largest paths to give for each (default: 5 in json; none in text without this flag)",
    zh: "每个主体给出的最大路径数（json 默认 5；text 不带此项则不列）",
  },
  "option.pathsExplain": {
    en: "how many of the largest paths to write out (default: 5)",
    zh: "写出的最大路径数（默认 5）",
  },
  "option.of": {
    en: "joint share of a group as well; ids or names, separated by commas or with the flag repeated",
    zh: "另给出一组主体的合计穿透比例；用逗号分隔或重复此项",
  },
  "option.measures": {
    en: "other conventions side by side: series, weakest link, controlled stake, 50 % cascade",
    zh: "并列给出其他口径：级数和、最弱环节、控制的股权、50 % 逐级",
  },
  "option.terminal": {
    en: "only owners at whom a look-through may stop",
    zh: "仅列可终止穿透的持有人",
  },
  "option.atLeast": {
    en: "only owners with at least this share, such as 25%",
    zh: "仅列比例不低于该值者，如 25%",
  },
  "option.moreThan": { en: "only owners with more than this share", zh: "仅列比例超过该值者" },
  "option.atLeastUbo": {
    en: "this threshold in place of the profile's own, such as 10%",
    zh: "以该阈值代替规则自身的阈值，如 10%",
  },
  "option.moreThanUbo": { en: "the same, exceeded", zh: "同上，须超过" },
  "option.undisclosed": {
    en: "anyone: what is not disclosed may be a named party's (default: nobody)",
    zh: "anyone：未披露部分可能属于任何已列明者（默认 nobody）",
  },
  "option.by": {
    en: "do these control it together; ids or names, separated by commas or with the flag repeated",
    zh: "这些主体合计是否控制；用逗号分隔或重复此项",
  },
  "option.test": {
    en: 'share of votes that controls at each link, such as ">50%" or ">=30%" (default: >50%)',
    zh: '每一环构成控制的表决权比例，如 ">50%" 或 ">=30%"（默认 >50%）',
  },
  "option.quota": {
    en: 'share of votes that wins, such as ">50%" or 2/3 (default: >50%)',
    zh: '获胜所需表决权，如 ">50%" 或 2/3（默认 >50%）',
  },
  "option.reasons": {
    en: "only these reasons join, such as agreement,kinship (default: all that records can tell)",
    zh: "仅以这些理由归组，如 agreement,kinship（默认为记录可判断的全部）",
  },
  "option.definition": {
    en: "definition of related parties (default: csrc-securities for securities companies, else company-law)",
    zh: "关联方定义（默认：证券公司为 csrc-securities，其余为 company-law）",
  },
  "option.profile": {
    en: "profile of beneficial ownership (default: cn-pboc-bo); all, several flags, or a file of your own (docs/profiles.md)",
    zh: "受益所有人规则（默认 cn-pboc-bo）；可写 all、重复此项，或给出自定义规则文件（docs/profiles.md）",
  },
  "option.listed": {
    en: "persons taken for listed (sanctioned), as one holder together: ids or names (profile ofac-50)",
    zh: "视为受制裁的主体，合并计算：编号或名称（规则 ofac-50）",
  },
  "option.least": {
    en: "a completion of the records that reaches the least share",
    zh: "给出取得最小值的一种补全",
  },
  "option.most": {
    en: "a completion of the records that reaches the greatest share",
    zh: "给出取得最大值的一种补全",
  },
  "option.settle": {
    en: 'which disclosures would settle whether the share passes this test, such as ">=25%" (default: the threshold of cn-pboc-bo)',
    zh: '哪些披露可确定该比例是否满足条件，如 ">=25%"（默认为 cn-pboc-bo 的标准）',
  },
  "option.on": { en: "the day that is asked about (default: the newest known)", zh: "查询日期（默认最新）" },

  "refuse.unknownVerb": {
    en: "“{name}” is no verb{suggestion}",
    zh: "没有命令“{name}”{suggestion}",
  },
  "refuse.unknownOption": {
    en: "“{name}” is no option of this verb{suggestion}",
    zh: "该命令没有选项“{name}”{suggestion}",
  },
  "refuse.didYouMean": { en: "; did you mean {name}?", zh: "；是否指 {name}？" },
  "refuse.allWithSubjects": {
    en: "--all asks about every subject: leave out the names",
    zh: "--all 针对全部主体，请勿再写主体名称",
  },
  "refuse.allFlag": { en: "{option} does not go with --all", zh: "{option} 不能与 --all 同时使用" },
  "refuse.parquetOut": {
    en: "Parquet needs a file: add --out FILE",
    zh: "Parquet 须写入文件：请加 --out 文件",
  },
  "all.resumed": {
    en: "Going on where an earlier run stopped: {done} subjects were done.",
    zh: "接续上次中断处：已完成 {done} 个主体。",
  },
  "all.interrupted": {
    en: "Stopped; the same command goes on from here. Nothing stands under the final name yet.",
    zh: "已中断；再次运行同一命令即可继续，最终文件尚未生成。",
  },
  "all.closedRing": {
    en: "A ring of {count} that nobody outside holds, so that it has no ultimate owner: {members}",
    zh: "{count} 个主体构成封闭循环持股，外部无人持有，不存在最终持有人：{members}",
  },
  "refuse.missingArgument": { en: "an argument is missing: {name}", zh: "缺少参数：{name}" },
  "refuse.missingValue": { en: "a value is missing after {name}", zh: "{name} 之后缺少值" },
  "refuse.missingData": { en: "say where the data are: --data PATH", zh: "请用 --data 指明数据路径" },
  "refuse.excessArguments": { en: "too many arguments", zh: "参数过多" },
  "refuse.invalid": { en: "the command line cannot be used: {reason}", zh: "命令行不可用：{reason}" },
  "refuse.hintHelp": {
    en: "lookthrough {verb} --help has the options",
    zh: "选项见 lookthrough {verb} --help",
  },
  "refuse.format": {
    en: "{verb} has no format “{format}”; it has {formats}",
    zh: "{verb} 没有“{format}”格式；可用 {formats}",
  },
  "refuse.language": {
    en: "“{value}” is no language here; there are zh and en",
    zh: "没有语言“{value}”；可用 zh 与 en",
  },
  "refuse.date": {
    en: "{option} “{value}” is no day; write it like 2024-06-30",
    zh: "{option}“{value}”不是日期；请写作 2024-06-30",
  },
  "refuse.share": {
    en: "{option} “{value}” is no share; write 25%, 0.25 or 1/4",
    zh: "{option}“{value}”不是比例；请写作 25%、0.25 或 1/4",
  },
  "refuse.test": {
    en: '{option} “{value}” is no test; write ">50%", ">=30%" or a bare share',
    zh: '{option}“{value}”不是条件；请写作 ">50%"、">=30%" 或单独一个比例',
  },
  "refuse.lowerTest": {
    en: "{option} “{value}”: write > or >=",
    zh: "{option}“{value}”：请用 > 或 >=",
  },
  "refuse.choice": { en: "{option} “{value}”: there are {choices}", zh: "{option}“{value}”：可用 {choices}" },
  "refuse.number": {
    en: "{option} “{value}”: a whole number from {min} to {max}",
    zh: "{option}“{value}”：应为 {min} 至 {max} 的整数",
  },
  "refuse.together": { en: "{a} and {b} cannot be used together", zh: "{a} 与 {b} 不能同时使用" },
  "refuse.strict": {
    en: "--strict: the data have {count} {count|error|errors}",
    zh: "--strict：数据有 {count} 个错误",
  },
  "refuse.barePercent": {
    en: "the shares cannot be read before it is said whether they are percents",
    zh: "须先说明这些数是否为百分数，才能读取比例",
  },
  "refuse.again": { en: "if they are percents, run again:", zh: "若为百分数，请重新运行：" },
  "refuse.unknownSubject": { en: "there is no “{key}” in the data", zh: "数据中没有“{key}”" },
  "refuse.ambiguous": {
    en: "“{key}” is the name of {count} entities; write the id:",
    zh: "有 {count} 个主体名为“{key}”；请写编号：",
  },
  "refuse.perhaps": { en: "perhaps one of these was meant:", zh: "是否指：" },
  "refuse.person": {
    en: "{name} is a natural person: nobody holds or controls a person",
    zh: "{name} 是自然人，不能被持有或控制",
  },
  "refuse.personHint": { en: "what stands below a person: {command}", zh: "查询自然人名下：{command}" },
  "refuse.outFolder": {
    en: "--out {path} is a folder; name a file",
    zh: "--out {path} 是文件夹；请指明文件",
  },
  "refuse.snapshotOut": {
    en: "snapshot writes a file: give its name with --out FILE.snapshot",
    zh: "snapshot 写入文件，请用 --out 文件.snapshot 指定文件名",
  },
  "refuse.outNowhere": {
    en: "--out {path} cannot be written: there is no folder {folder}",
    zh: "--out {path} 无法写入：没有文件夹 {folder}",
  },
  "refuse.out": { en: "--out {path} cannot be written: {reason}", zh: "--out {path} 无法写入：{reason}" },
  "refuse.stdout": { en: "standard output cannot be written: {reason}", zh: "标准输出无法写入：{reason}" },
  "refuse.regulation": {
    en: "there is no regulation “{id}”; there are {known}",
    zh: "没有法规“{id}”；可用 {known}",
  },
  "refuse.profile": {
    en: "there is no profile “{id}”; there are {known}",
    zh: "没有规则“{id}”；可用 {known}",
  },
  "refuse.profileFile": { en: "{path} is no profile that can be used", zh: "{path} 不是可用的规则文件" },
  "refuse.profileUnread": { en: "{path} cannot be read ({code})", zh: "无法读取 {path}（{code}）" },
  "refuse.profileJson": { en: "it is not JSON: {reason}", zh: "不是有效的 JSON：{reason}" },
  "refuse.profileHint": {
    en: "the shape of a profile, with an example: docs/profiles.md",
    zh: "规则文件的格式与示例见 docs/profiles.md",
  },
  "refuse.definition": {
    en: "there is no definition “{id}”; there are {known}",
    zh: "没有定义“{id}”；可用 {known}",
  },

  "issues.summary": {
    en: "{count} {count|issue|issues} in the data ({errors} {errors|error|errors}, {warnings} {warnings|warning|warnings}):",
    zh: "数据有 {count} 个问题（{errors} 个错误、{warnings} 个警告）：",
  },
  "issues.more": { en: "… and {count} more; {command}", zh: "……另有 {count} 个；{command}" },

  "bug.text": {
    en: "this is a bug in lookthrough {version}, not in your data; please report it with this message: {message}",
    zh: "这是 lookthrough {version} 的程序错误，并非数据问题；请附此信息报告：{message}",
  },
  "bug.debug": { en: "LOOKTHROUGH_DEBUG=1 prints where", zh: "设 LOOKTHROUGH_DEBUG=1 可显示位置" },
} as const satisfies Record<string, Word>;
