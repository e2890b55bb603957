import { describe, expect, it } from "vitest";
import { walk } from "../../src/measures/walk.js";
import { register } from "../../src/register/register.js";
import { plainText } from "../../src/report/document.js";
import { view } from "../../src/report/labels.js";
import { TREE_LIMITS, treeAbove, treeBelow } from "../../src/report/ownershipTree.js";
import { drawn } from "../notation.js";

const NONE = new Map();

const above = (text: string, subject: string) => {
  const r = register(drawn(text));
  return treeAbove(view(r, "en"), walk(r, "equity"), r.index.get(subject)!, NONE);
};
const textOf = (rows: ReturnType<typeof above>["rows"]): string[] =>
  rows.map(({ depth, line }) => `${depth} ${plainText(line)}`);

describe("the tree upwards", () => {
  it("draws the largest first, what is undisclosed last, and each company's holders once", () => {
    const { rows, cut } = above("A -30%-> S\nB -50%-> S\nP -100%-> A\nA -10%-> B\n", "S");
    expect(textOf(rows)).toEqual([
      "0 S",
      "1 B  50 %",
      "2 A  10 %",
      "3 P  100 %",
      "2 not disclosed  90 %",
      "1 A  30 %  ↑ shown above",
      "1 not disclosed  20 %",
    ]);
    expect(cut).toBe(false);
  });

  it("marks rings and stops there", () => {
    expect(textOf(above("A -100%-> S\nS -100%-> A\n", "S").rows)).toEqual([
      "0 S",
      "1 A  100 %",
      "2 S  100 %  ↺ ring",
    ]);
    expect(textOf(above("S -10%-> S\nP -90%-> S\n", "S").rows)).toContain("1 S  10 %  ↺ ring");
  });

  it("folds small holders into one line with what they hold together", () => {
    const holders = Array.from({ length: 40 }, (_, k) => `H${k} -2%-> S`).join("\n");
    const { rows } = above(`${holders}\nBig -20%-> S\n`, "S");
    expect(rows).toHaveLength(TREE_LIMITS.width + 1);
    expect(plainText(rows.at(-1)!.line)).toBe("30 other holders  60 %");
  });

  it("says where it goes on beyond the limits, without recursion", () => {
    const chain = Array.from({ length: 20_000 }, (_, k) => `C${k + 1} -60%-> C${k}`).join("\n");
    const { rows, cut } = above(chain, "C0");
    expect(cut).toBe(true);
    expect(textOf(rows).some((line) => line.endsWith("… goes on above"))).toBe(true);
    expect(rows.length).toBeLessThanOrEqual(TREE_LIMITS.lines);
  });
});

describe("the tree downwards", () => {
  it("goes through what a party holds, nominees and joint holders named", () => {
    const r = register(drawn("P -60%-> A\nA -51%-> B\nN -10%-> A\nN ~nominee~> P @ A\n"));
    const { rows } = treeBelow(view(r, "en"), walk(r, "equity"), r.index.get("P")!, NONE);
    expect(textOf(rows)).toEqual([
      "0 P",
      "1 A  60 %",
      "2 B  51 %",
      "1 A  10 %  registered: N  ↑ shown above",
    ]);
  });
});
