import type { ShareRange, ShareTest, Verdict } from "../model/share.js";
import { testText } from "../model/share.js";
import type { ShareResult } from "../model/shareResult.js";
import { entityIndex, type Register } from "../register/register.js";
import { CastableVotes } from "./castableVotes.js";
import { type CommandGraph, wholeGraph } from "./commandGraph.js";
import { type CommandIndex, commandIndex, hasRecordedVotes } from "./commandIndex.js";
import { CommandSet, lineOf, type Mode } from "./commandSet.js";
import { type ControlEngine, controlAbove } from "./controlAbove.js";
import { basisOfControl, type ControlBasis, type ControlLink, chainIn } from "./controlChain.js";
import { type Known, PAIRS_TOGETHER, PairColumns } from "./pairColumns.js";
import { PlainCommand } from "./plainCommand.js";
import { struckVotes } from "./struckVotes.js";
import { rangeBetween } from "./votes.js";

export { type ControlBasis, type ControlLink, controlLink } from "./controlChain.js";

/** An id (or unique name) of the register, or an entity's index in it. */
export type Party = string | number;

export interface ControlOptions {
  /** What the votes that a set commands have to pass, the same at every link; by default more than one half. */
  readonly test?: ShareTest | undefined;
}

/** One that a set controls. `votes` is null where votes decide nothing or none is recorded. */
export interface ControlledEntity {
  readonly subject: number;
  readonly id: string;
  readonly votes: ShareRange | null;
  readonly basis: ControlBasis;
  readonly verdict: Known;
}

/** One who alone controls a subject. */
export interface ControllerOf {
  readonly controller: number;
  readonly id: string;
  readonly votes: ShareRange | null;
  readonly basis: ControlBasis;
  readonly verdict: Known;
}

/** A row of the whole closure; votes as doubles. */
export interface ControlPair {
  readonly controller: string;
  readonly subject: string;
  readonly votes: ShareResult | null;
  readonly basis: ControlBasis;
  readonly verdict: Known;
}

/** The same by number, some controllers at a time: `min` and `max` are votes, NaN where they decide nothing. */
export class ControlColumns extends PairColumns {
  readonly basis: ControlBasis[] = [];
}

const MAJORITY: ShareTest = { moreThan: "1/2" };

const made = new WeakMap<Register, Map<string, ControlClosure>>();

/**
 * The control closure of a register (DESIGN §2): X controls Y when the votes in Y that X commands, together with those
 * of everything that X controls, pass the test, or a control fact holds. Three-valued; thresholds are decided exactly.
 * Nothing is computed before it is asked for. Throws a RangeError for a test that is passed by having less.
 */
export function controlClosure(r: Register, { test = MAJORITY }: ControlOptions = {}): ControlClosure {
  const known = made.get(r) ?? new Map<string, ControlClosure>();
  made.set(r, known);
  const key = testText(test);
  const closure = known.get(key) ?? new ControlClosure(r, test);
  known.set(key, closure);
  return closure;
}

export class ControlClosure {
  readonly #engine: ControlEngine;
  readonly #graph: CommandGraph;
  readonly #sets = new Map<Mode, CommandSet>();
  #plain: PlainCommand | null = null;

  /** Use {@link controlClosure}, which keeps what is known of a register. */
  constructor(
    readonly r: Register,
    readonly test: ShareTest,
  ) {
    const line = lineOf(test);
    const index = commandIndex(r);
    this.#engine = { index, line, castable: new CastableVotes(index, struckVotes(index, line)) };
    this.#graph = wholeGraph(index);
  }

  /** What other measures build on; not part of the library's interface. */
  get engine(): ControlEngine {
    return this.#engine;
  }

  /** A set with everything that it controls in one mode, as indices; what is inert passes nothing on. */
  commanded(mode: Mode, seeds: readonly number[], inert = -1): ReadonlySet<number> {
    return new Set(this.#run(mode, seeds, -1, inert).members());
  }

  get #index(): CommandIndex {
    return this.#engine.index;
  }

