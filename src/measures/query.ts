import {
  add,
  complement,
  divide,
  equals,
  type Fraction,
  fraction,
  fromDouble,
  isZero,
  multiply,
  ONE,
  subtract,
  sum,
  ZERO,
} from "../model/fraction.js";
import { isExact, type ShareEnds, type ShareRange } from "../model/share.js";
import { exactly, inDoubles, relativeError } from "./arithmetic.js";
import {
  attainingRows,
  type Entry,
  type Extreme,
  extreme,
  HIT,
  type IntervalChain,
  MISS,
  nearbyRows,
  type Sense,
  tighten,
} from "./extremes.js";
import type { Cone } from "./walk.js";

/** Sums over one row of the cone, so that a query touches only the arcs that lead to its set. */
export interface RowTotals {
  readonly min: Fraction;
  readonly max: Fraction;
  readonly openMin: number;
  readonly openMax: number;
}

/** Reverse arcs of a cone: by local target, the (row, arc) pairs that go on there; `also` by entity. */
export interface Reverse {
  readonly onward: ReadonlyMap<number, readonly (readonly [row: number, arc: number])[]>;
  readonly also: ReadonlyMap<number, readonly (readonly [row: number, arc: number])[]>;
}

/** By the arcs of a cone, so that the same cone with other shares needs no second index. */
const reverses = new WeakMap<object, Reverse>();
const totals = new WeakMap<Cone, Map<number, RowTotals>>();

/** Arcs by their target; built once for all cones that share their arcs. */
export function reverse(cone: Cone): Reverse {
  const known = reverses.get(cone.targets);
  if (known) return known;
  const onward = new Map<number, [number, number][]>();
  const also = new Map<number, [number, number][]>();
  const put = (map: Map<number, [number, number][]>, key: number, value: [number, number]): void => {
    const list = map.get(key);
    if (list) list.push(value);
    else map.set(key, [value]);
  };
  cone.rows.forEach(({ arcs }, row) => {
    arcs.forEach((arc, k) => {
      if (cone.targets[row]![k]! >= 0) put(onward, cone.targets[row]![k]!, [row, k]);
      for (const other of arc.also) put(also, other, [row, k]);
    });
  });
  const made = { onward, also };
  reverses.set(cone.targets, made);
  return made;
}

/** Sums of one row, remainder included. */
export function rowTotals(cone: Cone, row: number): RowTotals {
  const memo = totals.get(cone) ?? new Map<number, RowTotals>();
  totals.set(cone, memo);
  const known = memo.get(row);
  if (known) return known;
  const made = totalOf(
    groupShares(cone, row, { target: MISS, arcs: [...cone.rows[row]!.arcs.keys()], undisclosed: true }),
  );
  memo.set(row, made);
  return made;
}

/** The rows of the cone that matter for one set, as an interval chain, with the way back to the records. */
export interface Query {
  readonly cone: Cone;
  readonly chain: IntervalChain;
  /** Local row of each state. */
  readonly rowOf: readonly number[];
  /** What stands behind each entry of each state. */
  readonly groupsOf: readonly (readonly Group[])[];
}

export interface QueryOptions {
  /** "anyone": the undisclosed remainder may be the set's own, for the greatest share. */
  readonly undisclosed?: "nobody" | "anyone" | undefined;
  /** Fractions whatever they cost: for a comparison that doubles cannot settle. */
  readonly exactly?: boolean | undefined;
}

/** Where a query counts a hit: on an arc of a row, or on its undisclosed remainder (`arc` null). */
export interface Seed {
  readonly row: number;
  readonly arc: number | null;
}

interface States {
  readonly hit: Map<number, Set<number>>;
  readonly hitUndisclosed: Set<number>;
  readonly onward: Map<number, Map<number, number[]>>;
}

/**
 * The walk from the cone's subject, absorbed where it first meets the set. Null when the set cannot be met.
 * The subject itself may be a member: the first step does not count as meeting it.
 */
export function query(
  cone: Cone,
  set: readonly number[],
  sense: Sense,
  options: QueryOptions = {},
): Query | null {
  const { onward, also } = reverse(cone);
  const wanted = new Set(set.map((entity) => cone.local.get(entity)).filter((x) => x !== undefined));
  const seeds: Seed[] = [];
  for (const x of [...wanted].sort((a, b) => a - b))
    for (const [row, arc] of onward.get(x) ?? []) seeds.push({ row, arc });
  for (const entity of new Set(set))
    for (const [row, arc] of also.get(entity) ?? []) seeds.push({ row, arc });
  if (options.undisclosed === "anyone" && sense === "most") seeds.push(...undisclosedSeeds(cone));
  // A member of the set is absorbed on arrival, so its own row never counts, but for the subject's first step.
  return fromRoot(queryFrom(cone, seeds, (row) => wanted.has(row)));
}

