import { headingKey } from "./headers.js";
import type { TableName } from "./reading.js";
import {
  ACQUISITION_WORDS,
  CONTRACT_CLAUSE_WORDS,
  ENTITY_KIND_WORDS,
  FACT_WORDS,
  FLAG_WORDS,
  INTEREST_WORDS,
  LISTING_WORDS,
  lookupOf,
  PARTNER_ROLE_WORDS,
  SECTOR_WORDS,
  TIE_KIND_WORDS,
  type Words,
} from "./words.js";

/**
 * What a cell holds. `share`: any notation of model/share. `number`: exact digits, at least 0. `flag`: true or false.
 * `word`: one of a closed list; `words` and `countries`: several, with `;` between. `freeWord`: a known word is made
 * canonical, any other stays. `value`: text, number or flag. `identifiers`, `records`: only in JSON.
 */
export type ColumnType =
  | "text"
  | "id"
  | "share"
  | "number"
  | "date"
  | "flag"
  | "flagOrDate"
  | "flagOrShare"
  | "word"
  | "words"
  | "freeWord"
  | "country"
  | "countries"
  | "value"
  | "identifiers"
  | "records";

export interface Column {
  /** Canonical name: the key in JSON and in records. */
  readonly name: string;
  /** The Chinese header that templates and the documentation show. */
  readonly zh: string;
  readonly type: ColumnType;
  /** Other headers that mean this column. */
  readonly aliases: readonly string[];
  /** One line for the documentation. */
  readonly about: string;
  /** From every accepted word to the canonical one, for the types that have words. */
  readonly lookup: ReadonlyMap<string, string>;
  /** The canonical word that stands for one that is not known; without it the cell is left out. */
  readonly otherwise: string | null;
}

export interface Table {
  readonly name: TableName;
  /** Names of files (without extension) and sheets, and keys in a JSON object. */
  readonly stems: readonly string[];
  /** The value of `record` in JSON Lines. */
  readonly record: string;
  readonly columns: readonly Column[];
  /**
   * Without these a row says nothing. Each is a list of columns of which one must be filled: the first where
   * the table has it, else any of the others.
   */
  readonly needs: readonly (readonly string[])[];
  /** Begin and end of the row's period. */
  readonly period: readonly [from: string, to: string] | null;
}

interface ColumnOptions {
  readonly words?: Words;
  readonly otherwise?: string;
}

/** A column: name, Chinese header, type, other headers (separated by `|`), one line of documentation. */
function column(
  name: string,
  zh: string,
  type: ColumnType,
  aliases: string,
  about: string,
  options: ColumnOptions = {},
): Column {
  const words = options.words ?? (/^flag/.test(type) || type === "value" ? FLAG_WORDS : {});
  return {
    name,
    zh,
    type,
    aliases: aliases === "" ? [] : aliases.split("|"),
    about,
    lookup: lookupOf(words),
    otherwise: options.otherwise ?? null,
  };
}

const SOURCE = column(
  "source",
  "来源",
  "text",
  "出处|备注|依据|note|notes|remark|remarks",
  "where the row comes from",
);
const REGISTERED_ON = column(
  "registeredOn",
  "登记日期",
  "date",
  "登记日|工商登记日期|变更登记日期|registration date|registered",
  "the day of registration; default the first day of the row's period",
);
const FROM = column(
  "from",
  "起始日",
  "date",
  "开始日期|起始日期|开始日|生效日期|start|start date|since|valid from|from date",
  "first day on which the row holds; empty: always has",
);
const TO = column(
  "to",
  "终止日",
  "date",
  "结束日期|终止日期|结束日|失效日期|end|end date|until|valid to|valid until|to date",
  "first day on which it holds no more (exclusive); empty, `9999-12-31` or `2099-12-31`: still holds",
);
const SUBJECT_ALIASES =
  "被持股企业|被投资企业|被投资公司|合伙企业|合伙企业名称|标的公司|标的企业|目标公司|企业|企业名称|公司名称|company|company name|issuer|investee|target|entity|asset";

