import type { EntityKind } from "../../model/dataset.js";
import {
  isObject,
  type JsonObject,
  loseFields,
  type Place,
  present,
  readDay,
  readObjects,
  readText,
  wrong,
} from "../fields.js";
import type { Fields } from "../records.js";
import { COUNTRY_WORDS, ENTITY_KIND_WORDS, lookupOf, wordKey } from "../words.js";
import type { Statement } from "./statement.js";

/** An entity or a person as one statement describes it. */
export interface Described {
  /** Fields of the native entity. */
  readonly fields: Fields;
  /** The day on which it was dissolved or died: from then on it holds nothing and is held by nobody. */
  readonly ended: string | undefined;
  /** A nominee arrangement: what is registered for it is its nominator's. */
  readonly nomination: boolean;
}

const KINDS: Readonly<Record<string, EntityKind>> = {
  registeredEntity: "company",
  legalEntity: "company",
  arrangement: "other",
  state: "state",
  stateBody: "state",
  anonymousEntity: "unknown",
  unknownEntity: "unknown",
};

const SUBTYPES: ReadonlySet<unknown> = new Set([
  "trust",
  "nomination",
  "governmentDepartment",
  "stateAgency",
  "other",
]);

const KIND_WORDS = lookupOf(ENTITY_KIND_WORDS);
/** Legal forms in which capital is no vote: taken for a company they would seem controlled by who contributed most. */
const PARTNERSHIPS: ReadonlySet<string> = new Set(["limitedPartnership", "generalPartnership"]);
const LEGAL_FORMS: ReadonlyMap<string, EntityKind> = new Map([
  [wordKey("limited partnership"), "limitedPartnership"],
  [wordKey("scottish limited partnership"), "limitedPartnership"],
  [wordKey("general partnership"), "generalPartnership"],
]);

/** A partnership where the legal form is exactly the name of one; any other form keeps the kind of its type. */
function partnershipOf(details: unknown): EntityKind | undefined {
  if (typeof details !== "string") return undefined;
  const key = wordKey(details.slice(0, 60));
  const word = KIND_WORDS.get(key);
  return (
    LEGAL_FORMS.get(key) ?? (word !== undefined && PARTNERSHIPS.has(word) ? (word as EntityKind) : undefined)
  );
}

function kindOf(entityType: unknown, place: Place): { kind: EntityKind; nomination: boolean } {
  const unknown = { kind: "unknown" as const, nomination: false };
  if (!isObject(entityType)) {
    wrong(entityType, "entityType", "{type}", place);
    return unknown;
  }
  const { type, subtype, details } = entityType;
  if (typeof type !== "string" || !Object.hasOwn(KINDS, type)) {
    wrong(type, "entityType.type", Object.keys(KINDS).join(", "), place);
    return unknown;
  }
  const subtypeGiven = subtype !== undefined && subtype !== null && subtype !== "";
  if (subtypeGiven && !SUBTYPES.has(subtype)) {
    wrong(subtype, "entityType.subtype", [...SUBTYPES].join(", "), place);
  }
  const kind = KINDS[type]!;
  if (subtype === "trust" && (type === "arrangement" || type === "legalEntity")) {
    if (details !== undefined) place.losses.lose("entity.entityType.details", place.at.row);
    return { kind: "trust", nomination: false };
  }
  const partnership = kind === "company" ? partnershipOf(details) : undefined;
  if (details !== undefined && !partnership) place.losses.lose("entity.entityType.details", place.at.row);
  return { kind: partnership ?? kind, nomination: type === "arrangement" && subtype === "nomination" };
}

const COUNTRY_CODE = /^[A-Z]{2}(-[A-Z0-9]{1,3})?$/;
const COUNTRIES = lookupOf(COUNTRY_WORDS);

/** ISO code of a jurisdiction or a country: its code, else a name that is known. */
function readCountry(value: unknown, column: string, place: Place): string | undefined {
  if (value === undefined || value === null) return undefined;
  const { code, name }: JsonObject = isObject(value) ? value : { code: value };
  if (typeof code === "string" && COUNTRY_CODE.test(code.toUpperCase())) return code.toUpperCase();
  const known = typeof name === "string" ? COUNTRIES.get(wordKey(name.slice(0, 60))) : undefined;
  if (known !== undefined) return known;
  if (code === undefined && typeof name === "string")
    place.losses.lose(`${column} without a code`, place.at.row);
  else wrong(code ?? name ?? value, column, "ISO 3166: GB, US", place);
  return undefined;
}

/** Schemes that the native form has a name of its own for. */
const SCHEMES: ReadonlyMap<string, string> = new Map([["XI-LEI", "lei"]]);

/** Identifiers by scheme, as far as a scheme has one; further ones of a scheme have no place. */
function readIdentifiers(value: unknown, place: Place): Record<string, string> | undefined {
  const identifiers = new Map<string, string>();
  for (const identifier of readObjects(value, "identifiers", place)) {
    const id = readText(identifier.id, "identifiers.id", place);
    const scheme = readText(identifier.scheme ?? identifier.schemeName, "identifiers.scheme", place);
    if (id === undefined) {
      place.losses.lose("identifiers without an id", place.at.row);
      continue;
    }
    if (scheme === undefined) wrong(identifier, "identifiers.scheme", "GB-COH, XI-LEI", place);
    const slug = (scheme ?? "identifier").slice(0, 60).replace(/[^\w-]+/g, "-");
    const name = SCHEMES.get(slug) ?? (/^[A-Za-z]/.test(slug) ? slug : `scheme-${slug}`);
    if (!identifiers.has(name)) identifiers.set(name, id);
    else if (identifiers.get(name) !== id) place.losses.lose(`identifiers, a second ${name}`, place.at.row);
  }
  return identifiers.size === 0 ? undefined : Object.fromEntries(identifiers);
}

