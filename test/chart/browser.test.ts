import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { expect, test } from "vitest";
import { chartOf } from "../../src/chart.js";
import { findBrowser, renderPage } from "../../src/io/browser.js";
import { load } from "../../src/io/load.js";
import { register } from "../../src/register/register.js";
import { drawChart } from "../../src/report/chart/drawChart.js";
import { sheetOf, sizeOf } from "../../src/report/chart/sheet.js";
import { bigRegister } from "./registers.js";

const samples = fileURLToPath(new URL("../../samples/", import.meta.url));
const browser = findBrowser(process.env);
if (browser === null)
  console.warn("SKIPPED: no Chromium on this machine, so that no chart was measured in a browser");

/** Runs in the page: texts that lie outside the outline of their box, by more than a pixel. */
const outside = `[...document.querySelectorAll("svg g[id], svg a")].flatMap((box) => {
  const frame = box.querySelector("path").getBBox();
  return [...box.querySelectorAll("text")].flatMap((text) => {
    const own = text.getBBox();
    const out = Math.max(frame.x - own.x, own.x + own.width - frame.x - frame.width, 0);
    return out > 1 ? [text.textContent + " by " + out] : [];
  });
})`;

test.skipIf(browser === null)(
  "texts are inside their boxes as a browser draws them",
  { timeout: 120_000 },
  async () => {
    const sample = await load(`${samples}securities-company-full`);
    const charts = [
      chartOf(register(sample.dataset), { subject: "澜江证券", profile: "cn-pboc-bo" }),
      chartOf(register(bigRegister(7, 120)), { subject: "S" }),
    ];
    const opened = await chromium.launch({ executablePath: browser!, args: ["--no-sandbox"] });
    try {
      const page = await opened.newPage();
      for (const chart of charts) {
        for (const language of ["zh", "en"] as const) {
          const svg = await drawChart(chart, { language });
          await page.setContent(sheetOf(svg, "chart"));
          expect(await page.evaluate("document.querySelectorAll('svg text').length")).toBeGreaterThan(40);
          expect(await page.evaluate(outside)).toEqual([]);
        }
      }
    } finally {
      await opened.close();
    }
  },
);

test.skipIf(browser === null)("a chart becomes a PNG and a PDF", { timeout: 120_000 }, async () => {
  const svg = await drawChart(chartOf(register(bigRegister(2, 40)), { subject: "S" }), { language: "zh" });
  const png = await renderPage(sheetOf(svg, "chart"), "png", sizeOf(svg), process.env);
  expect(Buffer.from(png.subarray(1, 4)).toString()).toBe("PNG");
  const pdf = await renderPage(sheetOf(svg, "chart"), "pdf", sizeOf(svg), process.env);
  expect(Buffer.from(pdf.subarray(0, 4)).toString()).toBe("%PDF");
});

test("without a browser that is said, and nothing is looked for elsewhere", async () => {
  await expect(
    renderPage("", "png", { width: 1, height: 1 }, { CHROME_PATH: "/nowhere/chrome" }),
  ).rejects.toMatchObject({
    name: "BrowserError",
    reason: "none",
  });
});
