import { type Fraction, fraction, toNumber } from "../model/fraction.js";

/** A weighted game: a coalition wins when its weights reach the quota. Weights are whole numbers ≥ 0. */
export interface WeightedGame {
  readonly weights: readonly bigint[];
  readonly quota: bigint;
}

/** Indices by player, fractions of one; `standardError` is the largest of any index where they are estimated. */
export interface PowerIndices {
  readonly shapleyShubik: readonly number[];
  readonly banzhaf: readonly number[];
  readonly method: "exact" | "estimate";
  readonly standardError?: number;
}

/** How many elementary additions exact counting may take: a few seconds. */
const COUNTING_STEPS = 1_500_000_000;
/** How many different sums counting may tell apart. */
const SUMS = 400_000;
/** Each prime used is above 2³⁰. */
const PRIME_BITS = 30;
/** Up to here all coalitions of two halves are listed and matched, whatever the weights. */
const HALVED_PLAYERS = 30;
const ESTIMATE_STEPS = 20_000_000;

/**
 * Shapley–Shubik and normalised Banzhaf indices. Exact by counting coalitions by sum and size (see
 * docs/method/voting-power.md); where that is out of reach, a seeded estimate with its standard error.
 */
export function powerIndices({ weights, quota }: WeightedGame): PowerIndices {
  const total = weights.reduce((sum, weight) => sum + weight, 0n);
  const players = weights.filter((weight) => weight > 0n);
  if (quota <= 0n || quota > total) return spread(weights, () => ({ shapleyShubik: 0, banzhaf: 0 }));
  if (new Set(players).size === 1) {
    // All are alike, so each has the same part of both.
    const part = 1 / players.length;
    return spread(weights, () => ({ shapleyShubik: part, banzhaf: part }));
  }
  const dictator = players.find((weight) => weight >= quota && total - weight < quota);
  if (dictator !== undefined) {
    return spread(weights, (weight) => ({
      shapleyShubik: weight === dictator ? 1 : 0,
      banzhaf: weight === dictator ? 1 : 0,
    }));
  }
  const counts = countBySums(players, quota, total) ?? countByHalves(players, quota);
  return counts ? fromCounts(weights, players.length, counts) : estimate(weights, quota);
}

type Both = { readonly shapleyShubik: number; readonly banzhaf: number };

function spread(weights: readonly bigint[], of: (weight: bigint) => Both): PowerIndices {
  const found = new Map<bigint, Both>();
  const each = weights.map((weight) => {
    const known = found.get(weight) ?? (weight === 0n ? { shapleyShubik: 0, banzhaf: 0 } : of(weight));
    found.set(weight, known);
    return known;
  });
  return {
    shapleyShubik: each.map((one) => one.shapleyShubik),
    banzhaf: each.map((one) => one.banzhaf),
    method: "exact",
  };
}

/** By weight: how many coalitions of the others, by size, win with a player of that weight and lose without. */
type Swings = ReadonlyMap<bigint, readonly bigint[]>;

function fromCounts(weights: readonly bigint[], n: number, counts: Swings): PowerIndices {
  const factorial: bigint[] = [1n];
  for (let k = 1; k <= n; k += 1) factorial.push(factorial[k - 1]! * BigInt(k));
  const swings = (weight: bigint): bigint => counts.get(weight)!.reduce((sum, count) => sum + count, 0n);
  const all = weights.reduce((sum, weight) => (weight === 0n ? sum : sum + swings(weight)), 0n);
  return spread(weights, (weight) => {
    const orders = counts
      .get(weight)!
      .reduce((sum, count, size) => sum + count * factorial[size]! * factorial[n - 1 - size]!, 0n);
    const parts: [Fraction, Fraction] = [fraction(orders, factorial[n]!), fraction(swings(weight), all)];
    return { shapleyShubik: toNumber(parts[0]), banzhaf: toNumber(parts[1]) };
  });
}

/** Players of one weight. */
interface PlayerClass {
  readonly weight: number;
  readonly count: number;
  /** Position of each sum less this weight among the sums; -1 where that is none. */
  readonly before: Int32Array;
}

/**
 * Counts coalitions by sum and size with one dynamic programme, and takes each player out again. Counts are kept modulo
 * several primes below 2³¹ and put together by the Chinese remainder theorem: they are below 2ⁿ, so that enough
 * primes make them exact. Null where there are too many sums or steps.
 */
