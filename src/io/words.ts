import type {
  ACQUISITIONS,
  CONTRACT_CLAUSES,
  EntityKind,
  Interest,
  LISTINGS,
  SECTORS,
  TieKind,
} from "../model/dataset.js";

/**
 * How people write the closed vocabulary, in Chinese and English. The canonical word itself always counts and is not
 * repeated; words are compared after {@link wordKey}. `Record` over the vocabulary makes a forgotten word fail to compile.
 */
export type Words<Canonical extends string = string> = Readonly<Record<Canonical, readonly string[]>>;

/** A word without what people vary: width, case, spaces, dashes, underscores. */
export const wordKey = (text: string): string =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s_\-–—·'’*]/g, "");

/** From every way to write a word to the canonical one. */
export function lookupOf(words: Words): ReadonlyMap<string, string> {
  const lookup = new Map<string, string>();
  for (const [canonical, others] of Object.entries(words)) {
    for (const word of [canonical, ...others]) lookup.set(wordKey(word), canonical);
  }
  return lookup;
}

export const ENTITY_KIND_WORDS: Words<EntityKind> = {
  naturalPerson: [
    "person",
    "individual",
    "natural",
    "human",
    "自然人",
    "个人",
    "自然人股东",
    "境内自然人",
    "境外自然人",
  ],
  company: [
    "corporate",
    "corporation",
    "legal entity",
    "legal person",
    "ltd",
    "limited company",
    "公司",
    "企业",
    "法人",
    "企业法人",
    "法人股东",
    "有限公司",
    "有限责任公司",
    "股份公司",
    "股份有限公司",
    "国有法人",
    "境内法人",
    "境外法人",
    "境内非国有法人",
  ],
  limitedPartnership: ["lp", "有限合伙", "有限合伙企业", "合伙企业(有限合伙)"],
  generalPartnership: ["gp partnership", "partnership", "普通合伙", "普通合伙企业", "合伙企业(普通合伙)"],
  fund: ["investment fund", "基金", "投资基金", "私募基金", "公募基金", "证券投资基金"],
  wealthManagementProduct: [
    "wmp",
    "wealth management",
    "product",
    "asset management product",
    "理财产品",
    "银行理财",
    "资管产品",
    "资管计划",
    "资产管理计划",
    "资产管理产品",
    "信托计划",
  ],
  trust: ["信托", "家族信托"],
  state: ["government", "state body", "国家", "政府", "国资", "国有", "国资委", "政府机关", "国家股"],
  collective: ["集体", "集体所有制", "集体企业", "职工持股会", "村集体"],
  dispersed: [
    "public",
    "float",
    "free float",
    "公众",
    "社会公众",
    "社会公众股",
    "公众股东",
    "流通股",
    "散户",
  ],
  clearingNominee: ["nominee", "depository", "代理人", "中央结算", "结算代理人", "存托人", "名义持有人"],
  branch: ["分公司", "分支机构", "分行", "分支"],
  other: ["其他", "其它"],
  unknown: ["未知", "不详", "不明"],
};

/** What a partner is in a partnership; on a holding it makes the tie of that name. A limited partner has none. */
export const PARTNER_ROLES = ["executivePartner", "generalPartner", "limitedPartner"] as const;
export type PartnerRole = (typeof PARTNER_ROLES)[number];

export const PARTNER_ROLE_WORDS: Words<PartnerRole> = {
  executivePartner: [
    "executing partner",
    "managing partner",
    "执行事务合伙人",
    "执行合伙人",
    "普通合伙人(执行事务合伙人)",
    "普通合伙人/执行事务合伙人",
    "执行事务合伙人/普通合伙人",
    "执行事务合伙人(普通合伙人)",
    "普通合伙人兼执行事务合伙人",
  ],
  generalPartner: ["gp", "普通合伙人"],
  limitedPartner: ["有限合伙人"],
};

