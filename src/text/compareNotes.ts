import { fillWord, type Language, type Word } from "./words.js";

/** What a reader of a comparison must know. */
const NOTES = {
  snapshots: {
    en: "two days are compared: what came and went between them is not seen",
    zh: "仅比较两个日期：期间发生又消失的变化不在其内",
  },
  noRulebook: {
    en: "no rulebook says what follows from changes of {subject} ({sector}): changes only",
    zh: "没有规则集规定 {subject}（{sector}）变更的义务：仅列变化",
  },
  beforeLaw: {
    en: "{rulebook} is law from {from}: what the earlier law asked for {count} {count|change|changes} before that is not known here",
    zh: "{rulebook} 自 {from} 起施行：此前 {count} 项变更依旧规应履行的义务未载入",
  },
  fromForRegistration: {
    en: "no day of registration is recorded for some changes: the day on which their row begins or ends stands for it",
    zh: "部分变更未记录登记日期：以该行的起始日或终止日代替",
  },
  unpublished: {
    en: "{count} due {count|date|dates} fall beyond the published calendar: only weekends were left out there; not verified",
    zh: "{count} 个期限超出已公布的日历：仅剔除周末，未经核实",
  },
  ownersFiling: {
    en: "beneficial owners changed; their filing must be kept up to date, but no article with the period has been read: not among the duties",
    zh: "受益所有人有变化，备案信息应当更新；因未查阅到规定期限的条文，未列入义务",
  },
  influence: {
    en: "who has enough influence with less than half is for a person to judge (attendance, dispersion)",
    zh: "不足半数而具有重大影响者须由人判断（出席率、股权分散程度）",
  },
} as const satisfies Record<string, Word>;

export type ComparisonNoteCode = keyof typeof NOTES;

/** A note of a comparison in words. */
export const comparisonNoteText = (
  language: Language,
  code: ComparisonNoteCode,
  parameters: Readonly<Record<string, string>>,
): string => fillWord(NOTES[code][language], parameters);
