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
    const [{ openSoundInput }, { resolveCompany }, action, reasons, report, { view }] = await Promise.all([
      import("../input.js"),
      import("../subjects.js"),
      import("../../determinations/concertAction.js"),
      import("../../measures/concertReasons.js"),
      import("../../report/concertReport.js"),
      import("../../report/labels.js"),
    ]);
    const { partnershipGroups } = await import("../../determinations/partnershipGroups.js");
    const asked = listOption(call.options, "reasons").flatMap((value) =>
      value.split(",").map((one) => one.trim()),
    );
    const known = asked.map((value) => {
      const found = reasons.CONCERT_REASONS.find((reason) => reason === value);
      if (found !== undefined) return found;
      const choices = reasons.CONCERT_REASONS.join(", ");
      throw new UsageError((say) => [say("refuse.choice", { option: "--reasons", value, choices })]);
    });
    const { register, issues } = await openSoundInput(call);
    const subjects = call.arguments.map((key) => resolveCompany(register, key, call));
    const answer = (index: number): Answer => {
      const subject = register.entities[index]!.id;
      const wanted = known.length > 0 ? known : action.defaultReasons(register, index);
      const partnerships = partnershipGroups(register, { subject });
      const result = {
        ...action.concertGroups(register, { subject, reasons: wanted }),
        ...(partnerships ? { partnershipGroups: partnerships } : {}),
      };
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
    return { answers: subjects.map(answer), issues, each: { register, answer } };
  },
};

/** Groups of every subject: rows group, subject, member, direct, share. */
async function everySubject(call: Call): Promise<EverySubject> {
  const [{ rowsOfAnswers }, { numberColumns, textColumns }] = await Promise.all([
    import("../everySubject.js"),
    import("../../batch/rowSource.js"),
  ]);
  const { each, issues } = await concert.run({ ...call, arguments: [] });
  return rowsOfAnswers(
    call,
    { register: each!.register, issues },
    {
      columns: [
        ...numberColumns("group"),
        ...textColumns("subject", "member"),
        ...numberColumns("direct", "share"),
      ],
      resumes: { reasons: listOption(call.options, "reasons") },
      answer: each!.answer,
    },
  );
}
