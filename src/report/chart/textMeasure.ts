/** Widths of text in a picture, estimated: what draws it later has other fonts, so the estimate is of the widest usual ones. */

/** Code points drawn as wide as they are high, East Asian and pictographs. */
const FULL =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u2010-\u2027\u2030-\u205e\u2190-\u27bf\u{20000}-\u{3fffd}]/u;
const PICTOGRAPH = /[\u{1f000}-\u{1faff}]/u;
const NO_WIDTH = /[\p{Mn}\p{Me}\p{Cf}]/u;

/** Parts of the font size; anything not named is as wide as a capital. */
const NARROW = 0.36;
const SPACE = 0.34;
const CLASSES: readonly (readonly [RegExp, number])[] = [
  [/[ijl|!'.,:;`]/, NARROW],
  [/[ ]/, SPACE],
  [/[ftr()[\]{}\-/\\"I*°]/, 0.47],
  [/[mw]/, 0.99],
  [/[0-9a-z<>=+~_?$#]/, 0.66],
  [/[MW@%&]/, 1.02],
];
const CAPITAL = 0.8;

/** Looked up again and again: a chart has some ten thousand characters and some hundred different ones. */
const known = new Map<string, number>();
const MOST_KNOWN = 20_000;

function widthOf(character: string): number {
  const found = known.get(character);
  if (found !== undefined) return found;
  const width = measured(character);
  if (known.size < MOST_KNOWN) known.set(character, width);
  return width;
}

function measured(character: string): number {
  const code = character.codePointAt(0)!;
  if (code > 0x7e) {
    if (character === "\u00a0") return SPACE;
    if (NO_WIDTH.test(character)) return 0;
    if (FULL.test(character)) return 1.02;
    return PICTOGRAPH.test(character) ? 1.4 : CAPITAL;
  }
  if (code < 0x80) {
    for (const [pattern, width] of CLASSES) if (pattern.test(character)) return width;
  }
  return CAPITAL;
}

/** Width of one line in pixels at a font size in pixels. */
export function textWidth(text: string, size: number): number {
  let width = 0;
  for (const character of text) width += widthOf(character);
  return width * size;
}

/** A character with the marks and joined characters that belong to it: what is never parted. */
const CLUSTER = /\P{M}(?:\p{M}|\p{Emoji_Modifier})*(?:\u200d\P{M}(?:\p{M}|\p{Emoji_Modifier})*)*/gu;
const LATIN_WORD = /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\d'’.&\u00a0-]$/u;
/** What may not begin a line. */
const CLOSING = /^[）)》」』】〉，。、；：！？·,.;:!?%]/u;

/**
 * Text in lines of at most a width: between Chinese characters anywhere, else between words, and within a word only where it is longer
 * than a line. What does not fit into the lines ends in "…".
 */
export function wrapText(text: string, size: number, width: number, most: number): string[] {
  const lines: string[] = [];
  let rest = wordsOf(text);
  while (rest.length > 0 && lines.length < most) {
    const last = lines.length === most - 1;
    const taken = lineOf(rest, size, width);
    if (last && taken.rest.length > 0) {
      lines.push(clipped(rest, size, width));
      break;
    }
    if (taken.line !== "") lines.push(taken.line);
    rest = taken.rest;
  }
  return lines.length === 0 ? [""] : lines;
}

/** Pieces between which a line may end. */
function wordsOf(text: string): string[] {
  const words: string[] = [];
  let joins = false;
  for (const cluster of text.slice(0, 2_000).match(CLUSTER) ?? []) {
    const latin = LATIN_WORD.test(cluster);
    if (words.length > 0 && ((latin && joins) || CLOSING.test(cluster))) words[words.length - 1] += cluster;
    else words.push(cluster);
    joins = latin;
  }
  return words;
}

function lineOf(words: readonly string[], size: number, width: number): { line: string; rest: string[] } {
  let line = "";
  let position = 0;
  while (position < words.length && textWidth(line + words[position]!, size) <= width) {
    line += words[position]!;
    position += 1;
  }
  if (position > 0) return { line: line.trim(), rest: trimStart(words.slice(position)) };
  // One word longer than the line is parted within.
  const clusters = words[0]!.match(CLUSTER) ?? [];
  let count = 1;
  while (count < clusters.length && textWidth(clusters.slice(0, count + 1).join(""), size) <= width)
    count += 1;
  const rest = clusters.slice(count).join("");
  return {
    line: clusters.slice(0, count).join(""),
    rest: [...(rest === "" ? [] : [rest]), ...words.slice(1)],
  };
}

const trimStart = (words: string[]): string[] => (words[0]?.trim() === "" ? words.slice(1) : words);

function clipped(words: readonly string[], size: number, width: number): string {
  let line = "";
  for (const cluster of words.join("").match(CLUSTER) ?? []) {
    if (textWidth(`${line}${cluster}…`, size) > width) break;
    line += cluster;
  }
  return `${line.trimEnd()}…`;
}
