import { ANALYSIS_WORDS } from "./analysisWords.js";
import { CHART_WORDS } from "./chartWords.js";
import { CHECK_WORDS } from "./checkWords.js";
import { COMMAND_WORDS } from "./commandWords.js";
import { COMPARE_WORDS } from "./compareWords.js";
import { DATABASE_WORDS } from "./databaseWords.js";
import type { Language } from "./issues.js";
import { RENEWAL_WORDS } from "./renewalWords.js";
import { REPORT_WORDS } from "./reportWords.js";

export type { Language } from "./issues.js";

/** A text in both languages: a language left out does not compile. */
export type Word = Readonly<Record<Language, string>>;

const WORDS = {
  ...COMMAND_WORDS,
  ...REPORT_WORDS,
  ...CHECK_WORDS,
  ...COMPARE_WORDS,
  ...ANALYSIS_WORDS,
  ...CHART_WORDS,
  ...DATABASE_WORDS,
  ...RENEWAL_WORDS,
};

export type WordKey = keyof typeof WORDS;

/** The names in braces of a template: "{count|holder|holders} of {name}" has count and name. */
type NamesIn<Template extends string> = Template extends `${string}{${infer Inside}}${infer Rest}`
  ? (Inside extends `${infer Name}|${string}` ? Name : Inside) | NamesIn<Rest>
  : never;

type ParametersOf<Key extends WordKey> = [NamesIn<(typeof WORDS)[Key]["en"]>] extends [never]
  ? []
  : [parameters: Readonly<Record<NamesIn<(typeof WORDS)[Key]["en"]>, string | number>>];

/** Keys whose text has nothing to fill in: what tables of words may hold. */
export type PlainWordKey = { [Key in WordKey]: ParametersOf<Key> extends [] ? Key : never }[WordKey];

/** Words of one language; a key that is not there, or a parameter left out, does not compile. */
export type Say = <Key extends WordKey>(key: Key, ...parameters: ParametersOf<Key>) => string;

/**
 * Fills a template: `{name}` is the parameter, `{count|holder|holders}` the first word where the parameter is 1 and the
 * second one elsewhere.
 */
export function fillWord(template: string, parameters: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{(\w+)(?:\|([^|}]*)\|([^|}]*))?\}/g, (whole, name: string, one, many) => {
    const value = parameters[name];
    if (value === undefined) return whole;
    if (one === undefined) return String(value);
    return Number(value) === 1 ? one : many;
  });
}

/** The words of a language. */
export const sayIn =
  (language: Language): Say =>
  (key, ...[parameters]) =>
    fillWord(WORDS[key][language], parameters ?? {});

/** A word whose key is only known when it is said, such as that of an error; its parameters come with it. */
export const sayAny = (
  language: Language,
  key: WordKey,
  parameters: Readonly<Record<string, string | number>>,
): string => fillWord(WORDS[key][language], parameters);

/** Every key with its texts, for tests that compare the languages. */
export const allWords = (): readonly (readonly [string, Word])[] => Object.entries(WORDS);
