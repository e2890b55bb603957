import { nearestParameter, testOf } from "../law/law.js";
import {
  type ConcertOptions,
  type ConcertResult,
  concertGroups as groupsByFigures,
} from "../measures/concertGroups.js";
import type { ConcertReasonResult } from "../measures/concertPairs.js";
import type { PresumptionFigures } from "../measures/concertPresumptions.js";
import { type ConcertReason, DEFAULT_REASONS, LISTED_REASONS } from "../measures/concertReasons.js";
import { kinDegrees } from "../measures/kinDegree.js";
import { entityIndex, type Register } from "../register/register.js";

const TAKEOVER = "cn-takeover";

/** What Article 83 of the Takeover Measures says in figures and degrees of kinship, on a date. */
export function presumptionFigures(on: string | null): PresumptionFigures {
  const known = figuresOn.get(on) ?? readFigures(on);
  figuresOn.clear();
  figuresOn.set(on, known);
  return known;
}

/** Those of the last date: every subject of a register asks for the same. */
const figuresOn = new Map<string | null, PresumptionFigures>();

function readFigures(on: string | null): PresumptionFigures {
  const law = (name: string) => nearestParameter(TAKEOVER, name, on);
  return {
    influence: testOf(law("CON-83-4.influence")),
    largeHolder: testOf(law("CON-83-7")),
    largeHolderOfKin: testOf(law("CON-83-9")),
    kin: kinDegrees(law("CON-83-9.kin").value),
  };
}

/** Reasons that join by default: of a company listed on an exchange also the presumptions about such companies. */
export function defaultReasons(r: Register, subject: number): readonly ConcertReason[] {
  return r.entities[subject]!.listing === "exchange"
    ? [...DEFAULT_REASONS, ...LISTED_REASONS]
    : DEFAULT_REASONS;
}

/**
 * Groups of a company's direct holders that act in concert, by the reasons asked for and with the figures of the law in
 * force; a presumption of Article 83 carries its article. Throws an UnknownSubjectError. Definitions and sources:
 * docs/method/concert.md.
 */
export function concertGroups(
  r: Register,
  { subject, reasons, ...options }: { readonly subject: string } & ConcertOptions,
): ConcertResult {
  const asked = reasons ?? defaultReasons(r, entityIndex(r, subject));
  const figures = options.figures ?? presumptionFigures(r.asOf);
  const result = groupsByFigures(r, { ...options, subject, reasons: asked, figures });
  const cited = (row: ConcertReasonResult): ConcertReasonResult => ({
    ...row,
    ...articleOf(row, r.asOf),
  });
  return {
    ...result,
    groups: result.groups.map((group) => ({ ...group, reasons: group.reasons.map(cited) })),
  };
}

/**
 * The article of a presumption and whether it was read; nothing for other reasons. A major influence by votes rests on a
 * figure that the article does not have.
 */
function articleOf(
  { reason, verdict }: ConcertReasonResult,
  on: string | null,
): Pick<ConcertReasonResult, "article" | "verified"> {
  const number = /^presumption-(.+)$/.exec(reason)?.[1];
  if (number === undefined) return {};
  const { article, verified } = nearestParameter(TAKEOVER, `CON-${number}`, on);
  return { article, verified: verified && !(reason === "presumption-83-4" && verdict === "possible") };
}
