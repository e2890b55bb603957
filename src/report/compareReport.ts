import type { CompareResult } from "../compare.js";
import type {
  CapitalState,
  Change,
  ChangeKind,
  ChangeState,
  ControllerState,
  GroupState,
  OwnerState,
  TieState,
} from "../determinations/changes.js";
import type { ShareResult } from "../model/shareResult.js";
import type { Register } from "../register/register.js";
import { causeText, type Duty } from "../rules/duties.js";
import { comparisonNoteText } from "../text/compareNotes.js";
import { CHANGE_LABELS, CLASS_STATE_LABELS, DUTY_MISSING_LABELS } from "../text/compareWords.js";
import { BASIS_LABELS, LIMB_LABELS, TIE_KIND_LABELS } from "../text/vocabulary.js";
import type { Language, Word } from "../text/words.js";
import type { Cell, Table } from "./csv.js";
import {
  type Block,
  type Document,
  heading,
  type Line,
  lines,
  plainText,
  span,
  type TreeRow,
  table,
  title,
  tree,
} from "./document.js";
import { VERDICT_TONES, type View, verdictLabel, view } from "./labels.js";
import { harmless, printable } from "./safeText.js";
import { shareText, writtenShare } from "./shareText.js";
import { nameList } from "./titles.js";
import { type SheetCell, shareCell as sheetShare } from "./workbook/sheet.js";

const CHANGES: Readonly<Record<ChangeKind, Word>> = { ...TIE_KIND_LABELS, ...CHANGE_LABELS };
const BASES: Readonly<Record<string, Word>> = BASIS_LABELS;
const LIMBS: Readonly<Record<string, Word>> = LIMB_LABELS;
const MISSING: Readonly<Record<string, Word>> = DUTY_MISSING_LABELS;

/** Rows of a table that text prints; CSV and JSON have all. */
const SHOWN = 200;
const NAMES = 6;

/** Names come from the later register, of those who are gone from the earlier one. */
export function compareView(before: Register, after: Register, language: Language): View {
  const [old, now] = [view(before, language), view(after, language)];
  const name = (id: string): string => (after.index.has(id) ? now.name(id) : old.name(id));
  return jointlyNamed({ ...now, name }, (id) => after.index.has(id) || before.index.has(id));
}

/** Joint controllers stand under their ids with `+` between. */
export const jointlyNamed = (shown: View, isParty: (id: string) => boolean): View => ({
  ...shown,
  name: (id) => (isParty(id) ? shown.name(id) : id.split("+").map(shown.name).join(" + ")),
});

/** `compare` as people read it: what is to be done, why, and what changed. */
export function compareDocument(shown: View, subject: string, result: CompareResult): Document {
  const { say, language } = shown;
  const { from, to, rulebook, changes, duties, notes } = result;
  const day = (date: string | null): string => date ?? say("compare.noDate");
  const head = `${shown.name(subject)} · ${say("compare.title", { before: day(from), after: day(to) })}`;
  const counts = { changes: changes.length, duties: duties.length };
  const summary =
    rulebook === null ? say("compare.summaryPlain", counts) : say("compare.summary", { ...counts, rulebook });
  return [
    title(head),
    lines(changes.length === 0 ? say("compare.none") : summary),
    ...dutyBlocks(shown, duties),
    ...changeBlocks(shown, changes),
    ...(duties.some(({ verified }) => !verified) ? [lines(span("dim", say("law.unverifiedNote")))] : []),
    lines(
      ...notes.map(({ code, parameters }) =>
        span("dim", harmless(comparisonNoteText(language, code, parameters))),
      ),
    ),
  ];
}

function dutyBlocks(shown: View, duties: readonly Duty[]): Block[] {
  if (duties.length === 0) return [];
  const { say } = shown;
  const columns = [
    "number",
    "rule",
    "article",
    "duty",
    "office",
    "due",
    "event",
    "verdict",
    "reading",
  ] as const;
  const listed = duties.slice(0, SHOWN);
  return [
    heading(say("compare.duties")),
    table(
      columns.map((column) => ({ title: say(`column.${column}`) })),
      listed.map((duty, k) => dutyRow(shown, duty, k + 1)),
    ),
    ...more(shown, duties.length),
    tree(listed.flatMap((duty, k) => reasonRows(shown, duty, k + 1))),
  ];
}

const more = ({ say }: View, count: number): Block[] =>
  count > SHOWN ? [lines(say("compare.more", { count: count - SHOWN }))] : [];

