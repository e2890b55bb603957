import { z } from "zod";
import type { Profile } from "../law/profile.js";
import { METHODS } from "../law/profileRules.js";
import { type MayPass, mayPassIn } from "../measures/mayPass.js";
import { INTERESTS } from "../model/dataset.js";
import { compare } from "../model/fraction.js";
import { meets, testText } from "../model/share.js";
import { shareResult, toShareResult } from "../model/shareResult.js";
import type { Register } from "../register/register.js";
import { type Reason, reasonText } from "../text/reasons.js";
import {
  answer,
  type BeneficialOwnersOptions,
  type BeneficialOwnersResult,
  beneficialOwnersResult,
  printed,
} from "./beneficialOwners.js";
import type { Examined } from "./ownerCase.js";

const id = z.string();

/** What one regime says of one person, and why. */
export const regimeCell = z.object({
  profile: z.string(),
  verdict: z.enum(["certain", "possible", "excluded", "standIn", "exempt"]),
  limb: z.string().nullable(),
  article: z.string().nullable(),
  /** The measure that decided: the limb that is met, or the one that came nearest. */
  share: shareResult.nullable(),
  interest: z.enum(INTERESTS).nullable(),
  method: z.enum(METHODS).nullable(),
  test: z.string().nullable(),
  verified: z.boolean().nullable(),
  reason: z.object({ code: z.string(), text: z.string() }),
});
export type RegimeCell = z.infer<typeof regimeCell>;

/** One structure under several regimes: person by regime, with the reason for every difference. */
export const regimesResult = z.object({
  persons: z.array(z.object({ id, name: z.string(), agree: z.boolean(), cells: z.array(regimeCell) })),
  profiles: z.array(beneficialOwnersResult),
});
export type RegimesResult = z.infer<typeof regimesResult>;

export interface RegimesOptions extends Omit<BeneficialOwnersOptions, "profile"> {
  readonly profiles: readonly (string | Profile)[];
}

/**
 * The beneficial owners of a subject under several profiles. Persons are all who are owners, or stand in for owners, under
 * one of them at least; `agree` says whether all regimes that apply say the same of a person. Throws as
 * `beneficialOwners` does.
 */
export function regimes(r: Register, { profiles, ...options }: RegimesOptions): RegimesResult {
  const answers = profiles.map((profile) => answered(r, { ...options, profile }));
  return { persons: personsOf(r, answers), profiles: answers.map(({ result }) => result) };
}

/** What a row says of persons under several regimes. */
export interface RegimesInBrief {
  readonly persons: readonly {
    readonly id: string;
    readonly cells: readonly Pick<RegimeCell, "profile" | "verdict" | "limb" | "article" | "share">[];
  }[];
}

/**
 * The persons of one subject after the other with verdicts and shares, as {@link regimes} finds them, and not how these
 * come about: for every subject of a register. Who is an owner at all is found first, so that nobody else is measured.
 * Throws as that does.
 */
export function regimesInBrief(r: Register): (options: RegimesOptions) => RegimesInBrief {
  const brief = mayPassIn(r);
  return ({ profiles, ...options }) => {
    const persons = new Set<number>();
    for (const profile of profiles) {
      const { owners, fallback } = answer(r, { ...options, profile }, { brief }).found;
      for (const owner of owners.keys()) persons.add(owner);
      for (const { officer } of fallback) persons.add(officer);
    }
    if (persons.size === 0) return { persons: [] };
    const asked: MayPass = (interest, subject, test) => brief(interest, subject, test, [...persons]);
    const answers = profiles.map((profile) => answered(r, { ...options, profile }, asked));
    return {
      persons: personsOf(r, answers).map(({ id: person, cells }) => ({
        id: person,
        cells: cells.map(({ profile, verdict, limb, article, share }) => {
          return { profile, verdict, limb, article, share };
        }),
      })),
    };
  };
}

