import type { Entity, Holding, Interest } from "../model/dataset.js";
import { type Fraction, fraction, greatest, subtract, sum, toNumber, ZERO } from "../model/fraction.js";
import { type Issue, issue } from "../model/issue.js";
import { exactShare, type ShareRange, UNKNOWN_SHARE } from "../model/share.js";
import { HolderOrder, type IdOrder } from "./holderOrder.js";
import { LargeMap } from "./largeMap.js";
import { type CompanyInput, type CompanyStakes, companyStakes, percent, repeatedRows } from "./shares.js";
import { grouped, heldLists, type StakeTable } from "./stakeTable.js";

/** Decimals of a holding whose share is not a plain decimal, or of which more must be known: its record is read. */
export const READ_ROW = 254;
/** The same, of a record that says more than its share (RegisterColumns.special). */
export const READ_SPECIAL = 253;

/** The same, of a share written as a range: `value` is its position in `words`. */
export const WORD = 252;

/** Marks of a stake beside its decimals: its share reaches up, or down, by what the company's sum lacks, or exceeds. */
const RAISED = 32;
const LOWERED = 64;
const MARKS = RAISED | LOWERED;
/** Mark of a stake whose share stands apart. */
const APART = 255;

/** What is known of a company's sum: nobody is recorded, something is undisclosed, nothing is, or it stands apart. */
const OPEN = 1;
const CLOSED = 2;
const ELSEWHERE = 3;

/** Holdings by their positions, as the stakes are made from them. */
export interface HoldingTable {
  readonly count: number;
  readonly holder: Int32Array;
  readonly subject: Int32Array;
  /** Nearest double to the share of equity: digits / 10^decimals, where `decimals` is at most 15. */
  readonly value: Float64Array;
  readonly decimals: Uint8Array;
  /** Ranges as they are written ("25%-50%", nothing at all): few different ones, each kept once; see {@link isWord}. */
  readonly words: readonly ShareRange[];
  /** Days as numbers (20240630); 0 for none. null where no holding has one. */
  readonly from: Int32Array | null;
  readonly to: Int32Array | null;
}

/** What the making of stakes asks for besides. */
export interface StakeSource extends IdOrder {
  /** Number of entities; of a part, of the companies in it: these have numbers of their own, as subjects. */
  readonly count: number;
  readonly holdings: HoldingTable;
  /** The date as a number; null without one. */
  readonly day: number | null;
  /** Day from which the holders of an entity are declared complete; 1 for always, 0 for not. */
  readonly completeFrom: Int32Array;
  readonly id: (entity: number) => string;
  readonly entity: (entity: number) => Entity;
  readonly record: (position: number) => Holding;
  readonly registeredCapital: ReadonlyMap<number, Fraction>;
}

/** Everything about stakes that is kept; see {@link bulkStakes}. Arrays and small maps: a snapshot holds the same. */
export interface StakeColumns {
  readonly start: Int32Array;
  readonly holder: Int32Array;
  readonly subject: Int32Array;
  readonly heldStart: Int32Array;
  readonly held: Int32Array;
  readonly min: Float64Array;
  readonly max: Float64Array;
  /** Decimals and marks. */
  readonly marks: Uint8Array;
  /** The first holding that a stake was made of. */
  readonly record: Int32Array;
  readonly state: Uint8Array;
  readonly complete: Uint8Array;
  readonly special: Uint8Array;
  /** Companies whose sum is an issue that follows from the columns. */
  readonly irregular: Int32Array;
  /** Companies whose issues follow from their records. */
  readonly examined: Int32Array;
  /** Entities that are declared complete and have no holder. */
  readonly unheld: Int32Array;
  readonly apart: Apart;
}

/** Shares that are no plain decimals, and what else is rare. */
export interface Apart {
  readonly share: LargeMap<ShareRange>;
  readonly written: LargeMap<ShareRange>;
  readonly records: LargeMap<readonly number[]>;
  readonly undisclosed: LargeMap<ShareRange | null>;
  readonly voting: Overlay;
  readonly income: Overlay;
}

/** Where an interest differs from equity. */
export interface Overlay {
  readonly share: LargeMap<ShareRange>;
  readonly written: LargeMap<ShareRange>;
  readonly undisclosed: LargeMap<ShareRange | null>;
}