const ENTITIES: Table = {
  name: "entities",
  stems: ["entities", "主体", "主体表"],
  record: "entity",
  needs: [["id", "identifiers.uscc", "name"]],
  period: null,
  columns: [
    column(
      "id",
      "编号",
      "id",
      "主体编号|主体id|代码|entity id|code",
      "the key that other tables use; without the column: the unified social credit code, else the name",
    ),
    column(
      "name",
      "名称",
      "text",
      "主体|主体名称|企业名称|公司名称|企业|公司|姓名|entity|entity name|company|company name|full name",
      "default the id",
    ),
    column(
      "kind",
      "类型",
      "word",
      "主体类型|主体性质|种类|性质|企业类型|公司类型|type|entity type|entity kind",
      "see the words below; default `unknown`",
      {
        words: ENTITY_KIND_WORDS,
        otherwise: "unknown",
      },
    ),
    column("nameEn", "英文名称", "text", "英文名|english name", "name in Latin letters"),
    column(
      "jurisdiction",
      "注册地",
      "country",
      "国籍|国家|国家或地区|国别|司法管辖区|country|nationality",
      "ISO 3166 code (`CN`, `HK`) or a common name; decides what is foreign",
    ),
    column(
      "listing",
      "上市情况",
      "word",
      "上市|上市地|上市状态|挂牌|listed",
      "`exchange`, `neeq` (新三板), `none`",
      { words: LISTING_WORDS },
    ),
    column("sector", "行业", "word", "行业类别|所属行业|industry", "see the words below", {
      words: SECTOR_WORDS,
    }),
    column(
      "identifiers.uscc",
      "统一社会信用代码",
      "id",
      "uscc|社会信用代码|信用代码|unified social credit code",
      "unified social credit code",
    ),
    column("identifiers.lei", "LEI", "id", "全球法人识别编码|法人识别编码", "legal entity identifier"),
    column(
      "identifiers.registrationNumber",
      "注册号",
      "id",
      "工商注册号|registration number|company number|registration no",
      "number in a register of companies",
    ),
    column(
      "identifiers.documentNumber",
      "证件号码",
      "id",
      "证件号|身份证号|身份证号码|护照号|document number|passport number",
      "number of a person's document",
    ),
    column(
      "registerComplete",
      "名册完整",
      "flagOrDate",
      "股东名册完整|登记完整|register complete|complete",
      "its holdings are all there are: true, or the day from which",
    ),
    column(
      "publicOffering",
      "公开募集",
      "flag",
      "公募|是否公募|public offering|publicly offered",
      "of a fund: offered to the public",
    ),
    column(
      "registeredIn",
      "境外登记地",
      "countries",
      "登记地|registered overseas in|also registered in",
      "where it is registered besides where it was formed",
    ),
    SOURCE,
    column("identifiers", "", "identifiers", "", "JSON only: object of identifiers by name"),
    column(
      "shareClasses",
      "",
      "records",
      "",
      "JSON only: list of share classes as in the table `classes`, without `company`",
    ),
  ],
};

