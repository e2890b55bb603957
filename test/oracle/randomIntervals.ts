import type { Dataset, Entity, Holding } from "../../src/model/dataset.js";
import { combinationCount } from "./bounds.js";
import { closedVertices, mixture } from "./polytope.js";
import { type GeneratedDataset, Random, writeShare } from "./random.js";
import { Rational } from "./rational.js";
import type { Written } from "./shares.js";
import { readWalk, rowRanges, undisclosedRange } from "./walk.js";

/** A range in whole percents around a hidden true share, which makes the register feasible by construction. */
interface HiddenRow {
  readonly holder: string;
  readonly subject: string;
  readonly truth: number;
  readonly low: number;
  readonly high: number;
  readonly lowOpen: boolean;
  readonly highOpen: boolean;
}

const WHOLE = 100;
/** Less than this may be taken for rounding; see random.ts. */
const LEAST_GAP = 5;

const exactly = (row: HiddenRow): HiddenRow => ({
  ...row,
  low: row.truth,
  high: row.truth,
  lowOpen: false,
  highOpen: false,
});

function widen(random: Random, holder: string, subject: string, truth: number): HiddenRow {
  const row = { holder, subject, truth, low: truth, high: truth, lowOpen: false, highOpen: false };
  if (random.chance(0.4)) return row;
  const low = random.chance(0.35) ? 0 : random.integer(Math.max(0, truth - 30), truth);
  const high = random.chance(0.25) ? WHOLE : random.integer(truth, Math.min(WHOLE, truth + 30));
  const lowOpen = low < truth && random.chance(0.4);
  const highOpen = high > truth && high < WHOLE && random.chance(0.4);
  return { ...row, low, high, lowOpen, highOpen };
}

/** One of the notations of DESIGN §8 that can say this range. */
function writeRange(random: Random, row: HiddenRow): Written | undefined {
  const { low, high, lowOpen, highOpen } = row;
  if (low === high) return writeShare(random, low, WHOLE);
  if (low === 0 && high === WHOLE && !lowOpen && !highOpen) return random.chance(0.5) ? undefined : "";
  const forms: (string | Written)[] = [
    `${lowOpen ? ">" : ""}${low}%-${highOpen ? "<" : ""}${high}%`,
    `${lowOpen ? "(" : "["}${low}%,${high}%${highOpen ? ")" : "]"}`,
    { min: `${low}%`, max: `${high}%`, minExclusive: lowOpen, maxExclusive: highOpen },
    {
      min: `${low}/${WHOLE}`,
      max: `${high}/${WHOLE}`,
      ...(lowOpen ? { minExclusive: true } : {}),
      ...(highOpen ? { maxExclusive: true } : {}),
    },
  ];
  if (high === WHOLE && !highOpen) {
    forms.push(`${lowOpen ? ">" : ">="}${low}%`, `${lowOpen ? ">" : "≥"}${low}%`);
  }
  if (low === 0 && !lowOpen) forms.push(`${highOpen ? "<" : "<="}${high}%`);
  return random.pick(forms);
}

function drawCompany(
  random: Random,
  company: string,
  holders: readonly string[],
  complete: boolean,
): HiddenRow[] {
  const chosen = random.shuffled(holders).slice(0, random.integer(1, 4));
  if (chosen.length < 4 && random.chance(0.1)) chosen.push(chosen[0]!);
  const gap = complete || random.chance(0.4) ? 0 : random.integer(LEAST_GAP, 50);
  const truths = random.parts(WHOLE - gap, chosen.length);
  const rows = chosen.map((holder, index) => widen(random, holder, company, truths[index]!));
  const most = rows.reduce((sum, row) => sum + row.high, 0);
  // Maxima that all but fill the register would read as rounding; what is true leaves nothing or a proper gap.
  return most < WHOLE && WHOLE - most < LEAST_GAP ? rows.map(exactly) : rows;
}

/**
 * A ring of complete companies that closes but for small holdings of outsiders, whose lower end is an open or a closed
 * zero: where it is open, the ring may only all but close, and the bounds jump.
 */
