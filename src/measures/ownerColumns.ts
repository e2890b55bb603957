import type { Verdict } from "../model/share.js";

/** A company and somebody behind it, by number; least and greatest look-through share as doubles. */
export interface OwnerPair {
  readonly subject: number;
  readonly owner: number;
  readonly min: number;
  readonly max: number;
  readonly verdict: Exclude<Verdict, "excluded">;
}

/** Pairs in columns, of which the first `count` rows count: half a million of them are no objects. */
export class OwnerColumns {
  count = 0;
  subject: Int32Array;
  owner: Int32Array;
  min: Float64Array;
  max: Float64Array;
  readonly verdict: OwnerPair["verdict"][] = [];

  constructor(room: number) {
    this.subject = new Int32Array(room);
    this.owner = new Int32Array(room);
    this.min = new Float64Array(room);
    this.max = new Float64Array(room);
  }

  add(subject: number, owner: number, min: number, max: number, verdict: OwnerPair["verdict"]): void {
    const row = this.count;
    if (row === this.owner.length) this.#grow();
    this.subject[row] = subject;
    this.owner[row] = owner;
    this.min[row] = min;
    this.max[row] = max;
    this.verdict[row] = verdict;
    this.count = row + 1;
  }

  pair(row: number): OwnerPair {
    return {
      subject: this.subject[row]!,
      owner: this.owner[row]!,
      min: this.min[row]!,
      max: this.max[row]!,
      verdict: this.verdict[row]!,
    };
  }

  #grow(): void {
    const { subject, owner, min, max } = this;
    const room = 2 * owner.length;
    this.subject = new Int32Array(room);
    this.owner = new Int32Array(room);
    this.min = new Float64Array(room);
    this.max = new Float64Array(room);
    this.subject.set(subject);
    this.owner.set(owner);
    this.min.set(min);
    this.max.set(max);
  }
}
