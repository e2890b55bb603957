import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { read, type WorkBook } from "@e965/xlsx";
import { afterAll, describe, expect, test } from "vitest";
import { analyse, register } from "../../src/index.js";
import { load } from "../../src/io/index.js";
import { writeXlsx } from "../../src/io/writeXlsx.js";
import { overviewRow } from "../../src/report/analysis/overview.js";
import { overviewSheets } from "../../src/report/workbook/overviewSheets.js";
import { reportSheets } from "../../src/report/workbook/reportSheets.js";
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

const OFFICE = spawnSync("soffice", ["--version"]).status === 0;
if (!OFFICE) console.warn("SKIPPED: no soffice; the workbook was not opened in LibreOffice");

describe.skipIf(!OFFICE)("in LibreOffice", () => {
  test("it opens, and numbers are numbers there too", async () => {
    const file = join(place, "report.xlsx");
    writeFileSync(file, await sample("en"));
    const home = `-env:UserInstallation=file://${place}/profile`;
    const again = join(place, "again");
    execFileSync("soffice", ["--headless", home, "--convert-to", "ods", "--outdir", again, file], {
      stdio: "pipe",
    });
    const owners = read(readFileSync(join(again, "report.ods"))).Sheets.Owners!;
    expect([owners.E1.v, owners.E2.t, owners.E2.v]).toEqual(["Look-through", "n", 0.348]);
  });
});
