import type { Definition, DefinitionStep, RelationName } from "../law/definition.js";
import { concertSets } from "../measures/concertSets.js";
import type { ControlClosure } from "../measures/controlClosure.js";
import { both, isNobody, type Known, OFFICER_KINDS, tiesTo } from "../measures/evidence.js";
import { sharesBelow } from "../measures/holdings.js";
import {
  influenced,
  influencers,
  jointControllers,
  jointlyControlled,
  participants,
  participations,
} from "../measures/influence.js";
import { kinDegrees, relativesWithin } from "../measures/kinDegree.js";
import { lookThrough } from "../measures/lookThrough.js";
import { controlledBy, controllersOf, type Relation, shareholders, tiedTo } from "../measures/relations.js";
import { equityWatch, heldBy, stakeBetween } from "../measures/watch.js";
import { fraction } from "../model/fraction.js";
import { exactShare, meets, type ShareTest } from "../model/share.js";
import type { Register } from "../register/register.js";
import { stakeOf } from "../register/stakeTable.js";
import { defaultReasons, presumptionFigures } from "./concertAction.js";
import { type Follow, isCarvedOut, testInForce } from "./relatedStep.js";

type Measured = Extract<
  RelationName,
  | "holder"
  | "indirectHolder"
  | "participant"
  | "participation"
  | "owner"
  | "owned"
  | "significantInfluence"
  | "associate"
  | "jointController"
  | "jointVenture"
  | "family"
  | "stateOverlap"
  | "concertHolder"
>;

/** The relations that are a matter of how much, or of a stated degree. */
export function measuredRelations(
  r: Register,
  subject: number,
  rules: Definition,
  control: ControlClosure,
): Readonly<Record<Measured, Follow>> {
  const tested =
    (relations: (party: number, test: ShareTest) => readonly Relation[]): Follow =>
    ({ party }, { by, test }) => {
      if (!test) throw new Error(`the relation ${by} of ${rules.id} names no test`);
      return relations(party, testInForce(r, test));
    };
  /** Downwards nothing is followed through a party that a definition carves out. */
  const below =
    (follow: Follow): Follow =>
    (from, step) =>
      isCarvedOut(r, subject, rules, from.party) ? [] : follow(from, step);
  return {
    holder: tested((company, test) => holders(r, company, test)),
    indirectHolder: tested((company, test) => withoutDirect(r, company, test)),
    owner: tested((company, test) => owners(r, company, test)),
    owned: below(tested((party, test) => owned(r, party, test))),
    participant: tested((company, test) => participants(control, company, test)),
    participation: below(tested((party, test) => participations(control, party, test))),
    significantInfluence: tested((company, test) =>
      apart(control, company, influencers(control, company, test)),
    ),
    associate: below(tested((party, test) => uncontrolled(control, party, influenced(control, party, test)))),
    jointController: ({ party }) => jointControllers(control, party),
    jointVenture: below(({ party }) => jointlyControlled(control, party)),
    family: ({ party }, { kin }) => family(r, party, kin),
    stateOverlap: tested((state, test) => stateOverlaps(r, subject, control, state, test)),
    concertHolder: tested((company, test) => concertHolders(r, company, control, test)),
  };
}

/** Named direct holders whose part of the equity passes. */
const holders = (r: Register, company: number, test: ShareTest): Relation[] =>
  shareholders(r, company).flatMap((one) => {
    const stake = stakeOf(r.stakes.equity, one.party, company);
    const verdict = stake === null ? "excluded" : meets(r.stakes.equity.share(stake), test);
    return verdict === "excluded" ? [] : [{ ...one, verdict }];
  });

/** Everyone above whose look-through share passes. */
function owners(r: Register, company: number, test: ShareTest): Relation[] {
  const measure = lookThrough(r);
  return measure.owners(company).owners.flatMap(({ party, share }) => {
    if (party === company || isNobody(r, party)) return [];
    const verdict = measure.verdict({ of: [party], in: company }, test, share);
    return verdict === "excluded" ? [] : [{ party, verdict, evidence: [] }];
  });
}

