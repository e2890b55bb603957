import type { Limb, LimbRule } from "../law/profileRules.js";
import type { Register } from "../register/register.js";
import type { Note } from "../text/notes.js";
import { type ControlFound, controlLimb, controlOf, officeLimb } from "./controlLimbs.js";
import {
  type Case,
  idOf,
  lacking,
  type Met,
  type MissingItem,
  mayOwn,
  note,
  type Owners,
  type OwnersPart,
  verdictOf,
} from "./ownerCase.js";
import { partiesAbove } from "./partySets.js";
import { atHome, isRelevant, stoppedAtRelevantEntities } from "./relevantEntities.js";
import { shareLimb } from "./shareLimbs.js";
import { hasRoles, trustRoles } from "./trustRoles.js";

/** Everyone who meets a limb, the limbs tested in the order of the profile. */
export function standardsOf(c: Case): OwnersPart {
  const { r, subject, rules, parameters } = c;
  const control = rules.limbs.some(({ test }) => test === "control")
    ? controlOf(c, (party) => isCandidate(c, party))
    : NO_CONTROL;
  const standing = limbsMet(c, control);
  const stopped = stoppedAtRelevantEntities(c, standing);
  const entered = new Map([...stopped.owners].filter(([party]) => mayOwn(c, party) || isEntered(c, party)));
  for (const [owner, met] of trustRoles(c, standing)) add(entered, owner, met);
  const left = withoutLeftOut(c, entered);
  const families = control.families.filter((family) =>
    family.some((member) => onlyJointly(left.owners, r, member)),
  );
  return {
    owners: left.owners,
    notes: [
      ...stopped.notes,
      ...left.notes,
      ...(c.brief ? [] : [...listedNotes(c), ...combinedNotes(c, standing)]),
      ...families.map((family) =>
        note("kinship-alone", { ids: family.join(", "), subject: r.entities[subject]!.name }),
      ),
    ],
    missing: [
      ...control.missing.map(({ entity, tie }): MissingItem => ({ what: tie, entity })),
      ...families.map(
        (parties): MissingItem => ({
          ...lacking(r, "evidenceOfJointControl", subject),
          parties: [...parties],
        }),
      ),
      ...roleless(c, standing, parameters),
    ],
  };
}

const NO_CONTROL: ControlFound = { by: new Map(), families: [], missing: [] };

const onlyJointly = (owners: Owners, r: Register, member: string): boolean =>
  (owners.get(r.index.get(member)!) ?? []).some(({ jointly, verdict }) => jointly && verdict === "possible");

/** Who is asked at all: those who can own, trusts whose roles count, entities at which a chain may stop. */
const isCandidate = (c: Case, party: number): boolean =>
  mayOwn(c, party) || hasRoles(c, party) || isEntered(c, party);

/** Named in the question, or a legal entity that is entered in its own name. */
function isEntered(c: Case, party: number): boolean {
  if (c.listed?.includes(party)) return true;
  const rule = c.rules.relevantEntities;
  return rule !== undefined && c.parameters.has(rule.parameter) && isRelevant(c, rule, party);
}

function limbsMet(c: Case, control: ControlFound): Owners {
  const { rules, parameters } = c;
  const standing = new Map<number, readonly Met[]>();
  const certainly = (owner: number, limbs: readonly Limb[]): boolean =>
    (standing.get(owner) ?? []).some(
      ({ limb, verdict, ownership }) => (ownership ?? verdict) === "certain" && limbs.includes(limb),
    );
  for (const limb of rules.limbs) {
    if (!parameters.has(limb.parameter) || !concerns(c, limb)) continue;
    if (limb.ifNobody && [...standing.values()].some((limbs) => verdictOf(limbs) === "certain")) continue;
    const isAsked = (owner: number): boolean => isCandidate(c, owner) && !certainly(owner, limb.unless);
    const met = tested(c, limb, control, standing, isAsked).filter(([owner]) => isAsked(owner));
    for (const [owner, one] of met) add(standing, owner, one);
  }
  return standing;
}

function tested(
  c: Case,
  limb: LimbRule,
  control: ControlFound,
  before: Owners,
  isAsked: (owner: number) => boolean,
): [owner: number, met: Met][] {
  if (limb.test === "share") return shareLimb(c, limb, before, isAsked);
  return limb.test === "control" ? controlLimb(c, limb, control, isAsked) : officeLimb(c, limb, isAsked);
}

