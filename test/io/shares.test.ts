import { describe, expect, test } from "vitest";
import { type LoadOptions, load } from "../../src/io/index.js";
import { fileWith, folderWith, lines } from "./folder.js";

async function table(text: string, options: LoadOptions = {}) {
  const { dataset, issues } = await load(await fileWith("holdings.csv", text), options);
  return { records: dataset.holdings.map(({ at: _, ...record }) => record), issues, lines: lines(issues) };
}

const equities = async (header: string, cells: readonly string[], options: LoadOptions = {}) => {
  const rows = cells.map((cell, index) => `H${index},S${index},"${cell}"`).join("\n");
  const { records, issues, lines } = await table(`holder,subject,${header}\n${rows}\n`, options);
  return { shares: records.map((record) => record.equity), issues, lines };
};

describe("shares", () => {
  test("stay as they are written, in every notation", async () => {
    const written = [
      "51%",
      "0.51",
      "1/3",
      "５１％",
      "25%-50%",
      ">25%-50%",
      "25%-<50%",
      "(25%,50%]",
      "<=50%",
      "≥50%",
      "33.3333%",
    ];
    const { shares, lines } = await equities("equity", written);
    expect(shares).toEqual(written);
    expect(lines).toEqual([]);
  });

  test.each([
    ["120%", "share-above-one"],
    ["100.01%", "share-above-one"],
    ["-3%", "share-negative"],
    ["-0.03", "share-negative"],
    ["abc", "invalid-share"],
    ["1/0", "invalid-share"],
    ["51,5%", "decimal-comma"],
    ["约25%", "share-approximate"],
    ["50%-25%", "share-range-reversed"],
  ])("%s is an error and counts as unknown", async (written, code) => {
    const { shares, issues } = await equities("equity", [written, "1%"]);
    expect(shares).toEqual(["unknown", "1%"]);
    expect(issues).toHaveLength(1);
    expect(issues[0]).toMatchObject({
      code,
      severity: "error",
      file: "holdings.csv",
      row: 2,
      column: "equity",
    });
    expect(issues[0]?.message).toContain(`“${written}”`);
  });

  test("a dash is unknown and said, an empty cell is not given, a word means what it says", async () => {
    const { shares, lines } = await equities("equity", ["—", "-", "", "unknown", "不详"]);
    expect(shares).toEqual(["—", "-", undefined, "unknown", "不详"]);
    expect(lines).toEqual(["share-dash info 2 equity", "share-dash info 3 equity"]);
  });

  test("a bad vote does not fall back to equity", async () => {
    const { records } = await table("holder,subject,equity,voting\nA,B,30%,abc\nC,B,70%,\n");
    expect(records.map((record) => record.voting)).toEqual(["unknown", undefined]);
  });

  test("more than the whole names what would complete the register", async () => {
    const { issues } = await table(
      "股东,公司,持股比例\nA,甲公司,88%\nB,甲公司,120%\nC,乙公司,150%\nD,乙公司,25%-50%\n",
    );
    expect(issues.map((issue) => issue.message)).toEqual([
      "holdings.csv row 3, 持股比例 “120%”: more than the whole. 甲公司's other holders hold 88%, so 12% would complete its register.",
      "holdings.csv row 4, 持股比例 “150%”: more than the whole.",
    ]);
  });

  test("holders who are gone do not count to what would complete it", async () => {
    const { issues } = await table(
      "holder,subject,equity,to\nA,S,88%,2020-01-01\nB,S,120%,\nC,S,60%,2099-12-31\n",
    );
    expect(issues[0]?.message).toContain("S's other holders hold 60%, so 40% would complete its register.");
  });
});

describe("numbers without a sign", () => {
  test("are fractions where no one exceeds 1", async () => {
    const { shares, lines } = await equities("equity", ["0.51", "1", "0"]);
    expect(shares).toEqual(["0.51", "1", "0"]);
    expect(lines).toEqual([]);
  });

  test("above 1 refuse the column once, and only its bare cells", async () => {
    const { shares, issues } = await equities("持股比例", ["0.4", "51", "49%", "1/3", "25-50", "", "2"]);
    expect(shares).toEqual(["unknown", "unknown", "49%", "1/3", "unknown", undefined, "unknown"]);
    expect(issues).toHaveLength(1);
    expect(issues[0]).toMatchObject({ code: "bare-percent", severity: "error", row: 3, column: "持股比例" });
    expect(issues[0]?.message).toContain("“51” (row 3)");
    expect(issues[0]?.hint).toContain("--percent equity");
  });

  test("refuse one column, not the others of the file", async () => {
    const { records, lines } = await table("holder,subject,equity,voting,pledged\nA,B,51,0.6,20\n");
    expect(records[0]).toMatchObject({ equity: "unknown", voting: "0.6", pledged: "unknown" });
    expect(lines).toEqual(["bare-percent error 2 equity", "bare-percent error 2 pledged"]);
  });

  test("are percents where the user, the header or the cell says so", async () => {
    const cells = ["51", "0.5", "25-50", ">25", "(25,50]", "1/3", "60%", "-", ""];
    const expected = ["51%", "0.5%", "25%-50%", ">25%", "(25%,50%]", "1/3", "60%", "-", undefined];
    expect((await equities("equity", cells, { percent: ["equity"] })).shares).toEqual(expected);
    expect((await equities("持股比例", cells, { percent: ["持股比例"] })).shares).toEqual(expected);
    for (const header of [
      "持股比例(%)",
      "持股比例（％）",
      "% held",
      "equity %",
      "出资比例（单位：百分比）",
    ]) {
      expect((await equities(header, cells)).shares, header).toEqual(expected);
    }
    expect((await equities("equity(%)", ["120", "-3", "51,5", "abc"])).lines).toEqual([
      "share-above-one error 2 equity(%)",
      "share-negative error 3 equity(%)",
      "decimal-comma error 4 equity(%)",
      "invalid-share error 5 equity(%)",
    ]);
  });

  test("follow the same rule in JSON", async () => {
    const holdings = [
      { holder: "A", subject: "S", equity: 51 },
      { holder: "B", subject: "S", equity: { min: 0.1, max: 0.2 } },
      { holder: "C", subject: "S", equity: "20%" },
    ];
    const path = await fileWith("a.json", JSON.stringify({ holdings }));
    const refused = await load(path);
    expect(refused.dataset.holdings.map((holding) => holding.equity)).toEqual(["unknown", "unknown", "20%"]);
    expect(lines(refused.issues)).toEqual(["bare-percent error 1 equity"]);
    const told = await load(path, { percent: ["equity"] });
    expect(told.dataset.holdings.map((holding) => holding.equity)).toEqual([
      "51%",
      { min: "0.1%", max: "0.2%" },
      "20%",
    ]);
    expect(told.issues).toEqual([]);
  });

  test("are judged file by file", async () => {
    const header = "holder,subject,equity\n";
    const { dataset } = await load(
      await folderWith({ "holdings.csv": `${header}A,B,51\n`, "持股.csv": `${header}C,D,0.5\n` }),
    );
    expect(dataset.holdings.map((holding) => holding.equity)).toEqual(["unknown", "0.5"]);
  });
});

test("suspended votes are a flag or a share", async () => {
  const { records, lines } = await table(
    "股东,公司,暂停表决权\nA,S,是\nB,S,否\nC,S,10%\nD,S,0.1\nE,S,some\n",
  );
  expect(records.map((record) => record.votingSuspended)).toEqual([true, false, "10%", "0.1", "unknown"]);
  expect(lines).toEqual(["invalid-share error 6 暂停表决权"]);
});