/** Those of them whose own holding does not say it already. */
function withoutDirect(r: Register, company: number, test: ShareTest): Relation[] {
  const direct = new Set(
    holders(r, company, test)
      .filter(({ verdict }) => verdict === "certain")
      .map(({ party }) => party),
  );
  return owners(r, company, test).filter(({ party }) => !direct.has(party));
}

/** Everything below in which a party's look-through share passes. */
function owned(r: Register, party: number, test: ShareTest): Relation[] {
  const measure = lookThrough(r);
  return sharesBelow(r, { party }).companies.flatMap(({ company, share }) => {
    if (company === party || isNobody(r, company)) return [];
    const verdict = measure.verdict({ of: [party], in: company }, test, share);
    return verdict === "excluded" ? [] : [{ party: company, verdict, evidence: [] }];
  });
}

const certainly = (relations: readonly Relation[]): ReadonlySet<number> =>
  new Set(relations.filter(({ verdict }) => verdict === "certain").map(({ party }) => party));

/** Influence that is not control. */
function apart(control: ControlClosure, company: number, relations: readonly Relation[]): Relation[] {
  const controllers = certainly(controllersOf(control, [company]).get(company) ?? []);
  return relations.filter(({ party }) => !controllers.has(party));
}

function uncontrolled(control: ControlClosure, party: number, relations: readonly Relation[]): Relation[] {
  const controlled = certainly(controlledBy(control, party));
  return relations.filter((one) => !controlled.has(one.party));
}

const family = (r: Register, person: number, kin: DefinitionStep["kin"]): Relation[] =>
  relativesWithin(r, person, kinDegrees(kin ?? [])).map(({ person: party, verdict }) => ({
    party,
    verdict,
    evidence: [],
  }));

/**
 * Enterprises of one state whose officers are the subject's: their legal representative, a senior manager (possibly: the
 * texts name the general manager), or enough of their recorded directors.
 */
function stateOverlaps(
  r: Register,
  subject: number,
  control: ControlClosure,
  state: number,
  test: ShareTest,
): Relation[] {
  const officers = new Set(tiesTo(r, subject, OFFICER_KINDS).map(({ from }) => from));
  if (officers.size === 0) return [];
  const serves = (company: number, kind: "legalRepresentative" | "seniorManager"): boolean =>
    tiedTo(r, company, [kind]).some(({ party }) => officers.has(party));
  return controlledBy(control, state).flatMap(({ party, verdict }) => {
    const directors = new Set(tiesTo(r, party, ["director"]).map(({ from }) => from));
    const shared = [...directors].filter((director) => officers.has(director)).length;
    const half = shared > 0 && meets(exactShare(fraction(shared, directors.size)), test) === "certain";
    const sure = half || serves(party, "legalRepresentative");
    if (!sure && !serves(party, "seniorManager")) return [];
    return [{ party, verdict: both(verdict, sure ? "certain" : "possible"), evidence: [] }];
  });
}

/** Members of concert groups that together hold enough. */
function concertHolders(r: Register, company: number, control: ControlClosure, test: ShareTest): Relation[] {
  const watch = equityWatch(r, company);
  const found = new Map<number, Known>();
  const enter = (members: readonly number[], joined: Known): void => {
    const held = heldBy(watch, members);
    const verdict = meets(stakeBetween(watch, held, held), test);
    if (verdict === "excluded") return;
    for (const member of members) {
      if (found.get(member) !== "certain") found.set(member, both(verdict, joined));
    }
  };
  for (const { members, verdict, certain } of concertSets(r, company, {
    control,
    reasons: defaultReasons(r, company),
    figures: presumptionFigures(r.asOf),
  }).groups) {
    for (const part of certain) enter(part, "certain");
    if (verdict === "possible") enter(members, "possible");
  }
  return [...found].map(([party, verdict]) => ({ party, verdict, evidence: [] }));
}
