import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { analyse } from "../../src/analyse/analysis.js";
import { regulationIds } from "../../src/law/law.js";
import type { Dataset } from "../../src/model/dataset.js";
import { register } from "../../src/register/register.js";
import { check, RULEBOOKS } from "../../src/rules/check.js";
import { FINDING_VERDICTS, type Finding, findingResult } from "../../src/rules/finding.js";
import { ruleMessage } from "../../src/text/ruleWords.js";
import { drawn } from "../notation.js";
import { findings, measured, ON, one, said } from "./saying.js";

/** What must hold of findings about any register. Registers are drawn at random, small and odd on purpose. */
const RUNS = { seed: 20_250_630, numRuns: process.env.LOOKTHROUGH_FULL ? 400 : 15 };

const HOLDERS = ["张", "李", "甲", "乙", "丙伙", "丁伙", "戊伙", "理财", "国资", "公众", "谁"] as const;
const COMPANIES = ["蓝海", "白水", "甲", "乙", "丙伙", "丁伙", "戊伙"] as const;
const SHARES = [
  "5%",
  "4.99%",
  "1/3",
  "50%",
  "51%",
  "4%-6%",
  "",
  "2%",
  "3%",
  "25%-50%",
  "10%",
  ">5%-10%",
  "0%",
];
const FIELDS = [
  "",
  "from 2022-06-30",
  "from 2023-01-01, to 2025-03-01",
  "acquiredBy exchange, from 2024-05-01",
  "acquiredBy transfer, from 2021-05-01",
  "acquiredBy founding",
  "pledged 2%, from 2010-01-01",
  "voting 6%",
  "contractClauses pledgeeVotes, pledged 1%",
  "lockedUntil 2025-06-30",
];
const TIES = [
  ["executivePartner", "丙伙"],
  ["executivePartner", "丁伙"],
  ["generalPartner", "戊伙"],
  ["firstLimitedPartner", "丁伙"],
  ["boardMajority", "甲"],
  ["contractualControl", "蓝海"],
] as const;
const PAIRS = ["nominee", "votingProxy", "spouse", "finances"] as const;
const FACTS = [
  "majorViolation = true",
  "netAssets = 49999999",
  "profit = -1",
  "approval:SC-13-1 = true",
  "approval:SC-6-2 = false",
  "leveragedAndCrossRisk = true",
  "stakeToTotalAssets = 60%",
  "placard = true",
  "transferAgreed = true",
];
const KINDS = `蓝海: company, sector securities, listing exchange
白水: company, sector securities
甲: company, sector nonFinancial, complete
乙: company
丙伙: limitedPartnership, complete
丁伙: limitedPartnership
戊伙: limitedPartnership
理财: wealthManagementProduct
国资: state
公众: dispersed
谁: unknown`;

const holding = fc
  .tuple(
    fc.constantFrom(...HOLDERS),
    fc.constantFrom(...SHARES),
    fc.constantFrom(...FIELDS),
    fc.oneof(fc.constant("蓝海" as const), fc.constantFrom(...COMPANIES)),
  )
  .map(([holder, share, fields, company]) => `${holder} -${share}${fields && `(${fields})`}-> ${company}`);
const tie = fc.oneof(
  fc
    .tuple(fc.constantFrom("张", "李", "甲", "乙"), fc.constantFrom(...TIES))
    .map(([from, [kind, to]]) => `${from} ~${kind}~> ${to}`),
  fc
    .tuple(
      fc.constantFrom(...HOLDERS.slice(0, 7)),
      fc.constantFrom(...PAIRS),
      fc.constantFrom("张", "李", "乙"),
    )
    .filter(([from, , to]) => from !== to)
    .map(([from, kind, to]) => `${from} ~${kind}~> ${to} @ 蓝海`),
  fc.constantFrom("张", "李", "乙", "戊伙").map((party) => `${party} ~concertAgreement(group g)~> @ 蓝海`),
);
const fact = fc
  .tuple(fc.constantFrom(...HOLDERS.slice(0, 7), "蓝海"), fc.constantFrom(...FACTS))
  .map(([party, text]) => `${party} ! ${text} @ 2024-12-31`);

