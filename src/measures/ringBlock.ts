import { inDoubles } from "./arithmetic.js";
import { type Factors, factorise } from "./elimination.js";
import type { OwnerVectors } from "./ownerVectors.js";
import { NO_MASS, type RangedRows } from "./rangedRows.js";
import type { VectorOptions } from "./vectorGround.js";
import { ROW, type WholeWalk } from "./wholeWalk.js";

/** Up to this size a ring is eliminated unless other limits are asked for; a larger one is iterated where that is sure to be quick. */
const ELIMINATED_RING = 64;
/** Most mass that may stay in a linear ring at each step for iteration to be used. */
const QUICK_RING = 0.99;
/** Most steps that a walk may be expected to stay in a ring with ranges, and sweeps to find out. */
const MOST_STEPS = 4000;
/** Sweeps that bound a party from above before it is solved for. */
const BOUNDING_SWEEPS = 4;
/** Solutions kept of one ring, in numbers. */
const KEPT_NUMBERS = 1 << 24;
/** Rings above rings with ranges that one question may go through; beyond, the share is measured otherwise. */
const DEEPEST = 100;

/** How the free mass of a row goes to a party that nobody outside hands on there. */
const CHOICE = {
  /** There is none, or the party gets none of it. */
  none: 0,
  /** Every way has room for all of it: to the best. */
  best: 1,
  /** There is one way, which takes a part that is always the same. */
  one: 2,
  any: 3,
  /** The same, of so many ways that they are sorted. */
  many: 4,
} as const;
/** More ways than this are sorted. */
const FEW_WAYS = 32;

const NO_OUTSIDE = { ways: new Map(), joint: new Map(), others: [] };
const NO_INSIDE = {
  ...{ start: new Int32Array(0), inner: new Int32Array(0), arc: new Int32Array(0) },
  least: new Float64Array(0),
  room: new Float64Array(0),
};

interface Solution {
  readonly share: Float64Array;
  /** Only bounded: this is to be measured otherwise. */
  readonly loose: boolean;
}

/**
 * One strong component of the walk, solved party by party: x = b + A·x, where b is what the holders outside hand on. No
 * party's solution needs another's, so that a ring of k costs its arcs for each party that matters, not k times its owners.
 */
export class RingBlock {
  /** Nobody outside has anything of it, in no completion. */
  readonly closed: boolean;
  /** All rows are exact: shares are sums of what is handed on, and references are solved once. */
  readonly linear: boolean;
  /** `value` is the whole share: there are no references beside it. */
  readonly whole: boolean;
  readonly #vectors: OwnerVectors;
  readonly #rows: RangedRows;
  readonly #walk: WholeWalk;
  readonly #members: Int32Array;
  readonly #local = new Map<number, number>();
  readonly #options: VectorOptions;
  /** Mass that leaves the ring for good, by member; of rows with ranges the least. */
  readonly #exit: Float64Array;
  readonly #stay: number;
  /** No walk is expected to take more steps inside, whatever the completion; infinite where that is not known. */
  readonly #steps: number;
  /** Mass that rows with ranges leave free, and the room that all their arcs have for it. */
  readonly #free: Float64Array;
  readonly #spare: Float64Array;
  readonly #degree: number;
  readonly #outside: Outside;
  readonly #inside: Inside;
  /** One of {@link CHOICE}, by member; and what the only way takes. */
  readonly #choice: Uint8Array;
  readonly #taken: Float64Array;
  /** Ways of one row at a time: never more than the row has arcs. */
  readonly #scratch: { readonly arcs: Int32Array; readonly worths: Float64Array };
  /** What the party of the present sweeps is handed: sums of minima; 1 for members with ways that free mass may go to. */
  readonly #handed: Float64Array;
  readonly #handing: Uint8Array;
  readonly #bounds: Float64Array;
  /** Problems of parties that were bounded and are still to be solved. */
  readonly #posed = new Map<number, Problem>();
  #factors: Factors<number> | null = null;
  // Arcs inside, by member, without those to itself.
  readonly #start: Int32Array;
  readonly #inner: Int32Array;
  readonly #mass: Float64Array;
  /** Members in the order in which sweeps go over them. */
  readonly #sequence: Int32Array;
  readonly #entryMember: number[] = [];
  readonly #entryParty: number[] = [];
  readonly #entryShare: number[] = [];
  #byParty: Map<number, number[]> | null = null;
  readonly #references = new Map<number, Float64Array>();
  #solvedReferences = false;
  /** Solutions by party; null for parties that have nothing of the ring. */
  readonly #known = new Map<number, Solution | null>();
  #numbers = 0;
  readonly #kept = new Set<number>();
  static #depth = 0;

