import { utils, write } from "@e965/xlsx";
import fc from "fast-check";
import { expect, test } from "vitest";
import { InputError, load } from "../../src/io/index.js";
import type { Issue } from "../../src/model/issue.js";
import { fileWith } from "./folder.js";

const RUNS = process.env.LOOKTHROUGH_FULL ? 3000 : 150;
const SEED = { seed: 20_240_630, numRuns: RUNS };

/** Whatever the bytes are, reading ends, with a dataset or with an InputError. */
async function endsWell(name: string, bytes: Uint8Array): Promise<readonly Issue[]> {
  const loaded = await load(await fileWith(name, bytes)).catch((error: unknown) => error as Error);
  if (!(loaded instanceof Error)) return loaded.issues;
  expect(loaded).toBeInstanceOf(InputError);
  return (loaded as InputError).issues;
}

/** Valid bytes with some places overwritten, or cut off. */
const damaged = (valid: Buffer) =>
  fc
    .tuple(
      fc.array(fc.tuple(fc.nat(valid.length - 1), fc.nat(255)), { maxLength: 12 }),
      fc.option(fc.nat(valid.length)),
    )
    .map(([places, end]) => {
      const bytes = Buffer.from(valid);
      for (const [at, value] of places) bytes[at] = value;
      return end === null ? bytes : bytes.subarray(0, end);
    });

const rows = [
  ["股东", "公司", "持股比例", "表决权比例", "认缴出资额(万元)", "开始日期", "股东类型"],
  ["张三", "甲公司", "51%", ">25%-50%", "1,000", "2024-06-30", "自然人"],
  ['"李四"', "甲公司", "1/3", "0.5", "5", "2024/1/1", "执行事务合伙人"],
];
const table = Buffer.from(
  `${rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(",")).join("\r\n")}\n`,
);
const workbook = (() => {
  const book = utils.book_new();
  utils.book_append_sheet(book, utils.aoa_to_sheet(rows), "持股");
  return write(book, { type: "buffer", bookType: "xlsx", compression: true }) as Buffer;
})();
const json = Buffer.from(
  JSON.stringify({ holdings: [{ holder: "A", subject: "B", equity: { min: "25%", max: 0.5 } }] }),
);

test("tables with damage", async () => {
  await fc.assert(
    fc.asyncProperty(damaged(table), async (bytes) => void (await endsWell("h.csv", bytes))),
    SEED,
  );
});

test("tables of loose signs", async () => {
  const sign = fc.constantFrom('"', ",", "\n", "\r", "\0", "'", "=", "股", "1", "%", "-", " ", "\uFEFF");
  const text = fc
    .array(sign, { maxLength: 80 })
    .map((signs) => Buffer.from(`holder,subject,equity\n${signs.join("")}`));
  await fc.assert(
    fc.asyncProperty(text, async (bytes) => void (await endsWell("h.csv", bytes))),
    SEED,
  );
});

test("any bytes", async () => {
  const name = fc.constantFrom("h.csv", "h.json", "h.jsonl", "h.xlsx", "h.xls");
  await fc.assert(
    fc.asyncProperty(
      name,
      fc.uint8Array({ maxLength: 600 }),
      async (file, bytes) => void (await endsWell(file, bytes)),
    ),
    SEED,
  );
});

test("workbooks with damage", async () => {
  await fc.assert(
    fc.asyncProperty(damaged(workbook), async (bytes) => void (await endsWell("h.xlsx", bytes))),
    SEED,
  );
});

test("JSON with damage, and any JSON in place of a record", async () => {
  await fc.assert(
    fc.asyncProperty(damaged(json), async (bytes) => void (await endsWell("h.json", bytes))),
    SEED,
  );
  const record = fc.record(
    {
      holder: fc.jsonValue(),
      subject: fc.jsonValue(),
      equity: fc.jsonValue(),
      from: fc.jsonValue(),
      at: fc.jsonValue(),
    },
    { requiredKeys: [] },
  );
  const text = fc
    .array(fc.oneof(record, fc.jsonValue()))
    .map((holdings) => Buffer.from(JSON.stringify({ holdings })));
  await fc.assert(
    fc.asyncProperty(text, async (bytes) => void (await endsWell("h.json", bytes))),
    SEED,
  );
});
