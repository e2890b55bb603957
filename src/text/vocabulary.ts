import type { Word } from "./words.js";

/**
 * The closed vocabularies in words. They stand apart from the messages because other layers look them up by code; what
 * each vocabulary must hold is checked where its type is known (report/labels.ts).
 */

export const ENTITY_KIND_LABELS = {
  naturalPerson: { en: "natural person", zh: "自然人" },
  company: { en: "company", zh: "公司" },
  limitedPartnership: { en: "limited partnership", zh: "有限合伙企业" },
  generalPartnership: { en: "general partnership", zh: "普通合伙企业" },
  fund: { en: "fund", zh: "基金" },
  wealthManagementProduct: { en: "wealth-management product", zh: "理财产品" },
  trust: { en: "trust", zh: "信托" },
  state: { en: "state body", zh: "国家机构" },
  collective: { en: "collective", zh: "集体" },
  dispersed: { en: "the public", zh: "社会公众" },
  clearingNominee: { en: "clearing nominee", zh: "结算代理人" },
  branch: { en: "branch", zh: "分支机构" },
  other: { en: "other", zh: "其他" },
  unknown: { en: "kind unknown", zh: "类型不明" },
} as const satisfies Record<string, Word>;

export const INTEREST_LABELS = {
  equity: { en: "equity", zh: "股权" },
  voting: { en: "voting", zh: "表决权" },
  income: { en: "income", zh: "收益权" },
} as const satisfies Record<string, Word>;

export const VERDICT_LABELS = {
  certain: { en: "certain", zh: "确定" },
  possible: { en: "possible", zh: "可能" },
  excluded: { en: "excluded", zh: "排除" },
} as const satisfies Record<string, Word>;

export const SEVERITY_LABELS = {
  error: { en: "error", zh: "错误" },
  warning: { en: "warning", zh: "警告" },
  info: { en: "note", zh: "提示" },
} as const satisfies Record<string, Word>;

export const OPAQUE_LABELS = {
  unknown: { en: "holders of whom nothing is known", zh: "身份不明的持有人" },
  undisclosed: { en: "holdings that are not disclosed", zh: "未披露的持股" },
  ownerless: { en: "rings that nobody outside holds", zh: "无外部持有人的循环持股" },
  unheld: { en: "holders whose own holders are not recorded", zh: "未记录其上层持有人的主体" },
} as const satisfies Record<string, Word>;

/** A tie from its `from` to its `to`: "鼎晟 ─executive partner→ 甲合伙". */
export const TIE_KIND_LABELS = {
  executivePartner: { en: "executive partner", zh: "执行事务合伙人" },
  generalPartner: { en: "general partner", zh: "普通合伙人" },
  firstLimitedPartner: { en: "first limited partner", zh: "第一大有限合伙人" },
  director: { en: "director", zh: "董事" },
  supervisor: { en: "supervisor", zh: "监事" },
  seniorManager: { en: "senior manager", zh: "高级管理人员" },
  legalRepresentative: { en: "legal representative", zh: "法定代表人" },
  boardMajority: { en: "board majority", zh: "董事会多数" },
  concertAgreement: { en: "concert agreement", zh: "一致行动协议" },
  votingProxy: { en: "voting proxy", zh: "表决权委托" },
  nominee: { en: "nominee", zh: "代持" },
  contractualControl: { en: "contractual control", zh: "协议控制" },
  productManager: { en: "manager of the product", zh: "产品管理人" },
  trustee: { en: "trustee", zh: "受托人" },
  settlor: { en: "settlor", zh: "委托人" },
  beneficiary: { en: "beneficiary", zh: "受益人" },
  protector: { en: "protector", zh: "监察人" },
  spouse: { en: "spouse", zh: "配偶" },
  parent: { en: "parent", zh: "父母" },
  child: { en: "child", zh: "子女" },
  sibling: { en: "sibling", zh: "兄弟姐妹" },
  otherKin: { en: "other kin", zh: "其他亲属" },
  finances: { en: "finances", zh: "提供融资" },
  employs: { en: "employs", zh: "雇佣" },
  boardSeats: { en: "board seats", zh: "董事会席位" },
  jointHolder: { en: "joint holder", zh: "共同持有人" },
  branchOf: { en: "branch of", zh: "分支机构" },
  otherRelation: { en: "other relation", zh: "其他关系" },
} as const satisfies Record<string, Word>;

