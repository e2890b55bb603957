import { statSync } from "node:fs";
import { writeRecords, writeSnapshot } from "../io/bulk/snapshot.js";
import { register } from "../register/register.js";
import type { SnapshotResult } from "../report/snapshotReport.js";
import { openOf } from "./input.js";
import { textOption } from "./options.js";
import { targetOf } from "./output.js";
import { UsageError } from "./usageError.js";
import type { Call } from "./verb.js";

/** Writes the snapshot that a call asks for. Throws a UsageError, or the InputError of the reader. */
export async function makeSnapshot(
  call: Call,
): Promise<{ readonly result: SnapshotResult; readonly asOf: string | null }> {
  const out = textOption(call.options, "out");
  if (out === undefined) throw new UsageError((say) => [say("refuse.snapshotOut")]);
  const { path, kind } = targetOf(out);
  if (kind === "device") {
    throw new UsageError((say) => [say("refuse.out", { path: out, reason: "not a regular file" })]);
  }
  // Small tables too become columns here: the snapshot of a small register is opened like that of a large one.
  const { opened, asOf } = await openOf(call, { bulkFrom: 0 });
  // Without a listener the process would end in the middle of writing.
  const hold = (): void => {};
  process.on("SIGINT", hold);
  try {
    if (opened.kind === "records") {
      writeRecords(path, opened.loaded);
      const { dataset } = opened.loaded;
      const { entities, holdings, ties = [], facts = [] } = dataset;
      const counts = {
        entities: entities.length,
        holdings: holdings.length,
        ties: ties.length,
        facts: facts.length,
      };
      const made = register(dataset, asOf === undefined ? {} : { asOf });
      return { result: { path: out, bytes: statSync(path).size, ...counts }, asOf: made.asOf };
    }
    const r = opened.register(asOf);
    writeSnapshot(path, r);
    return { result: { path: out, bytes: statSync(path).size, ...r.data.rare.records }, asOf: r.asOf };
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new UsageError((say) => [say("refuse.out", { path: out, reason: error.message })]);
  } finally {
    process.removeListener("SIGINT", hold);
  }
}

const isSystemError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && typeof (error as NodeJS.ErrnoException).syscall === "string";
