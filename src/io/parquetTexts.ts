import type { SchemaElement } from "hyparquet";

/** Texts as bytes (UTF-8): text k is bytes[starts[k]] … bytes[ends[k] − 1]. */
export interface Spans {
  readonly bytes: Uint8Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

/** Where texts begin and end that follow one another, each after its length; `held` is 0 where there is none. Returns where the next one is. */
export function walkTexts(
  bytes: Uint8Array,
  from: number,
  held: Uint8Array | null,
  { starts, ends, count }: Pick<Spans, "starts" | "ends"> & { readonly count: number },
): number {
  const view = viewOf(bytes);
  let at = from;
  for (let k = 0; k < count; k += 1) {
    if (held !== null && held[k] === 0) {
      starts[k] = ends[k] = 0;
      continue;
    }
    starts[k] = at + 4;
    at += 4 + view.getUint32(at, true);
    if (at > view.byteLength) throw new Error("a text ends behind its page");
    ends[k] = at;
  }
  return at;
}

export const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Values as the texts that a table would have of them. */
export function spansOf(
  values: Iterable<unknown> & { readonly length: number },
  element: SchemaElement,
): Spans {
  const starts = new Int32Array(values.length);
  const ends = new Int32Array(values.length);
  let bytes = Buffer.alloc(16 * values.length + 64);
  let at = 0;
  let k = 0;
  for (const value of values) {
    const text = textOf(value, element);
    if (at + 3 * text.length > bytes.length)
      bytes = Buffer.concat([bytes], 2 * bytes.length + 3 * text.length);
    starts[k] = at;
    at += bytes.write(text, at);
    ends[k] = at;
    k += 1;
  }
  return { bytes, starts, ends };
}

/** The longest scale that `toFixed` takes. */
const LONGEST_SCALE = 100;
const MIDNIGHT = "T00:00:00.000Z";

/**
 * A value as text; of a moment at midnight only the day. A DECIMAL, which the reader of the format gives as a double, is the
 * decimal that it was again: its scale says how many digits there are.
 */
function textOf(value: unknown, { converted_type, logical_type, scale }: SchemaElement): string {
  if (value === null || value === undefined) return "";
  if (value instanceof Date) {
    // A moment that no calendar has.
    const text = Number.isNaN(value.getTime()) ? String(value) : value.toISOString();
    return text.endsWith(MIDNIGHT) ? text.slice(0, -MIDNIGHT.length) : text;
  }
  if (typeof value === "number") {
    const decimal = converted_type === "DECIMAL" || logical_type?.type === "DECIMAL";
    const digits = logical_type?.type === "DECIMAL" ? logical_type.scale : (scale ?? 0);
    return decimal && digits <= LONGEST_SCALE ? value.toFixed(digits) : String(value);
  }
  return typeof value === "object" ? JSON.stringify(value, plain) : String(value);
}

const plain = (_key: string, value: unknown): unknown => (typeof value === "bigint" ? String(value) : value);
