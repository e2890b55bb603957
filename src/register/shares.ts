import type { Entity, Holding, Interest } from "../model/dataset.js";
import {
  add,
  compare,
  complement,
  divide,
  type Fraction,
  fraction,
  fractionText,
  greatest,
  least,
  multiply,
  ONE,
  parseFraction,
  percentText,
  subtract,
  sum,
  ZERO,
} from "../model/fraction.js";
import { type Issue, issue } from "../model/issue.js";
import {
  exactShare,
  isExact,
  isUnknown,
  readShare,
  type ShareRange,
  shareText,
  UNKNOWN_SHARE,
} from "../model/share.js";
import type { ResolvedHolding } from "./resolve.js";

/** One holder's part in one company under one interest: as written, and as the whole row allows it. */
export interface Stake {
  readonly holder: number;
  readonly written: ShareRange;
  readonly share: ShareRange;
  /** Positions in the register's holdings. */
  readonly records: readonly number[];
}

/** What is known of one company's holders under one interest. */
export interface CompanyStakes {
  readonly stakes: readonly Stake[];
  /** The share that nobody named holds: null where there can be none. */
  readonly undisclosed: ShareRange | null;
  /** Whether the figures differ from those of equity. */
  readonly stated: boolean;
}

export interface CompanyInput {
  readonly entity: Entity;
  /** Holdings that hold on the date, with their positions in the register. */
  readonly rows: readonly { readonly holding: ResolvedHolding; readonly position: number }[];
  readonly complete: boolean;
  readonly registeredCapital: Fraction | null;
  /** Id of an entity, to put holders in an order that does not depend on rows. */
  readonly idOf: (index: number) => string;
}

interface RowShares {
  readonly equity: ShareRange;
  readonly voting: ShareRange | null;
  readonly income: ShareRange | null;
}

export const percent = (value: Fraction): string => {
  const text = percentText(value, 6);
  return text === null ? fractionText(value) : `${text}%`;
};

/** Shares of all holders of one company under the three interests, with what is wrong in its rows. */
export function companyStakes(input: CompanyInput): {
  readonly tables: Readonly<Record<Interest, CompanyStakes>>;
  readonly issues: readonly Issue[];
} {
  const issues: Issue[] = [];
  const rows = rowShares(input, issues);
  const equity = reconcile(
    input,
    "equity",
    rows.map((row) => row.equity),
    issues,
  );
  const table = (interest: "voting" | "income"): CompanyStakes => {
    if (rows.every((row) => row[interest] === null)) return { ...equity, stated: false };
    const stated = sum(rows.map((row) => row[interest]?.min ?? ZERO));
    const rest = compare(stated, ONE) >= 0 ? ZERO : complement(stated);
    const shares = rows.map((row, i) => {
      const share = row[interest];
      if (share) return share;
      issues.push(
        issue(
          "interest-unstated",
          "warning",
          { ...input.rows[i]!.holding.record.at, column: interest },
          {
            subject: input.entity.name,
            interest,
            rest: percent(rest),
          },
        ),
      );
      return { ...UNKNOWN_SHARE, max: rest };
    });
    return { ...reconcile(input, interest, shares, issues), stated: true };
  };
  const tables = { equity: { ...equity, stated: true }, voting: table("voting"), income: table("income") };
  return { tables, issues };
}

function rowShares(input: CompanyInput, issues: Issue[]): RowShares[] {
  const amounts = amountShares(input, issues);
  const classes = classTotals(input);
  return input.rows.map(({ holding: { record } }, i) => {
    const byClass = countsShares(record) ? classShares(input, record, classes, issues) : null;
    const written = read(record, "equity", issues);
    const equity = byClass?.equity ?? amounts[i] ?? written ?? UNKNOWN_SHARE;
    return {
      equity,
      voting: read(record, "voting", issues) ?? byClass?.voting ?? null,
      income: read(record, "income", issues),
    };
  });
}

/** A share as the record states it; null where it says nothing. What cannot be read is an issue and unknown. */
function read(record: Holding, interest: Interest, issues: Issue[]): ShareRange | null {
  const written = record[interest];
  if (written === undefined) return null;
  const result = readShare(written);
  if (result.range) return result.range;
  const value = typeof written === "object" ? JSON.stringify(written) : String(written);
  issues.push(
    issue(
      result.problem,
      "error",
      { ...record.at, column: interest },
      { value: value.slice(0, 60), others: "" },
    ),
  );
  return UNKNOWN_SHARE;
}

