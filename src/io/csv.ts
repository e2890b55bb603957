import { type CsvError, Parser } from "csv-parse";
import { parse } from "csv-parse/sync";
import { type ReadContext, type Reading, say } from "./reading.js";
import { type Source, textChunks } from "./source.js";
import { TableReader } from "./tableReader.js";

/** A row of a table. `row` is the line that a spreadsheet shows: records are counted, not line ends within quotes. */
export interface CsvRow {
  readonly row: number;
  readonly cells: readonly string[];
}

/** Called for a row with misplaced quotes: read all the same (`kept`), or set aside. */
export type QuoteReport = (row: number, reason: string, kept: boolean) => void;

/** A cell is at most this long (in bytes, with its row): beyond it a quote was surely never closed. */
const ROW_BYTES = 1 << 23;
/** After a bad row the text is fed in small pieces at first, so that many bad rows stay linear. */
const SMALL_PIECE = 256;
const LINE_ENDS = ["\r\n", "\n", "\r"];

const REASONS: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: "a quote is opened and never closed",
  CSV_MAX_RECORD_SIZE: "a quote is opened and not closed within 8 MB",
  INVALID_OPENING_QUOTE: "a quote inside a cell that does not begin with one",
};
const OTHER_REASON = "text after the closing quote of a cell";

/** The separator of a table, from its header line: comma, tab (as spreadsheets write Unicode text) or semicolon. */
export function separatorOf(opening: string): string {
  const header = /^[^\r\n]*/.exec(opening.trimStart())![0];
  const count = (separator: string): number => header.split(separator).length;
  return [",", "\t", ";"].reduce((best, other) => (count(other) > count(best) ? other : best));
}

const parserOptions = (separator: string) => ({
  delimiter: separator,
  record_delimiter: LINE_ENDS,
  relax_column_count: true,
  max_record_size: ROW_BYTES,
  // A tab that separates is white space too and must not be trimmed away.
  trim: separator !== "\t",
});

/** One pass of the parser over text without a fault; it ends with the first fault. */
class Pass {
  readonly rows: (readonly string[])[] = [];
  /** How many bytes the rows taken so far had, line ends included. */
  consumed = 0;
  readonly #parser: Parser;

  constructor(separator: string) {
    this.#parser = new Parser({
      ...parserOptions(separator),
      on_record: (cells: string[], context) => {
        this.rows.push(cells);
        this.consumed = context.bytes;
        // Rows are taken here, in step with what was written, and never enter the stream's own buffer.
        return null;
      },
    });
    this.#parser.on("error", () => {});
    this.#parser.resume();
  }

  write(piece: Buffer): Promise<CsvError | null> {
    return new Promise((resolve) => {
      this.#parser.write(piece, (fault) => resolve((fault as CsvError | null | undefined) ?? null));
    });
  }

  end(): Promise<CsvError | null> {
    return new Promise((resolve) => {
      this.#parser.once("error", (fault) => resolve(fault as CsvError));
      this.#parser.once("close", () => resolve(null));
      this.#parser.end();
    });
  }
}

