import type { Origin } from "../model/dataset.js";
import type { Issue } from "../model/issue.js";
import type { Register } from "../register/register.js";

/** Issues sorted by whom they concern. */
interface IssuesOf {
  /** About files as a whole: they concern every subject. */
  readonly general: readonly number[];
  readonly byEntity: ReadonlyMap<number, readonly number[]>;
}

/** Kept, because a report on each of thousands of subjects asks about the same issues. */
const sorted = new WeakMap<readonly Issue[], WeakMap<Register, IssuesOf>>();

/**
 * The issues about files as a whole and about the records of some parties, in their order: holdings in them, ties to
 * them, facts about them. `elsewhere` counts those of other parties and of rows that became no record.
 */
export function issuesConcerning(
  r: Register,
  issues: readonly Issue[],
  parties: readonly number[],
): { issues: Issue[]; elsewhere: number } {
  const { general, byEntity } = issuesOf(r, issues);
  const own = new Set([...general, ...parties.flatMap((party) => byEntity.get(party) ?? [])]);
  const found = [...own].sort((a, b) => a - b).map((position) => issues[position]!);
  return { issues: found, elsewhere: issues.length - found.length };
}

function issuesOf(r: Register, issues: readonly Issue[]): IssuesOf {
  const registers = sorted.get(issues) ?? new WeakMap<Register, IssuesOf>();
  sorted.set(issues, registers);
  const known = registers.get(r);
  if (known) return known;
  const places = placesOf(issues);
  const byEntity = new Map<number, number[]>();
  const add = (entity: number, at: Origin | undefined): void => {
    if (entity < 0 || !at) return;
    const found = places.get(placeOf(at));
    if (!found) return;
    for (const position of found) push(byEntity, entity, position);
  };
  if (places.size > 0) {
    r.entities.forEach((entity, index) => {
      add(index, entity.at);
    });
    for (const { subject, record } of r.holdings) add(subject, record.at);
    for (const { from, to, subject, record } of r.ties) {
      add(to >= 0 ? to : subject >= 0 ? subject : from, record.at);
    }
    for (const { entity, record } of r.facts) add(entity, record.at);
  }
  const general = withoutPlace(r, issues, byEntity);
  const made = { general, byEntity };
  registers.set(r, made);
  return made;
}

/**
 * Issues without a row, sorted: about one company as a whole, by the name that they give, or about files as a whole, whose
 * positions are returned.
 */
function withoutPlace(
  r: Register,
  issues: readonly Issue[],
  byEntity: Map<number, number[]>,
): readonly number[] {
  const about = new Map<string, number[]>();
  const general: number[] = [];
  issues.forEach(({ row, parameters }, position) => {
    if (row !== null) return;
    const { subject } = parameters;
    if (subject === undefined) general.push(position);
    else push(about, subject, position);
  });
  const met = new Set<string>();
  if (about.size > 0) {
    r.entities.forEach(({ name }, entity) => {
      for (const position of about.get(name) ?? []) push(byEntity, entity, position);
      if (about.has(name)) met.add(name);
    });
  }
  for (const [name, positions] of about) if (!met.has(name)) general.push(...positions);
  return general;
}

function push<Key>(lists: Map<Key, number[]>, key: Key, position: number): void {
  const known = lists.get(key);
  if (known) known.push(position);
  else lists.set(key, [position]);
}

const placeOf = ({ file, row }: { readonly file: string; readonly row: number }): string => `${row} ${file}`;

/** Positions of issues by the place that they stand at. */
function placesOf(issues: readonly Issue[]): Map<string, number[]> {
  const places = new Map<string, number[]>();
  issues.forEach(({ file, row }, position) => {
    if (file === null || row === null) return;
    push(places, placeOf({ file, row }), position);
  });
  return places;
}
