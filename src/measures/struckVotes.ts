import { CastableVotes, type Struck, type StruckVotes } from "./castableVotes.js";
import { type CommandGraph, graphOfRing, nodeOf } from "./commandGraph.js";
import { type CommandIndex, PECULIAR } from "./commandIndex.js";
import { CommandSet, type Line, type Mode } from "./commandSet.js";
import { sweepCommands } from "./commandSweep.js";
import { controlFacts } from "./controlFacts.js";

/**
 * The votes that the answer leaves out (DESIGN §2): Z's votes in Y, registered in its name, where the first pass R0
 * says that Y controls Z and not Z controls Y. With ranges R0 is taken twice, for least and for most.
 *
 * Y can control Z, which holds votes in Y, only where both are in one ring of command; what else is needed for that
 * control lies in the ring too. So R0 runs ring by ring, when first asked, and never where there are no rings.
 */
export function struckVotes(index: CommandIndex, line: Line): StruckVotes {
  const byRing = new Map<number, ReadonlyMap<number, ReadonlyMap<number, Struck>>>();
  return {
    of(company, holder) {
      if (holder === company || (index.peculiar[company]! & PECULIAR.ring) === 0) return "no";
      const ring = index.rings.of[company]!;
      if (index.rings.of[holder] !== ring) return "no";
      let known = byRing.get(ring);
      if (!known) {
        known = strikesIn(index, ring, line);
        byRing.set(ring, known);
      }
      return known.get(company)?.get(holder) ?? "no";
    },
  };
}

/** A company and one of its registered holders in the same ring, as nodes, with who controls whom in R0. */
interface Pair {
  readonly company: number;
  readonly holder: number;
  readonly down: Record<Mode, boolean>;
  readonly up: Record<Mode, boolean>;
}

/** In a ring without ties and treasury shares, whoever controls anybody holds a stake that passes by itself. */
function nobodyControls({ index, nodes, max }: CommandGraph, line: Line): boolean {
  const enough = line.rounded * (1 - 2 ** -40);
  const facts = controlFacts(index.r);
  const { start, holder } = index.table;
  for (const entity of nodes!) {
    if (index.blocksOf.has(entity) || facts.of.has(entity)) return false;
    for (let stake = start[entity]!; stake < start[entity + 1]!; stake += 1) {
      if (holder[stake] === entity) return false;
    }
  }
  return max.every((share) => share < enough);
}

function strikesIn(index: CommandIndex, ring: number, line: Line): Map<number, Map<number, Struck>> {
  const graph = graphOfRing(index, ring);
  const entities = graph.nodes!;
  if (nobodyControls(graph, line)) return new Map();
  const pairs: Pair[] = [];
  const pairsOf: Pair[][] = Array.from(entities, () => []);
  const { start, holder } = index.table;
  entities.forEach((company, node) => {
    if (index.peculiar[company]! & PECULIAR.noVotes) return;
    for (let stake = start[company]!; stake < start[company + 1]!; stake += 1) {
      const other = nodeOf(graph, holder[stake]!);
      if (other < 0 || other === node) continue;
      const unknown = (): Record<Mode, boolean> => ({ least: false, most: false });
      const pair = { company: node, holder: other, down: unknown(), up: unknown() };
      pairs.push(pair);
      pairsOf[node]!.push(pair);
      pairsOf[other]!.push(pair);
    }
  });
  const set = new CommandSet(graph, new CastableVotes(index, null), line);
  const candidates = Array.from(entities.keys()).filter((node) => index.able[entities[node]!]);
  for (const mode of ["least", "most"] as const) {
    sweepCommands(set, { mode, inert: -1, candidates }, (node) => {
      for (const pair of pairsOf[node]!) {
        if (pair.company === node) pair.down[mode] = set.has(pair.holder);
        else pair.up[mode] = set.has(pair.company);
      }
    });
  }
  const struck = new Map<number, Map<number, Struck>>();
  for (const { company, holder: other, down, up } of pairs) {
    const state = down.least && !up.most ? "certainly" : down.most && !up.least ? "possibly" : "no";
    if (state === "no") continue;
    const own = struck.get(entities[company]!) ?? new Map<number, Struck>();
    struck.set(entities[company]!, own.set(entities[other]!, state));
  }
  return struck;
}
