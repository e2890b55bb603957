import type { Dataset, Interest } from "../../src/model/dataset.js";
import { ONE, type Rational, ZERO } from "./rational.js";
import { type Completion, exactCompletion, readWalk, UNDISCLOSED, type Walk } from "./walk.js";

/**
 * The look-through share straight from DESIGN §1, over exact rationals: the transition matrix in full, graph search
 * for the states that cannot reach the set (their value is 0), plain Gaussian elimination for the rest.
 */

interface Chain {
  readonly states: readonly string[];
  readonly matrix: readonly (readonly Rational[])[];
}

/** The full transition matrix. A state where the walk ends is absorbing: it leads to itself. */
export function chainOf(walk: Walk, completion: Completion): Chain {
  const states = [...walk.meets.keys()];
  const position = new Map(states.map((state, index) => [state, index]));
  const matrix = states.map((state, from) => {
    const row = states.map(() => ZERO);
    const steps = walk.steps.get(state);
    if (!steps) row[from] = ONE;
    for (const [index, step] of (steps ?? []).entries()) {
      const to = position.get(step.to)!;
      row[to] = row[to]!.plus(completion.get(state)![index]!);
    }
    return row;
  });
  return { states, matrix };
}

/** The states from which some state of the set can be reached, the set included. */
function canReach(chain: Chain, targets: ReadonlySet<number>): Set<number> {
  const reached = new Set(targets);
  const pending = [...targets];
  for (let target = pending.pop(); target !== undefined; target = pending.pop()) {
    for (const from of chain.matrix.keys()) {
      if (reached.has(from) || chain.matrix[from]![target]!.isZero()) continue;
      reached.add(from);
      pending.push(from);
    }
  }
  return reached;
}

/** Solves the rows [coefficients | right-hand side] by Gauss–Jordan elimination. */
function solve(rows: Rational[][]): Rational[] {
  for (const pivot of rows.keys()) {
    const found = rows.findIndex((row, index) => index >= pivot && !row[pivot]!.isZero());
    if (found < 0) throw new Error("The system is singular: the graph search is wrong.");
    [rows[pivot], rows[found]] = [rows[found]!, rows[pivot]!];
    const head = rows[pivot]!.map((value) => value.over(rows[pivot]![pivot]!));
    rows[pivot] = head;
    for (const [index, row] of rows.entries()) {
      const factor = row[pivot]!;
      if (index === pivot || factor.isZero()) continue;
      rows[index] = row.map((value, column) => value.minus(factor.times(head[column]!)));
    }
  }
  return rows.map((row) => row[rows.length]!);
}

/** The probability, a state each, that the walk standing there is in the set or ever comes to it. */
export function hittingProbabilities(chain: Chain, targets: ReadonlySet<number>): Rational[] {
  const open = [...canReach(chain, targets)].filter((state) => !targets.has(state));
  const rows = open.map((from) => {
    const row = open.map((to) => (from === to ? ONE : ZERO).minus(chain.matrix[from]![to]!));
    const direct = [...targets].reduce((sum, target) => sum.plus(chain.matrix[from]![target]!), ZERO);
    return [...row, direct];
  });
  const solution = solve(rows);
  const values = chain.states.map((_, state) => (targets.has(state) ? ONE : ZERO));
  for (const [index, state] of open.entries()) values[state] = solution[index]!;
  return values;
}

/** The probability, a state each, that the walk *after its first step* ever meets the set. */
export function afterFirstStep(chain: Chain, targets: ReadonlySet<number>): Rational[] {
  const values = hittingProbabilities(chain, targets);
  return chain.matrix.map((row) =>
    row.reduce((sum, share, to) => (share.isZero() ? sum : sum.plus(share.times(values[to]!))), ZERO),
  );
}

/** Where the walk meets a member of the set. The undisclosed counts as met when the set names it. */
export function statesMeeting(walk: Walk, set: ReadonlySet<string>): Set<string> {
  const met = [...walk.meets].filter(
    ([state, parties]) => set.has(state) || parties.some((id) => set.has(id)),
  );
  return new Set(met.map(([state]) => state));
}

const indices = (chain: Chain, states: ReadonlySet<string>): Set<number> =>
  new Set([...chain.states.keys()].filter((index) => states.has(chain.states[index]!)));

/** The look-through share of a set in every company, of one completion of a walk. Entities without holders: 0. */
export function sharesOf(walk: Walk, completion: Completion, set: readonly string[]): Map<string, Rational> {
  const chain = chainOf(walk, completion);
  const values = afterFirstStep(chain, indices(chain, statesMeeting(walk, new Set(set))));
  return new Map(
    chain.states.map((state, index) => [state, walk.steps.has(state) ? values[index]! : ZERO] as const),
  );
}

/** The look-through share of a set in every company of an exact register. */
export function lookThroughShares(
  dataset: Dataset,
  set: readonly string[],
  interest: Interest = "equity",
): Map<string, Rational> {
  const walk = readWalk(dataset, interest);
  return sharesOf(walk, exactCompletion(walk), set);
}

/** The look-through share of a set in one company of an exact register. */
export function lookThroughShare(
  dataset: Dataset,
  question: { readonly of: readonly string[]; readonly in: string; readonly interest?: Interest },
): Rational {
  return lookThroughShares(dataset, question.of, question.interest).get(question.in)!;
}

export interface WalkEnds {
  /** Entities without holders, where the walk ends, with the share of each that is not 0. */
  readonly ends: ReadonlyMap<string, Rational>;
  readonly undisclosed: Rational;
  /** The share that reaches a ring that nobody outside holds. */
  readonly ownerless: Rational;
}

/**
 * Where the walk from a company ends, without stopping at terminals. Everything sums to 1 (DESIGN §13.22); each part
 * is computed by itself, so that the sum proves something. A company without holders ends in itself.
 */
export function walkEnds(dataset: Dataset, company: string, interest: Interest = "equity"): WalkEnds {
  const walk = readWalk(dataset, interest);
  const chain = chainOf(walk, exactCompletion(walk));
  const start = chain.states.indexOf(company);
  const share = (targets: ReadonlySet<number>): Rational => afterFirstStep(chain, targets)[start]!;
  const ending = [...chain.states.keys()].filter((index) => !walk.steps.has(chain.states[index]!));
  const leavesTheRings = canReach(chain, new Set(ending));
  const ends = new Map<string, Rational>();
  for (const index of ending) {
    const value = share(new Set([index]));
    if (chain.states[index] !== UNDISCLOSED && !value.isZero()) ends.set(chain.states[index]!, value);
  }
  return {
    ends,
    undisclosed: share(indices(chain, new Set([UNDISCLOSED]))),
    ownerless: share(new Set([...chain.states.keys()].filter((index) => !leavesTheRings.has(index)))),
  };
}
