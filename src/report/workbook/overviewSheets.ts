import { type Language, sayIn } from "../../text/words.js";
import type { Failure, OverviewEntry } from "../html/overviewPage.js";
import { kindLabel } from "../labels.js";
import { countCell, dateCell, percentCell, type Sheet, shareCell, sheet } from "./sheet.js";

/** The overview of many reports as sheets; the first column and the last lead to the file of each. */
export function overviewSheets(
  language: Language,
  entries: readonly OverviewEntry[],
  failures: readonly Failure[],
): Sheet[] {
  const say = sayIn(language);
  const names = (all: readonly string[]): string => all.join(say("list.separator"));
  const count = (value: number | null) => (value === null ? null : countCell(value));
  const main = sheet(
    say("overview.subject"),
    [
      {
        title: say("overview.subject"),
        cell: ({ row, file }: OverviewEntry) => ({ value: row.name, link: { file } }),
      },
      { title: say("column.id"), most: 30, cell: ({ row }) => row.subject },
      { title: say("column.kind"), cell: ({ row }) => kindLabel(language, row.kind) },
      { title: say("analysis.asOf"), cell: ({ row }) => dateCell(row.asOf) },
      { title: say("overview.owners"), cell: ({ row }) => countCell(row.ends) },
      { title: say("overview.largest"), most: 40, cell: ({ row }) => row.largest?.name ?? null },
      { title: say("overview.largestShare"), cell: ({ row }) => shareCell(row.largest?.share ?? null) },
      { title: say("overview.coverage"), cell: ({ row }) => percentCell(row.coverage.min) },
      { title: say("overview.controllers"), most: 40, cell: ({ row }) => names(row.controllers) },
      { title: say("overview.beneficialOwners"), most: 40, cell: ({ row }) => names(row.beneficialOwners) },
      { title: say("overview.breaches"), cell: ({ row }) => count(row.breaches) },
      { title: say("overview.open"), cell: ({ row }) => count(row.open) },
      { title: say("overview.issues"), cell: ({ row }) => count(row.errors + row.warnings) },
      { title: say("overview.report"), most: 50, cell: ({ file }) => ({ value: file, link: { file } }) },
    ],
    entries,
  );
  if (failures.length === 0) return [main];
  return [
    main,
    sheet(
      say("overview.failed"),
      [
        { title: say("overview.subject"), cell: ({ subject }: Failure) => subject },
        { title: say("overview.reason"), most: 100, cell: ({ reason }) => reason },
      ],
      failures,
    ),
  ];
}