const lines = fc
  .tuple(
    fc.array(holding, { minLength: 1, maxLength: 12 }),
    fc.array(tie, { maxLength: 5 }),
    fc.array(fact, { maxLength: 5 }),
  )
  .map((all) => all.flat());

const found = (dataset: Dataset, rulebook: string, on: string | null = ON): readonly Finding[] =>
  check(register(dataset, { asOf: on }), { subject: "蓝海", rulebook, force: true }).findings;

const drawing = (records: readonly string[]): Dataset => drawn([KINDS, ...records].join("\n"));

describe("findings about any register", () => {
  it("do not depend on the order of records, of any rulebook", () => {
    fc.assert(
      fc.property(lines, (records) => {
        const dataset = drawing(records);
        const turned: Dataset = {
          entities: dataset.entities.toReversed(),
          holdings: dataset.holdings.toReversed(),
          ties: dataset.ties?.toReversed() ?? [],
          facts: dataset.facts?.toReversed() ?? [],
        };
        for (const rulebook of Object.keys(RULEBOOKS))
          expect(JSON.stringify(found(turned, rulebook))).toBe(JSON.stringify(found(dataset, rulebook)));
      }),
      RUNS,
    );
  });

  it("fit the schema, say what is missing where they are open, and have words in both languages", () => {
    fc.assert(
      fc.property(lines, fc.constantFrom(ON, "2021-04-17", "2013-01-01", null), (records, on) => {
        for (const rulebook of Object.keys(RULEBOOKS)) {
          for (const each of found(drawing(records), rulebook, on)) {
            findingResult.parse(JSON.parse(JSON.stringify(each)));
            expect(FINDING_VERDICTS).toContain(each.verdict);
            if (each.verdict === "undetermined") expect(each.missing, each.id).not.toEqual([]);
            if (each.verdict === "breach" || each.verdict === "clear")
              expect(each.evidence, each.id).not.toEqual([]);
            if (each.verdict === "exempt") expect(each.exemption, each.id).toBeDefined();
            for (const language of ["en", "zh"] as const)
              expect(ruleMessage(language, each.rule, each.verdict, each.parameters), each.id).not.toMatch(
                /[{}]/,
              );
          }
        }
      }),
      RUNS,
    );
  });

  it("have one finding a rule and party", () => {
    fc.assert(
      fc.property(lines, (records) => {
        const ids = found(drawing(records), "csrc-securities").map(({ id }) => id);
        expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
      }),
      RUNS,
    );
  });

  it("are only renamed where everybody is renamed", () => {
    const names = new Map([...HOLDERS, "白水"].map((name, i, all) => [name, `改${all.length - i}`]));
    const renamed = (text: string): string => names.get(text) ?? text;
    const keyed = (all: readonly Finding[], name: (id: string) => string): string[] =>
      all
        .map(({ rule, parties, verdict, measured, limb, missing, conflict, notes, duty }) =>
          JSON.stringify([
            rule,
            parties.map(name).sort(),
            verdict,
            measured,
            limb,
            missing.map(({ what, entity }) => `${what} ${name(entity)}`).sort(),
            conflict,
            notes,
            duty,
          ]),
        )
        .sort();
    fc.assert(
      fc.property(lines, (records) => {
        const dataset = drawing(records);
        const changed = JSON.parse(
          JSON.stringify(dataset, (_, value) => (typeof value === "string" ? renamed(value) : value)),
        ) as Dataset;
        expect(keyed(found(changed, "csrc-securities"), (id) => id)).toEqual(
          keyed(found(dataset, "csrc-securities"), renamed),
        );
      }),
      RUNS,
    );
  });

  it("are never concluded before the law, and nothing is a breach then", () => {
    fc.assert(
      fc.property(lines, (records) => {
        for (const each of found(drawing(records), "csrc-securities", "2014-07-28")) {
          expect(each.verdict).toBe("undetermined");
          expect(each.notes).toContain("not-in-force");
        }
      }),
      RUNS,
    );
  });
});

