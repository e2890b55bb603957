import type { Below, HeldCompanies } from "./heldCompanies.js";
import type { EarlierRows } from "./renewableWalk.js";
import type { Scratch } from "./vectorGround.js";
import type { OwnersFirst, WholeWalk } from "./wholeWalk.js";

/** The register that vectors go over to. */
export interface VectorRenewal {
  readonly walk: WholeWalk;
  /** Rows as they were before. */
  readonly earlier: EarlierRows;
  /** As `reordered` gives it. */
  readonly order: OwnersFirst;
  readonly wanted: Uint8Array;
  readonly scratch: Scratch;
  /** Companies whose rows may differ. */
  readonly changed: ReadonlySet<number>;
  /** These companies and all below them. */
  readonly affected: Below;
  /** Who is held by whom in this register. */
  readonly held: HeldCompanies;
  /** Companies with another place than before, or none any more, and the place that they had; −1 where they had none. */
  readonly moved: Int32Array;
  readonly former: Int32Array;
}

/** Why a company is looked at: what its holders hand on, or are, is not bit by bit what it was. */
export const CALL = {
  /** What it copies. */
  handed: 1,
  /** How exact their shares are, or how large they can be. */
  bounds: 2,
  /** How far down they stand. */
  level: 4,
  /** The share of somebody who may be a result. */
  result: 8,
} as const;

/**
 * What is said of a party in {@link VectorDifference.parties}: that its share may differ, and that whoever may have it for a
 * result was called; that the same was said of all above it.
 */
export const MAY_DIFFER = 1;
export const CALLED = 2;
export const ABOVE_TOO = 4;
export const ABOVE_CALLED = 8;

/** So many bits of a component's number are left out to say that there is something due among its neighbours. */
const AMONG = 6;

/** What came of a renewal. */
export class VectorDifference {
  /** Not 0 for parties whose share in some company may differ: whoever is 0 has what they had everywhere. */
  readonly parties: Uint8Array;
  /** Bits of {@link CALL}, by component; and whether there are any among so many components. */
  readonly due: Uint8Array;
  readonly #dueAmong: Uint8Array;
  /** Companies whose results may differ, and those whose error does. */
  readonly rows: number[] = [];
  readonly rounded: number[] = [];
  readonly #renewal: VectorRenewal;

  /** Takes the columns of an earlier difference over, which is used up. */
  constructor(renewal: VectorRenewal, earlier: VectorDifference | null) {
    const wiped = (column: Uint8Array | undefined, length: number): Uint8Array =>
      column && column.length >= length ? column.fill(0) : new Uint8Array(Math.ceil(1.02 * length));
    this.parties = wiped(earlier?.parties, renewal.walk.count);
    this.due = wiped(earlier?.due, renewal.order.components);
    this.#dueAmong = wiped(earlier ? earlier.#dueAmong : undefined, (renewal.order.components >>> AMONG) + 1);
    this.#renewal = renewal;
  }

  /** A company, or the ring that it is in, is to be looked at. */
  call(company: number, why: number): void {
    const { place, component } = this.#renewal.order;
    const at = place[company]!;
    if (at >= 0 && this.#renewal.affected.has[company]) this.callComponent(component[at]!, why);
  }

  callComponent(c: number, why: number): void {
    this.due[c]! |= why;
    this.#dueAmong[c >>> AMONG] = 1;
  }

  /** Components to be looked at, owners first, those that are called meanwhile included: who is called stands further down. */
  *calledComponents(): Generator<number> {
    const { components } = this.#renewal.order;
    const among = this.#dueAmong;
    for (let group = among.indexOf(1); group >= 0; group = among.indexOf(1, group + 1)) {
      const end = Math.min(components, (group + 1) << AMONG);
      for (let c = group << AMONG; c < end; c += 1) if (this.due[c] !== 0) yield c;
    }
  }

  /** Everyone whom a company holds is. */
  callBelow(company: number, why: number): void {
    this.#renewal.held.each(company, (other) => this.call(other, why));
  }
}