/** A query only where the subject itself can hit. */
const fromRoot = (asked: Query | null): Query | null =>
  asked && asked.rowOf[asked.chain.start] === asked.cone.root ? asked : null;

/** The same query asked from another of its rows. */
export const startingAt = (asked: Query, state: number): Query => ({
  ...asked,
  chain: { ...asked.chain, start: state },
});

/** The undisclosed remainders of a cone, as places where a query may count a hit. */
export function undisclosedSeeds(cone: Cone): Seed[] {
  const seeds: Seed[] = [];
  cone.rows.forEach(({ undisclosed }, row) => {
    if (undisclosed) seeds.push({ row, arc: null });
  });
  return seeds;
}

/**
 * A query for the given hits; the walk stops without a hit at rows for which `stops` holds, the subject's apart. It
 * starts at the subject where the subject is among the rows that can hit, else at any of them. Null when none can.
 */
export function queryFrom(cone: Cone, seeds: readonly Seed[], stops: (row: number) => boolean): Query | null {
  const { onward } = reverse(cone);
  const states: States = { hit: new Map(), hitUndisclosed: new Set(), onward: new Map() };
  const queue: number[] = [];
  const enter = (row: number): boolean => {
    if (stops(row) && row !== cone.root) return false;
    if (states.hit.has(row)) return true;
    states.hit.set(row, new Set());
    states.onward.set(row, new Map());
    if (!stops(row)) queue.push(row);
    return true;
  };
  for (const { row, arc } of seeds) {
    if (!enter(row)) continue;
    if (arc === null) states.hitUndisclosed.add(row);
    else states.hit.get(row)!.add(arc);
  }
  for (let head = 0; head < queue.length; head += 1) {
    const row = queue[head]!;
    for (const [before, arc] of onward.get(row) ?? []) {
      if (states.hit.get(before)?.has(arc) || !enter(before)) continue;
      const to = states.onward.get(before)!;
      const list = to.get(row);
      if (list) list.push(arc);
      else to.set(row, [arc]);
    }
  }
  const start = states.hit.has(cone.root) ? cone.root : states.hit.keys().next().value;
  return start === undefined ? null : build(cone, states, start);
}

function build(cone: Cone, states: States, start: number): Query {
  const rowOf = [...states.hit.keys()].sort((a, b) => a - b);
  const position = new Map(rowOf.map((row, i) => [row, i]));
  const made = rowOf.map((row) => {
    const groups: Group[] = [];
    const hit = [...states.hit.get(row)!].sort((a, b) => a - b);
    const undisclosed = states.hitUndisclosed.has(row);
    if (hit.length > 0 || undisclosed) groups.push({ target: HIT, arcs: hit, undisclosed });
    const to = states.onward.get(row)!;
    for (const target of [...to.keys()].sort((a, b) => a - b)) {
      const arcs = to.get(target)!.sort((a, b) => a - b);
      groups.push({ target: position.get(target)!, arcs, undisclosed: false });
    }
    return entries(cone, row, groups);
  });
  return {
    cone,
    chain: { rows: made.map((row) => row.map(({ entry }) => entry)), start: position.get(start)! },
    rowOf,
    groupsOf: made.map((row) => row.map(({ group }) => group)),
  };
}

/** Arcs of one row that have the same target, and whether its undisclosed remainder goes with them. */
export interface Group {
  readonly target: number;
  readonly arcs: readonly number[];
  readonly undisclosed: boolean;
}

function groupShares(cone: Cone, row: number, group: Group): ShareRange[] {
  const { arcs, undisclosed } = cone.rows[row]!;
  const shares = group.arcs.map((k) => arcs[k]!.share);
  if (group.undisclosed && undisclosed) shares.push(undisclosed);
  return shares;
}

function totalOf(shares: readonly ShareRange[]): RowTotals {
  return {
    min: sum(shares.map((share) => share.min)),
    max: sum(shares.map((share) => share.max)),
    openMin: shares.filter((share) => share.minExclusive).length,
    openMax: shares.filter((share) => share.maxExclusive).length,
  };
}

