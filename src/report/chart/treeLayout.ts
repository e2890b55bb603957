import { type HierarchyPointNode, hierarchy, tree } from "d3-hierarchy";
import type { Chart, ChartEdge } from "../../chart.js";
import { boxWidth, edgeLabel, partyBox, placed, pointerBox, type Sized } from "./boxes.js";
import { branchesOf, outerEnd } from "./branches.js";
import type { ChartText } from "./chartText.js";
import type { Box, Frame, Label, Layout, Line, Point, Rectangle, TextLine } from "./geometry.js";
import { textWidth, wrapText } from "./textMeasure.js";

/** Owners above and holdings below, or owners to the left and holdings to the right. */
export type Direction = "down" | "right";

/** Distances in pixels. */
const GAP = { siblings: 14, cousins: 26, bus: 14, label: 7, frame: 8 } as const;
const GROUP_SIZE = 10.5;
const GROUP_STRIP = 32;

/** A box on the tree, with the edge by which it hangs. */
interface Twig {
  readonly box: Sized<Box>;
  readonly edge: ChartEdge | null;
  readonly label: Sized<Label> | null;
  readonly twigs: readonly Twig[];
}

type Side = "up" | "down";
type Branching = HierarchyPointNode<Twig>;

/**
 * A two-sided tidy tree (Reingold–Tilford as in d3-hierarchy): bands of boxes, one a level, with elbow lines between. A band is followed by a bus on which the lines
 * of siblings meet, and by room for their labels, so that no line meets a box or a label other than its own.
 */
export function treeLayout(chart: Chart, text: ChartText, direction: Direction = "down"): Layout {
  const plan = planOf(chart, text, direction);
  const sides = (["up", "down"] as const).map((side) => drawSide(plan, side));
  const root = rectangleAt(plan, "down", { near: -mainOf(plan, plan.root) / 2, cross: 0 }, plan.root);
  const parts = {
    boxes: [placed(plan.root, root.x, root.y), ...sides.flatMap(({ boxes }) => boxes)],
    lines: sides.flatMap(({ lines }) => lines),
    labels: sides.flatMap(({ labels }) => labels),
    frames: sides.flatMap(({ frames }) => frames),
  };
  return atOrigin(parts);
}

interface Plan {
  readonly chart: Chart;
  readonly text: ChartText;
  readonly direction: Direction;
  readonly width: number;
  readonly root: Sized<Box>;
  readonly twigs: Readonly<Record<Side, readonly Twig[]>>;
}

function planOf(chart: Chart, text: ChartText, direction: Direction): Plan {
  const width = boxWidth(chart, text);
  const { nodes, under } = branchesOf(chart);
  let pointers = 0;
  const twigOf = (edge: ChartEdge, twigs: readonly Twig[]): Twig => {
    const { node, position } = nodes.get(outerEnd(edge))!;
    const label = edgeLabel(text, edge, width - 8);
    if (edge.role === "tree") {
      return { box: partyBox(text, node, width, `n${position}`), edge, label, twigs };
    }
    pointers += 1;
    const pointer = edge.role === "back" ? "back" : "again";
    return {
      box: pointerBox(text, node, pointer, width, { anchor: `p${pointers}`, target: `n${position}` }),
      edge,
      label,
      twigs: [],
    };
  };
  // From the outermost edge inwards, so that what hangs on a box is there before it: no recursion over a deep chart.
  const finished = new Map<ChartEdge, Twig>();
  const below = (side: Side, id: string): Twig[] => under(side, id).map((edge) => finished.get(edge)!);
  for (const edge of chart.edges.filter(({ role }) => role !== "across").toReversed()) {
    const twigs = edge.role === "tree" ? below(edge.side, outerEnd(edge)) : [];
    finished.set(edge, twigOf(edge, twigs));
  }
  const subject = nodes.get(chart.subject)!;
  return {
    chart,
    text,
    direction,
    width,
    root: partyBox(text, subject.node, Math.max(width, 168), `n${subject.position}`),
    twigs: { up: below("up", chart.subject), down: below("down", chart.subject) },
  };
}

type Extent = Pick<Rectangle, "width" | "height">;

