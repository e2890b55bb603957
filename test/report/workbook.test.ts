import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { read, utils, type WorkBook } from "@e965/xlsx";
import { afterAll, describe, expect, test, vi } from "vitest";
import { analyse, at, disclosureSet, regimes, register, schemas } from "../../src/index.js";
import { load } from "../../src/io/index.js";
import { writeXlsx } from "../../src/io/writeXlsx.js";
import { profileIn, readProfile } from "../../src/law/profile.js";
import { REPORT_TEXTS } from "../../src/report/analysis/formats.js";
import { overviewRow } from "../../src/report/analysis/overview.js";
import { reportPage } from "../../src/report/html/reportPage.js";
import { overviewSheets } from "../../src/report/workbook/overviewSheets.js";
import { reportSheets } from "../../src/report/workbook/reportSheets.js";
import { dateCell } from "../../src/report/workbook/sheet.js";
import { HOSTILE, hostileDataset } from "./hostile.js";

const place = mkdtempSync(join(tmpdir(), "lookthrough-workbook-"));
afterAll(() => rmSync(place, { recursive: true, force: true }));
const SAMPLES = new URL("../../samples/", import.meta.url).pathname;

const opened = async (bytes: Promise<Uint8Array>): Promise<WorkBook> =>
  read(await bytes, { type: "array", cellNF: true, cellStyles: true });

async function sample(language: "zh" | "en"): Promise<Uint8Array> {
  const { dataset, digest } = await load(`${SAMPLES}one-manager-three-partnerships`);
  return writeXlsx(reportSheets(analyse(register(dataset), { subject: "蓝海证券", digest }), language));
}

describe("the workbook of a report", () => {
  test("has its sheets in the reader's language", async () => {
    const zh = await opened(sample("zh"));
    expect(zh.SheetNames).toEqual(
      expect.arrayContaining(["摘要", "持有人", "持股路径", "一致行动", "合规核查", "法规参数", "主体"]),
    );
    expect((await opened(sample("en"))).SheetNames).toEqual(
      expect.arrayContaining(["Summary", "Owners", "Paths", "Findings", "Parties"]),
    );
  });

  test("is the same bytes whatever the clock says", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: new Date("2024-02-03T04:05:06") });
    const before = await sample("en");
    vi.setSystemTime(new Date("2025-06-07T08:09:10"));
    const after = await sample("en");
    vi.useRealTimers();
    expect(Buffer.compare(Buffer.from(before), Buffer.from(after))).toBe(0);
  });

  test("shares are numbers with a format of percent, and headers stay in sight", async () => {
    const { Sheets } = await opened(sample("en"));
    const owners = Sheets.Owners!;
    expect([owners.E1.v, owners.E1.t]).toEqual(["Look-through", "s"]);
    // By hand: 远航集团 holds 34.8 % directly.
    expect([owners.E2.t, owners.E2.v, owners.E2.z, owners.E2.w]).toEqual(["n", 0.348, "0.00##%", "34.80%"]);
    expect(owners["!cols"]?.[0]?.width).toBeGreaterThan(20);
    const bytes = await sample("en");
    expect(Buffer.from(bytes.slice(0, 2)).toString()).toBe("PK");
  });

  test("a name is text whatever it looks like: no cell is a formula", async () => {
    const analysis = analyse(register(hostileDataset()), { subject: "=subject<b>" });
    const book = await opened(writeXlsx(reportSheets(analysis, "zh")));
    const texts = new Set<unknown>();
    for (const name of book.SheetNames) {
      for (const [address, cell] of Object.entries(book.Sheets[name]!)) {
        if (address.startsWith("!")) continue;
        expect((cell as { f?: string }).f, `${name} ${address}`).toBeUndefined();
        texts.add((cell as { v: unknown }).v);
      }
    }
    expect(texts).toContain(HOSTILE[5]);
    const overview = await opened(
      writeXlsx(overviewSheets("zh", [{ row: overviewRow(analysis), file: "reports/x.html" }], [])),
    );
    expect(overview.Sheets[overview.SheetNames[0]!]!.A2.v).toBe(HOSTILE[0]);
  });
});

describe("links and dates", () => {
  test("each sheet is led to from the first one, each owner to the first of its paths", async () => {
    const { Sheets, SheetNames } = await opened(sample("en"));
    const summary = Object.values(Sheets.Summary!) as { v?: string; l?: { Target: string } }[];
    const led = summary.flatMap(({ l }) => (l ? [l.Target] : []));
    expect(led).toEqual(SheetNames.slice(1).map((name) => `#'${name}'!A1`));
    const { Owners, Paths } = Sheets;
    for (let row = 2; Owners![`A${row}`]; row += 1) {
      const { v, l } = Owners![`A${row}`];
      const target = /^#'Paths'!A(\d+)$/.exec(l?.Target ?? "")?.[1];
      expect(Paths![`A${target}`].v, `row ${row}`).toBe(v);
      expect(Paths![`A${Number(target) - 1}`].v).not.toBe(v);
    }
  });

  test("a day is a date, and what only looks like one is text", async () => {
    const { Sheets } = await opened(sample("en"));
    const day = Object.values(Sheets.Summary!).find((cell) => (cell as { z?: string }).z === "yyyy-mm-dd");
    // 2024-05-20 is 45,432 days after the day before 1900.
    expect(day).toMatchObject({ t: "n", v: 45_432 });
    expect(["2024-13-01", "1066-10-14", "x", null].map((text) => dateCell(text).format)).toEqual(
      Array(4).fill(undefined),
    );
  });

  test("the overview leads to the file of each subject, whatever its name", async () => {
    const row = overviewRow(analyse(register(hostileDataset()), { subject: "=subject<b>" }));
    const file = "reports/甲 & <乙>-12.html";
    const { Sheets, SheetNames } = await opened(writeXlsx(overviewSheets("zh", [{ row, file }], [])));
    const { l } = Sheets[SheetNames[0]!]!.A2;
    expect(decodeURI(l.Target)).toBe(file);
  });
});

