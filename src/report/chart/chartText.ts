import type { Chart, ChartEdge, ChartGroup, ChartNode } from "../../chart.js";
import type { ShareResult } from "../../model/shareResult.js";
import { BASIS_LABELS } from "../../text/vocabulary.js";
import { type Language, type Say, sayIn } from "../../text/words.js";
import { kindLabel } from "../labels.js";
import { harmless } from "../safeText.js";
import { percentOnly } from "../shareText.js";
import { outerEnd } from "./branches.js";

/** What is printed of a chart, in one language: harmless, neither wrapped nor clipped. */
export interface ChartText {
  readonly language: Language;
  readonly say: Say;
  name(node: ChartNode): string;
  /** "natural person", "company · listed". */
  kind(node: ChartNode): string;
  /** "34.8 %", "25–50 %", "?" where nothing is known. */
  share(share: ShareResult): string;
  roles(node: ChartNode): readonly string[];
  /** Lines on an edge: the direct share, the votes where they differ, the rights. */
  edge(edge: ChartEdge): readonly string[];
  /** Two lines on a concert group, by its position: what it is (and how many of it are drawn), and what it has together. */
  group(position: number): readonly [string, string];
  /** Whether a tree draws a frame for a group: two of its members at least are boxes. */
  framed(position: number): boolean;
  /** Holdings from the other side of the subject, which a tree has no line for. */
  across(node: ChartNode): readonly string[];
  /** The number of a party that stands in several places. */
  number(id: string): number | null;
}

/** A figure is not parted from its sign at the end of a line. */
const NO_BREAK_PERCENT = "\u00a0%";

/** No box has room for more of these lines. */
const ACROSS_SHOWN = 3;

/** Characters that no XML document may hold, besides those that {@link harmless} takes. */
const NOT_XML = /[\ufffe\uffff]/g;

/** Text from the records as a picture prints it. */
export const drawable = (text: string): string =>
  harmless(text.slice(0, 2_000)).replace(NOT_XML, "\ufffd").replace(/\s+/g, " ").trim();

export function chartText(chart: Chart, language: Language): ChartText {
  const say = sayIn(language);
  const share = (each: ShareResult): string =>
    each.min === 0 && each.max === 1 ? "?" : percentOnly(each).replaceAll(" %", NO_BREAK_PERCENT);
  const name = namesIn(chart, language, say);
  const nodes = new Map(chart.nodes.map((node) => [node.id, node]));
  const numbers = numbersOf(chart);
  const right = (code: ChartEdge["rights"][number]): string => BASIS_LABELS[code][language];
  const across = (edge: ChartEdge): string => {
    const from = name(nodes.get(edge.from)!);
    const rights = edge.rights.map(right).join(say("list.separator"));
    return edge.share
      ? say("chart.across", { name: from, share: share(edge.share) })
      : say("chart.acrossRight", { name: from, rights });
  };
  const drawnOf = countBy(chart.nodes.flatMap(({ group }) => (group === null ? [] : [group])));
  const group = (position: number): readonly [string, string] => {
    const { verdict, direct, members }: ChartGroup = chart.groups[position]!;
    const head = say(verdict === "certain" ? "chart.group" : "chart.groupPossible");
    const [drawn, all] = [drawnOf.get(position) ?? 0, members.length];
    return [
      drawn < all ? say("chart.groupPart", { group: head, drawn: grouped(drawn), all: grouped(all) }) : head,
      say("chart.groupSum", { share: share(direct) }),
    ];
  };
  return {
    language,
    say,
    name,
    share,
    group,
    framed: (position) => (drawnOf.get(position) ?? 0) > 1,
    kind: ({ kind, listing }) =>
      [
        ...(kind === null ? [] : [kindLabel(language, kind)]),
        ...(listing === "exchange" ? [say("chart.listed")] : listing === "neeq" ? [say("chart.neeq")] : []),
      ].join(" · "),
    roles: ({ roles }) =>
      roles.map(({ role, verdict }) =>
        verdict === "certain" ? say(`role.${role}`) : say("role.possible", { role: say(`role.${role}`) }),
      ),
    edge: ({ share: direct, voting, rights }) => [
      ...(direct ? [share(direct)] : []),
      ...(voting ? [say("chart.votes", { share: share(voting) })] : []),
      ...rights.map(right),
    ],
    across: (node) => {
      const found = chart.edges.filter(({ role, to }) => role === "across" && to === node.id);
      const shown = found.length > ACROSS_SHOWN ? found.slice(0, ACROSS_SHOWN - 1) : found;
      const left = found.length - shown.length;
      return [...shown.map(across), ...(left > 0 ? [say("chart.acrossMore", { count: left })] : [])];
    },
    number: (id) => numbers.get(id) ?? null,
  };
}

/** A count as people read it: 99,990. */
export const grouped = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ",");

function countBy<Key>(keys: readonly Key[]): Map<Key, number> {
  const counts = new Map<Key, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

/** Names as they are drawn; two parties of one name have their ids beside it. */
function namesIn(chart: Chart, language: Language, say: Say): (node: ChartNode) => string {
  const plain = (node: ChartNode): string => {
    if (node.type === "undisclosed") return say("chart.undisclosed");
    if (node.type === "others") {
      return say(node.side === "up" ? "chart.others" : "chart.otherHoldings", { count: grouped(node.count) });
    }
    const own = language === "en" ? (node.nameEn ?? node.name) : node.name;
    return drawable(own) || drawable(node.id);
  };
  const seen = countBy(chart.nodes.flatMap((node) => (node.type === "party" ? [plain(node)] : [])));
  return (node) => {
    const own = plain(node);
    const shared = node.type === "party" && (seen.get(own) ?? 0) > 1 && own !== drawable(node.id);
    return shared ? `${own} (${drawable(node.id)})` : own;
  };
}

/** A holding in a ring through the subject hangs on both sides of a tree; where every party stands once it is one line, not two. */
export function eachOnce(edges: readonly ChartEdge[]): ChartEdge[] {
  const seen = new Set<string>();
  return edges.filter(({ from, to, type }) => {
    const key = JSON.stringify([from, to, type]);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** Numbers of the parties that a tree draws again, in the order of their boxes. */
function numbersOf({ nodes, edges }: Chart): Map<string, number> {
  const repeated = new Set(
    edges.filter(({ role }) => role === "again" || role === "back").map((edge) => outerEnd(edge)),
  );
  const found = nodes.filter(({ id }) => repeated.has(id));
  return new Map(found.map(({ id }, position) => [id, position + 1]));
}
