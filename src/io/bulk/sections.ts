import { closeSync, fstatSync, fsyncSync, openSync, readSync, renameSync, rmSync, writeSync } from "node:fs";
import { crc32 } from "node:zlib";
import { type TableText, textInFile } from "./tableText.js";

/** First bytes of every snapshot. */
const MAGIC = "lookthru";
/** Number of the layout: a snapshot of any other is refused. Raise it with every change of what is in one. */
export const SNAPSHOT_VERSION = 3;
/** Written as it lies in memory, and so tells the order of bytes. */
const BYTE_ORDER = 0x01020304;
const HEADER_BYTES = 64;
const ALIGNMENT = 64;
const BLOCK_BYTES = 1 << 16;

const TYPES = { Uint8Array, Uint32Array, Int32Array, Float64Array } as const;
type TypeName = keyof typeof TYPES;
export type SnapshotColumn = Uint8Array | Uint32Array | Int32Array | Float64Array;

interface Section {
  readonly name: string;
  readonly type: TypeName;
  readonly length: number;
  readonly offset: number;
  /** Absent for a column of zeros, which takes no room in the file. */
  readonly crc?: number;
  /** Of text: a sum a block. */
  readonly blocks?: readonly number[];
}

/** Thrown for a file that is no snapshot, or none that can be trusted; the message says how to mend it. */
export class SnapshotError extends Error {
  override readonly name = "SnapshotError";
  constructor(
    readonly reason: string,
    readonly mend: string,
  ) {
    super(`${reason}; ${mend}`);
  }
}

const AGAIN = "make it again with lookthrough snapshot";

/** Writes columns, texts and records into a file beside its place, and moves it there when it is whole. */
export class SectionWriter {
  readonly #path: string;
  readonly #part: string;
  readonly #descriptor: number;
  readonly #sections: Section[] = [];
  #offset = HEADER_BYTES;

  constructor(path: string) {
    this.#path = path;
    this.#part = `${path}.${process.pid}.part`;
    this.#descriptor = openSync(this.#part, "w");
  }

