import { type Chart, chartOf } from "../chart.js";
import { type CompareResult, compare } from "../compare.js";
import {
  type BeneficialOwnersResult,
  beneficialOwners,
  DEFAULT_PROFILE,
} from "../determinations/beneficialOwners.js";
import { type DisclosureSet, disclosureSet } from "../determinations/disclosureSet.js";
import { type PartnershipGroupsResult, partnershipGroups } from "../determinations/partnershipGroups.js";
import { type RegimesResult, regimes } from "../determinations/regimes.js";
import { type RelatedPartiesResult, relatedParties } from "../determinations/relatedParties.js";
import { definition } from "../law/definition.js";
import { type LawEntry, law, lawEntry, policy, regulation } from "../law/law.js";
import { type Profile, profile } from "../law/profile.js";
import { type ConcertResult, concertGroups } from "../measures/concertGroups.js";
import { controlClosure } from "../measures/controlClosure.js";
import { type ControllersResult, controllers } from "../measures/controllers.js";
import { type OwnersResult, ownersOf } from "../measures/owners.js";
import type { Issue } from "../model/issue.js";
import { type ShareTest, testText } from "../model/share.js";
import { type ShareResult, toShareResult } from "../model/shareResult.js";
import { entityIndex, type Register } from "../register/register.js";
import { type CheckResult, check, RulebookError } from "../rules/check.js";
import { DUTY_RULEBOOKS } from "../rules/duties.js";
import { issuesConcerning } from "./concerning.js";
import { type MentionedParty, mentioned } from "./mentioned.js";
import { type OpenQuestion, openQuestions } from "./openQuestions.js";

/** What `concert` answers: the groups, and the partnerships consolidated where there are any. */
export interface ConcertAnswer extends ConcertResult {
  readonly partnershipGroups?: PartnershipGroupsResult;
}

/** A regulation, profile or definition that was applied, with its parameters as they stood on the day. */
export interface AppliedLaw {
  readonly id: string;
  readonly title: { readonly en: string; readonly zh: string };
  readonly entries: readonly Omit<LawEntry, "quote">[];
}

/** What was computed how: each has a page in docs/method and words in text/analysisWords. */
export const METHODS = [
  "lookThrough",
  "bounds",
  "control",
  "concert",
  "relatedParties",
  "beneficialOwners",
] as const;
export type Method = (typeof METHODS)[number];

/** Everything about one subject on one day, inert and serialisable: reports print it and compute nothing. */
export interface Analysis {
  readonly subject: string;
  readonly asOf: string | null;
  /** SHA-256 (hex) of the bytes that were read; null where the records came from nowhere. */
  readonly digest: string | null;
  /** Version of the program. */
  readonly version: string | null;
  readonly owners: OwnersResult;
  readonly control: ControllersResult;
  /** The test of control at each link, and the castable votes that each row of `control` commands, in its order. */
  readonly controlTest: string;
  readonly controlVotes: readonly (ShareResult | null)[];
  readonly concert: ConcertAnswer;
  readonly related: RelatedPartiesResult;
  readonly ubo: readonly BeneficialOwnersResult[];
  /** The persons of several regimes side by side; null where one was asked for. */
  readonly regimes: RegimesResult["persons"] | null;
  /** Null where no rulebook fits the subject. */
  readonly check: CheckResult | null;
  /** Null where no earlier day was asked for. */
  readonly compare: CompareResult | null;
  /** What a securities company has to say of itself (`disclosureSet`); null for others. */
  readonly disclosure: DisclosureSet | null;
  readonly chart: Chart;
  readonly settle: {
    readonly questions: readonly OpenQuestion[];
    /** Further questions of the kind that were not gone into. */
    readonly more: number;
  };
  /** About the data behind this answer; `elsewhere` counts the issues about other records. */
  readonly issues: readonly Issue[];
  readonly elsewhere: number;
  /** Everyone named above, in the order of ids. */
  readonly parties: readonly MentionedParty[];
  readonly law: readonly AppliedLaw[];
  readonly methods: readonly Method[];
}

export interface AnalyseOptions {
  /** Id or unique name. */
  readonly subject: string;
  /** By default the one written for the subject's sector. */
  readonly rulebook?: string | undefined;
  /** Applies the rulebook to a subject of another sector too. */
  readonly force?: boolean | undefined;
  /** Regimes of beneficial ownership, by id or the caller's own (`profileIn`); by default that of the `ubo` verb. */
  readonly profiles?: readonly (string | Profile)[] | undefined;
  /** Definition of related parties, by default the one that fits the subject's sector. */
  readonly definition?: string | undefined;
  /** Paths an owner; 5 by default. */
  readonly paths?: number | undefined;
  /** The earlier side, where changes and duties are asked for. */
  readonly before?: Register | undefined;
  /** Issues of the reader together with those of the register, by default the register's alone. */
  readonly issues?: readonly Issue[] | undefined;
  readonly digest?: string | undefined;
  readonly version?: string | undefined;
}