const toEntry = (target: number, total: RowTotals): Entry => ({
  target,
  min: total.min,
  max: total.max,
  minOpen: total.openMin > 0,
  maxOpen: total.openMax > 0,
});

/** Entries of one row: each group of arcs, and all that cannot hit as one more (whose arcs are the others). */
function entries(cone: Cone, row: number, groups: readonly Group[]): { entry: Entry; group: Group }[] {
  let rest = rowTotals(cone, row);
  const made: { entry: Entry; group: Group }[] = [];
  for (const group of groups) {
    const total = totalOf(groupShares(cone, row, group));
    rest = {
      min: subtract(rest.min, total.min),
      max: subtract(rest.max, total.max),
      openMin: rest.openMin - total.openMin,
      openMax: rest.openMax - total.openMax,
    };
    made.push({ entry: toEntry(group.target, total), group });
  }
  const missing: Group = { target: MISS, arcs: [], undisclosed: false };
  if (!isZero(rest.max)) made.push({ entry: toEntry(MISS, rest), group: missing });
  const byTarget = new Map(made.map(({ entry, group }) => [entry.target, group]));
  return tighten(made.map(({ entry }) => entry)).map((entry) => ({
    entry,
    group: byTarget.get(entry.target)!,
  }));
}

/** One end of a measured share. */
export interface Bound {
  readonly value: Fraction;
  readonly exclusive: boolean;
  /** Rows, by state, that reach the value, or come within ε of it where the end is exclusive. */
  readonly masses: readonly (readonly Fraction[])[];
  /** Where the end is exclusive: the rows that such completions come near to, open ends taken as reached. */
  readonly limit?: readonly (readonly Fraction[])[];
  readonly query: Query;
  /** How far a value that is a double may be off: see {@link affordable}. */
  readonly approximate?: number;
}

/** Ring members up to which shares are computed in fractions (DESIGN §9), and the work: some tenths of a second. */
const EXACT_RING_MEMBERS = 200;
const EXACT_WORK = 1e8;
/** The same where every party is measured by itself, because some shares are ranges. */
const EXACT_WORK_OF_ALL = 2e10;

/**
 * Whether shares of a cone are computed in fractions. Beyond (a dense ring of a hundred, a chain hundreds of companies
 * deep) they are doubles with a proven relative error far below 1e-9, and no exact fraction is printed: it would be far longer
 * than what is printed anyway.
 */
export const affordable = (cone: Cone): boolean =>
  cone.ringMembers <= EXACT_RING_MEMBERS &&
  cone.exactWork <= EXACT_WORK &&
  (cone.exact || cone.exactWork * cone.nodes.length <= EXACT_WORK_OF_ALL);

/** In doubles a row is only chosen again for a gain above rounding: what that can leave behind, taken widely. */
const RANGES_SLACK = 1e-9;

/** How near to an end that is not reached a printed completion comes. */
export const EPSILON = fraction(1, 1_000_000);

const fixed = ({ chain }: Query): boolean =>
  chain.rows.every((row) => row.every((e) => equals(e.min, e.max)));

/** The least or greatest share of a set, exactly. Null when the set cannot be met at all. */
export function bound(
  cone: Cone,
  set: readonly number[],
  sense: Sense,
  options: QueryOptions = {},
): Bound | null {
  const asked = query(cone, set, sense, options);
  return asked && boundOf(asked, sense, options);
}

/** The least or greatest probability of a hit, exactly, and rows that reach it. */
export function boundOf(asked: Query, sense: Sense, options: QueryOptions = {}): Bound {
  return boundsFrom(asked, sense, options)(asked.chain.start);
}

/** The same for every row of a query at once: one solution, and a bound for each start that is asked for. */
export function boundsFrom(asked: Query, sense: Sense, options: QueryOptions = {}): (state: number) => Bound {
  if (!affordable(asked.cone) && !options.exactly) {
    const { value, masses, roundings } = extreme(inDoubles, asked.chain, sense);
    const slack = fixed(asked) ? 0 : RANGES_SLACK;
    return (state) => ({
      value: fromDouble(Math.min(1, value[state]!)),
      exclusive: false,
      approximate: value[state]! * Math.max(slack, relativeError(roundings[state]! + 2)),
      masses,
      query: startingAt(asked, state),
    });
  }
  const solved = extreme(exactly, asked.chain, sense);
  const simple = fixed(asked);
  return (state) => {
    const from = startingAt(asked, state);
    const value = solved.value[state]!;
    if (simple) return { value, exclusive: false, masses: solved.masses, query: from };
    return attain(from, solved, sense, value);
  };
}

