import { z } from "zod";
import { ENTITY_KINDS, INTERESTS, LISTINGS, SECTORS, TIE_KINDS } from "../model/dataset.js";

const parameter = z.string().min(1);

/** Limbs of a beneficial-ownership test, in the field's own words; a regime's register may have names of its own. */
export const LIMBS = [
  "equity",
  "voting",
  "income",
  "control",
  "trustRole",
  "jointHolding",
  "deemed",
  "dailyManagement",
] as const;
const limb = z.string().regex(/^[a-z][A-Za-z0-9-]*$/, "a name of letters, digits and hyphens");
export type Limb = z.infer<typeof limb>;

/**
 * How a holding through others counts: `multiply` is the look-through share; `controlledSet` the direct holdings of all
 * that a person controls; `singleLink` the same with a majority stake at each link, held by one alone; `rolling` needs
 * the threshold at each link; `deemedWhole` multiplies, but a majority link counts as the whole; `higherInterest` takes
 * the higher of equity and votes at each link; `cascade` passes the full stake from the link's test on, ownership alone;
 * `inController` is the look-through share in whoever controls the subject.
 */
export const METHODS = [
  "multiply",
  "controlledSet",
  "singleLink",
  "rolling",
  "deemedWhole",
  "higherInterest",
  "cascade",
  "inController",
] as const;
export type Method = (typeof METHODS)[number];

/**
 * Whose shares are added before they are tested: `arrangement` those who agreed to act together, `group` also kin and
 * other presumed parties to a concert, `listed` all persons named in the question.
 */
export const AGGREGATIONS = ["none", "arrangement", "group", "listed"] as const;

const unless = z.array(limb).default([]);
/** Tested only where nobody certainly meets one of the limbs before. */
const ifNobody = z.boolean().default(false);
const kinds = z.array(z.enum(ENTITY_KINDS)).min(1);
const jurisdictions = z.array(z.string().regex(/^[A-Z]{2}$/, "a country of ISO 3166")).min(1);

/** A threshold on a share of one interest. */
const shareLimb = z
  .object({
    test: z.literal("share"),
    limb,
    parameter,
    interest: z.enum(INTERESTS),
    method: z.enum(METHODS),
    /** The test of each link, where the method has one; by default the profile's `controlTest`. */
    link: parameter.optional(),
    /** Interests besides votes of which a majority makes a link, and whether each partner of a partnership is one. */
    majorityOf: z.array(z.enum(INTERESTS)).optional(),
    eachPartner: z.boolean().default(false),
    aggregation: z.enum(AGGREGATIONS).default("none"),
    /** Name of the limb for those who meet it only together with others. */
    jointLimb: limb.optional(),
    /** Names of the limb by the band that the share is in: the last band whose test it passes. */
    bands: z.array(z.object({ limb, parameter }).strict()).min(1).optional(),
    /** Only for subjects of these kinds, or only for others. */
    subjects: kinds.optional(),
    notSubjects: kinds.optional(),
    /** Only for those who hold something through others. */
    indirect: z.boolean().default(false),
    /** Shares that the subject holds of itself leave the whole. */
    outstanding: z.boolean().default(false),
    /** Options count as exercised. */
    options: z.boolean().default(false),
    /** The text leaves open whether the limb is enough: whoever meets it is possible. */
    review: z.boolean().default(false),
    /** Tested only for persons who do not meet these limbs. */
    unless,
    ifNobody,
  })
  .strict();

/** Control in fact; the profile's `controlTest` is the test of votes at each link. */
const controlLimb = z
  .object({
    test: z.literal("control"),
    limb,
    parameter,
    /** Whether stakes of several that one controls may be put together at a link, or each link stands alone. */
    links: z.enum(["combined", "single"]).default("combined"),
    /** Only where it does not rest on the person's own votes in the subject alone. */
    indirect: z.boolean().default(false),
    unless,
    ifNobody,
  })
  .strict();

/** An office or right at the subject: of a person, or of a company that the person holds through links. */
const officeLimb = z
  .object({
    test: z.literal("office"),
    limb,
    parameter,
    ties: z.array(z.enum(TIE_KINDS)).min(1),
    /** Whether the office of a company is that of whoever holds the company. */
    through: z.boolean().default(false),
    unless,
    ifNobody,
  })
  .strict();

