import type { Dataset } from "../model/dataset.js";
import type { Issue, Severity } from "../model/issue.js";
import type { Table } from "./csv.js";
import { clip } from "./displayWidth.js";
import { type Document, type Line, lines, span, title } from "./document.js";
import {
  issuePlace,
  issueWords,
  type RegisterView,
  SEVERITY_TONES,
  severityLabel,
  type View,
} from "./labels.js";
import { dateText } from "./titles.js";

/** An issue in results: what it was filled with stays inside, and the text is English (DESIGN §9). */
export interface IssueResult {
  readonly code: string;
  readonly severity: Severity;
  readonly file: string | null;
  readonly row: number | null;
  readonly column: string | null;
  readonly message: string;
  readonly hint: string;
}

export interface ValidateResult {
  readonly issues: readonly IssueResult[];
}

export const issueResult = ({ code, severity, file, row, column, message, hint }: Issue): IssueResult => ({
  code,
  severity,
  file,
  row,
  column,
  message,
  hint,
});

/** How many records were read. */
export interface RecordCounts {
  readonly entities: number;
  readonly holdings: number;
  readonly ties: number;
  readonly facts: number;
}

/** How many records a dataset has. */
export const recordCounts = ({ entities, holdings, ties = [], facts = [] }: Dataset): RecordCounts => ({
  entities: entities.length,
  holdings: holdings.length,
  ties: ties.length,
  facts: facts.length,
});

const countOf = (issues: readonly Issue[], severity: Severity): number =>
  issues.filter((issue) => issue.severity === severity).length;

/** Longer messages are cut in text: they quote cells. */
const MESSAGE_COLUMNS = 400;

/** `validate` as people read it: what was read, how many issues, and each with what to do. */
export function validateDocument(
  view: RegisterView,
  { files, records }: { readonly files: readonly string[]; readonly records: RecordCounts },
  issues: readonly Issue[],
): Document {
  const { say, language } = view;
  const counted = say("validate.files", { count: files.length });
  const read = say("validate.records", { ...records, files: counted });
  const head = [title(`${say("validate.title")} · ${dateText(view)}`), lines(read)];
  if (issues.length === 0) return [...head, lines(span("good", say("validate.none", { files: counted })))];
  const counts = say("validate.counts", {
    errors: countOf(issues, "error"),
    warnings: countOf(issues, "warning"),
    notes: countOf(issues, "info"),
  });
  return [...head, lines(counts), ...issues.map((issue) => issueBlock(language, issue))];
}

function issueBlock(language: View["language"], issue: Issue) {
  const { message, hint } = issueWords(language, issue);
  const first: Line = [
    span(SEVERITY_TONES[issue.severity], severityLabel(language, issue.severity)),
    `  ${issue.code}  `,
    span("dim", issuePlace(issue)),
  ];
  const rest = [message, hint]
    .filter((text) => text !== "")
    .map((text, k) => `${k === 0 ? "  " : "  → "}${clip(text, MESSAGE_COLUMNS)}`);
  return lines(first, ...rest);
}

/** `validate` as rows. */
export const validateRows = (issues: readonly Issue[]): Table => ({
  columns: ["code", "severity", "file", "row", "column", "message", "hint"],
  rows: issues.map((issue) => {
    const { code, severity, file, row, column, message, hint } = issue;
    return [code, severity, file, row, column, message, hint];
  }),
});