function readListing(value: unknown, place: Place): "exchange" | "none" | undefined {
  if (value === undefined || value === null) return undefined;
  const listed = isObject(value) ? value.hasPublicListing : undefined;
  if (isObject(value)) loseFields(value, new Set(["hasPublicListing"]), "entity.publicListing", place);
  if (typeof listed === "boolean") return listed ? "exchange" : "none";
  wrong(listed ?? value, "publicListing.hasPublicListing", "true, false", place);
  return undefined;
}

/** What stands for a name where an entity or person is anonymous or unknown: the description, else the reason. */
function unspecifiedName(value: unknown, column: string, place: Place): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (!isObject(value)) {
    wrong(value, column, "{reason}", place);
    return undefined;
  }
  const description = readText(value.description, `${column}.description`, place);
  return description ?? readText(value.reason, `${column}.reason`, place);
}

const ENTITY_FIELDS: ReadonlySet<string> = new Set([
  "isComponent",
  "entityType",
  "unspecifiedEntityDetails",
  "name",
  "jurisdiction",
  "incorporatedInJurisdiction",
  "identifiers",
  "dissolutionDate",
  "publicListing",
]);

export function readEntity({ recordId, details, source }: Statement, place: Place): Described {
  loseFields(details, ENTITY_FIELDS, "entity", place);
  const { kind, nomination } = kindOf(details.entityType, place);
  const unspecified = unspecifiedName(details.unspecifiedEntityDetails, "unspecifiedEntityDetails", place);
  const fields = {
    id: recordId,
    name: readText(details.name, "name", place) ?? unspecified,
    kind,
    // Data of version 0.4 still carry the name that the field had before.
    jurisdiction: readCountry(
      details.jurisdiction ?? details.incorporatedInJurisdiction,
      "jurisdiction",
      place,
    ),
    listing: readListing(details.publicListing, place),
    identifiers: readIdentifiers(details.identifiers, place),
    source,
  };
  const ended = readDay(details.dissolutionDate, "dissolutionDate", place);
  return { fields: present(fields), ended, nomination };
}

const PERSON_FIELDS: ReadonlySet<string> = new Set([
  "isComponent",
  "personType",
  "unspecifiedPersonDetails",
  "names",
  "identifiers",
  "nationalities",
  "deathDate",
]);

/** Names in the order in which one is chosen; a name without a type comes right after the legal one. */
const NAME_TYPES: readonly unknown[] = ["legal", undefined, "translation", "transliteration", "alternative"];
const NAME_PARTS = ["givenName", "patronymicName", "familyName"] as const;

function nameOf(name: JsonObject, place: Place): string | undefined {
  const full = readText(name.fullName, "names.fullName", place);
  if (full !== undefined) return full;
  const parts = NAME_PARTS.map((part) => readText(name[part], `names.${part}`, place));
  const joined = parts.filter((part) => part !== undefined).join(" ");
  return joined === "" ? undefined : joined;
}

function personName(value: unknown, place: Place): string | undefined {
  const names = readObjects(value, "names", place);
  const rank = (name: JsonObject): number => {
    const at = NAME_TYPES.indexOf(name.type ?? undefined);
    return at < 0 ? NAME_TYPES.length : at;
  };
  const ordered = names.toSorted((a, b) => rank(a) - rank(b)).map((name) => nameOf(name, place));
  if (names.length > 1) place.losses.lose("person.names beyond the first", place.at.row);
  return ordered.find((name) => name !== undefined);
}

export function readPerson({ recordId, details, source }: Statement, place: Place): Described {
  loseFields(details, PERSON_FIELDS, "person", place);
  const { personType } = details;
  const hidden = personType === "anonymousPerson" || personType === "unknownPerson";
  if (!hidden && personType !== "knownPerson") {
    wrong(personType, "personType", "knownPerson, anonymousPerson, unknownPerson", place);
  }
  const nationalities = readObjects(details.nationalities, "nationalities", place);
  if (nationalities.length > 1) place.losses.lose("person.nationalities, several", place.at.row);
  const unspecified = unspecifiedName(details.unspecifiedPersonDetails, "unspecifiedPersonDetails", place);
  const fields = {
    id: recordId,
    name: personName(details.names, place) ?? unspecified,
    // Nobody whom the source does not identify may count as an end of a chain that is known.
    kind: hidden ? "unknown" : "naturalPerson",
    jurisdiction:
      nationalities.length === 1 ? readCountry(nationalities[0], "nationalities", place) : undefined,
    identifiers: readIdentifiers(details.identifiers, place),
    source,
  };
  const ended = readDay(nextDayAfter(details.deathDate), "deathDate", place);
  return { fields: present(fields), ended, nomination: false };
}

/** A death of which only the month or the year is given has certainly happened by the first day of the next one. */
function nextDayAfter(date: unknown): unknown {
  const match = typeof date === "string" ? /^(\d{4})(?:-(0[1-9]|1[0-2]))?$/.exec(date) : null;
  if (!match) return date;
  const year = Number(match[1]);
  const [nextYear, month] =
    match[2] === undefined || match[2] === "12" ? [year + 1, 1] : [year, Number(match[2]) + 1];
  return `${String(nextYear).padStart(4, "0")}-${String(month).padStart(2, "0")}-01`;
}
