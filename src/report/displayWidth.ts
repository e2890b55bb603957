/** Code points that a terminal draws two columns wide (Unicode East Asian Width W and F, and pictographs). */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f680}-\u{1f6ff}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]/u;
/** Marks that stand over the character before, and characters that are only instructions. */
const NO_WIDTH = /[\p{Mn}\p{Me}\p{Cf}]/u;
const PLAIN = /^[\x20-\x7e]*$/;

function widthOf(character: string): number {
  if (NO_WIDTH.test(character)) return 0;
  return WIDE.test(character) ? 2 : 1;
}

/** Columns that a text takes on a terminal: a full-width character takes two. */
export function displayWidth(text: string): number {
  if (PLAIN.test(text)) return text.length;
  let width = 0;
  for (const character of text) width += widthOf(character);
  return width;
}

/** The text, or as much of its beginning as fits with "…" into so many columns. */
export function clip(text: string, columns: number): string {
  let width = 0;
  let kept = "";
  let keptWidth = 0;
  // Stops where the columns are full, so that a name of a million characters costs no more than a short one.
  for (const character of text) {
    const own = widthOf(character);
    width += own;
    if (width > columns) return `${kept}…`;
    if (keptWidth + own <= columns - 1) {
      kept += character;
      keptWidth += own;
    }
  }
  return text;
}

/** The text with spaces after it up to so many columns. */
export const padEnd = (text: string, columns: number): string =>
  text + " ".repeat(Math.max(0, columns - displayWidth(text)));

/** The text with spaces before it up to so many columns. */
export const padStart = (text: string, columns: number): string =>
  " ".repeat(Math.max(0, columns - displayWidth(text))) + text;