/** Whether rows within all open ends reach the value; if not, rows that come near. */
function attain(asked: Query, solved: Extreme<Fraction>, sense: Sense, value: Fraction): Bound {
  const { chain } = asked;
  if (chain.rows.every((row) => row.every((entry) => !entry.minOpen && !entry.maxOpen))) {
    return { value, exclusive: false, masses: solved.masses, query: asked };
  }
  const rows = attainingRows(chain, solved.value, sense);
  if (rows && equals(valueUnder(chain, rows), value))
    return { value, exclusive: false, masses: rows, query: asked };
  const masses = nearbyRows(chain, solved.masses, EPSILON);
  return { value, exclusive: true, masses, limit: solved.masses, query: asked };
}

/**
 * The bound with rows of which paths, loop part and rest add up to its value. An end that is not reached is the limit of
 * completions; their paths come near to those of the limit, whose sum never exceeds the value.
 */
export const inTheLimit = (found: Bound): Bound =>
  found.limit === undefined ? found : { ...found, masses: found.limit };

/** The probability of a hit from the start when every row is fixed. */
function valueUnder(chain: IntervalChain, rows: readonly (readonly Fraction[])[]): Fraction {
  const settled: IntervalChain = {
    start: chain.start,
    rows: chain.rows.map((row, x) =>
      row
        .map((entry, i) => ({
          ...entry,
          min: rows[x]![i]!,
          max: rows[x]![i]!,
          minOpen: false,
          maxOpen: false,
        }))
        .filter((entry) => !isZero(entry.max)),
    ),
  };
  return extreme(exactly, settled, "most").value[chain.start]!;
}

const NOTHING: ShareEnds = { min: ZERO, max: ZERO, minExclusive: false, maxExclusive: false };

/** Least and greatest share of a set in the cone's subject, exactly (DESIGN §1). */
export function ends(cone: Cone, set: readonly number[], options: QueryOptions = {}): ShareEnds {
  const most = query(cone, set, "most", options);
  if (!most) return NOTHING;
  if (options.undisclosed !== "anyone") return endsOf(most, options);
  const least = query(cone, set, "least", options);
  return between(least && boundOf(least, "least", options), boundOf(most, "most", options));
}

/** Least and greatest probability of a hit for seeds of any kind; see {@link queryFrom}. */
export function hitEnds(cone: Cone, seeds: readonly Seed[], stops: (row: number) => boolean): ShareEnds {
  const asked = fromRoot(queryFrom(cone, seeds, stops));
  return asked ? endsOf(asked) : NOTHING;
}

function endsOf(asked: Query, options: QueryOptions = {}): ShareEnds {
  const most = boundOf(asked, "most", options);
  return between(fixed(asked) ? most : boundOf(asked, "least", options), most);
}

/** The range between two bounds of one question; a least bound of null is zero. */
export const between = (least: Bound | null, most: Bound): ShareEnds => ({
  min: least?.value ?? ZERO,
  max: most.value,
  minExclusive: least?.exclusive ?? false,
  maxExclusive: most.exclusive,
  ...(most.approximate === undefined ? {} : { approximate: most.approximate }),
});

/** One minus a share: the ends change places. */
export const complementEnds = (share: ShareEnds): ShareEnds => ({
  min: complement(share.max),
  max: complement(share.min),
  minExclusive: share.maxExclusive,
  maxExclusive: share.minExclusive,
  ...(share.approximate === undefined ? {} : { approximate: share.approximate }),
});

/** The share in doubles with a proven error; null where ranges leave it open. */
export function filtered(cone: Cone, set: readonly number[]): { value: number; error: number } | null {
  const asked = query(cone, set, "most");
  if (!asked) return { value: 0, error: 0 };
  if (!fixed(asked)) return null;
  const { value, roundings } = extreme(inDoubles, asked.chain, "most");
  const share = value[asked.chain.start]!;
  return { value: share, error: share * relativeError(roundings[asked.chain.start]! + 2) };
}

/** One share of a completion: what a holder is taken to have, where the records leave it open. */
export interface CompletedShare {
  readonly holder: number | null;
  readonly subject: number;
  readonly share: Fraction;
}

