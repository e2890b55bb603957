import type { IssueList } from "../../model/issue.js";
import type { Register } from "../../register/register.js";
import type { EverySubject } from "../everySubject.js";
import { DATA_FLAGS, listOption } from "../options.js";
import { UsageError } from "../usageError.js";
import type { Answer, Call, Verb } from "../verb.js";

export const concert: Verb = {
  name: "concert",
  summary: "verb.concert",
  takes: [["[subject...]", "argument.subjects"]],
  flags: [...DATA_FLAGS, "all", "shard", "reasons"],
  formats: ["text", "json", "csv", "md"],
  examples: [
    "concert 蓝海证券 --data samples/one-manager-three-partnerships",
    "concert 蓝海证券 --data samples/one-manager-three-partnerships --reasons agreement,kinship",
    "concert 蓝海证券 --data samples/one-manager-three-partnerships --as-of 2023-06-30 --format csv",
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

/** The groups of any subject of a register; an unknown reason is refused before anything is read. */
async function groupsOf({ options }: Call) {
  const [action, reasons] = await Promise.all([
    import("../../determinations/concertAction.js"),
    import("../../measures/concertReasons.js"),
  ]);
  const asked = listOption(options, "reasons").flatMap((value) => value.split(",").map((one) => one.trim()));
  const known = asked.map((value) => {
    const found = reasons.CONCERT_REASONS.find((reason) => reason === value);
    if (found !== undefined) return found;
    const choices = reasons.CONCERT_REASONS.join(", ");
    throw new UsageError((say) => [say("refuse.choice", { option: "--reasons", value, choices })]);
  });
  return (register: Register, index: number) => {
    const subject = register.entities[index]!.id;
    const wanted = known.length > 0 ? known : action.defaultReasons(register, index);
    return { subject, wanted, result: action.concertGroups(register, { subject, reasons: wanted }) };
  };
}

/** How any subject of a register is answered. */
async function answeringOf(call: Call) {
  const [groups, report, { view }, { partnershipGroups }] = await Promise.all([
    groupsOf(call),
    import("../../report/concertReport.js"),
    import("../../report/labels.js"),
    import("../../determinations/partnershipGroups.js"),
  ]);
  return (register: Register, issues: IssueList) =>
    (index: number): Answer => {
      const { subject, wanted, result: found } = groups(register, index);
      const partnerships = partnershipGroups(register, { subject });
      const result = { ...found, ...(partnerships ? { partnershipGroups: partnerships } : {}) };
      const shown = { subject, direct: report.directEquity(register, subject) };
      return {
        subject,
        asOf: register.asOf,
        parameters: { reasons: wanted },
        issues,
        result,
        document: (language) => report.concertDocument(view(register, language), shown, result),
        rows: () => report.concertRows(shown, result),
      };
    };
}

/** Groups of every subject: rows group, subject, member, direct, share. */
async function everySubject(call: Call): Promise<EverySubject> {
  const [{ rowsOfAnswers }, { numberColumns, textColumns }, groups, report] = await Promise.all([
    import("../everySubject.js"),
    import("../../batch/rowSource.js"),
    groupsOf(call),
    import("../../report/concertReport.js"),
  ]);
  return rowsOfAnswers(call, {
    columns: [
      ...numberColumns("group"),
      ...textColumns("subject", "member"),
      ...numberColumns("direct", "share"),
    ],
    resumes: { reasons: listOption(call.options, "reasons") },
    // What Article 13 takes together is in no row.
    answering: (register) => (index) => {
      const { subject, result } = groups(register, index);
      if (result.groups.length === 0) return null;
      const shown = { subject, direct: report.directEquity(register, subject) };
      return { rows: () => report.concertRows(shown, result) };
    },
  });
}
