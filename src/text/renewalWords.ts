import type { Word } from "./words.js";

/** What is said of rows about coverage, and of rows that are brought up to date. */
export const RENEWAL_WORDS = {
  "option.coverage": {
    en: "with --all: how much of each company is known to its ends, in place of its owners",
    zh: "与 --all 同用：逐家列出穿透覆盖率，而非所有人",
  },
  "refuse.coverageAlone": {
    en: "--coverage goes with --all; the answer about one company has its coverage anyway",
    zh: "--coverage 须与 --all 同用；单个公司的结果本来就含覆盖率",
  },
  "refuse.coverageOwners": {
    en: "{option} chooses owners, and --coverage lists none",
    zh: "{option} 用于筛选所有人，--coverage 不列所有人",
  },
  "option.since": {
    en: "the data of the earlier run: only what changed since is computed anew (with --rows)",
    zh: "上一次运行所用的数据：只重新计算此后发生变化的部分（须同时给出 --rows）",
  },
  "option.rows": {
    en: "the rows that the earlier run wrote (CSV or JSON Lines, with the .origin.json beside it)",
    zh: "上一次运行写出的结果文件（CSV 或 JSON Lines，旁边须有 .origin.json）",
  },
  "option.origin": {
    en: "beside --out FILE also write FILE.origin.json: what the rows were made of, for a later --since",
    zh: "在 --out 文件旁另写 .origin.json，记录结果的来源，供日后 --since 使用",
  },
  "refuse.onlyWithAll": {
    en: "{option} goes with --all: it is about the rows of the whole register",
    zh: "{option} 须与 --all 同用：它只涉及整个登记册的结果",
  },
  "refuse.sinceAlone": {
    en: "--since OLD-DATA and --rows OLD-ROWS go together",
    zh: "--since（旧数据）与 --rows（旧结果）须同时给出",
  },
  "refuse.sinceShard": {
    en: "{option} does not go with --shard: rows are brought up to date as a whole",
    zh: "{option} 不能与 --shard 同时使用：结果只能整体更新",
  },
  "refuse.originOut": {
    en: "--origin needs --out FILE, as CSV or JSON Lines",
    zh: "--origin 须与 --out 文件（CSV 或 JSON Lines）同时使用",
  },
  "refuse.noOrigin": {
    en: "{rows} says nowhere what it was made of: {origin} is not there or cannot be read. Make the rows once with --out and --origin",
    zh: "无法得知 {rows} 的来源：{origin} 不存在或无法读取。请先用 --out 与 --origin 完整生成一次",
  },
  "refuse.otherVersion": {
    en: "{rows} was written by version {was}, this is {is}: make the rows anew, without --since",
    zh: "{rows} 由版本 {was} 写出，当前版本为 {is}：请去掉 --since 重新生成",
  },
  "refuse.otherQuestion": {
    en: "{rows} answers another question ({was}) than this one ({is}): make the rows anew, without --since",
    zh: "{rows} 回答的是另一个问题（{was}），与本次（{is}）不同：请去掉 --since 重新生成",
  },
  "refuse.otherData": {
    en: "{rows} was not made of {data}: the digests of the data differ",
    zh: "{rows} 并非由 {data} 生成：数据摘要不一致",
  },
  "refuse.otherRows": {
    en: "{rows} is no longer what was written: its digest differs from that in {origin}",
    zh: "{rows} 已不是当初写出的内容：其摘要与 {origin} 所记不一致",
  },
  "renewal.done": {
    en: "{changed} {changed|company or party differs|companies and parties differ} from {data}: rows of {affected} {affected|subject|subjects} made anew, all others copied.",
    zh: "与 {data} 相比有 {changed} 个主体发生变化：重新计算 {affected} 个主体的结果，其余照抄。",
  },
  "renewal.order": {
    en: "The entities do not stand in the order of {data}: all rows are made anew.",
    zh: "主体的排列顺序与 {data} 不同：全部重新计算。",
  },
  "renewal.ties": {
    en: "Ties differ from {data}, and may move stakes and votes anywhere: all rows are made anew.",
    zh: "关系记录与 {data} 不同，可能影响任何主体的持股与表决权：全部重新计算。",
  },
} as const satisfies Record<string, Word>;
