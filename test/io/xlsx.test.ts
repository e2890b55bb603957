import { deflateRawSync } from "node:zlib";
import { type CellObject, utils, type WorkBook, type WorkSheet, write } from "@e965/xlsx";
import { describe, expect, test } from "vitest";
import { InputError, load } from "../../src/io/index.js";
import { archiveFault } from "../../src/io/zip.js";
import { fileWith, folderWith, lines } from "./folder.js";

type Cell = string | boolean | CellObject | null;

const number = (v: number, z?: string): CellObject => (z === undefined ? { t: "n", v } : { t: "n", v, z });

function sheet(rows: readonly (readonly Cell[])[]): WorkSheet {
  const made: WorkSheet = {};
  rows.forEach((cells, r) => {
    cells.forEach((cell, c) => {
      if (cell === null) return;
      const object: CellObject =
        typeof cell === "string"
          ? { t: "s", v: cell }
          : typeof cell === "boolean"
            ? { t: "b", v: cell }
            : cell;
      made[utils.encode_cell({ r, c })] = object;
    });
  });
  made["!ref"] = utils.encode_range({ s: { r: 0, c: 0 }, e: { r: rows.length, c: 20 } });
  return made;
}

function book(
  sheets: Readonly<Record<string, WorkSheet>>,
  bookType: "xlsx" | "xls" | "xlsb" | "ods" = "xlsx",
  date1904 = false,
) {
  const made: WorkBook = utils.book_new();
  for (const [name, content] of Object.entries(sheets)) utils.book_append_sheet(made, content, name);
  made.Workbook = { ...made.Workbook, WBProps: { date1904 } };
  return write(made, { type: "buffer", bookType }) as Buffer;
}

const HEADER = ["holder", "subject", "equity"];

describe("a workbook", () => {
  test("has a sheet a table; another sheet is said not to be read", async () => {
    const path = await fileWith(
      "book.xlsx",
      book({
        主体: sheet([
          ["编号", "名称", "类型"],
          ["A", "甲公司", "公司"],
        ]),
        holdings: sheet([HEADER, ["P", "A", "51%"], [], ["Q", "A", "49%"]]),
        说明: sheet([["看这里"]]),
      }),
    );
    const { dataset, issues } = await load(path);
    expect(dataset.entities[0]).toMatchObject({
      id: "A",
      kind: "company",
      at: { file: "book.xlsx!主体", row: 2 },
    });
    expect(dataset.holdings.map(({ at }) => at)).toEqual([
      { file: "book.xlsx!holdings", row: 2 },
      { file: "book.xlsx!holdings", row: 4 },
    ]);
    expect(lines(issues)).toEqual(["not-read warning - -"]);
  });

  test("with one sheet of any name holds holdings, or what its file is named after", async () => {
    const one = book({ Sheet1: sheet([HEADER, ["P", "A", "51%"]]) });
    expect((await load(await fileWith("名册.xlsx", one))).dataset.holdings).toHaveLength(1);
    const folder = await folderWith({ "entities.xlsx": book({ Sheet1: sheet([["id"], ["A"]]) }) });
    expect((await load(folder)).dataset.entities[0]?.id).toBe("A");
    const two = await fileWith("two.xlsx", book({ Sheet1: sheet([HEADER]), Sheet2: sheet([HEADER]) }));
    await expect(load(two)).rejects.toBeInstanceOf(InputError);
  });

  test.each(["xls", "xlsb", "ods"] as const)("may be .%s", async (kind) => {
    const bytes = book(
      {
        持股: sheet([
          ["股东", "公司", "持股比例"],
          ["王䶮", "甲公司", number(0.51, "0%")],
        ]),
      },
      kind,
    );
    const { dataset, issues } = await load(await fileWith(`book.${kind}`, bytes));
    expect(issues).toEqual([]);
    expect(dataset.holdings[0]).toMatchObject({ holder: "王䶮", subject: "甲公司", equity: "51%" });
  });
});

