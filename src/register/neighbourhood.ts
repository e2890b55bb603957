import { MultiDirectedGraph } from "graphology";
import { bfsFromNode } from "graphology-traversal";
import type { AbstractGraph } from "graphology-types";
import {
  type Dataset,
  type Entity,
  entity,
  type Holding,
  holding,
  type Interest,
  type Tie,
  tie,
} from "../model/dataset.js";
import { type ShareRange, shareText } from "../model/share.js";
import type { Register } from "./register.js";

/** Attributes of an entity in the graph that people meet. */
export interface EntityAttributes {
  readonly label: string;
  readonly entity: Entity;
  /** Steps up (positive) or down (negative) from the subject, the shortest way. */
  readonly level: number;
}

/** Attributes of an edge: a holding (direct share as written, with its dates) or a tie. */
export type EdgeAttributes =
  | {
      readonly type: "holding";
      readonly label: string;
      readonly shares: Readonly<Record<Interest, string>>;
      readonly records: readonly Holding[];
    }
  | { readonly type: "tie"; readonly label: string; readonly record: Tie };

export type NeighbourhoodGraph = MultiDirectedGraph<EntityAttributes, EdgeAttributes>;

export interface NeighbourhoodOptions {
  /** Steps upwards and downwards; all by default. */
  readonly up?: number | undefined;
  readonly down?: number | undefined;
  /** Entities at most; what lies beyond is left out and said. */
  readonly limit?: number | undefined;
}

export interface Neighbourhood {
  readonly graph: NeighbourhoodGraph;
  /** True where the limit left entities out. */
  readonly truncated: boolean;
}

/** More entities than a person can look at, or a layout can draw. */
export const NEIGHBOURHOOD_LIMIT = 5_000;

/**
 * The entities around a subject as a graphology graph: nodes are ids, edges run from holder to subject (and from a
 * tie's `from` to its `to`). For charts, walks shown to people and exchange; numbers come from the register's arrays.
 */
export function neighbourhood(
  r: Register,
  subject: number,
  options: NeighbourhoodOptions = {},
): Neighbourhood {
  const limit = options.limit ?? NEIGHBOURHOOD_LIMIT;
  const levels = new Map([[subject, 0]]);
  const tied = partiesAbove(r);
  const upwards = spread(r, tied, levels, subject, options.up ?? Number.POSITIVE_INFINITY, limit, 1);
  const downwards = spread(
    r,
    new Map(),
    levels,
    subject,
    options.down ?? Number.POSITIVE_INFINITY,
    limit,
    -1,
  );
  const graph: NeighbourhoodGraph = new MultiDirectedGraph<EntityAttributes, EdgeAttributes>();
  const members = [...levels.keys()].sort((a, b) => r.rank[a]! - r.rank[b]!);
  for (const member of members) {
    const found = r.entities[member]!;
    graph.addNode(found.id, { label: found.name, entity: found, level: levels.get(member)! });
  }
  for (const member of members) addHoldings(r, graph, member, levels);
  addTies(r, graph, levels);
  return { graph, truncated: upwards || downwards };
}

/** Breadth first along holdings in one direction; true where the limit stopped it. */
function spread(
  r: Register,
  tied: ReadonlyMap<number, readonly number[]>,
  levels: Map<number, number>,
  subject: number,
  steps: number,
  limit: number,
  direction: 1 | -1,
): boolean {
  const { start, holder, heldStart, held, subject: subjectOf } = r.stakes.equity;
  let frontier = [subject];
  for (let step = 1; step <= steps && frontier.length > 0; step += 1) {
    const next: number[] = [];
    for (const entity of frontier) {
      const [from, to] =
        direction > 0 ? [start[entity]!, start[entity + 1]!] : [heldStart[entity]!, heldStart[entity + 1]!];
      const others = [...(tied.get(entity) ?? [])];
      for (let k = from; k < to; k += 1) others.push(direction > 0 ? holder[k]! : subjectOf[held[k]!]!);
      for (const other of others) {
        if (levels.has(other)) continue;
        if (levels.size >= limit) return true;
        levels.set(other, direction * step);
        next.push(other);
      }
    }
    frontier = next;
  }
  return false;
}

