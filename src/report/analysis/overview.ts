import type { Analysis } from "../../analyse/analysis.js";
import type { ShareResult } from "../../model/shareResult.js";
import type { Cell, Table } from "../csv.js";

/** What an overview says of one subject: one row, small enough that those of a whole register fit in memory. */
export interface OverviewRow {
  readonly subject: string;
  readonly name: string;
  readonly kind: string;
  readonly asOf: string | null;
  /** Owners at whom a look-through may end, and the largest of them. */
  readonly ends: number;
  readonly largest: { readonly id: string; readonly name: string; readonly share: ShareResult } | null;
  readonly coverage: ShareResult;
  readonly controllers: readonly string[];
  readonly beneficialOwners: readonly string[];
  /** Null where no rulebook fits. */
  readonly breaches: number | null;
  readonly open: number | null;
  readonly errors: number;
  readonly warnings: number;
}

/** Names that a row has of each kind; the report has all. */
const NAMED = 5;

/** The row of an analysis; names as the records have them. */
export function overviewRow(analysis: Analysis): OverviewRow {
  const { subject, asOf, owners, control, ubo, check, issues, parties } = analysis;
  const known = new Map(parties.map((party) => [party.id, party]));
  const nameOf = (id: string): string => known.get(id)?.name ?? id;
  const ends = owners.owners.filter(({ terminal }) => terminal);
  const [first] = ends;
  const certain = control.controllers.filter(({ verdict }) => verdict === "certain");
  const ultimate = certain.filter((row) => row.ultimate);
  const ids = (all: readonly string[]): string[] => [...new Set(all)].slice(0, NAMED).map(nameOf);
  const count = (verdict: string): number | null =>
    check?.findings.filter((finding) => finding.verdict === verdict).length ?? null;
  return {
    subject,
    name: nameOf(subject),
    kind: known.get(subject)?.kind ?? "unknown",
    asOf,
    ends: ends.length,
    largest: first ? { id: first.id, name: first.name, share: first.share } : null,
    coverage: owners.coverage,
    controllers: ids(
      (ultimate.length > 0 ? ultimate : certain).flatMap(({ id, members }) => members ?? [id]),
    ),
    beneficialOwners: ids(
      ubo.flatMap((result) =>
        result.owners.filter(({ verdict }) => verdict === "certain").map(({ id }) => id),
      ),
    ),
    breaches: count("breach"),
    open: count("undetermined"),
    errors: issues.filter(({ severity }) => severity === "error").length,
    warnings: issues.filter(({ severity }) => severity === "warning").length,
  };
}

/** The rows as CSV has them: columns are never translated, shares are fractions of one. */
export const overviewTable = (rows: readonly OverviewRow[]): Table => ({
  columns: [
    ...["subject", "name", "kind", "asOf", "ends", "largest", "largestName", "largestShare", "coverage"],
    ...["coverageMax", "controllers", "beneficialOwners", "breaches", "open", "errors", "warnings"],
  ],
  rows: rows.map((row): Cell[] => [
    ...[row.subject, row.name, row.kind, row.asOf, row.ends],
    ...[row.largest?.id ?? null, row.largest?.name ?? null, row.largest?.share.value ?? null],
    ...[row.coverage.min, row.coverage.max, row.controllers.join(";"), row.beneficialOwners.join(";")],
    ...[row.breaches, row.open, row.errors, row.warnings],
  ]),
});
