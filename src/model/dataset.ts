import { z } from "zod";

/** Closed vocabulary of DESIGN §7: kinds of entity, sectors and kinds of tie. Never translated. */
export const ENTITY_KINDS = [
  "naturalPerson",
  "company",
  "limitedPartnership",
  "generalPartnership",
  "fund",
  "wealthManagementProduct",
  "trust",
  "state",
  "collective",
  "dispersed",
  "clearingNominee",
  "branch",
  "other",
  "unknown",
] as const;

export const SECTORS = [
  "securities",
  "bank",
  "insurance",
  "trust",
  "futures",
  "fundManager",
  "publicFund",
  "privateFund",
  "otherFinancial",
  "nonFinancial",
] as const;

export const LISTINGS = ["exchange", "neeq", "none"] as const;
export const ACQUISITIONS = ["exchange", "offering", "swap", "transfer", "founding"] as const;
export const CONTRACT_CLAUSES = ["redemptionOnFailure", "transferToNamedHolder", "pledgeeVotes"] as const;

export const TIE_KINDS = [
  "executivePartner",
  "generalPartner",
  "firstLimitedPartner",
  "director",
  "supervisor",
  "seniorManager",
  "legalRepresentative",
  "boardMajority",
  "concertAgreement",
  "votingProxy",
  "nominee",
  "contractualControl",
  "productManager",
  "trustee",
  "settlor",
  "beneficiary",
  "protector",
  "spouse",
  "parent",
  "child",
  "sibling",
  "otherKin",
  "finances",
  "employs",
  "boardSeats",
  "jointHolder",
  "branchOf",
  "otherRelation",
] as const;

/** Where a record was read: the file's name and the line that a spreadsheet shows (the header is line 1). */
export const origin = z.object({ file: z.string(), row: z.number().int() });
export type Origin = z.infer<typeof origin>;

const id = z.string().min(1);
const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
/** An exact number as text ("3000000", "12.5"); a JSON number is the decimal that it prints as. */
const exactNumber = z.union([z.string().min(1), z.number()]);

export const writtenShare = z.union([
  z.string(),
  z.number(),
  z
    .object({
      min: exactNumber.optional(),
      max: exactNumber.optional(),
      minExclusive: z.boolean().optional(),
      maxExclusive: z.boolean().optional(),
    })
    .strict(),
]);

export const shareClass = z.object({
  class: id,
  issued: exactNumber.optional(),
  votesPerShare: exactNumber.optional(),
  par: exactNumber.optional(),
});
export type ShareClass = z.infer<typeof shareClass>;

export const entity = z.object({
  id,
  name: z.string(),
  kind: z.enum(ENTITY_KINDS),
  nameEn: z.string().optional(),
  jurisdiction: z.string().optional(),
  listing: z.enum(LISTINGS).optional(),
  sector: z.enum(SECTORS).optional(),
  identifiers: z.record(z.string(), z.string()).optional(),
  shareClasses: z.array(shareClass).optional(),
  registerComplete: z.union([z.boolean(), date]).optional(),
  publicOffering: z.boolean().optional(),
  registeredIn: z.array(z.string()).optional(),
  source: z.string().optional(),
  at: origin.optional(),
});
export type Entity = z.infer<typeof entity>;
export type EntityKind = Entity["kind"];

/** Kinds that hold and are never themselves asked about. */
export const HOLDERS_ONLY: readonly EntityKind[] = [
  "naturalPerson",
  "state",
  "collective",
  "dispersed",
  "clearingNominee",
];

export const holding = z.object({
  holder: id,
  subject: id,
  equity: writtenShare.optional(),
  voting: writtenShare.optional(),
  income: writtenShare.optional(),
  amount: exactNumber.optional(),
  paid: exactNumber.optional(),
  class: z.string().optional(),
  shares: exactNumber.optional(),
  votingSuspended: z.union([z.boolean(), writtenShare]).optional(),
  pledged: writtenShare.optional(),
  lockedUntil: date.optional(),
  heldSince: date.optional(),
  registeredOn: date.optional(),
  contractClauses: z.array(z.enum(CONTRACT_CLAUSES)).optional(),
  acquiredBy: z.enum(ACQUISITIONS).optional(),
  from: date.optional(),
  to: date.optional(),
  source: z.string().optional(),
  at: origin.optional(),
});
export type Holding = z.infer<typeof holding>;

export const tie = z.object({
  kind: z.enum(TIE_KINDS),
  from: id,
  to: z.string().optional(),
  subject: z.string().optional(),
  share: writtenShare.optional(),
  above: writtenShare.optional(),
  group: z.string().optional(),
  lead: z.string().optional(),
  start: date.optional(),
  end: date.optional(),
  registeredOn: date.optional(),
  entrusted: z.boolean().optional(),
  rebutted: z.boolean().optional(),
  source: z.string().optional(),
  at: origin.optional(),
});
export type Tie = z.infer<typeof tie>;
export type TieKind = Tie["kind"];

export const fact = z.object({
  entity: id,
  fact: z.string().min(1),
  value: z.union([z.string(), z.number(), z.boolean()]),
  unit: z.string().optional(),
  on: date.optional(),
  source: z.string().optional(),
  at: origin.optional(),
});
export type Fact = z.infer<typeof fact>;

/**
 * A stake that a source declares as indirect or as a total: compared with what the holdings give,
 * never walked as a holding of its own.
 */
export const declaration = z.object({
  owner: id,
  subject: id,
  interest: z.enum(["equity", "voting", "income"]),
  share: writtenShare,
  from: date.optional(),
  to: date.optional(),
  source: z.string().optional(),
  at: origin.optional(),
});
export type Declaration = z.infer<typeof declaration>;

export const dataset = z.object({
  entities: z.array(entity),
  holdings: z.array(holding),
  ties: z.array(tie).default([]),
  facts: z.array(fact).default([]),
  declarations: z.array(declaration).default([]),
});

/** All records as they were read, inert and serialisable. Ids may be names until a register resolves them. */
export interface Dataset {
  readonly entities: readonly Entity[];
  readonly holdings: readonly Holding[];
  readonly ties?: readonly Tie[] | undefined;
  readonly facts?: readonly Fact[] | undefined;
  readonly declarations?: readonly Declaration[] | undefined;
}

export const INTERESTS = ["equity", "voting", "income"] as const;
export type Interest = (typeof INTERESTS)[number];
