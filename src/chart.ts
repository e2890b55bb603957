import { type Assembly, assemble } from "./chart/assembly.js";
import { controlMarks } from "./chart/control.js";
import { type Branch, byShare, type Growth, grow } from "./chart/growth.js";
import { type Link, linksAbove, linksBelow } from "./chart/links.js";
import type { Chart } from "./chart/model.js";
import { policy } from "./law/law.js";
import type { Profile } from "./law/profile.js";
import { type ConcertGroup, concertGroups } from "./measures/concertGroups.js";
import { sharesBelow } from "./measures/holdings.js";
import { lookThrough } from "./measures/lookThrough.js";
import type { Interest } from "./model/dataset.js";
import { compare } from "./model/fraction.js";
import { meets, type ShareEnds, type ShareTest } from "./model/share.js";
import { entityIndex, type Register } from "./register/register.js";

export type { Chart, ChartEdge, ChartGroup, ChartNode, ChartRole, FoldedParty } from "./chart/model.js";

export interface ChartOptions {
  /** Id or unique name. */
  readonly subject: string;
  readonly interest?: Interest | undefined;
  /** Steps upwards and downwards; all by default. */
  readonly up?: number | undefined;
  readonly down?: number | undefined;
  /** Holders (holdings) drawn of one company, the rest being folded; by default ten of the subject, five of others, and of small ones with one and the same share all or none. */
  readonly holders?: number | undefined;
  /** Holders that fail this are folded, whatever room there is, but for those that must be seen. */
  readonly test?: ShareTest | undefined;
  /** Boxes drawn at most, apart from chains of control; 100 by default. */
  readonly boxes?: number | undefined;
  /** Nothing is folded, as far as {@link MOST_BOXES} go. */
  readonly unfold?: boolean | undefined;
  /** Marks the beneficial owners under this profile too: its id, or one of the caller's own. */
  readonly profile?: string | Profile | undefined;
  /** Digest of the records, to be printed. */
  readonly digest?: string | undefined;
}

/** More than this is no picture any more. */
export const MOST_BOXES = 5_000;
export const DEFAULT_BOXES = 100;
const DEFAULT_WIDTH = { subject: 10, others: 5 } as const;
/** The part of the room that owners may take; what they leave is for holdings. */
const ROOM_ABOVE = { n: 3, d: 5 } as const;

/**
 * The 股权穿透图 of a subject: owners above and holdings below, folded so far that a person can read it, with shares, rings, repeated
 * owners, concert groups, controllers and their chains. Inert and serialisable; printers of src/report/chart draw it and compute nothing. Throws
 * an UnknownSubjectError, or an UnknownLawError for a profile that there is not.
 */
export function chartOf(r: Register, options: ChartOptions): Chart {
  const subject = entityIndex(r, options.subject);
  const interest = options.interest ?? "equity";
  const measured = lookThrough(r, { interest }).owners(subject);
  const below = sharesBelow(r, { party: subject, interest });
  const groups = concertGroups(r, { subject: r.entities[subject]!.id }).groups;
  const marks = controlMarks(r, subject, { interest, profile: options.profile });
  const shares = {
    up: new Map(measured.owners.map(({ party, share }) => [party, share])),
    down: new Map(below.companies.map(({ company, share }) => [company, share])),
  };
  const room = roomOf(options);
  const common = { r, interest, subject, options };
  const up = grow({
    ...growth(common, shares.up, room.width),
    links: (entity) => linksAbove(r, interest, entity),
    hasRest: (entity) => !isNone(r.stakes[interest].undisclosed(entity)),
    kept: new Set([...marks.kept, ...membersOf(r, groups)]),
    elsewhere: new Set(),
    levels: options.up ?? Number.POSITIVE_INFINITY,
    boxes: room.above,
    arrange: (entity, branches) => (entity === subject ? together(r, groups, branches) : branches),
  });
  const down = grow({
    ...growth(common, shares.down, room.width),
    links: (entity) => linksBelow(r, interest, entity),
    hasRest: () => false,
    kept: new Set(),
    elsewhere: new Set(up.levels.keys()),
    levels: options.down ?? Number.POSITIVE_INFINITY,
    boxes: Math.max(room.all - room.above, room.all - up.boxes),
    arrange: (_entity, branches) => branches,
  });
  const rings = joinedRings(r, measured.rings, below.rings);
  const assembly: Assembly = {
    r,
    interest,
    subject,
    policy: policy(),
    up,
    down,
    shares,
    groups,
    rings,
    marks,
  };
  const { nodes, edges } = assemble(assembly);
  return {
    subject: r.entities[subject]!.id,
    asOf: r.asOf,
    digest: options.digest ?? null,
    interest,
    nodes,
    edges,
    groups: groups.map(({ members, direct, share, verdict, transitive, reasons }) => ({
      members,
      direct,
      share,
      verdict,
      transitive,
      reasons: [...new Set(reasons.filter(({ rebutted }) => !rebutted).map(({ reason }) => reason))].sort(),
    })),
    rings: rings.map((ring) => ring.map((entity) => r.entities[entity]!.id)),
    left: {
      folded: foldedIn(up) + foldedIn(down),
      unexpanded: up.closed.size + down.closed.size,
      up: options.up ?? null,
      down: options.down ?? null,
      holders: options.holders ?? null,
      boxes: room.all,
    },
  };
}

