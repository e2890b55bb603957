import type { EverySubject } from "../everySubject.js";
import { DATA_FLAGS, listOption, testOption } from "../options.js";
import { checkRenewal, RENEWAL_FLAGS } from "../renewalFlags.js";
import { UsageError } from "../usageError.js";
import type { Answer, Call, Verb } from "../verb.js";

export const control: Verb = {
  name: "control",
  summary: "verb.control",
  takes: [["[subject...]", "argument.subjects"]],
  flags: [...DATA_FLAGS, "by", "test", "all", "shard", ...RENEWAL_FLAGS],
  formats: ["text", "json", "csv", "md"],
  examples: [
    "control 蓝海证券 --data samples/pyramid",
    "control --all --data samples/pyramid --format csv",
    "control 宏图实业 --data samples/family-behind-shells --by 许建国,王丽华,许一诺",
    "control 蓝海证券 --data samples/one-manager-three-partnerships --test '>=30%' --format json",
  ],
  all: everySubject,
  async run(call) {
    const { options } = call;
    const test = (await testOption(options, "test")) ?? { moreThan: "50%" };
    const [{ openSoundInput }, subjects, { controllers }, { controlClosure }, report, { view }] =
      await Promise.all([
        import("../input.js"),
        import("../subjects.js"),
        import("../../measures/controllers.js"),
        import("../../measures/controlClosure.js"),
        import("../../report/controlReport.js"),
        import("../../report/labels.js"),
      ]);
    const { testText } = await import("../../model/share.js");
    const { toShareResult } = await import("../../model/shareResult.js");
    const { register, issues } = await openSoundInput(call);
    const indices = call.arguments.map((key) => subjects.resolveCompany(register, key, call));
    const by = subjects.resolveParties(register, listOption(options, "by"));
    const answers = indices.map((index): Answer => {
      const subject = register.entities[index]!.id;
      const result = controllers(register, { subject: index, test, ...(by.length > 0 ? { by } : {}) });
      const asked = {
        subject,
        test,
        votes: ({
          id,
          members,
        }: {
          readonly id: string;
          readonly members?: readonly string[] | undefined;
        }) => {
          const votes = controlClosure(register, { test }).votes({ of: members ?? id, in: index });
          return votes && toShareResult(votes);
        },
      };
      return {
        subject,
        asOf: register.asOf,
        parameters: { test: testText(test), by: by.map((party) => register.entities[party]!.id) },
        issues,
        result,
        document: (language) => report.controlDocument(view(register, language), asked, result),
        rows: () => report.controlRows(asked, result),
      };
    });
    return { answers, issues };
  },
};

/** Every pair of the closure: rows controller, subject, votes, basis, verdict. */
async function everySubject(call: Call): Promise<EverySubject> {
  const { options } = call;
  const test = (await testOption(options, "test")) ?? { moreThan: "50%" };
  if (options.by !== undefined) throw new UsageError((say) => [say("refuse.allFlag", { option: "--by" })]);
  checkRenewal(call);
  const [{ shardOption }, { renewable }, { controlRows }, { affectedControllers }, { testText }] =
    await Promise.all([
      import("../everySubject.js"),
      import("../renewal.js"),
      import("../../batch/wholeRows.js"),
      import("../../measures/affected.js"),
      import("../../model/share.js"),
    ]);
  const shard = await shardOption(options);
  const every = await renewable(call, {
    asked: { test: testText(test) },
    rows: (whole, asked) => controlRows(whole, { test, shard, asked }),
    affected: affectedControllers,
  });
  return { ...every, resumes: null };
}
