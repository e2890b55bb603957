import { describe, expect, it } from "vitest";
import { about, findings, one, said } from "./saying.js";

describe("SC-17, no effect before approval", () => {
  const bought = (share: string, more: string): string =>
    `张 -${share}(acquiredBy transfer, from 2024-06-01)-> 蓝海\n${more}`;
  it.each([
    ["4.99%", "", []],
    ["5%", "", ["张 undetermined –"]],
    ["5%", "张 ! approval:SC-6-2 = true @ 2024-06-01", ["张 clear –"]],
    ["5%", "张 ! approval:SC-6-2 = true @ 2024-06-02", ["张 breach –"]],
    ["5%", "张 ! approval:SC-6-2 = false @ 2024-05-01", ["张 breach –"]],
    [
      "5%",
      "张 ! agreementEffective = true @ 2024-05-01\n张 ! approval:SC-6-2 = true @ 2024-05-20",
      ["张 breach –"],
    ],
    ["4%-6%", "张 ! approval:SC-6-2 = false @ 2024-05-01", ["张 undetermined –"]],
  ])("%s with %s", (share, more, expected) => {
    expect(said("SC-17", bought(share, more))).toEqual(expected);
  });
  it("is open where no record says since when", () => {
    const undated = "张 -5%(acquiredBy transfer)-> 蓝海\n张 ! approval:SC-6-2 = true @ 2024-05-01";
    expect(one("SC-17", "张", undated)).toMatchObject({
      verdict: "undetermined",
      missing: [{ what: "agreementEffective", entity: "张" }],
    });
  });
  it("concerns neither founders, nor purchases on the market, nor what was before the law", () => {
    for (const way of ["founding", "exchange", "offering"])
      expect(said("SC-17", bought("6%", "").replace("transfer", way))).toEqual([]);
    expect(said("SC-17", bought("6%", "").replace("2024-06-01", "2021-04-17"))).toEqual([]);
    expect(said("SC-17", bought("6%", "").replace("2024-06-01", "2021-04-18"))).toEqual([
      "张 undetermined –",
    ]);
  });
  it("counts from the day the stake reaches the line, not from the first share", () => {
    const steps =
      "张 -3%(acquiredBy transfer, from 2022-01-01, to 2024-06-01)-> 蓝海\n张 -6%(acquiredBy transfer, from 2024-06-01)-> 蓝海\n张 ! approval:SC-6-2 = true @ 2024-06-01";
    expect(said("SC-17", steps)).toEqual(["张 clear –"]);
    expect(said("SC-17", steps.replace("= true @ 2024-06-01", "= true @ 2024-06-02"))).toEqual([
      "张 breach –",
    ]);
  });
});

describe("SC-19, no handing over before approval", () => {
  const agreed = "甲: company\n甲 ! transferAgreed = true @ 2025-01-10\n王 -20%-> 蓝海";
  it.each([
    ["nothing", "", ["甲 clear –"]],
    ["votes", "王 ~votingProxy~> 甲 @ 蓝海", ["甲 breach –"]],
    [
      "a seat of its own officer",
      "赵 ~director~> 甲\n赵 ~director(start 2025-02-01)~> 蓝海",
      ["甲 breach –"],
    ],
    ["a seat held before", "赵 ~director~> 甲\n赵 ~director(start 2025-01-09)~> 蓝海", ["甲 clear –"]],
    ["a seat of unknown date", "赵 ~director~> 甲\n赵 ~director~> 蓝海", ["甲 undetermined –"]],
    ["a seat of somebody else", "赵 ~director(start 2025-02-01)~> 蓝海", ["甲 clear –"]],
  ])("%s", (_, more, expected) => {
    expect(said("SC-19", `${agreed}\n${more}`)).toEqual(expected);
  });
  it("ends with the approval, from its day on", () => {
    const approved = `${agreed}\n王 ~votingProxy~> 甲 @ 蓝海\n甲 ! approval:SC-6-2 = true @ 2025-03-01`;
    expect(said("SC-19", approved, "2025-02-28")).toEqual(["甲 breach –"]);
    expect(said("SC-19", approved, "2025-03-01")).toEqual([]);
  });
});

describe("SC-20 and SC-21", () => {
  it.each([
    ["redemptionOnFailure", ["张 breach –"]],
    ["transferToNamedHolder", ["张 breach –"]],
    ["pledgeeVotes", ["张 clear –"]],
  ])("SC-20 with the clause %s", (clause, expected) => {
    expect(said("SC-20", `张 -5%(contractClauses ${clause})-> 蓝海`)).toEqual(expected);
  });
  it("SC-20 says nothing where no contract was read", () => {
    expect(said("SC-20", "张 -5%-> 蓝海")).toEqual([]);
  });
  it.each([
    ["李 ~finances(entrusted)~> 张 @ 蓝海", ["张 breach –"]],
    ["李 ~finances~> 张 @ 蓝海", ["张 undetermined –"]],
    ["李 ~finances~> 张", []],
    ["李 ~finances(entrusted)~> 张 @ 蓝海\n张 ! approval:SC-21 = true", ["张 exempt –"]],
    ["李 ~finances(entrusted, end 2025-06-30)~> 张 @ 蓝海", []],
  ])("SC-21 with %s", (tie, expected) => {
    expect(said("SC-21", `张 -5%-> 蓝海\n${tie}`)).toEqual(expected);
  });
});

