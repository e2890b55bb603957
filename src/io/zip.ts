import { createInflateRaw } from "node:zlib";

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const DEFLATED = 8;
/** A field of a 64-bit archive says so by being full; no workbook is that large. */
const FULL = 0xffffffff;

interface Entry {
  readonly begin: number;
  readonly method: number;
  /** The largest of the sizes that its headers declare: a reader may trust any of them. */
  readonly size: number;
}

/** Whether the bytes are an archive, as .xlsx, .xlsm, .xlsb and .ods are. */
export const isZip = (bytes: Buffer): boolean => bytes.length > 4 && bytes.readUInt32LE(0) === LOCAL;

function endOfDirectory(bytes: Buffer): number {
  const signature = Buffer.alloc(4);
  signature.writeUInt32LE(END);
  const at = bytes.lastIndexOf(signature);
  return at !== -1 && at + 22 <= bytes.length ? at : -1;
}

const EXTRA_64 = 0x0001;

/** The unpacked size in the 64-bit field among the extra fields of a header; 0 when there is none. */
function size64(extra: Buffer): number {
  let size = 0;
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) === EXTRA_64 && at + 12 <= extra.length) {
      size = Math.max(size, Number(extra.readBigUInt64LE(at + 4)));
    }
  }
  return size;
}

/** The entry that a local header describes; null when there is none or it is of a 64-bit archive. */
function localEntry(bytes: Buffer, at: number): Entry | null {
  if (at + 30 > bytes.length || bytes.readUInt32LE(at) !== LOCAL) return null;
  const names = at + 30 + bytes.readUInt16LE(at + 26);
  const begin = names + bytes.readUInt16LE(at + 28);
  const size = Math.max(bytes.readUInt32LE(at + 22), size64(bytes.subarray(names, begin)));
  return size >= FULL ? null : { begin, method: bytes.readUInt16LE(at + 8), size };
}

/** Entries of the archive's directory; null when it has none that can be read. */
function entriesOf(bytes: Buffer): Entry[] | null {
  const end = endOfDirectory(bytes);
  if (end === -1) return null;
  const entries: Entry[] = [];
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 8); left > 0; left -= 1) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== CENTRAL) return null;
    const extra = at + 46 + bytes.readUInt16LE(at + 28);
    const behind = extra + bytes.readUInt16LE(at + 30);
    const declared = Math.max(bytes.readUInt32LE(at + 24), size64(bytes.subarray(extra, behind)));
    const entry = localEntry(bytes, bytes.readUInt32LE(at + 42));
    if (entry === null || declared >= FULL) return null;
    entries.push({ ...entry, size: Math.max(entry.size, declared) });
    at = behind + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

/** How large deflated data really are, counted without keeping them, up to `limit`; null when they are damaged. */
function inflatedSize(bytes: Buffer, limit: number): Promise<number | null> {
  return new Promise((resolve) => {
    let size = 0;
    const inflate = createInflateRaw();
    inflate.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) return;
      resolve(size);
      inflate.destroy();
    });
    inflate.on("end", () => resolve(size));
    inflate.on("error", () => resolve(null));
    inflate.end(bytes);
  });
}

const DAMAGED = "its archive is damaged";

/**
 * Why an archive must not be unpacked, or null when it may: it declares more than `limit` bytes or, since what is
 * declared may be a lie, it really holds more; or it is damaged (on which the workbook library can hang).
 * Nothing is unpacked into memory to find out.
 */
export async function archiveFault(bytes: Buffer, limit: number): Promise<string | null> {
  const entries = entriesOf(bytes);
  if (entries === null) return DAMAGED;
  const tooLarge = `it unpacks to more than ${Math.round(limit / 2 ** 20)} MB`;
  let declared = 0;
  for (const entry of entries) declared += entry.size;
  if (declared > limit) return tooLarge;
  let real = 0;
  for (const { begin, method } of entries) {
    const size = method === DEFLATED ? await inflatedSize(bytes.subarray(begin), limit - real) : 0;
    if (size === null) return DAMAGED;
    real += size;
    if (real > limit) return tooLarge;
  }
  return null;
}

/** 1980-01-01 00:00, the earliest that an archive can state. */
const FIRST_DATE = 0x0021;

/**
 * The archive with one and the same date for every file in it, so that the same content is the same bytes at any time.
 * Writes into `bytes`. Throws a RangeError where the directory cannot be read.
 */
export function timeless(bytes: Buffer): Buffer {
  const end = endOfDirectory(bytes);
  if (end === -1) throw new RangeError(DAMAGED);
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 8); left > 0; left -= 1) {
    if (bytes.readUInt32LE(at) !== CENTRAL) throw new RangeError(DAMAGED);
    const local = bytes.readUInt32LE(at + 42);
    for (const time of [at + 12, local + 10]) {
      bytes.writeUInt16LE(0, time);
      bytes.writeUInt16LE(FIRST_DATE, time + 2);
    }
    at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return bytes;
}
