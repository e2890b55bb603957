import type { Analysis } from "../../analyse/analysis.js";
import type { ShareResult } from "../../model/shareResult.js";
import { ruleWords } from "../../text/ruleWords.js";
import { LIMB_LABELS, RELATION_LABELS } from "../../text/vocabulary.js";
import type { Language, Word } from "../../text/words.js";
import { report } from "../analysis/sections.js";
import { summarySentences } from "../analysis/summary.js";
import type { AnalysisView } from "../analysis/view.js";
import { basisLabel } from "../chains.js";
import { articleText, findingMessage, limitText, measuredText, missingWords } from "../checkReport.js";
import { changeCells, dutyCells } from "../compareReport.js";
import { CONCERT_REASON_WORDS } from "../concertReport.js";
import { plainText } from "../document.js";
import {
  issuePlace,
  issueWords,
  kindLabel,
  kindOf,
  severityLabel,
  type View,
  verdictLabel,
} from "../labels.js";
import { lawValue } from "../lawReport.js";
import { cellSpan } from "../regimesReport.js";
import { nameList } from "../titles.js";
import { dateCell, percentCell, type Sheet, type SheetCell, shareCell, sheet } from "./sheet.js";

/** The report on one subject as the sheets of a workbook; every list is whole. */
export function reportSheets(analysis: Analysis, language: Language): Sheet[] {
  const { view, facts } = report(analysis, language);
  const paths = pathsSheet(view, analysis);
  const others = [
    ownersSheet(view, analysis, paths),
    paths.sheet,
    controlSheet(view, analysis),
    chainsSheet(view, analysis),
    concertSheet(view, analysis),
    uboSheet(view, analysis),
    ...(analysis.regimes ? [regimesSheet(view, analysis.regimes, analysis.ubo)] : []),
    relatedSheet(view, analysis),
    ...(analysis.check ? [checkSheet(view, analysis.check)] : []),
    ...(analysis.disclosure ? [disclosureSheet(view, analysis.disclosure)] : []),
    ...(analysis.compare ? compareSheets(view, analysis.compare) : []),
    issuesSheet(view, analysis),
    lawSheet(view, analysis),
    partiesSheet(view, analysis),
  ].filter(({ rows }, position) => position < ALWAYS || rows.length > 1);
  return [summarySheet(view, analysis, facts, others), ...others];
}

/** Owners, paths and controllers are there even where they are empty; other empty sheets are left out. */
const ALWAYS = 3;

/** Facts, the summary, and a link to each sheet with the number of its rows. */
function summarySheet(
  view: AnalysisView,
  analysis: Analysis,
  facts: ReturnType<typeof report>["facts"],
  others: readonly Sheet[],
): Sheet {
  const { say } = view;
  const text = (label: string, value: SheetCell): SheetCell[] => [{ value: label }, value];
  return {
    name: say("section.summary"),
    frozen: 0,
    widths: [26, 110],
    rows: [
      ...facts.map(([label, value]) => text(label, dateCell(plainText(value)))),
      ...summarySentences(view, analysis).map((value) => text(say("section.summary"), { value })),
      ...others.map(({ name, rows }) => [
        { value: say("sheet.contents") },
        { value: `${name} (${rows.length - 1})`, link: { sheet: name, row: 1 } },
      ]),
    ],
  };
}

const verdictCell = (
  { language }: View,
  verdict: "certain" | "possible" | "excluded" | undefined,
): SheetCell =>
  verdict === undefined
    ? { value: null }
    : {
        value: verdictLabel(language, verdict),
        ...(verdict === "excluded"
          ? {}
          : { tone: verdict === "certain" ? ("good" as const) : ("warning" as const) }),
      };

const readingCell = ({ say }: View, verified: boolean): SheetCell => ({
  value: verified ? say("law.verified") : say("law.unverified"),
  tone: verified ? "good" : "warning",
});

