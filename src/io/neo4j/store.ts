import type { Conversation } from "./connection.js";
import type { Properties } from "./properties.js";

/** A record as a store has it: its parties by id, and everything else as properties. */
export interface StoredHolding {
  readonly holding: Properties;
  readonly holder: string;
  readonly subject: string;
}
export interface StoredTie {
  readonly tie: Properties;
}
export interface StoredFact {
  readonly fact: Properties;
  readonly entity: string;
}
export interface StoredEntity {
  readonly entity: Properties;
}

/** The roles in which a tie is asked for; see cypher/read/ties-of.cypher. */
export interface TieRoles {
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly subject: boolean;
  readonly lead: boolean;
}

/** Some entities, each with all holdings in it, its ties by role and its facts. */
export interface Surroundings {
  readonly entities: readonly StoredEntity[];
  readonly holdings: readonly StoredHolding[];
  readonly ties: readonly StoredTie[];
  readonly facts: readonly StoredFact[];
}

/** What a cone is fetched from: one step or some steps at a time, many ids in each. */
export interface Store {
  /** Those of the ids that are there with what surrounds them; perhaps also of those above them, as far as is convenient. */
  above(ids: readonly string[], roles: TieRoles): Promise<Surroundings>;
  holdingsIn(ids: readonly string[]): Promise<readonly StoredHolding[]>;
  /** Ids of the companies that these hold directly. */
  heldBy(ids: readonly string[]): Promise<readonly string[]>;
  tiesOf(ids: readonly string[], roles: TieRoles): Promise<readonly StoredTie[]>;
  tiesOfGroups(groups: readonly string[]): Promise<readonly StoredTie[]>;
  factsOf(ids: readonly string[]): Promise<readonly StoredFact[]>;
  entities(ids: readonly string[]): Promise<readonly StoredEntity[]>;
  /** Entities of these names, the same ones or several. */
  named(names: readonly string[]): Promise<readonly StoredEntity[]>;
  like(text: string): Promise<readonly StoredEntity[]>;
}

/** Ids of one question: more make messages that servers refuse. */
const ASKED_AT_ONCE = 5_000;

/** So few ids are followed some steps up in one question; of many ids each step is a question of its own. */
const FOLLOWED = 50;

/** The entities themselves with what surrounds them, in one round trip. */
export async function surroundings(
  store: Pick<Store, "entities" | "holdingsIn" | "tiesOf" | "factsOf">,
  ids: readonly string[],
  roles: TieRoles,
): Promise<Surroundings> {
  const [entities, holdings, ties, facts] = await Promise.all([
    store.entities(ids),
    store.holdingsIn(ids),
    store.tiesOf(ids, roles),
    store.factsOf(ids),
  ]);
  return { entities, holdings, ties, facts };
}

interface AboveRow {
  readonly entity: Properties;
  readonly holdings: readonly StoredHolding[];
  readonly ties: readonly Properties[];
  readonly facts: readonly Properties[];
}

const surroundingsIn = (rows: readonly AboveRow[]): Surroundings => ({
  entities: rows.map(({ entity }) => ({ entity })),
  holdings: rows.flatMap(({ holdings }) => holdings),
  ties: rows.flatMap(({ ties }) => ties.map((tie) => ({ tie }))),
  facts: rows.flatMap(({ entity, facts }) => facts.map((fact) => ({ fact, entity: entity.uid as string }))),
});

/** The register that `import` wrote, asked within one transaction. */
export function storeIn(talk: Conversation): Store {
  const inParts = async <Row>(
    name: string,
    key: string,
    values: readonly string[],
    more: object = {},
  ): Promise<Row[]> => {
    const parts: Promise<Row[]>[] = [];
    for (let at = 0; at < values.length; at += ASKED_AT_ONCE) {
      parts.push(talk.ask<Row>(name, { [key]: values.slice(at, at + ASKED_AT_ONCE), ...more }));
    }
    return (await Promise.all(parts)).flat();
  };
  return {
    above: async (ids, roles) => {
      const deep = ids.length <= FOLLOWED;
      return surroundingsIn(await inParts<AboveRow>("read/above", "ids", ids, { ...roles, deep }));
    },
    holdingsIn: (ids) => inParts("read/holdings-in", "ids", ids),
    heldBy: async (ids) =>
      (await inParts<{ subject: string }>("read/holdings-of", "ids", ids)).map(({ subject }) => subject),
    tiesOf: (ids, roles) => inParts("read/ties-of", "ids", ids, roles),
    tiesOfGroups: (groups) => inParts("read/ties-of-groups", "groups", groups),
    factsOf: (ids) => inParts("read/facts", "ids", ids),
    entities: (ids) => inParts("read/entities", "ids", ids),
    named: (names) => inParts("read/named", "names", names),
    like: (text) => {
      const terms = searchText(text);
      return terms === "" ? Promise.resolve([]) : talk.ask("read/like", { text: terms });
    },
  };
}

const LONGEST_SEARCH = 64;

/**
 * A text as the full-text index takes it: its letters and digits, each piece quoted, so that no sign of the index's
 * language has a meaning; a slip of the pen is allowed in words of the Latin alphabet.
 */
function searchText(text: string): string {
  const pieces =
    text
      .slice(0, LONGEST_SEARCH)
      .normalize("NFKC")
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return pieces
    .map((piece) => (/^[\p{Script=Latin}\p{N}]+$/u.test(piece) ? `${piece}~ ${piece}*` : spread(piece)))
    .join(" ");
}

/** Pairs of neighbouring signs, any of which may match: what the index keeps of Chinese. */
function spread(piece: string): string {
  const signs = [...piece];
  if (signs.length < 3) return `"${piece}"`;
  return signs
    .slice(1)
    .map((sign, position) => `"${signs[position]}${sign}"`)
    .join(" ");
}