describe("classes and stakes", () => {
  it("do not change when a wholly owned shell stands between a shareholder and those above it", () => {
    const share = fc.integer({ min: 1, max: 30 });
    fc.assert(
      fc.property(fc.tuple(share, share, share, fc.integer({ min: 1, max: 99 })), ([a, b, c, over]) => {
        const base = `甲: company, complete\n丙伙: limitedPartnership, complete\n甲 -${a}%-> 蓝海\n丙伙 -${b}%-> 蓝海\n李 -${c}%-> 蓝海\n李 ~executivePartner~> 丙伙\n周 -${over}%-> 丙伙\n李 -${100 - over}%-> 丙伙`;
        const direct = `${base}\n张 -${over}%-> 甲\n王 -${100 - over}%-> 甲`;
        const shell = `${base}\n壳: company, complete\n壳 -${over}%-> 甲\n张 -100%-> 壳\n王 -${100 - over}%-> 甲`;
        const rules = /^SC-(5|42|7-3|12|13|15|23)/;
        const others = (text: string): string[] =>
          findings(text)
            .filter((each) => rules.test(each.rule) && !each.parties.includes("壳"))
            .map((each) => [each.id, each.verdict, measured(each)].join(" "));
        expect(others(shell)).toEqual(others(direct));
      }),
      RUNS,
    );
  });

  it("of partnerships counted together are those of one partnership that holds it all", () => {
    const parts = fc.array(fc.integer({ min: 1, max: 250 }), { minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(parts, (stakes) => {
        const many = stakes.map(
          (part, i) =>
            `伙${i}: limitedPartnership\n伙${i} -${part}/10000-> 蓝海\n鼎 ~executivePartner~> 伙${i}`,
        );
        const whole = stakes.reduce((sum, part) => sum + part, 0);
        const merged = `伙: limitedPartnership\n伙 -${whole}/10000-> 蓝海\n鼎 ~executivePartner~> 伙`;
        const group = one("SC-13-1g", stakes.map((_, i) => `伙${i}`).join("+"), many.join("\n"));
        const single = one("SC-13-1", "伙", merged);
        expect(group.measured).toEqual(single.measured);
        expect(group.verdict).toBe(single.verdict);
        expect(group.verdict).toBe(whole >= 500 ? "breach" : "clear");
      }),
      RUNS,
    );
  });

  it("merging some partnerships of a group changes no total of the group", () => {
    const partners = (stakes: readonly number[]): string =>
      stakes
        .map(
          (part, i) =>
            `伙${i}: limitedPartnership\n伙${i} -${part}/10000-> 蓝海\n鼎 ~executivePartner~> 伙${i}`,
        )
        .join("\n");
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 250 }), { minLength: 3, maxLength: 6 }), (stakes) => {
        const [first = 0, second = 0, ...rest] = stakes;
        const totals = (all: readonly number[]): string[] =>
          said("SC-13-1g", partners(all)).map((line) => line.split(" ").slice(1).join(" "));
        expect(totals([first + second, ...rest])).toEqual(totals(stakes));
      }),
      RUNS,
    );
  });
});

describe("everything about a subject", () => {
  it("does not change with a company elsewhere, of which alone votes and income are recorded apart", () => {
    const elsewhere = [
      "外甲 -60%(voting 30%, income 10%)-> 外司",
      "外乙 -40%(voting 70%, income 90%)-> 外司",
    ];
    fc.assert(
      fc.property(lines, fc.constantFrom(...Object.keys(RULEBOOKS)), (records, rulebook) => {
        const all = (added: readonly string[]) => {
          const r = register(drawing([...records, ...added]), { asOf: ON });
          const profiles = regulationIds("profile");
          // `elsewhere` counts the issues about other records.
          const { elsewhere: _, ...rest } = analyse(r, { subject: "蓝海", rulebook, force: true, profiles });
          return rest;
        };
        expect(all(elsewhere)).toEqual(all([]));
      }),
      RUNS,
    );
  });
});
