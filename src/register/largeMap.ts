const PARTS = 64;

/** A map from whole numbers that may have more than the 2^24 entries at which a Map of V8 stops. */
export class LargeMap<Value> {
  readonly #parts: Map<number, Value>[] = Array.from({ length: PARTS }, () => new Map());

  get size(): number {
    return this.#parts.reduce((sum, part) => sum + part.size, 0);
  }

  get(key: number): Value | undefined {
    return this.#parts[key % PARTS]!.get(key);
  }

  has(key: number): boolean {
    return this.#parts[key % PARTS]!.has(key);
  }

  set(key: number, value: Value): void {
    this.#parts[key % PARTS]!.set(key, value);
  }

  *entries(): Generator<[number, Value]> {
    for (const part of this.#parts) yield* part;
  }
}
