import type { ConcertGroup } from "../measures/concertGroups.js";
import { isTerminal, type TerminalPolicy } from "../measures/coverage.js";
import { unionShare } from "../measures/portions.js";
import type { Interest } from "../model/dataset.js";
import { compare } from "../model/fraction.js";
import type { ShareEnds } from "../model/share.js";
import { type ShareResult, toShareResult } from "../model/shareResult.js";
import type { Register } from "../register/register.js";
import { NO_SHARE, stakeOf } from "../register/stakeTable.js";
import { withControl } from "./chains.js";
import type { ControlMarks } from "./control.js";
import type { Branch, Growth, Opened } from "./growth.js";
import { type Link, linksAbove } from "./links.js";
import type { ChartEdge, ChartNode, FoldedParty } from "./model.js";

/** Everything that was found, from which nodes and edges are made. */
export interface Assembly {
  readonly r: Register;
  readonly interest: Interest;
  readonly subject: number;
  readonly policy: TerminalPolicy;
  readonly up: Growth;
  readonly down: Growth;
  readonly shares: {
    readonly up: ReadonlyMap<number, ShareEnds>;
    readonly down: ReadonlyMap<number, ShareEnds>;
  };
  readonly groups: readonly ConcertGroup[];
  readonly rings: readonly (readonly number[])[];
  readonly marks: ControlMarks;
}

/** Folded parties that are named; the rest of them is only counted. */
const FOLDED_NAMED = 50;

type Side = "up" | "down";

export function assemble(from: Assembly): { nodes: ChartNode[]; edges: ChartEdge[] } {
  const ringOf = new Map(from.rings.flatMap((ring, position) => ring.map((entity) => [entity, position])));
  const context = { ...from, ringOf, groupOf: groupsOf(from) };
  const nodes = [partyNode(context, from.subject, "subject", 0)];
  const edges: ChartEdge[] = [];
  for (const side of ["up", "down"] as const) {
    for (const opened of from[side].opened) {
      for (const branch of opened.branches) {
        const node = nodeOf(context, side, opened, branch);
        if (node) nodes.push(node);
        edges.push(edgeOf(context, side, opened, branch));
      }
    }
  }
  edges.push(...across(context));
  return { nodes, edges: withControl(from, edges) };
}

interface Context extends Assembly {
  readonly ringOf: ReadonlyMap<number, number>;
  readonly groupOf: ReadonlyMap<string, number>;
}

const groupsOf = ({ groups }: Assembly): Map<string, number> =>
  new Map(groups.flatMap(({ members }, position) => members.map((id) => [id, position] as const)));

const idOf = ({ r }: Assembly, entity: number): string => r.entities[entity]!.id;

/** An id for a box that is no party; it gives way to a party of that very id. */
function boxId({ r }: Assembly, kind: "others" | "undisclosed", side: Side, of: string): string {
  let id = `${kind}:${side}:${of}`;
  while (r.index.has(id)) id = `${id}'`;
  return id;
}

const named = (r: Register, entity: number): Pick<ChartNode, "name" | "nameEn"> => {
  const { id, name, nameEn } = r.entities[entity]!;
  return { name: name === "" ? id : name, ...(nameEn ? { nameEn } : {}) };
};

function partyNode(context: Context, entity: number, side: ChartNode["side"], level: number): ChartNode {
  const { r, subject, policy, marks, ringOf, groupOf, shares } = context;
  const { id, kind, listing, jurisdiction } = r.entities[entity]!;
  // Whoever the walk does not meet has nothing, whatever rights it has.
  const share = side === "subject" ? null : (shares[side].get(entity) ?? NO_SHARE);
  const more = side === "subject" ? 0 : (context[side].closed.get(entity) ?? 0);
  return {
    id,
    type: "party",
    ...named(r, entity),
    kind,
    ...(listing && listing !== "none" ? { listing } : {}),
    ...(jurisdiction ? { jurisdiction } : {}),
    side,
    level: side === "down" ? -level : level,
    share: share && toShareResult(share),
    roles: side === "down" ? [] : (marks.roles.get(entity) ?? []),
    terminal: side === "up" && isTerminal(r, policy, entity, { subject, company: subject }),
    group: side === "up" && level === 1 ? (groupOf.get(id) ?? null) : null,
    ring: ringOf.get(entity) ?? null,
    count: 1,
    folded: [],
    more,
  };
}

