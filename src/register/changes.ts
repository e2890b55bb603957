import { isNoEnd } from "../model/period.js";
import type { Resolved } from "./resolve.js";

/** A record that binds parties together, and the days on which it begins and ends. */
export interface Dated {
  readonly parties: readonly number[];
  readonly dates: readonly string[];
}

/**
 * The days on which anything changes among the records that are connected with an entity on any date, in order: a holding
 * or tie begins or ends, a register becomes complete, a capital is registered. Nearly linear in the records, which are
 * walked through twice.
 */
export function changesAmong(
  count: number,
  records: () => Iterable<Dated>,
): (entity: number) => readonly string[] {
  const group = new Int32Array(count).map((_, entity) => entity);
  const root = (entity: number): number => {
    let at = entity;
    while (group[at] !== at) {
      group[at] = group[group[at]!]!;
      at = group[at]!;
    }
    return at;
  };
  for (const { parties } of records()) {
    for (const party of parties) group[root(party)] = root(parties[0]!);
  }
  for (const entity of group.keys()) group[entity] = root(entity);
  const sets = new Map<number, Set<string>>();
  for (const { parties, dates } of records()) {
    if (dates.length === 0) continue;
    const key = group[parties[0]!]!;
    const own = sets.get(key) ?? new Set<string>();
    sets.set(key, own);
    for (const date of dates) own.add(date);
  }
  const ordered = new Map([...sets].map(([key, dates]) => [key, [...dates].sort()]));
  return (entity) => ordered.get(group[entity]!) ?? [];
}

export const days = (from: string | undefined, to: string | undefined): string[] => [
  ...(from === undefined ? [] : [from]),
  ...(to === undefined || isNoEnd(to) ? [] : [to]),
];

/** The dated records of a dataset. */
export function datedRecords(resolved: Resolved): Dated[] {
  return [
    ...resolved.holdings.map(({ holder, subject, record }) => ({
      parties: [holder, subject],
      dates: days(record.from, record.to),
    })),
    ...datedOthers(resolved),
    ...resolved.entities.flatMap(({ registerComplete }, entity) =>
      typeof registerComplete === "string" ? [{ parties: [entity], dates: [registerComplete] }] : [],
    ),
  ];
}

/** The same of ties, and of facts that state a capital. */
export const datedOthers = ({ ties, facts }: Pick<Resolved, "ties" | "facts">): Dated[] => [
  ...ties.map(({ from, to, subject, lead, record }) => ({
    parties: [from, to, subject, lead].filter((party) => party >= 0),
    dates: days(record.start, record.end),
  })),
  ...facts
    .filter(({ record }) => record.fact === "registeredCapital")
    .map(({ entity, record }) => ({ parties: [entity], dates: days(record.on, undefined) })),
];
