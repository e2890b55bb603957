import type { CompletionResult, OwnerResult, OwnersResult, PathsResult } from "../measures/owners.js";
import { walk } from "../measures/walk.js";
import type { Interest } from "../model/dataset.js";
import type { ShareTest } from "../model/share.js";
import type { ShareResult } from "../model/shareResult.js";
import { OPAQUE_LABELS } from "../text/vocabulary.js";
import { shareCells, type Table } from "./csv.js";
import {
  type Block,
  type Column,
  type Document,
  fields,
  heading,
  type Line,
  lines,
  list,
  span,
  table,
  tree,
} from "./document.js";
import {
  interestLabel,
  kindLabel,
  type RegisterView,
  VERDICT_TONES,
  type View,
  verdictLabel,
} from "./labels.js";
import { TREE_LIMITS, treeAbove } from "./ownershipTree.js";
import { printable } from "./safeText.js";
import { isNothing, numberText, shareSentence, shareText, testWords, writtenShare } from "./shareText.js";
import { interestTitle, nameList, ringLines, subjectTitle } from "./titles.js";

/** Rows of a table for people; programs take CSV or JSON. */
export const TABLE_ROWS = 200;

export interface OwnersAsked {
  readonly subject: string;
  readonly interest: Interest;
  readonly test: ShareTest | null;
  readonly terminalOnly: boolean;
  /** Whether the paths are to be printed, not only the shares; "indirect" leaves out who only holds directly. */
  readonly paths: boolean | "indirect";
}

/** `owners` as people read it. */
export function ownersDocument(view: RegisterView, asked: OwnersAsked, result: OwnersResult): Document {
  const { say } = view;
  const head = subjectTitle(view, asked.subject, [interestTitle(view, asked.interest)]);
  const filtered = asked.test !== null || asked.terminalOnly;
  if (result.owners.length === 0) {
    const nobody = filtered ? say("owners.nobodyPasses") : nobodyText(view, asked.subject);
    return [head, lines(nobody), ...knowledge(view, asked, result)];
  }
  return [
    head,
    lines(...summary(view, asked, result)),
    ...(filtered ? [] : structure(view, asked, result)),
    heading(say("owners.table")),
    ...tableAndPaths(view, asked, result),
    ...knowledge(view, asked, result),
  ];
}

/** The same without what is drawn from the records: a report has a chart instead. */
export function ownersBlocks(view: View, asked: OwnersAsked, result: OwnersResult): Block[] {
  if (result.owners.length === 0) {
    return [lines(nobodyText(view, asked.subject)), ...knowledge(view, asked, result)];
  }
  return [
    lines(...summary(view, asked, result)),
    ...tableAndPaths(view, asked, result),
    ...knowledge(view, asked, result),
  ];
}

const tableAndPaths = (view: View, asked: OwnersAsked, result: OwnersResult): Block[] => [
  ownersTable(view, result),
  ...(result.owners.length > TABLE_ROWS
    ? [lines(view.say("owners.tableMore", { count: result.owners.length - TABLE_ROWS }))]
    : []),
  ...(result.owners.some(({ measures }) => measures)
    ? [lines(span("dim", view.say("owners.measuresNote")))]
    : []),
  ...(asked.paths
    ? pathBlocks(
        view,
        result.owners.filter((one) => asked.paths === true || !isPlain(one)),
      )
    : []),
];

/** Nothing is to be explained: one direct holding is all. */
const isPlain = ({ paths, loop, rest, truncated }: OwnerResult): boolean =>
  !truncated && isNothing(loop) && isNothing(rest) && paths.every(({ entities }) => entities.length <= 2);

const nobodyText = (view: View, subject: string): string =>
  view.say("owners.nobody", { subject: view.name(subject) });

