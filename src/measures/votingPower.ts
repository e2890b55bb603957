import { z } from "zod";
import {
  add,
  divide,
  type Fraction,
  fraction,
  greatest,
  isZero,
  least,
  multiply,
  ONE,
  subtract,
  sum,
  ZERO,
} from "../model/fraction.js";
import { exactShare, isExact, type ShareTest, testText, threshold } from "../model/share.js";
import { shareResult, toShareResult } from "../model/shareResult.js";
import { entityIndex, type Register } from "../register/register.js";
import { controlClosure, type Party } from "./controlClosure.js";
import { powerIndices } from "./powerIndices.js";
import {
  greatestRatio,
  leastRatio,
  NO_VOTES,
  rangeBetween,
  subtractSums,
  sumOf,
  type VoteBlock,
  type VoteSum,
  voteBlocks,
} from "./votes.js";

/** What is undisclosed votes as one: nobody knows into how many it falls. */
export const UNDISCLOSED_VOTER = "(undisclosed)";

export const votingPowerResult = z.object({
  quota: z.string(),
  holders: z.array(
    z.object({
      id: z.string(),
      votes: shareResult,
      shapleyShubik: z.number().min(0).max(1),
      banzhaf: z.number().min(0).max(1),
    }),
  ),
  method: z.enum(["exact", "estimate"]),
  standardError: z.number().optional(),
  /** Where votes are ranges: the votes, out of those that can be cast, that the indices were taken at. */
  completion: z.array(z.object({ id: z.string(), votes: shareResult })).optional(),
  notes: z.array(z.string()),
});
export type VotingPowerResult = z.infer<typeof votingPowerResult>;

export interface VotingPowerOptions {
  readonly subject: Party;
  /** A coalition that reaches it (atLeast) or has more (moreThan) wins; by default more than one half. */
  readonly quota?: ShareTest | undefined;
}

interface Voter {
  readonly id: string;
  readonly blocks: readonly number[];
}

/**
 * Power indices of those who cast the votes of a subject: Shapley–Shubik and Banzhaf (normalised), by the votes that can be
 * cast. A proxy's taker votes what it commands, a jointly held block votes as one. Throws a RangeError for a quota that is not
 * "at least" or "more than" a share.
 */
export function votingPower(
  r: Register,
  { subject, quota = { moreThan: "1/2" } }: VotingPowerOptions,
): VotingPowerResult {
  if (!("atLeast" in quota || "moreThan" in quota)) {
    throw new RangeError('a quota is "at least" or "more than" a share');
  }
  const company = typeof subject === "number" ? subject : entityIndex(r, subject);
  const blocks = castable(r, company);
  const voters = votersOf(r, blocks.live);
  const notes = notesOn(r, company, blocks, voters);
  const taken = completionOf(blocks);
  const weights = voters.map((voter) => sum(voter.blocks.map((block) => taken[block]!)));
  const whole = sum(weights);
  const game = wholeNumbers(weights, multiply(threshold(quota), whole), "moreThan" in quota);
  const indices = powerIndices(game);
  if (voters.length > 0 && indices.shapleyShubik.every((index) => index === 0)) {
    notes.push("no voter can turn a coalition into a winning one at this quota, so all indices are 0");
  }
  const all = [...blocks.live, ...blocks.dead];
  const holders = voters.map(({ id, blocks: own }, i) => ({
    id,
    votes: toShareResult(
      votesOf(
        blocks,
        own.map((block) => blocks.live[block]!),
      ),
    ),
    shapleyShubik: indices.shapleyShubik[i]!,
    banzhaf: indices.banzhaf[i]!,
  }));
  return {
    quota: testText(quota),
    holders: holders.sort(
      (a, b) => b.votes.min - a.votes.min || b.votes.max - a.votes.max || (a.id < b.id ? -1 : 1),
    ),
    method: indices.method,
    ...(indices.standardError === undefined ? {} : { standardError: indices.standardError }),
    ...(all.every(({ share }) => isExact(share)) ? {} : { completion: printed(voters, weights, whole) }),
    notes,
  };
}

interface Castable {
  readonly live: readonly VoteBlock[];
  /** Treasury, suspended, and what a company holds in one that controls it. */
  readonly dead: readonly VoteBlock[];
  readonly liveSum: VoteSum;
  readonly deadSum: VoteSum;
}

function castable(r: Register, company: number): Castable {
  const { castable: votes } = controlClosure(r).engine;
  const live: VoteBlock[] = [];
  const dead: VoteBlock[] = [];
  for (const block of voteBlocks(r, company)) {
    const struck = block.holder >= 0 && votes.struck?.of(company, block.holder) === "certainly";
    (block.dead || struck ? dead : live).push(block);
  }
  const total = (list: readonly VoteBlock[]): VoteSum => sumOf(list.map(({ share }) => share));
  return { live, dead, liveSum: total(live), deadSum: total(dead) };
}

