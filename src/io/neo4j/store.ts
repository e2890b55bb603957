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

/** What a cone is fetched from: one step at a time, many ids in each. */
export interface Store {
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

/** The register that `import` wrote, asked within one transaction. */
export function storeIn(talk: Conversation): Store {
  const inParts = async <Row>(
    name: string,
    key: string,
    values: readonly string[],
    more: object = {},
  ): Promise<Row[]> => {
    const rows: Row[] = [];
    for (let at = 0; at < values.length; at += ASKED_AT_ONCE) {
      const part = values.slice(at, at + ASKED_AT_ONCE);
      for (const row of await talk.ask<Row>(name, { [key]: part, ...more })) rows.push(row);
    }
    return rows;
  };
  return {
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