const number = (written: string | number | undefined): Fraction | null =>
  written === undefined ? null : parseFraction(String(written));

/**
 * Shares that follow from amounts of capital. The whole is the registered capital where that is a fact; else the sum,
 * if every holder has an amount and no written share contradicts it.
 */
function amountShares(input: CompanyInput, issues: Issue[]): (ShareRange | null)[] {
  const amounts = input.rows.map(({ holding }) => number(holding.record.amount));
  if (amounts.every((amount) => amount === null)) return amounts.map(() => null);
  const known = sum(amounts.map((amount) => amount ?? ZERO));
  const everyone = amounts.every((amount) => amount !== null);
  const total = input.registeredCapital ?? (everyone ? known : null);
  if (total !== null && total.n > 0n) {
    const derived = amounts.map((amount) => (amount ? exactShare(divide(amount, total)) : null));
    const differing = input.rows.findIndex((row, i) => differs(row.holding.record, derived[i] ?? null));
    if (differing < 0) return derived;
    reportAmount(input, differing, amounts[differing]!, total, derived[differing]!.min, issues);
    return derived.map((share, i) =>
      input.rows[i]!.holding.record.equity === undefined
        ? input.registeredCapital
          ? share
          : atMost(share!)
        : null,
    );
  }
  return amounts.map((amount, i) => {
    const { record } = input.rows[i]!.holding;
    if (!amount || record.equity !== undefined) return null;
    issues.push(
      issue(
        "amount-without-total",
        "warning",
        { ...record.at, column: "amount" },
        { subject: input.entity.name },
      ),
    );
    return known.n > 0n ? atMost(exactShare(divide(amount, known))) : null;
  });
}

/** An amount out of a whole that is at least as large as the known amounts: the share is at most this. */
const atMost = (share: ShareRange): ShareRange => ({ ...UNKNOWN_SHARE, max: least(share.max, ONE) });

function differs(record: Holding, derived: ShareRange | null): boolean {
  if (!derived || record.equity === undefined) return false;
  const { range } = readShare(record.equity);
  if (!range || isUnknown(range)) return false;
  return (
    compare(derived.min, subtract(range.min, range.rounding)) < 0 ||
    compare(derived.min, add(range.max, range.rounding)) > 0
  );
}

function reportAmount(
  input: CompanyInput,
  row: number,
  amount: Fraction,
  total: Fraction,
  derived: Fraction,
  issues: Issue[],
): void {
  const { record } = input.rows[row]!.holding;
  issues.push(
    issue(
      "amount-differs",
      "warning",
      { ...record.at, column: "amount" },
      {
        written: String(record.equity),
        amount: fractionText(amount),
        total: fractionText(total),
        derived: percent(derived),
      },
    ),
  );
}

/** A count of shares says something of its own, unless a share or amount is written and no class. */
const countsShares = ({ shares, class: name, equity, amount }: Holding): boolean =>
  shares !== undefined && (name !== undefined || (equity === undefined && amount === undefined));

interface ClassTotals {
  readonly capital: Fraction;
  readonly votes: Fraction;
  readonly of: ReadonlyMap<string, { readonly par: Fraction; readonly votesPerShare: Fraction }>;
  readonly votesStated: boolean;
}

/** What all classes come to; the name of a class that nobody can count, where there is one; null without classes. */
function classTotals(input: CompanyInput): ClassTotals | string | null {
  const classes = input.entity.shareClasses;
  if (!classes || classes.length === 0) return null;
  const of = new Map<string, { par: Fraction; votesPerShare: Fraction }>();
  let capital = ZERO;
  let votes = ZERO;
  for (const shareClass of classes) {
    const issued = number(shareClass.issued) ?? heldOf(input, shareClass.class);
    if (!issued) return shareClass.class;
    const par = number(shareClass.par) ?? ONE;
    const votesPerShare = number(shareClass.votesPerShare) ?? ONE;
    of.set(shareClass.class, { par, votesPerShare });
    capital = add(capital, multiply(issued, par));
    votes = add(votes, multiply(issued, votesPerShare));
  }
  return { capital, votes, of, votesStated: classes.some((c) => c.votesPerShare !== undefined) };
}

