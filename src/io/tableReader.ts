import type { Origin } from "../model/dataset.js";
import {
  add,
  complement,
  type Fraction,
  fractionText,
  isZero,
  percentText,
  ZERO,
} from "../model/fraction.js";
import { isNoEnd } from "../model/period.js";
import { isExact, readShare, type WrittenShare } from "../model/share.js";
import { convert, isBare, UNUSABLE_SHARE, type Unit } from "./cells.js";
import { headingKey, nearest, readHeading, suggestionText } from "./headers.js";
import { type LoadOptions, type Reading, say, shown, type TableName } from "./reading.js";
import {
  addDeclaration,
  addEntity,
  addFact,
  addHolding,
  addShareClass,
  addTie,
  type Fields,
} from "./records.js";
import { type Column, headingsOf, shareColumns, type Table, tableNamed } from "./tables.js";

const ADD: Readonly<Record<TableName, (fields: Fields, at: Origin, into: Reading) => void>> = {
  entities: addEntity,
  holdings: addHolding,
  ties: addTie,
  facts: addFact,
  classes: addShareClass,
  declarations: addDeclaration,
};

/** A column as this file has it. */
export interface Matched extends Unit {
  readonly column: Column;
  readonly written: string;
}

/** A share above the whole: what it is told depends on the other rows of its company. */
interface AboveOne {
  readonly column: Column;
  readonly written: string;
  readonly row: number;
  readonly value: string;
  readonly subject: unknown;
}

/**
 * Turns the rows of one table of one file, or the objects of one JSON list, into records and issues. Everything that
 * can be used is used: a bad cell costs the cell, an empty key the row, a bad header the table.
 */
export class TableReader {
  readonly #table: Table;
  readonly #file: string;
  readonly #into: Reading;
  readonly #percent: ReadonlySet<Column | undefined>;
  /** By position: a column, null for one that is not read, undefined for one without a header. */
  #columns: readonly (Matched | null | undefined)[] = [];
  /** Columns and keys that were said not to be read. */
  readonly #said = new Set<string>();
  readonly #keys = new Map<string, Matched | null>();
  readonly #aboveOne: AboveOne[] = [];
  /** First bare number above 1 of each column of shares. */
  readonly #barePercent = new Map<string, { row: number; value: string; written: string }>();
  readonly #begin: number;
  #classes: TableReader | null = null;
  #needs: readonly (readonly string[])[];

  constructor(name: TableName, file: string, into: Reading, options: LoadOptions) {
    this.#table = tableNamed(name);
    this.#file = file;
    this.#into = into;
    const headings = headingsOf(this.#table);
    this.#percent = new Set((options.percent ?? []).map((column) => headings.get(headingKey(column))));
    // Objects of JSON must have their own key: only a table may lack the column.
    this.#needs = this.#table.needs.map((names) => names.slice(0, 1));
    this.#begin = name === "classes" ? 0 : into[name].length;
  }

  /** Matches a header line. False, with an issue, when a needed column is missing: the rows mean nothing then. */
  header(cells: readonly string[], row: number): boolean {
    const taken = new Map<string, string>();
    this.#columns = cells.map((cell) => {
      const written = cell.replaceAll("\0", "").trim();
      if (cell.includes("\0")) this.#say("nul-byte", "warning", row, written);
      if (written === "") return undefined;
      const matched = this.#match(written);
      const before = matched && taken.get(matched.column.name);
      if (matched && before === undefined) taken.set(matched.column.name, written);
      else this.#unknownColumn(written, before ?? null);
      return before === undefined ? matched : null;
    });
    const missing = this.#table.needs.filter((names) => !names.some((name) => taken.has(name)));
    if (missing.length > 0) {
      const expected = missing.map((names) => this.#expected(names)).join(", ");
      const found = cells
        .map((cell) => shown(cell.trim()))
        .filter(Boolean)
        .slice(0, MANY);
      const parameters = {
        missing: missing.map((names) => names[0]).join(", "),
        found: found.join(", "),
        expected,
      };
      this.#say("wrong-header", "error", row, undefined, parameters);
      return false;
    }
    this.#needs = this.#table.needs.map((names) => (taken.has(names[0]!) ? names.slice(0, 1) : names));
    this.#into.tables.add(this.#table.name);
    return true;
  }

  /** What the header was matched to: by position a column, null for one that is not read, undefined without a header. */
  get columns(): readonly (Matched | null | undefined)[] {
    return this.#columns;
  }

  /** The columns that must be filled in every row, each by its name or one of several. */
  get needs(): readonly (readonly string[])[] {
    return this.#needs;
  }

