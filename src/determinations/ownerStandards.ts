import { testOf } from "../law/law.js";
import type { ControlLimb, Limb, Method, ShareLimb } from "../law/profileRules.js";
import { LawError } from "../law/regulation.js";
import type { ControlLink } from "../measures/controlClosure.js";
import { type ControllersResult, controllers } from "../measures/controllers.js";
import { both, type Known } from "../measures/evidence.js";
import { type LookThrough, lookThrough } from "../measures/lookThrough.js";
import { explainShare } from "../measures/paths.js";
import type { Interest } from "../model/dataset.js";
import { equals } from "../model/fraction.js";
import type { ShareEnds, ShareTest } from "../model/share.js";
import type { Register } from "../register/register.js";
import {
  type Case,
  idOf,
  lacking,
  type Met,
  type MissingItem,
  mayOwn,
  note,
  type OwnerLimb,
  type Owners,
  type OwnersPart,
} from "./ownerCase.js";

/** Everyone who meets a limb, the limbs tested in the order of the profile. */
export function standardsOf(c: Case): OwnersPart {
  const { r, subject, rules, parameters } = c;
  const owners = new Map<number, readonly Met[]>();
  const certainly = (owner: number, limbs: readonly Limb[]): boolean =>
    (owners.get(owner) ?? []).some(({ limb, verdict }) => verdict === "certain" && limbs.includes(limb));
  const control = controlOf(c);
  for (const limb of rules.limbs) {
    if (!parameters.has(limb.parameter)) continue;
    const isAsked = (owner: number): boolean => mayOwn(c, owner) && !certainly(owner, limb.unless);
    const met =
      limb.test === "share"
        ? shareLimb(c, limb, owners, isAsked)
        : controlLimb(c, limb, control).filter(([owner]) => isAsked(owner));
    for (const [owner, one] of met) owners.set(owner, [...(owners.get(owner) ?? []), one]);
  }
  const families = control.families.filter((family) =>
    family.some((member) => onlyJointly(owners, r, member)),
  );
  const { name } = r.entities[subject]!;
  return {
    owners,
    notes: families.map((family) => note("kinship-alone", { ids: family.join(", "), subject: name })),
    missing: [
      ...control.missing.map(({ entity, tie }): MissingItem => ({ what: tie, entity })),
      ...families.map(
        (parties): MissingItem => ({
          ...lacking(r, "evidenceOfJointControl", subject),
          parties: [...parties],
        }),
      ),
    ],
  };
}

const onlyJointly = (owners: Owners, r: Register, member: string): boolean =>
  (owners.get(r.index.get(member)!) ?? []).some(({ jointly, verdict }) => jointly && verdict === "possible");

/** A natural person's control of the subject, alone or jointly with others. */
interface Control extends Pick<OwnerLimb, "verdict" | "jointly"> {
  readonly chain: readonly ControlLink[];
}

interface ControlFound {
  readonly by: ReadonlyMap<number, Control>;
  /** Members of families that would control together if kinship proved anything. */
  readonly families: readonly (readonly string[])[];
  readonly missing: ControllersResult["missing"];
}

/**
 * Everyone of a kind that can own who controls the subject, alone or jointly. Of joint controllers that cannot own
 * themselves, those who control them are asked for in turn, so that a company never hides a person.
 */
function controlOf(c: Case): ControlFound {
  const { r, subject, controlTest } = c;
  const by = new Map<number, Control>();
  const families: (readonly string[])[] = [];
  const missing: ControllersResult["missing"] = [];
  const enter = (party: number, found: Control): void => {
    if (by.get(party)?.verdict !== "certain" || (found.verdict === "certain" && !found.jointly))
      by.set(party, found);
  };
  const asked = new Set([subject]);
  const queue: (Control & { readonly entity: number })[] = [
    { entity: subject, verdict: "certain", chain: [] },
  ];
  for (const onward of queue) {
    const found = controllers(r, { subject: onward.entity, test: controlTest });
    missing.push(...found.missing);
    for (const row of found.controllers) {
      const control = { verdict: both(row.verdict, onward.verdict), chain: [...row.chain, ...onward.chain] };
      const jointly = row.members ?? onward.jointly;
      if (row.basis === "kinship") families.push(row.members!);
      for (const member of row.members ?? [row.id]) {
        const party = r.index.get(member)!;
        if (mayOwn(c, party)) enter(party, { ...control, ...(jointly ? { jointly } : {}) });
        else if (row.members && !asked.has(party)) {
          asked.add(party);
          queue.push({ ...control, entity: party, jointly: row.members });
        }
      }
    }
  }
  return { by, families, missing };
}

