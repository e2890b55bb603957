import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cellsOf } from "../../src/io/csv.js";
import { load } from "../../src/io/index.js";
import { fileWith, folderWith, lines } from "./folder.js";

const HEADER = "holder,subject,equity\n";

async function holdings(content: string | Uint8Array, name = "holdings.csv", encoding?: string) {
  const { dataset, issues } = await load(await fileWith(name, content), { encoding });
  const rows = dataset.holdings.map(({ holder, subject, equity, at }) => [at?.row, holder, subject, equity]);
  return { rows, issues, lines: lines(issues) };
}

describe("rows", () => {
  test("line ends may be mixed, and the last may lack one", async () => {
    const { rows, lines } = await holdings("holder,subject,equity\r\nA,B,1%\nC,D,2%\rE,F,3%");
    expect(rows).toEqual([
      [2, "A", "B", "1%"],
      [3, "C", "D", "2%"],
      [4, "E", "F", "3%"],
    ]);
    expect(lines).toEqual([]);
  });

  test("are counted as a spreadsheet shows them, whatever stands within quotes", async () => {
    const { rows } = await holdings(`${HEADER}"A, ""the\r\nfirst""",B,1%\n\n , ,\nC,D,2%\n`);
    expect(rows).toEqual([
      [2, 'A, "the\r\nfirst"', "B", "1%"],
      [5, "C", "D", "2%"],
    ]);
  });

  test("short rows are kept, long ones set aside, and nothing else is lost", async () => {
    const { rows, lines } = await holdings(`${HEADER}A,B\nSmith, John,B,2%\nC,D,3%,,\nE\nF,G,4%\n`);
    expect(rows).toEqual([
      [2, "A", "B", undefined],
      [4, "C", "D", "3%"],
      [6, "F", "G", "4%"],
    ]);
    expect(lines).toEqual([
      "ragged-row warning 2 -",
      "ragged-row error 3 -",
      "missing-value error 5 subject",
      "ragged-row warning 5 -",
    ]);
  });

  test("a bare quote is read where it is balanced in its cell", async () => {
    const { rows, lines } = await holdings(
      `${HEADER}John "Jack" Smith,B,1%\n5" pipes,B,2%\n"C"x,D,3%\nE,F,4%\n`,
    );
    expect(rows).toEqual([
      [2, 'John "Jack" Smith', "B", "1%"],
      [4, '"C"x', "D", "3%"],
      [5, "E", "F", "4%"],
    ]);
    expect(lines).toEqual(["bare-quote warning 2 -", "malformed-row error 3 -", "bare-quote warning 4 -"]);
  });

  test("a quote that is never closed costs its line only", async () => {
    const more = Array.from({ length: 20_000 }, (_, index) => `H${index},B,0%`).join("\n");
    const { rows, lines } = await holdings(`${HEADER}"A,B,1%\n"C",D,2%\n${more}\n"E,F,3%`);
    expect(rows).toHaveLength(20_001);
    expect(rows[0]).toEqual([3, "C", "D", "2%"]);
    expect(rows.at(-1)).toEqual([20_003, "H19999", "B", "0%"]);
    expect(lines).toEqual(["malformed-row error 2 -", "malformed-row error 20004 -"]);
  });

  test("many faulty rows stay linear", async () => {
    const { rows, lines } = await holdings(HEADER + '"A,B,1%\n'.repeat(3000));
    expect(rows).toEqual([]);
    expect(lines).toHaveLength(3000);
  });

  test("NUL bytes are taken out and said", async () => {
    const { rows, lines } = await holdings(`${HEADER}A\0B,C\0,1%\n`);
    expect(rows).toEqual([[2, "AB", "C", "1%"]]);
    expect(lines).toEqual(["nul-byte warning 2 holder", "nul-byte warning 2 subject"]);
  });

  test("one apostrophe that guards a formula is taken off, numbers are left alone", async () => {
    const { rows } = await holdings(`${HEADER}'=cmd(),''@x,1%\n-5,'quoted',2%\n`);
    expect(rows).toEqual([
      [2, "=cmd()", "'@x", "1%"],
      [3, "-5", "'quoted'", "2%"],
    ]);
  });

  test("a name of a million characters is a name", async () => {
    const name = "名".repeat(1_000_000);
    const { rows, lines } = await holdings(`${HEADER}${name},B,1%\n`);
    expect(rows[0]?.[1]).toBe(name);
    expect(lines).toEqual([]);
  });

  test("a million characters elsewhere are an issue of readable length", async () => {
    const long = "9".repeat(1_000_000);
    const { issues } = await holdings(
      `holder,subject,equity,amount,from,${long}\nA,B,${long}x,${long},${long},1\n`,
    );
    expect(lines(issues).map((line) => line.split(" ")[0])).toEqual([
      "unknown-column",
      "invalid-date",
      "invalid-number",
      "invalid-share",
    ]);
    for (const issue of issues) expect(issue.message.length).toBeLessThan(400);
  });

  test("semicolons and tabs separate where the header has them", async () => {
    expect((await holdings("股东;公司;持股比例\n张三;甲公司;51%\n")).rows).toEqual([
      [2, "张三", "甲公司", "51%"],
    ]);
    expect((await holdings("股东\t公司\t持股比例\n张三\t甲公司\t51%\n", "a.tsv")).rows).toEqual([
      [2, "张三", "甲公司", "51%"],
    ]);
  });

  test("fifty thousand rows stream", async () => {
    const rows = Array.from(
      { length: 50_000 },
      (_, index) => `H${index},"公司, ${index % 100}",0.${index % 10}%`,
    );
    const path = await folderWith({ "holdings.csv": `${HEADER}${rows.join("\n")}\n` });
    const { dataset, issues } = await load(path);
    expect(issues).toEqual([]);
    expect(dataset.holdings).toHaveLength(50_000);
    expect(dataset.holdings.at(-1)).toEqual({
      holder: "H49999",
      subject: "公司, 99",
      equity: "0.9%",
      at: { file: "holdings.csv", row: 50_001 },
    });
  });
});

