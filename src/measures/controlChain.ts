import { z } from "zod";
import { compare } from "../model/fraction.js";
import { shareResult, toShareResult } from "../model/shareResult.js";
import { entityOf } from "./commandGraph.js";
import { blockOf } from "./commandIndex.js";
import { type CommandSet, type Contribution, passesLine } from "./commandSet.js";
import { type ControlFact, controlFacts } from "./controlFacts.js";
import { rangeBetween } from "./votes.js";

/** By what right a party controls: votes held, votes that a tie moves, or a fact beside votes. */
export const CONTROL_BASES = [
  "votes",
  "votingProxy",
  "nominee",
  "concertAgreement",
  "jointHolder",
  "executivePartner",
  "generalPartner",
  "productManager",
  "trustee",
  "boardMajority",
  "contractualControl",
  "branchOf",
  "kinship",
] as const;
export type ControlBasis = (typeof CONTROL_BASES)[number];

/**
 * One link of a control chain: what `from` itself brings to the control of `to`. `votes` are its part of the votes of
 * `to` that can be cast; null where the basis is a fact.
 */
export const controlLink = z.object({
  from: z.string(),
  to: z.string(),
  basis: z.enum(CONTROL_BASES),
  votes: shareResult.nullable(),
});
export type ControlLink = z.infer<typeof controlLink>;

/** The right by which a member commands a block: a joint holder who is not the registered one by that. */
function basisOf(set: CommandSet, contribution: Contribution): ControlBasis {
  const { holder, basis } = blockOf(set.graph.index, set.blockNumber(contribution));
  const own = entityOf(set.graph, contribution.from) === holder;
  return basis === "votes" && !own ? "jointHolder" : basis;
}

/**
 * The control chain in a set that has run: every link that brought about the control of `to`, back to the seeds. A
 * company that several stakes control together has one link for each that was there when they first passed, in rounds:
 * first what the seeds control, then what these control, and so on. Links are ordered from the seeds to the subject.
 */
export function chainIn(set: CommandSet, to: number): ControlLink[] {
  const { graph } = set;
  const { r } = graph.index;
  const needed = new Set([to]);
  const links: { readonly from: number; readonly to: number; readonly link: ControlLink }[] = [];
  for (const node of needed) {
    if (set.joinedBy(node) === "seed") continue;
    for (const { from, basis, votes } of linksInto(set, node)) {
      const [a, b] = [r.entities[entityOf(graph, from)]!.id, r.entities[entityOf(graph, node)]!.id];
      links.push({ from, to: node, link: { from: a, to: b, basis, votes } });
      needed.add(from);
    }
  }
  const rank = (node: number): number => r.rank[entityOf(graph, node)]!;
  links.sort(
    (a, b) =>
      set.roundOf(a.to) - set.roundOf(b.to) ||
      rank(a.to) - rank(b.to) ||
      rank(a.from) - rank(b.from) ||
      CONTROL_BASES.indexOf(a.link.basis) - CONTROL_BASES.indexOf(b.link.basis),
  );
  return links.map(({ link }) => link);
}

interface Into {
  readonly from: number;
  readonly basis: ControlBasis;
  readonly votes: ControlLink["votes"];
}

function linksInto(set: CommandSet, node: number): Into[] {
  const by = set.joinedBy(node);
  if (by === null || by === "seed") return [];
  if (by !== "votes") {
    return membersIn(set, by).map((from) => ({ from, basis: by.basis, votes: null }));
  }
  const parts = new Map<string, Contribution[]>();
  for (const contribution of set.contributions(node, "joining")) {
    const key = `${contribution.from} ${basisOf(set, contribution)}`;
    const known = parts.get(key);
    if (known) known.push(contribution);
    else parts.set(key, [contribution]);
  }
  return [...parts.values()].map((part) => {
    const own = set.votesOf(node, part);
    const votes = rangeBetween(set.endOf(node, own, "least"), set.endOf(node, own, "most"));
    return { from: part[0]!.from, basis: basisOf(set, part[0]!), votes: toShareResult(votes) };
  });
}

/** Members of a fact that are in the set, as nodes. */
function membersIn(set: CommandSet, fact: ControlFact): number[] {
  const { local } = set.graph;
  return fact.members
    .map((member) => (local ? (local.get(member) ?? -1) : member))
    .filter((node) => node >= 0 && set.has(node));
}

/**
 * On what the set's control of a node rests: "votes" where votes that members hold pass by themselves, the right that
 * moves most of the others where only all together do, else the first fact.
 */
export function basisOfControl(set: CommandSet, node: number): ControlBasis {
  const { graph, line, mode } = set;
  const entity = entityOf(graph, node);
  const fact = (controlFacts(graph.index.r).of.get(entity) ?? []).find((candidate) => {
    const inSet = membersIn(set, candidate).length;
    const some = mode === "most" && candidate.alone === "possible" && inSet > 0;
    return some || inSet === candidate.members.length;
  });
  if (fact && !passesLine(line, mode, set.end(node))) return fact.basis;
  if (!graph.index.blocksOf.has(entity)) return "votes";
  const own: Contribution[] = [];
  const moved = new Map<ControlBasis, Contribution[]>();
  for (const contribution of set.contributions(node)) {
    const basis = basisOf(set, contribution);
    if (basis === "votes") own.push(contribution);
    else if (moved.has(basis)) moved.get(basis)!.push(contribution);
    else moved.set(basis, [contribution]);
  }
  if (moved.size === 0 || passesLine(line, mode, set.endOf(node, set.votesOf(node, own)))) return "votes";
  const size = (list: readonly Contribution[]) => {
    const { live, maybe } = set.votesOf(node, list);
    return { n: live.max.n * maybe.max.d + maybe.max.n * live.max.d, d: live.max.d * maybe.max.d };
  };
  const [first] = [...moved].sort(
    ([a, x], [b, y]) => compare(size(y), size(x)) || CONTROL_BASES.indexOf(a) - CONTROL_BASES.indexOf(b),
  );
  return first![0];
}
