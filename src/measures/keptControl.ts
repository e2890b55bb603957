import type { ShareTest } from "../model/share.js";
import type { BulkRegister, RegisterColumns } from "../register/bulkRegister.js";
import type { Rings } from "../register/condensation.js";
import { partRegister } from "../register/partRegister.js";
import { type Whole, wholeAfter, wholeOf } from "../register/registerOver.js";
import { stakesIn } from "../register/stakeTable.js";
import { sameTraits, type UpdatedRegister } from "../register/updatedRegister.js";
import { ControlClosure, type ControlColumns } from "./controlClosure.js";
import { HeldCompanies } from "./heldCompanies.js";
import { type ControlRow, KeptPairs } from "./keptPairs.js";
import { EXACT_SUMS } from "./plainCommand.js";
import { wholeWalk } from "./wholeWalk.js";

export type { ControlRow } from "./keptPairs.js";

/** The control closure of everybody, kept while the register goes on. */
export interface KeptControl {
  /** The register that answers are of. */
  readonly register: BulkRegister;
  /** All that one party alone controls, by number, in the order of the entities table: the rows of `ControlClosure.pairColumns`. */
  of(controller: number): readonly ControlRow[];
  /**
   * Goes over to a register that was made of the present one by an update. Gives the controllers whose rows are others
   * than before, ascending; the rows of all others are bit by bit what they were (docs/method/incremental.md). Throws a
   * RangeError for an update of another register.
   */
  follow(next: UpdatedRegister): Int32Array;
}

/** What a party controls in everything that it can reach. */
interface State {
  readonly whole: Whole;
  readonly pairs: KeptPairs;
  /** Who holds voting shares of whom. */
  readonly held: HeldCompanies;
  /** Members of the ring of command that an entity is in. */
  readonly rings: Map<number, readonly number[]>;
  /** Controllers for whom fractions were added: how many sums at most, or infinitely many where sets answer for them. */
  readonly sums: Map<number, number>;
}

const MAJORITY: ShareTest = { moreThan: "1/2" };

/**
 * Finds the whole control closure once and keeps it, so that it can follow updates in time in what an update changes. Where a
 * register has ties, which give votes and control to anybody, everything is found anew each time.
 */
export function keptControl(
  register: BulkRegister,
  { test = MAJORITY }: { readonly test?: ShareTest } = {},
): KeptControl {
  let present = register;
  let state = passed(wholeOf(register), test);
  return {
    get register() {
      return present;
    },
    of: (controller) => state.pairs.of(controller),
    follow(next) {
      if (!next.update.follows(present)) throw new RangeError("the update is one of another register");
      const whole = wholeAfter(state.whole, next);
      const isAnew = next.update.everything || next.ties.length > 0 || !sameTraits(present, next);
      present = next;
      if (!isAnew) {
        state = { ...state, whole };
        return new Following(state, test, next.update.changed).run();
      }
      const before = state;
      state = passed(whole, test);
      return differing(before.pairs, state.pairs, next.count);
    },
  };
}

function passed(whole: Whole, test: ShareTest): State {
  const closure = new ControlClosure(whole.ordinary(), test);
  const sums = new Map<number, number>();
  const onExact = (controller: number, own: number): void => {
    sums.set(controller, own);
  };
  const pairs = new KeptPairs(whole.columns.count, closure.pairColumns({ onExact }));
  const rings = new Map<number, readonly number[]>();
  for (const members of ringsIn(closure.engine.index.rings))
    for (const member of members) rings.set(member, members);
  return { whole, pairs, sums, rings, held: new HeldCompanies(wholeWalk(whole, "voting")) };
}

function* ringsIn({ start, member }: Rings): Generator<readonly number[]> {
  for (let ring = 0; ring + 1 < start.length; ring += 1)
    yield [...member.subarray(start[ring]!, start[ring + 1]!)];
}

/** Everyone whose rows are not the same. */
function differing(before: KeptPairs, after: KeptPairs, count: number): Int32Array {
  const found: number[] = [];
  const text = (rows: readonly ControlRow[]): string => JSON.stringify(rows);
  for (let controller = 0; controller < count; controller += 1)
    if (text(before.of(controller)) !== text(after.of(controller))) found.push(controller);
  return Int32Array.from(found);
}

/** A part of the register that is closed upwards, with its closure. */
interface Part {
  readonly entities: Int32Array;
  readonly closure: ControlClosure;
}

/** One update that a closure follows. */
class Following {
  readonly #state: State;
  readonly #test: ShareTest;
  readonly #changed: Int32Array;
  readonly #columns: RegisterColumns;
  /** Subjects that were looked at, with their controllers. */
  readonly #found = new Map<number, ControlRow[]>();
  /** Controllers all of whose rows have to be found by themselves. */
  readonly #apart = new Set<number>();

  constructor(state: State, test: ShareTest, changed: Int32Array) {
    this.#state = state;
    this.#test = test;
    this.#changed = changed;
    this.#columns = state.whole.columns;
  }

