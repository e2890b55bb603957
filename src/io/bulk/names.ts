import { ByteKeys } from "./byteKeys.js";

/** Which entities have a name. */
export class NameIndex {
  readonly #keys: ByteKeys;
  /** The first entity of each name. */
  #first: Int32Array;
  readonly #others = new Map<number, number[]>();

  constructor(expected: number) {
    this.#keys = new ByteKeys(expected, 24 * expected);
    this.#first = new Int32Array(expected);
  }

  add(name: Uint8Array, entity: number): void {
    const before = this.#keys.count;
    const key = this.#keys.insert(name, 0, name.length);
    if (key === before) {
      if (key === this.#first.length) {
        const larger = new Int32Array(2 * key + 16);
        larger.set(this.#first);
        this.#first = larger;
      }
      this.#first[key] = entity;
      return;
    }
    const others = this.#others.get(key);
    if (others) others.push(entity);
    else this.#others.set(key, [entity]);
  }

  /** The entities of a name, in their order. */
  of(name: string): readonly number[] {
    const bytes = Buffer.from(name);
    const key = this.#keys.find(bytes, 0, bytes.length, this.#keys.hash(bytes, 0, bytes.length));
    return key < 0 ? [] : [this.#first[key]!, ...(this.#others.get(key) ?? [])];
  }
}
