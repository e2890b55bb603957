import { DATA_FLAGS, testOption } from "../options.js";
import type { Answer, Verb } from "../verb.js";

export const power: Verb = {
  name: "power",
  summary: "verb.power",
  takes: [["<subject...>", "argument.subjects"]],
  flags: [...DATA_FLAGS, "quota"],
  formats: ["text", "json", "csv", "md"],
  examples: [
    "power 蓝海证券 --data samples/one-manager-three-partnerships",
    "power 蓝海证券 --data samples/one-manager-three-partnerships --quota 2/3",
    "power xingchen --data samples/two-share-classes --format csv",
  ],
  async run(call) {
    const quota = (await testOption(call.options, "quota")) ?? { moreThan: "50%" };
    const [{ openSoundInput }, { resolveCompany }, { votingPower }, report, { view }] = await Promise.all([
      import("../input.js"),
      import("../subjects.js"),
      import("../../measures/votingPower.js"),
      import("../../report/powerReport.js"),
      import("../../report/labels.js"),
    ]);
    const { register, issues } = await openSoundInput(call);
    const subjects = call.arguments.map((key) => resolveCompany(register, key, call));
    const answers = subjects.map((index): Answer => {
      const subject = register.entities[index]!.id;
      const result = votingPower(register, { subject: index, quota });
      return {
        subject,
        asOf: register.asOf,
        parameters: { quota: result.quota },
        issues,
        result,
        document: (language) => report.powerDocument(view(register, language), { subject, quota }, result),
        rows: () => report.powerRows(subject, result),
      };
    });
    return { answers, issues };
  },
};
