import type { Chart } from "../../chart.js";
import type { Language } from "../../text/words.js";
import { chartText } from "./chartText.js";
import type { Layout } from "./geometry.js";
import { networkLayout } from "./networkLayout.js";
import { chartSvg, type SvgOptions } from "./svg.js";
import type { ThemeName } from "./themes.js";
import { type Direction, treeLayout } from "./treeLayout.js";

export interface DrawOptions {
  readonly language: Language;
  readonly theme?: ThemeName | undefined;
  readonly layout?: "tree" | "network" | undefined;
  /** "auto" (the default) takes the one that is larger on a screen. */
  readonly direction?: Direction | "auto" | undefined;
  readonly listed?: SvgOptions["listed"];
}

/** A screen is so much wider than high. */
const SCREEN = 1.6;
/** A network of more boxes than this is easier to read from left to right: boxes are wide and low. */
const WIDE_NETWORK = 60;

/** A chart in the layout asked for, as SVG. A promise only because the network layout is loaded when it is wanted. */
export async function drawChart(chart: Chart, options: DrawOptions): Promise<string> {
  const { language, theme, listed } = options;
  const layout = await layoutOf(chart, options);
  return chartSvg(chart, { language, theme, layout, listed });
}

async function layoutOf(chart: Chart, options: DrawOptions): Promise<Layout> {
  const { language, layout = "tree", direction = "auto" } = options;
  const text = chartText(chart, language);
  if (layout === "network") {
    const wide = chart.nodes.length > WIDE_NETWORK ? "right" : "down";
    return await networkLayout(chart, text, direction === "auto" ? wide : direction);
  }
  if (direction !== "auto") return treeLayout(chart, text, direction);
  const [down, right] = [treeLayout(chart, text, "down"), treeLayout(chart, text, "right")];
  return side(right) < side(down) ? right : down;
}

/** How much of a screen's side a picture needs. */
const side = ({ width, height }: Layout): number => Math.max(width / SCREEN, height);
