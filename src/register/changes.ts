import type { Dataset } from "../model/dataset.js";
import { isNoEnd } from "../model/period.js";
import { resolve } from "./resolve.js";

interface Dated {
  readonly parties: readonly number[];
  readonly dates: readonly string[];
}

const connected = new WeakMap<
  Dataset,
  { readonly group: Int32Array; readonly dates: Map<number, string[]> }
>();

/**
 * The days on which anything changes among the records that are connected with an entity on any date, in order: a holding
 * or tie begins or ends, a register becomes complete, a capital is registered. Nearly linear in the records, once a
 * dataset.
 */
export function changesOf(dataset: Dataset, id: string): readonly string[] {
  const known = connected.get(dataset) ?? byGroup(dataset);
  connected.set(dataset, known);
  const entity = resolve(dataset).index.get(id);
  return entity === undefined ? [] : (known.dates.get(known.group[entity]!) ?? []);
}

function byGroup(dataset: Dataset): { group: Int32Array; dates: Map<number, string[]> } {
  const { entities } = resolve(dataset);
  const records = datedRecords(dataset);
  const group = Int32Array.from(entities.keys());
  const root = (entity: number): number => {
    let at = entity;
    while (group[at] !== at) {
      group[at] = group[group[at]!]!;
      at = group[at]!;
    }
    return at;
  };
  for (const { parties } of records) {
    for (const party of parties) group[root(party)] = root(parties[0]!);
  }
  for (const entity of group.keys()) group[entity] = root(entity);
  const sets = new Map<number, Set<string>>();
  for (const { parties, dates } of records) {
    const key = group[parties[0]!]!;
    const own = sets.get(key) ?? new Set<string>();
    sets.set(key, own);
    for (const date of dates) own.add(date);
  }
  return { group, dates: new Map([...sets].map(([key, dates]) => [key, [...dates].sort()])) };
}

function datedRecords(dataset: Dataset): Dated[] {
  const { entities, holdings, ties, facts } = resolve(dataset);
  const days = (from: string | undefined, to: string | undefined): string[] => [
    ...(from === undefined ? [] : [from]),
    ...(to === undefined || isNoEnd(to) ? [] : [to]),
  ];
  return [
    ...holdings.map(({ holder, subject, record }) => ({
      parties: [holder, subject],
      dates: days(record.from, record.to),
    })),
    ...ties.map(({ from, to, subject, lead, record }) => ({
      parties: [from, to, subject, lead].filter((party) => party >= 0),
      dates: days(record.start, record.end),
    })),
    ...facts
      .filter(({ record }) => record.fact === "registeredCapital")
      .map(({ entity, record }) => ({ parties: [entity], dates: days(record.on, undefined) })),
    ...entities.flatMap(({ registerComplete }, entity) =>
      typeof registerComplete === "string" ? [{ parties: [entity], dates: [registerComplete] }] : [],
    ),
  ];
}
