import { toNumber } from "../model/fraction.js";
import { isExact, type ShareRange } from "../model/share.js";
import { blockOf, blocksIn, type CommandIndex, holderOf, PECULIAR } from "./commandIndex.js";
import { ALL_VOTES, addSums, NO_VOTES, type VoteSum, withShare } from "./votes.js";

/** Whether votes are struck (DESIGN §2): not, in some completion, or in all. */
export type Struck = "no" | "possibly" | "certainly";

/** Which votes the pass R1 takes out, by company and registered holder. */
export interface StruckVotes {
  of(company: number, holder: number): Struck;
}

/** All votes of one company, by whether they can be cast; the four parts sum to one. */
export interface CompanyVotes {
  readonly live: VoteSum;
  /** Possibly struck, but not certainly. */
  readonly maybe: VoteSum;
  /** Certainly struck. */
  readonly gone: VoteSum;
  /** Treasury and suspended. */
  readonly dead: VoteSum;
  /** The same as doubles, and how far sums of them can be off (see docs/method/control.md). */
  readonly rounded: RoundedVotes;
  /** Whether least and greatest differ: ranges, or votes that are only possibly struck. */
  readonly uncertain: boolean;
}

export interface RoundedVotes {
  readonly liveMin: number;
  readonly liveMax: number;
  readonly maybeMin: number;
  readonly maybeMax: number;
  readonly lostMin: number;
  readonly lostMax: number;
  readonly error: number;
}

/** Exact shares that their holders all cast: nothing need be summed. */
const PLAIN: CompanyVotes = {
  live: ALL_VOTES,
  maybe: NO_VOTES,
  gone: NO_VOTES,
  dead: NO_VOTES,
  rounded: { liveMin: 1, liveMax: 1, maybeMin: 0, maybeMax: 0, lostMin: 0, lostMax: 0, error: 0 },
  uncertain: false,
};

/** The votes of companies under one set of struck votes; each company is summed once, when first asked for. */
export class CastableVotes {
  readonly #known = new Map<number, CompanyVotes>();

  constructor(
    readonly index: CommandIndex,
    /** null in the pass R0, which strikes nothing. */
    readonly struck: StruckVotes | null,
  ) {}

  /** Whether a company needs its sums: most do not. */
  isPlain(company: number, peculiar: number): boolean {
    if (peculiar === 0) return true;
    if (peculiar !== PECULIAR.ring) return false;
    return this.struck === null || this.of(company) === PLAIN;
  }

  of(company: number): CompanyVotes {
    const known = this.#known.get(company);
    if (known) return known;
    const made = this.#sum(company);
    this.#known.set(company, made);
    return made;
  }

  /** Whether least and greatest may differ: ranges are seen without summing. */
  mayDiffer(company: number): boolean {
    const { min, max, start } = this.index.table;
    if (!this.index.blocksOf.has(company)) {
      for (let stake = start[company]!; stake < start[company + 1]!; stake += 1) {
        if (min[stake] !== max[stake]) return true;
      }
    }
    return this.of(company).uncertain;
  }

  strikes(block: number, company: number): Struck {
    return this.struck === null ? "no" : this.struck.of(company, holderOf(this.index, block));
  }

  #sum(company: number): CompanyVotes {
    const { index } = this;
    let [live, maybe, gone, dead] = [NO_VOTES, NO_VOTES, NO_VOTES, NO_VOTES];
    let uncertain = false;
    let count = 0;
    const ring = (index.peculiar[company]! & PECULIAR.ring) !== 0;
    const sums = (index.peculiar[company]! & PECULIAR.sums) !== 0;
    let struck = false;
    for (const block of blocksIn(index, company)) {
      const { share, dead: lost, holder } = blockOf(index, block);
      const state = ring && holder >= 0 ? this.strikes(block, company) : "no";
      if (lost) dead = withShare(dead, share);
      else if (state === "no") live = withShare(live, share);
      else if (state === "possibly") maybe = withShare(maybe, share);
      else gone = withShare(gone, share);
      struck ||= state !== "no";
      uncertain ||= !isExact(share) || (state === "possibly" && !lost);
      count += 1;
    }
    if (!sums && !struck) return PLAIN;
    const undisclosed = this.#undisclosed(company);
    if (undisclosed) {
      live = withShare(live, undisclosed);
      uncertain ||= !isExact(undisclosed);
    }
    return { live, maybe, gone, dead, rounded: rounded(live, maybe, addSums(gone, dead), count), uncertain };
  }

  /** Blocks of split companies include what is undisclosed. */
  #undisclosed(company: number): ShareRange | null {
    return this.index.blocksOf.has(company) ? null : this.index.table.undisclosed(company);
  }
}

function rounded(live: VoteSum, maybe: VoteSum, lost: VoteSum, count: number): RoundedVotes {
  const [liveMax, maybeMax, lostMax] = [toNumber(live.max), toNumber(maybe.max), toNumber(lost.max)];
  return {
    liveMin: toNumber(live.min),
    liveMax,
    maybeMin: toNumber(maybe.min),
    maybeMax,
    lostMin: toNumber(lost.min),
    lostMax,
    error: (count + 16) * 2 ** -50 * (1 + liveMax + maybeMax + lostMax),
  };
}
