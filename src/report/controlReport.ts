import type { ControllerRow, ControllersResult } from "../measures/controllers.js";
import type { ShareTest } from "../model/share.js";
import type { ShareResult } from "../model/shareResult.js";
import { basisLabel, chainLines } from "./chains.js";
import type { Table } from "./csv.js";
import { type Block, type Document, heading, type Line, lines, list, span, table } from "./document.js";
import { kindOf, VERDICT_TONES, type View, verdictLabel } from "./labels.js";
import { idCell, TABLE_ROWS } from "./ownersReport.js";
import { isNothing, shareSentence, shareText, testSentence, testWords } from "./shareText.js";
import { enumeration, nameList, subjectTitle } from "./titles.js";

/** Controllers whose chains text draws; JSON has all. */
const CHAINS = 20;

/** Controllers that the answer names. */
const NAMED = 10;

export interface ControlAsked {
  readonly subject: string;
  readonly test: ShareTest;
  /** The part of the castable votes that each row commands; null where votes decide nothing. */
  readonly votes: (row: ControllerRow) => ShareResult | null;
}

/** `control` as people read it: who controls, then how, link by link. */
export function controlDocument(view: View, asked: ControlAsked, result: ControllersResult): Document {
  const { say } = view;
  const { controllers, missing } = result;
  const remarks = remarkLines(view, asked, result);
  return [
    subjectTitle(view, asked.subject, [say("title.test", { test: testWords(asked.test) })]),
    lines(...answerLines(view, asked, result)),
    ...(controllers.length > 0
      ? [heading(say("control.controllers")), controllersTable(view, asked, controllers)]
      : []),
    ...(controllers.length > TABLE_ROWS
      ? [lines(say("control.tableMore", { count: controllers.length - TABLE_ROWS }))]
      : []),
    ...chainBlocks(view, controllers),
    ...(remarks.length > 0 ? [list(remarks)] : []),
    ...(missing.length > 0
      ? [
          lines(
            span(
              "warning",
              say("control.missing", {
                names: nameList(
                  view,
                  missing.map(({ entity }) => entity),
                ),
              }),
            ),
          ),
        ]
      : []),
  ];
}

const rowName = (view: View, { id, members }: ControllerRow): string =>
  members ? view.say("control.jointly", { names: nameList(view, members) }) : view.name(id);

function answerLines(view: View, asked: ControlAsked, { controllers, joint }: ControllersResult): Line[] {
  const { say } = view;
  const subject = view.name(asked.subject);
  const named = (rows: readonly ControllerRow[]) => ({
    names: enumeration(
      say,
      rows.slice(0, NAMED).map((row) => rowName(view, row)),
      rows.length - NAMED,
    ),
    count: rows.length,
  });
  const certain = controllers.filter(({ verdict }) => verdict === "certain");
  const ultimate = certain.filter((row) => row.ultimate);
  const possible = controllers.filter((row) => row.verdict === "possible" && row.ultimate);
  const answer =
    ultimate.length > 0
      ? say("control.ultimate", { ...named(ultimate), subject })
      : certain.length > 0
        ? say("control.certain", { ...named(certain), subject })
        : say("control.nobody", { subject, test: testSentence(say, asked.test) });
  return [
    ...(joint ? togetherLines(view, subject, joint) : []),
    span(certain.length > 0 ? "good" : "strong", answer),
    ...(possible.length > 0 ? [span("warning", say("control.possible", named(possible)))] : []),
  ];
}

function togetherLines(
  view: View,
  subject: string,
  { by, verdict, votes }: NonNullable<ControllersResult["joint"]>,
): Line[] {
  const { say, language } = view;
  const names = nameList(view, by);
  const answer = say("control.together", { names, subject, verdict: verdictLabel(language, verdict) });
  return [
    span(VERDICT_TONES[verdict], answer),
    ...(votes ? [say("control.togetherVotes", { votes: shareSentence(say, votes) })] : []),
  ];
}

function controllersTable(view: View, asked: ControlAsked, controllers: readonly ControllerRow[]): Block {
  const { say } = view;
  return table(
    [
      { title: say("column.controller") },
      { title: say("column.id") },
      { title: say("column.kind") },
      { title: say("column.verdict") },
      { title: say("column.basis") },
      { title: say("column.votes"), align: "share" },
      { title: say("column.controlledStake"), align: "share" },
      { title: say("column.ultimate") },
    ],
    controllers.slice(0, TABLE_ROWS).map((row): Line[] => {
      const { id, members, verdict, basis, controlledStake, ultimate } = row;
      const votes = asked.votes(row);
      return [
        ultimate ? span("strong", rowName(view, row)) : rowName(view, row),
        members ? "" : idCell(view, id),
        members ? "" : kindOf(view, id),
        span(VERDICT_TONES[verdict], verdictLabel(view.language, verdict)),
        basisLabel(view.language, basis),
        votes === null ? "–" : shareText(votes),
        shareText(controlledStake),
        ultimate ? "●" : "",
      ];
    }),
  );
}

/** Chains of those whom nobody controls; what lies below them is part of these. */
function chainBlocks(view: View, controllers: readonly ControllerRow[]): Block[] {
  const { say } = view;
  const ultimate = controllers.filter((row) => row.ultimate);
  const drawn = (ultimate.length > 0 ? ultimate : controllers).slice(0, CHAINS);
  if (drawn.length === 0) return [];
  return [
    heading(say("control.chains")),
    ...drawn.map((row) =>
      list(
        row.chainOmitted ? [say("control.chainOmitted")] : chainLines(view, row.chain),
        span("strong", rowName(view, row)),
      ),
    ),
  ];
}

function remarkLines(view: View, { subject }: ControlAsked, { controllers }: ControllersResult): Line[] {
  const { say } = view;
  return controllers.slice(0, TABLE_ROWS).flatMap((row): Line[] => {
    const { heldBySubjectGroup, conflict, transitive } = row;
    const names = rowName(view, row);
    const beside =
      heldBySubjectGroup && !isNothing(heldBySubjectGroup)
        ? say("control.heldBySubjectGroup", {
            names,
            share: shareSentence(say, heldBySubjectGroup),
            subject: view.name(subject),
          })
        : null;
    return [
      ...(beside === null
        ? []
        : [conflict ? [beside, say("list.semicolon"), span("warning", say("control.conflict"))] : beside]),
      ...(transitive ? [span("warning", say("control.transitive", { names }))] : []),
    ];
  });
}

/** `control` as rows: the columns of `control --all`, then what only one subject's answer has. */
export function controlRows({ subject, votes }: ControlAsked, { controllers }: ControllersResult): Table {
  return {
    columns: [
      ...["controller", "subject", "votes", "basis", "verdict"],
      ...["votesMin", "votesMax", "controlledStake", "controlledStakeMin", "controlledStakeMax", "ultimate"],
      ...["members", "name"],
    ],
    rows: controllers.map((row) => {
      const { id, name, basis, verdict, controlledStake, ultimate, members } = row;
      const commanded = votes(row);
      return [
        ...[id, subject, commanded?.value ?? null, basis, verdict],
        ...[commanded?.min ?? null, commanded?.max ?? null],
        ...[controlledStake.value, controlledStake.min, controlledStake.max, ultimate],
        ...[(members ?? []).join(";"), name],
      ];
    }),
  };
}
