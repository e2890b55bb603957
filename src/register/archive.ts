import type { Dataset } from "../model/dataset.js";
import { changesAmong, datedRecords } from "./changes.js";
import { type ResolvedHolding, resolve } from "./resolve.js";

/** What the records behind a register say of other days than its own. Entities have the same numbers there. */
export interface Archive {
  /** Rows of a holder in whatever company, or of whatever holder in a company, of any date; in the order of the input. */
  heldBy(holder: number): readonly ResolvedHolding[];
  heldIn(company: number): readonly ResolvedHolding[];
  /** The days on which anything changes among the records that are connected with an entity on any date, in order. */
  changes(entity: number): readonly string[];
}

const archives = new WeakMap<Dataset, Archive>();

/** The archive of a dataset; its lists are made when first asked for. */
export function archiveOf(dataset: Dataset): Archive {
  const known = archives.get(dataset);
  if (known) return known;
  const by = (party: "holder" | "subject"): ((entity: number) => readonly ResolvedHolding[]) => {
    let lists: Map<number, ResolvedHolding[]> | null = null;
    return (entity) => {
      lists ??= listsBy(resolve(dataset).holdings, party);
      return lists.get(entity) ?? [];
    };
  };
  const made: Archive = {
    heldBy: by("holder"),
    heldIn: by("subject"),
    changes: lazily(() => {
      const { entities } = resolve(dataset);
      return changesAmong(entities.length, () => datedRecords(resolve(dataset)));
    }),
  };
  archives.set(dataset, made);
  return made;
}

function listsBy(
  holdings: readonly ResolvedHolding[],
  party: "holder" | "subject",
): Map<number, ResolvedHolding[]> {
  const lists = new Map<number, ResolvedHolding[]>();
  for (const row of holdings) {
    const list = lists.get(row[party]);
    if (list) list.push(row);
    else lists.set(row[party], [row]);
  }
  return lists;
}

/** The days of changes by entity, found when first asked for. */
export function lazily(make: () => (entity: number) => readonly string[]): Archive["changes"] {
  let made: ((entity: number) => readonly string[]) | null = null;
  return (entity) => {
    made ??= make();
    return made(entity);
  };
}
