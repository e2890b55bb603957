import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { HtmlValidate } from "html-validate";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { chartOf } from "../../src/chart.js";
import { type Analysis, analyse, at, register } from "../../src/index.js";
import { load } from "../../src/io/index.js";
import { overviewRow } from "../../src/report/analysis/overview.js";
import { drawChart } from "../../src/report/chart/drawChart.js";
import { placesIn } from "../../src/report/chart/outline.js";
import { chartPage } from "../../src/report/html/chartPage.js";
import { html, trusted } from "../../src/report/html/markup.js";
import { overviewPage } from "../../src/report/html/overviewPage.js";
import { reportPage } from "../../src/report/html/reportPage.js";
import type { Language } from "../../src/text/words.js";
import { drawn } from "../notation.js";
import { HOSTILE, hostileDataset } from "./hostile.js";

const SAMPLES = new URL("../../samples/", import.meta.url).pathname;
const hostile = analyse(register(hostileDataset()), { subject: "=subject<b>" });

async function changed(): Promise<Analysis> {
  const { dataset, digest } = await load(`${SAMPLES}before-and-after`);
  const r = register(dataset, { asOf: "2025-06-30" });
  return analyse(r, { subject: "云帆证券", digest, before: at(r, "2024-06-30") });
}

const overviewOf = (analysis: Analysis): string =>
  overviewPage({
    language: "zh",
    asOf: null,
    digest: null,
    entries: [{ row: overviewRow(analysis), file: "reports/x.html" }],
    failures: [{ subject: HOSTILE[0], reason: HOSTILE[1] }],
    counted: { reports: 1, failed: 1 },
    pages: ["index.html", "index-2.html"],
    position: 0,
  });

async function chartOfHostile(
  language: Language,
  { holders, theme }: { readonly holders?: number; readonly theme?: "dark" },
): Promise<string> {
  const r = register(hostileDataset());
  const picture = chartOf(r, { subject: "=subject<b>", holders });
  const whole = chartOf(r, { subject: "=subject<b>", unfold: true });
  const svg = await drawChart(picture, { language, theme, listed: placesIn(picture, whole) });
  return chartPage(picture, svg, { language, theme, whole });
}

/** The 40 levels of one list are not enough for it. */
async function longChain(): Promise<string> {
  const links = Array.from({ length: 100 }, (_, k) => `C${k + 1} -90%-> C${k}\nP -10%-> C${k}`);
  const chart = chartOf(register(drawn(links.join("\n"))), { subject: "C0", unfold: true });
  return chartPage(chart, await drawChart(chart, { language: "en" }), { language: "en" });
}

const pages: readonly (readonly [string, () => Promise<string> | string])[] = [
  ["hostile names, zh", () => reportPage(hostile, "zh", { overview: "../index.html" })],
  ["hostile names, en", () => reportPage(hostile, "en")],
  ["two dates", async () => reportPage(await changed(), "zh")],
  ["overview", () => overviewOf(hostile)],
  ["chart with folded holders, zh", () => chartOfHostile("zh", { holders: 2 })],
  ["chart, dark, en", () => chartOfHostile("en", { theme: "dark" })],
  ["chart of a chain of 100 companies", () => longChain()],
];

