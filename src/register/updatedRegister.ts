import type { BulkRegister } from "./bulkRegister.js";

/** What was changed on the way from one register to the next; the numbers of entities stay what they were. */
export interface RegisterUpdate {
  /** Whether it was made of this register; it does not hold on to that one. */
  follows(earlier: BulkRegister): boolean;
  /** Companies whose stakes may differ, and parties that are new, gone or of another kind, ascending. */
  readonly changed: Int32Array;
  /** Ties differ, which move stakes and votes anywhere: nothing can be kept. */
  readonly everything: boolean;
}

/** A register that was made of an earlier one. */
export interface UpdatedRegister extends BulkRegister {
  readonly update: RegisterUpdate;
}
