import type { RuleWords } from "../ruleWords.js";

/** FI-2 … CO-7: foreign elements, for information. */
export const FOREIGN_INVESTMENT_RULES = {
  "FI-2": {
    title: { en: "Foreign investor, directly or indirectly", zh: "外国投资者（直接或间接）" },
    judge: {
      en: "whether the party invests in the sense of the law, what nationality a person really has, and whether the sector restricts foreign investment",
      zh: "该主体是否构成法律意义上的投资、个人的真实国籍，以及所属行业是否限制外商投资",
    },
    messages: {
      advisory: {
        en: "{parties} ({jurisdiction}) has {measured} of {subject}, looked through; it commands a stake of {stake}",
        zh: "{parties}（{jurisdiction}）穿透拥有 {subject} {measured}；其实际控制的股权为 {stake}",
      },
      "advisory.byReference": {
        en: "{parties} ({jurisdiction}) has {measured} of {subject}, looked through; it commands a stake of {stake}; treated like a foreign investor by reference",
        zh: "{parties}（{jurisdiction}）穿透拥有 {subject} {measured}；其实际控制的股权为 {stake}；参照外商投资处理",
      },
      undetermined: {
        en: "{parties} ({jurisdiction}) may have a share of {subject} ({measured}, looked through)",
        zh: "{parties}（{jurisdiction}）可能穿透拥有 {subject} 的股权（{measured}）",
      },
      "undetermined.unknown": {
        en: "where {parties} is from is not recorded; it has {measured} of {subject}, looked through",
        zh: "未记录 {parties} 的法域或国籍；其穿透拥有 {subject} {measured}",
      },
    },
  },
  "FI-2t": {
    title: { en: "All foreign investors together", zh: "全部境外投资者合计" },
    judge: {
      en: "whether the enterprise counts as foreign-invested, which any foreign part makes it by the text",
      zh: "企业是否属于外商投资企业（依文字，任何比例的境外投资均可构成）",
    },
    messages: {
      advisory: {
        en: "foreign parties together have {measured} of {subject}, looked through, at most {atMost} if everybody of unknown origin is foreign",
        zh: "境外主体合计穿透拥有 {subject} {measured}；若来源不明者均为境外，至多 {atMost}",
      },
      undetermined: {
        en: "no foreign party is certain in {subject}; up to {atMost} is of unknown origin or not disclosed",
        zh: "{subject} 未见确定的境外主体；至多 {atMost} 来源不明或未披露",
      },
      clear: {
        en: "no foreign party stands behind {subject} by equity",
        zh: "{subject} 的股权背后没有境外主体",
      },
    },
  },
  "FI-2c": {
    title: { en: "Control from abroad", zh: "境外控制" },
    judge: {
      en: "whether the control is exercised in fact",
      zh: "该控制权是否实际行使",
    },
    messages: {
      advisory: {
        en: "{parties} ({jurisdiction}) controls {subject}, with a controlled stake of {measured}",
        zh: "{parties}（{jurisdiction}）控制 {subject}，控制的股权为 {measured}",
      },
      undetermined: {
        en: "{parties} ({jurisdiction}) may control {subject} from abroad",
        zh: "{parties}（{jurisdiction}）可能自境外控制 {subject}",
      },
    },
  },
  "FI-2b": {
    title: { en: "Board rights held from abroad", zh: "境外主体的董事会权利" },
    judge: {
      en: "what the articles of association let these seats decide",
      zh: "依公司章程，这些席位可决定何种事项",
    },
    messages: {
      advisory: {
        en: "{parties} ({jurisdiction}) has rights on the board of {subject} or of a company that controls it: {seats}",
        zh: "{parties}（{jurisdiction}）在 {subject} 或其控制方的董事会中享有权利：{seats}",
      },
      undetermined: {
        en: "{parties}, of unknown origin, has rights on the board of {subject} or of a company that controls it: {seats}",
        zh: "来源不明的 {parties} 在 {subject} 或其控制方的董事会中享有权利：{seats}",
      },
    },
  },
  "FI-2v": {
    title: { en: "Contractual control from abroad", zh: "境外协议控制" },
    judge: {
      en: "whether the contracts are valid and in force, and how the regulator regards them",
      zh: "协议是否合法有效、仍在履行，以及监管部门如何看待",
    },
    messages: {
      advisory: {
        en: "{parties} ({jurisdiction}) has control or votes in {subject}, or in a company that controls it, by contract",
        zh: "{parties}（{jurisdiction}）依协议对 {subject} 或其控制方享有控制权或表决权",
      },
      undetermined: {
        en: "{parties}, of unknown origin, has control or votes in {subject}, or in a company that controls it, by contract",
        zh: "来源不明的 {parties} 依协议对 {subject} 或其控制方享有控制权或表决权",
      },
    },
  },
  "CO-7": {
    title: {
      en: "Structure, controllers, beneficiaries: ready to disclose",
      zh: "股权结构、实际控制人与全部受益人的披露",
    },
    judge: {
      en: "whether the disclosure is complete in all else that item (7) asks, which data of holdings cannot tell",
      zh: "第（七）项要求的其他披露内容是否完备，持股数据无从判断",
    },
    messages: {
      clear: {
        en: "the structure of {subject} is known to its ends: {beneficiaries} ultimate holders",
        zh: "{subject} 的股权结构已穿透至终点：最终持有人 {beneficiaries} 个",
      },
      undetermined: {
        en: "of {subject} {measured} is known to its ends; not all beneficiaries can be named",
        zh: "{subject} 可穿透至终点的比例为 {measured}；尚不能列明全部受益人",
      },
    },
  },
} as const satisfies Record<string, RuleWords>;