const ownersSheet = (view: View, { owners }: Analysis, paths: PathsSheet): Sheet => {
  const { say, language } = view;
  /** The name leads to the owner's first path. */
  const ownerCell = (id: string): SheetCell => {
    const row = paths.firstRow.get(id);
    const value = view.name(id);
    return row === undefined ? { value } : { value, link: { sheet: paths.sheet.name, row } };
  };
  return sheet(
    say("sheet.owners"),
    [
      { title: say("column.owner"), cell: ({ id }) => ownerCell(id) },
      { title: say("column.id"), most: 30, cell: ({ id }) => id },
      { title: say("column.kind"), cell: ({ kind }) => kindLabel(language, kind) },
      { title: say("column.direct"), cell: ({ direct }) => (direct.max === 0 ? null : shareCell(direct)) },
      { title: say("column.share"), cell: ({ share }) => shareCell(share) },
      { title: say("sheet.least"), cell: ({ share }) => percentCell(share.min) },
      { title: say("sheet.greatest"), cell: ({ share }) => percentCell(share.max) },
      { title: say("sheet.exact"), most: 24, cell: ({ share }) => share.exact },
      { title: say("column.terminal"), cell: ({ terminal }) => (terminal ? "●" : null) },
    ],
    owners.owners,
  );
};

interface PathsSheet {
  readonly sheet: Sheet;
  /** Row of an owner's first path, counted as the spreadsheet shows it. */
  readonly firstRow: ReadonlyMap<string, number>;
}

const pathsSheet = (view: View, { owners }: Analysis): PathsSheet => {
  const { say } = view;
  const rows = owners.owners.flatMap(({ id, paths, loop, rest }) => [
    ...paths.map(({ share, entities }, k) => ({
      id,
      number: k + 1,
      share,
      path: entities.map(view.name).join(" → "),
      ids: entities.join(" → "),
      steps: entities.length - 1,
    })),
    ...(loop.max === 0
      ? []
      : [{ id, number: null, share: loop, path: say("paths.loop"), ids: "", steps: null }]),
    ...(rest.max === 0
      ? []
      : [{ id, number: null, share: rest, path: say("paths.rest"), ids: "", steps: null }]),
  ]);
  const firstRow = new Map(rows.map(({ id }, position) => [id, position + 2] as const).reverse());
  const made = sheet(
    say("sheet.paths"),
    [
      { title: say("column.owner"), cell: ({ id }) => view.name(id) },
      { title: say("column.number"), cell: ({ number }) => number },
      { title: say("sheet.contribution"), cell: ({ share }) => shareCell(share) },
      { title: say("sheet.steps"), cell: ({ steps }) => steps },
      { title: say("sheet.path"), most: 100, cell: ({ path }) => path },
      { title: say("column.id"), most: 60, cell: ({ ids }) => ids },
    ],
    rows,
  );
  return { sheet: made, firstRow };
};

const controllerName = (view: View, id: string, members: readonly string[] | undefined): string =>
  members ? view.say("control.jointly", { names: nameList(view, members) }) : view.name(id);

const controlSheet = (view: View, { control, controlVotes }: Analysis): Sheet => {
  const { say, language } = view;
  return sheet(
    say("sheet.control"),
    [
      { title: say("column.controller"), cell: ({ id, members }) => controllerName(view, id, members) },
      { title: say("column.id"), most: 30, cell: ({ id }) => id },
      { title: say("column.kind"), cell: ({ id }) => kindOf(view, id) },
      { title: say("column.verdict"), cell: ({ verdict }) => verdictCell(view, verdict) },
      { title: say("column.basis"), cell: ({ basis }) => basisLabel(language, basis) },
      { title: say("column.votes"), cell: (_, position) => shareCell(controlVotes[position] ?? null) },
      { title: say("column.controlledStake"), cell: ({ controlledStake }) => shareCell(controlledStake) },
      { title: say("column.ultimate"), cell: ({ ultimate }) => (ultimate ? "●" : null) },
    ],
    control.controllers,
  );
};

