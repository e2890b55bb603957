import type { ShareLimb } from "../law/profileRules.js";
import { concertGroups } from "../measures/concertGroups.js";
import type { Known } from "../measures/evidence.js";
import { orderedTies } from "../measures/evidence.js";
import type { Register } from "../register/register.js";
import type { Case } from "./ownerCase.js";
import { type PartiesAbove, partiesAbove } from "./partySets.js";

/** Parties whose shares are added, and whether they certainly act together. */
export interface Together {
  readonly members: readonly number[];
  readonly verdict: Known;
}

/** Groups that count as one holder under a limb. */
function groupsOf(c: Case, { aggregation }: ShareLimb): Together[] {
  if (aggregation === "arrangement") return arrangements(c.r, c.subject);
  if (aggregation !== "group") return [];
  const { groups } = concertGroups(c.r, { subject: c.r.entities[c.subject]!.id });
  return groups.map(({ members, verdict }) => ({
    members: members.map((id) => c.r.index.get(id)!),
    verdict,
  }));
}

/**
 * Agreements to act together about a company's shares: one for each many-party agreement or pair. An agreement with a
 * lead moves votes to the lead and is no joint arrangement (DESIGN §13.2).
 */
function arrangements(r: Register, subject: number): Together[] {
  const groups = new Map<string, Set<number>>();
  for (const { record, from, to, subject: about, lead } of orderedTies(r)) {
    if (record.kind !== "concertAgreement" || record.rebutted === true || lead >= 0) continue;
    if (about >= 0 && about !== subject) continue;
    const key = JSON.stringify(record.group === undefined ? [from, to] : record.group);
    const parties = groups.get(key) ?? new Set<number>();
    groups.set(key, parties);
    for (const party of [from, ...(record.group === undefined ? [to] : [])])
      if (party >= 0) parties.add(party);
  }
  return [...groups.values()]
    .filter(({ size }) => size > 1)
    .map((members) => ({ members: [...members], verdict: "certain" }));
}

/**
 * Everyone with whose shares a party's are added: of all groups in which it is, or in which something is that it
 * controls. Null for parties who stand alone. Members in the order of ids.
 */
export function togetherOf(c: Case, limb: ShareLimb): (party: number) => Together | null {
  const groups = groupsOf(c, limb);
  if (groups.length === 0) return () => null;
  const above = partiesAbove(c.r, c.subject, c.controlTest);
  return (party) => {
    const own = groups.flatMap((group) => {
      const verdict = belongs(above, party, group);
      return verdict ? [{ members: group.members, verdict }] : [];
    });
    if (own.length === 0) return null;
    const members = new Set([party, ...own.flatMap((group) => group.members)]);
    return {
      members: [...members].sort((a, b) => c.r.rank[a]! - c.r.rank[b]!),
      verdict: own.every(({ verdict }) => verdict === "certain") ? "certain" : "possible",
    };
  };
}

function belongs(above: PartiesAbove, party: number, { members, verdict }: Together): Known | null {
  if (members.includes(party)) return verdict;
  const { least, most } = above.combined([party]);
  if (members.some((member) => least.has(member))) return verdict;
  return members.some((member) => most.has(member)) ? "possible" : null;
}
