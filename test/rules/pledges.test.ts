import { describe, expect, it } from "vitest";
import { one, said } from "./saying.js";

const OLD = "from 2010-01-01";
const pledge = (held: string, pledged: string, fields = OLD): string =>
  `蓝海: company, sector securities\n王 -60%(from 2010-01-01)-> 蓝海\n张 -${held}(${fields}, pledged ${pledged})-> 蓝海`;

describe("SC-25-1, the pledged part of a holding", () => {
  it.each([
    ["20%", "9.99%", "clear 999/2000"],
    ["20%", "10%", "clear 1/2"],
    ["1/3", "1/6", "clear 1/2"],
    ["20%", "10.01%", "breach 1001/2000"],
    ["20%", "20%", "breach 1"],
    ["20%", "25%", "breach 1"],
    ["20%", "0%", "clear 0"],
    ["20%-30%", "10%", "clear 0.3333333333333333-0.5"],
    ["20%-30%", "12%", "undetermined 0.4-0.6"],
    ["20%", "9%-11%", "undetermined 0.45-0.55"],
  ])("%s held, %s of the company pledged", (held, pledged, expected) => {
    expect(said("SC-25-1", pledge(held, pledged))).toEqual([`张 ${expected}`]);
  });

  it("says nothing where no pledge is recorded", () => {
    expect(said("SC-25-1", pledge("20%", "5%").replace(", pledged 5%", ""))).toEqual([]);
  });

  it("nothing is pledged in the lock-up: the last day of it, and the first after", () => {
    const young = (from: string): string => pledge("20%", "1%", `from ${from}`);
    expect(said("SC-25-1", young("2022-07-01"))).toEqual(["张 breach 1/20"]);
    expect(said("SC-25-1", young("2022-06-30"))).toEqual(["张 clear 1/20"]);
    expect(one("SC-25-1", "张", young("2022-07-01"))).toMatchObject({
      limb: "lockUp",
      comparator: "atMost",
      threshold: "0%",
      verified: false,
    });
    expect(said("SC-25-1", pledge("20%", "0%", "from 2024-07-01"))).toEqual(["张 clear 0"]);
    expect(said("SC-25-1", pledge("20%", "0%-1%", "from 2024-07-01"))).toEqual(["张 undetermined 0-0.05"]);
    const stated = pledge("20%", "1%", "from 2010-01-01, lockedUntil 2025-06-30");
    expect(said("SC-25-1", stated, "2025-06-30")).toEqual(["张 breach 1/20"]);
    expect(said("SC-25-1", stated, "2025-07-01")).toEqual(["张 clear 1/20"]);
    expect(one("SC-25-1", "张", stated, "2025-06-30").verified).toBe(true);
  });

  it("is open where no record says since when it is held", () => {
    const found = one("SC-25-1", "张", pledge("20%", "5%", "acquiredBy transfer"));
    expect(found.verdict).toBe("undetermined");
    expect(found.missing).toEqual([{ what: "heldSince", entity: "张" }]);
    expect(said("SC-25-1", pledge("20%", "11%", "acquiredBy transfer"))).toEqual(["张 breach 11/20"]);
  });

  it("adds the rows of one holder", () => {
    const rows = `${pledge("10%", "10%")}\n张 -10%(${OLD})-> 蓝海`;
    expect(said("SC-25-1", rows)).toEqual(["张 clear 1/2"]);
  });

  it.each([
    ["4.99%", "exchange", "exempt"],
    ["4.99%", "neeq", "exempt"],
    ["5%", "exchange", "breach"],
    ["4.99%", "none", "breach"],
  ])("a holder of %s in a company listed on %s", (held, listing, verdict) => {
    const listed = pledge(held, "4%").replace("sector securities", `sector securities, listing ${listing}`);
    expect(one("SC-25-1", "张", listed).verdict).toBe(verdict);
  });
});

describe("SC-25-2, the pledgee's rights", () => {
  const clause = (fields: string): string =>
    `蓝海: company, sector securities\n张 -20%(${OLD}${fields})-> 蓝海`;
  it.each([
    [", pledged 5%, contractClauses pledgeeVotes", "breach"],
    [", pledged 5%, contractClauses redemptionOnFailure", "clear"],
    [", pledged 5%", "undetermined"],
  ])("with %s", (fields, verdict) => {
    expect(one("SC-25-2", "张", clause(fields)).verdict).toBe(verdict);
  });
  it("asks for no clauses where nothing is pledged", () => {
    expect(said("SC-25-2", clause(""))).toEqual([]);
    expect(said("SC-25-2", clause(", pledged 0%"))).toEqual([]);
  });
});
