import type { ShareResult } from "../../model/shareResult.js";
import { type Language, sayIn } from "../../text/words.js";
import type { OverviewRow } from "../analysis/overview.js";
import { printable } from "../safeText.js";
import { shareText } from "../shareText.js";
import { html, type Markup } from "./markup.js";
import { page } from "./page.js";

export interface OverviewEntry {
  readonly row: OverviewRow;
  /** Address of the report, beside the overview. */
  readonly file: string;
}

export interface Failure {
  readonly subject: string;
  readonly reason: string;
}

export interface Overview {
  readonly language: Language;
  readonly asOf: string | null;
  readonly digest: string | null;
  /** Subjects of this page; there may be several pages. */
  readonly entries: readonly OverviewEntry[];
  readonly failures: readonly Failure[];
  readonly counted: { readonly reports: number; readonly failed: number };
  /** Addresses of all pages, this one's position among them. */
  readonly pages: readonly string[];
  readonly position: number;
}

/** One page of the overview of many reports, with a link to each. */
export function overviewPage(overview: Overview): string {
  const { language, asOf, digest, counted, failures } = overview;
  const say = sayIn(language);
  const title = say("analysis.overview");
  const body = html`<header>
<h1>${title}</h1>
<dl>
<div><dt>${say("analysis.asOf")}</dt><dd>${asOf ?? say("title.noDate")}</dd></div>
${digest === null ? null : html`<div><dt>${say("analysis.digest")}</dt><dd>${digest}</dd></div>\n`}</dl>
<p>${say("overview.counted", { count: counted.reports, failed: counted.failed })}</p>
${pagesNav(overview)}</header>
<main>
${entriesTable(overview)}${failures.length === 0 ? null : failuresTable(language, failures)}</main>
`;
  return page(language, asOf === null ? title : `${title} · ${asOf}`, body);
}

const pagesNav = ({ language, pages, position }: Overview): Markup | null =>
  pages.length < 2
    ? null
    : html`<nav aria-label="${sayIn(language)("overview.pages")}"><p>${pages.map((file, k) =>
        k === position ? html` <strong>${k + 1}</strong>` : html` <a href="${file}">${k + 1}</a>`,
      )}</p></nav>
`;

const COLUMNS = [
  ...(["subject", "owners", "largest", "largestShare", "coverage", "controllers"] as const),
  ...(["beneficialOwners", "breaches", "open", "issues"] as const),
];
const FIGURES: ReadonlySet<string> = new Set([
  "owners",
  "largestShare",
  "coverage",
  "breaches",
  "open",
  "issues",
]);

function entriesTable({ language, entries }: Overview): Markup {
  const say = sayIn(language);
  const head = COLUMNS.map((column) =>
    FIGURES.has(column)
      ? html`<th scope="col" class="figure">${say(`overview.${column}`)}</th>`
      : html`<th scope="col">${say(`overview.${column}`)}</th>`,
  );
  return html`<div class="wide" role="group" tabindex="0" aria-label="${say("analysis.overview")}"><table>
<thead><tr>${head}</tr></thead>
<tbody>
${entries.map((entry) => entryRow(language, entry))}</tbody></table></div>
`;
}

function entryRow(language: Language, { row, file }: OverviewEntry): Markup {
  const figure = (share: ShareResult | null): string => (share === null ? "" : shareText(share));
  const names = (all: readonly string[]): string =>
    all.map((name) => printable(name)).join(sayIn(language)("list.separator"));
  const count = (value: number | null): Markup => html`<td class="figure">${value ?? "–"}</td>`;
  const breaches =
    row.breaches !== null && row.breaches > 0
      ? html`<td class="figure"><span class="bad">${row.breaches}</span></td>`
      : count(row.breaches);
  return html`<tr><th scope="row"><a href="${file}">${printable(row.name)}</a></th>${count(row.ends)}<td>${row.largest ? printable(row.largest.name) : ""}</td><td class="figure">${figure(row.largest?.share ?? null)}</td><td class="figure">${figure(row.coverage)}</td><td>${names(row.controllers)}</td><td>${names(row.beneficialOwners)}</td>${breaches}${count(row.open)}${count(row.errors + row.warnings)}</tr>
`;
}

function failuresTable(language: Language, failures: readonly Failure[]): Markup {
  const say = sayIn(language);
  return html`<h2>${say("overview.failed")}</h2>
<div class="wide" role="group" tabindex="0" aria-label="${say("overview.failed")}"><table>
<thead><tr><th scope="col">${say("overview.subject")}</th><th scope="col">${say("overview.reason")}</th></tr></thead>
<tbody>
${failures.map(({ subject, reason }) => html`<tr><th scope="row">${printable(subject)}</th><td>${printable(reason, 300)}</td></tr>\n`)}</tbody></table></div>
`;
}
