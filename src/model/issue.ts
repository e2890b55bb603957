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

/** Issues of one severity, of which there may be a million: each is made when it is asked for. */
export interface IssueGroup {
  readonly severity: Severity;
  readonly count: number;
  /** The first of them in the order of {@link orderIssues}. */
  first(most: number): readonly Issue[];
  /** In any order. */
  all(): readonly Issue[];
}

/** Issues that are already there, as groups. */
export const groupsOf = (issues: readonly Issue[]): IssueGroup[] =>
  (["error", "warning", "info"] as const).map((severity) => {
    const own = issues.filter((each) => each.severity === severity);
    const first = (most: number): Issue[] => orderIssues(own).slice(0, most);
    return { severity, count: own.length, first, all: () => own };
  });

/** All issues of an input. How many there are, and the worst of them, is known without making every one. */
export class IssueList {
  readonly #groups: readonly IssueGroup[];
  #all: readonly Issue[] | null = null;

  constructor(groups: readonly IssueGroup[]) {
    this.#groups = groups;
  }

  static of(issues: readonly Issue[]): IssueList {
    return new IssueList(groupsOf(issues));
  }

  count(severity: Severity): number {
    return this.#of(severity).reduce((count, group) => count + group.count, 0);
  }

  /** The first of a severity in order of file, row and code. */
  first(severity: Severity, most: number): readonly Issue[] {
    const firsts = this.#of(severity).flatMap((group) => group.first(most));
    return orderIssues(firsts).slice(0, most);
  }

  errors(): readonly Issue[] {
    return this.first("error", Number.POSITIVE_INFINITY);
  }

  /** Every issue, in order of file, row and code. */
  all(): readonly Issue[] {
    this.#all ??= orderIssues(this.#groups.flatMap((group) => group.all()));
    return this.#all;
  }

  /** The same with each issue changed. */
  map(change: (issue: Issue) => Issue): IssueList {
    return IssueList.of(this.all().map(change));
  }

  #of(severity: Severity): IssueGroup[] {
    return this.#groups.filter((group) => group.severity === severity && group.count > 0);
  }
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
