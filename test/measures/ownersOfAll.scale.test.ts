import { describe, expect, test } from "vitest";
import { policy } from "../../src/law/law.js";
import type { OwnerPair } from "../../src/measures/ownersOfAll.js";
import { type OwnersOfAllOptions, ownersOfAll } from "../../src/measures/ownersOfAll.js";
import type { Dataset, Entity, Holding } from "../../src/model/dataset.js";
import { type Register, register } from "../../src/register/register.js";
import { wholeOf } from "../../src/register/registerOver.js";

const person = (id: string): Entity => ({ id, name: id, kind: "naturalPerson" });
const company = (id: string): Entity => ({ id, name: id, kind: "company" });
const dataset = (entities: Entity[], holdings: Holding[]): Dataset => ({
  entities,
  holdings,
  ties: [],
  facts: [],
});

function pairs(r: Register, options: Partial<OwnersOfAllOptions> = {}): OwnerPair[] {
  return [...ownersOfAll(wholeOf(r), { test: { atLeast: "25%" }, terminals: policy(), ...options })];
}

describe("large shapes, once each", () => {
  test("a chain of 100,000 companies under one person: exactly 25 % at the top is 25 % all the way down", () => {
    const size = 100_000;
    const entities = [person("甲"), person("乙")];
    const holdings: Holding[] = [
      { holder: "甲", subject: "C0", equity: "25%" },
      { holder: "乙", subject: "C0", equity: "75%" },
    ];
    for (let k = 0; k < size; k += 1) {
      entities.push(company(`C${k}`));
      if (k > 0) holdings.push({ holder: `C${k - 1}`, subject: `C${k}`, equity: "100%" });
    }
    const found = pairs(register(dataset(entities, holdings)));
    expect(found.length).toBe(2 * size);
    expect(found.at(-2)).toMatchObject({ subject: size + 1, owner: 0, min: 0.25, verdict: "certain" });
    const none = pairs(register(dataset(entities, holdings)), { test: { moreThan: "25%" } });
    expect(none.length).toBe(size);
  }, 60_000);

  test("a fund with 100,000 holders, one of whom also holds what it holds", () => {
    const size = 100_000;
    const entities = [
      company("基金"),
      company("目标"),
      company("子公司"),
      ...[...Array(size).keys()].map((k) => person(`P${k}`)),
    ];
    const holdings: Holding[] = entities
      .slice(3)
      .map(({ id }) => ({ holder: id, subject: "基金", equity: `1/${size}` }));
    holdings.push({ holder: "基金", subject: "目标", equity: "75%" });
    holdings.push({ holder: "P7", subject: "目标", equity: "25%" });
    holdings.push({ holder: "目标", subject: "子公司", equity: "100%" });
    const found = pairs(register(dataset(entities, holdings)));
    // 25 % + 75 % ÷ 100,000, in both companies.
    expect(found.map(({ subject, owner }) => [subject, owner])).toEqual([
      [1, 10],
      [2, 10],
    ]);
    expect(found[0]!.min).toBeCloseTo(0.25 + 0.75 / size, 14);
    expect(pairs(register(dataset(entities, holdings)), { test: { atLeast: "0.250008" } })).toEqual([]);
  }, 60_000);

  test("a ring of 10,000: each holds 40 % of the next, a person 30 % of each, another 30 % of one in a hundred", () => {
    const size = 10_000;
    const entities = [person("甲"), person("乙")];
    const holdings: Holding[] = [];
    for (let k = 0; k < size; k += 1) {
      entities.push(company(`C${k}`));
      holdings.push({ holder: `C${(k + size - 1) % size}`, subject: `C${k}`, equity: "40%" });
      holdings.push({ holder: "甲", subject: `C${k}`, equity: "30%" });
      holdings.push({ holder: k % 100 === 0 ? "乙" : `P${k}`, subject: `C${k}`, equity: "30%" });
    }
    const found = pairs(register(dataset(entities, holdings)), { test: { atLeast: "0.45" } });
    // 甲 meets every step: 0.3 / (1 − 0.4).
    const own = found.filter(({ owner }) => owner === 0);
    expect(own.length).toBe(size);
    for (const { min, verdict } of own) {
      expect(Math.abs(min - 0.5)).toBeLessThan(1e-12);
      expect(verdict).toBe("certain");
    }
  }, 120_000);

  test("a closed ring of 100 % is named, and gives nobody outside anything", () => {
    const entities = [company("A"), company("B"), company("C"), person("甲")];
    const holdings: Holding[] = [
      { holder: "A", subject: "B", equity: "100%" },
      { holder: "B", subject: "A", equity: "100%" },
      { holder: "A", subject: "C", equity: "60%" },
      { holder: "甲", subject: "C", equity: "40%" },
    ];
    const rings: number[][] = [];
    const onClosedRing = (members: Int32Array): void => {
      rings.push([...members]);
    };
    const found = pairs(register(dataset(entities, holdings)), { onClosedRing });
    expect(rings).toEqual([[0, 1]]);
    expect(found).toEqual([{ subject: 2, owner: 3, min: 0.4, max: 0.4, verdict: "certain" }]);
  });

  test("a share of 0 is nobody's share", () => {
    const r = register(
      dataset(
        [company("A"), person("甲"), person("乙")],
        [
          { holder: "甲", subject: "A", equity: "0%" },
          { holder: "乙", subject: "A", equity: "100%" },
        ],
      ),
    );
    expect(pairs(r).map(({ owner }) => owner)).toEqual([2]);
  });
});
