import { execFileSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { chartGraph } from "../../src/chart/graph.js";
import { chartOf } from "../../src/chart.js";
import * as library from "../../src/index.js";
import type { Dataset } from "../../src/model/dataset.js";
import { register } from "../../src/register/register.js";
import { chartDot } from "../../src/report/chart/dot.js";
import { drawChart } from "../../src/report/chart/drawChart.js";
import { gexf, graphMl } from "../../src/report/chart/graphFiles.js";
import { chartMermaid } from "../../src/report/chart/mermaid.js";
import { THEMES } from "../../src/report/chart/themes.js";
import { chartPage } from "../../src/report/html/chartPage.js";
import { Random } from "../oracle/random.js";
import { wellFormed } from "./xml.js";

/** Names that somebody wrote to break a picture, a page or a program. */
const HOSTILE = [
  `<script>alert(1)</script>`,
  `</text></svg><img src=x onerror=alert(1)>`,
  `"quoted" 'and' \\ back\\nslash`,
  `\u202eright to left\u202c \u2066isolate\u2069 \u200f`,
  `شركة الراجحي القابضة`,
  `👨‍👩‍👧‍👦 控股 🏢🏢🏢`,
  `nul\u0000 bell\u0007 escape\u001b[31m delete\u007f`,
  "公司".repeat(100),
  "W".repeat(200),
  `]]> <![CDATA[ x ]]> <!-- -- > &amp; &#x41; &unknown;`,
  `=HYPERLINK("http://example.com","x")`,
  `\ufffe\uffff\ud800 lone`,
  "end",
  `javascript:alert(1)`,
  `--> graph; } subgraph %% click n0 call f()`,
  "",
  "   ",
];

const hostileRegister = (): Dataset => ({
  entities: [
    { id: `S"><script>`, name: HOSTILE[0]!, kind: "company" },
    ...HOSTILE.map((name, k) => ({ id: `${k}${name}`, name, kind: "company" as const })),
  ],
  holdings: HOSTILE.map((name, k) => ({ holder: `${k}${name}`, subject: `S"><script>`, equity: "5%" })),
  ties: [{ kind: "executivePartner", from: `0${HOSTILE[0]}`, to: `1${HOSTILE[1]}` }],
});

/** Whatever is between angle brackets in a document without comments and CDATA. */
const tags = (text: string): string[] =>
  [...text.matchAll(/<\/?([a-zA-Z!?][^\s>/]*)/g)].map((match) => match[1]!);
const SVG_TAGS = ["svg", "title", "rect", "g", "path", "text", "a"];
const PAGE_TAGS = [
  "!DOCTYPE",
  "html",
  "head",
  "meta",
  "style",
  "body",
  "main",
  "h1",
  "h2",
  "h3",
  "div",
  "span",
  "strong",
  "em",
  "fieldset",
  "legend",
  "label",
  "input",
  "details",
  "summary",
  "ul",
  "li",
];

describe("hostile names are drawn and do nothing", () => {
  const r = register(hostileRegister());
  const subject = `S"><script>`;

  test.each(["zh", "en"] as const)("SVG and page, in %s", async (language) => {
    for (const options of [{ holders: 3 }, { unfold: true }]) {
      const chart = chartOf(r, { subject, ...options });
      for (const theme of THEMES) {
        for (const layout of ["tree", "network"] as const) {
          const svg = await drawChart(chart, { language, theme, layout });
          expect(wellFormed(svg)).toBeNull();
          expect(new Set(tags(svg))).toEqual(new Set(tags(svg).filter((tag) => SVG_TAGS.includes(tag))));
          const withoutText = svg
            .replace(/>[^<]*</g, "><")
            .replace(/ (?:aria-label|data-party)="[^"]*"/g, "");
          expect(withoutText).not.toMatch(/\son\w+=|href="(?!#)|javascript:|url\(/i);
          expect(svg).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
          const page = chartPage(chart, svg, { language, theme });
          expect(tags(page).filter((tag) => ![...SVG_TAGS, ...PAGE_TAGS].includes(tag))).toEqual([]);
        }
      }
    }
  });

  test("GraphML and GEXF are well-formed and keep the ids apart", () => {
    const graph = chartGraph(r, { subject });
    for (const file of [graphMl(graph), gexf(graph)]) {
      expect(wellFormed(file)).toBeNull();
      expect(file.match(/<node /g)).toHaveLength(HOSTILE.length + 1);
      expect(file.match(/<edge /g)).toHaveLength(HOSTILE.length + 1);
    }
  });

  test("DOT has each name in one string", () => {
    const dot = chartDot(chartOf(r, { subject, unfold: true }), "zh");
    const outside = dot.replace(/"(?:[^"\\]|\\.)*"/g, "");
    expect(outside).not.toMatch(/["<]|script|subgraph(?! cluster_\d)/);
    expect(outside.match(/\{/g)!.length).toBe(outside.match(/\}/g)!.length);
  });

  test("Mermaid has nothing in its labels that could be syntax", () => {
    const mermaid = chartMermaid(chartOf(r, { subject, unfold: true }), "zh");
    const outside = mermaid.replace(/"[^"\n]*"/g, '""');
    expect(outside).not.toMatch(/script|click|%%|--> graph|<(?!br\/>)/);
    for (const label of mermaid.match(/"[^"\n]*"/g)!)
      expect(label.replaceAll("<br/>", "")).not.toMatch(/[<>`[\]{}|\\]/);
    expect(mermaid.split("\n").filter((line) => line.trim() === "end")).toHaveLength(
      (outside.match(/subgraph/g) ?? []).length,
    );
  });

  test("an element is named by position, and pointers lead to elements that are there", async () => {
    const svg = await drawChart(chartOf(r, { subject }), { language: "zh" });
    const ids = [...svg.matchAll(/ id="([^"]*)"/g)].map((match) => match[1]!);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^lt-(title|[np]\d+)$/);
    for (const [, target] of svg.matchAll(/href="#([^"]*)"/g)) expect(ids).toContain(target);
  });
});

test("what is written does not depend on the order of rows", async () => {
  const dataset = hostileRegister();
  const random = new Random(11);
  const shuffled = {
    entities: random.shuffled(dataset.entities),
    holdings: random.shuffled(dataset.holdings),
    ties: random.shuffled(dataset.ties ?? []),
  };
  const write = async (data: Dataset): Promise<string[]> => {
    const r = register(data);
    const subject = `S"><script>`;
    const chart = chartOf(r, { subject });
    const graph = chartGraph(r, { subject });
    return [
      await drawChart(chart, { language: "zh" }),
      await drawChart(chart, { language: "zh", layout: "network" }),
      chartDot(chart, "en"),
      chartMermaid(chart, "en"),
      graphMl(graph),
      gexf(graph),
    ];
  };
  expect(await write(shuffled)).toEqual(await write(dataset));
});

const graphviz = (() => {
  try {
    execFileSync("dot", ["-V"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
})();

test.skipIf(!graphviz)(
  `Graphviz reads the DOT${graphviz ? "" : " (skipped: no dot on this machine)"}`,
  () => {
    const chart = chartOf(register(hostileRegister()), { subject: `S"><script>`, unfold: true });
    const dot = chartDot(chart, "zh");
    const plain = execFileSync("dot", ["-Tplain"], {
      input: dot,
      encoding: "utf8",
      stdio: ["pipe", "pipe", "ignore"],
    });
    expect(plain.match(/^node /gm)).toHaveLength(chart.nodes.length);
  },
);

test("the library draws: the same chart, the same bytes as the command", async () => {
  const dataset = { entities: [], holdings: [{ holder: "A", subject: "S", equity: "60%" }] };
  const chart = library.chartOf(library.register(dataset), { subject: "S" });
  const svg = library.chartSvg(chart, { language: "en" });
  expect(wellFormed(svg)).toBeNull();
  expect(await library.drawChart(chart, { language: "en", direction: "down" })).toBe(svg);
  expect(library.chartPage(chart, svg, { language: "en" })).toContain(svg.trimEnd());
  expect(library.chartDot(chart, "en")).toBe(chartDot(chart, "en"));
  expect(library.chartMermaid(chart, "en")).toBe(chartMermaid(chart, "en"));
});
