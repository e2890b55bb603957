import type { ConcertAnswer } from "../analyse/analysis.js";
import type { PartnershipGroupsResult } from "../determinations/partnershipGroups.js";
import type { ConcertAdvisory, ConcertGroup, ConcertResult } from "../measures/concertGroups.js";
import type { ConcertReason } from "../measures/concertReasons.js";
import type { Evidence } from "../measures/evidence.js";
import { directShare } from "../measures/owners.js";
import { type ShareResult, toShareResult } from "../model/shareResult.js";
import type { Register } from "../register/register.js";
import { CONCERT_REASON_LABELS, EVIDENCE_LABELS, TIE_KIND_LABELS } from "../text/vocabulary.js";
import type { Word } from "../text/words.js";
import type { Table } from "./csv.js";
import { type Block, type Document, heading, type Line, lines, list, span, table } from "./document.js";
import { kindOf, type View } from "./labels.js";
import { idCell } from "./ownersReport.js";
import { recordsText } from "./records.js";
import { shareSentence, shareText } from "./shareText.js";
import { nameList, subjectTitle } from "./titles.js";

export const CONCERT_REASON_WORDS: Readonly<Record<ConcertReason, Word>> = CONCERT_REASON_LABELS;
const EVIDENCE: Readonly<Record<Evidence["kind"], Word>> = { ...TIE_KIND_LABELS, ...EVIDENCE_LABELS };

/** Lines of evidence or pairs that a group prints; JSON has all. */
const LISTED = 20;

export interface ConcertAsked {
  readonly subject: string;
  /** The direct share of a member in the subject. */
  readonly direct: (member: string) => ShareResult;
}

/** The direct equity of each holder of a subject, by id. */
export const directEquity = (register: Register, subject: string): ConcertAsked["direct"] => {
  const company = register.index.get(subject)!;
  return (member) => toShareResult(directShare(register, "equity", register.index.get(member)!, company));
};

/** `concert` as people read it. */
export function concertDocument(view: View, asked: ConcertAsked, result: ConcertAnswer): Document {
  const { say, language } = view;
  const { subject } = asked;
  const { groups, advisory, notAssessed } = result;
  return [
    subjectTitle(view, subject),
    lines(
      groups.length === 0
        ? say("concert.none", { subject: view.name(subject) })
        : say("concert.summary", { count: groups.length }),
    ),
    ...groups.flatMap((group, position) => groupBlocks(view, asked, group, position + 1)),
    ...(result.partnershipGroups ? partnershipBlocks(view, result.partnershipGroups) : []),
    ...(advisory.length > 0
      ? [heading(say("concert.advisory")), list(advisory.map((one) => advisoryLine(view, one)))]
      : []),
    ...(notAssessed.length > 0
      ? [
          lines(
            say("concert.notAssessed", {
              reasons: notAssessed
                .map((reason) => CONCERT_REASON_WORDS[reason][language])
                .join(say("list.separator")),
            }),
          ),
        ]
      : []),
  ];
}

function partnershipBlocks(view: View, { groups, alone, limits }: PartnershipGroupsResult): Block[] {
  const { say } = view;
  const { article, threshold } = limits.group;
  const counted = new Set(groups.flatMap(({ members }) => members));
  const rows: Line[] = [
    ...groups.map(
      ({ members, total, verdict, joined }): Line => [
        say("concert.partnershipGroup", {
          members: nameList(view, members),
          share: shareSentence(say, total),
          state: say(`concert.reached.${verdict}`),
        }),
        ...(joined === "possible" ? [span("warning", `  ${say("concert.possible")}`)] : []),
      ],
    ),
    ...alone
      .filter(({ id, verdict }) => verdict !== "excluded" || !counted.has(id))
      .map(
        ({ id, stake, verdict }): Line =>
          say("concert.partnershipAlone", {
            member: view.name(id),
            share: shareSentence(say, stake),
            state: say(`concert.reached.${verdict}`),
          }),
      ),
  ];
  return [heading(say("concert.partnerships", { article, limit: threshold })), list(limited(view, rows))];
}

function groupBlocks(view: View, asked: ConcertAsked, group: ConcertGroup, number: number): Block[] {
  const { say } = view;
  const { members, direct, share, transitive, verdict, certain, truncated } = group;
  const remarks: Line[] = [
    ...(verdict === "possible" ? [span("warning", say("concert.possible"))] : []),
    ...(certain
      ? [
          say("concert.certainParts", {
            parts: certain.map((part) => nameList(view, part)).join(say("list.semicolon")),
          }),
        ]
      : []),
    say("concert.lookThrough", { share: shareSentence(say, share) }),
    ...(transitive ? [span("warning", say("concert.transitive"))] : []),
    ...(truncated ? [say("concert.truncated")] : []),
  ];
  return [
    heading(say("concert.group", { number, count: members.length, share: shareSentence(say, direct) })),
    membersTable(view, asked, members),
    lines(...remarks),
    ...reasonLists(view, group),
  ];
}

