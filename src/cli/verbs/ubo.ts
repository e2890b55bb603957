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

/** What a call asks of any subject of a register; what it asks for is refused before anything is read. */
async function questionOf({ options }: Call) {
  const test = await thresholdOption(options);
  const [{ wantedProfiles }, { resolveParties }, { DEFAULT_PROFILE }, { testText }] = await Promise.all([
    import("../profiles.js"),
    import("../subjects.js"),
    import("../../determinations/beneficialOwners.js"),
    import("../../model/share.js"),
  ]);
  const asked = listOption(options, "profile");
  const wanted = await wantedProfiles(asked.length > 0 ? asked : [DEFAULT_PROFILE]);
  const questionIn = (register: Register) => {
    const profiles = wanted(register.asOf);
    const ids = profiles.map(({ id }) => id);
    const named = resolveParties(register, listOption(options, "listed"));
    const listed =
      named.length > 0 ? { listed: named.map((party) => register.entities[party]!.id) } : undefined;
    const question = {
      ...listed,
      atLeast: textOption(options, "atLeast"),
      moreThan: textOption(options, "moreThan"),
    };
    const parameters = {
      profile: ids.length === 1 ? ids[0] : ids,
      ...listed,
      test: test && testText(test),
    };
    return { profiles, question, parameters };
  };
  return Object.assign(questionIn, { several: wanted(null).length > 1 });
}

/** How any subject of a register is answered. */
async function answeringOf(call: Call) {
  const questionIn = await questionOf(call);
  const answerOf = await answering();
  return (register: Register, issues: IssueList) => {
    const { profiles, question, parameters } = questionIn(register);
    return (index: number): Answer => {
      const subject = register.entities[index]!.id;
      const answer = answerOf(register, { ...question, subject }, profiles);
      return { subject, asOf: register.asOf, parameters, issues, ...answer };
    };
  };
}

/** The rows of any subject, and nothing that is in no row. */
async function rowsOf(call: Call) {
  const [
    questionIn,
    { beneficialOwnersInBrief },
    { regimesInBrief },
    { ownersInBriefRows },
    { regimesInBriefRows },
  ] = await Promise.all([
    questionOf(call),
    import("../../determinations/beneficialOwners.js"),
    import("../../determinations/regimes.js"),
    import("../../report/beneficialOwnersReport.js"),
    import("../../report/regimesReport.js"),
  ]);
  const answering = (register: Register) => {
    const { profiles, question } = questionIn(register);
    const [ownersOf, personsOf] = [beneficialOwnersInBrief(register), regimesInBrief(register)];
    return (index: number): Pick<Answer, "rows"> => {
      const subject = register.entities[index]!.id;
      if (profiles.length > 1) {
        const found = personsOf({ ...question, subject, profiles });
        return { rows: () => regimesInBriefRows(subject, found) };
      }
      const found = ownersOf({ ...question, subject, profile: profiles[0] });
      return { rows: () => ownersInBriefRows(subject, found) };
    };
  };
  return { answering, several: questionIn.several };
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

/** Beneficial owners of every subject: rows subject, owner, limb, article, share, min, max, verdict, of several profiles also which. */
async function everySubject(call: Call): Promise<EverySubject> {
  const [{ rowsOfAnswers }, { numberColumns, textColumns }] = await Promise.all([
    import("../everySubject.js"),
    import("../../batch/rowSource.js"),
  ]);
  const { answering, several } = await rowsOf(call);
  return rowsOfAnswers(call, {
    columns: [
      ...textColumns("subject", "owner", "limb", "article"),
      ...numberColumns("share", "min", "max"),
      ...textColumns("verdict", ...(several ? ["profile"] : [])),
    ],
    resumes: { options: UBO_OPTIONS.map((name) => call.options[name] ?? null) },
    answering,
  });
}

const UBO_OPTIONS = ["profile", "listed", "atLeast", "moreThan"] as const;
