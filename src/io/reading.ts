import type {
  Declaration,
  Entity,
  EntityKind,
  Fact,
  Holding,
  Origin,
  ShareClass,
  Tie,
} from "../model/dataset.js";
import { type Issue, issue, type Severity } from "../model/issue.js";
import type { IssueCode } from "../text/issues.js";
import type { Head, Source } from "./source.js";

export type TableName = "entities" | "holdings" | "ties" | "facts" | "classes" | "declarations";

/** What the readers append to: one for a whole input, however many files it has. */
export interface Reading {
  readonly entities: Entity[];
  readonly holdings: Holding[];
  readonly ties: Tie[];
  readonly facts: Fact[];
  readonly declarations: Declaration[];
  /** Share classes from a table of their own; they join their companies when all files are read. */
  readonly classes: { readonly company: string; readonly shareClass: ShareClass; readonly at: Origin }[];
  /** Kinds that holdings give to holders; they make entities of holders that no entities table defines. */
  readonly holderKinds: { readonly holder: string; readonly kind: EntityKind; readonly at: Origin }[];
  readonly issues: Issue[];
  /** The tables that could be read, even when they had no row: without entities or holdings there is no input. */
  readonly tables: Set<TableName>;
}

export function emptyReading(): Reading {
  return {
    entities: [],
    holdings: [],
    ties: [],
    facts: [],
    declarations: [],
    classes: [],
    holderKinds: [],
    issues: [],
    tables: new Set(),
  };
}

/** How to read, as the user asked. */
export interface LoadOptions {
  /** Name of the encoding of text files ("gb18030", "big5", "windows-1252"); found out when not given. */
  readonly encoding?: string | undefined;
  /** Columns such as "equity" whose numbers without a % sign are percents. */
  readonly percent?: readonly string[] | undefined;
  /**
   * UK register: the band of a holding of exactly 75 %, where the register's texts differ. "lower" (default): 50-to-75
   * is up to and including 75 %; "upper": 75-to-100 begins with it.
   */
  readonly seventyFive?: "lower" | "upper" | undefined;
}

/** What a reader is told besides the file. */
export interface ReadContext {
  readonly options: LoadOptions;
  /** The table that the file's name stands for, when it stands for one. */
  readonly table: TableName | null;
}

/**
 * A row of the table of formats. `detects` looks at the name and the opening of a file; the first row that says yes
 * reads it. `read` appends to `into` (records with their `at`, issues, the names of the tables it found) and says
 * everything that is wrong as an issue; it throws nothing but what the file system throws.
 */
export interface Format {
  readonly name: string;
  readonly detects: (path: string, head: Head) => boolean;
  readonly read: (source: Source, into: Reading, context: ReadContext) => Promise<void>;
}

/** Longer texts are cut in issues: a name of a million characters is no message. */
const SHOWN = 80;

/** A value as issues show it. */
export const shown = (text: string): string => (text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text);

/** Adds an issue with its texts cut to a readable length. */
export function say(
  into: Pick<Reading, "issues">,
  code: IssueCode,
  severity: Severity,
  at: { file: string; row?: number | undefined; column?: string | undefined },
  parameters: Readonly<Record<string, string>> = {},
): void {
  const column = at.column === undefined ? undefined : shown(at.column);
  const place = at.row === undefined ? { file: at.file, column } : { file: at.file, row: at.row, column };
  into.issues.push(issue(code, severity, place, parameters));
}

/** A file that cannot be read at all, or a part of one. */
export function unreadable(into: Pick<Reading, "issues">, file: string, reason: string, mend: string): void {
  say(into, "unreadable-file", "error", { file }, { reason, mend });
}
