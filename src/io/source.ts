import type { Hash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { TextDecoder } from "node:util";
import { type Opening, peek } from "./peek.js";
import { type Reading, say } from "./reading.js";

/** The opening of a file, enough to tell its format. */
export interface Head {
  /** Up to the first 64 KB. */
  readonly bytes: Uint8Array;
  /** The same as text (UTF-8, or UTF-16 with a byte order mark). */
  readonly text: string;
  /** The first JSON object in it, if it begins like JSON. */
  readonly json: Opening;
}

/** A file that has been looked through once: for its digest, its encoding and its opening. */
export interface Source {
  readonly path: string;
  /** What issues and records call it: the name without folders. */
  readonly name: string;
  readonly size: number;
  readonly head: Head;
  readonly validUtf8: boolean;
}

const HEAD_BYTES = 1 << 16;
const CHUNK_BYTES = 1 << 17;

/**
 * Looks through a file once and adds its bytes to the digest. Throws what the file system throws, and an Error for
 * what is no regular file (a second pass could not read it).
 */
export async function openSource(path: string, name: string, digest: Hash): Promise<Source> {
  const { size, isRegular } = await stat(path).then((found) => ({
    size: found.size,
    isRegular: found.isFile(),
  }));
  if (!isRegular) throw new Error("not a regular file");
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const opening: Uint8Array[] = [];
  let opened = 0;
  let validUtf8 = true;
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES }) as AsyncIterable<Buffer>) {
    digest.update(chunk);
    if (opened < HEAD_BYTES) {
      opening.push(chunk.subarray(0, HEAD_BYTES - opened));
      opened += chunk.length;
    }
    validUtf8 &&= decodes(decoder, chunk, true);
  }
  validUtf8 &&= decodes(decoder, new Uint8Array(0), false);
  return { path, name, size, head: headOf(Buffer.concat(opening)), validUtf8 };
}

function headOf(bytes: Uint8Array): Head {
  const text = new TextDecoder(byteOrderMark(bytes) ?? "utf-8").decode(bytes, { stream: true });
  return { bytes, text, json: peek(text) };
}

/** The opening of a file alone. */
export async function openHead(path: string): Promise<Head> {
  const opening: Uint8Array[] = [];
  const stream = createReadStream(path, { end: HEAD_BYTES - 1 }) as AsyncIterable<Buffer>;
  for await (const chunk of stream) opening.push(chunk);
  return headOf(Buffer.concat(opening));
}

function decodes(decoder: TextDecoder, chunk: Uint8Array, stream: boolean): boolean {
  try {
    decoder.decode(chunk, { stream });
    return true;
  } catch {
    return false;
  }
}

function byteOrderMark(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return "utf-8";
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  return null;
}

interface Encoding {
  readonly label: string;
  /** What is said when the encoding is a guess or the text is damaged; null when all is well. */
  readonly doubt: string | null;
}

/**
 * The encoding of a text file: as told; else by byte order mark; else UTF-8 where the whole file is; else GB18030,
 * unless most of what is not ASCII reads well as UTF-8: then a few bytes of a UTF-8 file are damaged.
 * The encoding is never judged cell by cell: short Chinese words in GBK are often valid UTF-8.
 */
async function encodingOf(source: Source, told: string | undefined): Promise<Encoding> {
  if (told !== undefined) return { label: told, doubt: null };
  const mark = byteOrderMark(source.head.bytes);
  if (mark !== null && mark !== "utf-8") return { label: mark, doubt: null };
  if (source.validUtf8) return { label: "utf-8", doubt: null };
  let good = 0;
  let bad = 0;
  for await (const text of decoded(source.path, "utf-8")) {
    for (let index = 0; index < text.length; index += 1) {
      const unit = text.charCodeAt(index);
      if (unit === 0xfffd) bad += 1;
      else if (unit > 0x7f) good += 1;
    }
  }
  if (mark === null && bad * 2 > good) return { label: "gb18030", doubt: "gb18030" };
  return { label: "utf-8", doubt: `utf-8, ${bad} unreadable × \uFFFD` };
}

async function* decoded(path: string, label: string): AsyncGenerator<string> {
  const decoder = new TextDecoder(label);
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES }) as AsyncIterable<Buffer>) {
    const text = decoder.decode(chunk, { stream: true });
    if (text !== "") yield text;
  }
  const rest = decoder.decode();
  if (rest !== "") yield rest;
}

/** The text of a file piece by piece, never whole; a guessed encoding becomes an issue. */
export async function* textChunks(
  source: Source,
  into: Pick<Reading, "issues">,
  encoding: string | undefined,
): AsyncGenerator<string> {
  const { label, doubt } = await encodingOf(source, encoding);
  if (doubt !== null) {
    say(into, "encoding-guessed", "warning", { file: source.name }, { encoding: doubt });
  }
  yield* decoded(source.path, label);
}

/** The lines of a JSON Lines file without their ends. Only LF ends one: a CR is white space to JSON. */
export async function* textLines(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  // Parts of a line that has not ended yet, joined once: a line may be as long as the file.
  let begun: string[] = [];
  for await (const chunk of chunks) {
    const lines = chunk.split("\n");
    if (lines.length > 1) {
      yield begun.join("") + lines[0];
      begun = [];
      yield* lines.slice(1, -1);
    }
    begun.push(lines.at(-1)!);
  }
  const last = begun.join("");
  if (last !== "") yield last;
}