/** The node that a branch brings; none for a party that is drawn elsewhere. */
function nodeOf(context: Context, side: Side, opened: Opened, branch: Branch): ChartNode | null {
  const level = opened.level + 1;
  if (branch.type === "party") {
    return branch.again ? null : partyNode(context, branch.link.other, side, level);
  }
  const links = branch.type === "others" ? branch.links : [];
  return {
    id: boxId(context, branch.type, side, idOf(context, opened.entity)),
    type: branch.type,
    name: "",
    kind: null,
    side,
    level: side === "down" ? -level : level,
    share: null,
    roles: [],
    terminal: false,
    group: null,
    ring: null,
    count: links.length,
    folded: links.slice(0, FOLDED_NAMED).map((link) => foldedParty(context, link)),
    more: 0,
  };
}

function foldedParty({ r }: Context, { other, share }: Link): FoldedParty {
  const { id, kind } = r.entities[other]!;
  return { id, ...named(r, other), kind, share: share && toShareResult(share) };
}

/** An edge from its upper to its lower end. */
function edgeOf(context: Context, side: Side, opened: Opened, branch: Branch): ChartEdge {
  const { r, interest, ringOf } = context;
  const own = idOf(context, opened.entity);
  const end = (other: string) => (side === "up" ? { from: other, to: own } : { from: own, to: other });
  const plain = { side, voting: null, rights: [], control: null, ring: false } as const;
  if (branch.type === "undisclosed") {
    const share = r.stakes[interest].undisclosed(opened.entity)!;
    const ends = end(boxId(context, "undisclosed", side, own));
    return { ...ends, ...plain, type: "holding", role: "tree", share: toShareResult(share) };
  }
  if (branch.type === "others") {
    const share = side === "up" ? sumOf(context, opened.entity, branch.links) : null;
    const ends = end(boxId(context, "others", side, own));
    return { ...ends, ...plain, type: "holding", role: "tree", share };
  }
  const { link, again } = branch;
  const ring = ringOf.has(link.other) && ringOf.get(link.other) === ringOf.get(opened.entity);
  const [holder, company] = side === "up" ? [link.other, opened.entity] : [opened.entity, link.other];
  return {
    ...end(idOf(context, link.other)),
    ...linkFields(context, link, holder, company),
    side,
    role: again ? (ring ? "back" : "again") : "tree",
    ring,
  };
}

function linkFields({ r, interest }: Assembly, link: Link, holder: number, company: number) {
  return {
    type: link.share ? ("holding" as const) : ("tie" as const),
    share: link.share && toShareResult(link.share),
    voting: link.share && interest === "equity" ? votesBeside(r, holder, company) : null,
    rights: link.rights,
    control: null,
  };
}

/** The share of the votes where the records have another one than of the capital. */
function votesBeside(r: Register, holder: number, company: number): ShareResult | null {
  if (r.stakes.voting === r.stakes.equity) return null;
  const [equity, voting] = [
    stakeOf(r.stakes.equity, holder, company),
    stakeOf(r.stakes.voting, holder, company),
  ];
  if (equity === null || voting === null) return null;
  const [capital, votes] = [r.stakes.equity.written(equity), r.stakes.voting.written(voting)];
  const same = compare(capital.min, votes.min) === 0 && compare(capital.max, votes.max) === 0;
  return same ? null : toShareResult(votes);
}

/** What folded holders have together: a union within the company's register, never a sum of results. */
function sumOf({ r, interest }: Assembly, company: number, links: readonly Link[]): ShareResult | null {
  const table = r.stakes[interest];
  const folded = new Set(links.filter(({ share }) => share !== null).map(({ other }) => other));
  if (folded.size === 0) return null;
  const [inside, outside] = [[], []] as [ReturnType<typeof table.share>[], ReturnType<typeof table.share>[]];
  for (let stake = table.start[company]!; stake < table.start[company + 1]!; stake += 1) {
    (folded.has(table.holder[stake]!) ? inside : outside).push(table.share(stake));
  }
  const rest = table.undisclosed(company);
  if (rest) outside.push(rest);
  return toShareResult(unionShare(inside, outside));
}

/** Holdings of parties drawn above in companies drawn below: no tree has room for them, but they are there. */
function across(context: Context): ChartEdge[] {
  const { r, interest, up, down, ringOf } = context;
  return [...down.levels.keys()].flatMap((company) =>
    linksAbove(r, interest, company)
      .filter(({ other }) => up.levels.has(other))
      .map((link): ChartEdge => {
        const ring = ringOf.has(company) && ringOf.get(company) === ringOf.get(link.other);
        return {
          from: idOf(context, link.other),
          to: idOf(context, company),
          ...linkFields(context, link, link.other, company),
          side: "down",
          role: "across",
          ring,
        };
      }),
  );
}
