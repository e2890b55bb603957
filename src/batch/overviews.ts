import { join } from "node:path";
import { writeWhole } from "../io/writeWhole.js";
import { writeXlsx } from "../io/writeXlsx.js";
import { overviewTable } from "../report/analysis/overview.js";
import { BYTE_ORDER_MARK, csv } from "../report/csv.js";
import { type Failure, type OverviewEntry, overviewPage } from "../report/html/overviewPage.js";
import { overviewSheets } from "../report/workbook/overviewSheets.js";
import type { Language } from "../text/words.js";
import { allEntries, endings, type JournalEntry, type JournalHead } from "./journal.js";

/** Rows of one page: more of them open slowly. */
const PAGE_ROWS = 1000;
/** A workbook is built in memory; beyond this many rows the CSV stands for it. */
export const WORKBOOK_ROWS = 50_000;

/**
 * The overview of all reports that stand in a folder. Parts that end at the same time both write it: one whose view was
 * older than the end of another writes it again, so that what stands there last is of all of them.
 */
export async function overviewOfAll(
  folder: string,
  language: Language,
  head: JournalHead,
  unknown: readonly Failure[],
  write = writeOverviews,
): Promise<void> {
  for (;;) {
    const seen = endings(folder);
    await write(folder, language, head, allEntries(folder, head), unknown);
    if (endings(folder) === seen) return;
  }
}

/** Writes index.html (with further pages), overview.csv and overview.xlsx into a folder, each whole or not at all. */
export async function writeOverviews(
  folder: string,
  language: Language,
  { digest, asOf }: JournalHead,
  all: readonly JournalEntry[],
  unknown: readonly Failure[],
): Promise<void> {
  const entries: OverviewEntry[] = [];
  const failures: Failure[] = [...unknown];
  for (const entry of all) {
    if ("failed" in entry) failures.push({ subject: entry.subject, reason: entry.failed });
    else entries.push({ row: entry.row, file: entry.file });
  }
  const count = Math.max(1, Math.ceil(entries.length / PAGE_ROWS));
  const pages = Array.from({ length: count }, (_, k) => (k === 0 ? "index.html" : `index-${k + 1}.html`));
  const counted = { reports: entries.length, failed: failures.length };
  pages.forEach((file, position) => {
    const own = entries.slice(position * PAGE_ROWS, (position + 1) * PAGE_ROWS);
    const shown = { language, asOf, digest, counted, pages, position, entries: own };
    writeWhole(join(folder, file), overviewPage({ ...shown, failures: position === 0 ? failures : [] }));
  });
  const table = csv(overviewTable(entries.map(({ row }) => row)));
  writeWhole(join(folder, "overview.csv"), BYTE_ORDER_MARK + table);
  if (entries.length <= WORKBOOK_ROWS) {
    writeWhole(join(folder, "overview.xlsx"), await writeXlsx(overviewSheets(language, entries, failures)));
  }
}
