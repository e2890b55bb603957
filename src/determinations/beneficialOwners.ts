import { z } from "zod";
import { testOf } from "../law/law.js";
import { type Profile, profile } from "../law/profile.js";
import type { Officers } from "../law/profileRules.js";
import { tiesFrom } from "../measures/evidence.js";
import { mayPassIn } from "../measures/mayPass.js";
import { compare, ZERO } from "../model/fraction.js";
import { type ShareTest, testText, threshold } from "../model/share.js";
import { toShareResult } from "../model/shareResult.js";
import { entityIndex, type Register } from "../register/register.js";
import { type Note, noteText } from "../text/notes.js";
import { type Exemption, exemptionOf, NOT_EXEMPT } from "./exemptions.js";
import {
  type Case,
  idOf,
  joined,
  known,
  lacking,
  type Met,
  type MissingItem,
  missingItem,
  note,
  type OwnerLimb,
  type Owners,
  officersOf,
  ownerLimb,
  verdictOf,
} from "./ownerCase.js";
import { standardsOf } from "./ownerStandards.js";
import { unknownsOf } from "./ownerUnknowns.js";
import { stateOf } from "./stateCompany.js";

export { type MissingItem, missingItem, type OwnerLimb, ownerLimb } from "./ownerCase.js";

export const DEFAULT_PROFILE = "cn-pboc-bo";

const id = z.string();

/** The answer of `ubo`. */
export const beneficialOwnersResult = z.object({
  profile: z.string(),
  owners: z.array(z.object({ id, name: z.string(), verdict: known, limbs: z.array(ownerLimb).min(1) })),
  fallback: z.array(z.object({ id, article: z.string() })),
  exhausted: z.boolean(),
  exempt: z.string().nullable(),
  notes: z.array(z.string()),
  missing: z.array(missingItem),
});
export type BeneficialOwnersResult = z.infer<typeof beneficialOwnersResult>;

export interface BeneficialOwnersOptions {
  /** Id or unique name. */
  readonly subject: string;
  /** Id of a profile, or one of the caller's own (`profileIn`). */
  readonly profile?: string | Profile | undefined;
  /** Ids or unique names of persons taken for listed (sanctioned): profiles that ask for it take them as one. */
  readonly listed?: readonly string[] | undefined;
  /** A share in place of the profile's thresholds on shares; not together with `moreThan`. */
  readonly atLeast?: string | undefined;
  readonly moreThan?: string | undefined;
  /** The day whose law applies, by default the register's; null is the newest law known. */
  readonly on?: string | null | undefined;
}

interface Findings {
  readonly owners: Owners;
  readonly fallback: readonly { readonly officer: number; readonly article: string }[];
  readonly exhausted: boolean;
  readonly exempt: Note | null;
  readonly notes: readonly Note[];
  readonly missing: readonly MissingItem[];
}

/**
 * The beneficial owners of a subject under a profile: docs/method/beneficial-owners.md. Comparisons are exact and
 * three-valued; owners that are only `possible` ask for review. Throws an UnknownSubjectError, an UnknownLawError, or a
 * RangeError for a threshold that is no share.
 */
export function beneficialOwners(r: Register, options: BeneficialOwnersOptions): BeneficialOwnersResult {
  return printed(answer(r, options));
}

/** What a row says of owners, and of those who stand in for them. */
export interface OwnersInBrief {
  readonly owners: readonly {
    readonly id: string;
    readonly verdict: z.infer<typeof known>;
    readonly limbs: readonly Pick<OwnerLimb, "limb" | "article" | "share" | "verdict">[];
  }[];
  readonly fallback: BeneficialOwnersResult["fallback"];
}

/**
 * The owners of one subject after the other with limbs and shares, as {@link beneficialOwners} finds them, and not how
 * they come about: for every subject of a register. Throws as that does.
 */
