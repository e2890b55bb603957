import { type IssueCode, issueMessage } from "../text/issues.js";
import type { Origin } from "./dataset.js";

export type Severity = "info" | "warning" | "error";

/** Something about the data (never about the subject): where it stands, what it is, how to mend it. */
export interface Issue {
  readonly code: IssueCode;
  readonly severity: Severity;
  readonly file: string | null;
  readonly row: number | null;
  readonly column: string | null;
  readonly message: string;
  readonly hint: string;
  /** What the message is filled with, so that other languages can be filled in too. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** Builds an issue; message and hint are the English ones of the catalogue. */
export function issue(
  code: IssueCode,
  severity: Severity,
  at: (Partial<Origin> & { column?: string | undefined }) | undefined,
  parameters: Readonly<Record<string, string>> = {},
): Issue {
  const place = {
    file: at?.file ?? "",
    row: at?.row === undefined ? "" : String(at.row),
    column: at?.column ?? "",
  };
  const { message, hint } = issueMessage("en", code, { ...place, ...parameters });
  return {
    code,
    severity,
    file: at?.file ?? null,
    row: at?.row ?? null,
    column: at?.column ?? null,
    message,
    hint,
    parameters,
  };
}

/** In order of file, row and code, so that the same data give the same list. */
export function orderIssues(issues: readonly Issue[]): Issue[] {
  const text = (value: string | null): string => value ?? "";
  return [...issues].sort(
    (a, b) =>
      compareText(text(a.file), text(b.file)) ||
      (a.row ?? 0) - (b.row ?? 0) ||
      compareText(a.code, b.code) ||
      compareText(text(a.column), text(b.column)) ||
      compareText(a.message, b.message),
  );
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
