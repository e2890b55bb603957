import type { Interest } from "../model/dataset.js";
import { compare, toNumber, ZERO } from "../model/fraction.js";
import { type ShareTest, threshold } from "../model/share.js";
import type { Whole } from "../register/registerOver.js";
import { isTerminal, type TerminalPolicy } from "./coverage.js";
import { type LookThrough, lookThrough } from "./lookThrough.js";
import type { OwnerPair } from "./ownersOfAll.js";
import { ENDS, terminalFlags } from "./terminalFlags.js";
import { type OwnersFirst, ownersFirst, ROW, type WholeWalk, wholeWalk } from "./wholeWalk.js";

export interface EveryOwnerOptions {
  /** Only who passes; everyone with anything by default. */
  readonly test?: ShareTest | undefined;
  readonly interest?: Interest | undefined;
  readonly terminals?: TerminalPolicy | undefined;
  /** Subjects from … to − 1; all by default. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  /** Whether a subject is asked about; all by default. */
  readonly asked?: ((subject: number) => boolean) | undefined;
}

/**
 * Everyone behind every company, however little they have: one walk upwards a company, mass handed from each company to its
 * holders, so that a company costs the arcs above it and nothing is kept. What rings, ranges or moved stakes concern is
 * measured by the code for one subject. A party that may have nothing is "possible".
 */
export function* everyOwnerOfAll(whole: Whole, options: EveryOwnerOptions): Generator<OwnerPair> {
  const walk = wholeWalk(whole, options.interest ?? "equity");
  const order = ownersFirst(walk);
  const plain = plainAbove(walk, order);
  const flags = options.terminals ? terminalFlags(whole, options.terminals) : null;
  const measure = lookThrough(whole.ordinary(), { interest: walk.interest });
  const upwards = new Upwards(walk, order);
  const { from = 0, to = walk.count, asked, test } = options;
  const judged = test ? judgeFor(measure, test) : (pair: OwnerPair): OwnerPair => pair;
  for (let subject = from; subject < to; subject += 1) {
    if (walk.start[subject] === walk.end[subject] || asked?.(subject) === false) continue;
    const pairs = plain[subject] ? upwards.owners(subject) : apart(measure, subject);
    for (const measured of pairs) {
      const pair = judged(measured);
      if (pair === null) continue;
      const end = flags === null ? ENDS.always : flags[pair.owner]!;
      if (end === ENDS.no || (flags !== null && pair.owner === subject)) continue;
      if (end !== ENDS.dispersed || isPublicEnd(measure, pair, options.terminals!)) yield pair;
    }
  }
}

/** Doubles within this part of a threshold do not decide: their own error is far smaller (see `affordable`). */
const DOUBTFUL = 1e-8;

/** What a test makes of a pair: by doubles away from the threshold, else by the exact verdict. */
function judgeFor(measure: LookThrough, test: ShareTest): (pair: OwnerPair) => OwnerPair | null {
  const limit = toNumber(threshold(test));
  const near = (share: number): boolean => Math.abs(share - limit) <= DOUBTFUL * limit;
  return (pair) => {
    const { subject, owner, min, max } = pair;
    const verdict =
      near(min) || near(max)
        ? measure.verdict({ of: [owner], in: subject }, test)
        : min > limit
          ? "certain"
          : max > limit
            ? "possible"
            : "excluded";
    return verdict === "excluded" ? null : { ...pair, verdict };
  };
}

/** 1 for companies with nothing peculiar above them. */
function plainAbove({ count, start, end, next, max, row }: WholeWalk, order: OwnersFirst): Uint8Array {
  const plain = new Uint8Array(count);
  for (let company = 0; company < count; company += 1) {
    if (order.place[company]! < 0 && row[company] === ROW.exact) plain[company] = 1;
  }
  for (let c = 0; c < order.components; c += 1) {
    if (order.ring[c]) continue;
    const company = order.order[order.componentStart[c]!]!;
    let isPlain = row[company] === ROW.exact;
    for (let arc = start[company]!; isPlain && arc < end[company]!; arc += 1) {
      if (max[arc] !== 0 && plain[next[arc]!] === 0) isPlain = false;
    }
    if (isPlain) plain[company] = 1;
  }
  return plain;
}

