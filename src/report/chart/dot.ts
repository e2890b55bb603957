import type { Chart, ChartEdge, ChartNode } from "../../chart.js";
import type { Language } from "../../text/words.js";
import { type ChartText, chartText, eachOnce } from "./chartText.js";
import { type Family, familyOf, THEME } from "./themes.js";

const SHAPES: Readonly<Record<Family, string>> = {
  subject: "box",
  person: "box",
  company: "box",
  partnership: "octagon",
  product: "note",
  state: "hexagon",
  nobody: "box",
};

/** A DOT string: quotes and backslashes are escaped, so that no name ends it or calls for an escape of Graphviz. */
const quoted = (text: string): string => `"${text.replace(/\\/g, "\\\\").replace(/"/g, '\\"')}"`;
const lines = (rows: readonly string[]): string =>
  `"${rows.map((row) => quoted(row).slice(1, -1)).join("\\n")}"`;

/** A chart for Graphviz: `dot -Tsvg`. Concert groups are clusters; ids are positions, so that a name can be anything. */
export function chartDot(chart: Chart, language: Language): string {
  const text = chartText(chart, language);
  const keys = new Map(chart.nodes.map(({ id }, position) => [id, `n${position}`]));
  const subject = chart.nodes.find(({ id }) => id === chart.subject)!;
  const grouped = chart.groups.map((_, position) => {
    const members = chart.nodes.filter((node) => node.group === position);
    const label = lines(text.group(position));
    return `  subgraph cluster_${position} { label=${label}; style="rounded,dashed"; ${members.map(({ id }) => keys.get(id)).join("; ")} }`;
  });
  return [
    "digraph ownership {",
    `  graph [rankdir=TB, charset="UTF-8", label=${quoted(text.say("chart.title", { name: text.name(subject) }))}, labelloc=t, fontname="sans-serif", newrank=true];`,
    `  node [fontname="sans-serif", fontsize=11, style="filled"];`,
    `  edge [fontname="sans-serif", fontsize=10];`,
    ...chart.nodes.map((node) => `  ${keys.get(node.id)} [${nodeAttributes(text, node)}];`),
    ...grouped,
    ...eachOnce(chart.edges).map(
      (edge) => `  ${keys.get(edge.from)} -> ${keys.get(edge.to)} [${edgeAttributes(text, edge)}];`,
    ),
    "}",
    "",
  ].join("\n");
}

/** What stands in a box, line by line. */
export function nodeRows(text: ChartText, node: ChartNode): string[] {
  return [
    ...text.roles(node),
    text.name(node),
    ...(node.type === "party" ? [text.kind(node)] : []),
    ...(node.ring === null ? [] : [text.say("chart.inRing")]),
    ...(node.share === null ? [] : [text.say("chart.lookThrough", { share: text.share(node.share) })]),
    ...(node.more > 0
      ? [text.say(node.side === "down" ? "chart.moreBelow" : "chart.more", { count: node.more })]
      : []),
  ];
}

function nodeAttributes(text: ChartText, node: ChartNode): string {
  const family = node.type === "party" ? familyOf(node) : "nobody";
  const { fill, stroke, text: ink } = THEME.light.boxes[family];
  const style = family === "person" ? "filled,rounded" : family === "nobody" ? "filled,dashed" : "filled";
  return `label=${lines(nodeRows(text, node))}, shape=${SHAPES[family]}, style="${style}", fillcolor="${fill}", color="${stroke}", fontcolor="${ink}"`;
}

function edgeAttributes(text: ChartText, edge: ChartEdge): string {
  const style = edge.type === "tie" ? "dashed" : edge.role === "back" ? "dotted" : "solid";
  const control = edge.control === null ? "" : `, color="${THEME.light.control}", penwidth=2.4`;
  const back = edge.role === "back" ? ", constraint=false" : "";
  return `label=${lines(text.edge(edge))}, style=${style}${control}${back}`;
}