function dutyRow(shown: View, duty: Duty, number: number): Line[] {
  const { say, language } = shown;
  const { rule, article, event, verdict, verified } = duty;
  return [
    String(number),
    rule,
    article,
    say(`duty.${duty.duty}`),
    say(`office.${duty.to}`),
    dueLine(shown, duty),
    event.on === null || event.basis === null ? "" : `${event.on} (${say(`basis.${event.basis}`)})`,
    span(VERDICT_TONES[verdict], verdictLabel(language, verdict)),
    verified ? "" : span("warning", say("law.unverified")),
  ];
}

function dueLine({ say }: View, { due, dueBy, timing, calendar }: Duty): Line {
  if (!due) return timing === "standstill" ? say("duty.standstill") : say("duty.beforeEffect");
  const { count, unit } = due;
  const working = unit === "workingDays";
  if (dueBy === null) return say(working ? "duty.undated" : "duty.undatedDays", { count });
  const date = say(working ? "duty.by" : "duty.byDays", { date: dueBy, count });
  return calendar === "unpublished"
    ? [span("strong", date), span("warning", ` ${say("duty.unpublished")}`)]
    : span("strong", date);
}

/** Why there is a duty, and what else belongs to it. */
function reasonRows(shown: View, duty: Duty, number: number): TreeRow[] {
  const { say, language } = shown;
  const facts = [...new Set(duty.missing.map(({ what }) => what))].map(
    (what) => MISSING[what]?.[language] ?? harmless(what),
  );
  const offices = (duty.alsoTo ?? []).map((office) => say(`office.${office}`));
  const separator = say("list.separator");
  const extras: Line[] = [
    ...(offices.length > 0 ? [say("duty.alsoTo", { offices: offices.join(separator) })] : []),
    ...(duty.conflict ? [span("warning", say("duty.conflict", { article: duty.conflict }))] : []),
    ...(facts.length > 0 ? [span("warning", say("duty.missing", { facts: facts.join(separator) }))] : []),
    ...(duty.terms ?? []).map((term) => termLine(shown, term)),
  ];
  return [
    { depth: 0, line: say("duty.reason", { number, message: dutyMessage(shown, duty) }) },
    ...extras.map((line) => ({ depth: 1, line })),
  ];
}

function termLine({ say }: View, { term, value, unit, article }: NonNullable<Duty["terms"]>[number]): Line {
  const figure = value === null ? "" : unit === "share" ? writtenShare(String(value)) : String(value);
  const key = `term.${term}` as TermKey;
  return span("dim", `${say(key, { value: figure })} (${article})`);
}

type TermKey =
  | "term.correctionTradingDays"
  | "term.minimumHoldingMonths"
  | "term.changeStep"
  | "term.noticeStep"
  | "term.votesVoidMonths";

/** The message of a duty with names for ids and shares as people read them. */
function dutyMessage(shown: View, duty: Duty): string {
  const { say } = shown;
  const { parameters, outgoing, incoming, cause } = duty;
  const parties = cause === "blockController" ? [parameters.parties!] : duty.parties;
  const figures = (text: string): string => {
    const all = text.split(", ");
    const listed = all.slice(0, NAMES).map(writtenShare).join(say("list.separator"));
    return all.length > NAMES ? `${listed}…` : listed;
  };
  const state = (ids: readonly string[] | undefined, text: string | undefined): string =>
    ids ? nameList(shown, ids, NAMES) : figures(text ?? "");
  return causeText(say, cause, {
    parties: nameList(shown, parties, NAMES),
    subject: shown.name(parameters.subject!),
    before: state(outgoing, parameters.before),
    after: state(incoming, parameters.after),
  });
}

function changeBlocks(shown: View, changes: readonly Change[]): Block[] {
  if (changes.length === 0) return [];
  const { say } = shown;
  const columns = ["change", "party", "before", "after", "article", "verdict"] as const;
  return [
    heading(say("compare.changes")),
    table(
      columns.map((column) => ({ title: say(`column.${column}`) })),
      changes.slice(0, SHOWN).map((change) => changeRow(shown, change)),
    ),
    ...more(shown, changes.length),
  ];
}

/** A change as the cells of a spreadsheet, in the order of the table. */
export function changeCells(shown: View, change: Change): SheetCell[] {
  const { before, after } = change;
  const texts = changeRow(shown, change).map((line): SheetCell => ({ value: plainText(line) }));
  const state = (one: ChangeState, text: SheetCell): SheetCell =>
    one !== null && typeof one === "object" && "exact" in one ? sheetShare(one) : text;
  return texts.map((text, k) => (k === 2 ? state(before, text) : k === 3 ? state(after, text) : text));
}

/** A duty as the cells of a spreadsheet, in the order of the table without its number; last, why. */
export const dutyCells = (shown: View, duty: Duty): string[] => [
  ...dutyRow(shown, duty, 0).slice(1).map(plainText),
  harmless(dutyMessage(shown, duty)),
];

