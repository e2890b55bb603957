import type { Interest } from "../model/dataset.js";
import { isExact, type ShareRange } from "../model/share.js";
import { type Condensation, condense } from "../register/condensation.js";
import type { Register } from "../register/register.js";
import { isUnheld } from "../register/stakeTable.js";
import { movingTies, portions } from "./portions.js";

/** One step of the walk of DESIGN §1: from a company to a holder, with what is known of its share. */
export interface WalkArc {
  /** The holder the walk goes on from: the principal where the registered holder is only a nominee. */
  readonly next: number;
  /** Further parties the step meets: the other holders of a jointly held block. */
  readonly also: readonly number[];
  /** The registered holder, where that is not `next`; else -1. */
  readonly via: number;
  readonly stake: number;
  readonly share: ShareRange;
}

/** All steps from one company; their shares and the undisclosed remainder sum to one. */
export interface WalkRow {
  readonly arcs: readonly WalkArc[];
  readonly undisclosed: ShareRange | null;
}

/** The walk over one register under one interest. Rows are made when first asked for. */
export interface Walk {
  readonly r: Register;
  readonly interest: Interest;
  row(company: number): WalkRow;
  /** Companies in which the party is a holder, a principal or a joint holder. */
  below(party: number): readonly number[];
}

const walks = new WeakMap<Register, Map<Interest, Walk>>();

export function walk(r: Register, interest: Interest): Walk {
  let known = walks.get(r);
  if (!known) {
    known = new Map<Interest, Walk>();
    walks.set(r, known);
  }
  // Where an interest is nowhere recorded apart, its walk is that of equity, and so is all that was found on it.
  const same = r.stakes[interest] === r.stakes.equity;
  const key = same && (interest === "income" || movingTies(r).proxies.size === 0) ? "equity" : interest;
  const found = known.get(key);
  if (found) return found;
  const made = makeWalk(r, key);
  known.set(key, made);
  return made;
}

const EMPTY: WalkRow = { arcs: [], undisclosed: null };

function makeWalk(r: Register, interest: Interest): Walk {
  const table = r.stakes[interest];
  const rows = new Map<number, WalkRow>();
  const row = (company: number): WalkRow => {
    if (isUnheld(table, company)) return EMPTY;
    const known = rows.get(company);
    if (known) return known;
    const made = makeRow(r, interest, company);
    rows.set(company, made);
    return made;
  };
  const below = (party: number): number[] => {
    const found = new Set<number>();
    const addHeld = (holder: number, only: number): void => {
      for (let k = table.heldStart[holder]!; k < table.heldStart[holder + 1]!; k += 1) {
        const company = table.subject[table.held[k]!]!;
        if (only < 0 || only === company) found.add(company);
      }
    };
    const seen = new Set([party]);
    const gainers = [party];
    addHeld(party, -1);
    for (let gainer = gainers.pop(); gainer !== undefined; gainer = gainers.pop()) {
      for (const tie of movingTies(r).gaining.get(gainer) ?? []) {
        if (tie.record.kind === "jointHolder") {
          if (gainer === party && tie.to >= 0) found.add(tie.to);
          continue;
        }
        addHeld(tie.from, tie.subject);
        if (!seen.has(tie.from)) gainers.push(tie.from);
        seen.add(tie.from);
      }
    }
    const meets = (company: number): boolean =>
      row(company).arcs.some((arc) => arc.next === party || arc.also.includes(party));
    return [...found].filter(meets).sort((a, b) => r.rank[a]! - r.rank[b]!);
  };
  return { r, interest, row, below };
}

function makeRow(r: Register, interest: Interest, company: number): WalkRow {
  const joint = movingTies(r).joint;
  const follow = { proxies: interest === "voting", leads: false };
  const arcs: WalkArc[] = [];
  for (const portion of portions(r, interest, company, { follow })) {
    if (portion.share.max.n === 0n) continue;
    const others = (joint.get(portion.holder) ?? [])
      .filter((tie) => tie.to === company)
      .map((tie) => tie.from);
    arcs.push({
      next: portion.to,
      also: others,
      via: portion.to === portion.holder ? -1 : portion.holder,
      stake: portion.stake,
      share: portion.share,
    });
  }
  const undisclosed = r.stakes[interest].undisclosed(company);
  return { arcs, undisclosed: undisclosed && undisclosed.max.n > 0n ? undisclosed : null };
}

/** Everything above one subject, numbered in the order of ids, with its strong components (owners first). */
export interface Cone {
  readonly walk: Walk;
  readonly subject: number;
  /** Entity of each local number; the local number of the subject is `root`. */
  readonly nodes: Int32Array;
  readonly root: number;
  readonly local: ReadonlyMap<number, number>;
  readonly rows: readonly WalkRow[];
  /** Local number of `next` of each arc; -1 where that lies outside. */
  readonly targets: readonly Int32Array[];
  readonly condensation: Condensation;
  /** Whether every share in the cone is known exactly. */
  readonly exact: boolean;
  /** Whether some range has an end that is not reached. */
  readonly open: boolean;
  /** Members of strong components of two or more, and holders of themselves. */
  readonly ringMembers: number;
  /** Parties that are met as joint holders. */
  readonly joint: ReadonlySet<number>;
  /** Estimated cost of one exact solution, in squared digits: some nanoseconds each. */
  readonly exactWork: number;
}

