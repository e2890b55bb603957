import type { ELK, ElkEdgeSection, ElkExtendedEdge, ElkNode } from "elkjs/lib/elk-api.js";
import type { Chart, ChartEdge } from "../../chart.js";
import { boxWidth, edgeLabel, partyBox, placed } from "./boxes.js";
import { type ChartText, eachOnce } from "./chartText.js";
import type { Layout, Line, Point, Rectangle } from "./geometry.js";
import { atOrigin, type Direction } from "./treeLayout.js";

/** Owners first, then the subject, then its holdings: what ELK must not mix up. */
const PARTITION = { up: "0", subject: "1", down: "2" } as const;

const OPTIONS = {
  "elk.algorithm": "layered",
  "elk.edgeRouting": "ORTHOGONAL",
  "elk.partitioning.activate": "true",
  "elk.layered.nodePlacement.strategy": "NETWORK_SIMPLEX",
  "elk.layered.considerModelOrder.strategy": "NODES_AND_EDGES",
  "elk.spacing.nodeNode": "26",
  "elk.spacing.edgeNode": "14",
  "elk.spacing.edgeEdge": "12",
  "elk.spacing.edgeLabel": "4",
  "elk.layered.spacing.nodeNodeBetweenLayers": "46",
  "elk.layered.spacing.edgeNodeBetweenLayers": "16",
  "elk.randomSeed": "1",
};

/**
 * Every party once, with all lines between them, routed at right angles (ELK layered). Rings are broken here and not by ELK, which would
 * turn a subsidiary upside down: the edge that closes a ring runs back against the others. The only layout that needs time to load, so it is a promise.
 */
export async function networkLayout(
  whole: Chart,
  text: ChartText,
  direction: Direction = "down",
): Promise<Layout> {
  const chart = { ...whole, edges: eachOnce(whole.edges) };
  const module = await import("elkjs/lib/elk.bundled.js");
  // The module's declaration types its default as a namespace under NodeNext; it is the class.
  const Elk = module.default as unknown as new () => ELK;
  const graph = elkGraph(chart, text, direction);
  return fromElk(chart, text, await new Elk().layout(graph));
}

/** A position in `chart.nodes` or `chart.edges` as an id for ELK, which takes hostile ones as they are. */
const nodeKey = (position: number): string => `n${position}`;
const edgeKey = (position: number): string => `e${position}`;

function elkGraph(chart: Chart, text: ChartText, direction: Direction): ElkNode {
  const width = boxWidth(chart, text);
  const positions = new Map(chart.nodes.map(({ id }, position) => [id, position]));
  const against = edgesAgainst(chart);
  const children = chart.nodes.map((node, position): ElkNode => {
    const { width: wide, height } = partyBox(text, node, width, nodeKey(position), "network");
    const layoutOptions = { "elk.partitioning.partition": PARTITION[node.side] };
    return { id: nodeKey(position), width: wide, height, layoutOptions };
  });
  const edges = chart.edges.map((edge, position): ElkExtendedEdge => {
    const ends = [nodeKey(positions.get(edge.from)!), nodeKey(positions.get(edge.to)!)];
    const [source, target] = against.has(edge) ? ends.reverse() : ends;
    const label = edgeLabel(text, edge, width);
    const layoutOptions = { "elk.edgeLabels.inline": "true" };
    const labels = label ? [{ text: " ", width: label.width, height: label.height, layoutOptions }] : [];
    return { id: edgeKey(position), sources: [source!], targets: [target!], labels };
  });
  const layoutOptions = { ...OPTIONS, "elk.direction": direction === "down" ? "DOWN" : "RIGHT" };
  return { id: "chart", layoutOptions, children, edges };
}

/** Edges that would close a ring of lines, in the order of the chart: those that hang on the tree never do. */
function edgesAgainst({ edges }: Chart): ReadonlySet<ChartEdge> {
  const below = new Map<string, string[]>();
  const join = ({ from, to }: ChartEdge): void => {
    const known = below.get(from);
    if (known) known.push(to);
    else below.set(from, [to]);
  };
  const leads = (from: string, to: string): boolean => {
    const seen = new Set([from]);
    for (const id of seen) {
      if (id === to) return true;
      for (const next of below.get(id) ?? []) seen.add(next);
    }
    return false;
  };
  const against = new Set<ChartEdge>();
  for (const edge of edges) if (edge.role === "tree") join(edge);
  for (const edge of edges) {
    if (edge.role === "tree") continue;
    if (edge.from !== edge.to && leads(edge.to, edge.from)) against.add(edge);
    else join(edge);
  }
  return against;
}

function fromElk(chart: Chart, text: ChartText, graph: ElkNode): Layout {
  const width = boxWidth(chart, text);
  const boxes = chart.nodes.map((node, position) => {
    const { x = 0, y = 0 } = graph.children![position]!;
    return placed(partyBox(text, node, width, nodeKey(position), "network"), x, y);
  });
  const against = edgesAgainst(chart);
  const routed = chart.edges.map((edge, position) => {
    const found = graph.edges![position]!;
    const label = edgeLabel(text, edge, width);
    const at = found.labels?.[0];
    const drawn = label && at ? placed(label, at.x ?? 0, at.y ?? 0) : null;
    return { label: drawn, line: lineOf(edge, found.sections ?? [], drawn, against.has(edge)) };
  });
  return atOrigin({
    boxes,
    lines: routed.map(({ line }) => line),
    labels: routed.flatMap(({ label }) => (label ? [label] : [])),
    frames: [],
  });
}

function lineOf(
  edge: ChartEdge,
  sections: readonly ElkEdgeSection[],
  label: Rectangle | null,
  against: boolean,
): Line {
  const points = sections.flatMap(({ startPoint, bendPoints, endPoint }): Point[] => [
    startPoint,
    ...(bendPoints ?? []),
    endPoint,
  ]);
  const way = against ? points.reverse() : points;
  const [last, before] = [way.at(-1), way.at(-2)];
  return {
    edge,
    pieces: label ? interrupted(way, label) : [way],
    arrow: last && before ? { at: last, way: wayOf(before, last) } : null,
  };
}

function wayOf(from: Point, to: Point): NonNullable<Line["arrow"]>["way"] {
  if (Math.abs(to.x - from.x) > Math.abs(to.y - from.y)) return to.x > from.x ? "right" : "left";
  return to.y > from.y ? "down" : "up";
}

/** A line of horizontal and vertical steps without the part that lies under a label. */
function interrupted(points: readonly Point[], { x, y, width, height }: Rectangle): Point[][] {
  const pieces: Point[][] = [];
  let piece: Point[] = points.slice(0, 1);
  const [right, bottom] = [x + width, y + height];
  points.slice(1).forEach((to, k) => {
    const from = points[k]!;
    const vertical = from.x === to.x;
    const [low, high] = vertical ? [y, bottom] : [x, right];
    const meets = vertical ? from.x > x && from.x < right : from.y > y && from.y < bottom;
    const [a, b] = vertical ? [from.y, to.y] : [from.x, to.x];
    const [first, second] = a <= b ? [low, high] : [high, low];
    const inside = (value: number): boolean => value > Math.min(a, b) && value < Math.max(a, b);
    const at = (value: number): Point => (vertical ? { x: from.x, y: value } : { x: value, y: from.y });
    if (!meets || Math.max(a, b) <= low || Math.min(a, b) >= high) piece.push(to);
    else {
      if (inside(first)) pieces.push([...piece, at(first)]);
      piece = inside(second) ? [at(second), to] : [];
    }
  });
  return [...pieces, piece].filter((each) => each.length > 1);
}
