import type { EntityKind } from "../../model/dataset.js";

const NUMBER = /^(?:([A-Z]{2})(\d{1,6})|(R)(\d{1,7})|(\d{1,8}))$/;

/** A company number in the register's own form of eight signs ("1234567" → "01234567"); null when it is none. */
export function companyNumber(written: unknown): string | null {
  if (typeof written !== "string" && typeof written !== "number") return null;
  const plain = String(written)
    .slice(0, 40)
    .normalize("NFKC")
    .replace(/[\s.-]/g, "")
    .toUpperCase();
  const match = NUMBER.exec(plain);
  if (!match) return null;
  if (match[5] !== undefined) return match[5].padStart(8, "0");
  const prefix = match[1] ?? match[3]!;
  return prefix + (match[2] ?? match[4]!).padStart(8 - prefix.length, "0");
}

/** The id of a company of the register, the same as in the register's data in BODS. */
export const companyId = (number: string): string => `GB-COH-${number}`;

const PARTNERSHIPS: Readonly<Record<string, EntityKind>> = {
  LP: "limitedPartnership",
  SL: "limitedPartnership",
  NL: "limitedPartnership",
  SG: "generalPartnership",
};

/** Kind of a company by the prefix of its number: in a partnership capital is no vote. */
export const companyKind = (number: string): EntityKind => PARTNERSHIPS[number.slice(0, 2)] ?? "company";

/** Numbers of companies formed abroad that are registered here: overseas companies and overseas entities. */
export const isFormedAbroad = (number: string): boolean => /^(?:OE|FC|SF|NF)/.test(number);

const UK_WORDS: ReadonlySet<string> = new Set(
  "united kingdom uk gb great britain england wales scotland northern ireland and the of".split(" "),
);
const UK_ITSELF = /\b(?:kingdom|uk|gb|britain|england|wales|scotland|northern ireland)\b/;

/** Whether a country as people write it is the United Kingdom or a part of it, and nothing besides. */
export function isUnitedKingdom(country: string): boolean {
  const plain = country
    .slice(0, 80)
    .toLowerCase()
    .replace(/\bu\.k\.?/g, "uk")
    .replace(/[^a-z]+/g, " ")
    .trim();
  return UK_ITSELF.test(plain) && plain.split(" ").every((word) => UK_WORDS.has(word));
}

/** Whether an identification speaks of the register of companies of the United Kingdom. */
export function isUkRegister(country: unknown, place: unknown): boolean {
  if (typeof country === "string" && country.trim() !== "") return isUnitedKingdom(country);
  if (typeof place !== "string") return false;
  return /^(?:the )?(?:uk )?companies house$/i.test(place.trim()) || isUnitedKingdom(place);
}

const FORMS: readonly (readonly [RegExp, string])[] = [
  [/\blimited\b/g, "ltd"],
  [/\bpublic ltd company\b/g, "plc"],
  [/\blimited liability partnership\b/g, "llp"],
];

/** A name without what people vary, to tell whether two names may be of one company. */
export function nameKey(name: string): string {
  const plain = name.normalize("NFKC").toLowerCase().replaceAll("&", " and ").replace(/[.'’]/g, "");
  const words = plain.replace(/[^\p{L}\p{N}]+/gu, " ").replace(/\blimited liability partnership\b/g, "llp");
  return FORMS.reduce((text, [pattern, form]) => text.replace(pattern, form), words)
    .replace(/^the /, "")
    .replaceAll(" ", "");
}
