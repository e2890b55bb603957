import type { Chart, ChartEdge, ChartNode } from "../../chart.js";
import { type ChartText, drawable, grouped } from "./chartText.js";
import type { Box, Label, TextLine, TextTone } from "./geometry.js";
import { textWidth, wrapText } from "./textMeasure.js";

/** Sizes in pixels. */
export const NAME_SIZE = 13;
const SMALL_SIZE = 10.5;
const SHARE_SIZE = 12;
export const LABEL_SIZE = 12;
const PADDING = 7;
/** Beside the text of a label, where the line is interrupted. */
const LABEL_MARGIN = 4;
const LEADING = 1.3;
const NAME_LINES = 2;

/** A box that has its size but no place yet; lines are relative to its upper left corner. */
export type Sized<Placed> = Omit<Placed, "x" | "y">;

interface Row {
  readonly text: string;
  readonly size: number;
  readonly tone: TextTone;
  readonly bold?: boolean;
}

/** The width that all boxes of a chart have: enough for most names in two lines, within limits. */
export function boxWidth(chart: Chart, text: ChartText): number {
  const widths = chart.nodes.map((node) => textWidth(text.name(node), NAME_SIZE) / NAME_LINES + NAME_SIZE);
  const shares = chart.nodes.map(({ share }) =>
    share ? textWidth(text.say("chart.lookThrough", { share: text.share(share) }), SHARE_SIZE) : 0,
  );
  const wanted = Math.max(...widths, ...shares, 96) + 2 * PADDING + 1;
  return Math.round(Math.min(168, Math.max(116, wanted)));
}

const wrapped = (content: string, row: Omit<Row, "text">, width: number, most: number): Row[] =>
  wrapText(content, row.size, width - 2 * PADDING, most).map((line) => ({ ...row, text: line }));

/** Rows from a height downwards, each centred in the box. */
function stacked(rows: readonly Row[], top: number, width: number): { lines: TextLine[]; bottom: number } {
  let bottom = top;
  const lines = rows.map(({ text, size, tone, bold = false }): TextLine => {
    const height = size * LEADING;
    const y = bottom + height / 2;
    bottom += height;
    return { text, size, tone, bold, x: width / 2, y };
  });
  return { lines, bottom };
}

/** The box of a party (or of those folded into one). */
export function partyBox(
  text: ChartText,
  node: ChartNode,
  width: number,
  anchor: string,
  layout: "tree" | "network" = "tree",
): Sized<Box> {
  const roles = text
    .roles(node)
    .flatMap((role) => wrapped(role, { size: SMALL_SIZE, tone: "role", bold: true }, width, 2));
  const head = stacked(roles, roles.length > 0 ? 3 : 0, width);
  const headHeight = roles.length > 0 ? head.bottom + 3 : 0;
  const quiet = { size: SMALL_SIZE, tone: "quiet" } as const;
  const mark = { size: SMALL_SIZE, tone: "mark" } as const;
  const body = stacked(
    [
      ...nameRows(text.name(node), width, true),
      ...(node.type === "party" ? wrapped(text.kind(node), quiet, width, 1) : []),
      ...marksOf(text, node, layout).flatMap((line) => wrapped(line, mark, width, 2)),
      // A network has lines for what a tree can only tell.
      ...(layout === "network" ? [] : text.across(node)).flatMap((line) => wrapped(line, quiet, width, 2)),
      ...(node.more > 0 ? wrapped(moreText(text, node), mark, width, 2) : []),
    ],
    headHeight + PADDING - 1,
    width,
  );
  const bodyHeight = body.bottom + PADDING - 1;
  const share = node.share === null ? [] : shareRows(text, node, width);
  const foot = stacked(share, bodyHeight + 2, width);
  const footHeight = share.length > 0 ? foot.bottom + 3 - bodyHeight : 0;
  return {
    anchor,
    target: anchor,
    node,
    pointer: null,
    width,
    height: bodyHeight + footHeight,
    head: headHeight,
    foot: footHeight,
    lines: [...head.lines, ...body.lines, ...foot.lines],
    hint: hintOf(text, node),
  };
}

/** Signs of a party: that it stands elsewhere too, that it is in a ring, that it is of a group that no frame shows. */
function marksOf(text: ChartText, node: ChartNode, layout: "tree" | "network"): string[] {
  const number = layout === "tree" ? text.number(node.id) : null;
  const signs = [
    ...(number === null ? [] : [`※${number}`]),
    ...(node.ring === null ? [] : [text.say("chart.inRing")]),
  ].join(" ");
  const unframed = node.group !== null && (layout === "network" || !text.framed(node.group));
  const group = unframed ? text.group(node.group!).join(" ") : null;
  return [...(signs === "" ? [] : [signs]), ...(group === null ? [] : [group])];
}

