import { describe, expect, it } from "vitest";
import { parseFraction } from "../../src/model/fraction.js";
import { readShare } from "../../src/model/share.js";
import { type ShareResult, toShareResult } from "../../src/model/shareResult.js";
import { csv } from "../../src/report/csv.js";
import { clip, displayWidth, padEnd, padStart } from "../../src/report/displayWidth.js";
import { list, span, table, title, tree } from "../../src/report/document.js";
import { escapeMarkdown, markdown } from "../../src/report/markdown.js";
import { harmless, printable } from "../../src/report/safeText.js";
import { numberText, shareSentence, shareText, testWords } from "../../src/report/shareText.js";
import { terminalText } from "../../src/report/terminalText.js";
import { allWords, fillWord, sayIn } from "../../src/text/words.js";

const share = (written: string): ShareResult => toShareResult(readShare(written).range!);

describe("width on a terminal", () => {
  it.each([
    ["abc", 3],
    ["张三", 4],
    ["（有限合伙）", 12],
    ["e\u0301", 1],
    ["한국", 4],
    ["𠀀", 2],
    ["├─ a", 4],
    ["", 0],
  ])("%s takes %i columns", (text, width) => {
    expect(displayWidth(text)).toBe(width);
  });

  it("clips to columns without cutting a character in two", () => {
    expect(clip("张三李四王五", 7)).toBe("张三李…");
    expect(clip("张三", 4)).toBe("张三");
    expect(clip("𠀀𠀀𠀀", 5)).toBe("𠀀𠀀…");
    expect(displayWidth(clip("x".repeat(1_000_000), 40))).toBe(40);
  });

  it("pads by columns, not by characters", () => {
    expect(padEnd("张", 4)).toBe("张  ");
    expect(padStart("张", 4)).toBe("  张");
    expect(padEnd("toolong", 3)).toBe("toolong");
  });
});

describe("shares as people read them", () => {
  it.each([
    ["34.8%", "34.8 %"],
    ["0%", "0 %"],
    ["100%", "100 %"],
    ["2/3", "66.6667 % = 2/3"],
    ["1/8", "12.5 %"],
    ["867953/5000000", "17.3591 %"],
    ["24.999999%", "25.0000 %"],
    ["0.00000001", "<0.0001 %"],
    ["99.99999999%", ">99.9999 %"],
    ["25%-50%", "25–50 %"],
    [">25%-50%", ">25–50 %"],
    ["25%-<50%", "25–<50 %"],
    ["0.029481%-0.029512%", "≈0.0295 %"],
    ["1234567/98765432", "1.2500 %"],
  ])("%s is printed as %s", (written, text) => {
    expect(shareText(share(written))).toBe(text);
  });

  it("never rounds a figure to a round one: four decimals say that it was rounded", () => {
    expect(shareText(share("25%"))).toBe("25 %");
    expect(shareText(share("25.00001%"))).toBe("25.0000 %");
    expect(numberText(0.25)).toBe("25 %");
  });

  it.each([
    ["25%-43.75%", "at least 25 %, at most 43.75 %", "至少 25 %，至多 43.75 %"],
    ["(25%,50%)", "more than 25 %, less than 50 %", "超过 25 %，不足 50 %"],
    ["0-0.5", "at most 50 %", "至多 50 %"],
    ["75%-100%", "at least 75 %", "至少 75 %"],
    ["40%", "40 %", "40 %"],
  ])("%s in a sentence", (written, en, zh) => {
    expect(shareSentence(sayIn("en"), share(written))).toBe(en);
    expect(shareSentence(sayIn("zh"), share(written))).toBe(zh);
  });

  it("prints tests with their sign", () => {
    expect(testWords({ moreThan: "50%" })).toBe("> 50 %");
    expect(testWords({ atLeast: parseFraction("1/4")! })).toBe("≥ 25 %");
  });
});

