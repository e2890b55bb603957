import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { findBrowser } from "../../src/io/browser.js";
import { chartResult } from "../../src/report/schemas.js";
import { wellFormed } from "../chart/xml.js";
import { answered, folderWith, lookthrough, SAMPLES } from "./command.js";

const data = join(SAMPLES, "one-manager-three-partnerships");
const chart = (...words: string[]) => lookthrough(["chart", "蓝海证券", "--data", data, ...words]);

/** What each format begins with, and something that it must have of this company. */
const FORMATS = [
  ["svg", /^<svg xmlns=/, "穿透 20.88"],
  ["html", /^<!DOCTYPE html>/, "全部层级"],
  ["dot", /^digraph ownership \{/, "subgraph cluster_0"],
  ["mermaid", /^flowchart TD\n/, "一致行动人"],
  ["graphml", /^<\?xml [^>]*>\n<graphml /, "林远航"],
  ["gexf", /^<\?xml [^>]*>\n<gexf /, "林远航"],
] as const;

describe("formats", () => {
  test.each(FORMATS)("%s, on standard output and into a file by its ending", (format, begins, has) => {
    const printed = chart("--lang", "zh", "--format", format);
    expect([printed.code, printed.stderr]).toEqual([0, ""]);
    expect(printed.stdout).toMatch(begins);
    expect(printed.stdout).toContain(has);
    const out = join(folderWith({}), `chart.${format}`);
    expect(chart("--lang", "zh", "--out", out)).toEqual({ code: 0, stdout: "", stderr: "" });
    expect(readFileSync(out, "utf8")).toBe(printed.stdout);
    if (["svg", "graphml", "gexf"].includes(format)) expect(wellFormed(printed.stdout)).toBeNull();
  });

  test("json is the chart as data, in the envelope of every answer", () => {
    const { result, subject } = answered(chart("--format", "json"), chartResult);
    expect([subject, result.subject]).toEqual(["蓝海证券", "蓝海证券"]);
    // By hand: 100 % × 60 % × 34.8 %.
    expect(result.nodes.find(({ id }) => id === "林远航")?.share?.exact).toBe("261/1250");
  });

  test.skipIf(findBrowser(process.env) === null)(
    "png and pdf, into a file or a pipe",
    { timeout: 120_000 },
    () => {
      for (const [format, begins] of [
        ["png", "PNG"],
        ["pdf", "%PDF"],
      ] as const) {
        const out = join(folderWith({}), `chart.${format}`);
        expect(chart("--out", out).code).toBe(0);
        expect(readFileSync(out, "latin1").slice(0, 5)).toContain(begins);
      }
    },
  );

  test("without a browser png is refused with the way to an SVG, and no file is left", () => {
    const out = join(folderWith({}), "chart.png");
    const { code, stderr } = lookthrough(["chart", "蓝海证券", "--data", data, "--out", out], {
      LOOKTHROUGH_BROWSER: "/nowhere/chrome",
    });
    expect(code).toBe(2);
    expect(stderr).toContain("chart.svg");
    expect(existsSync(out)).toBe(false);
  });
});

describe("what cannot be drawn is refused with exit 2", () => {
  test.each([
    [["--format", "xlsx"], "xlsx"],
    [["--format", "csv"], "csv"],
    [["--theme", "pink"], "light"],
    [["--layout", "round"], "network"],
    [["--direction", "up"], "auto"],
    [["--holders", "0"], "--holders"],
    [["--boxes", "6000"], "--boxes"],
    [["--up", "-1"], "--up"],
    [["--at-least", "x"], "--at-least"],
    [["--profile", "cn-pboc-bo", "--profile", "uk-psc"], "--profile"],
    [["--profile", "nowhere"], "nowhere"],
  ])("%j", (words, said) => {
    const { code, stdout, stderr } = chart("--lang", "en", ...words);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(said);
  });

  test("a subject that there is not", () => {
    expect(lookthrough(["chart", "没有这家", "--data", data]).code).toBe(2);
  });
});

describe("options", () => {
  test("what is left out is said beside the picture and in it, never silently", () => {
    const { stdout, stderr } = chart("--lang", "en", "--holders", "2");
    expect(stderr).toMatch(/^Not everything is drawn: \d+ parties folded into boxes of others.*--unfold/);
    expect(stdout).toContain("parties folded into boxes of others");
    expect(stdout).not.toContain("--unfold");
    expect(chart("--unfold").stderr).toBe("");
  });

  test("the page of a folded picture lists everyone", () => {
    const { stdout } = chart("--lang", "zh", "--format", "html", "--holders", "1", "--boxes", "4");
    for (const name of ["林远航", "郭朝阳", "方恒泰", "江海省国有资产监督管理委员会"]) {
      expect(stdout).toMatch(new RegExp(`<strong>${name}</strong>`));
    }
  });

  test("a profile of one's own marks its owners", () => {
    const own = JSON.parse(readFileSync(join(SAMPLES, "../src/law/profiles/cn-pboc-bo.json"), "utf8"));
    const folder = folderWith({ "house.json": JSON.stringify({ ...own, id: "house-rule" }) });
    const { result } = answered(
      chart("--format", "json", "--profile", join(folder, "house.json")),
      chartResult,
    );
    const { result: shipped } = answered(chart("--format", "json", "--profile", "cn-pboc-bo"), chartResult);
    expect(result).toEqual(shipped);
  });
});
