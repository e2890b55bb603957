import { compareNear, type Near, near, subtractNear } from "./infinitesimal.js";
import { ONE, Rational, total, ZERO } from "./rational.js";
import type { Range } from "./shares.js";

/** A row of shares, one a holder, that sums to 1. */
export type Row = readonly Rational[];

/** Lowest and highest end of a range; open ends are moved inwards by ε, or taken as closed. */
function endsOf(range: Range, openEnds: "inwards" | "closed"): { low: Near; high: Near } {
  const step = openEnds === "inwards" ? ONE : ZERO;
  return {
    low: near(range.min, range.minOpen ? step : ZERO),
    high: near(range.max, range.maxOpen ? step.negated() : ZERO),
  };
}

/**
 * All vertices of {low ≤ p ≤ high, Σp = 1}: every share but one at an end, that one what is left. With `inwards` the
 * polytope is the one whose open ends are moved by an infinitely small ε; it is empty exactly when no row that
 * respects the open ends exists.
 */
export function vertices(ranges: readonly Range[], openEnds: "inwards" | "closed"): Near[][] {
  const ends = ranges.map((range) => endsOf(range, openEnds));
  const found = new Map<string, Near[]>();
  for (const free of ranges.keys()) {
    const others = [...ranges.keys()].filter((index) => index !== free);
    for (let choice = 0; choice < 2 ** others.length; choice += 1) {
      const row: Near[] = [];
      for (const [bit, index] of others.entries()) {
        row[index] = (choice >> bit) % 2 === 0 ? ends[index]!.low : ends[index]!.high;
      }
      row[free] = others.reduce((left, index) => subtractNear(left, row[index]!), near(ONE));
      const { low, high } = ends[free]!;
      if (compareNear(row[free]!, low) < 0 || compareNear(row[free]!, high) > 0) continue;
      found.set(row.map((share) => `${share.value}+${share.drift}`).join(), row);
    }
  }
  return [...found.values()];
}

/** The vertices with open ends taken as closed. */
export const closedVertices = (ranges: readonly Range[]): Row[] =>
  vertices(ranges, "closed").map((row) => row.map((share) => share.value));

/** A mixture of rows with the given positive weights. */
export function mixture(rows: readonly Row[], weights: readonly Rational[]): Row {
  const whole = total(weights);
  return rows[0]!.map((_, column) =>
    total(rows.map((row, index) => row[column]!.times(weights[index]!))).over(whole),
  );
}

/** The mean lies inside the face that the rows span: where any row of the face leaves an end, so does the mean. */
export const mean = (rows: readonly Row[]): Row =>
  mixture(
    rows,
    rows.map(() => Rational.of(1)),
  );

/** Whether a row stays off all open ends. */
export const respectsOpenEnds = (row: Row, ranges: readonly Range[]): boolean =>
  ranges.every(
    (range, index) =>
      !(range.minOpen && row[index]!.equals(range.min)) && !(range.maxOpen && row[index]!.equals(range.max)),
  );
