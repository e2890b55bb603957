import type { Language, Word } from "./words.js";

/** What a careful reader must know about power indices; the English words are those of the measure. */
const POWER_NOTES: readonly Word[] = [
  {
    en: "no voter can turn a coalition into a winning one at this quota, so all indices are 0",
    zh: "在该门槛下没有任何表决者能使联盟获胜，故指数均为 0",
  },
  { en: "no votes are recorded, or votes decide nothing here", zh: "没有表决权记录，或此处不以表决权决定" },
  { en: "the undisclosed part is taken as one voter", zh: "未披露部分视为一个表决者" },
  {
    en: "{id} stands for many holders and is taken as one voter",
    zh: "{id} 代表众多持有人，视为一个表决者",
  },
  {
    en: "{id} holds jointly with {others}: the block votes as one",
    zh: "{id} 与 {others} 共同持有，作为一个表决者",
  },
  {
    en: "{id} controls {others}, whose votes in it cannot be cast",
    zh: "{id} 控制 {others}，后者对其所持表决权不得行使",
  },
];

/** A note of the power indices in another language; what is none of them is given back as it is. */
export function powerNoteIn(language: Language, english: string): string {
  for (const note of POWER_NOTES) {
    const escaped = note.en.replace(/[.*+?^$()[\]\\]/g, "\\$&");
    const pattern = new RegExp(`^${escaped.replace(/\{(\w+)\}/g, "(?<$1>[^]+)")}$`);
    const found = pattern.exec(english);
    if (found) return note[language].replace(/\{(\w+)\}/g, (_, name: string) => found.groups?.[name] ?? "");
  }
  return english;
}
