import { describe, expect, it } from "vitest";
import { findings, ON } from "./saying.js";

const listed = (rule: string, drawing: string, on: string = ON) =>
  findings(drawing, on)
    .filter((one) => one.rule === rule)
    .map(({ verdict, parties }) => `${verdict} ${parties.join("+")}`);

const COMPANY = (listing: string): string => `蓝海: company, sector securities, listing ${listing}`;
const holder = (share: string, listing = "exchange"): string =>
  `${COMPANY(listing)}\n甲: company\n张 -60%-> 甲\n甲 -${share}-> 蓝海`;

describe("SC-28, related parties of the company", () => {
  it.each([
    ["4.99%", "exchange", ["exempt 甲"]],
    ["4.99%", "neeq", ["exempt 甲"]],
    ["5%", "exchange", ["advisory 张+甲"]],
    ["4.99%", "none", ["advisory 张+甲"]],
    ["1/20", "exchange", ["advisory 张+甲"]],
  ])(
    "a holder of %s of a company listed on %s, and what is reached only through it",
    (share, listing, expected) => {
      expect(listed("SC-28", holder(share, listing))).toEqual(expected);
    },
  );

  it("one who is reached another way too is not left out", () => {
    const both = `${holder("4.99%")}\n乙: company\n张 -60%-> 乙\n乙 -6%-> 蓝海`;
    expect(listed("SC-28", both).find((line) => line.startsWith("advisory"))).toContain("张");
  });

  it("a share known in part leaves it open", () => {
    const open = listed("SC-28", holder("4%-6%"));
    expect(open.some((line) => line.startsWith("undetermined") && line.includes("甲"))).toBe(true);
  });

  it("never lists the public or a depository", () => {
    const all = listed(
      "SC-28",
      `${holder("60%")}\n公众: dispersed\n公众 -30%-> 蓝海\n结算: clearingNominee\n结算 -10%-> 蓝海`,
    );
    expect(all.join()).not.toMatch(/公众|结算/);
  });
});

describe("SC-26, whom to verify and follow", () => {
  it("knows no exemption of small holders", () => {
    expect(listed("SC-26", holder("4.99%"))).toEqual(["advisory 张+甲"]);
  });
});

describe("a register of many holders, or many layers", () => {
  const persons = Array.from({ length: 500 }, (_, i) => `人${i} -1/500-> 蓝海`).join("\n");
  const layers = Array.from(
    { length: 500 },
    (_, i) => `层${i}: company, complete\n层${i} -100%-> ${i === 0 ? "蓝海" : `层${i - 1}`}`,
  );

  it("has findings for each holder, none longer than the others", () => {
    const all = findings(persons);
    expect(all.filter(({ rule }) => rule === "SC-5-3")).toHaveLength(500);
    for (const { evidence } of all.filter(({ parties }) => parties.length === 1))
      expect(evidence.length).toBeLessThan(20);
  });

  it("cites a bounded part of a deep structure and says so", () => {
    const deep = findings(`${layers.join("\n")}\n王 -100%-> 层499`);
    const structure = deep.find(({ rule }) => rule === "SC-7-3a")!;
    expect(structure).toMatchObject({ verdict: "clear", notes: ["evidence-cut"] });
    expect(structure.evidence.length).toBeLessThan(300);
    expect(deep.filter(({ rule }) => rule === "SC-15-2")).toHaveLength(500);
  });
});
