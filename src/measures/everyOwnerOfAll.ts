import type { Interest } from "../model/dataset.js";
import { compare, toNumber, ZERO } from "../model/fraction.js";
import { type ShareTest, threshold } from "../model/share.js";
import type { Whole } from "../register/registerOver.js";
import { isTerminal, type TerminalPolicy } from "./coverage.js";
import { EveryVector } from "./everyVector.js";
import { type LookThrough, lookThrough } from "./lookThrough.js";
import { type OwnerPair, ownerPair } from "./ownersOfAll.js";
import { PAIRS_TOGETHER, PairColumns } from "./pairColumns.js";
import { ENDS, terminalFlags } from "./terminalFlags.js";
import type { VectorLimits } from "./vectorGround.js";
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
  /** Other limits on how vectors are kept than the usual ones: for tests. */
  readonly limits?: VectorLimits | undefined;
}

/** Pairs of {@link everyOwnerColumnsOfAll}, one by one. */
export function* everyOwnerOfAll(whole: Whole, options: EveryOwnerOptions): Generator<OwnerPair> {
  for (const columns of everyOwnerColumnsOfAll(whole, options)) {
    for (let row = 0; row < columns.count; row += 1) yield ownerPair(columns, row);
  }
}

/**
 * Everyone behind every company, however little they have, some companies at a time: the columns are used again. A company with nothing peculiar above it is one walk
 * upwards, mass handed from each company to its holders, so that it costs the arcs above it. Below rings and ranges everyone met on the way up is asked for in
 * vectors that one pass for the greatest and one for the least shares leave behind. What those cannot tell (rows of very fine figures, closed rings,
 * shares only bounded) is measured by the code for one subject. A party that may have nothing is "possible".
 */
export function* everyOwnerColumnsOfAll(whole: Whole, options: EveryOwnerOptions): Generator<PairColumns> {
  const walk = wholeWalk(whole, options.interest ?? "equity");
  const order = ownersFirst(walk, options.limits?.copied);
  const { from = 0, to = walk.count, asked, test, terminals, limits } = options;
  const isAsked = (subject: number): boolean =>
    subject >= from &&
    subject < to &&
    walk.start[subject] !== walk.end[subject] &&
    asked?.(subject) !== false;
  const plain = plainAbove(walk, order);
  const flags = terminals ? terminalFlags(whole, terminals) : null;
  const measure = lookThrough(whole.ordinary(), { interest: walk.interest });
  const upwards = new Upwards(walk, order);
  let vectors: EveryVector | null = null;
  const columns = new PairColumns();
  for (let subject = from; subject < to; subject += 1) {
    if (!isAsked(subject)) continue;
    const first = columns.count;
    let error = 0;
    if (plain[subject]) upwards.owners(subject, columns);
    else {
      vectors ??= new EveryVector(walk, order, { asked: (one) => plain[one] === 0 && isAsked(one), limits });
      error = vectors.error(subject);
      if (!vectors.owners(subject, columns)) {
        columns.count = first;
        apart(measure, subject, columns);
      }
    }
    if (test) judge(columns, first, { measure, test, error });
    if (flags) keepEnds(columns, first, { flags, measure, terminals: terminals! });
    if (columns.count < PAIRS_TOGETHER) continue;
    yield columns;
    columns.count = 0;
  }
  yield columns;
}

/** Doubles within this part of a threshold, and their own error, do not decide. */
const DOUBTFUL = 1e-8;

/** Keeps of the pairs from some row on those that pass: by doubles away from the threshold, else by the exact verdict. */
function judge(
  columns: PairColumns,
  first: number,
  {
    measure,
    test,
    error,
  }: { readonly measure: LookThrough; readonly test: ShareTest; readonly error: number },
): void {
  const limit = toNumber(threshold(test));
  const near = (share: number): boolean => Math.abs(share - limit) <= DOUBTFUL * limit + error;
  columns.keep(first, (row) => {
    const [subject, owner] = [columns.first[row]!, columns.second[row]!];
    const [min, max] = [columns.min[row]!, columns.max[row]!];
    if (near(min) || near(max)) {
      const verdict = measure.verdict({ of: [owner], in: subject }, test);
      if (verdict !== "excluded") columns.verdict[row] = verdict;
      return verdict !== "excluded";
    }
    columns.verdict[row] = min > limit ? "certain" : "possible";
    return max > limit;
  });
}

/** Keeps of the pairs from some row on those in which a look-through ends at the owner. */
function keepEnds(
  columns: PairColumns,
  first: number,
  {
    flags,
    measure,
    terminals,
  }: { readonly flags: Uint8Array; readonly measure: LookThrough; readonly terminals: TerminalPolicy },
): void {
  columns.keep(first, (row) => {
    const [subject, owner] = [columns.first[row]!, columns.second[row]!];
    const end = flags[owner]!;
    if (end === ENDS.no || owner === subject) return false;
    return end !== ENDS.dispersed || isPublicEnd(measure, { subject, owner }, terminals);
  });
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

  owners(subject: number, into: PairColumns): void {
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
    this.#collect({ subject, companies, met }, into);
  }

  #collect(
    {
      subject,
      companies,
      met,
    }: { readonly subject: number; readonly companies: readonly number[]; readonly met: readonly number[] },
    into: PairColumns,
  ): void {
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
    for (const owner of Int32Array.from(owners).sort()) {
      const share = Math.min(1, mass[owner]!);
      into.add(subject, owner, share, share, "certain");
      mass[owner] = 0;
    }
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

function apart(measure: LookThrough, subject: number, into: PairColumns): void {
  const owners = measure.owners(subject).owners.filter(({ share }) => share.max.n > 0n);
  for (const { party, share } of owners.sort((a, b) => a.party - b.party)) {
    const certain = compare(share.min, ZERO) > 0 || share.minExclusive;
    into.add(subject, party, toNumber(share.min), toNumber(share.max), certain ? "certain" : "possible");
  }
}

function isPublicEnd(
  measure: LookThrough,
  { subject, owner }: Pick<OwnerPair, "subject" | "owner">,
  policy: TerminalPolicy,
): boolean {
  const above = measure.cone(subject);
  const r = measure.register;
  return above.walk
    .below(owner)
    .some((company) => above.local.has(company) && isTerminal(r, policy, owner, { subject, company }));
}
