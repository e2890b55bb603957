import { describe, expect, test } from "vitest";
import { policy } from "../../src/law/law.js";
import { ownersOf } from "../../src/measures/owners.js";
import { ownersOfAll } from "../../src/measures/ownersOfAll.js";
import type { VectorLimits } from "../../src/measures/vectorGround.js";
import type { Dataset } from "../../src/model/dataset.js";
import type { ShareTest } from "../../src/model/share.js";
import { type Register, register } from "../../src/register/register.js";
import { wholeOf } from "../../src/register/registerOver.js";
import { lookThroughShare } from "../oracle/lookThrough.js";
import { Random, randomRegister } from "../oracle/random.js";
import { randomIntervalRegister } from "../oracle/randomIntervals.js";
import { Rational } from "../oracle/rational.js";
import { seeds } from "../oracle/seeds.js";

const THRESHOLDS = ["1/2", "25%", "10%", "5%", "1%"] as const;

interface Row {
  readonly min: number;
  readonly max: number;
  readonly verdict: string;
}

/** Small registers in the way of large ones: everything is referred to, every ring solved party by party. */
const LIMITS = [
  undefined,
  { copied: 0, references: 0, ring: 0, below: 0 },
  { copied: 2, references: 1, ring: 2, below: 1 },
];

/** Every pair by "subject owner", as the whole-register pass gives it. */
function all(r: Register, threshold: ShareTest, terminal: boolean, limits?: VectorLimits): Map<string, Row> {
  const rows = new Map<string, Row>();
  const options = { test: threshold, limits, ...(terminal ? { terminals: policy() } : {}) };
  for (const { subject, owner, ...row } of ownersOfAll(wholeOf(r), options)) {
    const key = `${r.entities[subject]!.id} ${r.entities[owner]!.id}`;
    expect(rows.has(key), `${key} comes twice`).toBe(false);
    rows.set(key, row);
  }
  return rows;
}

/** The same, one subject at a time by the exact code. */
function oneByOne(r: Register, threshold: ShareTest, terminal: boolean): Map<string, Row> {
  const rows = new Map<string, Row>();
  r.entities.forEach(({ id }, subject) => {
    if (r.stakes.equity.start[subject] === r.stakes.equity.start[subject + 1]) return;
    const options = { subject, policy: policy(), test: threshold, terminalOnly: terminal, paths: 0 };
    for (const { id: owner, share, verdict } of ownersOf(r, options).owners) {
      rows.set(`${id} ${owner}`, { min: share.min, max: share.max, verdict: verdict! });
    }
  });
  return rows;
}

function expectSame(found: Map<string, Row>, expected: Map<string, Row>, where: string): void {
  expect([...found.keys()].sort(), where).toEqual([...expected.keys()].sort());
  for (const [key, row] of expected) {
    const own = found.get(key)!;
    expect(own.verdict, `${where}: ${key}`).toBe(row.verdict);
    expect(Math.abs(own.min - row.min), `${where}: least of ${key}`).toBeLessThan(1e-9);
    expect(Math.abs(own.max - row.max), `${where}: greatest of ${key}`).toBeLessThan(1e-9);
  }
}

const testsOf = (threshold: string, seed: number): ShareTest =>
  seed % 2 === 0 ? { atLeast: threshold } : { moreThan: threshold };

describe("owners of every company at once are those of one company at a time", () => {
  test.each(THRESHOLDS)("at %s: rings, closed rings, nominees, joint holders", (threshold) => {
    for (const seed of seeds(1500)) {
      const r = register(randomRegister(seed, { ties: seed % 3 === 0 }));
      const passes = testsOf(threshold, seed);
      for (const terminal of [false, true]) {
        expectSame(
          all(r, passes, terminal, LIMITS[(seed >> 1) % 3]),
          oneByOne(r, passes, terminal),
          `seed ${seed}, ${threshold}`,
        );
      }
    }
  });

  test.each(THRESHOLDS)("at %s: ranges, also in rings", (threshold) => {
    for (const seed of seeds(600)) {
      const r = register(randomIntervalRegister(seed));
      const passes = testsOf(threshold, seed);
      for (const terminal of [false, true]) {
        expectSame(
          all(r, passes, terminal, LIMITS[(seed >> 1) % 3]),
          oneByOne(r, passes, terminal),
          `seed ${seed}, ${threshold}`,
        );
      }
    }
  });

  test("the rational oracle, which shares no code, finds the same pairs at 25 % and 10 %", () => {
    for (const seed of seeds(400)) {
      const data = randomRegister(seed);
      const r = register(data);
      for (const [text, limit] of [
        ["25%", Rational.of(1n, 4n)],
        ["10%", Rational.of(1n, 10n)],
      ] as const) {
        const found = all(r, { atLeast: text }, false);
        const held = new Set(data.holdings.map(({ subject }) => subject));
        for (const { id: company } of r.entities) {
          if (!held.has(company)) continue;
          for (const { id } of r.entities) {
            const share = lookThroughShare(data, { of: [id], in: company });
            const key = `${company} ${id}`;
            expect(found.has(key), `seed ${seed}: ${key}`).toBe(share.compare(limit) >= 0);
          }
        }
      }
    }
  });
});

describe("order, shards and rows", () => {
  const shuffled = (data: Dataset, seed: number): Dataset => {
    const random = new Random(seed);
    return {
      ...data,
      entities: random.shuffled(data.entities),
      holdings: random.shuffled(data.holdings),
      ties: random.shuffled(data.ties ?? []),
    };
  };

  test("reordered rows: the same pairs and verdicts, shares to 1e-12", () => {
    for (const seed of seeds(300)) {
      const data = randomIntervalRegister(seed);
      const [one, other] = [data, shuffled(data, seed)].map((each) =>
        all(register(each), { atLeast: "10%" }, false),
      );
      expectSame(other!, one!, `seed ${seed}`);
    }
  });

  test("the parts of a register asked about give what the whole gives, number by number", () => {
    for (const seed of seeds(300)) {
      const whole = wholeOf(register(randomIntervalRegister(seed)));
      const rows = [...ownersOfAll(whole, { test: { atLeast: "5%" } })];
      const parts = [0, 1, 2].flatMap((part) => [
        ...ownersOfAll(whole, { test: { atLeast: "5%" }, asked: (subject) => subject % 3 === part }),
      ]);
      parts.sort((a, b) => a.subject - b.subject || a.owner - b.owner);
      expect(parts, `seed ${seed}`).toEqual(rows);
    }
  });
});
