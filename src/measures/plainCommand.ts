import { toNumber } from "../model/fraction.js";
import type { CastableVotes } from "./castableVotes.js";
import { type CommandIndex, PECULIAR } from "./commandIndex.js";
import { type Line, passesLine } from "./commandSet.js";
import type { PairColumns } from "./pairColumns.js";
import { BRINGS, COUNTED, enoughUnits, LEADS_ON, type PlainArcs, plainArcs, UNITS } from "./plainArcs.js";
import {
  addSums,
  greatestRatio,
  leastRatio,
  NO_VOTES,
  subtractSums,
  type VoteSum,
  withShare,
} from "./votes.js";

/** Sums in fractions before a set is left to the code that keeps them. */
export const EXACT_SUMS = 64;
/** Companies touched before they are looked up in a table. */
const FEW = 8;

/** A pair is decided so, or differently in some completions. */
type Decision = "passes" | "fails" | "open";

/**
 * What one party controls where nothing but votes counts and every verdict is certain: the usual case of a whole register, over
 * arrays, a counter for each company touched. Whatever else there is (ties, facts, votes possibly struck, verdicts that ranges leave
 * open) is not for this: {@link run} says so, and {@link CommandSet} does it. Both decide by sums of doubles away
 * from the line and by fractions within their error.
 */
export class PlainCommand {
  readonly #index: CommandIndex;
  readonly #castable: CastableVotes;
  readonly #line: Line;
  readonly #enough: number;
  readonly #arcs: PlainArcs;
  #controller = -1;
  #found = new Int32Array(64);
  #count = 0;
  // Found companies that bring something in turn, and before them the controller.
  #queue = new Int32Array(64);
  #size = 0;
  // A sparse set: beyond the first few, the slot of a company is valid where that slot says the company.
  readonly #slot: Int32Array;
  #touchedCount = 0;
  #touched = new Int32Array(64);
  #inSet = new Uint8Array(64);
  #least = new Float64Array(64);
  #most = new Float64Array(64);
  #brought = 0;
  #exactSums = 0;

  constructor(index: CommandIndex, castable: CastableVotes, line: Line) {
    this.#index = index;
    this.#castable = castable;
    this.#line = line;
    this.#enough = enoughUnits(line);
    this.#slot = new Int32Array(index.peculiar.length);
    this.#arcs = plainArcs(index, line);
  }

  /** The next entity, from some one on, that may control something, or −1: all others have no set but themselves. */
  nextStarter(from: number): number {
    return this.#arcs.starters.indexOf(1, from);
  }

