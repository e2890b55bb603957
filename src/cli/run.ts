import type { IssueList } from "../model/issue.js";
import { type Language, sayIn } from "../text/words.js";
import { commandText } from "./commandLine.js";
import { SHOWN_ISSUES } from "./input.js";
import { readLanguage } from "./language.js";
import {
  FLAGS,
  type FlagName,
  FORMATS,
  type Format,
  flagged,
  listOption,
  type RawOptions,
  textOption,
} from "./options.js";
import { checkOut, writeOut, writeStandardOutput } from "./output.js";
import { printAnswers } from "./print.js";
import { UsageError } from "./usageError.js";
import type { Call, Verb } from "./verb.js";
import { version } from "./version.js";

/** Runs one verb: reads its options, asks it, prints. Returns the exit code; throws what cannot be answered. */
export async function runVerb(
  verb: Verb,
  words: readonly string[],
  options: RawOptions,
  argv: readonly string[],
): Promise<0 | 1 | 130> {
  const language = readLanguage(textOption(options, "lang"), process.env);
  if (verb.all && flagged(options, "all")) {
    return runEverySubject(verb.all, { verb: verb.name, arguments: words, options, argv }, language);
  }
  const out = verb.writesOut ? undefined : textOption(options, "out");
  const idle = verb.all && ONLY_WITH_ALL.find((flag) => options[flag] !== undefined);
  if (idle)
    throw new UsageError((say) => [say("refuse.onlyWithAll", { option: FLAGS[idle].syntax.split(" ")[0]! })]);
  if (verb.all && words.length === 0) {
    throw new UsageError((say) => [
      say("refuse.missingArgument", { name: "subject" }),
      say("refuse.hintHelp", { verb: verb.name }),
    ]);
  }
  const format = readFormat(verb, textOption(options, "format"), out);
  if (out !== undefined && !intoFolder(verb, words, options)) checkOut(out);
  const { answers, issues, stopped, writes } = await verb.run({
    verb: verb.name,
    arguments: words,
    options,
    format,
    argv,
  });
  const paint = await paintFor(out);
  const content = await printAnswers(answers, {
    verb: verb.name,
    format,
    language,
    version: version(),
    paint,
  });
  if (out !== undefined && answers.length > 0 && !writes) await writeOut(out, content, format);
  else if (!(content instanceof Uint8Array && process.stdout.isTTY)) await writeStandardOutput(content);
  else throw new UsageError((say) => [say("refuse.binary", { format })]);
  if (issues !== null) await sayIssues(issues, language, options);
  if (stopped) return INTERRUPTED;
  return answers.some(({ found }) => found?.()) ? 1 : 0;
}

/** What says nothing about single subjects is refused, not passed over. */
const ONLY_WITH_ALL: readonly FlagName[] = ["shard", "since", "rows", "origin"];

/** Rows of the whole register, as they are made; nothing is held until the end. */
async function runEverySubject(
  all: NonNullable<Verb["all"]>,
  call: Omit<Call, "format">,
  language: Language,
): Promise<0 | 1 | 130> {
  const { checkEverySubject, ROWS_AS, writeEverySubject } = await import("./everySubject.js");
  const out = textOption(call.options, "out");
  checkEverySubject(call);
  if (out !== undefined) checkOut(out);
  const asked = await all({ ...call, format: ROWS_AS });
  const { stopped } = await writeEverySubject(call, asked, language);
  if (asked.issues !== null) await sayIssues(asked.issues, language, call.options);
  if (stopped) return INTERRUPTED;
  return asked.found?.() ? 1 : 0;
}

/** What a shell reports of a command that Ctrl-C ended. */
const INTERRUPTED = 130;

const intoFolder = (verb: Verb, words: readonly string[], options: RawOptions): boolean =>
  verb.intoFolder?.(words, options) ?? false;

/** The format asked for, else the one that the name of the file says where this verb has it, else its first one. */
function readFormat({ name, formats }: Verb, value: string | undefined, out: string | undefined): Format {
  if (value === undefined) {
    const ending = out?.slice(out.lastIndexOf(".") + 1).toLowerCase();
    return formats.find((format) => format === ending) ?? formats[0]!;
  }
  const found = FORMATS.find((format) => format === value && formats.includes(format));
  if (found !== undefined) return found;
  throw new UsageError((say) => [
    say("refuse.format", { verb: name, format: value, formats: formats.join(", ") }),
  ]);
}

async function paintFor(out: string | undefined) {
  const { noPaint } = await import("../report/terminalText.js");
  const dumb = process.env.TERM === "dumb";
  if (out !== undefined || !process.stdout.isTTY || process.env.NO_COLOR || dumb) return noPaint;
  const { terminalPaint } = await import("./colour.js");
  return terminalPaint;
}

/** The worst of what is wrong with the data, on standard error; notes need nobody's attention. */
async function sayIssues(issues: IssueList, language: Language, options: RawOptions): Promise<void> {
  const [errors, warnings] = [issues.count("error"), issues.count("warning")];
  const count = errors + warnings;
  if (count === 0) return;
  const { issueWords, severityLabel } = await import("../report/labels.js");
  const { clip } = await import("../report/displayWidth.js");
  const say = sayIn(language);
  const worst = issues.first("error", SHOWN_ISSUES);
  const shown = [...worst, ...issues.first("warning", SHOWN_ISSUES - worst.length)];
  const lines = shown.map((issue) => {
    const { message } = issueWords(language, issue);
    return `  ${severityLabel(language, issue.severity)}: ${clip(message, MESSAGE_COLUMNS)}`;
  });
  const left = count - lines.length;
  const percent = listOption(options, "percent").flatMap((column) => ["--percent", column]);
  const command = commandText(["validate", "--data", textOption(options, "data")!, ...percent]);
  process.stderr.write(
    `\n${[
      say("issues.summary", { count, errors, warnings }),
      ...lines,
      ...(left > 0 ? [`  ${say("issues.more", { count: left, command })}`] : []),
    ].join("\n")}\n`,
  );
}

const MESSAGE_COLUMNS = 200;
