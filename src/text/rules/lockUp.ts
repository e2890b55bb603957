import type { RuleWords } from "../ruleWords.js";

/** SC-24-1, SC-24-2: how long shareholders and those behind them keep what they hold. */
export const LOCK_UP_RULES = {
  "SC-24-1": {
    title: { en: "Lock-up of shareholders", zh: "股东持股锁定期" },
    judge: {
      en: "whether a smaller part of the whole is a transfer or dilution, and whether a transfer was ordered or recognised",
      zh: "比例下降系转让还是稀释，转让是否依法强制或经认可",
    },
    messages: {
      breach: {
        en: "{parties} gave away equity of {subject} on {day}, inside its lock-up (until {end})",
        zh: "{parties} 于 {day} 在锁定期内（至 {end}）转让 {subject} 股权",
      },
      advisory: {
        en: "{parties} is locked in to {subject}: free from {end}",
        zh: "{parties} 所持 {subject} 股权处于锁定期，{end} 起解除",
      },
      clear: {
        en: "{parties} is no longer locked in to {subject}: free from {end}",
        zh: "{parties} 所持 {subject} 股权锁定期已过，自 {end} 起",
      },
      undetermined: {
        en: "whether {parties} is locked in to {subject} is not decided ({end})",
        zh: "{parties} 所持 {subject} 股权是否处于锁定期尚未确定（{end}）",
      },
      "undetermined.transfer": {
        en: "{parties} holds less of {subject} from {day} on; whether that was a transfer inside its lock-up (until {end}) is not decided",
        zh: "{parties} 自 {day} 起持有 {subject} 股权减少，是否属锁定期内（至 {end}）转让尚未确定",
      },
      exempt: {
        en: "{parties}: no lock-up binds this holding in {subject}",
        zh: "{parties} 所持 {subject} 股权不受锁定期限制",
      },
    },
  },
  "SC-24-2": {
    title: { en: "Lock-up of those behind a shareholder", zh: "穿透锁定期" },
    judge: {
      en: "whether the stake is the main asset of the shareholder: the text has no figure",
      zh: "证券公司股权是否为股东主要资产：条文未定比例",
    },
    messages: {
      breach: {
        en: "{parties} gave away equity behind {holder} on {day}; {measured} of its assets is {subject}, and it was locked in (until {end})",
        zh: "{parties} 于 {day} 转让 {holder} 上层股权；其资产的 {measured} 为 {subject} 股权，尚在锁定期内（至 {end}）",
      },
      advisory: {
        en: "{parties} is locked in together with {holder}, of whose assets {subject} is {measured}: free from {end}",
        zh: "{parties} 与 {holder} 遵守相同锁定期（{subject} 股权占其资产 {measured}），{end} 起解除",
      },
      clear: {
        en: "{parties} is no longer locked in together with {holder}, of whose assets {subject} is {measured}: free from {end}",
        zh: "{parties} 随 {holder} 的锁定期已过（{subject} 股权占其资产 {measured}），自 {end} 起",
      },
      undetermined: {
        en: "whether {parties} is locked in together with {holder} is not decided ({measured} of its assets, until {end})",
        zh: "{parties} 是否须与 {holder} 遵守相同锁定期尚未确定（占其资产 {measured}，至 {end}）",
      },
      "undetermined.transfer": {
        en: "{parties} holds less behind {holder} from {day} on; whether that breaks a lock-up (until {end}) is not decided",
        zh: "{parties} 自 {day} 起对 {holder} 上层持股减少，是否违反锁定期（至 {end}）尚未确定",
      },
      exempt: {
        en: "{parties}: recognised, not locked in together with {holder}",
        zh: "{parties}：经认可，不随 {holder} 锁定",
      },
    },
  },
} as const satisfies Record<string, RuleWords>;
