import type { Chart } from "../../chart.js";
import type { Language } from "../../text/words.js";
import { chartText } from "../chart/chartText.js";
import type { Layout } from "../chart/geometry.js";
import { chartSvg } from "../chart/svg.js";
import { treeLayout } from "../chart/treeLayout.js";
import { html, type Markup, trusted } from "./markup.js";
import { pictureFrame } from "./pictureFrame.js";

export interface ChartFigure {
  readonly figure: Markup;
  /** On paper it has a sheet of its own, turned on its side. */
  readonly turned: boolean;
}

/** Room for a chart on an upright and on a turned sheet of A4, in millimetres. */
const UPRIGHT = { width: 182, height: 225 };
const TURNED = { width: 269, height: 145 };
/** A small chart is not blown up: millimetres a pixel at most. */
const LARGEST = 25.4 / 96;
/** A turned sheet costs a page: it must show the chart that much larger. */
const WORTH = 1.25;

/**
 * The chart as a figure of the page, laid out as it prints largest, once for light grounds and paper and once for dark ones:
 * a page without script cannot draw it anew. Every name in it is escaped by the drawing.
 */
export function chartFigure(chart: Chart, language: Language, label: string): ChartFigure {
  const text = chartText(chart, language);
  const [best] = (["down", "right"] as const)
    .map((direction) => treeLayout(chart, text, direction))
    .map((layout) => ({ layout, ...printed(layout) }))
    .sort((a, b) => b.scale - a.scale);
  const { layout, turned } = best!;
  const drawn = (theme: "light" | "dark"): string =>
    chartSvg(chart, { language, theme, layout, idPrefix: `chart-${theme}-` });
  const light = drawn("light");
  const drawings = html`
<div class="on-light">${trusted(light)}</div>
<div class="on-dark">${trusted(drawn("dark"))}</div>
`;
  const figure = html`<figure class="chart">
${pictureFrame(drawings, light, { language, label })}</figure>
`;
  return { figure, turned };
}

/** How large a picture prints, and on which sheet. */
function printed({ width, height }: Layout): { scale: number; turned: boolean } {
  const scaleIn = (room: typeof UPRIGHT): number =>
    Math.min(LARGEST, room.width / width, room.height / height);
  const [upright, side] = [scaleIn(UPRIGHT), scaleIn(TURNED)];
  return side > upright * WORTH ? { scale: side / WORTH, turned: true } : { scale: upright, turned: false };
}
