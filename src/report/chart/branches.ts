import type { Chart, ChartEdge, ChartNode } from "../../chart.js";

/** The party that an edge leads to, seen from the subject. */
export const outerEnd = (edge: ChartEdge): string => (edge.side === "up" ? edge.from : edge.to);

/** The party from which an edge leads away from the subject. */
export const innerEnd = (edge: ChartEdge): string => (edge.side === "up" ? edge.to : edge.from);

/** A chart as branches from its subject outwards. */
export interface Branches {
  /** Parties by id, with their positions among the nodes. */
  readonly nodes: ReadonlyMap<string, { readonly node: ChartNode; readonly position: number }>;
  /** The edges that lead away from a party on one side, in their order. */
  readonly under: (side: ChartEdge["side"], id: string) => readonly ChartEdge[];
}

export function branchesOf(chart: Chart): Branches {
  const hanging = new Map<string, ChartEdge[]>();
  for (const edge of chart.edges) {
    if (edge.role === "across") continue;
    const key = `${edge.side} ${innerEnd(edge)}`;
    const known = hanging.get(key);
    if (known) known.push(edge);
    else hanging.set(key, [edge]);
  }
  return {
    nodes: new Map(chart.nodes.map((node, position) => [node.id, { node, position }])),
    under: (side, id) => hanging.get(`${side} ${id}`) ?? [],
  };
}
