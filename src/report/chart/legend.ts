import type { Chart } from "../../chart.js";
import { kindLabel } from "../labels.js";
import { type ChartText, grouped } from "./chartText.js";
import type { Layout } from "./geometry.js";
import { textWidth, wrapText } from "./textMeasure.js";
import { familyOf } from "./themes.js";

/** What stands beside a text of the legend. */
export type Sign =
  | { readonly type: "box"; readonly kind: NonNullable<Chart["nodes"][number]["kind"]> }
  | { readonly type: "line"; readonly style: "control" | "possible" | "tie" | "back" }
  | { readonly type: "frame" }
  | { readonly type: "none" };

export interface LegendItem {
  readonly sign: Sign;
  readonly text: string;
}

/** An item at its place: the sign at x, the text after it. */
export interface PlacedItem extends LegendItem {
  readonly x: number;
  readonly y: number;
  readonly rows: readonly string[];
}

const SIZE = 11;
const SIGN_WIDTH = 26;
const ROW = 18;
const GAP = 18;

/** What a reader of this chart has to know, and nothing that is not in it. */
export function legendItems(chart: Chart, text: ChartText, layout: Layout): LegendItem[] {
  const { say, language } = text;
  const { nodes, edges, left } = chart;
  const kinds = [...new Set(nodes.flatMap(({ kind, side }) => (kind && side !== "subject" ? [kind] : [])))];
  const order = kinds.sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  const has = (test: (edge: Chart["edges"][number]) => boolean): boolean => edges.some(test);
  const when = (is: boolean, sign: Sign, words: string): LegendItem[] => (is ? [{ sign, text: words }] : []);
  const none: Sign = { type: "none" };
  const unknown = [...nodes, ...edges].some(({ share }) => share !== null && text.share(share) === "?");
  return [
    ...order.map((kind): LegendItem => ({ sign: { type: "box", kind }, text: kindLabel(language, kind) })),
    ...when(
      has(({ control }) => control === "certain"),
      { type: "line", style: "control" },
      say("legend.control"),
    ),
    ...when(
      has(({ control }) => control === "possible"),
      { type: "line", style: "possible" },
      say("legend.controlPossible"),
    ),
    ...when(
      has(({ type }) => type === "tie"),
      { type: "line", style: "tie" },
      say("legend.tie"),
    ),
    ...when(
      has(({ role }) => role === "back") || nodes.some(({ ring }) => ring !== null),
      { type: "line", style: "back" },
      say("legend.ring"),
    ),
    ...when(layout.frames.length > 0, { type: "frame" }, say("legend.group")),
    ...when(
      layout.boxes.some(({ pointer }) => pointer === "again"),
      none,
      say("legend.again"),
    ),
    { sign: none, text: say("legend.direct") },
    { sign: none, text: say("legend.share") },
    ...when(unknown, none, say("legend.unknown")),
    ...when(left.folded > 0 || left.unexpanded > 0, none, foldedText(left, say)),
  ];
}

/** What is left out, by the two ways in which it is. */
export function foldedText({ folded, unexpanded }: Chart["left"], say: ChartText["say"]): string {
  return [
    ...(folded > 0 ? [say("legend.folded", { count: grouped(folded) })] : []),
    ...(unexpanded > 0 ? [say("legend.unexpanded", { count: grouped(unexpanded) })] : []),
  ].join(say("list.semicolon"));
}

const RANKS = ["person", "company", "partnership", "product", "state", "nobody"];
const rank = (kind: NonNullable<Chart["nodes"][number]["kind"]>): number =>
  RANKS.indexOf(familyOf({ kind, side: "up" }));

/** Items in rows of at most a width. */
export function placeLegend(
  items: readonly LegendItem[],
  width: number,
): { readonly items: readonly PlacedItem[]; readonly height: number } {
  const placed: PlacedItem[] = [];
  let [x, y] = [0, 0];
  let tallest = 1;
  for (const item of items) {
    const sign = item.sign.type === "none" ? 0 : SIGN_WIDTH;
    const rows = wrapText(item.text, SIZE, width - sign, 4);
    const own = sign + Math.max(...rows.map((row) => textWidth(row, SIZE)));
    if (x > 0 && x + own > width) {
      [x, y] = [0, y + ROW * tallest];
      tallest = 1;
    }
    placed.push({ ...item, x, y, rows });
    tallest = Math.max(tallest, rows.length);
    x += own + GAP;
  }
  return { items: placed, height: y + ROW * tallest };
}

export const LEGEND_SIZE = SIZE;
export const LEGEND_ROW = ROW;
export const LEGEND_SIGN = SIGN_WIDTH;
