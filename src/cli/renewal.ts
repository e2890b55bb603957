import type { Origin } from "../batch/origin.js";
import type { RowSource } from "../batch/rowSource.js";
import type { RegisterDifference } from "../register/registerDifference.js";
import type { Whole } from "../register/registerOver.js";
import { sayIn } from "../text/words.js";
import { type EverySubject, openEvery, rowFormat } from "./everySubject.js";
import { readLanguage } from "./language.js";
import { flagged, listOption, textOption } from "./options.js";
import { UsageError } from "./usageError.js";
import type { Call } from "./verb.js";
import { version } from "./version.js";

/** A question about a whole register that can be asked of some of its subjects. */
export interface RenewableQuestion {
  /** All that its rows depend on beside the data, in the order of writing. */
  readonly asked: Readonly<Record<string, string | boolean>>;
  readonly rows: (whole: Whole, asked: ((subject: number) => boolean) | undefined) => RowSource;
  /** Whose rows may differ. */
  readonly affected: (whole: Whole, difference: RegisterDifference) => Uint8Array;
}

/** The rows of a question: all made anew, or with --since those of the earlier run with what changed made anew. */
export async function renewable(
  call: Call,
  question: RenewableQuestion,
): Promise<Omit<EverySubject, "resumes">> {
  const { options } = call;
  const { whole, issues, digest } = await openEvery(call);
  const { asOf } = whole.columns;
  const made = { version: version(), question: questionText(call, question), asOf };
  const rows = textOption(options, "rows");
  const [source, remarks] =
    rows === undefined
      ? [question.rows(whole, undefined), []]
      : await since(call, { whole, question, rows, made: made.question });
  const written =
    flagged(options, "origin") || (rows !== undefined && textOption(options, "out") !== undefined);
  const keeps = written && rowFormat(call) !== "parquet";
  return {
    source,
    issues,
    asOf,
    origin: keeps ? () => ({ ...made, data: digest() }) : undefined,
    remarks: () => remarks,
  };
}

/** The question with all that says how the data are read, as one line. */
function questionText({ verb, options }: Call, { asked }: RenewableQuestion): string {
  const more = {
    percent: listOption(options, "percent").join(","),
    encoding: textOption(options, "encoding"),
  };
  const words = Object.entries({ ...asked, ...more }).filter(
    ([, value]) => value !== undefined && value !== "",
  );
  return [`${verb} --all`, ...words.map(([name, value]) => `${name}=${value}`)].join(" ");
}

interface Renewing {
  readonly whole: Whole;
  readonly question: RenewableQuestion;
  readonly rows: string;
  readonly made: string;
}

async function since(call: Call, renewing: Renewing): Promise<readonly [RowSource, readonly string[]]> {
  const { whole, question, rows, made } = renewing;
  const data = textOption(call.options, "since")!;
  const origin = await originOf(rows, made);
  const [{ originPath }, { registerDifference }, { EarlierRowsError, earlierRows }, { renewedRows }] =
    await Promise.all([
      import("../batch/origin.js"),
      import("../register/registerDifference.js"),
      import("../batch/earlierRows.js"),
      import("../batch/renewedRows.js"),
    ]);
  const say = sayIn(readLanguage(textOption(call.options, "lang"), process.env));
  const before = await openEvery({
    ...call,
    options: { ...call.options, data, asOf: origin.asOf ?? undefined, strict: undefined },
  });
  if (before.digest() !== origin.data)
    throw new UsageError((word) => [word("refuse.otherData", { rows, data })]);
  const difference = registerDifference(before.whole, whole);
  if (typeof difference === "string")
    return [question.rows(whole, undefined), [say(`renewal.${difference}`, { data })]];
  const affected = question.affected(whole, difference);
  let count = 0;
  for (const mark of affected) count += mark;
  const source = question.rows(whole, (subject) => affected[subject] === 1);
  function* earlier() {
    try {
      yield* earlierRows(rows, source.columns);
    } catch (error) {
      if (!(error instanceof EarlierRowsError)) throw error;
      throw new UsageError((word) => [
        word("refuse.otherRows", { rows, origin: originPath(rows) }),
        error.message,
      ]);
    }
  }
  return [
    renewedRows(source, { earlier, affected, numberOf: whole.find }),
    [say("renewal.done", { changed: difference.count, data, affected: count })],
  ];
}

/** Where the earlier rows come from. Throws a UsageError where they answer something else than what is asked now. */
async function originOf(rows: string, question: string): Promise<Origin> {
  const { fileDigest, originPath, readOrigin } = await import("../batch/origin.js");
  const origin = readOrigin(rows);
  const path = originPath(rows);
  if (origin === null) throw new UsageError((say) => [say("refuse.noOrigin", { rows, origin: path })]);
  if (origin.version !== version()) {
    const versions = { was: origin.version, is: version() };
    throw new UsageError((say) => [say("refuse.otherVersion", { rows, ...versions })]);
  }
  if (origin.question !== question) {
    const questions = { was: origin.question, is: question };
    throw new UsageError((say) => [say("refuse.otherQuestion", { rows, ...questions })]);
  }
  const digest = await fileDigest(rows).catch(() => null);
  if (digest !== origin.rows)
    throw new UsageError((say) => [say("refuse.otherRows", { rows, origin: path })]);
  return origin;
}
