import { type Circle, rebuttalEvidence } from "./concertCircle.js";
import { CONCERT_REASONS, type ConcertReason } from "./concertReasons.js";
import type { ConcertSet, ConcertSets } from "./concertSets.js";
import { both, type Evidence, type Known } from "./evidence.js";
import {
  connect,
  type Ground,
  type GroundMember,
  type GroundPair,
  isComplete,
  pairCount,
  pairsOf,
  rebuttedBy,
} from "./grounds.js";

/** Groups of more pairs than this print reasons that connect them, not all pairs. */
export const PAIRS_SHOWN = 5_000;

/** Why two holders are in one group. */
export interface ConcertReasonResult {
  readonly a: string;
  readonly b: string;
  readonly reason: ConcertReason;
  readonly evidence: readonly Evidence[];
  readonly verdict: Known;
  /** The presumption is rebutted: it does not join. */
  readonly rebutted?: true;
  /** A longer chain of kin through others: it joins, but is no reason between the two. */
  readonly chain?: true;
  /** The article of a presumption, and whether it was read in its source; filled in by who knows the law. */
  readonly article?: string;
  readonly verified?: boolean;
}

type Pair = GroundPair<ConcertReason>;

/** The reasons between members of one group. */
export interface GroupReasons {
  readonly reasons: readonly ConcertReasonResult[];
  /** Some two members have none. */
  readonly transitive: boolean;
  /** There are too many pairs to list: the reasons are some that connect all members. */
  readonly truncated: boolean;
}

/** The reasons between members of one group, and whether every two of them have one. */
export function reasonsBetween(
  circle: Circle,
  { members, parts }: Pick<ConcertSet, "members" | "parts">,
): GroupReasons {
  const all = (members.length * (members.length - 1)) / 2;
  const listed = parts.reduce((sum, part) => sum + (part.ground.chain ? 0 : pairCount(part.members)), 0);
  const truncated = all > PAIRS_SHOWN || listed > 10 * PAIRS_SHOWN;
  const best = new Map<string, Pair>();
  const put = (pair: Pair): void => {
    const placed = inOrder(circle, pair);
    const key = `${placed.a.holder} ${placed.b.holder} ${placed.ground.reason}`;
    const known = best.get(key);
    if (!known || better(placed, known)) best.set(key, placed);
  };
  for (const { ground, members: own } of parts) {
    if (truncated || ground.chain) {
      connect(ground, circle.rebuttals, own, (a, b) =>
        put({ ground, a, b, verdict: both(a.verdict, b.verdict) }),
      );
    } else for (const pair of pairsOf(ground, circle.rebuttals, own)) put(pair);
  }
  const pairs = [...best.values()];
  const direct = new Set(
    pairs.filter(({ ground }) => !ground.chain).map(({ a, b }) => `${a.holder} ${b.holder}`),
  );
  const whole = parts.some(
    ({ ground, members: own }) => own.length === members.length && isComplete(ground, circle.rebuttals, own),
  );
  return {
    reasons: pairs.sort((x, y) => orderPairs(circle, x, y)).map((pair) => reasonOf(circle, pair)),
    // Of a group too large to list, only one ground between all its members proves a reason between any two.
    transitive: truncated ? !whole : direct.size < all,
    truncated,
  };
}