  /**
   * Finds what a party controls: the number of {@link subjects}, or −1 where the answer needs {@link CommandSet}. Any set of
   * companies is found in any order: the least fixed point is one.
   */
  run(controller: number): number {
    const { brings } = this.#arcs;
    if (brings[controller] === BRINGS.nothing) return 0;
    this.#controller = controller;
    this.#queue[0] = controller;
    this.#size = 1;
    this.#count = 0;
    this.#touchedCount = 0;
    this.#brought = 0;
    this.#exactSums = 0;
    for (let head = 0; head < this.#size; head += 1) {
      const member = this.#queue[head]!;
      if (brings[member] === BRINGS.more || !this.#expand(member)) return -1;
    }
    return this.#count;
  }

  /** Brings in what a member holds; false where that cannot be decided here. */
  #expand(member: number): boolean {
    const { heldStart } = this.#index.table;
    const { company: companies, how: hows, least: shares } = this.#arcs;
    const [from, to] = [heldStart[member]!, heldStart[member + 1]!];
    this.#room(to - from);
    const [inSet, least] = [this.#inSet, this.#least];
    for (let k = from; k < to; k += 1) {
      const company = companies[k]!;
      if (company === member || company === this.#controller) continue;
      const how = hows[k]! & ~LEADS_ON;
      if (how === COUNTED.plainly) {
        const slot = this.#slotOf(company);
        least[slot]! += shares[k]!;
        if (inSet[slot] === 0 && least[slot]! >= this.#enough) this.#join(slot, company, hows[k]!);
      } else if (!this.#bringOther(k, company, how)) return false;
    }
    return true;
  }

  /** Brings in a stake whose votes may count otherwise; false where that cannot be decided here. */
  #bringOther(k: number, company: number, as: number): boolean {
    const stake = this.#index.table.held[k]!;
    const how = as === COUNTED.perhaps ? this.#countedInRing(company) : as;
    if (how === COUNTED.never || (how === COUNTED.deadened && this.#isDead(stake, company))) return true;
    if (how === COUNTED.elsewhere) return false;
    const slot = this.#slotOf(company);
    this.#least[slot]! += this.#arcs.least[k]!;
    this.#most[slot]! += this.#index.table.max[stake]!;
    this.#brought += 1;
    if (this.#inSet[slot] === 1) return true;
    const decision = this.#decide(slot, company);
    if (decision === "passes") this.#join(slot, company, this.#arcs.how[k]!);
    return decision !== "open";
  }

  /** How many sums the last run added in fractions. */
  get exactSums(): number {
    return this.#exactSums;
  }

  /** The companies controlled, ascending; valid until the next run. */
  subjects(): Int32Array {
    const found = this.#found.subarray(0, this.#count);
    return found.length > 1 ? found.sort() : found;
  }

  /** Adds a company found, with the part of its castable votes that the set commands. */
  addVotes(company: number, into: PairColumns): void {
    const slot = this.#find(company);
    if (this.#arcs.counted[company] === COUNTED.plainly) {
      const share = Math.min(1, this.#least[slot]! / UNITS);
      into.add(this.#controller, company, share, share, "certain");
    } else {
      const { min, max } = this.#ends(slot, company);
      into.add(this.#controller, company, min, Math.max(min, max), "certain");
    }
  }

  /** What a company in a ring is like turns out when the votes struck in the ring are known. */
  #countedInRing(company: number): number {
    const { start, holder } = this.#index.table;
    const { counted } = this.#arcs;
    if (counted[company] !== COUNTED.perhaps) return counted[company]!;
    let own: number = COUNTED.ranged;
    for (let stake = start[company]!; stake < start[company + 1]!; stake += 1) {
      const struck = this.#castable.strikes(stake, company);
      if (struck === "possibly") own = COUNTED.elsewhere;
      else if ((struck === "certainly" || holder[stake] === company) && own !== COUNTED.elsewhere)
        own = COUNTED.deadened;
    }
    counted[company] = own;
    return own;
  }

  /** Votes of a company with treasury shares or votes struck that nobody casts. */
  #isDead(stake: number, company: number): boolean {
    if (this.#index.table.holder[stake] === company) return true;
    return (
      (this.#index.peculiar[company]! & PECULIAR.ring) !== 0 &&
      this.#castable.strikes(stake, company) === "certainly"
    );
  }

  /** Makes room for so many companies more. */
  #room(count: number): void {
    const needed = this.#touchedCount + count;
    if (needed <= this.#touched.length) return;
    this.#touched = withRoom(this.#touched, new Int32Array(2 * needed));
    this.#inSet = withRoom(this.#inSet, new Uint8Array(2 * needed));
    this.#least = withRoom(this.#least, new Float64Array(2 * needed));
    this.#most = withRoom(this.#most, new Float64Array(2 * needed));
  }

  /** Puts a company among those found, and in the queue where it brings something. */
  #join(slot: number, company: number, how: number): void {
    this.#inSet[slot] = 1;
    if (this.#count === this.#found.length)
      this.#found = withRoom(this.#found, new Int32Array(2 * this.#count));
    this.#found[this.#count] = company;
    this.#count += 1;
    if ((how & LEADS_ON) === 0) return;
    if (this.#size === this.#queue.length)
      this.#queue = withRoom(this.#queue, new Int32Array(2 * this.#size));
    this.#queue[this.#size] = company;
    this.#size += 1;
  }

  /** Where a company touched stands, or −1. A few are looked through: that costs less than one cache miss. */
  #find(company: number): number {
    const [touched, count] = [this.#touched, this.#touchedCount];
    if (count > FEW) {
      const slot = this.#slot[company]!;
      return slot < count && touched[slot] === company ? slot : -1;
    }
    for (let slot = 0; slot < count; slot += 1) if (touched[slot] === company) return slot;
    return -1;
  }

  #slotOf(company: number): number {
    const known = this.#find(company);
    if (known >= 0) return known;
    const slot = this.#touchedCount;
    this.#touchedCount += 1;
    this.#touched[slot] = company;
    if (slot > FEW) this.#slot[company] = slot;
    else if (slot === FEW) for (let k = 0; k <= FEW; k += 1) this.#slot[this.#touched[k]!] = k;
    this.#inSet[slot] = 0;
    this.#least[slot] = 0;
    this.#most[slot] = 0;
    return slot;
  }

  #decide(slot: number, company: number): Decision {
    const line = this.#line.rounded;
    const most = this.#most[slot]!;
    const near = (this.#brought + 4) * 2 ** -51 * (1 + most);
    if (this.#least[slot]! - line > near) return "passes";
    // Where nobody can cast some votes, the others are worth more.
    if (line - most > near && this.#arcs.counted[company] === COUNTED.ranged) return "fails";
    const { min, max, error } = this.#ends(slot, company);
    if (min - line > error) return "passes";
    if (line - max > error) return "fails";
    if ((min < line - error && max > line + error) || this.#tooMany()) return "open";
    const own = this.#exactVotes(company);
    const { live, gone, dead } = this.#castable.of(company);
    const [others, lost] = [subtractSums(live, own), addSums(gone, dead)];
    if (passesLine(this.#line, "least", leastRatio(own, others, lost))) return "passes";
    return passesLine(this.#line, "most", greatestRatio(own, others, lost)) ? "open" : "fails";
  }

  /** Where one sum after the other needs fractions, the code that adds each of them once is quicker. */
  #tooMany(): boolean {
    this.#exactSums += 1;
    return this.#exactSums > EXACT_SUMS;
  }

  /**
   * Least and greatest part n / (n + o) of the votes cast that the set has, as {@link leastRatio} and
   * {@link greatestRatio} find them.
   */
  #ends(
    slot: number,
    company: number,
  ): { readonly min: number; readonly max: number; readonly error: number } {
    const { start, min, max, undisclosed } = this.#index.table;
    const rest = undisclosed(company);
    let [liveMin, liveMax, lostMin, lostMax] = [0, 0, 0, 0];
    if (rest) [liveMin, liveMax] = [toNumber(rest.min), toNumber(rest.max)];
    const [from, to] = [start[company]!, start[company + 1]!];
    const deadened = this.#arcs.counted[company] === COUNTED.deadened;
    for (let stake = from; stake < to; stake += 1) {
      if (deadened && this.#isDead(stake, company)) {
        lostMin += min[stake]!;
        lostMax += max[stake]!;
      } else {
        liveMin += min[stake]!;
        liveMax += max[stake]!;
      }
    }
    const [low, high] = [this.#least[slot]!, this.#most[slot]!];
    const error = (to - from + this.#brought + 16) * 2 ** -50 * (1 + liveMax + lostMax);
    const most = { own: Math.max(low, 1 - (liveMax - high) - lostMax), others: liveMax - high };
    const others = Math.max(0, Math.min(most.others, 1 - low - lostMin));
    const left = liveMin - low;
    const own = Math.max(0, Math.min(high, 1 - left - lostMin));
    return {
      min: part(most.own, others),
      max: part(own, Math.max(left, 1 - high - lostMax)),
      error,
    };
  }

  /** All votes of a company that members of the set hold. */
  #exactVotes(company: number): VoteSum {
    const { table } = this.#index;
    const deadened = this.#arcs.counted[company] === COUNTED.deadened;
    let total = NO_VOTES;
    for (let stake = table.start[company]!; stake < table.start[company + 1]!; stake += 1) {
      if (!this.#isMember(table.holder[stake]!)) continue;
      if (deadened && this.#isDead(stake, company)) continue;
      total = withShare(total, table.share(stake));
    }
    return total;
  }

  #isMember(entity: number): boolean {
    if (entity === this.#controller) return true;
    const slot = this.#find(entity);
    return slot >= 0 && this.#inSet[slot] === 1;
  }
}

const part = (own: number, others: number): number => (own <= 0 ? 0 : Math.min(1, own / (own + others)));

function withRoom<T extends Int32Array | Uint8Array | Float64Array>(from: T, to: T): T {
  to.set(from as never);
  return to;
}
