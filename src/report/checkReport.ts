import { regulation } from "../law/law.js";
import type { LawParameter } from "../law/regulation.js";
import { parseFraction } from "../model/fraction.js";
import { readShare } from "../model/share.js";
import type { CheckResult } from "../rules/check.js";
import {
  FINDING_VERDICTS,
  type Finding,
  type FindingEvidence,
  type FindingSeverity,
  type FindingVerdict,
  type MissingFact,
  SEVERITIES,
} from "../rules/finding.js";
import { EXEMPTION_LABELS, MISSING_LABELS } from "../text/checkWords.js";
import { ruleMessage, ruleWords } from "../text/ruleWords.js";
import {
  COMPARATOR_LABELS,
  CONCERT_REASON_LABELS,
  ENTITY_KIND_LABELS,
  EVIDENCE_LABELS,
  LIMB_LABELS,
  TIE_KIND_LABELS,
  UNIT_LABELS,
} from "../text/vocabulary.js";
import type { Language, Word } from "../text/words.js";
import { evidenceLine } from "./concertReport.js";
import type { Cell, Table } from "./csv.js";
import {
  type Block,
  type Document,
  heading,
  joined,
  type Line,
  lines,
  span,
  type Tone,
  type TreeRow,
  table,
  tree,
} from "./document.js";
import type { View } from "./labels.js";
import { recordsText } from "./records.js";
import { harmless } from "./safeText.js";
import { shareText, writtenShare } from "./shareText.js";
import { subjectTitle } from "./titles.js";

export interface CheckShown {
  readonly subject: string;
  /** Also what is clear in full, and what a person must judge of each rule. */
  readonly verbose: boolean;
  /** What cannot be decided in one line a rule: a report has many of them, and lists what is missing by itself. */
  readonly brief?: boolean;
  /** Prints how the derivation of one finding is asked for. */
  readonly explain?: (finding: string) => string;
}

/** Findings, evidence lines and names of one place that text prints; JSON has all. */
const LISTED = { findings: 60, evidence: 6, names: 12, notes: 30 };

export const FINDING_TONES: Readonly<Record<FindingVerdict, Tone>> = {
  breach: "bad",
  undetermined: "warning",
  clear: "good",
  exempt: "dim",
  advisory: "strong",
};

const SEVERITY_TONES: Readonly<Record<FindingSeverity, Tone>> = {
  high: "bad",
  medium: "warning",
  low: "dim",
  info: "dim",
};

/** `check` as people read it: the counts, then findings by verdict, breaches first. */
export function checkDocument(view: View, shown: CheckShown, result: CheckResult): Document {
  const { say, language } = view;
  const { rulebook, findings } = result;
  const title = subjectTitle(view, shown.subject, [regulation(rulebook).title[language]]);
  if (findings.length === 0) {
    return [title, lines(say("check.none", { rulebook, subject: view.name(shown.subject) }))];
  }
  const of = (verdict: FindingVerdict): Finding[] => findings.filter((one) => one.verdict === verdict);
  const full: readonly FindingVerdict[] = shown.verbose
    ? FINDING_VERDICTS
    : shown.brief
      ? ["breach"]
      : ["breach", "undetermined"];
  const first = of("breach")[0] ?? of("undetermined")[0];
  return [
    title,
    lines(...summaryLines(view, findings)),
    ...full.flatMap((verdict) => verdictBlocks(view, shown, rulebook, verdict, of(verdict))),
    ...BRIEF_ORDER.filter((verdict) => !full.includes(verdict)).flatMap((verdict) =>
      briefBlocks(view, verdict, of(verdict)),
    ),
    ...(findings.some(({ verified }) => !verified) ? [lines(span("dim", say("law.unverifiedNote")))] : []),
    ...(shown.explain && first
      ? [lines(span("dim", say("check.explainHint", { command: shown.explain(first.id) })))]
      : []),
  ];
}

/** What needs no action comes last. */
const BRIEF_ORDER: readonly FindingVerdict[] = ["undetermined", "advisory", "clear", "exempt", "breach"];

