import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { TABLES } from "../../src/io/index.js";
import type { Column, ColumnType } from "../../src/io/tables.js";
import {
  ENTITY_KIND_WORDS,
  FACT_WORDS,
  SECTOR_WORDS,
  TIE_KIND_WORDS,
  type Words,
} from "../../src/io/words.js";
import { ISSUE_CODES } from "../../src/text/issues.js";

const DOCUMENT = readFileSync(new URL("../../docs/data.md", import.meta.url), "utf8");

const HOLDS: Readonly<Record<ColumnType, string>> = {
  text: "text",
  id: "id",
  share: "share",
  number: "number",
  date: "date",
  flag: "true, false",
  flagOrDate: "true, false, date",
  flagOrShare: "true, false, share",
  word: "word",
  words: "words, `;` between",
  freeWord: "name",
  country: "country",
  countries: "countries, `;` between",
  value: "number, text, true, false",
  identifiers: "object",
  records: "list",
};

/** The line that documents a column, derived from its description. */
const columnLine = ({ name, zh, type, aliases, about }: Column): string =>
  `| \`${name}\` | ${zh || "–"} | ${HOLDS[type]} | ${about} | ${aliases.join(", ") || "–"} |`;

const wordLine = ([name, words]: readonly [string, readonly string[]]): string =>
  `| \`${name}\` | ${words.join(", ")} |`;

/** A failure prints the line to paste. */
function expectLine(line: string): void {
  expect(DOCUMENT.split("\n").includes(line) ? line : "missing in docs/data.md").toBe(line);
}

test.each(TABLES.map((table) => [table.name, table] as const))(
  "every column of %s is documented",
  (_, table) => {
    for (const column of table.columns) expectLine(columnLine(column));
  },
);

test.each([ENTITY_KIND_WORDS, TIE_KIND_WORDS, SECTOR_WORDS] as Words[])(
  "every word is documented",
  (words) => {
    for (const entry of Object.entries(words)) expectLine(wordLine(entry));
  },
);

test("every fact that has a Chinese name is documented", () => {
  for (const [name, words] of Object.entries(FACT_WORDS)) {
    expect(DOCUMENT).toContain(`| \`${name}\` |`);
    for (const word of words) expect(DOCUMENT, word).toContain(word);
  }
});

test("every issue code is documented with its severity", () => {
  for (const code of ISSUE_CODES)
    expect(DOCUMENT, code).toMatch(new RegExp(`^\\| \`${code}\` \\| (info|warning|error)`, "m"));
});