export function beneficialOwnersInBrief(r: Register): (options: BeneficialOwnersOptions) => OwnersInBrief {
  const brief = mayPassIn(r);
  return (options) => {
    const { found } = answer(r, options, { brief });
    return {
      owners: orderedOwners(r, found.owners).map(({ owner, limbs, verdict: asOwner }) => ({
        id: idOf(r, owner),
        verdict: asOwner,
        limbs: limbs.map(({ limb, article, share, verdict }) => {
          return { limb, article, share: share && toShareResult(share), verdict };
        }),
      })),
      fallback: printedFallback(r, found),
    };
  };
}

/** An answer as it is printed: ids, words, shares as results have them. */
export function printed({ c, found, applied, on }: Answer): BeneficialOwnersResult {
  const { r, asked } = c;
  const notes: Note[] = [
    ...forceNotes(applied, on),
    ...(asked ? [note("threshold-replaced", { test: testText(asked) })] : []),
    ...found.notes,
  ];
  return {
    profile: applied.id,
    owners: printedOwners(r, found.owners),
    fallback: printedFallback(r, found),
    exhausted: found.exhausted,
    exempt: found.exempt && noteText("en", found.exempt),
    notes: notes.map((each) => noteText("en", each)),
    missing: [...found.missing],
  };
}

function forceNotes({ id: name, inForce, from, ended }: Profile, on: string | null): Note[] {
  if (inForce) return [];
  if (ended !== null) return [note("profile-ended", { profile: name, from, to: ended })];
  return [note("profile-not-in-force", { profile: name, from, on: on ?? "" })];
}

/** The question, the law applied to it, and what was found, shares not yet printed. */
export interface Answer {
  readonly c: Case;
  readonly found: Findings;
  readonly applied: Profile;
  readonly on: string | null;
}

/** See {@link beneficialOwners}; `tested` is told every share that was tested, `brief` leaves out all but the owners. */
export function answer(
  r: Register,
  options: BeneficialOwnersOptions,
  how: Pick<Case, "tested" | "brief"> = {},
): Answer {
  const on = options.on === undefined ? r.asOf : options.on;
  const wanted = options.profile ?? DEFAULT_PROFILE;
  const applied = typeof wanted === "string" ? profile(wanted, on) : wanted;
  const { rules, parameters } = applied;
  const c: Case = {
    r,
    subject: entityIndex(r, options.subject),
    rules,
    parameters,
    controlTest: testOf(parameters.get(rules.controlTest)!),
    asked: askedTest(options),
    listed: options.listed ? [...new Set(options.listed.map((key) => entityIndex(r, key)))] : null,
    ...how,
  };
  const isBranch = r.entities[c.subject]!.kind === "branch";
  const found = isBranch ? branchFindings(c, inForceOfficers(c, rules.branch)) : findings(c, exemptionOf(c));
  return { c, found, applied, on };
}

function askedTest({ atLeast, moreThan }: BeneficialOwnersOptions): ShareTest | null {
  if (atLeast !== undefined && moreThan !== undefined) {
    throw new RangeError("atLeast and moreThan are two tests: give one");
  }
  const test = atLeast !== undefined ? { atLeast } : moreThan !== undefined ? { moreThan } : null;
  if (test) threshold(test);
  return test;
}

/** The owners of the head office with the officers of the branch; a head office is not asked whether it is exempt. */
function branchFindings(c: Case, rule: Officers | undefined): Findings {
  const { r, subject: branch } = c;
  const own: Owners = rule ? officersOf(c, rule, branch) : new Map();
  const head = tiesFrom(r, branch, ["branchOf"]).find(({ to }) => to >= 0)?.to;
  const missing = own.size > 0 || !rule ? [] : [lacking(r, "seniorManager", branch)];
  if (head === undefined) {
    const unknown = [lacking(r, "branchOf", branch), ...missing];
    return { owners: own, fallback: [], exhausted: false, exempt: null, notes: [], missing: unknown };
  }
  const found = findings({ ...c, subject: head }, NOT_EXEMPT);
  // Whoever stands in for the owners of the head office is one of them as far as its branch goes.
  const standIns = found.fallback.length > 0 ? officersOf(c, c.rules.fallback!, head) : new Map();
  const names = { branch: r.entities[branch]!.name, head: r.entities[head]!.name };
  return {
    ...found,
    owners: joined([found.owners, standIns, own]),
    fallback: [],
    notes: [note("branch-of", names), ...found.notes],
    missing: [...found.missing, ...missing],
  };
}

