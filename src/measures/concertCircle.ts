import type { Register } from "../register/register.js";
import type { ResolvedTie } from "../register/resolve.js";
import type { ControlClosure } from "./controlClosure.js";
import { controllersOfEach } from "./controllersOfEach.js";
import {
  controlEvidence,
  type Evidence,
  isNobody,
  type Known,
  orderedTies,
  tieEvidence,
} from "./evidence.js";
import type { GroundMember, Rebuttals } from "./grounds.js";

/** A holder that a party stands for: itself, or one that it controls. */
export interface Stand {
  readonly holder: number;
  readonly verdict: Known;
  readonly evidence: readonly Evidence[];
}

/** The direct holders of one subject, and the parties through which others may connect them. */
export interface Circle {
  readonly r: Register;
  readonly subject: number;
  /** Holders in the order of ids, without the public, depositories and the subject itself. */
  readonly holders: readonly number[];
  readonly isHolder: ReadonlySet<number>;
  /** Holders and everyone who controls one, in the order of ids. */
  readonly parties: readonly number[];
  /** Holders that a party controls. */
  readonly controlled: ReadonlyMap<number, readonly Stand[]>;
  readonly rebuttals: Rebuttals;
}

/**
 * The circle of one subject. `partnershipsToo` takes limited partnerships that control a direct holder for holders
 * themselves, for rules about what a partnership controls, whoever is registered.
 */
export function concertCircle(
  r: Register,
  subject: number,
  control: ControlClosure,
  partnershipsToo = false,
): Circle {
  const known = last.get(control);
  if (known?.subject === subject && known.partnershipsToo === partnershipsToo) return known;
  const made = { ...circleOf(r, subject, control, partnershipsToo), partnershipsToo };
  last.set(control, made);
  return made;
}

/** Several rules and definitions ask about the concert of one subject after the other. */
const last = new WeakMap<ControlClosure, Circle & { readonly partnershipsToo: boolean }>();

function circleOf(r: Register, subject: number, control: ControlClosure, partnershipsToo: boolean): Circle {
  const direct = directHolders(r, subject);
  const above = controllersOfEach(control, direct);
  const also = above.map(({ controller }) => controller).filter((party) => isPartnership(r, party));
  const holders = partnershipsToo ? inOrder(r, [...direct, ...also]) : direct;
  const controls = holders.length > direct.length ? controllersOfEach(control, holders) : above;
  const controlled = new Map<number, Stand[]>();
  for (const { controller, party, verdict } of controls) {
    const stand = { holder: party, verdict, evidence: [controlEvidence(r, controller, party, verdict)] };
    const known = controlled.get(controller);
    if (known) known.push(stand);
    else controlled.set(controller, [stand]);
  }
  const parties = inOrder(r, [...holders, ...controlled.keys()]);
  const rebuttals = rebuttalsOf(r, parties, subject);
  return { r, subject, holders, isHolder: new Set(holders), parties, controlled, rebuttals };
}

const isPartnership = (r: Register, party: number): boolean =>
  r.entities[party]!.kind === "limitedPartnership";

const inOrder = (r: Register, parties: readonly number[]): number[] =>
  [...new Set(parties)].sort((a, b) => r.rank[a]! - r.rank[b]!);

/** Direct holders of a subject, without the public, depositories and the subject itself; in the order of ids. */
export function directHolders(r: Register, subject: number): number[] {
  const { start, holder } = r.stakes.equity;
  const holders = holder.subarray(start[subject]!, start[subject + 1]!);
  return [...holders].filter((party) => party !== subject && !isNobody(r, party));
}

/**
 * The holders that a party stands for in a relation to others: itself and those it controls. A state stands for itself
 * only, because enterprises are not related merely by common state control (docs/method/concert.md).
 */
