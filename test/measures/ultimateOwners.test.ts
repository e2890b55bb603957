import { describe, expect, test } from "vitest";
import { policy } from "../../src/law/law.js";
import { ownersOf } from "../../src/measures/owners.js";
import type { OwnerPair } from "../../src/measures/ownersOfAll.js";
import { ownersOfAll, type UltimateOwnersOptions, ultimateOwners } from "../../src/measures/ownersOfAll.js";
import type { Entity, Holding } from "../../src/model/dataset.js";
import { type Register, register } from "../../src/register/register.js";
import { wholeOf } from "../../src/register/registerOver.js";
import { Random, randomRegister } from "../oracle/random.js";
import { randomIntervalRegister } from "../oracle/randomIntervals.js";
import { seeds } from "../oracle/seeds.js";

const THRESHOLDS = ["1/2", "25%", "5%", "1%"] as const;
/** The usual ones, and small registers in the way of large ones. */
const LIMITS = [
  undefined,
  { copied: 0, references: 0, ring: 0, below: 0 },
  { copied: 2, references: 1, ring: 2, below: 1 },
];

const optionsOf = (seed: number): UltimateOwnersOptions => ({
  test: { [seed % 2 === 0 ? "atLeast" : "moreThan"]: THRESHOLDS[seed % 4]! } as UltimateOwnersOptions["test"],
  limits: LIMITS[(seed >> 1) % 3],
  terminals: seed % 5 < 2 ? policy() : undefined,
});

const registerOf = (seed: number): Register =>
  register(seed % 3 === 0 ? randomIntervalRegister(seed) : randomRegister(seed, { ties: seed % 2 === 0 }));

/** The rows of the whole-register kernel, subject by subject. */
function bySubject(r: Register, options: UltimateOwnersOptions): OwnerPair[][] {
  const rows: OwnerPair[][] = r.entities.map(() => []);
  for (const pair of ownersOfAll(wholeOf(r), options)) rows[pair.subject]!.push(pair);
  return rows;
}

describe("one subject at a time from an open register", () => {
  test("in any order, kept or forgotten: the rows of the whole register, number by number", () => {
    for (const seed of seeds(3000)) {
      const r = registerOf(seed);
      const options = optionsOf(seed);
      const rows = bySubject(r, options);
      const subjects = new Random(seed).shuffled(rows.map((_, subject) => subject));
      const [keeping, bounded] = [ultimateOwners(r, options), ultimateOwners(r, { ...options, kept: 3 })];
      for (const subject of [...subjects, ...subjects]) {
        const where = `seed ${seed}, subject ${subject}`;
        expect(keeping.of(subject), where).toEqual(rows[subject]);
        expect(bounded.of(subject), `${where}, little kept`).toEqual(rows[subject]);
      }
      keeping.forget();
      for (const subject of subjects) {
        expect(keeping.of(subject), `seed ${seed}, forgotten`).toEqual(rows[subject]);
        keeping.forget();
      }
    }
  });

  test("the answers of `owners` about the same subject", () => {
    for (const seed of seeds(600)) {
      const r = registerOf(seed);
      const options = optionsOf(seed);
      const open = ultimateOwners(r, options);
      r.entities.forEach((_, subject) => {
        if (r.stakes.equity.start[subject] === r.stakes.equity.start[subject + 1]) return;
        const terminalOnly = options.terminals !== undefined;
        const asked = { subject, policy: policy(), test: options.test, terminalOnly, paths: 0 };
        const expected = new Map(ownersOf(r, asked).owners.map((owner) => [owner.id, owner]));
        const found = open.of(subject);
        expect(found.map(({ owner }) => r.entities[owner]!.id).sort(), `seed ${seed}`).toEqual(
          [...expected.keys()].sort(),
        );
        for (const { owner, min, max, verdict } of found) {
          const { share, verdict: own } = expected.get(r.entities[owner]!.id)!;
          expect(verdict, `seed ${seed}`).toBe(own);
          expect(Math.abs(min - share.min) + Math.abs(max - share.max)).toBeLessThan(1e-9);
        }
      });
    }
  });

  test("a threshold that leaves nobody out is refused", () => {
    expect(() => ultimateOwners(registerOf(1), { test: { moreThan: "0" } })).toThrow(RangeError);
  });
});

describe("large shapes", () => {
  const company = (id: string): Entity => ({ id, name: id, kind: "company" });

  test("the lowest of 100,000 companies, a ring of 1,000, and the same again after all is forgotten", () => {
    const [chain, ring] = [100_000, 1000];
    const entities: Entity[] = [
      { id: "甲", name: "甲", kind: "naturalPerson" },
      ...Array.from({ length: ring }, (_, k) => company(`R${k}`)),
      ...Array.from({ length: chain }, (_, k) => company(`C${k}`)),
    ];
    const holdings: Holding[] = [
      { holder: "甲", subject: "R0", equity: "30%" },
      { holder: "R7", subject: "C0", equity: "100%" },
    ];
    for (let k = 0; k < ring; k += 1)
      holdings.push({ holder: `R${k}`, subject: `R${(k + 1) % ring}`, equity: "70%" });
    for (let k = 1; k < chain; k += 1)
      holdings.push({ holder: `C${k - 1}`, subject: `C${k}`, equity: "100%" });
    const r = register({ entities, holdings, ties: [], facts: [] });
    const open = ultimateOwners(r, { test: { atLeast: "1%" }, terminals: policy(), kept: 1000 });
    // 30 % seven steps up; once round the ring is too little to print.
    const share = 0.3 * 0.7 ** 7;
    for (const subject of [entities.length - 1, 1 + 7, 1 + 8, entities.length - 1]) {
      const [pair, ...others] = open.of(subject);
      expect(others).toEqual([]);
      expect(pair).toMatchObject({ subject, owner: 0, verdict: "certain" });
      expect(pair!.min).toBeCloseTo(subject === 1 + 8 ? 0.7 * share : share, 12);
    }
    expect(open.of(0)).toEqual([]);
  }, 60_000);
});
