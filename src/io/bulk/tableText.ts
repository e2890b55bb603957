import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { LAST_MARKED, RowScanner, SPARE } from "./rowScanner.js";
import { isTidy } from "./tidy.js";

/** The bytes of a table (UTF-8), wherever they are: a file, a part of a snapshot, memory. */
export interface TableText {
  readonly size: number;
  /** Reads from an offset into the whole of `target`, and returns how many bytes there were. */
  read(offset: number, target: Uint8Array): number;
}

export const textInMemory = (bytes: Uint8Array): TableText => ({
  size: bytes.length,
  read(offset, target) {
    const part = bytes.subarray(offset, offset + target.length);
    target.set(part);
    return part.length;
  },
});

/** The bytes of an open file from `begin` on. */
export const textInFile = (descriptor: number, begin: number, size: number): TableText => ({
  size,
  read(offset, target) {
    const wanted = Math.min(target.length, size - offset);
    let done = 0;
    while (done < wanted) {
      const got = readSync(descriptor, target, done, wanted - done, begin + offset + done);
      if (got === 0) break;
      done += got;
    }
    return done;
  },
});

const descriptors = new FinalizationRegistry<number>((descriptor) => closeSync(descriptor));

/** The bytes of a file, which is closed when nobody can ask for them any more. */
export function openText(path: string): TableText {
  const descriptor = openSync(path, "r");
  const text = textInFile(descriptor, 0, fstatSync(descriptor).size);
  descriptors.register(text, descriptor);
  return text;
}

const WINDOW = 1 << 16;
/** What is read of a row that is far from the last one: nobody will ask for its neighbours. */
const GLANCE = 1 << 10;

/** Single rows of a table by where they begin; neighbouring rows are read at once. */
export class RowReader {
  readonly #text: TableText;
  readonly #scanner: RowScanner;
  readonly #decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  #window = new Uint8Array(WINDOW);
  #begin = 0;
  #filled = 0;

  constructor(text: TableText, separator: string) {
    this.#text = text;
    this.#scanner = new RowScanner(separator);
  }

  /** The text of the row at an offset, without its line end where the last cell is not quoted. */
  row(offset: number): string {
    const [bytes, from, to] = this.#find(offset);
    return this.#decoder.decode(bytes.subarray(from, to));
  }

  /** The text of a cell from which nothing but its quotes would be taken off; null where it is empty, or anything would be. */
  cellText(offset: number, field: number): string | null {
    const [bytes] = this.#find(offset);
    if (!this.#isTidy(bytes, field)) return null;
    const { starts, ends, marks } = this.#scanner;
    const text = this.#decoder.decode(bytes.subarray(starts[field]!, ends[field]!));
    return (marks[0]! & (1 << field)) === 0 ? text : text.replaceAll('""', '"');
  }

  /** The bytes of a cell that stands in its row as it is; null where it is empty, or anything would be taken off it. */
  plainCell(offset: number, field: number): Uint8Array | null {
    const [bytes] = this.#find(offset);
    const { starts, ends, marks } = this.#scanner;
    const plain = this.#isTidy(bytes, field) && (marks[0]! & (1 << field)) === 0;
    return plain ? bytes.subarray(starts[field]!, ends[field]!) : null;
  }

  /** Whether a cell of the row at hand goes by its bytes. */
  #isTidy(bytes: Uint8Array, field: number): boolean {
    const { starts, ends, fields, marks } = this.#scanner;
    // A row with a NUL has the sign of its marks.
    return (
      field < Math.min(fields[0]!, LAST_MARKED) &&
      marks[0]! >= 0 &&
      isTidy(bytes, starts[field]!, ends[field]!)
    );
  }

  #find(offset: number): [bytes: Uint8Array, from: number, to: number] {
    const isNear = offset >= this.#begin && offset < this.#begin + 2 * WINDOW;
    let wanted = isNear ? this.#window.length - SPARE : GLANCE;
    for (;;) {
      const from = offset - this.#begin;
      if (from >= 0 && from < this.#filled) {
        const last = this.#begin + this.#filled >= this.#text.size;
        if (this.#scanner.scan(this.#window, from, this.#filled, last) === 1) {
          return [this.#window, from, this.#scanner.nexts[0]!];
        }
        if (from === 0) {
          if (this.#filled === this.#window.length - SPARE)
            this.#window = new Uint8Array(this.#window.length * 2);
          wanted = this.#window.length - SPARE;
        }
      }
      this.#begin = offset;
      this.#filled = this.#text.read(offset, this.#window.subarray(0, wanted));
      if (this.#filled === 0) throw new Error(`there is no row at byte ${offset}`);
    }
  }
}
