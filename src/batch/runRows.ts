import type { Journal } from "./resumption.js";
import type { RowSink } from "./rowSink.js";
import {
  type AwaitedRowSource,
  iterated,
  type RowBatch,
  type RowSource,
  type RowTable,
} from "./rowSource.js";

/** How a run stands: for a line of progress. */
export interface RunState {
  /** Subjects done and to be done, of this run. */
  readonly done: number;
  readonly total: number;
  readonly rows: number;
  /** Subjects a second, and seconds left at that rate. */
  readonly rate: number;
  readonly left: number;
}

export interface RunOptions {
  readonly onProgress?: ((state: RunState) => void) | undefined;
  /** Where a run that is interrupted leaves word for the next one. */
  readonly journal?: Journal | undefined;
  /** Asked between batches: stop, and leave what the next run needs. */
  readonly stopped?: (() => boolean) | undefined;
}

/** Progress and interruptions are looked at so often, in milliseconds; journals are written less often. */
const LOOK_EVERY = 100;
const NOTE_EVERY = 1000;

/**
 * Takes the rows of a source to a sink, from a subject on. Only the rows of one batch are ever held. Returns the number of
 * rows, or null when it was stopped. Whoever made the sink closes or discards it.
 */
export async function runRows(
  source: RowSource | AwaitedRowSource,
  start: number,
  makeSink: () => Promise<RowSink> | RowSink,
  options: RunOptions = {},
): Promise<{ readonly rows: number; readonly sink: RowSink; readonly whole: boolean }> {
  const batches = iterated(source.batches(start));
  try {
    return await run(source, start, batches, makeSink, options);
  } finally {
    // What a source holds open is closed also where it is not taken to its end.
    await batches.return?.();
  }
}

async function run(
  source: RowSource | AwaitedRowSource,
  start: number,
  batches: ReturnType<typeof iterated>,
  makeSink: () => Promise<RowSink> | RowSink,
  options: RunOptions,
): Promise<{ readonly rows: number; readonly sink: RowSink; readonly whole: boolean }> {
  const began = performance.now();
  // The first batch is made before anything is opened: what cannot be computed leaves no trace.
  let next: IteratorResult<RowBatch> = await batches.next();
  const sink = await makeSink();
  let [rows, looked, noted, through] = [0, began, began, start];
  while (!next.done) {
    const batch = next.value;
    const writing = sink.write(batch);
    if (writing) await writing;
    rows += batch.rows;
    through = batch.through;
    const now = performance.now();
    if (!batch.unfinished && now - looked > LOOK_EVERY) {
      looked = now;
      options.onProgress?.(stateOf(source, { start, through, rows, seconds: (now - began) / 1000 }));
      if (options.journal && now - noted > NOTE_EVERY) {
        noted = now;
        options.journal.write({ through, bytes: sink.written() });
      }
      // Signals arrive only between turns of the event loop.
      await new Promise((resolve) => setImmediate(resolve));
      if (options.stopped?.()) {
        options.journal?.write({ through, bytes: sink.written() });
        return { rows, sink, whole: false };
      }
    }
    next = await batches.next();
  }
  return { rows, sink, whole: true };
}

function stateOf(
  { to }: RowTable,
  { start, through, rows, seconds }: { start: number; through: number; rows: number; seconds: number },
): RunState {
  const [done, total] = [through - start, to - start];
  const rate = seconds > 0 ? done / seconds : 0;
  return { done, total, rows, rate, left: rate > 0 ? (total - done) / rate : 0 };
}
