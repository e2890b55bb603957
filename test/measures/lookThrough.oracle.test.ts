import { describe, expect, test } from "vitest";
import { lookThrough } from "../../src/measures/lookThrough.js";
import type { Dataset } from "../../src/model/dataset.js";
import { type Fraction, fractionText } from "../../src/model/fraction.js";
import { register } from "../../src/register/register.js";
import { lookThroughBounds } from "../oracle/bounds.js";
import { lookThroughShare, lookThroughShares, walkEnds } from "../oracle/lookThrough.js";
import { Random, randomRegister } from "../oracle/random.js";
import { randomIntervalRegister } from "../oracle/randomIntervals.js";
import type { Rational } from "../oracle/rational.js";
import { seeds } from "../oracle/seeds.js";

const same = (found: Fraction, expected: Rational): boolean =>
  found.n === expected.numerator && found.d === expected.denominator;

const written = (value: Rational): string => fractionText({ n: value.numerator, d: value.denominator });

/** One held company of a dataset and up to three parties, drawn from the seed; null where nobody holds anything. */
function pick(data: Dataset, seed: number): { company: string; parties: string[] } | null {
  const random = new Random(seed + 1_000_003);
  const held = [...new Set(data.holdings.map((holding) => holding.subject))];
  if (held.length === 0) return null;
  const all = data.entities.map((entity) => entity.id);
  const one = (list: readonly string[]): string => list[Math.floor(random.next() * list.length)]!;
  return { company: one(held), parties: [...new Set([one(all), one(all), one(all)])] };
}

describe("look-through shares against the dense rational oracle", () => {
  test("10,000 random registers with rings: every party in one company, and in every company downwards", () => {
    for (const seed of seeds(10_000)) {
      const data = randomRegister(seed);
      const r = register(data);
      const measure = lookThrough(r);
      const picked = pick(data, seed);
      if (!picked) continue;
      const { company } = picked;
      const found = new Map(
        measure
          .owners(r.index.get(company)!)
          .owners.map(({ party, share }) => [r.entities[party]!.id, share]),
      );
      for (const { id } of r.entities) {
        const expected = lookThroughShare(data, { of: [id], in: company });
        const share = found.get(id)?.min ?? { n: 0n, d: 1n };
        expect(fractionText(share), `seed ${seed}: ${id} in ${company}`).toBe(written(expected));
        const asked = measure.ends({ of: [r.index.get(id)!], in: r.index.get(company)! });
        expect(same(asked.min, expected) && same(asked.max, expected), `seed ${seed}: ends of ${id}`).toBe(
          true,
        );
      }
    }
  });

  test("sets: nothing counted twice when one member holds another", () => {
    for (const seed of seeds(5_000)) {
      const data = randomRegister(seed);
      const r = register(data);
      const picked = pick(data, seed);
      if (!picked) continue;
      const { company, parties } = picked;
      const expected = lookThroughShares(data, parties).get(company)!;
      const found = lookThrough(r).ends({
        of: parties.map((id) => r.index.get(id)!),
        in: r.index.get(company)!,
      });
      expect(fractionText(found.min), `seed ${seed}: ${parties} in ${company}`).toBe(written(expected));
    }
  });

  test("ultimate owners, undisclosed and ownerless sum to one, each as the oracle has it", () => {
    for (const seed of seeds(5_000)) {
      const data = randomRegister(seed);
      const r = register(data);
      const picked = pick(data, seed);
      if (!picked) continue;
      const { company } = picked;
      const expected = walkEnds(data, company);
      const owners = lookThrough(r).owners(r.index.get(company)!);
      expect(fractionText(owners.undisclosed.min), `seed ${seed}`).toBe(written(expected.undisclosed));
      expect(fractionText(owners.ownerless.min), `seed ${seed}`).toBe(written(expected.ownerless));
    }
  });
});

describe("bounds against all vertex completions", () => {
  test("5,000 random interval registers with rings: both ends, and whether they are attained", () => {
    for (const seed of seeds(5_000)) {
      const data = randomIntervalRegister(seed);
      const r = register(data);
      const measure = lookThrough(r);
      const picked = pick(data, seed);
      if (!picked) continue;
      const { company, parties } = picked;
      for (const set of [...parties.map((party) => [party]), parties]) {
        const expected = lookThroughBounds(data, { of: set, in: company });
        const found = measure.ends({ of: set.map((id) => r.index.get(id)!), in: r.index.get(company)! });
        const where = `seed ${seed}: ${set} in ${company}`;
        expect([fractionText(found.min), fractionText(found.max)], where).toEqual([
          written(expected.min.value),
          written(expected.max.value),
        ]);
        expect([found.minExclusive, found.maxExclusive], where).toEqual([
          !expected.min.attained,
          !expected.max.attained,
        ]);
      }
    }
  });
});
