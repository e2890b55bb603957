import type { Analysis, AppliedLaw } from "../../analyse/analysis.js";
import { readTest } from "../../model/share.js";
import { ZERO_SHARE } from "../../model/shareResult.js";
import type { Language } from "../../text/words.js";
import { beneficialOwnersDocument } from "../beneficialOwnersReport.js";
import { chartMermaid } from "../chart/mermaid.js";
import { checkDocument } from "../checkReport.js";
import { compareDocument } from "../compareReport.js";
import { concertDocument } from "../concertReport.js";
import { controlDocument } from "../controlReport.js";
import {
  type Block,
  type Document,
  fields,
  heading,
  type Line,
  lines,
  list,
  type Section,
  span,
  table,
  title,
  within,
} from "../document.js";
import { issuePlace, issueWords, kindOf, SEVERITY_TONES, severityLabel, type View } from "../labels.js";
import { idCell, ownersBlocks } from "../ownersReport.js";
import { regimesBlocks } from "../regimesReport.js";
import { relatedDocument } from "../relatedReport.js";
import { harmless } from "../safeText.js";
import { disclosureBlocks } from "./disclosure.js";
import { summarySentences } from "./summary.js";
import { unknownBlocks } from "./unknown.js";
import { type AnalysisView, analysisView } from "./view.js";

/** The report on one subject before it is HTML, Markdown or text: the head, then sections in the order of reading. */
export interface Report {
  readonly view: AnalysisView;
  readonly title: string;
  readonly facts: readonly (readonly [label: string, value: Line])[];
  readonly sections: readonly Section[];
  /** The chart, for readers of Markdown; pages have their own. */
  readonly drawing: readonly Block[];
}

/** A name may be as long as its owner likes; in the list of parties it is printed in full up to this. */
const FULL_NAME = 400;
/** Parties that a report lists; the workbook has all. */
const PARTIES = 1_000;
/** Issues that a report lists; validate has all. */
const ISSUES = 100;

/** Lays an analysis out as a report in a language. Computes nothing: every figure stands in the analysis. */
export function report(analysis: Analysis, language: Language): Report {
  const view = analysisView(analysis, language);
  const { say } = view;
  const { subject, asOf, digest, version } = analysis;
  const named = idCell(view, subject);
  return {
    view,
    title: view.name(subject),
    facts: [
      [say("analysis.subject"), named === "" ? view.name(subject) : `${view.name(subject)} (${named})`],
      [say("column.kind"), kindOf(view, subject)],
      [say("analysis.asOf"), asOf ?? say("title.noDate")],
      ...(digest === null ? [] : [[say("analysis.digest"), digest] as const]),
      ...(version === null ? [] : [[say("analysis.program"), `lookthrough ${version}`] as const]),
    ],
    sections: sectionsOf(view, analysis),
    drawing:
      analysis.chart.nodes.length > 1
        ? [{ kind: "drawing", mermaid: chartMermaid(analysis.chart, language) }]
        : [],
  };
}

function sectionsOf(view: AnalysisView, analysis: Analysis): Section[] {
  const { subject, check, compare, disclosure } = analysis;
  const section = (id: SectionId, blocks: readonly Block[]): Section => ({
    id,
    title: view.say(`section.${id}`),
    blocks,
  });
  return [
    section("summary", [lines(...summarySentences(view, analysis))]),
    section("owners", ownersSection(view, analysis)),
    section("control", controlSection(view, analysis)),
    section("concert", concertSection(view, analysis)),
    section("ubo", uboSection(view, analysis)),
    section("related", within(relatedDocument(view, subject, analysis.related))),
    section(
      "check",
      check
        ? within([
            heading(view.titleOf(check.rulebook)),
            ...checkDocument(view, { subject, verbose: false, brief: true }, check),
          ])
        : [lines(view.say("analysis.uncheckedNote"))],
    ),
    ...(disclosure ? [section("disclosure", within(disclosureBlocks(view, disclosure)))] : []),
    ...(compare ? [section("compare", within(compareDocument(view, subject, compare)))] : []),
    section("unknown", unknownBlocks(view, analysis)),
    section("issues", issueBlocks(view, analysis)),
    section("law", lawBlocks(view, analysis)),
    section("parties", partiesBlocks(view, analysis)),
  ];
}

type SectionId =
  | "summary"
  | "owners"
  | "control"
  | "concert"
  | "ubo"
  | "related"
  | "check"
  | "disclosure"
  | "compare"
  | "unknown"
  | "issues"
  | "law"
  | "parties";

