import type { ShareLimb } from "../law/profileRules.js";
import { graphAbove } from "../measures/commandGraph.js";
import { hasRecordedVotes } from "../measures/commandIndex.js";
import { CommandSet, type Mode } from "../measures/commandSet.js";
import { type ControlClosure, controlClosure } from "../measures/controlClosure.js";
import type { PartySets } from "../measures/directStake.js";
import { LinkedSets } from "../measures/linkedSets.js";
import { lookThrough } from "../measures/lookThrough.js";
import { rangeBetween } from "../measures/votes.js";
import { equityWatch } from "../measures/watch.js";
import { INTERESTS } from "../model/dataset.js";
import type { ShareRange, ShareTest } from "../model/share.js";
import { testText } from "../model/share.js";
import type { Register } from "../register/register.js";

/** Everyone above one subject and what each controls there, under one test of votes. */
export class PartiesAbove {
  readonly closure: ControlClosure;
  readonly #graph;
  readonly #set: CommandSet;
  readonly #combined = new Map<string, PartySets>();
  readonly #linked = new Map<string, LinkedSets>();

  constructor(
    readonly r: Register,
    readonly subject: number,
    test: ShareTest,
  ) {
    this.closure = controlClosure(r, { test });
    const { index, castable, line } = this.closure.engine;
    this.#graph = graphAbove(index, subject, equityWatch(r, subject));
    this.#set = new CommandSet(this.#graph, castable, line);
  }

  /** Holders of any interest above the subject and whoever commands or controls there, in the order of ids. */
  get parties(): number[] {
    const parties = new Set<number>();
    for (const entity of this.#graph.nodes!) if (entity >= 0) parties.add(entity);
    for (const interest of INTERESTS) {
      for (const party of lookThrough(this.r, { interest }).upstream(this.subject)) parties.add(party);
    }
    parties.delete(this.subject);
    return [...parties].sort((a, b) => this.r.rank[a]! - this.r.rank[b]!);
  }

  /** What some parties control, each by itself with everything it controls put together, the parties included. */
  combined(parties: readonly number[]): PartySets {
    if (parties.length === 1) return this.#combinedOf(parties[0]!);
    return united(parties.map((party) => this.#combinedOf(party)));
  }

  linked(options: Pick<ShareLimb, "majorityOf" | "eachPartner"> = { eachPartner: false }): LinkedSets {
    const key = JSON.stringify([options.majorityOf ?? [], options.eachPartner]);
    const known =
      this.#linked.get(key) ??
      new LinkedSets(this.closure, this.#graph, this.subject, {
        interests: options.majorityOf,
        eachPartner: options.eachPartner,
      });
    this.#linked.set(key, known);
    return known;
  }

  /** The castable votes of the subject that some sets have; null where votes decide nothing or none is recorded. */
  votes({ least, most }: PartySets): ShareRange | null {
    if (!hasRecordedVotes(this.#graph.index, this.subject)) return null;
    const end = (mode: Mode, members: ReadonlySet<number>) => {
      this.#set.reset(mode, SUBJECT_NODE);
      for (const member of members) {
        const node = this.#graph.local!.get(member);
        if (node !== undefined && node !== SUBJECT_NODE) this.#set.add(node);
      }
      this.#set.run({ rounds: 1 });
      return this.#set.end(SUBJECT_NODE);
    };
    return rangeBetween(end("least", least), end("most", most));
  }

  #combinedOf(party: number): PartySets {
    const key = String(party);
    const known = this.#combined.get(key) ?? this.#run(party);
    this.#combined.set(key, known);
    return known;
  }

  #run(party: number): PartySets {
    const node = this.#graph.local!.get(party);
    if (node === undefined) {
      const alone = new Set([party]);
      return { least: alone, most: alone };
    }
    const members = (mode: Mode): Set<number> => {
      this.#set.reset(mode, SUBJECT_NODE);
      this.#set.add(node);
      this.#set.run();
      const found = this.#set.members().map((member) => this.#graph.nodes![member]!);
      return new Set(found.filter((entity) => entity >= 0));
    };
    const least = members("least");
    return this.#set.uncertain ? { least, most: members("most") } : { least, most: least };
  }
}

/** The subject is the first node of the graph above it. */
const SUBJECT_NODE = 0;

export function united(sets: readonly PartySets[]): PartySets {
  const union = (mode: Mode): Set<number> => new Set(sets.flatMap((set) => [...set[mode]]));
  return { least: union("least"), most: union("most") };
}

/** Several profiles and limbs ask for the same: kept for the last subject asked about. */
const kept = new WeakMap<Register, { subject: number; tests: Map<string, PartiesAbove> }>();

export function partiesAbove(r: Register, subject: number, test: ShareTest): PartiesAbove {
  const last = kept.get(r);
  const known = last?.subject === subject ? last : { subject, tests: new Map<string, PartiesAbove>() };
  kept.set(r, known);
  const key = testText(test);
  const made = known.tests.get(key) ?? new PartiesAbove(r, subject, test);
  known.tests.set(key, made);
  return made;
}
