import type { Interest } from "../model/dataset.js";
import { meets, type ShareTest, type Verdict } from "../model/share.js";
import type { Register } from "../register/register.js";
import { companiesBelow } from "./cascadeSet.js";
import { type CommandGraph, entityOf, nodeOf } from "./commandGraph.js";
import { CommandSet, type Mode } from "./commandSet.js";
import type { ControlClosure } from "./controlClosure.js";
import type { PartySets } from "./directStake.js";
import { directHoldings, stakeOfSets } from "./directStake.js";
import { tiesFrom } from "./evidence.js";

/** What makes one party, by itself, the majority holder of a company. */
export interface LinkOptions {
  /** Interests besides votes of which a majority is enough. */
  readonly interests?: readonly Interest[] | undefined;
  /** Whether every partner of a partnership counts as if it held the whole. */
  readonly eachPartner?: boolean | undefined;
}

/**
 * Chains in which each member holds, by itself, a majority of the next one's votes, or controls it by a fact: the
 * majority stakes of the United Kingdom's Schedule 1A, paragraph 18. Stakes of several members are never put together.
 * What a party holds alone is found once, so that all chains together cost the arcs above the subject.
 */
export class LinkedSets {
  readonly #set: CommandSet;
  readonly #links: Record<Mode, Map<number, readonly number[]>> = { least: new Map(), most: new Map() };
  readonly #below: readonly (readonly [Interest, (party: number) => readonly number[]])[];

  constructor(
    readonly closure: ControlClosure,
    readonly graph: CommandGraph,
    readonly subject: number,
    readonly options: LinkOptions = {},
  ) {
    const { castable, line } = closure.engine;
    this.#set = new CommandSet(graph, castable, line);
    const wanted = new Set<Interest>([
      ...(options.interests ?? []),
      ...(options.eachPartner ? ["equity" as const] : []),
    ]);
    this.#below = [...wanted].map((interest) => [interest, companiesBelow(closure.r, interest, subject)]);
  }

  /** Companies in which a party alone has the majority. */
  links(party: number, mode: Mode): readonly number[] {
    const known = this.#links[mode].get(party);
    if (known) return known;
    const found = new Set([...this.#byVotes(party, mode), ...this.#byOthers(party, mode)]);
    found.delete(party);
    const { rank } = this.closure.r;
    const list = [...found].sort((a, b) => rank[a]! - rank[b]!);
    this.#links[mode].set(party, list);
    return list;
  }

  /** A party with everything at the end of a chain from it; the subject may be in it, but passes nothing on. */
  sets(party: number, without?: (entity: number) => boolean): PartySets {
    return { least: this.#reach(party, "least", without), most: this.#reach(party, "most", without) };
  }

  /** The shortest chain from a party to a member of its set, both included; empty without one. */
  chain(party: number, to: number): number[] {
    for (const mode of ["least", "most"] as const) {
      const before = new Map<number, number>([[party, -1]]);
      for (const at of before.keys()) {
        if (at === to) break;
        if (at === this.subject && at !== party) continue;
        for (const next of this.links(at, mode)) if (!before.has(next)) before.set(next, at);
      }
      if (!before.has(to)) continue;
      const chain: number[] = [];
      for (let at = to; at >= 0; at = before.get(at)!) chain.push(at);
      return chain.reverse();
    }
    return [];
  }

  #reach(party: number, mode: Mode, without?: (entity: number) => boolean): Set<number> {
    const reached = new Set([party]);
    for (const member of reached) {
      if (member === this.subject) continue;
      for (const next of this.links(member, mode)) if (!without?.(next)) reached.add(next);
    }
    return reached;
  }

  #byVotes(party: number, mode: Mode): number[] {
    const node = nodeOf(this.graph, party);
    if (node < 0) return [];
    this.#set.reset(mode, -1);
    this.#set.add(node);
    this.#set.run({ rounds: 1 });
    return this.#set
      .members(1)
      .map((member) => entityOf(this.graph, member))
      .filter((entity) => entity >= 0);
  }

  #byOthers(party: number, mode: Mode): number[] {
    const { r, test } = this.closure;
    const passes = (verdict: Verdict): boolean =>
      verdict === "certain" || (mode === "most" && verdict === "possible");
    const found: number[] = [];
    for (const [interest, below] of this.#below) {
      const majority = this.options.interests?.includes(interest) ?? false;
      for (const company of below(party)) {
        const partner = this.options.eachPartner && isPartnership(r, company);
        if (partner || (majority && passes(stakeVerdict(r, interest, party, company, test))))
          found.push(company);
      }
    }
    if (this.options.eachPartner) {
      for (const { to } of tiesFrom(r, party, ["generalPartner", "executivePartner"]))
        if (to >= 0) found.push(to);
    }
    return found;
  }
}

const isPartnership = (r: Register, entity: number): boolean =>
  r.entities[entity]!.kind === "limitedPartnership" || r.entities[entity]!.kind === "generalPartnership";

function stakeVerdict(
  r: Register,
  interest: Interest,
  party: number,
  company: number,
  test: ShareTest,
): Verdict {
  const alone = new Set([party]);
  return meets(stakeOfSets(directHoldings(r, interest, company), { least: alone, most: alone }), test);
}
