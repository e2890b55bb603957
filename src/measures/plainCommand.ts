import { toNumber } from "../model/fraction.js";
import type { CastableVotes } from "./castableVotes.js";
import { type CommandIndex, PECULIAR } from "./commandIndex.js";
import { type Line, passesLine } from "./commandSet.js";
import { controlFacts } from "./controlFacts.js";
import type { PairColumns } from "./pairColumns.js";
import {
  addSums,
  greatestRatio,
  leastRatio,
  NO_VOTES,
  subtractSums,
  type VoteSum,
  withShare,
} from "./votes.js";

/** How votes in a company are counted. */
const COUNTED = {
  /** Exact shares that their holders all cast. */
  plainly: 0,
  /** The same with ranges. */
  ranged: 1,
  /** Some of its votes nobody can cast: treasury shares, or votes that are certainly struck. */
  deadened: 2,
  /** Votes decide nothing. */
  never: 3,
  /** In a ring of command: as the votes struck there turn out. */
  perhaps: 4,
  /** Only by {@link CommandSet}: votes that ties move or suspend, or that are possibly struck. */
  elsewhere: 5,
} as const;

/** What an entity brings into a set that it is in. */
const BRINGS = { nothing: 0, stakes: 1, more: 2 } as const;

/** Sums in fractions before a set is left to the code that keeps them. */
const EXACT_SUMS = 64;

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
  readonly #counted: Uint8Array;
  readonly #brings: Uint8Array;
  /** Entities that may control something: all others have no set but themselves. */
  readonly starters: Uint8Array;
  #controller = -1;
  #queue = new Int32Array(64);
  #size = 0;
  // A sparse set: the slot of a company is valid where that slot says the company.
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
    this.#slot = new Int32Array(index.peculiar.length);
    this.#counted = countedIn(index);
    this.#brings = broughtBy(index);
    this.starters = startersOf(index, this.#counted, this.#brings, line);
  }

  /**
   * Finds what a party controls: the number of {@link subjects}, or −1 where the answer needs {@link CommandSet}. Any set of
   * companies is found in any order: the least fixed point is one.
   */
  run(controller: number): number {
    if (this.#brings[controller] === BRINGS.nothing) return 0;
    this.#controller = controller;
    this.#queue[0] = controller;
    this.#size = 1;
    this.#touchedCount = 0;
    this.#brought = 0;
    this.#exactSums = 0;
    for (let head = 0; head < this.#size; head += 1) {
      const member = this.#queue[head]!;
      if (this.#brings[member] === BRINGS.more || !this.#expand(member)) return -1;
    }
    return this.#size - 1;
  }

  /** Brings in what a member holds; false where that cannot be decided here. */
  #expand(member: number): boolean {
    const { heldStart, held, subject, min, max } = this.#index.table;
    const [from, to] = [heldStart[member]!, heldStart[member + 1]!];
    this.#room(to - from);
    const [counted, slots, touched, inSet] = [this.#counted, this.#slot, this.#touched, this.#inSet];
    const [least, most] = [this.#least, this.#most];
    for (let k = from; k < to; k += 1) {
      const stake = held[k]!;
      const company = subject[stake]!;
      if (company === member || company === this.#controller) continue;
      let how = counted[company]!;
      if (how >= COUNTED.deadened) {
        if (how === COUNTED.perhaps) how = this.#countedInRing(company);
        if (how === COUNTED.never || (how === COUNTED.deadened && this.#isDead(stake, company))) continue;
        if (how === COUNTED.elsewhere) return false;
      }
      let slot = slots[company]!;
      if (slot >= this.#touchedCount || touched[slot] !== company) {
        slot = this.#touchedCount;
        this.#touchedCount += 1;
        touched[slot] = company;
        slots[company] = slot;
        inSet[slot] = 0;
        least[slot] = 0;
        most[slot] = 0;
      }
      least[slot]! += min[stake]!;
      if (how !== COUNTED.plainly) most[slot]! += max[stake]!;
      this.#brought += 1;
      if (inSet[slot] === 1) continue;
      const decision =
        how === COUNTED.plainly ? this.#decide(slot, company) : this.#decideRange(slot, company);
      if (decision === "open") return false;
      if (decision === "passes") this.#join(slot, company);
    }
    return true;
  }

  /** The companies controlled, ascending; valid until the next run. */
  subjects(): Int32Array {
    const found = this.#queue.subarray(1, this.#size);
    return found.length > 1 ? found.sort() : found;
  }

  /** Adds a company found, with the part of its castable votes that the set commands. */
  addVotes(company: number, into: PairColumns): void {
    const slot = this.#slot[company]!;
    if (this.#counted[company] === COUNTED.plainly) {
      const share = Math.min(1, this.#least[slot]!);
      into.add(this.#controller, company, share, share, "certain");
    } else {
      const { min, max } = this.#ends(slot, company);
      into.add(this.#controller, company, min, Math.max(min, max), "certain");
    }
  }

  /** What a company in a ring is like turns out when the votes struck in the ring are known. */
  #countedInRing(company: number): number {
    const { start, holder } = this.#index.table;
    let own: number = this.#index.peculiar[company]! & PECULIAR.sums ? COUNTED.ranged : COUNTED.plainly;
    for (let stake = start[company]!; stake < start[company + 1]!; stake += 1) {
      const struck = this.#castable.strikes(stake, company);
      if (struck === "possibly") own = COUNTED.elsewhere;
      else if ((struck === "certainly" || holder[stake] === company) && own !== COUNTED.elsewhere)
        own = COUNTED.deadened;
    }
    this.#counted[company] = own;
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

  #join(slot: number, company: number): void {
    if (this.#size === this.#queue.length) {
      this.#queue = withRoom(this.#queue, new Int32Array(2 * this.#queue.length));
    }
    this.#inSet[slot] = 1;
    this.#queue[this.#size] = company;
    this.#size += 1;
  }

  /** Each addition of numbers that sum to one at most errs by 2^−53; what one run has brought bounds them all. */
  #decide(slot: number, company: number): Decision {
    const over = this.#least[slot]! - this.#line.rounded;
    const error = (this.#brought + 4) * 2 ** -51;
    if (over > error) return "passes";
    if (over < -error) return "fails";
    if (this.#tooMany()) return "open";
    const { min } = this.#exactVotes(company);
    return passesLine(this.#line, "least", { value: min, exclusive: false }) ? "passes" : "fails";
  }

  #decideRange(slot: number, company: number): Decision {
    const line = this.#line.rounded;
    const most = this.#most[slot]!;
    const near = (this.#brought + 4) * 2 ** -51 * (1 + most);
    if (this.#least[slot]! - line > near) return "passes";
    // Where nobody can cast some votes, the others are worth more.
    if (line - most > near && this.#counted[company] === COUNTED.ranged) return "fails";
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
    const deadened = this.#counted[company] === COUNTED.deadened;
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
    const deadened = this.#counted[company] === COUNTED.deadened;
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
    const slot = this.#slot[entity]!;
    return slot < this.#touchedCount && this.#touched[slot] === entity && this.#inSet[slot] === 1;
  }
}

const part = (own: number, others: number): number => (own <= 0 ? 0 : Math.min(1, own / (own + others)));

function countedIn({ peculiar, table }: CommandIndex): Uint8Array {
  const counted = new Uint8Array(peculiar.length);
  for (let company = 0; company < counted.length; company += 1) {
    const bits = peculiar[company]!;
    if (bits === 0) continue;
    if (bits & PECULIAR.noVotes) counted[company] = COUNTED.never;
    else if (bits & PECULIAR.split) counted[company] = COUNTED.elsewhere;
    else counted[company] = bits & PECULIAR.ring ? COUNTED.perhaps : COUNTED.ranged;
  }
  for (let stake = 0; stake < table.holder.length; stake += 1) {
    const company = table.holder[stake]!;
    if (table.subject[stake] === company && counted[company] === COUNTED.ranged)
      counted[company] = COUNTED.deadened;
  }
  return counted;
}

function broughtBy({ r, able, splitBy }: CommandIndex): Uint8Array {
  const brings = able.slice();
  for (const entity of [...splitBy.keys(), ...controlFacts(r).by.keys()]) {
    if (able[entity]) brings[entity] = BRINGS.more;
  }
  return brings;
}

/**
 * Whom to ask at all: the first company that anyone controls, it controls by its own votes or by a fact. A stake in a company
 * without peculiarities is all that its holder has there; doubles only sort out the small.
 */
function startersOf(
  { table, able }: CommandIndex,
  counted: Uint8Array,
  brings: Uint8Array,
  line: Line,
): Uint8Array {
  const enough = line.rounded * (1 - 2 ** -40);
  const plenty = line.rounded * (1 + 2 ** -40);
  const { holder, subject, max } = table;
  const starters = new Uint8Array(able.length);
  for (let entity = 0; entity < starters.length; entity += 1) {
    if (brings[entity] === BRINGS.more) starters[entity] = 1;
  }
  for (let stake = 0; stake < holder.length; stake += 1) {
    const how = counted[subject[stake]!]!;
    if (max[stake]! < enough && how < COUNTED.deadened) continue;
    if (!able[holder[stake]!]) continue;
    // Equal halves are many: a stake on the line is decided once.
    if (how === COUNTED.plainly && max[stake]! < plenty) {
      if (!passesLine(line, "least", { value: table.share(stake).min, exclusive: false })) continue;
    }
    starters[holder[stake]!] = 1;
  }
  return starters;
}

function withRoom<T extends Int32Array | Uint8Array | Float64Array>(from: T, to: T): T {
  to.set(from as never);
  return to;
}
