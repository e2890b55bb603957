import type { Interest, Party, Relationship } from "./interests.js";

/** One statement about a record; a record may have several, each counting from its day to the day of the next. */
export interface Version<T> {
  readonly row: number;
  readonly day: string | null;
  readonly stamp: string;
  readonly closed: boolean;
  readonly content: T;
}

export interface Ordered<T> {
  /** In order of their days, one a day; never empty. */
  readonly kept: readonly Version<T>[];
  /** Statements that never count, and the row of the one that counts instead. */
  readonly replaced: readonly { readonly row: number; readonly by: number }[];
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Statements about one record in order. Of several on one day the last counts; one without a day gives way to any other. */
export function orderVersions<T>(versions: readonly Version<T>[]): Ordered<T> {
  const ordered = versions.toSorted(
    (a, b) => compareText(a.day ?? "", b.day ?? "") || compareText(a.stamp, b.stamp) || a.row - b.row,
  );
  const kept: Version<T>[] = [];
  const replaced: { row: number; by: number }[] = [];
  ordered.forEach((version, at) => {
    const next = ordered[at + 1];
    if (next && (version.day === null || next.day === version.day)) {
      replaced.push({ row: version.row, by: next.row });
    } else kept.push(version);
  });
  return { kept, replaced };
}

export const earlier = (a: string | undefined, b: string | undefined): string | undefined =>
  a === undefined || (b !== undefined && b < a) ? b : a;

export const later = (a: string | undefined, b: string | undefined): string | undefined =>
  a === undefined || (b !== undefined && b > a) ? b : a;

export const isEmpty = (from: string | undefined, to: string | undefined): boolean =>
  from !== undefined && to !== undefined && from >= to;

/** An interest for as long as statements say that it is held. */
export interface Held {
  readonly subject: Party;
  readonly party: Party;
  readonly interest: Interest;
  readonly source: string | undefined;
  readonly row: number;
  readonly from: string | undefined;
  to: string | undefined;
}

/** What became of a statement that adds no interest of its own. */
export type Remark =
  | { readonly kind: "closes"; readonly row: number; readonly on: string }
  | { readonly kind: "repeats"; readonly row: number; readonly by: number }
  | { readonly kind: "onNoDay"; readonly row: number; readonly type: string };

export interface Timeline {
  readonly held: readonly Held[];
  readonly remarks: readonly Remark[];
}

/**
 * When the interests of one relationship are held, so that a register on day T sees what the as-of rule of the standard
 * sees: of the statements up to T the latest, unless it closes the record, without interests ended by T.
 * @param reachesBack the first statement tells the past too: its interests count from their own start dates
 */
export function timelineOf(versions: readonly Version<Relationship>[], reachesBack: boolean): Timeline {
  const held: Held[] = [];
  const remarks: Remark[] = [];
  // What the statement before said, by what it said: only that can be continued.
  let running = new Map<string, Held>();
  versions.forEach((version, at) => {
    const { row, closed, content } = version;
    const day = version.day ?? undefined;
    const before = running;
    running = new Map();
    if (closed && at > 0) {
      remarks.push({ kind: "closes", row, on: day! });
      return;
    }
    const until = versions[at + 1]?.day ?? undefined;
    const repeated: number[] = [];
    for (const interest of content.interests) {
      const from = at === 0 && reachesBack ? (interest.start ?? day) : later(interest.start, day);
      // A record known by its closing statement alone was held until the date that it gives, else until that day.
      const to = earlier(closed ? (interest.end ?? day) : interest.end, until);
      if (isEmpty(from, to)) {
        remarks.push({ kind: "onNoDay", row, type: interest.type ?? "interest" });
        continue;
      }
      const key = JSON.stringify([content.subject, content.party, interest]);
      const known = before.get(key);
      const entry = known && known.to === from ? known : { ...content, interest, row, from, to };
      if (entry === known) repeated.push(known.row);
      else held.push(entry);
      entry.to = to;
      running.set(key, entry);
      before.delete(key);
    }
    if (repeated.length > 0 && repeated.length === content.interests.length) {
      remarks.push({ kind: "repeats", row, by: repeated.reduce((a, b) => Math.min(a, b)) });
    }
  });
  return { held, remarks };
}