  column(name: string, column: SnapshotColumn): void {
    const type = column.constructor.name as TypeName;
    const section = { name, type, length: column.length, offset: this.#offset };
    if (column.every((value) => value === 0)) {
      this.#sections.push(section);
      return;
    }
    const bytes = new Uint8Array(column.buffer, column.byteOffset, column.byteLength);
    this.#write(bytes);
    this.#sections.push({ ...section, crc: crc32(bytes) });
    this.#align();
  }

  json(name: string, value: unknown): void {
    this.column(name, new Uint8Array(Buffer.from(JSON.stringify(value))));
  }

  text(name: string, text: TableText): void {
    const begin = this.#offset;
    const blocks: number[] = [];
    const block = new Uint8Array(BLOCK_BYTES);
    for (let offset = 0; offset < text.size; offset += BLOCK_BYTES) {
      const bytes = block.subarray(0, text.read(offset, block));
      this.#write(bytes);
      blocks.push(crc32(bytes));
    }
    this.#sections.push({ name, type: "Uint8Array", length: this.#offset - begin, offset: begin, blocks });
    this.#align();
  }

  /** Writes the directory and the header, and puts the file in its place. */
  finish(): void {
    const directory = Buffer.from(JSON.stringify(this.#sections));
    const at = this.#offset;
    this.#write(directory);
    const header = Buffer.alloc(HEADER_BYTES);
    header.write(MAGIC, 0, "latin1");
    new Uint32Array(header.buffer, header.byteOffset, HEADER_BYTES / 4).set([BYTE_ORDER], 2);
    header.writeUInt32LE(SNAPSHOT_VERSION, 12);
    header.writeDoubleLE(at, 16);
    header.writeDoubleLE(directory.length, 24);
    header.writeDoubleLE(this.#offset, 32);
    header.writeUInt32LE(crc32(directory), 40);
    header.writeUInt32LE(crc32(header.subarray(0, 44)), 44);
    writeSync(this.#descriptor, header, 0, HEADER_BYTES, 0);
    fsyncSync(this.#descriptor);
    closeSync(this.#descriptor);
    renameSync(this.#part, this.#path);
  }

  /** Takes away what was written so far. */
  discard(): void {
    closeSync(this.#descriptor);
    rmSync(this.#part, { force: true });
  }

  #write(bytes: Uint8Array): void {
    let done = 0;
    while (done < bytes.length) {
      // Systems write at most 2 GiB at once.
      const length = Math.min(bytes.length - done, 1 << 30);
      done += writeSync(this.#descriptor, bytes, done, length, this.#offset + done);
    }
    this.#offset += bytes.length;
  }

  #align(): void {
    this.#offset = Math.ceil(this.#offset / ALIGNMENT) * ALIGNMENT;
  }
}

/** Whether a file begins like a snapshot. */
export function isSnapshot(path: string): boolean {
  const descriptor = openSync(path, "r");
  try {
    const begin = Buffer.alloc(MAGIC.length);
    return (
      readSync(descriptor, begin, 0, begin.length, 0) === begin.length && begin.toString("latin1") === MAGIC
    );
  } finally {
    closeSync(descriptor);
  }
}

const descriptors = new FinalizationRegistry<number>((descriptor) => closeSync(descriptor));

/** Reads the sections of a snapshot, each with its sum checked when it is read. Throws a {@link SnapshotError}. */
export class SectionReader {
  readonly #descriptor: number;
  readonly #sections: ReadonlyMap<string, Section>;

  constructor(path: string) {
    this.#descriptor = openSync(path, "r");
    descriptors.register(this, this.#descriptor);
    this.#sections = new Map(this.#directory().map((section) => [section.name, section]));
  }

  has(name: string): boolean {
    return this.#sections.has(name);
  }

  column<Name extends TypeName>(name: string, type: Name): InstanceType<(typeof TYPES)[Name]> {
    const section = this.#section(name, type);
    const made = TYPES[type];
    if (section.crc === undefined) return new made(section.length) as InstanceType<(typeof TYPES)[Name]>;
    const size = section.length * made.BYTES_PER_ELEMENT;
    const bytes = Buffer.allocUnsafeSlow(size);
    this.#read(section.offset, bytes);
    if (crc32(bytes) !== section.crc) throw damaged();
    return new made(bytes.buffer, bytes.byteOffset, section.length) as InstanceType<(typeof TYPES)[Name]>;
  }

  json(name: string): unknown {
    return JSON.parse(Buffer.from(this.column(name, "Uint8Array")).toString("utf8"));
  }

  /** A text that is read and checked a block at a time, when it is asked for. */
  text(name: string): TableText {
    const { offset, length, blocks } = this.#section(name, "Uint8Array");
    const file = textInFile(this.#descriptor, offset, length);
    const checked = new Uint8Array(blocks!.length);
    // The reader owns the descriptor: whoever has the text keeps it open.
    const owner = this;
    return {
      size: length,
      read(from, target) {
        const until = Math.min(length, from + target.length);
        for (let block = Math.floor(from / BLOCK_BYTES); block * BLOCK_BYTES < until; block += 1) {
          if (checked[block] === 0) owner.#check(file, block, blocks![block]!);
          checked[block] = 1;
        }
        return file.read(from, target);
      },
    };
  }

  #check(text: TableText, block: number, crc: number): void {
    const size = Math.min(BLOCK_BYTES, text.size - block * BLOCK_BYTES);
    const bytes = new Uint8Array(size);
    if (text.read(block * BLOCK_BYTES, bytes) !== size || crc32(bytes) !== crc) throw damaged();
  }

  #section(name: string, type: TypeName): Section {
    const section = this.#sections.get(name);
    if (section?.type !== type) throw damaged();
    return section;
  }

  #read(offset: number, bytes: Uint8Array): void {
    let done = 0;
    while (done < bytes.length) {
      const length = Math.min(bytes.length - done, 1 << 30);
      const got = readSync(this.#descriptor, bytes, done, length, offset + done);
      if (got === 0) throw damaged();
      done += got;
    }
  }

  #directory(): readonly Section[] {
    const header = Buffer.alloc(HEADER_BYTES);
    const { size } = fstatSync(this.#descriptor);
    const got = readSync(this.#descriptor, header, 0, HEADER_BYTES, 0);
    if (got < HEADER_BYTES || header.toString("latin1", 0, MAGIC.length) !== MAGIC) {
      throw new SnapshotError("it is no snapshot", "give a file that lookthrough snapshot has made");
    }
    if (new Uint32Array(header.buffer, header.byteOffset, HEADER_BYTES / 4)[2] !== BYTE_ORDER) {
      throw new SnapshotError("it was made on a machine with another order of bytes", AGAIN);
    }
    const version = header.readUInt32LE(12);
    if (version !== SNAPSHOT_VERSION) {
      throw new SnapshotError(
        `it is a snapshot of layout ${version}, and this version reads layout ${SNAPSHOT_VERSION}`,
        AGAIN,
      );
    }
    if (crc32(header.subarray(0, 44)) !== header.readUInt32LE(44)) throw damaged();
    const whole = header.readDoubleLE(32);
    if (size !== whole) throw new SnapshotError(`it has ${size} bytes of ${whole}: it broke off`, AGAIN);
    const directory = Buffer.alloc(header.readDoubleLE(24));
    this.#read(header.readDoubleLE(16), directory);
    if (crc32(directory) !== header.readUInt32LE(40)) throw damaged();
    return JSON.parse(directory.toString("utf8")) as Section[];
  }
}

const damaged = (): SnapshotError =>
  new SnapshotError("its contents are not what was written: the file is damaged", AGAIN);
