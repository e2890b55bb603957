import { describe, expect, it } from "vitest";
import { about, findings, one, said } from "./saying.js";

const major = (facts: string, share = "5%"): string =>
  `甲: company, complete\n张 -100%-> 甲\n甲 -${share}-> 蓝海\n${facts}`;

describe("SC-7-1, SC-7-2 and SC-7-4, who may be a shareholder", () => {
  const fact = (name: string, value: string, on: string): string =>
    major(`甲 ! ${name} = ${value} @ ${on}`, "3%");
  const verdict = (rule: string, drawing: string, on?: string) => one(rule, "甲", drawing, on).verdict;

  it.each(["majorViolation", "badCreditRecord"])("%s counts for three years, to the day", (name) => {
    const drawing = fact(name, "true", "2022-06-30");
    expect(verdict("SC-7-1", drawing, "2022-06-29")).toBe("undetermined");
    expect(verdict("SC-7-1", drawing, "2022-06-30")).toBe("breach");
    expect(verdict("SC-7-1", drawing, "2025-06-30")).toBe("breach");
    expect(verdict("SC-7-1", drawing, "2025-07-01")).not.toBe("breach");
  });

  it("a sentence counts until three years after it was served", () => {
    const sentence = major(
      "甲 ! intentionalCrime = true @ 2015-01-01\n甲 ! sentenceCompleted = true @ 2022-06-30",
      "3%",
    );
    expect(verdict("SC-7-1", sentence, "2022-06-29")).toBe("breach");
    expect(verdict("SC-7-1", sentence, "2025-06-30")).toBe("breach");
    expect(verdict("SC-7-1", sentence, "2025-07-01")).not.toBe("breach");
  });

  it("an investigation counts until a later record ends it", () => {
    const drawing = major(
      "甲 ! underInvestigation = true @ 2024-01-01\n甲 ! underInvestigation = false @ 2025-01-01",
      "3%",
    );
    expect(verdict("SC-7-1", drawing, "2024-12-31")).toBe("breach");
    expect(verdict("SC-7-1", drawing, "2025-01-01")).not.toBe("breach");
  });

  it("institutions that a shareholder controls count for its reputation", () => {
    const drawing = major("甲 -51%-> 丙\n丙 ! majorViolation = true @ 2025-01-01", "3%");
    expect(verdict("SC-7-1", drawing)).toBe("breach");
    expect(verdict("SC-7-1", drawing.replace("51%", "50%"))).toBe("undetermined");
    expect(one("SC-7-1", "甲", drawing.replace("51%", "50%-60%")).missing).toContainEqual({
      what: "control",
      entity: "丙",
    });
  });

  it.each([
    ["SC-7-2", "dormant"],
    ["SC-7-2", "inLiquidation"],
    ["SC-7-2", "seriousContingency"],
    ["SC-7-4", "dishonestyImpact"],
  ])("%s by %s", (rule, name) => {
    expect(verdict(rule, fact(name, "true", "2025-01-01"))).toBe("breach");
    expect(verdict(rule, fact(name, "false", "2025-01-01"))).toBe("undetermined");
    expect(one(rule, "甲", fact(name, "false", "2025-01-01")).missing).not.toContainEqual({
      what: name,
      entity: "甲",
    });
  });

  it("responsibility for a failed investee counts for three years", () => {
    const drawing = fact("failedInvestee", "true", "2022-06-30");
    expect(verdict("SC-7-4", drawing, "2025-06-30")).toBe("breach");
    expect(verdict("SC-7-4", drawing, "2025-07-01")).not.toBe("breach");
  });

  it("leaves out less than 5 % bought on the market, and tells it", () => {
    const bought = (share: string, way: string): string =>
      `张 -${share}(acquiredBy ${way})-> 蓝海\n张 ! majorViolation = true @ 2025-01-01`;
    for (const rule of ["SC-7-1", "SC-7-2", "SC-7-4", "SC-7-3a", "SC-7-3b"]) {
      for (const way of ["exchange", "offering"])
        expect(one(rule, "张", bought("4.99%", way))).toMatchObject({
          verdict: "exempt",
          exemption: "marketAcquired",
        });
      expect(one(rule, "张", bought("5%", "exchange")).verdict).not.toBe("exempt");
      expect(one(rule, "张", bought("4.99%", "transfer")).verdict).not.toBe("exempt");
    }
    expect(one("SC-7-1", "张", bought("4%-6%", "exchange")).verdict).toBe("undetermined");
  });
});

