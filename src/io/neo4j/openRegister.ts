import type { Dataset } from "../../model/dataset.js";
import type { Issue } from "../../model/issue.js";
import { register } from "../../register/register.js";
import { resolve } from "../../register/resolve.js";
import { type Cone, type ConeShape, fetchCone, lookAhead } from "./cone.js";
import type { Conversation, Database } from "./connection.js";
import { DatabaseError } from "./databaseError.js";
import { partDataset, type StoredDeclaration, wholeDataset } from "./datasetOf.js";
import type { RegisterState } from "./importRegister.js";
import type { Properties } from "./properties.js";
import { type Store, type StoredFact, type StoredHolding, type Surroundings, storeIn } from "./store.js";

/** What is asked of a database: parties by id or name, and how much around them is needed. */
export interface RegisterQuestion {
  readonly parties: readonly string[];
  readonly shape: ConeShape | "whole";
  /** Entities at most; a question that needs more is refused. */
  readonly limit: number;
  /** False leaves the issues of the register out, for work that does not print them; true by default. */
  readonly issues?: boolean | undefined;
}

/** The part of a register that answers a question, in place of the whole. */
export interface OpenedRegister {
  readonly dataset: Dataset;
  /** Default date of the whole register. */
  readonly latest: string | null;
  /** Every issue of the whole register on a date, in no order. */
  readonly issuesOn: (asOf: string | null) => readonly Issue[];
  readonly files: readonly string[];
  readonly digest: string;
  readonly roundTrips: number;
  readonly steps: number;
  /** Whether there are more companies with possible issues than were looked at. */
  readonly issuesTruncated: boolean;
  /** Place of an entity of this part in the order of the whole, by id. */
  readonly numbers: ReadonlyMap<string, number>;
}

/**
 * Fetches what a question needs within one read transaction. An import that is under way or comes between is refused
 * or read again, so that no answer mixes two of them. Throws a DatabaseError.
 */
export async function openRegister(database: Database, question: RegisterQuestion): Promise<OpenedRegister> {
  for (let attempt = 1; ; attempt += 1) {
    const opened = await database.read(async (talk) => {
      const [before, part] = await Promise.all([
        stateOf(talk, database),
        question.shape === "whole" ? whole(talk, question) : cone(talk, question, question.shape),
      ]);
      const after = await stateOf(talk, database);
      if (after.importer !== before.importer) return null;
      const { latest, files, inputDigest } = before;
      const state = { latest: latest ?? null, files: files ?? [], digest: inputDigest ?? "" };
      return { ...part, ...state, roundTrips: talk.roundTrips };
    });
    if (opened !== null) return opened;
    if (attempt === ATTEMPTS)
      throw new DatabaseError("database.changed", { address: database.address.shown });
  }
}

const ATTEMPTS = 2;

/** The state of the register; throws where there is none, or only half of one. */
export async function stateOf(talk: Conversation, { address }: Database): Promise<RegisterState> {
  const [found] = await talk.ask<{ register: RegisterState }>("read/register");
  if (!found) throw new DatabaseError("database.empty", { address: address.shown });
  if (found.register.state !== "complete") {
    throw new DatabaseError("database.importing", { address: address.shown });
  }
  return found.register;
}

type Part = Pick<OpenedRegister, "dataset" | "issuesOn" | "steps" | "issuesTruncated" | "numbers">;

interface StoredIssue {
  readonly record: string;
  readonly stage: "read" | "resolve";
}

const issuesIn = async (talk: Conversation): Promise<StoredIssue[]> => talk.ask<StoredIssue>("read/issues");

const parsed = (stored: readonly StoredIssue[]): Issue[] =>
  stored.map(({ record }) => JSON.parse(record) as Issue);

async function whole(talk: Conversation, { limit }: RegisterQuestion): Promise<Part> {
  const entities = await talk.ask<{ entity: Properties }>("read/all-entities");
  if (entities.length > limit) throw new DatabaseError("database.limit", { limit: String(limit) });
  const shadowed = await talk.ask<{ entity: Properties }>("read/all-shadowed");
  const ties = await talk.ask<{ tie: Properties }>("read/all-ties");
  const dataset = wholeDataset({
    entities: [...entities, ...shadowed].map(({ entity }) => entity),
    holdings: await talk.ask<StoredHolding>("read/all-holdings"),
    ties: ties.map(({ tie }) => tie),
    facts: await talk.ask<StoredFact>("read/all-facts"),
    declarations: await talk.ask<StoredDeclaration>("read/all-declarations"),
  });
  const said = parsed((await issuesIn(talk)).filter(({ stage }) => stage === "read"));
  const issuesOn = (asOf: string | null) => [...said, ...register(dataset, { asOf }).issues];
  const numbers = numbersOf(entities.map(({ entity }) => entity));
  return { dataset, issuesOn, steps: 1, issuesTruncated: false, numbers };
}

