import type { Analysis } from "../../analyse/analysis.js";
import type { OpenQuestion } from "../../analyse/openQuestions.js";
import { readTest } from "../../model/share.js";
import { missingLine } from "../beneficialOwnersReport.js";
import { missingWords } from "../checkReport.js";
import { type Block, heading, type Line, lines, list, within } from "../document.js";
import { interestLabel, type View } from "../labels.js";
import { opaqueReasons } from "../ownersReport.js";
import { isNothing, shareSentence, testSentence, writtenShare } from "../shareText.js";
import type { AnalysisView } from "./view.js";

/** Missing facts that are listed; the findings name each where it matters. */
const LISTED = 40;

/** What the records leave open, and what somebody would have to find out. */
export function unknownBlocks(view: AnalysisView, analysis: Analysis): Block[] {
  const { say } = view;
  const { owners, settle } = analysis;
  const opaque = isNothing(owners.opaque) ? [] : [opaqueText(view, analysis)];
  const facts = missingFacts(view, analysis);
  const shown = facts.slice(0, LISTED);
  if (opaque.length + facts.length + settle.questions.length === 0) return [lines(say("unknown.none"))];
  return within([
    ...(opaque.length > 0 ? [lines(...opaque)] : []),
    ...(facts.length > 0
      ? [
          heading(say("unknown.facts")),
          list([
            ...shown,
            ...(facts.length > LISTED ? [say("and.more", { count: facts.length - LISTED })] : []),
          ]),
        ]
      : []),
    ...(settle.questions.length > 0
      ? [heading(say("unknown.settle")), ...settle.questions.map((question) => questionBlock(view, question))]
      : []),
    ...(settle.more > 0 ? [lines(say("unknown.more", { count: settle.more }))] : []),
  ]);
}

function opaqueText({ say, language }: View, { owners }: Analysis): Line {
  const reasons = opaqueReasons({ say, language }, owners);
  return say("unknown.opaque", { share: shareSentence(say, owners.opaque), reasons });
}

/** Once each, with the parts of the report that ask for it. */
function missingFacts(view: AnalysisView, { control, ubo, check }: Analysis): string[] {
  const { say } = view;
  const found = new Map<string, Set<string>>();
  const add = (what: string, where: string): void => {
    found.set(what, (found.get(what) ?? new Set()).add(where));
  };
  for (const { entity } of control.missing) {
    add(missingLine(view, { what: "executivePartner", entity }), say("section.control"));
  }
  for (const { profile, missing } of ubo) {
    for (const item of missing) add(missingLine(view, item), view.titleOf(profile));
  }
  for (const { rule, verdict, missing } of check?.findings ?? []) {
    if (verdict !== "undetermined") continue;
    for (const { what, entity } of missing) {
      add(missingWords(view, [{ what, entity }]), rule);
    }
  }
  return [...found].map(([what, where]) =>
    say("unknown.in", { what, where: [...where].join(say("list.separator")) }),
  );
}

/** A question on a share, and each smallest set of disclosures that decides it. */
function questionBlock(view: AnalysisView, question: OpenQuestion): Block {
  const { say, language } = view;
  const { party, profile, article, interest, share, test, settlements, open, largest } = question;
  const read = readTest(test);
  const head = say("unknown.question", {
    party: view.name(party),
    test: read ? testSentence(say, read) : test,
    interest: interestLabel(language, interest),
    profile: view.titleOf(profile),
    article: say("ubo.article", { article }),
    share: shareSentence(say, share),
  });
  const items = settlements.map(
    ({ records }): Line => records.map((record) => recordText(view, record)).join(say("list.semicolon")),
  );
  return list(items.length > 0 ? items : [say("unknown.open", { open, largest })], head);
}

function recordText(view: View, record: OpenQuestion["settlements"][number]["records"][number]): string {
  const { say } = view;
  const { holder, subject, range } = record;
  const said = { company: view.name(subject), range: writtenShare(range) };
  return holder === null
    ? say("unknown.remainder", said)
    : say("unknown.record", { ...said, holder: view.name(holder) });
}