/** Without a number issued, a class is what a register declared complete shows of it. */
function heldOf(input: CompanyInput, name: string): Fraction | null {
  if (!input.complete) return null;
  return sum(
    input.rows
      .filter(({ holding }) => holding.record.class === name)
      .map(({ holding }) => number(holding.record.shares) ?? ZERO),
  );
}

function classShares(
  input: CompanyInput,
  record: Holding,
  totals: ClassTotals | string | null,
  issues: Issue[],
): { equity: ShareRange; voting: ShareRange | null } | null {
  const shares = number(record.shares);
  const classes = input.entity.shareClasses ?? [];
  const name = record.class ?? (classes.length === 1 ? classes[0]!.class : "");
  const shareClass = totals === null || typeof totals === "string" ? undefined : totals.of.get(name);
  if (!shares || totals === null || typeof totals === "string" || !shareClass || totals.capital.n === 0n) {
    // A class of its own that is well known is not what is missing: another one has no number.
    const isOwnKnown = classes.some((each) => each.class === name && each.issued !== undefined);
    const lacking = typeof totals === "string" && isOwnKnown ? totals : name;
    const parameters = { subject: input.entity.name, class: lacking.slice(0, 60) };
    issues.push(issue("unknown-class", "error", { ...record.at, column: "class" }, parameters));
    return null;
  }
  const equity = exactShare(divide(multiply(shares, shareClass.par), totals.capital));
  if (!totals.votesStated) return { equity, voting: null };
  const votes = multiply(shares, shareClass.votesPerShare);
  return {
    equity,
    voting: totals.votes.n === 0n ? exactShare(ZERO) : exactShare(divide(votes, totals.votes)),
  };
}

/** Several rows of one holder are added. */
function merge(input: CompanyInput, shares: readonly ShareRange[]): Stake[] {
  const byHolder = new Map<number, { share: ShareRange; records: number[] }>();
  shares.forEach((share, i) => {
    const { holding, position } = input.rows[i]!;
    const known = byHolder.get(holding.holder);
    if (!known) byHolder.set(holding.holder, { share, records: [position] });
    else {
      known.share = addShares(known.share, share);
      known.records.push(position);
    }
  });
  return [...byHolder]
    .map(([holder, { share, records }]) => ({ holder, written: share, share, records }))
    .sort((a, b) => (input.idOf(a.holder) < input.idOf(b.holder) ? -1 : 1));
}

/** The range of a sum: ends add up, and what one part leaves open stays open; never above the whole. */
export function addShares(a: ShareRange, b: ShareRange): ShareRange {
  const max = add(a.max, b.max);
  const min = add(a.min, b.min);
  const beyond = compare(max, ONE) > 0 && !(isExact(a) && isExact(b));
  return {
    min,
    max: beyond ? greatest(ONE, min) : max,
    minExclusive: a.minExclusive || b.minExclusive,
    maxExclusive: !beyond && (a.maxExclusive || b.maxExclusive),
    rounding: add(a.rounding, b.rounding),
  };
}

/** Thousands of rounded rows could explain any gap: beyond this part of the whole it is not taken for rounding. */
const MOST_ROUNDING = fraction(1, 20);

/** Makes the shares of one company compatible with their sum being one, and says so where they were not (DESIGN §8). */
function reconcile(
  input: CompanyInput,
  interest: Interest,
  shares: readonly ShareRange[],
  issues: Issue[],
): Omit<CompanyStakes, "stated"> {
  const stakes = merge(input, shares);
  const minima = sum(stakes.map((stake) => stake.share.min));
  const maxima = sum(stakes.map((stake) => stake.share.max));
  const tolerance = least(sum(stakes.map((stake) => stake.share.rounding)), MOST_ROUNDING);
  const complain = (
    code: "over-issued" | "rounded" | "incomplete",
    total: Fraction,
    excess: Fraction,
  ): void => {
    const severity = code === "rounded" ? "warning" : "error";
    const at = code === "rounded" ? undefined : lastRow(input);
    issues.push(
      issue(
        code,
        severity,
        { ...at, column: interest },
        {
          subject: input.entity.name,
          interest,
          total: percent(total),
          excess: percent(excess),
        },
      ),
    );
  };
  const excess = subtract(minima, ONE);
  if (excess.n > 0n) {
    complain(compare(excess, tolerance) <= 0 ? "rounded" : "over-issued", minima, excess);
    return {
      stakes: stakes.map((stake) => ({ ...stake, share: lower(stake.share, excess) })),
      undisclosed: null,
    };
  }
  const gap = complement(maxima);
  const rounded = gap.n > 0n && compare(gap, tolerance) <= 0;
  if (gap.n > 0n && (rounded || input.complete)) {
    complain(rounded ? "rounded" : "incomplete", maxima, gap);
    return {
      stakes: stakes.map((stake) => ({ ...stake, share: raise(stake.share, gap) })),
      undisclosed: null,
    };
  }
  return openEnds(input, interest, stakes, minima, maxima, issues);
}

