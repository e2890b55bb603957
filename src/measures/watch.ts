import type { ShareRange } from "../model/share.js";
import type { Register } from "../register/register.js";
import type { Watch } from "./commandGraph.js";
import { jointHolders, NO_VOTES, sumOf, unionOfSums, type VoteSum, withShare } from "./votes.js";

/** The direct equity of one subject, for sums over any set of holders: each block once. */
export interface EquityWatch extends Watch {
  readonly blocks: readonly { readonly block: number; readonly holders: readonly number[] }[];
  readonly blocksBy: ReadonlyMap<number, readonly number[]>;
  /** All equity, the undisclosed remainder and treasury shares included. */
  readonly all: VoteSum;
}

/** Held by nobody but its register: asked again and again for one subject, so the last one is kept. */
const last = new WeakMap<Register, { readonly subject: number; readonly watch: EquityWatch }>();

/** Direct holdings of equity in a subject; of a jointly held block each holder has the whole (DESIGN §13.21). */
export function equityWatch(r: Register, subject: number): EquityWatch {
  const known = last.get(r);
  if (known?.subject === subject) return known.watch;
  const table = r.stakes.equity;
  const blocks: { block: number; holders: readonly number[] }[] = [];
  const blocksBy = new Map<number, number[]>();
  let all = NO_VOTES;
  for (let block = table.start[subject]!; block < table.start[subject + 1]!; block += 1) {
    all = withShare(all, table.share(block));
    const holder = table.holder[block]!;
    if (holder === subject) continue;
    const holders = [holder, ...jointHolders(r, subject, holder)];
    blocks.push({ block, holders });
    for (const party of holders) {
      const own = blocksBy.get(party);
      if (own) own.push(block);
      else blocksBy.set(party, [block]);
    }
  }
  const undisclosed = table.undisclosed(subject);
  if (undisclosed) all = withShare(all, undisclosed);
  const watch = { blocks, blocksBy, all, share: (block: number) => table.share(block) };
  last.set(r, { subject, watch });
  return watch;
}

/** Sum of the blocks that any of some parties holds. */
export function heldBy(watch: EquityWatch, parties: Iterable<number>): VoteSum {
  const blocks = new Set<number>();
  for (const party of parties) for (const block of watch.blocksBy.get(party) ?? []) blocks.add(block);
  return sumOf([...blocks].map((block) => watch.share(block)));
}

/** Range of a stake that is at least one set's holdings and at most another's. */
export function stakeBetween(watch: EquityWatch, low: VoteSum, high: VoteSum): ShareRange {
  const [least, most] = [unionOfSums(low, watch.all), unionOfSums(high, watch.all)];
  return { ...most, min: least.min, minExclusive: least.minExclusive };
}
