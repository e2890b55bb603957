import type { Interest } from "../model/dataset.js";
import { toNumber } from "../model/fraction.js";
import type { ShareEnds } from "../model/share.js";
import type { Whole } from "../register/registerOver.js";
import { coverage, type TerminalPolicy } from "./coverage.js";
import type { Sense } from "./extremes.js";
import { type LookThrough, lookThrough } from "./lookThrough.js";
import { ENDS, listedFlags, terminalFlags } from "./terminalFlags.js";
import { type OwnersFirst, ownersFirst, ROW, type WholeWalk, wholeWalk } from "./wholeWalk.js";

/** Least and greatest share, as doubles. */
export type Ends = readonly [min: number, max: number];

/** How much of a company is known to its ends, by number; what `owners` says beside the owners. */
export interface CoverageRow {
  readonly subject: number;
  readonly coverage: Ends;
  readonly opaque: Ends;
  readonly undisclosed: Ends;
  readonly ownerless: Ends;
}

export interface CoverageOfAllOptions {
  readonly policy: TerminalPolicy;
  readonly interest?: Interest | undefined;
  /** Subjects from … to − 1; all by default. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  /** Whether a subject is asked about; all by default. */
  readonly asked?: ((subject: number) => boolean) | undefined;
}

/** Sweeps of a ring after which its companies, and all below, are measured by the code for one subject. */
const MOST_SWEEPS = 2000;
/** A sweep that changes nothing by more ends the iteration, where walks do not stay long. */
const AT_REST = 2 ** -52;
/** Shares are given to twelve decimals. */
const PLACES = 1e12;

/**
 * Coverage of every company with holders, in the order of the entities table: one pass owners first a question and end, rows
 * with ranges filled greedily, rings iterated from nothing upwards (the least solution, docs/method/bounds.md). To
 * twelve decimals. Where the subject itself decides what is an end on the way back to it, the code for one subject answers.
 */
export function* coverageOfAll(whole: Whole, options: CoverageOfAllOptions): Generator<CoverageRow> {
  const walk = wholeWalk(whole, options.interest ?? "equity");
  const order = ownersFirst(walk);
  const flags = terminalFlags(whole, options.policy);
  const listed = listedFlags(whole, options.policy);
  const place: Place = { walk, order, flags, listed };
  const apart = perhapsClosed(place);
  const passes = (question: Question): readonly [Pass, Pass] => {
    const least = new Pass(place, question, "least", apart);
    return [least, walk.peculiar ? new Pass(place, question, "most", apart) : least];
  };
  const covered = passes("coverage");
  const undisclosed = passes("undisclosed");
  const trapped = belowTraps(place);
  const leaving = trapped ? passes("leaving") : null;
  const { from = 0, to = walk.count, asked } = options;
  let measure: LookThrough | null = null;
  for (let subject = from; subject < to; subject += 1) {
    if (walk.start[subject] === walk.end[subject] || asked?.(subject) === false) continue;
    if (apart[subject] || decidesItself(place, subject)) {
      measure ??= lookThrough(whole.ordinary(), { interest: walk.interest });
      yield oneSubject(whole, measure, subject, options);
      continue;
    }
    const ends = ([least, most]: readonly [Pass, Pass]): Ends => {
      const min = rounded(least.ofSubject(subject));
      return [min, most === least ? min : Math.max(min, rounded(most.ofSubject(subject)))];
    };
    const coverageEnds = ends(covered);
    const left: Ends = leaving && trapped![subject] ? ends(leaving) : [1, 1];
    yield {
      subject,
      coverage: coverageEnds,
      opaque: complementOf(coverageEnds),
      undisclosed: ends(undisclosed),
      ownerless: complementOf(left),
    };
  }
}

/** Doubles as far as they are known. */
const rounded = (value: number): number => Math.round(value * PLACES) / PLACES;

const complementOf = ([min, max]: Ends): Ends => [rounded(1 - max), rounded(1 - min)];

/** What a walk may meet: an end, a remainder that nobody named holds, or anything that leads out of all rings. */
type Question = "coverage" | "undisclosed" | "leaving";

