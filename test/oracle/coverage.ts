import type { Dataset, Interest } from "../../src/model/dataset.js";
import { afterFirstStep, chainOf, hittingProbabilities, statesMeeting } from "./lookThrough.js";
import { ONE, type Rational, ZERO } from "./rational.js";
import { exactCompletion, readWalk, UNDISCLOSED } from "./walk.js";

export interface Coverage {
  readonly coverage: Rational;
  /** The opaque rest, split at the first of these that the walk meets. */
  readonly unknown: Rational;
  readonly undisclosed: Rational;
  readonly ownerless: Rational;
  readonly unheld: Rational;
}

/**
 * Coverage of a company (DESIGN §1 and §13.9): the walk stops at the first terminal, and the subject is never its own.
 * Terminals are given as a set of ids: which entities they are is law, not a measure. `unknown` are the entities of
 * that kind, except terminals and the subject. A jointly held block is terminal when one of its holders is; whether it
 * is unknown is decided by its registered holder, through whom the walk goes on. The five parts sum to 1.
 */
export function coverage(
  dataset: Dataset,
  company: string,
  terminals: Iterable<string>,
  interest: Interest = "equity",
): Coverage {
  const walk = readWalk(dataset, interest);
  const chain = chainOf(walk, exactCompletion(walk));
  const terminalIds = new Set(terminals);
  terminalIds.delete(company);
  const terminal = statesMeeting(walk, terminalIds);
  const category = chain.states.map((state): keyof Coverage | null => {
    if (terminal.has(state)) return "coverage";
    if (walk.kinds.get(state) === "unknown" && state !== company) return "unknown";
    if (state === UNDISCLOSED) return "undisclosed";
    return walk.steps.has(state) ? null : "unheld";
  });
  const matrix = chain.matrix.map((row, from) =>
    category[from] === null ? row : row.map((_, to) => (to === from ? ONE : ZERO)),
  );
  const stopped = { states: chain.states, matrix };
  const all = [...chain.states.keys()];
  const start = chain.states.indexOf(company);
  const share = (targets: readonly number[]): Rational => afterFirstStep(stopped, new Set(targets))[start]!;
  const at = (name: keyof Coverage): Rational => share(all.filter((index) => category[index] === name));
  const stopping = hittingProbabilities(stopped, new Set(all.filter((index) => category[index] !== null)));
  return {
    coverage: at("coverage"),
    unknown: at("unknown"),
    undisclosed: at("undisclosed"),
    ownerless: share(all.filter((index) => stopping[index]!.isZero())),
    unheld: at("unheld"),
  };
}