const HOLDINGS: Table = {
  name: "holdings",
  stems: ["holdings", "持股", "持股表", "股东", "股权"],
  record: "holding",
  needs: [["holder"], ["subject"]],
  period: ["from", "to"],
  columns: [
    column(
      "holder",
      "股东",
      "id",
      "股东名称|股东姓名|股东编号|投资人|投资者|投资方|发起人|合伙人|合伙人名称|持有人|持有人名称|持股人|出资人|shareholder|shareholder name|owner|owner name|investor|partner",
      "id or unique name of who holds",
    ),
    column("subject", "公司", "id", SUBJECT_ALIASES, "id or unique name of what is held"),
    column(
      "equity",
      "持股比例",
      "share",
      "比例|出资比例|投资比例|股权比例|认缴比例|认缴出资比例|占比|股权|share|stake|ownership|pct|percent|percentage|held|equity share|shareholding",
      "share of the capital",
    ),
    column(
      "voting",
      "表决权比例",
      "share",
      "表决权|投票权|投票权比例|votes|voting rights|voting share",
      "share of the votes; default `equity`",
    ),
    column(
      "income",
      "收益权比例",
      "share",
      "收益权|分红比例|分红权|利润分配比例|profit share|dividend share|income rights",
      "share of the profits; default `equity`",
    ),
    column(
      "amount",
      "认缴出资额",
      "number",
      "认缴|认缴额|认缴金额|认缴出资|出资额|出资金额|subscribed|subscribed capital|capital|contribution",
      "subscribed capital in one currency for all holders; shares are derived from it as exact fractions",
    ),
    column(
      "paid",
      "实缴出资额",
      "number",
      "实缴|实缴额|实缴金额|实缴出资|paid in|paid in capital|paid up",
      "paid-in capital",
    ),
    column(
      "class",
      "股份类别",
      "text",
      "类别|股票类别|share class",
      "with `shares`: a class of the table `classes`",
    ),
    column(
      "shares",
      "持股数",
      "number",
      "持股数量|股数|股份数|股份数量|number of shares|share count",
      "a count; capital and votes follow from the share classes",
    ),
    column(
      "votingSuspended",
      "暂停表决权",
      "flagOrShare",
      "表决权暂停|表决权受限|表决权限制|无表决权|votes suspended",
      "true, or the share of the company whose votes are suspended",
    ),
    column(
      "pledged",
      "质押比例",
      "share",
      "质押|质押股权比例|pledge",
      "in the unit of the holding: 10% of the company out of its 20%",
    ),
    column(
      "lockedUntil",
      "锁定期至",
      "date",
      "锁定至|限售期至|解禁日期|解禁日|lock up until|lockup end",
      "last day of a lock-up",
    ),
    column(
      "heldSince",
      "持有起算日",
      "date",
      "持股起始日|取得日期|取得日|acquired on",
      "the holding period counts from this day; default `from`",
    ),
    REGISTERED_ON,
    column(
      "contractClauses",
      "合同条款",
      "words",
      "特殊条款|clauses",
      "`redemptionOnFailure`, `transferToNamedHolder`, `pledgeeVotes`",
      { words: CONTRACT_CLAUSE_WORDS },
    ),
    column(
      "acquiredBy",
      "取得方式",
      "word",
      "取得途径|acquisition",
      "`exchange`, `offering`, `swap`, `transfer`, `founding`",
      { words: ACQUISITION_WORDS },
    ),
    FROM,
    TO,
    SOURCE,
    column(
      "holderKind",
      "股东类型",
      "word",
      "持有人类型|投资人类型|股东性质|holder type|shareholder type|owner type",
      "kind of a holder that no entities row defines; a partner's role counts as `partnerRole`",
      {
        words: { ...ENTITY_KIND_WORDS, ...PARTNER_ROLE_WORDS },
      },
    ),
    column(
      "partnerRole",
      "合伙人类型",
      "word",
      "合伙人性质|合伙人身份|partner type",
      "`executivePartner` or `generalPartner` also makes the tie of that kind; `limitedPartner` makes none",
      {
        words: PARTNER_ROLE_WORDS,
      },
    ),
  ],
};

const TIES: Table = {
  name: "ties",
  stems: ["ties", "关系", "关系表"],
  record: "tie",
  needs: [["kind"], ["from"]],
  period: ["start", "end"],
  columns: [
    column(
      "kind",
      "关系",
      "word",
      "关系类型|类型|职务|relation|relationship|type|tie|role",
      "see the words below",
      {
        words: TIE_KIND_WORDS,
        otherwise: "otherRelation",
      },
    ),
    column(
      "from",
      "甲方",
      "id",
      "主体|关系人|关系主体|当事人|人员|姓名|从|party|person|source party",
      "who has the post, right or kinship; of `nominee` and `votingProxy` the registered holder",
    ),
    column(
      "to",
      "乙方",
      "id",
      "对方|关系对象|对象|任职单位|任职企业|合伙企业|到|counterparty|other party",
      "where, or with whom; of `nominee` and `votingProxy` who commands",
    ),
    column(
      "subject",
      "涉及公司",
      "id",
      "公司|标的公司|目标公司|标的|company|issuer|target",
      "the company it concerns; empty: all",
    ),
    column(
      "share",
      "比例",
      "share",
      "份额|涉及比例|percent|percentage|pct",
      "how much of the company it concerns; of `boardSeats` of the board",
    ),
    column(
      "above",
      "超过部分",
      "share",
      "超出部分|above line",
      "`votingProxy`: only the giver's votes beyond this line of all votes",
    ),
    column(
      "group",
      "组别",
      "text",
      "协议编号|组|分组|agreement|agreement id",
      "id of an agreement of several parties, one row a party",
    ),
    column(
      "lead",
      "主导方",
      "id",
      "牵头人|牵头方|leader",
      "whose votes the parties follow; empty: only all together command them",
    ),
    column(
      "start",
      "起始日",
      "date",
      "开始日期|起始日期|开始日|任职日期|生效日期|from date|start date|since",
      "first day on which it holds",
    ),
    column(
      "end",
      "终止日",
      "date",
      "结束日期|终止日期|结束日|离任日期|失效日期|to date|end date|until",
      "first day on which it holds no more (exclusive)",
    ),
    REGISTERED_ON,
    column("entrusted", "委托资金", "flag", "是否委托资金|entrusted funds", "of `finances`: not own funds"),
    column(
      "rebutted",
      "已推翻",
      "flag",
      "有相反证据|推翻推定",
      "evidence against a presumption between the two",
    ),
    SOURCE,
  ],
};

