import type { Entity, EntityKind, Fact, Holding, Tie } from "../../src/model/dataset.js";

/** The native form with its four lists, which tests may add to or reorder. */
export interface GeneratedDataset {
  readonly entities: Entity[];
  readonly holdings: Holding[];
  readonly ties: Tie[];
  readonly facts: Fact[];
}

/** A small seeded generator (mulberry32), so that a failing register is named by one number. */
export class Random {
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0;
    // Neighbouring seeds give neighbouring first numbers; a few steps part them.
    for (let step = 0; step < 4; step += 1) this.next();
  }

  /** The next number in 0 ≤ x < 1. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = this.state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  /** An integer from min to max, both included. */
  integer(min: number, max: number): number {
    return min + Math.floor(this.next() * (max - min + 1));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(items: readonly T[]): T {
    return items[this.integer(0, items.length - 1)]!;
  }

  shuffled<T>(items: readonly T[]): T[] {
    const rest = [...items];
    return items.map(() => rest.splice(this.integer(0, rest.length - 1), 1)[0]!);
  }

  /** Splits a whole number of units into parts of at least one unit. */
  parts(units: number, count: number): number[] {
    const cuts = this.shuffled(Array.from({ length: units - 1 }, (_, index) => index + 1)).slice(
      0,
      count - 1,
    );
    const ordered = [0, ...cuts.sort((a, b) => a - b), units];
    return ordered.slice(1).map((cut, index) => cut - ordered[index]!);
  }
}

export interface RegisterOptions {
  readonly companies?: number;
  readonly persons?: number;
  /** No rings and no self-holdings, so that path sums are finite. */
  readonly acyclic?: boolean;
  /** Every company's shares sum to 1. */
  readonly complete?: boolean;
  /** Adds nominee and jointHolder ties. */
  readonly ties?: boolean;
}

/** A gap this large is never taken for rounding: ten rows in whole percents may hide 5 %. */
const LEAST_GAP = 0.08;
const DENOMINATORS = [1000, 1000, 1000, 100, 7, 12, 30, 64] as const;

/** Units of a denominator as people write them; decimals and percents only where they are exact. */
export function writeShare(random: Random, units: number, denominator: number): string {
  const decimals = Math.round(Math.log10(denominator));
  if (10 ** decimals !== denominator || random.chance(0.15)) return `${units}/${denominator}`;
  if (random.chance(0.25)) return (units / denominator).toFixed(decimals);
  return `${(units * 100) / denominator}%`;
}

const PERSON_KINDS: readonly EntityKind[] = [
  "naturalPerson",
  "naturalPerson",
  "naturalPerson",
  "state",
  "dispersed",
];

function entitiesOf(random: Random, companies: number, persons: number): Entity[] {
  const list: Entity[] = [];
  for (let index = 0; index < companies; index += 1) {
    const company: Entity = { id: `C${index}`, name: `公司${index}`, kind: "company" };
    list.push(
      random.chance(0.15) ? { ...company, listing: random.pick(["exchange", "neeq", "none"]) } : company,
    );
  }
  for (let index = 0; index < persons; index += 1) {
    const kind = random.chance(0.08) ? "unknown" : random.pick(PERSON_KINDS);
    list.push({ id: `P${index}`, name: `张${index}`, kind });
  }
  return list;
}

interface Draft {
  readonly company: string;
  readonly holders: readonly string[];
  readonly full: boolean;
}

/** Who holds whom, before shares are drawn. Closed rings come first, so that others may hold into them. */
function draw(
  random: Random,
  companies: readonly string[],
  persons: readonly string[],
  options: RegisterOptions,
) {
  const drafts: Draft[] = [];
  const free = new Set(companies);
  if (!options.acyclic && companies.length > 2 && random.chance(0.25)) {
    const ring = random.shuffled(companies).slice(0, random.integer(1, 3));
    for (const [index, company] of ring.entries()) {
      const others = random.chance(0.3) ? [...ring] : [ring[(index + 1) % ring.length]!];
      drafts.push({ company, holders: others, full: true });
      free.delete(company);
    }
  }
  for (const company of free) {
    if (random.chance(0.1)) continue;
    const above = options.acyclic ? companies.slice(companies.indexOf(company) + 1) : companies;
    const others = above.filter((id) => id !== company);
    const wanted = random.integer(1, 4);
    const mixed = [...random.shuffled(others).slice(0, random.integer(0, 3)), ...random.shuffled(persons)];
    const holders = mixed.slice(0, wanted);
    if (!options.acyclic && random.chance(0.12)) holders.push(company);
    if (holders.length > 0)
      drafts.push({ company, holders, full: options.complete === true || random.chance(0.6) });
  }
  return drafts;
}

function sharesOf(random: Random, draft: Draft): Holding[] {
  const denominator = random.pick(DENOMINATORS.filter((units) => units >= 2 * draft.holders.length));
  const gap = draft.full
    ? 0
    : random.integer(Math.ceil(LEAST_GAP * denominator), Math.ceil(denominator * 0.4));
  const units = random.parts(denominator - gap, draft.holders.length);
  return draft.holders.flatMap((holder, index) => {
    const row = (count: number): Holding => ({
      holder,
      subject: draft.company,
      equity: writeShare(random, count, denominator),
    });
    const whole = units[index]!;
    if (whole < 2 || random.chance(0.85)) return [row(whole)];
    const first = random.integer(1, whole - 1);
    return [row(first), row(whole - first)];
  });
}

/** Nominee and joint ties, at most one a company, because what several mean together is not for a test to say. */
function tiesFor(random: Random, holdings: readonly Holding[], persons: readonly string[]): Tie[] {
  const companies = [...new Set(holdings.map((row) => row.subject))];
  return companies.flatMap((company): Tie[] => {
    const rows = holdings.filter((row) => row.subject === company);
    const { holder, equity } = random.pick(rows);
    const others = persons.filter((id) => rows.every((row) => row.holder !== id));
    if (others.length === 0 || holder === company || random.chance(0.65)) return [];
    const other = random.pick(others);
    if (random.chance(0.5)) return [{ kind: "jointHolder", from: other, to: company, subject: holder }];
    // The share of one row is never more than the holder has, and is a part of it where there are two rows.
    const nominee: Tie = { kind: "nominee", from: holder, to: other, subject: company };
    return [random.chance(0.5) ? { ...nominee, share: equity } : nominee];
  });
}

/**
 * A register of exact shares: pyramids, nested and overlapping rings, closed rings, self-holdings, undisclosed
 * remainders (none small enough to pass for rounding), declared and undeclared complete registers, repeated rows.
 */
export function randomRegister(seed: number, options: RegisterOptions = {}): GeneratedDataset {
  const random = new Random(seed);
  const entities = entitiesOf(
    random,
    options.companies ?? random.integer(2, 7),
    options.persons ?? random.integer(1, 5),
  );
  const companies = entities.filter((entity) => entity.id.startsWith("C")).map((entity) => entity.id);
  const persons = entities.filter((entity) => entity.id.startsWith("P")).map((entity) => entity.id);
  const drafts = draw(random, companies, persons, options);
  const full = new Set(drafts.filter((draft) => draft.full).map((draft) => draft.company));
  const holdings = random.shuffled(drafts.flatMap((draft) => sharesOf(random, draft)));
  return {
    entities: entities.map((entity) =>
      full.has(entity.id) && random.chance(0.5) ? { ...entity, registerComplete: true } : entity,
    ),
    holdings,
    ties: options.ties ? tiesFor(random, holdings, persons) : [],
    facts: [],
  };
}