function summary(view: View, { test, terminalOnly }: OwnersAsked, { owners }: OwnersResult): Line[] {
  const { say } = view;
  const count = (verdict: string): number => owners.filter((owner) => owner.verdict === verdict).length;
  return [
    test === null
      ? say("owners.summary", {
          count: owners.length,
          ends: owners.filter(({ terminal }) => terminal).length,
        })
      : say("owners.tested", {
          test: testWords(test),
          certain: count("certain"),
          possible: count("possible"),
        }),
    ...(terminalOnly ? [say("owners.terminalOnly")] : []),
  ];
}

function structure(
  view: RegisterView,
  { subject, interest }: OwnersAsked,
  { owners }: OwnersResult,
): Block[] {
  const { say, register } = view;
  const known = new Map(owners.map((owner) => [owner.id, owner]));
  const drawn = treeAbove(view, walk(register, interest), register.index.get(subject)!, known);
  return [
    heading(say("owners.tree")),
    tree(drawn.rows),
    lines(span("dim", say("owners.treeLegend")), ...(drawn.cut ? [say("tree.cut", TREE_LIMITS)] : [])),
  ];
}

/** The column of ids says something only where an id is not the name. */
export const idCell = (view: View, id: string): string =>
  view.name(id) === printable(id) ? "" : printable(id);

function ownersTable(view: View, { owners }: OwnersResult): Block {
  const { say } = view;
  const columns: Column[] = [
    { title: say("column.owner") },
    { title: say("column.id") },
    { title: say("column.kind") },
    { title: say("column.direct"), align: "share" },
    { title: say("column.share"), align: "share" },
    { title: say("column.terminal") },
    { title: say("column.verdict") },
    ...(["series", "weakestLink", "controlledStake", "cascade"] as const).map(
      (measure): Column => ({ title: say(`column.${measure}`), align: "share" }),
    ),
  ];
  return table(
    columns,
    owners.slice(0, TABLE_ROWS).map((owner) => ownerRow(view, owner)),
  );
}

function ownerRow(view: View, owner: OwnerResult): Line[] {
  const { measures, verdict } = owner;
  const measure = (value: number | null): string => (value === null ? "–" : numberText(value));
  return [
    owner.terminal ? span("strong", view.name(owner.id)) : view.name(owner.id),
    idCell(view, owner.id),
    kindLabel(view.language, owner.kind),
    isNothing(owner.direct) ? "" : shareText(owner.direct),
    shareText(owner.share),
    owner.terminal ? "●" : "",
    verdict ? span(VERDICT_TONES[verdict], verdictLabel(view.language, verdict)) : "",
    ...(measures
      ? [measures.series, measures.weakestLink, measures.controlledStake, measures.cascade].map(measure)
      : ["", "", "", ""]),
  ];
}

/** "张三 in 甲公司 40 %": a share that the records leave open, as one completion sets it. */
export function completedShare({ say, name }: View, { holder, subject, share }: CompletionResult): string {
  const figures = { subject: name(subject), share: writtenShare(share) };
  return holder === null
    ? say("paths.completionRest", figures)
    : say("paths.completionEntry", { holder: name(holder), ...figures });
}

/** One line a path, from the owner down to the subject, and what else makes up the share. */
export function pathLines(view: View, result: PathsResult): Line[] {
  const { say } = view;
  const { paths, loop, rest, truncated, completion, completionLeftOut, pathsLeftOut } = result;
  const shares = (completion ?? []).map((completed) => completedShare(view, completed));
  return [
    ...paths.map(
      ({ share, entities }): Line => [
        `${shareText(share)}  `,
        entities.map((id) => view.name(id)).join(" → "),
      ],
    ),
    ...(isNothing(loop) ? [] : [`${shareText(loop)}  ${say("paths.loop")}`]),
    ...(isNothing(rest) ? [] : [`${shareText(rest)}  ${say("paths.rest")}`]),
    ...(truncated && !pathsLeftOut ? [span("warning", say("paths.truncated"))] : []),
    ...(pathsLeftOut ? [span("dim", say("paths.leftOut"))] : []),
    ...(completionLeftOut ? [span("dim", say("paths.completionLeftOut"))] : []),
    ...(shares.length > 0
      ? [span("dim", say("paths.completion", { shares: shares.join(say("list.semicolon")) }))]
      : []),
  ];
}

