import type { Interest } from "../model/dataset.js";
import type { Whole } from "../register/registerOver.js";
import type { ResolvedTie } from "../register/resolve.js";
import { commandIndex } from "./commandIndex.js";
import { controlFacts } from "./controlFacts.js";
import { type WholeWalk, wholeWalk } from "./wholeWalk.js";

/**
 * 1 for everyone whose look-through rows may differ when some parties changed: these parties and all that they stand behind.
 * Whatever is not among them comes out of `ownersOfAll` bit by bit as before (docs/method/incremental.md). Linear.
 */
export function affectedSubjects(whole: Whole, interest: Interest, changed: Uint8Array): Uint8Array {
  const walk = wholeWalk(whole, interest);
  const table = whole.columns.stakes[interest];
  const { start, subject } =
    walk.next === table.holder
      ? { start: table.heldStart, subject: (k: number) => table.subject[table.held[k]!]! }
      : companiesByParty(walk);
  return spread(changed, function* (party) {
    for (let k = start[party]!; k < start[party + 1]!; k += 1) yield subject(k);
  });
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

/** Companies by whoever an arc of the walk meets, where ties move stakes. */
function companiesByParty({ count, start, next, also }: WholeWalk) {
  const companies: number[][] = [];
  const enter = (party: number, company: number): void => {
    companies[party] ??= [];
    companies[party]!.push(company);
  };
  for (let company = 0; company < count; company += 1) {
    for (let arc = start[company]!; arc < start[company + 1]!; arc += 1) {
      enter(next[arc]!, company);
      for (const party of also.get(arc) ?? []) enter(party, company);
    }
  }
  const first = new Int32Array(count + 1);
  for (let party = 0; party < count; party += 1)
    first[party + 1] = first[party]! + (companies[party]?.length ?? 0);
  const all = companies.flat();
  return { start: first, subject: (k: number) => all[k]! };
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