  constructor(
    vectors: OwnerVectors,
    rows: RangedRows,
    walk: WholeWalk,
    members: Int32Array,
    options: VectorOptions,
  ) {
    this.#vectors = vectors;
    this.#rows = rows;
    this.#walk = walk;
    this.#members = members;
    this.#options = options;
    members.forEach((member, i) => {
      this.#local.set(member, i);
    });
    this.linear = members.every((member) => walk.row[member] === ROW.exact);
    const size = members.length;
    this.#exit = new Float64Array(size);
    this.#start = new Int32Array(size + 1);
    const inner: number[] = [];
    const mass: number[] = [];
    const { stay, degree, open } = this.#readRows(inner, mass);
    this.#inner = Int32Array.from(inner);
    this.#mass = Float64Array.from(mass);
    this.#sequence = holdersFirst(this.#start, this.#inner);
    this.#stay = stay;
    this.#degree = degree;
    this.closed = !open;
    this.whole = !this.linear || this.closed;
    this.#outside = this.linear ? NO_OUTSIDE : this.#readOutside();
    this.#inside = this.linear ? NO_INSIDE : this.#readInside();
    this.#scratch = { arcs: new Int32Array(degree), worths: new Float64Array(degree) };
    const freedom = this.linear ? [] : Array.from(members, (member) => rows.freedom(member));
    this.#free = Float64Array.from(freedom, ({ free }) => free);
    this.#spare = Float64Array.from(freedom, ({ room }) => room);
    this.#taken = new Float64Array(freedom.length);
    this.#handed = new Float64Array(freedom.length);
    this.#handing = new Uint8Array(freedom.length);
    this.#bounds = new Float64Array(freedom.length);
    this.#choice = Uint8Array.from(freedom, (_, i) => this.#choiceOf(i));
    this.#steps = this.linear ? 1 / (1 - stay) : this.#mostSteps();
    if (this.linear && open && (size <= (options.limits?.ring ?? ELIMINATED_RING) || stay > QUICK_RING))
      this.#factors = this.#eliminate();
  }

