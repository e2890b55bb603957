import type { Language } from "./issues.js";

/** What a careful reader must know about a conclusion; `{name}` is filled in from the parameters. */
const NOTES = {
  "profile-not-in-force": {
    en: "{profile} is law from {from}; on {on} it was not in force, and its nearest version is applied",
    zh: "{profile} 自 {from} 起施行；{on} 尚未或不再有效，按最接近的版本适用",
  },
  "profile-ended": {
    en: "{profile} was law from {from} until {to}; its last version is applied",
    zh: "{profile} 自 {from} 起施行，至 {to} 止；按其最后版本适用",
  },
  "threshold-replaced": {
    en: "the threshold {test} was asked for and stands in place of the profile's own",
    zh: "按所要求的阈值 {test} 判断，代替该规则自身的阈值",
  },
  "listed-subject": {
    en: "{subject} is listed; the text read says nothing of listed companies, so every standard is applied to it",
    zh: "{subject} 为上市或挂牌公司；所读文本对此未作规定，故照常适用各项标准",
  },
  "state-company": {
    en: "the state holds {share} of {subject} under its control: the legal representative is deemed the beneficial owner, and no other standard is applied",
    zh: "国家实际控制 {subject} {share} 的股权：法定代表人视为受益所有人，不再适用其他标准",
  },
  "state-company-others": {
    en: "would meet a standard if {subject} were not a state company: {ids}",
    zh: "若 {subject} 并非国有控股，下列人员符合标准：{ids}",
  },
  "state-company-possible": {
    en: "the state may hold a majority of {subject} ({share}); if it does, the legal representative is deemed the only beneficial owner, so everyone here is only possible",
    zh: "国家可能控制 {subject} 的多数股权（{share}）；若属实，仅法定代表人视为受益所有人，故以下人员均为可能",
  },
  "state-part-not-traced": {
    en: "the state holds {share} of {subject}: that part is not traced further, the standards apply to the rest",
    zh: "国家持有 {subject} {share}：该部分不再穿透，其余部分照常适用",
  },
  "state-jurisdiction-unstated": {
    en: "{id} is taken for a body of {jurisdiction}, the jurisdiction of the profile; its own is not recorded",
    zh: "{id} 未注明法域，按该规则所属法域 {jurisdiction} 的国家机构处理",
  },
  "exempt-listed": {
    en: "outside the regime under article {article}: {subject} is a listed company",
    zh: "依第 {article} 条不在适用范围：{subject} 为上市公司",
  },
  "exempt-kind": {
    en: "outside the regime under article {article}: {subject} is a body of a kind that it leaves out",
    zh: "依第 {article} 条不在适用范围：{subject} 属于除外的主体类型",
  },
  "exempt-sector": {
    en: "outside the regime under article {article}: {subject} belongs to a sector that it leaves out",
    zh: "依第 {article} 条不在适用范围：{subject} 属于除外的行业",
  },
  "exempt-formed-in": {
    en: "outside the regime under article {article}: {subject} was formed at home, and only companies formed elsewhere report",
    zh: "依第 {article} 条不在适用范围：{subject} 在本国设立，仅境外设立的公司须申报",
  },
  "exempt-held-by": {
    en: "outside the regime under article {article}: listed companies or public bodies hold enough of {subject}",
    zh: "依第 {article} 条不在适用范围：{subject} 由上市公司或公共机构持有达到规定比例",
  },
  "exempt-possibly": {
    en: "{subject} may be outside the regime under article {article}; the records leave it open, and the owners are given",
    zh: "{subject} 依第 {article} 条可能不在适用范围；记录尚不足以确定，故仍列出受益所有人",
  },
  "behind-relevant-entity": {
    en: "held {subject} only through a legal entity that is entered itself, so that the chain stops there: {ids}",
    zh: "仅通过已登记的相关法律实体持有 {subject}，链条止于该实体，故不登记：{ids}",
  },
  "left-out-by-jurisdiction": {
    en: "would meet a standard of {subject}, but article {article} leaves persons of {jurisdictions} out: {ids}",
    zh: "符合 {subject} 的标准，但第 {article} 条将 {jurisdictions} 人士排除：{ids}",
  },
  "control-without-ownership": {
    en: "{ids} may control {subject} without owning enough of it; the rule asks for ownership alone, and caution is advised",
    zh: "{ids} 可能控制 {subject} 但所有权未达标准；该规则只看所有权，仍应审慎",
  },
  "combined-control": {
    en: "{ids} may control {subject} by several stakes together, which this regime does not add: each link is a majority that one holder has alone; whether there is dominant influence, somebody must judge",
    zh: "{ids} 将多处持股合并后可能控制 {subject}；该规则要求每一环由一方单独持有多数，不予合并，是否存在支配性影响须另行判断",
  },
  "listed-together": {
    en: "the persons named are taken as one: {ids}",
    zh: "所列人员合并计算：{ids}",
  },
  "ring-bounded": {
    en: "a ring stands above {subject}; by the method of the profile shares there are known only between bounds",
    zh: "{subject} 上层存在循环持股；按该规则的计算方法，其比例只能给出上下界",
  },
  "exempt-by-pledge": {
    en: "exempt under article {article}: {subject} pledged that it is small, held by natural persons alone, and neither controlled by nor of benefit to anyone otherwise",
    zh: "依第 {article} 条免于备案：{subject} 已承诺其注册资本较小、股东均为自然人，且不存在其他控制或收益",
  },
  "exemption-available": {
    en: "{subject} may be exempt under article {article} if it pledges so; no such pledge is recorded, and the owners are given",
    zh: "{subject} 作出承诺后可依第 {article} 条免于备案；未见承诺记录，故仍列出受益所有人",
  },
  "exemption-contradicted": {
    en: "{subject} pledged to be exempt under article {article}, but the records say otherwise of: {conditions}",
    zh: "{subject} 承诺依第 {article} 条免于备案，但下列条件与记录不符：{conditions}",
  },
  "exemption-unproved": {
    en: "the exemption rests on the pledge alone for: {conditions}",
    zh: "下列条件仅凭承诺，记录不足以证明：{conditions}",
  },
  "branch-of": {
    en: "{branch} is a branch of {head}: the owners are those of {head}, with officers of the branch",
    zh: "{branch} 为 {head} 的分支机构：受益所有人为 {head} 的受益所有人及该分支机构的高级管理人员",
  },
  "kinship-alone": {
    en: "{ids} would control {subject} together; kinship alone does not prove it: an agreement or a fact is needed",
    zh: "{ids} 合计可控制 {subject}；仅有亲属关系不足以认定联合控制，需有协议或事实",
  },
  "shareholder-not-controller": {
    en: "{id} controls {subject} but holds its shares directly: article {article} then in force calls such a person a controlling shareholder, not an actual controller",
    zh: "{id} 控制 {subject}，但为其直接股东：依当时有效的第 {article} 条属控股股东而非实际控制人",
  },
} as const satisfies Record<string, Readonly<Record<Language, string>>>;