describe("text from the records", () => {
  it("shows control characters and lets none of them act", () => {
    expect(harmless("a\u001b[31mred\u0007\r\nb")).toBe("a␛[31mred␇␍␊b");
    expect(harmless("\u0085\u2028")).toBe("\ufffd\ufffd");
    expect(harmless("\ud800x")).toBe("\ufffdx");
  });

  it("takes marks of direction out and isolates what runs from right to left", () => {
    expect(printable("evil\u202etxt")).toBe("eviltxt");
    expect(printable("שלום")).toBe("\u2068שלום\u2069");
    expect(printable("张三")).toBe("张三");
  });

  it("clips a name of a million characters", () => {
    expect(displayWidth(printable("名".repeat(1_000_000)))).toBeLessThanOrEqual(48);
  });
});

describe("terminal text", () => {
  it("lines up full-width cells and decimal points", () => {
    const block = table(
      [{ title: "Owner" }, { title: "Share", align: "share" }, { title: "Note" }],
      [
        ["张三", "34.8 %", "a"],
        ["Bob", "0.0647 % = 1/3", "b"],
        ["王五六", "100 %", "c"],
      ],
    );
    expect(terminalText([block]).split("\n")).toEqual([
      "  Owner   Share             Note",
      "  张三     34.8 %           a",
      "  Bob       0.0647 % = 1/3  b",
      "  王五六  100 %             c",
      "",
    ]);
  });

  it("leaves out columns in which nothing stands", () => {
    const block = table([{ title: "A" }, { title: "B" }], [["x", ""]]);
    expect(terminalText([block])).toBe("  A\n  x\n");
  });

  it("draws branches from depths", () => {
    const rows = [0, 1, 2, 2, 1].map((depth, k) => ({ depth, line: `n${k}` }));
    expect(terminalText([tree(rows)])).toBe("  n0\n  ├─ n1\n  │  ├─ n2\n  │  └─ n3\n  └─ n4\n");
  });

  it("paints pieces without moving the columns", () => {
    const block = table([{ title: "A" }, { title: "B" }], [[span("good", "x"), "y"]]);
    const painted = terminalText([block], (tone, text) => `<${tone}>${text}</>`);
    expect(painted).toContain("  <good>x</>  y");
  });
});

describe("Markdown", () => {
  it("lets no name start anything", () => {
    expect(escapeMarkdown("<script>&|*_[x](y)`#")).toBe("&lt;script\\>&amp;\\|\\*\\_\\[x\\](y)\\`\\#");
    expect(escapeMarkdown("- item")).toBe("\\- item");
    expect(escapeMarkdown("1. item")).toBe("\\1. item");
  });

  it("writes tables, lists and titles", () => {
    const document = [
      title("A|B"),
      table([{ title: "X" }, { title: "Y", align: "share" as const }], [["a|b", "1 %"]]),
      list(["p", span("strong", "q")], "head"),
    ];
    expect(markdown(document)).toBe(
      "# A\\|B\n\n| X | Y |\n| --- | ---: |\n| a\\|b | 1 % |\n\nhead\n\n- p\n- **q**\n",
    );
  });
});

describe("CSV", () => {
  it("quotes as RFC 4180 says and defuses formulas, but leaves numbers alone", () => {
    const text = csv({
      columns: ["a", "b"],
      rows: [
        ['say "hi", you', "line\nbreak"],
        ["=cmd()", -0.5],
        ["'=x", "'plain"],
        ["+86", "@a"],
        ["\tx", null],
        [true, "张三"],
      ],
    });
    expect(text).toBe(
      [
        "a,b",
        '"say ""hi"", you","line\nbreak"',
        "'=cmd(),-0.5",
        "''=x,'plain",
        "'+86,'@a",
        "'\tx,",
        "true,张三",
        "",
      ].join("\n"),
    );
  });
});

describe("words", () => {
  it("fills the same in both languages, but for plurals that only one has", () => {
    const names = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!);
    for (const [key, { en, zh }] of allWords()) {
      expect({ key, names: [...new Set(names(zh))].sort() }).toEqual({
        key,
        names: [...new Set(names(en))].sort(),
      });
      expect(zh).not.toMatch(/\{\w+\|/);
    }
  });

  it("chooses between one and many", () => {
    expect(fillWord("{n} {n|owner|owners}", { n: 1 })).toBe("1 owner");
    expect(fillWord("{n} {n|owner|owners}", { n: 0 })).toBe("0 owners");
  });
});