function membersTable(view: View, { direct }: ConcertAsked, members: readonly string[]): Block {
  const { say } = view;
  return table(
    [
      { title: say("column.members") },
      { title: say("column.id") },
      { title: say("column.kind") },
      { title: say("column.direct"), align: "share" },
    ],
    members.map((id): Line[] => [view.name(id), idCell(view, id), kindOf(view, id), shareText(direct(id))]),
  );
}

/** The evidence of each reason, every piece once, and the pairs where not every two members have a reason. */
function reasonLists(view: View, { reasons, transitive }: ConcertGroup): Block[] {
  const { say, language } = view;
  const byReason = new Map<ConcertReason, Map<string, Line>>();
  for (const { reason, evidence } of reasons) {
    const known = byReason.get(reason) ?? new Map<string, Line>();
    byReason.set(reason, known);
    for (const piece of evidence) {
      const line = evidenceLine(view, piece);
      known.set(JSON.stringify(piece), line);
    }
  }
  const pairs = reasons.map(({ a, b, reason, verdict, rebutted, chain }): Line => {
    const notes = [
      ...(verdict === "possible" ? [say("concert.possible")] : []),
      ...(rebutted ? [say("concert.rebutted")] : []),
      ...(chain ? [say("concert.chain")] : []),
    ];
    const noted = notes.length > 0 ? ` (${notes.join(say("list.semicolon"))})` : "";
    return `${view.name(a)} – ${view.name(b)}${say("list.colon")}${CONCERT_REASON_WORDS[reason][language]}${noted}`;
  });
  const special = reasons.some(({ verdict, rebutted, chain }) => verdict === "possible" || rebutted || chain);
  return [
    ...[...byReason].map(([reason, pieces]) =>
      list(limited(view, [...pieces.values()]), span("strong", CONCERT_REASON_WORDS[reason][language])),
    ),
    ...(transitive || special ? [list(limited(view, pairs), span("strong", say("concert.pairs")))] : []),
  ];
}

function limited(view: View, all: readonly Line[]): Line[] {
  const left = all.length - LISTED;
  return left <= 0 ? [...all] : [...all.slice(0, LISTED), view.say("and.more", { count: left })];
}

/** "鼎晟 ─executive partner→ 甲合伙  ties.csv:2". */
export function evidenceLine(view: View, evidence: Evidence): Line {
  const { kind, from, to, subject, share, verdict, records } = evidence;
  const label = EVIDENCE[kind][view.language];
  const figure = share ? ` ${shareText(share)}` : "";
  const end = to ?? subject;
  const at = to !== null && subject !== undefined && subject !== to ? ` @ ${view.name(subject)}` : "";
  return [
    `${view.name(from)} ─${label}${figure}→ ${end === undefined ? "…" : view.name(end)}${at}`,
    ...(verdict === "possible" ? [span("warning", ` ?`)] : []),
    ...(records.length > 0 ? [span("dim", `  ${recordsText(records)}`)] : []),
  ];
}

function advisoryLine(view: View, advisory: ConcertAdvisory): Line {
  const { say, language } = view;
  const members = nameList(view, advisory.members);
  const share = shareSentence(say, advisory.direct);
  if (advisory.kind === "commonStateControl") {
    return say("concert.stateControl", { members, through: view.name(advisory.through ?? ""), share });
  }
  return say("concert.rebuttedPair", {
    members,
    reason: CONCERT_REASON_WORDS[advisory.reason][language],
    share,
  });
}

/** `concert` as rows, one a member: `direct` and `share` are the group's, `memberDirect` is the member's own. */
export function concertRows({ subject, direct: directOf }: ConcertAsked, { groups }: ConcertResult): Table {
  return {
    columns: [
      "group",
      "subject",
      "member",
      "direct",
      "share",
      "verdict",
      "transitive",
      "memberDirect",
      "reasons",
    ],
    rows: groups.flatMap(({ members, direct, share, verdict, transitive, reasons }, position) =>
      members.map((member) => {
        const own = directOf(member);
        const why = reasons.filter(({ a, b }) => a === member || b === member).map(({ reason }) => reason);
        return [
          position + 1,
          subject,
          member,
          direct.value,
          share.value,
          verdict,
          transitive,
          own.value,
          [...new Set(why)].join(";"),
        ];
      }),
    ),
  };
}
