import { isZero, toNumber } from "../model/fraction.js";
import { meets, type ShareTest, testText, threshold } from "../model/share.js";
import { Recent } from "../register/recent.js";
import type { Register } from "../register/register.js";
import type { ControlClosure } from "./controlClosure.js";
import { controllersOfEach } from "./controllersOfEach.js";
import {
  both,
  controlEvidence,
  type Evidence,
  improves,
  isNobody,
  type Known,
  OFFICER_KINDS,
  stakeEvidence,
  TRUST_KINDS,
  tieEvidence,
  tiesFrom,
  tiesTo,
} from "./evidence.js";
import { movingTies } from "./portions.js";
import { walk } from "./walk.js";

/** A party that stands in a relation to the party asked about, and what says so. */
export interface Relation {
  readonly party: number;
  readonly verdict: Known;
  readonly evidence: readonly Evidence[];
}

/** A relation whose evidence is put together when somebody looks at it. */
const relation = (party: number, verdict: Known, evidence: () => Evidence): Relation => ({
  party,
  verdict,
  get evidence() {
    return [evidence()];
  },
});

/** Direct holders, whatever their share; the public, depositories and holders of exactly nothing are none. */
export function shareholders(r: Register, company: number): Relation[] {
  const { equity, voting, income } = r.stakes;
  const found: Relation[] = [];
  for (let stake = equity.start[company]!; stake < equity.start[company + 1]!; stake += 1) {
    const party = equity.holder[stake]!;
    if (party === company || isNobody(r, party)) continue;
    if ([equity, voting, income].every((table) => isZero(table.share(stake).max))) continue;
    found.push(relation(party, "certain", () => stakeEvidence(r, stake, "holding")));
  }
  return found;
}

/** Principals for whom a registered holder holds its stake in a company. */
export const principals = (r: Register, holder: number, company: number): Relation[] =>
  tiesFrom(r, holder, ["nominee"])
    .filter((tie) => tie.to >= 0 && tie.to !== holder && !isNobody(r, tie.to))
    .filter(({ subject }) => subject < 0 || subject === company)
    .map((tie) => ({ party: tie.to, verdict: "certain", evidence: [tieEvidence(r, tie)] }));

/** The other holders of a block that stands in a registered holder's name. */
export const jointHolders = (r: Register, holder: number, company: number): Relation[] =>
  (movingTies(r).joint.get(holder) ?? [])
    .filter((tie) => tie.to === company && tie.from !== holder && !isNobody(r, tie.from))
    .map((tie) => ({ party: tie.from, verdict: "certain", evidence: [tieEvidence(r, tie)] }));

/** Only a company has capital of which a shareholder can have more than half; partners and unit holders have not. */
const WITHOUT_SHAREHOLDERS: ReadonlySet<string> = new Set([
  "limitedPartnership",
  "generalPartnership",
  "fund",
  "wealthManagementProduct",
  "trust",
]);

/** Direct holders whose part of the capital passes a test. The test comes from the law. */
export function controllingShareholders(r: Register, company: number, test: ShareTest): Relation[] {
  if (WITHOUT_SHAREHOLDERS.has(r.entities[company]!.kind)) return [];
  const { equity } = r.stakes;
  const found: Relation[] = [];
  for (let stake = equity.start[company]!; stake < equity.start[company + 1]!; stake += 1) {
    const party = equity.holder[stake]!;
    if (party === company || isNobody(r, party)) continue;
    const verdict = meets(equity.share(stake), test);
    if (verdict !== "excluded")
      found.push(relation(party, verdict, () => stakeEvidence(r, stake, "holding")));
  }
  return found;
}

/** Shares that round to less than this are surely below what a test asks for. */
const leastPassing = (test: ShareTest): number =>
  "atLeast" in test || "moreThan" in test ? toNumber(threshold(test)) * (1 - 2 ** -40) : 0;

/** Companies whose controlling shareholder, by capital, a party is. */
export function controllingShareholderOf(r: Register, party: number, test: ShareTest): readonly Relation[] {
  const tests = byCapital.get(r) ?? new Map<string, Recent<readonly Relation[]>>();
  byCapital.set(r, tests);
  const key = testText(test);
  const known = tests.get(key) ?? keptRelations((by) => heldByCapital(r, by, test));
  tests.set(key, known);
  return known.get(party);
}

/** One party holds many companies, each of which is asked about: as many relations are kept, some 200 bytes each. */
const KEPT_RELATIONS = 1 << 16;
const keptRelations = (make: (party: number) => readonly Relation[]): Recent<readonly Relation[]> =>
  new Recent(KEPT_RELATIONS, make, ({ length }) => length + 1);
const byCapital = new WeakMap<Register, Map<string, Recent<readonly Relation[]>>>();

function heldByCapital(r: Register, party: number, test: ShareTest): Relation[] {
  if (isNobody(r, party)) return [];
  const { equity } = r.stakes;
  const found: Relation[] = [];
  const enough = leastPassing(test);
  for (const stake of equity.held.subarray(equity.heldStart[party]!, equity.heldStart[party + 1]!)) {
    // Of a holder's thousands of stakes hardly any comes near: those are not measured in fractions.
    if (equity.max[stake]! < enough) continue;
    const company = equity.subject[stake]!;
    if (company === party || WITHOUT_SHAREHOLDERS.has(r.entities[company]!.kind)) continue;
    const verdict = meets(equity.share(stake), test);
    if (verdict !== "excluded")
      found.push(relation(company, verdict, () => stakeEvidence(r, stake, "holding")));
  }
  return found;
}