  /**
   * Reads a row of cells under the header; empty rows say nothing. Cells behind the last header are `shifted` in text
   * (a stray comma: nobody can say which cell belongs where) and `unheaded` in a sheet (every cell has its place).
   */
  row(cells: readonly string[], row: number, surplus: "shifted" | "unheaded" = "shifted"): void {
    const width = this.#columns.length;
    if (cells.every(isBlank)) return;
    const excess = surplus === "shifted" && !cells.slice(width).every(isBlank);
    if (surplus === "shifted" && (excess || cells.length < width)) {
      const counts = { found: String(cells.length), expected: String(width) };
      this.#say("ragged-row", excess ? "error" : "warning", row, undefined, counts);
      if (excess) return;
    }
    const given: [Matched, unknown][] = [];
    cells.forEach((cell, index) => {
      const matched = this.#columns[index];
      if (matched) given.push([matched, cell]);
      else if (matched === undefined && !isBlank(cell)) this.#once(`#${index + 1}`);
    });
    this.#record(given, row);
  }

  /** Reads an object of JSON; its keys are matched like headers. `skip` are keys that say something else. */
  object(item: Readonly<Record<string, unknown>>, row: number, skip: ReadonlySet<string> = NO_KEYS): void {
    this.#into.tables.add(this.#table.name);
    const given: [Matched, unknown][] = [];
    for (const [key, value] of Object.entries(item)) {
      // `at` is where another reading found the record; this one found it here.
      if (key === "at" || skip.has(key)) continue;
      let matched = this.#keys.get(key);
      if (matched === undefined) {
        matched = this.#match(key);
        this.#keys.set(key, matched);
        if (matched === null) this.#unknownColumn(key, null);
      }
      if (matched) given.push([matched, value]);
    }
    this.#record(given, row);
  }