function changeRow(shown: View, change: Change): Line[] {
  const { language } = shown;
  const { kind, party, before, after, article, verdict } = change;
  const group = kind === "concertGroup" || kind === "partnershipGroup";
  return [
    CHANGES[kind][language],
    group ? nameList(shown, membersOf(after ?? before), NAMES) : shown.name(party),
    stateText(shown, before),
    stateText(shown, after),
    article ?? "",
    verdict === "possible" ? span("warning", verdictLabel(language, verdict)) : "",
  ];
}

const membersOf = (state: ChangeState): readonly string[] => (state as GroupState).members;

/** What something is on one side, in words. */
function stateText(shown: View, state: ChangeState): string {
  if (state === null) return "–";
  if (typeof state === "string") return CLASS_STATE_LABELS[state][shown.language];
  if ("exact" in state) return shareText(state);
  if ("controlledStake" in state) return controllerText(shown, state);
  if ("limbs" in state) return ownerText(shown, state);
  if ("members" in state) return groupText(shown, state as GroupState);
  if ("value" in state) return capitalText(state as CapitalState);
  return tieText(shown, state as TieState);
}

const maybe = ({ language }: View, verdict: string, text: string): string =>
  verdict === "possible" ? `${text} (${CLASS_STATE_LABELS.possible[language]})` : text;

const controllerText = (shown: View, { basis, controlledStake, verdict }: ControllerState): string =>
  maybe(shown, verdict, `${BASES[basis]?.[shown.language] ?? basis}, ${shareText(controlledStake)}`);

function ownerText(shown: View, { limbs, verdict }: OwnerState): string {
  const parts = limbs.map(({ limb, share }) =>
    [LIMBS[limb]?.[shown.language] ?? harmless(limb), ...(share ? [shareText(share)] : [])].join(" "),
  );
  return maybe(shown, verdict, parts.join(shown.say("list.separator")));
}

function groupText(shown: View, { members, direct, total, verdict }: GroupState): string {
  const share = total ?? direct;
  const count = members.length;
  const text = share
    ? shown.say("compare.group", { count, share: shareText(share) })
    : shown.say("compare.groupOf", { count });
  return maybe(shown, verdict, text);
}

const capitalText = ({ value, unit }: CapitalState): string =>
  `${value.replace(/\B(?=(\d{3})+$)/g, ",")}${unit === null ? "" : ` ${printable(unit)}`}`;

function tieText(shown: View, { to, share, above, lead }: TieState): string {
  const parts = [
    ...(to === null ? [] : [`→ ${shown.name(to)}`]),
    ...(share === undefined ? [] : [writtenShare(share)]),
    ...(above === undefined ? [] : [`> ${writtenShare(above)}`]),
    ...(lead === undefined ? [] : [`★ ${shown.name(lead)}`]),
  ];
  return parts.length === 0 ? "✓" : parts.join(", ");
}

/** `compare` as rows: changes, then duties; `record` says which a row is. Shares are fractions of one. */
export const compareRows = (subject: string, { changes, duties }: CompareResult): Table => ({
  columns: [
    ...["subject", "record", "kind", "party", "before", "after", "verdict", "rule", "article", "duty"],
    ...["to", "on", "dueInWorkingDays", "dueBy", "calendar", "cause", "conflict", "verified", "message"],
  ],
  rows: [
    ...changes.map(({ kind, party, before, after, verdict, rule, article }): Cell[] => [
      ...[subject, "change", kind, party, stateCell(before), stateCell(after), verdict],
      ...[rule ?? null, article ?? null],
      ...Array<Cell>(10).fill(null),
    ]),
    ...duties.map((duty): Cell[] => [
      ...[subject, "duty", duty.duty, duty.parties.join(";")],
      ...[duty.parameters.before ?? null, duty.parameters.after ?? null, duty.verdict],
      ...[duty.rule, duty.article, duty.duty, duty.to, duty.event.on, duty.dueInWorkingDays, duty.dueBy],
      ...[duty.calendar ?? null, duty.cause, duty.conflict ?? null, duty.verified, duty.message],
    ]),
  ],
});

/** A share as its figure, a range as "min-max"; anything else as JSON has it. */
function stateCell(state: ChangeState): Cell {
  if (state === null || typeof state === "string") return state;
  if ("exact" in state) return shareCell(state);
  if ("controlledStake" in state) return shareCell(state.controlledStake);
  if ("limbs" in state) return state.limbs.map(({ limb }) => limb).join(";");
  if ("members" in state) return (state as GroupState).members.join(";");
  return "value" in state ? state.value : (state as TieState).to;
}

const shareCell = ({ min, max, value }: ShareResult): Cell => (min === max ? value : `${min}-${max}`);