export function stands({ r, isHolder, controlled }: Circle, party: number): readonly Stand[] {
  const own: Stand[] = isHolder.has(party) ? [{ holder: party, verdict: "certain", evidence: [] }] : [];
  return r.entities[party]!.kind === "state" ? own : [...own, ...(controlled.get(party) ?? [])];
}

/** The members that a party brings into a ground: one side, with the evidence that the party itself is in it. */
export const side = (circle: Circle, party: number, evidence: readonly Evidence[]): GroundMember[] =>
  stands(circle, party).map((stand) => ({
    holder: stand.holder,
    party,
    side: party,
    verdict: stand.verdict,
    evidence: [...evidence, ...stand.evidence],
  }));

/** Agreements by key: the ties of one many-party agreement, or those between the same two parties. */
interface Agreements {
  readonly ties: ReadonlyMap<string, readonly ResolvedTie[]>;
  readonly byParty: ReadonlyMap<number, ReadonlyMap<string, readonly ResolvedTie[]>>;
}

const indexed = new WeakMap<Register, { readonly made: Agreements; readonly rebutted: Agreements }>();

function agreements(r: Register): { readonly made: Agreements; readonly rebutted: Agreements } {
  const known = indexed.get(r);
  if (known) return known;
  const ties = orderedTies(r).filter(({ record }) => record.kind === "concertAgreement");
  const index = {
    made: byKey(ties.filter(({ record }) => record.rebutted !== true)),
    rebutted: byKey(ties.filter(({ record }) => record.rebutted === true)),
  };
  indexed.set(r, index);
  return index;
}

function byKey(all: readonly ResolvedTie[]): Agreements {
  const ties = new Map<string, ResolvedTie[]>();
  const byParty = new Map<number, Map<string, ResolvedTie[]>>();
  const put = <Key>(map: Map<Key, ResolvedTie[]>, key: Key, tie: ResolvedTie): void => {
    const known = map.get(key);
    if (known) known.push(tie);
    else map.set(key, [tie]);
  };
  for (const tie of all) {
    const parties = new Set([...signatories(tie), ...(tie.lead < 0 ? [] : [tie.lead])]);
    const { group } = tie.record;
    const key = group === undefined ? `pair ${[...parties].sort()}` : `group ${group}`;
    put(ties, key, tie);
    for (const party of parties) {
      const own = byParty.get(party) ?? new Map<string, ResolvedTie[]>();
      byParty.set(party, own);
      put(own, key, tie);
    }
  }
  return { ties, byParty };
}

/** The parties that a tie itself names; of a many-party agreement, the one that it is about. */
export const signatories = ({ from, to }: ResolvedTie): readonly number[] =>
  to < 0 || to === from ? [from] : [from, to];

export const concerns = (tie: ResolvedTie, subject: number): boolean =>
  tie.subject < 0 || tie.subject === subject;

/** The agreements that parties of the circle have signed, each as its ties. */
export function agreementsOf({ r, parties }: Circle): (readonly ResolvedTie[])[] {
  const { ties, byParty } = agreements(r).made;
  const keys = new Set(parties.flatMap((party) => [...(byParty.get(party)?.keys() ?? [])]));
  return [...keys].map((key) => ties.get(key)!);
}

function rebuttalsOf(r: Register, parties: readonly number[], subject: number): Rebuttals {
  const { byParty } = agreements(r).rebutted;
  const rebuttals = new Map<number, Set<string>>();
  for (const party of byParty.size === 0 ? [] : parties) {
    const keys = [...(byParty.get(party) ?? [])]
      .filter(([, ties]) => ties.some((tie) => concerns(tie, subject)))
      .map(([key]) => key);
    if (keys.length > 0) rebuttals.set(party, new Set(keys));
  }
  return rebuttals;
}

/** The records behind a rebuttal. */
export const rebuttalEvidence = (r: Register, key: string): Evidence[] =>
  (agreements(r).rebutted.ties.get(key) ?? []).map((tie) => tieEvidence(r, tie));