const numbersOf = (entities: readonly Properties[]): Map<string, number> =>
  new Map(entities.map(({ uid, number }) => [uid as string, number as number]));

async function cone(talk: Conversation, question: RegisterQuestion, shape: ConeShape): Promise<Part> {
  const store = storeIn(talk);
  const ahead = await lookAhead(store, question.parties, shape);
  const { seeds, offered } = await seedsOf(store, question.parties, ahead);
  const found = await fetchCone(store, seeds, shape, { limit: question.limit }, ahead);
  const dataset = partDataset({ ...withOffered(found, offered), declarations: [] });
  const numbers = numbersOf(found.entities);
  if (question.issues === false) {
    return { dataset, issuesOn: () => [], steps: found.steps, issuesTruncated: false, numbers };
  }
  const [issues, watched] = await Promise.all([issuesIn(talk), watchedPart(talk, store, question.limit)]);
  const said = parsed(issues);
  const issuesOn = (asOf: string | null) => [...said, ...issuesOfPart(watched.dataset, asOf)];
  return { dataset, issuesOn, steps: found.steps, issuesTruncated: watched.truncated, numbers };
}

/** What a register says of a part beyond what resolving its names says: that is kept from the import. */
function issuesOfPart(dataset: Dataset, asOf: string | null): Issue[] {
  const resolving = new Set(resolve(dataset).issues);
  return register(dataset, { asOf }).issues.filter((issue) => !resolving.has(issue));
}

interface Seeds {
  readonly seeds: readonly string[];
  /** Entities that an unknown word may have meant, and others of the same name. */
  readonly offered: readonly Properties[];
}

/** Words that mean nobody as they stand, such as lists with commas, are looked up too: no more than these. */
const MOST_OFFERED = 20;

/** The entities that words may mean: by id, by name, or like it. */
async function seedsOf(store: Store, parties: readonly string[], ahead: Surroundings | null): Promise<Seeds> {
  const asked = new Set(parties);
  const seeds = new Set<string>();
  const offered: Properties[] = [];
  const { entities } = ahead ?? { entities: await store.entities(parties) };
  for (const { entity } of entities) if (asked.has(entity.uid as string)) seeds.add(entity.uid as string);
  const words = parties.filter((each) => !seeds.has(each));
  const found = new Set<unknown>();
  for (const { entity } of await store.named(words)) {
    seeds.add(entity.uid as string);
    found.add(entity.name);
  }
  // Only the first unknown word is ever answered with what may be meant.
  for (const word of words.filter((each) => !found.has(each)).slice(0, MOST_OFFERED)) {
    for (const { entity } of await store.like(word)) offered.push(entity);
  }
  return { seeds: [...seeds], offered };
}

function withOffered(found: Cone, offered: readonly Properties[]): Cone {
  const known = new Map(found.entities.map((entity) => [entity.uid, entity]));
  for (const { registerComplete: _claim, ...entity } of offered) {
    if (!known.has(entity.uid!)) known.set(entity.uid!, entity);
  }
  return { ...found, entities: [...known.values()] };
}

/** Companies and ties that the issues of the register depend on, with all their rows. */
async function watchedPart(
  talk: Conversation,
  store: Store,
  limit: number,
): Promise<{ readonly dataset: Dataset; readonly truncated: boolean }> {
  const { int } = await import("neo4j-driver");
  const most = int(limit);
  const [watched, tied] = await Promise.all([
    talk.ask<{ uid: string }>("read/watched", { most }),
    talk.ask<{ tie: Properties }>("read/watched-ties", { most }),
  ]);
  const companies = watched.map(({ uid }) => uid);
  const ties = tied.map(({ tie }) => tie);
  const holdings = await store.holdingsIn(companies);
  const ids = new Set([...companies, ...holdings.map(({ holder }) => holder)]);
  for (const tie of ties) {
    for (const role of ["fromUid", "toUid", "subjectUid", "leadUid"]) {
      if (typeof tie[role] === "string") ids.add(tie[role]);
    }
  }
  const isWatched = new Set(companies);
  const [named, facts] = await Promise.all([store.entities([...ids]), store.factsOf(companies)]);
  const entities = named.map(({ entity }) => {
    if (isWatched.has(entity.uid as string)) return entity;
    const { registerComplete: _claim, ...rest } = entity;
    return rest;
  });
  const dataset = partDataset({ entities, holdings, ties, facts, declarations: [] });
  return { dataset, truncated: companies.length === limit || ties.length === limit };
}