/** Relations of a definition of related parties that are no ties. */
export const RELATION_LABELS = {
  shareholder: { en: "shareholder", zh: "股东" },
  principal: { en: "principal behind a nominee", zh: "实际出资人（被代持）" },
  jointHolder: { en: "joint holder", zh: "共同持有人" },
  controllingShareholder: { en: "controlling shareholder", zh: "控股股东" },
  controllingShareholderOf: { en: "has it as controlling shareholder", zh: "其控股股东" },
  actualController: { en: "actual controller", zh: "实际控制人" },
  controller: { en: "controller", zh: "控制人" },
  intermediateController: { en: "controller", zh: "控制人" },
  controls: { en: "controlled", zh: "被控制企业" },
  director: { en: "director", zh: "董事" },
  supervisor: { en: "supervisor", zh: "监事" },
  seniorManager: { en: "senior manager", zh: "高级管理人员" },
  legalRepresentative: { en: "legal representative", zh: "法定代表人" },
  officerOf: { en: "company where it is an officer", zh: "其任职的企业" },
  concert: { en: "acting in concert", zh: "一致行动人" },
  ultimateHolder: { en: "ultimate holder", zh: "最终权益持有人" },
  settlor: { en: "settlor", zh: "委托人" },
  trustee: { en: "trustee", zh: "受托人" },
  beneficiary: { en: "beneficiary", zh: "受益人" },
  protector: { en: "protector", zh: "监察人" },
  otherRelation: { en: "other relation", zh: "其他关系" },
  commonControl: { en: "under common control", zh: "受同一主体控制" },
  managerOf: { en: "director or senior manager there", zh: "担任董事或高级管理人员的企业" },
  holder: { en: "holder of enough to count", zh: "达到比例的股东" },
  indirectHolder: { en: "indirect holder of enough to count", zh: "间接持股达到比例的主体" },
  participant: { en: "has a participation in it", zh: "持有其参股权益" },
  participation: { en: "participation", zh: "参股企业" },
  owner: { en: "owner by look-through", zh: "穿透计算的持有人" },
  owned: { en: "owned by look-through", zh: "穿透计算的被持有企业" },
  commonOwner: { en: "common owner by look-through", zh: "受同一主体穿透持有" },
  significantInfluence: { en: "has significant influence", zh: "施加重大影响" },
  associate: { en: "associate", zh: "联营企业" },
  associateOfSame: { en: "associate of the same venturer", zh: "同一合营方的联营企业" },
  jointController: { en: "joint controller", zh: "共同控制方" },
  jointVenture: { en: "joint venture", zh: "合营企业" },
  jointVentureOfSame: { en: "joint venture of the same party", zh: "同一方的合营企业" },
  family: { en: "close family", zh: "关系密切的家庭成员" },
  stateOverlap: { en: "same state owner, officers in common", zh: "受同一国资机构控制且人员兼任" },
  concertHolder: { en: "in concert, together enough to count", zh: "一致行动合并达到比例" },
  majorShareholder: { en: "major shareholder", zh: "主要股东" },
  controlledByPerson: { en: "controlled by a related person", zh: "由关联自然人控制" },
  jointlyControlledByPerson: { en: "jointly controlled by a related person", zh: "由关联自然人共同控制" },
  influencedByPerson: { en: "under significant influence of a related person", zh: "受关联自然人重大影响" },
  controlledByManaged: {
    en: "controlled by a company where a related person is an officer",
    zh: "由关联自然人任职的企业控制",
  },
  controlledByAssociate: { en: "controlled by an associate or joint venture", zh: "由联营或合营企业控制" },
  investorGroup: { en: "in the group of an investor", zh: "投资方集团成员" },
  controlledByOfficer: { en: "controlled by an officer", zh: "由任职人员控制" },
} as const satisfies Record<string, Word>;

