import type { Chart, ChartNode } from "../../chart.js";
import type { Language } from "../../text/words.js";
import { chartText } from "./chartText.js";
import { escapeXml } from "./escape.js";
import { THEME, type ThemeName } from "./themes.js";

/**
 * A drawn chart as a page of its own: opens offline, asks nothing of any server, runs no script. Below the picture it names who is folded into each box.
 */
export function chartHtml(
  chart: Chart,
  svg: string,
  options: { readonly language: Language; readonly theme?: ThemeName | undefined },
): string {
  const text = chartText(chart, options.language);
  const theme = THEME[options.theme ?? "light"];
  const subject = chart.nodes.find(({ id }) => id === chart.subject)!;
  const title = text.say("chart.title", { name: text.name(subject) });
  const names = new Map(chart.nodes.map((node) => [node.id, node]));
  const folded = chart.edges.flatMap((edge) => {
    const node = names.get(edge.side === "up" ? edge.from : edge.to)!;
    const company = names.get(edge.side === "up" ? edge.to : edge.from)!;
    return node.type === "others" && edge.role === "tree" ? [foldedList(text, node, company)] : [];
  });
  return [
    "<!doctype html>",
    `<html lang="${options.language === "zh" ? "zh-CN" : "en"}">`,
    "<head>",
    `<meta charset="utf-8">`,
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<meta name="viewport" content="width=device-width, initial-scale=1">`,
    `<title>${escapeXml(title)}</title>`,
    `<style>${style(theme.background, theme.tones.title, theme.control)}</style>`,
    "</head>",
    "<body>",
    "<main>",
    `<h1>${escapeXml(title)}</h1>`,
    `<div class="picture" tabindex="0" role="region" aria-label="${escapeXml(title)}">`,
    svg.trimEnd(),
    "</div>",
    ...(folded.length > 0 ? [`<h2>${escapeXml(text.say("chart.foldedTitle"))}</h2>`, ...folded] : []),
    "</main>",
    "</body>",
    "</html>",
    "",
  ].join("\n");
}

function foldedList(text: ReturnType<typeof chartText>, node: ChartNode, company: ChartNode): string {
  const rows = node.folded.map((party) => {
    const name = text.name({ ...node, ...party, type: "party" });
    const share = party.share ? ` ${text.share(party.share)}` : "";
    return `<li>${escapeXml(name + share)}</li>`;
  });
  const left = node.count - node.folded.length;
  const more = left > 0 ? [`<li>${escapeXml(text.say("and.more", { count: left }))}</li>`] : [];
  const summary = `${text.name(company)}${text.say("list.colon")}${text.name(node)}`;
  return `<details><summary>${escapeXml(summary)}</summary><ul>${[...rows, ...more].join("")}</ul></details>`;
}

/** The heading of the page is for readers that cannot see; the picture has its own. */
const style = (background: string, text: string, accent: string): string =>
  [
    `body{margin:0;background:${background};color:${text};font-family:"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;font-size:14px}`,
    "main{padding:8px}",
    "h1{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}",
    "h2{font-size:15px;margin:16px 12px 4px}",
    "details{margin:4px 12px}summary{cursor:pointer}ul{columns:16em;margin:4px 0 8px}",
    ".picture{overflow:auto}.picture svg{display:block;margin:0 auto}",
    `.picture :target>path{stroke:${accent};stroke-width:3.5}`,
    "@page{size:A4 landscape;margin:10mm}",
    "@media print{.picture{overflow:visible}.picture svg{max-width:100%;height:auto}}",
  ].join("");
