import type { RelatedPartiesResult, RelatedReason } from "../determinations/relatedParties.js";
import type { RelationName } from "../law/definition.js";
import { RELATION_LABELS } from "../text/vocabulary.js";
import type { Word } from "../text/words.js";
import type { Table } from "./csv.js";
import { type Block, type Document, type Line, lines, span, table } from "./document.js";
import { kindOf, VERDICT_TONES, type View, verdictLabel } from "./labels.js";
import { idCell, TABLE_ROWS } from "./ownersReport.js";
import { harmless } from "./safeText.js";
import { subjectTitle } from "./titles.js";

/** Definitions may print further relations of their own; `RelationName` are those that must have words. */
const RELATIONS: Readonly<Record<RelationName, Word> & Record<string, Word>> = RELATION_LABELS;

/** `related` as people read it. */
export function relatedDocument(view: View, subject: string, result: RelatedPartiesResult): Document {
  const { say } = view;
  const { definition, parties } = result;
  const head = subjectTitle(view, subject, [say("related.title", { definition })]);
  if (parties.length === 0) return [head, lines(say("related.none"))];
  const certain = parties.filter(({ verdict }) => verdict === "certain").length;
  return [
    head,
    lines(say("related.summary", { count: parties.length, certain, possible: parties.length - certain })),
    partiesTable(view, result),
    ...(parties.length > TABLE_ROWS
      ? [lines(say("related.tableMore", { count: parties.length - TABLE_ROWS }))]
      : []),
    ...(parties.some(({ reasons }) => reasons.some(({ verified }) => !verified))
      ? [lines(span("dim", say("law.unverifiedNote")))]
      : []),
  ];
}

/** One row a reason; the party is named in its first. */
function partiesTable(view: View, { parties }: RelatedPartiesResult): Block {
  const { say } = view;
  const all = ["party", "id", "kind", "relation", "via", "article", "verdict", "reading", "heldOn"] as const;
  const dated = parties.some(({ reasons }) => reasons.some(({ on }) => on !== undefined));
  const columns = all.filter((column) => dated || column !== "heldOn");
  return table(
    columns.map((column) => ({ title: say(`column.${column}`) })),
    parties
      .slice(0, TABLE_ROWS)
      .flatMap(({ id, reasons }) =>
        reasons.map((reason, k) => [
          ...reasonRow(view, id, reason, k === 0),
          ...(dated ? [reason.on ?? ""] : []),
        ]),
      ),
  );
}

function reasonRow(view: View, id: string, reason: RelatedReason, first: boolean): Line[] {
  const { language, say } = view;
  return [
    first ? view.name(id) : "",
    first ? idCell(view, id) : "",
    first ? kindOf(view, id) : "",
    RELATIONS[reason.relation]?.[language] ?? harmless(reason.relation),
    reason.via.map((party) => view.name(party)).join(" → "),
    reason.article,
    span(VERDICT_TONES[reason.verdict], verdictLabel(language, reason.verdict)),
    reason.verified ? "" : span("warning", say("law.unverified")),
  ];
}

/** `related` as rows, one a reason. */
export const relatedRows = (subject: string, { parties }: RelatedPartiesResult): Table => ({
  columns: ["subject", "party", "relation", "via", "article", "verdict", "verified", "name", "on"],
  rows: parties.flatMap(({ id, name, reasons }) =>
    reasons.map(({ relation, via, article, verdict, verified, on }) => [
      subject,
      id,
      relation,
      via.join(";"),
      article,
      verdict,
      verified,
      name,
      on ?? "",
    ]),
  ),
});
