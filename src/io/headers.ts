import { unitPower } from "./decimal.js";

/** A header taken apart: the word to look up, and the unit that it gives to the cells below. */
export interface Heading {
  readonly key: string;
  /** The header says that its numbers are percents. */
  readonly percent: boolean;
  /** Numbers are multiplied by this power of ten: 4 for 万元. */
  readonly power: number;
}

/** A longer header names no column; the bound keeps comparison by edit distance short. */
const LONGEST_NAME = 64;
const BRACKETED = /[([【〔][^)\]】〕]*[)\]】〕]/g;

/** Reads a header after NFKC, without case, spaces, dashes, brackets and units: 持股比例（%） is 持股比例 in percent. */
export function readHeading(text: string): Heading {
  const plain = text.slice(0, LONGEST_NAME).normalize("NFKC").toLowerCase();
  const brackets = (plain.match(BRACKETED) ?? []).join(" ");
  const open = plain.replace(BRACKETED, "");
  return {
    key: headingKey(open),
    percent: /%|percent|百分/.test(brackets) || open.includes("%"),
    power: unitPower(brackets),
  };
}

/** What is left of a column's name when everything that people vary is gone. */
export const headingKey = (text: string): string =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s_\-–—:：*%'"“”\uFEFF\u200B]/g, "");

/** The name nearest by edit distance, if it is near enough to be a slip of the pen; null otherwise. */
export function nearest(word: string, names: Iterable<string>): string | null {
  const limit = Math.min(2, Math.floor(word.length / 3));
  if (limit === 0 || word.length > LONGEST_NAME) return null;
  let best: string | null = null;
  let distance = limit + 1;
  for (const name of names) {
    if (Math.abs(name.length - word.length) >= distance) continue;
    const found = editDistance(word, name);
    if (found < distance) [best, distance] = [name, found];
  }
  return best;
}

/** Levenshtein's distance: letters put in, taken out or replaced. */
function editDistance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = above[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(replaced, above[j]! + 1, row[j - 1]! + 1));
    }
    above = row;
  }
  return above[b.length]!;
}

/** How a suggestion is printed, the same in both languages. */
export const suggestionText = (written: string, suggested: string): string => `${written} → ${suggested}?`;
