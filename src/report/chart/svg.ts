import type { Chart, ChartEdge, ChartNode } from "../../chart.js";
import type { Language } from "../../text/words.js";
import { escapeMarkup } from "../escape.js";
import { interestLabel } from "../labels.js";
import { type ChartText, chartText, drawable } from "./chartText.js";
import type { Box, Frame, Label, Layout, Line, Point, TextLine } from "./geometry.js";
import {
  LEGEND_ROW,
  LEGEND_SIGN,
  LEGEND_SIZE,
  legendItems,
  type PlacedItem,
  placeLegend,
  type Sign,
} from "./legend.js";
import { num, outline } from "./shapes.js";
import { textWidth, wrapText } from "./textMeasure.js";
import { type BoxColours, familyOf, THEME, type Theme, type ThemeName } from "./themes.js";
import { type Direction, treeLayout } from "./treeLayout.js";

export interface SvgOptions {
  readonly language: Language;
  readonly theme?: ThemeName | undefined;
  /** Owners above holdings ("down", the default), or to their left ("right"), which suits many boxes and paper. */
  readonly direction?: Direction | undefined;
  /** A layout made before, as of the network; by default the tree. */
  readonly layout?: Layout | undefined;
  /** Before the ids of elements, so that several charts can stand in one page. */
  readonly idPrefix?: string | undefined;
  /** Without title and legend, for a page that has its own. */
  readonly bare?: boolean | undefined;
  /** Where in the same page stands what a box leaves out: an id of an element, or null. */
  readonly listed?: ((node: ChartNode) => string | null) | undefined;
}

const MARGIN = 20;
const LEAST_WIDTH = 640;
const TITLE_SIZE = 17;
const SUBTITLE_SIZE = 11.5;
/** Fonts of the usual systems that have Chinese; no font is fetched. */
const FONTS = `"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Source Han Sans SC","WenQuanYi Zen Hei","Helvetica Neue",Arial,sans-serif`;

/** A chart as one SVG document: the same bytes for the same chart, no script, nothing loaded from elsewhere. */
export function chartSvg(chart: Chart, options: SvgOptions): string {
  const text = chartText(chart, options.language);
  const layout = options.layout ?? treeLayout(chart, text, options.direction);
  const theme = THEME[options.theme ?? "light"];
  const inner = Math.max(layout.width, options.bare ? 0 : LEAST_WIDTH);
  const header = options.bare ? { rows: [], height: 0 } : headerOf(chart, text, inner);
  const legend = options.bare
    ? { items: [], height: 0 }
    : placeLegend(legendItems(chart, text, layout), inner);
  const top = MARGIN + header.height;
  const width = inner + 2 * MARGIN;
  const legendTop = top + layout.height + MARGIN;
  const height = legendTop + (options.bare ? 0 : legend.height + MARGIN);
  const listed = options.listed ?? (() => null);
  const draw: Drawing = { theme, text, prefix: options.idPrefix ?? "lt-", listed };
  const dx = MARGIN + (inner - layout.width) / 2;
  const focus = middleOf(layout, { x: dx, y: top });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${num(width)}" height="${num(height)}" viewBox="0 0 ${num(width)} ${num(height)}" data-focus="${num(focus.x)} ${num(focus.y)}" role="group" aria-labelledby="${draw.prefix}title" font-family="${escapeMarkup(FONTS)}">`,
    `<title id="${draw.prefix}title">${escapeMarkup(titleOf(chart, text))}</title>`,
    `<rect width="${num(width)}" height="${num(height)}" fill="${theme.background}"/>`,
    ...header.rows.map((row) => textElement(row, theme.tones.title, "start")),
    `<g transform="translate(${num(dx)} ${num(top)})">`,
    ...layout.frames.map((frame) => frameElement(draw, chart, frame)),
    ...[...layout.lines].sort(byWeight).map((line) => lineElement(draw, line)),
    ...layout.labels.map((label) => labelElement(draw, label)),
    ...layout.boxes.map((box) => boxElement(draw, box)),
    "</g>",
    ...(options.bare
      ? []
      : [
          `<g transform="translate(${MARGIN} ${num(legendTop)})">`,
          ...legend.items.map((item) => legendElement(draw, item)),
          "</g>",
        ]),
    "</svg>",
    "",
  ].join("\n");
}

interface Drawing {
  readonly theme: Theme;
  readonly text: ChartText;
  readonly prefix: string;
  readonly listed: (node: ChartNode) => string | null;
}

/** The middle of the subject's box: where a page that is smaller than the picture begins to show it. */
function middleOf({ boxes }: Layout, { x, y }: Point): Point {
  const subject = boxes.find(({ node, pointer }) => node.side === "subject" && pointer === null)!;
  return { x: x + subject.x + subject.width / 2, y: y + subject.y + subject.height / 2 };
}

