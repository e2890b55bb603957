import { describe, expect, test } from "vitest";
import { everyOwnerOfAll } from "../../src/measures/everyOwnerOfAll.js";
import { register } from "../../src/register/register.js";
import { wholeOf } from "../../src/register/registerOver.js";
import { drawn } from "../notation.js";

/** 7 % of 1 % is 0.07 %; as a product of doubles it is above 0.0007. */
const CHAINS =
  "A -7%-> H\nH -1%-> S\nB -0.1%-> I\nI -29%-> T\nC -0.01%-0.09%-> U\nD -50%-> V\nW -50%-> V\nV -10%-> W\nD -0.04%-> W";

describe("thresholds too small to leave anybody out by", () => {
  const verdict = (owner: string, subject: string, comparator: "atLeast" | "moreThan", share: string) => {
    const r = register(drawn(CHAINS));
    const rows = [...everyOwnerOfAll(wholeOf(r), { test: { [comparator]: share } as { atLeast: string } })];
    const found = rows.find(
      (row) => row.owner === r.index.get(owner) && row.subject === r.index.get(subject),
    );
    return found?.verdict ?? null;
  };

  test.each([
    ["A", "S", "atLeast", "0.07%", "certain"],
    ["A", "S", "moreThan", "0.07%", null],
    ["A", "S", "moreThan", "0.0699999999999%", "certain"],
    ["A", "S", "atLeast", "0.0700000000001%", null],
    ["B", "T", "atLeast", "0.029%", "certain"],
    ["B", "T", "moreThan", "0.029%", null],
    ["C", "U", "atLeast", "0.01%", "certain"],
    ["C", "U", "moreThan", "0.01%", "possible"],
    ["C", "U", "atLeast", "0.09%", "possible"],
    ["C", "U", "moreThan", "0.09%", null],
    ["D", "W", "moreThan", "0.04%", "certain"],
  ] as const)("%s in %s, %s %s: %s", (owner, subject, comparator, share, expected) => {
    expect(verdict(owner, subject, comparator, share)).toBe(expected);
  });

  test("without a test everyone with anything is there", () => {
    const r = register(drawn(CHAINS));
    const rows = [...everyOwnerOfAll(wholeOf(r), {})];
    expect(rows.filter(({ subject }) => subject === r.index.get("S"))).toHaveLength(2);
  });
});
