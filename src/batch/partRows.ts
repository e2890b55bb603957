import type { Register } from "../register/register.js";
import type { Cell } from "../report/csv.js";
import {
  type AwaitedRowSource,
  cellBatch,
  cellBatches,
  NO_PARTIES,
  type RowBatch,
  type RowTable,
} from "./rowSource.js";
import { type Shard, shardRange } from "./shard.js";

/** Some subjects of a register too large to be held, with a register that answers about them. */
export interface SubjectPart {
  readonly register: Register;
  /** Each by its number in this register and in the whole, in the order of the whole. */
  readonly subjects: readonly { readonly index: number; readonly number: number }[];
}

/** Rows that a question about one subject gives, for the subjects of one part after the other. */
export function partRows(
  source: Pick<RowTable, "columns"> & {
    /** Entities of the whole. */
    readonly count: number;
    readonly shard: Shard | null;
    /** Parts with the subjects from … to − 1 of the whole. */
    readonly parts: (from: number, to: number) => AsyncIterable<SubjectPart>;
    /** The rows of a subject of this register; null for one that is not asked about. */
    readonly rowsIn: (register: Register) => (subject: number) => Iterable<readonly Cell[]> | null;
  },
): AwaitedRowSource {
  const { columns, count, shard, parts, rowsIn } = source;
  const [from, to] = shard ? shardRange(shard, count) : [0, count];
  async function* batches(start: number): AsyncGenerator<RowBatch> {
    for await (const { register, subjects } of parts(start, to)) {
      const rowsOf = rowsIn(register);
      for (const { index, number } of subjects) {
        const rows = rowsOf(index);
        if (rows) yield* cellBatches(source, number, rows);
      }
    }
    yield cellBatch(source, to, []);
  }
  return { columns, parties: NO_PARTIES, from, to, batches };
}
