import type { TieKind } from "../../model/dataset.js";
import {
  isObject,
  type JsonObject,
  loseFields,
  type Place,
  readDay,
  readObjects,
  readText,
  setAside,
  textOf,
  wrong,
} from "../fields.js";
import { shown } from "../reading.js";
import { readInterestShare } from "./share.js";
import type { Statement } from "./statement.js";

/** What an interest is in the native form. */
export type Effect =
  /** A part of a holding; `surplus` is capital where there are no shares, else income; `any` is of unknown nature. */
  | { readonly holding: "equity" | "voting" | "income" | "surplus" | "any" }
  | { readonly tie: TieKind }
  /** The two sides of a nominee arrangement, which make one tie together. */
  | { readonly side: "nominee" | "nominator" };

const relation: Effect = { tie: "otherRelation" };

/**
 * The 23 codes of the standard. Influence, contracts and legal frameworks are kept as relations and not as control:
 * the code does not say that the party commands the company, and a false "controlled by" is worse than a missing one.
 * Control through company rules or a shareholders' agreement is control by the words of the code itself.
 */
export const EFFECTS: Readonly<Record<string, Effect>> = {
  shareholding: { holding: "equity" },
  votingRights: { holding: "voting" },
  rightsToProfitOrIncome: { holding: "income" },
  rightsToSurplusAssetsOnDissolution: { holding: "surplus" },
  unknownInterest: { holding: "any" },
  unpublishedInterest: { holding: "any" },
  appointmentOfBoard: { tie: "boardMajority" },
  controlViaCompanyRulesOrArticles: { tie: "contractualControl" },
  seniorManagingOfficial: { tie: "seniorManager" },
  boardMember: { tie: "director" },
  boardChair: { tie: "director" },
  settlor: { tie: "settlor" },
  trustee: { tie: "trustee" },
  protector: { tie: "protector" },
  beneficiaryOfLegalArrangement: { tie: "beneficiary" },
  otherInfluenceOrControl: relation,
  rightsGrantedByContract: relation,
  conditionalRightsGrantedByContract: relation,
  controlByLegalFramework: relation,
  enjoymentAndUseOfAssets: relation,
  rightToProfitOrIncomeFromAssets: relation,
  nominee: { side: "nominee" },
  nominator: { side: "nominator" },
};

/** An interest whose nature is not stated: it may be a holding of any size. */
const UNSTATED: Effect = { holding: "any" };

export interface Interest {
  /** The code of the standard, or null where none is stated. */
  readonly type: string | null;
  readonly effect: Effect;
  readonly directness: "direct" | "indirect" | "unknown";
  /** In the notation of the native form; undefined where the source gives none. */
  readonly share: string | undefined;
  readonly start: string | undefined;
  readonly end: string | undefined;
  readonly details: string | undefined;
}

/** Someone in a relationship: a record, a statement about one, or a reason why nobody is named. */
export type Party =
  | { readonly record: string }
  | { readonly statement: string }
  | { readonly reason: string; readonly description: string | undefined };

/** A relationship as one statement describes it. */
export interface Relationship {
  readonly subject: Party;
  readonly party: Party;
  readonly interests: readonly Interest[];
  readonly source: string | undefined;
}

const RELATIONSHIP_FIELDS: ReadonlySet<string> = new Set([
  "isComponent",
  "componentRecords",
  "subject",
  "interestedParty",
  "interests",
]);

/** The standard has 23 kinds of interest; the bound keeps what is held at one time short on hostile input. */
const MOST_INTERESTS = 100;

/** null, with an issue, where a relationship has no subject or no party and no reason either. */
export function readRelationship({ details, source }: Statement, place: Place): Relationship | null {
  const subject = readParty(details.subject, "subject", place);
  const party = readParty(details.interestedParty, "interestedParty", place);
  if (!subject) return setAside(`subject ${shown(textOf(details.subject))}`, place);
  if (!party) return setAside(`interestedParty ${shown(textOf(details.interestedParty))}`, place);
  loseFields(details, RELATIONSHIP_FIELDS, "relationship", place);
  if (details.isComponent !== undefined && typeof details.isComponent !== "boolean") {
    wrong(details.isComponent, "isComponent", "true, false", place);
  }
  const composed = hasComponents(details, place);
  const listed = readObjects(details.interests, "interests", place);
  if (listed.length > MOST_INTERESTS) {
    place.losses.lose(`interests beyond the first ${MOST_INTERESTS} of a relationship`, place.at.row);
  }
  const interests = listed
    .slice(0, MOST_INTERESTS)
    .map((interest) => readInterest(interest, composed, place));
  return { subject, party, interests: interests.length === 0 ? [unstated(composed)] : interests, source };
}

