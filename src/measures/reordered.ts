import { type Condensation, condense } from "../register/condensation.js";
import { COPIED, hasPlace, type OwnersFirst, type WholeWalk } from "./wholeWalk.js";

/**
 * Everyone who stands below some parties, with these parties: the companies whose order and shares can differ when the rows
 * of these changed. Cost: the stakes that they have.
 */
export function below(
  { whole, interest, count, next, start, also }: WholeWalk,
  changed: Iterable<number>,
): Int32Array {
  const table = whole.columns.stakes[interest];
  const found = new Uint8Array(count);
  const list: number[] = [];
  const reach = (company: number): void => {
    if (found[company]) return;
    found[company] = 1;
    list.push(company);
  };
  for (const party of changed) reach(party);
  const isMoved = next !== table.holder;
  const companies = isMoved ? companiesByParty({ count, next, start, also }) : null;
  for (let at = 0; at < list.length; at += 1) {
    const party = list[at]!;
    for (const company of companies?.get(party) ?? []) reach(company);
    if (isMoved) continue;
    for (let k = table.heldStart[party]!; k < table.heldStart[party + 1]!; k += 1)
      reach(table.subject[table.held[k]!]!);
  }
  return Int32Array.from(list);
}

/** Companies by whoever an arc of the walk meets, where ties move stakes. */
function companiesByParty({
  count,
  start,
  next,
  also,
}: Pick<WholeWalk, "count" | "start" | "next" | "also">) {
  const companies = new Map<number, number[]>();
  const enter = (party: number, company: number): void => {
    const list = companies.get(party);
    if (list) list.push(company);
    else companies.set(party, [company]);
  };
  for (let company = 0; company < count; company += 1) {
    for (let arc = start[company]!; arc < start[company + 1]!; arc += 1) {
      enter(next[arc]!, company);
      for (const party of also.get(arc) ?? []) enter(party, company);
    }
  }
  return companies;
}

/**
 * The order of the companies when rows changed: all that stands below these rows gets places anew, which come last, owners
 * first. Nothing else stands below them, and no ring that was made or broken reaches out of them. What they had is left
 * behind: a place whose company stands elsewhere means nothing.
 */
export function reordered(
  order: OwnersFirst,
  walk: WholeWalk,
  affected: Int32Array,
  copied = COPIED,
): OwnersFirst {
  const { start, next, max } = walk;
  const place = new Int32Array(walk.count).fill(-1);
  place.set(order.place);
  const local = new Map<number, number>();
  const companies: number[] = [];
  // Members of a ring are eliminated in the order of their numbers.
  for (const company of affected.slice().sort()) {
    place[company] = -1;
    if (hasPlace(walk, company, copied)) local.set(company, companies.push(company) - 1);
  }
  const target: number[] = [];
  const selfHeld = new Uint8Array(companies.length);
  const begin = new Int32Array(companies.length + 1);
  companies.forEach((company, own) => {
    for (let arc = start[company]!; arc < start[company + 1]!; arc += 1) {
      const other = max[arc] === 0 ? undefined : local.get(next[arc]!);
      if (other === own) selfHeld[own] = 1;
      else if (other !== undefined) target.push(other);
    }
    begin[own + 1] = target.length;
  });
  const found = condense(companies.length, { start: begin, target: Int32Array.from(target) });
  return joined(order, { found, companies, selfHeld, place });
}

function joined(
  order: OwnersFirst,
  {
    found,
    companies,
    selfHeld,
    place,
  }: {
    readonly found: Condensation;
    readonly companies: readonly number[];
    readonly selfHeld: Uint8Array;
    readonly place: Int32Array;
  },
): OwnersFirst {
  const known = order.order.length;
  const components = order.components + found.count;
  const longer = (column: Int32Array, length: number): Int32Array => {
    const made = new Int32Array(length);
    made.set(column);
    return made;
  };
  const all = longer(order.order, known + companies.length);
  const component = longer(order.component, known + companies.length);
  const componentStart = longer(order.componentStart, components + 1);
  const ring = new Uint8Array(components);
  ring.set(order.ring);
  for (let c = 0; c < found.count; c += 1) {
    const own = found.member.subarray(found.memberStart[c]!, found.memberStart[c + 1]!);
    if (own.length > 1) own.sort();
    if (own.length > 1 || selfHeld[own[0]!]) ring[order.components + c] = 1;
    for (let k = 0; k < own.length; k += 1) {
      const at = known + found.memberStart[c]! + k;
      all[at] = companies[own[k]!]!;
      component[at] = order.components + c;
      place[all[at]!] = at;
    }
    componentStart[order.components + c + 1] = known + found.memberStart[c + 1]!;
  }
  return { place, order: all, componentStart, components, component, ring };
}