const chainsSheet = (view: View, { control }: Analysis): Sheet => {
  const { say, language } = view;
  const links = control.controllers.flatMap(({ id, members, chain }) =>
    chain.map((link, k) => ({ id, members, step: k + 1, link })),
  );
  return sheet(
    say("sheet.chains"),
    [
      { title: say("column.controller"), cell: ({ id, members }) => controllerName(view, id, members) },
      { title: say("column.number"), cell: ({ step }) => step },
      { title: say("sheet.from"), cell: ({ link }) => view.name(link.from) },
      { title: say("column.basis"), cell: ({ link }) => basisLabel(language, link.basis) },
      { title: say("column.votes"), cell: ({ link }) => shareCell(link.votes) },
      { title: say("sheet.to"), cell: ({ link }) => view.name(link.to) },
    ],
    links,
  );
};

const concertSheet = (view: View, { concert, owners }: Analysis): Sheet => {
  const { say, language } = view;
  const direct = new Map(owners.owners.map((owner) => [owner.id, owner.direct]));
  const rows = concert.groups.flatMap((group, k) =>
    group.members.map((member) => {
      const why = group.reasons.filter(({ a, b }) => a === member || b === member);
      return { number: k + 1, group, member, why: [...new Set(why.map(({ reason }) => reason))] };
    }),
  );
  return sheet(
    say("sheet.concert"),
    [
      { title: say("sheet.group"), cell: ({ number }) => number },
      { title: say("column.members"), cell: ({ member }) => view.name(member) },
      { title: say("column.id"), most: 30, cell: ({ member }) => member },
      { title: say("column.direct"), cell: ({ member }) => shareCell(direct.get(member) ?? null) },
      { title: say("sheet.groupDirect"), cell: ({ group }) => shareCell(group.direct) },
      { title: say("sheet.groupShare"), cell: ({ group }) => shareCell(group.share) },
      { title: say("column.verdict"), cell: ({ group }) => verdictCell(view, group.verdict) },
      {
        title: say("sheet.reasons"),
        cell: ({ why }) =>
          why.map((reason) => CONCERT_REASON_WORDS[reason][language]).join(say("list.separator")),
      },
    ],
    rows,
  );
};

const LIMBS: Readonly<Record<string, Word>> = LIMB_LABELS;
const RELATIONS: Readonly<Record<string, Word>> = RELATION_LABELS;

const uboSheet = (view: AnalysisView, { ubo }: Analysis): Sheet => {
  const { say, language } = view;
  const rows = ubo.flatMap(({ profile, owners, fallback }) => [
    ...owners.flatMap(({ id, limbs }) => limbs.map((limb) => ({ profile, id, ...limb, standsIn: false }))),
    ...fallback.map(({ id, article }) => ({
      ...{ profile, id, article, limb: "", share: null, verdict: undefined, verified: null },
      standsIn: true,
    })),
  ]);
  return sheet(
    say("sheet.ubo"),
    [
      { title: say("law.text"), most: 40, cell: ({ profile }) => view.titleOf(profile) },
      { title: say("column.owner"), cell: ({ id }) => view.name(id) },
      { title: say("column.id"), most: 30, cell: ({ id }) => id },
      {
        title: say("sheet.limb"),
        cell: ({ limb, standsIn }) => (standsIn ? say("ubo.standIn") : (LIMBS[limb]?.[language] ?? limb)),
      },
      { title: say("column.article"), cell: ({ article }) => article },
      { title: say("column.share"), cell: ({ share }) => shareCell(share) },
      { title: say("column.verdict"), cell: ({ verdict }) => verdictCell(view, verdict) },
      {
        title: say("column.reading"),
        cell: ({ verified }) => (verified === null ? null : readingCell(view, verified)),
      },
    ],
    rows,
  );
};

/** Persons down, regimes across. */
const regimesSheet = (
  view: View,
  persons: NonNullable<Analysis["regimes"]>,
  profiles: Analysis["ubo"],
): Sheet => {
  const { say } = view;
  return sheet(
    say("sheet.regimes"),
    [
      { title: say("column.owner"), cell: ({ id }) => view.name(id) },
      { title: say("column.id"), most: 30, cell: ({ id }) => id },
      ...profiles.map(({ profile }, k) => ({
        title: profile,
        cell: ({ cells }: (typeof persons)[number]): SheetCell => {
          const { text, tone } = cellSpan(view, cells[k]!);
          return {
            value: text,
            ...(tone === "good" || tone === "warning" || tone === "bad" ? { tone } : {}),
          };
        },
      })),
    ],
    persons,
  );
};

