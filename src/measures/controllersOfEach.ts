import type { Register } from "../register/register.js";
import { grouped, NO_SHARE } from "../register/stakeTable.js";
import { graphAbove, type Watch } from "./commandGraph.js";
import { CommandSet, type Mode } from "./commandSet.js";
import { sweepCommands } from "./commandSweep.js";
import type { ControlEngine } from "./controlAbove.js";
import type { ControlClosure } from "./controlClosure.js";
import { controlFacts } from "./controlFacts.js";
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
 * pass: O(arcs above), and for each controller the smaller of its set and the number of parties. Who controls a party does
 * not depend on what else is asked, so it is kept: one party holds many companies, each of which is asked about.
 */
export function controllersOfEach(closure: ControlClosure, parties: readonly number[]): ControlOfParty[] {
  const { able } = closure.engine.index;
  // Who commands nothing is only looked at where it is asked about alone.
  if (parties.length > 1 && !parties.every((party) => able[party])) return measured(closure, parties);
  let known = kept.get(closure);
  if (!known) {
    known = new KeptControllers(closure);
    kept.set(closure, known);
  }
  const found = known.of(parties);
  return parties.length === 1 ? found : inOrder(closure.r, found);
}

const kept = new WeakMap<ControlClosure, KeptControllers>();

/** Parties and their controllers that are kept together, about a hundred bytes each; beyond, all are forgotten. */
const MOST_KEPT = 1 << 16;
/** Beyond so many parties that were measured one after the other, everybody is. */
const FEW = 1024;

class KeptControllers {
  readonly #closure: ControlClosure;
  readonly #of = new Map<number, ControlOfParty[]>();
  #size = 0;
  #measured = 0;
  #whole: WholeControllers | null = null;
  #tried = false;

  constructor(closure: ControlClosure) {
    this.#closure = closure;
  }

  of(parties: readonly number[]): ControlOfParty[] {
    if (this.#measured > FEW && !this.#tried) {
      this.#tried = true;
      this.#whole = controllersOfAll(this.#closure);
    }
    const whole = this.#whole;
    if (whole) return parties.flatMap((party) => whole.of(party));
    const unknown = parties.filter((party) => !this.#of.has(party));
    const known = parties.flatMap((party) => this.#of.get(party) ?? []);
    if (unknown.length === 0) return known;
    const found = measured(this.#closure, unknown);
    this.#measured += unknown.length;
    const size = unknown.length + found.length;
    if (this.#size + size > MOST_KEPT) {
      this.#of.clear();
      this.#size = 0;
    }
    if (size <= MOST_KEPT) this.#keep(unknown, found);
    return known.length === 0 ? found : [...known, ...found];
  }

  #keep(parties: readonly number[], found: readonly ControlOfParty[]): void {
    for (const party of parties) this.#of.set(party, []);
    for (const one of found) this.#of.get(one.party)!.push(one);
    this.#size += parties.length + found.length;
  }
}

/** Pairs of the whole closure for each entity that are kept at most: a chain of n companies has n². */
const MOST_PAIRS = 8;

/** Who controls whom in a whole register. */
interface WholeControllers {
  of(party: number): ControlOfParty[];
}

/** The pairs of the whole closure by the one who is controlled; null where there are far more of them than entities. */
function controllersOfAll(closure: ControlClosure): WholeControllers | null {
  const { r } = closure;
  const count = r.entities.length;
  const [from, to, certain]: [number[], number[], boolean[]] = [[], [], []];
  for (const pairs of closure.pairColumns()) {
    if (from.length + pairs.count > MOST_PAIRS * count + FEW) return null;
    for (let row = 0; row < pairs.count; row += 1) {
      from.push(pairs.first[row]!);
      to.push(pairs.second[row]!);
      certain.push(pairs.verdict[row] === "certain");
    }
  }
  const controlled = new Uint8Array(count);
  to.forEach((party, k) => {
    if (certain[k]) controlled[party] = 1;
  });
  const { start, members: pairs } = grouped(Int32Array.from(to), count);
  return {
    of: (party) => {
      const own = Array.from(pairs.subarray(start[party]!, start[party + 1]!), (k): ControlOfParty => {
        const controller = from[k]!;
        const verdict = certain[k] ? "certain" : "possible";
        return { controller, party, verdict, ultimate: controlled[controller] === 0 };
      });
      return own.length > 1 ? inOrder(r, own) : own;
    },
  };
}

const inOrder = ({ rank }: Register, found: ControlOfParty[]): ControlOfParty[] =>
  found.sort((a, b) => rank[a.controller]! - rank[b.controller]! || rank[a.party]! - rank[b.party]!);

/** Whether anybody commands votes in an entity, or has part in a fact of control over it. */
function hasAnyoneAbove({ index }: ControlEngine, entity: number): boolean {
  const { start } = index.table;
  if (start[entity] !== start[entity + 1] || index.blocksOf.has(entity)) return true;
  return controlFacts(index.r).of.has(entity);
}

function measured(closure: ControlClosure, all: readonly number[]): ControlOfParty[] {
  const { r, engine } = closure;
  const parties = all.filter((party) => hasAnyoneAbove(engine, party));
  const [first] = parties;
  if (first === undefined) return [];
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
  const named = found.map(({ by, of, verdict }) => ({
    controller: graph.nodes![by]!,
    party: graph.nodes![of]!,
    verdict,
    ultimate: controlled[by] === 0,
  }));
  return inOrder(r, named);
}

/** Brings parties and everyone above them into a graph; what they hold is not asked for. */
const watching = (parties: readonly number[]): Watch => ({
  blocks: parties.map((party, block) => ({ block, holders: [party] })),
  share: () => NO_SHARE,
});
