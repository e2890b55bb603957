import { ByteKeys } from "./byteKeys.js";

/** What stands for a cell that the ordinary reader must look at. */
export const SLOW = -1;

const MOST_WORDS = 4096;

/** Cells of few different values, each looked at once: from its bytes to a code. */
export class WordCodes {
  readonly #keys = new ByteKeys(64, 1024);
  readonly #codes: number[] = [];
  readonly #codeOf: (text: string) => number;
  /** By {@link lookOf}: the word that looked so last, plus one. */
  readonly #recent = new Int32Array(256);

  /** `codeOf` gives the code of a cell, or {@link SLOW}. */
  constructor(codeOf: (text: string) => number) {
    this.#codeOf = codeOf;
  }

  /** The codes of many cells, where each begins and ends being given as to {@link ByteKeys.findAll}; not those of empty ones. */
  codes(bytes: Uint8Array, ends: Int32Array, count: number, into: Int32Array): void {
    for (let k = this.#known(bytes, ends, 0, count, into); k < count; ) {
      const word = this.#word(bytes, ends[2 * k]!, ends[2 * k + 1]!);
      into[k] = word < 0 ? SLOW : this.#codes[word]!;
      this.#recent[lookOf(bytes, ends[2 * k]!, ends[2 * k + 1]!)] = word + 1;
      k = this.#known(bytes, ends, k + 1, count, into);
    }
  }

  code(bytes: Uint8Array, begin: number, end: number): number {
    const word = this.#word(bytes, begin, end);
    return word < 0 ? SLOW : this.#codes[word]!;
  }

  /** Number of a word, looked at where it is new; −1 where there are too many. */
  #word(bytes: Uint8Array, begin: number, end: number): number {
    const known = this.#keys.find(bytes, begin, end, this.#keys.hash(bytes, begin, end));
    if (known >= 0 || this.#keys.count === MOST_WORDS) return known;
    const word = this.#keys.insert(bytes, begin, end);
    this.#codes[word] = this.#codeOf(this.#keys.text(word));
    return word;
  }

  /** Gives codes to cells from k on, up to one that is not the word that looked so last; says which. */
  #known(bytes: Uint8Array, ends: Int32Array, k: number, count: number, into: Int32Array): number {
    const { bytes: words, start } = this.#keys;
    const recent = this.#recent;
    const codes = this.#codes;
    for (let cell = k; cell < count; cell += 1) {
      let p = ends[2 * cell]!;
      const end = ends[2 * cell + 1]!;
      if (p === end) continue;
      const word = recent[lookOf(bytes, p, end)]! - 1;
      if (word < 0) return cell;
      let q = start[word]!;
      if (start[word + 1]! - q !== end - p) return cell;
      while (p < end && bytes[p] === words[q]) {
        p += 1;
        q += 1;
      }
      if (p < end) return cell;
      into[cell] = codes[word]!;
    }
    return count;
  }
}

/** Few words are alike in their ends and their length. */
const lookOf = (bytes: Uint8Array, begin: number, end: number): number =>
  (bytes[begin]! * 31 + bytes[end - 1]! * 7 + end - begin) & 255;