/** Someone who controls, and whether nobody certainly controls it in turn. */
export interface ControllerRelation extends Relation {
  readonly ultimate: boolean;
}

/** Everyone who controls each of some parties alone, directly or through others. One pass for all of them. */
export function controllersOf(
  control: ControlClosure,
  parties: readonly number[],
): ReadonlyMap<number, readonly ControllerRelation[]> {
  const found = new Map<number, ControllerRelation[]>();
  for (const { controller, party, verdict, ultimate } of controllersOfEach(control, parties)) {
    const evidence = [controlEvidence(control.r, controller, party, verdict)];
    const one = { party: controller, verdict, evidence, ultimate };
    const known = found.get(party);
    if (known) known.push(one);
    else found.set(party, [one]);
  }
  return found;
}

/** Everything that a party controls, directly or through others. */
export function controlledBy(control: ControlClosure, party: number): readonly Relation[] {
  const known = controlled.get(control) ?? keptRelations((by) => controlledRelations(control, by));
  controlled.set(control, known);
  return known.get(party);
}

const controlled = new WeakMap<ControlClosure, Recent<readonly Relation[]>>();

const controlledRelations = (control: ControlClosure, party: number): Relation[] =>
  control
    .controlled({ by: [party] })
    .map(({ subject, verdict }) =>
      relation(subject, verdict, () => controlEvidence(control.r, party, subject, verdict)),
    );

type TieKinds = Parameters<typeof tiesFrom>[2];

/** Parties that have a tie of some kinds to a party: its officers, its partners, the roles in a trust. */
export const tiedTo = (r: Register, party: number, kinds: TieKinds): Relation[] =>
  tiesTo(r, party, kinds)
    .filter((tie) => tie.from !== party && !isNobody(r, tie.from))
    .map((tie) => ({ party: tie.from, verdict: "certain", evidence: [tieEvidence(r, tie)] }));

/** Parties that a party has a tie of some kinds to. */
export const tiedFrom = (r: Register, party: number, kinds: TieKinds): Relation[] =>
  tiesFrom(r, party, kinds)
    .filter((tie) => tie.to >= 0 && tie.to !== party && !isNobody(r, tie.to))
    .map((tie) => ({ party: tie.to, verdict: "certain", evidence: [tieEvidence(r, tie)] }));

/** Ties that say the same of both parties: kin, other relations. */
export const tiedWith = (r: Register, party: number, kinds: TieKinds): Relation[] => [
  ...tiedFrom(r, party, kinds),
  ...tiedTo(r, party, kinds),
];

/** Companies in which a party is director, supervisor, senior manager or legal representative. */
export const officerOf = (r: Register, party: number): Relation[] => tiedFrom(r, party, OFFICER_KINDS);

/** Where the walk upwards may end: see `isTerminal` in coverage.ts. */
export type EndsAt = (holder: number, company: number) => boolean;

/**
 * Those with whom the walk from a party upwards ends: terminals, and whoever nobody is recorded to hold. The walk is
 * that of the look-through share (nominees stand for their principals), and through a trust it also meets its
 * beneficiaries. `certain` where some part certainly reaches a terminal; whoever merely has no recorded holders is
 * `possible`, because others may stand behind. Linear in what is upstream.
 */
export const ultimateHolders = (r: Register, party: number, endsAt: EndsAt): Relation[] =>
  ultimateWalk(r, endsAt)(party, "certain");

/**
 * The same from several parties in turn: each call gives those that no earlier call gave as surely, so that what many
 * parties have above them in common is walked once.
 */
export function ultimateWalk(r: Register, endsAt: EndsAt): (party: number, known: Known) => Relation[] {
  const above = walk(r, "equity");
  const reached = new Map<number, Known>();
  return (party, known) => {
    if (!improves(reached, party, known)) return [];
    const ends = new Map<number, Known>();
    const queue = [party];
    const meet = (holder: number, company: number, verdict: Known): void => {
      if (isNobody(r, holder) || !improves(reached, holder, verdict)) return;
      if (endsAt(holder, company)) ends.set(holder, verdict);
      else queue.push(holder);
    };
    for (let company = queue.pop(); company !== undefined; company = queue.pop()) {
      const verdict = reached.get(company)!;
      const { arcs } = above.row(company);
      for (const { next, also, share } of arcs) {
        const part = share.min.n > 0n || share.minExclusive ? "certain" : "possible";
        for (const holder of [next, ...also]) meet(holder, company, both(verdict, part));
      }
      const roles = isTrust(r, company) ? tiesTo(r, company, ["beneficiary"]) : [];
      for (const { from } of roles) meet(from, company, verdict);
      if (arcs.length === 0 && roles.length === 0 && company !== party) ends.set(company, "possible");
    }
    return [...ends]
      .sort(([a], [b]) => r.rank[a]! - r.rank[b]!)
      .map(([holder, verdict]) => ({ party: holder, verdict, evidence: [] }));
  };
}

const isTrust = (r: Register, party: number): boolean =>
  r.entities[party]!.kind === "trust" || tiesTo(r, party, TRUST_KINDS).length > 0;
