import { type CoverageOfAllOptions, type CoverageRow, coverageOfAll } from "../measures/coverageOfAll.js";
import type { Whole } from "../register/registerOver.js";
import {
  numberColumns,
  partyColumns,
  partyIds,
  ROWS_TOGETHER,
  type RowBatch,
  type RowSource,
} from "./rowSource.js";
import { type Shard, shardRange } from "./shard.js";

const PARTS = ["coverage", "opaque", "undisclosed", "ownerless"] as const;

/** `owners --all --coverage`: the least of each part (the part itself where it is known), then the greatest of each. */
export function coverageRows(
  whole: Whole,
  { shard, ...options }: Omit<CoverageOfAllOptions, "from" | "to"> & { readonly shard: Shard | null },
): RowSource {
  const { columns } = whole;
  const [from, to] = shard ? shardRange(shard, columns.count) : [0, columns.count];
  return {
    columns: [...partyColumns("subject"), ...numberColumns(...PARTS, ...PARTS.map((part) => `${part}Max`))],
    parties: partyIds(columns),
    from,
    to,
    batches: (start) => batches(coverageOfAll(whole, { ...options, from: start, to }), to),
  };
}

function* batches(found: Iterable<CoverageRow>, to: number): Generator<RowBatch> {
  const subjects = new Int32Array(ROWS_TOGETHER);
  const ends = Array.from({ length: 2 * PARTS.length }, () => new Float64Array(ROWS_TOGETHER));
  let rows = 0;
  const batch = (through: number): RowBatch => ({ through, rows, columns: [subjects, ...ends] });
  for (const row of found) {
    if (rows === ROWS_TOGETHER) {
      yield batch(row.subject);
      rows = 0;
    }
    subjects[rows] = row.subject;
    PARTS.forEach((part, k) => {
      [ends[k]![rows], ends[PARTS.length + k]![rows]] = row[part];
    });
    rows += 1;
  }
  yield batch(to);
}
