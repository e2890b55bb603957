import type { ShareRange } from "../model/share.js";
import { type CommandGraph, graphAbove } from "./commandGraph.js";
import { hasRecordedVotes } from "./commandIndex.js";
import { CommandSet, type Mode } from "./commandSet.js";
import { SUBJECT } from "./controlAbove.js";
import type { ControlClosure } from "./controlClosure.js";
import { controlFacts } from "./controlFacts.js";
import { type ControlledStake, stakeOfMembers } from "./controlledStake.js";
import { rangeBetween } from "./votes.js";
import { equityWatch } from "./watch.js";

/**
 * What parties control on the way to one subject: the closures of a register, run over what lies above the subject
 * alone, for many questions about one subject. A holder of thousands of other companies costs no more there than anyone.
 */
export class ControlOver {
  readonly graph: CommandGraph;
  readonly #set: CommandSet;
  /** Where somebody who can command nothing is commanded by others: such a holder is not in the graph. */
  readonly #whole: boolean;

  constructor(
    readonly closure: ControlClosure,
    readonly subject: number,
  ) {
    const { index, castable, line } = closure.engine;
    const watch = equityWatch(closure.r, subject);
    this.graph = graphAbove(index, subject, watch);
    this.#set = new CommandSet(this.graph, castable, line);
    const { table, able } = index;
    const facts = controlFacts(closure.r).of;
    const isCommanded = (holder: number): boolean =>
      table.start[holder] !== table.start[holder + 1] || facts.has(holder);
    this.#whole = [...watch.blocksBy.keys()].some((holder) => !able[holder] && isCommanded(holder));
  }

  /** Some parties with every holder of the subject that they control, and others; the subject passes nothing on. */
  commanded(mode: Mode, seeds: readonly number[]): ReadonlySet<number> {
    return this.#members(mode, seeds, SUBJECT);
  }

  /** The part of the castable votes of the subject that a party commands; null where votes decide nothing. */
  votes(of: number): ShareRange | null {
    const { index } = this.graph;
    if (!hasRecordedVotes(index, this.subject)) return null;
    const seeds = of !== this.subject && index.able[of] ? [of] : [];
    this.#run("least", seeds, -1);
    const low = this.#set.end(SUBJECT);
    if (!this.#set.uncertain) return rangeBetween(low, low);
    this.#run("most", seeds, -1);
    return rangeBetween(low, this.#set.end(SUBJECT));
  }

  /** The controlled stake of a set in the subject (see `controlledStake`). */
  stake(by: readonly number[]): ControlledStake {
    const seeds = by.filter((seed) => seed !== this.subject);
    return stakeOfMembers(this.closure, this.subject, (mode, inert) =>
      this.#members(mode, seeds, inert < 0 ? inert : SUBJECT),
    );
  }

  #members(mode: Mode, seeds: readonly number[], inert: number): ReadonlySet<number> {
    if (this.#whole) return this.closure.commanded(mode, seeds, inert < 0 ? inert : this.subject);
    this.#run(mode, seeds, inert);
    const found = new Set(seeds);
    for (const node of this.#set.members()) {
      const entity = this.graph.nodes![node]!;
      if (entity >= 0) found.add(entity);
    }
    return found;
  }

  #run(mode: Mode, seeds: readonly number[], inert: number): void {
    this.#set.reset(mode, inert);
    for (const seed of seeds) {
      const node = this.graph.local!.get(seed);
      if (node !== undefined) this.#set.add(node);
    }
    this.#set.run();
  }
}