describe("cells", () => {
  const equities = async (cells: readonly Cell[]) => {
    const rows = cells.map((cell, index) => [`H${index}`, `S${index}`, cell]);
    const { dataset, issues } = await load(
      await fileWith("b.xlsx", book({ holdings: sheet([HEADER, ...rows]) })),
    );
    return { shares: dataset.holdings.map((holding) => holding.equity), lines: lines(issues) };
  };

  test("in a percent format are percents, exactly: what is displayed counts only when it loses nothing", async () => {
    const { shares, lines } = await equities([
      number(0.51, "0.00%"),
      number(0.51, "0%"),
      number(0.5100000000000001, "0%"),
      number(0.335, "0%"),
      number(1 / 3, "0.00%"),
      number(1e-7, "0%"),
      number(0.07, "0.00%"),
      number(1, "0.00%"),
      number(51, '0.00"%"'),
      number(0.125, "#,##0.0%;(0.0%)"),
    ]);
    expect(shares).toEqual([
      "51.00%",
      "51%",
      "51.00000000000001%",
      "33.5%",
      "33.33333333333333%",
      "0.00001%",
      "7.00%",
      "100.00%",
      "51.00%",
      "12.5%",
    ]);
    expect(lines).toEqual([]);
  });

  test("without one are bare numbers", async () => {
    expect((await equities([number(0.51), number(0.25, "0.00")])).shares).toEqual(["0.51", "0.25"]);
    const refused = await equities([number(51), number(0.51, "0%"), number(0.3)]);
    expect(refused.shares).toEqual(["unknown", "51%", "unknown"]);
    expect(refused.lines).toEqual(["bare-percent error 2 equity"]);
  });

  test("that are errors, dates or formulas never calculated are no shares", async () => {
    const { shares, lines } = await equities([
      { t: "e", v: 0x17 },
      number(45_294, "d-mmm"),
      { t: "n", f: "A1/B1" },
      "1/3",
    ]);
    expect(shares).toEqual(["unknown", "unknown", "unknown", "1/3"]);
    expect(lines).toEqual([2, 3, 4].map((row) => `invalid-share error ${row} equity`));
  });

  test.each([
    [false, 45_473],
    [true, 45_473 - 1462],
  ])("in a date format are days (1904: %s)", async (date1904, serial) => {
    const header = ["holder", "subject", "from", "to"];
    const row = ["A", "B", number(serial, "m/d/yy"), number(serial + 1.5, 'yyyy"年"m"月"d"日"')];
    const { dataset, issues } = await load(
      await fileWith("b.xlsx", book({ holdings: sheet([header, row]) }, "xlsx", date1904)),
    );
    expect(issues).toEqual([]);
    expect(dataset.holdings[0]).toMatchObject({ from: "2024-06-30", to: "2024-07-01" });
  });

  test("that are ids stay text: leading zeros, long numbers, rounded ones", async () => {
    const rows = [
      ["000123", "B", "1%"],
      [number(123, "000000"), "B", "1%"],
      [number(600000), "B", "1%"],
      [number(110_101_199_003_071_230), "B", "1%"],
    ];
    const { dataset, issues } = await load(
      await fileWith("b.xlsx", book({ holdings: sheet([HEADER, ...rows]) })),
    );
    expect(dataset.holdings.map((holding) => holding.holder).slice(0, 3)).toEqual([
      "000123",
      "000123",
      "600000",
    ]);
    expect(lines(issues)).toEqual(["invalid-value error 5 holder"]);
  });

  test("that are merged hold their text for every row, and a number once", async () => {
    const made = sheet([
      ["公司", "股东", "认缴出资额(万元)"],
      ["甲公司", "张三", number(510)],
      [null, "李四", null],
      ["乙公司", "王五", number(12_345.6)],
    ]);
    made["!merges"] = [utils.decode_range("A2:A3"), utils.decode_range("C2:C3")];
    const { dataset, issues } = await load(await fileWith("b.xlsx", book({ 持股: made })));
    expect(issues).toEqual([]);
    expect(dataset.holdings.map(({ subject, holder, amount }) => [subject, holder, amount])).toEqual([
      ["甲公司", "张三", "5100000"],
      ["甲公司", "李四", undefined],
      ["乙公司", "王五", "123456000"],
    ]);
  });

  test("without a header are said once and harm nobody", async () => {
    const made = sheet([HEADER, ["A", "S", "1%", null, "总计"], ["B", "S", "2%", null, "见附注"]]);
    const { dataset, issues } = await load(await fileWith("b.xlsx", book({ holdings: made })));
    expect(dataset.holdings).toHaveLength(2);
    expect(lines(issues)).toEqual(["unknown-column warning - #5"]);
  });

  test("that are flags", async () => {
    const made = sheet([
      ["id", "registerComplete"],
      ["A", true],
      ["B", false],
    ]);
    const { dataset } = await load(await fileWith("b.xlsx", book({ entities: made })));
    expect(dataset.entities.map((entity) => entity.registerComplete)).toEqual([true, false]);
  });
});

/** An archive of one entry, with the sizes that one wants it to declare. */
function archive(data: Buffer, declared: number): Buffer {
  const packed = deflateRawSync(data);
  const local = Buffer.alloc(31);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(8, 8);
  local.writeUInt32LE(packed.length, 18);
  local.writeUInt32LE(declared, 22);
  local.writeUInt16LE(1, 26);
  local.write("a", 30);
  const central = Buffer.alloc(47);
  central.writeUInt32LE(0x02014b50, 0);
  central.writeUInt16LE(8, 10);
  central.writeUInt32LE(packed.length, 20);
  central.writeUInt32LE(declared, 24);
  central.writeUInt16LE(1, 28);
  central.write("a", 46);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(47, 12);
  end.writeUInt32LE(31 + packed.length, 16);
  return Buffer.concat([local, packed, central, end]);
}

describe("archives", () => {
  test("that declare too much are refused before they are unpacked", async () => {
    const path = await fileWith("bomb.xlsx", archive(Buffer.alloc(10), 600 * 2 ** 20));
    const error = await load(path).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(InputError);
    expect((error as InputError).message).toContain("unpacks to more than 512 MB");
  });

  test("that lie about their size are counted", async () => {
    const lie = archive(Buffer.alloc(5_000_000), 10);
    expect(await archiveFault(lie, 1_000_000)).toContain("unpacks to more than");
    expect(await archiveFault(lie, 6_000_000)).toBeNull();
  });

  test("that are damaged are refused", async () => {
    const whole = book({ holdings: sheet([HEADER]) });
    const spoilt = Buffer.from(archive(Buffer.from("holder,subject".repeat(99)), 1386));
    spoilt.fill(0, 31, 45);
    for (const bytes of [spoilt, whole.subarray(0, 400), Buffer.from("PK\x03\x04nothing"), Buffer.alloc(0)]) {
      await expect(load(await fileWith("b.xlsx", bytes))).rejects.toBeInstanceOf(InputError);
    }
  });
});
