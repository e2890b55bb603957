import type { Language } from "./issues.js";
import { LIMB_LABELS, METHOD_LABELS } from "./vocabulary.js";
import type { Word } from "./words.js";

/** Why a regime calls somebody a beneficial owner, or does not. */
const REASONS = {
  meets: { en: "{method}: passes {test}", zh: "{method}：达到 {test}" },
  hasLimb: { en: "{limb}", zh: "{limb}" },
  below: { en: "{method}: does not pass {test}", zh: "{method}：未达到 {test}" },
  directOnly: {
    en: "{method}: passes {test}, but all of it is held directly, which this regime does not ask about",
    zh: "{method}：达到 {test}，但均为直接持有，不属于该规则所问",
  },
  setAside: {
    en: "{method}: passes {test}, but the regime sets it aside; see its notes",
    zh: "{method}：达到 {test}，但依该规则不计入，见须知",
  },
  nothing: { en: "holds nothing that this regime counts", zh: "无该规则所计入的权益" },
  cannotOwn: {
    en: "not of a kind that can be an owner under this regime",
    zh: "依该规则不属于可作为受益所有人的主体",
  },
  standsIn: { en: "stands in for owners, of whom there are none", zh: "无受益所有人，由其替代" },
  exempt: { en: "{reason}", zh: "主体不在适用范围" },
} as const satisfies Record<string, Word>;

export type ReasonCode = keyof typeof REASONS;

export interface Reason {
  readonly code: ReasonCode;
  readonly parameters: Readonly<Record<string, string>>;
}

/** A reason in words; methods and limbs by their labels. */
export function reasonText(language: Language, { code, parameters }: Reason): string {
  return REASONS[code][language].replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = parameters[name] ?? "";
    const labels: Readonly<Record<string, Word>> = name === "method" ? METHOD_LABELS : LIMB_LABELS;
    return (name === "method" || name === "limb" ? labels[value]?.[language] : undefined) ?? value;
  });
}