function summaryLines({ say }: View, findings: readonly Finding[]): Line[] {
  const count = (verdict: FindingVerdict): number => findings.filter((one) => one.verdict === verdict).length;
  const counts = {
    breaches: count("breach"),
    open: count("undetermined"),
    clear: count("clear"),
    exempt: count("exempt"),
    advisory: count("advisory"),
  };
  return [
    span(counts.breaches > 0 ? "bad" : "strong", say("check.summary", counts)),
    ...(counts.breaches === 0 ? [say("check.noBreach")] : []),
    ...(counts.open > 0 ? [say("check.openNote")] : []),
  ];
}

/** Findings of one verdict in full: under each rule its findings, under each finding what it rests on. */
function verdictBlocks(
  view: View,
  { verbose }: CheckShown,
  rulebook: string,
  verdict: FindingVerdict,
  findings: readonly Finding[],
): Block[] {
  if (findings.length === 0) return [];
  const { say } = view;
  const shown = findings.slice(0, LISTED.findings);
  const rows = [...byRule(shown).values()].flatMap((all): TreeRow[] => [
    { depth: 0, line: ruleLine(view, all[0]!, ...all.slice(1)) },
    ...all.flatMap((one) => findingRows(view, rulebook, one)),
    ...(verbose || verdict === "breach" ? [{ depth: 1, line: judgeLine(view, all[0]!.rule) }] : []),
  ]);
  const left = findings.length - shown.length;
  return [
    heading(`${say(`check.heading.${verdict}`)} (${findings.length})`),
    tree(rows),
    ...(left > 0 ? [lines(say("check.more", { count: left }))] : []),
  ];
}

/** "SC-13-1g  Partnerships counted together · article 13(1) · high · unverified reading", of findings of one rule. */
export function ruleLine(view: View, first: Finding, ...others: readonly Finding[]): Line {
  const all = [first, ...others];
  const { rule, verdict } = first;
  const articles = [...new Set(all.map(({ article }) => articleText(view, article)))];
  const severity = SEVERITIES.find((each) => all.some((one) => one.severity === each))!;
  return [
    span(FINDING_TONES[verdict], harmless(rule)),
    `  ${ruleWords(rule).title[view.language]} · ${articles.join(view.say("list.separator"))} · `,
    span(SEVERITY_TONES[severity], view.say(`check.severity.${severity}`)),
    ...(all.every(({ verified }) => verified) ? [] : [" · ", span("warning", view.say("check.unverified"))]),
  ];
}

/** An article of the regulation's own has only its number; one of another text brings its name ("REG 14(2)"). */
export const articleText = ({ say }: View, article: string): string =>
  /^\d/.test(article) ? say("check.article", { article }) : harmless(article);

const judgeLine = ({ say, language }: View, rule: string): Line =>
  span("dim", say("check.judge", { judge: ruleWords(rule).judge[language] }));

function findingRows(view: View, rulebook: string, one: Finding): TreeRow[] {
  const details = [
    ...testLines(view, rulebook, one),
    ...remarkLines(view, one),
    ...one.evidence.slice(0, LISTED.evidence).map((piece) => findingEvidenceLine(view, piece)),
    ...(one.evidence.length > LISTED.evidence
      ? [span("dim", view.say("and.more", { count: one.evidence.length - LISTED.evidence }))]
      : []),
  ];
  return [
    { depth: 1, line: span("strong", findingMessage(view, one)) },
    ...details.map((line) => ({ depth: 2, line })),
  ];
}

function testLines(view: View, rulebook: string, one: Finding): Line[] {
  const measured = measuredText(one);
  const limit = limitText(view, rulebook, one);
  if (measured === "" || limit === "") return [];
  return [view.say("check.against", { measured, limit })];
}

