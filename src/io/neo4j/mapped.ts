import { readDate } from "../../model/period.js";
import { register } from "../../register/register.js";
import { emptyReading, type Reading } from "../reading.js";
import { TableReader } from "../tableReader.js";
import { type Cone, fetchCone } from "./cone.js";
import type { Conversation, Database } from "./connection.js";
import { DatabaseError } from "./databaseError.js";
import { type EntityMapping, type Mapping, quoted, readMapping } from "./mapping.js";
import type { OpenedRegister, RegisterQuestion } from "./openRegister.js";
import {
  type Store,
  type StoredEntity,
  type StoredHolding,
  type StoredTie,
  type Surroundings,
  surroundings,
  type TieRoles,
} from "./store.js";

type Raw = Readonly<Record<string, unknown>>;

/**
 * The part of somebody else's graph that answers a question, read through a mapping file. Cells are read as those of
 * files are; issues are those of this part. Throws a DatabaseError.
 */
export async function openMapped(
  database: Database,
  question: RegisterQuestion,
  file: string,
): Promise<OpenedRegister> {
  const mapping = await readMapping(file);
  return database.read(async (talk) => {
    const store = new MappedStore(talk, mapping, file);
    const named = [...(await store.entities(question.parties)), ...(await store.named(question.parties))];
    const seeds = named.map(({ entity }) => entity.uid as string);
    const { shape, limit } = question;
    if (shape === "whole") seeds.push(...(await store.everyone(limit)));
    const bounds = { limit };
    const cone = await fetchCone(store, [...new Set(seeds)], shape === "whole" ? "around" : shape, bounds);
    const reading = readCone(cone, store, mapping, file);
    const { entities, holdings, ties } = reading;
    const dataset = { entities, holdings, ties, facts: [], declarations: [] };
    return {
      dataset,
      latest: await store.latest(),
      issuesOn: (asOf) => [...reading.issues, ...register(dataset, { asOf }).issues],
      files: [file],
      digest: "",
      roundTrips: talk.roundTrips,
      steps: cone.steps,
      issuesTruncated: false,
      numbers: new Map(),
    };
  });
}

const SHARES: ReadonlySet<string> = new Set(["equity", "voting", "income", "pledged", "share", "above"]);

/** Temporal values of the database print as ISO text; a number of percents says so. */
function cell(field: string, value: unknown, percent: boolean): unknown {
  if (value === null || value === undefined) return undefined;
  if (percent && typeof value === "number" && SHARES.has(field)) return `${value}%`;
  if (typeof value === "object" && !Array.isArray(value)) return String(value);
  return value;
}

const cells = (properties: Raw, fields: Readonly<Record<string, string>>, percent: boolean): Raw =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([field, name]) => {
      const value = cell(field, properties[name], percent);
      return value === undefined ? [] : [[field, value]];
    }),
  );

/** Records in an order of their own, so that the same part is always the same dataset. */
function readCone(cone: Cone, store: MappedStore, { holdings, ties }: Mapping, file: string): Reading {
  const into = emptyReading();
  const read = (name: "entities" | "holdings" | "ties", rows: readonly Raw[], place: string): void => {
    const reader = new TableReader(name, place, into, {});
    rows
      .map((row) => ({ row, key: JSON.stringify(row) }))
      .sort((a, b) => (a.key < b.key ? -1 : 1))
      .forEach(({ row }, position) => {
        reader.object(row, position + 1);
      });
    reader.finish();
  };
  const nodes = cone.entities.map(({ uid }) => store.nodes.get(uid as string)!);
  read("entities", nodes, `${file}!entities`);
  const kept = cone.holdings.map(({ holding }) => store.holdings[holding.uid as number]!);
  holdings.forEach(({ type }, position) => {
    read(
      "holdings",
      kept.filter(({ of }) => of === position).map(({ row }) => row),
      type,
    );
  });
  const bound = cone.ties.map(({ uid }) => store.ties.get(uid as string)!);
  ties.forEach(({ type }, position) => {
    read(
      "ties",
      bound.filter(({ of }) => of === position).map(({ row }) => row),
      type,
    );
  });
  const bare = into.issues.find(({ code }) => code === "bare-percent");
  if (bare) {
    const reason = `${bare.message}: set "percent": true where numbers are percents`;
    throw new DatabaseError("database.mapping", { file, reason });
  }
  return into;
}

