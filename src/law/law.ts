import { type Fraction, parseFraction } from "../model/fraction.js";
import type { ShareTest } from "../model/share.js";
import bankRelated from "./cn-bank-related.json" with { type: "json" };
import cyberReview from "./cn-cyber-review.json" with { type: "json" };
import foreignInvestment from "./cn-foreign-investment.json" with { type: "json" };
import takeover from "./cn-takeover.json" with { type: "json" };
import companyLaw from "./company-law.json" with { type: "json" };
import csrc from "./csrc-securities.json" with { type: "json" };
import ecbCloseLinks from "./ecb-close-links.json" with { type: "json" };
import euCloseLinks from "./eu-close-links.json" with { type: "json" };
import ias24 from "./ias-24.json" with { type: "json" };
import ifrs10 from "./ifrs-10.json" with { type: "json" };
import { type PolicyRules, policyRules } from "./policy.js";
import chLeta from "./profiles/ch-leta.json" with { type: "json" };
import cn235164 from "./profiles/cn-235-164.json" with { type: "json" };
import cnBankEquity from "./profiles/cn-bank-equity.json" with { type: "json" };
import cnFiCdd from "./profiles/cn-fi-cdd.json" with { type: "json" };
import cnPbocBo from "./profiles/cn-pboc-bo.json" with { type: "json" };
import deGwg from "./profiles/de-gwg.json" with { type: "json" };
import euAmld from "./profiles/eu-amld.json" with { type: "json" };
import euAmldMultiplication from "./profiles/eu-amld-multiplication.json" with { type: "json" };
import euAmldRolling from "./profiles/eu-amld-rolling.json" with { type: "json" };
import euAmlr from "./profiles/eu-amlr.json" with { type: "json" };
import fatf from "./profiles/fatf.json" with { type: "json" };
import hkScr from "./profiles/hk-scr.json" with { type: "json" };
import inSbo from "./profiles/in-sbo.json" with { type: "json" };
import ofac50 from "./profiles/ofac-50.json" with { type: "json" };
import sgRorc from "./profiles/sg-rorc.json" with { type: "json" };
import ukPsc from "./profiles/uk-psc.json" with { type: "json" };
import usCta from "./profiles/us-cta.json" with { type: "json" };
import { byParameter, LawError, type LawParameter, type Regulation, readRegulation } from "./regulation.js";
import sseListing from "./sse-listing.json" with { type: "json" };
import terminals from "./terminals.json" with { type: "json" };

/** The law files by the ids of what they hold. */
const FILES: Readonly<Record<string, { readonly kind: string }>> = {
  "cn-pboc-bo": cnPbocBo,
  "cn-fi-cdd": cnFiCdd,
  "cn-235-164": cn235164,
  "eu-amlr": euAmlr,
  "eu-amld": euAmld,
  "eu-amld-multiplication": euAmldMultiplication,
  "eu-amld-rolling": euAmldRolling,
  "de-gwg": deGwg,
  "uk-psc": ukPsc,
  "us-cta": usCta,
  "ofac-50": ofac50,
  "hk-scr": hkScr,
  "sg-rorc": sgRorc,
  "in-sbo": inSbo,
  "ch-leta": chLeta,
  fatf: fatf,
  "cn-bank-equity": cnBankEquity,
  "cn-foreign-investment": foreignInvestment,
  "cn-cyber-review": cyberReview,
  "cn-takeover": takeover,
  "ifrs-10": ifrs10,
  "sse-listing": sseListing,
  "ias-24": ias24,
  "eu-close-links": euCloseLinks,
  "ecb-close-links": ecbCloseLinks,
  "cn-bank-related": bankRelated,
  "company-law": companyLaw,
  "csrc-securities": csrc,
  terminals: terminals,
};

/** A regulation with the versions of its parameters, oldest first. */
interface Read {
  readonly regulation: Regulation;
  readonly versions: ReadonlyMap<string, readonly LawParameter[]>;
}

const read = new Map<string, Read>();

/** Reads a law file when it is first asked for: a command needs a few, and to check all takes longer than most answers. */
function readOnce(id: string): Read {
  const known = read.get(id);
  if (known) return known;
  const content = Object.hasOwn(FILES, id) ? FILES[id] : undefined;
  if (content === undefined) throw new UnknownLawError("regulation", id, Object.keys(FILES));
  const regulation = readRegulation(`${id}.json`, content);
  if (regulation.id !== id)
    throw new LawError(`${id}.json: id: it is ${regulation.id}; a file has the name of its id`);
  const made = { regulation, versions: byParameter(regulation) };
  read.set(id, made);
  return made;
}