function titleOf(chart: Chart, text: ChartText): string {
  const subject = chart.nodes.find(({ id }) => id === chart.subject)!;
  return text.say("chart.title", { name: text.name(subject) });
}

/** Title, date, interest, digest: what a picture must say of itself once it is copied elsewhere. */
function headerOf(chart: Chart, text: ChartText, width: number): { rows: TextLine[]; height: number } {
  const { say, language } = text;
  const facts = [
    chart.asOf === null ? say("title.noDate") : say("title.asOf", { date: chart.asOf }),
    interestLabel(language, chart.interest),
    ...levelsText(chart, text),
    ...(chart.digest === null ? [] : [say("chart.digest", { digest: chart.digest.slice(0, 16) })]),
  ].join(" · ");
  let y = MARGIN;
  const rows = [
    ...wrapText(titleOf(chart, text), TITLE_SIZE, width, 2).map((row) => ({
      row,
      size: TITLE_SIZE,
      bold: true,
    })),
    ...wrapText(facts, SUBTITLE_SIZE, width, 2).map((row) => ({ row, size: SUBTITLE_SIZE, bold: false })),
  ].map(({ row, size, bold }): TextLine => {
    const line = {
      text: row,
      size,
      bold,
      tone: "title",
      x: MARGIN,
      y: y + size * 0.65,
    } as const;
    y += size * 1.4;
    return line;
  });
  return { rows, height: y - MARGIN + 14 };
}

function levelsText({ left: { up, down } }: Chart, { say }: ChartText): string[] {
  if (up === null && down === null) return [];
  const all = say("legend.all");
  return [say("legend.levels", { up: up ?? all, down: down ?? all })];
}

/** Highlighted lines are drawn over plain ones where they share a bus. */
const byWeight = (a: Line, b: Line): number => weight(a.edge) - weight(b.edge);
const weight = ({ control }: ChartEdge): number =>
  control === "certain" ? 2 : control === "possible" ? 1 : 0;

interface Stroke {
  readonly colour: string;
  readonly width: number;
  readonly dash: string | null;
}

export function strokeOf(
  { line, control, mark }: Theme,
  edge: Pick<ChartEdge, "control" | "type" | "role">,
): Stroke {
  const dash = edge.type === "tie" ? "6 4" : edge.role === "back" ? "2 3" : null;
  if (edge.control === "certain") return { colour: control, width: 2.6, dash };
  if (edge.control === "possible") return { colour: control, width: 2, dash: dash ?? "10 4" };
  return { colour: edge.role === "back" ? mark : line, width: 1.2, dash };
}

function lineElement({ theme }: Drawing, { edge, pieces, arrow }: Line): string {
  const { colour, width, dash } = strokeOf(theme, edge);
  const path = pieces
    .filter((piece) => piece.length > 1)
    .map((piece) => `M${piece.map(({ x, y }) => `${num(x)} ${num(y)}`).join("L")}`)
    .join("");
  const dashed = dash === null ? "" : ` stroke-dasharray="${dash}"`;
  const line = `<path d="${path}" fill="none" stroke="${colour}" stroke-width="${width}"${dashed}/>`;
  return arrow ? `${line}<path d="${arrowPath(arrow.at, arrow.way)}" fill="${colour}"/>` : line;
}

function arrowPath({ x, y }: Point, way: NonNullable<Line["arrow"]>["way"]): string {
  const [long, wide] = [7, 3.5];
  const towards = { down: [0, -1], up: [0, 1], right: [-1, 0], left: [1, 0] } as const;
  const [bx, by] = towards[way];
  const base = { x: x + bx * long, y: y + by * long };
  const corner = (sign: number): string =>
    `${num(base.x + sign * by * wide)} ${num(base.y + sign * bx * wide)}`;
  return `M${num(x)} ${num(y)}L${corner(1)}L${corner(-1)}Z`;
}

/** The middle of a line of capitals and Chinese characters is this much above its baseline. */
const BASELINE = 0.36;

function textElement(
  { x, y, size, bold, text }: TextLine,
  colour: string,
  anchor: "start" | "middle" = "middle",
): string {
  const weight = bold ? ` font-weight="600"` : "";
  return `<text x="${num(x)}" y="${num(y + size * BASELINE)}" font-size="${size}" text-anchor="${anchor}" fill="${colour}"${weight}>${escapeMarkup(text)}</text>`;
}

const labelElement = ({ theme }: Drawing, { lines }: Label): string =>
  lines
    .map((line) => textElement(line, line.tone === "right" ? theme.tones.right : theme.tones.direct))
    .join("");

