import type { Analysis } from "../../analyse/analysis.js";
import type { BeneficialOwnersResult } from "../../determinations/beneficialOwners.js";
import type { ControllerRow } from "../../measures/controllers.js";
import type { View } from "../labels.js";
import { shareSentence } from "../shareText.js";
import { enumeration } from "../titles.js";
import type { AnalysisView } from "./view.js";

/** Parties that a sentence names; the tables have all. */
const NAMED = 5;
/** Regimes that the summary answers under; the section has all that were asked for. */
const REGIMES = 2;

/** Three sentences: who stands behind the subject, who controls it, and what is to be done about it. */
export const summarySentences = (view: AnalysisView, analysis: Analysis): string[] => [
  ownersSentence(view, analysis),
  sentence(view, [
    controlClause(view, analysis),
    ...analysis.ubo.slice(0, REGIMES).map((result) => uboClause(view, result)),
  ]),
  sentence(view, [checkClause(view, analysis), ...compareClause(view, analysis), dataClause(view, analysis)]),
];

/** Clauses as one sentence that begins with a capital and ends with a full stop. */
function sentence({ say }: View, clauses: readonly string[]): string {
  const text = clauses.join(say("list.semicolon"));
  return text.charAt(0).toUpperCase() + text.slice(1) + say("summary.end");
}

function ownersSentence(view: View, { subject, asOf, owners }: Analysis): string {
  const { say } = view;
  const said = {
    date: asOf ?? say("summary.noDate"),
    subject: view.name(subject),
    coverage: shareSentence(say, owners.coverage),
  };
  if (owners.owners.length === 0) return say("summary.nobody", said);
  const ends = owners.owners.filter(({ terminal }) => terminal);
  const [first] = ends;
  if (!first) return say("summary.noEnd", said);
  return say("summary.owners", {
    ...said,
    ends: ends.length,
    name: view.name(first.id),
    share: shareSentence(say, first.share),
  });
}

const named = (view: View, names: readonly string[]): string =>
  enumeration(view.say, names.slice(0, NAMED), Math.max(0, names.length - NAMED));

const rowName = (view: View, { id, members }: ControllerRow): string =>
  members ? view.say("control.jointly", { names: named(view, members.map(view.name)) }) : view.name(id);

function controlClause(view: View, { subject, control }: Analysis): string {
  const { say } = view;
  const certain = control.controllers.filter(({ verdict }) => verdict === "certain");
  const ultimate = certain.filter((row) => row.ultimate);
  const answer = ultimate.length > 0 ? ultimate : certain;
  const said = { subject: view.name(subject) };
  const names = (rows: readonly ControllerRow[]): string =>
    named(
      view,
      rows.map((row) => rowName(view, row)),
    );
  const [only] = answer;
  if (only && answer.length === 1) {
    const stake = shareSentence(say, only.controlledStake);
    return say("summary.controlledStake", { ...said, names: names(answer), stake });
  }
  if (answer.length > 0) return say("summary.controlled", { ...said, names: names(answer) });
  const possible = control.controllers.filter((row) => row.ultimate);
  if (possible.length > 0) return say("summary.controlPossible", { ...said, names: names(possible) });
  return say("summary.uncontrolled", said);
}

function uboClause(
  view: AnalysisView,
  { profile, owners, fallback, exempt }: BeneficialOwnersResult,
): string {
  const { say } = view;
  const said = { profile: view.titleOf(profile) };
  const names = (ids: readonly { readonly id: string }[]): string =>
    named(
      view,
      ids.map(({ id }) => view.name(id)),
    );
  if (exempt !== null) return say("summary.uboExempt", said);
  const certain = owners.filter(({ verdict }) => verdict === "certain");
  if (certain.length > 0)
    return say("summary.ubo", { ...said, count: certain.length, names: names(certain) });
  if (owners.length > 0) return say("summary.uboPossible", { ...said, names: names(owners) });
  if (fallback.length > 0) return say("summary.uboFallback", { ...said, names: names(fallback) });
  return say("summary.uboNone", said);
}

function checkClause(view: AnalysisView, { check }: Analysis): string {
  const { say } = view;
  if (check === null) return say("summary.unchecked");
  const count = (verdict: string): number =>
    check.findings.filter((finding) => finding.verdict === verdict).length;
  return say("summary.checked", {
    rulebook: view.titleOf(check.rulebook),
    breaches: count("breach"),
    open: count("undetermined"),
  });
}

function compareClause({ say }: View, { compare }: Analysis): string[] {
  if (compare === null) return [];
  const { from, changes, duties } = compare;
  const date = from ?? say("compare.noDate");
  return [say("summary.compared", { from: date, changes: changes.length, duties: duties.length })];
}

function dataClause({ say }: View, { issues }: Analysis): string {
  const count = (severity: string): number => issues.filter((issue) => issue.severity === severity).length;
  const counts = { errors: count("error"), warnings: count("warning") };
  return counts.errors + counts.warnings === 0 ? say("summary.dataSound") : say("summary.data", counts);
}
