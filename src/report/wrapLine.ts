import { displayWidth } from "./displayWidth.js";
import { type Line, pieces, type Span } from "./document.js";

type Piece = string | Span;

/** Where a line may break: after a comma or a space, before a bracket; a word longer than a line breaks anywhere. */
const WORDS = /[（(]?[^、，,；; （(]*[、，,；; ]?/gu;

/** A line as lines of at most so many columns, its tones kept. */
export function wrapLine(line: Line, columns: number): Line[] {
  const wrapped: Piece[][] = [[]];
  let used = 0;
  const put = (text: string, like: Piece): void => {
    const own = displayWidth(text.trimEnd());
    if (used > 0 && used + own > columns) {
      wrapped.push([]);
      used = 0;
    }
    append(wrapped.at(-1)!, used === 0 ? text.trimStart() : text, like);
    used += displayWidth(text);
  };
  for (const piece of pieces(line)) {
    const text = typeof piece === "string" ? piece : piece.text;
    for (const [word] of text.matchAll(WORDS)) {
      for (const part of displayWidth(word) > columns ? word : [word]) if (part !== "") put(part, piece);
    }
  }
  return wrapped;
}

/** Adds a text to the last piece of a line where that is of the same tone, so that colours are set once. */
function append(line: Piece[], text: string, like: Piece): void {
  const last = line.at(-1);
  const tone = typeof like === "string" ? null : like.tone;
  if (last === undefined || (typeof last === "string" ? null : last.tone) !== tone) {
    line.push(tone === null ? text : { tone, text });
    return;
  }
  line[line.length - 1] = typeof last === "string" ? last + text : { ...last, text: last.text + text };
}
