import type { Register } from "../register/register.js";
import { type Circle, concertCircle } from "./concertCircle.js";
import type { PresumptionFigures } from "./concertPresumptions.js";
import { type ConcertReason, concertGrounds, DEFAULT_REASONS } from "./concertReasons.js";
import { type ControlClosure, controlClosure } from "./controlClosure.js";
import type { Known } from "./evidence.js";
import { connect, DisjointSets, type Ground, type GroundMember } from "./grounds.js";

export interface ConcertSetOptions {
  /** Which reasons join; by default all that records can tell (see DEFAULT_REASONS). */
  readonly reasons?: readonly ConcertReason[] | undefined;
  /** Reasons that a rebuttal does not cancel, besides agreements. */
  readonly irrebuttable?: readonly ConcertReason[] | undefined;
  readonly control?: ControlClosure | undefined;
  /** What the law says in figures; presumptions that need them are not assessed without. */
  readonly figures?: PresumptionFigures | undefined;
  /** Limited partnerships that control a direct holder count as holders. */
  readonly partnershipsToo?: boolean | undefined;
}

/** A group by entity index, with the parts of it that are certain. */
export interface ConcertSet {
  readonly members: readonly number[];
  readonly verdict: Known;
  /** Certainly joined parts of two or more; the group itself where it is certain. */
  readonly certain: readonly (readonly number[])[];
  readonly parts: readonly GroundPart[];
}

/** A ground with its members in one group. */
export interface GroundPart {
  readonly ground: Ground<ConcertReason>;
  readonly members: readonly GroundMember[];
}

/** Who is joined with whom among a subject's direct holders, by entity index. */
export interface ConcertSets {
  readonly circle: Circle;
  readonly grounds: readonly Ground<ConcertReason>[];
  readonly groups: readonly ConcertSet[];
  readonly groupOf: ReadonlyMap<number, number>;
}

/** The union-find behind {@link concertGroups}: linear in holders, ties and controllers met. */
export function concertSets(r: Register, subject: number, options: ConcertSetOptions = {}): ConcertSets {
  const circle = concertCircle(r, subject, options.control ?? controlClosure(r), options.partnershipsToo);
  if (circle.holders.length < 2) return { circle, grounds: [], groups: [], groupOf: new Map() };
  const firm = new Set(options.irrebuttable ?? []);
  const grounds = concertGrounds(circle, options.reasons ?? DEFAULT_REASONS, options.figures).map((ground) =>
    firm.has(ground.reason) ? { ...ground, rebuttable: false } : ground,
  );
  const joined = new DisjointSets();
  const certainly = new DisjointSets();
  for (const ground of grounds) {
    const certain = ground.members.filter(({ verdict }) => verdict === "certain");
    const joinAll = (a: GroundMember, b: GroundMember): void => joined.join(a.holder, b.holder);
    connect(ground, circle.rebuttals, certain, (a, b) => {
      joinAll(a, b);
      certainly.join(a.holder, b.holder);
    });
    if (certain.length < ground.members.length) connect(ground, circle.rebuttals, ground.members, joinAll);
  }
  const members = bySet(circle.holders, joined);
  const groupOf = new Map<number, number>();
  members.forEach((list, group) => {
    for (const holder of list) groupOf.set(holder, group);
  });
  const parts = groundParts(grounds, groupOf);
  const groups = members.map((list, group): ConcertSet => {
    const certain = bySet(list, certainly);
    const verdict = certain[0]?.length === list.length ? "certain" : "possible";
    return { members: list, verdict, certain, parts: parts.get(group) ?? [] };
  });
  return { circle, grounds, groups, groupOf };
}

/** Sets of two or more, members in the order of holders. */
function bySet(holders: readonly number[], sets: DisjointSets): number[][] {
  const lists = new Map<number, number[]>();
  for (const holder of holders) {
    const root = sets.root(holder);
    const list = lists.get(root);
    if (list) list.push(holder);
    else lists.set(root, [holder]);
  }
  return [...lists.values()].filter((list) => list.length > 1);
}

function groundParts(
  grounds: readonly Ground<ConcertReason>[],
  groupOf: ReadonlyMap<number, number>,
): Map<number, GroundPart[]> {
  const parts = new Map<number, GroundPart[]>();
  for (const ground of grounds) {
    const own = new Map<number, GroundMember[]>();
    for (const member of ground.members) {
      const group = groupOf.get(member.holder);
      if (group === undefined) continue;
      const list = own.get(group);
      if (list) list.push(member);
      else own.set(group, [member]);
    }
    for (const [group, members] of own) {
      const list = parts.get(group);
      if (list) list.push({ ground, members });
      else parts.set(group, [{ ground, members }]);
    }
  }
  return parts;
}