function ownersSection(view: View, { subject, owners }: Analysis): Block[] {
  const asked = { subject, interest: "equity", test: null, terminalOnly: false, paths: "indirect" } as const;
  return within(ownersBlocks(view, asked, owners));
}

function controlSection(view: View, { subject, control, controlTest, controlVotes }: Analysis): Block[] {
  const votes = new Map(control.controllers.map((row, position) => [row.id, controlVotes[position] ?? null]));
  const asked = {
    subject,
    test: readTest(controlTest)!,
    votes: (row: { id: string }) => votes.get(row.id) ?? null,
  };
  return within(controlDocument(view, asked, control));
}

function concertSection(view: View, { subject, concert, owners }: Analysis): Block[] {
  const direct = new Map(owners.owners.map((owner) => [owner.id, owner.direct]));
  const asked = { subject, direct: (member: string) => direct.get(member) ?? ZERO_SHARE };
  return within(concertDocument(view, asked, concert));
}

const uboSection = (view: AnalysisView, { subject, ubo, regimes }: Analysis): Block[] =>
  within([
    ...(regimes
      ? [
          heading(view.say("regimes.matrix")),
          ...regimesBlocks(view, {
            persons: regimes,
            profiles: ubo.map(({ profile }) => ({ profile, title: view.titleOf(profile) })),
          }),
        ]
      : []),
    ...ubo.flatMap(
      (result): Document => [
        heading(view.titleOf(result.profile)),
        ...beneficialOwnersDocument(view, subject, result),
      ],
    ),
  ]);

function issueBlocks(view: View, { issues, elsewhere }: Analysis): Block[] {
  const { say, language } = view;
  const more = elsewhere > 0 ? [lines(span("dim", say("issues.elsewhere", { count: elsewhere })))] : [];
  if (issues.length === 0) return [lines(say("issues.none")), ...more];
  const columns = ["severity", "code", "place", "message", "hint"] as const;
  const left = issues.length - ISSUES;
  return [
    table(
      columns.map((column) => ({ title: say(`issues.${column}`) })),
      issues.slice(0, ISSUES).map((issue): Line[] => {
        const { message, hint } = issueWords(language, issue);
        const severity = severityLabel(language, issue.severity);
        return [span(SEVERITY_TONES[issue.severity], severity), issue.code, issuePlace(issue), message, hint];
      }),
    ),
    ...(left > 0 ? [lines(say("and.more", { count: left }))] : []),
    ...more,
  ];
}

function lawBlocks(view: View, { law, methods }: Analysis): Block[] {
  const { say } = view;
  const unverified = law.some(({ entries }) => entries.some(({ verified }) => !verified));
  return within([
    heading(say("law.applied")),
    table(
      [
        { title: say("law.text") },
        { title: say("column.id") },
        { title: say("law.newestVersion") },
        { title: say("law.reading") },
      ],
      law.map((one) => lawRow(view, one)),
    ),
    ...(unverified ? [lines(span("dim", say("law.unverifiedNote")))] : []),
    heading(say("law.methods")),
    list(methods.map((method) => say(`method.${method}`))),
  ]);
}

function lawRow({ say, language }: View, { id, title: titles, entries }: AppliedLaw): Line[] {
  const verified = entries.filter((entry) => entry.verified).length;
  const newest =
    entries
      .map(({ from }) => from)
      .sort()
      .at(-1) ?? "";
  const counts = say("law.readShare", { verified, count: entries.length });
  return [
    titles[language],
    id,
    newest,
    entries.length === 0 ? "" : span(verified === entries.length ? "good" : "warning", counts),
  ];
}

function partiesBlocks(view: View, { parties }: Analysis): Block[] {
  const { say, language } = view;
  const left = parties.length - PARTIES;
  const named = table(
    [{ title: say("column.party") }, { title: say("column.id") }, { title: say("column.kind") }],
    parties.slice(0, PARTIES).map(({ id, name, nameEn }): Line[] => {
      const own = (language === "en" ? nameEn : undefined) ?? name;
      return [harmless(own.slice(0, FULL_NAME)), harmless(id.slice(0, FULL_NAME)), kindOf(view, id)];
    }),
  );
  return [named, ...(left > 0 ? [lines(say("and.more", { count: left }))] : [])];
}

/** The whole report as one document, for Markdown and text. */
export const reportDocument = ({ view, title: name, facts, sections, drawing }: Report): Document => [
  title(`${name} · ${view.say("analysis.title")}`),
  fields(facts),
  ...sections.flatMap(({ id, title: head, blocks }) => [
    heading(head),
    ...blocks,
    ...(id === "summary" ? drawing : []),
  ]),
];
