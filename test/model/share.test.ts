import { describe, expect, test } from "vitest";
import { fractionText } from "../../src/model/fraction.js";
import { meets, readShare, readTest, type ShareTest, shareText, testText } from "../../src/model/share.js";
import { toShareResult } from "../../src/model/shareResult.js";

const canonical = (written: Parameters<typeof readShare>[0]): string => {
  const read = readShare(written);
  return read.range ? shareText(read.range) : `! ${read.problem}`;
};

describe("shares as people write them", () => {
  test.each([
    ["51%", "51%"],
    ["0.51", "51%"],
    ["51.00％", "51%"],
    ["５１％", "51%"],
    [" 51 % ", "51%"],
    ["1/3", "1/3"],
    ["１／３", "1/3"],
    ["33.3333%", "33.3333%"],
    ["5‰", "0.5%"],
    ["25%-50%", "[25%,50%]"],
    ["25-50%", "[25%,50%]"],
    ["25%至50%", "[25%,50%]"],
    [">25%-50%", "(25%,50%]"],
    ["25%-<50%", "[25%,50%)"],
    [">25%-<=50%", "(25%,50%]"],
    ["(25%,50%]", "(25%,50%]"],
    ["[25%,50%)", "[25%,50%)"],
    ["(1/4,1/2]", "(25%,50%]"],
    ["<=50%", "[0%,50%]"],
    [">25%", "(25%,100%]"],
    ["≥50%", "[50%,100%]"],
    ["<5%", "[0%,5%)"],
    ["0", "0%"],
    ["1", "100%"],
    ["", ""],
    ["-", ""],
    ["未知", ""],
    ["25%-25%", "25%"],
  ])("%j is %j", (written, expected) => expect(canonical(written)).toBe(expected));

  test.each([
    ["120%", "! share-above-one"],
    ["-3%", "! share-negative"],
    ["abc", "! invalid-share"],
    ["51", "! bare-percent"],
    ["51,5%", "! decimal-comma"],
    ["约30%", "! share-approximate"],
    ["50%-25%", "! share-range-reversed"],
    ["(25%,25%]", "! share-range-reversed"],
    [">100%", "! share-range-reversed"],
    ["1/0", "! invalid-share"],
  ])("%j is refused: %s", (written, expected) => expect(canonical(written)).toBe(expected));

  test("text far longer than any share is refused at once", () => {
    expect(canonical(`${"9".repeat(100_000)}x`)).toBe("! invalid-share");
    expect(readTest(`>${"9".repeat(100_000)}x`)).toBeNull();
  });

  test("JSON: a number is the decimal that it prints as; a range is an object", () => {
    expect(canonical(0.1)).toBe("10%");
    expect(fractionText(readShare(0.1).range!.min)).toBe("1/10");
    expect(canonical({ min: 0.25, max: "50%", minExclusive: true })).toBe("(25%,50%]");
    expect(canonical({ min: "75%", minExclusive: true })).toBe("(75%,100%]");
    expect(canonical({ min: 25, max: 50 })).toBe("! bare-percent");
  });

  test("the canonical text reads back as the same share", () => {
    for (const written of ["51%", "1/3", "(25%,50%]", "[1/3,2/3)", "", ">25%"]) {
      expect(canonical(canonical(written))).toBe(canonical(written));
    }
  });
});

describe("meets: 以上 and 超过 are different words", () => {
  const ask = (share: string, test: ShareTest): string => meets(readShare(share).range!, test);
  const [atLeast, moreThan] = [{ atLeast: "25%" }, { moreThan: "25%" }];

  test.each([
    ["24.99%", "excluded", "excluded"],
    ["25%", "certain", "excluded"],
    ["25.01%", "certain", "certain"],
    ["25%-50%", "certain", "possible"],
    [">25%-50%", "certain", "certain"],
    ["10%-25%", "possible", "excluded"],
    ["10%-<25%", "excluded", "excluded"],
    ["10%-30%", "possible", "possible"],
    ["", "possible", "possible"],
  ])("%s: at least 25 %% %s, more than 25 %% %s", (share, least, more) => {
    expect(ask(share, atLeast)).toBe(least);
    expect(ask(share, moreThan)).toBe(more);
  });

  test("less than and at most are their opposites", () => {
    expect(ask("25%", { lessThan: "25%" })).toBe("excluded");
    expect(ask("25%", { atMost: "25%" })).toBe("certain");
    expect(ask("20%-25%", { lessThan: "25%" })).toBe("possible");
    expect(ask("20%-<25%", { lessThan: "25%" })).toBe("certain");
  });

  test("tests as written on a command line; a bare share means at least", () => {
    expect([">50%", ">=25%", "1/3", "<5%", "<=50%"].map((t) => testText(readTest(t)!))).toEqual([
      "> 50%",
      ">= 25%",
      ">= 1/3",
      "< 5%",
      "<= 50%",
    ]);
    expect(readTest("half")).toBeNull();
    expect(readTest("25%-50%")).toBeNull();
  });
});

describe("shares in results", () => {
  test("exact, in part, and too long to print", () => {
    expect(toShareResult(readShare("1/3").range!)).toEqual({
      value: 1 / 3,
      min: 1 / 3,
      max: 1 / 3,
      exact: "1/3",
    });
    expect(toShareResult(readShare(">25%-50%").range!)).toEqual({
      value: 0.25,
      min: 0.25,
      max: 0.5,
      exact: null,
      minExclusive: true,
    });
    expect(toShareResult(readShare(`1/${"7".repeat(60)}`).range!).exact).toBeNull();
  });
});