function drawRing(random: Random, companies: readonly string[], persons: readonly string[]): HiddenRow[] {
  const open = random.chance(0.6);
  const outsiders = persons.slice(0, random.integer(1, 2));
  return companies.flatMap((subject, index) => {
    const next = companies[(index + 1) % companies.length]!;
    const outside = index > 0 && random.chance(0.5) ? [] : outsiders;
    const truths = outside.map(() => random.integer(1, 10));
    const ring = WHOLE - truths.reduce((sum, truth) => sum + truth, 0);
    const row = { subject, low: 0, highOpen: false };
    return [
      { ...row, holder: next, truth: ring, high: WHOLE, lowOpen: false },
      ...outside.map((holder, at) => ({ ...row, holder, truth: truths[at]!, high: 15, lowOpen: open })),
    ];
  });
}

function datasetOf(seed: number, entities: Entity[], rows: readonly HiddenRow[]): GeneratedDataset {
  // The same seed writes the same notation for a row whether or not other rows were made exact.
  const holdings = rows.map((row, index): Holding => {
    const equity = writeRange(new Random(seed * 31 + index), row);
    const { holder, subject } = row;
    return equity === undefined ? { holder, subject } : { holder, subject, equity };
  });
  return { entities, holdings, ties: [], facts: [] };
}

export interface IntervalOptions {
  /** The most combinations of vertices over all companies: what brute force has to try for one bound. */
  readonly combinations?: number;
  readonly companies?: number;
}

/**
 * A small register in which shares are ranges in every notation, open and closed, or unknown; complete or not; with
 * rings. Some completion always respects every open end.
 */
export function randomIntervalRegister(seed: number, options: IntervalOptions = {}): GeneratedDataset {
  const random = new Random(seed ^ 0x5bd1e995);
  const companies = Array.from(
    { length: options.companies ?? random.integer(1, 5) },
    (_, index) => `C${index}`,
  );
  const persons = Array.from({ length: random.integer(2, 4) }, (_, index) => `P${index}`);
  const ring = companies.length > 1 && random.chance(0.2);
  const entities: Entity[] = [...companies, ...persons].map((id) => {
    const kind = id.startsWith("C") ? "company" : "naturalPerson";
    const entity: Entity = { id, name: id, kind };
    return kind === "company" && (ring || random.chance(0.5))
      ? { ...entity, registerComplete: true }
      : entity;
  });
  const drawn = companies.map((company, index) => {
    const complete = entities[index]!.registerComplete === true;
    const others = [...companies, ...persons].filter((id) => id !== company || random.chance(0.1));
    return drawCompany(random, company, others, complete);
  });
  const rows = ring ? drawRing(random, companies, persons) : drawn.flat();
  for (;;) {
    const dataset = datasetOf(seed, entities, rows);
    if (combinationCount(readWalk(dataset)) <= (options.combinations ?? 100)) return dataset;
    const ranges = [...rows.keys()].filter((index) => rows[index]!.low !== rows[index]!.high);
    const { subject } = rows[random.pick(ranges)]!;
    for (const [index, row] of rows.entries()) if (row.subject === subject) rows[index] = exactly(row);
  }
}

/**
 * The same register with every share known: a random mixture, with positive weights, of all vertices. It respects
 * every open end. Uneven weights bring it near to the ends. Shares are written as fractions, which are never rounded.
 */
export function randomCompletion(dataset: Dataset, seed: number): Dataset {
  const random = new Random(seed ^ 0x27d4eb2f);
  const written = new Map<Holding, string>();
  for (const { id, registerComplete } of dataset.entities) {
    const rows = dataset.holdings.filter((row) => row.subject === id);
    if (rows.length === 0) continue;
    const ranges = rowRanges(rows, "equity");
    const rest = undisclosedRange(ranges, id, registerComplete === true);
    const extremes = closedVertices(rest ? [...ranges, rest] : ranges);
    const weights = extremes.map(() => Rational.of(random.integer(1, 9) ** random.integer(1, 8)));
    const row = mixture(extremes, weights);
    for (const [index, holding] of rows.entries()) {
      written.set(holding, `${row[index]!.numerator}/${row[index]!.denominator}`);
    }
  }
  return { ...dataset, holdings: dataset.holdings.map((row) => ({ ...row, equity: written.get(row)! })) };
}
