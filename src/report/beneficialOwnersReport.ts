import type { BeneficialOwnersResult, OwnersInBrief } from "../determinations/beneficialOwners.js";
import type { MissingItem, OwnerLimb } from "../determinations/ownerCase.js";
import { noteIn } from "../text/notes.js";
import { chainLines } from "./chains.js";
import { type Cell, shareCells, type Table } from "./csv.js";
import {
  type Block,
  type Document,
  heading,
  type Line,
  lines,
  list,
  plainText,
  span,
  tree,
} from "./document.js";
import { interestLabel, limbLabel, VERDICT_TONES, type View, verdictLabel } from "./labels.js";
import { idCell } from "./ownersReport.js";
import { shareSentence, shareText } from "./shareText.js";
import { nameList, subjectTitle } from "./titles.js";

/** `ubo` as people read it: the answer first, then each owner with limbs, articles and ways. */
export function beneficialOwnersDocument(
  view: View,
  subject: string,
  result: BeneficialOwnersResult,
): Document {
  const { say, language } = view;
  const { profile, owners, exempt, notes, missing } = result;
  const unverified = owners.some(({ limbs }) => limbs.some(({ verified }) => !verified));
  return [
    subjectTitle(view, subject, [say("ubo.title", { profile })]),
    lines(...answerLines(view, result)),
    ...(exempt === null ? owners.map((owner) => ownerBlock(view, owner)) : []),
    ...fallbackBlocks(view, result),
    ...(notes.length > 0
      ? [heading(say("ubo.notes")), list(notes.map((note) => noteIn(language, note)))]
      : []),
    ...(missing.length > 0 ? [heading(say("ubo.missing")), list(missingLines(view, missing))] : []),
    ...(unverified ? [lines(span("dim", say("law.unverifiedNote")))] : []),
  ];
}

function answerLines(
  view: View,
  { profile, owners, fallback, exhausted, exempt }: BeneficialOwnersResult,
): Line[] {
  const { say, language } = view;
  if (exempt !== null) return [span("strong", say("ubo.exempt", { reason: noteIn(language, exempt) }))];
  const certain = owners.filter(({ verdict }) => verdict === "certain").length;
  if (owners.length > 0) {
    return [span("strong", say("ubo.answer", { certain, possible: owners.length - certain }))];
  }
  return [
    span("strong", say("ubo.none", { profile })),
    ...(fallback.length > 0 ? [say("ubo.fallback")] : exhausted ? [] : [say("ubo.notExhausted")]),
  ];
}

/** The owner, below it each limb, below that the ways by which it is met. */
function ownerBlock(view: View, { id, verdict, limbs }: BeneficialOwnersResult["owners"][number]): Block {
  const written = idCell(view, id);
  const head: Line = [
    span("strong", view.name(id)),
    written === "" ? "" : ` (${written})`,
    "  ",
    span(VERDICT_TONES[verdict], verdictLabel(view.language, verdict)),
  ];
  return tree([
    { depth: 0, line: head },
    ...limbs.flatMap((limb) => [
      { depth: 1, line: limbLine(view, limb) },
      ...wayLines(view, limb).map((line) => ({ depth: 2, line })),
    ]),
  ]);
}

function limbLine(view: View, { limb, article, share, verdict, verified, jointly }: OwnerLimb): Line {
  const { say, language } = view;
  return [
    limbLabel(language, limb),
    share === null ? "" : `  ${shareText(share)}`,
    `  ${say("ubo.article", { article })}`,
    ...(verdict === "possible" ? ["  ", span("warning", verdictLabel(language, verdict))] : []),
    ...(verified ? [] : ["  ", span("warning", say("law.unverified"))]),
    ...(jointly ? [`  ${say("ubo.jointly", { names: nameList(view, jointly) })}`] : []),
  ];
}

const wayLines = (view: View, { path, chain }: OwnerLimb): Line[] => [
  ...(path && path.length > 1 ? [span("dim", path.map((id) => view.name(id)).join(" → "))] : []),
  ...chainLines(view, chain ?? []).map((line) => span("dim", plainText(line))),
];

function fallbackBlocks(view: View, { fallback }: BeneficialOwnersResult): Block[] {
  if (fallback.length === 0) return [];
  const { say } = view;
  const named = fallback.map(({ id, article }) => `${view.name(id)}  ${say("ubo.article", { article })}`);
  return [heading(say("ubo.standIn")), list(named)];
}

/** Facts to find out that text prints; JSON has all. */
const LISTED = 60;

function missingLines(view: View, missing: readonly MissingItem[]): string[] {
  const lines = missing.slice(0, LISTED).map((item) => missingLine(view, item));
  const left = missing.length - lines.length;
  return left > 0 ? [...lines, view.say("check.more", { count: left })] : lines;
}

export function missingLine(view: View, { what, entity, interest, share, parties }: MissingItem): string {
  const { say, language } = view;
  const text = say(`missing.${what}`, { entity: view.name(entity), parties: nameList(view, parties ?? []) });
  const details = [
    ...(interest ? [interestLabel(language, interest)] : []),
    ...(share ? [shareSentence(say, share)] : []),
  ];
  return details.length > 0 ? `${text} (${details.join(say("list.separator"))})` : text;
}

/** `ubo` as rows, one a limb; who stands in for owners has the limb `fallback`. */
export function beneficialOwnersRows(subject: string, { owners, fallback }: BeneficialOwnersResult): Table {
  const none: Cell[] = ["", "", ""];
  return {
    columns: ["subject", "owner", "limb", "article", "share", "min", "max", "verdict", "verified", "name"],
    rows: [
      ...owners.flatMap(({ id, name, limbs }) =>
        limbs.map(({ limb, article, share, verdict, verified }) => [
          ...[subject, id, limb, article],
          ...(share === null ? none : shareCells(share)),
          ...[verdict, verified, name],
        ]),
      ),
      ...fallback.map(({ id, article }) => [subject, id, "fallback", article, ...none, "", "", ""]),
    ],
  };
}

/** The same of one subject among all, as far as the rows of a whole register go. */
export function ownersInBriefRows(subject: string, { owners, fallback }: OwnersInBrief): Table {
  const none: Cell[] = ["", "", ""];
  return {
    columns: ["subject", "owner", "limb", "article", "share", "min", "max", "verdict"],
    rows: [
      ...owners.flatMap(({ id, limbs }) =>
        limbs.map(({ limb, article, share, verdict }) => [
          ...[subject, id, limb, article],
          ...(share === null ? none : shareCells(share)),
          verdict,
        ]),
      ),
      ...fallback.map(({ id, article }) => [subject, id, "fallback", article, ...none, ""]),
    ],
  };
}
