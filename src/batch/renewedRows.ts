import type { Cell } from "../report/csv.js";
import { EarlierRowsError } from "./earlierRows.js";
import { cellBatch, cellRows, ROWS_TOGETHER, type RowBatch, type RowSource } from "./rowSource.js";

export interface Renewal {
  /** The rows of an earlier run, in its order; those of subjects that are made anew or are no more are left out. */
  readonly earlier: () => Iterable<readonly Cell[]>;
  /** 1 for the subjects that are made anew. */
  readonly affected: Uint8Array;
  /** Number of a subject by what stands in the first column; −1 where it is none any more. */
  readonly numberOf: (id: string) => number;
}

/**
 * The rows of a whole register out of those of an earlier run and of some subjects made anew: `source` gives the rows of
 * these alone. Both come in the order of the entities table, and so does the result. Throws an EarlierRowsError where
 * the earlier rows do not.
 */
export function renewedRows(source: RowSource, renewal: Renewal): RowSource {
  return { ...source, batches: () => batches(source, renewal) };
}

interface Numbered {
  readonly subject: number;
  readonly row: readonly Cell[];
}

function* batches(source: RowSource, renewal: Renewal): Generator<RowBatch> {
  const fresh = numbered(freshRows(source), renewal.numberOf);
  const kept = keptRows(renewal);
  let [a, b] = [fresh.next(), kept.next()];
  let rows: (readonly Cell[])[] = [];
  let subject = -1;
  while (!a.done || !b.done) {
    const isFresh = b.done || (!a.done && a.value.subject < b.value.subject);
    const { value } = (isFresh ? a : b) as IteratorYieldResult<Numbered>;
    if (value.subject !== subject && rows.length >= ROWS_TOGETHER) {
      yield cellBatch(source, value.subject, rows);
      rows = [];
    }
    subject = value.subject;
    rows.push(value.row);
    if (isFresh) a = fresh.next();
    else b = kept.next();
  }
  yield cellBatch(source, source.to, rows);
}

function* freshRows(source: RowSource): Generator<readonly Cell[]> {
  for (const batch of source.batches(source.from)) yield* cellRows(source, batch);
}

function* keptRows({ earlier, affected, numberOf }: Renewal): Generator<Numbered> {
  let last = -1;
  for (const item of numbered(earlier(), numberOf)) {
    if (item.subject < 0) continue;
    if (item.subject < last) throw new EarlierRowsError(String(item.row[0]));
    last = item.subject;
    if (!affected[item.subject]) yield item;
  }
}

function* numbered(rows: Iterable<readonly Cell[]>, numberOf: (id: string) => number): Generator<Numbered> {
  let id: Cell = null;
  let subject = -1;
  for (const row of rows) {
    if (row[0] !== id) {
      id = row[0]!;
      subject = numberOf(String(id));
    }
    yield { subject, row };
  }
}
