import type { BulkRegister, RegisterColumns } from "./bulkRegister.js";

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

const TRAITS = ["kind", "listing", "sector", "publicOffering"] as const;

/** Whether every entity that was there before is what it was. */
export function sameTraits(before: RegisterColumns, next: UpdatedRegister): boolean {
  return TRAITS.every((trait) => {
    const [was, is] = [before[trait], next[trait]];
    return (
      was === is || next.update.changed.every((party) => party >= before.count || was[party] === is[party])
    );
  });
}
