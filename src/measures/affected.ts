import type { Interest } from "../model/dataset.js";
import type { Whole } from "../register/registerOver.js";
import type { ResolvedTie } from "../register/resolve.js";
import { commandIndex } from "./commandIndex.js";
import { controlFacts } from "./controlFacts.js";
import { HeldCompanies } from "./heldCompanies.js";
import { wholeWalk } from "./wholeWalk.js";

/**
 * 1 for everyone whose look-through rows may differ when some parties changed: these parties and all that they stand behind.
 * Whatever is not among them comes out of `ownersOfAll` bit by bit as before (docs/method/incremental.md). Linear.
 */
export function affectedSubjects(whole: Whole, interest: Interest, changed: Uint8Array): Uint8Array {
  const marks = changed.slice();
  const seeds: number[] = [];
  for (let party = changed.indexOf(1); party >= 0; party = changed.indexOf(1, party + 1)) seeds.push(party);
  const held = new HeldCompanies(wholeWalk(whole, interest));
  for (const company of held.below(whole.columns.count, seeds).companies) marks[company] = 1;
  return marks;
}

/**
 * 1 for everyone whose set of controlled companies may differ: whoever stands above what changed by votes or control facts,
 * and above whoever had votes there before. Votes that are struck in a ring change for those above the ring alone.
 */
export function affectedControllers(
  whole: Whole,
  { changed, formerHolder }: { readonly changed: Uint8Array; readonly formerHolder: Uint8Array },
): Uint8Array {
  const r = whole.ordinary();
  const index = commandIndex(r);
  const facts = controlFacts(r).of;
  const { start, holder } = index.table;
  const seeds = changed.map((mark, entity) => mark | formerHolder[entity]!);
  markTied(r.ties, seeds);
  return spread(seeds, function* (entity) {
    for (let k = start[entity]!; k < start[entity + 1]!; k += 1) yield holder[k]!;
    for (const block of index.blocksOf.get(entity) ?? [])
      yield* index.splitBlocks[block - holder.length]!.commanders;
    for (const { members } of facts.get(entity) ?? []) yield* members;
  });
}

/** Whoever a tie lets command votes of parties that are marked, and all of their agreements. */
function markTied(ties: readonly ResolvedTie[], marks: Uint8Array): void {
  const groups = new Set<string>();
  for (let grown = true; grown; ) {
    grown = false;
    for (const { from, to, subject, lead, record } of ties) {
      const parties = [from, to, subject, lead].filter((party) => party >= 0);
      const { group } = record;
      const met = parties.some((party) => marks[party]) || (group !== undefined && groups.has(group));
      if (!met) continue;
      if (group !== undefined && !groups.has(group)) {
        groups.add(group);
        grown = true;
      }
      for (const party of parties) {
        grown ||= marks[party] === 0;
        marks[party] = 1;
      }
    }
  }
}

function spread(seeds: Uint8Array, next: (entity: number) => Iterable<number>): Uint8Array {
  const found = seeds.slice();
  const waiting: number[] = [];
  for (let entity = 0; entity < found.length; entity += 1) if (found[entity]) waiting.push(entity);
  for (let entity = waiting.pop(); entity !== undefined; entity = waiting.pop()) {
    for (const other of next(entity)) {
      if (other < 0 || found[other]) continue;
      found[other] = 1;
      waiting.push(other);
    }
  }
  return found;
}