  #readRows(inner: number[], mass: number[]): { stay: number; degree: number; open: boolean } {
    const { start, end, next, min, max, undisclosed } = this.#walk;
    let [stay, degree, open] = [0, 0, false];
    this.#members.forEach((member, i) => {
      const [least, most] = undisclosed(member);
      let [exit, within, own] = [least, 0, 0];
      if (most > 0) open = true;
      for (let arc = start[member]!; arc < end[member]!; arc += 1) {
        const holder = this.#local.get(next[arc]!);
        if (max[arc] === 0) continue;
        // A joint holder is met on an arc inside too.
        if (this.#walk.also.has(arc)) open = true;
        if (holder === undefined) {
          exit += min[arc]!;
          open = true;
        } else if (holder === i) own += max[arc]!;
        else {
          within += max[arc]!;
          inner.push(holder);
          mass.push(min[arc]!);
        }
      }
      this.#exit[i] = exit;
      this.#start[i + 1] = inner.length;
      degree = Math.max(degree, end[member]! - start[member]!);
      stay = Math.max(stay, this.linear ? within / (within + exit) : Math.min(within + own, 1 - exit));
    });
    return { stay, degree, open };
  }

  /** How the free mass of a row can go to a party that only members hand on to it. */
  #choiceOf(i: number): number {
    const { start, room } = this.#inside;
    const free = this.#free[i]!;
    const rooms = room.subarray(start[i]!, start[i + 1]!);
    const isMost = this.#options.sense === "most";
    if (free <= NO_MASS) return CHOICE.none;
    if (isMost && rooms.every((own) => own === 0 || own >= free)) return CHOICE.best;
    // The room of a row beside these arcs may take up all of it.
    const inside = rooms.reduce((a, b) => a + b, 0);
    if (!isMost && free - (this.#spare[i]! - inside) <= NO_MASS) return CHOICE.none;
    if (rooms.length !== 1) return rooms.length <= FEW_WAYS ? CHOICE.any : CHOICE.many;
    this.#taken[i] = Math.min(isMost ? free : free - (this.#spare[i]! - inside), inside);
    return CHOICE.one;
  }

  #eliminate(): Factors<number> | null {
    const rows = Array.from(this.#members, (_, i) => {
      const row = new Map<number, number>();
      for (let k = this.#start[i]!; k < this.#start[i + 1]!; k += 1) {
        row.set(this.#inner[k]!, (row.get(this.#inner[k]!) ?? 0) + this.#mass[k]!);
      }
      return row;
    });
    return factorise(inDoubles, { rows, exit: [...this.#exit] });
  }

  isMember = (party: number): boolean => this.#local.has(party);

  /** What a member is handed from outside: a party with a share, or a vector that is referred to. */
  entry(member: number, party: number, share: number): void {
    this.#entryMember.push(member);
    this.#entryParty.push(party);
    this.#entryShare.push(share);
  }

  reference(member: number, target: number, weight: number): void {
    const known = this.#references.get(target) ?? new Float64Array(this.#members.length);
    this.#references.set(target, known);
    known[member]! += weight;
  }

  entryCount = (): number => this.#entryParty.length;

  /** Error of what is solved here, in units of 2^−53. */
  errorAbove(): number {
    if (this.closed) return 0;
    if (this.#factors) return this.#factors.roundings + 4;
    return (this.#degree + (this.linear ? 6 : 2 ** 14)) * Math.min(this.#steps, MOST_STEPS);
  }

  /** All that one member of a linear ring has, as shares and weights. */
  expand(
    member: number,
    onEntry: (party: number, share: number) => void,
    onReference: (target: number, weight: number) => void,
  ): void {
    const columns = this.#columns();
    for (let k = 0; k < this.#entryParty.length; k += 1) {
      const share = columns[this.#entryMember[k]!]![member]! * this.#entryShare[k]!;
      if (share > 0) onEntry(this.#entryParty[k]!, share);
    }
    this.referencesOf(member, onReference);
  }

  #allColumns: (readonly number[])[] | null = null;

  #columns(): (readonly number[])[] {
    this.#allColumns ??= Array.from(this.#members, (_, at) =>
      this.#factors!.solve(Array.from(this.#members, (_, i) => (i === at ? 1 : 0))),
    );
    return this.#allColumns;
  }

  referencesOf(member: number, visit: (target: number, weight: number) => void): void {
    if (!this.#solvedReferences) {
      for (const [target, weights] of this.#references)
        this.#references.set(target, this.#solve(weights, -1));
      this.#solvedReferences = true;
    }
    for (const [target, weights] of this.#references) visit(target, weights[member]!);
  }

  /** The share of a party in a member: what it is without references (docs: linear rings), or the whole. */
  value(party: number, member: number): number {
    const i = this.#local.get(member)!;
    if (this.closed) return this.#local.has(party) ? 1 : 0;
    const found = this.#solution(party);
    if (!found) return 0;
    if (found.loose) this.#vectors.loosen();
    return found.share[i]!;
  }

  /** Whether this is the same ring as another, solved party by party: what a party has does not depend on other parties. */
  canAdopt(members: Int32Array): boolean {
    const same =
      members.length === this.#members.length && members.every((own, i) => own === this.#members[i]);
    return same && !this.linear && !this.closed;
  }

  /** Takes over what was found for everybody but those who are not 0, to whom alone something else is handed now. */
  adopt(earlier: RingBlock, others: Uint8Array): void {
    for (const [party, solution] of earlier.#known) {
      if (others[party]) continue;
      this.#known.set(party, solution);
      if (!solution) continue;
      this.#numbers += this.#members.length;
      this.#vectors.keepInRing(this.#members.length);
    }
  }

  #solution(party: number): Solution | null {
    const known = this.#known.get(party);
    if (known !== undefined) return known;
    const made = this.linear ? this.#linearSolution(party) : this.#rangedSolution(party);
    const size = made ? this.#members.length : 0;
    if (this.#numbers + size > KEPT_NUMBERS) {
      this.#vectors.keepInRing(-this.#numbers);
      this.#numbers = 0;
      this.#known.clear();
      this.#kept.clear();
    }
    this.#known.set(party, made);
    this.#numbers += size;
    this.#vectors.keepInRing(size);
    return made;
  }

  /** What is known now is kept for good. */
  keep(): void {
    for (const party of this.#known.keys()) this.#kept.add(party);
  }

  /** Drops the solutions that were not known when {@link keep} was called. */
  forget(): void {
    if (this.#known.size === this.#kept.size) return;
    for (const [party, solution] of this.#known) {
      if (this.#kept.has(party)) continue;
      this.#known.delete(party);
      if (solution) this.#numbers -= this.#members.length;
    }
  }

  #linearSolution(party: number): Solution | null {
    const inside = this.#local.get(party);
    if (inside !== undefined) return { share: this.#meetMember(inside), loose: false };
    const b = this.#handedOn(party);
    return b && { share: this.#solve(b, -1), loose: false };
  }

  #handedOn(party: number): Float64Array | null {
    if (!this.#byParty) {
      this.#byParty = new Map();
      this.#entryParty.forEach((own, k) => {
        const list = this.#byParty!.get(own);
        if (list) list.push(k);
        else this.#byParty!.set(own, [k]);
      });
    }
    const entries = this.#byParty.get(party);
    if (!entries) return null;
    const b = new Float64Array(this.#members.length);
    for (const k of entries) b[this.#entryMember[k]!]! += this.#entryShare[k]!;
    return b;
  }

  /** The probability to meet one member from every other, and from itself to come back. */
  #meetMember(inside: number): Float64Array {
    const size = this.#members.length;
    let share: Float64Array;
    if (this.#factors) {
      const column = this.#factors.solve(Array.from(this.#members, (_, i) => (i === inside ? 1 : 0)));
      share = Float64Array.from(column, (value) => value / column[inside]!);
    } else {
      const b = new Float64Array(size);
      for (let i = 0; i < size; i += 1) {
        for (let k = this.#start[i]!; k < this.#start[i + 1]!; k += 1) {
          if (this.#inner[k] === inside) b[i]! += this.#mass[k]!;
        }
      }
      share = this.#solve(b, inside);
    }
    const { start, end, next, min } = this.#walk;
    const member = this.#members[inside]!;
    let back = 0;
    for (let arc = start[member]!; arc < end[member]!; arc += 1) {
      const holder = this.#local.get(next[arc]!);
      if (holder !== undefined) back += min[arc]! * (holder === inside ? 1 : share[holder]!);
    }
    share[inside] = Math.min(1, back);
    return share;
  }

  /** x = b + A·x; with `absorbed` the walk ends at that member, whose own value is left at 0. */
  #solve(b: Float64Array, absorbed: number): Float64Array {
    if (this.#factors && absorbed < 0) return Float64Array.from(this.#factors.solve([...b]));
    const x = new Float64Array(b.length);
    // From nothing upwards every rounded step is monotone, so that it comes to rest; the rest is allowed for.
    for (;;) if (this.#sweep(x, b, absorbed) <= 2 ** -54 * (1 - this.#stay)) return x;
  }

  /** One round of Gauss and Seidel's iteration, in place; returns the greatest change. */
  #sweep(x: Float64Array, b: Float64Array, absorbed: number): number {
    const [start, inner, mass, exit] = [this.#start, this.#inner, this.#mass, this.#exit];
    let greatest = 0;
    for (const i of this.#sequence) {
      if (i === absorbed) continue;
      let total = b[i]!;
      // What a company holds of itself changes nothing: the pivot is the sum of all that leaves it.
      let pivot = exit[i]!;
      for (let k = start[i]!; k < start[i + 1]!; k += 1) {
        pivot += mass[k]!;
        if (inner[k] !== absorbed) total += mass[k]! * x[inner[k]!]!;
      }
      const value = total / pivot;
      const change = changeOf(x[i]!, value);
      if (change > greatest) greatest = change;
      x[i] = value;
    }
    return greatest;
  }

  /** Everyone who may reach a floor in some member; every other party is surely below it in all of them. */
  candidates(floor: number, wanted: Uint8Array, liveAt: (holder: number) => Int32Array): number[] {
    const found = new Set<number>();
    for (const member of this.#members) if (wanted[member]) found.add(member);
    if (this.closed) return [...found];
    if (!this.linear) {
      this.#rangedCandidates(found, wanted, { floor, liveAt });
      return [...found];
    }
    this.#handedOn(-1);
    for (const [party, entries] of this.#byParty!) {
      if (!wanted[party]) continue;
      const b = this.#handedOn(party)!;
      let bound = 0;
      for (const k of entries)
        bound = Math.max(bound, b[this.#entryMember[k]!]! / this.#exit[this.#entryMember[k]!]!);
      if (bound >= floor && this.#mayReach(b, bound, floor)) found.add(party);
    }
    return [...found];
  }

  /** A few sweeps from above: what is above the solution stays above it. */
  #mayReach(b: Float64Array, bound: number, floor: number): boolean {
    if (this.#factors) return true;
    const x = new Float64Array(b.length).fill(bound);
    for (let round = 0; round < BOUNDING_SWEEPS; round += 1) this.#sweep(x, b, -1);
    return x.some((value) => value >= floor);
  }

  #rangedCandidates(
    found: Set<number>,
    wanted: Uint8Array,
    { floor, liveAt }: { readonly floor: number; readonly liveAt: (holder: number) => Int32Array },
  ): void {
    const { ways, joint, others } = this.#outside;
    const met = new Set<number>([...ways.keys(), ...joint.keys()]);
    for (const { holder } of others) for (const party of liveAt(holder)) met.add(party);
    for (const party of met) {
      if (wanted[party] && !found.has(party) && this.#mayReachRanged(party, floor)) found.add(party);
    }
  }

  #mayReachRanged(party: number, floor: number): boolean {
    if (this.#steps > MOST_STEPS) return true;
    const problem = this.#problem(party);
    if (!problem) return false;
    const bound = this.#mostHanded(problem);
    if (bound < floor) return false;
    const share = this.#bounds.fill(bound);
    this.#hand(problem);
    for (let round = 0; round < BOUNDING_SWEEPS; round += 1) this.#rangedSweep(share, problem);
    this.#takeBack(problem);
    const mayReach = share.some((value) => value >= floor);
    if (mayReach) this.#posed.set(party, problem);
    return mayReach;
  }

  /**
   * Nobody has more of a member than the most that any row gives it of what leaves the ring there: shares are means of
   * these, whatever the completion.
   */
  #mostHanded({ ways, met, inside }: Problem): number {
    if (inside >= 0 || met.size > 0) return 1;
    let bound = 0;
    for (const [i, list] of ways) {
      let most = 0;
      for (const [arc, worth] of list) most += this.#walk.max[arc]! * worth;
      bound = Math.max(bound, (most / this.#exit[i]!) * (1 + 2 ** -40));
    }
    return Math.min(1, bound);
  }

  /** Arcs to holders outside, by the parties whom they are worth something to; long vectors are asked party by party. */
  #readOutside(): Outside {
    const { start, end, next, max, also } = this.#walk;
    const outside: Outside = { ways: new Map(), joint: new Map(), others: [] };
    const put = (map: Map<number, Way[]>, party: number, way: Way): void => {
      const list = map.get(party);
      if (!list) map.set(party, [way]);
      // A tie may be recorded twice.
      else if (list.at(-1)!.arc !== way.arc) list.push(way);
    };
    this.#members.forEach((member, i) => {
      for (let arc = start[member]!; arc < end[member]!; arc += 1) {
        if (max[arc] === 0) continue;
        const holder = next[arc]!;
        for (const other of also.get(arc) ?? []) put(outside.joint, other, { i, arc, worth: 1 });
        if (this.#local.has(holder)) continue;
        put(outside.ways, holder, { i, arc, worth: 1 });
        if (start[holder] === end[holder]) continue;
        const short = this.#vectors.eachOf(holder, (party, worth) => {
          if (party !== holder && worth > 0) put(outside.ways, party, { i, arc, worth });
        });
        if (!short) outside.others.push({ i, arc, holder });
      }
    });
    return outside;
  }

  /** What the ring is worth to one party; null where it can have nothing of it. */
  #problem(party: number): Problem | null {
    const { joint, others } = this.#outside;
    const { min } = this.#walk;
    const handed = new Map<number, number>();
    const ways = new Map<number, (readonly [arc: number, worth: number])[]>();
    const met = new Set<number>();
    const before = this.#vectors.takeLoose();
    const enter = ({ i, arc, worth }: Way): void => {
      handed.set(i, (handed.get(i) ?? 0) + min[arc]! * worth);
      const list = ways.get(i);
      if (list) list.push([arc, worth]);
      else ways.set(i, [[arc, worth]]);
    };
    for (const way of joint.get(party) ?? []) {
      met.add(way.arc);
      enter(way);
    }
    for (const way of this.#outside.ways.get(party) ?? []) if (!met.has(way.arc)) enter(way);
    for (const { i, arc, holder } of others) {
      const worth = met.has(arc) || party === holder ? 0 : this.#vectors.worth(party, holder);
      if (worth > 0) enter({ i, arc, worth });
    }
    const loose = this.#vectors.takeLoose();
    if (before) this.#vectors.loosen();
    const inside = this.#local.get(party) ?? -1;
    return inside < 0 && ways.size === 0 ? null : { handed, ways, met, inside, loose };
  }

  /** Least and greatest shares of one party: the rows' best choice against itself, iterated from nothing. */
  #rangedSolution(party: number): Solution | null {
    if (RingBlock.#depth >= DEEPEST) return this.#unknown();
    RingBlock.#depth += 1;
    const problem = this.#posed.get(party) ?? this.#problem(party);
    RingBlock.#depth -= 1;
    this.#posed.delete(party);
    if (!problem) return null;
    if (this.#steps > MOST_STEPS) return this.#unknown();
    const share = new Float64Array(this.#members.length);
    const { inside, loose } = problem;
    this.#hand(problem);
    // Whoever meets a party inside has met it: there is one, and what leads back to it is no part of what others have.
    if (inside >= 0) share[inside] = 1;
    // A change of one rounding is allowed for in `errorAbove`; choices between equal ways may go on for ever below it.
    while (this.#rangedSweep(share, problem) > 2 ** -51);
    if (inside >= 0) share[inside] = Math.min(1, this.#rowValue(inside, share, problem));
    this.#takeBack(problem);
    return { share, loose };
  }

  /** Spreads what a party is handed over the members, for sweeps. */
  #hand({ handed }: Problem): void {
    for (const [i, value] of handed) {
      this.#handed[i] = value;
      if (this.#free[i]! > NO_MASS) this.#handing[i] = 1;
    }
  }

  #takeBack({ handed }: Problem): void {
    for (const i of handed.keys()) {
      this.#handed[i] = 0;
      this.#handing[i] = 0;
    }
  }

  /**
   * An upper bound t of the steps inside: once a sweep changes no t by more than d < 1, t / (1 − d) is at least one step
   * more than any next row of it, and therefore above the solution.
   */
  #mostSteps(): number {
    const { start, end, next, max } = this.#walk;
    const inside = Array.from(this.#members, (member) => {
      const arcs: [arc: number, to: number][] = [];
      for (let arc = start[member]!; arc < end[member]!; arc += 1) {
        const to = this.#local.get(next[arc]!);
        if (to !== undefined && max[arc] !== 0) arcs.push([arc, to]);
      }
      return arcs;
    });
    const steps = new Float64Array(this.#members.length);
    for (let round = 0; round < MOST_STEPS; round += 1) {
      let change = 0;
      for (const i of this.#sequence) {
        const ways = inside[i]!.map(([arc, to]) => [arc, steps[to]!] as const);
        const value = 1 + this.#rows.value(ways, { free: this.#free[i]!, room: this.#spare[i]! }, true);
        change = Math.max(change, value - steps[i]!);
        steps[i] = value;
      }
      if (change <= 0.5) return steps.reduce((a, b) => Math.max(a, b), 0) / (1 - change);
    }
    return Number.POSITIVE_INFINITY;
  }

  #unknown(): Solution {
    const share = new Float64Array(this.#members.length);
    return { share: this.#options.sense === "most" ? share.fill(1) : share, loose: true };
  }

  /**
   * One round: rows are sums of minima; the free mass of a row with ranges goes to the best way that has room for all of it
   * (most), or where it brings nothing (least). Returns the greatest change.
   */
  #rangedSweep(share: Float64Array, problem: Problem): number {
    if (problem.met.size > 0) return this.#jointSweep(share, problem);
    const { inside } = problem;
    const { start, inner, least, room } = this.#inside;
    const [handed, handing] = [this.#handed, this.#handing];
    const [sequence, free, choice, taken] = [this.#sequence, this.#free, this.#choice, this.#taken];
    let greatest = 0;
    for (let s = 0; s < sequence.length; s += 1) {
      const i = sequence[s]!;
      if (i === inside) continue;
      let value = handed[i]!;
      if (handing[i] === 1 || choice[i] === CHOICE.many) value = this.#rowValue(i, share, problem);
      else if (choice[i] === CHOICE.any) value = this.#innerValue(i, share);
      else if (choice[i] === CHOICE.one) {
        const worth = share[inner[start[i]!]!]!;
        value = least[start[i]!]! * worth + taken[i]! * worth;
      } else if (choice[i] === CHOICE.none) {
        for (let k = start[i]!; k < start[i + 1]!; k += 1) value += least[k]! * share[inner[k]!]!;
      } else {
        let best = 0;
        for (let k = start[i]!; k < start[i + 1]!; k += 1) {
          const worth = share[inner[k]!]!;
          value += least[k]! * worth;
          if (worth > best && room[k]! > 0) best = worth;
        }
        value += free[i]! * best;
      }
      if (value > 1) value = 1;
      const change = changeOf(share[i]!, value);
      if (change > greatest) greatest = change;
      share[i] = value;
    }
    return greatest;
  }

  /** A party that is met on arcs inside too, as a joint holder: all rows with care. */
  #jointSweep(share: Float64Array, problem: Problem): number {
    let greatest = 0;
    for (const i of this.#sequence) {
      if (i === problem.inside) continue;
      const value = Math.min(1, this.#rowValue(i, share, problem));
      greatest = Math.max(greatest, changeOf(share[i]!, value));
      share[i] = value;
    }
    return greatest;
  }

  /** The value of one row to a party that only members hand on: {@link #rowValue} without the objects that it makes. */
  #innerValue(i: number, share: Float64Array): number {
    const { start, inner, least, room } = this.#inside;
    const worths = this.#scratch.worths;
    const [from, to] = [start[i]!, start[i + 1]!];
    let [value, own] = [0, 0];
    for (let k = from; k < to; k += 1) {
      const worth = share[inner[k]!]!;
      worths[k - from] = worth;
      value += least[k]! * worth;
      if (worth > 0) own += room[k]!;
    }
    const isMost = this.#options.sense === "most";
    let left = isMost ? this.#free[i]! : this.#free[i]! - (this.#spare[i]! - own);
    // Whoever was filled is worth nothing from then on; whoever is worth nothing gets nothing.
    for (let turn = from; turn < to && left > NO_MASS; turn += 1) {
      let best = -1;
      for (let k = 0; k < to - from; k += 1) {
        const worth = worths[k]!;
        if (worth === 0) continue;
        if (best < 0 || (isMost ? worth > worths[best]! : worth < worths[best]!)) best = k;
      }
      if (best < 0) return value;
      const part = Math.min(left, room[from + best]!);
      value += part * worths[best]!;
      left -= part;
      worths[best] = 0;
    }
    return value;
  }

  /** The value of one row to a party, whatever its ways. */
  #rowValue(i: number, share: Float64Array, { ways, met }: Problem): number {
    const { start, inner, arc } = this.#inside;
    const { arcs, worths } = this.#scratch;
    let count = 0;
    for (const way of ways.get(i) ?? []) {
      arcs[count] = way[0];
      worths[count] = way[1];
      count += 1;
    }
    for (let k = start[i]!; k < start[i + 1]!; k += 1) {
      const worth = share[inner[k]!]!;
      if (worth === 0 || (met.size > 0 && met.has(arc[k]!))) continue;
      arcs[count] = arc[k]!;
      worths[count] = worth;
      count += 1;
    }
    return this.#rows.valueOf({ arcs, worths, count }, { free: this.#free[i]!, room: this.#spare[i]! });
  }

  /** Arcs between members with those to themselves, by member. */
  #readInside(): Inside {
    const { start, end, next, min, max } = this.#walk;
    const [to, arcs, least, room]: [number[], number[], number[], number[]] = [[], [], [], []];
    const begin = [0];
    for (const member of this.#members) {
      for (let arc = start[member]!; arc < end[member]!; arc += 1) {
        const holder = this.#local.get(next[arc]!);
        if (holder === undefined || max[arc] === 0) continue;
        to.push(holder);
        arcs.push(arc);
        least.push(min[arc]!);
        room.push(max[arc]! - min[arc]!);
      }
      begin.push(to.length);
    }
    return {
      start: Int32Array.from(begin),
      inner: Int32Array.from(to),
      arc: Int32Array.from(arcs),
      least: Float64Array.from(least),
      room: Float64Array.from(room),
    };
  }
}

/** Whoever had nothing and now has something makes for another round, however little it is: the next may have it of this one. */
const changeOf = (before: number, after: number): number =>
  before === 0 && after > 0 ? 1 : Math.abs(after - before);

/**
 * Members of a strong component so that as many as can be come after those they have arcs to: a depth-first search, each when
 * all behind it are there. A sweep then carries what is handed in all the way, but for the arcs that close a ring, in place
 * of one or two steps of it. It depends on the ring alone.
 */
function holdersFirst(start: Int32Array, inner: Int32Array): Int32Array {
  const size = start.length - 1;
  const sequence = new Int32Array(size);
  const next = start.slice(0, size);
  const seen = new Uint8Array(size);
  const path = new Int32Array(size);
  let [depth, done] = [1, 0];
  seen[0] = 1;
  while (depth > 0) {
    const member = path[depth - 1]!;
    if (next[member] === start[member + 1]) {
      sequence[done++] = member;
      depth -= 1;
      continue;
    }
    const holder = inner[next[member]!]!;
    next[member]! += 1;
    if (seen[holder] === 1) continue;
    seen[holder] = 1;
    path[depth++] = holder;
  }
  return sequence;
}

interface Way {
  readonly i: number;
  readonly arc: number;
  readonly worth: number;
}

interface Outside {
  /** By party: stakes of its own, and those of holders with short vectors in which it is. */
  readonly ways: Map<number, Way[]>;
  readonly joint: Map<number, Way[]>;
  /** Stakes of holders with long vectors. */
  readonly others: { readonly i: number; readonly arc: number; readonly holder: number }[];
}

interface Inside {
  readonly start: Int32Array;
  readonly inner: Int32Array;
  readonly arc: Int32Array;
  readonly least: Float64Array;
  readonly room: Float64Array;
}

/** What the holders outside hand on to one party: sums of minima, and by member the ways it comes. */
interface Problem {
  /** Sums of minima, by member; and all ways that it comes there. */
  readonly handed: ReadonlyMap<number, number>;
  readonly ways: ReadonlyMap<number, readonly (readonly [arc: number, worth: number])[]>;
  /** Arcs inside on which the party is met as a joint holder. */
  readonly met: ReadonlySet<number>;
  /** The party's own number where it is a member; −1 where it is not. */
  readonly inside: number;
  /** Whether what is handed on is only bounded. */
  readonly loose: boolean;
}
