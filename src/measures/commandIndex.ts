import { ENTITY_KINDS } from "../model/dataset.js";
import type { ShareRange } from "../model/share.js";
import { columnsOf, markedHoldings } from "../register/bulkRegister.js";
import { type Rings, ringsOf } from "../register/condensation.js";
import type { Register } from "../register/register.js";
import type { StakeTable } from "../register/stakeTable.js";
import { type ControlFact, controlFacts, hasVotes, kindHasVotes, kindMayControl } from "./controlFacts.js";
import { movingTies } from "./portions.js";
import { type VoteBlock, voteBlocks } from "./votes.js";

/** What is peculiar about a company's votes; a company without any has exact shares that its holders all cast. */
export const PECULIAR = {
  /** Ranges or treasury shares: sums of all its blocks are needed. */
  sums: 1,
  /** Votes decide nothing. */
  noVotes: 2,
  /** Ties or suspensions split its stakes: blocks stand in `blocksOf`, not in the stake table. */
  split: 4,
  /** It is in a ring of command, so that votes in it may be struck. */
  ring: 8,
} as const;

/**
 * Who commands votes in what, for a whole register. A block is numbered: stakes of the voting table keep their number,
 * blocks of companies whose stakes are split come after them.
 */
export interface CommandIndex {
  readonly r: Register;
  readonly table: StakeTable;
  /** See {@link PECULIAR}, by company. */
  readonly peculiar: Uint8Array;
  /** Entities that can command anything. */
  readonly able: Uint8Array;
  readonly blocksOf: ReadonlyMap<number, readonly number[]>;
  readonly splitBlocks: readonly SplitBlock[];
  /** Live blocks of split companies, by commander. */
  readonly splitBy: ReadonlyMap<number, readonly number[]>;
  readonly rings: Rings;
}

export interface SplitBlock extends VoteBlock {
  readonly company: number;
}

const cached = new WeakMap<Register, CommandIndex>();

/** Indexes the votes of a register, once: one pass over stakes and ties. */
export function commandIndex(r: Register): CommandIndex {
  const known = cached.get(r);
  if (known) return known;
  const made = build(r);
  cached.set(r, made);
  return made;
}

/** What {@link kindHasVotes} says, as numbers. */
const BY_KIND: Readonly<Record<string, number>> = { false: 0, true: 1, null: 2 };

function build(r: Register): CommandIndex {
  const table = r.stakes.voting;
  const size = r.rank.length;
  const { kind } = columnsOf(r);
  const ableKinds = Uint8Array.from(ENTITY_KINDS, (one) => (kindMayControl(one) ? 1 : 0));
  const votingKinds = Uint8Array.from(ENTITY_KINDS, (one) => BY_KIND[String(kindHasVotes(one))]!);
  const able = new Uint8Array(size);
  const peculiar = new Uint8Array(size);
  for (let entity = 0; entity < size; entity += 1) {
    able[entity] = ableKinds[kind[entity]!]!;
    const voting = votingKinds[kind[entity]!]!;
    if (voting === 0 || (voting === 2 && !hasVotes(r, entity))) peculiar[entity] = PECULIAR.noVotes;
  }
  const { start, holder, subject, min, max } = table;
  for (let stake = 0; stake < holder.length; stake += 1) {
    const company = subject[stake]!;
    if (min[stake] !== max[stake] || holder[stake] === company) peculiar[company]! |= PECULIAR.sums;
  }
  const splitBlocks: SplitBlock[] = [];
  const blocksOf = new Map<number, readonly number[]>();
  const splitBy = new Map<number, number[]>();
  for (const company of splitCompanies(r)) {
    if (peculiar[company]! & PECULIAR.noVotes || start[company] === start[company + 1]) continue;
    peculiar[company]! |= PECULIAR.split | PECULIAR.sums;
    const own: number[] = [];
    for (const block of voteBlocks(r, company)) {
      const number = holder.length + splitBlocks.push({ ...block, company }) - 1;
      own.push(number);
      for (const commander of block.commanders) {
        const list = splitBy.get(commander);
        if (list) list.push(number);
        else splitBy.set(commander, [number]);
      }
    }
    blocksOf.set(company, own);
  }
  const rings = ringsOf(size, adjacency(r, splitBlocks));
  for (const entity of rings.member) peculiar[entity]! |= PECULIAR.ring;
  return { r, table, peculiar, able, blocksOf, splitBlocks, splitBy, rings };
}

