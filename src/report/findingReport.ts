import { regulation } from "../law/law.js";
import type { FindingExplanation, Replay } from "../rules/explainFinding.js";
import { linkText } from "./chains.js";
import {
  articleText,
  FINDING_TONES,
  findingEvidenceLine,
  findingMessage,
  limitText,
  measuredText,
  parameterOf,
  remarkLines,
  ruleLine,
} from "./checkReport.js";
import {
  type Block,
  type Document,
  heading,
  type Line,
  lines,
  list,
  span,
  type TreeRow,
  title,
  tree,
} from "./document.js";
import { RuleTally } from "./findingTally.js";
import type { View } from "./labels.js";
import { recordsText } from "./records.js";
import { harmless } from "./safeText.js";
import { dateText } from "./titles.js";

/** Evidence that a derivation prints line by line; JSON has all. */
const LINES = 200;

/** The derivation of findings that share an id, as JSON prints it: the law beside what it was applied to. */
export const findingJson = (explanations: readonly FindingExplanation[]) => ({
  findings: explanations.map(({ rulebook, finding, title: titles, formula, judge, controls, replay }) => {
    const law = parameterOf(rulebook, finding);
    return {
      rulebook,
      title: titles.en,
      finding,
      law:
        law === null
          ? null
          : {
              parameter: law.parameter,
              from: law.from,
              article: law.article,
              quote: law.quote,
              source: law.source,
              verified: law.verified,
            },
      formula: formula?.en ?? null,
      judge: judge.en,
      controls,
      replay,
    };
  }),
});

/** `explain` of a finding as people read it. */
export function findingDocument(view: View, explanations: readonly FindingExplanation[]): Document {
  const [first] = explanations;
  if (!first) return [];
  const head = view.say("finding.title", { id: harmless(first.finding.id) });
  return [
    title(`${head} · ${dateText(view)}`),
    ...explanations.flatMap((explanation) => explanationBlocks(view, explanation)),
  ];
}

function explanationBlocks(view: View, explanation: FindingExplanation): Block[] {
  const { say, language } = view;
  const { rulebook, finding, formula, judge, replay } = explanation;
  const evidence = finding.evidence.slice(0, LINES).map((piece) => findingEvidenceLine(view, piece));
  const left = finding.evidence.length - evidence.length;
  return [
    lines(
      [
        span(
          FINDING_TONES[finding.verdict],
          `${say(`check.heading.${finding.verdict}`)}${say("list.colon")}`,
        ),
        findingMessage(view, finding),
      ],
      ruleLine(view, new RuleTally(finding).add(finding)),
      ...remarkLines(view, finding),
    ),
    heading(say("finding.law")),
    lines(...lawLines(view, explanation)),
    heading(say("finding.computed")),
    lines(...(formula ? [formula[language]] : []), ...testLines(view, rulebook, explanation)),
    heading(say("finding.rests")),
    evidence.length === 0
      ? lines(say("finding.noEvidence"))
      : list([...evidence, ...(left > 0 ? [say("and.more", { count: left })] : [])]),
    ...controlBlocks(view, explanation),
    heading(say("finding.replay")),
    lines(...replayLines(view, replay)),
    heading(say("finding.judge")),
    lines(judge[language]),
  ];
}

/** The controls that the evidence names, link by link. */
function controlBlocks(view: View, { controls }: FindingExplanation): Block[] {
  if (controls.length === 0) return [];
  const rows = controls.flatMap(({ from, to, links }): TreeRow[] => [
    { depth: 0, line: view.say("finding.controlOf", { from: view.name(from), to: view.name(to) }) },
    ...links.slice(0, LINES).map(
      (link): TreeRow => ({
        depth: 1,
        line: [
          `${view.name(link.from)}${linkText(view, link)}`,
          ...(link.records.length > 0 ? [span("dim", `  ${recordsText(link.records)}`)] : []),
        ],
      }),
    ),
  ]);
  return [heading(view.say("finding.controls")), tree(rows)];
}

function lawLines(view: View, { rulebook, finding }: FindingExplanation): Line[] {
  const { say, language } = view;
  const { title: titles } = regulation(rulebook);
  const cited = `${titles[language]} · ${articleText(view, finding.article)}`;
  const law = parameterOf(rulebook, finding);
  if (!law) return [cited];
  const other = language === "en" ? "zh" : "en";
  const quote = law.quote[language] ?? law.quote[other];
  return [
    cited,
    quote === undefined
      ? say("finding.noQuote", { article: law.article, source: law.source })
      : span("strong", language === "zh" ? `「${quote}」` : `“${quote}”`),
    span("dim", say("finding.inForce", { from: law.from, source: law.source })),
  ];
}

function testLines(view: View, rulebook: string, { finding }: FindingExplanation): Line[] {
  const limit = limitText(view, rulebook, finding);
  if (limit === "") return [];
  const measured = measuredText(finding) || view.say("finding.measuredWord");
  return [view.say("finding.test", { measured, limit })];
}

function replayLines({ say }: View, { same, cited }: Replay): Line[] {
  const whole = same ? span("good", say("finding.replay.same")) : span("bad", say("finding.replay.differs"));
  if (cited === null) return [whole];
  const count = cited.records;
  if (cited.same) return [whole, span("good", say("finding.replay.citedSame", { count }))];
  if (cited.verdict === null) return [whole, say("finding.replay.citedNone", { count })];
  const verdict = say(`check.heading.${cited.verdict}`);
  return [whole, say("finding.replay.citedOther", { count, verdict })];
}
