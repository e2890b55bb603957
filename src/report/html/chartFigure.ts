import type { Chart } from "../../chart.js";
import type { Language } from "../../text/words.js";
import { chartSvg } from "../chart/svg.js";
import type { Direction } from "../chart/treeLayout.js";
import { html, type Markup, trusted } from "./markup.js";

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
  const drawn = (theme: "light" | "dark", direction: Direction): string =>
    chartSvg(chart, { language, theme, direction, idPrefix: `chart-${theme}-` });
  const [best] = (["down", "right"] as const)
    .map((direction) => ({ direction, svg: drawn("light", direction) }))
    .map((one) => ({ ...one, ...printed(one.svg) }))
    .sort((a, b) => b.scale - a.scale);
  const { direction, svg, turned } = best!;
  const figure = html`<figure class="chart" tabindex="0" aria-label="${label}">
<div class="on-light">${trusted(svg)}</div>
<div class="on-dark">${trusted(drawn("dark", direction))}</div>
</figure>
`;
  return { figure, turned };
}

/** How large a drawing prints, and on which sheet. */
function printed(svg: string): { scale: number; turned: boolean } {
  const [, width, height] = /^<svg[^>]*? width="([\d.]+)" height="([\d.]+)"/.exec(svg) ?? [];
  const scaleIn = (room: typeof UPRIGHT): number =>
    Math.min(LARGEST, room.width / Number(width), room.height / Number(height));
  const [upright, side] = [scaleIn(UPRIGHT), scaleIn(TURNED)];
  return side > upright * WORTH ? { scale: side / WORTH, turned: true } : { scale: upright, turned: false };
}
