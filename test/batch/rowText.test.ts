import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { PartyIds, RowColumn } from "../../src/batch/rowSource.js";
import { ByteText, csvText, jsonLinesText } from "../../src/batch/rowText.js";
import { type Cell, csvRow } from "../../src/report/csv.js";

const COLUMNS: readonly RowColumn[] = [
  { name: "subject", type: "party" },
  { name: "share", type: "number" },
  { name: "verdict", type: "text" },
  { name: "flag", type: "boolean" },
];

/** Ids as people write them: also such as a spreadsheet would take for a formula, or a reader for several cells. */
const idText = fc.oneof(
  fc.constantFrom(
    "C1",
    "甲公司",
    "乙 有限公司",
    "=cmd()",
    "'=x",
    "-5",
    "+1",
    "@a",
    'a "b"',
    "a,b",
    "a\nb",
    "a\\b",
  ),
  fc.constantFrom(
    "é",
    "Ärzte",
    "\u00a0x",
    "x\u3000",
    "x\u2003",
    "😀",
    "\ufeffx",
    "\t",
    "x\u0001",
    "1",
    "甲,乙",
    "鿿",
  ),
  fc.string({ unit: "grapheme", minLength: 1 }),
);
const share = fc.oneof(
  fc.constantFrom(
    0,
    1,
    0.5,
    1e-6,
    0.000001234,
    1e-7,
    0.1 + 0.2,
    1 / 3,
    0.999999999999,
    0.9999999999999,
    -0.25,
    1e21,
  ),
  fc.integer({ min: 0, max: 1_000_000 }).map((digits) => digits / 1_000_000),
  fc.integer({ min: 0, max: 999_999_999_999 }).map((digits) => digits / 1e12),
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);
const word = fc.constantFrom("certain", "possible", "", "a,b", "=1", '"');

function idsOf(ids: readonly string[]): PartyIds {
  const pieces = ids.map((id) => Buffer.from(id));
  const start = new Uint32Array(ids.length + 1);
  pieces.forEach((piece, k) => {
    start[k + 1] = start[k]! + piece.length;
  });
  const lengths = new Set(pieces.map(({ length }) => length));
  return { bytes: Buffer.concat(pieces), start, width: lengths.size === 1 ? pieces[0]!.length : 0 };
}

describe("rows written as bytes", () => {
  test("are those that csvRow and JSON.stringify print", () => {
    const row = fc.tuple(idText, fc.option(share), word, fc.option(fc.boolean()));
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 20 }), (rows) => {
        const batch = {
          through: 0,
          rows: rows.length,
          columns: [
            Int32Array.from(rows.keys()),
            Float64Array.from(rows, ([, value]) => value ?? Number.NaN),
            rows.map(([, , text]) => text),
            rows.map(([, , , flag]) => flag),
          ],
        };
        const ids = idsOf(rows.map(([id]) => id));
        const written = (text: ReturnType<typeof csvText>): string => {
          // Far too small: it grows.
          const into = new ByteText(8);
          const half = rows.length >> 1;
          text.rows(batch, 0, half, into);
          text.rows(batch, half, rows.length, into);
          return Buffer.from(into.bytes.subarray(0, into.length)).toString();
        };
        const cells = rows.map((cells) => cells.map((cell): Cell => cell));
        // An id that is no text by itself (half a pair) becomes U+FFFD on the way, as in any file.
        const printed = (text: string): string => Buffer.from(text).toString();
        expect(written(csvText(COLUMNS, ids))).toBe(printed(cells.map((each) => csvRow(each)).join("")));
        const json = cells.map((each) =>
          JSON.stringify(Object.fromEntries(COLUMNS.map(({ name }, c) => [name, each[c]]))),
        );
        expect(written(jsonLinesText(COLUMNS, ids))).toBe(printed(json.map((line) => `${line}\n`).join("")));
      }),
      { seed: 11, numRuns: process.env.LOOKTHROUGH_FULL ? 5000 : 500 },
    );
  });
});
