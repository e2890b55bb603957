import type { Issue } from "../model/issue.js";
import { type IssueResult, issueResult } from "./validateReport.js";

/** What `--format json` prints: one answer with everything that it depends on (DESIGN §9). */
export interface Envelope {
  readonly lookthrough: string;
  readonly verb: string;
  readonly subject: string | null;
  readonly asOf: string | null;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly issues: readonly IssueResult[];
  readonly result: unknown;
}

export interface Enveloped {
  readonly version: string;
  readonly verb: string;
  readonly subject: string | null;
  readonly asOf: string | null;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly issues: readonly Issue[];
  readonly result: unknown;
}

export const envelope = ({
  version,
  verb,
  subject,
  asOf,
  parameters,
  issues,
  result,
}: Enveloped): Envelope => ({
  lookthrough: version,
  verb,
  subject,
  asOf,
  parameters,
  issues: issues.map(issueResult),
  result,
});

/** Two spaces a level, keys in the order in which results are built, a line feed at the end. */
export const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
