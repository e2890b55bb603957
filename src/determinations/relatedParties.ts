import {
  type Definition,
  type DefinitionStep,
  definition,
  definitionOf,
  type RelationName,
  SUBJECT,
} from "../law/definition.js";
import { nearestParameter, policy, testOf } from "../law/law.js";
import { concertPartners } from "../measures/concertPartners.js";
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
  tiedTo,
  tiedWith,
  ultimateWalk,
} from "../measures/relations.js";
import type { TieKind } from "../model/dataset.js";
import { meets, type ShareTest, type Verdict } from "../model/share.js";
import { entityIndex, type Register } from "../register/register.js";
import { NO_SHARE, stakeOf } from "../register/stakeTable.js";

export interface RelatedReason {
  /** The last relation on the way to the party. */
  readonly relation: string;
  /** The parties on the way, from the subject outwards; empty where the relation is to the subject itself. */
  readonly via: readonly string[];
  readonly article: string;
  readonly verdict: Known;
  /** Whether the article was read in its source, and names this relation in so many words. */
  readonly verified: boolean;
}

export interface RelatedParty {
  readonly id: string;
  readonly name: string;
  readonly verdict: Known;
  readonly reasons: readonly RelatedReason[];
}

export interface RelatedPartiesResult {
  readonly definition: string;
  readonly parties: readonly RelatedParty[];
}

export interface RelatedPartiesOptions {
  readonly subject: string;
  /** Id of a definition; by default the one that fits the subject's sector. */
  readonly definition?: string | undefined;
}

/**
 * The related parties of a subject under a definition, in the order of ids, each with its shortest reasons (and the
 * shortest certain one, where the shortest are only possible). A definition is data: a closure over named relations
 * (src/law/definitions). Throws an UnknownSubjectError or an UnknownLawError.
 * Source: docs/method/related-parties.md.
 */
export function relatedParties(r: Register, options: RelatedPartiesOptions): RelatedPartiesResult {
  const subject = entityIndex(r, options.subject);
  const id = options.definition ?? definitionOf(r.entities[subject]!.sector);
  const found = close(r, subject, definition(id));
  const parties = [...found.keys()].sort((a, b) => r.rank[a]! - r.rank[b]!);
  return {
    definition: id,
    parties: parties.map((party): RelatedParty => {
      const { id, name } = r.entities[party]!;
      const reasons = shortest(found.get(party)!);
      const verdict = reasons.some((reason) => reason.verdict === "certain") ? "certain" : "possible";
      return { id, name, verdict, reasons: reasons.map((reason) => reasonResult(r, reason)) };
    }),
  };
}

/** A way from the subject to a party in a role. */
interface Reached {
  readonly party: number;
  readonly role: string;
  readonly verdict: Known;
  readonly via: readonly number[];
}

interface Reason {
  readonly step: DefinitionStep;
  readonly via: readonly number[];
  readonly verdict: Known;
}

/** The closure, nearest parties first, with the reasons by which each is reached. Linear in what it reaches. */
function close(r: Register, subject: number, rules: Definition): Map<number, Reason[]> {
  const follow = relationsOf(r, subject, rules);
  const found = new Map<number, Map<string, Reason>>();
  const seen = new Map<string, Known>();
  const queue: Reached[] = [{ party: subject, role: SUBJECT, verdict: "certain", via: [] }];
  for (const from of queue) {
    const via = from.party === subject ? [] : [...from.via, from.party];
    for (const step of rules.steps.filter((one) => one.from === from.role)) {
      for (const { party, verdict: known } of follow(from, step)) {
        if (party === subject) continue;
        const verdict = both(from.verdict, known);
        note(found, party, { step, via, verdict });
        if (step.to === null || !improves(seen, `${step.to} ${party}`, verdict)) continue;
        queue.push({ party, role: step.to, verdict, via });
      }
    }
  }
  return new Map([...found].map(([party, reasons]) => [party, [...reasons.values()]]));
}

/** The walk goes outwards, so that the first reason of its kind is the shortest. */
function note(found: Map<number, Map<string, Reason>>, party: number, reason: Reason): void {
  const reasons = found.get(party) ?? new Map<string, Reason>();
  found.set(party, reasons);
  const { relation, law } = reason.step;
  const key = [relation, law.regulation, law.parameter, reason.verdict].join(" ");
  if (!reasons.has(key)) reasons.set(key, reason);
}

/** The shortest reasons: the certain ones of that length where there are any, else also the shortest certain ones. */
function shortest(reasons: readonly Reason[]): Reason[] {
  const nearest = (list: readonly Reason[]): Reason[] => {
    const length = Math.min(...list.map(({ via }) => via.length));
    return list.filter(({ via }) => via.length === length);
  };
  const near = nearest(reasons);
  const certain = nearest(reasons.filter(({ verdict }) => verdict === "certain"));
  return certain.length > 0 && certain[0]!.via.length === near[0]!.via.length
    ? certain
    : [...near, ...certain];
}

function reasonResult(r: Register, { step, via, verdict }: Reason): RelatedReason {
  const cited = nearestParameter(step.law.regulation, step.law.parameter, r.asOf);
  return {
    relation: step.relation,
    via: via.map((party) => r.entities[party]!.id),
    article: cited.article,
    verdict,
    verified: cited.verified && !step.reading,
  };
}

type Follow = (from: Reached, step: DefinitionStep) => readonly Relation[];

/** The functions behind the relations of a definition, for one subject. */
function relationsOf(r: Register, subject: number, rules: Definition): Follow {
  const inForce = ({ regulation, parameter }: Definition["controlTest"]) =>
    testOf(nearestParameter(regulation, parameter, r.asOf));
  const majority = inForce(rules.controllingShareholder);
  const control = controlClosure(r, { test: inForce(rules.controlTest) });
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
    otherRelation: ({ party }) => tiedWith(r, party, ["otherRelation"]),
  };
  return (from, step) => [...follow[step.by](from, step)].sort((a, b) => r.rank[a.party]! - r.rank[b.party]!);
}

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

const isCarvedOut = (r: Register, subject: number, { notThrough }: Definition, party: number): boolean =>
  party !== subject && notThrough.includes(r.entities[party]!.kind);

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
  const circles = concertPartners(r, subject, control);
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
