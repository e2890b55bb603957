import type { RegimeCell, RegimesInBrief, RegimesResult } from "../determinations/regimes.js";
import { noteIn } from "../text/notes.js";
import { type Reason, type ReasonCode, reasonText } from "../text/reasons.js";
import { type Cell, shareCells, type Table } from "./csv.js";
import {
  type Block,
  type Document,
  heading,
  type Line,
  lines,
  list,
  type Span,
  span,
  table,
} from "./document.js";
import { VERDICT_TONES, type View, verdictLabel } from "./labels.js";
import { percentOnly } from "./shareText.js";
import { subjectTitle } from "./titles.js";

/** Persons beside each other in one table; more of them go to further tables. */
const PERSONS_A_TABLE = 5;

/** `ubo` under several profiles: the matrix first, then for each person which regimes say what, and why. */
export function regimesDocument(view: View, subject: string, result: RegimesResult): Document {
  const { say } = view;
  const { persons, profiles } = result;
  const unverified = persons.some(({ cells }) => cells.some(({ verified }) => verified === false));
  return [
    subjectTitle(view, subject, [say("regimes.title", { count: profiles.length })]),
    ...regimesBlocks(view, result),
    ...aboutProfiles(view, result),
    ...(unverified ? [lines(span("dim", say("law.unverifiedNote")))] : []),
  ];
}

/** The matrix of persons and regimes, and for each person why the regimes say what they say. */
export function regimesBlocks(view: View, result: SideBySide): Block[] {
  const { say } = view;
  if (result.persons.length === 0) return [lines(span("strong", say("regimes.nobody")))];
  return [
    ...matrixBlocks(view, result),
    ...result.persons.flatMap((person) => [
      heading(say(person.agree ? "regimes.same" : "regimes.differs", { name: view.name(person.id) })),
      list(reasonLines(view, person.cells)),
    ]),
  ];
}

interface SideBySide {
  readonly persons: RegimesResult["persons"];
  /** By id, with the title where the reader may not know the id. */
  readonly profiles: readonly { readonly profile: string; readonly title?: string }[];
}

function matrixBlocks(view: View, { persons, profiles }: SideBySide): Block[] {
  const blocks: Block[] = [];
  for (let first = 0; first < persons.length; first += PERSONS_A_TABLE) {
    const shown = persons.slice(first, first + PERSONS_A_TABLE);
    const columns = [view.say("regimes.profile"), ...shown.map(({ id }) => view.name(id))];
    blocks.push(
      table(
        columns.map((title) => ({ title })),
        profiles.map(({ profile, title }, row) => [
          title === undefined ? profile : `${title} ${profile}`,
          ...shown.map(({ cells }) => cellSpan(view, cells[row]!)),
        ]),
      ),
    );
  }
  return blocks;
}

/** Verdict and share of a person under a regime. */
export function cellSpan(view: View, { verdict, share }: RegimeCell): Span {
  const shown = share === null ? "" : ` ${percentOnly(share)}`;
  if (verdict === "standIn" || verdict === "exempt") return span("dim", view.say(`regimes.${verdict}`));
  return span(VERDICT_TONES[verdict], `${verdictLabel(view.language, verdict)}${shown}`);
}

/** The regimes that say the same for the same reason, one line each. */
function reasonLines(view: View, cells: readonly RegimeCell[]): Line[] {
  const { say, language } = view;
  const groups = new Map<string, { readonly cell: RegimeCell; readonly profiles: string[] }>();
  for (const cell of cells) {
    const { verdict, share, method, test, interest, reason } = cell;
    const key = JSON.stringify([
      verdict,
      share,
      method,
      test,
      interest,
      reason.code === "hasLimb" ? cell.limb : reason.code,
    ]);
    const known = groups.get(key);
    const named = cell.article === null ? cell.profile : `${cell.profile} [${cell.article}]`;
    if (known) known.profiles.push(named);
    else groups.set(key, { cell, profiles: [named] });
  }
  return [...groups.values()].map(({ cell, profiles }): Line => {
    const head = `${profiles.join(say("list.separator"))}${say("list.colon")}`;
    const text = reasonText(language, reasonOf(cell));
    return [head, cellSpan(view, cell), say("list.semicolon"), text];
  });
}

/** The reason of a cell again as code and parameters, so that it can be said in another language. */
const reasonOf = ({ reason, method, test, limb }: RegimeCell): Reason => ({
  code: reason.code as ReasonCode,
  parameters: {
    ...(method ? { method } : {}),
    ...(test ? { test } : {}),
    ...(limb ? { limb } : {}),
    ...(reason.code === "exempt" ? { reason: reason.text } : {}),
  },
});

/** Exemptions and notes of each profile. */
function aboutProfiles({ language, say }: View, { profiles }: RegimesResult): Block[] {
  return profiles.flatMap(({ profile, exempt, notes }) => {
    const said = [...(exempt === null ? [] : [exempt]), ...notes].map((text) => noteIn(language, text));
    return said.length === 0 ? [] : [list(said, span("strong", `${profile}${say("list.colon")}`))];
  });
}

/** One row for each person and regime. */
export function regimesRows(subject: string, { persons }: RegimesResult): Table {
  return {
    columns: [
      ...["subject", "owner", "profile", "verdict", "limb", "article", "share", "min", "max"],
      ...["interest", "method", "test", "verified", "reason", "name"],
    ],
    rows: persons.flatMap(({ id, name, cells }) =>
      cells.map((cell) => [
        ...[subject, id, cell.profile, cell.verdict, cell.limb ?? "", cell.article ?? ""],
        ...(cell.share === null ? ["", "", ""] : shareCells(cell.share)),
        ...[
          cell.interest ?? "",
          cell.method ?? "",
          cell.test ?? "",
          cell.verified ?? "",
          cell.reason.text,
          name,
        ],
      ]),
    ),
  };
}

/** The same of one subject among all, as far as the rows of a whole register go. */
export const regimesInBriefRows = (subject: string, { persons }: RegimesInBrief): Table => ({
  columns: ["subject", "owner", "limb", "article", "share", "min", "max", "verdict", "profile"],
  rows: persons.flatMap(({ id, cells }) =>
    cells.map(({ profile, verdict, limb, article, share }): Cell[] => [
      ...[subject, id, limb ?? "", article ?? ""],
      ...(share === null ? ["", "", ""] : shareCells(share)),
      ...[verdict, profile],
    ]),
  ),
});
