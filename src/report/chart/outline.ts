import type { Chart, ChartEdge, ChartNode } from "../../chart.js";
import { html, type Markup, trusted } from "../html/markup.js";
import { type Branches, branchesOf, innerEnd, outerEnd } from "./branches.js";
import { type ChartText, grouped } from "./chartText.js";

/** Lists within lists; what lies deeper goes on in a list of its own, since browsers do not nest without end. */
const DEEPEST = 40;
/** Lists that are open when the page is. */
const OPEN = 2;

/** The id of the element where a party stands in the list, by its position among the nodes. */
const place = (position: number): string => `list-${position}`;

/** Where a box of a picture finds in the list of a (larger) chart what it leaves out; null where it leaves out nothing. */
export function placesIn(picture: Chart, whole: Chart): (node: ChartNode) => string | null {
  const positions = new Map(whole.nodes.map(({ id }, position) => [id, position]));
  const inner = new Map(picture.edges.map((edge) => [outerEnd(edge), innerEnd(edge)] as const));
  return (node) => {
    const owner = node.type === "others" ? inner.get(node.id) : node.more > 0 ? node.id : undefined;
    const position = owner === undefined ? undefined : positions.get(owner);
    return position === undefined ? null : place(position);
  };
}

interface Row {
  readonly edge: ChartEdge;
  readonly depth: number;
}

/**
 * Everyone of a chart as lists that open and close: the owners above the subject, then what it holds, each with its direct and its look-through share. Without
 * recursion, for a chain may be as long as the chart is large.
 */
export function outline(chart: Chart, text: ChartText): Markup {
  const { nodes, under } = branchesOf(chart);
  const sides = (["up", "down"] as const).flatMap((side) => {
    const top = under(side, chart.subject);
    if (top.length === 0) return [];
    const title = text.say(side === "up" ? "chart.listUp" : "chart.listDown");
    return [html`<h3>${title}</h3>\n`, ...listed({ text, nodes, under }, top)];
  });
  const { position } = nodes.get(chart.subject)!;
  return html`<div id="${place(position)}" class="outline">\n${sides}</div>\n`;
}

interface Context extends Branches {
  readonly text: ChartText;
}

const LIST_END = trusted("</ul>\n");
const ITEM_END = trusted("</ul></details></li>\n");

function listed(context: Context, top: readonly ChartEdge[]): Markup[] {
  const parts: Markup[] = [];
  /** Parties with whom a further list begins. */
  const further: ChartEdge[] = [];
  const work: (Row | Markup)[] = [];
  const begin = (edges: readonly ChartEdge[]): void => {
    parts.push(trusted("<ul>\n"));
    work.push(LIST_END, ...rowsOf(edges, 0));
  };
  begin(top);
  while (work.length > 0 || further.length > 0) {
    const next = work.pop();
    if (next === undefined) {
      const edge = further.shift()!;
      const { node, position } = context.nodes.get(outerEnd(edge))!;
      parts.push(html`<h4 id="${place(position)}">${context.text.name(node)}</h4>\n`);
      begin(context.under(edge.side, node.id));
    } else if ("text" in next) parts.push(next);
    else work.push(...printed(context, next, parts, further));
  }
  return parts;
}

/** In the order in which they are taken from the end. */
const rowsOf = (edges: readonly ChartEdge[], depth: number): Row[] =>
  edges.map((edge) => ({ edge, depth })).reverse();

/** Prints the beginning of a row; returns what is to be printed after it. */
function printed(
  context: Context,
  { edge, depth }: Row,
  parts: Markup[],
  further: ChartEdge[],
): (Row | Markup)[] {
  const { node, position } = context.nodes.get(outerEnd(edge))!;
  const below = edge.role === "tree" ? context.under(edge.side, node.id) : [];
  const words = rowText(context, edge);
  if (below.length === 0) {
    const id = edge.role === "tree" ? html` id="${place(position)}"` : null;
    parts.push(html`<li${id}>${words}</li>\n`);
    return [];
  }
  if (depth + 1 >= DEEPEST) {
    further.push(edge);
    const goesOn = html`<a href="#${place(position)}">${context.text.say("chart.goesOn")}</a>`;
    parts.push(html`<li>${words} ${goesOn}</li>\n`);
    return [];
  }
  const open = depth < OPEN - 1 ? trusted(" open") : null;
  parts.push(html`<li><details id="${place(position)}"${open}><summary>${words}</summary><ul>\n`);
  return [ITEM_END, ...rowsOf(below, depth + 1)];
}

/** Name, kind, direct share with its rights, look-through share, and what the party is by law. */
function rowText({ text, nodes }: Context, edge: ChartEdge): Markup {
  const { say } = text;
  const { node, position } = nodes.get(outerEnd(edge))!;
  const kind = node.type === "party" ? text.kind(node) : "";
  const [share, ...rights] = edge.share ? text.edge(edge) : ["", ...text.edge(edge)];
  const direct = [...(share ? [say("chart.direct", { share })] : []), ...rights];
  const roles = edge.role === "tree" ? text.roles(node) : [];
  const name =
    edge.role === "tree"
      ? html`<strong>${text.name(node)}</strong>`
      : html`<a href="#${place(position)}">${text.name(node)}</a> ${say(edge.role === "back" ? "chart.listRing" : "chart.listAgain")}`;
  const more =
    node.more > 0 && edge.role === "tree" ? say("chart.listMore", { count: grouped(node.more) }) : "";
  return html`${name}${kind === "" ? null : html` <span class="quiet">${kind}</span>`}${
    direct.length === 0 ? null : html` <span class="direct">${direct.join(say("list.separator"))}</span>`
  }${
    node.share === null || edge.role !== "tree"
      ? null
      : html` <span class="through">${say("chart.lookThrough", { share: text.share(node.share) })}</span>`
  }${roles.map((role) => html` <em>${role}</em>`)}${more === "" ? null : html` <span class="quiet">${more}</span>`}`;
}