/** Ties that put their `to` above: whoever is behind a registered holder or takes its votes. */
const BEHIND: ReadonlySet<string> = new Set(["nominee", "votingProxy", "branchOf"]);

/** By entity, who stands above it by a tie rather than a holding: managers, principals, officers, settlors. */
function partiesAbove(r: Register): Map<number, number[]> {
  const above = new Map<number, number[]>();
  for (const { record, from, to } of r.ties) {
    if (from < 0 || to < 0) continue;
    const [lower, upper] = BEHIND.has(record.kind) ? [from, to] : [to, from];
    const list = above.get(lower);
    if (list) list.push(upper);
    else above.set(lower, [upper]);
  }
  return above;
}

function addHoldings(
  r: Register,
  graph: NeighbourhoodGraph,
  subject: number,
  levels: ReadonlyMap<number, number>,
): void {
  const table = r.stakes.equity;
  for (let stake = table.start[subject]!; stake < table.start[subject + 1]!; stake += 1) {
    const holder = table.holder[stake]!;
    if (!levels.has(holder)) continue;
    const share = (interest: Interest): ShareRange => writtenIn(r, interest, holder, subject);
    const shares = {
      equity: shareText(share("equity")),
      voting: shareText(share("voting")),
      income: shareText(share("income")),
    };
    graph.addEdge(r.entities[holder]!.id, r.entities[subject]!.id, {
      type: "holding",
      label: shares.equity || "?",
      shares,
      records: table.records(stake).map((position) => r.holdings[position]!.record),
    });
  }
}

/** The three tables have the same stakes in the same order. */
function writtenIn(r: Register, interest: Interest, holder: number, subject: number): ShareRange {
  const table = r.stakes[interest];
  let stake = table.start[subject]!;
  while (table.holder[stake] !== holder) stake += 1;
  return table.written(stake);
}

function addTies(r: Register, graph: NeighbourhoodGraph, levels: ReadonlyMap<number, number>): void {
  for (const { record, from, to } of r.ties) {
    if (!levels.has(from) || !levels.has(to)) continue;
    graph.addEdge(r.entities[from]!.id, r.entities[to]!.id, { type: "tie", label: record.kind, record });
  }
}

/**
 * Everyone that can be walked to from an entity over holdings, with the number of steps, nearest first; `direction`
 * "up" goes to holders. A walk for people (graphology-traversal), not for numbers.
 */
export function reachable(
  graph: NeighbourhoodGraph,
  from: string,
  direction: "up" | "down",
): { readonly id: string; readonly steps: number }[] {
  const found: { id: string; steps: number }[] = [];
  bfsFromNode(
    graph,
    from,
    (id, _attributes, steps) => {
      found.push({ id, steps });
    },
    { mode: direction === "up" ? "inbound" : "outbound" },
  );
  return found;
}

/**
 * A graphology graph as a dataset, for registers that other programs have built: node attributes are those of an entity
 * (or `entity` holds them), edge attributes those of a holding, or of a tie where they have a `kind`. Throws a ZodError
 * that names the attribute when one does not fit.
 */
export function datasetOf(graph: AbstractGraph): Dataset {
  const holdings: Holding[] = [];
  const ties: Tie[] = [];
  graph.forEachEdge((_edge, attributes, source, target) => {
    const { records, record, type: _type, label: _label, shares: _shares, ...own } = attributes;
    if (Array.isArray(records)) for (const each of records) holdings.push(holding.parse(each));
    else if (record !== undefined) ties.push(tie.parse(record));
    else if ("kind" in own) ties.push(tie.parse({ ...own, from: source, to: target }));
    else holdings.push(holding.parse({ ...own, holder: source, subject: target }));
  });
  const entities = graph.mapNodes((id, attributes) =>
    entity.parse(attributes.entity ?? { name: attributes.label ?? id, kind: "unknown", ...attributes, id }),
  );
  return { entities, holdings, ties, facts: [] };
}
