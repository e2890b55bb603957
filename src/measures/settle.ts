import {
  add,
  complement,
  equals,
  type Fraction,
  fraction,
  least,
  multiply,
  subtract,
  sum,
  toNumber,
} from "../model/fraction.js";
import {
  exactShare,
  isExact,
  meets,
  type ShareEnds,
  type ShareRange,
  type ShareTest,
  type Verdict,
} from "../model/share.js";
import { bound, ends } from "./query.js";
import type { Cone, WalkRow } from "./walk.js";

/** A share that the records leave open: of one holder in one company, or of its undisclosed remainder. */
export interface OpenRecord {
  readonly row: number;
  /** Position among the row's arcs; null for the undisclosed remainder. */
  readonly arc: number | null;
  readonly range: ShareRange;
}

/** What the answer would be if the records of a set were disclosed to have these shares. */
export interface SettledAnswer {
  readonly shares: readonly Fraction[];
  readonly verdict: Verdict;
  readonly share: ShareEnds;
}

/** A smallest set of records whose disclosure could decide the question, with the answer each way. */
export interface Settlement {
  readonly records: readonly OpenRecord[];
  readonly answers: readonly SettledAnswer[];
  /** Whether either outcome can come of it, or only one. */
  readonly decides: "both" | "certain" | "excluded";
  /** How much of the open width is gone on average, 0 to 1: sets are listed by it. */
  readonly informative: number;
}

/** Open records tried, and sets listed: a limit that is said where it bites. */
export const OPEN_RECORD_LIMIT = 40;
export const SETTLEMENT_LIMIT = 10;
const LARGEST_SET = 3;

/**
 * Work of all disclosures tried, in the units of a cone's exact work: some ten seconds. A ring of thirty with ranges takes tens of
 * milliseconds a disclosure, and three records out of forty are some eighty thousand disclosures.
 */
const SETTLE_WORK = 3e9;
const WORK_OF_A_ROW = 1e3;

/** Sets of up to so many records are tried whole; single records always. */
function largestSet(cone: Cone, records: number): number {
  const each = cone.exactWork + cone.nodes.length * WORK_OF_A_ROW;
  let work = 0;
  let sets = 1;
  for (let size = 1; size <= Math.min(LARGEST_SET, records); size += 1) {
    sets = (sets * (records - size + 1)) / size;
    work += sets * 2 ** size * each;
    if (size > 1 && work > SETTLE_WORK) return size - 1;
  }
  return Math.min(LARGEST_SET, records);
}

export interface Settlements {
  readonly verdict: Verdict;
  readonly share: ShareEnds;
  readonly settlements: readonly Settlement[];
  /** Open records there are, of which at most {@link OPEN_RECORD_LIMIT} were tried. */
  readonly open: number;
  /** Sets of up to so many records were tried: three, or fewer where each takes long. */
  readonly largest: number;
}

/**
 * What would settle whether a set's share passes a test: the smallest sets of open records for which some disclosure
 * makes the verdict certain or excluded, the most informative first. Each record is tried at both ends of what the
 * other holders of its company leave it.
 */
export function settle(cone: Cone, set: readonly number[], test: ShareTest): Settlements {
  const share = ends(cone, set);
  const verdict = meets(share, test);
  const open = verdict === "possible" ? openRecords(cone, set) : [];
  const tried = open.slice(0, OPEN_RECORD_LIMIT);
  const width = toNumber(subtract(share.max, share.min));
  const largest = largestSet(cone, tried.length);
  for (let size = 1; size <= largest; size += 1) {
    const found: Settlement[] = [];
    for (const records of combinations(tried, size)) {
      const settlement = trySet(cone, set, test, records, width);
      if (settlement) found.push(settlement);
    }
    if (found.length > 0) {
      found.sort((a, b) => rankOf(a) - rankOf(b) || byInformation(a, b) || nameless(a) - nameless(b));
      return { verdict, share, settlements: found.slice(0, SETTLEMENT_LIMIT), open: open.length, largest };
    }
  }
  return { verdict, share, settlements: [], open: open.length, largest };
}

const rankOf = ({ decides }: Settlement): number => (decides === "both" ? 0 : 1);

/** Steps inside open ends make tiny differences between sets that tell as much. */
const SAME_INFORMATION = 1e-5;

const byInformation = (a: Settlement, b: Settlement): number =>
  Math.round(b.informative / SAME_INFORMATION) - Math.round(a.informative / SAME_INFORMATION);

/** Nobody can be asked about a remainder: a holder who can comes first. */
const nameless = ({ records }: Settlement): number => records.filter(({ arc }) => arc === null).length;

