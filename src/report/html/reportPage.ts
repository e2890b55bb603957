import type { Analysis } from "../../analyse/analysis.js";
import type { Language } from "../../text/words.js";
import { type Report, report } from "../analysis/sections.js";
import { blocksHtml, fieldsHtml } from "./blocks.js";
import { chartFigure } from "./chartFigure.js";
import { html, type Markup, trusted } from "./markup.js";
import { page } from "./page.js";

export interface PageOptions {
  /** Address of the overview that this report belongs to. */
  readonly overview?: string | undefined;
}

interface Part {
  readonly id: string;
  readonly title: string;
  readonly content: Markup | readonly Markup[];
  readonly turned?: boolean;
}

/** The report on one subject as a page that opens offline, prints on A4 and loads nothing. */
export function reportPage(analysis: Analysis, language: Language, options: PageOptions = {}): string {
  const made = report(analysis, language);
  const { view, title, facts } = made;
  const { say } = view;
  const parts = partsOf(made, analysis);
  const back =
    options.overview === undefined
      ? null
      : html`<nav class="back" aria-label="${say("analysis.overview")}"><a href="${options.overview}">${say("analysis.back")}</a></nav>\n`;
  const body = html`<header>
${back}<p class="kicker">${say("analysis.title")}</p>
<h1>${title}</h1>
${fieldsHtml(facts)}${contents(say("analysis.contents"), parts)}</header>
<main>
${parts.map(
  ({
    id,
    title: head,
    content,
    turned,
  }) => html`<section id="${id}"${turned ? trusted(' class="turned"') : null} aria-labelledby="${id}-title">
<h2 id="${id}-title">${head}</h2>
${content}</section>
`,
)}</main>
`;
  const asOf = analysis.asOf === null ? "" : ` · ${analysis.asOf}`;
  return page(language, `${title}${asOf} · ${say("analysis.title")}`, body);
}

/** The sections, with the chart after the summary. */
function partsOf({ view, sections }: Report, { subject, chart }: Analysis): Part[] {
  const { say, language } = view;
  const [summary, ...rest] = sections.map(({ id, title, blocks }) => ({
    id,
    title,
    content: blocksHtml(blocks, title),
  }));
  const alt = say("analysis.chartAlt", { subject: view.name(subject) });
  const { figure, turned } =
    chart.nodes.length > 1
      ? chartFigure(chart, language, alt)
      : { figure: html`<p>${say("analysis.noChart")}</p>\n`, turned: false };
  return [summary!, { id: "chart", title: say("section.chart"), content: figure, turned }, ...rest];
}

const contents = (title: string, parts: readonly Part[]): Markup =>
  html`<nav aria-labelledby="contents"><h2 id="contents">${title}</h2>
<ol>
${parts.map((part) => html`<li><a href="#${part.id}">${part.title}</a></li>\n`)}</ol></nav>
`;