describe("SC-8-2, net assets of a major shareholder", () => {
  it.each([
    ["49999999.99", "breach"],
    ["50000000", "clear"],
    ["50000000.01", "clear"],
    ["-1", "breach"],
  ])("of %s", (value, verdict) => {
    expect(one("SC-8-2", "甲", major(`甲 ! netAssets = ${value} CNY @ 2024-12-31`))).toMatchObject({
      verdict,
      measured: Number(value),
      comparator: "atLeast",
      threshold: "50000000",
    });
  });

  it("is about major shareholders, certain or possible", () => {
    const poor = "甲 ! netAssets = 1 CNY @ 2024-12-31";
    expect(about("SC-8-2", "甲", major(poor, "4.99%"))).toEqual([]);
    expect(one("SC-8-2", "甲", major(poor, "4%-6%"))).toMatchObject({
      verdict: "undetermined",
      missing: [{ what: "shares", entity: "甲" }],
    });
  });

  it("takes the latest figure known on the day, and no other currency", () => {
    const two = major("甲 ! netAssets = 1 CNY @ 2023-12-31\n甲 ! netAssets = 60000000 CNY @ 2024-12-31");
    expect(one("SC-8-2", "甲", two, "2024-12-30").verdict).toBe("breach");
    expect(one("SC-8-2", "甲", two, "2024-12-31").verdict).toBe("clear");
    const dollars = one("SC-8-2", "甲", major("甲 ! netAssets = 60000000 USD @ 2024-12-31"));
    expect(dollars).toMatchObject({
      verdict: "undetermined",
      missing: [{ what: "netAssets", entity: "甲" }],
    });
  });
});

describe("SC-8-4, solvency of a major shareholder", () => {
  const accounts = (net: string, capital: string, contingent: string): string =>
    major(
      `甲 ! netAssets = ${net} @ 2024-12-31\n甲 ! paidInCapital = ${capital} @ 2024-12-31\n甲 ! contingentLiabilities = ${contingent} @ 2024-12-31`,
    );
  it.each([
    ["49.99", "100", "0", "breach"],
    ["50", "100", "0", "clear"],
    ["1", "3", "0", "breach"],
    ["100", "100", "49.99", "clear"],
    ["100", "100", "50", "breach"],
    ["100", "100", "150", "breach"],
    ["-5", "100", "1", "breach"],
  ])("net assets %s, capital %s, contingent liabilities %s", (net, capital, contingent, verdict) => {
    expect(one("SC-8-4", "甲", accounts(net, capital, contingent)).verdict).toBe(verdict);
  });
  it("debts due and unpaid are a breach whatever the accounts", () => {
    const unpaid = `${accounts("100", "100", "0")}\n甲 ! debtsDueUnpaid = true @ 2025-01-01`;
    expect(one("SC-8-4", "甲", unpaid).verdict).toBe("breach");
  });
  it("names what is not recorded", () => {
    expect(one("SC-8-4", "甲", major("甲 ! netAssets = 100 @ 2024-12-31")).missing).toEqual(
      expect.arrayContaining([
        { what: "paidInCapital", entity: "甲" },
        { what: "contingentLiabilities", entity: "甲" },
      ]),
    );
  });
});

