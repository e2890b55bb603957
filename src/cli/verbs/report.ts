import { createHash } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";
import type { AnalyseOptions } from "../../analyse/analysis.js";
import type { ReportFormat, ReportSubjects } from "../../batch/reports.js";
import type { Profile } from "../../law/profile.js";
import type { Register } from "../../register/register.js";
import { sayIn } from "../../text/words.js";
import type { Input } from "../input.js";
import { readLanguage } from "../language.js";
import {
  DATA_FLAGS,
  dateOption,
  flagged,
  listOption,
  pathsOption,
  type RawOptions,
  textOption,
} from "../options.js";
import { refusing } from "../refusing.js";
import type { SubjectParts, WantedSubjects } from "../subjectParts.js";
import { UsageError } from "../usageError.js";
import type { Answer, Answers, Call, Verb } from "../verb.js";
import { version } from "../version.js";

export const report: Verb = {
  name: "report",
  summary: "verb.report",
  takes: [["[subject...]", "argument.subjects"]],
  flags: [
    ...DATA_FLAGS,
    ...(["from", "to", "rulebook", "force", "profile", "definition", "paths"] as const),
    ...(["all", "subjects", "shard"] as const),
  ],
  flagWords: {
    profile: "option.profiles",
    from: "option.fromReport",
    to: "option.toReport",
    out: "option.outReport",
  },
  formats: ["text", "json", "csv", "md", "html", "xlsx"],
  examples: [
    "report 蓝海证券 --data samples/one-manager-three-partnerships --out 蓝海证券.html",
    "report 云帆证券 --from 2024-06-30 --to 2025-06-30 --data samples/before-and-after --out report.xlsx",
    "report --all --data samples/pyramid --out reports --lang zh",
  ],
  intoFolder,
  async run(call) {
    const asked = await checkOptions(call);
    const { openSoundInput, refuseUnsound } = await import("../input.js");
    const asOf = textOption(call.options, "to") ?? textOption(call.options, "asOf");
    const dated = { ...call, options: { ...call.options, ...(asOf === undefined ? {} : { asOf }) } };
    const { wanted, ...rest } = asked;
    const optionsOn = (on: string | null): Asked => ({
      ...rest,
      ...(wanted ? { profiles: wanted(on) } : {}),
    });
    if (!intoFolder(call.arguments, call.options)) {
      const input = await openSoundInput(dated);
      const { register: r } = input;
      return answersOf(call, input, { ...optionsOn(r.asOf), ...(await sideOptions(call, input))(r) });
    }
    const list = listedSubjects(call.options);
    const { openSubjectParts } = await import("../subjectParts.js");
    const parts = await openSubjectParts(dated, list);
    const input = parts?.input ?? (await openSoundInput(dated));
    refuseUnsound(call, input.issues, flagged(call.options, "strict"));
    const side = await sideOptions(call, input);
    const subjects = await subjectsOf(call, input.register, list, parts);
    return manyReports(call, input, { asked: optionsOn(input.register.asOf), side, ...subjects });
  },
};

/** Many files go into a folder: for the whole register, a list of subjects, or where --out is a folder already. */
function intoFolder(words: readonly string[], options: RawOptions): boolean {
  const out = textOption(options, "out");
  if (flagged(options, "all") || textOption(options, "subjects") !== undefined) return true;
  if (out === undefined) return false;
  const isFolder = existsSync(out) ? statSync(out).isDirectory() : out.endsWith("/");
  const oneFileEach = ["html", "xlsx"].includes(textOption(options, "format") ?? "");
  return isFolder || (words.length > 1 && oneFileEach);
}

type Asked = Omit<AnalyseOptions, "subject">;

/** The same before the day is known on which profiles apply. */
interface Wanted extends Omit<Asked, "profiles"> {
  readonly wanted: ((on: string | null) => Profile[]) | undefined;
}