function personsOf(r: Register, answers: readonly Answered[]): RegimesResult["persons"] {
  const names = new Map<string, string>();
  for (const { result } of answers) {
    for (const { id: owner, name } of result.owners) names.set(owner, name);
    for (const { id: owner } of result.fallback) names.set(owner, r.entities[r.index.get(owner)!]!.name);
  }
  const persons = [...names].map(([person, name]) => {
    const cells = answers.map((each) => cell(r, each, person));
    const said = new Set(cells.filter(({ verdict }) => verdict !== "exempt").map(({ verdict }) => verdict));
    return { id: person, name, agree: said.size < 2, cells };
  });
  const count = ({ cells }: (typeof persons)[number]): number =>
    cells.filter(({ verdict }) => verdict === "certain").length;
  return persons.sort((a, b) => count(b) - count(a) || (a.id < b.id ? -1 : 1));
}

interface Answered {
  readonly result: BeneficialOwnersResult;
  /** Every share that was tested, by person. */
  readonly examined: ReadonlyMap<string, readonly Examined[]>;
  readonly owners: readonly string[];
}

function answered(r: Register, options: BeneficialOwnersOptions, brief?: MayPass): Answered {
  const examined = new Map<string, Examined[]>();
  const keep = (tested: Examined): void => {
    const owner = r.entities[tested.owner]!.id;
    const known = examined.get(owner);
    if (known) known.push(tested);
    else examined.set(owner, [tested]);
  };
  const found = answer(r, options, { tested: keep, ...(brief ? { brief } : {}) });
  return { result: printed(found), examined, owners: found.c.rules.owners };
}

function cell(r: Register, { result, examined, owners }: Answered, person: string): RegimeCell {
  const { profile, exempt, fallback } = result;
  const tested = examined.get(person) ?? [];
  const found = result.owners.find((owner) => owner.id === person);
  if (found) {
    const limb = found.limbs.find(({ verdict }) => verdict === found.verdict) ?? found.limbs[0]!;
    const by = tested.find(({ article, verdict }) => article === limb.article && verdict !== "excluded");
    const reason: Reason =
      limb.share && by
        ? { code: "meets", parameters: measured(by) }
        : { code: "hasLimb", parameters: { limb: limb.limb } };
    return {
      ...emptyCell(profile, found.verdict, reason),
      ...{ limb: limb.limb, article: limb.article, share: limb.share, verified: limb.verified },
      ...(limb.share && by ? tellMeasure(by) : {}),
    };
  }
  const standIn = fallback.find((one) => one.id === person);
  if (standIn) {
    const reason: Reason = { code: "standsIn", parameters: {} };
    return { ...emptyCell(profile, "standIn", reason), article: standIn.article };
  }
  if (exempt !== null)
    return emptyCell(profile, "exempt", { code: "exempt", parameters: { reason: exempt } });
  if (!owners.includes(r.entities[r.index.get(person)!]!.kind)) {
    return emptyCell(profile, "excluded", { code: "cannotOwn", parameters: {} });
  }
  const [nearest] = [...tested].sort((a, b) => compare(b.share.max, a.share.max));
  if (!nearest) return emptyCell(profile, "excluded", { code: "nothing", parameters: {} });
  const passes = meets(nearest.share, nearest.test) !== "excluded";
  const code = nearest.verdict !== "excluded" ? "setAside" : passes ? "directOnly" : "below";
  return {
    ...emptyCell(profile, "excluded", { code, parameters: measured(nearest) }),
    ...{ limb: nearest.limb, article: nearest.article, verified: nearest.verified },
    ...{ share: toShareResult(nearest.share), ...tellMeasure(nearest) },
  };
}

const emptyCell = (profile: string, verdict: RegimeCell["verdict"], reason: Reason): RegimeCell => ({
  profile,
  verdict,
  limb: null,
  article: null,
  share: null,
  interest: null,
  method: null,
  test: null,
  verified: null,
  reason: { code: reason.code, text: reasonText("en", reason) },
});

const tellMeasure = ({
  interest,
  method,
  test,
}: Examined): Pick<RegimeCell, "interest" | "method" | "test"> => ({
  interest,
  method,
  test: testText(test),
});

const measured = ({ method, test }: Examined): Reason["parameters"] => ({ method, test: testText(test) });
