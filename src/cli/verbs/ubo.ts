import { DATA_FLAGS, textOption, thresholdOption } from "../options.js";
import type { Answer, Verb } from "../verb.js";

export const ubo: Verb = {
  name: "ubo",
  summary: "verb.ubo",
  takes: [["<subject...>", "argument.subjects"]],
  flags: [...DATA_FLAGS, "profile", "atLeast", "moreThan"],
  flagWords: { atLeast: "option.atLeastUbo", moreThan: "option.moreThanUbo" },
  formats: ["text", "json", "csv", "md"],
  examples: [
    "ubo 蓝海证券 --data samples/pyramid",
    "ubo qingyuan --data samples/nominee-and-proxy --at-least 10%",
    "ubo 宏图实业 --data samples/family-behind-shells --profile cn-pboc-bo --format json",
  ],
  async run(call) {
    const { options } = call;
    const asked = textOption(options, "profile");
    const test = await thresholdOption(options);
    const [
      { openSoundInput },
      { resolveCompany },
      { profile },
      determination,
      { testText },
      report,
      { view },
    ] = await Promise.all([
      import("../input.js"),
      import("../subjects.js"),
      import("../../law/profile.js"),
      import("../../determinations/beneficialOwners.js"),
      import("../../model/share.js"),
      import("../../report/beneficialOwnersReport.js"),
      import("../../report/labels.js"),
    ]);
    // An unknown profile is refused before anything is read.
    if (asked !== undefined) profile(asked, null);
    const { register, issues } = await openSoundInput(call);
    const subjects = call.arguments.map((key) => resolveCompany(register, key, call));
    const answers = subjects.map((index): Answer => {
      const subject = register.entities[index]!.id;
      const result = determination.beneficialOwners(register, {
        subject,
        profile: asked,
        atLeast: textOption(options, "atLeast"),
        moreThan: textOption(options, "moreThan"),
      });
      return {
        subject,
        asOf: register.asOf,
        parameters: { profile: result.profile, test: test && testText(test) },
        issues,
        result,
        document: (language) => report.beneficialOwnersDocument(view(register, language), subject, result),
        rows: () => report.beneficialOwnersRows(subject, result),
      };
    });
    return { answers, issues };
  },
};
