import { describe, expect, it } from "vitest";
import { one, said } from "./saying.js";

/** A register that is complete: 甲 … of it, and the rest with one person. */
const COMPLETE = "蓝海: company, sector securities, complete";
const partnership = (name: string): string => `${name}: limitedPartnership, complete`;

const lone = (share: string): string => `${partnership("甲合伙")}\n甲合伙 -${share}-> 蓝海`;

describe("SC-13-1, one limited partnership", () => {
  it("cites the holdings of all it controls by id, whatever order they are recorded in", () => {
    const cited = (order: readonly string[]): string[] => {
      const held = order.map((one) => `${one}: company\n甲合伙 -60%-> ${one}\n${one} -5%-> 蓝海`).join("\n");
      return one("SC-13-1", "甲合伙", `${partnership("甲合伙")}\n${held}`).evidence.flatMap((piece) =>
        piece.kind === "holding" ? [piece.from] : [],
      );
    };
    expect(cited(["C", "A", "B"])).toEqual(["A", "B", "C"]);
    expect(cited(["A", "B", "C"])).toEqual(["A", "B", "C"]);
  });

  it.each([
    ["4.99%", "clear 499/10000"],
    ["49/1000", "clear 49/1000"],
    ["5%", "breach 1/20"],
    ["1/20", "breach 1/20"],
    ["5.01%", "breach 501/10000"],
    ["4%-4.99%", "clear 0.04-0.0499"],
    ["4%-<5%", "clear 0.04-0.05"],
    ["4%-6%", "undetermined 0.04-0.06"],
    ["5%-6%", "breach 0.05-0.06"],
    ["", "undetermined 0-1"],
  ])("at %s", (share, expected) => {
    expect(said("SC-13-1", lone(share))).toEqual([`甲合伙 ${expected}`]);
  });

  it("adds what it controls, without products", () => {
    const drawing = `${lone("3%")}\n甲合伙 -51%-> 乙\n乙 -2%-> 蓝海`;
    expect(said("SC-13-1", drawing)).toEqual(["甲合伙 breach 1/20"]);
    expect(said("SC-13-1", drawing.replace("51%", "50%"))).toEqual(["甲合伙 clear 3/100"]);
    expect(said("SC-13-1", drawing.replace("51%", "50%-60%"))).toEqual(["甲合伙 undetermined 0.03-0.05"]);
    expect(one("SC-13-1", "甲合伙", drawing.replace("51%", "50%-60%")).missing).toEqual([
      { what: "control", entity: "甲合伙" },
    ]);
  });

  it("tests one that holds nothing itself but controls a holder, and no company", () => {
    const drawing = `${partnership("甲合伙")}\n甲合伙 -51%-> 乙\n乙 -5%-> 蓝海`;
    expect(said("SC-13-1", drawing)).toEqual(["甲合伙 breach 1/20"]);
    expect(said("SC-13-1", "乙: company\n乙 -5%-> 蓝海")).toEqual([]);
  });

  it("is exempt with an approval, whatever the stake", () => {
    const approved = (share: string): string =>
      `${lone(share)}\n甲合伙 ! approval:SC-13-1 = true @ 2024-01-05`;
    expect(said("SC-13-1", approved("6%"))).toEqual(["甲合伙 exempt 3/50"]);
    expect(said("SC-13-1", approved("6%"), "2024-01-04")).toEqual(["甲合伙 breach 3/50"]);
    expect(said("SC-13-1", approved("6%"), "2024-01-05")).toEqual(["甲合伙 exempt 3/50"]);
    expect(said("SC-13-1", approved("6%").replace("= true", "= false"))).toEqual(["甲合伙 breach 3/50"]);
  });

  it("says nothing of a partnership that holds nothing", () => {
    expect(said("SC-13-1", lone("0%"))).toEqual([]);
  });

  it("names the law and what would settle it", () => {
    const found = one("SC-13-1", "甲合伙", lone("4%-6%"));
    expect(found).toMatchObject({
      article: "13(1)",
      comparator: "lessThan",
      threshold: "5%",
      severity: "high",
    });
    expect(found.missing).toEqual([{ what: "shares", entity: "甲合伙" }]);
    expect(found.evidence).toMatchObject([{ kind: "holding", from: "甲合伙", to: "蓝海" }]);
  });
});

/** 甲合伙 and 乙合伙 with 鼎晟 as their executive partner. */
const pair = (first: string, second: string): string =>
  [
    partnership("甲合伙"),
    partnership("乙合伙"),
    `甲合伙 -${first}-> 蓝海`,
    `乙合伙 -${second}-> 蓝海`,
    "鼎晟: company",
    "鼎晟 ~executivePartner~> 甲合伙",
    "鼎晟 ~executivePartner~> 乙合伙",
  ].join("\n");

