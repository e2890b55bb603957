import {
  choiceOption,
  DATA_FLAGS,
  flagged,
  interestOption,
  listOption,
  pathsOption,
  thresholdOption,
} from "../options.js";
import type { Answer, Verb } from "../verb.js";

export const owners: Verb = {
  name: "owners",
  summary: "verb.owners",
  takes: [["<subject...>", "argument.subjects"]],
  flags: [
    ...DATA_FLAGS,
    "interest",
    "atLeast",
    "moreThan",
    "terminal",
    "of",
    "paths",
    "measures",
    "undisclosed",
  ],
  formats: ["text", "json", "csv", "md"],
  examples: [
    "owners 蓝海证券 --data samples/pyramid",
    "owners 蓝海证券 --data samples/pyramid --terminal --at-least 25%",
    "owners 宏图实业 --data samples/family-behind-shells --of 许建国,王丽华 --format json",
  ],
  async run(call) {
    const { options, format } = call;
    const interest = interestOption(options);
    const paths = pathsOption(options);
    const undisclosed = choiceOption(options, "undisclosed", ["nobody", "anyone"], "nobody");
    const test = await thresholdOption(options);
    const [
      { openSoundInput },
      { resolveCompany, resolveParties },
      { DEFAULT_PATHS, ownersOf },
      { policy },
      report,
    ] = await Promise.all([
      import("../input.js"),
      import("../subjects.js"),
      import("../../measures/owners.js"),
      import("../../law/law.js"),
      import("../../report/ownersReport.js"),
    ]);
    const { view } = await import("../../report/labels.js");
    const { testText } = await import("../../model/share.js");
    const { register, issues } = await openSoundInput(call);
    const subjects = call.arguments.map((key) => resolveCompany(register, key, call));
    const group = resolveParties(register, listOption(options, "of"));
    const terminalOnly = flagged(options, "terminal");
    const measures = flagged(options, "measures");
    // Paths cost time and only JSON prints them unasked.
    const wanted = paths ?? (format === "json" ? DEFAULT_PATHS : 0);
    const rules = policy();
    const answers = subjects.map((index): Answer => {
      const subject = register.entities[index]!.id;
      const result = ownersOf(register, {
        subject: index,
        policy: rules,
        interest,
        paths: wanted,
        measures,
        undisclosed,
        terminalOnly,
        ...(group.length > 0 ? { group } : {}),
        ...(test ? { test } : {}),
      });
      const asked = { subject, interest, test, terminalOnly, paths: paths !== undefined && paths > 0 };
      return {
        subject,
        asOf: register.asOf,
        parameters: {
          interest,
          paths: wanted,
          of: group.map((member) => register.entities[member]!.id),
          measures,
          terminal: terminalOnly,
          test: test && testText(test),
          undisclosed,
        },
        issues,
        result,
        document: (language) => report.ownersDocument(view(register, language), asked, result),
        rows: () => report.ownersRows(subject, result),
      };
    });
    return { answers, issues };
  },
};
