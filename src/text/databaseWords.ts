import type { Word } from "./words.js";

/** What the command says of databases: refusals, what an import does, and help. */
export const DATABASE_WORDS = {
  "database.address": {
    en: "{address} is no address of a database: write neo4j://host:7687 or neo4j://host:7687/database (also bolt://, and +s for TLS)",
    zh: "{address} 不是数据库地址：请写 neo4j://主机:7687 或 neo4j://主机:7687/数据库名（亦可用 bolt://；TLS 加 +s）",
  },
  "database.password": {
    en: "no user and password in the address, where others can read them: set NEO4J_USER and NEO4J_PASSWORD, or --user and --password-env",
    zh: "地址中不得含用户名与密码（他人可见）：请设置 NEO4J_USER 与 NEO4J_PASSWORD，或用 --user 与 --password-env",
  },
  "database.noPassword": {
    en: "no password for {address}: set {variable} in the environment (another variable: --password-env NAME)",
    zh: "没有 {address} 的密码：请在环境中设置 {variable}（用其他变量：--password-env 变量名）",
  },
  "database.down": {
    en: "{address} does not answer, or stopped answering: {reason}",
    zh: "{address} 无应答或已中断：{reason}",
  },
  "database.timeout": {
    en: "{address} did not answer within {seconds} seconds (--timeout SECONDS waits longer)",
    zh: "{address} 在 {seconds} 秒内未应答（--timeout 秒数 可延长）",
  },
  "database.unauthorized": {
    en: "{address} refuses user {user}: the name or the password is wrong",
    zh: "{address} 拒绝用户 {user}：用户名或密码错误",
  },
  "database.tooOften": {
    en: "{address}: a wrong password was given too often; wait a few seconds and try again",
    zh: "{address}：密码错误次数过多，请稍候几秒再试",
  },
  "database.forbidden": {
    en: "{address}: user {user} may not do this: {reason}",
    zh: "{address}：用户 {user} 无此权限：{reason}",
  },
  "database.unknown": {
    en: "{address}: there is no database “{database}” on this server",
    zh: "{address}：该服务器上没有数据库“{database}”",
  },
  "database.ended": {
    en: "{address} ended the transaction: {reason}",
    zh: "{address} 终止了事务：{reason}",
  },
  "database.refused": {
    en: "{address} cannot carry this out: {reason} ({code})",
    zh: "{address} 无法执行：{reason}（{code}）",
  },
  "database.empty": {
    en: "{address} holds no register: run `lookthrough import --data DIR {address}`, or describe another graph with --mapping FILE",
    zh: "{address} 中没有登记册：请先运行 lookthrough import --data 目录 {address}，或用 --mapping 文件 描述其他图结构",
  },
  "database.importing": {
    en: "{address}: an import is under way or was interrupted; nothing is answered from half a register. Wait, or run the same import again: it goes on where it stopped",
    zh: "{address}：导入进行中或曾中断；不从未完整的登记册作答。请稍候，或重新运行同一导入（会从中断处继续）",
  },
  "database.changed": {
    en: "{address}: the register was imported anew while it was being read; ask again",
    zh: "{address}：读取期间登记册被重新导入，请再次查询",
  },
  "database.taken": {
    en: "{address}: another import has taken over; this one stopped",
    zh: "{address}：另一导入已接管，本次导入停止",
  },
  "database.foreign": {
    en: "{address} already holds nodes labelled {labels} that lookthrough did not write; give it a database of its own",
    zh: "{address} 中已有非本程序写入的 {labels} 节点；请为其使用单独的数据库",
  },
  "database.limit": {
    en: "what this question needs has more than {limit} entities: nothing is answered from a part of it. Allow more with --cone-limit COUNT",
    zh: "本问题所需数据超过 {limit} 个主体：不以部分数据作答。可用 --cone-limit 数量 放宽",
  },
  "database.mapping": {
    en: "{file}: {reason}",
    zh: "{file}：{reason}",
  },
  "database.watchedLimit": {
    en: "more than {limit} companies may have issues in their data: only the first {limit} were looked at",
    zh: "可能有数据问题的公司超过 {limit} 家：仅检查前 {limit} 家",
  },
  "verb.import": {
    en: "brings records into a Neo4j database, where --data can name it",
    zh: "将记录导入 Neo4j 数据库，之后 --data 可直接使用该地址",
  },
  "verb.export": {
    en: "writes the register of a Neo4j database as files, exactly as they were imported",
    zh: "将 Neo4j 数据库中的登记册原样写为文件",
  },
  "verb.determine": {
    en: "determines every company of a Neo4j database and writes the results back with their provenance",
    zh: "对 Neo4j 数据库中的每家公司作出认定，并连同来源写回数据库",
  },
  "argument.determination": {
    en: "what is determined: ubo (beneficial owners) or control",
    zh: "认定内容：ubo（受益所有人）或 control（控制人）",
  },
  "determine.title": { en: "Written back to {address}", zh: "已写回 {address}" },
  "determine.counts": {
    en: "{companies} companies, {determinations} determinations; {gone} of an earlier import were taken away",
    zh: "公司 {companies} 家，认定 {determinations} 条；移除先前导入的认定 {gone} 条",
  },
  "determine.resumed": {
    en: "An interrupted run went on after its first {after} entities.",
    zh: "续接中断的运行：前 {after} 个主体此前已完成。",
  },
  "refuse.determineProfile": {
    en: "--profile goes with determine ubo, not with determine {what}",
    zh: "--profile 仅用于 determine ubo，不用于 determine {what}",
  },
  "argument.database": {
    en: "address of the database: neo4j://host:7687[/database]",
    zh: "数据库地址：neo4j://主机:7687[/数据库名]",
  },
  "option.user": {
    en: "user of the database (default: NEO4J_USER, else neo4j)",
    zh: "数据库用户（默认 NEO4J_USER，否则 neo4j）",
  },
  "option.passwordEnv": {
    en: "environment variable that holds the password (default: NEO4J_PASSWORD)",
    zh: "存放密码的环境变量（默认 NEO4J_PASSWORD）",
  },
  "option.mapping": {
    en: "JSON file that says what labels, relationships and properties of another graph mean",
    zh: "说明其他图结构的标签、关系与属性含义的 JSON 文件",
  },
  "option.coneLimit": {
    en: "entities to fetch from a database at most; beyond it the question is refused (default 500000)",
    zh: "从数据库读取的主体数上限，超出则拒绝作答（默认 500000）",
  },
  "option.timeout": {
    en: "seconds to wait for a database (default 120)",
    zh: "等待数据库的秒数（默认 120）",
  },
  "option.outFolder": { en: "the folder to write", zh: "写入的文件夹" },
  "import.title": { en: "Imported into {address}", zh: "已导入 {address}" },
  "import.counts": {
    en: "{entities} entities, {holdings} holdings, {ties} ties, {facts} facts, {declarations} declarations; {gone} records that are no longer there were taken away",
    zh: "主体 {entities}、持股 {holdings}、关系 {ties}、事实 {facts}、申报 {declarations}；移除已不存在的记录 {gone} 条",
  },
  "import.resumed": {
    en: "An interrupted import of the same data was continued at {table} {row}.",
    zh: "续接同一数据中断的导入，自 {table} 第 {row} 条起。",
  },
  "import.progress": { en: "import: {table} {done} of {total}", zh: "导入：{table} {done}/{total}" },
  "export.title": { en: "Written to {folder}", zh: "已写入 {folder}" },
  "export.out": { en: "say where the files go: --out FOLDER", zh: "请用 --out 指明写入的文件夹" },
  "export.counts": {
    en: "{entities} entities, {holdings} holdings, {ties} ties, {facts} facts, {declarations} declarations",
    zh: "主体 {entities}、持股 {holdings}、关系 {ties}、事实 {facts}、申报 {declarations}",
  },
} as const satisfies Readonly<Record<string, Word>>;
