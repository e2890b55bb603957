import { controlClosure } from "../measures/controlClosure.js";
import type { TerminalPolicy } from "../measures/coverage.js";
import { everyOwnerOfAll } from "../measures/everyOwnerOfAll.js";
import { LEAST_PRUNED, type OwnerPair, ownersOfAll } from "../measures/ownersOfAll.js";
import type { Interest } from "../model/dataset.js";
import { toNumber } from "../model/fraction.js";
import { type ShareTest, threshold } from "../model/share.js";
import type { Whole } from "../register/registerOver.js";
import type { Cell } from "../report/csv.js";
import { numberColumns, type RowBatch, type RowSource, textColumns } from "./rowSource.js";
import { type Shard, shardRange } from "./shard.js";

/** Rows handed on together. */
const BATCH = 1024;

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
  const known = { subject: -1, id: "" };
  const subjectId = (subject: number): string => {
    if (known.subject !== subject) Object.assign(known, { subject, id: columns.id(subject) });
    return known.id;
  };
  const row = ({ subject, owner, min, max, verdict }: OwnerPair): Cell[] => [
    subjectId(subject),
    columns.id(owner),
    min,
    min,
    max,
    verdict,
  ];
  const pairs = (start: number): Iterable<OwnerPair> => {
    const { test, interest, terminals } = options;
    if (test === null || toNumber(threshold(test)) < LEAST_PRUNED) {
      const { asked } = options;
      const every = everyOwnerOfAll(whole, { interest, terminals, asked, from: start, to });
      return test === null ? every : passing(every, test);
    }
    const part = start > 0 || to < columns.count;
    const wanted = options.asked;
    const asked = part
      ? (subject: number) => subject >= start && subject < to && (wanted?.(subject) ?? true)
      : wanted;
    return ownersOfAll(whole, { test, interest, terminals, asked, onClosedRing: options.onClosedRing });
  };
  return {
    columns: [
      ...textColumns("subject", "owner"),
      ...numberColumns("share", "min", "max"),
      ...textColumns("verdict"),
    ],
    from,
    to,
    batches: (start) => batched(pairs(start), (pair) => pair.subject, row, to),
  };
}

/** A threshold below what is worth pruning for: everyone is measured and compared. */
function* passing(pairs: Iterable<OwnerPair>, test: ShareTest): Generator<OwnerPair> {
  const limit = toNumber(threshold(test));
  const passes = (share: number): boolean => ("atLeast" in test ? share >= limit : share > limit);
  for (const pair of pairs) {
    if (passes(pair.max)) yield { ...pair, verdict: passes(pair.min) ? "certain" : "possible" };
  }
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
      ...textColumns("controller", "subject"),
      ...numberColumns("votes"),
      ...textColumns("basis", "verdict"),
    ],
    from,
    to,
    batches: (start) =>
      batched(
        controlClosure(whole.ordinary(), { test: options.test }).numberedPairs({
          ...{ start, end: to },
          asked: options.asked,
        }),
        (pair) => pair.from,
        (pair) => [
          columns.id(pair.from),
          columns.id(pair.to),
          pair.votes?.min ?? null,
          pair.basis,
          pair.verdict,
        ],
        to,
      ),
  };
}

const rangeOf = (shard: Shard | null, count: number): readonly [number, number] =>
  shard ? shardRange(shard, count) : [0, count];

/** Rows in batches that end between two subjects. */
function* batched<Item>(
  items: Iterable<Item>,
  subjectOf: (item: Item) => number,
  rowOf: (item: Item) => Cell[],
  to: number,
): Generator<RowBatch> {
  let rows: Cell[][] = [];
  let subject = -1;
  for (const item of items) {
    const own = subjectOf(item);
    if (own !== subject && rows.length >= BATCH) {
      yield { through: own, rows };
      rows = [];
    }
    subject = own;
    rows.push(rowOf(item));
  }
  yield { through: to, rows };
}

/** Rows that a question about one subject gives, for every subject in turn. */
export function subjectRows(
  source: Pick<RowSource, "columns"> & {
    readonly count: number;
    readonly shard: Shard | null;
    readonly asked: (subject: number) => boolean;
    readonly rows: (subject: number) => readonly (readonly Cell[])[];
  },
): RowSource {
  const [from, to] = rangeOf(source.shard, source.count);
  function* batches(start: number): Generator<RowBatch> {
    for (let subject = start; subject < to; subject += 1) {
      if (source.asked(subject)) yield { through: subject + 1, rows: source.rows(subject) };
    }
    yield { through: to, rows: [] };
  }
  return { columns: source.columns, from, to, batches };
}