/** Records that a bound depends on, in rows that can lead to the set. */
function openRecords(cone: Cone, set: readonly number[]): OpenRecord[] {
  const found = bound(cone, set, "most");
  if (!found) return [];
  return found.query.rowOf.flatMap((row) => {
    const { arcs, undisclosed } = cone.rows[row]!;
    const records: OpenRecord[] = arcs.flatMap((arc, k) =>
      isExact(arc.share) ? [] : [{ row, arc: k, range: arc.share }],
    );
    if (undisclosed && !isExact(undisclosed)) records.push({ row, arc: null, range: undisclosed });
    return records;
  });
}

function* combinations(records: readonly OpenRecord[], size: number): Generator<OpenRecord[]> {
  const chosen = Array.from({ length: size }, (_, i) => i);
  while (chosen[size - 1]! < records.length) {
    yield chosen.map((i) => records[i]!);
    let at = size - 1;
    while (at > 0 && chosen[at] === records.length - size + at) at -= 1;
    chosen[at]! += 1;
    for (let next = at + 1; next < size; next += 1) chosen[next] = chosen[next - 1]! + 1;
  }
}

function trySet(
  cone: Cone,
  set: readonly number[],
  test: ShareTest,
  records: readonly OpenRecord[],
  width: number,
): Settlement | null {
  const answers: SettledAnswer[] = [];
  for (let corner = 0; corner < 2 ** records.length; corner += 1) {
    const answer = disclosed(cone, set, test, records, corner);
    if (answer) answers.push(answer);
  }
  const certain = answers.some(({ verdict }) => verdict === "certain");
  const excluded = answers.some(({ verdict }) => verdict === "excluded");
  if (!certain && !excluded) return null;
  const left = answers.map(({ share }) => toNumber(subtract(share.max, share.min)) / width);
  const informative = 1 - left.reduce((a, b) => a + b, 0) / left.length;
  return {
    records,
    answers,
    decides: certain && excluded ? "both" : certain ? "certain" : "excluded",
    informative,
  };
}

/** The answer with each record at its greatest (bit set) or least share; null where these cannot go together. */
function disclosed(
  cone: Cone,
  set: readonly number[],
  test: ShareTest,
  records: readonly OpenRecord[],
  corner: number,
): SettledAnswer | null {
  let changed = cone;
  const shares: Fraction[] = [];
  for (const [i, record] of records.entries()) {
    const range = leftTo(changed.rows[record.row]!, record.arc);
    if (!range) return null;
    const share = endOf(range, ((corner >> i) & 1) === 1);
    shares.push(share);
    changed = withShare(changed, record, share);
  }
  const share = ends(changed, set);
  return { shares, verdict: meets(share, test), share };
}

/** An open end is not reached: the share disclosed is then a millionth of the width inside. */
const INSIDE = fraction(1, 1_000_000);

function endOf(range: ShareRange, greatest: boolean): Fraction {
  const step = multiply(INSIDE, subtract(range.max, range.min));
  if (greatest) return range.maxExclusive ? subtract(range.max, step) : range.max;
  return range.minExclusive ? add(range.min, step) : range.min;
}

/** The range of one share of a row that the others leave it; null where they leave none. */
function leftTo(row: WalkRow, arc: number | null): ShareRange | null {
  const others: ShareRange[] = row.arcs.filter((_, k) => k !== arc).map(({ share }) => share);
  if (row.undisclosed && arc !== null) others.push(row.undisclosed);
  const own = arc === null ? row.undisclosed! : row.arcs[arc]!.share;
  const ceiling = complement(sum(others.map((share) => share.min)));
  const floor = complement(sum(others.map((share) => share.max)));
  const max = least(own.max, ceiling);
  const min = subtract(own.min, floor).n >= 0n ? own.min : floor;
  if (subtract(max, min).n < 0n) return null;
  const someOpen = (end: "minExclusive" | "maxExclusive"): boolean => others.some((share) => share[end]);
  const [fromMax, fromMin] = [equals(max, ceiling), equals(min, floor)];
  return {
    ...own,
    min,
    max,
    minExclusive: (equals(min, own.min) && own.minExclusive) || (fromMin && someOpen("maxExclusive")),
    maxExclusive: (equals(max, own.max) && own.maxExclusive) || (fromMax && someOpen("minExclusive")),
  };
}

function withShare(cone: Cone, record: OpenRecord, share: Fraction): Cone {
  const rows = [...cone.rows];
  const row = rows[record.row]!;
  rows[record.row] =
    record.arc === null
      ? { ...row, undisclosed: share.n === 0n ? null : exactShare(share) }
      : {
          ...row,
          arcs: row.arcs.map((arc, k) => (k === record.arc ? { ...arc, share: exactShare(share) } : arc)),
        };
  return { ...cone, rows };
}