/** What control rests on, where that is not a kind of tie. */
export const BASIS_LABELS = {
  ...TIE_KIND_LABELS,
  votes: { en: "votes", zh: "表决权" },
  kinship: { en: "kinship", zh: "亲属关系" },
} as const satisfies Record<string, Word>;

/** Limbs of a beneficial-ownership test. */
export const LIMB_LABELS = {
  equity: { en: "equity", zh: "股权" },
  voting: { en: "votes", zh: "表决权" },
  income: { en: "income", zh: "收益权" },
  control: { en: "actual control", zh: "实际控制" },
  trustRole: { en: "role in a trust", zh: "信托当事人" },
  jointHolding: { en: "joint holding", zh: "共同持有" },
  deemed: { en: "deemed by law", zh: "视为" },
  dailyManagement: { en: "daily management", zh: "负责日常经营管理" },
  "ownership-of-shares-25-to-50-percent": { en: "ownership of shares, 25 to 50 %", zh: "持股 25% 至 50%" },
  "ownership-of-shares-50-to-75-percent": { en: "ownership of shares, 50 to 75 %", zh: "持股 50% 至 75%" },
  "ownership-of-shares-75-to-100-percent": { en: "ownership of shares, 75 to 100 %", zh: "持股 75% 至 100%" },
  "voting-rights-25-to-50-percent": { en: "voting rights, 25 to 50 %", zh: "表决权 25% 至 50%" },
  "voting-rights-50-to-75-percent": { en: "voting rights, 50 to 75 %", zh: "表决权 50% 至 75%" },
  "voting-rights-75-to-100-percent": { en: "voting rights, 75 to 100 %", zh: "表决权 75% 至 100%" },
  "right-to-share-surplus-assets-25-to-50-percent-limited-liability-partnership": {
    en: "right to surplus assets, 25 to 50 %",
    zh: "剩余资产分配权 25% 至 50%",
  },
  "right-to-share-surplus-assets-50-to-75-percent-limited-liability-partnership": {
    en: "right to surplus assets, 50 to 75 %",
    zh: "剩余资产分配权 50% 至 75%",
  },
  "right-to-share-surplus-assets-75-to-100-percent-limited-liability-partnership": {
    en: "right to surplus assets, 75 to 100 %",
    zh: "剩余资产分配权 75% 至 100%",
  },
  "right-to-appoint-and-remove-directors": {
    en: "right to appoint and remove directors",
    zh: "任免董事会多数的权利",
  },
  "significant-influence-or-control": { en: "significant influence or control", zh: "重大影响或控制" },
} as const satisfies Record<string, Word>;

/** How a profile counts holdings through others. */
export const METHOD_LABELS = {
  multiply: { en: "shares multiplied along each path and added", zh: "逐层相乘、各路径相加" },
  controlledSet: { en: "direct holdings of everything under control", zh: "其控制的各主体直接持有之和" },
  singleLink: { en: "holdings through majority stakes, each held alone", zh: "逐层单独持有多数权益的链条" },
  rolling: { en: "the least link of the best chain", zh: "最优链条的最弱一环（逐层达标）" },
  deemedWhole: {
    en: "multiplied, a majority link counting as the whole",
    zh: "相乘，过半的一环按百分之百计",
  },
  higherInterest: {
    en: "per layer the higher of equity and votes, multiplied",
    zh: "每层股权与表决权孰高，逐层相乘",
  },
  cascade: { en: "the full stake of everything owned to the half", zh: "逐级持有达半数者按其全部持股计" },
  inController: { en: "look-through share in whoever controls it", zh: "在其控制方中的穿透比例" },
} as const satisfies Record<string, Word>;

