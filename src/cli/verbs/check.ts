import type { IssueList } from "../../model/issue.js";
import type { Register } from "../../register/register.js";
import { commandText } from "../commandLine.js";
import type { EverySubject } from "../everySubject.js";
import { DATA_FLAGS, flagged, textOption } from "../options.js";
import { refusing } from "../refusing.js";
import { UsageError } from "../usageError.js";
import type { Answer, Call, Verb } from "../verb.js";

export const check: Verb = {
  name: "check",
  summary: "verb.check",
  takes: [["[subject...]", "argument.subjects"]],
  flags: [...DATA_FLAGS, "all", "shard", "rulebook", "force", "verbose"],
  formats: ["text", "json", "csv", "md"],
  examples: [
    "check 蓝海证券 --data samples/one-manager-three-partnerships",
    "check 蓝海证券 --data samples/one-manager-three-partnerships --as-of 2023-06-30 --verbose",
    "check 蓝海证券 --data samples/one-manager-three-partnerships --rulebook cn-foreign-investment",
  ],
  all: (call) => everySubject(call),
  async run(call) {
    const answering = await answeringOf(call);
    const [{ openSoundInput }, { resolveCompany }] = await Promise.all([
      import("../input.js"),
      import("../subjects.js"),
    ]);
    const { register, issues } = await openSoundInput(call);
    const subjects = call.arguments.map((key) => resolveCompany(register, key, call));
    return { answers: subjects.map(answering(register, issues)), issues };
  },
};

/** How any subject of a register is answered; an unknown rulebook is refused before anything is read. */
async function answeringOf(call: Call) {
  const { options } = call;
  const [rules, report, { view }] = await Promise.all([
    import("../../rules/check.js"),
    import("../../report/checkReport.js"),
    import("../../report/labels.js"),
  ]);
  const [rulebook, force] = [textOption(options, "rulebook"), flagged(options, "force")];
  if (rulebook !== undefined) checkKnown(rulebook, Object.keys(rules.RULEBOOKS));
  return (register: Register, issues: IssueList) =>
    (index: number): Answer => {
      const { id: subject, name, sector } = register.entities[index]!;
      const checked = refusing({ name, sector }, () =>
        rules.eachFinding(register, { subject, rulebook, force }),
      );
      let found = false;
      // Each finding is made, printed and forgotten.
      function* findings() {
        for (const one of checked.findings) {
          found ||= one.verdict === "breach";
          yield one;
        }
      }
      const result = { rulebook: checked.rulebook, findings: { [Symbol.iterator]: findings } };
      const shown = {
        subject,
        verbose: flagged(options, "verbose"),
        explain: (finding: string) => explainCommand(call, finding, register.asOf),
      };
      return {
        subject,
        asOf: register.asOf,
        parameters: { rulebook: result.rulebook, force },
        issues,
        result,
        document: (language) => report.checkDocument(view(register, language), shown, result),
        rows: () => report.checkRows(result),
        found: () => found,
      };
    };
}

function checkKnown(id: string, known: readonly string[]): void {
  if (known.includes(id)) return;
  throw new UsageError((say) => [say("refuse.rulebook", { id, known: known.join(", ") })]);
}

function explainCommand({ options }: Call, finding: string, asOf: string | null): string {
  const dated = textOption(options, "asOf") === undefined || asOf === null ? [] : ["--as-of", asOf];
  return commandText(["explain", finding, "--data", textOption(options, "data") ?? "PATH", ...dated]);
}

/** Findings of every subject whose sector the rulebook fits. */
async function everySubject(call: Call): Promise<EverySubject> {
  const [{ rowsOfAnswers }, { numberColumns, textColumns }] = await Promise.all([
    import("../everySubject.js"),
    import("../../batch/rowSource.js"),
  ]);
  const answering = await answeringOf(call);
  return rowsOfAnswers(call, {
    columns: COLUMNS.map((name) => {
      const [column] = NUMBERS.has(name) ? numberColumns(name) : textColumns(name);
      return name === "verified" ? { name, type: "boolean" as const } : column!;
    }),
    resumes: { rulebook: textOption(call.options, "rulebook") ?? null },
    answering: (register, issues) => {
      const answer = answering(register, issues);
      return (subject) => answerOrNone(answer, subject);
    },
  });
}

/** The finding's fields, as `check --format csv` has them. */
const COLUMNS = [
  ...["rulebook", "id", "rule", "article", "subject", "parties", "verdict", "severity"],
  ...["measured", "min", "max", "comparator", "threshold", "missing", "exemption", "conflict"],
  ...["limb", "duty", "verified", "records", "message"],
];
const NUMBERS: ReadonlySet<string> = new Set(["measured", "min", "max"]);

/** null for a subject that no rulebook, or not the one asked for, is about. */
function answerOrNone(answer: (subject: number) => Answer, subject: number): Answer | null {
  try {
    return answer(subject);
  } catch (error) {
    if (error instanceof UsageError) return null;
    throw error;
  }
}
