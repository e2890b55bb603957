import { describe, expect, it } from "vitest";
import {
  figureOf,
  law,
  nearestParameter,
  parameter,
  policy,
  regulation,
  regulationIds,
  testOf,
  UnknownLawError,
} from "../../src/law/law.js";
import { profile } from "../../src/law/profile.js";
import { LawError, readRegulation } from "../../src/law/regulation.js";
import { exactShare, meets, readShare, testText } from "../../src/model/share.js";

const share = (text: string) => readShare(text).range!;

/** The smallest regulation that loads, with a change to its one parameter. */
function sample(change: Record<string, unknown> = {}, more: Record<string, unknown> = {}): unknown {
  const parameter = {
    parameter: "major",
    from: "2021-04-18",
    comparator: "atLeast",
    value: "5%",
    unit: "share",
    article: "5(2)",
    source: "Order 183",
    verified: true,
    ...change,
  };
  return {
    id: "sample",
    title: { en: "Sample", zh: "样例" },
    kind: "rulebook",
    source: "Order 183",
    inForce: [{ from: "2021-04-18" }],
    parameters: [parameter],
    ...more,
  };
}

describe("readRegulation", () => {
  it("reads a parameter with its citation", () => {
    expect(readRegulation("sample.json", sample()).parameters[0]).toMatchObject({ value: "5%", quote: {} });
  });

  it.each([
    ["without an article", { article: undefined }, /sample\.json, parameter major: parameters\.0\.article/],
    ["with an empty article", { article: " " }, /sample\.json, parameter major: parameters\.0\.article/],
    ["without a source", { source: undefined }, /sample\.json, parameter major: parameters\.0\.source/],
    ["without a flag for what was verified", { verified: undefined }, /parameter major: .*verified/],
    ["with a date that is none", { from: "2021" }, /parameter major: .*from/],
    ["that ends before it begins", { to: "2021-04-18" }, /ends before it begins/],
    ["that compares with nothing", { value: null }, /compares with no figure/],
    ["with a share that is none", { value: "five" }, /compares with no figure/],
    ["with a share that is a bare number above one", { value: "5" }, /compares with no figure/],
    ["with a key that is misspelt", { artikel: "5" }, /artikel/],
  ])("does not load a parameter %s", (_, change, message) => {
    expect(() => readRegulation("sample.json", sample(change))).toThrow(LawError);
    expect(() => readRegulation("sample.json", sample(change))).toThrow(message);
  });

  it("does not load two versions of a parameter for one day", () => {
    const { parameters } = sample() as { parameters: object[] };
    const twice = sample({}, { parameters: [parameters[0], { ...parameters[0], from: "2022-01-01" }] });
    expect(() => readRegulation("sample.json", twice)).toThrow(
      /major: two versions are in force on 2022-01-01/,
    );
  });

  it("does not load a profile that names a parameter which is not there", () => {
    const rules = { ...regulation("cn-pboc-bo").profile!, controlTest: "absent" };
    const content = { ...regulation("cn-pboc-bo"), profile: rules };
    expect(() => readRegulation("bo.json", content)).toThrow(
      /bo\.json: the profile names the parameter absent/,
    );
  });

  it("does not load a policy that leaves something open", () => {
    const content = sample(
      { comparator: null, unit: undefined, value: { kinds: ["state"] } },
      { kind: "policy" },
    );
    expect(() => readRegulation("sample.json", content)).toThrow(/parameter major: listings/);
  });
});

