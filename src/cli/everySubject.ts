import type { Origin } from "../batch/origin.js";
import type { RowFormat, RowSink } from "../batch/rowSink.js";
import type { AwaitedRowSource, RowColumn, RowSource } from "../batch/rowSource.js";
import type { Shard } from "../batch/shard.js";
import { HOLDERS_ONLY } from "../model/dataset.js";
import type { IssueList } from "../model/issue.js";
import type { Register } from "../register/register.js";
import type { Whole } from "../register/registerOver.js";
import type { Cell, Table } from "../report/csv.js";
import { type Language, sayIn } from "../text/words.js";
import { type Input, isDatabase } from "./input.js";
import { type Format, listOption, type RawOptions, textOption } from "./options.js";
import { UsageError } from "./usageError.js";
import { type Answer, type Call, ROW_FORMATS } from "./verb.js";
import { version } from "./version.js";

/** What `--all` asks of a verb: rows of a whole register instead of an answer about some subjects. */
export interface EverySubject {
  readonly source: RowSource | AwaitedRowSource;
  /** What is said about the data; null for nothing. */
  readonly issues: IssueList | null;
  readonly asOf: string | null;
  /** Digest of what a database holds; null for files, whose bytes tell one input from another. */
  readonly digest?: string | null | undefined;
  /** What tells this question from others on the same data: an interrupted run of it is gone on with. Null where it is quick. */
  readonly resumes: unknown;
  /** What the rows are made of, where a later run may go on from them. */
  readonly origin?: (() => Omit<Origin, "rows">) | undefined;
  /** What is said when all is done. */
  readonly remarks?: (() => readonly string[]) | undefined;
  /** A breach was found. */
  readonly found?: (() => boolean) | undefined;
}

/** The format of rows: asked for, else what the name of the file says, else CSV. */
export function rowFormat(call: { readonly verb: string; readonly options: RawOptions }): RowFormat {
  const out = textOption(call.options, "out");
  const value = textOption(call.options, "format");
  const ending = out?.slice(out.lastIndexOf(".") + 1).toLowerCase();
  const format =
    ROW_FORMATS.find((each) => each === (value ?? ending)) ?? (value === undefined ? "csv" : null);
  if (format === null) {
    const formats = ROW_FORMATS.join(", ");
    throw new UsageError((say) => [
      say("refuse.format", { verb: `${call.verb} --all`, format: value!, formats }),
    ]);
  }
  if (format === "parquet" && out === undefined) throw new UsageError((say) => [say("refuse.parquetOut")]);
  return format;
}

/** Refuses words and formats that do not go with --all before anything is read. Throws a UsageError. */
export function checkEverySubject(call: Omit<Call, "format">): void {
  if (call.arguments.length > 0) throw new UsageError((say) => [say("refuse.allWithSubjects")]);
  rowFormat(call);
}

/** The part of the subjects that --shard names; null for all. Throws a UsageError. */
export async function shardOption(options: RawOptions): Promise<Shard | null> {
  const written = textOption(options, "shard");
  if (written === undefined) return null;
  const { readShard } = await import("../batch/shard.js");
  const shard = readShard(written);
  if (shard === null) throw new UsageError((say) => [say("refuse.shard", { value: written })]);
  return shard;
}

/** Writes all rows, to standard output or to a file that stands there only when it is whole. */
export async function writeEverySubject(
  call: Omit<Call, "format">,
  asked: EverySubject,
  language: Language,
): Promise<{ readonly stopped: boolean }> {
  const { source } = asked;
  const format = rowFormat(call);
  const out = textOption(call.options, "out");
  const [{ runRows }, sinks, { progress }] = await Promise.all([
    import("../batch/runRows.js"),
    import("../batch/rowSink.js"),
    import("./progress.js"),
  ]);
  const say = sayIn(language);
  const journal = out === undefined ? null : await journalOf(call, asked, { format, out });
  const earlier = journal?.read() ?? null;
  if (earlier) process.stderr.write(`${say("all.resumed", { done: earlier.through - source.from })}\n`);
  const start = earlier?.through ?? source.from;
  let opened: RowSink | null = null;
  const makeSink = async (): Promise<RowSink> => {
    if (out === undefined) opened = sinks.standardOutput(source, format as "csv" | "jsonl");
    else if (format === "parquet") opened = await sinks.parquetFile(out, source);
    else opened = sinks.textFile(out, source, { format, resumeAt: earlier?.bytes ?? 0 });
    // Not before: until there is a file a signal may end everything at once, and while the first rows are computed
    // nobody would look whether one came.
    stop.listen();
    return opened;
  };
  const stop = stopOnSignals(() => {
    // Asked twice, or before a batch is done: what cannot be gone on with is taken away at once.
    if (!journal) opened?.discard();
  });
  const shown = progress(say);
  try {
    const { sink, whole } = await runRows(source, start, makeSink, {
      journal: journal ?? undefined,
      stopped: () => stop.asked,
      onProgress: ({ done, total }) =>
        shown.show(done + start - source.from, total + start - source.from, done),
    });
    shown.end();
    if (!whole) {
      if (journal) process.stderr.write(`${say("all.interrupted")}\n`);
      else sink.discard();
      return { stopped: true };
    }
    await sink.close();
    journal?.remove();
    if (out !== undefined && asked.origin) {
      const { writeOrigin } = await import("../batch/origin.js");
      await writeOrigin(out, asked.origin());
    }
    for (const remark of asked.remarks?.() ?? []) process.stderr.write(`${remark}\n`);
    return { stopped: false };
  } catch (error) {
    shown.end();
    if (!journal) (opened as RowSink | null)?.discard();
    throw error;
  } finally {
    stop.forget();
  }
}

