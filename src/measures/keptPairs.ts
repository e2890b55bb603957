import { grouped } from "../register/stakeTable.js";
import type { ControlBasis } from "./controlChain.js";
import type { ControlColumns } from "./controlClosure.js";
import type { Known } from "./pairColumns.js";

/** One pair of the closure by number; `min` and `max` are votes, NaN where they decide nothing. */
export interface ControlRow {
  readonly controller: number;
  readonly subject: number;
  readonly min: number;
  readonly max: number;
  readonly basis: ControlBasis;
  readonly verdict: Known;
}

/** All pairs of a closure: those found at first in columns, by controller, and what has come since beside them. */
export class KeptPairs {
  readonly #controller: Int32Array;
  readonly #start: Int32Array;
  readonly #subject: Int32Array;
  readonly #min: Float64Array;
  readonly #max: Float64Array;
  readonly #possible: Uint8Array;
  /** Where it is anything but votes. */
  readonly #basis = new Map<number, ControlBasis>();
  /** Positions by subject. */
  readonly #inStart: Int32Array;
  readonly #in: Int32Array;
  readonly #rowsOf = new Map<number, readonly ControlRow[]>();
  readonly #controllersOf = new Map<number, readonly number[]>();

  /** Takes all pairs, controllers ascending, and each one's subjects. */
  constructor(count: number, columns: Iterable<ControlColumns>) {
    const all: Column[] = [];
    let total = 0;
    for (const own of columns) {
      own.basis.slice(0, own.count).forEach((basis, row) => {
        if (basis !== "votes") this.#basis.set(total + row, basis);
      });
      all.push({
        first: own.first.slice(0, own.count),
        second: own.second.slice(0, own.count),
        min: own.min.slice(0, own.count),
        max: own.max.slice(0, own.count),
        possible: Uint8Array.from({ length: own.count }, (_, row) =>
          own.verdict[row] === "possible" ? 1 : 0,
        ),
      });
      total += own.count;
    }
    this.#controller = joined(
      new Int32Array(total),
      all.map(({ first }) => first),
    );
    this.#subject = joined(
      new Int32Array(total),
      all.map(({ second }) => second),
    );
    this.#min = joined(
      new Float64Array(total),
      all.map(({ min }) => min),
    );
    this.#max = joined(
      new Float64Array(total),
      all.map(({ max }) => max),
    );
    this.#possible = joined(
      new Uint8Array(total),
      all.map(({ possible }) => possible),
    );
    this.#start = grouped(this.#controller, count).start;
    const { start, members } = grouped(this.#subject, count);
    this.#inStart = start;
    this.#in = members;
  }

  /** What one party controls, in the order of the subjects. */
  of(controller: number): readonly ControlRow[] {
    const known = this.#rowsOf.get(controller);
    if (known || controller >= this.#start.length - 1) return known ?? [];
    const [from, to] = [this.#start[controller]!, this.#start[controller + 1]!];
    return Array.from({ length: to - from }, (_, k) => this.#row(from + k));
  }

  /** Who alone controls a subject, ascending. */
  controllersOf(subject: number): readonly number[] {
    const known = this.#controllersOf.get(subject);
    if (known || subject >= this.#inStart.length - 1) return known ?? [];
    const own = this.#in.subarray(this.#inStart[subject]!, this.#inStart[subject + 1]!);
    return Array.from(own, (position) => this.#controller[position]!);
  }

  /** The row of a pair; undefined where there is none. */
  pair(controller: number, subject: number): ControlRow | undefined {
    const known = this.#rowsOf.get(controller);
    if (known) {
      const at = firstFrom(0, known.length, (own) => known[own]!.subject >= subject);
      return known[at]?.subject === subject ? known[at] : undefined;
    }
    if (controller >= this.#start.length - 1) return undefined;
    const end = this.#start[controller + 1]!;
    const at = firstFrom(this.#start[controller]!, end, (own) => this.#subject[own]! >= subject);
    return at < end && this.#subject[at] === subject ? this.#row(at) : undefined;
  }

  #row(position: number): ControlRow {
    return {
      controller: this.#controller[position]!,
      subject: this.#subject[position]!,
      min: this.#min[position]!,
      max: this.#max[position]!,
      basis: this.#basis.get(position) ?? "votes",
      verdict: this.#possible[position] === 1 ? "possible" : "certain",
    };
  }

  /** Goes over to other pairs in some subjects; says for whom anything is different. */
  replaceIn(subjects: ReadonlyMap<number, readonly ControlRow[]>): Set<number> {
    const others = new Map<number, Map<number, ControlRow | null>>();
    const note = (controller: number, subject: number, row: ControlRow | null): void => {
      const own = others.get(controller) ?? new Map<number, ControlRow | null>();
      others.set(controller, own.set(subject, row));
    };
    for (const [subject, rows] of subjects) {
      const before = new Set(this.controllersOf(subject));
      for (const row of rows) {
        const was = before.delete(row.controller) ? this.pair(row.controller, subject) : undefined;
        if (!was || !sameRow(was, row)) note(row.controller, subject, row);
      }
      for (const controller of before) note(controller, subject, null);
    }
    for (const [controller, changes] of others) {
      const stay = this.of(controller).filter(({ subject }) => !changes.has(subject));
      const come = [...changes.values()].filter((row) => row !== null);
      this.#rowsOf.set(
        controller,
        [...stay, ...come].sort((a, b) => a.subject - b.subject),
      );
    }
    for (const [subject, rows] of subjects)
      this.#controllersOf.set(
        subject,
        rows.map(({ controller }) => controller),
      );
    return new Set(others.keys());
  }

  /** Goes over to other pairs of one controller; says whether anything is different. */
  replaceOf(controller: number, rows: readonly ControlRow[]): boolean {
    const was = this.of(controller);
    if (
      was.length === rows.length &&
      rows.every((row, k) => row.subject === was[k]!.subject && sameRow(row, was[k]!))
    )
      return false;
    this.#rowsOf.set(controller, rows);
    const is = new Set(rows.map(({ subject }) => subject));
    for (const { subject } of was) if (!is.delete(subject)) this.#setControllers(subject, controller, false);
    for (const subject of is) this.#setControllers(subject, controller, true);
    return true;
  }

  #setControllers(subject: number, controller: number, isOne: boolean): void {
    const others = this.controllersOf(subject).filter((other) => other !== controller);
    if (isOne) others.push(controller);
    this.#controllersOf.set(
      subject,
      others.sort((a, b) => a - b),
    );
  }
}

interface Column {
  readonly first: Int32Array;
  readonly second: Int32Array;
  readonly min: Float64Array;
  readonly max: Float64Array;
  readonly possible: Uint8Array;
}

function joined<Numbers extends Int32Array | Float64Array | Uint8Array>(
  made: Numbers,
  parts: readonly Numbers[],
): Numbers {
  let at = 0;
  for (const part of parts) {
    made.set(part as never, at);
    at += part.length;
  }
  return made;
}

/** The first position for which something holds that holds for all after it; `to` where there is none. */
function firstFrom(from: number, to: number, holds: (position: number) => boolean): number {
  let [low, high] = [from, to];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

const sameRow = (a: ControlRow, b: ControlRow): boolean =>
  Object.is(a.min, b.min) && Object.is(a.max, b.max) && a.basis === b.basis && a.verdict === b.verdict;