export const TIE_KIND_WORDS: Words<TieKind> = {
  executivePartner: ["executing partner", "managing partner", "执行事务合伙人", "执行合伙人"],
  generalPartner: ["gp", "普通合伙人"],
  firstLimitedPartner: ["largest limited partner", "第一大有限合伙人", "第一有限合伙人", "最大有限合伙人"],
  director: ["board member", "chairman", "董事长", "副董事长", "董事", "执行董事", "非执行董事", "独立董事"],
  supervisor: ["监事", "监事会主席"],
  seniorManager: [
    "executive",
    "manager",
    "general manager",
    "senior executive",
    "ceo",
    "高级管理人员",
    "高管",
    "总经理",
    "经理",
    "总裁",
    "首席执行官",
    "日常经营管理人员",
  ],
  legalRepresentative: ["法定代表人", "法人代表"],
  boardMajority: ["appoints board", "董事会多数", "董事会多数席位", "可决定半数以上董事"],
  concertAgreement: ["acting in concert", "concert", "一致行动", "一致行动人", "一致行动协议"],
  votingProxy: ["proxy", "表决权委托", "委托表决", "投票权委托"],
  nominee: ["nominee holding", "代持", "股权代持", "名义持有"],
  contractualControl: ["vie", "协议控制", "合同控制", "控制协议"],
  productManager: ["fund manager", "manager of product", "管理人", "基金管理人", "产品管理人", "资产管理人"],
  trustee: ["受托人"],
  settlor: ["委托人", "信托委托人"],
  beneficiary: ["受益人"],
  protector: ["保护人", "监察人", "信托监察人"],
  spouse: ["husband", "wife", "配偶", "夫妻", "丈夫", "妻子"],
  parent: ["father", "mother", "父母", "父亲", "母亲", "父", "母"],
  child: ["son", "daughter", "子女", "儿子", "女儿", "子", "女"],
  sibling: ["brother", "sister", "兄弟姐妹", "兄弟", "姐妹", "兄妹", "姐弟"],
  otherKin: ["relative", "kin", "亲属", "其他亲属", "近亲属"],
  finances: ["lends", "funds", "提供融资", "融资", "出资资助", "资金提供"],
  employs: ["employer", "雇佣", "雇用", "聘用"],
  boardSeats: ["seats", "董事会席位", "董事席位"],
  jointHolder: ["joint holding", "共同持有", "共同持有人", "共有"],
  branchOf: ["branch", "分支机构", "分公司"],
  otherRelation: ["other", "其他", "其他关系", "关联关系"],
};

export const LISTING_WORDS: Words<(typeof LISTINGS)[number]> = {
  exchange: [
    "yes",
    "是",
    "listed",
    "stock exchange",
    "sse",
    "szse",
    "bse",
    "hkex",
    "nyse",
    "nasdaq",
    "lse",
    "上市",
    "上市公司",
    "交易所",
    "证券交易所",
    "上交所",
    "深交所",
    "北交所",
    "港交所",
  ],
  neeq: ["新三板", "全国股转系统", "股转系统", "全国中小企业股份转让系统", "挂牌"],
  none: ["unlisted", "not listed", "no", "未上市", "非上市", "否", "无"],
};

export const SECTOR_WORDS: Words<(typeof SECTORS)[number]> = {
  securities: ["securities company", "broker", "证券", "证券公司"],
  bank: ["银行", "商业银行"],
  insurance: ["insurer", "保险", "保险公司"],
  trust: ["trust company", "信托", "信托公司"],
  futures: ["futures company", "期货", "期货公司"],
  fundManager: ["基金管理公司", "基金管理人", "公募基金管理人"],
  publicFund: ["mutual fund", "公募基金", "公开募集基金"],
  privateFund: ["private equity fund", "私募基金"],
  otherFinancial: ["financial", "其他金融", "金融"],
  nonFinancial: ["industrial", "非金融", "非金融企业", "实业"],
};

export const ACQUISITION_WORDS: Words<(typeof ACQUISITIONS)[number]> = {
  exchange: ["market", "on exchange", "二级市场", "证券交易所", "交易所交易", "集中竞价", "大宗交易"],
  offering: ["public offering", "公开发行", "认购公开发行股份"],
  swap: ["share swap", "换股", "吸收合并换股"],
  transfer: ["agreement", "转让", "协议转让", "受让"],
  founding: ["foundation", "发起", "发起设立", "设立"],
};

export const CONTRACT_CLAUSE_WORDS: Words<(typeof CONTRACT_CLAUSES)[number]> = {
  redemptionOnFailure: ["redemption", "对赌", "对赌回购", "回购"],
  transferToNamedHolder: ["指定转让", "转让给特定股东"],
  pledgeeVotes: ["质权人表决", "质权人行使表决权"],
};

export const INTEREST_WORDS: Words<Interest> = {
  equity: ["ownership", "shares", "股权", "持股", "出资"],
  voting: ["votes", "voting rights", "表决权", "投票权"],
  income: ["profit", "profits", "dividend", "收益权", "分红权", "利润"],
};

export const FLAG_WORDS: Words<"true" | "false"> = {
  true: ["yes", "y", "t", "是", "有", "完整", "✓", "√"],
  false: ["no", "n", "f", "否", "无", "不完整", "×"],
};

