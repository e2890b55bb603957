import type { Chart, ChartEdge, ChartNode } from "../../chart.js";
import type { Language } from "../../text/words.js";
import { type ChartText, chartText, eachOnce } from "./chartText.js";
import { nodeRows } from "./dot.js";
import { FAMILIES, type Family, familyOf, THEME } from "./themes.js";

/** Everything but letters, figures and a few signs becomes an entity, so that no name is read as syntax, markup or a link. */
const safe = (text: string): string =>
  text.replace(
    /[^\p{L}\p{M}\p{N} .,%–·()（）、，：※↺＋？-]/gu,
    (character) => `#${character.codePointAt(0)};`,
  );

const text = (rows: readonly string[]): string => `"${rows.map(safe).join("<br/>")}"`;

const SHAPES: Readonly<Record<Family, readonly [string, string]>> = {
  subject: ["[", "]"],
  person: ["([", "])"],
  company: ["[", "]"],
  partnership: ["{{", "}}"],
  product: ["[/", "/]"],
  state: [">", "]"],
  nobody: ["(", ")"],
};

/** A chart for Mermaid, as GitHub and many wikis draw it. Ids are positions, names stand only in quoted labels. */
export function chartMermaid(chart: Chart, language: Language): string {
  const words = chartText(chart, language);
  const keys = new Map(chart.nodes.map(({ id }, position) => [id, `n${position}`]));
  const families = new Set(chart.nodes.map((node) => familyIn(node)));
  const edges = eachOnce(chart.edges);
  const strong = edges.flatMap(({ control }, position) => (control === null ? [] : [position]));
  return [
    "flowchart TD",
    ...chart.nodes.map((node) => `  ${keys.get(node.id)}${shape(words, node)}:::${familyIn(node)}`),
    ...chart.groups.flatMap((_, position) => [
      `  subgraph g${position} [${text(words.group(position))}]`,
      ...chart.nodes.filter((node) => node.group === position).map(({ id }) => `    ${keys.get(id)}`),
      "  end",
    ]),
    ...edges.map((edge) => `  ${keys.get(edge.from)} ${arrow(words, edge)} ${keys.get(edge.to)}`),
    ...FAMILIES.filter((family) => families.has(family)).map((family) => {
      const { fill, stroke, text: ink } = THEME.light.boxes[family];
      return `  classDef ${family} fill:${fill},stroke:${stroke},color:${ink}`;
    }),
    ...(strong.length > 0
      ? [`  linkStyle ${strong.join(",")} stroke:${THEME.light.control},stroke-width:3px`]
      : []),
    "",
  ].join("\n");
}

const familyIn = (node: ChartNode): Family => (node.type === "party" ? familyOf(node) : "nobody");

function shape(words: ChartText, node: ChartNode): string {
  const [open, close] = SHAPES[familyIn(node)];
  return `${open}${text(nodeRows(words, node))}${close}`;
}

function arrow(words: ChartText, edge: ChartEdge): string {
  const line = edge.type === "tie" || edge.role === "back" ? "-.->" : "-->";
  const rows = words.edge(edge);
  return rows.length === 0 ? line : `${line}|${text(rows)}|`;
}