/** The figure of the control test is a reading of the text: a chain that rests on it is not verified. */
function controlLimb(
  c: Case,
  { limb, parameter }: ControlLimb,
  control: ControlFound,
): [owner: number, met: Met][] {
  const { article, verified } = c.parameters.get(parameter)!;
  const test = c.parameters.get(c.rules.controlTest)!;
  return [...control.by].map(([owner, { verdict, chain, jointly }]) => {
    const read = verified && (test.verified || chain.every(({ votes }) => votes === null));
    const shown = { chain: [...chain], ...(jointly ? { jointly } : {}) };
    return [owner, { limb, article, verified: read, verdict, share: null, ...shown }];
  });
}

/** Who meets a threshold on the shares of one interest. */
function shareLimb(
  c: Case,
  limb: ShareLimb,
  before: Owners,
  isAsked: (owner: number) => boolean,
): [owner: number, met: Met][] {
  const { r, subject, rules, parameters } = c;
  const stated = parameters.get(limb.parameter)!;
  const { article, verified } = stated;
  const method = limb.aggregation === "none" ? METHODS[limb.method] : undefined;
  if (!method) {
    throw new LawError(`holdings by ${limb.method}, ${limb.aggregation} added up, are not computed`);
  }
  // Where an interest is not recorded apart, it passes exactly when the one it follows does: nothing new to say.
  const followed = rules.limbs.flatMap((other) =>
    other.test === "share" && r.stakes[other.interest] === r.stakes[limb.interest] ? [other.limb] : [],
  );
  const follows = (owner: number, share: ShareEnds): boolean =>
    (before.get(owner) ?? []).some(
      (met) =>
        limb.unless.includes(met.limb) &&
        followed.includes(met.limb) &&
        met.share !== null &&
        sameEnds(met.share, share),
    );
  const test = c.asked ?? testOf(stated);
  return method(r, { subject, interest: limb.interest, test }).flatMap(({ owner, share, verdict, path }) => {
    if (!isAsked(owner) || follows(owner, share)) return [];
    return [[owner, { limb: limb.limb, article, verified, verdict, share, path: path() }]];
  });
}

const sameEnds = (a: ShareEnds, b: ShareEnds): boolean =>
  equals(a.min, b.min) &&
  equals(a.max, b.max) &&
  a.minExclusive === b.minExclusive &&
  a.maxExclusive === b.maxExclusive;

interface Tested {
  readonly owner: number;
  readonly share: ShareEnds;
  readonly verdict: Known;
  path(): string[];
}

type IndirectHolding = (
  r: Register,
  question: { readonly subject: number; readonly interest: Interest; readonly test: ShareTest },
) => Tested[];

/** Ways to count holdings through others, by the name that profiles give them. */
const METHODS: Partial<Record<Method, IndirectHolding>> = { multiply };

function multiply(r: Register, { subject, interest, test }: Parameters<IndirectHolding>[1]): Tested[] {
  const measure = lookThrough(r, { interest });
  return measure.owners(subject).owners.flatMap(({ party, share }) => {
    const question = { of: [party], in: subject };
    const verdict = measure.verdict(question, test, share);
    return verdict === "excluded"
      ? []
      : [{ owner: party, share, verdict, path: () => largestPath(measure, party, subject) }];
  });
}

function largestPath(measure: LookThrough, owner: number, subject: number): string[] {
  const question = { of: [owner], in: subject };
  for (const sense of ["least", "most"] as const) {
    const found = measure.bound(question, sense);
    const [path] = found ? explainShare(found, [owner], 1).paths : [];
    if (path) return path.entities.map((entity) => idOf(measure.register, entity));
  }
  return [];
}
