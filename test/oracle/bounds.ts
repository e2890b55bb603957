import type { Dataset, Interest } from "../../src/model/dataset.js";
import { leadingOf, limitOf, type Near } from "./infinitesimal.js";
import { limitProbabilities } from "./limits.js";
import { sharesOf, statesMeeting } from "./lookThrough.js";
import { closedVertices, mean, type Row, respectsOpenEnds, vertices } from "./polytope.js";
import { greater, lesser, ONE, type Rational, total, ZERO } from "./rational.js";
import { readWalk, type Step, type Walk } from "./walk.js";

/**
 * Least and greatest look-through share of a set where shares are ranges (DESIGN §1), by brute force: all vertices of
 * every company's polytope {min ≤ p ≤ max, Σp = 1}, all combinations over the companies, one exact share each.
 *
 * Why vertices are enough. With all rows but one fixed, the share is N(p)/D(p) with N and D linear in that row, D ≥ 0,
 * and N = 0 where D = 0 (a ring that closes; the share is 0 there). A row is a mixture of vertices, so its share is a
 * weighted mean of the shares at the vertices with D > 0, or 0 at one with D = 0. Row by row, an extreme completion
 * can be replaced by vertices.
 *
 * Why open ends need ε. Where a ring closes only at an open end, the share jumps: nearest to that end it need not be
 * near the share at the end. What can be approached is the limit, for ε → 0, of the extremes with every open end moved
 * inwards by ε. It is computed exactly (limits.ts), so there is no "don't know" here.
 *
 * Whether an extreme is attained is then decided by {@link witness}, and every "yes" is proved by evaluating the
 * completion found with plain Gaussian elimination.
 */

export interface Bound {
  readonly value: Rational;
  /** Whether some completion that respects all open ends has exactly this share. */
  readonly attained: boolean;
}

export interface Bounds {
  readonly min: Bound;
  readonly max: Bound;
}

const MOST_COMPLETIONS = 20_000;

const rangesOf = (steps: readonly Step[]) => steps.map((step) => step.range);

/** How many combinations of vertices a register has, over all companies: generators keep it small. */
export const combinationCount = (walk: Walk): number =>
  [...walk.steps.values()].reduce((count, steps) => count * vertices(rangesOf(steps), "inwards").length, 1);

/** The states that the walk can come to from a company before it meets the set, the company first. */
function coneOf(walk: Walk, company: string, met: ReadonlySet<string>): string[] {
  const cone = new Set([company]);
  for (const state of cone) {
    if (state !== company && met.has(state)) continue;
    for (const step of walk.steps.get(state) ?? []) cone.add(step.to);
  }
  return [...cone].filter((state) => walk.steps.has(state) && (state === company || !met.has(state)));
}

function* combinations(walk: Walk, cone: readonly string[]): Generator<ReadonlyMap<string, readonly Near[]>> {
  const choices = cone.map((state) => vertices(rangesOf(walk.steps.get(state)!), "inwards"));
  const count = choices.reduce((product, rows) => product * rows.length, 1);
  if (count === 0) throw new RangeError("No completion respects all open ends.");
  if (count > MOST_COMPLETIONS) throw new RangeError(`${count} combinations are too many for brute force.`);
  for (let number = 0; number < count; number += 1) {
    let rest = number;
    const rows = new Map<string, readonly Near[]>();
    for (const [index, state] of cone.entries()) {
      rows.set(state, choices[index]![rest % choices[index]!.length]!);
      rest = Math.floor(rest / choices[index]!.length);
    }
    yield rows;
  }
}

type Side = "min" | "max";

/** The value of going on from a state: 1 where the set is met, 0 outside the cone, else the extreme found there. */
type Values = ReadonlyMap<string, Rational>;

const onward = (values: Values, met: ReadonlySet<string>, to: string): Rational =>
  met.has(to) ? ONE : (values.get(to) ?? ZERO);

/** Extremes of the share at every state of the cone, approached by completions that respect the open ends. */
function extremes(walk: Walk, cone: readonly string[], met: ReadonlySet<string>): Record<Side, Values> {
  const found = { min: new Map<string, Rational>(), max: new Map<string, Rational>() };
  for (const rows of combinations(walk, cone)) {
    const leading = new Map([...rows].map(([state, row]) => [state, row.map(leadingOf)]));
    for (const [state, share] of limitProbabilities(walk, leading, met)) {
      const value = limitOf(share);
      found.min.set(state, lesser(value, found.min.get(state) ?? value));
      found.max.set(state, greater(value, found.max.get(state) ?? value));
    }
  }
  return found;
}

