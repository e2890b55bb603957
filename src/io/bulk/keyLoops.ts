// Loops over many keys of a ByteKeys. Each does one thing and calls nothing large, so that it is compiled in little time
// and once; and each only loads what does not hang on the load before, so that many misses of the cache are waited for at once.

/** Keys that are looked for together: what they touch fits into the second cache. */
export const TOGETHER = 512;

/** Hashes of the keys at hand. */
const HASHES = new Int32Array(TOGETHER);
export const hashAt = (k: number): number => HASHES[k]!;

/** Takes what was only loaded to be near, or it would not be loaded. */
const touched = new Int32Array(1);

/** Hash of a key, with a secret seed. */
export function hashOf(from: Uint8Array, begin: number, end: number, seed: number): number {
  let h = seed;
  for (let p = begin; p < end; p += 1) h = Math.imul(h ^ from[p]!, 0x01000193);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  return h ^ (h >>> 13);
}

/** Hashes keys first … first + count − 1 of `ends`. */
export function hashKeys(
  from: Uint8Array,
  ends: Int32Array,
  first: number,
  count: number,
  seed: number,
): void {
  for (let k = 0; k < count; k += 1) {
    HASHES[k] = hashOf(from, ends[2 * (first + k)]!, ends[2 * (first + k) + 1]!, seed);
  }
}

/** Loads the slots of the keys at hand. */
export function touchSlots(slots: Int32Array, count: number): void {
  const mask = slots.length - 1;
  let sum = 0;
  for (let k = 0; k < count; k += 1) sum |= slots[HASHES[k]! & mask]!;
  touched[0] = sum;
}

/** Writes the first key that may be each of those at hand; −1 where there is none. */
export function likelyKeys(slots: Int32Array, found: Int32Array, first: number, count: number): void {
  const mask = slots.length - 1;
  for (let k = 0; k < count; k += 1) {
    const hash = HASHES[k]!;
    let at = hash & mask;
    let slot = slots[at]!;
    while (slot !== 0 && ((slot ^ hash) & ~mask) !== 0) {
      at = (at + 1) & mask;
      slot = slots[at]!;
    }
    found[first + k] = (slot & mask) - 1;
  }
}

/** Where the bytes of keys are; `width` is the length of all, or 0. */
export interface KeyBytes {
  readonly bytes: Uint8Array;
  readonly start: Uint32Array;
  readonly width: number;
}

/** Loads the first bytes of keys. */
export function touchKeys(
  { bytes, start, width }: KeyBytes,
  keys: Int32Array,
  first: number,
  count: number,
): void {
  let sum = 0;
  if (width === 0) {
    for (let k = first; k < first + count; k += 1) sum |= start[Math.max(0, keys[k]!)]!;
  }
  for (let k = first; k < first + count; k += 1) {
    const key = Math.max(0, keys[k]!);
    sum |= bytes[width > 0 ? key * width : start[key]!]!;
  }
  touched[0] = sum;
}

/** The first of keys k … until − 1 that was not found to be itself; `until` where all were. */
export function firstMistaken(
  { bytes, start, width }: KeyBytes,
  from: Uint8Array,
  ends: Int32Array,
  found: Int32Array,
  k: number,
  until: number,
): number {
  for (let at = k; at < until; at += 1) {
    const key = found[at]!;
    if (key < 0) continue;
    let q = width > 0 ? key * width : start[key]!;
    const stop = width > 0 ? q + width : start[key + 1]!;
    let p = ends[2 * at]!;
    if (stop - q !== ends[2 * at + 1]! - p) return at;
    while (q < stop && bytes[q] === from[p]) {
      q += 1;
      p += 1;
    }
    if (q < stop) return at;
  }
  return until;
}

/** What keys are put into. */
export interface KeyRoom extends KeyBytes {
  readonly slots: Int32Array;
  readonly count: number;
}

/**
 * Puts in keys `k` … `until` − 1, of those at hand that begin at `first`, and writes their numbers, up to one that may be there
 * already; says which that is. There is room for all.
 */
