import { type OwnersFirst, ROW, type WholeWalk } from "./wholeWalk.js";

/** 1 for companies with a range in their own row or above. */
export function rangedBelow(walk: WholeWalk, order: OwnersFirst): Uint8Array {
  const ranged = new Uint8Array(walk.count);
  for (let company = 0; company < walk.count; company += 1)
    if (walk.row[company] !== ROW.exact) ranged[company] = 1;
  for (let c = 0; c < order.components; c += 1) spreadDown(ranged, { walk, order }, c);
  return ranged;
}

/** Marks the companies of a component where one is marked, or stands below marked ones. */
export function spreadDown(
  ranged: Uint8Array,
  { walk, order }: { readonly walk: WholeWalk; readonly order: OwnersFirst },
  c: number,
): void {
  const { start, end, next, max } = walk;
  const [from, to] = [order.componentStart[c]!, order.componentStart[c + 1]!];
  let open = false;
  for (let at = from; at < to && !open; at += 1) {
    const member = order.order[at]!;
    open = ranged[member] === 1;
    for (let arc = start[member]!; !open && arc < end[member]!; arc += 1)
      open = max[arc] !== 0 && ranged[next[arc]!] === 1;
  }
  for (let at = from; at < to && open; at += 1) ranged[order.order[at]!] = 1;
}

/** Everything above the companies asked about. */
export function aboveAsked(
  { count, start, end, next, max }: WholeWalk,
  asked: (subject: number) => boolean,
): Uint8Array {
  const needed = new Uint8Array(count);
  const queue: number[] = [];
  for (let subject = 0; subject < count; subject += 1) {
    if (start[subject] === end[subject] || !asked(subject)) continue;
    needed[subject] = 1;
    queue.push(subject);
  }
  for (let company = queue.pop(); company !== undefined; company = queue.pop()) {
    for (let arc = start[company]!; arc < end[company]!; arc += 1) {
      const holder = next[arc]!;
      if (max[arc] === 0 || needed[holder]) continue;
      needed[holder] = 1;
      queue.push(holder);
    }
  }
  return needed;
}
