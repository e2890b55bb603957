import type { IssueList } from "../../model/issue.js";
import type { Register } from "../../register/register.js";
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
    const answering = await answeringOf(call);
    const [{ openSoundInput }, { resolveCompany }] = await Promise.all([
      import("../input.js"),
      import("../subjects.js"),
    ]);
    const { register, issues } = await openSoundInput(call);
    const subjects = call.arguments.map((key) => resolveCompany(register, key, call));
    return { answers: subjects.map(answering(register, issues)), issues };
  },
};

/** How any subject of a register is answered; what the call asks for is refused before anything is read. */
async function answeringOf(call: Call) {
  const { options } = call;
  const test = await thresholdOption(options);
  const [{ wantedProfiles }, { resolveParties }, { DEFAULT_PROFILE }, { testText }] = await Promise.all([
    import("../profiles.js"),
    import("../subjects.js"),
    import("../../determinations/beneficialOwners.js"),
    import("../../model/share.js"),
  ]);
  const asked = listOption(options, "profile");
  const wanted = await wantedProfiles(asked.length > 0 ? asked : [DEFAULT_PROFILE]);
  const answerOf = await answering();
  return (register: Register, issues: IssueList) => {
    const profiles = wanted(register.asOf);
    const listed = resolveParties(register, listOption(options, "listed")).map(
      (party) => register.entities[party]!.id,
    );
    return (index: number): Answer => {
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
  };
}

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
  const answering = await answeringOf(call);
  return rowsOfAnswers(call, {
    columns: [
      ...textColumns("subject", "owner", "limb", "article"),
      ...numberColumns("share", "min", "max"),
      ...textColumns("verdict"),
    ],
    resumes: { options: UBO_OPTIONS.map((name) => call.options[name] ?? null) },
    answering,
  });
}

const UBO_OPTIONS = ["profile", "listed", "atLeast", "moreThan"] as const;