/** Companies in which some stake is not simply its holder's: ties that move votes, joint blocks, suspensions. */
function splitCompanies(r: Register): Set<number> {
  const { heldStart, held, subject } = r.stakes.voting;
  const found = new Set<number>();
  const { nominees, proxies, agreements, joint } = movingTies(r);
  for (const ties of [nominees, proxies, agreements]) {
    for (const [holder, list] of ties) {
      const everywhere = list.some((tie) => tie.subject < 0);
      for (const tie of list) if (tie.subject >= 0) found.add(tie.subject);
      for (let k = heldStart[holder]!; everywhere && k < heldStart[holder + 1]!; k += 1) {
        found.add(subject[held[k]!]!);
      }
    }
  }
  for (const list of joint.values()) for (const tie of list) if (tie.to >= 0) found.add(tie.to);
  for (const { record, subject: company } of markedHoldings(r)) {
    if (record.votingSuspended !== undefined && record.votingSuspended !== false) found.add(company);
  }
  return found;
}

/**
 * From each entity to whoever may command it: registered holders (whose votes may be struck), commanders, members of
 * its control facts. More arcs than there are commands do no harm: rings are only where strikes are looked for.
 */
function adjacency(
  r: Register,
  splitBlocks: readonly SplitBlock[],
): { readonly start: Int32Array; readonly target: Int32Array } {
  const { start, holder } = r.stakes.voting;
  const more = new Map<number, number[]>();
  const put = (entity: number, commander: number): void => {
    const list = more.get(entity);
    if (list) list.push(commander);
    else more.set(entity, [commander]);
  };
  for (const { company, commanders, holder: registered } of splitBlocks) {
    for (const commander of commanders) if (commander !== registered) put(company, commander);
  }
  for (const [entity, facts] of controlFacts(r).of) {
    for (const { members } of facts) for (const member of members) put(entity, member);
  }
  if (more.size === 0) return { start, target: holder };
  const size = r.rank.length;
  const allStart = new Int32Array(size + 1);
  for (let entity = 0; entity < size; entity += 1) {
    const own = start[entity + 1]! - start[entity]! + (more.get(entity)?.length ?? 0);
    allStart[entity + 1] = allStart[entity]! + own;
  }
  const target = new Int32Array(allStart[size]!);
  for (let entity = 0; entity < size; entity += 1) {
    target.set(holder.subarray(start[entity]!, start[entity + 1]!), allStart[entity]!);
    const extra = more.get(entity);
    if (extra) target.set(extra, allStart[entity + 1]! - extra.length);
  }
  return { start: allStart, target };
}

export const holderOf = ({ table, splitBlocks }: CommandIndex, block: number): number =>
  block < table.holder.length ? table.holder[block]! : splitBlocks[block - table.holder.length]!.holder;

export const shareOf = ({ table, splitBlocks }: CommandIndex, block: number): ShareRange =>
  block < table.holder.length ? table.share(block) : splitBlocks[block - table.holder.length]!.share;

/** The block as a record; of plain stakes it is made on the spot. */
export function blockOf(index: CommandIndex, block: number): VoteBlock {
  const { table, splitBlocks } = index;
  if (block >= table.holder.length) return splitBlocks[block - table.holder.length]!;
  const holder = table.holder[block]!;
  const treasury = holder === table.subject[block];
  return {
    commanders: treasury ? [] : [holder],
    holder,
    share: table.share(block),
    basis: "votes",
    dead: treasury ? "treasury" : null,
    ties: [],
    records: table.records(block),
  };
}

/** Whether votes can decide about an entity, and at least one holder of them is recorded. */
export const hasRecordedVotes = ({ peculiar, table }: CommandIndex, company: number): boolean =>
  (peculiar[company]! & PECULIAR.noVotes) === 0 && table.start[company] !== table.start[company + 1];

/** Blocks of a company that somebody named holds; what is undisclosed is in `blocksOf` of split companies only. */
export function* blocksIn(index: CommandIndex, company: number): Generator<number> {
  if (index.peculiar[company]! & PECULIAR.noVotes) return;
  const split = index.blocksOf.get(company);
  if (split) yield* split;
  else for (let b = index.table.start[company]!; b < index.table.start[company + 1]!; b += 1) yield b;
}

/** Control facts in which a node is a member, if the entity can control at all. */
export const factsBy = (index: CommandIndex, entity: number): readonly ControlFact[] =>
  controlFacts(index.r).by.get(entity) ?? NO_FACTS;

const NO_FACTS: readonly ControlFact[] = [];