function stopOnSignals(again: () => void): { asked: boolean; listen(): void; forget(): void } {
  const state = {
    asked: false,
    listen: () => {
      process.on("SIGINT", hold);
      process.on("SIGTERM", hold);
    },
    forget: () => {
      process.removeListener("SIGINT", hold);
      process.removeListener("SIGTERM", hold);
    },
  };
  const hold = (): void => {
    if (state.asked) {
      again();
      process.exit(130);
    }
    state.asked = true;
  };
  return state;
}

async function journalOf(
  call: Omit<Call, "format">,
  { resumes, asOf, digest, source }: EverySubject,
  { format, out }: { readonly format: RowFormat; readonly out: string },
) {
  const data = textOption(call.options, "data")!;
  const fromDatabase = isDatabase(data);
  // Of a graph read through a mapping nobody knows whether it has changed.
  if (resumes === null || format === "parquet" || (fromDatabase && !digest)) return null;
  const { Journal, questionKey } = await import("../batch/resumption.js");
  const question = {
    ...{ version: version(), verb: call.verb, resumes, asOf, format },
    ...{ from: source.from, to: source.to, percent: listOption(call.options, "percent") },
    encoding: textOption(call.options, "encoding") ?? null,
    database: fromDatabase ? digest : null,
  };
  return new Journal(out, await questionKey(question, fromDatabase ? [] : await filesOf(data)));
}

async function filesOf(data: string): Promise<string[]> {
  const [{ inputFiles }, { emptyReading }] = await Promise.all([
    import("../io/load.js"),
    import("../io/reading.js"),
  ]);
  return (await inputFiles(data, emptyReading())).map(({ path }) => path);
}

/** How a verb answers any one subject of a register; of the answer only its rows are asked for. */
export type Answering = (
  register: Register,
  issues: IssueList,
) => (subject: number) => Pick<Answer, "rows" | "found"> | null;

/** Rows of a verb that answers one subject at a time, cut to the columns that --all promises. */
export async function rowsOfAnswers(
  call: Call,
  question: {
    readonly columns: readonly RowColumn[];
    readonly resumes: unknown;
    readonly answering: Answering;
    /** Which subjects are asked about: by default companies that somebody holds. */
    readonly asked?: ((register: Register) => (subject: number) => boolean) | undefined;
  },
): Promise<EverySubject> {
  const { columns, resumes, answering } = question;
  const shard = await shardOption(call.options);
  let found = false;
  function* rowsOf(answer: ReturnType<ReturnType<Answering>>, table: Table): Generator<Cell[]> {
    const places = columns.map(({ name }) => table.columns.indexOf(name));
    for (const row of table.rows) yield places.map((place) => row[place] ?? null);
    found ||= answer?.found?.() === true;
  }
  const rowsIn = (register: Register, issues: IssueList) => {
    const asked = (question.asked ?? isHeld)(register);
    const answerOf = answering(register, issues);
    return (subject: number): Iterable<Cell[]> | null => {
      if (!asked(subject)) return null;
      const answer = answerOf(subject);
      const table = answer?.rows?.();
      return answer && table ? rowsOf(answer, table) : [];
    };
  };
  const { input, source, digest } = await sourceOf(call, { columns, shard, rowsIn, who: question.asked });
  const { issues, register } = input;
  return { source, issues, asOf: register.asOf, digest, resumes, found: () => found };
}

/** Rows from files, of a register that is there as a whole, or from a database, part by part. */
async function sourceOf(
  call: Call,
  {
    columns,
    shard,
    rowsIn,
    who,
  }: {
    readonly columns: readonly RowColumn[];
    readonly shard: Shard | null;
    readonly rowsIn: (register: Register, issues: IssueList) => (subject: number) => Iterable<Cell[]> | null;
    readonly who: unknown;
  },
): Promise<Pick<EverySubject, "source" | "digest"> & { readonly input: Input }> {
  const { openSoundInput, refuseUnsound } = await import("./input.js");
  const { openSubjectParts } = await import("./subjectParts.js");
  const database = await openSubjectParts(call);
  if (database !== null) {
    const { input, count } = database;
    refuseUnsound(call, input.issues, call.options.strict === true);
    const { partRows } = await import("../batch/partRows.js");
    const selection = who
      ? { ends: [], who: "anyone" as const }
      : { ends: HOLDERS_ONLY, who: "held" as const };
    const source = partRows({
      ...{ columns, count, shard },
      parts: (from, to) => database.parts({ ...selection, from, to }),
      rowsIn: (register) => rowsIn(register, input.issues),
    });
    return { input, source, digest: input.digest };
  }
  const input = await openSoundInput(call);
  const { subjectRows } = await import("../batch/wholeRows.js");
  const rows = rowsIn(input.register, input.issues);
  const source = subjectRows({ columns, shard, count: input.register.entities.length, rows });
  return { input, source, digest: null };
}

function isHeld({ entities, stakes }: Register): (subject: number) => boolean {
  const { start } = stakes.equity;
  const never = new Set<string>(HOLDERS_ONLY);
  return (subject) => start[subject] !== start[subject + 1] && !never.has(entities[subject]!.kind);
}

/** The whole register of a call, as columns where the data are large, else as ordinary records. */
export async function openEvery(call: Call): Promise<{
  readonly whole: Whole;
  readonly issues: IssueList;
  readonly digest: () => string;
}> {
  const [{ wholeOf }, { openWhole, refuseUnsound }] = await Promise.all([
    import("../register/registerOver.js"),
    import("./input.js"),
  ]);
  const { source, issues, digest } = await openWhole(call);
  const strictly = call.options.strict === true;
  refuseUnsound(call, issues, strictly);
  return { whole: wholeOf(source), issues, digest };
}

/** The format that a call carries while it is asked for rows. */
export const ROWS_AS: Format = "csv";
