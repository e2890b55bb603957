import type { RowFormat } from "../batch/rowSink.js";
import type { IssueList } from "../model/issue.js";
import type { Table } from "../report/csv.js";
import type { Document } from "../report/document.js";
import type { Language, PlainWordKey } from "../text/words.js";
import type { EverySubject } from "./everySubject.js";
import type { FlagName, Format, RawOptions } from "./options.js";

/** One answer, to one subject or to none: the contents of an envelope, and how people read it. */
export interface Answer {
  readonly subject: string | null;
  readonly asOf: string | null;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly issues: Pick<IssueList, "all">;
  readonly result: unknown;
  /** The same for people. */
  readonly document: (language: Language) => Document;
  readonly rows?: () => Table;
  /** Formats in which this verb has a file of its own, not the document of every verb. */
  readonly files?: Partial<Record<Format, (language: Language) => string | Promise<string | Uint8Array>>>;
  /** Whether an error or a breach was found, asked when all is printed: exit 1. */
  readonly found?: () => boolean;
}

/** Of answers that are not about records. */
export const NO_ISSUES: Answer["issues"] = { all: () => [] };

/** Formats of the rows of a whole register. */
export const ROW_FORMATS: readonly RowFormat[] = ["csv", "jsonl", "parquet"];

/** What a verb is asked. */
export interface Call {
  readonly verb: string;
  readonly arguments: readonly string[];
  readonly options: RawOptions;
  readonly format: Format;
  /** The whole command line, to print it again with a correction. */
  readonly argv: readonly string[];
}

export interface Answers {
  readonly answers: readonly Answer[];
  /** What is said about the data on standard error; null where the answer itself is about them. */
  readonly issues: IssueList | null;
  /** Not all was done that was asked for: interrupted. */
  readonly stopped?: true;
  /** The verb has written `--out` itself: what it says goes to standard output. */
  readonly writes?: true;
}

/** A verb of the command. Its file loads nothing heavy before `run`, so that help and version start at once. */
export interface Verb {
  readonly name: string;
  readonly summary: PlainWordKey;
  /** Arguments as commander writes them, each with what help says of it. */
  readonly takes: readonly (readonly [syntax: string, word: PlainWordKey])[];
  readonly flags: readonly FlagName[];
  /** Words of flags that mean something else here. */
  readonly flagWords?: Partial<Record<FlagName, PlainWordKey>>;
  readonly formats: readonly Format[];
  readonly examples: readonly string[];
  /** Whether --out names a folder for many files rather than a file. */
  readonly intoFolder?: (words: readonly string[], options: RawOptions) => boolean;
  /** Rows of the whole register, for verbs that have --all. */
  readonly all?: (call: Call) => Promise<EverySubject>;
  /** `--out` names a folder that the verb itself writes; what it answers goes to standard output. */
  readonly writesOut?: true;
  readonly run: (call: Call) => Promise<Answers>;
}
