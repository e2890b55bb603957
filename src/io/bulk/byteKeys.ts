import { randomInt } from "node:crypto";
import {
  commonLength,
  firstMistaken,
  hashAt,
  hashKeys,
  hashOf,
  lengthOf,
  likelyKeys,
  putNew,
  TOGETHER,
  touchKeys,
  touchSlots,
  UNIT_ORDER,
  writeBeginnings,
} from "./keyLoops.js";

const HEADROOM = 1.25;

/** Keys as bytes (UTF-8) in an order of their own: 0 is the first that was put in. */
export interface KeyColumns {
  readonly count: number;
  /** Key i is bytes[start[i]] … bytes[start[i + 1] − 1]. */
  readonly bytes: Uint8Array;
  readonly start: Uint32Array;
  /**
   * Open addressing, as many slots as a power of two: the position plus one of the key, and above it those bits of its
   * hash that do not say where to look; 0 where the slot is free.
   */
  readonly slots: Int32Array;
  readonly seed: number;
}

/**
 * A set of byte strings, each with a number: what a Map from ids to positions is, without an object or a string a key
 * and without the end of Map and Set at 2^24 keys. Open addressing with linear probing; a hash only says where to
 * look, the bytes decide. The hash has a secret seed, so that nobody can write ids that all fall into one place;
 * nothing that is answered depends on it.
 */
export class ByteKeys {
  count: number;
  bytes: Uint8Array;
  start: Uint32Array;
  slots: Int32Array;
  readonly seed: number;
  /** The length of every key, where all have one: then nobody asks where a key begins. 0 where they differ. */
  width: number;

  constructor(expected: number, expectedBytes: number, stored?: KeyColumns) {
    this.count = stored?.count ?? 0;
    this.bytes = stored?.bytes ?? new Uint8Array(Math.max(64, expectedBytes));
    this.start = stored?.start ?? new Uint32Array(Math.max(16, expected) + 1);
    this.slots = stored?.slots ?? new Int32Array(slotsFor(expected));
    this.seed = stored?.seed ?? randomInt(0x7fffffff);
    this.width = stored && stored.count > 0 ? commonLength(stored.start, 0, stored.count) : 0;
  }

  /** Arrays cut to their length, to be written to a file. */
  columns(): KeyColumns {
    const { count, slots, seed } = this;
    const start = this.start.subarray(0, count + 1);
    return { count, bytes: this.bytes.subarray(0, start[count]!), start, slots, seed };
  }

  hash(from: Uint8Array, begin: number, end: number): number {
    return hashOf(from, begin, end, this.seed);
  }

  /** Number of a key whose hash is known; −1 where it is not there. */
  find(from: Uint8Array, begin: number, end: number, hash: number): number {
    const { slots } = this;
    const mask = slots.length - 1;
    for (let at = hash & mask; slots[at] !== 0; at = (at + 1) & mask) {
      const key = (slots[at]! & mask) - 1;
      if (((slots[at]! ^ hash) & ~mask) === 0 && this.#equals(key, from, begin, end)) return key;
    }
    return -1;
  }

  /** Numbers of many keys at once, key k being from[ends[2 k]] … from[ends[2 k + 1] − 1]; −1 for those not there. */
  findAll(from: Uint8Array, ends: Int32Array, count: number, found: Int32Array): void {
    for (let first = 0; first < count; first += TOGETHER) {
      const until = Math.min(count, first + TOGETHER);
      hashKeys(from, ends, first, until - first, this.seed);
      touchSlots(this.slots, until - first);
      likelyKeys(this.slots, found, first, until - first);
      touchKeys(this, found, first, until - first);
      let k = firstMistaken(this, from, ends, found, first, until);
      while (k < until) {
        found[k] = this.find(from, ends[2 * k]!, ends[2 * k + 1]!, hashAt(k - first));
        k = firstMistaken(this, from, ends, found, k + 1, until);
      }
    }
  }

  /** Number of a key, put in where it is not there: then it is `count − 1` of afterwards. */
  insert(from: Uint8Array, begin: number, end: number): number {
    this.#reserve(1, end - begin);
    return this.#insert(from, begin, end, this.hash(from, begin, end));
  }

  /** Puts in many keys, as {@link findAll} finds them: those that were not there are numbered in their order. */
  insertAll(from: Uint8Array, ends: Int32Array, count: number, found: Int32Array): void {
    for (let first = 0; first < count; first += TOGETHER) {
      const until = Math.min(count, first + TOGETHER);
      this.#reserve(until - first, lengthOf(ends, first, until));
      hashKeys(from, ends, first, until - first, this.seed);
      touchSlots(this.slots, until - first);
      for (let k = first; k < until; k += 1) {
        const put = putNew(this, from, ends, found, { first, k, until });
        this.#added(put - k);
        k = put;
        if (k < until) found[k] = this.#insert(from, ends[2 * k]!, ends[2 * k + 1]!, hashAt(k - first));
      }
    }
  }

  /** Counts keys that were put in behind the others. */
  #added(keys: number): void {
    const before = this.count;
    this.count += keys;
    if (keys === 0 || (before > 0 && this.width === 0)) return;
    const width = commonLength(this.start, before, this.count);
    this.width = before === 0 || width === this.width ? width : 0;
  }