function pathBlocks(view: View, owners: readonly OwnerResult[]): Block[] {
  if (owners.length === 0) return [];
  const shown = owners.slice(0, TABLE_ROWS);
  return [
    heading(view.say("owners.paths")),
    ...shown.map((owner) =>
      list(pathLines(view, owner), [span("strong", view.name(owner.id)), `  ${shareText(owner.share)}`]),
    ),
  ];
}

/** Coverage, opacity with its reasons, rings, and the joint share that was asked for. */
function knowledge(view: View, asked: OwnersAsked, result: OwnersResult): Block[] {
  const { say, language } = view;
  const entries: [string, Line][] = [];
  const { group, unidentified } = result;
  if (group) {
    const members = nameList(view, group.members);
    entries.push([
      say("owners.group"),
      `${shareSentence(say, group.share)}  ${say("owners.groupNote", { members })}`,
    ]);
  }
  const interest = interestLabel(language, asked.interest);
  entries.push([
    say("owners.coverage"),
    [
      span(isWhole(result.coverage) ? "good" : "warning", shareSentence(say, result.coverage)),
      ` ${say("owners.coverageNote", { interest })}`,
    ],
  ]);
  if (!isNothing(result.opaque)) entries.push([say("owners.opaque"), opaqueLine(view, result)]);
  if (!isNothing(result.undisclosed)) {
    entries.push([
      say("owners.undisclosed"),
      `${shareSentence(say, result.undisclosed)}  ${say("owners.undisclosedNote")}`,
    ]);
  }
  if (!isNothing(result.ownerless)) {
    entries.push([
      say("owners.ownerless"),
      `${shareSentence(say, result.ownerless)} ${say("owners.ownerlessNote")}`,
    ]);
  }
  if (unidentified && unidentified.verdict !== "excluded") {
    const verdict = verdictLabel(language, unidentified.verdict);
    entries.push([
      say("owners.unidentified"),
      `${shareSentence(say, unidentified.share)} ${say("owners.unidentifiedNote", { verdict })}`,
    ]);
  }
  return [
    heading(say("owners.known")),
    fields(entries),
    ...(result.rings.length > 0 ? [heading(say("rings.heading")), list(ringLines(view, result.rings))] : []),
  ];
}

const isWhole = (share: ShareResult): boolean => share.min === 1;

const opaqueLine = (view: View, result: OwnersResult): Line =>
  shareSentence(view.say, result.opaque) + opaqueReasons(view, result);

/** What the opaque part consists of, after a colon. */
export function opaqueReasons(
  { say, language }: Pick<View, "say" | "language">,
  { opaqueParts }: OwnersResult,
): string {
  const parts = (Object.keys(OPAQUE_LABELS) as (keyof typeof OPAQUE_LABELS)[])
    .filter((part) => !isNothing(opaqueParts[part]))
    .map((part) => `${shareText(opaqueParts[part])} ${OPAQUE_LABELS[part][language]}`);
  return parts.length > 0 ? say("list.colon") + parts.join(say("list.semicolon")) : "";
}

/** `owners` as rows: first the columns of `owners --all`, then what only one subject's answer has. */
export function ownersRows(subject: string, { owners }: OwnersResult): Table {
  return {
    columns: [
      ...["subject", "owner", "share", "min", "max", "verdict"],
      ...["exact", "direct", "directMin", "directMax", "name", "kind", "terminal"],
    ],
    rows: owners.map((owner) => [
      subject,
      owner.id,
      ...shareCells(owner.share),
      owner.verdict ?? "",
      owner.share.exact,
      ...shareCells(owner.direct),
      owner.name,
      owner.kind,
      owner.terminal,
    ]),
  };
}
