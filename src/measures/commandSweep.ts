import type { CommandSet, Mode } from "./commandSet.js";

export interface SweepOptions {
  readonly mode: Mode;
  /** What passes nothing on although it may be controlled; -1 for none. */
  readonly inert: number;
  readonly candidates: readonly number[];
  /** Where every node that some candidate controls is marked. */
  readonly controlled?: Uint8Array | undefined;
}

/**
 * The closure of every candidate in turn: `record` is called while the set holds what the candidate controls (and the
 * candidate itself, as a member).
 *
 * A party that controls another controls all that this one controls, so closures are grown, not computed afresh: each
 * candidate takes over the set of one company that it controls directly. A chain of n companies costs n steps, not n².
 */
export function sweepCommands(
  set: CommandSet,
  options: SweepOptions,
  record: (candidate: number) => void,
): void {
  const { mode, inert, candidates, controlled } = options;
  const heir = heirs(set, options);
  const grown = new Set(heir.values());
  const done = new Set<number>();
  const climb = (first: number): void => {
    set.reset(mode, inert);
    for (let at: number | undefined = first; at !== undefined && !done.has(at); at = heir.get(at)) {
      done.add(at);
      const before = set.size;
      set.add(at);
      set.run();
      if (controlled) markJoined(set, before, controlled);
      record(at);
    }
  };
  for (const candidate of candidates) if (!grown.has(candidate)) climb(candidate);
  // Rings of heirs have no first: begin anywhere.
  for (const candidate of candidates) if (!done.has(candidate)) climb(candidate);
}

/** A seed that is taken over was found to be controlled when the heirs were chosen. */
function markJoined(set: CommandSet, first: number, controlled: Uint8Array): void {
  for (const node of set.members(first)) if (set.joinedBy(node) !== "seed") controlled[node] = 1;
}

/** Who takes over a candidate's set: one of those that control it directly and have no larger set to take over. */
function heirs(set: CommandSet, { mode, inert, candidates, controlled }: SweepOptions): Map<number, number> {
  const heir = new Map<number, number>();
  const eligible = new Set(candidates);
  for (const candidate of candidates) {
    set.reset(mode, inert);
    set.add(candidate);
    set.run({ rounds: 1 });
    if (controlled) markJoined(set, 0, controlled);
    let main = -1;
    // Nodes are numbered from the subject upwards: what was found last stands highest and controls most.
    for (const node of set.members())
      if (node !== candidate && eligible.has(node)) main = Math.max(main, node);
    if (main >= 0 && !heir.has(main)) heir.set(main, candidate);
  }
  return heir;
}