describe("SC-9 and SC-10, the largest and the controlling shareholder", () => {
  const PLANS = ["financialExperience", "strategyFit", "governancePlan", "selfRestraint", "riskDisposalPlan"];
  const all = PLANS.map((name) => `甲 ! ${name} = true @ 2025-01-01`).join("\n");

  it("SC-9 asks for every document, and of nobody else", () => {
    expect(said("SC-9", `${major(all, "60%")}\n李 -20%-> 蓝海`)).toEqual(["甲 clear –"]);
    const lacking = major(all.replace("selfRestraint = true", "selfRestraint = false"), "60%");
    expect(one("SC-9", "甲", lacking)).toMatchObject({ verdict: "breach", limb: "selfRestraint" });
    expect(said("SC-9", major(all, "4.99%"))).toEqual([]);
  });

  const earning = (...profits: [year: number, profit: number][]): string =>
    major(
      [
        "蓝海 ! leveragedAndCrossRisk = true @ 2022-12-31",
        "甲 ! unrecoveredLoss = 0 @ 2024-12-31",
        ...profits.map(([year, profit]) => `甲 ! profit = ${profit} @ ${year}-12-31`),
      ].join("\n"),
      "60%",
    );

  it.each([
    [
      "profits",
      [
        [2022, 1],
        [2023, 1],
        [2024, 1],
      ],
      "clear",
    ],
    [
      "a loss in the first year",
      [
        [2022, -1],
        [2023, 1],
        [2024, 1],
      ],
      "breach",
    ],
    [
      "nothing earned in the last year",
      [
        [2022, 1],
        [2023, 1],
        [2024, 0],
      ],
      "breach",
    ],
    [
      "a loss in the fourth year back",
      [
        [2021, -1],
        [2022, 1],
        [2023, 1],
        [2024, 1],
      ],
      "clear",
    ],
    [
      "a year without record",
      [
        [2022, 1],
        [2024, 1],
      ],
      "undetermined",
    ],
  ] as const)("SC-10-1 with %s", (_, profits, verdict) => {
    expect(one("SC-10-1", "甲", earning(...(profits as unknown as [number, number][]))).verdict).toBe(
      verdict,
    );
  });

  it("SC-10 is about companies with leverage and cross risk, as recorded", () => {
    const without = earning([2024, -1]).replace(
      "leveragedAndCrossRisk = true",
      "leveragedAndCrossRisk = false",
    );
    expect(said("SC-10-1", without)).toEqual([]);
    expect(said("SC-10-2", without)).toEqual([]);
    expect(one("SC-10-1", "甲", major("", "60%"))).toMatchObject({
      verdict: "undetermined",
      missing: [{ what: "leveragedAndCrossRisk", entity: "蓝海" }],
    });
  });

  const size = (total: string, net: string): string =>
    `${earning([2020, 1], [2021, 1], [2022, 1], [2023, 1], [2024, 1])}\n甲 ! totalAssets = ${total} @ 2024-12-31\n甲 ! netAssets = ${net} @ 2024-12-31`;
  it.each([
    ["50000000000", "20000000000", "clear"],
    ["49999999999", "20000000000", "breach"],
    ["50000000000", "19999999999", "breach"],
  ])("SC-10-2 with total assets %s and net assets %s", (total, net, verdict) => {
    expect(one("SC-10-2", "甲", size(total, net)).verdict).toBe(verdict);
  });
  it("SC-10-2 asks for five profitable years, and of controlling shareholders only", () => {
    const loss = size("50000000000", "20000000000").replace("profit = 1 @ 2020", "profit = -1 @ 2020");
    expect(one("SC-10-2", "甲", loss).verdict).toBe("breach");
    const minority = size("1", "1").replace("-60%->", "-40%->");
    expect(said("SC-10-2", minority)).toEqual([]);
    expect(one("SC-10-2", "甲", `${size("1", "1")}\n蓝海 ! approval:SC-10-2 = true`).verdict).toBe("exempt");
  });
});

describe("SC-12, the persons behind blocks", () => {
  const names = (drawing: string): string[] =>
    findings(drawing)
      .filter(({ rule }) => rule === "SC-12")
      .map(({ parties }) => parties.join("+"));

  it.each([
    ["4.99%", []],
    ["5%", ["张"]],
  ])("names who controls a block of %s, not the company between", (share, expected) => {
    expect(names(major("", share))).toEqual(expected);
  });

  it("adds the blocks that one person controls", () => {
    const two = "甲: company\n乙: company\n张 -60%-> 甲\n张 -60%-> 乙\n甲 -2%-> 蓝海\n乙 -3%-> 蓝海";
    expect(names(two)).toEqual(["张"]);
    expect(one("SC-12", "张", two).measured).toMatchObject({ exact: "1/20" });
    expect(names(two.replace("-3%->", "-2.99%->"))).toEqual([]);
  });

  it("asks of the company's own controller also for the plans", () => {
    const found = one("SC-12", "张", major("张 ! selfRestraint = false @ 2025-01-01", "60%"));
    expect(found).toMatchObject({ verdict: "breach", limb: "selfRestraint", article: "12" });
    expect(one("SC-12", "张", major("张 ! majorViolation = true @ 2025-01-01")).verdict).toBe("breach");
  });

  it("names joint controllers each by itself, and whoever commands a nominee", () => {
    const agreed =
      "甲: company, complete\n张 -50%-> 甲\n李 -50%-> 甲\n甲 -10%-> 蓝海\n张 ~concertAgreement(group g)~> @ 甲\n李 ~concertAgreement(group g)~> @ 甲";
    expect(names(agreed)).toEqual(["张", "李"]);
    const nominee =
      "甲: company, complete\n张 -100%-> 甲\n甲 -10%-> 蓝海\n周 -80%-> 蓝海\n张 ~nominee~> 王 @ 甲";
    expect(names(nominee)).toEqual(["周", "王"]);
  });
});
