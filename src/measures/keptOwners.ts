import { toNumber } from "../model/fraction.js";
import { threshold } from "../model/share.js";
import type { BulkRegister } from "../register/bulkRegister.js";
import { type Whole, wholeAfter, wholeOf } from "../register/registerOver.js";
import { sameTraits, type UpdatedRegister } from "../register/updatedRegister.js";
import { type Below, HeldCompanies } from "./heldCompanies.js";
import type { OwnerPair } from "./ownersOfAll.js";
import {
  asPairs,
  LEAST_PRUNED,
  type OwnersOfAllOptions,
  type Passed,
  pairsIn,
  SLACK,
} from "./ownersOfAll.js";
import { OwnerVectors } from "./ownerVectors.js";
import { type RenewableWalk, renewable, walkAfter } from "./renewableWalk.js";
import { reordered } from "./reordered.js";
import { rangedBelow, spreadDown } from "./spread.js";
import { terminalFlags } from "./terminalFlags.js";
import type { VectorDifference, VectorRenewal } from "./vectorDifference.js";
import type { Scratch } from "./vectorGround.js";
import { ownersFirst, ROW, type WholeWalk, wholeWalk } from "./wholeWalk.js";

export type KeptOwnersOptions = Omit<OwnersOfAllOptions, "asked" | "onClosedRing">;

/** The ultimate owners of everybody, kept while the register goes on. */
export interface KeptOwners {
  /** The register that answers are of. */
  readonly register: BulkRegister;
  /** Rows of one subject, by number, in the order of the entities table: those of `ownersOfAll`. */
  of(subject: number): readonly OwnerPair[];
  /**
   * Goes over to a register that was made of the present one by an update. Gives the subjects whose rows may be others
   * than before, ascending; the rows of all others are bit by bit what they were (docs/method/incremental.md). Throws a
   * RangeError for an update of another register.
   */
  follow(next: UpdatedRegister): Int32Array;
}

/** Superseded numbers may be kept until there are so many times as many as at first; then all is passed anew. */
const MOST_GROWTH = 3;

interface State extends Passed {
  readonly walk: RenewableWalk;
  readonly whole: Whole;
  readonly least: OwnerVectors;
  readonly scratch: Scratch;
  readonly held: HeldCompanies;
  /** Those of the last update. */
  readonly affected?: Below | undefined;
  /** Parties whose shares are asked for. */
  readonly wanted: Uint8Array;
  readonly delicate: Uint8Array;
  readonly pairsOf: (subject: number) => readonly OwnerPair[];
  /** Numbers kept when all had been passed. */
  readonly first: number;
}

/**
 * Passes a whole register once and keeps what companies hand on to each other, so that it can follow updates: time and
 * memory of `ownersOfAll`, then time in what an update changes. Throws a RangeError for a threshold below
 * {@link LEAST_PRUNED}.
 */
export function keptOwners(register: BulkRegister, options: KeptOwnersOptions): KeptOwners {
  if (toNumber(threshold(options.test)) < LEAST_PRUNED)
    throw new RangeError(`a threshold of at least ${LEAST_PRUNED} is needed to leave anybody out`);
  let present = register;
  let state = passed(wholeOf(register), options);
  return {
    get register() {
      return present;
    },
    of: (subject) => state.pairsOf(subject),
    follow(next) {
      if (!next.update.follows(present)) throw new RangeError("the update is one of another register");
      const before = state;
      const whole = wholeAfter(before.whole, next);
      const renewed = isAnew(before, next) ? null : follow(before, whole, options, next);
      state = renewed?.state ?? passed(whole, options);
      present = next;
      return renewed?.subjects ?? everySubject(before.walk, state.walk);
    },
  };
}

function passed(whole: Whole, options: KeptOwnersOptions): State {
  const first = wholeWalk(whole, options.interest ?? "equity");
  const held = new HeldCompanies(first);
  const walk = renewable(first);
  const order = ownersFirst(walk, options.limits?.copied);
  const scratch = roomyScratch(walk, order);
  const flags = options.terminals ? terminalFlags(whole, options.terminals) : null;
  const vectors = vectorOptions(walk, flags);
  const shared = {
    ...vectors,
    limits: options.limits,
    needed: null,
    scratch,
    renewable: true,
  };
  const floor = toNumber(threshold(options.test)) - SLACK;
  const most = new OwnerVectors(walk, order, { ...shared, sense: "most", floor });
  const ranged = walk.peculiar ? rangedBelow(walk, order) : null;
  const least = ranged ? new OwnerVectors(walk, order, { ...shared, sense: "least", floor: 2 }) : most;
  const known = {
    walk,
    order,
    most,
    ranged,
    flags,
    least,
    whole,
    scratch,
    wanted: vectors.wanted,
    held,
  };
  return { ...completed(known, new Uint8Array(walk.count), options), first: sizeOf(known) };
}

/** Numbers that are kept, also those that were superseded. */
const sizeOf = ({ walk, most, least }: Pick<State, "walk" | "most" | "least">): number =>
  walk.arcs + most.size + least.size;

const vectorOptions = (walk: WholeWalk, flags: Uint8Array | null) => ({
  wanted: flags ?? new Uint8Array(walk.count).fill(1),
  returns: flags === null,
});

function completed(
  known: Omit<State, "delicate" | "pairsOf" | "first">,
  delicate: Uint8Array,
  options: KeptOwnersOptions,
): Omit<State, "first"> {
  const pairs = asPairs(pairsIn({ ...known, delicate }, options));
  return { ...known, delicate, pairsOf: (subject) => pairs(subject, known.least) };
}

