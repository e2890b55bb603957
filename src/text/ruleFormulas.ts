import type { Word } from "./words.js";

/** What each rule computes, as `explain` prints it; docs/rules has the same words beside drawings that run as tests. */
export const RULE_FORMULAS: Readonly<Record<string, Word>> = {
  "SC-5-1": {
    en: "First limb: the holder's own share of the equity. Second limb: the part of the castable votes that it commands, proxies and agreements included (docs/method/control.md); more than half of them decide for certain, fewer leave the question open for whoever commands or may command most. At exactly 50 % the Company Law says otherwise (more than 50 %): both are reported, as `conflict`.",
    zh: "其一：自身股权比例；其二：其支配的可行使表决权比例（含委托与协议），过半即确定，不足则就支配或可能支配最多者列为未定。恰为 50 % 时与公司法不同，两者并列。",
  },
  "SC-5-2": {
    en: "The registered holder's own share of the equity. Below the threshold alone, the share that it controls, or that its concert group has, is pointed out: the article does not add them up expressly.",
    zh: "登记股东自身的股权比例；单独不足而其控制或一致行动合计达到的，另行提示（条文未明示合并）。",
  },
  "SC-5-3": {
    en: "The registered holder's own share of the equity. 以下 would include exactly 5 % by Article 1259 of the Civil Code and overlap Article 5(2); it is read as below, and a holder of exactly 5 % is a major shareholder with the note `boundary-overlap`.",
    zh: "登记股东自身的股权比例。“5%以下”依民法典第一千二百五十九条含本数，与第五条第（二）项重叠；此处按“不足”处理，恰为 5 % 者列为主要股东并注明。",
  },
  "SC-7-1": {
    en: "Recorded facts of each registered shareholder and of the institutions it controls: `majorViolation`, `badCreditRecord` (in the last three years), `intentionalCrime` with `sentenceCompleted`, `underInvestigation`, `inRectification`. A fact that is not recorded leaves the finding undetermined: silence is not a clean record.",
    zh: "各登记股东及其所控机构的事实：近三年重大违法、不良信用，故意犯罪刑罚及执行完毕日，立案调查，整改期。未记录即未定，沉默不等于清白。",
  },
  "SC-7-2": {
    en: "Recorded facts of each registered shareholder: `dormant`, `businessSuspended`, `inLiquidation`, `governanceFailure` (of enterprises) and `seriousContingency` (of everyone); the latest record of each counts.",
    zh: "各登记股东的事实：长期未实际开展业务、停业、清算、治理或内控失效（企业），以及重大担保、诉讼、仲裁（所有股东）；以最新记录为准。",
  },
  "SC-7-3a": {
    en: "The coverage in each registered shareholder: the probability that the walk upwards from it meets a terminal (natural person, state, collective, listed or NEEQ company, public fund). It must be 100 %, in every layer, without any de-minimis. What is not disclosed is undetermined; a ring that nobody outside holds, or an unknown holder in a register declared complete, is a breach.",
    zh: "每一登记股东向上穿透至终点（自然人、国家、集体、上市或挂牌公司、公募）的覆盖率，须为 100 %，逐层无豁免。未披露者未定；封闭循环或完整名册中的不明持有人为违反。",
  },
  "SC-7-3b": {
    en: "Whether an entity of kind `wealthManagementProduct` stands on any way up from a registered shareholder, itself included, before the first terminal. An approval (fact `approval:SC-7-3b`) exempts; behind what is not disclosed there may be a product.",
    zh: "自登记股东（含其自身）向上、至首个终点之前的任一路径上有无理财产品；有核准记录者豁免，未披露部分未定。",
  },
  "SC-7-4": {
    en: "Recorded facts of each registered shareholder: `dishonestyImpact` (of institutions it controls as well) and `failedInvestee`, which counts for three years.",
    zh: "各登记股东的事实：失信影响（含所控机构）与对投资企业经营失败的责任（三年内）。",
  },
  "SC-8-2": {
    en: "Net assets of each major shareholder (fact `netAssets`, CNY, the latest record).",
    zh: "每一主要股东的净资产（事实 netAssets，元，以最新记录为准）。",
  },
  "SC-8-4": {
    en: "Of each major shareholder: `netAssets` ÷ `paidInCapital` must not be below one half, `contingentLiabilities` ÷ `netAssets` must not reach one half, and no debt due may be unpaid (`debtsDueUnpaid`). The comparators are those of the failing condition. The same stands in Article 10 of the Regulation.",
    zh: "每一主要股东：净资产÷实收资本不得低于一半，或有负债÷净资产不得达到一半，不得有到期未清偿债务。比较词取自不合格情形。",
  },
  "SC-9": {
    en: "Of the largest and of each controlling shareholder: whether the documents of items (2) to (6) are recorded: `financialExperience`, `strategyFit`, `governancePlan`, `selfRestraint`, `riskDisposalPlan`.",
    zh: "第一大股东与控股股东：第（二）至（六）项所需材料是否均有记录。",
  },
  "SC-10-1": {
    en: "Where the company's business is recorded as leveraged with cross risks (`leveragedAndCrossRisk`): the largest and each controlling shareholder must show a profit in each of the last three financial years (`profit`, one record a year) and no loss that was not made good (`unrecoveredLoss`). Zero is no profit.",
    zh: "公司业务具有显著杠杆性质且存在交叉风险（事实 leveragedAndCrossRisk）时：第一大股东与控股股东最近三个会计年度连续盈利、无未弥补亏损。零不算盈利。",
  },
  "SC-10-2": {
    en: "Where the company is so recorded: each controlling shareholder's `totalAssets`, `netAssets`, and a profit of the main business in each of the last five years.",
    zh: "同上情形：控股股东的总资产、净资产及主营业务最近五年持续盈利。",
  },
  "SC-12": {
    en: "Whoever ultimately controls a block whose controlled stake is large enough, the company's own actual controller, and those above its largest shareholder. Of the first two: Article 7 and Article 8(4) (of a natural person only debts due); of the last two: items (4) to (6) of Article 9. The finding names the person.",
    zh: "最终控制达到比例之股权者、公司实际控制人、第一大股东的控股股东与实际控制人：前两者须符合第七条与第八条第（四）项，后两者须符合第九条第（四）至（六）项；结论以人为单位。",
  },
  "SC-13-1": {
    en: "The controlled stake of each limited partnership: direct holdings of the partnership and of all it controls, without products of percentages. It must stay below the threshold; exactly 5 % is a breach. An approval (fact `approval:SC-13-1`) exempts.",
    zh: "每家有限合伙企业控制的股权（本身及其所控主体的直接持股之和，不相乘），须低于 5 %；恰为 5 % 即违反；有核准者豁免。",
  },
  "SC-13-1g": {
    en: "Limited partnerships are joined by the same executive partner, the same first limited partner (the largest contributor; all who tie count), another related relationship, or concert. Joining is transitive, every pair keeps its reason, and groups longer than one pair are marked. The total is the direct equity of the union of the members' control sets, each holding once.",
    zh: "执行事务合伙人相同、第一大有限合伙人相同（出资最多者，并列均计）、存在其他关联关系或一致行动者合并；可传递，逐对列明理由。合计为各成员控制集合并集的直接持股，每份只计一次。",
  },
  "SC-13-2": {
    en: "Of each limited partnership that is a registered shareholder: its executive partner (else its sole general partner) and its first limited partner must each meet Article 7: recorded facts, structure to the ends, no product.",
    zh: "作为登记股东的有限合伙企业：其执行事务合伙人与第一大有限合伙人均须符合第七条（事实、穿透、无理财产品）。",
  },
  "SC-15-2": {
    en: "The controlled stake of each non-financial enterprise among the registered holders and those who control one (up to the cap it does not matter whether a record calls it non-financial; above it that is asked for): no products, each holding once. What it controls only through the securities company itself stands apart, and `conflict` says where it would change the outcome.",
    zh: "登记股东及其控制方中每一非金融企业（未超上限的，不论是否记录行业；超过的，须查明）控制的股权（不相乘，每份只计一次）；仅经由证券公司自身控制者另列，若改变结论则注明。",
  },
  "SC-17": {
    en: "Of each major shareholder that came in by transfer or swap: the day on which the agreement took effect (fact `agreementEffective`, else the day on which the stake was reached; open where neither is recorded) against the day of the approval (`approval:SC-6-2`, `approval:SC-44-1` or `approval:SC-R14`). Stakes from before the article, of founders, or bought on the market are not asked.",
    zh: "经转让或换股成为主要股东者：协议生效日（无记录则取达到比例之日，均无记录则未定）是否晚于核准日；条文施行前、发起或市场取得者不问。",
  },
  "SC-19": {
    en: "Someone with a recorded agreement to acquire (fact `transferAgreed`) and no approval yet: no voting proxy to it from a shareholder, and none of its people on the board since the agreement.",
    zh: "已签协议拟受让（事实 transferAgreed）而未获核准者：不得取得股东的表决权委托，其人员不得自协议日起进入董监高。",
  },
  "SC-20": {
    en: "The recorded clauses of the contract behind a holding: `redemptionOnFailure` or `transferToNamedHolder` is forbidden. A holding without recorded clauses is not asked.",
    zh: "持股合同所载条款：回购对赌（redemptionOnFailure）或向特定股东转让（transferToNamedHolder）均属禁止；未记录条款者不问。",
  },
  "SC-21": {
    en: "A recorded financing of a registered shareholder for its stake (tie `finances` about the company): with `entrusted` it is not own funds. An approval exempts; a financing without the flag is undetermined.",
    zh: "对登记股东就该股权的融资记录：标明委托资金者即非自有资金；有核准者豁免，未标明者未定。",
  },
  "SC-22": {
    en: "Which registered shareholders must explain their structure, and how far the records do so already: coverage, and the executive partners that no record names.",
    zh: "哪些登记股东须逐层说明股权结构，以及现有记录已说明到何种程度。",
  },
  "SC-23": {
    en: "Of each registered shareholder, its controlling shareholder and whoever is at its top: the securities companies in which its controlled stake is not left out (below 5 %, held through a securities company of its own, merger transition, mandate), counted over the whole register: at most two held, at most one controlled.",
    zh: "每一登记股东及其控股股东、顶端控制人：在全部登记记录中计入的证券公司，参股不超过两家、其中控制不超过一家；不足 5 %、经所控证券公司持有、并购过渡、授权等不计。",
  },
  "SC-24-1": {
    en: "Months from the day a holding began (`heldSince`, else its first day; tacked over a share swap) against the period: with a controller 60 for it and those under it and 36 for others, without one 48 for all; `lockedUntil` in the record prevails. The months were not read in the source and print as an unverified reading. A row that ended inside its period is a transfer in the lock-up.",
    zh: "自持股起始日起的月数（换股可连续计算）对照锁定期：有控制方时其及所控者 60 个月、其余 36 个月，无控制方时均为 48 个月；记录载明锁定至何日者从其记录。期内减持为违反。月数未经原文核实。",
  },
  "SC-24-2": {
    en: "Where the stake is a shareholder's main asset (fact `stakeToTotalAssets`; more than 50 % is our reading, the text has no figure), its controlling shareholder and actual controller are locked in as long as it is: a transfer above it inside its lock-up is a breach.",
    zh: "证券公司股权为股东主要资产（事实 stakeToTotalAssets；超过 50 % 为本程序的解读）时，其控股股东与实际控制人适用相同锁定期，期内在上层转让为违反。",
  },
  "SC-25-1": {
    en: "Pledged over held, both as parts of the company's equity, per registered holder: nothing during the lock-up, at most half afterwards. Holders below 5 % of a listed or NEEQ company are exempt.",
    zh: "每一登记股东已质押÷所持：锁定期内为零，期满后不超过一半；上市或挂牌公司中不足 5 % 的股东豁免。",
  },
  "SC-25-2": {
    en: "The recorded clauses of the pledge behind a holding: `pledgeeVotes` gives voting rights to the pledgee and is forbidden. A pledged holding without recorded clauses is undetermined.",
    zh: "质押合同条款：约定由质权人行使表决权（pledgeeVotes）属禁止；已质押而未记录条款者未定。",
  },
  "SC-26": {
    en: "The set of those whom the company must verify and follow: shareholders, their controlling shareholders, actual controllers, related parties, concert parties and ultimate holders (definition csrc-securities), small holders included. `measured` is their number.",
    zh: "须核查并持续掌握的主体集合：股东及其控股股东、实际控制人、关联方、一致行动人、最终权益持有人（含小股东）；计量值为人数。",
  },
  "SC-27": {
    en: "Whether the articles of association suspend the rights of unapproved holders (fact `articlesSuspendVoting` of the company), and whether a holder whose approval or filing is recorded as refused still has votes.",
    zh: "公司章程是否载明未获核准者的权利限制（事实 articlesSuspendVoting）；核准或备案被记为未获者是否仍有表决权。",
  },
  "SC-28": {
    en: "The company's own related parties by the penetrating principle: the same closure as SC-26, but shareholders below 5 % of a listed or NEEQ company, and whoever is reached only through them, drop out. `measured` is their number.",
    zh: "按穿透原则确定的关联方：同 SC-26 的闭包，但上市或挂牌公司中不足 5 % 的股东及仅经由其到达者除外；计量值为人数。",
  },
  "SC-29-6": {
    en: "Ties by which equity is held, or its votes are commanded, for another: `nominee`, `votingProxy` of a registered holder about the company, `contractualControl` over it. A proxy to whoever controls the holder anyway is clear; an approval (`approval:SC-29-6`) exempts. The company reports within two working days.",
    zh: "代持、表决权委托、对公司的协议控制等变相转移控制；委托给本来即控制该股东者合规，有核准者豁免。公司须在两个工作日内报告。",
  },
  "SC-29-x": {
    en: "Acts that somebody has recorded of a shareholder or of its controllers: `falseCapital`, `interference`, `assetOccupation`, `illegalGuarantee`, `improperRelatedDeal`. Nothing is computed: the record is passed on with the duty to report.",
    zh: "已记录的股东或其控制方的行为：虚假出资、干预经营、占用资产、违规担保、不当关联交易；不作计算，仅连同报告义务列出。",
  },
  "SC-42": {
    en: "The registered holder with the greatest share, all who tie, if it has at least 5 %; the public and depositories are nobody. With ranges: certain who leads in every completion, possible who leads in some. What is not disclosed may be one holder who has more.",
    zh: "持股最多且达到比例的登记股东（并列均列出）；社会公众与结算代理人不计；区间持股时，任何补全下均居首者确定，部分补全下居首者可能。",
  },
  "SC-R14": {
    en: "Three limbs. Equity: a stake that was subscribed for or acquired (not founded) and reaches the figure on or after the day in force needs an approval (`approval:SC-R14`, `approval:SC-6-2` or `approval:SC-44-1`). Control: whoever controls as much through others needs one too, where Article 6(4) of the Provisions asks for filing: both are shown. Votes: where the votes of a holding are stated and no share class explains them, they must equal its part of the capital, within what was rounded.",
    zh: "三项：认购或受让（非发起）且在施行后达到比例的股权须经批准；通过他人实际控制达到比例者亦须批准（与《规定》第六条第四项备案之规定不一，并列示）；另行约定表决权且非类别股者，表决权须与出资比例一致（四舍五入误差除外）。",
  },
  "SC-44-1": {
    en: "Where the company is listed or quoted: holders with purchases on the market (`acquiredBy` exchange), alone or together with those in concert, whose total reaches the figure because of them; where no record says how a stake was acquired it is open whether they did. A placard (fact `placard`) must be recorded, then an approval (`approval:SC-44-1`, `approval:SC-6-2`); no purchase between the two; a refusal is to be corrected.",
    zh: "上市或挂牌证券公司：通过市场买入（acquiredBy 为 exchange）且因此单独或与一致行动人合计达到比例者（取得方式无记录的，尚不能认定），须有举牌记录（事实 placard），其后须有批准（approval:SC-44-1 或 approval:SC-6-2）；其间不得增持；不予批准的应改正。",
  },
  "FI-2": {
    en: "The look-through share of every upstream party whose jurisdiction is not recorded as CN. Any share counts (wholly or partly foreign). HK, MO and TW are treated likewise by reference. A party without a jurisdiction is not taken for one at home: undetermined, with what is missing.",
    zh: "法域未记录为中国境内的每一上层主体的穿透比例；任何比例均计。港澳台参照处理；未记录法域者未定，不视为境内。",
  },
  "FI-2t": {
    en: "The joint look-through share of all foreign parties (nothing counts twice), and the most it could be if everybody of unknown origin, everything undisclosed and every company without recorded holders were foreign.",
    zh: "全部境外主体的合计穿透比例（不重复计），以及来源不明、未披露、无上层记录者均为境外时的上限。",
  },
  "FI-2c": {
    en: "Foreign parties who control the company, by votes, agreements or posts, each with its chain; `measured` is the controlled stake.",
    zh: "以表决权、协议或职位控制公司的境外主体，附控制链；计量值为控制的股权。",
  },
  "FI-2b": {
    en: "Seats and majorities (`boardSeats`, `boardMajority`) that a foreign party has on the board of the company or of a company that controls it; `measured` is the part of the company's own board, where recorded.",
    zh: "境外主体在公司或其控制方董事会中的席位与多数；计量值为本公司董事会中的席位比例（有记录时）。",
  },
  "FI-2v": {
    en: "Contractual control and voting proxies that a foreign party has over the company or a company that controls it, itself or through those it controls: a variable-interest structure has equity 0 and control all the same.",
    zh: "境外主体（自身或经其所控企业）对公司或其控制方的协议控制与表决权委托；协议控制架构股权为零而控制存在。",
  },
  "CO-7": {
    en: "Whether the structure is known to its ends (coverage 100 %), so that equity structure, actual controllers, all beneficiaries and their changes can be disclosed in full. The set itself is the library function `disclosureSet(register, { subject, from, to })`.",
    zh: "股权结构是否已穿透至终点（覆盖率 100 %），从而可完整披露股权结构、实际控制人、全部受益人及其变动；披露内容本身由库函数 disclosureSet 给出。",
  },
  "CR-7": {
    en: "Fact `usersOfPersonalInformation` of the company, and fact `plannedListing` (an ISO country) where recorded. More than one million users: a review is applied for before listing abroad. That Hong Kong is not 国外 is a reading that was not verified, so a plan to list there is undetermined; a plan to list in CN is clear.",
    zh: "公司的事实 usersOfPersonalInformation 与 plannedListing（如有）。超过一百万用户者赴国外上市前须申报。“国外”不含香港的解读未经核实，故未定；境内上市则合规。",
  },
  "CR-10g": {
    en: "Entities of kind `state` outside China anywhere above the company, or with rights in it: look-through share, controlled stake, board rights, contracts, paths. No share is named by the text, so each is shown; a state body without a jurisdiction, or of HK, MO or TW, is undetermined.",
    zh: "公司上层或享有权利的中国以外的国家机构：穿透比例、控制的股权、董事会权利、协议与路径。文本未规定比例，故逐一列示；未记录法域或属港澳台者未定。",
  },
  "CR-10f": {
    en: "The joint look-through share of all foreign parties, as FI-2t has it, for the review.",
    zh: "全部境外主体的合计穿透比例（同 FI-2t），供审查参考。",
  },
  "CR-10c": {
    en: "Foreign parties with control, board rights or contracts, whatever their equity.",
    zh: "享有控制权、董事会权利或协议权利的境外主体，不论其股权。",
  },
  "CT-84-1": {
    en: "The registered holder's own share of the equity, half itself included. At exactly 50 % the Company Law from 2024-07-01 says otherwise (more than 50 %): both are reported, as `conflict`.",
    zh: "登记股东自身的股权比例，含 50 % 本数。恰为 50 % 时与 2024-07-01 起施行的公司法不同，两者并列。",
  },
  "CT-84-2": {
    en: "The part of the votes that can be cast that a party commands with all it controls, proxies and agreements included (docs/method/control.md), and that concert groups command together (docs/method/concert.md) where nobody controls all members.",
    zh: "某一主体连同其控制的主体所支配的可行使表决权比例（含委托与协议）；无人控制全体成员的一致行动组另行合并计算。",
  },
  "CT-84-3": {
    en: "Seats on the board that a party fills by itself or through what it certainly controls (`boardSeats`, added; `boardMajority`), half itself included; else votes of more than half, which decide an election by plain majority (our reading). Where nothing decides, the party with most votes is undetermined and `missing` asks for the seats.",
    zh: "某一主体自身及确定由其控制的主体所占董事会席位（boardSeats 相加；boardMajority），含半数；无席位记录时，表决权过半视为足以决定选举（解读）。均不成立时，表决权最多者未定，并提示补充席位。",
  },
  "CT-84-4": {
    en: "Votes of more than half decide. With fewer the question is open: the party that commands most, and at least 5 %, is undetermined, with what would settle it in `missing`; the text has no figure.",
    zh: "表决权过半即足以决定。不足半数时条文没有数值：支配最多且不低于 5 % 者未定，并列出所缺事实。",
  },
  "CT-65": {
    en: "The controlled stake of each party that nobody controls, and of concert groups: direct holdings in the company of all of them, each once. At 30 %, itself included, whoever goes on buying must make an offer to all holders.",
    zh: "各最终主体（无人控制者）及一致行动组的控制股权比例：其全部成员的直接持股，各计一次。达到 30 %（含本数）后继续收购的，须向所有股东发出要约。",
  },
  "CT-CL-2": {
    en: "Capital: half or more before 2024-07-01 (Article 216(2)), more than half from then on (Article 265(2)); or votes of more than half in spite of less capital (our reading of votes that suffice).",
    zh: "出资或持股：2024-07-01 前为 50 % 以上（第二百一十六条），此后为超过 50 %（第二百六十五条）；或出资不足而表决权过半（对“足以产生重大影响”的解读）。",
  },
  "CT-CL-3": {
    en: "Whoever controls the company and is controlled by nobody, alone or jointly (docs/method/control.md). Until 2024-06-30 a shareholder was none by the words of Article 216(3); it is listed all the same. Where nobody controls on the records the finding is undetermined without parties.",
    zh: "控制公司且不受他人控制者，单独或共同。2024-06-30 前第二百一十六条第（三）项将股东排除在外，此处仍予列出。记录中无人控制时，结论未定且无当事方。",
  },
  "CT-CHG-1": {
    en: "Who certainly controls and is controlled by nobody, on the first day of the last 36 months and on every day in them on which connected records change. Another set of controllers is a change; 36 months to the day are enough. Without records of holders on the first day, or where only possible controllers are known, it is undetermined.",
    zh: "在最近 36 个月的首日及其间关联记录每次变动之日，确定控制且不受他人控制者。控制人组成不同即为变更；满 36 个月当日即符合。首日无股东记录或仅有可能的控制人时未定。",
  },
  "CT-CHG-1s": {
    en: "Who certainly controls and is controlled by nobody, on the first day of the last 24 months and on every day in them on which connected records change. Another set of controllers is a change; 24 months to the day are enough. Without records of holders on the first day, or where only possible controllers are known, it is undetermined.",
    zh: "在最近 24 个月的首日及其间关联记录每次变动之日，确定控制且不受他人控制者。控制人组成不同即为变更；满 24 个月当日即符合。首日无股东记录或仅有可能的控制人时未定。",
  },
  "CT-CHG-2": {
    en: "Each row of parties who control only together (docs/method/control.md): every one of them must have or direct votes, a document must say so (`concertAgreement` about this company, or an office held together), and it must not have an end. Kinship alone is no document.",
    zh: "各共同控制行：每人均须持有或支配表决权；须有文件（针对本公司的一致行动协议，或共同担任的职务），且未约定终止日。仅有亲属关系不构成文件。",
  },
  "CT-CHG-3": {
    en: "Where nobody certainly controls, the single party with most votes, if they are 30 % or more, is presumed to control unless proof to the contrary exists. Tied parties are undetermined.",
    zh: "无人确定控制时，支配表决权最多且达到 30 %（含本数）的单一主体推定为实际控制人，但有相反证据的除外；并列者未定。",
  },
  "CT-CHG-4": {
    en: "Spouse, parents, children, grandparents and grandchildren of an actual controller who have 5 % or more (the controlled stake), or are director or senior manager of the company: whether they control jointly must be explained.",
    zh: "实际控制人的配偶、父母、子女、祖父母与孙子女，控制股权比例达到 5 %（含本数）或担任公司董事、高级管理人员的，须说明是否为共同实际控制人。",
  },
  "IF-10-1": {
    en: "Votes of more than half that a party commands with all it controls (docs/method/control.md).",
    zh: "某一主体连同其控制的主体所支配的表决权过半。",
  },
  "IF-10-2": {
    en: "Where nobody certainly controls: the party with most votes, 20 % or more. With a recorded attendance (fact `attendance`, a share of all votes) its part of the votes present is compared with half. Without one: two others who together outvote it exclude control; more votes than all other named holders together, the rest being dispersed, make an advisory; everything else is undetermined. Never certain.",
    zh: "无人确定控制时，表决权最多且不低于 20 % 者。有出席率记录（事实 attendance，占全部表决权的比例）的，以其占出席表决权的比例与半数比较；无记录的，另两名股东合计即超过其表决权者排除，超过其余全部具名股东之和且剩余分散者提示，其余未定。从不视为确定。",
  },
  "IF-10-3": {
    en: "Controllers whose control rests on a record other than votes: contracts, the majority of a board, executive partners, managers of products, trustees; several where they act only together.",
    zh: "以表决权以外的记录为基础的控制：协议控制、董事会多数、执行事务合伙人、产品管理人、受托人；须共同行事者并列。",
  },
  "IF-10-4": {
    en: "Votes of 20 % or more, with what controlled entities hold counted in full, by those who do not control. Fewer votes with `boardSeats` leave it open.",
    zh: "未形成控制而支配表决权达到 20 %（含本数，所控主体持有的全额计入）者推定具有重大影响；不足而占有董事会席位者未定。",
  },
};
