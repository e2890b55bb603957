import type { Register } from "../../register/register.js";
import type { EverySubject } from "../everySubject.js";
import { DATA_FLAGS, textOption } from "../options.js";
import type { Answer, Call, Verb } from "../verb.js";

export const related: Verb = {
  name: "related",
  summary: "verb.related",
  takes: [["[subject...]", "argument.subjects"]],
  flags: [...DATA_FLAGS, "all", "shard", "definition"],
  formats: ["text", "json", "csv", "md"],
  examples: [
    "related 蓝海证券 --data samples/one-manager-three-partnerships",
    "related 蓝海证券 --data samples/pyramid --definition company-law",
    "related 蓝海证券 --data samples/pyramid --format csv",
  ],
  all: (call) => everySubject(call),
  async run(call) {
    const [{ openSoundInput }, { resolveParty }, { definition }, { relatedParties }, report, { view }] =
      await Promise.all([
        import("../input.js"),
        import("../subjects.js"),
        import("../../law/definition.js"),
        import("../../determinations/relatedParties.js"),
        import("../../report/relatedReport.js"),
        import("../../report/labels.js"),
      ]);
    const asked = textOption(call.options, "definition");
    // An unknown definition is refused before anything is read.
    if (asked !== undefined) definition(asked);
    const { register, issues } = await openSoundInput(call);
    const subjects = call.arguments.map((key) => resolveParty(register, key));
    const answer = (index: number): Answer => {
      const subject = register.entities[index]!.id;
      const result = relatedParties(register, { subject, definition: asked });
      return {
        subject,
        asOf: register.asOf,
        parameters: { definition: result.definition },
        issues,
        result,
        document: (language) => report.relatedDocument(view(register, language), subject, result),
        rows: () => report.relatedRows(subject, result),
      };
    };
    return { answers: subjects.map(answer), issues, each: { register, answer } };
  },
};

/** Related parties of every subject: rows subject, party, relation, via, article. An interrupted run is gone on with. */
async function everySubject(call: Call): Promise<EverySubject> {
  const [{ rowsOfAnswers }, { textColumns }] = await Promise.all([
    import("../everySubject.js"),
    import("../../batch/rowSource.js"),
  ]);
  const { each, issues } = await related.run({ ...call, arguments: [] });
  return rowsOfAnswers(
    call,
    { register: each!.register, issues },
    {
      columns: textColumns("subject", "party", "relation", "via", "article"),
      resumes: { definition: textOption(call.options, "definition") ?? null },
      asked: isRelated(each!.register),
      answer: each!.answer,
    },
  );
}

/** Companies, and whoever else has holdings or ties: all others have no related party to be found. */
function isRelated({ entities, stakes, ties }: Register): (subject: number) => boolean {
  const { start, heldStart } = stakes.equity;
  const tied = new Set(ties.flatMap(({ from, to }) => [from, to]));
  return (subject) =>
    entities[subject]!.kind !== "naturalPerson" &&
    (start[subject] !== start[subject + 1] ||
      heldStart[subject] !== heldStart[subject + 1] ||
      tied.has(subject));
}