const NOT_FOUND: Findings = {
  owners: new Map(),
  fallback: [],
  exhausted: false,
  exempt: null,
  notes: [],
  missing: [],
};

/** Whether anybody would stand in if the search were exhausted. */
function mayFallBack(c: Case, owners: Owners): boolean {
  const rule = owners.size === 0 ? inForceOfficers(c, c.rules.fallback) : undefined;
  return rule !== undefined && officersOf(c, rule, c.subject).size > 0;
}

function findings(c: Case, exemption: Exemption): Findings {
  const { r, subject, rules } = c;
  if (exemption.exempt) return { owners: new Map(), fallback: [], exhausted: false, ...exemption };
  const standards = standardsOf(c);
  const state = stateOf(c, standards.owners);
  if (c.brief && !mayFallBack(c, state.owners)) return { ...NOT_FOUND, owners: state.owners };
  const missing = [...standards.missing, ...state.missing, ...unknownsOf(c, state.owners)];
  const unsure = [...state.owners.values()].some((limbs) => verdictOf(limbs) === "possible");
  const exhausted = missing.length === 0 && !unsure;
  const open = exhausted && state.owners.size === 0 ? inForceOfficers(c, rules.fallback) : undefined;
  const fallback = open ? [...officersOf(c, open, subject)] : [];
  if (open && fallback.length === 0) missing.push(lacking(r, "seniorManager", subject));
  return {
    owners: state.owners,
    fallback: fallback
      .map(([officer, limbs]) => ({ officer, article: limbs[0]!.article }))
      .sort((a, b) => r.rank[a.officer]! - r.rank[b.officer]!),
    exhausted,
    exempt: null,
    notes: [...exemption.notes, ...listedNote(c), ...standards.notes, ...state.notes],
    missing,
  };
}

/** A part whose parameter is not in force does not exist. */
const inForceOfficers = ({ parameters }: Case, rule: Officers | undefined): Officers | undefined =>
  rule && parameters.has(rule.parameter) ? rule : undefined;

/** The text read says nothing about listed companies, so the reader is told that nothing special was done. */
function listedNote({ r, subject, rules }: Case): Note[] {
  if (rules.exemptions.some(({ rule }) => rule === "listed")) return [];
  const { listing, name } = r.entities[subject]!;
  return listing === undefined || listing === "none" ? [] : [note("listed-subject", { subject: name })];
}

const printedFallback = (r: Register, { fallback }: Findings): BeneficialOwnersResult["fallback"] =>
  fallback.map(({ officer, article }) => ({ id: idOf(r, officer), article }));

/** Owners as printed: the certain ones first, by their greatest share, then by id. */
const printedOwners = (r: Register, owners: Owners): BeneficialOwnersResult["owners"] =>
  orderedOwners(r, owners).map(({ owner, limbs, verdict }) => ({
    id: idOf(r, owner),
    name: r.entities[owner]!.name,
    verdict,
    limbs: limbs.map(printedLimb),
  }));

function orderedOwners(r: Register, owners: Owners) {
  const greatest = (limbs: readonly Met[]) =>
    limbs.reduce((most, { share }) => (share && compare(share.min, most) > 0 ? share.min : most), ZERO);
  return [...owners]
    .map(([owner, limbs]) => ({ owner, limbs, verdict: verdictOf(limbs), share: greatest(limbs) }))
    .sort(
      (a, b) =>
        (a.verdict < b.verdict ? -1 : a.verdict > b.verdict ? 1 : 0) ||
        compare(b.share, a.share) ||
        r.rank[a.owner]! - r.rank[b.owner]!,
    );
}

export function printedLimb({ share, ownership: _ownership, ...met }: Met): OwnerLimb {
  return { ...met, share: share && toShareResult(share) };
}
