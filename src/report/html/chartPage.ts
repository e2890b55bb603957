import type { Chart } from "../../chart.js";
import type { Language } from "../../text/words.js";
import { chartText } from "../chart/chartText.js";
import { outline } from "../chart/outline.js";
import { THEME, type Theme, type ThemeName } from "../chart/themes.js";
import { html, trusted } from "./markup.js";
import { bare } from "./page.js";
import { FRAME_STYLE, pictureFrame } from "./pictureFrame.js";

export interface ChartPageOptions {
  readonly language: Language;
  readonly theme?: ThemeName | undefined;
  /** The same chart with everything unfolded, by default the chart that is drawn. */
  readonly whole?: Chart | undefined;
}

/**
 * A drawn chart as a page of its own: opens offline at the subject, asks nothing of any server, runs no script. Below the picture everyone stands in lists that
 * open and close, whatever the picture folds.
 */
export function chartPage(chart: Chart, svg: string, options: ChartPageOptions): string {
  const { language, whole = chart } = options;
  const text = chartText(whole, language);
  const theme = THEME[options.theme ?? "light"];
  const subject = whole.nodes.find(({ id }) => id === whole.subject)!;
  const title = text.say("chart.title", { name: text.name(subject) });
  const body = html`<main>
<h1>${title}</h1>
${pictureFrame(trusted(svg), svg, { language, label: title })}${
  whole.edges.length === 0 ? null : html`<h2>${text.say("chart.list")}</h2>\n${outline(whole, text)}`
}</main>
`;
  return bare(language, title, `${style(theme)}\n${FRAME_STYLE}`, body);
}

/** The heading of the page is for readers that cannot see; the picture has its own. */
const style = ({ background, tones, control, boxes }: Theme): string => `
:root { --accent: ${control}; }
body { margin: 0; background: ${background}; color: ${tones.title};
  font: 14px/1.7 "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", "Segoe UI", sans-serif; }
main { padding: 8px 16px 48px; }
h1 { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
h2 { margin: 24px 0 4px; font-size: 16px; } h3, h4 { margin: 14px 0 2px; font-size: 14px; }
a { color: inherit; }
.picture :target > path, .picture :target > a > path { stroke: var(--accent); stroke-width: 3.5; }
.outline ul { margin: 0; padding-left: 20px; list-style: none; overflow-wrap: anywhere; }
.outline > ul { padding-left: 0; }
.outline li { border-left: 1px solid ${boxes.nobody.stroke}; padding-left: 10px; }
.outline summary { cursor: pointer; }
.outline .direct { font-weight: 600; } .outline .quiet { color: ${boxes.nobody.quiet}; }
.outline .direct::before, .outline .through::before { content: "· "; font-weight: 400; }
.outline em { color: var(--accent); font-style: normal; font-weight: 600; }
.outline :target > summary, .outline li:target { outline: 2px solid var(--accent); }
@page { size: A4 landscape; margin: 10mm; }`;
