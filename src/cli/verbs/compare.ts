import type { IssueList } from "../../model/issue.js";
import type { Register } from "../../register/register.js";
import type { Input } from "../input.js";
import { DATA_FLAGS, dateOption, flagged, type RawOptions, textOption } from "../options.js";
import { refusing } from "../refusing.js";
import { UsageError } from "../usageError.js";
import type { Answer, Call, Verb } from "../verb.js";

const FLAGS = DATA_FLAGS.filter((name) => name !== "asOf");

export const compare: Verb = {
  name: "compare",
  summary: "verb.compare",
  takes: [["<subject...>", "argument.subjects"]],
  flags: [...FLAGS, "from", "to", "with", "rulebook", "force"],
  flagWords: { force: "option.forceCompare" },
  formats: ["text", "json", "csv", "md"],
  examples: [
    "compare 云帆证券 --from 2024-06-30 --to 2025-06-30 --data samples/before-and-after",
    "compare 云帆证券 --from 2025-03-31 --to 2025-04-01 --data samples/before-and-after --format json",
    "compare 云帆证券 --data register-2024.xlsx --with register-2025.xlsx --lang zh",
  ],
  async run(call) {
    const { options } = call;
    const rulebook = textOption(options, "rulebook");
    if (rulebook !== undefined) await checkKnown(rulebook);
    const { before, after, issues } = await openSides(call);
    const [{ resolveCompany }, { compare: compared }, report] = await Promise.all([
      import("../subjects.js"),
      import("../../compare.js"),
      import("../../report/compareReport.js"),
    ]);
    const force = flagged(options, "force");
    const answers = call.arguments.map((key): Answer => {
      const { id, name, sector } = before.entities[resolveCompany(before, key, call)]!;
      const { id: subject } = after.entities[resolveCompany(after, id, call)]!;
      const asked = { subject, with: after, rulebook, force };
      const result = refusing({ name, sector }, () => compared(before, asked));
      return {
        subject,
        asOf: after.asOf,
        parameters: {
          from: before.asOf,
          to: after.asOf,
          with: textOption(options, "with") ?? null,
          rulebook: result.rulebook,
          force,
        },
        issues,
        result,
        document: (language) =>
          report.compareDocument(report.compareView(before, after, language), subject, result),
        rows: () => report.compareRows(subject, result),
      };
    });
    return { answers, issues };
  },
};

async function checkKnown(id: string): Promise<void> {
  const { DUTY_RULEBOOKS } = await import("../../rules/duties.js");
  const known = Object.keys(DUTY_RULEBOOKS);
  if (known.includes(id)) return;
  throw new UsageError((say) => [say("refuse.compareOnly", { id, known: known.join(", ") })]);
}

interface Opened {
  readonly before: Register;
  readonly after: Register;
  readonly issues: IssueList;
}

/** Both sides: two dates of one register, or two registers, each on its date. Throws a UsageError. */
async function openSides(call: Call): Promise<Opened> {
  const { options } = call;
  const other = textOption(options, "with");
  const [from, to] = [await dateOption(options, "from"), await dateOption(options, "to")];
  if (other === undefined && from === undefined) {
    throw new UsageError((say) => [say("refuse.compareWhat")]);
  }
  const { openSoundInput } = await import("../input.js");
  const open = (data: RawOptions["data"], asOf: string | undefined): Promise<Input> =>
    openSoundInput({ ...call, options: { ...options, data, ...(asOf === undefined ? {} : { asOf }) } });
  const first = await open(options.data, from);
  const second = other === undefined ? sameData(first, to) : await open(other, to);
  checkOrder(first.register, second.register, other !== undefined);
  const { IssueList } = await import("../../model/issue.js");
  const issues = new Map(
    [...first.issues.all(), ...second.issues.all()].map((issue) => [JSON.stringify(issue), issue]),
  );
  return { before: first.register, after: second.register, issues: IssueList.of([...issues.values()]) };
}

/** The same records on the later day, by default the latest on which anything begins. */
function sameData(input: Input, to: string | undefined): Input {
  const later = input.on(to);
  if (later.register.asOf === null) throw new UsageError((say) => [say("refuse.compareNoDate")]);
  return later;
}

function checkOrder({ asOf: from }: Register, { asOf: to }: Register, two: boolean): void {
  if (from === null || to === null || from < to || (two && from === to)) return;
  throw new UsageError((say) => [say("refuse.compareOrder", { from, to })]);
}