/** What a concert reason or a piece of evidence rests on, besides ties. */
export const EVIDENCE_LABELS = {
  control: { en: "controls", zh: "控制" },
  contribution: { en: "contribution", zh: "出资" },
  holding: { en: "holding", zh: "持股" },
} as const satisfies Record<string, Word>;

export const CONCERT_REASON_LABELS = {
  sameExecutivePartner: { en: "same executive partner", zh: "执行事务合伙人相同" },
  sameFirstLimitedPartner: { en: "same first limited partner", zh: "第一大有限合伙人相同" },
  agreement: { en: "agreement", zh: "一致行动协议" },
  kinship: { en: "kinship", zh: "亲属关系" },
  commonControl: { en: "common control", zh: "受同一主体控制" },
  relatedRelationship: { en: "related relationship", zh: "关联关系" },
  "presumption-83-1": { en: "equity control between them (presumption 1)", zh: "有股权控制关系（推定一）" },
  "presumption-83-2": { en: "controlled by one subject (presumption 2)", zh: "受同一主体控制（推定二）" },
  "presumption-83-3": { en: "principal officers in common (presumption 3)", zh: "主要人员兼任（推定三）" },
  "presumption-83-4": {
    en: "significant influence by participation (presumption 4)",
    zh: "参股并能产生重大影响（推定四）",
  },
  "presumption-83-5": { en: "financing of the acquisition (presumption 5)", zh: "提供融资安排（推定五）" },
  "presumption-83-6": { en: "other economic ties (presumption 6)", zh: "其他经济利益关系（推定六）" },
  "presumption-83-7": {
    en: "a person with 30 % or more of the investor (presumption 7)",
    zh: "持有投资者 30 % 以上股份的自然人（推定七）",
  },
  "presumption-83-8": { en: "officers of the investor (presumption 8)", zh: "投资者的任职人员（推定八）" },
  "presumption-83-9": { en: "relatives of such persons (presumption 9)", zh: "上述人员的亲属（推定九）" },
  "presumption-83-10": {
    en: "officers of the listed company and their kin (presumption 10)",
    zh: "上市公司任职人员及其亲属（推定十）",
  },
  "presumption-83-11": {
    en: "officers and employees with their companies (presumption 11)",
    zh: "任职人员、员工与其控制或委托的组织（推定十一）",
  },
  "presumption-83-12": { en: "other related relationship (presumption 12)", zh: "其他关联关系（推定十二）" },
} as const satisfies Record<string, Word>;

export const COMPARATOR_LABELS = {
  atLeast: { en: "≥", zh: "≥" },
  moreThan: { en: ">", zh: ">" },
  lessThan: { en: "<", zh: "<" },
  atMost: { en: "≤", zh: "≤" },
} as const satisfies Record<string, Word>;

/** Units of the law's figures, after a number. */
export const UNIT_LABELS = {
  CNY: { en: "CNY", zh: "元" },
  days: { en: "days", zh: "日" },
  months: { en: "months", zh: "个月" },
  years: { en: "years", zh: "年" },
  workingDays: { en: "working days", zh: "个工作日" },
  tradingDays: { en: "trading days", zh: "个交易日" },
  companies: { en: "companies", zh: "家" },
  kinds: { en: "kinds", zh: "类" },
  users: { en: "users", zh: "人" },
} as const satisfies Record<string, Word>;

export const LAW_KIND_LABELS = {
  rulebook: { en: "rulebook", zh: "规则集" },
  profile: { en: "profile of beneficial ownership", zh: "受益所有人规则" },
  definition: { en: "definition", zh: "定义" },
  policy: { en: "policy", zh: "政策" },
} as const satisfies Record<string, Word>;
