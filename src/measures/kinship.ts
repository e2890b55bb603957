import type { ResolvedTie } from "../register/resolve.js";
import { type Circle, side, stands } from "./concertCircle.js";
import { type Evidence, KIN_KINDS, tieEvidence, tiesFrom, tiesTo } from "./evidence.js";
import type { Ground, GroundMember } from "./grounds.js";

/** Kinship ties recorded around the parties of a circle: by person, the kin with the ties that say so. */
type KinTree = ReadonlyMap<number, ReadonlyMap<number, readonly ResolvedTie[]>>;

/**
 * Kinship between holders, or between persons who control holders: a recorded tie, or ties of both to one common
 * member, who need not hold anything. Longer chains through others connect too, without being a reason between two.
 * Linear in the families met.
 */
export function kinGrounds<Reason extends string>(circle: Circle, reason: Reason): Ground<Reason>[] {
  const kin = kinTree(circle);
  const standing = (person: number): boolean => stands(circle, person).length > 0;
  const near = [...kin].flatMap(([person, relatives]) => {
    const members = [
      ...side(circle, person, []),
      ...[...relatives].flatMap(([relative, ties]) => side(circle, relative, evidenceOf(circle, ties))),
    ];
    return severalSides(members) ? [{ reason, members, rebuttable: true }] : [];
  });
  const chains = strangers(kin, standing).flatMap((between) => {
    const ends = new Set(between.flatMap((person) => [...kin.get(person)!.keys()]).filter(standing));
    const members = [...ends].flatMap((person) => side(circle, person, []));
    const chain = (a: GroundMember, b: GroundMember): Evidence[] =>
      kinPath(circle, kin, a.party, b.party, new Set(between));
    return severalSides(members) ? [{ reason, members, rebuttable: true, chain }] : [];
  });
  return [...near, ...chains];
}

const severalSides = (members: readonly GroundMember[]): boolean =>
  members.some((member) => member.side !== members[0]!.side);

const evidenceOf = ({ r }: Circle, ties: readonly ResolvedTie[]): Evidence[] =>
  ties.map((tie) => tieEvidence(r, tie));

function relativesOf({ r }: Circle, person: number): Map<number, ResolvedTie[]> {
  const relatives = new Map<number, ResolvedTie[]>();
  for (const tie of [...tiesFrom(r, person, KIN_KINDS), ...tiesTo(r, person, KIN_KINDS)]) {
    const relative = tie.from === person ? tie.to : tie.from;
    if (relative < 0 || relative === person) continue;
    const known = relatives.get(relative);
    if (known) known.push(tie);
    else relatives.set(relative, [tie]);
  }
  return relatives;
}

function kinTree(circle: Circle): KinTree {
  const tree = new Map<number, Map<number, ResolvedTie[]>>();
  const queue = [...circle.parties];
  for (let person = queue.pop(); person !== undefined; person = queue.pop()) {
    if (tree.has(person)) continue;
    const relatives = relativesOf(circle, person);
    if (relatives.size === 0) continue;
    tree.set(person, relatives);
    queue.push(...relatives.keys());
  }
  return tree;
}

/** Families of those who stand for no holder: connected sets of two or more. */
function strangers(kin: KinTree, standing: (person: number) => boolean): number[][] {
  const seen = new Set<number>();
  const families: number[][] = [];
  for (const first of kin.keys()) {
    if (seen.has(first) || standing(first)) continue;
    const family: number[] = [];
    const queue = [first];
    seen.add(first);
    for (let person = queue.pop(); person !== undefined; person = queue.pop()) {
      family.push(person);
      for (const relative of kin.get(person)!.keys()) {
        if (seen.has(relative) || standing(relative)) continue;
        seen.add(relative);
        queue.push(relative);
      }
    }
    if (family.length > 1) families.push(family);
  }
  return families;
}

/** The shortest chain of ties from one person to another through the persons given. */
function kinPath(
  circle: Circle,
  kin: KinTree,
  from: number,
  to: number,
  through: ReadonlySet<number>,
): Evidence[] {
  const before = new Map<number, number>([[from, -1]]);
  const queue = [from];
  for (let head = 0; head < queue.length && !before.has(to); head += 1) {
    for (const relative of kin.get(queue[head]!)!.keys()) {
      if (before.has(relative) || (relative !== to && !through.has(relative))) continue;
      before.set(relative, queue[head]!);
      queue.push(relative);
    }
  }
  const path: Evidence[] = [];
  for (let at = to; before.get(at)! >= 0; at = before.get(at)!) {
    path.unshift(...evidenceOf(circle, kin.get(before.get(at)!)!.get(at)!));
  }
  return path;
}