/** Presumptions that a rebuttal cancels: inside a group, by its position, and between holders of different groups. */
export function rebuttedReasons({ circle, grounds, groupOf }: ConcertSets): {
  readonly within: ReadonlyMap<number, readonly ConcertReasonResult[]>;
  readonly across: readonly ConcertReasonResult[];
} {
  const found = new Map<string, { pair: Pair; keys: readonly string[] }>();
  for (const ground of circle.rebuttals.size === 0 ? [] : grounds) {
    if (!ground.rebuttable || ground.chain) continue;
    for (const { a, b } of rebuttedPairs(circle, ground)) {
      const pair = inOrder(circle, { ground, a, b, verdict: both(a.verdict, b.verdict) });
      const key = `${pair.a.holder} ${pair.b.holder} ${ground.reason}`;
      const known = found.get(key);
      if (known && !better(pair, known.pair)) continue;
      found.set(key, { pair, keys: rebuttedBy(circle.rebuttals, pair.a, pair.b) });
    }
  }
  const within = new Map<number, ConcertReasonResult[]>();
  const across: ConcertReasonResult[] = [];
  for (const { pair, keys } of [...found.values()].sort((x, y) => orderPairs(circle, x.pair, y.pair))) {
    const result = reasonOf(circle, pair);
    const evidence = [...result.evidence, ...keys.flatMap((key) => rebuttalEvidence(circle.r, key))];
    const group = groupOf.get(pair.a.holder);
    const rebutted = { ...result, evidence, rebutted: true as const };
    if (group === undefined || group !== groupOf.get(pair.b.holder)) across.push(rebutted);
    else within.set(group, [...(within.get(group) ?? []), rebutted]);
  }
  return { within, across };
}

function* rebuttedPairs(
  { rebuttals }: Circle,
  { members }: Ground<ConcertReason>,
): Generator<{ readonly a: GroundMember; readonly b: GroundMember }> {
  const touched = members.filter(({ holder, party }) => rebuttals.has(holder) || rebuttals.has(party));
  let shown = 0;
  for (const [position, a] of touched.entries()) {
    for (let other = position + 1; other < touched.length && shown < PAIRS_SHOWN; other += 1) {
      const b = touched[other]!;
      if (a.side === b.side || a.holder === b.holder) continue;
      if (rebuttedBy(rebuttals, a, b).length === 0) continue;
      shown += 1;
      yield { a, b };
    }
  }
}

function inOrder({ r }: Circle, pair: Pair): Pair {
  return r.rank[pair.a.holder]! < r.rank[pair.b.holder]! ? pair : { ...pair, a: pair.b, b: pair.a };
}

/** Of several grounds for one reason the surest is printed, then the one with the shortest evidence. */
function better(one: Pair, other: Pair): boolean {
  if (one.verdict !== other.verdict) return one.verdict === "certain";
  if (!one.ground.chain !== !other.ground.chain) return !one.ground.chain;
  const [mine, theirs] = [evidenceOf(one), evidenceOf(other)];
  if (mine.length !== theirs.length) return mine.length < theirs.length;
  // A nearer controller controls fewer holders than those above it.
  const [size, otherSize] = [one.ground.members.length, other.ground.members.length];
  if (size !== otherSize) return size < otherSize;
  return JSON.stringify(mine) < JSON.stringify(theirs);
}

const orderPairs = ({ r }: Circle, x: Pair, y: Pair): number =>
  r.rank[x.a.holder]! - r.rank[y.a.holder]! ||
  r.rank[x.b.holder]! - r.rank[y.b.holder]! ||
  CONCERT_REASONS.indexOf(x.ground.reason) - CONCERT_REASONS.indexOf(y.ground.reason);

/** What both members bring, once; a chain between their parties in the middle. */
function evidenceOf({ ground, a, b }: Pair): Evidence[] {
  const between = ground.chain ? ground.chain(a, b) : [];
  const seen = new Set<string>();
  return [...a.evidence, ...between, ...b.evidence].filter((evidence) => {
    const text = JSON.stringify(evidence);
    return !seen.has(text) && seen.add(text);
  });
}

const reasonOf = ({ r }: Circle, pair: Pair): ConcertReasonResult => ({
  a: r.entities[pair.a.holder]!.id,
  b: r.entities[pair.b.holder]!.id,
  reason: pair.ground.reason,
  evidence: evidenceOf(pair),
  verdict: pair.verdict,
  ...(pair.ground.chain ? { chain: true as const } : {}),
});