function countBySums(players: readonly bigint[], quota: bigint, total: bigint): Swings | null {
  if (total > BigInt(Number.MAX_SAFE_INTEGER)) return null;
  const counts = new Map<number, number>();
  for (const player of players) counts.set(Number(player), (counts.get(Number(player)) ?? 0) + 1);
  const n = players.length;
  const stepsPerSum = Math.ceil((n + 1) / PRIME_BITS) * n * (n + counts.size);
  if (stepsPerSum > COUNTING_STEPS) return null;
  const primes = primesFor(n);
  const limit = Math.min(SUMS, Math.floor(COUNTING_STEPS / stepsPerSum));
  const sums = reachable(counts, Number(quota), limit);
  if (!sums) return null;
  const place = new Map([...sums].map((sum, position) => [sum, position]));
  const classes = [...counts].map(([weight, count]): PlayerClass => {
    return { weight, count, before: Int32Array.from(sums, (sum) => place.get(sum - weight) ?? -1) };
  });
  const residues = primes.map((prime) => swingsModulo(classes, sums, n, Number(quota), prime));
  const result = new Map<bigint, bigint[]>();
  classes.forEach(({ weight }, c) => {
    const bySize = Array.from({ length: n }, (_, size) =>
      combine(
        residues.map((of) => of[c]![size]!),
        primes,
      ),
    );
    result.set(BigInt(weight), bySize);
  });
  return result;
}

/** Sums below the quota that some coalition has, ascending; null where there are more than the limit. */
function reachable(counts: ReadonlyMap<number, number>, quota: number, limit: number): Float64Array | null {
  const sums = new Set([0]);
  for (const [weight, count] of counts) {
    for (const sum of [...sums]) {
      for (let k = 1; k <= count && sum + k * weight < quota; k += 1) {
        sums.add(sum + k * weight);
        if (sums.size > limit) return null;
      }
    }
  }
  return Float64Array.from(sums).sort();
}

/** For each class, swings by size of the coalition, modulo a prime. */
function swingsModulo(
  classes: readonly PlayerClass[],
  sums: Float64Array,
  n: number,
  quota: number,
  prime: number,
): Float64Array[] {
  const width = n + 1;
  const all = new Uint32Array(sums.length * width);
  all[0] = 1;
  for (const { before, count } of classes) {
    for (let player = 0; player < count; player += 1) {
      for (let j = sums.length - 1; j > 0; j -= 1) {
        if (before[j]! >= 0) addRow(all, j * width, before[j]! * width, width, prime);
      }
    }
  }
  const others = new Uint32Array(all.length);
  return classes.map(({ weight, before }) => {
    const swings = new Float64Array(n);
    others.set(all);
    for (let j = 0; j < sums.length; j += 1) {
      const own = j * width;
      if (before[j]! >= 0) subtractRow(others, own, before[j]! * width, width, prime);
      if (sums[j]! < quota - weight) continue;
      for (let size = 0; size < n; size += 1) swings[size] = (swings[size]! + others[own + size]!) % prime;
    }
    return swings;
  });
}

/** Every coalition of one sum, with the player added: one larger. */
function addRow(table: Uint32Array, to: number, from: number, width: number, prime: number): void {
  for (let size = width - 1; size > 0; size -= 1) {
    const sum = table[to + size]! + table[from + size - 1]!;
    table[to + size] = sum >= prime ? sum - prime : sum;
  }
}

function subtractRow(table: Uint32Array, from: number, part: number, width: number, prime: number): void {
  for (let size = 1; size < width; size += 1) {
    const rest = table[from + size]! - table[part + size - 1]!;
    table[from + size] = rest < 0 ? rest + prime : rest;
  }
}

/** Primes below 2³¹, the largest first, whose product is above 2ⁿ. */
function primesFor(n: number): number[] {
  const primes: number[] = [];
  for (let candidate = 2 ** 31 - 1; primes.length * PRIME_BITS < n + 1; candidate -= 2) {
    if (isPrime(candidate)) primes.push(candidate);
  }
  return primes;
}

function isPrime(candidate: number): boolean {
  for (let divisor = 3; divisor * divisor <= candidate; divisor += 2)
    if (candidate % divisor === 0) return false;
  return true;
}

/** The number below the product of the primes that has these remainders (Garner). */
function combine(remainders: readonly number[], primes: readonly number[]): bigint {
  let value = 0n;
  let product = 1n;
  remainders.forEach((remainder, k) => {
    const prime = BigInt(primes[k]!);
    const missing = (((BigInt(remainder) - value) % prime) + prime) % prime;
    value += product * ((missing * inverse(product % prime, prime)) % prime);
    product *= prime;
  });
  return value;
}

/** Fermat: a^(p − 2) is the inverse of a modulo a prime p. */
function inverse(a: bigint, prime: bigint): bigint {
  let [base, exponent, result] = [a % prime, prime - 2n, 1n];
  for (; exponent > 0n; exponent >>= 1n) {
    if (exponent & 1n) result = (result * base) % prime;
    base = (base * base) % prime;
  }
  return result;
}

/** A coalition of one half of the players. */
interface Part {
  readonly sum: bigint;
  readonly size: number;
}