describe("encodings", () => {
  // 股东,公司,持股比例 / 王䶮,㛃𠮷公司,51% in GB18030: 䶮 has two bytes, 㛃 and 𠮷 have four.
  const GB18030 = Buffer.from(
    "b9c9b6ab2cb9abcbbe2cb3d6b9c9b1c8c0fd0a" + "cdf5fe9f2c8230b7319534b235b9abcbbe2c3531250a",
    "hex",
  );
  const RARE = [[2, "王䶮", "㛃𠮷公司", "51%"]];

  test("GB18030 with rare names is told from UTF-8 by the whole file, and said", async () => {
    const read = await holdings(GB18030);
    expect(read.rows).toEqual(RARE);
    expect(read.lines).toEqual(["encoding-guessed warning - -"]);
    expect(read.issues[0]?.message).toContain("gb18030");
    expect((await holdings(GB18030, "holdings.csv", "gb18030")).lines).toEqual([]);
  });

  test("GB18030 is still found when the first Chinese name comes late", async () => {
    const ascii = HEADER + "A,B,0%\n".repeat(20_000);
    const late = Buffer.concat([Buffer.from(ascii), GB18030.subarray(19)]);
    const { rows } = await holdings(late);
    expect(rows.at(-1)).toEqual([20_002, ...RARE[0]!.slice(1)]);
  });

  test("UTF-8 with a byte order mark, with and without", async () => {
    const text = "股东,公司,持股比例\n王䶮,㛃𠮷公司,51%\n";
    expect(await holdings(`\uFEFF${text}`)).toEqual({ rows: RARE, issues: [], lines: [] });
    expect(await holdings(text)).toEqual({ rows: RARE, issues: [], lines: [] });
  });

  test("UTF-8 with a damaged byte stays UTF-8", async () => {
    const text = Buffer.from("股东,公司,持股比例\n张三,甲公司,51%\n李四,乙公司,4%\n");
    text[text.indexOf("李")] = 0xff;
    const { rows, lines } = await holdings(text);
    expect(rows[0]).toEqual([2, "张三", "甲公司", "51%"]);
    expect(lines).toEqual(["encoding-guessed warning - -"]);
  });

  test("UTF-16LE by its byte order mark, with tabs as spreadsheets write it", async () => {
    const text = Buffer.from("\uFEFF股东\t公司\t持股比例\r\n王䶮\t㛃𠮷公司\t51%\r\n", "utf16le");
    expect(await holdings(text, "holdings.txt")).toEqual({ rows: RARE, issues: [], lines: [] });
  });

  test("another one by name", async () => {
    const text = Buffer.from(`${HEADER}M\xfcller,B,1%\n`, "latin1");
    expect((await holdings(text, "holdings.csv", "windows-1252")).rows).toEqual([[2, "Müller", "B", "1%"]]);
  });
});

describe("one row alone", () => {
  test("has the cells that the parser finds, with quotes or without", () => {
    const mark = fc.constantFrom(
      "a",
      "é",
      "=",
      "'",
      " ",
      "\t",
      "\u00a0",
      "\u3000",
      "\ufeff",
      "\u0085",
      "\v",
      ",",
      ";",
    );
    const cell = fc.string({ unit: mark, maxLength: 4 });
    const quoted = cell.map((text) => `"${text}"`);
    const row = fc.array(fc.oneof({ weight: 4, arbitrary: cell }, quoted), { maxLength: 4 });
    const end = fc.constantFrom("", "\n", "\r\n", "\r");
    fc.assert(
      fc.property(row, end, fc.constantFrom(",", ";", "\t"), (cells, lineEnd, separator) => {
        // Text behind a closing quote is a fault, which whoever calls has met before.
        const text = cells
          .map((one) => (one.includes('"') ? one.replaceAll(/[,;\t]/g, "") : one))
          .join(separator);
        const options = {
          delimiter: separator,
          record_delimiter: ["\r\n", "\n", "\r"],
          relax_column_count: true,
          trim: separator !== "\t",
        };
        const expected = ((parse(text + lineEnd, options) as string[][])[0] ?? [""]).map((one) =>
          /^'+[=+\-@\t\r]/.test(one) ? one.slice(1) : one,
        );
        expect(cellsOf(text + lineEnd, separator)).toEqual(expected);
      }),
      { seed: 5, numRuns: 3000 },
    );
  });
});