const FACTS: Table = {
  name: "facts",
  stems: ["facts", "事实", "事实表"],
  record: "fact",
  needs: [["entity"], ["fact"], ["value"]],
  period: null,
  columns: [
    column(
      "entity",
      "主体",
      "id",
      "主体编号|主体名称|企业|企业名称|公司|公司名称|company|subject|id",
      "id or unique name",
    ),
    column("fact", "事实", "freeWord", "事项|指标|项目|事实名称|name|item|metric", "see the names below", {
      words: FACT_WORDS,
    }),
    column("value", "数值", "value", "值|内容|金额|amount", "number, text, true or false"),
    column("unit", "单位", "text", "币种|currency", "`CNY`, `users` …; 万元 and 亿元 are multiplied out"),
    column("on", "日期", "date", "截至日期|时点|报告期|基准日|date|as of", "the day of which it is true"),
    SOURCE,
  ],
};

const CLASSES: Table = {
  name: "classes",
  stems: ["classes", "股份类别", "类别"],
  record: "class",
  needs: [["company"], ["class"]],
  period: null,
  columns: [
    column("company", "公司", "id", "企业|企业名称|公司名称|subject|issuer|entity", "id or unique name"),
    column("class", "类别", "text", "股份类别|share class|name", "name of the class, as holdings write it"),
    column(
      "issued",
      "发行数",
      "number",
      "发行股数|已发行|已发行股数|总股数|issued shares|outstanding",
      "number of shares in issue",
    ),
    column(
      "votesPerShare",
      "每股表决权",
      "number",
      "每股表决权数|每股投票权|votes per share|votes",
      "default 1",
    ),
    column("par", "面值", "number", "每股面值|par value|nominal", "default 1"),
  ],
};

const DECLARATIONS: Table = {
  name: "declarations",
  stems: ["declarations", "声明", "声明表"],
  record: "declaration",
  needs: [["owner"], ["subject"], ["share"]],
  period: ["from", "to"],
  columns: [
    column(
      "owner",
      "所有人",
      "id",
      "申报人|受益人|受益所有人|持有人|holder|beneficial owner|party",
      "id or unique name",
    ),
    column("subject", "公司", "id", SUBJECT_ALIASES, "id or unique name"),
    column(
      "interest",
      "权益",
      "word",
      "权益类型|interest type|type",
      "`equity` (default), `voting`, `income`",
      { words: INTEREST_WORDS },
    ),
    column(
      "share",
      "声明比例",
      "share",
      "比例|合计比例|持股比例|stake|ownership|percent|percentage|pct",
      "the indirect or total stake that a source declares",
    ),
    FROM,
    TO,
    SOURCE,
  ],
};

/** The data contract: from these descriptions header matching, conversion, templates and documentation derive. */
export const TABLES: readonly Table[] = [ENTITIES, HOLDINGS, TIES, FACTS, CLASSES, DECLARATIONS];

const named = new Map(TABLES.map((table) => [table.name, table]));
export const tableNamed = (name: TableName): Table => named.get(name)!;

const stems = new Map(
  TABLES.flatMap((table) => table.stems.map((stem) => [headingKey(stem), table.name] as const)),
);
export const STEMS: readonly string[] = [...stems.keys()];

/** The table that a file name (without extension), a sheet or a JSON key stands for; null for any other. */
export const tableOf = (stem: string): TableName | null => stems.get(headingKey(stem)) ?? null;

const records = new Map(TABLES.map((table) => [table.record, table.name]));
export const RECORDS: readonly string[] = [...records.keys()];

/** The table of a value of `record` in JSON Lines. */
export const tableOfRecord = (record: unknown): TableName | null =>
  typeof record === "string" ? (records.get(record) ?? null) : null;

const byHeading = new Map(
  TABLES.map((table) => [
    table.name,
    new Map(
      table.columns.flatMap((item) =>
        [item.name, item.zh, ...item.aliases]
          .filter(Boolean)
          .map((name) => [headingKey(name), item] as const),
      ),
    ),
  ]),
);

/** Every header key of a table → its column. */
export const headingsOf = (table: Table): ReadonlyMap<string, Column> => byHeading.get(table.name)!;

const isShare = (item: Column): boolean => item.type === "share" || item.type === "flagOrShare";

/** Columns of a table that hold shares: those whose bare numbers must be fractions of one. */
export const shareColumns = (table: Table): readonly Column[] => table.columns.filter(isShare);
