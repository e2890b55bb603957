import type { Entity } from "../model/dataset.js";

const LONGEST = 64;
const SUGGESTED = 5;

const plain = (text: string): string => text.slice(0, LONGEST).normalize("NFKC").trim().toLowerCase();

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

/** Letters put in, taken out, replaced or two swapped; null above a limit. */
function editDistance(a: string, b: string, limit: number): number | null {
  if (Math.abs(a.length - b.length) > limit) return null;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, k) => k);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped =
        i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? beforeLast[j - 2]! + 1 : replaced;
      row.push(Math.min(replaced, swapped, last[j]! + 1, row[j - 1]! + 1));
    }
    if (Math.min(...row) > limit) return null;
    beforeLast = last;
    last = row;
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
    const distances = [id, name, nameEn ?? ""].map((text) => distance(key, plain(text)));
    const nearest = Math.min(...distances.map((each) => each ?? Number.POSITIVE_INFINITY));
    if (nearest < Number.POSITIVE_INFINITY) found.push({ index, distance: nearest, length: name.length });
  }
  return found
    .sort((a, b) => a.distance - b.distance || a.length - b.length || compare(a.index, b.index))
    .slice(0, SUGGESTED)
    .map(({ index }) => index);
}
