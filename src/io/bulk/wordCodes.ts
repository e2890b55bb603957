import { ByteKeys } from "./byteKeys.js";

/** What stands for a cell that the ordinary reader must look at. */
export const SLOW = -1;

const MOST_WORDS = 4096;

/** Cells of few different values, each looked at once: from its bytes to a code. */
export class WordCodes {
  readonly #keys = new ByteKeys(64, 1024);
  readonly #codes: number[] = [];
  readonly #codeOf: (text: string) => number;

  /** `codeOf` gives the code of a cell, or {@link SLOW}. */
  constructor(codeOf: (text: string) => number) {
    this.#codeOf = codeOf;
  }

  code(bytes: Uint8Array, begin: number, end: number): number {
    const known = this.#keys.find(bytes, begin, end, this.#keys.hash(bytes, begin, end));
    if (known >= 0) return this.#codes[known]!;
    if (this.#keys.count === MOST_WORDS) return SLOW;
    const key = this.#keys.insert(bytes, begin, end);
    this.#codes[key] = this.#codeOf(this.#keys.text(key));
    return this.#codes[key]!;
  }
}
