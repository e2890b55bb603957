import { byHolder } from "../register/stakeTable.js";
import type { WholeWalk } from "./wholeWalk.js";

/** Some companies, and 1 for each of them by number. */
export interface Below {
  readonly companies: Int32Array;
  readonly has: Uint8Array;
}

/** Who is held by whom, while a register goes on: the lists of an earlier one, and the companies that a party came to since. */
export class HeldCompanies {
  readonly #heldStart: Int32Array;
  /** Companies, by whoever holds them: not by way of the stakes, which would cost a cache miss each. */
  readonly #company: Int32Array;
  readonly #added = new Map<number, Set<number>>();

  /** The walk of the register that it begins with. */
  constructor({ whole, interest, next, start, end, also, count }: WalkArcs) {
    const table = whole.columns.stakes[interest];
    // Ties move stakes: whoever is met on an arc is no holder of the table.
    const lists = next === table.holder ? table : byParty({ count, next, start, end, also });
    const { heldStart, held, subject } = lists;
    this.#heldStart = heldStart;
    this.#company = new Int32Array(held.length);
    for (let k = 0; k < held.length; k += 1) this.#company[k] = subject[held[k]!]!;
  }

  /** Notes whom companies that changed meet now. Whoever is no longer met stays noted: that costs a look, no more. */
  goOver({ start, end, next, also }: WalkArcs, changed: Int32Array): void {
    for (const company of changed) {
      for (let arc = start[company]!; arc < end[company]!; arc += 1) {
        this.add(next[arc]!, company);
        if (also.size > 0) for (const party of also.get(arc) ?? []) this.add(party, company);
      }
    }
  }

  /** Notes that a party holds a company. */
  add(party: number, company: number): void {
    const known = this.#added.get(party);
    if (known) known.add(company);
    else this.#added.set(party, new Set([company]));
  }

  /**
   * Everyone who stands below some parties, with these parties: the companies whose order and shares can differ when the
   * rows of these changed, until this is asked again for `into`. Cost: the stakes that they have; O(entities) bytes are wiped.
   */
  below(count: number, parties: Iterable<number>, into?: Below): Below {
    const isRoomy = into !== undefined && into.has.length >= count;
    const has = isRoomy ? into.has.fill(0) : new Uint8Array(Math.ceil(1.02 * count));
    let list = new Int32Array(1 << 10);
    let size = 0;
    const reach = (company: number): void => {
      if (has[company]) return;
      has[company] = 1;
      if (size === list.length) {
        const longer = new Int32Array(2 * size);
        longer.set(list);
        list = longer;
      }
      list[size++] = company;
    };
    for (const party of parties) reach(party);
    for (let at = 0; at < size; at += 1) this.each(list[at]!, reach);
    return { companies: list.subarray(0, size), has };
  }

  /** Each company that a party holds, or held; some perhaps twice. */
  each(party: number, visit: (company: number) => void): void {
    const [heldStart, company] = [this.#heldStart, this.#company];
    if (party < heldStart.length - 1) {
      const end = heldStart[party + 1]!;
      for (let k = heldStart[party]!; k < end; k += 1) visit(company[k]!);
    }
    const more = this.#added.size > 0 ? this.#added.get(party) : undefined;
    if (more) for (const company of more) visit(company);
  }
}

type WalkArcs = Pick<WholeWalk, "whole" | "interest" | "next" | "start" | "end" | "also" | "count">;

/** Lists like those of a table of stakes, by whoever an arc of the walk meets. */
function byParty({ count, next, start, end, also }: Omit<WalkArcs, "whole" | "interest">) {
  const [parties, subjects]: [number[], number[]] = [[], []];
  for (let company = 0; company < count; company += 1) {
    for (let arc = start[company]!; arc < end[company]!; arc += 1) {
      for (const party of [next[arc]!, ...(also.get(arc) ?? [])]) {
        parties.push(party);
        subjects.push(company);
      }
    }
  }
  return { ...byHolder(Int32Array.from(parties), count), subject: Int32Array.from(subjects) };
}