  #reserve(keys: number, room: number): void {
    const { count } = this;
    while ((count + keys) * 4 > this.slots.length * 3) this.#grow();
    const needed = this.start[count]! + room;
    if (needed > this.bytes.length) this.bytes = enlarged(this.bytes, needed);
    if (count + keys + 1 > this.start.length) this.start = enlarged(this.start, count + keys + 1);
  }

  /** Puts in a key for which there is room. */
  #insert(from: Uint8Array, begin: number, end: number, hash: number): number {
    const { slots, bytes, start, count } = this;
    const mask = slots.length - 1;
    let at = hash & mask;
    for (; slots[at] !== 0; at = (at + 1) & mask) {
      const key = (slots[at]! & mask) - 1;
      if (((slots[at]! ^ hash) & ~mask) === 0 && this.#equals(key, from, begin, end)) return key;
    }
    slots[at] = (hash & ~mask) | (count + 1);
    const to = start[count]!;
    for (let p = begin; p < end; p += 1) bytes[to + p - begin] = from[p]!;
    start[count + 1] = to + end - begin;
    this.#added(1);
    return count;
  }

  /** Where the bytes of a key begin. */
  begin(key: number): number {
    return this.width > 0 ? key * this.width : this.start[key]!;
  }

  text(key: number): string {
    return decoder.decode(this.bytes.subarray(this.start[key]!, this.start[key + 1]!));
  }

  /** Order of the texts as JavaScript compares them: by UTF-16 units, in which U+10000 and beyond stand before U+E000. */
  compare(a: number, b: number): number {
    const { bytes, start, width } = this;
    const [p, q] = [this.begin(a), this.begin(b)];
    const length = width > 0 ? width : Math.min(start[a + 1]! - p, start[b + 1]! - q);
    for (let i = 0; i < length; i += 1) {
      const x = bytes[p + i]!;
      const y = bytes[q + i]!;
      if (x !== y) return UNIT_ORDER[x]! - UNIT_ORDER[y]!;
    }
    return width > 0 ? 0 : start[a + 1]! - p - (start[b + 1]! - q);
  }

  /** Writes the first six bytes of keys as numbers that have their order (see {@link compare}) where they differ. */
  beginnings(keys: Int32Array, count: number, into: Float64Array): void {
    touchKeys(this, keys, 0, count);
    writeBeginnings(this, keys, count, into);
  }

  #equals(key: number, from: Uint8Array, begin: number, end: number): boolean {
    const { bytes, width } = this;
    const at = this.begin(key);
    const length = width > 0 ? width : this.start[key + 1]! - at;
    if (length !== end - begin) return false;
    for (let p = begin, q = at; p < end; p += 1, q += 1) if (from[p] !== bytes[q]) return false;
    return true;
  }

  #place(key: number, hash: number): void {
    const { slots } = this;
    const mask = slots.length - 1;
    let at = hash & mask;
    while (slots[at] !== 0) at = (at + 1) & mask;
    slots[at] = (hash & ~mask) | (key + 1);
  }

  #grow(): void {
    this.slots = new Int32Array(this.slots.length * 2);
    for (let key = 0; key < this.count; key += 1) {
      this.#place(key, this.hash(this.bytes, this.start[key]!, this.start[key + 1]!));
    }
  }
}

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** Three quarters of the slots are taken at most. */
function slotsFor(keys: number): number {
  let slots = 64;
  while (slots * 3 < keys * 4) slots *= 2;
  return slots;
}

/** Typed arrays that can be made anew with a length. */
export type Column = Uint8Array | Uint32Array | Int32Array | Float64Array;

/** The same contents with room for `needed` values and some more. */
export function enlarged<T extends Column>(column: T, needed: number): T {
  const length = Math.ceil(Math.max(needed, column.length * HEADROOM)) + 16;
  const larger = new (column.constructor as new (length: number) => T)(length);
  larger.set(column as never);
  return larger;
}
