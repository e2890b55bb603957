import { concertGroups } from "../../measures/concertGroups.js";
import { partnershipGroups } from "../partnershipGroups.js";
import type { Change, GroupState } from "./change.js";
import type { Side, Sides } from "./sides.js";

/** Groups of holders in concert, before and after. */
export function concertChanges({ subject, ...both }: Sides): Change[] {
  const of = ({ r, closure }: Side): GroupState[] =>
    concertGroups(r, { subject, control: closure }).groups.map(({ members, direct, share, verdict }) => ({
      members,
      verdict,
      direct,
      share,
    }));
  return groupChanges("concertGroup", of(both.before), of(both.after));
}

/** Limited partnerships consolidated under Article 13, before and after. */
export function partnershipChanges({ subject, ...both }: Sides): Change[] {
  const of = ({ r }: Side): GroupState[] =>
    (partnershipGroups(r, { subject })?.groups ?? []).map(({ members, total, joined }) => ({
      members,
      verdict: joined,
      total,
    }));
  return groupChanges("partnershipGroup", of(both.before), of(both.after));
}

const keyOf = ({ members }: GroupState): string => [...members].sort().join("+");

function groupChanges(
  kind: "concertGroup" | "partnershipGroup",
  old: readonly GroupState[],
  now: readonly GroupState[],
): Change[] {
  return pairs(old, now)
    .filter(({ was, is }) => JSON.stringify(sorted(was)) !== JSON.stringify(sorted(is)))
    .map(({ was, is }): Change => {
      const verdict = [was, is].some((state) => state?.verdict === "possible") ? "possible" : "certain";
      return { kind, party: keyOf((is ?? was)!), before: was, after: is, verdict };
    })
    .sort((a, b) => (a.party < b.party ? -1 : 1));
}

const sorted = (group: GroupState | null): GroupState | null =>
  group && { ...group, members: [...group.members].sort() };

interface GroupPair {
  readonly was: GroupState | null;
  readonly is: GroupState | null;
}

/** The same group on both sides: equal members first, then those that have most members in common. */
function pairs(old: readonly GroupState[], now: readonly GroupState[]): GroupPair[] {
  const left = new Map(old.map((group) => [keyOf(group), group]));
  const open: GroupState[] = [];
  const found: GroupPair[] = [];
  for (const is of now) {
    const was = left.get(keyOf(is));
    if (!was) open.push(is);
    else {
      left.delete(keyOf(is));
      found.push({ was, is });
    }
  }
  for (const is of open) {
    const was = nearest(left, is);
    if (was) left.delete(keyOf(was));
    found.push({ was, is });
  }
  for (const was of left.values()) found.push({ was, is: null });
  return found;
}

function nearest(groups: ReadonlyMap<string, GroupState>, asked: GroupState): GroupState | null {
  const members = new Set(asked.members);
  let best: GroupState | null = null;
  let most = 0;
  for (const group of groups.values()) {
    const common = group.members.filter((member) => members.has(member)).length;
    if (common > most) [best, most] = [group, common];
  }
  return best;
}
