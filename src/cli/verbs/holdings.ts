import { DATA_FLAGS, interestOption, pathsOption } from "../options.js";
import type { Answer, Verb } from "../verb.js";

export const holdings: Verb = {
  name: "holdings",
  summary: "verb.holdings",
  takes: [["<subject...>", "argument.subjects"]],
  flags: [...DATA_FLAGS, "interest", "paths"],
  formats: ["text", "json", "csv", "md"],
  examples: [
    "holdings 张三 --data samples/pyramid",
    "holdings 沈鼎 --data samples/one-manager-three-partnerships --paths 3",
    "holdings 张三 --data samples/pyramid --interest voting --format csv",
  ],
  async run(call) {
    const { options, format } = call;
    const interest = interestOption(options);
    const paths = pathsOption(options);
    const [{ openSoundInput }, { resolveParty }, { holdingsOf }, { DEFAULT_PATHS }, report, { view }] =
      await Promise.all([
        import("../input.js"),
        import("../subjects.js"),
        import("../../measures/holdings.js"),
        import("../../measures/owners.js"),
        import("../../report/holdingsReport.js"),
        import("../../report/labels.js"),
      ]);
    const { register, issues } = await openSoundInput(call);
    const subjects = call.arguments.map((key) => resolveParty(register, key));
    const wanted = paths ?? (format === "json" ? DEFAULT_PATHS : 0);
    const answers = subjects.map((party): Answer => {
      const subject = register.entities[party]!.id;
      const result = holdingsOf(register, { party, interest, paths: wanted });
      const asked = { subject, interest, paths: paths !== undefined && paths > 0 };
      return {
        subject,
        asOf: register.asOf,
        parameters: { interest, paths: wanted },
        issues,
        result,
        document: (language) => report.holdingsDocument(view(register, language), asked, result),
        rows: () => report.holdingsRows(subject, result),
      };
    });
    return { answers, issues };
  },
};
