import type { EverySubject } from "../everySubject.js";
import { DATA_FLAGS, listOption, textOption, thresholdOption } from "../options.js";
import type { Answer, Call, Verb } from "../verb.js";

export const ubo: Verb = {
  name: "ubo",
  summary: "verb.ubo",
  takes: [["[subject...]", "argument.subjects"]],
  flags: [...DATA_FLAGS, "all", "shard", "profile", "listed", "atLeast", "moreThan"],
  flagWords: { atLeast: "option.atLeastUbo", moreThan: "option.moreThanUbo" },
  formats: ["text", "json", "csv", "md"],
  examples: [
    "ubo 蓝海证券 --data samples/pyramid",
    "ubo 蓝海证券 --data samples/pyramid --profile all",
    "ubo qingyuan --data samples/nominee-and-proxy --at-least 10%",
    "ubo 宏图实业 --data samples/family-behind-shells --profile uk-psc --profile eu-amlr --format json",
  ],
  all: (call) => everySubject(call),
  async run(call) {
    const { options } = call;
    const test = await thresholdOption(options);
    const [{ wantedProfiles }, { openSoundInput }, { resolveCompany, resolveParties }, { DEFAULT_PROFILE }] =
      await Promise.all([
        import("../profiles.js"),
        import("../input.js"),
        import("../subjects.js"),
        import("../../determinations/beneficialOwners.js"),
      ]);
    const asked = listOption(options, "profile");
    const wanted = await wantedProfiles(asked.length > 0 ? asked : [DEFAULT_PROFILE]);
    const answerOf = await answering();
    const { register, issues } = await openSoundInput(call);
    const profiles = wanted(register.asOf);
    const subjects = call.arguments.map((key) => resolveCompany(register, key, call));
    const listed = resolveParties(register, listOption(options, "listed")).map(
      (party) => register.entities[party]!.id,
    );
    const { testText } = await import("../../model/share.js");
    const answer = (index: number): Answer => {
      const subject = register.entities[index]!.id;
      const ids = profiles.map(({ id }) => id);
      const question = {
        subject,
        ...(listed.length > 0 ? { listed } : {}),
        atLeast: textOption(options, "atLeast"),
        moreThan: textOption(options, "moreThan"),
      };
      return {
        subject,
        asOf: register.asOf,
        parameters: {
          profile: ids.length === 1 ? ids[0] : ids,
          ...(listed.length > 0 ? { listed } : {}),
          test: test && testText(test),
        },
        issues,
        ...answerOf(register, question, profiles),
      };
    };
    return { answers: subjects.map(answer), issues, each: { register, answer } };
  },
};

/** One profile is answered as such, several as a matrix. */
async function answering() {
  const [{ beneficialOwners }, { regimes }, one, several, { view }] = await Promise.all([
    import("../../determinations/beneficialOwners.js"),
    import("../../determinations/regimes.js"),
    import("../../report/beneficialOwnersReport.js"),
    import("../../report/regimesReport.js"),
    import("../../report/labels.js"),
  ]);
  return (
    register: import("../../register/register.js").Register,
    question: { readonly subject: string } & Partial<
      import("../../determinations/beneficialOwners.js").BeneficialOwnersOptions
    >,
    profiles: readonly import("../../law/profile.js").Profile[],
  ): Pick<Answer, "result" | "document" | "rows"> => {
    const { subject } = question;
    if (profiles.length === 1) {
      const result = beneficialOwners(register, { ...question, profile: profiles[0] });
      return {
        result,
        document: (language) => one.beneficialOwnersDocument(view(register, language), subject, result),
        rows: () => one.beneficialOwnersRows(subject, result),
      };
    }
    const result = regimes(register, { ...question, profiles });
    return {
      result,
      document: (language) => several.regimesDocument(view(register, language), subject, result),
      rows: () => several.regimesRows(subject, result),
    };
  };
}

/** Beneficial owners of every subject: rows subject, owner, limb, article, share, min, max, verdict. */
async function everySubject(call: Call): Promise<EverySubject> {
  const [{ rowsOfAnswers }, { numberColumns, textColumns }] = await Promise.all([
    import("../everySubject.js"),
    import("../../batch/rowSource.js"),
  ]);
  const { each, issues } = await ubo.run({ ...call, arguments: [] });
  return rowsOfAnswers(
    call,
    { register: each!.register, issues },
    {
      columns: [
        ...textColumns("subject", "owner", "limb", "article"),
        ...numberColumns("share", "min", "max"),
        ...textColumns("verdict"),
      ],
      resumes: { options: UBO_OPTIONS.map((name) => call.options[name] ?? null) },
      answer: each!.answer,
    },
  );
}

const UBO_OPTIONS = ["profile", "listed", "atLeast", "moreThan"] as const;