/** An issue about a company as a whole points to the last of its rows: that is where the sum went wrong. */
const lastRow = (input: CompanyInput) => input.rows.at(-1)?.holding.record.at;

const lower = (share: ShareRange, excess: Fraction): ShareRange => ({
  ...share,
  min: greatest(ZERO, subtract(share.min, excess)),
  // Rows of one holder may come to more than the whole, which nobody can have.
  max: least(ONE, share.max),
  minExclusive: false,
});

const raise = (share: ShareRange, gap: Fraction): ShareRange => ({
  ...share,
  max: add(share.max, gap),
  maxExclusive: false,
});

/** The undisclosed remainder, and open ends that the sum of one contradicts (then taken as closed). */
function openEnds(
  input: CompanyInput,
  interest: Interest,
  stakes: readonly Stake[],
  minima: Fraction,
  maxima: Fraction,
  issues: Issue[],
): Omit<CompanyStakes, "stated"> {
  const rest = complement(minima);
  const closedSum = input.complete || rest.n === 0n;
  const impossible =
    (rest.n === 0n && stakes.some((stake) => stake.share.minExclusive)) ||
    (closedSum && compare(maxima, ONE) === 0 && stakes.some((stake) => stake.share.maxExclusive));
  if (impossible) {
    issues.push(
      issue(
        "ends-cannot-hold",
        "error",
        { ...lastRow(input), column: interest },
        { subject: input.entity.name, interest },
      ),
    );
  }
  const settled = impossible
    ? stakes.map((stake) => ({
        ...stake,
        share: { ...stake.share, minExclusive: false, maxExclusive: false },
      }))
    : stakes;
  if (closedSum) return { stakes: settled, undisclosed: null };
  const least = greatest(ZERO, complement(maxima));
  return { stakes: settled, undisclosed: { ...UNKNOWN_SHARE, min: least, max: rest } };
}

/** Rows of one holder in one company that say different things about the same days. */
export function repeatedRows(input: CompanyInput): Issue[] {
  const issues: Issue[] = [];
  const first = new Map<string, Holding>();
  for (const { holding } of input.rows) {
    const { record } = holding;
    const key = `${holding.holder}\u0000${record.class ?? ""}`;
    const earlier = first.get(key);
    if (!earlier) first.set(key, record);
    if (!earlier || separateParcels(record, earlier)) continue;
    const parameters = {
      holder: input.idOf(holding.holder),
      subject: input.entity.id,
      first: String(earlier.at?.row ?? "?"),
      value: stated(record),
      other: stated(earlier),
    };
    issues.push(issue(repetition(record, earlier), "warning", record.at, parameters));
  }
  return issues;
}

/** Two lots of one holder, told apart by how or since when they are held, are not a repetition. */
const separateParcels = (a: Holding, b: Holding): boolean =>
  (["acquiredBy", "heldSince", "votingSuspended", "lockedUntil", "pledged"] as const).some(
    (field) => JSON.stringify(a[field]) !== JSON.stringify(b[field]),
  );

function repetition(
  a: Holding,
  b: Holding,
): "overlapping-records" | "duplicate-record" | "contradicting-records" {
  if (a.from !== b.from) return "overlapping-records";
  const same = (["equity", "voting", "income", "amount", "shares", "to", "source"] as const).every(
    (field) => JSON.stringify(a[field]) === JSON.stringify(b[field]),
  );
  return same ? "duplicate-record" : "contradicting-records";
}

function stated(record: Holding): string {
  if (record.equity !== undefined) {
    const { range } = readShare(record.equity);
    return range ? shareText(range) || "?" : String(record.equity);
  }
  return String(record.amount ?? record.shares ?? "?");
}