  /** Whether a party, or several together as one commanding set, controls a subject. */
  controls({ from, to }: { readonly from: Party | readonly Party[]; readonly to: Party }): Verdict {
    const subject = this.#party(to);
    const seeds = this.#seeds(from, subject);
    const least = this.#run("least", seeds, subject);
    if (least.has(subject)) return "certain";
    return least.uncertain && this.#run("most", seeds, subject).has(subject) ? "possible" : "excluded";
  }

  /**
   * The control chain from a party or a set to a subject, link by link; empty where there is no control. A chain of
   * possible control is one of the most favourable completion.
   */
  chain({ from, to }: { readonly from: Party | readonly Party[]; readonly to: Party }): ControlLink[] {
    const subject = this.#party(to);
    const seeds = this.#seeds(from, subject);
    const least = this.#run("least", seeds, subject);
    if (least.has(subject)) return chainIn(least, subject);
    const most = least.uncertain ? this.#run("most", seeds, subject) : least;
    return most.has(subject) ? chainIn(most, subject) : [];
  }

  /** The part of the castable votes of a subject that a set commands; null where votes decide nothing. */
  votes({
    of,
    in: company,
  }: {
    readonly of: Party | readonly Party[];
    readonly in: Party;
  }): ShareRange | null {
    const subject = this.#party(company);
    if (!hasRecordedVotes(this.#index, subject)) return null;
    const seeds = this.#seeds(of, subject);
    const [low, high] = this.#both(seeds).map((set) => set.end(subject));
    return rangeBetween(low!, high!);
  }

  /** The same in each of several companies, none of which is in the set: the set grows once for all of them. */
  votesInEach(of: Party | readonly Party[], companies: readonly number[]): (ShareRange | null)[] {
    const [low, high] = this.#both(this.#seeds(of, -1));
    return companies.map((company) =>
      hasRecordedVotes(this.#index, company) ? rangeBetween(low.end(company), high.end(company)) : null,
    );
  }

  /** All that a party or a set controls, in the order of the entities table; with a verdict only those of that verdict. */
  controlled({
    by,
    verdict,
  }: {
    readonly by: Party | readonly Party[];
    readonly verdict?: Known;
  }): ControlledEntity[] {
    const seeds = this.#seeds(by, -1);
    const [least, most] = this.#both(seeds);
    const found: ControlledEntity[] = [];
    for (const subject of most.members().sort((a, b) => a - b)) {
      if (most.joinedBy(subject) === "seed") continue;
      const certain = least.has(subject);
      if (verdict !== undefined && certain !== (verdict === "certain")) continue;
      const basis = basisOfControl(certain ? least : most, subject);
      const votes = hasRecordedVotes(this.#index, subject)
        ? rangeBetween(least.end(subject), most.end(subject))
        : null;
      found.push({ subject, id: this.#id(subject), votes, basis, verdict: certain ? "certain" : "possible" });
    }
    return found;
  }

  /** Everyone who alone controls a subject: the certain ones first, then in the order of ids. */
  controllersOf(subject: Party): ControllerOf[] {
    const { graph, controllers } = controlAbove(this.#engine, this.#party(subject));
    return controllers
      .map(({ node, votes, basis, verdict }) => {
        const controller = graph.nodes![node]!;
        return { controller, id: this.#id(controller), votes, basis, verdict };
      })
      .sort(
        (a, b) =>
          Number(a.verdict === "possible") - Number(b.verdict === "possible") ||
          this.r.rank[a.controller]! - this.r.rank[b.controller]!,
      );
  }

  /**
   * Every pair of the closure for a range of controllers, by default all, in the order of the entities table. Cost:
   * the arcs out of the sets found, two vote counters a company touched.
   */
  *allPairs(range: { readonly start?: number; readonly end?: number } = {}): Generator<ControlPair> {
    for (const { count, first, second, min, max, basis, verdict } of this.pairColumns(range)) {
      for (let row = 0; row < count; row += 1) {
        const ends = { min: min[row]!, max: max[row]! };
        yield {
          controller: this.#id(first[row]!),
          subject: this.#id(second[row]!),
          votes: Number.isNaN(ends.min) ? null : { value: ends.min, ...ends, exact: null },
          basis: basis[row]!,
          verdict: verdict[row]!,
        };
      }
    }
  }

  /** The same pairs by number: where nothing but votes counts, over arrays alone. The columns are used again. */
  *pairColumns(
    range: {
      readonly start?: number;
      readonly end?: number;
      /** Whether a controller is asked about; all by default. */
      readonly asked?: ((controller: number) => boolean) | undefined;
      /** Told of controllers for whom fractions were added: how many sums, or infinitely many where all was done by sets. */
      readonly onExact?: ((controller: number, sums: number) => void) | undefined;
    } = {},
  ): Generator<ControlColumns> {
    const { start = 0, end = this.r.rank.length, asked, onExact } = range;
    this.#plain ??= new PlainCommand(this.#index, this.#engine.castable, this.#engine.line);
    const plain = this.#plain;
    const columns = new ControlColumns();
    for (let from = plain.nextStarter(start); from >= 0 && from < end; from = plain.nextStarter(from + 1)) {
      if (asked?.(from) === false) continue;
      const count = plain.run(from);
      if (count < 0) onExact?.(from, Number.POSITIVE_INFINITY);
      else if (plain.exactSums > 0) onExact?.(from, plain.exactSums);
      if (count < 0) this.#addPairs(from, columns);
      else if (count > 0) {
        for (const to of plain.subjects()) {
          columns.basis[columns.count] = "votes";
          plain.addVotes(to, columns);
        }
      }
      if (columns.count < PAIRS_TOGETHER) continue;
      yield columns;
      columns.count = 0;
    }
    yield columns;
  }

  #addPairs(controller: number, into: ControlColumns): void {
    const [least, most] = this.#both([controller]);
    const subjects = most.members(1).sort((a, b) => a - b);
    for (const subject of subjects) {
      const certain = least.has(subject);
      let [min, max] = [Number.NaN, Number.NaN];
      if (hasRecordedVotes(this.#index, subject)) {
        min = least.rounded(subject);
        max = least === most ? min : Math.max(min, most.rounded(subject));
      }
      into.basis[into.count] = basisOfControl(certain ? least : most, subject);
      into.add(controller, subject, min, max, certain ? "certain" : "possible");
    }
  }

  /** A set that has run in one mode; valid until the next run in that mode. */
  #run(mode: Mode, seeds: readonly number[], until = -1, inert = -1): CommandSet {
    let set = this.#sets.get(mode);
    if (!set) {
      set = new CommandSet(this.#graph, this.#engine.castable, this.#engine.line);
      this.#sets.set(mode, set);
    }
    set.reset(mode, inert);
    for (const seed of seeds) set.add(seed);
    set.run({ until });
    return set;
  }

  /** What the set has for certain and what it may have: the same where everything met is known exactly. */
  #both(seeds: readonly number[]): readonly [least: CommandSet, most: CommandSet] {
    const least = this.#run("least", seeds);
    return [least, least.uncertain ? this.#run("most", seeds) : least];
  }

  /** Indices of a set, in the order of ids; the subject is never its own controller, nor the public anyone's. */
  #seeds(parties: Party | readonly Party[], subject: number): number[] {
    const list = Array.isArray(parties) ? (parties as readonly Party[]) : [parties as Party];
    const seeds = new Set(list.map((party) => this.#party(party)));
    return [...seeds]
      .filter((seed) => seed !== subject && this.#index.able[seed])
      .sort((a, b) => this.r.rank[a]! - this.r.rank[b]!);
  }

  /** Throws an UnknownSubjectError for an id that the register lacks. */
  #party = (party: Party): number => (typeof party === "number" ? party : entityIndex(this.r, party));

  #id = (entity: number): string => this.r.entities[entity]!.id;
}
