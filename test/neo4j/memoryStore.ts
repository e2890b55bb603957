import { type ImportInput, type ImportTable, importRows, type Row } from "../../src/io/neo4j/rows.js";
import { type Store, surroundings } from "../../src/io/neo4j/store.js";

const groupBy = <Key>(rows: readonly Row[], keys: (row: Row) => readonly Key[]): Map<Key, Row[]> => {
  const groups = new Map<Key, Row[]>();
  for (const row of rows) {
    for (const key of new Set(keys(row))) groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return groups;
};

/** The statements of cypher/read/ over the rows of an import, without a server: what a cone needs, and nothing more. */
export function memoryStore(input: ImportInput): Store {
  const made = importRows(input).tables;
  const rowsOf = (table: ImportTable): Row[] => [...made[table].rows()];
  const tables = {
    entities: rowsOf("entities"),
    holdings: rowsOf("holdings"),
    ties: rowsOf("ties"),
    facts: rowsOf("facts"),
  };
  const withUid = ({ uid, properties }: Row) => ({ ...properties, uid });
  const entities = new Map(tables.entities.map((row) => [row.uid, row]));
  const bySubject = groupBy(tables.holdings, ({ ends }) => [ends.subject!]);
  const byHolder = groupBy(tables.holdings, ({ ends }) => [ends.holder!]);
  const byParty = groupBy(tables.ties, ({ ends }) => Object.values(ends));
  const byGroup = groupBy(tables.ties, ({ properties }) => [String(properties.group)]);
  const byEntity = groupBy(tables.facts, ({ ends }) => [ends.entity!]);
  const all = (map: ReadonlyMap<string, readonly Row[]>, ids: readonly string[]) =>
    ids.flatMap((id) => map.get(id) ?? []);
  const steps: Omit<Store, "above"> = {
    holdingsIn: async (ids) =>
      all(bySubject, ids).map((row) => ({
        holding: withUid(row),
        holder: row.ends.holder!,
        subject: row.ends.subject!,
      })),
    heldBy: async (ids) => [...new Set(all(byHolder, ids).map(({ ends }) => ends.subject!))],
    tiesOf: async (ids, roles) =>
      ids.flatMap((id) =>
        (byParty.get(id) ?? [])
          .filter(({ ends, properties }) => {
            const kind = String(properties.kind);
            return (
              (ends.from === id && roles.from.includes(kind)) ||
              (ends.to === id && roles.to.includes(kind)) ||
              (roles.subject && ends.subject === id) ||
              (roles.lead && ends.lead === id)
            );
          })
          .map((row) => ({ tie: withUid(row) })),
      ),
    tiesOfGroups: async (groups) => all(byGroup, groups).map((row) => ({ tie: withUid(row) })),
    factsOf: async (ids) =>
      all(byEntity, ids).map((row) => ({ fact: withUid(row), entity: row.ends.entity! })),
    entities: async (ids) =>
      ids.flatMap((id) => (entities.has(id) ? [{ entity: withUid(entities.get(id)!) }] : [])),
    named: async (names) =>
      tables.entities
        .filter(({ properties }) => names.includes(properties.name as string))
        .map((row) => ({ entity: withUid(row) })),
    like: async () => [],
  };
  return {
    ...steps,
    above: (ids, roles) => {
      // One id is followed a step, as a server may do.
      const holders = ids.length === 1 ? all(bySubject, ids).map(({ ends }) => ends.holder!) : [];
      return surroundings(steps, [...new Set([...ids, ...holders])], roles);
    },
  };
}
