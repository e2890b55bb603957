import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { displayWidth } from "../../src/report/displayWidth.js";
import { plainText, span } from "../../src/report/document.js";
import { wrapLine } from "../../src/report/wrapLine.js";

const texts = (line: Parameters<typeof wrapLine>[0], columns: number): string[] =>
  wrapLine(line, columns).map(plainText);

describe("wrapLine", () => {
  it.each([
    ["甲公司、乙公司、丙公司", 16, ["甲公司、乙公司、", "丙公司"]],
    ["远岫股权投资（有限合伙）、乙", 16, ["远岫股权投资", "（有限合伙）、乙"]],
    ["6(2), 41(1)", 44, ["6(2), 41(1)"]],
    ["abcdefghij", 4, ["abcd", "efgh", "ij"]],
    ["", 10, [""]],
  ])("%s in %i columns", (text, columns, expected) => {
    expect(texts(text, columns)).toEqual(expected);
  });

  it("keeps tones", () => {
    expect(wrapLine(["甲、", span("bad", "乙、丙")], 6)).toEqual([["甲、"], [span("bad", "乙、丙")]]);
  });

  it("loses nothing but spaces at breaks, and no line is too wide", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("甲", "乙", "、", "(", "（", "）", ",", " ", "a", "b") }),
        (text) => {
          const wrapped = texts(text, 12);
          expect(wrapped.join("").replaceAll(" ", "")).toBe(text.replaceAll(" ", ""));
          for (const line of wrapped) expect(displayWidth(line.trimEnd())).toBeLessThanOrEqual(12);
        },
      ),
    );
  });
});