/** A name in two lines of about the same length, parted before what says its legal form where that is possible. */
function nameRows(name: string, width: number, bold: boolean): Row[] {
  const row = { size: NAME_SIZE, tone: "name", bold } as const;
  const room = width - 2 * PADDING;
  if (textWidth(name, NAME_SIZE) <= room) return [{ ...row, text: name }];
  const form = LEGAL_FORM.exec(name);
  const parts = form ? [name.slice(0, form.index).trim(), form[0].trim()] : [];
  const parted =
    parts.length === 2 && parts.every((part) => part !== "" && textWidth(part, NAME_SIZE) <= room);
  if (parted) return parts.map((part) => ({ ...row, text: part }));
  const even = wrapText(
    name,
    NAME_SIZE,
    Math.min(room, textWidth(name, NAME_SIZE) / 2 + NAME_SIZE),
    NAME_LINES,
  );
  const whole = even.at(-1)!.endsWith("…") ? wrapText(name, NAME_SIZE, room, NAME_LINES) : even;
  return whole.map((part) => ({ ...row, text: part }));
}

const LEGAL_FORM =
  /(?:(?:控股)?(?:集团)?(?:股份)?有限(?:责任)?公司|(?:股权)?(?:投资)?(?:基金)?合伙企业(?:[（(].{2,8}[）)])?|[（(]有限合伙[）)]|(?:Co\., ?)?(?:Ltd\.?|Limited|LLC|LLP|L\.P\.|GmbH|AG|S\.A\.|Inc\.?|Corporation))(?: ?\(.*\))?$/u;

const moreText = ({ say }: ChartText, { more, side }: ChartNode): string =>
  say(side === "down" ? "chart.moreBelow" : "chart.more", { count: grouped(more) });

/** In one line, or the figure in a line of its own, so that no range is parted where that can be helped. */
function shareRows(text: ChartText, node: ChartNode, width: number): Row[] {
  const row = { size: SHARE_SIZE, tone: "share", bold: true } as const;
  const share = text.share(node.share!);
  const whole = text.say("chart.lookThrough", { share });
  const fits = (line: string): boolean => textWidth(line, SHARE_SIZE) <= width - 2 * PADDING;
  if (fits(whole) || !fits(share)) return wrapped(whole, row, width, 2);
  return [text.say("chart.lookThrough", { share: "" }).trim(), share].map((line) => ({ ...row, text: line }));
}

/** What a reader sees on pointing at a box: the whole name, the id, and who is folded into it. */
function hintOf(text: ChartText, node: ChartNode): string {
  if (node.type === "undisclosed") return text.name(node);
  if (node.type === "party") return [text.name(node), drawable(node.id)].join(" · ");
  const named = node.folded.map((party) => {
    const name = text.name({ ...node, ...party, type: "party" });
    return party.share ? `${name} ${text.share(party.share)}` : name;
  });
  const left = node.count - named.length;
  const more = left > 0 ? [text.say("and.more", { count: left })] : [];
  return [text.name(node), ...named, ...more].join("\n");
}

/** The box of a pointer to a party that stands elsewhere, or that closes a ring. */
export function pointerBox(
  text: ChartText,
  node: ChartNode,
  pointer: "again" | "back",
  width: number,
  { anchor, target }: Pick<Box, "anchor" | "target">,
): Sized<Box> {
  const number = text.number(node.id) ?? 0;
  const { lines, bottom } = stacked(
    [
      ...nameRows(text.name(node), width, false),
      ...wrapped(
        text.say(pointer === "back" ? "chart.back" : "chart.again", { number }),
        { size: SMALL_SIZE, tone: "mark" },
        width,
        2,
      ),
    ],
    PADDING - 1,
    width,
  );
  const height = bottom + PADDING - 1;
  return { anchor, target, node, pointer, width, height, head: 0, foot: 0, lines, hint: hintOf(text, node) };
}

/** The label of an edge, no wider than it may be; null for an edge that says nothing. */
export function edgeLabel(text: ChartText, edge: ChartEdge, width: number): Sized<Label> | null {
  const direct = edge.share ? 1 : 0;
  const rows = text.edge(edge).flatMap((content, position): Row[] => {
    const own = position < direct ? { tone: "direct" as const, bold: true } : { tone: "right" as const };
    const size = position < direct ? LABEL_SIZE : SMALL_SIZE;
    return wrapText(content, size, width, 2).map((line) => ({ ...own, size, text: line }));
  });
  if (rows.length === 0) return null;
  const widest = Math.max(...rows.map((row) => textWidth(row.text, row.size))) + 2 * LABEL_MARGIN;
  const { lines, bottom } = stacked(rows, 1, widest);
  return { edge, width: widest, height: bottom + 1, lines };
}

/** A box at its place. */
export const placed = <Placed extends { readonly lines: readonly TextLine[] }>(
  sized: Placed,
  x: number,
  y: number,
): Placed & { readonly x: number; readonly y: number } => ({
  ...sized,
  x,
  y,
  lines: sized.lines.map((line) => ({ ...line, x: line.x + x, y: line.y + y })),
});
