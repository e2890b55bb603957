import type { Dataset } from "../../model/dataset.js";
import {
  declarationFrom,
  entityFrom,
  factFrom,
  holdingFrom,
  type Properties,
  type TieParties,
  tieFrom,
} from "./properties.js";
import { writtenName } from "./rows.js";
import type { StoredFact, StoredHolding } from "./store.js";

export interface StoredDeclaration {
  readonly declaration: Properties;
  readonly owner: string;
  readonly subject: string;
}

/** Records as a store has them. */
export interface StoredRecords {
  readonly entities: readonly Properties[];
  readonly holdings: readonly StoredHolding[];
  readonly ties: readonly Properties[];
  readonly facts: readonly StoredFact[];
  readonly declarations: readonly StoredDeclaration[];
}

/** What a record calls a party: what was written where these entities read it as the same one, else the id. */
type Calling = (properties: Properties, role: string, id: string | undefined) => string | undefined;

/**
 * The dataset that was imported: every row as it was written, in the order in which it was written. Entities that only
 * other records speak of are left to be made again.
 */
export function wholeDataset(records: StoredRecords): Dataset {
  const entities = records.entities.filter(({ made }) => made !== true);
  return dataset({ ...records, entities }, (properties, role, id) => {
    const written = properties[writtenName(role)];
    return typeof written === "string" ? written : id;
  });
}

/**
 * A part of what was imported as a dataset of its own. A party is called by its id where its name is not unique in this
 * part, or was not in the whole.
 */
export function partDataset(records: StoredRecords): Dataset {
  const ids = new Set(records.entities.map(({ uid }) => uid as string));
  const named = new Map<string, string | null>();
  for (const { uid, name } of records.entities) {
    const text = name as string;
    named.set(text, named.has(text) ? null : (uid as string));
  }
  return dataset(records, (properties, role, id) => {
    const written = properties[writtenName(role)];
    if (typeof written !== "string") return id;
    if (id === undefined) return written;
    return !ids.has(written) && named.get(written) === id ? written : id;
  });
}

function dataset(records: StoredRecords, call: Calling): Dataset {
  const inOrder = <Item>(items: readonly Item[], of: (item: Item) => Properties): Item[] =>
    [...items].sort((a, b) => compare(of(a), of(b)));
  return {
    entities: inOrder(records.entities, (properties) => properties).map((properties) =>
      entityFrom(typeof properties.id === "string" ? { ...properties, uid: properties.id } : properties),
    ),
    holdings: inOrder(records.holdings, ({ holding }) => holding).map(({ holding, holder, subject }) =>
      holdingFrom(holding, call(holding, "holder", holder)!, call(holding, "subject", subject)!),
    ),
    ties: inOrder(records.ties, (properties) => properties).map((properties) =>
      tieFrom(properties, partiesOf(properties, call)),
    ),
    facts: inOrder(records.facts, ({ fact }) => fact).map(({ fact, entity }) =>
      factFrom(fact, call(fact, "entity", entity)!),
    ),
    declarations: inOrder(records.declarations, ({ declaration }) => declaration).map(
      ({ declaration, owner, subject }) =>
        declarationFrom(
          declaration,
          call(declaration, "owner", owner)!,
          call(declaration, "subject", subject)!,
        ),
    ),
  };
}

const compare = (a: Properties, b: Properties): number => (a.position as number) - (b.position as number);

function partiesOf(properties: Properties, call: Calling): TieParties {
  const id = (role: string): string | undefined => {
    const uid = properties[`${role}Uid`];
    return call(properties, role, typeof uid === "string" ? uid : undefined);
  };
  return { from: id("from")!, to: id("to"), subject: id("subject"), lead: id("lead") };
}
