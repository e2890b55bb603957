/** node peerGraphology.mjs FOLDER owners|control: a graph in memory; mass pushed upwards, or a work list per controller. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { MultiDirectedGraph } from "graphology";

const [folder, task] = process.argv.slice(2);
const read = (name) => parse(readFileSync(join(folder, name)), { columns: true });
const graph = new MultiDirectedGraph();
for (const { id, kind } of read("entities.csv")) graph.addNode(id, { company: kind === "company" });
for (const { holder, subject, share } of read("holdings.csv")) graph.addEdge(holder, subject, { share: Number(share) });
let rows = 0;
graph.forEachNode((node, { company }) => {
  if (task === "control") rows += controlled(node);
  else if (company) rows += ownersOf(node);
});
console.log(rows);

function ownersOf(subject) {
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
  return [...owners.values()].filter((share) => share >= 0.25 - 1e-9).length;
}

function controlled(who) {
  const votes = new Map();
  const work = [who];
  const found = new Set();
  for (let at = 0; at < work.length; at += 1) {
    graph.forEachOutEdge(work[at], (_, { share }, __, subject) => {
      if (subject === who) return;
      const all = (votes.get(subject) ?? 0) + share;
      votes.set(subject, all);
      if (all <= 0.5 + 1e-9 || found.has(subject)) return;
      found.add(subject);
      work.push(subject);
    });
  }
  return found.size;
}