export function putNew(
  { slots, bytes, start, count }: KeyRoom,
  from: Uint8Array,
  ends: Int32Array,
  found: Int32Array,
  { first, k, until }: { first: number; k: number; until: number },
): number {
  const mask = slots.length - 1;
  let key = count;
  let to = start[key]!;
  for (let own = k; own < until; own += 1) {
    const hash = HASHES[own - first]!;
    let at = hash & mask;
    for (let slot = slots[at]!; slot !== 0; slot = slots[at]!) {
      if (((slot ^ hash) & ~mask) === 0) return own;
      at = (at + 1) & mask;
    }
    found[own] = key;
    key += 1;
    slots[at] = (hash & ~mask) | key;
    const end = ends[2 * own + 1]!;
    for (let p = ends[2 * own]!; p < end; p += 1) bytes[to++] = from[p]!;
    start[key] = to;
  }
  return until;
}

/** Leaves out keys that are the same as the one before; says how many are left, and which of them each was. */
export function withoutRepeats(from: Uint8Array, ends: Int32Array, count: number, which: Int32Array): number {
  let last = -1;
  let begin = 0;
  let end = -1;
  for (let k = 0; k < count; k += 1) {
    let p = ends[2 * k]!;
    const stop = ends[2 * k + 1]!;
    let q = begin;
    const isAsLong = stop - p === end - begin;
    while (isAsLong && p < stop && from[p] === from[q]) {
      p += 1;
      q += 1;
    }
    if (!isAsLong || p < stop) {
      last += 1;
      begin = ends[2 * k]!;
      end = stop;
      ends[2 * last] = begin;
      ends[2 * last + 1] = end;
    }
    which[k] = last;
  }
  return last + 1;
}

/** The first of keys k … until − 1 that was not found and is not empty; `until` where there is none. */
export function firstMissing(ends: Int32Array, found: Int32Array, k: number, until: number): number {
  for (let at = k; at < until; at += 1) if (found[at]! < 0 && ends[2 * at] !== ends[2 * at + 1]) return at;
  return until;
}

/** How many bytes keys `first` … `until` − 1 have together. */
export function lengthOf(ends: Int32Array, first: number, until: number): number {
  let sum = 0;
  for (let k = first; k < until; k += 1) sum += ends[2 * k + 1]! - ends[2 * k]!;
  return sum;
}

/** The length that all keys `first` … `until` − 1 have; 0 where they differ. */
export function commonLength(start: Uint32Array, first: number, until: number): number {
  const width = start[first + 1]! - start[first]!;
  for (let key = first; key < until; key += 1) if (start[key + 1]! - start[key]! !== width) return 0;
  return width;
}

/** Bytes in the order of UTF-16 units: those that begin U+10000 and beyond (surrogates there) before U+E000. */
export const UNIT_ORDER = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte < 0xee ? byte : byte < 0xf0 ? byte + 0x10 : byte - 2,
);

/** Writes the first six bytes of keys as numbers that have their order. */
export function writeBeginnings(
  { bytes, start, width }: KeyBytes,
  keys: Int32Array,
  count: number,
  into: Float64Array,
): void {
  for (let k = 0; k < count; k += 1) {
    const key = keys[k]!;
    const begin = width > 0 ? key * width : start[key]!;
    const end = Math.min(begin + 6, width > 0 ? begin + width : start[key + 1]!);
    let high = 0;
    let low = 0;
    let p = begin;
    for (; p < end && p < begin + 3; p += 1) high = (high << 8) | UNIT_ORDER[bytes[p]!]!;
    for (; p < end; p += 1) low = (low << 8) | UNIT_ORDER[bytes[p]!]!;
    // Shorter keys stand before those that begin like them.
    const short = begin + 6 - end;
    high <<= 8 * Math.max(0, short - 3);
    low <<= 8 * Math.min(3, short);
    into[k] = high * (1 << 24) + low;
  }
}