function frameElement({ theme, text }: Drawing, chart: Chart, frame: Frame): string {
  const { x, y, width, height, group, lines } = frame;
  const dash = chart.groups[group]!.verdict === "certain" ? "" : ` stroke-dasharray="4 3"`;
  const hint = text.group(group).join(" · ");
  // All of them begin at the same place, whatever font measures them.
  const texts = lines.map((line) => {
    const start = line.x - textWidth(line.text, line.size) / 2;
    return textElement({ ...line, x: start }, theme.tones.group, "start");
  });
  return `<g><title>${escapeMarkup(hint)}</title><rect x="${num(x)}" y="${num(y)}" width="${num(width)}" height="${num(height)}" rx="6" fill="${theme.groupFill}" stroke="${theme.group}" stroke-width="1.4"${dash}/>${texts.join("")}</g>`;
}

function boxElement({ theme, prefix, listed }: Drawing, box: Box): string {
  const { node, pointer, anchor, x, y, width, height, head, foot, lines } = box;
  const family = familyOf(node);
  const colours = theme.boxes[node.type === "party" ? family : "nobody"];
  const shape = outline(node.type === "party" ? family : "nobody", box);
  const dashed = pointer || family === "nobody" || node.type !== "party" ? ` stroke-dasharray="4 3"` : "";
  const strip = (top: number, tall: number, fill: string): string =>
    `<rect x="${num(x + 6)}" y="${num(top)}" width="${num(width - 12)}" height="${num(tall)}" rx="3" fill="${fill}"/>`;
  const fill = pointer ? theme.background : colours.fill;
  const controls = node.roles.some(({ role }) => role === "actualController");
  const stroke = controls && !pointer ? theme.control : colours.stroke;
  const is = pointer ? "pointer" : family === "subject" ? "subject" : "other";
  const content = [
    `<title>${escapeMarkup(box.hint)}</title>`,
    `<path d="${shape}" fill="${fill}" stroke="${stroke}" stroke-width="${controls && !pointer ? 2.4 : 1.3}"${dashed}/>`,
    ...(head > 0 ? [strip(y + 3, head - 5, theme.role.fill)] : []),
    ...(foot > 0 ? [strip(y + height - foot + 0.5, foot - 3.5, colours.foot)] : []),
    ...lines.map((line) => textElement(line, lineColour(theme, line, colours, is))),
  ].join("");
  if (!pointer) {
    const place = listed(node);
    const linked = place === null ? content : `<a href="#${escapeMarkup(place)}">${content}</a>`;
    return `<g id="${prefix}${anchor}" data-party="${escapeMarkup(drawable(node.id))}">${linked}</g>`;
  }
  return `<a href="#${prefix}${box.target}">${content}</a>`;
}

function lineColour({ role, tones }: Theme, { tone }: TextLine, colours: BoxColours, is: Is): string {
  if (tone === "role") return role.text;
  // The subject's box is dark on light grounds and light on dark ones: what is marked on it has its own quiet colour.
  if (tone === "mark") return is === "subject" ? colours.quiet : tones.mark;
  if (is === "pointer") return tones.title;
  return tone === "quiet" ? colours.quiet : colours.text;
}

type Is = "subject" | "pointer" | "other";

function legendElement({ theme }: Drawing, { sign, rows, x, y }: PlacedItem): string {
  const shift = sign.type === "none" ? 0 : LEGEND_SIGN;
  const words = rows.map((row, k) => {
    const baseline = y + 8 + k * LEGEND_ROW + LEGEND_SIZE * BASELINE;
    return `<text x="${num(x + shift)}" y="${num(baseline)}" font-size="${LEGEND_SIZE}" fill="${theme.tones.title}">${escapeMarkup(row)}</text>`;
  });
  return signElement(theme, sign, { x, y }) + words.join("");
}

function signElement(theme: Theme, sign: Sign, { x, y }: Point): string {
  if (sign.type === "none") return "";
  const at = { x, y: y + 1, width: 20, height: 14 };
  if (sign.type === "frame") {
    return `<rect x="${num(at.x)}" y="${num(at.y)}" width="20" height="14" rx="3" fill="${theme.groupFill}" stroke="${theme.group}" stroke-width="1.4"/>`;
  }
  if (sign.type === "box") {
    const family = familyOf({ kind: sign.kind, side: "up" });
    const { fill, stroke } = theme.boxes[family];
    const dashed = family === "nobody" ? ` stroke-dasharray="4 3"` : "";
    return `<path d="${outline(family, at)}" fill="${fill}" stroke="${stroke}" stroke-width="1.3"${dashed}/>`;
  }
  const edge = {
    control: { control: "certain", type: "holding", role: "tree" },
    possible: { control: "possible", type: "holding", role: "tree" },
    tie: { control: null, type: "tie", role: "tree" },
    back: { control: null, type: "holding", role: "back" },
  } as const;
  const { colour, width, dash } = strokeOf(theme, edge[sign.style]);
  const dashed = dash === null ? "" : ` stroke-dasharray="${dash}"`;
  return `<path d="M${num(x)} ${num(y + 8)}h20" stroke="${colour}" stroke-width="${width}"${dashed}/>`;
}