interface Found {
  readonly ours: string;
  readonly otherLabels: readonly string[];
  readonly other: Raw;
  readonly link: Raw;
}

/** Somebody else's graph as a store. What a mapping names stands quoted in the statements; values are parameters. */
class MappedStore implements Store {
  /** Rows of the tables that were met, by id. */
  readonly nodes = new Map<string, Raw>();
  readonly holdings: { readonly of: number; readonly row: Raw }[] = [];
  readonly ties = new Map<string, { readonly of: number; readonly row: Raw }>();
  readonly #talk: Conversation;
  readonly #mapping: Mapping;
  readonly #file: string;

  constructor(talk: Conversation, mapping: Mapping, file: string) {
    this.#talk = talk;
    this.#mapping = mapping;
    this.#file = file;
  }

  above(ids: readonly string[], roles: TieRoles): Promise<Surroundings> {
    return surroundings(this, ids, roles);
  }

  async holdingsIn(ids: readonly string[]): Promise<StoredHolding[]> {
    const found: StoredHolding[] = [];
    for (const [of, { type, direction, percent, properties }] of this.#mapping.holdings.entries()) {
      const above = direction === "holderToSubject";
      for (const { ours, otherLabels, other, link } of await this.#linked(ids, type, !above)) {
        const holder = this.#enter(otherLabels, other, type);
        const row = { holder, subject: ours, ...cells(link, properties, percent) };
        const uid = this.holdings.push({ of, row }) - 1;
        found.push({ holding: { uid }, holder, subject: ours });
      }
    }
    return found;
  }

