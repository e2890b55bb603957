import { z } from "zod";
import type { Profile } from "../law/profile.js";
import type { Method, Officers, ProfileRules } from "../law/profileRules.js";
import { controlLink } from "../measures/controlClosure.js";
import { tiesTo } from "../measures/evidence.js";
import type { MayPass } from "../measures/mayPass.js";
import { INTERESTS, type Interest } from "../model/dataset.js";
import { ZERO } from "../model/fraction.js";
import { type ShareEnds, type ShareTest, shareText, type Verdict } from "../model/share.js";
import { shareResult } from "../model/shareResult.js";
import { factOf, type Register } from "../register/register.js";
import type { Note } from "../text/notes.js";

const id = z.string();
/** What is found at all; what is excluded is not listed. */
export const known = z.enum(["certain", "possible"]);

export const ownerLimb = z.object({
  limb: z.string(),
  article: z.string(),
  /** The measure that was tested; null where the limb is an office or control in fact. */
  share: shareResult.nullable(),
  verdict: known,
  /** Whether what the article says, figures included, was read in its source. */
  verified: z.boolean(),
  /** The largest ownership path, from the owner down to the subject. */
  path: z.array(id).optional(),
  /** From the owner down to the subject; of joint control with the links of all who control jointly. */
  chain: z.array(controlLink).optional(),
  /** Those who control jointly. */
  jointly: z.array(id).optional(),
});
export type OwnerLimb = z.infer<typeof ownerLimb>;

/**
 * What somebody would have to find out, and about whom. Why an interest is not known to its ends: the `holders` of a
 * company, the `identity` of a party, `ownersOfRing` of one that nobody outside holds. What an owner's verdict waits for:
 * the exact `shares` in a company, `evidenceOfJointControl`. `unidentifiedOwner`: somebody not named may pass the
 * threshold. The others are a tie or a fact that is not recorded.
 */
export const missingItem = z.object({
  what: z.enum([
    "branchOf",
    "controlFactsAnswered",
    "evidenceOfJointControl",
    "executivePartner",
    "holders",
    "identity",
    "legalRepresentative",
    "ownersOfRing",
    "registeredCapital",
    "seniorManager",
    "shares",
    "trustRoles",
    "unidentifiedOwner",
  ]),
  entity: id,
  interest: z.enum(INTERESTS).optional(),
  share: shareResult.optional(),
  parties: z.array(id).optional(),
});
export type MissingItem = z.infer<typeof missingItem>;

/** What the regime asks about one entity. */
export interface Case {
  readonly r: Register;
  readonly subject: number;
  readonly rules: ProfileRules;
  readonly parameters: Profile["parameters"];
  /** The share of votes that controls, at each link. */
  readonly controlTest: ShareTest;
  /** In place of the thresholds on shares. */
  readonly asked: ShareTest | null;
  /** Persons taken for listed (sanctioned), as entity indices; null where none are named. */
  readonly listed: readonly number[] | null;
  /** Where what was tested is kept, those who fail included. */
  readonly tested?: (tested: Examined) => void;
  /** Where only owners, limbs and shares are asked for, not how they come about: who may pass a threshold at all. */
  readonly brief?: MayPass;
}

/** A share that was tested for somebody, whatever came of it. */
export interface Examined {
  readonly owner: number;
  readonly limb: string;
  readonly method: Method;
  readonly interest: Interest;
  readonly article: string;
  readonly test: ShareTest;
  readonly share: ShareEnds;
  readonly verdict: Verdict;
  readonly verified: boolean;
}

/** A limb that somebody meets, its share not yet printed. */
export interface Met extends Omit<OwnerLimb, "share"> {
  readonly share: ShareEnds | null;
  /** Whether the person is an owner by it, where the limb itself is only one of several bands that it may be. */
  readonly ownership?: "certain" | "possible";
}

/** The limbs that each owner meets, by entity index. */
export type Owners = ReadonlyMap<number, readonly Met[]>;

/** Whether somebody is an owner for certain by one of the limbs met. */
export const verdictOf = (limbs: readonly Met[]): z.infer<typeof known> =>
  limbs.some(({ verdict, ownership }) => (ownership ?? verdict) === "certain") ? "certain" : "possible";

/** Owners with what was noticed on the way to them. */
export interface OwnersPart {
  readonly owners: Owners;
  readonly notes: readonly Note[];
  readonly missing: readonly MissingItem[];
}

export const note = (code: Note["code"], parameters: Note["parameters"]): Note => ({ code, parameters });
export const idOf = (r: Register, entity: number): string => r.entities[entity]!.id;
export const endsText = (share: ShareEnds): string => shareText({ ...share, rounding: ZERO }) || "0%-100%";

/** Owners of several findings as one. */
export function joined(parts: readonly Owners[]): Owners {
  const owners = new Map<number, readonly Met[]>();
  for (const part of parts) {
    for (const [owner, limbs] of part) owners.set(owner, [...(owners.get(owner) ?? []), ...limbs]);
  }
  return owners;
}

export const lacking = (r: Register, what: MissingItem["what"], entity: number): MissingItem => ({
  what,
  entity: idOf(r, entity),
});

/** Natural persons with an office at an entity, as owners by that office. */
export function officersOf(c: Case, { limb, parameter, ties }: Officers, entity: number): Owners {
  const { article, verified } = c.parameters.get(parameter)!;
  const officers = new Map<number, readonly Met[]>();
  for (const { from } of tiesTo(c.r, entity, ties)) {
    if (!mayOwn(c, from)) continue;
    officers.set(from, [{ limb, article, verified, verdict: "certain", share: null }]);
  }
  return officers;
}

export const mayOwn = (c: Case, entity: number): boolean =>
  c.rules.owners.includes(c.r.entities[entity]!.kind);

export function isTrue(r: Register, entity: number, name: string): boolean {
  const value = factOf(r, entity, name)?.record.value;
  return value === true || value === "true";
}

export const CONTROL_FACTS_ANSWERED = "controlFactsAnswered";