/** One voter for each party that casts votes, in the order of ids; what is undisclosed last. */
function votersOf(r: Register, live: readonly VoteBlock[]): Voter[] {
  const byCommander = new Map<number, number[]>();
  live.forEach(({ commanders }, block) => {
    const party = commanders[0] ?? -1;
    const own = byCommander.get(party);
    if (own) own.push(block);
    else byCommander.set(party, [block]);
  });
  const rank = (party: number): number => (party < 0 ? r.entities.length : r.rank[party]!);
  return [...byCommander]
    .sort(([a], [b]) => rank(a) - rank(b))
    .map(([party, blocks]) => ({ id: party < 0 ? UNDISCLOSED_VOTER : r.entities[party]!.id, blocks }))
    .filter(({ blocks }) => blocks.some((block) => !isZero(live[block]!.share.max)));
}

function notesOn(r: Register, company: number, { live, dead }: Castable, voters: readonly Voter[]): string[] {
  const notes: string[] = [];
  if (live.length + dead.length === 0) notes.push("no votes are recorded, or votes decide nothing here");
  if (voters.some(({ id }) => id === UNDISCLOSED_VOTER))
    notes.push("the undisclosed part is taken as one voter");
  for (const { commanders } of live) {
    const party = commanders[0];
    if (party === undefined) continue;
    const { id, kind } = r.entities[party]!;
    if (kind === "dispersed" || kind === "clearingNominee") {
      notes.push(`${id} stands for many holders and is taken as one voter`);
    }
    if (commanders.length > 1) {
      const others = commanders.slice(1).map((one) => r.entities[one]!.id);
      notes.push(`${id} holds jointly with ${others.join(", ")}: the block votes as one`);
    }
  }
  const struck = dead.filter((block) => block.dead === null).map(({ holder }) => r.entities[holder]!.id);
  if (struck.length > 0) {
    notes.push(`${r.entities[company]!.id} controls ${struck.join(", ")}, whose votes in it cannot be cast`);
  }
  return notes;
}

/**
 * One completion: everyone at the least, what is then free to the undisclosed part as far as it goes, else to the holders in
 * the order of ids, each up to its greatest. By position of the live blocks.
 */
function completionOf({ live, dead, liveSum, deadSum }: Castable): Fraction[] {
  let free = greatest(ZERO, subtract(ONE, add(liveSum.min, deadSum.min)));
  const order = [
    ...live.filter(({ holder }) => holder < 0),
    ...live.filter(({ holder }) => holder >= 0),
    ...dead,
  ];
  const taken = new Map<VoteBlock, Fraction>();
  for (const block of order) {
    const more = least(free, subtract(block.share.max, block.share.min));
    taken.set(block, add(block.share.min, more));
    free = subtract(free, more);
  }
  return live.map((block) => taken.get(block)!);
}

/** Weights and quota in whole numbers without a common divisor. */
function wholeNumbers(
  weights: readonly Fraction[],
  line: Fraction,
  exceed: boolean,
): { readonly weights: bigint[]; readonly quota: bigint } {
  let unit = 1n;
  for (const { d } of weights) unit = (unit * d) / divisor(unit, d);
  const whole = weights.map(({ n, d }) => n * (unit / d));
  const common = whole.reduce(divisor, 0n) || 1n;
  const at = multiply(line, fraction(unit, common));
  const floor = at.n / at.d;
  const reached = floor * at.d === at.n;
  return {
    weights: whole.map((weight) => weight / common),
    quota: exceed ? floor + 1n : reached ? floor : floor + 1n,
  };
}

function divisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y > 0n) [x, y] = [y, x % y];
  return x;
}

/** A voter's part of the votes that can be cast. */
function votesOf({ liveSum, deadSum }: Castable, own: readonly VoteBlock[]) {
  const inside = own.length === 0 ? NO_VOTES : sumOf(own.map(({ share }) => share));
  const outside = subtractSums(liveSum, inside);
  return rangeBetween(leastRatio(inside, outside, deadSum), greatestRatio(inside, outside, deadSum));
}

function printed(
  voters: readonly Voter[],
  weights: readonly Fraction[],
  whole: Fraction,
): NonNullable<VotingPowerResult["completion"]> {
  return voters.map(({ id }, i) => ({
    id,
    votes: toShareResult(exactShare(isZero(whole) ? ZERO : divide(weights[i]!, whole))),
  }));
}
