import { DATA_FLAGS, textOption } from "../options.js";
import type { Answer, Verb } from "../verb.js";

export const related: Verb = {
  name: "related",
  summary: "verb.related",
  takes: [["<subject...>", "argument.subjects"]],
  flags: [...DATA_FLAGS, "definition"],
  formats: ["text", "json", "csv", "md"],
  examples: [
    "related 蓝海证券 --data samples/one-manager-three-partnerships",
    "related 蓝海证券 --data samples/pyramid --definition company-law",
    "related 蓝海证券 --data samples/pyramid --format csv",
  ],
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
    const answers = subjects.map((index): Answer => {
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
    });
    return { answers, issues };
  },
};
