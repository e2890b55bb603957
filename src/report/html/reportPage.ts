import type { Analysis } from "../../analyse/analysis.js";
import type { Language } from "../../text/words.js";
import { type Report, report } from "../analysis/sections.js";
import { blocksHtml, fieldsHtml } from "./blocks.js";
import { html, type Markup } from "./markup.js";
import { page } from "./page.js";

export interface PageOptions {
  /** Address of the overview that this report belongs to. */
  readonly overview?: string | undefined;
}

/** The report on one subject as a page that opens offline, prints on A4 and loads nothing. */
export function reportPage(analysis: Analysis, language: Language, options: PageOptions = {}): string {
  const made = report(analysis, language);
  const { view, title, facts, sections } = made;
  const { say } = view;
  const body = html`<header>
${options.overview === undefined ? null : html`<nav class="back" aria-label="${say("analysis.overview")}"><a href="${options.overview}">${say("analysis.back")}</a></nav>\n`}<p class="kicker">${say("analysis.title")}</p>
<h1>${title}</h1>
${fieldsHtml(facts)}${contents(made)}</header>
<main>
${sections.map(
  ({ id, title: head, blocks }) => html`<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${head}</h2>
${blocksHtml(blocks, head)}</section>
`,
)}</main>
`;
  const asOf = analysis.asOf === null ? "" : ` · ${analysis.asOf}`;
  return page(language, `${title}${asOf} · ${say("analysis.title")}`, body);
}

const contents = ({ view, sections }: Report): Markup =>
  html`<nav aria-labelledby="contents"><h2 id="contents">${view.say("analysis.contents")}</h2>
<ol>
${sections.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>\n`)}</ol></nav>
`;
