import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { MultiDirectedGraph } from "graphology";

/** A register as a graph in memory: whoever is a company, and shares on the edges from holders. */
export function readGraph(folder) {
  const read = (name) => parse(readFileSync(join(folder, name)), { columns: true });
  const graph = new MultiDirectedGraph();
  for (const { id, kind } of read("entities.csv")) graph.addNode(id, { company: kind === "company" });
  for (const { holder, subject, share } of read("holdings.csv")) graph.addEdge(holder, subject, { share: Number(share) });
  return graph;
}

/** The owners (>= 25 %) of one company: mass pushed upwards from it until less than 1e-12 is left. */
export function pushed(graph, subject) {
  const owners = new Map();
  for (let front = new Map([[subject, 1]]); front.size > 0; ) {
    const next = new Map();
    for (const [node, mass] of front) {
      graph.forEachInEdge(node, (_, { share }, holder) => {
        const part = mass * share;
        const into = graph.getNodeAttribute(holder, "company") ? next : owners;
        if (part > 1e-12) into.set(holder, (into.get(holder) ?? 0) + part);
      });
    }
    front = next;
  }
  return [...owners].filter(([, share]) => share >= 0.25 - 1e-9);
}
