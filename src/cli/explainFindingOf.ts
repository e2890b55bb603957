import { commandText } from "./commandLine.js";
import { openSoundInput } from "./input.js";
import { textOption } from "./options.js";
import { UsageError } from "./usageError.js";
import type { Answers, Call } from "./verb.js";

/** `explain FINDING-ID`: the derivation of a finding that `check` printed. Throws a UsageError for any other word. */
export async function explainFindingOf(call: Call): Promise<Answers> {
  const id = call.arguments[0]!;
  const [{ explainFinding, isFindingId }, report, { view }] = await Promise.all([
    import("../rules/explainFinding.js"),
    import("../report/findingReport.js"),
    import("../report/labels.js"),
  ]);
  if (!isFindingId(id)) throw new UsageError((say) => [say("refuse.findingForm", { id })]);
  const { register, issues } = await openSoundInput(call);
  const explanations = explainFinding(register, id);
  const [first] = explanations;
  if (!first) {
    const subject = id.slice(id.indexOf("@") + 1).split(":")[0]!;
    const command = commandText(["check", subject, "--data", textOption(call.options, "data") ?? "PATH"]);
    throw new UsageError((say) => [say("refuse.finding", { id, date: register.asOf ?? "–", command })]);
  }
  return {
    issues,
    answers: [
      {
        subject: first.finding.subject,
        asOf: register.asOf,
        parameters: { finding: id },
        issues,
        result: report.findingJson(explanations),
        document: (language) => report.findingDocument(view(register, language), explanations),
      },
    ],
  };
}
