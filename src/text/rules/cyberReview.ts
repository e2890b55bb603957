import type { RuleWords } from "../ruleWords.js";

/** CR-7 … CR-10c: cybersecurity review before listing abroad, for information. */
export const CYBER_REVIEW_RULES = {
  "CR-7": {
    title: { en: "Personal information of more than a million users", zh: "掌握超过一百万用户个人信息" },
    judge: {
      en: "whether the enterprise is an operator of a network platform, and whether it means to list abroad",
      zh: "是否属于网络平台运营者，是否拟赴国外上市",
    },
    messages: {
      advisory: {
        en: "{subject} holds personal information of {users} users: a review is to be applied for before it lists abroad",
        zh: "{subject} 掌握 {users} 名用户的个人信息：赴国外上市前须申报网络安全审查",
      },
      undetermined: {
        en: "how many users' personal information {subject} holds is not recorded",
        zh: "未记录 {subject} 掌握个人信息的用户数",
      },
      "undetermined.notAbroad": {
        en: "{subject} holds personal information of {users} users and plans to list in {place}; that this is not abroad (国外) is a reading that was not verified",
        zh: "{subject} 掌握 {users} 名用户的个人信息，拟在 {place} 上市；“国外”不含该地的解读未经核实",
      },
      clear: {
        en: "{subject} holds personal information of {users} users, not more than the law names",
        zh: "{subject} 掌握 {users} 名用户的个人信息，未超过规定数量",
      },
      "clear.home": {
        en: "{subject} plans to list at home ({place}); the test is about listing abroad",
        zh: "{subject} 拟在境内（{place}）上市；该项仅适用于赴国外上市",
      },
    },
  },
  "CR-10g": {
    title: { en: "Foreign government behind the enterprise", zh: "外国政府背景" },
    judge: {
      en: "whether data could come under the influence of that government in fact; no share is named by the text",
      zh: "数据是否可能实际受该政府影响；文本未规定比例",
    },
    messages: {
      advisory: {
        en: "{parties}, a body of a foreign government ({jurisdiction}), has {measured} of {subject}, looked through; it commands a stake of {stake}; rights: {rights}",
        zh: "外国政府机构 {parties}（{jurisdiction}）穿透拥有 {subject} {measured}；实际控制的股权为 {stake}；权利：{rights}",
      },
      undetermined: {
        en: "the state body {parties} has {measured} of {subject}, looked through; whose it is ({jurisdiction}) leaves open whether it is foreign",
        zh: "国家机构 {parties} 穿透拥有 {subject} {measured}；其所属（{jurisdiction}）尚不能确定是否为外国",
      },
    },
  },
  "CR-10f": {
    title: { en: "Foreign exposure", zh: "境外权益" },
    judge: {
      en: "what the exposure means for the security of data; no share is named by the text",
      zh: "该等权益对数据安全意味着什么；文本未规定比例",
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
  "CR-10c": {
    title: { en: "Control, board or contracts in foreign hands", zh: "境外控制、董事会权利或协议" },
    judge: {
      en: "whether these rights reach the data",
      zh: "这些权利是否及于数据",
    },
    messages: {
      advisory: {
        en: "{parties} ({jurisdiction}) has rights in {subject} besides equity: {rights}",
        zh: "{parties}（{jurisdiction}）在 {subject} 享有股权以外的权利：{rights}",
      },
      undetermined: {
        en: "{parties} ({jurisdiction}) may have rights in {subject} besides equity: {rights}",
        zh: "{parties}（{jurisdiction}）可能在 {subject} 享有股权以外的权利：{rights}",
      },
    },
  },
} as const satisfies Record<string, RuleWords>;