/**
 * The shares of a bound's completion in every row on the way that the records leave open; a holder of null is undisclosed.
 * Null where they are more than so many.
 */
export function completion(found: Bound, most = Number.POSITIVE_INFINITY): CompletedShare[] | null {
  const { cone, rowOf } = found.query;
  if (cone.exact) return [];
  const result: CompletedShare[] = [];
  for (const x of onTheWay(found)) {
    const row = rowOf[x]!;
    const { arcs, undisclosed } = cone.rows[row]!;
    if (arcs.every((arc) => isExact(arc.share)) && (!undisclosed || isExact(undisclosed))) continue;
    if (result.length + arcs.length > most) return null;
    const shares = completedRow(found, x);
    arcs.forEach((arc, k) => {
      result.push({
        holder: arc.via >= 0 ? arc.via : arc.next,
        subject: cone.nodes[row]!,
        share: shares.arcs[k]!,
      });
    });
    if (undisclosed) result.push({ holder: null, subject: cone.nodes[row]!, share: shares.undisclosed });
  }
  return result;
}

/** States that the walk can come to from the start under the bound's rows, in their order. */
function onTheWay({ query: { chain }, masses }: Bound): number[] {
  const seen = new Set([chain.start]);
  const queue = [chain.start];
  for (let x = queue.pop(); x !== undefined; x = queue.pop()) {
    chain.rows[x]!.forEach(({ target }, i) => {
      if (target < 0 || seen.has(target) || isZero(masses[x]![i]!)) return;
      seen.add(target);
      queue.push(target);
    });
  }
  return [...seen].sort((a, b) => a - b);
}

/** Arcs of one state that lead on or hit, with the target of each and its share in the bound's completion. */
export function leadingArcs(
  found: Bound,
  x: number,
): { readonly arc: number; readonly target: number; readonly mass: Fraction }[] {
  const { cone, chain, groupsOf, rowOf } = found.query;
  const { arcs } = cone.rows[rowOf[x]!]!;
  return chain.rows[x]!.flatMap(({ target }, i) => {
    if (target === MISS) return [];
    const group = groupsOf[x]![i]!;
    const spread = groupSpread(cone, rowOf[x]!, group, found.masses[x]![i]!);
    return group.arcs.map((arc, k) => ({
      arc,
      target,
      mass: isExact(arcs[arc]!.share) ? arcs[arc]!.share.min : spread[k]!,
    }));
  });
}

/** Mass of one group spread over its shares, each the same part of the way through its range. */
function groupSpread(cone: Cone, row: number, group: Group, mass: Fraction): Fraction[] {
  const ranges = groupShares(cone, row, group);
  const minima = sum(ranges.map((range) => range.min));
  const room = subtract(sum(ranges.map((range) => range.max)), minima);
  const part = isZero(room) ? ZERO : divide(subtract(mass, minima), room);
  return ranges.map((range) => add(range.min, multiply(part, subtract(range.max, range.min))));
}

/** Shares of all arcs of one state in a bound's completion, and of its remainder; they sum to one. */
export function completedRow(found: Bound, x: number): { arcs: Fraction[]; undisclosed: Fraction } {
  const { cone, chain, groupsOf, rowOf } = found.query;
  const row = rowOf[x]!;
  const { arcs } = cone.rows[row]!;
  const grouped = new Set(groupsOf[x]!.flatMap((group) => group.arcs));
  const withHit = groupsOf[x]!.some((group) => group.undisclosed);
  const rest: Group = {
    target: MISS,
    arcs: [...arcs.keys()].filter((k) => !grouped.has(k)),
    undisclosed: !withHit,
  };
  const shares: Fraction[] = arcs.map(() => ZERO);
  let undisclosed = ZERO;
  let missed = ONE;
  const place = (group: Group, mass: Fraction): void => {
    groupSpread(cone, row, group, mass).forEach((share, i) => {
      if (i < group.arcs.length) shares[group.arcs[i]!] = share;
      else undisclosed = share;
    });
  };
  chain.rows[x]!.forEach((entry, i) => {
    if (entry.target === MISS) return;
    missed = subtract(missed, found.masses[x]![i]!);
    place(groupsOf[x]![i]!, found.masses[x]![i]!);
  });
  place(rest, missed);
  return { arcs: shares, undisclosed };
}
