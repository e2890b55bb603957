import type { Dataset, Holding, Interest, Tie } from "../../src/model/dataset.js";
import { greater, lesser, ONE, type Rational, total, ZERO } from "./rational.js";
import { addRanges, exactly, isExact, type Range, readExactShare, readShare } from "./shares.js";

/**
 * The states and steps of the walk of DESIGN §1, read from a dataset. States are the entities, one state that stands
 * for everything undisclosed, and one state a jointly held block: stepping to a block meets all its holders, and the
 * walk goes on through the registered one. Dates, capital amounts and share classes are not read.
 */

export const UNDISCLOSED = "(undisclosed)";

export interface Step {
  readonly to: string;
  readonly range: Range;
}

export interface Walk {
  /** Every state with the parties that the walk meets there: itself, all holders of a block, nobody. */
  readonly meets: ReadonlyMap<string, readonly string[]>;
  /** Where the walk can go from a state; no entry where it ends: an entity without holders, the undisclosed. */
  readonly steps: ReadonlyMap<string, readonly Step[]>;
  readonly kinds: ReadonlyMap<string, string>;
}

const grouped = <T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> => {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return groups;
};

/** The shares of one interest, a row each. Voting and income default to equity only where no row states them. */
export function rowRanges(rows: readonly Holding[], interest: Interest): Range[] {
  const stated = rows.filter((row) => row[interest] !== undefined);
  if (interest === "equity") return rows.map((row) => readShare(row.equity));
  if (stated.length === 0) return rows.map((row) => readShare(row.equity));
  const left = greater(ZERO, ONE.minus(total(stated.map((row) => readShare(row[interest]).min))));
  return rows.map((row) =>
    row[interest] === undefined
      ? { min: ZERO, max: left, minOpen: false, maxOpen: false }
      : readShare(row[interest]),
  );
}

interface Part {
  readonly registered: string;
  readonly owner: string;
  readonly range: Range;
}

/** Gives the holding under a nominee tie to the principal: as much as the ties say, or the rest without a share. */
function afterNominees(holder: string, company: string, held: Range, ties: readonly Tie[]): Part[] {
  const own = ties.filter(
    (tie) => tie.kind === "nominee" && tie.from === holder && (tie.subject || company) === company,
  );
  const limited = own.filter((tie) => tie.share !== undefined);
  const unlimited = own.filter((tie) => tie.share === undefined);
  if (unlimited.length > 1)
    throw new RangeError(`${holder} has two nominee ties for all it holds in ${company}.`);
  if (limited.length > 0 && !isExact(held)) throw new RangeError("A nominee tie for a part of a range.");
  const parts: Part[] = [];
  let left = held;
  for (const tie of limited) {
    const part = lesser(left.min, readExactShare(tie.share));
    parts.push({ registered: holder, owner: tie.to!, range: exactly(part) });
    left = exactly(left.min.minus(part));
  }
  return [...parts, { registered: holder, owner: unlimited[0]?.to ?? holder, range: left }];
}

/** All who hold a block jointly with its registered holder, that one first. */
function jointHolders(part: Part, company: string, ties: readonly Tie[]): string[] {
  const joint = ties.filter(
    (tie) => tie.kind === "jointHolder" && tie.to === company && tie.subject === part.registered,
  );
  if (joint.length > 0 && part.owner !== part.registered)
    throw new RangeError("A joint block under a nominee.");
  return [part.owner, ...joint.map((tie) => tie.from).sort()];
}

/** Nobody is presumed to hold what no record shows, so the rest is a holder of its own, from 0 to 1 − Σ minima. */
export function undisclosedRange(known: readonly Range[], company: string, complete: boolean): Range | null {
  const least = total(known.map((range) => range.min));
  const most = total(known.map((range) => range.max));
  if (least.compare(ONE) > 0) throw new RangeError(`${company} is over-issued.`);
  if (complete && most.compare(ONE) < 0) throw new RangeError(`${company} is not as complete as declared.`);
  if (complete || least.equals(ONE)) return null;
  const rest = ONE.minus(least);
  if (known.every(isExact)) return exactly(rest);
  return { min: ZERO, max: rest, minOpen: false, maxOpen: false };
}

/** Builds the walk for one interest of a dataset. Throws where the dataset is outside what the oracle covers. */
export function readWalk(dataset: Dataset, interest: Interest = "equity"): Walk {
  const ties = dataset.ties ?? [];
  const declared = new Map(dataset.entities.map((entity) => [entity.id, entity.registerComplete === true]));
  const meets = new Map<string, readonly string[]>(dataset.entities.map(({ id }) => [id, [id]]));
  meets.set(UNDISCLOSED, []);
  const steps = new Map<string, readonly Step[]>();
  for (const [company, rows] of grouped(dataset.holdings, (row) => row.subject)) {
    const ranges = rowRanges(rows, interest);
    const held = grouped([...rows.keys()], (index) => rows[index]!.holder);
    const parts = [...held].flatMap(([holder, indices]) =>
      afterNominees(holder, company, addRanges(indices.map((index) => ranges[index]!)), ties),
    );
    const known: Step[] = [];
    for (const [blockId, sameBlock] of grouped(parts, (part) =>
      jointHolders(part, company, ties).join(" + "),
    )) {
      const range = addRanges(sameBlock.map((part) => part.range));
      const holders = jointHolders(sameBlock[0]!, company, ties);
      const to = holders.length === 1 ? holders[0]! : `${company}: ${blockId}`;
      if (range.max.isZero()) continue;
      known.push({ to, range });
      if (holders.length === 1) continue;
      meets.set(to, holders);
      steps.set(to, [{ to: holders[0]!, range: exactly(ONE) }]);
    }
    const rest = undisclosedRange(
      known.map((step) => step.range),
      company,
      declared.get(company) === true,
    );
    steps.set(company, rest ? [...known, { to: UNDISCLOSED, range: rest }] : known);
  }
  for (const { to } of [...steps.values()].flat()) {
    if (!meets.has(to)) throw new RangeError(`${to} is no entity of the dataset.`);
  }
  return { meets, steps, kinds: new Map(dataset.entities.map((entity) => [entity.id, entity.kind])) };
}

/** One exact row of shares a state, in the order of its steps. */
export type Completion = ReadonlyMap<string, readonly Rational[]>;

/** The shares of a register in which everything is known exactly; throws for ranges. */
export function exactCompletion(walk: Walk): Completion {
  return new Map(
    [...walk.steps].map(([state, steps]) => {
      if (!steps.every((step) => isExact(step.range))) throw new RangeError(`${state} has ranges.`);
      return [state, steps.map((step) => step.range.min)];
    }),
  );
}
