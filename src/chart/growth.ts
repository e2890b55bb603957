import type { ShareEnds } from "../model/share.js";
import type { Link } from "./links.js";

/**
 * Which parties of one side are drawn: level by level from the subject, at each company its largest holders, with the rest
 * folded into one box. Works on entity indices and knows no shares but those it is given to order by.
 */
export interface GrowthOptions {
  readonly subject: number;
  /** Everyone one step further, in the order in which they are drawn. */
  readonly links: (entity: number) => readonly Link[];
  /** Boxes besides the links: one for the part of a company that nobody named holds. */
  readonly hasRest: (entity: number) => boolean;
  /** Parties that are always drawn: those on a chain of control or to a beneficial owner, and those that act in concert. */
  readonly kept: ReadonlySet<number>;
  /** Holders of one company that are drawn; the subject's own may be more. */
  readonly width: { readonly subject: number; readonly others: number };
  readonly folds: (link: Link) => boolean;
  /** Small holders of one share, of whom drawing only some would be a choice by their ids. */
  readonly alike: (a: Link, b: Link) => boolean;
  /** Drawn already on the other side, which closes a ring through the subject. */
  readonly elsewhere: ReadonlySet<number>;
  readonly levels: number;
  readonly boxes: number;
  /** The order of boxes on one party, where it is another than that of size. */
  readonly arrange: (entity: number, branches: readonly Branch[]) => readonly Branch[];
  /** Which of a level's parties is opened first while there is room. */
  readonly before: (a: number, b: number) => number;
}

/** A box hanging on another one: a party (drawn here for the first time or again), or those folded. */
export type Branch =
  | { readonly type: "party"; readonly link: Link; readonly again: boolean }
  | { readonly type: "others"; readonly links: readonly Link[] }
  | { readonly type: "undisclosed" };

/** A party that was opened, with what hangs on it. */
export interface Opened {
  readonly entity: number;
  readonly level: number;
  readonly branches: readonly Branch[];
}

export interface Growth {
  readonly opened: readonly Opened[];
  /** Level of each party drawn, without the subject. */
  readonly levels: ReadonlyMap<number, number>;
  /** Parties that have more beyond, by how many. */
  readonly closed: ReadonlyMap<number, number>;
  readonly boxes: number;
}

export function grow(options: GrowthOptions): Growth {
  const { subject } = options;
  const levels = new Map<number, number>();
  const closed = new Map<number, number>();
  const opened: Opened[] = [];
  let boxes = 0;
  let frontier = [subject];
  for (let level = 1; frontier.length > 0; level += 1) {
    const next: number[] = [];
    const ordered = level === 1 ? frontier : [...frontier].sort(options.before);
    const drawnAt = new Map(frontier.map((entity, position) => [entity, position]));
    const found: Opened[] = [];
    for (const entity of ordered) {
      const links = options.links(entity);
      if (links.length === 0 && !options.hasRest(entity)) continue;
      const chosen = level > options.levels ? null : choose(options, entity, links, options.boxes - boxes);
      if (chosen === null) {
        closed.set(entity, links.length);
        continue;
      }
      boxes += chosen.length;
      const arranged = options.arrange(entity, chosen);
      const branches = arranged.map((branch) => placed(options, levels, level, branch, next));
      found.push({ entity, level: level - 1, branches });
    }
    opened.push(...found.sort((a, b) => drawnAt.get(a.entity)! - drawnAt.get(b.entity)!));
    frontier = inDrawingOrder(found, next);
  }
  return { opened, levels, closed, boxes };
}

/** Notes where a party is first drawn; where it stands already its box is only a pointer. */
function placed(
  { subject, elsewhere }: GrowthOptions,
  levels: Map<number, number>,
  level: number,
  branch: Branch,
  next: number[],
): Branch {
  if (branch.type !== "party") return branch;
  const { other } = branch.link;
  const again = other === subject || levels.has(other) || elsewhere.has(other);
  if (!again) {
    levels.set(other, level);
    next.push(other);
  }
  return { ...branch, again };
}

/** Parties drawn for the first time, from left to right. */
function inDrawingOrder(opened: readonly Opened[], next: readonly number[]): number[] {
  const fresh = new Set(next);
  return opened
    .flatMap(({ branches }) => branches)
    .flatMap((branch) =>
      branch.type === "party" && !branch.again && fresh.has(branch.link.other) ? [branch.link.other] : [],
    );
}

/** What hangs on a party within the room there is; null where it stays closed. */
function choose(
  options: GrowthOptions,
  entity: number,
  links: readonly Link[],
  room: number,
): Branch[] | null {
  const { subject, kept, width, folds, hasRest, boxes } = options;
  const rest = hasRest(entity) ? 1 : 0;
  const wanted = entity === subject ? width.subject : width.others;
  const must = links.filter(({ other }) => kept.has(other));
  const free = links.filter((link) => !kept.has(link.other) && !folds(link));
  // Those that must be seen leave room for the largest of the others.
  const slots = Math.max(Math.ceil(wanted / 2), wanted - must.length);
  // Chains that must be seen are opened even where the room is used up, so that they do not end in the air.
  const full = must.length + Math.min(free.length, slots) + 1 + rest;
  const crowded = full > room && entity !== subject;
  if (crowded && must.length === 0) return null;
  const shown = new Set([...must, ...foremost(options, free, crowded ? 0 : Math.min(slots, boxes))]);
  const left = links.filter((link) => !shown.has(link));
  // One folded holder takes as much room as the box it would be folded into.
  const folded = left.length === 1 ? [] : left;
  const drawn = left.length === 1 ? links : links.filter((link) => shown.has(link));
  return [
    ...drawn.map((link): Branch => ({ type: "party", link, again: false })),
    ...(folded.length > 0 ? [{ type: "others", links: folded } as const] : []),
    ...(rest > 0 ? [{ type: "undisclosed" } as const] : []),
  ];
}

/** The first so many, or fewer, where the last of them would be told only by their ids from the first that is left out. */
function foremost({ alike }: GrowthOptions, links: readonly Link[], slots: number): readonly Link[] {
  const first = links[slots];
  if (first === undefined) return links;
  let count = slots;
  while (count > 0 && alike(links[count - 1]!, first)) count -= 1;
  return links.slice(0, count);
}

/** Orders by a share that may be missing, the largest first. */
export const byShare =
  (
    shareOf: (entity: number) => ShareEnds | undefined,
    compareShares: (a: ShareEnds, b: ShareEnds) => number,
    rank: (entity: number) => number,
  ) =>
  (a: number, b: number): number => {
    const [one, other] = [shareOf(a), shareOf(b)];
    const order = one && other ? compareShares(one, other) : Number(!one) - Number(!other);
    return order || rank(a) - rank(b);
  };