  async heldBy(ids: readonly string[]): Promise<string[]> {
    const found = new Set<string>();
    for (const { type, direction } of this.#mapping.holdings) {
      for (const each of await this.#linked(ids, type, direction === "holderToSubject")) {
        found.add(this.#enter(each.otherLabels, each.other, type));
      }
    }
    return [...found];
  }

  async tiesOf(ids: readonly string[], roles: TieRoles): Promise<StoredTie[]> {
    const found: StoredTie[] = [];
    for (const [of, { type, kind, direction, percent, properties }] of this.#mapping.ties.entries()) {
      for (const role of ["from", "to"] as const) {
        if (!roles[role].includes(kind)) continue;
        const outwards = (direction === "fromTo") === (role === "from");
        for (const { ours, otherLabels, other, link } of await this.#linked(ids, type, outwards)) {
          const theirs = this.#enter(otherLabels, other, type);
          const [from, to] = role === "from" ? [ours, theirs] : [theirs, ours];
          const row = { kind, from, to, ...cells(link, properties, percent) };
          const uid = JSON.stringify(row);
          this.ties.set(uid, { of, row });
          found.push({ tie: { uid, kind, fromUid: from, toUid: to } });
        }
      }
    }
    return found;
  }

  /** Relationships have two ends: agreements of many parties are not mapped. */
  async tiesOfGroups(): Promise<StoredTie[]> {
    return [];
  }

  async factsOf(): Promise<[]> {
    return [];
  }

  async entities(ids: readonly string[]): Promise<StoredEntity[]> {
    const missing = ids.filter((id) => !this.nodes.has(id));
    for (const entity of this.#mapping.entities) {
      if (missing.length === 0) break;
      const text = `UNWIND $ids AS id MATCH (n:${quoted(entity.label)} {${quoted(entity.id)}: ${keyOf(entity)}})
        RETURN labels(n) AS labels, properties(n) AS properties`;
      await this.#enterAll(text, { ids: missing });
    }
    return ids.filter((id) => this.nodes.has(id)).map((uid) => ({ entity: { uid } }));
  }

  async named(names: readonly string[]): Promise<StoredEntity[]> {
    const found: string[] = [];
    for (const entity of this.#mapping.entities) {
      if (entity.name === undefined) continue;
      const text = `UNWIND $names AS name MATCH (n:${quoted(entity.label)} {${quoted(entity.name)}: name})
        RETURN labels(n) AS labels, properties(n) AS properties`;
      found.push(...(await this.#enterAll(text, { names })));
    }
    return found.map((uid) => ({ entity: { uid } }));
  }

  async like(): Promise<StoredEntity[]> {
    return [];
  }

  /** Ids of everyone, for questions about the whole. */
  async everyone(limit: number): Promise<string[]> {
    const found: string[] = [];
    for (const { label } of this.#mapping.entities) {
      const text = `MATCH (n:${quoted(label)}) RETURN labels(n) AS labels, properties(n) AS properties`;
      found.push(...(await this.#enterAll(text, {})));
      if (found.length > limit) throw new DatabaseError("database.limit", { limit: String(limit) });
    }
    return found;
  }

  /** The latest day on which anything mapped begins. */
  async latest(): Promise<string | null> {
    const dated = [
      ...this.#mapping.holdings.map(({ type, properties }) => [type, properties.from] as const),
      ...this.#mapping.ties.map(({ type, properties }) => [type, properties.start] as const),
    ];
    const days: string[] = [];
    for (const [type, property] of dated) {
      if (property === undefined) continue;
      const text = `MATCH ()-[x:${quoted(type)}]->() RETURN max(toString(x.${quoted(property)})) AS latest`;
      const [row] = await this.#talk.askText<{ latest: string | null }>(text);
      const day = row?.latest ? readDate(row.latest) : null;
      if (day !== null) days.push(day);
    }
    return days.sort().at(-1) ?? null;
  }

  async #enterAll(text: string, parameters: Raw): Promise<string[]> {
    const rows = await this.#talk.askText<{ labels: string[]; properties: Raw }>(text, parameters);
    return rows.map(({ labels, properties }) => this.#enter(labels, properties, labels.join(", ")));
  }

  /** Everyone linked to these ids by a type of relationship, outwards or inwards. */
  async #linked(ids: readonly string[], type: string, outwards: boolean): Promise<Found[]> {
    const found: Found[] = [];
    const link = outwards ? `-[x:${quoted(type)}]->` : `<-[x:${quoted(type)}]-`;
    for (const entity of this.#mapping.entities) {
      const text = `UNWIND $ids AS id
        MATCH (n:${quoted(entity.label)} {${quoted(entity.id)}: ${keyOf(entity)}})${link}(o)
        RETURN id AS ours, labels(o) AS otherLabels, properties(o) AS other, properties(x) AS link`;
      for (const row of await this.#talk.askText<Found>(text, { ids })) found.push(row);
    }
    return found;
  }

  /** The id of a node, whose row is kept. Throws for a node that the mapping does not describe. */
  #enter(labels: readonly string[], properties: Raw, type: string): string {
    const entity = this.#mapping.entities.find(({ label }) => labels.includes(label));
    const id = entity === undefined ? undefined : properties[entity.id];
    if (entity === undefined || id === null || id === undefined || id === "") {
      const reason =
        entity === undefined
          ? `${type} leads to a node labelled ${labels.join(", ") || "(nothing)"}, which "entities" does not describe`
          : `a node labelled ${entity.label} has no ${entity.id}`;
      throw new DatabaseError("database.mapping", { file: this.#file, reason });
    }
    const uid = String(id);
    if (!this.nodes.has(uid)) this.nodes.set(uid, entityRow(entity, uid, properties));
    return uid;
  }
}

const keyOf = ({ idType }: EntityMapping): string => (idType === "integer" ? "toInteger(id)" : "id");

function entityRow(entity: EntityMapping, id: string, properties: Raw): Raw {
  const { kind, name } = entity;
  const told = typeof kind === "string" ? kind : kind.values[String(properties[kind.property])];
  return {
    id,
    name: String((name === undefined ? undefined : properties[name]) ?? id),
    kind: told ?? "unknown",
    ...cells(properties, entity.properties, false),
  };
}
