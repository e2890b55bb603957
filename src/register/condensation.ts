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

/** Strong components of two members or more. */
export interface Rings {
  /** Ring of each node; −1 where it is in none. */
  readonly of: Int32Array;
  /** Nodes of ring k, ascending: member[start[k]] … member[start[k + 1] − 1]. */
  readonly start: Int32Array;
  readonly member: Int32Array;
}

/** The rings of a graph of which few nodes have a way back: Tarjan's search sees only those with arcs in and arcs on. */
export function ringsOf(size: number, { start, target }: Adjacency): Rings {
  const core = passedThrough(size, { start, target });
  const local = new Int32Array(size).fill(-1);
  core.forEach((node, k) => {
    local[node] = k;
  });
  const inner: { start: Int32Array; target: number[] } = {
    start: new Int32Array(core.length + 1),
    target: [],
  };
  core.forEach((node, k) => {
    for (let arc = start[node]!; arc < start[node + 1]!; arc += 1) {
      if (local[target[arc]!]! >= 0) inner.target.push(local[target[arc]!]!);
    }
    inner.start[k + 1] = inner.target.length;
  });
  const found = condense(core.length, { start: inner.start, target: Int32Array.from(inner.target) });
  const of = new Int32Array(size).fill(-1);
  const member: number[] = [];
  const ringStart = [0];
  for (let c = 0; c < found.count; c += 1) {
    const [from, to] = [found.memberStart[c]!, found.memberStart[c + 1]!];
    if (to - from < 2) continue;
    const own = found.member.subarray(from, to).sort();
    for (const k of own) {
      of[core[k]!] = ringStart.length - 1;
      member.push(core[k]!);
    }
    ringStart.push(member.length);
  }
  return { of, start: Int32Array.from(ringStart), member: Int32Array.from(member) };
}

/** Nodes with an arc to a node that has arcs, and with an arc from such a one: all others are in no ring. Ascending. */
function passedThrough(size: number, { start, target }: Adjacency): Int32Array {
  const some = new Uint8Array(size);
  for (let node = 0; node < size; node += 1) if (start[node] !== start[node + 1]) some[node] = 1;
  const leads = new Uint8Array(size);
  const reached = new Uint8Array(size);
  for (let node = 0; node < size; node += 1) {
    const [from, to] = [start[node]!, start[node + 1]!];
    let on = false;
    for (let arc = from; arc < to && !on; arc += 1) on = some[target[arc]!] === 1 && target[arc] !== node;
    if (!on) continue;
    leads[node] = 1;
    for (let arc = from; arc < to; arc += 1) if (target[arc] !== node) reached[target[arc]!] = 1;
  }
  let count = 0;
  for (let node = 0; node < size; node += 1) count += leads[node]! & reached[node]!;
  const core = new Int32Array(count);
  for (let node = 0, k = 0; node < size; node += 1) if (leads[node]! & reached[node]!) core[k++] = node;
  return core;
}
