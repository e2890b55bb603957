import type { Interest } from "../model/dataset.js";
import { sameShare } from "../model/share.js";
import type { Register } from "../register/register.js";
import { type WalkArc, type WalkRow, walk } from "./walk.js";

/**
 * Whether two interests are held alike in the subject and in every company above it: then what is found of one holds of the
 * other, and says nothing new. It looks at nothing but what lies above the subject.
 */
export function sameWalk(r: Register, subject: number, one: Interest, other: Interest): boolean {
  const [a, b] = [walk(r, one), walk(r, other)];
  if (a === b) return true;
  const seen = new Set([subject]);
  const queue = [subject];
  for (let company = queue.pop(); company !== undefined; company = queue.pop()) {
    const row = a.row(company);
    if (!sameRow(row, b.row(company))) return false;
    for (const { next } of row.arcs) {
      if (seen.has(next)) continue;
      seen.add(next);
      queue.push(next);
    }
  }
  return true;
}

function sameRow(a: WalkRow, b: WalkRow): boolean {
  if (a === b) return true;
  if (a.arcs.length !== b.arcs.length || (a.undisclosed === null) !== (b.undisclosed === null)) return false;
  if (a.undisclosed && b.undisclosed && !sameShare(a.undisclosed, b.undisclosed)) return false;
  return a.arcs.every((arc, k) => sameArc(arc, b.arcs[k]!));
}

const sameArc = (a: WalkArc, b: WalkArc): boolean =>
  a.next === b.next && a.via === b.via && a.also.join() === b.also.join() && sameShare(a.share, b.share);
