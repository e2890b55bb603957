/**
 * Values by number, made when they are asked for and kept as long as they are among the last ones that were: between
 * `limit` and twice as many of them, by what `weigh` says of each. Whoever asks twice in a short while is given the same
 * value.
 */
export class Recent<Value> {
  #young = new Map<number, Value>();
  #old = new Map<number, Value>();
  #weight = 0;

  constructor(
    readonly limit: number,
    readonly make: (key: number) => Value,
    readonly weigh: (value: Value) => number = () => 1,
  ) {}

  get(key: number): Value {
    const young = this.#young.get(key);
    if (young !== undefined) return young;
    const value = this.#old.get(key) ?? this.make(key);
    if (this.#weight >= this.limit) {
      this.#old = this.#young;
      this.#young = new Map();
      this.#weight = 0;
    }
    this.#young.set(key, value);
    this.#weight += this.weigh(value);
    return value;
  }
}
