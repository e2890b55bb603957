import { describe, expect, it } from "vitest";
import { about, one, said } from "./saying.js";

const group = (share: string, sector = ", sector nonFinancial"): string =>
  `甲: company${sector}\n甲 -${share}-> 蓝海`;

describe("SC-15-2, what one non-financial enterprise controls", () => {
  it.each([
    ["49.99%", "clear 4999/10000"],
    ["1/2", "clear 1/2"],
    ["50%", "clear 1/2"],
    ["50.01%", "breach 5001/10000"],
    ["500001/1000000", "breach 500001/1000000"],
    ["50%-60%", "undetermined 0.5-0.6"],
    [">50%-60%", "breach 0.5-0.6"],
    ["40%-50%", "clear 0.4-0.5"],
    ["", "undetermined 0-1"],
  ])("at %s", (share, expected) => {
    expect(said("SC-15-2", group(share))).toEqual([`甲 ${expected}`]);
  });

  it("is about the controlled stake: holdings of controlled companies in full, none multiplied", () => {
    const drawing = `${group("30%")}\n乙: company, sector bank\n甲 -51%-> 乙\n乙 -20.01%-> 蓝海`;
    expect(said("SC-15-2", drawing)).toEqual(["甲 breach 5001/10000"]);
    expect(said("SC-15-2", drawing.replace("20.01%", "20%"))).toEqual(["甲 clear 1/2"]);
    expect(said("SC-15-2", drawing.replace("51%", "50%"))).toEqual(["甲 clear 3/10"]);
  });

  it("reaches whoever stands above a holder", () => {
    const above = `乙: company, sector trust\n甲: company, sector nonFinancial\n甲 -60%-> 乙\n乙 -51%-> 蓝海`;
    expect(said("SC-15-2", above)).toEqual(["甲 breach 51/100"]);
  });

  it("leaves out financial enterprises, natural persons and the state", () => {
    expect(said("SC-15-2", group("60%", ", sector bank"))).toEqual([]);
    expect(said("SC-15-2", "张 -60%-> 蓝海")).toEqual([]);
    expect(said("SC-15-2", "国资委: state\n国资委 -60%-> 蓝海")).toEqual([]);
  });

  it("is open above the cap where no sector is recorded, and clear up to it", () => {
    expect(said("SC-15-2", group("50%", ""))).toEqual(["甲 clear 1/2"]);
    expect(said("SC-15-2", group("50.01%", ""))).toEqual(["甲 undetermined 5001/10000"]);
    expect(one("SC-15-2", "甲", group("60%", "")).missing).toEqual([{ what: "sector", entity: "甲" }]);
  });

  it("is exempt with a recognition of the enterprise or the company, from its day on", () => {
    for (const party of ["甲", "蓝海"]) {
      const drawing = `${group("60%")}\n${party} ! approval:SC-15-2 = true @ 2024-05-01`;
      expect(said("SC-15-2", drawing, "2024-04-30")).toEqual(["甲 breach 3/5"]);
      expect(said("SC-15-2", drawing, "2024-05-01")).toEqual(["甲 exempt 3/5"]);
    }
  });

  it("counts apart what is held only through the company itself", () => {
    const ring =
      "甲: company, sector nonFinancial, complete\n蓝海: company, sector securities, complete\n丙: company, complete\n甲 -45%-> 蓝海\n丙 -10%-> 蓝海\n王 -45%-> 蓝海\n甲 ~boardMajority~> 蓝海\n蓝海 -100%-> 丙\n李 -100%-> 甲";
    const [found] = about("SC-15-2", "甲", ring);
    expect(found).toMatchObject({ verdict: "clear", conflict: "heldBySubjectGroup" });
  });

  it("counts votes given away with whoever commands the holder, not the votes", () => {
    const given = `${group("40%")}\n乙: company, sector nonFinancial\n乙 -20%-> 蓝海\n乙 ~votingProxy~> 甲 @ 蓝海`;
    expect(said("SC-15-2", given)).toEqual(["乙 clear 1/5", "甲 clear 2/5"]);
  });
});
