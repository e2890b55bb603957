import type { Entity } from "../model/dataset.js";

const LONGEST = 64;
const SUGGESTED = 5;
const FAR = Number.POSITIVE_INFINITY;

const ASCII = /^[\x20-\x7e]*$/;

/** Case, width and spaces at the ends make no difference. Most texts are plain, and to normalise millions takes seconds. */
function plain(text: string): string {
  const part = text.length > LONGEST ? text.slice(0, LONGEST) : text;
  return (ASCII.test(part) ? part : part.normalize("NFKC")).trim().toLowerCase();
}

/** How far a text is from what was written: 0 the same, then beginnings, parts, slips of the pen; null when unlike. */
function distance(key: string, text: string): number | null {
  if (text === "") return null;
  if (text === key) return 0;
  if (text.startsWith(key)) return 1;
  if (text.includes(key)) return 2;
  if (text.length > 1 && key.includes(text)) return 3;
  const limit = Math.floor(Math.max(key.length, 2) / 2);
  const edits = editDistance(key, text, Math.min(limit, 3));
  return edits === null ? null : 3 + edits;
}

/** The last three rows of the table of distances; NFKC makes a text of LONGEST letters longer, but never so much. */
const ROWS = [0, 1, 2].map(() => new Uint16Array(32 * LONGEST));

/** Letters put in, taken out, replaced or two swapped; null above a limit. */
function editDistance(a: string, b: string, limit: number): number | null {
  if (Math.abs(a.length - b.length) > limit) return null;
  let [row, last, beforeLast] = ROWS as [Uint16Array, Uint16Array, Uint16Array];
  for (let j = 0; j <= b.length; j += 1) last[j] = j;
  for (let i = 1; i <= a.length; i += 1) {
    const letter = a.charCodeAt(i - 1);
    let least = i;
    row[0] = i;
    for (let j = 1; j <= b.length; j += 1) {
      const other = b.charCodeAt(j - 1);
      let edits = last[j - 1]! + (letter === other ? 0 : 1);
      if (i > 1 && j > 1 && letter === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === other) {
        edits = Math.min(edits, beforeLast[j - 2]! + 1);
      }
      edits = Math.min(edits, last[j]! + 1, row[j - 1]! + 1);
      row[j] = edits;
      if (edits < least) least = edits;
    }
    if (least > limit) return null;
    [row, last, beforeLast] = [beforeLast, row, last];
  }
  return last[b.length]! <= limit ? last[b.length]! : null;
}

/** The entities of a register, as far as a word may mean one. */
export interface Named {
  readonly count: number;
  readonly words: (entity: number) => Pick<Entity, "id" | "name" | "nameEn">;
  /** Order of ids. */
  readonly compare: (a: number, b: number) => number;
}

/** Positions of the entities whose id, name or English name is most like what was written, nearest first. */
export function suggestions({ count, words, compare }: Named, written: string): number[] {
  const key = plain(written);
  if (key === "") return [];
  const found: { index: number; distance: number; length: number }[] = [];
  for (let index = 0; index < count; index += 1) {
    const { id, name, nameEn } = words(index);
    let nearest = distance(key, plain(id)) ?? FAR;
    if (name !== id) nearest = Math.min(nearest, distance(key, plain(name)) ?? FAR);
    if (nameEn !== undefined) nearest = Math.min(nearest, distance(key, plain(nameEn)) ?? FAR);
    if (nearest < FAR) found.push({ index, distance: nearest, length: name.length });
  }
  return found
    .sort((a, b) => a.distance - b.distance || a.length - b.length || compare(a.index, b.index))
    .slice(0, SUGGESTED)
    .map(({ index }) => index);
}