describe("what reports have of several regimes and of disclosure", () => {
  const house = readProfile("house.json", {
    ...JSON.parse(readFileSync(`${SAMPLES}../src/law/profiles/cn-pboc-bo.json`, "utf8")),
    id: "house-rule",
    title: { en: "House <rule>", zh: "内部<规则>" },
  });

  test("persons and regimes side by side, one's own among them", async () => {
    const { dataset } = await load(`${SAMPLES}securities-company-full`);
    const r = register(dataset, { asOf: "2025-05-01" });
    const profiles = ["cn-pboc-bo", "eu-amlr", profileIn(house, r.asOf)];
    const analysis = analyse(r, { subject: "澜江证券", profiles, before: at(r, "2024-06-30") });
    expect(analysis.regimes).toEqual(regimes(r, { subject: "澜江证券", profiles }).persons);
    expect(schemas.reportResult.safeParse(JSON.parse(JSON.stringify(analysis))).error).toBeUndefined();
    const page = reportPage(JSON.parse(JSON.stringify(analysis)), "zh");
    expect(page).toContain("内部&lt;规则&gt;");
    expect(page).not.toContain("内部<规则>");
    const book = await opened(writeXlsx(reportSheets(analysis, "zh")));
    const table = utils.sheet_to_json<string[]>(book.Sheets.规则对照!, { header: 1 });
    expect(table[0]).toEqual(["持有人", "编号", "cn-pboc-bo", "eu-amlr", "house-rule"]);
    // By hand: 31.304 % is above 25 %; 顾晚 has 10.4 %, an owner in the EU beside her relative.
    expect(table.slice(1)).toEqual([
      ["顾启明", "顾启明", "确定 31.304 %", "确定 31.304 %", "确定 31.304 %"],
      ["顾晚", "顾晚", "排除 10.4 %", expect.stringMatching(/^确定/), "排除 10.4 %"],
    ]);
    expect(analysis.disclosure).toEqual(disclosureSet(r, { subject: "澜江证券", from: "2024-06-30" }));
    const disclosed = utils.sheet_to_json<unknown[]>(book.Sheets.信息披露!, { header: 1 });
    expect(disclosed.slice(1).length).toBe(
      [
        analysis.disclosure!.now.structure,
        analysis.disclosure!.now.actualControllers,
        analysis.disclosure!.now.beneficiaries,
        analysis.disclosure!.now.beneficialOwners,
        analysis.disclosure!.changes.filter(({ after }) => after === null),
      ].flat().length,
    );
  });

  test("one regime is no comparison, and other companies disclose nothing of the kind", async () => {
    const { dataset } = await load(`${SAMPLES}pyramid`);
    const entities = dataset.entities.map(({ sector: _, ...entity }) => entity);
    const analysis = analyse(register({ ...dataset, entities }), { subject: "蓝海证券" });
    expect([analysis.regimes, analysis.disclosure]).toEqual([null, null]);
  });

  test("Markdown has the chart as a drawing", async () => {
    const { dataset } = await load(`${SAMPLES}pyramid`);
    const text = REPORT_TEXTS.md(analyse(register(dataset), { subject: "蓝海证券" }), "zh");
    expect(text).toMatch(/\n```mermaid\nflowchart TD\n[^`]*张三[^`]*\n```\n/);
  });
});

const OFFICE = spawnSync("soffice", ["--version"]).status === 0;
if (!OFFICE) console.warn("SKIPPED: no soffice; the workbook was not opened in LibreOffice");

describe.skipIf(!OFFICE)("in LibreOffice", () => {
  test("it opens, and numbers are numbers there, days days, links links", { timeout: 120_000 }, async () => {
    const file = join(place, "report.xlsx");
    writeFileSync(file, await sample("en"));
    const home = `-env:UserInstallation=file://${place}/profile`;
    const again = join(place, "again");
    execFileSync("soffice", ["--headless", home, "--convert-to", "ods", "--outdir", again, file], {
      stdio: "pipe",
    });
    const owners = read(readFileSync(join(again, "report.ods"))).Sheets.Owners!;
    expect([owners.E1.v, owners.E2.t, owners.E2.v]).toEqual(["Look-through", "n", 0.348]);
    execFileSync("soffice", ["--headless", home, "--convert-to", "xlsx", "--outdir", again, file], {
      stdio: "pipe",
    });
    const { Summary, Owners } = read(readFileSync(join(again, "report.xlsx")), { cellNF: true }).Sheets;
    expect(Owners!.A2.l.Target).toMatch(/Paths'?[.!]A2$/);
    const day = Object.values(Summary!).find(
      (cell) => (cell as { z?: string }).z?.replaceAll("\\", "").toLowerCase() === "yyyy-mm-dd",
    );
    expect(day).toMatchObject({ t: "n", v: 45_432 });
  });
});
