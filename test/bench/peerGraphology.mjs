/** node peerGraphology.mjs FOLDER owners|control: a graph in memory; mass pushed upwards, or a work list per controller. */
import { pushed, readGraph } from "./pushedMass.mjs";

const [folder, task] = process.argv.slice(2);
const graph = readGraph(folder);
let rows = 0;
graph.forEachNode((node, { company }) => {
  if (task === "control") rows += controlled(node);
  else if (company) rows += pushed(graph, node).length;
});
console.log(rows);

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
