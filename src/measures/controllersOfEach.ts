import { NO_SHARE } from "../register/stakeTable.js";
import { graphAbove, type Watch } from "./commandGraph.js";
import { CommandSet, type Mode } from "./commandSet.js";
import { sweepCommands } from "./commandSweep.js";
import type { ControlClosure } from "./controlClosure.js";
import type { Known } from "./evidence.js";

/** One who alone controls one of the parties asked about. */
export interface ControlOfParty {
  readonly controller: number;
  readonly party: number;
  readonly verdict: Known;
  /** Whether nobody certainly controls the controller in turn. */
  readonly ultimate: boolean;
}

/**
 * Everyone who controls any of some parties, by entity index, in the order of ids. All closures are grown over what lies
 * above the parties, each out of another, so that a hundred thousand partnerships of one executive partner cost one
 * pass: O(arcs above), and for each controller the smaller of its set and the number of parties.
 */
export function controllersOfEach(closure: ControlClosure, parties: readonly number[]): ControlOfParty[] {
  const [first] = parties;
  if (first === undefined) return [];
  const { r, engine } = closure;
  const graph = graphAbove(engine.index, first, watching(parties));
  const set = new CommandSet(graph, engine.castable, engine.line);
  const asked = parties.map((party) => graph.local!.get(party) ?? -1).filter((node) => node >= 0);
  const isAsked = new Uint8Array(graph.size);
  for (const node of asked) isAsked[node] = 1;
  const candidates: number[] = [];
  for (let node = 0; node < graph.size; node += 1) {
    if (node !== graph.watched && engine.index.able[graph.nodes![node]!]) candidates.push(node);
  }
  const controlled = new Uint8Array(graph.size);
  const certain = new Map<number, ReadonlySet<number>>();
  const found: { readonly by: number; readonly of: number; readonly verdict: Known }[] = [];
  let uncertain = false;
  const sweep = (mode: Mode, verdict: Known): void =>
    sweepCommands(set, { mode, inert: -1, candidates, ...(mode === "least" ? { controlled } : {}) }, (by) => {
      uncertain ||= set.uncertain;
      const members = (set.size < asked.length ? set.members() : asked).filter(
        (node) => isAsked[node] === 1 && node !== by && set.has(node),
      );
      const known = certain.get(by);
      if (mode === "least" && members.length > 0) certain.set(by, new Set(members));
      for (const of of members) if (!known?.has(of)) found.push({ by, of, verdict });
    });
  sweep("least", "certain");
  if (uncertain) sweep("most", "possible");
  return found
    .map(({ by, of, verdict }) => ({
      controller: graph.nodes![by]!,
      party: graph.nodes![of]!,
      verdict,
      ultimate: controlled[by] === 0,
    }))
    .sort((a, b) => r.rank[a.controller]! - r.rank[b.controller]! || r.rank[a.party]! - r.rank[b.party]!);
}

/** Brings parties and everyone above them into a graph; what they hold is not asked for. */
const watching = (parties: readonly number[]): Watch => ({
  blocks: parties.map((party, block) => ({ block, holders: [party] })),
  share: () => NO_SHARE,
});
