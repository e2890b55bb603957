import { type ControlColumns, controlClosure } from "../measures/controlClosure.js";
import type { TerminalPolicy } from "../measures/coverage.js";
import { everyOwnerColumnsOfAll } from "../measures/everyOwnerOfAll.js";
import { LEAST_PRUNED, ownerColumnsOfAll } from "../measures/ownersOfAll.js";
import type { PairColumns } from "../measures/pairColumns.js";
import type { Interest } from "../model/dataset.js";
import { toNumber } from "../model/fraction.js";
import { type ShareTest, threshold } from "../model/share.js";
import type { Whole } from "../register/registerOver.js";
import type { Cell } from "../report/csv.js";
import {
  cellBatch,
  cellBatches,
  NO_PARTIES,
  numberColumns,
  partyColumns,
  partyIds,
  type RowBatch,
  type RowSource,
  textColumns,
} from "./rowSource.js";
import { type Shard, shardRange } from "./shard.js";

export interface OwnerRowsOptions {
  readonly test: ShareTest | null;
  readonly interest: Interest;
  readonly terminals: TerminalPolicy | undefined;
  readonly shard: Shard | null;
  /** Whether a subject is asked about; all by default. */
  readonly asked?: ((subject: number) => boolean) | undefined;
  readonly onClosedRing?: ((members: Int32Array) => void) | undefined;
}

/** `owners --all`: subject, owner, share, min, max, verdict. Without a test everyone, however little they have. */
export function ownerRows(whole: Whole, options: OwnerRowsOptions): RowSource {
  const { columns } = whole;
  const [from, to] = rangeOf(options.shard, columns.count);
  const rows = (start: number): Iterable<PairColumns> => {
    const { test, interest, terminals } = options;
    if (test === null || toNumber(threshold(test)) < LEAST_PRUNED) {
      const { asked } = options;
      const every = { test: test ?? undefined, interest, terminals, asked, from: start, to };
      return everyOwnerColumnsOfAll(whole, every);
    }
    const part = start > 0 || to < columns.count;
    const wanted = options.asked;
    const asked = part
      ? (subject: number) => subject >= start && subject < to && (wanted?.(subject) ?? true)
      : wanted;
    return ownerColumnsOfAll(whole, { test, interest, terminals, asked, onClosedRing: options.onClosedRing });
  };
  return {
    columns: [
      ...partyColumns("subject", "owner"),
      ...numberColumns("share", "min", "max"),
      ...textColumns("verdict"),
    ],
    parties: partyIds(columns),
    from,
    to,
    batches: (start) => ownerBatches(rows(start), to),
  };
}

function* ownerBatches(pairs: Iterable<PairColumns>, to: number): Generator<RowBatch> {
  for (const { count, first, second, min, max, verdict } of pairs) {
    if (count > 0)
      yield { through: first[count - 1]! + 1, rows: count, columns: [first, second, min, min, max, verdict] };
  }
  yield { through: to, rows: 0, columns: [] };
}

/** `control --all`: every pair of the closure; `votes` are the least, empty where votes decide nothing. */
export function controlRows(
  whole: Whole,
  options: {
    readonly test: ShareTest;
    readonly shard: Shard | null;
    /** Whether a controller is asked about; all by default. */
    readonly asked?: ((controller: number) => boolean) | undefined;
  },
): RowSource {
  const { columns } = whole;
  const [from, to] = rangeOf(options.shard, columns.count);
  return {
    columns: [
      ...partyColumns("controller", "subject"),
      ...numberColumns("votes"),
      ...textColumns("basis", "verdict"),
    ],
    parties: partyIds(columns),
    from,
    to,
    batches: (start) =>
      controlBatches(
        controlClosure(whole.ordinary(), { test: options.test }).pairColumns({
          ...{ start, end: to },
          asked: options.asked,
        }),
        to,
      ),
  };
}

function* controlBatches(pairs: Iterable<ControlColumns>, to: number): Generator<RowBatch> {
  for (const { count, first, second, min, basis, verdict } of pairs) {
    if (count > 0)
      yield { through: first[count - 1]! + 1, rows: count, columns: [first, second, min, basis, verdict] };
  }
  yield { through: to, rows: 0, columns: [] };
}

const rangeOf = (shard: Shard | null, count: number): readonly [number, number] =>
  shard ? shardRange(shard, count) : [0, count];

/** Rows that a question about one subject gives, for every subject in turn. */
export function subjectRows(
  source: Pick<RowSource, "columns"> & {
    readonly count: number;
    readonly shard: Shard | null;
    /** null for a subject that is not asked about. */
    readonly rows: (subject: number) => Iterable<readonly Cell[]> | null;
  },
): RowSource {
  const [from, to] = rangeOf(source.shard, source.count);
  function* batches(start: number): Generator<RowBatch> {
    for (let subject = start; subject < to; subject += 1) {
      const rows = source.rows(subject);
      if (rows) yield* cellBatches(source, subject, rows);
    }
    yield cellBatch(source, to, []);
  }
  return { columns: source.columns, parties: NO_PARTIES, from, to, batches };
}