describe("SC-13-1g, partnerships counted together", () => {
  it.each([
    ["2%", "2.99%", "clear 499/10000"],
    ["2%", "3%", "breach 1/20"],
    ["1/40", "1/40", "breach 1/20"],
    ["2%", "3.01%", "breach 501/10000"],
    ["1%-2%", "2%-3%", "undetermined 0.03-0.05"],
    ["1%-2%", "2%-<3%", "clear 0.03-0.05"],
    ["2%", "", "undetermined 0.02-1"],
  ])("one executive partner with %s and %s", (first, second, expected) => {
    expect(said("SC-13-1g", pair(first, second))).toEqual([`乙合伙+甲合伙 ${expected}`]);
  });

  it("needs two partnerships: others may connect, but are not counted", () => {
    const person = `${lone("3%")}\n王 -3%-> 蓝海\n甲合伙 ~concertAgreement(group g)~> @ 蓝海\n王 ~concertAgreement(group g)~> @ 蓝海`;
    expect(said("SC-13-1g", person)).toEqual([]);
    const three = `${partnership("甲合伙")}\n${partnership("乙合伙")}\n甲合伙 -2%-> 蓝海\n乙合伙 -2%-> 蓝海\n王 -3%-> 蓝海\n${["甲合伙", "乙合伙", "王"].map((each) => `${each} ~concertAgreement(group g)~> @ 蓝海`).join("\n")}`;
    expect(said("SC-13-1g", three)).toEqual(["乙合伙+甲合伙 clear 1/25"]);
  });

  it("is about dates: partners of the day", () => {
    const before = pair("2%", "3%").replace(
      "鼎晟 ~executivePartner~> 乙合伙",
      "鼎晟 ~executivePartner(start 2024-01-01, end 2025-01-01)~> 乙合伙",
    );
    expect(said("SC-13-1g", before, "2023-12-31")).toEqual([]);
    expect(said("SC-13-1g", before, "2024-01-01")).toEqual(["乙合伙+甲合伙 breach 1/20"]);
    expect(said("SC-13-1g", before, "2024-12-31")).toEqual(["乙合伙+甲合伙 breach 1/20"]);
    expect(said("SC-13-1g", before, "2025-01-01")).toEqual([]);
  });

  /** 钱 is first in 乙合伙, and has as much of 甲合伙 as is said; 孙 has 40 % of it, others the rest. */
  const funded = (share: string, rest: readonly string[]): string =>
    [
      partnership("甲合伙"),
      partnership("乙合伙"),
      "甲合伙 -2%-> 蓝海",
      "乙合伙 -3%-> 蓝海",
      "一号 ~executivePartner~> 甲合伙",
      "二号 ~executivePartner~> 乙合伙",
      `钱 -${share}-> 甲合伙`,
      "孙 -40%-> 甲合伙",
      ...rest.map((part, i) => `余${i} -${part}-> 甲合伙`),
      "钱 -60%-> 乙合伙",
      "李 -40%-> 乙合伙",
    ].join("\n");

  it.each([
    ["60%", [], ["乙合伙+甲合伙 breach 1/20"]],
    ["40.01%", ["19.99%"], ["乙合伙+甲合伙 breach 1/20"]],
    ["40%", ["20%"], ["乙合伙+甲合伙 breach 1/20"]],
    ["39.99%", ["20.01%"], []],
    ["30%-50%", ["10%-30%"], ["乙合伙+甲合伙 undetermined 1/20"]],
  ])("the same first limited partner with %s: a tie counts", (share, rest, expected) => {
    expect(said("SC-13-1g", funded(share, rest))).toEqual(expected);
  });

  it("the largest contributor that is general partner is no limited partner", () => {
    const general = funded("60%", []).replace("一号 ~executivePartner", "钱 ~executivePartner");
    expect(said("SC-13-1g", general)).toEqual([]);
  });

  it("marks chains of reasons and says each pair's", () => {
    const chain = [
      ...["甲合伙", "乙合伙", "丙合伙"].map(partnership),
      "甲合伙 -2%-> 蓝海",
      "乙合伙 -2%-> 蓝海",
      "丙合伙 -1%-> 蓝海",
      "鼎晟 ~executivePartner~> 甲合伙",
      "鼎晟 ~executivePartner~> 乙合伙",
      "海通 ~executivePartner~> 丙合伙",
      "钱 -90%-> 乙合伙",
      "钱 -90%-> 丙合伙",
      "孙 -90%-> 甲合伙",
    ].join("\n");
    const found = one("SC-13-1g", "丙合伙+乙合伙+甲合伙", chain);
    expect(found).toMatchObject({ verdict: "breach", notes: ["transitive"] });
    const reasons = found.evidence.filter(({ kind }) => kind === "reason");
    expect(reasons.map((each) => ("reason" in each ? `${each.a} ${each.b} ${each.reason}` : ""))).toEqual(
      expect.arrayContaining([
        expect.stringContaining("sameExecutivePartner"),
        expect.stringContaining("sameFirstLimitedPartner"),
      ]),
    );
  });

  it("counts each holding once where one partnership controls another's holder", () => {
    const shared = `${pair("2%", "2%")}\n甲合伙 -60%-> 丁\n乙合伙 -40%-> 丁\n丁 -0.99%-> 蓝海`;
    expect(said("SC-13-1g", shared)).toEqual(["乙合伙+甲合伙 clear 499/10000"]);
    expect(said("SC-13-1g", shared.replace("0.99%", "1%"))).toEqual(["乙合伙+甲合伙 breach 1/20"]);
  });

  it("all approved is exempt, some approved leaves it open", () => {
    const both = `${pair("2%", "4%")}\n甲合伙 ! approval:SC-13-1 = true @ 2024-01-05\n乙合伙 ! approval:SC-13-1 = true @ 2024-01-05`;
    expect(said("SC-13-1g", both)).toEqual(["乙合伙+甲合伙 exempt 3/50"]);
    const some = both.split("\n").slice(0, -1).join("\n");
    expect(said("SC-13-1g", some)).toEqual(["乙合伙+甲合伙 undetermined 3/50"]);
    expect(one("SC-13-1g", "乙合伙+甲合伙", some).missing).toEqual([
      { what: "approval:SC-13-1", entity: "乙合伙" },
    ]);
  });

  it("a rebutted agreement does not undo what the article itself says", () => {
    const rebutted = `${pair("2%", "3%")}\n甲合伙 ~concertAgreement(rebutted)~> 乙合伙 @ 蓝海`;
    expect(said("SC-13-1g", rebutted)).toEqual(["乙合伙+甲合伙 breach 1/20"]);
  });

  it("executive partners under common control connect, and a stake of a ring is finite", () => {
    const common = `${pair("2%", "3%").replace("鼎晟 ~executivePartner~> 乙合伙", "海通 ~executivePartner~> 乙合伙")}\n王 -60%-> 鼎晟\n海通: company\n王 -60%-> 海通`;
    expect(said("SC-13-1g", common)).toEqual(["乙合伙+甲合伙 breach 1/20"]);
    expect(said("SC-13-1g", common.replace("王 -60%-> 海通", "王 -50%-> 海通"))).toEqual([]);
  });

  it("counts nothing else: the completeness of the register does not matter", () => {
    expect(said("SC-13-1g", `${COMPLETE}\n${pair("2%", "3%")}\n王 -95%-> 蓝海`)).toEqual([
      "乙合伙+甲合伙 breach 1/20",
    ]);
  });
});

