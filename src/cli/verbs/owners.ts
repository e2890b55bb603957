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
import { checkRenewal, RENEWAL_FLAGS } from "../renewalFlags.js";
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
    ...(["all", "shard", "coverage"] as const),
    ...RENEWAL_FLAGS,
  ],
  formats: ["text", "json", "csv", "md"],
  examples: [
    "owners 蓝海证券 --data samples/pyramid",
    "owners 蓝海证券 --data samples/pyramid --terminal --at-least 25%",
    "owners --all --terminal --at-least 25% --data samples/pyramid --format csv",
    "owners --all --coverage --data samples/pyramid --format csv",
    "owners --all --at-least 25% --data samples/pyramid --out owners.csv --origin",
    "owners --all --at-least 25% --data new --since old --rows owners.csv --out owners.csv",
    "owners 宏图实业 --data samples/family-behind-shells --of 许建国,王丽华 --format json",
  ],
  all: everySubject,
  async run(call) {
    const { options, format } = call;
    if (flagged(options, "coverage")) throw new UsageError((say) => [say("refuse.coverageAlone")]);
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
  checkRenewal(call);
  if (flagged(options, "coverage")) return coverageOfEverybody(call);
  const [{ shardOption }, { renewable }, { ownerRows }, { affectedSubjects }, { policy }, { testText }] =
    await Promise.all([
      import("../everySubject.js"),
      import("../renewal.js"),
      import("../../batch/wholeRows.js"),
      import("../../measures/affected.js"),
      import("../../law/law.js"),
      import("../../model/share.js"),
    ]);
  const shard = await shardOption(options);
  const say = sayIn(readLanguage(textOption(options, "lang"), process.env));
  const closed: string[] = [];
  const terminal = flagged(options, "terminal");
  const terminals = terminal ? policy() : undefined;
  const every = await renewable(call, {
    asked: { interest, test: test ? testText(test) : "", terminal },
    rows: (whole, asked) => {
      const onClosedRing = (members: Int32Array): void => {
        const ids = [...members.subarray(0, SHOWN_MEMBERS)].map((member) => whole.columns.id(member));
        closed.push(say("all.closedRing", { count: members.length, members: ids.join(", ") }));
      };
      return ownerRows(whole, { test, interest, terminals, shard, asked, onClosedRing });
    },
    affected: (whole, { changed }) => affectedSubjects(whole, interest, changed),
  });
  return { ...every, resumes: null, remarks: () => [...every.remarks!(), ...closed.slice(0, SHOWN_RINGS)] };
}

/** How much of every company is known: rows subject, coverage, opaque, undisclosed, ownerless and the greatest of each. */
async function coverageOfEverybody(call: Call): Promise<EverySubject> {
  const { options } = call;
  const interest = interestOption(options);
  const refused = (["terminal", "atLeast", "moreThan"] as const).find((flag) => options[flag] !== undefined);
  if (refused) {
    const option = FLAGS[refused].syntax.split(" ")[0]!;
    throw new UsageError((say) => [say("refuse.coverageOwners", { option })]);
  }
  const [{ shardOption }, { renewable }, { coverageRows }, { affectedSubjects }, { policy }] =
    await Promise.all([
      import("../everySubject.js"),
      import("../renewal.js"),
      import("../../batch/coverageRows.js"),
      import("../../measures/affected.js"),
      import("../../law/law.js"),
    ]);
  const shard = await shardOption(options);
  const every = await renewable(call, {
    asked: { interest, coverage: true },
    rows: (whole, asked) => coverageRows(whole, { policy: policy(), interest, shard, asked }),
    affected: (whole, { changed }) => affectedSubjects(whole, interest, changed),
  });
  return { ...every, resumes: null };
}

const SHOWN_MEMBERS = 10;
const SHOWN_RINGS = 20;