describe("SC-27, no votes without approval", () => {
  it.each([
    ["", "undetermined"],
    ["蓝海 ! articlesSuspendVoting = true", "clear"],
    ["蓝海 ! articlesSuspendVoting = false", "breach"],
  ])("the articles: %s", (fact, verdict) => {
    expect(one("SC-27", "蓝海", `张 -5%-> 蓝海\n${fact}`).verdict).toBe(verdict);
  });
  it("a holder that was refused and still votes is a breach", () => {
    const refused = (fields: string): string =>
      `张 -5%${fields}-> 蓝海\n张 ! approval:SC-6-2 = false @ 2025-01-01`;
    expect(one("SC-27", "张", refused("")).verdict).toBe("breach");
    expect(one("SC-27", "张", refused("(suspended)")).verdict).toBe("clear");
    expect(about("SC-27", "张", refused(""), "2024-12-31")).toEqual([]);
  });
});

describe("SC-29-6, nominees and disguised control", () => {
  it.each([
    ["张 ~nominee~> 李 @ 蓝海", ["张+李 breach –"]],
    ["张 ~nominee~> 李", ["张+李 breach –"]],
    ["张 ~votingProxy~> 李 @ 蓝海", ["张+李 breach –"]],
    ["张 ~votingProxy~> 李 @ 白水", []],
    ["张 ~nominee(end 2025-06-30)~> 李 @ 蓝海", []],
    ["张 ~nominee(start 2025-06-30)~> 李 @ 蓝海", ["张+李 breach –"]],
    ["张 ~nominee~> 李 @ 蓝海\n李 ! approval:SC-29-6 = true", ["张+李 exempt –"]],
    ["李 ~contractualControl~> 蓝海", ["李 breach –"]],
  ])("%s", (tie, expected) => {
    expect(said("SC-29-6", `张 -5%-> 蓝海\n${tie}`)).toEqual(expected);
  });
  it("reports a breach, with the days that are left for it", () => {
    const found = one("SC-29-6", "张+李", "张 -5%-> 蓝海\n张 ~nominee~> 李 @ 蓝海");
    expect(found).toMatchObject({ duty: "report", article: "29(6), 31(2)" });
    expect(found.message).toContain("2 working days");
  });
  it("votes given to one's own controller are not given away", () => {
    const own = "甲: company\n李 -60%-> 甲\n甲 -5%-> 蓝海\n甲 ~votingProxy~> 李 @ 蓝海";
    expect(one("SC-29-6", "李+甲", own).verdict).toBe("clear");
    expect(one("SC-29-6", "李+甲", own.replace("60%", "50%")).verdict).toBe("breach");
  });
  it("each link of a chain of nominees that holds here", () => {
    const chain = "张 -5%-> 蓝海\n张 ~nominee~> 李 @ 蓝海\n李 ~nominee~> 王 @ 蓝海";
    expect(
      findings(chain)
        .filter(({ rule }) => rule === "SC-29-6")
        .map(({ parties }) => parties.join("+")),
    ).toContain("张+李");
  });
});