/** Shares remembered as fractions. */
const KEPT_DECIMALS = 1 << 12;

const POWERS = Array.from({ length: 16 }, (_, places) => 10 ** places);

const overlay = (): Overlay => ({
  share: new LargeMap(),
  written: new LargeMap(),
  undisclosed: new LargeMap(),
});

/** Whether a holding of a table holds on a day (null: still does); as `holdsOn` of model/period. */
export function rowHolds(
  { from, to }: Pick<HoldingTable, "from" | "to">,
  position: number,
  day: number | null,
): boolean {
  const end = to === null ? 0 : to[position]!;
  if (day === null) return end === 0;
  if (from !== null && from[position]! > day) return false;
  return end === 0 || end > day;
}

/** Numbers that become an array. */
class IntegerList {
  #values = new Int32Array(64);
  #count = 0;

  push(value: number): void {
    if (this.#count === this.#values.length) {
      const larger = new Int32Array(2 * this.#count);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.#count++] = value;
  }

  array(): Int32Array {
    return this.#values.slice(0, this.#count);
  }
}

/**
 * Makes the stakes of all companies from columns of holdings: what `register` does, without an object for a company
 * whose shares are plain decimals and whose holders have a row each. Every other company goes through the same
 * functions as in an ordinary register. Time and memory are linear.
 */
export function bulkStakes(source: StakeSource): StakeColumns {
  const columns = partStakes(source);
  const lists = heldLists(columns.holder, source.count);
  return {
    ...columns,
    get heldStart() {
      return lists().heldStart;
    },
    get held() {
      return lists().held;
    },
  };
}

/** The same of some companies of a register, whose holders may be anybody in it: without the lists by holder. */
export function partStakes(source: StakeSource): StakeColumns {
  const { count, holdings, day } = source;
  const { subject, from, to } = holdings;
  const holds = from === null && to === null ? null : (row: number) => rowHolds(holdings, row, day);
  const { start, members } = grouped(subject.subarray(0, holdings.count), count, holds);
  return new StakeMaker(source, start, members).make();
}

/** A share as a whole number of 1 / 10^places. */
const digitsOf = (value: number, decimals: number, places: number): number =>
  Math.round(value * POWERS[decimals]!) * POWERS[places - decimals]!;

/** What the last digit of a share may hide, in the same unit. */
const toleranceOf = (decimals: number, places: number): number => POWERS[places - Math.max(decimals, 2)]!;

/** A printed figure may be off by half its last digit, all together by a twentieth of the whole at most. */
const isRounding = (gap: number, tolerance: number, one: number): boolean =>
  2 * Math.abs(gap) <= Math.min(tolerance, one / 10);

/** A range as whole numbers over 10^places. */
interface WordFigures extends Pick<ShareRange, "minExclusive" | "maxExclusive"> {
  readonly places: number;
  readonly min: number;
  readonly max: number;
}

/** The decimals of a fraction; null where it has more than fifteen, or none at all. */
function decimalsOf({ d }: Fraction): number | null {
  const places = POWERS.findIndex((power) => BigInt(power) % d === 0n);
  return places < 0 ? null : places;
}

/** Whether a share may stand in {@link HoldingTable.words}: a range whose ends are decimals. */
export const isWord = ({ min, max }: ShareRange): boolean =>
  (min.n !== max.n || min.d !== max.d) && decimalsOf(min) !== null && decimalsOf(max) !== null;

function wordFigures({ min, max, minExclusive, maxExclusive }: ShareRange): WordFigures {
  const places = Math.max(decimalsOf(min)!, decimalsOf(max)!);
  const digits = ({ n, d }: Fraction): number => Number((n * BigInt(POWERS[places]!)) / d);
  return { places, min: digits(min), max: digits(max), minExclusive, maxExclusive };
}

class StakeMaker {
  readonly #source: StakeSource;
  /** First rows of companies; overwritten by first stakes as they are made, which are never more. */
  readonly #start: Int32Array;
  readonly #rows: Int32Array;
  readonly #order: HolderOrder;
  readonly #holder: Int32Array;
  readonly #subject: Int32Array;
  readonly #min: Float64Array;
  #max: Float64Array | null = null;
  readonly #marks: Uint8Array;
  readonly #state: Uint8Array;
  readonly #complete: Uint8Array;
  readonly #special: Uint8Array;
  readonly #irregular = new IntegerList();
  readonly #examined = new IntegerList();
  readonly #unheld = new IntegerList();
  readonly #apart: Apart = {
    share: new LargeMap(),
    written: new LargeMap(),
    records: new LargeMap(),
    undisclosed: new LargeMap(),
    voting: overlay(),
    income: overlay(),
  };
  #made = 0;
  readonly #words: readonly WordFigures[];
  /** What companies of ranges leave undisclosed, each share once. */
  readonly #rests = new Map<string, ShareRange>();

  constructor(source: StakeSource, start: Int32Array, rows: Int32Array) {
    this.#source = source;
    this.#start = start;
    this.#rows = rows;
    this.#order = new HolderOrder(rows, source.holdings.holder, source);
    this.#holder = new Int32Array(rows.length);
    this.#subject = new Int32Array(rows.length);
    this.#min = new Float64Array(rows.length);
    this.#marks = new Uint8Array(rows.length);
    this.#state = new Uint8Array(source.count);
    this.#complete = new Uint8Array(source.count);
    this.#special = new Uint8Array(source.count);
    this.#words = source.holdings.words.map(wordFigures);
  }

  make(): StakeColumns {
    const { count, day, completeFrom } = this.#source;
    const start = this.#start;
    let end = start[0]!;
    for (let j = 0; j < count; j += 1) {
      const begin = end;
      end = start[j + 1]!;
      start[j] = this.#made;
      const since = completeFrom[j]!;
      const declared = since !== 0 && (day === null || since <= day);
      if (begin === end) {
        if (declared) this.#unheld.push(j);
        continue;
      }
      if (declared) this.#complete[j] = 1;
      const made = this.#plain(j, begin, end, declared) || this.#ranged(j, begin, end, declared);
      if (!made) this.#examine(j, begin, end, declared);
    }
    start[count] = this.#made;
    const made = this.#made;
    const holder = cut(this.#holder, made);
    const min = cut(this.#min, made);
    return {
      start,
      holder,
      subject: cut(this.#subject, made),
      ...{ heldStart: NO_LISTS, held: NO_LISTS },
      min,
      max: this.#max === null ? min : cut(this.#max, made),
      marks: cut(this.#marks, made),
      record: cut(this.#rows, made),
      state: this.#state,
      complete: this.#complete,
      special: this.#special,
      irregular: this.#irregular.array(),
      examined: this.#examined.array(),
      unheld: this.#unheld.array(),
      apart: this.#apart,
    };
  }

  /** A company of plain decimals, one row a holder. False where it is none, and nothing is made of it yet. */
  #plain(j: number, begin: number, end: number, declared: boolean): boolean {
    const { value, decimals } = this.#source.holdings;
    const rows = this.#rows;
    let places = 2;
    for (let k = begin; k < end; k += 1) {
      const own = decimals[rows[k]!]!;
      if (own > 15) return false;
      if (own > places) places = own;
    }
    const one = POWERS[places]!;
    let total = 0;
    let tolerance = 0;
    for (let k = begin; k < end; k += 1) {
      const own = decimals[rows[k]!]!;
      total += digitsOf(value[rows[k]!]!, own, places);
      tolerance += toleranceOf(own, places);
      if (total > Number.MAX_SAFE_INTEGER - one || tolerance > one) return false;
    }
    if (!this.#order.sort(begin, end)) return false;
    const gap = one - total;
    const irregular = gap < 0 || (gap > 0 && (declared || isRounding(gap, tolerance, one)));
    this.#enter(j, begin, end, irregular ? (gap < 0 ? LOWERED : RAISED) : 0);
    if (irregular) {
      this.#irregular.push(j);
      this.#spread(end - begin, gap, places);
    }
    this.#state[j] = gap > 0 && !irregular && !declared ? OPEN : CLOSED;
    return true;
  }

  /**
   * A company of which some shares are ranges and all others plain decimals, one row a holder, where the written shares
   * can hold together as they are. False where they cannot, or it is no such company, and nothing is made of it yet.
   */
  #ranged(j: number, begin: number, end: number, declared: boolean): boolean {
    const figures = this.#rangedSums(begin, end);
    if (figures === null || !this.#order.sort(begin, end)) return false;
    const { one, least, most, tolerance, openMin, openMax } = figures;
    const [rest, gap] = [one - least, one - most];
    if (rest < 0 || (gap > 0 && (declared || isRounding(gap, tolerance, one)))) return false;
    const isClosed = declared || rest === 0;
    if ((rest === 0 && openMin) || (isClosed && gap === 0 && openMax)) return false;
    const { decimals, value, words } = this.#source.holdings;
    const max = this.#maxima();
    const first = this.#made;
    this.#enter(j, begin, end, 0);
    for (let at = first; at < this.#made; at += 1) {
      const row = this.#rows[at]!;
      if (decimals[row] !== WORD) continue;
      const [word, share] = [this.#words[value[row]!]!, words[value[row]!]!];
      this.#min[at] = word.min / POWERS[word.places]!;
      max[at] = word.max / POWERS[word.places]!;
      this.#marks[at] = APART;
      this.#apart.share.set(at, share);
    }
    this.#state[j] = ELSEWHERE;
    this.#apart.undisclosed.set(j, isClosed ? null : this.#rest(Math.max(0, gap), rest, one));
    return true;
  }

  /** Least and greatest sums of a company's shares as whole numbers of 1 / `one`; null where they are none. */
  #rangedSums(begin: number, end: number) {
    const { value, decimals } = this.#source.holdings;
    const rows = this.#rows;
    let places = 2;
    for (let k = begin; k < end; k += 1) {
      const own = decimals[rows[k]!]!;
      if (own > 15 && own !== WORD) return null;
      places = Math.max(places, own === WORD ? this.#words[value[rows[k]!]!]!.places : own);
    }
    const one = POWERS[places]!;
    let [exact, tolerance, low, high, openMin, openMax] = [0, 0, 0, 0, false, false];
    for (let k = begin; k < end; k += 1) {
      const own = decimals[rows[k]!]!;
      if (own === WORD) {
        const word = this.#words[value[rows[k]!]!]!;
        low += word.min * POWERS[places - word.places]!;
        high += word.max * POWERS[places - word.places]!;
        openMin ||= word.minExclusive;
        openMax ||= word.maxExclusive;
      } else {
        exact += digitsOf(value[rows[k]!]!, own, places);
        tolerance += toleranceOf(own, places);
      }
      if (exact + high > Number.MAX_SAFE_INTEGER - one || tolerance > one) return null;
    }
    return { one, least: exact + low, most: exact + high, tolerance, openMin, openMax };
  }

  #rest(min: number, max: number, one: number): ShareRange {
    const key = `${min}/${max}/${one}`;
    const known = this.#rests.get(key);
    if (known) return known;
    const made = { ...UNKNOWN_SHARE, min: fraction(min, one), max: fraction(max, one) };
    if (this.#rests.size < KEPT_DECIMALS) this.#rests.set(key, made);
    return made;
  }

  #enter(j: number, begin: number, end: number, mark: number): void {
    const { value, decimals, holder } = this.#source.holdings;
    const rows = this.#rows;
    const max = this.#max;
    let at = this.#made;
    for (let k = begin; k < end; k += 1) {
      const row = rows[k]!;
      this.#holder[at] = holder[row]!;
      this.#subject[at] = j;
      this.#min[at] = value[row]!;
      if (max !== null) max[at] = value[row]!;
      this.#marks[at] = decimals[row]! | mark;
      rows[at] = row;
      at += 1;
    }
    this.#made = at;
  }

  /** Gives the last `count` stakes the ends that the company's gap (or excess, below 0) leaves them. */
  #spread(count: number, gap: number, places: number): void {
    const max = this.#maxima();
    const one = POWERS[places]!;
    for (let k = this.#made - count; k < this.#made; k += 1) {
      const own = this.#marks[k]! & ~MARKS;
      const digits = digitsOf(this.#min[k]!, own, places);
      if (gap > 0) max[k] = (digits + gap) / one;
      else this.#min[k] = Math.max(0, digits + gap) / one;
    }
  }

  /** The column of greatest shares, from now on apart from that of the least. */
  #maxima(): Float64Array {
    this.#max ??= this.#min.slice();
    return this.#max;
  }

  /** Any other company: by its records. */
  #examine(j: number, begin: number, end: number, declared: boolean): void {
    const { holdings, entity, id, record, registeredCapital } = this.#source;
    const positions = this.#rows.slice(begin, end).sort();
    const input: CompanyInput = {
      entity: entity(j),
      rows: Array.from(positions, (position) => {
        if (holdings.decimals[position] === READ_SPECIAL) this.#special[j] = 1;
        const holding = { record: record(position), holder: holdings.holder[position]!, subject: j };
        return { holding, position };
      }),
      complete: declared,
      registeredCapital: registeredCapital.get(j) ?? null,
      idOf: id,
    };
    const { tables, issues } = companyStakes(input);
    if (issues.length > 0 || repeatedRows(input).length > 0) this.#examined.push(j);
    this.#state[j] = ELSEWHERE;
    const first = this.#made;
    this.#enterApart(j, tables.equity);
    for (const interest of ["voting", "income"] as const) {
      if (tables[interest].stated) overlayWith(this.#apart[interest], tables[interest], j, first);
    }
  }

  #enterApart(j: number, { stakes, undisclosed }: CompanyStakes): void {
    const max = this.#maxima();
    const apart = this.#apart;
    for (const { holder, share, written, records } of stakes) {
      const at = this.#made;
      this.#holder[at] = holder;
      this.#subject[at] = j;
      this.#min[at] = toNumber(share.min);
      max[at] = toNumber(share.max);
      this.#marks[at] = APART;
      this.#rows[at] = records[0]!;
      apart.share.set(at, share);
      if (written !== share) apart.written.set(at, written);
      if (records.length > 1) apart.records.set(at, records);
      this.#made += 1;
    }
    apart.undisclosed.set(j, undisclosed);
  }
}

const NO_LISTS = new Int32Array(0);

const cut = <T extends Int32Array | Float64Array | Uint8Array>(column: T, length: number): T =>
  (column.length === length ? column : column.slice(0, length)) as T;

function overlayWith(into: Overlay, { stakes, undisclosed }: CompanyStakes, j: number, first: number): void {
  stakes.forEach(({ share, written }, k) => {
    into.share.set(first + k, share);
    if (written !== share) into.written.set(first + k, written);
  });
  into.undisclosed.set(j, undisclosed);
}

/** The figures of one company as whole numbers over 10^places. */
interface Figures {
  readonly places: number;
  readonly gap: number;
}

/** The table that measures read, of equity; `share` and `undisclosed` are exact. */
export function equityTable(columns: StakeColumns): StakeTable {
  const { start, min, max, marks, state, subject, apart } = columns;
  let last = -1;
  let figures: Figures = { places: 0, gap: 0 };
  const writtenDigits = (stake: number, places: number): number =>
    digitsOf(marks[stake]! & LOWERED ? max[stake]! : min[stake]!, marks[stake]! & ~MARKS, places);
  const figuresOf = (j: number): Figures => {
    if (j === last) return figures;
    let places = 2;
    for (let k = start[j]!; k < start[j + 1]!; k += 1) places = Math.max(places, marks[k]! & ~MARKS);
    let total = 0;
    for (let k = start[j]!; k < start[j + 1]!; k += 1) total += writtenDigits(k, places);
    last = j;
    figures = { places, gap: POWERS[places]! - total };
    return figures;
  };
  // Decimals of at most fifteen digits never share a double, and halves and wholes are many.
  const decimals = new Map<number, ShareRange>();
  const decimal = (stake: number): ShareRange => {
    const known = decimals.get(min[stake]!);
    if (known) return known;
    const places = marks[stake]!;
    const made = exactShare(fraction(writtenDigits(stake, places), POWERS[places]!));
    if (decimals.size < KEPT_DECIMALS) decimals.set(min[stake]!, made);
    return made;
  };
  const written = (stake: number): ShareRange => {
    if (marks[stake] === APART) return apart.written.get(stake) ?? apart.share.get(stake)!;
    if ((marks[stake]! & MARKS) === 0) return decimal(stake);
    const places = marks[stake]! & ~MARKS;
    const value = fraction(writtenDigits(stake, places), POWERS[places]!);
    return exactShare(value, fraction(1, 2 * POWERS[Math.max(places, 2)]!));
  };
  const share = (stake: number): ShareRange => {
    if (marks[stake] === APART) return apart.share.get(stake)!;
    const stated = written(stake);
    if ((marks[stake]! & MARKS) === 0) return stated;
    const { places, gap } = figuresOf(subject[stake]!);
    const change = fraction(Math.abs(gap), POWERS[places]!);
    return gap > 0
      ? { ...stated, max: sum([stated.max, change]) }
      : { ...stated, min: greatest(ZERO, subtract(stated.min, change)) };
  };
  const undisclosed = (j: number): ShareRange | null => {
    if (state[j] === ELSEWHERE) return apart.undisclosed.get(j)!;
    if (state[j] !== OPEN) return null;
    const { places, gap } = figuresOf(j);
    const rest = fraction(gap, POWERS[places]!);
    return { ...UNKNOWN_SHARE, min: rest, max: rest };
  };
  const records = (stake: number): readonly number[] => apart.records.get(stake) ?? [columns.record[stake]!];
  const { holder } = columns;
  const isDecimal = (stake: number): boolean => marks[stake] !== APART;
  return {
    start,
    holder,
    subject,
    get heldStart() {
      return columns.heldStart;
    },
    get held() {
      return columns.held;
    },
    min,
    max,
    share,
    isDecimal,
    written,
    undisclosed,
    records,
  };
}

/** The tables of the three interests. */
export function bulkTables(columns: StakeColumns): Record<Interest, StakeTable> {
  const equity = equityTable(columns);
  const other = (interest: "voting" | "income"): StakeTable => overlaid(equity, columns.apart[interest]);
  return { equity, voting: other("voting"), income: other("income") };
}

function overlaid(equity: StakeTable, { share, written, undisclosed }: Overlay): StakeTable {
  if (share.size === 0) return equity;
  const min = equity.min.slice();
  const max = equity.max.slice();
  for (const [stake, own] of share.entries()) {
    min[stake] = toNumber(own.min);
    max[stake] = toNumber(own.max);
  }
  return {
    ...equity,
    min,
    max,
    share: (stake) => share.get(stake) ?? equity.share(stake),
    isDecimal: (stake) => !share.has(stake) && equity.isDecimal!(stake),
    written: (stake) => written.get(stake) ?? share.get(stake) ?? equity.written(stake),
    undisclosed: (j) => (undisclosed.has(j) ? undisclosed.get(j)! : equity.undisclosed(j)),
  };
}

/** What is wrong with the sum of a company of plain decimals (StakeColumns.irregular). */
export interface Irregularity {
  readonly code: "rounded" | "over-issued" | "incomplete";
  /** What the shares come to, and by how much that differs from the whole. */
  readonly total: Fraction;
  readonly excess: Fraction;
  /** The last holding of the company. */
  readonly last: number;
}

/** The irregularity of a company in StakeColumns.irregular, from the columns alone. */
export function irregularityOf({ start, marks, min, max, record }: StakeColumns, j: number): Irregularity {
  let places = 2;
  for (let k = start[j]!; k < start[j + 1]!; k += 1) places = Math.max(places, marks[k]! & ~MARKS);
  let total = 0;
  let tolerance = 0;
  let last = 0;
  for (let k = start[j]!; k < start[j + 1]!; k += 1) {
    const own = marks[k]! & ~MARKS;
    total += digitsOf(marks[k]! & LOWERED ? max[k]! : min[k]!, own, places);
    tolerance += toleranceOf(own, places);
    last = Math.max(last, record[k]!);
  }
  const one = POWERS[places]!;
  const gap = one - total;
  const code = isRounding(gap, tolerance, one) ? "rounded" : gap < 0 ? "over-issued" : "incomplete";
  return { code, total: fraction(total, one), excess: fraction(Math.abs(gap), one), last };
}

/** The issue of an irregularity, as `companyStakes` makes it of records. */
export function irregularIssue(
  { code, total, excess }: Irregularity,
  subject: string,
  at: Holding["at"],
): Issue {
  const parameters = { subject, interest: "equity", total: percent(total), excess: percent(excess) };
  if (code === "rounded") return issue(code, "warning", { column: "equity" }, parameters);
  return issue(code, "error", { ...at, column: "equity" }, parameters);
}

/** The issues of a company that follow from its records (StakeColumns.examined). */
export function examinedIssues(input: CompanyInput): readonly Issue[] {
  return [...companyStakes(input).issues, ...repeatedRows(input)];
}
