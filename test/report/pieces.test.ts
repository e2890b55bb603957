import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { writeWholeInPieces } from "../../src/io/writeWhole.js";
import { register } from "../../src/register/register.js";
import { checkDocument, checkRows } from "../../src/report/checkReport.js";
import { csv, csvPieces } from "../../src/report/csv.js";
import { jsonPieces } from "../../src/report/json.js";
import { view } from "../../src/report/labels.js";
import { terminalText } from "../../src/report/terminalText.js";
import { check, eachFinding } from "../../src/rules/check.js";
import { drawn } from "../notation.js";

const folder = mkdtempSync(join(tmpdir(), "pieces-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** What has an array in it as what is made only as it is taken. */
function lazily(value: unknown): unknown {
  if (Array.isArray(value)) {
    return {
      *[Symbol.iterator]() {
        for (const member of value) yield lazily(member);
      },
    };
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, lazily(member)]));
}

describe("JSON in pieces", () => {
  const values = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: "small" },
      fc.oneof(fc.string({ unit: "binary" }), fc.double(), fc.boolean(), fc.constant(null)),
      fc.constant(undefined),
      fc.array(tie("value"), { maxLength: 4 }),
      fc.dictionary(fc.string(), tie("value"), { maxKeys: 4 }),
    ),
  })).value;

  test("is what JSON.stringify prints, whatever is made lazily", () => {
    fc.assert(
      fc.property(fc.array(values, { maxLength: 5 }), (value) => {
        const whole = `${JSON.stringify(value, null, 2)}\n`;
        expect([...jsonPieces(value)].join("")).toBe(whole);
        expect([...jsonPieces(lazily(value))].join("")).toBe(whole);
      }),
      { seed: 6, numRuns: process.env.LOOKTHROUGH_FULL ? 2000 : 200 },
    );
  });

  test("and no piece has more than some of it, however large and deep the whole is", () => {
    const row = { id: 'a\n"b"', none: undefined, list: [1, [], {}] };
    const value = { first: undefined, rows: Array.from({ length: 5000 }, () => row), deep: [[[row]]] };
    const large = { value, again: { members: Array.from({ length: 3000 }, (_, k) => k) } };
    const pieces = [...jsonPieces(large)];
    expect(pieces.join("")).toBe(`${JSON.stringify(large, null, 2)}\n`);
    expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(1000);
  });
});

describe("a company with many holders", () => {
  const holders = Array.from({ length: 90 }, (_, k) => `H${k}: ${k % 3 ? "naturalPerson" : "company"}`);
  const stakes = holders.map((_, k) => `H${k} -1%-> 蓝海`);
  const r = register(drawn(["蓝海: company, sector securities", ...holders, ...stakes].join("\n")), {
    asOf: "2025-06-30",
  });

  test("has the same findings one by one as together, each time they are taken", () => {
    const together = check(r, { subject: "蓝海" });
    const each = eachFinding(r, { subject: "蓝海" });
    expect([...each.findings]).toEqual(together.findings);
    expect([...jsonPieces(each)].join("")).toBe(`${JSON.stringify(together, null, 2)}\n`);
    expect([...csvPieces([checkRows(each)])].join("")).toBe(csv(checkRows(together)));
  });

  test("shows some findings of every rule in text, and counts all others", () => {
    const { rulebook, findings } = check(r, { subject: "蓝海" });
    const shown = { subject: "蓝海", verbose: false };
    const text = terminalText(checkDocument(view(r, "en"), shown, { rulebook, findings }));
    const open = text.slice(text.indexOf("Undetermined ("), text.indexOf("To note ("));
    const undetermined = findings.filter(({ verdict }) => verdict === "undetermined");
    expect(undetermined.length).toBeGreaterThan(300);
    for (const rule of new Set(undetermined.map((one) => one.rule))) expect(open).toContain(`  ${rule}  `);
    const left = [...open.matchAll(/… and (\d+) more; --format json has all/g)].map(([, count]) => +count!);
    const printed = open.split("\n").filter((line) => /^ {2}[├└]─ (?!…)/.test(line)).length;
    expect(printed).toBeLessThanOrEqual(60);
    expect(printed + left.reduce((sum, count) => sum + count, 0)).toBe(undetermined.length);
  });
});

describe("a file that is written in pieces", () => {
  test("is there whole, or not at all", async () => {
    const path = join(folder, "a.txt");
    const pieces = Array.from({ length: 300_000 }, (_, k) => `${k}\n`);
    await writeWholeInPieces(path, pieces);
    expect(readFileSync(path, "utf8")).toBe(pieces.join(""));
    function* failing(): Generator<string> {
      yield* pieces;
      throw new Error("in the middle");
    }
    writeFileSync(path, "before");
    await expect(writeWholeInPieces(path, failing())).rejects.toThrow("in the middle");
    expect(readFileSync(path, "utf8")).toBe("before");
    await expect(writeWholeInPieces(join(folder, "b.txt"), failing())).rejects.toThrow();
    expect(existsSync(join(folder, "b.txt"))).toBe(false);
    expect(readdirSync(folder)).toEqual(["a.txt"]);
  });
});