/** Whether a limb is about subjects of this kind. */
function concerns({ r, subject }: Case, limb: LimbRule): boolean {
  if (limb.test !== "share") return true;
  const { kind } = r.entities[subject]!;
  return (limb.subjects?.includes(kind) ?? true) && !limb.notSubjects?.includes(kind);
}

function add(owners: Map<number, readonly Met[]>, owner: number, met: Met): void {
  const known = owners.get(owner) ?? [];
  const same = ({ limb, article, verdict }: Met): boolean =>
    limb === met.limb && article === met.article && verdict === met.verdict && met.share === null;
  if (!known.some(same)) owners.set(owner, [...known, met]);
}

/** Persons whom the regime does not ask about because of where they belong. */
function withoutLeftOut(c: Case, owners: Owners): { owners: Owners; notes: Note[] } {
  const rule = c.rules.leftOut;
  const stated = rule && c.parameters.get(rule.parameter);
  if (!rule || !stated) return { owners, notes: [] };
  const isLeft = (party: number): boolean => atHome(c.r.entities[party]!.jurisdiction, rule.jurisdictions);
  const ids = [...owners.keys()].filter(isLeft).map((party) => idOf(c.r, party));
  if (ids.length === 0) return { owners, notes: [] };
  const names = {
    ids: ids.sort().join(", "),
    subject: c.r.entities[c.subject]!.name,
    article: stated.article,
    jurisdictions: rule.jurisdictions.join(", "),
  };
  return {
    owners: new Map([...owners].filter(([party]) => !isLeft(party))),
    notes: [note("left-out-by-jurisdiction", names)],
  };
}

/** Under a rule of ownership alone: who was taken as one, and who may control without owning. */
function listedNotes(c: Case): Note[] {
  const { r, subject, rules } = c;
  const asksOwnershipAlone = rules.limbs.every((limb) => limb.test === "share" && limb.method === "cascade");
  if (!asksOwnershipAlone) return [];
  const together = c.listed && c.listed.length > 1 ? c.listed.map((party) => idOf(r, party)).sort() : [];
  const inControl = partiesAbove(r, subject, c.controlTest)
    .closure.controllersOf(subject)
    .filter(({ controller }) => (c.listed ? c.listed.includes(controller) : mayOwn(c, controller)))
    .map(({ id }) => id);
  const owning = new Set(
    [...limbsMet(c, NO_CONTROL)].filter(([, limbs]) => limbs.length > 0).map(([party]) => party),
  );
  const without = [...new Set(inControl)].filter((id) => !owning.has(r.index.get(id)!)).sort();
  const { name } = r.entities[subject]!;
  return [
    ...(together.length > 0 ? [note("listed-together", { ids: together.join(", ") })] : []),
    ...(without.length > 0
      ? [note("control-without-ownership", { ids: without.join(", "), subject: name })]
      : []),
  ];
}

/** Where each link stands alone: who would be in control if stakes were put together, and meets nothing. */
function combinedNotes(c: Case, standing: Owners): Note[] {
  const { r, subject, rules } = c;
  if (!rules.limbs.some((limb) => limb.test === "control" && limb.links === "single")) return [];
  const { closure } = partiesAbove(r, subject, c.controlTest);
  const linked = partiesAbove(r, subject, c.controlTest).linked();
  const ids = closure
    .controllersOf(subject)
    .filter(({ controller }) => mayOwn(c, controller) && !standing.has(controller))
    .filter(({ controller }) => !linked.sets(controller).most.has(subject))
    .map(({ id }) => id);
  if (ids.length === 0) return [];
  return [note("combined-control", { ids: ids.sort().join(", "), subject: r.entities[subject]!.name })];
}

/** Trusts that meet a limb and of which nobody with a role is recorded. */
function roleless(c: Case, standing: Owners, parameters: Case["parameters"]): MissingItem[] {
  const roles = c.rules.trusts.filter(({ parameter }) => parameters.has(parameter));
  if (roles.length === 0) return [];
  const kinds = new Set(roles.flatMap(({ ties }) => ties));
  return [...standing.keys(), c.subject]
    .filter((party) => c.r.entities[party]!.kind === "trust")
    .filter((party) => !c.r.ties.some(({ to, record }) => to === party && kinds.has(record.kind)))
    .map((party) => lacking(c.r, "trustRoles", party));
}
