import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { regulation } from "../../src/law/law.js";
import { register } from "../../src/register/register.js";
import { check, RULEBOOKS } from "../../src/rules/check.js";
import { RULE_FORMULAS } from "../../src/text/ruleFormulas.js";
import { ruleWords } from "../../src/text/ruleWords.js";
import { drawn } from "../notation.js";

/**
 * The pages of docs/rules: each registered rule has one, and its drawings run. A drawing is in the notation of
 * test/notation.ts; the lines from `=` on say what the rule concludes of it:
 *
 *     = on 2025-06-30            the day of the check
 *     = breach 甲合伙+乙合伙 1/20   a finding: verdict, parties (– for none), what was measured where it matters
 *     = not 张三                 no such finding about this party as the other drawing has
 *     = nothing                  the rule says nothing at all
 */
const FOLDER = new URL("../../docs/rules/", import.meta.url);

const registered = Object.entries(RULEBOOKS).flatMap(([rulebook, rules]) =>
  rules.map((rule) => ({ rulebook, rule, id: rule.id })),
);
const pageOf = (id: string): string => readFileSync(new URL(`${id}.md`, FOLDER), "utf8");

interface Expected {
  readonly verdict: string;
  readonly parties: string;
  readonly measured: string | undefined;
}

function readDrawing(page: string, heading: string) {
  const block = new RegExp(`## ${heading}\\n\\n\`\`\`text\\n([\\s\\S]*?)\\n\`\`\``).exec(page);
  if (!block) throw new Error(`the page has no drawing under "${heading}"`);
  const all = block[1]!.split("\n");
  const claims = all.filter((line) => line.startsWith("= ")).map((line) => line.slice(2).split(" "));
  const on = claims.find(([word]) => word === "on")?.[1] ?? null;
  return {
    graph: drawn(all.filter((line) => !line.startsWith("= ")).join("\n")),
    on,
    nothing: claims.some(([word]) => word === "nothing"),
    not: claims.filter(([word]) => word === "not").map(([, party]) => party!),
    expected: claims
      .filter(([word]) => !["on", "nothing", "not"].includes(word!))
      .map(([verdict, parties, measured]): Expected => ({ verdict: verdict!, parties: parties!, measured })),
  };
}

function concluded(page: string, heading: string, rulebook: string, id: string) {
  const { graph, on, ...claims } = readDrawing(page, heading);
  const subject = graph.entities.find(({ name }) => /^甲(证券|平台|上市)/.test(name))!.id;
  const { findings } = check(register(graph, { asOf: on }), { subject, rulebook, force: true });
  const found = findings
    .filter(({ rule }) => rule === id)
    .map(({ verdict, parties, measured }) => ({
      verdict: verdict as string,
      parties: parties.join("+") || "–",
      measured:
        measured === null
          ? undefined
          : typeof measured === "number"
            ? String(measured)
            : (measured.exact ?? ""),
    }));
  return { ...claims, found };
}

test("every registered rule has a page, a formula in words, and nothing else has", () => {
  const pages = readdirSync(FOLDER)
    .filter((name) => name.endsWith(".md") && name !== "README.md")
    .map((name) => name.slice(0, -3));
  const ids = registered.map(({ id }) => id);
  expect(pages.sort()).toEqual([...ids].sort());
  expect(Object.keys(RULE_FORMULAS).sort()).toEqual([...ids].sort());
});

test("the list of all rows of the provisions has every rule of every rulebook", () => {
  const readme = readFileSync(new URL("README.md", FOLDER), "utf8");
  for (const { id } of registered) expect(readme, id).toContain(`[${id}](${id}.md)`);
  const regulationRows = regulation("csrc-securities").parameters.map(
    ({ parameter }) => parameter.split(".")[0]!,
  );
  for (const row of new Set(regulationRows)) expect(readme, row).toContain(row);
});

describe.each(registered)("docs/rules/$id.md", ({ id, rule, rulebook }) => {
  test("the drawings conclude what the page says", () => {
    const page = pageOf(id);
    const fires = concluded(page, "Smallest graph that fires it", rulebook, id);
    const near = concluded(page, "Nearest that does not", rulebook, id);
    for (const { found, expected, nothing } of [fires, near]) {
      if (nothing) expect(found).toEqual([]);
      for (const { verdict, parties, measured } of expected) {
        const row = found.find((each) => each.parties === parties && each.verdict === verdict);
        expect(row, `${verdict} ${parties} among ${JSON.stringify(found)}`).toBeDefined();
        if (measured !== undefined) expect(row!.measured).toBe(measured);
      }
    }
    const [main] = fires.expected;
    expect(main, "the first drawing fires").toBeDefined();
    const same = near.found.filter(
      ({ verdict, parties }) => verdict === main!.verdict && parties === main!.parties,
    );
    expect(same, "the second drawing does not fire so").toEqual([]);
    for (const party of near.not) {
      expect(
        near.found.filter(({ parties, verdict }) => parties === party && verdict === main!.verdict),
      ).toEqual([]);
    }
  });

  test("article, quote, figures and words are those of the law file and the rule", () => {
    const page = pageOf(id);
    const words = ruleWords(id);
    expect(page).toContain(`# ${id}: ${words.title.en} ${words.title.zh}`);
    expect(page.toLowerCase()).toContain(words.judge.en.toLowerCase());
    expect(page).toContain(RULE_FORMULAS[id]!.en);
    expect(page).toContain(RULE_FORMULAS[id]!.zh);
    const own = regulation(rulebook).parameters.filter(
      ({ parameter }) => parameter === rule.parameter || parameter === id || parameter.startsWith(`${id}.`),
    );
    for (const { parameter, article, quote, from, verified } of own) {
      // Two versions of one parameter have a line each.
      const line = page
        .split("\n")
        .find((each) => each.startsWith(`| \`${parameter}\` |`) && each.includes(`| ${article} | ${from}`));
      expect(line, parameter).toBeDefined();
      expect(line).toContain(verified ? "read in the source" : "unverified reading");
      for (const text of [quote.en, quote.zh]) if (text) expect(page).toContain(`> ${text}`);
    }
  });
});
