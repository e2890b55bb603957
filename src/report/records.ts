import type { Origin } from "../model/dataset.js";
import { harmless } from "./safeText.js";

/** Records that a line names; more of them say nothing more. */
const SHOWN = 4;

/** "holdings.csv:3, ties.csv:7". */
export function recordsText(records: readonly Origin[]): string {
  const shown = records.slice(0, SHOWN).map(({ file, row }) => `${harmless(file)}:${row}`);
  return [...shown, ...(records.length > SHOWN ? ["…"] : [])].join(", ");
}
