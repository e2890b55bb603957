import type { AttainedResult, ExplainLine, ExplainResult } from "../measures/explain.js";
import { readTest } from "../model/share.js";
import { basisLabel } from "./chains.js";
import { type Block, type Document, heading, type Line, lines, list, span, title, tree } from "./document.js";
import { interestLabel, VERDICT_TONES, type View, verdictLabel } from "./labels.js";
import { completedShare } from "./ownersReport.js";
import { recordsText } from "./records.js";
import { isNothing, shareSentence, shareText, testWords, writtenShare } from "./shareText.js";
import { dateText, interestTitle } from "./titles.js";

/** Lines of a derivation that text prints. */
const LINES = 200;

/** One line of a derivation in words: what the `text` field of JSON holds in English. */
export function lineText(view: View, { code, parameters }: ExplainLine): string {
  const { say, language } = view;
  const name = (key: string): string => view.name(parameters[key] ?? "");
  const share = (key: string): string => writtenShare(parameters[key] ?? "");
  switch (code) {
    case "path":
      return say("line.path", { steps: parameters.steps ?? "", product: share("product") });
    case "link": {
      const parties = { holder: name("holder"), subject: name("subject") };
      return parameters.share
        ? say("line.link", { ...parties, share: share("share") })
        : say("line.linkTie", parties);
    }
    case "loop":
    case "rest":
    case "total":
    case "range":
      return say(`line.${code}`, { share: share("share") });
    case "nothing":
      return say("line.nothing");
    case "control-link": {
      const votes = parameters.votes ? ` ${share("votes")}` : "";
      const basis = basisLabel(language, parameters.basis ?? "");
      return say("line.control-link", { from: name("from"), to: name("to"), basis, votes });
    }
    case "no-control":
      return say("line.no-control", { from: name("from"), to: name("to") });
  }
}

/** The result as JSON prints it: each line with its text. */
export const explainJson = (view: View, result: ExplainResult) => ({
  ...result,
  lines: result.lines.map((line) => ({
    text: lineText(view, line),
    records: line.records,
    rule: line.rule,
    code: line.code,
    parameters: line.parameters,
  })),
});

/** `explain` as people read it: the answer, then how it comes about. */
export function explainDocument(view: View, result: ExplainResult): Document {
  const { say } = view;
  const pair = { from: view.name(result.from), to: view.name(result.to) };
  return [
    title([say("explain.title", pair), interestTitle(view, result.interest), dateText(view)].join(" · ")),
    lines(...answerLines(view, result)),
    heading(say("explain.derivation")),
    ...derivation(
      view,
      result.lines.filter((line) => !isControl(line)),
    ),
    ...(result.control.chain.length > 0
      ? [heading(say("explain.control")), ...derivation(view, result.lines.filter(isControl))]
      : []),
    ...(result.least ? attainedBlocks(view, say("explain.least"), result.least) : []),
    ...(result.most ? attainedBlocks(view, say("explain.most"), result.most) : []),
    ...(result.settle ? settleBlocks(view, result) : []),
  ];
}

function answerLines(view: View, { from, to, interest, share, control }: ExplainResult): Line[] {
  const { say, language } = view;
  const pair = { from: view.name(from), to: view.name(to) };
  const owned = isNothing(share)
    ? say("explain.nothing", pair)
    : say("explain.answer", {
        ...pair,
        interest: interestLabel(language, interest),
        share: shareSentence(say, share),
      });
  if (control.verdict === "excluded") return [owned, say("explain.controlsNot", pair)];
  const verdict = verdictLabel(language, control.verdict);
  const answer = span(VERDICT_TONES[control.verdict], say("explain.controls", { ...pair, verdict }));
  return [owned, answer];
}

const isControl = ({ code }: ExplainLine): boolean => code === "control-link" || code === "no-control";

/** Links hang below their path; every other line stands for itself. */
function derivation(view: View, all: readonly ExplainLine[]): Block[] {
  const rows = all.slice(0, LINES).map((line) => ({
    depth: line.code === "link" ? 1 : 0,
    line: [
      line.code === "total" ? span("strong", lineText(view, line)) : lineText(view, line),
      ...(line.records.length > 0 ? [span("dim", `  ${recordsText(line.records)}`)] : []),
    ],
  }));
  const left = all.length - rows.length;
  return [tree(rows), ...(left > 0 ? [lines(view.say("and.more", { count: left }))] : [])];
}

function attainedBlocks(
  view: View,
  titleText: string,
  { share, attained, completion }: AttainedResult,
): Block[] {
  const { say } = view;
  const figure = { share: shareText(share) };
  if (completion.length === 0) return [heading(titleText), lines(say("explain.asWritten", figure))];
  const head = attained ? say("explain.attained", figure) : say("explain.approached", figure);
  return [
    heading(titleText),
    list(
      completion.map((completed) => completedShare(view, completed)),
      head,
    ),
  ];
}

function settleBlocks(view: View, { settle, share }: ExplainResult): Block[] {
  const { say, language } = view;
  const { test, verdict, settlements, open, largest } = settle!;
  const read = readTest(test);
  const head = heading(say("explain.settle", { test: read === null ? test : testWords(read) }));
  if (verdict !== "possible") {
    const settled = { verdict: verdictLabel(language, verdict), share: shareSentence(say, share) };
    return [head, lines(say("explain.settled", settled))];
  }
  if (settlements.length === 0) return [head, lines(say("explain.unsettled", { open, largest }))];
  return [
    head,
    ...settlements.map(({ records, answers }) => {
      const named = records.map(({ holder, subject, range }) => {
        const open = { subject: view.name(subject), range: writtenShare(range) };
        return holder === null
          ? say("explain.openRest", open)
          : say("explain.openRecord", { holder: view.name(holder), ...open });
      });
      return list(
        answers.map((answer) => [
          `${answer.shares.map(writtenShare).join(say("list.separator"))} → `,
          span(VERDICT_TONES[answer.verdict], verdictLabel(language, answer.verdict)),
          ` (${shareSentence(say, answer.share)})`,
        ]),
        say("explain.disclose", { records: named.join(say("list.semicolon")) }),
      );
    }),
  ];
}
