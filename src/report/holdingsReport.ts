import type { HoldingResult, HoldingsResult } from "../measures/holdings.js";
import { walk } from "../measures/walk.js";
import type { Interest } from "../model/dataset.js";
import { shareCells, type Table } from "./csv.js";
import { type Block, type Document, heading, type Line, lines, list, span, table, tree } from "./document.js";
import { kindLabel, type RegisterView, type View } from "./labels.js";
import { TREE_LIMITS, treeBelow } from "./ownershipTree.js";
import { idCell, pathLines, TABLE_ROWS } from "./ownersReport.js";
import { isNothing, shareText } from "./shareText.js";
import { interestTitle, ringLines, subjectTitle } from "./titles.js";

export interface HoldingsAsked {
  readonly subject: string;
  readonly interest: Interest;
  readonly paths: boolean;
}

/** `holdings` as people read it. */
export function holdingsDocument(view: RegisterView, asked: HoldingsAsked, result: HoldingsResult): Document {
  const { say } = view;
  const head = subjectTitle(view, asked.subject, [interestTitle(view, asked.interest)]);
  const { holdings } = result;
  if (holdings.length === 0) {
    return [head, lines(say("holdings.nothing", { party: view.name(asked.subject) }))];
  }
  return [
    head,
    lines(say("holdings.summary", { count: holdings.length })),
    ...structure(view, asked, holdings),
    heading(say("holdings.table")),
    holdingsTable(view, holdings),
    ...(holdings.length > TABLE_ROWS
      ? [lines(say("holdings.tableMore", { count: holdings.length - TABLE_ROWS }))]
      : []),
    ...(asked.paths ? pathBlocks(view, holdings) : []),
    ...(result.rings.length > 0 ? [heading(say("rings.heading")), list(ringLines(view, result.rings))] : []),
  ];
}

function structure(
  view: RegisterView,
  { subject, interest }: HoldingsAsked,
  holdings: readonly HoldingResult[],
): Block[] {
  const { say, register } = view;
  const known = new Map(holdings.map(({ id, share }) => [id, { share, terminal: false }]));
  const drawn = treeBelow(view, walk(register, interest), register.index.get(subject)!, known);
  return [
    heading(say("holdings.tree")),
    tree(drawn.rows),
    lines(span("dim", say("holdings.treeLegend")), ...(drawn.cut ? [say("tree.cutBelow", TREE_LIMITS)] : [])),
  ];
}

function holdingsTable(view: View, holdings: readonly HoldingResult[]): Block {
  const { say, language } = view;
  return table(
    [
      { title: say("column.company") },
      { title: say("column.id") },
      { title: say("column.kind") },
      { title: say("column.direct"), align: "share" },
      { title: say("column.share"), align: "share" },
    ],
    holdings
      .slice(0, TABLE_ROWS)
      .map(({ id, kind, direct, share }): Line[] => [
        view.name(id),
        idCell(view, id),
        kindLabel(language, kind),
        isNothing(direct) ? "" : shareText(direct),
        shareText(share),
      ]),
  );
}

function pathBlocks(view: View, holdings: readonly HoldingResult[]): Block[] {
  return [
    heading(view.say("owners.paths")),
    ...holdings
      .slice(0, TABLE_ROWS)
      .map((held) =>
        list(pathLines(view, held), [span("strong", view.name(held.id)), `  ${shareText(held.share)}`]),
      ),
  ];
}

/** `holdings` as rows. */
export function holdingsRows(subject: string, { holdings }: HoldingsResult): Table {
  return {
    columns: [
      ...["party", "company", "share", "min", "max"],
      ...["exact", "direct", "directMin", "directMax", "name", "kind"],
    ],
    rows: holdings.map((held) => [
      subject,
      held.id,
      ...shareCells(held.share),
      held.share.exact,
      ...shareCells(held.direct),
      held.name,
      held.kind,
    ]),
  };
}
