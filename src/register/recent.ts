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

/**
 * The same for numbers below a count, by position: the last `limit` values that were made. Looking one up costs no more
 * than an array does.
 */
export class RecentMembers<Value> {
  readonly #slots: (Value | undefined)[];
  /** The numbers of the values that are kept, in the order in which these were made, and the oldest one. */
  readonly #made: Int32Array;
  #oldest = 0;

  constructor(
    count: number,
    limit: number,
    readonly make: (member: number) => Value,
  ) {
    this.#slots = new Array(count);
    this.#made = new Int32Array(Math.min(count, limit)).fill(-1);
  }

  get(member: number): Value {
    const known = this.#slots[member];
    if (known !== undefined) return known;
    const value = this.make(member);
    const leaving = this.#made[this.#oldest]!;
    if (leaving >= 0) this.#slots[leaving] = undefined;
    this.#made[this.#oldest] = member;
    this.#oldest = this.#oldest + 1 < this.#made.length ? this.#oldest + 1 : 0;
    this.#slots[member] = value;
    return value;
  }
}
