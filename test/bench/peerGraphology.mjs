/** node peerGraphology.mjs FOLDER ubo: a graph in memory and mass pushed upwards from every company, down to 1e-12. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { MultiDirectedGraph } from "graphology";

const folder = process.argv[2];
const read = (name) => parse(readFileSync(join(folder, name)), { columns: true });
const graph = new MultiDirectedGraph();
for (const { id, kind } of read("entities.csv")) graph.addNode(id, { company: kind === "company" });
for (const { holder, subject, equity } of read("holdings.csv")) {
  graph.addEdge(holder, subject, { share: Number.parseFloat(equity) / 100 });
}
let rows = 0;
graph.forEachNode((subject, { company }) => {
  if (!company) return;
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
  for (const share of owners.values()) if (share >= 0.25 - 1e-9) rows += 1;
});
console.log(rows);