  run(): Int32Array {
    const { pairs, held, rings } = this.#state;
    const table = this.#columns.stakes.voting;
    let due = new Set<number>();
    for (const company of this.#changed) {
      due.add(company);
      // Votes in one company of a ring are struck by what the others are.
      for (const mate of rings.get(company) ?? []) due.add(mate);
      const { table: own, from, to } = stakesIn(table, company);
      for (let stake = from; stake < to; stake += 1) held.add(own.holder[stake]!, company);
    }
    while (due.size > 0) {
      const looked = due;
      const mates = this.#look(looked);
      due = new Set();
      for (const mate of mates) if (!this.#found.has(mate)) due.add(mate);
      for (const subject of looked)
        if (this.#hasOtherControllers(subject))
          held.each(subject, (company) => {
            if (!this.#found.has(company)) due.add(company);
          });
    }
    this.#addFormer();
    const apart = this.#apart.size > 0 ? this.#allOf(this.#apart) : new Map<number, ControlRow[]>();
    this.#putApart(apart);
    const others = pairs.replaceIn(this.#found);
    for (const [controller, rows] of apart) if (pairs.replaceOf(controller, rows)) others.add(controller);
    return Int32Array.from(others).sort();
  }

  /** Whoever is found by itself has the votes that were found so. */
  #putApart(apart: ReadonlyMap<number, readonly ControlRow[]>): void {
    for (const rows of apart.values()) {
      for (const row of rows) {
        const known = this.#found.get(row.subject);
        const at = known?.findIndex(({ controller }) => controller === row.controller) ?? -1;
        if (at >= 0) known![at] = row;
      }
    }
  }

  /** Whoever has votes no more in what was looked at may not stand above it any more, and still be one to be found by itself. */
  #addFormer(): void {
    const { pairs, held, sums } = this.#state;
    for (const [controller, own] of sums) {
      if (own <= EXACT_SUMS || this.#apart.has(controller)) continue;
      const reaches = (member: number): boolean => {
        let found = false;
        held.each(member, (company) => {
          found ||= this.#found.has(company);
        });
        return found;
      };
      if (reaches(controller) || pairs.of(controller).some(({ subject }) => reaches(subject)))
        this.#apart.add(controller);
    }
  }

  #hasOtherControllers(subject: number): boolean {
    const was = this.#state.pairs.controllersOf(subject);
    const is = this.#found.get(subject)!;
    return was.length !== is.length || is.some(({ controller }, k) => controller !== was[k]);
  }

  /** Finds the controllers of some subjects; gives members of rings that the changed companies are in now. */
  #look(subjects: ReadonlySet<number>): number[] {
    const { rings, sums } = this.#state;
    const { entities, closure } = this.#partAbove(subjects);
    for (const subject of subjects) this.#found.set(subject, []);
    const added = new Map<number, number>();
    const onExact = (own: number, count: number): void => {
      added.set(entities[own]!, count);
    };
    const wanted = new Uint8Array(entities.length);
    entities.forEach((entity, own) => {
      if (subjects.has(entity)) wanted[own] = 1;
    });
    for (const row of rowsOf(entities, closure.pairColumns({ onExact }), wanted))
      this.#found.get(row.subject)!.push(row);
    for (const entity of entities) {
      const known = sums.get(entity) ?? 0;
      const now = known + (added.get(entity) ?? 0);
      if (now === 0) continue;
      sums.set(entity, now);
      if (now > EXACT_SUMS) this.#apart.add(entity);
    }
    return this.#ringsAfter(entities, closure.engine.index.rings, rings);
  }

  /** Notes the rings of a part; gives the members of those that changed companies are in. */
  #ringsAfter(entities: Int32Array, found: Rings, rings: Map<number, readonly number[]>): number[] {
    for (const entity of entities) rings.delete(entity);
    const mates: number[] = [];
    const changed = new Set(this.#changed);
    for (const own of ringsIn(found)) {
      const members = own.map((member) => entities[member]!);
      for (const member of members) rings.set(member, members);
      if (members.some((member) => changed.has(member))) mates.push(...members);
    }
    return mates;
  }

  /** Some companies and everyone above them, as a register of their own. */
  #partAbove(companies: Iterable<number>): Part {
    const table = this.#columns.stakes.voting;
    const seen = new Set(companies);
    for (const company of seen) {
      const { table: own, from, to } = stakesIn(table, company);
      for (let stake = from; stake < to; stake += 1) seen.add(own.holder[stake]!);
    }
    const entities = Int32Array.from(seen).sort();
    return { entities, closure: new ControlClosure(partRegister(this.#columns, entities), this.#test) };
  }

  /** All rows of some controllers, out of a part with everything that their sets can reach. */
  #allOf(controllers: ReadonlySet<number>): Map<number, ControlRow[]> {
    const { pairs, held, sums } = this.#state;
    const reached = new Set<number>();
    for (const controller of controllers) {
      reached.add(controller);
      for (const { subject } of pairs.of(controller)) reached.add(subject);
    }
    const rows = new Map<number, ControlRow[]>();
    for (let size = 0; size < reached.size; ) {
      size = reached.size;
      rows.clear();
      const companies = new Set(controllers);
      for (const member of reached) held.each(member, (company) => companies.add(company));
      const { entities, closure } = this.#partAbove(companies);
      for (const controller of controllers) {
        rows.set(controller, []);
        sums.delete(controller);
      }
      const asked = (own: number): boolean => controllers.has(entities[own]!);
      const onExact = (own: number, count: number): void => {
        sums.set(entities[own]!, count);
      };
      for (const row of rowsOf(entities, closure.pairColumns({ asked, onExact }))) {
        rows.get(row.controller)!.push(row);
        reached.add(row.subject);
      }
    }
    return rows;
  }
}

/** Pairs of a part by the numbers of the whole register; only those in subjects that are not 0, where that is said. */
function* rowsOf(
  entities: Int32Array,
  columns: Iterable<ControlColumns>,
  wanted: Uint8Array | null = null,
): Generator<ControlRow> {
  for (const { count, first, second, min, max, basis, verdict } of columns) {
    for (let row = 0; row < count; row += 1)
      if (wanted === null || wanted[second[row]!] === 1)
        yield {
          ...{ controller: entities[first[row]!]!, subject: entities[second[row]!]! },
          ...{ min: min[row]!, max: max[row]!, basis: basis[row]!, verdict: verdict[row]! },
        };
  }
}
