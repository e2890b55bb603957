/** A directed graph by position: `start` and `target` are compressed sparse rows. */
export interface Adjacency {
  readonly start: Int32Array;
  readonly target: Int32Array;
}

/**
 * Strong components of a graph, each after every component it has an arc into: for arcs that point from a company to
 * its holders, owners come before what they own. Iterative (Tarjan 1972), O(nodes + arcs), no recursion.
 */
export interface Condensation {
  /** Component of each node. */
  readonly component: Int32Array;
  /** Nodes of component c: member[memberStart[c]] … member[memberStart[c + 1] − 1]. */
  readonly memberStart: Int32Array;
  readonly member: Int32Array;
  readonly count: number;
}

export function condense(size: number, { start, target }: Adjacency): Condensation {
  const component = new Int32Array(size).fill(-1);
  const low = new Int32Array(size);
  const found = new Int32Array(size).fill(-1);
  const cursor = start.slice(0, size);
  const path = new Int32Array(size);
  const stack = new Int32Array(size);
  const member = new Int32Array(size);
  const memberStart: number[] = [0];
  let time = 0;
  let stacked = 0;
  let filled = 0;
  let count = 0;
  for (let root = 0; root < size; root += 1) {
    if (found[root] !== -1) continue;
    let depth = 0;
    path[0] = root;
    found[root] = low[root] = time++;
    stack[stacked++] = root;
    while (depth >= 0) {
      const node = path[depth]!;
      if (cursor[node]! < start[node + 1]!) {
        const next = target[cursor[node]!++]!;
        if (found[next] === -1) {
          found[next] = low[next] = time++;
          stack[stacked++] = next;
          path[++depth] = next;
        } else if (component[next] === -1 && found[next]! < low[node]!) low[node] = found[next]!;
        continue;
      }
      if (low[node] === found[node]) {
        let top: number;
        do {
          top = stack[--stacked]!;
          component[top] = count;
          member[filled++] = top;
        } while (top !== node);
        memberStart.push(filled);
        count += 1;
      }
      depth -= 1;
      if (depth >= 0 && low[node]! < low[path[depth]!]!) low[path[depth]!] = low[node]!;
    }
  }
  return { component, memberStart: Int32Array.from(memberStart), member, count };
}
