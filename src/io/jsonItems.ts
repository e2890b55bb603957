import { extname } from "node:path";
import type { Reading } from "./reading.js";
import { type Source, textChunks, textLines } from "./source.js";

/** One value of a file of JSON: an element of a list, a line, or one of several texts in a row. */
export interface JsonItem {
  /** The place in the list from 1; in JSON Lines the line. */
  readonly row: number;
  /** undefined when the text is no JSON. */
  readonly value: unknown;
  readonly text: string;
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};

/** Whether every line is a JSON text of its own: told by the first line, or by the name if that line is broken. */
function isLines(source: Source): boolean {
  const { head, size } = source;
  if (head.json.list) return false;
  const opening = head.text.trimStart();
  const end = opening.indexOf("\n");
  const whole = end >= 0 || size <= head.bytes.length;
  if (whole && parsed(end >= 0 ? opening.slice(0, end) : opening) !== undefined) return true;
  return [".jsonl", ".ndjson"].includes(extname(source.name).toLowerCase());
}

/**
 * The values of a file that holds a JSON list, JSON Lines or one JSON text, one at a time, so that a list may be
 * larger than one string. A text that is no JSON is given as such and reading goes on behind it.
 */
export async function* jsonItems(
  source: Source,
  into: Pick<Reading, "issues">,
  encoding: string | undefined,
): AsyncGenerator<JsonItem> {
  const chunks = textChunks(source, into, encoding);
  let row = 0;
  if (isLines(source)) {
    for await (const text of textLines(chunks)) {
      row += 1;
      if (text.trim() !== "") yield { row, value: parsed(text), text };
    }
    return;
  }
  for await (const text of splitValues(chunks)) {
    row += 1;
    yield { row, value: parsed(text), text };
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const isOpening = (unit: number): boolean => unit === 0x7b || unit === 0x5b;
const isClosing = (unit: number): boolean => unit === 0x7d || unit === 0x5d;
/** White space and the signs between the elements of a list. */
const isBetween = (unit: number): boolean => unit <= 0x20 || unit === 0x2c || unit === 0x5d;

/** Finds where values end by depth, without parsing: a list around them is opened and never held. */
async function* splitValues(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  const scanner = new ValueScanner();
  for await (const chunk of chunks) yield* scanner.take(chunk);
  yield* scanner.end();
}

class ValueScanner {
  #parts: string[] = [];
  #depth = 0;
  #inText = false;
  #escaped = false;
  #listOpened = false;
  #begun = false;

  *take(chunk: string): Generator<string> {
    let start = 0;
    for (let at = 0; at < chunk.length; at += 1) {
      const unit = chunk.charCodeAt(at);
      if (!this.#begun) {
        if (unit === 0x5b && !this.#listOpened) this.#listOpened = true;
        else if (!isBetween(unit)) {
          this.#listOpened = true;
          start = at;
          this.#begun = true;
          this.#enter(unit);
        }
      } else if (this.#depth === 0 && !this.#inText && isBetween(unit)) {
        yield this.#close(chunk.slice(start, at));
      } else if (this.#ends(unit)) yield this.#close(chunk.slice(start, at + 1));
    }
    if (this.#begun) this.#parts.push(chunk.slice(start));
  }

  *end(): Generator<string> {
    if (this.#begun) yield this.#close("");
  }

  #enter(unit: number): void {
    if (unit === QUOTE) this.#inText = true;
    else if (isOpening(unit)) this.#depth = 1;
  }

  /** Takes a sign within a value; true when the value is an object or a list and ends with it. */
  #ends(unit: number): boolean {
    if (this.#inText) {
      if (this.#escaped) this.#escaped = false;
      else if (unit === BACKSLASH) this.#escaped = true;
      else if (unit === QUOTE) this.#inText = false;
      return false;
    }
    if (unit === QUOTE) this.#inText = true;
    else if (isOpening(unit)) this.#depth += 1;
    else if (isClosing(unit) && this.#depth > 0) {
      this.#depth -= 1;
      return this.#depth === 0;
    }
    return false;
  }

  #close(last: string): string {
    const text = this.#parts.join("") + last;
    this.#parts = [];
    this.#depth = 0;
    this.#inText = false;
    this.#begun = false;
    return text;
  }
}