/** Members of groups that are never folded, beyond which a frame says how many of them are drawn. */
const MEMBERS_DRAWN = 300;

const membersOf = (r: Register, groups: readonly ConcertGroup[]): number[] =>
  groups
    .flatMap(({ members }) => members)
    .slice(0, MEMBERS_DRAWN)
    .map((id) => r.index.get(id)!);

interface Room {
  readonly all: number;
  readonly above: number;
  readonly width: { readonly subject: number; readonly others: number };
}

function roomOf({ unfold, boxes, holders }: ChartOptions): Room {
  const all = Math.min(MOST_BOXES, boxes ?? (unfold ? MOST_BOXES : DEFAULT_BOXES));
  const one = holders ?? (unfold ? MOST_BOXES : undefined);
  const width = one === undefined ? DEFAULT_WIDTH : { subject: one, others: one };
  return { all, above: Math.ceil((all * ROOM_ABOVE.n) / ROOM_ABOVE.d), width };
}

interface Common {
  readonly r: Register;
  readonly subject: number;
  readonly options: ChartOptions;
}

/** What growing upwards and downwards have in common. */
function growth(
  { r, subject, options }: Common,
  shares: ReadonlyMap<number, ShareEnds>,
  width: Room["width"],
) {
  const { test } = options;
  const larger = (a: ShareEnds, b: ShareEnds): number => compare(b.min, a.min) || compare(b.max, a.max);
  return {
    subject,
    width,
    folds: ({ share }: Link): boolean =>
      test !== undefined && share !== null && meets(share, test) === "excluded",
    // Whoever asks for so many holders gets so many.
    alike: (a: Link, b: Link): boolean =>
      options.holders === undefined && !options.unfold && isSlight(a) && isSlight(b) && sameShare(a, b),
    before: byShare(
      (entity) => shares.get(entity),
      larger,
      (entity) => r.rank[entity]!,
    ),
  };
}

const SLIGHT: ShareTest = { atLeast: "1%" };
const isSlight = ({ share }: Link): boolean => share !== null && meets(share, SLIGHT) === "excluded";
const sameShare = (a: Link, b: Link): boolean =>
  compare(a.share!.min, b.share!.min) === 0 && compare(a.share!.max, b.share!.max) === 0;

const isNone = (share: ShareEnds | null): boolean => share === null || share.max.n === 0n;

/** Members of a concert group side by side, where the largest of them stands, so that one frame goes round them. */
function together(r: Register, groups: readonly ConcertGroup[], branches: readonly Branch[]): Branch[] {
  const groupOf = new Map(groups.flatMap(({ members }, group) => members.map((id) => [id, group] as const)));
  const keyed = branches.map((branch, position) => {
    const id = branch.type === "party" ? r.entities[branch.link.other]!.id : null;
    return { branch, position, group: id === null ? undefined : groupOf.get(id) };
  });
  const first = new Map<number, number>();
  for (const { position, group } of keyed) {
    if (group !== undefined && !first.has(group)) first.set(group, position);
  }
  const place = (each: (typeof keyed)[number]): number =>
    each.group === undefined ? each.position : first.get(each.group)!;
  return keyed.sort((a, b) => place(a) - place(b) || a.position - b.position).map(({ branch }) => branch);
}

/** Rings above and below the subject; one that runs through it is found from both sides. */
function joinedRings(
  r: Register,
  above: readonly (readonly number[])[],
  below: readonly (readonly number[])[],
): (readonly number[])[] {
  const seen = new Set(above.flat());
  return [...above, ...below.filter((ring) => !ring.some((entity) => seen.has(entity)))].sort(
    (a, b) => r.rank[a[0]!]! - r.rank[b[0]!]!,
  );
}

const foldedIn = ({ opened }: Growth): number =>
  opened
    .flatMap(({ branches }) => branches)
    .reduce((sum, branch) => sum + (branch.type === "others" ? branch.links.length : 0), 0);
