import type { ShareRange, Verdict } from "../model/share.js";
import type { CastableVotes } from "./castableVotes.js";
import { type CommandGraph, graphAbove } from "./commandGraph.js";
import { type CommandIndex, hasRecordedVotes, PECULIAR } from "./commandIndex.js";
import { CommandSet, type Line, type Mode } from "./commandSet.js";
import { type SweepOptions, sweepCommands } from "./commandSweep.js";
import { basisOfControl, type ControlBasis } from "./controlChain.js";
import { type End, NO_VOTES, rangeBetween, type VoteSum } from "./votes.js";
import type { EquityWatch } from "./watch.js";

/** What a closure works with: the commands of a register, its castable votes under a test, and that test. */
export interface ControlEngine {
  readonly index: CommandIndex;
  readonly castable: CastableVotes;
  readonly line: Line;
}

/** Direct equity of the subject in a controller's set, without and with what is reached only through the subject. */
export interface StakeSums {
  readonly own: VoteSum;
  /** Holders in the subject's own ring that are in the set, as nodes. */
  readonly ringHolders: readonly number[];
  readonly ringHoldersThroughSubject: readonly number[];
}

/** Someone who alone controls the subject, by node. */
export interface ControllerAbove {
  readonly node: number;
  readonly verdict: Exclude<Verdict, "excluded">;
  /** Part of the castable votes of the subject that its set commands; null where votes decide nothing. */
  readonly votes: ShareRange | null;
  readonly basis: ControlBasis;
  /** By mode: what the set surely has, and what it may have. */
  readonly stake: Readonly<Record<Mode, StakeSums>>;
}

/** Everything above one subject with everyone who controls it. The subject is node 0. */
export interface ControlAbove {
  readonly graph: CommandGraph;
  readonly set: CommandSet;
  readonly watch: EquityWatch | undefined;
  readonly controllers: readonly ControllerAbove[];
  /** Nodes that somebody certainly controls alone. */
  readonly controlled: Uint8Array;
  /** Whether anything above is uncertain, so that least and most can differ. */
  readonly uncertain: boolean;
}

export const SUBJECT = 0;

interface Found {
  readonly end: End | null;
  readonly basis: ControlBasis | null;
  readonly own: VoteSum;
  readonly ringHolders: readonly number[];
}

/**
 * Finds everyone who controls the subject. Only those above it are candidates, and closures run only over what lies
 * above it; they grow one out of another (see {@link sweepCommands}). The subject passes nothing on, so that what is
 * controlled only through it stays apart; where it is in a ring, a second pass lets it.
 */
export function controlAbove(engine: ControlEngine, subject: number, watch?: EquityWatch): ControlAbove {
  const graph = graphAbove(engine.index, subject, watch);
  const set = new CommandSet(graph, engine.castable, engine.line);
  const candidates: number[] = [];
  for (let node = 0; node < graph.size; node += 1) {
    if (node !== SUBJECT && node !== graph.watched && engine.index.able[graph.nodes![node]!])
      candidates.push(node);
  }
  const controlled = new Uint8Array(graph.size);
  const inRing = (graph.peculiar[SUBJECT]! & PECULIAR.ring) !== 0;
  const ringHolders = inRing && watch ? holdersInRing(graph, watch) : [];
  const state = { set, ringHolders, controlled, uncertain: false };
  const pass = (mode: Mode, wanted: ReadonlySet<number> | null, inert = SUBJECT): Map<number, Found> =>
    collect(state, { mode, inert, candidates: inert < 0 ? [...candidates, SUBJECT] : candidates, wanted });
  const least = pass("least", null);
  const most = state.uncertain ? pass("most", null) : least;
  const onlyPossible = new Set([...most.keys()].filter((node) => !least.has(node)));
  const failing = onlyPossible.size > 0 ? pass("least", onlyPossible) : least;
  const wanted = new Set(most.keys());
  const leastThrough = inRing ? pass("least", wanted, -1) : null;
  const mostThrough = inRing && state.uncertain ? pass("most", wanted, -1) : leastThrough;
  const controllers = [...most.keys()].map((node): ControllerAbove => {
    const certain = least.has(node);
    const [low, high] = [least.get(node) ?? failing.get(node)!, most.get(node)!];
    // What is controlled only through the subject has votes in it too: they are part of what is commanded.
    const [all, atMost] = [leastThrough?.get(node) ?? low, mostThrough?.get(node) ?? high];
    return {
      node,
      verdict: certain ? "certain" : "possible",
      votes: all.end && atMost.end ? rangeBetween(all.end, atMost.end) : null,
      basis: (certain ? all : atMost).basis!,
      stake: { least: sums(low, all), most: sums(high, atMost) },
    };
  });
  return { graph, set, watch, controllers, controlled, uncertain: state.uncertain };
}

const sums = (found: Found, all: Found): StakeSums => ({
  own: found.own,
  ringHolders: found.ringHolders,
  ringHoldersThroughSubject: all.ringHolders,
});

interface State {
  readonly set: CommandSet;
  readonly ringHolders: readonly number[];
  readonly controlled: Uint8Array;
  uncertain: boolean;
}

interface Pass extends SweepOptions {
  /** Those to look at; null for all who control the subject. */
  readonly wanted: ReadonlySet<number> | null;
}

/** What each candidate's set has of the subject: of those who control it, or of those asked for. */
function collect(state: State, { wanted, ...options }: Pass): Map<number, Found> {
  const { set, ringHolders } = state;
  const { graph } = set;
  const votes = hasRecordedVotes(graph.index, graph.nodes![SUBJECT]!);
  const found = new Map<number, Found>();
  const controlled = options.mode === "least" ? state.controlled : undefined;
  sweepCommands(set, { ...options, controlled }, (node) => {
    state.uncertain ||= set.uncertain;
    const controls = set.has(SUBJECT);
    if (node === SUBJECT || (wanted ? !wanted.has(node) : !controls)) return;
    found.set(node, {
      end: votes ? set.end(SUBJECT) : null,
      basis: controls ? basisOfControl(set, SUBJECT) : null,
      own: graph.watched < 0 ? NO_VOTES : set.votes(graph.watched).live,
      ringHolders: ringHolders.filter((holder) => set.has(holder)),
    });
  });
  return found;
}

/** Direct holders that the subject may control in turn: those in its own ring. */
function holdersInRing(graph: CommandGraph, watch: EquityWatch): number[] {
  const { of } = graph.index.rings;
  const ring = of[graph.nodes![SUBJECT]!]!;
  if (ring < 0) return [];
  return [...watch.blocksBy.keys()]
    .filter((holder) => of[holder] === ring)
    .map((holder) => graph.local!.get(holder) ?? -1)
    .filter((node) => node > SUBJECT);
}