/** Missing facts, exemption, conflict, limb and duty of a finding. */
export function remarkLines(view: View, one: Finding): Line[] {
  const { say, language } = view;
  const { conflict, limb, duty, missing, notes = [], consequences = [] } = one;
  return [
    ...(missing.length > 0
      ? [span("warning", say("check.missing", { what: missingWords(view, missing) }))]
      : []),
    ...exemptionWords(view, one).map((reason) => say("check.exemption", { reason })),
    ...(conflict === undefined ? [] : [span("warning", say("check.conflict", { text: harmless(conflict) }))]),
    ...(limb === undefined ? [] : [say("check.limb", { limb: codeLabel(language, limb) })]),
    ...(duty === undefined ? [] : [span("warning", say("check.duty", { duty: say(`duty.${duty}`) }))]),
    // A message on a day before the law says so itself.
    ...notes.flatMap((note) => (note === "not-in-force" ? [] : [say(`check.note.${note}`)])),
    ...(consequences.length > 0
      ? [span("dim", say("check.consequences", { articles: articlesOf(view, consequences) }))]
      : []),
  ];
}

/** "article 31 (REG 71, REG 86), article 38": where a breach leads. */
const articlesOf = (view: View, consequences: NonNullable<Finding["consequences"]>): string =>
  consequences
    .map(
      ({ article, under }) => articleText(view, article) + (under.length > 0 ? ` (${under.join(", ")})` : ""),
    )
    .join(view.say("list.separator"));

/** "the net assets of 甲公司; the holders of 乙公司": what is missing, once each. */
export function missingWords(view: View, missing: readonly MissingFact[]): string {
  const { say } = view;
  const words = missing.map(({ what, entity }) =>
    // The law is nobody's.
    what === "lawInForce"
      ? missingLabel(view, what)
      : say("check.missingOf", { what: missingLabel(view, what), entity: view.name(entity) }),
  );
  return shortList(view, [...new Set(words)], say("list.semicolon"));
}

/** "approval:SC-6-2", "director.start": an approval that is not recorded, a day that a tie does not have. */
function missingLabel({ say, language }: View, what: string): string {
  const [, kind, rule] = /^(approval|filing):(.+)$/.exec(what) ?? [];
  if (kind !== undefined)
    return say(kind === "approval" ? "check.approvalUnder" : "check.filingUnder", { rule: harmless(rule!) });
  const [, post] = /^(\w+)\.start$/.exec(what) ?? [];
  return post === undefined
    ? codeLabel(language, what)
    : say("check.startOf", { post: codeLabel(language, post) });
}

function shortList({ say }: View, words: readonly string[], between: string): string {
  const left = words.length - LISTED.names;
  return [...words.slice(0, LISTED.names), ...(left > 0 ? [say("and.more", { count: left })] : [])].join(
    between,
  );
}

/** The message of a finding with names in place of ids and shares as people read them. */
export function findingMessage(view: View, one: Finding): string {
  const named = Object.entries(one.parameters).map(([name, value]) => [
    name,
    // Which message it is, and not a word in it.
    name === "case" ? value : parameterText(view, value),
  ]);
  const filled = Object.fromEntries(named) as Record<string, string>;
  const parties = shortList(view, one.parties.map(view.name), view.say("list.separator"));
  return ruleMessage(view.language, one.rule, one.verdict, {
    ...filled,
    subject: view.name(one.subject),
    parties,
  });
}