/** Thrown for a regulation, profile, policy or parameter that the program does not have: it lists those it has. */
export class UnknownLawError extends Error {
  override readonly name = "UnknownLawError";
  constructor(
    readonly what: string,
    readonly id: string,
    readonly known: readonly string[],
  ) {
    super(`there is no ${what} "${id}"; known: ${known.join(", ")}`);
  }
}

/** A regulation by id. Throws an {@link UnknownLawError}. */
export const regulation = (id: string): Regulation => readOnce(id).regulation;

/** Ids of the regulations of a kind, in order. */
export const regulationIds = (kind: Regulation["kind"]): string[] =>
  Object.keys(FILES).filter((id) => FILES[id]!.kind === kind);

/** A parameter as the `law` verb prints it. */
export interface LawEntry {
  readonly id: string;
  readonly parameter: string;
  readonly from: string;
  readonly comparator: LawParameter["comparator"];
  readonly value: LawParameter["value"];
  readonly unit: LawParameter["unit"] | null;
  readonly article: string;
  readonly quote: LawParameter["quote"];
  readonly source: string;
  readonly verified: boolean;
}

/**
 * The law in force on a date, as the program knows it, in the order of the files; `on: null` is the newest known, law
 * that is yet to come into force included. Throws an {@link UnknownLawError} for an unknown id.
 */
export function law(options: { id?: string | undefined; on?: string | null | undefined } = {}): {
  regulations: LawEntry[];
} {
  const ids = options.id === undefined ? Object.keys(FILES) : [options.id];
  return {
    regulations: ids.flatMap((id) =>
      [...readOnce(id).versions.values()].flatMap((versions) => {
        const found = inForce(versions, options.on ?? null);
        return found ? [lawEntry(id, found)] : [];
      }),
    ),
  };
}

/** A parameter of a regulation as it is printed. */
export function lawEntry(id: string, found: LawParameter): LawEntry {
  const { parameter, from, comparator, value, unit, article, quote, source, verified } = found;
  return { id, parameter, from, comparator, value, unit: unit ?? null, article, quote, source, verified };
}

/** Of periods or versions, oldest first, the one that holds on a date; null on a date is the end of time. */
export function inForce<T extends { readonly from: string; readonly to?: string | undefined }>(
  versions: readonly T[],
  on: string | null,
): T | null {
  const found = versions.findLast(({ from }) => on === null || from <= on);
  if (!found || (found.to !== undefined && (on === null || found.to <= on))) return null;
  return found;
}

function versionsOf(id: string, name: string): readonly LawParameter[] {
  const { versions } = readOnce(id);
  const found = versions.get(name);
  if (!found) throw new UnknownLawError(`parameter of ${id}`, name, [...versions.keys()]);
  return found;
}

/**
 * A parameter as it is in force on a date (null: the newest known); null where it is not in force then.
 * Throws an {@link UnknownLawError} for an unknown regulation or parameter.
 */
export const parameter = (id: string, name: string, on: string | null): LawParameter | null =>
  inForce(versionsOf(id, name), on);

/** The version in force, else the last one before the date, else the first one ever. */
export function nearestParameter(id: string, name: string, on: string | null): LawParameter {
  const versions = versionsOf(id, name);
  return versions.findLast(({ from }) => on === null || from <= on) ?? versions[0]!;
}

const tests = new WeakMap<LawParameter, ShareTest>();

/** The test that a parameter states, of a share or a figure. Throws a {@link LawError} where it states none. */
export function testOf(stated: LawParameter): ShareTest {
  const known = tests.get(stated);
  if (known) return known;
  const { parameter: name, comparator, value, unit, article } = stated;
  if (comparator === null) throw new LawError(`${name} (article ${article}) compares with nothing`);
  const limit = unit === "share" ? String(value) : figureOf(stated);
  const test = { [comparator]: limit } as ShareTest;
  tests.set(stated, test);
  return test;
}

const figures = new WeakMap<LawParameter, Fraction>();

/** The amount or count that a parameter states, in its unit. Throws a {@link LawError} where it states none. */
export function figureOf(stated: LawParameter): Fraction {
  const known = figures.get(stated);
  if (known) return known;
  const figure = parseFraction(String(stated.value));
  if (!figure) throw new LawError(`${stated.parameter} (article ${stated.article}) states no figure`);
  figures.set(stated, figure);
  return figure;
}

/** Reads where a look-through may end from a parameter that says so. */
export function policyOf(stated: LawParameter): PolicyRules {
  const known = policies.get(stated) ?? policyRules.parse(stated.value);
  policies.set(stated, known);
  return known;
}

const policies = new WeakMap<LawParameter, PolicyRules>();

/** A terminal policy by name. Throws an {@link UnknownLawError}. */
export const policy = (id = "default"): PolicyRules => policyOf(nearestParameter("terminals", id, null));
