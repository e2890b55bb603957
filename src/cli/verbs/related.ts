import type { IssueList } from "../../model/issue.js";
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
    const answering = await answeringOf(call);
    const [{ openSoundInput }, { resolveParty }] = await Promise.all([
      import("../input.js"),
      import("../subjects.js"),
    ]);
    const { register, issues } = await openSoundInput(call);
    const subjects = call.arguments.map((key) => resolveParty(register, key));
    return { answers: subjects.map(answering(register, issues)), issues };
  },
};

/** How any subject of a register is answered; an unknown definition is refused before anything is read. */
async function answeringOf({ options }: Call) {
  const [{ definition }, { relatedParties }, report, { view }] = await Promise.all([
    import("../../law/definition.js"),
    import("../../determinations/relatedParties.js"),
    import("../../report/relatedReport.js"),
    import("../../report/labels.js"),
  ]);
  const asked = textOption(options, "definition");
  if (asked !== undefined) definition(asked);
  return (register: Register, issues: IssueList) =>
    (index: number): Answer => {
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
}

/** Related parties of every subject: rows subject, party, relation, via, article. An interrupted run is gone on with. */
async function everySubject(call: Call): Promise<EverySubject> {
  const [{ rowsOfAnswers }, { textColumns }] = await Promise.all([
    import("../everySubject.js"),
    import("../../batch/rowSource.js"),
  ]);
  const answering = await answeringOf(call);
  return rowsOfAnswers(call, {
    columns: textColumns("subject", "party", "relation", "via", "article"),
    resumes: { definition: textOption(call.options, "definition") ?? null },
    asked: isRelated,
    answering,
  });
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
