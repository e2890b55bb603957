import { z } from "zod";
import { ENTITY_KINDS, INTERESTS, TIE_KINDS } from "../model/dataset.js";

const parameter = z.string().min(1);

/** Limbs of a beneficial-ownership test, in the field's own words. */
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
export type Limb = (typeof LIMBS)[number];

/**
 * How a holding through others counts: `multiply` is the look-through share; `controlledSet` the direct holdings of all
 * that a person controls; `singleLink` the same with a majority stake at each link; `rolling` needs the threshold at
 * each link; `deemedWhole` multiplies, but a majority link counts as the whole; `higherInterest` takes the higher of
 * equity and votes at each link; `cascade` passes the full stake from the threshold on.
 */
export const METHODS = [
  "multiply",
  "controlledSet",
  "singleLink",
  "rolling",
  "deemedWhole",
  "higherInterest",
  "cascade",
] as const;
export type Method = (typeof METHODS)[number];

/** A threshold on a share of one interest. */
const shareLimb = z
  .object({
    test: z.literal("share"),
    limb: z.enum(LIMBS),
    parameter,
    interest: z.enum(INTERESTS),
    method: z.enum(METHODS),
    /** Whose shares are added before they are tested. */
    aggregation: z.enum(["none", "concert"]).default("none"),
    /** Tested only for persons who do not meet these limbs. */
    unless: z.array(z.enum(LIMBS)).default([]),
  })
  .strict();

/** Control in fact; the profile's `controlTest` is the test of votes at each link. */
const controlLimb = z
  .object({
    test: z.literal("control"),
    limb: z.enum(LIMBS),
    parameter,
    unless: z.array(z.enum(LIMBS)).default([]),
  })
  .strict();

/** Persons who are owners, or stand in for owners, by an office they hold. */
const officers = z
  .object({ limb: z.enum(LIMBS), parameter, ties: z.array(z.enum(TIE_KINDS)).min(1) })
  .strict();

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
    limbs: z.array(z.discriminatedUnion("test", [shareLimb, controlLimb])).min(1),
    /** The share of votes that controls at each link. */
    controlTest: parameter,
    /** Where the walk may end with nothing left to ask. */
    terminals: parameter,
    /** Officers deemed owners, alone, where a state stake passes the parameter's test. */
    deemed: officers.extend({ rule: z.literal("stateMajority") }).optional(),
    /** A company that need not report, and the fact by which it says so. */
    exemption: z
      .object({ rule: z.literal("smallCompanyPledge"), parameter, fact: z.string().min(1) })
      .strict()
      .optional(),
    /** A branch: the owners of its head office and these officers of its own. */
    branch: officers.optional(),
    /** Who stands in when nobody meets any limb and nothing is left to ask. */
    fallback: officers.optional(),
  })
  .strict();
export type ShareLimb = z.infer<typeof shareLimb>;
export type ControlLimb = z.infer<typeof controlLimb>;
export type Officers = z.infer<typeof officers>;
export type ProfileRules = z.infer<typeof profileRules>;
