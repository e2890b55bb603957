import type { DisclosedChange, DisclosureSet } from "../../determinations/disclosureSet.js";
import type { ShareResult } from "../../model/shareResult.js";
import { type Block, heading, type Line, lines, span, table } from "../document.js";
import { kindOf, VERDICT_TONES, type View, verdictLabel } from "../labels.js";
import { TABLE_ROWS } from "../ownersReport.js";
import { shareText } from "../shareText.js";
import { enumeration } from "../titles.js";

/** What a company has to say of its structure, as tables; the workbook has every row. */
export function disclosureBlocks(view: View, { now, before, changes }: DisclosureSet): Block[] {
  const { say, language } = view;
  const { structure, actualControllers, beneficiaries, beneficialOwners } = now;
  const nobody = lines(say("disclosure.nobody"));
  const owners = beneficialOwners.slice(0, TABLE_ROWS).map(view.name);
  return [
    lines(span("dim", say("disclosure.note"))),
    heading(say("disclosure.structure", { count: structure.length })),
    ...rowsOf(
      view,
      [say("disclosure.holder"), say("disclosure.company"), say("column.direct")],
      structure.map(({ holder, subject, share }) => [
        view.name(holder),
        view.name(subject),
        shareText(share),
      ]),
    ),
    heading(say("disclosure.actualControllers")),
    ...(actualControllers.length === 0
      ? [nobody]
      : rowsOf(
          view,
          [say("column.party"), say("column.verdict"), say("column.controlledStake")],
          actualControllers.map(({ id, share, verdict }) => [
            view.name(id),
            span(VERDICT_TONES[verdict], verdictLabel(language, verdict)),
            shareText(share),
          ]),
        )),
    heading(say("disclosure.beneficiaries", { count: beneficiaries.length })),
    ...(beneficiaries.length === 0
      ? [nobody]
      : rowsOf(
          view,
          [say("column.party"), say("column.kind"), say("column.share")],
          beneficiaries.map(({ id, share }) => [view.name(id), kindOf(view, id), shareText(share)]),
        )),
    ...(owners.length > 0
      ? [
          lines(
            say("disclosure.beneficialOwners", {
              names: enumeration(say, owners, beneficialOwners.length - owners.length),
            }),
          ),
        ]
      : []),
    ...(before === null ? [] : changesBlocks(view, before.asOf, changes)),
  ];
}

function changesBlocks(view: View, since: string | null, changes: readonly DisclosedChange[]): Block[] {
  const { say } = view;
  const head = heading(say("disclosure.changes", { date: since ?? say("title.noDate") }));
  if (changes.length === 0) return [head, lines(say("disclosure.noChanges"))];
  const share = (each: ShareResult | null): string => (each === null ? "–" : shareText(each));
  return [
    head,
    ...rowsOf(
      view,
      [
        ...[say("disclosure.part"), say("column.party"), say("disclosure.company")],
        ...[say("disclosure.before"), say("disclosure.after")],
      ],
      changes.map(({ part, party, subject, before, after }) => [
        ...[
          say(`disclosure.part.${part}`),
          view.name(party),
          subject === undefined ? "" : view.name(subject),
        ],
        ...[share(before), share(after)],
      ]),
    ),
  ];
}

/** A table, and how many rows it leaves out. */
function rowsOf({ say }: View, titles: readonly string[], rows: readonly (readonly Line[])[]): Block[] {
  const left = rows.length - TABLE_ROWS;
  return [
    table(
      titles.map((title, k) => (k === titles.length - 1 ? { title, align: "share" } : { title })),
      rows.slice(0, TABLE_ROWS),
    ),
    ...(left > 0 ? [lines(say("and.more", { count: left }))] : []),
  ];
}