/** Extents along the levels and across them. */
const mainOf = ({ direction }: Pick<Plan, "direction">, { width, height }: Extent): number =>
  direction === "down" ? height : width;
const crossOf = ({ direction }: Pick<Plan, "direction">, { width, height }: Extent): number =>
  direction === "down" ? width : height;

/** Where a level lies: distances from the subject. */
interface Band {
  readonly bus: number;
  readonly near: number;
  readonly far: number;
}

function drawSide(plan: Plan, side: Side): Pick<Layout, "boxes" | "lines" | "labels" | "frames"> {
  const top: Twig = { box: plan.root, edge: null, label: null, twigs: plan.twigs[side] };
  const points = tree<Twig>()
    .nodeSize([1, 1])
    .separation((a, b) => distance(plan, a, b))(hierarchy(top, ({ twigs }) => [...twigs]));
  const all = points.descendants();
  const bands = bandsOf(plan, all);
  const found = all.slice(1).map((point) => drawTwig(plan, side, point, bands));
  const boxes = found.map(({ box }) => box);
  return {
    boxes,
    lines: found.map(({ line }) => line),
    labels: found.flatMap(({ label }) => (label ? [label] : [])),
    frames: side === "up" ? framesOf(plan, boxes) : [],
  };
}

/** The group in whose frame a box stands. */
function groupAt({ text }: Plan, { depth, data: { box } }: Branching): number | null {
  const { group } = box.node;
  return depth === 1 && box.pointer === null && group !== null && text.framed(group) ? group : null;
}

/** How far the middles of two neighbours are apart: their own extents, a gap, and room for a frame that begins or ends. */
function distance(plan: Plan, a: Branching, b: Branching): number {
  const extent = ({ data: { box, label } }: Branching): number =>
    Math.max(crossOf(plan, box), label ? crossOf(plan, label) : 0);
  const gap = a.parent === b.parent ? GAP.siblings : GAP.cousins;
  const [one, other] = [groupAt(plan, a), groupAt(plan, b)];
  const strip = plan.direction === "right" ? GROUP_STRIP : 0;
  const frame = one === other ? 0 : 2 * GAP.frame + strip;
  return Math.ceil((extent(a) + extent(b)) / 2 + gap + frame);
}

function bandsOf(plan: Plan, points: readonly Branching[]): Band[] {
  const bands: Band[] = [{ bus: 0, near: 0, far: mainOf(plan, plan.root) / 2 }];
  const depths: Branching[][] = [];
  for (const point of points) {
    const row = depths[point.depth] ?? [];
    depths[point.depth] = row;
    row.push(point);
  }
  for (const row of depths.slice(1)) {
    const before = bands.at(-1)!;
    const label = Math.max(0, ...row.map(({ data }) => (data.label ? mainOf(plan, data.label) : 0)));
    const framed = row.some((point) => groupAt(plan, point) !== null);
    const bus = before.far + GAP.bus;
    const near = bus + GAP.label + label + GAP.label + (framed ? GAP.frame : 0);
    const deep = Math.max(...row.map(({ data }) => mainOf(plan, data.box)));
    const strip = framed ? GAP.frame + (plan.direction === "down" ? GROUP_STRIP : 0) : 0;
    bands.push({ bus, near, far: near + deep + strip });
  }
  return bands;
}

/** From distances to the picture: away from the subject is up or left for owners, down or right for holdings. */
function pointAt({ direction }: Plan, side: Side, main: number, cross: number): Point {
  const signed = side === "up" ? -main : main;
  return direction === "down" ? { x: cross, y: signed } : { x: signed, y: cross };
}

function rectangleAt(
  plan: Plan,
  side: Side,
  { near, cross }: { near: number; cross: number },
  extent: Extent,
): Point {
  const { width, height } = extent;
  const [one, other] = [
    pointAt(plan, side, near, cross),
    pointAt(plan, side, near + mainOf(plan, extent), cross),
  ];
  return { x: (one.x + other.x) / 2 - width / 2, y: (one.y + other.y) / 2 - height / 2 };
}

