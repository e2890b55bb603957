import type { Definition, DefinitionStep, PartySort, RelationName } from "../law/definition.js";
import { nearestParameter, policy, testOf } from "../law/law.js";
import { type ConcertCircle, concertPartners } from "../measures/concertPartners.js";
import { type ControlClosure, controlClosure } from "../measures/controlClosure.js";
import { isTerminal } from "../measures/coverage.js";
import { cutAboveTerminals } from "../measures/cutAboveTerminals.js";
import { both, improves, type Known } from "../measures/evidence.js";
import {
  type ControllerRelation,
  controlledBy,
  controllersOf,
  controllingShareholderOf,
  controllingShareholders,
  type EndsAt,
  jointHolders,
  officerOf,
  principals,
  type Relation,
  shareholders,
  tiedFrom,
  tiedTo,
  tiedWith,
  ultimateWalk,
} from "../measures/relations.js";
import type { TieKind } from "../model/dataset.js";
import { meets, type ShareTest, type Verdict } from "../model/share.js";
import type { Register } from "../register/register.js";
import { NO_SHARE, stakeOf } from "../register/stakeTable.js";
import { defaultReasons, presumptionFigures } from "./concertAction.js";
import { measuredRelations } from "./measuredRelations.js";
import { type Follow, isCarvedOut, type Reached, testInForce } from "./relatedStep.js";

/** The functions behind the relations of a definition, for one subject. */
export function relationsOf(r: Register, subject: number, rules: Definition): Follow {
  const majority = testInForce(r, rules.controllingShareholder);
  const control = controlClosure(r, { test: testInForce(r, rules.controlTest) });
  const upwards = upwardRelations(r, subject, rules, control);
  const downwards = downwardRelations(r, subject, rules, { control, majority });
  const ties = (party: number, kind: TieKind): Relation[] => tiedTo(r, party, [kind]);
  const follow: Record<RelationName, Follow> = {
    shareholder: ({ party }, step) => countedShareholders(r, party, step),
    principal: ({ party }) => principals(r, party, subject),
    jointHolder: ({ party }) => jointHolders(r, party, subject),
    concert: concertRelations(r, subject, control),
    controllingShareholder: upwards(({ r }, { party }) => controllingShareholders(r, party, majority)),
    actualController: upwards(({ controllers }, { party }) => controllers(party).filter(isUltimate)),
    controller: upwards(({ r, controllers }, { party }) =>
      unless(
        controllers(party).filter((one) => !isUltimate(one)),
        controllingShareholders(r, party, majority),
      ),
    ),
    intermediateController: upwards(({ controllers }, { party }) =>
      controllers(party).filter((one) => !isUltimate(one)),
    ),
    ultimateHolder: upwards(({ ultimateHolders }, { party, verdict }) => ultimateHolders(party, verdict)),
    settlor: upwards(({ r }, { party }) => tiedTo(r, party, ["settlor"])),
    trustee: upwards(({ r }, { party }) => tiedTo(r, party, ["trustee"])),
    beneficiary: upwards(({ r }, { party }) => tiedTo(r, party, ["beneficiary"])),
    protector: upwards(({ r }, { party }) => tiedTo(r, party, ["protector"])),
    controls: downwards.controls,
    controllingShareholderOf: downwards.controllingShareholderOf,
    director: ({ party }) => ties(party, "director"),
    supervisor: ({ party }) => ties(party, "supervisor"),
    seniorManager: ({ party }) => ties(party, "seniorManager"),
    legalRepresentative: ({ party }) => ties(party, "legalRepresentative"),
    officerOf: ({ party }) => (isCarvedOut(r, subject, rules, party) ? [] : officerOf(r, party)),
    managerOf: ({ party }) => tiedFrom(r, party, MANAGERS),
    otherRelation: ({ party }) => tiedWith(r, party, ["otherRelation"]),
    ...measuredRelations(r, subject, rules, control),
  };
  const counted = countedParties(r, subject, rules, control);
  return (from, step) =>
    follow[step.by](from, step)
      .flatMap((one) => counted(one, step) ?? [])
      .sort((a, b) => r.rank[a.party]! - r.rank[b.party]!);
}

/** Directors and senior managers, a legal representative being one of the two; not supervisors. */
const MANAGERS = ["director", "seniorManager", "legalRepresentative"] as const;

/** Leaves out parties of a sort that a step does not lead to, or that the definition never relates. */
function countedParties(
  r: Register,
  subject: number,
  rules: Definition,
  control: ControlClosure,
): (relation: Relation, step: DefinitionStep) => Relation | null {
  const own = rules.exceptControlled ? ownSubsidiaries(control, subject) : new Set<number>();
  return (relation, { party: sort, onlyPossibly }) => {
    const { kind } = r.entities[relation.party]!;
    const isOfSort = sort === undefined || sort === sortOf(kind);
    if (!isOfSort || rules.notParties.includes(kind) || own.has(relation.party)) return null;
    return onlyPossibly ? { ...relation, verdict: "possible" } : relation;
  };
}

const sortOf = (kind: string): PartySort =>
  kind === "naturalPerson" ? "person" : kind === "state" ? "state" : "enterprise";

/** What a company certainly controls, itself included; in a ring, not whoever controls it in turn. */
const ownSubsidiaries = (control: ControlClosure, subject: number): ReadonlySet<number> =>
  new Set(
    [...control.commanded("least", [subject])].filter(
      (party) => party === subject || control.controls({ from: party, to: subject }) !== "certain",
    ),
  );