describe("SC-R14, approval, and votes in proportion", () => {
  const approved = (fact: string, share = "5%"): string =>
    `张 -${share}(acquiredBy transfer, from 2024-01-01)-> 蓝海\n${fact}`;
  it.each([
    ["4.99%", "", []],
    ["5%", "", ["张 undetermined 1/20"]],
    ["5%", "张 ! approval:SC-6-2 = true @ 2023-12-01", ["张 clear 1/20"]],
    ["5%", "张 ! approval:SC-6-2 = false @ 2023-12-01", ["张 breach 1/20"]],
  ])("a stake of %s with %s", (share, fact, expected) => {
    expect(said("SC-R14", approved(fact, share))).toEqual(expected);
  });
  it("a duty of approval stands where it was refused", () => {
    expect(one("SC-R14", "张", approved("张 ! approval:SC-6-2 = false"))).toMatchObject({
      duty: "approval",
      article: "REG 14(1)",
    });
  });
  it("whoever controls a block of 5 % without holding it, with the other text", () => {
    const above = "甲: company\n张 -60%-> 甲\n甲 -5%(acquiredBy founding)-> 蓝海";
    expect(one("SC-R14", "张", above)).toMatchObject({
      verdict: "undetermined",
      limb: "control",
      article: "REG 14(2)",
      conflict: "6(4), 41(2)",
      missing: [{ what: "approval:SC-R14", entity: "张" }],
    });
    expect(about("SC-R14", "张", above.replace("5%", "4.99%"))).toEqual([]);
    expect(one("SC-R14", "张", above, "2021-04-17")).not.toHaveProperty("conflict");
  });
  it.each([
    ["5%", "5%", "clear"],
    ["5%", "6%", "breach"],
    ["1/3", "33.33%", "clear"],
    ["5%", "4%-6%", "undetermined"],
  ])("%s of the equity with %s of the votes", (equity, voting, verdict) => {
    const drawing = `张 -${equity}(voting ${voting}, acquiredBy founding)-> 蓝海\n王 -40%(voting 40%, acquiredBy founding)-> 蓝海`;
    expect(one("SC-R14", "张", drawing).verdict).toBe(verdict);
  });
  it("votes by approval are exempt", () => {
    const drawing = "张 -5%(voting 6%, acquiredBy founding)-> 蓝海\n张 ! approval:SC-R14 = true";
    expect(one("SC-R14", "张", drawing).verdict).toBe("exempt");
  });
});

describe("SC-44-1, purchases on the market", () => {
  const LISTED = "蓝海: company, sector securities, listing exchange";
  const buys = (share: string, more = "", listing = LISTED): string =>
    `${listing}\n张 -${share}(acquiredBy exchange, from 2025-03-03)-> 蓝海\n${more}`;
  it.each([
    ["4.99%", "", []],
    ["5%", "", ["张 breach 1/20"]],
    ["1/20", "", ["张 breach 1/20"]],
    ["5%", "张 ! placard = true @ 2025-03-04", ["张 undetermined 1/20"]],
    ["5%", "张 ! placard = true @ 2025-03-04\n张 ! approval:SC-44-1 = true @ 2025-04-01", ["张 clear 1/20"]],
    ["5%", "张 ! placard = true @ 2025-03-02", ["张 breach 1/20"]],
    ["4%-6%", "", ["张 undetermined 0.04-0.06"]],
  ])("%s bought, with %s", (share, more, expected) => {
    expect(said("SC-44-1", buys(share, more))).toEqual(expected);
  });
  it("the duty to put up a placard stands", () => {
    expect(one("SC-44-1", "张", buys("5%"))).toMatchObject({ duty: "placard", article: "44(1)" });
    expect(one("SC-44-1", "张", buys("5%", "张 ! placard = true @ 2025-03-02"))).toMatchObject({
      limb: "standstill",
      duty: "approval",
    });
  });
  it("adds those who act in concert, and what they hold otherwise", () => {
    const agreed =
      "李 -2%(acquiredBy transfer, from 2020-01-01)-> 蓝海\n张 ~concertAgreement(group g)~> @ 蓝海\n李 ~concertAgreement(group g)~> @ 蓝海";
    expect(said("SC-44-1", buys("3%", agreed))).toEqual(["张+李 breach 1/20"]);
    expect(said("SC-44-1", buys("2.99%", agreed))).toEqual([]);
    const before = "张 -5%(acquiredBy founding, from 2010-01-01)-> 蓝海";
    expect(said("SC-44-1", buys("1%", before))).toEqual([]);
  });
  it("is about companies that are listed or quoted", () => {
    expect(said("SC-44-1", buys("5%", "", "蓝海: company, sector securities"))).toEqual([]);
    expect(said("SC-44-1", buys("5%", "", LISTED.replace("exchange", "neeq")))).toEqual(["张 breach 1/20"]);
  });
  it("is open where no record says how the stake was acquired", () => {
    const unstated = `${LISTED}\n张 -5%-> 蓝海`;
    expect(one("SC-44-1", "张", unstated)).toMatchObject({
      verdict: "undetermined",
      missing: [{ what: "acquiredBy", entity: "张" }],
    });
    expect(said("SC-44-1", `${LISTED}\n张 -5%(acquiredBy founding)-> 蓝海`)).toEqual([]);
    expect(said("SC-44-1", `${LISTED}\n张 -4.99%-> 蓝海`)).toEqual([]);
  });
  it("a refusal is to be corrected, and time for it runs fifty trading days", () => {
    const refused = buys(
      "5%",
      "张 ! placard = true @ 2025-03-04\n张 ! approval:SC-44-1 = false @ 2025-05-12",
    );
    expect(one("SC-44-1", "张", refused)).toMatchObject({ verdict: "advisory", limb: "correction" });
    expect(one("SC-44-1", "张", refused, "2025-07-02").verdict).toBe("undetermined");
  });
});