/** What there is to disclose, and beside it what it was on the earlier date where it has changed. */
const disclosureSheet = (view: View, set: NonNullable<Analysis["disclosure"]>): Sheet => {
  const { say } = view;
  const { structure, actualControllers, beneficiaries, beneficialOwners } = set.now;
  const whole = new Set(beneficialOwners);
  const rows = [
    ...structure.map(
      ({ holder, subject, share }) => ({ part: "structure", party: holder, subject, share }) as const,
    ),
    ...actualControllers.map(({ id, share }) => ({ part: "actualControllers", party: id, share }) as const),
    ...beneficiaries.map(({ id, share }) => ({ part: "beneficiaries", party: id, share }) as const),
    ...beneficiaries
      .filter(({ id }) => whole.has(id))
      .map(({ id, share }) => ({ part: "beneficialOwners", party: id, share }) as const),
  ];
  const keyOf = ({ part, party, subject }: Omit<DisclosedRow, "share">): string =>
    JSON.stringify([part, party, subject ?? null]);
  const changes = new Map(set.changes.map((change) => [keyOf(change), change]));
  const ended = set.changes
    .filter(({ after }) => after === null)
    .map((change) => ({ ...change, share: null }));
  const columns = [
    { title: say("disclosure.part"), cell: ({ part }: DisclosedRow) => say(`disclosure.part.${part}`) },
    { title: say("column.party"), cell: ({ party }: DisclosedRow) => view.name(party) },
    { title: say("column.id"), most: 30, cell: ({ party }: DisclosedRow) => party },
    {
      title: say("disclosure.company"),
      cell: ({ subject }: DisclosedRow) => (subject === undefined ? null : view.name(subject)),
    },
    { title: say("disclosure.share"), cell: ({ share }: DisclosedRow) => shareCell(share) },
    {
      title: say("disclosure.before"),
      cell: (row: DisclosedRow) => {
        const change = changes.get(keyOf(row));
        if (!change) return null;
        return change.before === null ? say("disclosure.nobody") : shareCell(change.before);
      },
    },
  ];
  return sheet(say("sheet.disclosure"), set.before === null ? columns.slice(0, -1) : columns, [
    ...rows,
    ...ended,
  ]);
};

interface DisclosedRow {
  readonly part: "structure" | "actualControllers" | "beneficiaries" | "beneficialOwners";
  readonly party: string;
  readonly subject?: string | undefined;
  readonly share: ShareResult | null;
}

const relatedSheet = (view: View, { related }: Analysis): Sheet => {
  const { say, language } = view;
  return sheet(
    say("sheet.related"),
    [
      { title: say("column.party"), cell: ({ id }) => view.name(id) },
      { title: say("column.id"), most: 30, cell: ({ id }) => id },
      { title: say("column.kind"), cell: ({ id }) => kindOf(view, id) },
      { title: say("column.relation"), cell: ({ relation }) => RELATIONS[relation]?.[language] ?? relation },
      { title: say("column.via"), cell: ({ via }) => via.map(view.name).join(" → ") },
      { title: say("column.article"), cell: ({ article }) => article },
      { title: say("column.verdict"), cell: ({ verdict }) => verdictCell(view, verdict) },
      { title: say("column.reading"), cell: ({ verified }) => readingCell(view, verified) },
    ],
    related.parties.flatMap(({ id, reasons }) => reasons.map((reason) => ({ id, ...reason }))),
  );
};

const FINDING_TONES = { breach: "bad", undetermined: "warning", clear: "good" } as const;

