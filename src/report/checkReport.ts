import { regulation } from "../law/law.js";
import type { LawParameter } from "../law/regulation.js";
import { parseFraction } from "../model/fraction.js";
import { readShare } from "../model/share.js";
import type { Findings } from "../rules/check.js";
import {
  FINDING_VERDICTS,
  type Finding,
  type FindingEvidence,
  type FindingSeverity,
  type FindingVerdict,
  type MissingFact,
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
import { FindingTally, type RuleTally, shownOfEach } from "./findingTally.js";
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

/** Evidence lines, names and notes of one place that text prints; JSON has all. */
const LISTED = { evidence: 6, names: 12, notes: 30 };

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

/** `check` as people read it: the counts, then findings by verdict, breaches first; each is taken once. */
export function checkDocument(view: View, shown: CheckShown, { rulebook, findings }: Findings): Document {
  const { say, language } = view;
  const title = subjectTitle(view, shown.subject, [regulation(rulebook).title[language]]);
  const tally = new FindingTally(findings);
  if (tally.isEmpty) {
    return [title, lines(say("check.none", { rulebook, subject: view.name(shown.subject) }))];
  }
  const full: readonly FindingVerdict[] = shown.verbose
    ? FINDING_VERDICTS
    : shown.brief
      ? ["breach"]
      : ["breach", "undetermined"];
  const first = (tally.of("breach")[0] ?? tally.of("undetermined")[0])?.first[0];
  return [
    title,
    lines(...summaryLines(view, tally)),
    ...full.flatMap((verdict) => verdictBlocks(view, shown, rulebook, tally.of(verdict))),
    ...BRIEF_ORDER.filter((verdict) => !full.includes(verdict)).flatMap((verdict) =>
      briefBlocks(view, verdict, tally.of(verdict)),
    ),
    ...(tally.verified ? [] : [lines(span("dim", say("law.unverifiedNote")))]),
    ...(shown.explain && first
      ? [lines(span("dim", say("check.explainHint", { command: shown.explain(first.id) })))]
      : []),
  ];
}

/** What needs no action comes last. */
const BRIEF_ORDER: readonly FindingVerdict[] = ["undetermined", "advisory", "clear", "exempt", "breach"];

function summaryLines({ say }: View, tally: FindingTally): Line[] {
  const counts = {
    breaches: tally.count("breach"),
    open: tally.count("undetermined"),
    clear: tally.count("clear"),
    exempt: tally.count("exempt"),
    advisory: tally.count("advisory"),
  };
  return [
    span(counts.breaches > 0 ? "bad" : "strong", say("check.summary", counts)),
    ...(counts.breaches === 0 ? [say("check.noBreach")] : []),
    ...(counts.open > 0 ? [say("check.openNote")] : []),
  ];
}

/** Findings of one verdict in full: under each rule its first findings, under each finding what it rests on. */
function verdictBlocks(
  view: View,
  { verbose }: CheckShown,
  rulebook: string,
  rules: readonly RuleTally[],
): Block[] {
  const each = shownOfEach(rules);
  const rows = rules.flatMap((all): TreeRow[] => [
    { depth: 0, line: ruleLine(view, all) },
    ...all.first.slice(0, each).flatMap((one) => findingRows(view, rulebook, one)),
    ...leftRows(view, all, each),
    ...(verbose || all.verdict === "breach" ? [{ depth: 1, line: judgeLine(view, all.rule) }] : []),
  ]);
  return rows.length === 0 ? [] : [verdictHeading(view, rules), tree(rows)];
}

function verdictHeading({ say }: View, rules: readonly RuleTally[]): Block {
  const count = rules.reduce((sum, all) => sum + all.count, 0);
  return heading(`${say(`check.heading.${rules[0]!.verdict}`)} (${count})`);
}

/** What is not shown of a rule is counted. */
function leftRows({ say }: View, { count }: RuleTally, shown: number): TreeRow[] {
  return count > shown ? [{ depth: 1, line: say("check.more", { count: count - shown }) }] : [];
}

/** "SC-13-1g  Partnerships counted together · article 13(1) · high · unverified reading", of findings of one rule. */
export function ruleLine(view: View, { rule, verdict, articles, severity, verified }: RuleTally): Line {
  const texts = [...articles].map((article) => articleText(view, article));
  return [
    span(FINDING_TONES[verdict], harmless(rule)),
    `  ${ruleWords(rule).title[view.language]} · ${texts.join(view.say("list.separator"))} · `,
    span(SEVERITY_TONES[severity], view.say(`check.severity.${severity}`)),
    ...(verified ? [] : [" · ", span("warning", view.say("check.unverified"))]),
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
  const { conflict, limb, duty, exemption, missing, notes = [], consequences = [] } = one;
  return [
    ...(missing.length > 0
      ? [span("warning", say("check.missing", { what: missingWords(view, missing) }))]
      : []),
    ...(exemption === undefined ? [] : [say("check.exemption", { reason: exemptionLabel(view, exemption) })]),
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

function shortList({ say }: View, words: readonly string[], between: string, count = words.length): string {
  const left = count - LISTED.names;
  return [...words.slice(0, LISTED.names), ...(left > 0 ? [say("and.more", { count: left })] : [])].join(
    between,
  );
}

/** The first parties by name: of many it is only their number that anybody reads. */
function partiesText(view: View, parties: Iterable<string>): string {
  const ids = [...parties];
  return shortList(view, ids.slice(0, LISTED.names).map(view.name), view.say("list.separator"), ids.length);
}

/** The message of a finding with names in place of ids and shares as people read them. */
export function findingMessage(view: View, one: Finding): string {
  const named = Object.entries(one.parameters).map(([name, value]) => [
    name,
    // Which message it is, and not a word in it.
    name === "case" ? value : parameterText(view, value),
  ]);
  const filled = Object.fromEntries(named) as Record<string, string>;
  const parties = partiesText(view, one.parties);
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
  if (parts.every(isId)) return partiesText(view, parts);
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
function briefBlocks(view: View, verdict: FindingVerdict, rules: readonly RuleTally[]): Block[] {
  if (rules.length === 0) return [];
  const head = verdictHeading(view, rules);
  if (verdict === "advisory") return [head, tree(rules.flatMap((all) => noteRows(view, all)))];
  const { say, language } = view;
  const columns = ["rule", "title", "article", "parties", "missing", "reason"] as const;
  return [
    head,
    table(
      columns.map((column) => ({ title: say(`check.column.${column}`) })),
      rules.map((all): Line[] => [
        span(FINDING_TONES[verdict], harmless(all.rule)),
        ruleWords(all.rule).title[language],
        articleText(view, all.first[0]!.article),
        partiesText(view, all.parties),
        verdict === "undetermined" ? missingIn(view, all) : "",
        shortList(
          view,
          [...new Set([...all.exemptions].map((exemption) => exemptionLabel(view, exemption)))],
          say("list.semicolon"),
        ),
      ]),
    ),
  ];
}

/** What the findings of a rule lack, whosever it is. */
function missingIn(view: View, all: RuleTally): Line {
  const words = [...all.missing].map((what) => missingLabel(view, what));
  return words.length === 0
    ? ""
    : span("warning", shortList(view, [...new Set(words)], view.say("list.separator")));
}

function noteRows(view: View, all: RuleTally): TreeRow[] {
  return [
    { depth: 0, line: ruleLine(view, all) },
    ...all.first.slice(0, LISTED.notes).map((one): TreeRow => {
      const remarks = remarkLines(view, one);
      const line = findingMessage(view, one);
      return {
        depth: 1,
        line: remarks.length === 0 ? line : joined([line, ...remarks], view.say("list.semicolon")),
      };
    }),
    ...leftRows(view, all, LISTED.notes),
  ];
}

const exemptionLabel = ({ language }: View, exemption: string): string =>
  EXEMPTION_LABELS[exemption]?.[language] ?? codeLabel(language, exemption);

/** `check` as rows: the finding's fields, lists separated by `;`. */
export const checkRows = ({ rulebook, findings }: Findings): Table => ({
  columns: [
    ...["rulebook", "id", "rule", "article", "subject", "parties", "verdict", "severity"],
    ...["measured", "min", "max", "exact", "comparator", "threshold", "missing", "exemption", "conflict"],
    ...["limb", "duty", "verified", "records", "message"],
  ],
  rows: findingRowsOf(rulebook, findings),
});

function* findingRowsOf(rulebook: string, findings: Iterable<Finding>): Generator<Cell[]> {
  for (const one of findings) {
    yield [
      rulebook,
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
      recordCell(one),
      one.message,
    ];
  }
}

function recordCell({ evidence }: Finding): string {
  const rows = evidence.flatMap(({ records }) => records.map(({ file, row }) => `${file}:${row}`));
  return [...new Set(rows)].join(";");
}

function measuredCells({ measured }: Finding): Cell[] {
  if (measured === null) return ["", "", "", ""];
  if (typeof measured === "number") return [measured, measured, measured, ""];
  return [measured.value, measured.min, measured.max, measured.exact ?? ""];
}
