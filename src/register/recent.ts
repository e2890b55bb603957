/**
 * Values by number, made when they are asked for and kept as long as they are among the last ones that were: between
 * `limit` and twice as many of them. Whoever asks twice in a short while is given the same value.
 */
export class Recent<Value> {
  #young = new Map<number, Value>();
  #old = new Map<number, Value>();

  constructor(
    readonly limit: number,
    readonly make: (key: number) => Value,
  ) {}

  get(key: number): Value {
    const young = this.#young.get(key);
    if (young !== undefined) return young;
    const value = this.#old.get(key) ?? this.make(key);
    if (this.#young.size >= this.limit) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(key, value);
    return value;
  }
}
