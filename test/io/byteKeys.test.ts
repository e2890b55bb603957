import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ByteKeys } from "../../src/io/bulk/byteKeys.js";

const RUNS = process.env.LOOKTHROUGH_FULL ? 2000 : 200;

/** Texts one after the other, and where each begins and ends. */
function laid(texts: readonly string[]) {
  const bytes = Buffer.from(texts.join(""));
  const ends = new Int32Array(2 * texts.length);
  let at = 0;
  texts.forEach((text, k) => {
    ends[2 * k] = at;
    at += Buffer.byteLength(text);
    ends[2 * k + 1] = at;
  });
  return { bytes, ends, count: texts.length, found: new Int32Array(texts.length) };
}

const key = fc.oneof(
  fc.string({ unit: "binary", maxLength: 9 }).filter((text) => !/[\0\uD800-\uDFFF]/.test(text)),
  fc.constantFrom(
    "",
    "a",
    "ab",
    "abc",
    "abcdef",
    "abcdefg",
    "abcdeg",
    "\uFB01n",
    "😀",
    "甲",
    "\uE000",
    "ab\uE000",
    "ab😀",
  ),
  fc.integer({ min: 0, max: 99_999 }).map((number) => `C${String(number).padStart(5, "0")}`),
);

describe("keys as bytes", () => {
  test("are numbered in the order in which they come, and found by their bytes, one by one and many at once", () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(key, { maxLength: 700 }), { maxLength: 4 }),
        fc.array(key),
        (batches, others) => {
          const keys = new ByteKeys(4, 16);
          const numbers = new Map<string, number>();
          for (const batch of batches) {
            const { bytes, ends, count, found } = laid(batch);
            keys.insertAll(bytes, ends, count, found);
            for (const text of batch) if (!numbers.has(text)) numbers.set(text, numbers.size);
            expect([...found]).toEqual(batch.map((text) => numbers.get(text)));
          }
          expect(keys.count).toBe(numbers.size);
          const { bytes, ends, count, found } = laid([...others, ...batches.flat()]);
          keys.findAll(bytes, ends, count, found);
          expect([...found]).toEqual([...others, ...batches.flat()].map((text) => numbers.get(text) ?? -1));
          for (const [text, number] of numbers) expect(keys.text(number)).toBe(text);
        },
      ),
      { numRuns: RUNS / 4, seed: 20261124 },
    );
  });

  test("have the order of their texts, and so have the numbers of their beginnings where these differ", () => {
    fc.assert(
      fc.property(fc.uniqueArray(key, { minLength: 2, maxLength: 30 }), (texts) => {
        const keys = new ByteKeys(4, 16);
        const { bytes, ends, count, found } = laid(texts);
        keys.insertAll(bytes, ends, count, found);
        const beginnings = new Float64Array(count);
        keys.beginnings(found, count, beginnings);
        texts.forEach((one, a) => {
          texts.forEach((other, b) => {
            const order = one < other ? -1 : one > other ? 1 : 0;
            expect(Math.sign(keys.compare(a, b))).toBe(order);
            const begun = Math.sign(beginnings[a]! - beginnings[b]!);
            if (begun !== 0) expect(begun).toBe(order);
          });
        });
      }),
      { numRuns: RUNS, seed: 20261125 },
    );
  });
});
