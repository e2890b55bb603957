import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { type AnalyseOptions, analyse } from "../analyse/analysis.js";
import { writeWhole } from "../io/writeWhole.js";
import { writeXlsx } from "../io/writeXlsx.js";
import type { Register } from "../register/register.js";
import { REPORT_TEXTS, type ReportText } from "../report/analysis/formats.js";
import { overviewRow } from "../report/analysis/overview.js";
import type { Failure } from "../report/html/overviewPage.js";
import { reportPage } from "../report/html/reportPage.js";
import { reportSheets } from "../report/workbook/reportSheets.js";
import type { Language } from "../text/words.js";
import { fileName } from "./fileNames.js";
import { type JournalHead, openJournal } from "./journal.js";
import { overviewOfAll } from "./overviews.js";
import type { SubjectPart } from "./partRows.js";
import { isInShard, type Shard, sizeOfShard } from "./shard.js";

export type ReportFormat = ReportText | "xlsx";

export interface BatchOptions {
  readonly folder: string;
  readonly format: ReportFormat;
  readonly language: Language;
  readonly shard: Shard;
  readonly head: JournalHead;
  /** What every subject of a register is asked. */
  readonly analyse: (register: Register) => Omit<AnalyseOptions, "subject">;
  /** What was asked for and names nobody on whom there can be a report. */
  readonly unknown: readonly Failure[];
  /** Told after each subject; `fresh` were made in this run. */
  readonly onProgress: (progress: BatchProgress) => void;
  /** True once somebody wants to stop: the subject at work is finished first. */
  readonly isStopped: () => boolean;
}

export interface BatchProgress {
  readonly done: number;
  readonly total: number;
  readonly fresh: number;
}

export interface BatchResult {
  readonly total: number;
  /** Reports made in this run, and those that were there. */
  readonly made: number;
  readonly kept: number;
  readonly failed: number;
  readonly outdated: boolean;
  readonly stopped: boolean;
}

/** Folder of the reports, below that of the overview. */
const REPORTS = "reports";

/** Subjects of reports, of all shards, in the order of the register. */
export interface ReportSubjects {
  readonly total: number;
  /** Those that pass, part by part; asked by their place among the subjects and their number in the register. */
  parts(
    passes: (place: number, number: number) => boolean,
  ): AsyncIterable<SubjectPart> | Iterable<SubjectPart>;
}

/** Subjects of a register that is there as a whole. */
export const subjectsIn = (register: Register, subjects: readonly number[]): ReportSubjects => ({
  total: subjects.length,
  *parts(passes) {
    const own = subjects.filter((number, place) => passes(place, number));
    yield { register, subjects: own.map((number) => ({ index: number, number })) };
  },
});

/**
 * A report on each subject of a shard into a folder, and the overview of all that stand in it. What was done before with
 * the same data and options is kept; a subject that cannot be reported on is listed and does not end the run. Memory does
 * not grow with the number of subjects but for their rows of the overview.
 */
export async function runReports(subjects: ReportSubjects, options: BatchOptions): Promise<BatchResult> {
  const { folder, shard, head } = options;
  mkdirSync(join(folder, REPORTS), { recursive: true });
  const journal = openJournal(folder, `${shard.index}-of-${shard.count}`, head);
  const total = sizeOfShard(subjects.total, shard);
  const counts = { made: 0, kept: 0, failed: 0 };
  const tell = (): void => {
    const fresh = counts.made + counts.failed;
    options.onProgress({ done: fresh + counts.kept, total, fresh });
  };
  const isKept = (number: number): boolean => {
    const known = journal.done.get(number);
    if (!known || !("file" in known) || !existsSync(join(folder, known.file))) return false;
    counts.kept += 1;
    tell();
    return true;
  };
  // A subject at which an earlier run was ended is tried after all others, so that it does not keep them from their reports.
  for (const broken of journal.broken.size > 0 ? [false, true] : [false]) {
    const passes = (place: number, number: number): boolean =>
      isInShard(place, shard) && journal.broken.has(number) === broken && !isKept(number);
    rounds: for await (const { register, subjects: own } of subjects.parts(passes)) {
      const asked = options.analyse(register);
      for (const subject of own) {
        if (options.isStopped()) break rounds;
        journal.begin(subject.number);
        const made = await reportOn(register, subject, asked, journal.add, options);
        counts[made ? "made" : "failed"] += 1;
        // Lets an interruption be heard.
        await new Promise((resolve) => setImmediate(resolve));
        tell();
      }
    }
  }
  journal.end();
  await overviewOfAll(folder, options.language, head, options.unknown);
  const finished = counts.made + counts.kept + counts.failed;
  counts.failed += options.unknown.length;
  return {
    total: total + options.unknown.length,
    ...counts,
    outdated: journal.outdated,
    stopped: finished < total,
  };
}

async function reportOn(
  r: Register,
  { index, number: position }: SubjectPart["subjects"][number],
  asked: Omit<AnalyseOptions, "subject">,
  add: ReturnType<typeof openJournal>["add"],
  { folder, format, language }: BatchOptions,
): Promise<boolean> {
  const { id: subject } = r.entities[index]!;
  const file = `${REPORTS}/${fileName(subject)}.${format}`;
  try {
    const analysis = analyse(r, { ...asked, subject });
    const content =
      format === "xlsx"
        ? await writeXlsx(reportSheets(analysis, language))
        : format === "html"
          ? reportPage(analysis, language, { overview: "../index.html" })
          : REPORT_TEXTS[format](analysis, language);
    writeWhole(join(folder, file), content);
    add({ position, file, row: overviewRow(analysis) });
    return true;
  } catch (error) {
    // A full disk stops the run; anything else is about this subject.
    if (error instanceof Error && "code" in error && typeof error.code === "string") throw error;
    add({ position, subject, failed: error instanceof Error ? error.message : String(error) });
    return false;
  }
}

/** Entities on which there is something to report: somebody holds them or has a tie to them, and they are no person. */
export function reportable(r: Register): number[] {
  const above = new Uint8Array(r.entities.length);
  for (const { subject } of r.holdings) above[subject] = 1;
  for (const { to } of r.ties) if (to >= 0) above[to] = 1;
  return r.entities.flatMap(({ kind }, index) =>
    above[index] === 1 && kind !== "naturalPerson" ? [index] : [],
  );
}