describe("law", () => {
  it("cites every parameter and prints what was not verified so", () => {
    const { regulations } = law();
    for (const entry of regulations) {
      expect(entry.article).not.toBe("");
      expect(entry.source).not.toBe("");
    }
    expect(regulations.filter(({ verified }) => !verified).length).toBeGreaterThan(10);
    const unread = /reading|general knowledge|inference|not checked|modelled on|not tagged/;
    expect(regulations.filter(({ verified, source }) => verified && unread.test(source))).toEqual([]);
  });

  it("gives the law in force on a date, the first day included, the last one not", () => {
    const on = (date: string | null) =>
      law({ id: "company-law", on: date }).regulations.find((e) => e.parameter === "controllingShareholder");
    expect(on("2018-10-25")).toBeUndefined();
    expect(on("2024-06-30")).toMatchObject({ article: "CL 216(2)", comparator: "atLeast", verified: false });
    expect(on("2024-07-01")).toMatchObject({ article: "CL 265(2)", comparator: "moreThan", verified: true });
    expect(on(null)).toMatchObject({ article: "CL 265(2)", from: "2024-07-01" });
  });

  it("knows the CSRC's thresholds from 2021-04-18 on", () => {
    expect(law({ id: "csrc-securities", on: "2021-04-17" }).regulations.map((e) => e.article)).toEqual([
      "REG 26(3)",
      "REG 14(1)",
      "REG 14(2)",
      "REG 14",
    ]);
    const ids = law({ id: "csrc-securities", on: "2021-04-18" }).regulations.map((e) => e.parameter);
    const rules =
      "SC-5-1 SC-5-2 SC-5-3 SC-42 SC-6-2 SC-6-2b SC-6-3 SC-6-4 SC-7-3a SC-7-3b SC-8-2 SC-13-1 SC-13-1g";
    expect(ids).toEqual(expect.arrayContaining(`${rules} SC-15-2 SC-24-2 SC-25-1 SC-28 SC-44-1`.split(" ")));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("refuses what it does not know, with what it knows", () => {
    expect(() => law({ id: "absent" })).toThrow(UnknownLawError);
    expect(() => law({ id: "absent" })).toThrow(/known: .*cn-pboc-bo/);
    expect(() => parameter("csrc-securities", "SC-0", null)).toThrow(/SC-5-1/);
    expect(() => profile("csrc-securities", null)).toThrow(
      /there is no profile "csrc-securities"; known: cn-pboc-bo/,
    );
    expect(regulationIds("rulebook")).toEqual([
      "cn-foreign-investment",
      "cn-cyber-review",
      "cn-takeover",
      "ifrs-10",
      "csrc-securities",
    ]);
  });
});

describe("testOf", () => {
  const NEWEST = null;

  // Below, at, above; 以上 includes the number, 不足 and 超过 do not (RULES: C1, C2).
  it.each([
    ["SC-5-1", ["excluded", "certain", "certain"], "50%"],
    ["SC-5-2", ["excluded", "certain", "certain"], "5%"],
    ["SC-5-3", ["certain", "excluded", "excluded"], "5%"],
    ["SC-42", ["excluded", "certain", "certain"], "5%"],
    ["SC-6-2", ["excluded", "certain", "certain"], "5%"],
    ["SC-6-4", ["excluded", "certain", "certain"], "5%"],
    ["SC-8-4.netAssets", ["certain", "excluded", "excluded"], "50%"],
    ["SC-8-4.contingentLiabilities", ["excluded", "certain", "certain"], "50%"],
    ["SC-13-1", ["certain", "excluded", "excluded"], "5%"],
    ["SC-13-1g", ["certain", "excluded", "excluded"], "5%"],
    ["SC-15-2", ["certain", "certain", "excluded"], "50%"],
    ["SC-24-2", ["excluded", "excluded", "certain"], "50%"],
    ["SC-25-1", ["certain", "certain", "excluded"], "50%"],
    ["SC-44-1", ["excluded", "certain", "certain"], "5%"],
  ])("%s is %j below, at and above %s", (name, verdicts, at) => {
    const test = testOf(parameter("csrc-securities", name, NEWEST)!);
    expect(testText(test)).toContain(at);
    const below = { 5: "4.999999999999%", 50: "49.999999999999%" }[Number.parseInt(at, 10)]!;
    const above = { 5: "5.000000000001%", 50: "50.000000000001%" }[Number.parseInt(at, 10)]!;
    expect([below, at, above].map((text) => meets(share(text), test))).toEqual(verdicts);
  });

  it("compares amounts exactly", () => {
    const capital = parameter("csrc-securities", "SC-8-2", NEWEST)!;
    const just = exactShare(figureOf(capital));
    expect(meets(just, testOf(capital))).toBe("certain");
    expect(meets(exactShare({ ...just.min, n: just.min.n - 1n }), testOf(capital))).toBe("excluded");
  });

  it("throws where there is nothing to compare with", () => {
    expect(() => testOf(parameter("csrc-securities", "SC-28", NEWEST)!)).toThrow(LawError);
    expect(() => figureOf(parameter("csrc-securities", "SC-28", NEWEST)!)).toThrow(
      /SC-28 \(article 28\(2\)\)/,
    );
  });
});

describe("profile", () => {
  it.each([
    ["2024-10-31", false],
    ["2024-11-01", true],
    [null, true],
  ])("cn-pboc-bo on %s: in force is %s, and its parameters are there all the same", (on, inForce) => {
    const found = profile("cn-pboc-bo", on);
    expect(found).toMatchObject({ inForce, from: "2024-11-01" });
    expect(testText(testOf(found.parameters.get("equity")!))).toBe(">= 25%");
    expect(nearestParameter("cn-pboc-bo", "equity", on).article).toBe("6(1)");
  });
});

describe("policy", () => {
  it("never stops at a private fund, a product, a trust, a depository or the unknown", () => {
    expect(policy().never).toEqual({
      kinds: ["clearingNominee", "unknown", "wealthManagementProduct", "trust"],
      sectors: ["privateFund"],
    });
    expect(() => policy("absent")).toThrow(UnknownLawError);
  });
});