export function cone(w: Walk, subject: number): Cone {
  const reached = new Set([subject]);
  const queue = [subject];
  for (let company = queue.pop(); company !== undefined; company = queue.pop()) {
    for (const { next } of w.row(company).arcs) {
      if (reached.has(next)) continue;
      reached.add(next);
      queue.push(next);
    }
  }
  return coneOver(w, subject, reached);
}

/** Everything below a party that its share can reach, with the party itself: the same shape, for questions downwards. */
export function downset(w: Walk, party: number): Cone {
  const reached = new Set([party]);
  const queue = [party];
  for (let holder = queue.pop(); holder !== undefined; holder = queue.pop()) {
    for (const company of w.below(holder)) {
      // Whoever is only met as a joint holder of a block is not on the way of anyone above.
      const passes = w.row(company).arcs.some((arc) => arc.next === holder);
      if (reached.has(company) || (!passes && holder !== party)) continue;
      reached.add(company);
      queue.push(company);
    }
  }
  return coneOver(w, party, reached);
}

function coneOver(w: Walk, subject: number, reached: ReadonlySet<number>): Cone {
  const nodes = Int32Array.from(reached).sort((a, b) => w.r.rank[a]! - w.r.rank[b]!);
  const local = new Map<number, number>();
  nodes.forEach((entity, i) => {
    local.set(entity, i);
  });
  const rows = Array.from(nodes, (entity) => w.row(entity));
  const targets = rows.map(({ arcs }) => Int32Array.from(arcs, (arc) => local.get(arc.next) ?? -1));
  const inside = targets.map((row) => row.filter((target) => target >= 0));
  const condensation = condense(nodes.length, flatten(inside));
  return {
    walk: w,
    subject,
    nodes,
    root: local.get(subject)!,
    local,
    rows,
    targets,
    condensation,
    exact: rows.every(exactRow),
    open: rows.some(({ arcs }) => arcs.some(({ share }) => share.minExclusive || share.maxExclusive)),
    ringMembers: countRingMembers(inside, condensation),
    joint: new Set(rows.flatMap(({ arcs }) => arcs.flatMap((arc) => arc.also))),
    exactWork: costOf(rows, targets, condensation),
  };
}

const exactRow = ({ arcs, undisclosed }: WalkRow): boolean =>
  (!undisclosed || isExact(undisclosed)) && arcs.every((arc) => isExact(arc.share));

/**
 * What fractions would cost. The digits of a share add up along the way (all members of a ring count), and reducing a
 * fraction takes time in their square; a dense ring of k is eliminated in k³ steps. A chain hundreds of companies deep is therefore dear.
 */
function costOf(
  rows: readonly WalkRow[],
  targets: readonly Int32Array[],
  { component, member, memberStart, count }: Condensation,
): number {
  const digits = new Float64Array(count);
  let work = 0;
  for (let c = 0; c < count; c += 1) {
    const size = memberStart[c + 1]! - memberStart[c]!;
    let above = 0;
    let own = 0;
    let inside = 0;
    let arcs = 0;
    for (let m = memberStart[c]!; m < memberStart[c + 1]!; m += 1) {
      const x = member[m]!;
      let widest = 0;
      arcs += rows[x]!.arcs.length;
      rows[x]!.arcs.forEach((arc, k) => {
        const next = targets[x]![k]! < 0 ? c : component[targets[x]![k]!]!;
        if (next === c) inside += 1;
        else above = Math.max(above, digits[next]!);
        widest = Math.max(widest, Math.log10(Number(arc.share.min.d)), Math.log10(Number(arc.share.max.d)));
      });
      own += widest;
    }
    digits[c] = above + own;
    work += arcs * digits[c]! ** 2;
    if (size > 1) work += size ** 2 * (inside > 2 * size ? size : 4) * (own ** 2 / 20 + 500);
  }
  return work;
}

function flatten(targets: readonly Int32Array[]): { start: Int32Array; target: Int32Array } {
  const start = new Int32Array(targets.length + 1);
  targets.forEach((row, i) => {
    start[i + 1] = start[i]! + row.length;
  });
  const target = new Int32Array(start[targets.length]!);
  targets.forEach((row, i) => {
    target.set(row, start[i]!);
  });
  return { start, target };
}

/** Members of component c, as local numbers in the order of ids. */
export function members(cone: Cone, c: number): Int32Array {
  const { member, memberStart } = cone.condensation;
  return member.slice(memberStart[c]!, memberStart[c + 1]!).sort();
}

function countRingMembers(
  targets: readonly Int32Array[],
  { memberStart, member, count }: Condensation,
): number {
  let total = 0;
  for (let c = 0; c < count; c += 1) {
    const size = memberStart[c + 1]! - memberStart[c]!;
    const first = member[memberStart[c]!]!;
    if (size > 1 || targets[first]!.includes(first)) total += size;
  }
  return total;
}
