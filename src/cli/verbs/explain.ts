import { DATA_FLAGS, flagged, interestOption, pathsOption, testOption } from "../options.js";
import type { Verb } from "../verb.js";

/** Without a test of its own, `--settle` asks about the ownership threshold of the default beneficial-owner profile. */
async function ownershipTest() {
  const { nearestParameter, testOf } = await import("../../law/law.js");
  return testOf(nearestParameter("cn-pboc-bo", "equity", null));
}

export const explain: Verb = {
  name: "explain",
  summary: "verb.explain",
  takes: [
    ["<from>", "argument.explainFrom"],
    ["[to]", "argument.to"],
  ],
  flags: [...DATA_FLAGS, "interest", "paths", "test", "least", "most", "settle"],
  flagWords: { paths: "option.pathsExplain" },
  // A derivation is no table.
  formats: ["text", "json", "md"],
  examples: [
    "explain 张三 蓝海证券 --data samples/pyramid",
    "explain gaoyuan qingyuan --data samples/nominee-and-proxy --interest voting",
    "explain 赵海 蓝海证券 --data samples/one-manager-three-partnerships --settle '>=9%' --most",
    "explain 赵海 蓝海证券 --data samples/one-manager-three-partnerships --settle",
    "explain SC-25-1@蓝海证券:金桥实业 --data samples/one-manager-three-partnerships",
  ],
  async run(call) {
    const { options } = call;
    if (call.arguments.length === 1) {
      const { explainFindingOf } = await import("../explainFindingOf.js");
      return explainFindingOf(call);
    }
    const interest = interestOption(options);
    const paths = pathsOption(options);
    const test = await testOption(options, "test");
    const settle = options.settle === true ? await ownershipTest() : await testOption(options, "settle");
    const [{ openSoundInput }, subjects, measure, { DEFAULT_PATHS }, { testText }, report, { view }] =
      await Promise.all([
        import("../input.js"),
        import("../subjects.js"),
        import("../../measures/explain.js"),
        import("../../measures/owners.js"),
        import("../../model/share.js"),
        import("../../report/explainReport.js"),
        import("../../report/labels.js"),
      ]);
    const { register, issues } = await openSoundInput(call);
    const [fromKey, toKey] = call.arguments as [string, string];
    const from = subjects.resolveParty(register, fromKey);
    const to = subjects.resolveCompany(register, toKey, call);
    const wanted = paths ?? DEFAULT_PATHS;
    const result = measure.explain(register, {
      from,
      to,
      interest,
      paths: wanted,
      least: flagged(options, "least"),
      most: flagged(options, "most"),
      ...(test ? { controlTest: test } : {}),
      ...(settle ? { settle: { test: settle, text: testText(settle) } } : {}),
    });
    return {
      issues,
      answers: [
        {
          subject: result.to,
          asOf: register.asOf,
          parameters: {
            from: result.from,
            interest,
            paths: wanted,
            test: test && testText(test),
            settle: settle && testText(settle),
          },
          issues,
          result: report.explainJson(view(register, "en"), result),
          document: (language) => report.explainDocument(view(register, language), result),
        },
      ],
    };
  },
};
