import type { TieKind } from "../model/dataset.js";
import type { ResolvedTie } from "./resolve.js";

/** Holdings and ties of a register by entity, on whatever date: what its cones are made of. */
export interface ConeSource {
  readonly ties: readonly ResolvedTie[];
  readonly holderOf: (position: number) => number;
  readonly subjectOf: (position: number) => number;
  /** Positions of the holdings in a company, and of those that a holder has. */
  readonly rowsOf: (company: number) => Iterable<number>;
  readonly rowsBy: (holder: number) => Iterable<number>;
}

/**
 * How far around its subjects a question looks (DESIGN §10). `above`: everyone who stands above them, by holdings or
 * ties. `below`: all that they stand behind. `around`: everyone above, and then all that any of these stand behind.
 */
export type Cone = "above" | "below" | "around";

/** Ties that put their `to` above: whoever is behind a registered holder or takes its votes. */
const BEHIND: ReadonlySet<TieKind> = new Set<TieKind>(["nominee", "votingProxy", "branchOf"]);
/** Ties of equals: kin, and parties to one agreement. */
const EQUAL: ReadonlySet<TieKind> = new Set<TieKind>([
  "spouse",
  "parent",
  "child",
  "sibling",
  "otherKin",
  "concertAgreement",
]);

/**
 * The companies whose holdings must be known to answer a question about some subjects, the subjects among them. It is
 * closed: what the question walks from a member leads to members. Iterative; time in the size of the cone.
 */
export function coneAround(source: ConeSource, subjects: readonly number[], cone: Cone): Set<number> {
  const tied = tiesByParty(source.ties);
  const found = new Set(subjects);
  if (cone !== "below") spread(found, (entity) => above(source, tied, entity));
  if (cone !== "above") spread(found, (entity) => below(source, tied, entity));
  return found;
}

function spread(found: Set<number>, next: (entity: number) => Iterable<number>): void {
  const waiting = [...found];
  for (let entity = waiting.pop(); entity !== undefined; entity = waiting.pop()) {
    for (const other of next(entity)) {
      if (other < 0 || found.has(other)) continue;
      found.add(other);
      waiting.push(other);
    }
  }
}

interface Tied {
  readonly by: ReadonlyMap<number, readonly ResolvedTie[]>;
  /** Ties of one agreement of several parties. */
  readonly groups: ReadonlyMap<string, readonly ResolvedTie[]>;
}

const tiedIn = new WeakMap<readonly ResolvedTie[], Tied>();

function tiesByParty(ties: readonly ResolvedTie[]): Tied {
  const known = tiedIn.get(ties);
  if (known) return known;
  const by = new Map<number, ResolvedTie[]>();
  const groups = new Map<string, ResolvedTie[]>();
  const enter = <Key>(map: Map<Key, ResolvedTie[]>, key: Key, tie: ResolvedTie): void => {
    const list = map.get(key);
    if (list) list.push(tie);
    else map.set(key, [tie]);
  };
  for (const tie of ties) {
    for (const party of new Set([tie.from, tie.to, tie.subject, tie.lead]))
      if (party >= 0) enter(by, party, tie);
    if (tie.record.group !== undefined) enter(groups, tie.record.group, tie);
  }
  const made = { by, groups };
  tiedIn.set(ties, made);
  return made;
}

function* above(source: ConeSource, tied: Tied, entity: number): Generator<number> {
  for (const position of source.rowsOf(entity)) yield source.holderOf(position);
  for (const tie of tied.by.get(entity) ?? []) {
    const { record, from, to, subject, lead } = tie;
    if (EQUAL.has(record.kind) || subject === entity || lead === entity) yield* [from, to, lead];
    else if (BEHIND.has(record.kind) ? from === entity : to === entity) yield* [from, to, lead];
    if (record.group !== undefined)
      for (const other of tied.groups.get(record.group)!) yield* [other.from, other.to, other.lead];
  }
}

function* below(source: ConeSource, tied: Tied, entity: number): Generator<number> {
  for (const position of source.rowsBy(entity)) yield source.subjectOf(position);
  for (const { from, to, subject } of tied.by.get(entity) ?? []) yield* [from, to, subject];
}
