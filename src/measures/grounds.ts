import { both, type Evidence, type Known } from "./evidence.js";

/** A holder's place in a ground: the party that stands in it (itself, or one that controls it). */
export interface GroundMember {
  readonly holder: number;
  readonly party: number;
  /** The ground holds between members of different sides: several partnerships of one partner are a side each. */
  readonly side: number;
  readonly verdict: Known;
  readonly evidence: readonly Evidence[];
}

/** One circumstance that connects holders: "鼎晟 is the executive partner of these three". */
export interface Ground<Reason extends string = string> {
  readonly reason: Reason;
  readonly members: readonly GroundMember[];
  /** Whether a rebuttal between two parties cancels the ground between them. */
  readonly rebuttable: boolean;
  /** A connection through more than one other party: it joins, but is no reason between two. */
  readonly chain?: (a: GroundMember, b: GroundMember) => readonly Evidence[];
}

/** A ground between two holders. */
export interface GroundPair<Reason extends string = string> {
  readonly ground: Ground<Reason>;
  readonly a: GroundMember;
  readonly b: GroundMember;
  readonly verdict: Known;
}

/** Pairs of parties whose presumptions are rebutted: two parties with a key in common. */
export type Rebuttals = ReadonlyMap<number, ReadonlySet<string>>;

/** The keys of the rebuttals between two members of a ground; empty where nothing is rebutted. */
export function rebuttedBy(rebuttals: Rebuttals, a: GroundMember, b: GroundMember): string[] {
  if (rebuttals.size === 0) return [];
  const keys: string[] = [];
  for (const one of new Set([a.holder, a.party])) {
    for (const other of new Set([b.holder, b.party])) {
      if (one === other) continue;
      for (const key of rebuttals.get(one) ?? []) if (rebuttals.get(other)?.has(key)) keys.push(key);
    }
  }
  return keys;
}

/** Disjoint sets of holders, joined pair by pair. */
export class DisjointSets {
  readonly #parent = new Map<number, number>();

  root(member: number): number {
    let root = member;
    for (let next = this.#parent.get(root); next !== undefined; next = this.#parent.get(root)) root = next;
    for (let at = member; at !== root; ) {
      const next = this.#parent.get(at)!;
      this.#parent.set(at, root);
      at = next;
    }
    return root;
  }

  join(a: number, b: number): void {
    const [one, other] = [this.root(a), this.root(b)];
    if (one !== other) this.#parent.set(Math.max(one, other), Math.min(one, other));
  }
}

const holdsBetween = (ground: Ground, rebuttals: Rebuttals, a: GroundMember, b: GroundMember): boolean =>
  !ground.rebuttable || rebuttedBy(rebuttals, a, b).length === 0;

/**
 * Visits pairs of a ground that connect everyone whom it connects, rebutted pairs left out: a search over the pairs
 * that are *not* forbidden, linear in members and rebuttals however many pairs there are.
 */
export function connect(
  ground: Ground,
  rebuttals: Rebuttals,
  members: readonly GroundMember[],
  visit: (a: GroundMember, b: GroundMember) => void,
): void {
  const waiting = new Map<number, GroundMember[]>();
  for (const member of members) {
    const side = waiting.get(member.side);
    if (side) side.push(member);
    else waiting.set(member.side, [member]);
  }
  const queue: GroundMember[] = [];
  const reach = (from: GroundMember, list: readonly GroundMember[]): GroundMember[] =>
    list.filter((other) => {
      const same = other.holder === from.holder;
      if (!same && !holdsBetween(ground, rebuttals, from, other)) return true;
      if (!same) visit(from, other);
      queue.push(other);
      return false;
    });
  for (let first = takeOne(waiting); first; first = takeOne(waiting)) {
    queue.push(first);
    for (let from = queue.pop(); from; from = queue.pop()) {
      for (const [side, list] of waiting) {
        if (side === from.side) continue;
        const left = reach(from, list);
        if (left.length === 0) waiting.delete(side);
        else if (left.length < list.length) waiting.set(side, left);
      }
    }
  }
}

/** Takes the lists' own last members away, so that a side of many costs no more than its members. */
function takeOne(waiting: Map<number, GroundMember[]>): GroundMember | undefined {
  for (const [side, list] of waiting) {
    const taken = list.pop();
    if (list.length === 0) waiting.delete(side);
    return taken;
  }
  return undefined;
}

/** Every pair of a ground between the members given; quadratic, so only for few. */
export function* pairsOf<Reason extends string>(
  ground: Ground<Reason>,
  rebuttals: Rebuttals,
  members: readonly GroundMember[],
): Generator<GroundPair<Reason>> {
  for (const [position, a] of members.entries()) {
    for (const b of members.slice(position + 1)) {
      if (a.side === b.side || a.holder === b.holder || !holdsBetween(ground, rebuttals, a, b)) continue;
      yield { ground, a, b, verdict: both(a.verdict, b.verdict) };
    }
  }
}

/** How many pairs {@link pairsOf} would visit at most. */
export function pairCount(members: readonly GroundMember[]): number {
  const sides = new Map<number, number>();
  for (const { side } of members) sides.set(side, (sides.get(side) ?? 0) + 1);
  let squares = 0;
  for (const size of sides.values()) squares += size * size;
  return (members.length ** 2 - squares) / 2;
}

/** Whether a ground is a reason between any two of its members. */
export function isComplete(ground: Ground, rebuttals: Rebuttals, members: readonly GroundMember[]): boolean {
  if (ground.chain) return false;
  const holders = new Set(members.map(({ holder }) => holder));
  const sides = new Set(members.map(({ side }) => side));
  if (holders.size !== members.length || sides.size !== members.length) return false;
  if (!ground.rebuttable || rebuttals.size === 0) return true;
  const parties = members.flatMap(({ holder, party }) => [...new Set([holder, party])]);
  const keys = parties.flatMap((party) => [...(rebuttals.get(party) ?? [])]);
  return new Set(keys).size === keys.length;
}