/** Ids of what the subject of a definition certainly controls, and the subject. */
export const controlledIds = (r: Register, subject: number, rules: Definition): ReadonlySet<string> => {
  const control = controlClosure(r, { test: testInForce(r, rules.controlTest) });
  return new Set([...ownSubsidiaries(control, subject)].map((party) => r.entities[party]!.id));
};

const isUltimate = ({ ultimate }: ControllerRelation): boolean => ultimate;

/** Those relations that others do not say at least as surely. */
function unless(relations: readonly Relation[], others: readonly Relation[]): Relation[] {
  const said = new Map(others.map(({ party, verdict }) => [party, verdict]));
  return relations.filter(
    ({ party, verdict }) => said.get(party) !== "certain" && said.get(party) !== verdict,
  );
}

/** Direct holders, less those whose direct stake is too small to count for a subject of the listings named. */
function countedShareholders(r: Register, company: number, { unless }: DefinitionStep): Relation[] {
  const all = shareholders(r, company);
  const listing = r.entities[company]!.listing ?? "none";
  if (!unless?.listings.includes(listing)) return all;
  const test = testOf(nearestParameter(unless.law.regulation, unless.law.parameter, r.asOf));
  const counted: Record<Verdict, Known | null> = { certain: null, possible: "possible", excluded: "certain" };
  return all.flatMap((one) => {
    const stake = stakeOf(r.stakes.equity, one.party, company);
    const verdict = counted[meets(stake === null ? NO_SHARE : r.stakes.equity.share(stake), test)];
    return verdict === null ? [] : [{ ...one, verdict }];
  });
}

/** What is above a party; under a definition that stops at terminals, only as far as those. */
interface Above {
  readonly r: Register;
  readonly controllers: (party: number) => readonly ControllerRelation[];
  readonly ultimateHolders: (party: number, verdict: Known) => readonly Relation[];
}

function upwardRelations(r: Register, subject: number, rules: Definition, control: ControlClosure) {
  const ends = policy();
  const endsAt: EndsAt = (holder, company) => isTerminal(r, ends, holder, { subject, company });
  const above = (as: Register): Above => ({
    r: as,
    controllers: controllersByParty(
      r,
      subject,
      as === r ? control : controlClosure(as, { test: control.test }),
    ),
    ultimateHolders: ultimateWalk(as, endsAt),
  });
  const whole = above(r);
  const stops = rules.steps.some(({ untilTerminals }) => untilTerminals);
  const cut = stops ? above(cutAboveTerminals(r, ends)) : whole;
  return (relations: (above: Above, from: Reached) => readonly Relation[]): Follow =>
    (from, { untilTerminals }) => {
      if (!untilTerminals) return relations(whole, from);
      return endsAt(from.party, subject) ? [] : relations(cut, from);
    };
}

/** Controllers of one party after another; those of the subject's holders, who may be many, are found in one pass. */
function controllersByParty(
  r: Register,
  subject: number,
  control: ControlClosure,
): (party: number) => readonly ControllerRelation[] {
  const known = new Map<number, readonly ControllerRelation[]>();
  let holders: ReadonlySet<number> | null = new Set(shareholders(r, subject).map(({ party }) => party));
  return (party) => {
    const parties = holders?.has(party) ? [...holders] : [party];
    if (holders?.has(party)) holders = null;
    if (!known.has(party)) {
      const found = controllersOf(control, parties);
      for (const one of parties) known.set(one, found.get(one) ?? []);
    }
    return known.get(party)!;
  };
}

/** What a party controls, and the companies that only its capital makes it controlling shareholder of. */
function downwardRelations(
  r: Register,
  subject: number,
  rules: Definition,
  { control, majority }: { readonly control: ControlClosure; readonly majority: ShareTest },
): Readonly<Record<"controls" | "controllingShareholderOf", Follow>> {
  const covered = new Map<string, Set<number>>();
  const inRole = (role: string): Set<number> => {
    const known = covered.get(role) ?? new Set<number>();
    covered.set(role, known);
    return known;
  };
  return {
    controls: ({ party, role, verdict }) => {
      const known = inRole(role);
      // Whatever this party controls, one that controls it has led to already, by as short a way.
      if (isCarvedOut(r, subject, rules, party) || known.has(party)) return [];
      const all = controlledBy(control, party);
      if (verdict === "certain") for (const one of all) if (one.verdict === "certain") known.add(one.party);
      return all;
    },
    controllingShareholderOf: ({ party, role }) => {
      if (isCarvedOut(r, subject, rules, party)) return [];
      return controllingShareholderOf(r, party, majority).filter((one) => !inRole(role).has(one.party));
    },
  };
}

/** Concert parties in the subject: a group is entered once for certain and once possibly, whoever leads to it first. */
function concertRelations(r: Register, subject: number, control: ControlClosure): Follow {
  let circlesOf: ReturnType<typeof concertPartners> | null = null;
  const circles = (party: number): readonly ConcertCircle[] => {
    const reasons = defaultReasons(r, subject);
    const figures = presumptionFigures(r.asOf);
    circlesOf ??= concertPartners(r, subject, control, { reasons, figures });
    return circlesOf(party);
  };
  const entered = new Map<string, Known>();
  return ({ party, verdict }) =>
    circles(party).flatMap((circle) => {
      const known = both(verdict, circle.verdict);
      if (!improves(entered, circle.key, known)) return [];
      return circle.parties
        .filter((partner) => partner !== party)
        .map((partner) => ({ party: partner, verdict: circle.verdict, evidence: [] }));
    });
}