const checkSheet = (view: View, { rulebook, findings }: NonNullable<Analysis["check"]>): Sheet => {
  const { say, language } = view;
  const tones: Readonly<Record<string, SheetCell["tone"]>> = FINDING_TONES;
  return sheet(
    say("sheet.check"),
    [
      {
        title: say("column.verdict"),
        cell: ({ verdict }) => {
          const tone = tones[verdict];
          return { value: say(`check.heading.${verdict}`), ...(tone ? { tone } : {}) };
        },
      },
      { title: say("column.rule"), cell: ({ rule }) => rule },
      { title: say("check.column.title"), most: 36, cell: ({ rule }) => ruleWords(rule).title[language] },
      { title: say("column.article"), cell: ({ article }) => articleText(view, article) },
      { title: say("check.column.parties"), most: 40, cell: ({ parties }) => nameList(view, parties, 50) },
      { title: say("sheet.finding"), most: 80, cell: (one) => findingMessage(view, one) },
      {
        title: say("sheet.measured"),
        cell: (one) => {
          const { measured } = one;
          if (typeof measured === "number") return { value: measured, format: "count" };
          return measured === null ? measuredText(one) : shareCell(measured);
        },
      },
      { title: say("sheet.limit"), cell: (one) => limitText(view, rulebook, one) },
      { title: say("check.column.missing"), most: 60, cell: ({ missing }) => missingWords(view, missing) },
      { title: say("column.reading"), cell: ({ verified }) => readingCell(view, verified) },
      { title: say("column.id"), most: 40, cell: ({ id }) => id },
    ],
    findings,
  );
};

const compareSheets = (view: View, { changes, duties }: NonNullable<Analysis["compare"]>): Sheet[] => {
  const { say } = view;
  const changeColumns = ["change", "party", "before", "after", "article", "verdict"] as const;
  const dutyColumns = ["rule", "article", "duty", "office", "due", "event", "verdict", "reading"] as const;
  return [
    sheet(
      say("sheet.changes"),
      changeColumns.map((column, k) => ({
        title: say(`column.${column}`),
        cell: (cells: readonly SheetCell[]) => cells[k]!,
      })),
      changes.map((change) => changeCells(view, change)),
    ),
    sheet(
      say("sheet.duties"),
      [
        ...dutyColumns.map((column, k) => ({
          title: say(`column.${column}`),
          cell: (cells: readonly string[]) => cells[k]!,
        })),
        { title: say("sheet.because"), most: 90, cell: (cells: readonly string[]) => cells.at(-1)! },
      ],
      duties.map((duty) => dutyCells(view, duty)),
    ),
  ];
};

const issuesSheet = (view: View, { issues }: Analysis): Sheet => {
  const { say, language } = view;
  return sheet(
    say("sheet.issues"),
    [
      { title: say("issues.severity"), cell: ({ severity }) => severityLabel(language, severity) },
      { title: say("issues.code"), cell: ({ code }) => code },
      { title: say("issues.place"), cell: (issue) => issuePlace(issue) },
      { title: say("issues.message"), most: 90, cell: (issue) => issueWords(language, issue).message },
      { title: say("issues.hint"), most: 60, cell: (issue) => issueWords(language, issue).hint },
    ],
    issues,
  );
};

const lawSheet = (view: View, { law }: Analysis): Sheet => {
  const { say, language } = view;
  const rows = law.flatMap(({ title, entries }) =>
    entries.map((entry) => ({ title: title[language], entry })),
  );
  return sheet(
    say("sheet.law"),
    [
      { title: say("law.text"), most: 40, cell: ({ title }) => title },
      { title: say("law.parameter"), cell: ({ entry }) => entry.parameter },
      { title: say("law.value"), most: 30, cell: ({ entry }) => lawValue(language, entry) },
      { title: say("law.article"), cell: ({ entry }) => entry.article },
      { title: say("law.from"), cell: ({ entry }) => dateCell(entry.from) },
      { title: say("law.reading"), cell: ({ entry }) => readingCell(view, entry.verified) },
      { title: say("sheet.source"), most: 60, cell: ({ entry }) => entry.source },
    ],
    rows,
  );
};

const partiesSheet = (view: View, { parties }: Analysis): Sheet => {
  const { say } = view;
  return sheet(
    say("sheet.parties"),
    [
      { title: say("column.party"), cell: ({ name }) => name },
      { title: say("sheet.nameEn"), cell: ({ nameEn }) => nameEn ?? null },
      { title: say("column.id"), most: 40, cell: ({ id }) => id },
      { title: say("column.kind"), cell: ({ id }) => kindOf(view, id) },
      { title: say("sheet.jurisdiction"), cell: ({ jurisdiction }) => jurisdiction ?? null },
    ],
    parties,
  );
};