/** Fact names that are known by a Chinese name; every other name is kept as it is written. */
export const FACT_WORDS: Words = {
  netAssets: ["净资产", "所有者权益"],
  paidInCapital: ["实收资本", "实缴资本"],
  registeredCapital: ["注册资本", "认缴资本"],
  totalAssets: ["总资产", "资产总额"],
  contingentLiabilities: ["或有负债"],
  profit: ["利润", "净利润", "net profit"],
  stakeToTotalAssets: ["股权占总资产比例"],
  usersOfPersonalInformation: ["个人信息用户数", "掌握个人信息的用户数"],
  controlFactsAnswered: ["其他控制方式已核查"],
  exemptionPledged: ["已承诺免报", "承诺免报"],
  trustRevocable: ["信托可撤销", "可撤销信托"],
  trustType: ["信托类型"],
  majorViolation: ["重大违法", "重大违法违规"],
  badCreditRecord: ["重大不良信用记录", "不良信用记录"],
  intentionalCrime: ["故意犯罪被判刑", "故意犯罪"],
  sentenceCompleted: ["刑罚执行完毕"],
  underInvestigation: ["被立案调查", "立案调查中"],
  inRectification: ["整改期内", "整改中"],
  dormant: ["长期未实际开展业务", "长期未开展业务"],
  businessSuspended: ["停业"],
  inLiquidation: ["破产清算", "破产清算中"],
  governanceFailure: ["治理结构缺失", "内部控制失效"],
  seriousContingency: ["重大担保诉讼仲裁", "影响持续经营的重大事项"],
  dishonestyImpact: ["失信负面影响", "重大负面影响"],
  failedInvestee: ["对经营失败负重大责任", "投资企业经营失败责任"],
  debtsDueUnpaid: ["不能清偿到期债务", "到期债务不能清偿"],
  unrecoveredLoss: ["未弥补亏损"],
  financialExperience: ["金融业务经验"],
  strategyFit: ["入股符合长期战略"],
  governancePlan: ["治理完善方案", "完善治理方案"],
  selfRestraint: ["自我约束机制"],
  riskDisposalPlan: ["风险处置预案"],
  leveragedAndCrossRisk: ["业务具有显著杠杆性质且多项业务之间存在交叉风险", "显著杠杆且交叉风险"],
  transferAgreed: ["已签订转让协议", "拟受让"],
  agreementEffective: ["转让协议生效"],
  articlesSuspendVoting: ["章程限制未批准股东表决权"],
  placard: ["已举牌", "举牌公告"],
  falseCapital: ["虚假出资", "抽逃出资"],
  interference: ["违规干预经营"],
  assetOccupation: ["占用资产", "输送利益"],
  illegalGuarantee: ["违规融资担保", "违规担保"],
  improperRelatedDeal: ["不当关联交易"],
};

/** Countries and regions by name; everything else is written as its ISO 3166 code. */
export const COUNTRY_WORDS: Words = {
  CN: ["china", "prc", "chn", "mainland china", "中国", "中国大陆", "大陆", "境内", "中华人民共和国"],
  HK: ["hong kong", "hkg", "香港", "中国香港"],
  MO: ["macao", "macau", "澳门", "中国澳门"],
  TW: ["taiwan", "台湾", "中国台湾"],
  US: ["usa", "united states", "united states of america", "美国"],
  GB: ["uk", "united kingdom", "great britain", "england", "英国"],
  KY: ["cayman islands", "cayman", "开曼", "开曼群岛"],
  VG: ["bvi", "british virgin islands", "英属维尔京群岛", "英属维京群岛"],
  BM: ["bermuda", "百慕大"],
  SG: ["singapore", "新加坡"],
  JP: ["japan", "日本"],
  KR: ["korea", "south korea", "republic of korea", "韩国"],
  DE: ["germany", "德国"],
  FR: ["france", "法国"],
  NL: ["netherlands", "荷兰"],
  LU: ["luxembourg", "卢森堡"],
  IE: ["ireland", "爱尔兰"],
  CH: ["switzerland", "瑞士"],
  CA: ["canada", "加拿大"],
  AU: ["australia", "澳大利亚"],
  IN: ["india", "印度"],
  AE: ["uae", "united arab emirates", "阿联酋"],
  SA: ["saudi arabia", "沙特阿拉伯", "沙特"],
  MU: ["mauritius", "毛里求斯"],
  SC: ["seychelles", "塞舌尔"],
  WS: ["samoa", "萨摩亚"],
  MH: ["marshall islands", "马绍尔群岛"],
  PA: ["panama", "巴拿马"],
  JE: ["jersey", "泽西", "泽西岛"],
  GG: ["guernsey", "根西", "根西岛"],
  MY: ["malaysia", "马来西亚"],
};

/** Units of facts: what is written → the unit of the record and the power of ten that the value is multiplied by. */
export const FACT_UNITS: ReadonlyMap<string, { readonly unit: string; readonly power: number }> = new Map(
  Object.entries({
    元: ["CNY", 0],
    人民币: ["CNY", 0],
    人民币元: ["CNY", 0],
    rmb: ["CNY", 0],
    cny: ["CNY", 0],
    千元: ["CNY", 3],
    万元: ["CNY", 4],
    万元人民币: ["CNY", 4],
    人民币万元: ["CNY", 4],
    百万元: ["CNY", 6],
    亿元: ["CNY", 8],
    亿元人民币: ["CNY", 8],
    usd: ["USD", 0],
    美元: ["USD", 0],
    万美元: ["USD", 4],
    亿美元: ["USD", 8],
    hkd: ["HKD", 0],
    港元: ["HKD", 0],
    万港元: ["HKD", 4],
    users: ["users", 0],
    人: ["users", 0],
    户: ["users", 0],
    万人: ["users", 4],
    万户: ["users", 4],
    亿人: ["users", 8],
  } satisfies Record<string, readonly [string, number]>).map(([written, [unit, power]]) => [
    written,
    { unit: unit as string, power: power as number },
  ]),
);