function drawTwig(plan: Plan, side: Side, point: Branching, bands: readonly Band[]) {
  const { data, depth, parent, x: cross } = point;
  const { box, label } = data;
  const edge = data.edge!;
  const band = bands[depth]!;
  const at = rectangleAt(plan, side, { near: band.near, cross }, box);
  const labelMain = label ? mainOf(plan, label) : 0;
  const labelNear = band.near - GAP.label - labelMain - (groupAt(plan, point) === null ? 0 : GAP.frame);
  const labelAt = label && rectangleAt(plan, side, { near: labelNear, cross }, label);
  const inner =
    depth === 1 ? mainOf(plan, plan.root) / 2 : bands[depth - 1]!.near + mainOf(plan, parent!.data.box);
  const p = (main: number, across: number): Point => pointAt(plan, side, main, across);
  const trunk = [p(band.bus, cross), p(band.bus, parent!.x), p(inner, parent!.x)];
  const pieces = label
    ? [
        [p(band.near, cross), p(labelNear + labelMain, cross)],
        [p(labelNear, cross), ...trunk],
      ]
    : [[p(band.near, cross), ...trunk]];
  const way = { down: { up: "down", down: "down" }, right: { up: "right", down: "right" } } as const;
  const line: Line = {
    edge,
    pieces: pieces.map(withoutRepeats),
    arrow: { at: side === "up" ? p(inner, parent!.x) : p(band.near, cross), way: way[plan.direction][side] },
  };
  return {
    box: placed(box, at.x, at.y),
    label: label && labelAt && placed(label, labelAt.x, labelAt.y),
    line,
  };
}

const withoutRepeats = (points: readonly Point[]): Point[] =>
  points.filter(
    (point, position) =>
      position === 0 || point.x !== points[position - 1]!.x || point.y !== points[position - 1]!.y,
  );

/** Frames round the members that stand side by side, with what the group has together. */
function framesOf({ chart, text, direction, width }: Plan, boxes: readonly Box[]): Frame[] {
  const frames: Frame[] = [];
  chart.groups.forEach((_, position) => {
    const members = boxes.filter(({ node, pointer }) => node.group === position && pointer === null);
    if (!text.framed(position)) return;
    const own = around(members, GAP.frame);
    const room = (direction === "down" ? width / 2 : width) + GAP.frame - 10;
    const rows = text.group(position).flatMap((row) => wrapText(row, GROUP_SIZE, room, 1));
    const frame = { ...own, y: own.y - GROUP_STRIP, height: own.height + GROUP_STRIP };
    const lines = rows.map((row, k): TextLine => {
      const half = textWidth(row, GROUP_SIZE) / 2;
      const y = frame.y + 10 + k * 13;
      return { text: row, size: GROUP_SIZE, tone: "group", bold: k === 0, x: frame.x + 5 + half, y };
    });
    frames.push({ ...frame, group: position, lines });
  });
  return frames;
}

/** The smallest rectangle round some, with a margin. */
export function around(rectangles: readonly Rectangle[], margin = 0): Rectangle {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y, width, height } of rectangles) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x + width);
    bottom = Math.max(bottom, y + height);
  }
  return {
    x: left - margin,
    y: top - margin,
    width: right - left + 2 * margin,
    height: bottom - top + 2 * margin,
  };
}

/** The whole moved so that it begins at 0, 0. */
export function atOrigin(parts: Pick<Layout, "boxes" | "lines" | "labels" | "frames">): Layout {
  const corners = parts.lines.flatMap(({ pieces }) =>
    pieces.flat().map(({ x, y }) => ({ x, y, width: 0, height: 0 })),
  );
  const whole = around([...parts.boxes, ...parts.labels, ...parts.frames, ...corners]);
  const [dx, dy] = [-whole.x, -whole.y];
  const move = <P extends Point>(point: P): P => ({ ...point, x: point.x + dx, y: point.y + dy });
  const moved = <P extends Rectangle & { readonly lines: readonly TextLine[] }>(each: P): P => ({
    ...move(each),
    lines: each.lines.map(move),
  });
  return {
    width: whole.width,
    height: whole.height,
    boxes: parts.boxes.map(moved),
    labels: parts.labels.map(moved),
    frames: parts.frames.map(moved),
    lines: parts.lines.map((line) => ({
      ...line,
      pieces: line.pieces.map((piece) => piece.map(move)),
      arrow: line.arrow && { ...line.arrow, at: move(line.arrow.at) },
    })),
  };
}