/** A row without quotes: what separates are separators alone. */
const UNQUOTED = /^[^"\r\n]*(?:\r\n|\r|\n)?$/;
const LINE_END = /(?:\r\n|\r|\n)$/;

/** The cells of the text of one row, as {@link readCsv} has them. */
export function cellsOf(row: string, separator: string): string[] {
  if (!UNQUOTED.test(row))
    return ((parse(row, parserOptions(separator)) as string[][])[0] ?? [""]).map(unguarded);
  // To set up the parser takes longer than to read a row.
  const cells = row.replace(LINE_END, "").split(separator);
  return cells.map((cell) => unguarded(separator === "\t" ? cell : cell.trim()));
}

/** Cells of a line whose quotes are misplaced but balanced within each cell (`John "Jack" Smith`), else null. */
function balancedCells(line: string, separator: string, width: number): string[] | null {
  const options = { ...parserOptions(separator), relax_quotes: true, trim: false };
  let rows: string[][];
  try {
    rows = parse(line, options);
  } catch {
    return null;
  }
  const balanced = (cell: string): boolean => cell.split('"').length % 2 === 1;
  return rows.length === 1 && rows[0]!.length === width && rows[0]!.every(balanced) ? rows[0]! : null;
}

/** Where the first line of `bytes` ends, its line end included; -1 when it does not end in there. */
function lineEnd(bytes: Buffer): number {
  const feed = bytes.indexOf(10);
  const carriage = bytes.indexOf(13);
  if (carriage === -1 || (feed !== -1 && feed < carriage)) return feed === -1 ? -1 : feed + 1;
  return bytes[carriage + 1] === 10 ? carriage + 2 : carriage + 1;
}

/**
 * Reads a table of comma separated values as a stream, in batches of rows. Line ends may be mixed. A fault costs the
 * line in which it began and nothing else: that line is reported, and reading starts again behind it.
 * Rows are as long as they are written; nothing is dropped but faulty lines.
 */
export async function* csvRows(
  chunks: AsyncIterable<string>,
  separator: string,
  report: QuoteReport,
): AsyncGenerator<readonly CsvRow[]> {
  const input = chunks[Symbol.asyncIterator]();
  let pending: Buffer = Buffer.alloc(0); // what no row has consumed yet
  let ended = false;
  let row = 0;
  let width: number | null = null;

  const pull = async (): Promise<void> => {
    const next = await input.next();
    if (next.done) ended = true;
    else
      pending =
        pending.length === 0 ? Buffer.from(next.value) : Buffer.concat([pending, Buffer.from(next.value)]);
  };
  const take = (cells: readonly string[]): CsvRow => {
    if (cells.length > 1 || cells[0] !== "") width ??= cells.length; // blank lines before the header say nothing
    row += 1;
    return { row, cells };
  };

  while (!ended || pending.length > 0) {
    const pass = new Pass(separator);
    let fed = 0; // bytes of `pending` that the pass has seen
    let dropped = 0; // bytes consumed by rows and gone from `pending`
    let piece = SMALL_PIECE;
    let fault: CsvError | null = null;
    while (fault === null) {
      if (fed === pending.length && !ended) await pull();
      const atEnd = fed === pending.length;
      if (atEnd && !ended) continue;
      const slice = pending.subarray(fed, fed + piece);
      fault = atEnd ? await pass.end() : await pass.write(slice);
      fed += slice.length;
      piece *= 2;
      if (pass.rows.length > 0) yield pass.rows.splice(0).map(take);
      pending = pending.subarray(pass.consumed - dropped);
      fed -= pass.consumed - dropped;
      dropped = pass.consumed;
      if (atEnd) break;
    }
    if (fault === null) return;
    let tooLong = false;
    while (lineEnd(pending) === -1 && !ended) {
      tooLong ||= pending.length > ROW_BYTES;
      if (tooLong) pending = pending.subarray(pending.length);
      await pull();
    }
    const end = lineEnd(pending);
    const line = pending.subarray(0, end === -1 ? pending.length : end);
    pending = pending.subarray(line.length);
    const text = line.toString();
    const cells = tooLong ? null : balancedCells(text, separator, width ?? text.split(separator).length);
    report(row + 1, REASONS[fault.code] ?? OTHER_REASON, cells !== null);
    if (cells) yield [take(cells)];
    else row += 1;
  }
}

/** Writers put one `'` before a cell that a spreadsheet would take for a formula; it is taken off again. */
export const unguarded = (cell: string): string => (/^'+[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell);

/** Reads a table of comma (tab, semicolon) separated values; its first row that is not empty is the header. */
export async function readCsv(source: Source, into: Reading, { options, table }: ReadContext): Promise<void> {
  const file = source.name;
  const reader = new TableReader(table ?? "holdings", file, into, options);
  const reportQuote: QuoteReport = (row, reason, kept) =>
    kept
      ? say(into, "bare-quote", "warning", { file, row }, { reason })
      : say(into, "malformed-row", "error", { file, row }, { reason });
  let header: boolean | null = null;
  const chunks = textChunks(source, into, options.encoding);
  for await (const rows of csvRows(chunks, separatorOf(source.head.text), reportQuote)) {
    for (const { row, cells } of rows) {
      if (header === null) {
        if (cells.every((cell) => cell.trim() === "")) continue;
        header = reader.header(cells.map(unguarded), row);
      } else reader.row(cells.map(unguarded), row);
    }
    // The rows below a header that says nothing are not worth splitting.
    if (header === false) return;
  }
  if (header === null) say(into, "empty-file", "error", { file });
  else reader.finish();
}