/** What the command line asks of every subject; refused before anything is read. */
async function checkOptions({ arguments: words, options }: Call): Promise<Wanted> {
  const [all, file] = [flagged(options, "all"), textOption(options, "subjects")];
  if (words.length === 0 && !all && file === undefined) {
    throw new UsageError((say) => [say("refuse.reportWhat")]);
  }
  if ((all || file !== undefined) && textOption(options, "out") === undefined) {
    throw new UsageError((say) => [say("refuse.reportFolder")]);
  }
  if (textOption(options, "to") !== undefined && textOption(options, "asOf") !== undefined) {
    throw new UsageError((say) => [say("refuse.together", { a: "--to", b: "--as-of" })]);
  }
  const [{ wantedProfiles }, { definition }, { RULEBOOKS }] = await Promise.all([
    import("../profiles.js"),
    import("../../law/definition.js"),
    import("../../rules/check.js"),
  ]);
  const values = listOption(options, "profile");
  const wanted = values.length > 0 ? await wantedProfiles(values) : undefined;
  const [related, rulebook] = [textOption(options, "definition"), textOption(options, "rulebook")];
  if (related !== undefined) definition(related);
  const known = Object.keys(RULEBOOKS);
  if (rulebook !== undefined && !known.includes(rulebook)) {
    throw new UsageError((say) => [say("refuse.rulebook", { id: rulebook, known: known.join(", ") })]);
  }
  return {
    wanted,
    definition: related,
    rulebook,
    force: flagged(options, "force"),
    paths: pathsOption(options),
  };
}

/** Issues, digest, version, and the earlier side of a register where --from asks for changes. */
async function sideOptions(
  { options }: Call,
  { register, issues, digest }: Input,
): Promise<(r: Register) => Omit<Asked, "profiles">> {
  const from = await dateOption(options, "from");
  const common = { issues: issues.all(), digest, version: version() };
  if (from === undefined) return () => common;
  const { asOf } = register;
  if (asOf === null) throw new UsageError((say) => [say("refuse.compareNoDate")]);
  if (from >= asOf) throw new UsageError((say) => [say("refuse.compareOrder", { from, to: asOf })]);
  const { at } = await import("../../register/register.js");
  return (r) => ({ ...common, before: at(r, from) });
}

/** One answer a subject, printed like those of other verbs. */
async function answersOf(call: Call, { register, issues }: Input, asked: Asked): Promise<Answers> {
  const [{ resolveCompany }, { analyse }, { REPORT_TEXTS }, sections, overview, { reportSheets }] =
    await Promise.all([
      import("../subjects.js"),
      import("../../analyse/analysis.js"),
      import("../../report/analysis/formats.js"),
      import("../../report/analysis/sections.js"),
      import("../../report/analysis/overview.js"),
      import("../../report/workbook/reportSheets.js"),
    ]);
  if (call.arguments.length > 1 && (call.format === "html" || call.format === "xlsx")) {
    throw new UsageError((say) => [say("refuse.reportFolder")]);
  }
  const subjects = call.arguments.map((key) => resolveCompany(register, key, call));
  const answers = subjects.map((index): Answer => {
    const { id: subject, name, sector } = register.entities[index]!;
    const result = refusing({ name, sector }, () => analyse(register, { ...asked, subject }));
    return {
      subject,
      asOf: register.asOf,
      parameters: parametersOf(asked),
      issues,
      result,
      document: (language) => sections.reportDocument(sections.report(result, language)),
      rows: () => overview.overviewTable([overview.overviewRow(result)]),
      files: {
        html: (language) => REPORT_TEXTS.html(result, language),
        xlsx: async (language) => {
          const { writeXlsx } = await import("../../io/writeXlsx.js");
          return writeXlsx(reportSheets(result, language));
        },
      },
    };
  });
  return { answers, issues };
}

const parametersOf = ({ rulebook, force, profiles, definition, paths, before }: Asked) => ({
  rulebook: rulebook ?? null,
  force: force ?? false,
  profiles: profiles?.map((each) => (typeof each === "string" ? each : each.id)) ?? null,
  definition: definition ?? null,
  paths: paths ?? null,
  from: before?.asOf ?? null,
});

/** A profile of one's own may change and keep its name: what it says tells reports of before from those of now. */
const rulesDigest = ({ profiles = [] }: Asked): string =>
  createHash("sha256")
    .update(
      JSON.stringify(
        profiles.map((each) => (typeof each === "string" ? each : [each, [...each.parameters.values()]])),
      ),
    )
    .digest("hex");

interface ManyReports {
  readonly asked: Asked;
  readonly side: (r: Register) => Asked;
  readonly subjects: ReportSubjects;
  /** Lines of the list that name nobody, or a person: listed in the overview, and no reason to stop. */
  readonly unknown: readonly { readonly subject: string; readonly reason: string }[];
}