describe("SC-13-2, the partners behind a partnership", () => {
  const CLEAN =
    "majorViolation badCreditRecord intentionalCrime underInvestigation inRectification dishonestyImpact failedInvestee seriousContingency dormant businessSuspended inLiquidation governanceFailure".split(
      " ",
    );
  const clean = (party: string): string =>
    CLEAN.map((fact) => `${party} ! ${fact} = false @ 2025-01-10`).join("\n");
  const whole = [
    partnership("甲合伙"),
    "甲合伙 -3%(acquiredBy transfer)-> 蓝海",
    "赵 ~executivePartner~> 甲合伙",
    "钱 -60%-> 甲合伙",
    "孙 -39%-> 甲合伙",
    "赵 -1%-> 甲合伙",
    clean("赵"),
    clean("钱"),
  ].join("\n");

  it("is clear when both meet Article 7 and asks nobody else", () => {
    expect(said("SC-13-2", whole)).toEqual(["甲合伙 clear –"]);
    expect(said("SC-13-2", `${whole}\n孙 ! majorViolation = true @ 2025-02-01`)).toEqual(["甲合伙 clear –"]);
  });

  it.each(["赵", "钱"])("a violation of %s is a breach for three years", (partner) => {
    const drawing = `${whole}\n${partner} ! majorViolation = true @ 2025-02-01`;
    expect(said("SC-13-2", drawing)).toEqual(["甲合伙 breach –"]);
    expect(said("SC-13-2", drawing, "2025-01-31")).toEqual(["甲合伙 clear –"]);
    expect(said("SC-13-2", drawing, "2028-01-31")).toEqual(["甲合伙 breach –"]);
  });

  it("says who is not recorded", () => {
    const nobody = `${partnership("甲合伙")}\n甲合伙 -3%(acquiredBy transfer)-> 蓝海`;
    expect(one("SC-13-2", "甲合伙", nobody).missing).toEqual(
      expect.arrayContaining([
        { what: "executivePartner", entity: "甲合伙" },
        { what: "firstLimitedPartner", entity: "甲合伙" },
      ]),
    );
  });

  it("is exempt for one that bought on the market, and open where no record says how in a listed company", () => {
    const bad = `${whole}\n钱 ! majorViolation = true @ 2025-02-01`;
    for (const way of ["exchange", "offering"])
      expect(said("SC-13-2", bad.replace("acquiredBy transfer", `acquiredBy ${way}`))).toEqual([
        "甲合伙 exempt –",
      ]);
    const listed = `蓝海: company, sector securities, listing exchange\n${bad.replace("(acquiredBy transfer)", "")}`;
    expect(said("SC-13-2", listed)).toEqual(["甲合伙 undetermined –"]);
  });
});