/** States of which the chosen rows lead, sooner or later, to the set or to a state where the extreme is 0. */
function settled(
  walk: Walk,
  chosen: ReadonlyMap<string, Row>,
  values: Values,
  met: ReadonlySet<string>,
): Set<string> {
  const done = new Set([...chosen.keys()].filter((state) => values.get(state)!.isZero()));
  for (let size = -1; size !== done.size; ) {
    size = done.size;
    for (const [state, row] of chosen) {
      const steps = walk.steps.get(state)!;
      if (steps.some((step, index) => !row[index]!.isZero() && (met.has(step.to) || done.has(step.to)))) {
        done.add(state);
      }
    }
  }
  return done;
}

/**
 * A completion that attains the extremes at the company and respects every open end, or null when there is none.
 *
 * It attains them exactly when (1) every row that the walk can come to keeps the value, Σ p·v = v, and (2) for the
 * greatest share, the walk does not circle for ever among states whose value is above 0. The rows with (1) are a face
 * of the polytope. The mean of the face's vertices has the largest support and leaves every end that any row of the
 * face leaves, so it alone needs trying. States where that fails are spoilt; rows that lead there are dropped, and the
 * search goes on until nothing changes: what is left is the largest set of states where the extremes are attained.
 */
function witness(
  walk: Walk,
  side: Side,
  cone: readonly string[],
  values: Values,
  met: ReadonlySet<string>,
): Map<string, Row> | null {
  const spoilt = new Set<string>();
  for (;;) {
    const chosen = new Map<string, Row>();
    const before = spoilt.size;
    for (const state of cone.filter((candidate) => !spoilt.has(candidate))) {
      const steps = walk.steps.get(state)!;
      const worth = (row: Row) =>
        total(steps.map((step, index) => row[index]!.times(onward(values, met, step.to))));
      const avoids = (row: Row) =>
        steps.every((step, index) => row[index]!.isZero() || met.has(step.to) || !spoilt.has(step.to));
      const face = closedVertices(rangesOf(steps)).filter(
        (row) => worth(row).equals(values.get(state)!) && avoids(row),
      );
      if (face.length > 0 && respectsOpenEnds(mean(face), rangesOf(steps))) chosen.set(state, mean(face));
      else spoilt.add(state);
    }
    if (side === "max" && before === spoilt.size) {
      const good = settled(walk, chosen, values, met);
      for (const state of chosen.keys()) if (!good.has(state)) spoilt.add(state);
    }
    if (spoilt.has(cone[0]!)) return null;
    if (before === spoilt.size) return chosen;
  }
}

/** The witness has to have the share that it claims: a wrong oracle fails here and not in somebody's test. */
function prove(
  walk: Walk,
  rows: ReadonlyMap<string, Row>,
  set: readonly string[],
  company: string,
): Rational {
  const completion = new Map<string, Row>();
  for (const [state, steps] of walk.steps) {
    completion.set(state, rows.get(state) ?? mean(closedVertices(rangesOf(steps))));
  }
  return sharesOf(walk, completion, set).get(company)!;
}

/** An entity that nobody holds, or of which nothing is recorded: nobody has a share in it. */
const UNHELD: Bounds = { min: { value: ZERO, attained: true }, max: { value: ZERO, attained: true } };

/** Bounds of the look-through share of a set in one company of a small interval register. */
export function lookThroughBounds(
  dataset: Dataset,
  question: { readonly of: readonly string[]; readonly in: string; readonly interest?: Interest },
): Bounds {
  const walk = readWalk(dataset, question.interest);
  const company = question.in;
  if (!walk.steps.has(company)) {
    return UNHELD;
  }
  const met = statesMeeting(walk, new Set(question.of));
  const cone = coneOf(walk, company, met);
  const values = extremes(walk, cone, met);
  const bound = (side: Side): Bound => {
    const value = values[side].get(company)!;
    const rows = witness(walk, side, cone, values[side], met);
    if (rows && !prove(walk, rows, question.of, company).equals(value)) {
      throw new Error(
        `The ${side} share of ${question.of} in ${company} is not ${value}: the oracle is wrong.`,
      );
    }
    return { value, attained: rows !== null };
  };
  return { min: bound("min"), max: bound("max") };
}

/** Bounds of what a set of direct holders has of a company together, registered holders redirected as in the walk. */
export function directBounds(dataset: Dataset, set: readonly string[], company: string): Bounds {
  const walk = readWalk(dataset);
  const steps = walk.steps.get(company);
  if (!steps) return UNHELD;
  const inside = statesMeeting(walk, new Set(set));
  const rows = closedVertices(rangesOf(steps));
  const sum = (row: Row) => total(row.filter((_, index) => inside.has(steps[index]!.to)));
  const sums = rows.map(sum);
  const bound = (value: Rational): Bound => {
    const face = rows.filter((row) => sum(row).equals(value));
    return { value, attained: respectsOpenEnds(mean(face), rangesOf(steps)) };
  };
  return { min: bound(sums.reduce(lesser, ONE)), max: bound(sums.reduce(greater, ZERO)) };
}