/** A report on each subject into a folder, with an overview. */
async function manyReports(
  call: Call,
  { register, digest, issues }: Input,
  { asked, side, subjects, unknown }: ManyReports,
): Promise<Answers> {
  const { options } = call;
  const [{ runReports }, { readShard, WHOLE }, { progress }] = await Promise.all([
    import("../../batch/reports.js"),
    import("../../batch/shard.js"),
    import("../progress.js"),
  ]);
  const language = readLanguage(textOption(options, "lang"), process.env);
  const say = sayIn(language);
  const written = textOption(options, "shard");
  const shard = written === undefined ? WHOLE : readShard(written);
  if (shard === null) throw new UsageError((words) => [words("refuse.shard", { value: written! })]);
  // The formats of this verb are those of a report, and text, which is for a terminal.
  const format: ReportFormat = call.format === "text" ? "html" : (call.format as ReportFormat);
  const folder = textOption(options, "out")!;
  const shown = progress(say);
  const stop = { asked: false };
  const hold = (): void => {
    // Whoever asks twice does not want to wait for the subject at work either; every file is whole all the same.
    if (stop.asked) process.exit(130);
    stop.asked = true;
  };
  process.on("SIGINT", hold);
  try {
    const result = await runReports(subjects, {
      ...{ folder, format, language, shard, unknown },
      analyse: (r) => ({ ...asked, ...side(r) }),
      head: {
        digest,
        asOf: register.asOf,
        version: version(),
        asked: JSON.stringify({
          ...parametersOf({ ...asked, ...side(register) }),
          ...{ format, language, rules: rulesDigest(asked) },
        }),
      },
      onProgress: ({ done, total, fresh }) => shown.show(done, total, fresh),
      isStopped: () => stop.asked,
    });
    shown.end();
    const { made, kept, failed, total, outdated, stopped } = result;
    process.stderr.write(
      `${[
        ...(outdated ? [say("report.outdated")] : []),
        say("report.done", { made, kept, failed, total, folder }),
        ...(failed > 0 ? [say("report.failed")] : []),
        ...(stopped ? [say("report.stopped")] : []),
      ].join("\n")}\n`,
    );
    return { answers: [], issues, ...(stopped ? { stopped: true } : {}) };
  } finally {
    shown.end();
    process.removeListener("SIGINT", hold);
  }
}

/** The subjects that a call names, lists or means by --all, in the order of the register. */
async function subjectsOf(
  call: Call,
  r: Register,
  list: readonly string[],
  parts: SubjectParts | null,
): Promise<Pick<ManyReports, "subjects" | "unknown">> {
  const [{ resolveCompany }, { reportable, subjectsIn }] = await Promise.all([
    import("../subjects.js"),
    import("../../batch/reports.js"),
  ]);
  const named = call.arguments.map((key) => resolveCompany(r, key, call));
  const { known, unknown } = knownAmong(list, (line) => resolveCompany(r, line, call), call.options);
  const all = flagged(call.options, "all");
  const asked = [...new Set([...named, ...known])];
  if (parts === null) {
    const subjects = [...new Set([...asked, ...(all ? reportable(r) : [])])].sort((a, b) => a - b);
    return { subjects: subjectsIn(r, subjects), unknown };
  }
  const ids = asked.map((index) => r.entities[index]!.id);
  const wanted: WantedSubjects = all
    ? { from: 0, to: parts.count, ends: ["naturalPerson"], who: "heldOrTied", named: ids }
    : { ids };
  const total = await parts.total(wanted);
  return { subjects: { total, parts: (passes) => parts.parts(wanted, passes) }, unknown };
}

function knownAmong(
  list: readonly string[],
  resolve: (line: string) => number,
  options: RawOptions,
): { readonly known: readonly number[]; readonly unknown: ManyReports["unknown"] } {
  const known: number[] = [];
  const unknown: { subject: string; reason: string }[] = [];
  const say = sayIn(readLanguage(textOption(options, "lang"), process.env));
  for (const line of list) {
    try {
      known.push(resolve(line));
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      unknown.push({ subject: line, reason: error.lines(say)[0]! });
    }
  }
  return { known, unknown };
}

/** What --subjects lists: one id or name a line; empty lines do not count. */
function listedSubjects(options: RawOptions): string[] {
  const file = textOption(options, "subjects");
  if (file === undefined) return [];
  try {
    const text = readFileSync(file, "utf8").replace(/^\ufeff/, "");
    return [...new Set(text.split(/\r\n|\r|\n/).map((line) => line.trim()))].filter((line) => line !== "");
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError((say) => [say("refuse.subjectsFile", { file, reason })]);
  }
}