/** Ids become names, shares get their sign apart; every other text is made harmless. */
function parameterText(view: View, value: string): string {
  const isId = (text: string): boolean => view.parties.index.has(text);
  if (isId(value)) return view.name(value);
  if (/^\d{5,}$/.test(value)) return figureText(value);
  const parts = value.split(", ");
  if (parts.every(isId)) return shortList(view, parts.map(view.name), view.say("list.separator"));
  if (/^([[(<>≥≤=]*\d[\d./]*%|\d+\/\d+$)/.test(value) && readShare(value).range !== null)
    return writtenShare(value);
  return parts.map((part) => codeText(view, part)).join(view.say("list.separator"));
}

/** "boardSeats 1/5" in words; a text that is no code stands for itself. */
function codeText({ language }: View, text: string): string {
  const [, code, share] = /^(\w+)(?: (\d+\/\d+))?$/.exec(text) ?? [];
  if (code === undefined) return harmless(text);
  return share === undefined
    ? codeLabel(language, code)
    : `${codeLabel(language, code)} ${writtenShare(share)}`;
}

/** What is asked, missing or had by right, in words; a code without words stands for itself. */
const codeLabel = (language: Language, code: string): string => CODES[code]?.[language] ?? harmless(code);

const CODES: Readonly<Record<string, Word>> = {
  ...ENTITY_KIND_LABELS,
  ...EVIDENCE_LABELS,
  ...TIE_KIND_LABELS,
  ...LIMB_LABELS,
  ...MISSING_LABELS,
};

/** One piece of evidence: a relation, a path or a recorded fact, with the rows that say so. */
export function findingEvidenceLine(view: View, evidence: FindingEvidence): Line {
  const rows = evidence.records.length > 0 ? [span("dim", `  ${recordsText(evidence.records)}`)] : [];
  if (evidence.kind === "path") {
    const { entities, share } = evidence;
    return [`${entities.map(view.name).join(" → ")}  ${shareText(share)}`, ...rows];
  }
  if (evidence.kind === "fact") {
    const { entity, fact, value, on } = evidence;
    const said = { entity: view.name(entity), fact: missingLabel(view, fact), value: factValue(view, value) };
    return [on === null ? view.say("check.fact", said) : view.say("check.factOn", { ...said, on }), ...rows];
  }
  if (evidence.kind === "reason") {
    const { a, b, reason, verdict } = evidence;
    const label = REASONS[reason]?.[view.language] ?? harmless(reason);
    const doubt = verdict === "possible" ? [span("warning", " ?")] : [];
    return [`${view.name(a)} – ${view.name(b)}${view.say("list.colon")}${label}`, ...doubt, ...rows];
  }
  return evidenceLine(view, evidence);
}

/** A recorded yes or no in words, an amount with its digits in threes, anything else as it was recorded. */
const factValue = ({ say }: View, value: string): string =>
  value === "true" ? say("check.yes") : value === "false" ? say("check.no") : figureText(harmless(value));

const REASONS: Readonly<Record<string, Word>> = CONCERT_REASON_LABELS;

/** "42,000,000": digits in threes, for amounts and counts. */
export const figureText = (value: string): string =>
  /^-?\d+(\.\d+)?$/.test(value) ? value.replace(/\B(?<!\.\d*)(?=(\d{3})+(?!\d))/g, ",") : value;

/**
 * What a finding measured: a share, an amount, a count; nothing where it measured nothing. A ratio that may exceed one
 * (liabilities over net assets) is a number that stands against a share, and is printed like one.
 */
export function measuredText(one: Finding): string {
  const { measured, threshold } = one;
  if (measured === null) return "";
  if (typeof measured !== "number") return shareText(measured);
  return threshold?.endsWith("%") ? percentOf(measured) : figureText(String(measured));
}

const percentOf = (ratio: number): string => `${Number((ratio * 100).toFixed(4))} %`;

/** The parameter of the law that a finding was tested on. */
export function parameterOf(rulebook: string, one: Finding): LawParameter | null {
  const versions = regulation(rulebook).parameters.filter(
    ({ article, comparator, value, parameter }) =>
      article === one.article &&
      comparator === one.comparator &&
      (one.threshold === null || String(value) === one.threshold) &&
      (parameter === one.rule || parameter.startsWith(`${one.rule}.`)),
  );
  return versions[0] ?? null;
}

/** "< 5 %", "≥ 50,000,000 CNY"; nothing where the rule compares with nothing. */
export function limitText({ language }: View, rulebook: string, one: Finding): string {
  const { comparator, threshold } = one;
  if (comparator === null || threshold === null) return "";
  const unit = parameterOf(rulebook, one)?.unit;
  const sign = COMPARATOR_LABELS[comparator][language];
  const figure = parseFraction(threshold);
  if (unit === "share" || figure === null) return `${sign} ${writtenShare(threshold)}`;
  const amount = figureText(threshold);
  return unit === undefined ? `${sign} ${amount}` : `${sign} ${amount} ${UNIT_LABELS[unit][language]}`;
}

/** Findings that need no action, in brief: what is to note by its message, what is clear or exempt by rule and names. */
function briefBlocks(view: View, verdict: FindingVerdict, findings: readonly Finding[]): Block[] {
  if (findings.length === 0) return [];
  const head = heading(`${view.say(`check.heading.${verdict}`)} (${findings.length})`);
  const rules = [...byRule(findings).values()];
  if (verdict === "advisory") return [head, tree(rules.flatMap((all) => noteRows(view, all)))];
  const { say, language } = view;
  const columns = ["rule", "title", "article", "parties", "missing", "reason"] as const;
  return [
    head,
    table(
      columns.map((column) => ({ title: say(`check.column.${column}`) })),
      rules.map((all): Line[] => [
        span(FINDING_TONES[verdict], harmless(all[0]!.rule)),
        ruleWords(all[0]!.rule).title[language],
        articleText(view, all[0]!.article),
        shortList(
          view,
          [...new Set(all.flatMap(({ parties }) => parties))].map(view.name),
          say("list.separator"),
        ),
        verdict === "undetermined" ? missingIn(view, all) : "",
        shortList(view, [...new Set(all.flatMap((one) => exemptionWords(view, one)))], say("list.semicolon")),
      ]),
    ),
  ];
}

/** What the findings of a rule lack, whosever it is. */
function missingIn(view: View, all: readonly Finding[]): Line {
  const words = all.flatMap(({ missing }) => missing.map(({ what }) => missingLabel(view, what)));
  return words.length === 0
    ? ""
    : span("warning", shortList(view, [...new Set(words)], view.say("list.separator")));
}

function noteRows(view: View, all: readonly Finding[]): TreeRow[] {
  const shown = all.slice(0, LISTED.notes);
  const left = all.length - shown.length;
  return [
    { depth: 0, line: ruleLine(view, all[0]!, ...all.slice(1)) },
    ...shown.map((one): TreeRow => {
      const remarks = remarkLines(view, one);
      const line = findingMessage(view, one);
      return {
        depth: 1,
        line: remarks.length === 0 ? line : joined([line, ...remarks], view.say("list.semicolon")),
      };
    }),
    ...(left > 0 ? [{ depth: 1, line: view.say("check.more", { count: left }) }] : []),
  ];
}

function byRule(findings: readonly Finding[]): Map<string, Finding[]> {
  const found = new Map<string, Finding[]>();
  for (const one of findings) {
    const known = found.get(one.rule);
    if (known) known.push(one);
    else found.set(one.rule, [one]);
  }
  return found;
}

const exemptionWords = ({ language }: View, { exemption }: Finding): string[] =>
  exemption === undefined ? [] : [EXEMPTION_LABELS[exemption]?.[language] ?? codeLabel(language, exemption)];

/** `check` as rows: the finding's fields, lists separated by `;`. */
export const checkRows = (result: CheckResult): Table => ({
  columns: [
    ...["rulebook", "id", "rule", "article", "subject", "parties", "verdict", "severity"],
    ...["measured", "min", "max", "exact", "comparator", "threshold", "missing", "exemption", "conflict"],
    ...["limb", "duty", "verified", "records", "message"],
  ],
  rows: result.findings.map((one): Cell[] => [
    result.rulebook,
    one.id,
    one.rule,
    one.article,
    one.subject,
    one.parties.join(";"),
    one.verdict,
    one.severity,
    ...measuredCells(one),
    one.comparator,
    one.threshold,
    one.missing.map(({ what, entity }) => `${what}@${entity}`).join(";"),
    one.exemption ?? "",
    one.conflict ?? "",
    one.limb ?? "",
    one.duty ?? "",
    one.verified,
    [
      ...new Set(one.evidence.flatMap(({ records }) => records.map(({ file, row }) => `${file}:${row}`))),
    ].join(";"),
    one.message,
  ]),
});

function measuredCells({ measured }: Finding): Cell[] {
  if (measured === null) return ["", "", "", ""];
  if (typeof measured === "number") return [measured, measured, measured, ""];
  return [measured.value, measured.min, measured.max, measured.exact ?? ""];
}
