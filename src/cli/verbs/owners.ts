import { sayIn } from "../../text/words.js";
import type { EverySubject } from "../everySubject.js";
import { readLanguage } from "../language.js";
import {
  choiceOption,
  DATA_FLAGS,
  FLAGS,
  flagged,
  interestOption,
  listOption,
  pathsOption,
  textOption,
  thresholdOption,
} from "../options.js";
import { UsageError } from "../usageError.js";
import type { Answer, Call, Verb } from "../verb.js";

export const owners: Verb = {
  name: "owners",
  summary: "verb.owners",
  takes: [["[subject...]", "argument.subjects"]],
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
    ...(["all", "shard"] as const),
  ],
  formats: ["text", "json", "csv", "md"],
  examples: [
    "owners 蓝海证券 --data samples/pyramid",
    "owners 蓝海证券 --data samples/pyramid --terminal --at-least 25%",
    "owners --all --terminal --at-least 25% --data samples/pyramid --format csv",
    "owners 宏图实业 --data samples/family-behind-shells --of 许建国,王丽华 --format json",
  ],
  all: everySubject,
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

/** Everyone behind every company: rows subject, owner, share, min, max, verdict. */
async function everySubject(call: Call): Promise<EverySubject> {
  const { options } = call;
  const interest = interestOption(options);
  const test = await thresholdOption(options);
  const refused = (["of", "paths", "measures", "undisclosed"] as const).find(
    (flag) => options[flag] !== undefined,
  );
  if (refused)
    throw new UsageError((say) => [say("refuse.allFlag", { option: FLAGS[refused].syntax.split(" ")[0]! })]);
  const [{ openEvery, shardOption }, { ownerRows }, { policy }] = await Promise.all([
    import("../everySubject.js"),
    import("../../batch/wholeRows.js"),
    import("../../law/law.js"),
  ]);
  const shard = await shardOption(options);
  const { whole, issues } = await openEvery(call);
  const { columns } = whole;
  const say = sayIn(readLanguage(textOption(options, "lang"), process.env));
  const closed: string[] = [];
  const onClosedRing = (members: Int32Array): void => {
    const shown = [...members.subarray(0, SHOWN_MEMBERS)].map((member) => columns.id(member)).join(", ");
    closed.push(say("all.closedRing", { count: members.length, members: shown }));
  };
  const terminals = flagged(options, "terminal") ? policy() : undefined;
  return {
    source: ownerRows(whole, { test, interest, terminals, shard, onClosedRing }),
    issues,
    asOf: columns.asOf,
    resumes: null,
    remarks: () => closed.slice(0, SHOWN_RINGS),
  };
}

const SHOWN_MEMBERS = 10;
const SHOWN_RINGS = 20;
