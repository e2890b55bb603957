/**
 * Whether a cell is what is between its separators: nothing that the ordinary reader would trim or take off. A cell
 * of this kind may go by its bytes; every other goes by the ordinary reader.
 */
export function isTidy(bytes: Uint8Array, begin: number, end: number): boolean {
  if (begin === end) return false;
  const first = bytes[begin]!;
  const last = bytes[end - 1]!;
  if (first <= 0x20 || last <= 0x20 || first === 0x27) return false;
  if (first >= 0xc2 && end - begin >= 2 && isSpaceAt(bytes, begin, end)) return false;
  return last < 0x80 || !(isSpaceAt(bytes, end - 2, end) || isSpaceAt(bytes, end - 3, end));
}

/** White space and marks beyond ASCII that `trim` takes off, by their UTF-8 bytes. */
function isSpaceAt(bytes: Uint8Array, at: number, end: number): boolean {
  if (at < 0 || at + 1 >= end) return false;
  const a = bytes[at]!;
  const b = bytes[at + 1]!;
  const c = at + 2 < end ? bytes[at + 2]! : 0;
  if (a === 0xc2) return b === 0xa0;
  if (a === 0xe1) return b === 0x9a && c === 0x80;
  if (a === 0xe2)
    return (
      (b === 0x80 && (c <= 0x8a || c === 0xa8 || c === 0xa9 || c === 0xaf)) || (b === 0x81 && c === 0x9f)
    );
  if (a === 0xe3) return b === 0x80 && c === 0x80;
  return a === 0xef && b === 0xbb && c === 0xbf;
}