interface Place {
  readonly walk: WholeWalk;
  readonly order: OwnersFirst;
  readonly flags: Uint8Array;
  readonly listed: Uint8Array;
}

/** Probability that the walk from each company meets what is asked for, under the least or most favourable completion. */
class Pass {
  readonly #place: Place;
  readonly #question: Question;
  readonly #most: boolean;
  readonly #share: Float64Array;
  // Ways of one row that are not exact.
  readonly #worth: number[] = [];
  readonly #room: number[] = [];

  constructor(place: Place, question: Question, sense: Sense, apart: Uint8Array) {
    this.#place = place;
    this.#question = question;
    this.#most = sense === "most";
    this.#share = new Float64Array(place.walk.count);
    const { walk, order } = place;
    for (let company = 0; company < walk.count; company += 1) {
      if (order.place[company]! < 0 && walk.start[company] !== walk.end[company])
        this.#share[company] = this.#row(company, false);
    }
    for (let c = 0; c < order.components; c += 1) {
      const members = order.order.subarray(order.componentStart[c]!, order.componentStart[c + 1]!);
      this.#component(members, order.ring[c] === 1, apart);
    }
  }

  #component(members: Int32Array, ring: boolean, apart: Uint8Array): void {
    const share = this.#share;
    this.#loosenBelow(members, apart);
    if (apart[members[0]!]) return;
    for (let sweep = 0; sweep < MOST_SWEEPS; sweep += 1) {
      let change = 0;
      for (const member of members) {
        const value = Math.min(1, this.#row(member, false));
        change = Math.max(change, value - share[member]!);
        share[member] = value;
      }
      if (!ring || change <= AT_REST) return;
    }
    for (const member of members) apart[member] = 1;
  }