/** The sector whose companies disclose their structure (Opinions of 2018, item 7). */
const DISCLOSES = "securities";

/** More than half of the votes, as the `control` verb takes it without --test. */
const CONTROL_TEST: ShareTest = { moreThan: "50%" };

/**
 * The whole pipeline on one subject. Throws an UnknownSubjectError, an UnknownLawError for a profile or definition, and a
 * RulebookError for a rulebook that was asked for and does not fit.
 */
export function analyse(r: Register, options: AnalyseOptions): Analysis {
  const index = entityIndex(r, options.subject);
  const subject = r.entities[index]!.id;
  const control = controllers(r, { subject: index, test: CONTROL_TEST });
  const profiles = (options.profiles ?? [DEFAULT_PROFILE]).map((each) =>
    typeof each === "string" ? profile(each, r.asOf) : each,
  );
  const several = profiles.length > 1 ? regimes(r, { subject, profiles }) : null;
  const ubo = several?.profiles ?? profiles.map((each) => beneficialOwners(r, { subject, profile: each }));
  const parts = {
    owners: ownersOf(r, { subject: index, policy: policy(), paths: options.paths }),
    control,
    controlTest: testText(CONTROL_TEST),
    controlVotes: votesOf(r, index, control),
    concert: concertOf(r, subject),
    related: relatedParties(r, { subject, definition: options.definition }),
    ubo,
    regimes: several?.persons ?? null,
    check: checkOf(r, subject, options),
    compare: compareOf(r, subject, options),
    disclosure:
      r.entities[index]!.sector === DISCLOSES ? disclosureSet(r, { subject, from: options.before }) : null,
    chart: chartOf(r, { subject, profile: profiles[0], digest: options.digest }),
    settle: openQuestions(r, index, ubo, profiles),
  };
  const others = options.before ? [options.before] : [];
  const parties = mentioned(r, { subject, ...parts }, others);
  const concerned = parties.flatMap(({ id }) => r.index.get(id) ?? []);
  return {
    subject,
    asOf: r.asOf,
    digest: options.digest ?? null,
    version: options.version ?? null,
    ...parts,
    ...issuesConcerning(r, options.issues ?? r.issues, concerned),
    parties,
    law: lawOf(r, parts, profiles),
    methods: METHODS,
  };
}

function votesOf(r: Register, subject: number, { controllers: rows }: ControllersResult) {
  const closure = controlClosure(r, { test: CONTROL_TEST });
  return rows.map(({ id, members }) => {
    const votes = closure.votes({ of: members ?? id, in: subject });
    return votes && toShareResult(votes);
  });
}

function concertOf(r: Register, subject: string): ConcertAnswer {
  const partnerships = partnershipGroups(r, { subject });
  return { ...concertGroups(r, { subject }), ...(partnerships ? { partnershipGroups: partnerships } : {}) };
}

function checkOf(r: Register, subject: string, { rulebook, force }: AnalyseOptions): CheckResult | null {
  try {
    return check(r, { subject, rulebook, force });
  } catch (error) {
    // Nobody asked for a rulebook, and none is written for the subject's sector.
    if (rulebook === undefined && error instanceof RulebookError) return null;
    throw error;
  }
}

function compareOf(
  r: Register,
  subject: string,
  { before, rulebook, force }: AnalyseOptions,
): CompareResult | null {
  if (!before) return null;
  const duties = rulebook !== undefined && rulebook in DUTY_RULEBOOKS ? rulebook : undefined;
  return compare(before, { subject, with: r, rulebook: duties, force });
}

/** The texts that the parts were computed under, as they stood on the register's day. */
function lawOf(
  r: Register,
  { check: checked, compare: compared, related }: LawParts,
  profiles: readonly Profile[],
): AppliedLaw[] {
  const rulebooks = new Set([checked?.rulebook, compared?.rulebook].flatMap((id) => id ?? []));
  const cited = (id: string): AppliedLaw => ({
    id,
    title: regulation(id).title,
    entries: law({ id, on: r.asOf }).regulations.map(withoutQuote),
  });
  return [
    ...[...rulebooks].map(cited),
    ...profiles.map(({ id, title, parameters }) => ({
      id,
      title,
      entries: [...parameters.values()].map((found) => withoutQuote(lawEntry(id, found))),
    })),
    cited("terminals"),
    { id: related.definition, title: definition(related.definition).title, entries: [] },
  ];
}

const withoutQuote = ({ quote: _, ...entry }: LawEntry): Omit<LawEntry, "quote"> => entry;

type LawParts = Pick<Analysis, "check" | "compare" | "related">;