/** Whether everything has to be passed anew: ties moved, known entities are of another kind, or too much is superseded. */
function isAnew(state: State, next: UpdatedRegister): boolean {
  if (next.update.everything || sizeOf(state) > MOST_GROWTH * state.first + (1 << 20)) return true;
  return !sameTraits(state.whole.columns, next);
}

/** Scratch with room for what updates add. */
function roomyScratch({ count, peculiar }: WholeWalk, { order }: Passed["order"]): Scratch {
  const [parties, places] = [Math.ceil(1.02 * count) + 1024, 2 * order.length + 1024];
  return {
    sum: new Float64Array(parties),
    sumOfReference: new Float64Array(places),
    touched: new Int32Array(parties),
    firstArc: new Int32Array(peculiar ? parties : 0),
    mark: new Int32Array(parties),
    turn: 0,
  };
}

const fits = ({ mark, sumOfReference }: Scratch, { count }: WholeWalk, { order }: Passed["order"]): boolean =>
  count <= mark.length && order.length <= sumOfReference.length;

function follow(
  before: State,
  whole: Whole,
  options: KeptOwnersOptions,
  { update }: UpdatedRegister,
): { readonly state: State; readonly subjects: Int32Array } | null {
  const everyone = before.walk.count;
  const after = walkAfter(before.walk, whole, update.changed);
  // A second pass for the least shares was not needed before.
  if (after === null) return null;
  const { walk, earlier } = after;
  const { most, least, first } = before;
  const { held } = before;
  held.goOver(walk, update.changed);
  const affected = held.below(walk.count, update.changed, before.affected);
  const copied = options.limits?.copied;
  const { order, moved, former } = reordered(before.order, { earlier, walk, held }, update.changed, copied);
  const scratch = fits(before.scratch, walk, order) ? before.scratch : roomyScratch(walk, order);
  const isLonger = walk.count > everyone;
  const flags = options.terminals && isLonger ? terminalFlags(whole, options.terminals) : before.flags;
  const { wanted } = isLonger ? vectorOptions(walk, flags) : before;
  const changed = new Set(update.changed);
  const renewal = { walk, earlier, order, scratch, changed, affected, held, moved, former, wanted };
  const ranged = before.ranged && rangedAfter(before.ranged, renewal);
  const mostDiffers = most.renew(renewal);
  const leastDiffers = least === most ? mostDiffers : least.renew(renewal);
  const delicate = isLonger ? new Uint8Array(walk.count) : before.delicate;
  delicate.set(before.delicate);
  const known = { walk, order, most, least, ranged, flags, wanted, whole, scratch, held, affected };
  const state: State = { ...completed(known, delicate, options), first };
  return { state, subjects: concerned(before, state, { affected, mostDiffers, leastDiffers }) };
}

/** Which companies stand below ranges now; of those not affected it is what it was. */
function rangedAfter(ranged: Uint8Array, { walk, order, changed, moved, held }: VectorRenewal): Uint8Array {
  const made = new Uint8Array(walk.count);
  made.set(ranged);
  const due = new Uint8Array(order.components);
  const call = (company: number): void => {
    const at = order.place[company]!;
    if (at >= 0) due[order.component[at]!] = 1;
  };
  const look = (company: number): void => {
    const own = walk.row[company] === ROW.exact ? 0 : 1;
    if (order.place[company]! < 0 && made[company] !== own) {
      made[company] = own;
      held.each(company, call);
    } else call(company);
  };
  changed.forEach(look);
  moved.forEach(look);
  for (let c = due.indexOf(1); c >= 0; c = due.indexOf(1, c + 1)) {
    const members = order.order.subarray(order.componentStart[c]!, order.componentStart[c + 1]!);
    const was = members.map((member) => made[member]!);
    for (const member of members) made[member] = walk.row[member] === ROW.exact ? 0 : 1;
    spreadDown(made, { walk, order }, c);
    members.forEach((member, i) => {
      if (made[member] !== was[i]) held.each(member, call);
    });
  }
  return made;
}

/** The subjects whose rows may differ. */
function concerned(
  before: State,
  { most, ranged, delicate }: State,
  {
    affected,
    mostDiffers,
    leastDiffers,
  }: {
    readonly affected: Below;
    readonly mostDiffers: VectorDifference;
    readonly leastDiffers: VectorDifference;
  },
): Int32Array {
  const differs = (subject: number): boolean =>
    most.isLive(subject, leastDiffers) || most.isLive(subject, mostDiffers);
  const found = new Set(mostDiffers.rows);
  const { companies } = affected;
  const [was, is] = [before.ranged, ranged];
  for (let k = 0; k < companies.length; k += 1) {
    const subject = companies[k]!;
    // What fractions decided may differ where doubles do not.
    const isDelicate = delicate[subject] !== 1;
    const isRanged = is !== null && (is[subject] === 1 || was![subject] === 1);
    if (!isDelicate && !isRanged) continue;
    const isOther = isDelicate || is![subject] !== was![subject];
    if (isOther ? most.isLive(subject) : differs(subject)) found.add(subject);
  }
  // Errors tell two ends of a range from one number.
  for (const subject of [...mostDiffers.rounded, ...leastDiffers.rounded])
    if (ranged?.[subject] && most.isLive(subject)) found.add(subject);
  return Int32Array.from(found).sort();
}

/** Everyone who had or has holders. */
function everySubject(before: WholeWalk, after: WholeWalk): Int32Array {
  const isHeld = ({ start, end, count }: WholeWalk, party: number): boolean =>
    party < count && start[party] !== end[party];
  const found: number[] = [];
  for (let party = 0; party < after.count; party += 1)
    if (isHeld(before, party) || isHeld(after, party)) found.push(party);
  return Int32Array.from(found);
}