describe("markup", () => {
  test("everything filled in is escaped but markup", () => {
    expect(html`<p title="${`"'<&>`}">${["<b>", trusted("<i>x</i>"), null, 3]}</p>`.text).toBe(
      '<p title="&quot;&#39;&lt;&amp;&gt;">&lt;b&gt;<i>x</i>3</p>',
    );
    expect(html`${"<script>"}`.text).toBe("&lt;script&gt;");
  });
});

describe.each(pages)("page: %s", (_, make) => {
  test("validates, and loads nothing from anywhere", async () => {
    const text = await make();
    const validator = new HtmlValidate({
      extends: ["html-validate:recommended"],
      // How it is written is ours to say, and drawings bring attributes of their own.
      rules: {
        "long-title": "off",
        "no-inline-style": "off",
        "no-trailing-whitespace": "off",
        "prefer-native-element": "off",
        "attribute-boolean-style": "off",
        "no-redundant-role": "off",
        "doctype-style": "off",
        "tel-non-breaking": "off",
      },
    });
    const { results } = await validator.validateString(text);
    expect(results.flatMap(({ messages }) => messages.map((one) => `${one.ruleId}: ${one.message}`))).toEqual(
      [],
    );
    expect(text).not.toMatch(/<script|<link|<iframe|<object|<embed|<base|@import/i);
    // Only names of namespaces and texts of the records have an address; none stands where it would be fetched.
    expect(text).not.toMatch(/(?:src|srcset|action|data|poster)\s*=\s*["']?\s*(?:https?:)?\/\//i);
    expect(text).not.toMatch(/<a [^>]*href="(?!#|\.\.\/index\.html|reports\/|index)/);
    expect(text).toContain("default-src 'none'");
    expect(text).not.toMatch(/undefined|NaN|\[object/);
  });

  test("says the same whenever it is made", async () => {
    expect(await make()).toBe(await make());
  });
});

const BROWSER = process.env.LOOKTHROUGH_CHROMIUM ?? "/usr/bin/chromium";
if (!existsSync(BROWSER)) console.warn(`SKIPPED: no browser at ${BROWSER}; pages were not opened in one`);

describe.skipIf(!existsSync(BROWSER))("in a browser", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: BROWSER, args: ["--no-sandbox"] });
  });
  afterAll(async () => {
    await browser?.close();
  });

  test.each(pages)("%s: nothing runs, nothing is asked for, and axe finds no fault", async (_, make) => {
    // Without its policy the page must be harmless too: axe could not run under it.
    const context = await browser.newContext({ bypassCSP: true, offline: true });
    const page = await context.newPage();
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.setContent(await make());
    expect(await page.evaluate("window.ran")).toBeUndefined();
    expect(asked.filter((url) => !url.startsWith("about:"))).toEqual([]);
    await page.addScriptTag({ path: createRequire(import.meta.url).resolve("axe-core/axe.min.js") });
    const found = (await page.evaluate("axe.run()")) as {
      violations: { id: string; nodes: { html: string }[] }[];
    };
    expect(found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)}`)).toEqual([]);
    await context.close();
  });

  test("a chart that is larger than the window opens at its subject, and lists everyone", async () => {
    const page = await browser.newPage({ viewport: { width: 1000, height: 700 } });
    await page.setContent(await longChain());
    const middle = (): Promise<{ x: number; y: number }> =>
      page.evaluate(`(() => {
        const view = document.querySelector(".picture").getBoundingClientRect();
        const box = document.getElementById("lt-n0").getBoundingClientRect();
        return { x: box.x + box.width / 2 - view.x - view.width / 2, y: box.y + box.height / 2 - view.y - view.height / 2 };
      })()`);
    const isWithin = async (): Promise<boolean> => {
      const { x, y } = await middle();
      return Math.abs(x) < 450 && Math.abs(y) < 300;
    };
    await page.waitForTimeout(100);
    expect(await isWithin()).toBe(true);
    await page.check('input[value="50"]');
    await page.waitForTimeout(100);
    expect(await isWithin()).toBe(true);
    // Afterwards a reader may go wherever they want.
    await page.waitForTimeout(600);
    await page.evaluate(`document.querySelector(".picture").scrollTo(0, 0)`);
    await page.waitForTimeout(100);
    expect(await page.evaluate(`document.querySelector(".picture").scrollLeft`)).toBe(0);
    const missing = `[...document.querySelectorAll('a[href^="#"]')].filter((a) => !document.getElementById(a.getAttribute("href").slice(1))).length`;
    expect(await page.evaluate(missing)).toBe(0);
    expect(await page.evaluate(`document.querySelectorAll(".outline [id^=list-]").length`)).toBe(101);
    await page.close();
  });

  test("it prints on A4 with page numbers", async () => {
    const page = await browser.newPage();
    await page.setContent(reportPage(await changed(), "zh"));
    const pdf = await page.pdf({ preferCSSPageSize: true });
    const boxes = [...pdf.toString("latin1").matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)];
    expect(boxes.length).toBeGreaterThan(2);
    for (const [, width, height] of boxes) {
      const sides = [Number(width), Number(height)].sort((a, b) => a - b).map(Math.round);
      expect([595, 596]).toContain(sides[0]);
      expect([842, 843]).toContain(sides[1]);
    }
  });
});