/** Mass from one company upwards, in the order of the companies. */
class Upwards {
  readonly #walk: WholeWalk;
  readonly #place: Int32Array;
  readonly #mass: Float64Array;

  constructor(walk: WholeWalk, { place }: OwnersFirst) {
    this.#walk = walk;
    this.#place = place;
    this.#mass = new Float64Array(walk.count);
  }

  owners(subject: number): OwnerPair[] {
    const { start, end, next, min } = this.#walk;
    const [mass, place] = [this.#mass, this.#place];
    const met: number[] = [];
    const companies = this.#above(subject);
    mass[subject] = 1;
    for (const company of companies) {
      const own = mass[company]!;
      for (let arc = start[company]!; arc < end[company]!; arc += 1) {
        const holder = next[arc]!;
        if (min[arc] === 0) continue;
        if (place[holder]! < 0 && mass[holder] === 0) met.push(holder);
        mass[holder]! += own * min[arc]!;
      }
      // A company without layered holders is met like a person, and then hands on like a company.
    }
    return this.#collect(subject, companies, met);
  }

  #collect(subject: number, companies: readonly number[], met: readonly number[]): OwnerPair[] {
    const { start, end, next, min } = this.#walk;
    const mass = this.#mass;
    const owners = new Set<number>(met);
    for (const company of companies) if (company !== subject) owners.add(company);
    // Companies held only by parties at an end stand above all others: their mass is complete now.
    for (const company of met) {
      for (let arc = start[company]!; arc < end[company]!; arc += 1) {
        if (min[arc] === 0) continue;
        owners.add(next[arc]!);
        mass[next[arc]!]! += mass[company]! * min[arc]!;
      }
    }
    mass[subject] = 0;
    const pairs = [...owners]
      .sort((a, b) => a - b)
      .map((owner): OwnerPair => {
        const share = Math.min(1, mass[owner]!);
        return { subject, owner, min: share, max: share, verdict: "certain" };
      });
    for (const owner of owners) mass[owner] = 0;
    return pairs;
  }

  /** The layered companies above a subject with itself, those furthest down first. */
  #above(subject: number): number[] {
    const { start, end, next, min } = this.#walk;
    const place = this.#place;
    if (place[subject]! < 0) return [subject];
    const seen = new Set([subject]);
    const found = [subject];
    for (let k = 0; k < found.length; k += 1) {
      const company = found[k]!;
      for (let arc = start[company]!; arc < end[company]!; arc += 1) {
        const holder = next[arc]!;
        if (place[holder]! < 0 || min[arc] === 0 || seen.has(holder)) continue;
        seen.add(holder);
        found.push(holder);
      }
    }
    return found.sort((a, b) => place[b]! - place[a]!);
  }
}

function apart(measure: LookThrough, subject: number): OwnerPair[] {
  const owners = measure.owners(subject).owners.filter(({ share }) => share.max.n > 0n);
  return owners
    .map(({ party, share }): OwnerPair => {
      const certain = compare(share.min, ZERO) > 0 || share.minExclusive;
      const [min, max] = [toNumber(share.min), toNumber(share.max)];
      return { subject, owner: party, min, max, verdict: certain ? "certain" : "possible" };
    })
    .sort((a, b) => a.owner - b.owner);
}

function isPublicEnd(measure: LookThrough, { subject, owner }: OwnerPair, policy: TerminalPolicy): boolean {
  const above = measure.cone(subject);
  const r = measure.register;
  return above.walk
    .below(owner)
    .some((company) => above.local.has(company) && isTerminal(r, policy, owner, { subject, company }));
}
