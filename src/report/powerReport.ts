import { UNDISCLOSED_VOTER, type VotingPowerResult } from "../measures/votingPower.js";
import type { ShareTest } from "../model/share.js";
import { powerNoteIn } from "../text/powerNotes.js";
import { shareCells, type Table } from "./csv.js";
import { type Block, type Document, heading, type Line, lines, list, span, table } from "./document.js";
import { kindOf, type View } from "./labels.js";
import { idCell, TABLE_ROWS } from "./ownersReport.js";
import { harmless } from "./safeText.js";
import { numberText, shareText, testSentence } from "./shareText.js";
import { subjectTitle } from "./titles.js";

export interface PowerAsked {
  readonly subject: string;
  readonly quota: ShareTest;
}

/** `power` as people read it. */
export function powerDocument(
  view: View,
  { subject, quota }: PowerAsked,
  result: VotingPowerResult,
): Document {
  const { say, language } = view;
  const { holders, method, standardError, completion, notes } = result;
  const remarks: Line[] = [
    ...(method === "estimate"
      ? [span("warning", say("power.estimate", { error: numberText(standardError ?? 0) }))]
      : []),
    ...(completion ? [say("power.completion", { votes: completionText(view, completion) })] : []),
    ...notes.map((note) => harmless(powerNoteIn(language, note))),
  ];
  return [
    subjectTitle(view, subject),
    lines(say("power.summary", { quota: testSentence(say, quota), count: holders.length })),
    ...(holders.length > 0 ? [holdersTable(view, result)] : []),
    ...(holders.length > TABLE_ROWS
      ? [lines(say("control.tableMore", { count: holders.length - TABLE_ROWS }))]
      : []),
    ...(remarks.length > 0 ? [heading(say("ubo.notes")), list(remarks)] : []),
  ];
}

const voterName = (view: View, id: string): string =>
  id === UNDISCLOSED_VOTER && !view.parties.index.has(id) ? view.say("tree.undisclosed") : view.name(id);

/** Voters whose completed votes a line names. */
const COMPLETED = 12;

function completionText(view: View, completion: NonNullable<VotingPowerResult["completion"]>): string {
  const { say } = view;
  const named = completion
    .slice(0, COMPLETED)
    .map(({ id, votes }) => `${voterName(view, id)} ${shareText(votes)}`);
  const left = completion.length - named.length;
  return [...named, ...(left > 0 ? [say("and.more", { count: left })] : [])].join(say("list.separator"));
}

function holdersTable(view: View, { holders }: VotingPowerResult): Block {
  const { say } = view;
  return table(
    [
      { title: say("column.holder") },
      { title: say("column.id") },
      { title: say("column.kind") },
      { title: say("column.votes"), align: "share" },
      { title: say("column.shapleyShubik"), align: "share" },
      { title: say("column.banzhaf"), align: "share" },
    ],
    holders
      .slice(0, TABLE_ROWS)
      .map(({ id, votes, shapleyShubik, banzhaf }): Line[] => [
        voterName(view, id),
        view.parties.index.has(id) ? idCell(view, id) : "",
        kindOf(view, id),
        shareText(votes),
        numberText(shapleyShubik),
        numberText(banzhaf),
      ]),
  );
}

/** `power` as rows. */
export const powerRows = (subject: string, { holders }: VotingPowerResult): Table => ({
  columns: ["subject", "holder", "votes", "min", "max", "shapleyShubik", "banzhaf"],
  rows: holders.map(({ id, votes, shapleyShubik, banzhaf }) => [
    subject,
    id,
    ...shareCells(votes),
    shapleyShubik,
    banzhaf,
  ]),
});