  /** Subjects of rows with a share above the whole: `finish` asks for their other rows. */
  get subjectsAboveOne(): ReadonlySet<unknown> {
    return new Set(this.#aboveOne.map(({ subject }) => subject));
  }

  /** Judges what only the whole table shows: columns of percents without a sign, and shares above the whole. */
  finish(): void {
    const records = this.#table.name === "classes" ? [] : this.#into[this.#table.name];
    for (const [name, { row, value, written }] of this.#barePercent) {
      for (let index = this.#begin; index < records.length; index += 1) {
        const record = records[index] as Record<string, unknown>;
        if (isBare(record[name])) record[name] = UNUSABLE_SHARE;
      }
      this.#say("bare-percent", "error", row, written, { column: name, row: String(row), value });
    }
    if (this.#aboveOne.length === 0) return;
    const others = this.#othersOf(new Set(this.#aboveOne.map((bad) => bad.subject)));
    for (const { column, written, row, value, subject } of this.#aboveOne) {
      this.#say("share-above-one", "error", row, written, { value, others: others(column.name, subject) });
    }
  }

  #say(
    code: Parameters<typeof say>[1],
    severity: Parameters<typeof say>[2],
    row: number,
    column?: string,
    parameters = {},
  ) {
    say(this.#into, code, severity, { file: this.#file, row, column }, parameters);
  }

  #match(written: string): Matched | null {
    const { key, percent, power } = readHeading(written);
    const column = headingsOf(this.#table).get(key) ?? identifierColumn(this.#table, written);
    if (!column) return null;
    return { column, written, percent: percent || this.#percent.has(column), power };
  }

  #once(written: string, sameAs: string | null = null): void {
    if (this.#said.has(written)) return;
    this.#said.add(written);
    this.#unknownColumn(written, sameAs);
  }

  #unknownColumn(written: string, sameAs: string | null): void {
    const { key } = readHeading(written);
    const headings = headingsOf(this.#table);
    const near = sameAs === null ? nearest(key, headings.keys()) : null;
    const known = this.#table.columns.map((column) => column.name).join(", ");
    const suggestion =
      sameAs !== null
        ? `= ${shown(sameAs)}`
        : near === null
          ? known
          : suggestionText(shown(written), headings.get(near)!.name);
    say(this.#into, "unknown-column", "warning", { file: this.#file, column: written }, { suggestion });
  }

  #expected(names: readonly string[]): string {
    const columns = this.#table.columns.filter((column) => names.includes(column.name));
    return columns.map((column) => `${column.name} / ${column.zh}`).join(" | ");
  }

  #record(given: readonly (readonly [Matched, unknown])[], row: number): void {
    const fields: Record<string, unknown> = {};
    const aboveOne: AboveOne[] = [];
    for (const [matched, raw] of given) {
      const cell = this.#clean(raw, matched, row);
      if (cell === "" || cell === null || cell === undefined) continue;
      const { column, written } = matched;
      if (fields[column.name] !== undefined) {
        this.#once(written, column.name);
        continue;
      }
      const { value, problem } = convert(cell, column, matched);
      if (value !== undefined) fields[column.name] = value;
      if (problem?.code === "bare-percent") {
        const first = { row, value: problem.parameters.value!, written };
        if (!this.#barePercent.has(column.name)) this.#barePercent.set(column.name, first);
      } else if (problem?.code === "share-above-one") {
        aboveOne.push({ column, written, row, value: problem.parameters.value!, subject: undefined });
      } else if (problem) this.#say(problem.code, problem.severity, row, written, problem.parameters);
    }
    for (const bad of aboveOne) this.#aboveOne.push({ ...bad, subject: fields.subject });
    if (this.#lacks(fields, row)) return;
    this.#checkPeriod(fields, row);
    const { shareClasses, ...rest } = fields;
    ADD[this.#table.name](rest, { file: this.#file, row }, this.#into);
    if (Array.isArray(shareClasses)) this.#readClasses(shareClasses, rest.id, row);
  }

  #clean(raw: unknown, { written }: Matched, row: number): unknown {
    if (typeof raw !== "string") return raw;
    if (!raw.includes("\0")) return raw.trim();
    this.#say("nul-byte", "warning", row, written);
    return raw.replaceAll("\0", "").trim();
  }

  /** Whether a key of the row is empty; the first one is named. */
  #lacks(fields: Fields, row: number): boolean {
    const empty = this.#needs.find((names) => !names.some((name) => fields[name] !== undefined));
    if (empty) this.#say("missing-value", "error", row, this.#writtenName(empty[0]!));
    return empty !== undefined;
  }

  #writtenName(name: string): string {
    return this.#columns.find((matched) => matched?.column.name === name)?.written ?? name;
  }

  #checkPeriod(fields: Fields, row: number): void {
    if (!this.#table.period) return;
    const [from, to] = this.#table.period.map((name) => fields[name]);
    if (typeof from === "string" && typeof to === "string" && to <= from) {
      this.#say("reversed-dates", "error", row, this.#writtenName(this.#table.period[1]), { from, to });
    }
  }

  /** Share classes within an entity are rows of the table `classes` whose company is the entity. */
  #readClasses(classes: readonly Record<string, unknown>[], company: unknown, row: number): void {
    this.#classes ??= new TableReader("classes", this.#file, this.#into, {});
    for (const item of classes) this.#classes.object({ ...item, company }, row);
  }

  /**
   * For rows with more than the whole: what the company's other holders have, as a sentence, when all of them are
   * exactly known today; "" otherwise. One pass, whatever the number of bad rows.
   */
  #othersOf(subjects: ReadonlySet<unknown>): (column: string, subject: unknown) => string {
    if (this.#table.name !== "holdings") return () => "";
    const names = shareColumns(this.#table).map((column) => column.name);
    const totals = new Map<string, { sum: Fraction; rows: number; inexact: number }>();
    const holdings = this.#into.holdings;
    for (let index = this.#begin; index < holdings.length; index += 1) {
      const holding = holdings[index]!;
      if (!subjects.has(holding.subject) || !isNoEnd(holding.to)) continue;
      for (const name of names) {
        const key = `${name}\n${holding.subject}`;
        const total = totals.get(key) ?? { sum: ZERO, rows: 0, inexact: 0 };
        const exact = exactShareOf((holding as Record<string, unknown>)[name]);
        totals.set(key, {
          sum: exact ? add(total.sum, exact) : total.sum,
          rows: total.rows + 1,
          inexact: total.inexact + (exact ? 0 : 1),
        });
      }
    }
    return (column, subject) => {
      const total = totals.get(`${column}\n${String(subject)}`);
      // The bad row is the one that is not exact.
      if (total?.inexact !== 1 || total.rows < 2) return "";
      const rest = complement(total.sum);
      if (rest.n < 0n || isZero(rest)) return "";
      return `${shown(String(subject))}'s other holders hold ${asPercent(total.sum)}, so ${asPercent(rest)} would complete its register.`;
    };
  }
}

const isBlank = (cell: string): boolean => cell.trim() === "";

/** So many columns are listed in an issue. */
const MANY = 30;

const NO_KEYS: ReadonlySet<string> = new Set();

/** Identifiers of any register may have a column: `identifiers.duns`. */
function identifierColumn(table: Table, written: string): Column | null {
  const match = /^identifiers\.([A-Za-z][\w-]{0,63})$/.exec(written.trim());
  const model = match && table.columns.find((column) => column.name === "identifiers.lei");
  return model ? { ...model, name: `identifiers.${match[1]}` } : null;
}

function exactShareOf(written: unknown): Fraction | null {
  if (written === undefined) return null;
  const { range } = readShare(written as WrittenShare);
  return range && isExact(range) ? range.min : null;
}

function asPercent(share: Fraction): string {
  const percent = percentText(share);
  return percent === null ? fractionText(share) : `${percent}%`;
}
