import { describe, expect, it } from "vitest";
import { one, said } from "./saying.js";

const others = (...companies: string[]): string =>
  companies.map((each) => `${each}: company, sector securities`).join("\n");

const holding = (person: string, ...shares: [company: string, share: string][]): string =>
  shares.map(([company, share]) => `${person} -${share}-> ${company}`).join("\n");

describe("SC-23, one control and two participations", () => {
  it("counts securities companies held: two are allowed, three are not", () => {
    const two = `${others("红山", "白水")}\n${holding("张", ["蓝海", "10%"], ["红山", "10%"])}`;
    expect(said("SC-23", two)).toEqual(["张 clear 2"]);
    expect(said("SC-23", `${two}\n张 -10%-> 白水`)).toEqual(["张 breach 3"]);
    expect(one("SC-23", "张", `${two}\n张 -10%-> 白水`)).toMatchObject({
      limb: "participated",
      comparator: "atMost",
      threshold: "2",
      article: "23",
    });
  });

  it("counts those controlled: one is allowed, two are not", () => {
    const one51 = `${others("红山")}\n${holding("张", ["蓝海", "51%"], ["红山", "50%"])}`;
    expect(said("SC-23", one51)).toEqual(["张 clear 2"]);
    const two51 = one51.replace("50%", "50.01%");
    expect(said("SC-23", two51)).toEqual(["张 breach 2"]);
    expect(one("SC-23", "张", two51)).toMatchObject({ limb: "controlled", threshold: "1" });
    expect(said("SC-23", one51.replace("50%", "50%-60%"))).toEqual(["张 undetermined 1"]);
  });

  it.each([
    ["4.99%", "clear 2"],
    ["5%", "breach 3"],
    ["1/20", "breach 3"],
    ["4%-6%", "undetermined 2"],
    ["4%-<5%", "clear 2"],
  ])("a third stake of %s", (share, expected) => {
    const drawing = `${others("红山", "白水")}\n${holding("张", ["蓝海", "10%"], ["红山", "10%"], ["白水", share])}`;
    expect(said("SC-23", drawing)).toEqual([`张 ${expected}`]);
  });

  it("says nothing of one whose stake in the company itself is too small", () => {
    const drawing = `${others("红山", "白水", "青石")}\n${holding("张", ["蓝海", "4.99%"], ["红山", "10%"], ["白水", "10%"], ["青石", "10%"])}`;
    expect(said("SC-23", drawing)).toEqual([]);
  });

  it("adds what a person controls, and is found at each securities company", () => {
    const drawing = `${others("红山", "白水")}\n甲: company\n张 -60%-> 甲\n${holding("甲", ["蓝海", "10%"], ["红山", "10%"])}\n张 -10%-> 白水`;
    expect(said("SC-23", drawing)).toEqual(["张 breach 3", "甲 clear 2"]);
    const turned = drawing.replaceAll("蓝海", "X").replaceAll("白水", "蓝海").replaceAll("X", "白水");
    expect(said("SC-23", `${others("白水")}\n${turned}`)).toEqual(["张 breach 3"]);
  });

  it("does not count what is held through a controlled securities company, and what that controls", () => {
    const through = `${others("红山", "白水")}\n张 -60%-> 蓝海\n蓝海 -60%-> 红山\n蓝海 -30%-> 白水\n红山 -30%-> 白水`;
    expect(said("SC-23", through)).toEqual(["张 clear 1"]);
    const fund = `${others("红山", "白水")}\n丙: company\n张 -60%-> 蓝海\n蓝海 -100%-> 丙\n丙 -60%-> 红山\n丙 -20%-> 白水`;
    expect(said("SC-23", fund)).toEqual(["张 clear 1"]);
    expect(said("SC-23", `${fund}\n张 -6%-> 红山\n张 -6%-> 白水`)).toEqual(["张 breach 3"]);
  });

  it("exempts a person by mandate or merger, and leaves out a company that has one", () => {
    const three = `${others("红山", "白水")}\n${holding("张", ["蓝海", "10%"], ["红山", "10%"], ["白水", "10%"])}`;
    for (const fact of ["mergerTransition", "stateCouncilMandate", "approval:SC-23"]) {
      expect(said("SC-23", `${three}\n张 ! ${fact} = true @ 2024-01-01`)).toEqual(["张 exempt –"]);
      expect(said("SC-23", `${three}\n张 ! ${fact} = true @ 2024-01-01`, "2023-12-31")).toEqual([
        "张 breach 3",
      ]);
      expect(said("SC-23", `${three}\n白水 ! ${fact} = true`)).toEqual(["张 clear 2"]);
    }
  });

  it("asks whoever stands at the top and the controlling shareholder of a holder", () => {
    const tower = `${others("红山", "白水")}\n甲: company\n乙: company\n张 -90%-> 乙\n乙 -60%-> 甲\n甲 -10%-> 蓝海\n乙 -10%-> 红山\n张 -10%-> 白水`;
    expect(said("SC-23", tower)).toEqual(["乙 clear 2", "张 breach 3", "甲 clear 1"]);
  });

  it("is about the day: a stake given up no longer counts on the day it ends", () => {
    const drawing = `${others("红山", "白水")}\n${holding("张", ["蓝海", "10%"], ["红山", "10%"])}\n张 -10%(to 2025-01-01)-> 白水`;
    expect(said("SC-23", drawing, "2024-12-31")).toEqual(["张 breach 3"]);
    expect(said("SC-23", drawing, "2025-01-01")).toEqual(["张 clear 2"]);
  });
});
