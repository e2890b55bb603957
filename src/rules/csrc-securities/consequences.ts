import type { LawParameter } from "../../law/regulation.js";
import type { Consequence } from "../finding.js";

const UNAPPROVED = ["SC-30"];
const UNFIT = ["SC-31"];
const MEASURES = ["SC-37"];

/** Articles 30 to 37 by rule, as parameters of the law; every breach is also put on file under Article 38. */
const ARTICLES: Readonly<Record<string, readonly string[]>> = {
  "SC-6-2": UNAPPROVED,
  "SC-6-2b": UNAPPROVED,
  "SC-6-3": ["SC-34"],
  "SC-6-4": ["SC-34"],
  "SC-7-1": UNFIT,
  "SC-7-2": UNFIT,
  "SC-7-3a": UNFIT,
  "SC-7-3b": UNFIT,
  "SC-7-4": UNFIT,
  "SC-8-2": UNFIT,
  "SC-8-4": UNFIT,
  "SC-9": UNFIT,
  "SC-10-1": UNFIT,
  "SC-10-2": UNFIT,
  "SC-12": UNFIT,
  "SC-13-1": UNFIT,
  "SC-13-1g": UNFIT,
  "SC-13-2": UNFIT,
  "SC-15-2": UNFIT,
  "SC-17": [...UNAPPROVED, ...MEASURES],
  "SC-19": [...UNAPPROVED, ...MEASURES],
  "SC-20": MEASURES,
  "SC-21": ["SC-31", "SC-32"],
  "SC-22": ["SC-34", ...MEASURES],
  "SC-23": UNFIT,
  "SC-24-1": MEASURES,
  "SC-24-2": MEASURES,
  "SC-25-1": MEASURES,
  "SC-25-2": ["SC-31", ...MEASURES],
  "SC-26": ["SC-34"],
  "SC-27": ["SC-36", ...MEASURES],
  "SC-28": ["SC-34", "SC-35"],
  "SC-29-6": UNFIT,
  "SC-29-x": ["SC-32", "SC-35", "SC-36", ...MEASURES],
  "SC-R14": [...UNAPPROVED, ...UNFIT],
  "SC-44-1": [...UNAPPROVED, ...UNFIT],
};

const ON_FILE = "SC-38";

/** Which articles of Chapter 5 a breach of a rule leads to, as parameters of the law; none for a rule of another book. */
export const consequencesOf = (rule: string): readonly string[] => {
  const articles = ARTICLES[rule];
  return articles ? [...articles, ON_FILE] : [];
};

/** The same as the law in force has it. */
export const consequences = (rule: string, law: (parameter: string) => LawParameter): Consequence[] =>
  consequencesOf(rule).map((name) => {
    const { article, value, verified } = law(name);
    return { article, under: Array.isArray(value) ? value.map(String) : [], verified };
  });
