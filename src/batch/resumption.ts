import { createHash } from "node:crypto";
import {
  createReadStream,
  existsSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { partialPath } from "./rowSink.js";

/** How far a run came: subjects before `through` are in the first `bytes` bytes of the partial file. */
export interface Progress {
  readonly through: number;
  readonly bytes: number;
}

/** The journal of a run that may be interrupted and gone on with. It stands beside the file that is being written. */
export class Journal {
  readonly #path: string;

  constructor(
    readonly out: string,
    /** Names the question and the records: another question's rows are never gone on with. */
    readonly key: string,
  ) {
    this.#path = `${partialPath(out)}.json`;
  }

  /** How far an earlier run of the same question came; null where there is nothing to go on with. */
  read(): Progress | null {
    try {
      const { key, through, bytes } = JSON.parse(readFileSync(this.#path, "utf8"));
      const fits = key === this.key && Number.isInteger(through) && Number.isInteger(bytes);
      return fits && statSync(partialPath(this.out)).size >= bytes ? { through, bytes } : null;
    } catch {
      return null;
    }
  }

  write({ through, bytes }: Progress): void {
    const beside = `${this.#path}.new`;
    writeFileSync(beside, JSON.stringify({ key: this.key, through, bytes }));
    renameSync(beside, this.#path);
  }

  remove(): void {
    if (existsSync(this.#path)) rmSync(this.#path, { force: true });
  }
}

/** A name for a question about some files: any other word of it, or any other byte of them, gives another. */
export async function questionKey(question: unknown, files: readonly string[]): Promise<string> {
  const hash = createHash("sha256").update(JSON.stringify(question));
  for (const file of files) {
    hash.update(`\0${file}\0`);
    for await (const piece of createReadStream(file)) hash.update(piece as Buffer);
  }
  return hash.digest("hex");
}