/** Lists the coalitions of two halves of the others and matches them. Null for more players than can be listed. */
function countByHalves(players: readonly bigint[], quota: bigint): Swings | null {
  if (players.length > HALVED_PLAYERS) return null;
  const result = new Map<bigint, bigint[]>();
  for (const weight of new Set(players)) {
    const others = [...players];
    others.splice(others.indexOf(weight), 1);
    const half = others.length >> 1;
    const [left, right] = [coalitions(others.slice(0, half)), coalitions(others.slice(half))];
    right.sort((a, b) => (a.sum < b.sum ? -1 : a.sum > b.sum ? 1 : 0));
    result.set(weight, matched(left, right, quota - weight, quota, players.length));
  }
  return result;
}

function coalitions(players: readonly bigint[]): Part[] {
  let parts: Part[] = [{ sum: 0n, size: 0 }];
  for (const player of players) {
    parts = [...parts, ...parts.map(({ sum, size }) => ({ sum: sum + player, size: size + 1 }))];
  }
  return parts;
}

/** Pairs of parts whose sum is at least `low` and below `high`, by size. Counts stay below 2³⁰. */
function matched(
  left: readonly Part[],
  right: readonly Part[],
  low: bigint,
  high: bigint,
  n: number,
): bigint[] {
  const widest = Math.max(...right.map(({ size }) => size));
  // upTo[size][k]: parts of that size among the k smallest.
  const upTo = Array.from({ length: widest + 1 }, () => new Int32Array(right.length + 1));
  right.forEach(({ size }, k) => {
    upTo.forEach((list, of) => {
      list[k + 1] = list[k]! + (of === size ? 1 : 0);
    });
  });
  const bySize = new Array<number>(n).fill(0);
  for (const { sum, size } of left) {
    const [from, to] = [firstAtLeast(right, low - sum), firstAtLeast(right, high - sum)];
    upTo.forEach((list, more) => {
      const found = list[to]! - list[from]!;
      if (found > 0) bySize[size + more]! += found;
    });
  }
  return bySize.map(BigInt);
}

function firstAtLeast(parts: readonly Part[], sum: bigint): number {
  let [low, high] = [0, parts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (parts[middle]!.sum < sum) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A seeded generator of numbers in [0, 1): the same game has the same estimate everywhere (Marsaglia xorshift). */
function seeded(): () => number {
  let state = 0x9e3779b9;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

/** Random orders for Shapley–Shubik, random coalitions for Banzhaf. */
function estimate(exactWeights: readonly bigint[], exactQuota: bigint): PowerIndices {
  const n = exactWeights.length;
  const scale = exactWeights.reduce((sum, weight) => sum + weight, 0n);
  const weights = Float64Array.from(exactWeights, (weight) => toNumber(fraction(weight, scale)));
  const quota = toNumber(fraction(exactQuota, scale));
  const rounds = Math.max(200, Math.min(40_000, Math.floor(ESTIMATE_STEPS / n)));
  const random = seeded();
  const pivots = pivotCounts(weights, quota, rounds, random);
  const swings = swingCounts(weights, quota, rounds, random);
  const all = swings.reduce((sum, count) => sum + count, 0);
  const deviation = (count: number): number => Math.sqrt((count / rounds) * (1 - count / rounds) * rounds);
  const error = (counts: Float64Array, whole: number): number =>
    counts.reduce((largest, count) => Math.max(largest, deviation(count) / whole), 0);
  return {
    shapleyShubik: Array.from(pivots, (count) => count / rounds),
    banzhaf: Array.from(swings, (count) => (all === 0 ? 0 : count / all)),
    method: "estimate",
    standardError: Math.max(error(pivots, rounds), all === 0 ? 0 : error(swings, all)),
  };
}

function pivotCounts(
  weights: Float64Array,
  quota: number,
  rounds: number,
  random: () => number,
): Float64Array {
  const order = Uint32Array.from(weights.keys());
  const counts = new Float64Array(weights.length);
  for (let round = 0; round < rounds; round += 1) {
    let sum = 0;
    // A random order is drawn only as far as it is needed.
    for (let k = 0; k < order.length; k += 1) {
      const pick = k + Math.floor(random() * (order.length - k));
      const player = order[pick]!;
      order[pick] = order[k]!;
      order[k] = player;
      sum += weights[player]!;
      if (sum < quota) continue;
      counts[player]! += 1;
      break;
    }
  }
  return counts;
}

function swingCounts(
  weights: Float64Array,
  quota: number,
  rounds: number,
  random: () => number,
): Float64Array {
  const counts = new Float64Array(weights.length);
  const inside = new Uint8Array(weights.length);
  for (let round = 0; round < rounds; round += 1) {
    let sum = 0;
    weights.forEach((weight, player) => {
      inside[player] = random() < 0.5 ? 1 : 0;
      if (inside[player]) sum += weight;
    });
    weights.forEach((weight, player) => {
      const without = inside[player] ? sum - weight : sum;
      if (without < quota && without + weight >= quota) counts[player]! += 1;
    });
  }
  return counts;
}