/** Persons who are owners, or stand in for owners, by an office they hold. */
const officers = z.object({ limb, parameter, ties: z.array(z.enum(TIE_KINDS)).min(1) }).strict();

/**
 * A role in a trust, foundation or the like that meets a limb as if it were a person. With `fact` the role counts where the
 * trust's fact has one of the values; where it is not recorded, the role is possible.
 */
const trustRole = z
  .object({
    ties: z.array(z.enum(TIE_KINDS)).min(1),
    limb,
    parameter,
    fact: z
      .object({ name: z.string().min(1), values: z.array(z.string()).min(1) })
      .strict()
      .optional(),
    /** Counts for certain only where one alone has the role. */
    sole: z.boolean().default(false),
  })
  .strict();

/** Subjects that a regime leaves out. */
const exemption = z.discriminatedUnion("rule", [
  /** A small company that has pledged to be one; the fact by which it says so. */
  z.object({ rule: z.literal("smallCompanyPledge"), parameter, fact: z.string().min(1) }).strict(),
  /** A listed company; with `ofPersonsAlone` only where no company controls it. */
  z
    .object({
      rule: z.literal("listed"),
      parameter,
      listings: z.array(z.enum(LISTINGS)).min(1),
      ofPersonsAlone: z.boolean().default(false),
    })
    .strict(),
  z.object({ rule: z.literal("kind"), parameter, kinds }).strict(),
  z.object({ rule: z.literal("sector"), parameter, sectors: z.array(z.enum(SECTORS)).min(1) }).strict(),
  /** A company formed in one of some jurisdictions. */
  z.object({ rule: z.literal("formedIn"), parameter, jurisdictions }).strict(),
  /** A company whose equity is held, to the parameter's share, by bodies of some kinds or listings. */
  z
    .object({
      rule: z.literal("heldBy"),
      parameter,
      kinds: z.array(z.enum(ENTITY_KINDS)).default([]),
      listings: z.array(z.enum(LISTINGS)).default([]),
    })
    .strict(),
]);

/**
 * The structure of a beneficial-ownership regime. Every threshold and article stands in the parameter that a part
 * names, so that it is dated and cited; a part whose parameter is not in force does not exist.
 */
export const profileRules = z
  .object({
    /** Kinds of entity that can be beneficial owners at all. */
    owners: z.array(z.enum(ENTITY_KINDS)).min(1),
    /** The jurisdiction whose law it is (ISO 3166), or "": its own state bodies and companies are at home. */
    jurisdiction: z.string(),
    limbs: z.array(z.discriminatedUnion("test", [shareLimb, controlLimb, officeLimb])).min(1),
    /** The share of votes that controls at each link. */
    controlTest: parameter,
    /** Where the walk may end with nothing left to ask. */
    terminals: parameter,
    /** Roles that make somebody an owner of what a trust or foundation holds. */
    trusts: z.array(trustRole).default([]),
    /** Legal entities that are entered in place of whoever is behind them: the first of a chain, where it stops. */
    relevantEntities: z
      .object({ parameter, kinds, jurisdictions, listings: z.array(z.enum(LISTINGS)) })
      .strict()
      .optional(),
    /** Persons of these jurisdictions are no owners under the regime. */
    leftOut: z.object({ parameter, jurisdictions }).strict().optional(),
    /** Officers deemed owners, alone, where a state stake passes the parameter's test. */
    deemed: officers.extend({ rule: z.literal("stateMajority") }).optional(),
    /** Subjects that need not report. */
    exemptions: z.array(exemption).default([]),
    /** A branch: the owners of its head office and these officers of its own. */
    branch: officers.optional(),
    /** Who stands in when nobody meets any limb and nothing is left to ask. */
    fallback: officers.optional(),
  })
  .strict();
export type ShareLimb = z.infer<typeof shareLimb>;
export type ControlLimb = z.infer<typeof controlLimb>;
export type OfficeLimb = z.infer<typeof officeLimb>;
export type LimbRule = ProfileRules["limbs"][number];
export type TrustRole = z.infer<typeof trustRole>;
export type ExemptionRule = z.infer<typeof exemption>;
export type RelevantEntities = NonNullable<ProfileRules["relevantEntities"]>;
export type Officers = z.infer<typeof officers>;
export type ProfileRules = z.infer<typeof profileRules>;