export type NoteCode = keyof typeof NOTES;
type NoteParameters = Readonly<Record<string, string>>;

export interface Note {
  readonly code: NoteCode;
  readonly parameters: NoteParameters;
}

const fill = (template: string, parameters: NoteParameters): string =>
  template.replace(/\{(\w+)\}/g, (_, name: string) => parameters[name] ?? "");

/** A note in words. */
export const noteText = (language: Language, { code, parameters }: Note): string =>
  fill(NOTES[code][language], parameters);

/**
 * An English note in another language: results carry notes in English (they are printed as JSON), and whoever prints
 * them as text finds the code again by the fixed words. What is no note is given back as it is.
 */
export function noteIn(language: Language, english: string): string {
  for (const [code, { en }] of Object.entries(NOTES)) {
    const parameters = readParameters(en, english);
    if (parameters) return noteText(language, { code: code as NoteCode, parameters });
  }
  return english;
}

function readParameters(template: string, text: string): NoteParameters | null {
  const [start, ...parts] = template.split(/\{(\w+)\}/);
  if (!text.startsWith(start!)) return null;
  const parameters: Record<string, string> = {};
  let at = start!.length;
  for (let i = 0; i < parts.length; i += 2) {
    const after = parts[i + 1]!;
    const end = i + 2 === parts.length ? text.length - after.length : text.indexOf(after, at);
    if (end < at || !text.startsWith(after, end)) return null;
    parameters[parts[i]!] = text.slice(at, end);
    at = end + after.length;
  }
  return parameters;
}