  /** Below what did not come to rest nothing is known well enough. */
  #loosenBelow(members: Int32Array, apart: Uint8Array): void {
    const { start, end, next, max } = this.#place.walk;
    let loose = false;
    for (const member of members) {
      for (let arc = start[member]!; !loose && arc < end[member]!; arc += 1)
        loose = max[arc] !== 0 && apart[next[arc]!] === 1;
    }
    if (loose) for (const member of members) apart[member] = 1;
  }

  /** The same of a company that is itself asked about: the public is an end directly in it. */
  ofSubject(company: number): number {
    return Math.min(1, this.#row(company, true));
  }

  #row(company: number, asked: boolean): number {
    const { start, end, min, max, row, undisclosed } = this.#place.walk;
    const [least, most] = undisclosed(company);
    const unnamed = this.#question === "coverage" ? 0 : 1;
    let total = least * unnamed;
    if (row[company] === ROW.exact && least === most) {
      for (let arc = start[company]!; arc < end[company]!; arc += 1)
        total += min[arc]! * this.#worthOf(arc, company, asked);
      return total;
    }
    let free = 1 - least;
    let count = 0;
    const enter = (worth: number, room: number): void => {
      this.#worth[count] = worth;
      this.#room[count] = room;
      count += 1;
    };
    if (most > least) enter(unnamed, most - least);
    for (let arc = start[company]!; arc < end[company]!; arc += 1) {
      const worth = this.#worthOf(arc, company, asked);
      total += min[arc]! * worth;
      free -= min[arc]!;
      if (max[arc]! > min[arc]!) enter(worth, max[arc]! - min[arc]!);
    }
    return total + this.#filled(count, free);
  }

  /** Free mass goes first where it brings most (least). */
  #filled(count: number, free: number): number {
    const [worth, room] = [this.#worth, this.#room];
    const places = Array.from({ length: count }, (_, k) => k);
    places.sort((a, b) => (this.#most ? worth[b]! - worth[a]! : worth[a]! - worth[b]!));
    let [left, total] = [free, 0];
    for (const k of places) {
      if (left <= 0) break;
      const part = Math.min(left, room[k]!);
      total += part * worth[k]!;
      left -= part;
    }
    return total;
  }

  /** What a step is worth: one where what is asked for is met, else what it is worth to go on. */
  #worthOf(arc: number, company: number, asked: boolean): number {
    const { walk } = this.#place;
    const holder = walk.next[arc]!;
    const isHeld = walk.start[holder] !== walk.end[holder];
    if (this.#question === "coverage" && endsAt(this.#place, arc, company, asked)) return 1;
    if (!isHeld) return this.#question === "leaving" ? 1 : 0;
    return this.#share[holder]!;
  }
}

/** Whether a step ends the look-through; the public does so in a listed company, and in the company asked about. */
function endsAt({ walk, flags, listed }: Place, arc: number, company: number, asked: boolean): boolean {
  const isEnd = (party: number): boolean =>
    flags[party] === ENDS.always || (flags[party] === ENDS.dispersed && (asked || listed[company] === 1));
  return isEnd(walk.next[arc]!) || (walk.also.get(arc)?.some(isEnd) ?? false);
}

/** Whether the walk may come back to a company that is an end for others, or in which the public is one for itself. */
function decidesItself({ walk, order, flags, listed }: Place, company: number): boolean {
  const at = order.place[company]!;
  if (at < 0 || !order.ring[order.component[at]!]) return false;
  if (flags[company] === ENDS.always) return true;
  if (listed[company]) return false;
  for (let arc = walk.start[company]!; arc < walk.end[company]!; arc += 1) {
    const parties = [walk.next[arc]!, ...(walk.also.get(arc) ?? [])];
    if (parties.some((party) => flags[party] === ENDS.dispersed)) return true;
  }
  return false;
}

/**
 * 1 for members of rings with ranges in which some completion may leave a walk for ever: whether it does depends on ends that
 * are open.
 */
function perhapsClosed({ walk, order }: Place): Uint8Array {
  const { start, end, next, min, max, row, undisclosed } = walk;
  const found = new Uint8Array(walk.count);
  for (let c = 0; c < order.components; c += 1) {
    const members = order.order.subarray(order.componentStart[c]!, order.componentStart[c + 1]!);
    if (!order.ring[c] || !members.some((member) => row[member] !== ROW.exact)) continue;
    const stays = new Set(members);
    const isForcedOut = (member: number): boolean => {
      if (undisclosed(member)[0] > 0) return true;
      let room = 0;
      for (let arc = start[member]!; arc < end[member]!; arc += 1) {
        if (stays.has(next[arc]!)) room += max[arc]!;
        else if (min[arc]! > 0) return true;
      }
      return room < 1 - 1 / PLACES;
    };
    for (let left = -1; left !== stays.size; ) {
      left = stays.size;
      for (const member of stays) if (isForcedOut(member)) stays.delete(member);
    }
    if (stays.size > 0) for (const member of members) found[member] = 1;
  }
  return found;
}

/** 1 for companies at or below a ring that nobody outside holds; null where there is none. */
function belowTraps({ walk, order }: Place): Uint8Array | null {
  const { start, end, next, max, undisclosed } = walk;
  const found = new Uint8Array(walk.count);
  let any = false;
  for (let c = 0; c < order.components; c += 1) {
    const members = order.order.subarray(order.componentStart[c]!, order.componentStart[c + 1]!);
    let below = false;
    let leads = order.ring[c] !== 1;
    for (const member of members) {
      if (undisclosed(member)[1] > 0) leads = true;
      for (let arc = start[member]!; arc < end[member]!; arc += 1) {
        const above = order.place[next[arc]!]!;
        if (max[arc] === 0) continue;
        if (above < 0 || order.component[above] !== c) leads = true;
        if (found[next[arc]!]) below = true;
      }
    }
    if (!below && leads) continue;
    any = true;
    for (const member of members) found[member] = 1;
  }
  return any ? found : null;
}

function oneSubject(
  whole: Whole,
  measure: LookThrough,
  subject: number,
  { policy, interest }: CoverageOfAllOptions,
): CoverageRow {
  const ends = ({ min, max }: ShareEnds): Ends => [rounded(toNumber(min)), rounded(toNumber(max))];
  const { coverage: covered, opaque } = coverage(whole.ordinary(), { subject, policy, interest });
  const { undisclosed, ownerless } = measure.owners(subject);
  return {
    subject,
    coverage: ends(covered),
    opaque: ends(opaque),
    undisclosed: ends(undisclosed),
    ownerless: ends(ownerless),
  };
}
