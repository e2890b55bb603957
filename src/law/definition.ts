import { z } from "zod";
import { ENTITY_KINDS, LISTINGS, SECTORS } from "../model/dataset.js";
import bankEquity from "./definitions/cn-bank-equity.json" with { type: "json" };
import companyLaw from "./definitions/company-law.json" with { type: "json" };
import csrcSecurities from "./definitions/csrc-securities.json" with { type: "json" };
import ecbCloseLinks from "./definitions/ecb-close-links.json" with { type: "json" };
import euCloseLinks from "./definitions/eu-close-links.json" with { type: "json" };
import ias24 from "./definitions/ias-24.json" with { type: "json" };
import sseListing from "./definitions/sse-listing.json" with { type: "json" };
import { UnknownLawError } from "./law.js";

/** The named relations that a definition may follow; each is a function over the register (measures/relations.ts). */
export const RELATIONS = [
  "shareholder",
  "controllingShareholder",
  "controllingShareholderOf",
  "actualController",
  "controller",
  "intermediateController",
  "controls",
  "director",
  "supervisor",
  "seniorManager",
  "legalRepresentative",
  "officerOf",
  "managerOf",
  "holder",
  "indirectHolder",
  "participant",
  "participation",
  "owner",
  "owned",
  "significantInfluence",
  "associate",
  "jointController",
  "jointVenture",
  "family",
  "stateOverlap",
  "concert",
  "concertHolder",
  "ultimateHolder",
  "principal",
  "jointHolder",
  "settlor",
  "trustee",
  "beneficiary",
  "protector",
  "otherRelation",
] as const;
export type RelationName = (typeof RELATIONS)[number];

/** Where definitions begin: the party whose related parties are asked for. */
export const SUBJECT = "subject";

const text = z.string().trim().min(1);
const cited = z.object({ regulation: text, parameter: text }).strict();
const kinds = z.array(z.enum(ENTITY_KINDS));

export const PARTY_SORTS = ["person", "state", "enterprise"] as const;
export type PartySort = (typeof PARTY_SORTS)[number];

const step = z
  .object({
    /** The role of the party that the step starts from. */
    from: text,
    by: z.enum(RELATIONS),
    /** The role of the party that it leads to; without one the party is related and leads nowhere. */
    to: text.optional(),
    /** The relation as it is printed, where that is not `by`. */
    relation: text.optional(),
    law: cited,
    /** The step is our reading of the article: printed as not verified. */
    reading: z.boolean().default(false),
    /** What a share must pass, for relations that are a matter of how much. */
    test: cited.optional(),
    /** Only parties of this sort: natural persons, states, or everyone else. */
    party: z.enum(PARTY_SORTS).optional(),
    /** Degrees of kinship, for the relation "family": "spouse.sibling"; "?" where the text leaves open who counts. */
    kin: z.array(text).min(1).optional(),
    /** The text can be read otherwise, so that the step never leads to more than a possible relation. */
    onlyPossibly: z.boolean().default(false),
    /** A direct stake that passes this test does not count where the subject has one of the listings. */
    unless: z
      .object({ listings: z.array(z.enum(LISTINGS)).min(1), law: cited })
      .strict()
      .optional(),
  })
  .strict();

const inclusion = z
  .object({
    definition: text,
    /** The role that takes the place of the other definition's subject. */
    at: text,
    /** The article that all its steps then rest on. */
    law: cited.optional(),
    /** Steps upwards end where a look-through may end. */
    untilTerminals: z.boolean().default(false),
  })
  .strict();

const definitionFile = z
  .object({
    id: text,
    title: z.object({ en: text, zh: text }).strict(),
    /** Sectors of a subject for which this is the definition unless another is asked for. */
    sectors: z.array(z.enum(SECTORS)).default([]),
    /** Capital that makes a controlling shareholder, and votes that control. */
    controllingShareholder: cited,
    controlTest: cited,
    /** What these control is not related for that alone. */
    notThrough: kinds,
    /** Kinds that are never related. */
    notParties: kinds.default([]),
    /** What the subject itself controls is not related to it. */
    exceptControlled: z.boolean().default(false),
    /** Months before and after the day in which a relation counts. */
    window: cited.optional(),
    /** Steps upwards end where a look-through may end. */
    untilTerminals: z.boolean().default(false),
    steps: z.array(step),
    include: z.array(inclusion).default([]),
  })
  .strict();

type Cited = z.infer<typeof cited>;

/** One step of a closure over named relations, with everything included resolved. */
export interface DefinitionStep extends Omit<z.infer<typeof step>, "to" | "relation"> {
  readonly to: string | null;
  readonly relation: string;
  readonly untilTerminals: boolean;
}

/** Who is related to whom: a closure over named relations, as data. */
export interface Definition {
  readonly id: string;
  readonly title: { readonly en: string; readonly zh: string };
  readonly controllingShareholder: Cited;
  readonly controlTest: Cited;
  readonly notThrough: z.infer<typeof kinds>;
  readonly notParties: z.infer<typeof kinds>;
  readonly exceptControlled: boolean;
  readonly window: Cited | undefined;
  readonly steps: readonly DefinitionStep[];
}

const FILES = new Map(
  [companyLaw, csrcSecurities, sseListing, ias24, euCloseLinks, ecbCloseLinks, bankEquity].map((content) => {
    const read = definitionFile.parse(content);
    return [read.id, read];
  }),
);

const DEFAULT_DEFINITION = "company-law";

/** Ids of the definitions of related parties, in order. */
export const definitionIds = (): string[] => [...FILES.keys()];

/** The definition that fits a subject of a sector. */
export const definitionOf = (sector: string | undefined): string =>
  [...FILES.values()].find(({ sectors }) => sectors.some((own) => own === sector))?.id ?? DEFAULT_DEFINITION;

/** A definition by id, with the definitions that it includes. Throws an {@link UnknownLawError}. */
export function definition(id: string): Definition {
  const known = made.get(id);
  if (known) return known;
  const one = make(id);
  made.set(id, one);
  return one;
}

const made = new Map<string, Definition>();

function make(id: string): Definition {
  const file = fileOf(id);
  const own = file.steps.map((one) => resolved(one, { at: SUBJECT, untilTerminals: file.untilTerminals }));
  const included = file.include.flatMap((inclusion) =>
    fileOf(inclusion.definition).steps.map((one) => resolved(one, inclusion)),
  );
  const { title, controllingShareholder, controlTest, notThrough, notParties, exceptControlled } = file;
  return {
    id,
    title,
    controllingShareholder,
    controlTest,
    notThrough,
    notParties,
    exceptControlled,
    window: file.window,
    steps: [...own, ...included],
  };
}

function fileOf(id: string): z.infer<typeof definitionFile> {
  const file = FILES.get(id);
  if (!file) throw new UnknownLawError("definition", id, definitionIds());
  return file;
}

/** Roles of an included definition are its own, but for its subject, which is a role of the including one. */
function resolved(
  { to, relation, ...one }: z.infer<typeof step>,
  { at, law, untilTerminals }: { at: string; law?: Cited | undefined; untilTerminals: boolean },
): DefinitionStep {
  const role = (name: string): string => (at === SUBJECT ? name : name === SUBJECT ? at : `${at}/${name}`);
  return {
    ...one,
    from: role(one.from),
    to: to === undefined ? null : role(to),
    relation: relation ?? one.by,
    law: law ?? one.law,
    untilTerminals,
  };
}
