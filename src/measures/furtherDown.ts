import type { OwnersFirst, WholeWalk } from "./wholeWalk.js";

/** Whether the company at one place is followed before that at another. */
export type Before = (a: number, b: number) => boolean;

/** How far down companies are: one more than the longest way up to a company without a place, the same within a component. */
export function levels(walk: WholeWalk, order: OwnersFirst): Int32Array {
  const level = new Int32Array(walk.count);
  for (let c = 0; c < order.components; c += 1) {
    const members = order.order.subarray(order.componentStart[c]!, order.componentStart[c + 1]!);
    const own = levelOf(members, c, { walk, order, level });
    for (const member of members) level[member] = own;
  }
  return level;
}

/** The level of one component, those above being known. */
export function levelOf(
  members: Int32Array,
  c: number,
  {
    walk,
    order,
    level,
  }: { readonly walk: WholeWalk; readonly order: OwnersFirst; readonly level: Int32Array },
): number {
  const { start, end, next, max } = walk;
  let deepest = 0;
  for (const member of members) {
    for (let arc = start[member]!; arc < end[member]!; arc += 1) {
      const above = order.place[next[arc]!]!;
      if (above >= 0 && max[arc] !== 0 && order.component[above] !== c)
        deepest = Math.max(deepest, level[next[arc]!]!);
    }
  }
  return deepest + 1;
}

/**
 * Companies further down come first; those equally far in the order of the register. It depends on nothing but what is above, so
 * that whatever goes by it comes out the same wherever else the register changes.
 */
export function furtherDown(level: Int32Array, { order }: OwnersFirst): Before {
  return (a, b) => {
    const [one, other] = [order[a]!, order[b]!];
    return level[one] === level[other] ? one < other : level[one]! > level[other]!;
  };
}

/** A heap of places, the one that is before all others on top. */
export function pushHeap(heap: number[], item: number, isBefore: Before): void {
  let at = heap.push(item) - 1;
  while (at > 0) {
    const parent = (at - 1) >>> 1;
    if (!isBefore(item, heap[parent]!)) break;
    heap[at] = heap[parent]!;
    at = parent;
  }
  heap[at] = item;
}

export function popHeap(heap: number[], isBefore: Before): number {
  const top = heap[0]!;
  const last = heap.pop()!;
  if (heap.length === 0) return top;
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child += 1;
    if (!isBefore(heap[child]!, last)) break;
    heap[at] = heap[child]!;
    at = child;
  }
  heap[at] = last;
  return top;
}