/** A relationship without interests is still one: somebody has something in the subject. */
const unstated = (composed: boolean): Interest => ({
  type: null,
  effect: UNSTATED,
  directness: composed ? "indirect" : "unknown",
  share: undefined,
  start: undefined,
  end: undefined,
  details: undefined,
});

function hasComponents(details: JsonObject, place: Place): boolean {
  const components = details.componentRecords;
  if (components === undefined || components === null) return false;
  if (!Array.isArray(components) || components.some((id) => typeof id !== "string")) {
    wrong(components, "componentRecords", "[recordId, …]", place);
  }
  if (Array.isArray(components) && components.length === 0) return false;
  if (details.isComponent === true) wrong(components, "componentRecords", "[] (isComponent is true)", place);
  return true;
}

/** A recordId, a reason, or a reference to a statement as versions before 0.4 wrote it and data of 0.4 still do. */
function readParty(value: unknown, column: string, place: Place): Party | null {
  if (typeof value === "string" && value !== "") return { record: value };
  if (isObject(value)) {
    const statement = value.describedByEntityStatement ?? value.describedByPersonStatement;
    if (typeof statement === "string") return { statement };
    const reason = readText(value.reason ?? value.unspecifiedReason, `${column}.reason`, place);
    const description = readText(value.description, `${column}.description`, place);
    if (reason !== undefined || description !== undefined)
      return { reason: reason ?? "unknown", description };
  }
  return null;
}

const INTEREST_FIELDS: ReadonlySet<string> = new Set([
  "type",
  "directOrIndirect",
  "beneficialOwnershipOrControl",
  "details",
  "share",
  "startDate",
  "endDate",
]);

function readInterest(interest: JsonObject, composed: boolean, place: Place): Interest {
  loseFields(interest, INTEREST_FIELDS, "interest", place);
  const { type, beneficialOwnershipOrControl: beneficial } = interest;
  const known = typeof type === "string" && Object.hasOwn(EFFECTS, type) ? type : null;
  if (known === null && type !== undefined) {
    wrong(type, "interests.type", Object.keys(EFFECTS).join(", "), place);
  }
  if (beneficial === true) place.losses.lose("interest.beneficialOwnershipOrControl: true", place.at.row);
  else if (beneficial !== undefined && beneficial !== false) {
    wrong(beneficial, "interests.beneficialOwnershipOrControl", "true, false", place);
  }
  const share = readInterestShare(interest.share, "interests.share", place);
  const details = interest.details;
  return {
    type: known,
    effect: effectOf(known, share),
    directness: readDirectness(interest.directOrIndirect, composed, place),
    share,
    start: readDay(interest.startDate, "interests.startDate", place),
    end: readDay(interest.endDate, "interests.endDate", place),
    details: details === undefined || details === null || details === "" ? undefined : textOf(details),
  };
}

/** A right to appoint a stated part of the board is that part, and no majority unless it says so. */
function effectOf(type: string | null, share: string | undefined): Effect {
  if (type === "appointmentOfBoard" && share !== undefined) return { tie: "boardSeats" };
  return type === null ? UNSTATED : EFFECTS[type]!;
}

/** A relationship that lists its components is told by them: unless an interest says "direct", it is indirect. */
function readDirectness(value: unknown, composed: boolean, place: Place): Interest["directness"] {
  if (value === "direct" || value === "indirect") return value;
  if (value !== "unknown" && value !== undefined && value !== null) {
    wrong(value, "interests.directOrIndirect", "direct, indirect, unknown", place);
  }
  return composed ? "indirect" : "unknown";
}
