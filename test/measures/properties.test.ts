import { describe, expect, test } from "vitest";
import { coverage, type TerminalPolicy } from "../../src/measures/coverage.js";
import { lookThrough } from "../../src/measures/lookThrough.js";
import { ownersOf } from "../../src/measures/owners.js";
import { explainShare } from "../../src/measures/paths.js";
import type { Dataset, Holding } from "../../src/model/dataset.js";
import {
  add,
  compare,
  fraction,
  fractionText,
  ONE,
  parseFraction,
  subtract,
  sum,
  ZERO,
} from "../../src/model/fraction.js";
import { meets, readShare, type ShareEnds, shareText } from "../../src/model/share.js";
import { shareResult } from "../../src/model/shareResult.js";
import { register } from "../../src/register/register.js";
import { Random, randomRegister } from "../oracle/random.js";
import { randomCompletion, randomIntervalRegister } from "../oracle/randomIntervals.js";
import { seeds } from "../oracle/seeds.js";

const PERSONS: TerminalPolicy = {
  kinds: ["naturalPerson", "state"],
  listings: [],
  sectors: [],
  publicOffering: false,
  dispersed: false,
  never: { kinds: [], sectors: [] },
};

const text = ({ min, max, minExclusive, maxExclusive }: ShareEnds): string =>
  `${minExclusive ? "(" : "["}${fractionText(min)},${fractionText(max)}${maxExclusive ? ")" : "]"}`;

function shuffled<T>(list: readonly T[], random: Random): T[] {
  const copy = [...list];
  for (let i = copy.length - 1; i > 0; i -= 1) {
    const j = Math.floor(random.next() * (i + 1));
    [copy[i], copy[j]] = [copy[j]!, copy[i]!];
  }
  return copy;
}

const heldOf = (data: Dataset): string[] => [...new Set(data.holdings.map((h) => h.subject))].sort();

describe("sums", () => {
  test("coverage and the four parts of opacity sum to one, exactly", () => {
    for (const seed of seeds(3_000)) {
      const data = randomRegister(seed);
      const r = register(data);
      for (const company of heldOf(data)) {
        const found = coverage(r, { subject: r.index.get(company)!, policy: PERSONS });
        const parts = Object.values(found.parts).map((part) => part.min);
        expect(fractionText(sum([found.coverage.min, ...parts])), `seed ${seed} ${company}`).toBe("1");
        for (const part of parts) expect(compare(part, ZERO), `seed ${seed}`).toBeGreaterThanOrEqual(0);
      }
    }
  });

  test("paths, loop part and rest are exactly the share, and paths come largest first", () => {
    for (const seed of seeds(2_000)) {
      const data = randomRegister(seed);
      const r = register(data);
      const company = heldOf(data)[0];
      if (company === undefined) continue;
      const measure = lookThrough(r);
      for (const { party, share } of measure.owners(r.index.get(company)!).owners) {
        const found = measure.bound({ of: [party], in: r.index.get(company)! }, "least")!;
        for (const wanted of [1, 3, 50]) {
          const { paths, loop, rest } = explainShare(found, [party], wanted);
          const total = sum([...paths.map((path) => path.share), loop.min, rest.min]);
          expect(fractionText(total), `seed ${seed}`).toBe(fractionText(share.min));
          for (let i = 1; i < paths.length; i += 1) {
            expect(compare(paths[i - 1]!.share, paths[i]!.share), `seed ${seed}`).toBeGreaterThanOrEqual(0);
          }
          for (const path of paths) {
            const inner = path.entities.slice(1, -1);
            expect(new Set(inner).size, `seed ${seed}: no repetition`).toBe(inner.length);
          }
        }
      }
    }
  });

  test("in an acyclic register the paths alone add up to the share", () => {
    for (const seed of seeds(1_000)) {
      const data = randomRegister(seed, { acyclic: true });
      const r = register(data);
      const measure = lookThrough(r);
      for (const company of heldOf(data).slice(0, 2)) {
        for (const { party, share } of measure.owners(r.index.get(company)!).owners) {
          const found = measure.bound({ of: [party], in: r.index.get(company)! }, "least")!;
          const { paths, loop, rest } = explainShare(found, [party], 10_000);
          expect([fractionText(sum(paths.map((p) => p.share))), loop.max.n, rest.max.n]).toEqual([
            fractionText(share.min),
            0n,
            0n,
          ]);
        }
      }
    }
  });
});

describe("invariance", () => {
  test("the order of records changes no byte of the answer", () => {
    for (const seed of seeds(1_000)) {
      const data = seed % 2 ? randomIntervalRegister(seed) : randomRegister(seed);
      const random = new Random(seed + 7);
      const mixed: Dataset = {
        entities: shuffled(data.entities, random),
        holdings: shuffled(data.holdings, random),
        ties: shuffled(data.ties, random),
        facts: data.facts,
      };
      const company = heldOf(data)[0];
      if (company === undefined) continue;
      const answer = (dataset: Dataset): string => {
        const r = register(dataset);
        const measure = lookThrough(r);
        const { owners, undisclosed, ownerless, rings } = measure.owners(r.index.get(company)!);
        const rows = owners.map(({ party, share }) => `${r.entities[party]!.id} ${text(share)}`);
        return JSON.stringify([
          rows,
          text(undisclosed),
          text(ownerless),
          rings.map((x) => x.map((i) => r.entities[i]!.id)),
        ]);
      };
      expect(answer(mixed), `seed ${seed}`).toBe(answer(data));
    }
  });

  test("a wholly owned shell put between changes no share of anybody else", () => {
    for (const seed of seeds(1_000)) {
      const data = randomRegister(seed);
      if (data.holdings.length === 0 || data.ties.length > 0) continue;
      const random = new Random(seed + 11);
      const { holder } = data.holdings[Math.floor(random.next() * data.holdings.length)]!;
      const through: Holding[] = data.holdings.map((h) =>
        h.holder === holder ? { ...h, holder: "shell" } : h,
      );
      const changed: Dataset = {
        ...data,
        entities: [...data.entities, { id: "shell", name: "shell", kind: "company" }],
        holdings: [...through, { holder, subject: "shell", equity: "100%" }],
      };
      const [before, after] = [register(data), register(changed)];
      const company = heldOf(data)[0]!;
      for (const { id } of data.entities) {
        const ask = (r: typeof before): string =>
          text(lookThrough(r).ends({ of: [r.index.get(id)!], in: r.index.get(company)! }));
        expect(ask(after), `seed ${seed}: ${id} in ${company}`).toBe(ask(before));
      }
    }
  });

  test("a holding split into two rows is the same holding", () => {
    for (const seed of seeds(1_000)) {
      const data = randomRegister(seed);
      if (data.holdings.length === 0) continue;
      const random = new Random(seed + 13);
      const at = Math.floor(random.next() * data.holdings.length);
      const whole = data.holdings[at]!;
      const { range } = readShare(whole.equity);
      const half = shareText({
        ...range!,
        min: fraction(range!.min.n, range!.min.d * 2n),
        max: fraction(range!.min.n, range!.min.d * 2n),
      });
      const holdings = data.holdings.flatMap((h, i) =>
        i === at
          ? [
              { ...h, equity: half },
              { ...h, equity: half },
            ]
          : [h],
      );
      const [before, after] = [register(data), register({ ...data, holdings })];
      for (const { id } of data.entities) {
        const ask = (r: typeof before): string =>
          text(lookThrough(r).ends({ of: [r.index.get(id)!], in: r.index.get(whole.subject)! }));
        expect(ask(after), `seed ${seed}: ${id}`).toBe(ask(before));
      }
    }
  });
});

describe("bounds", () => {
  test("every completion lies within them", () => {
    for (const seed of seeds(2_000)) {
      const data = randomIntervalRegister(seed);
      const company = heldOf(data)[0];
      if (company === undefined) continue;
      const open = register(data);
      const settled = register(randomCompletion(data, seed));
      const where = (r: typeof open, id: string): ShareEnds =>
        lookThrough(r).ends({ of: [r.index.get(id)!], in: r.index.get(company)! });
      for (const { id } of data.entities) {
        const range = where(open, id);
        const { min: value } = where(settled, id);
        const inside =
          (range.minExclusive ? compare(value, range.min) > 0 : compare(value, range.min) >= 0) &&
          (range.maxExclusive ? compare(value, range.max) < 0 : compare(value, range.max) <= 0);
        expect(inside, `seed ${seed}: ${id} ${fractionText(value)} in ${text(range)}`).toBe(true);
      }
    }
  });

  test("narrowing a range never widens a bound", () => {
    for (const seed of seeds(2_000)) {
      const data = randomIntervalRegister(seed);
      const random = new Random(seed + 17);
      const at = Math.floor(random.next() * data.holdings.length);
      const company = heldOf(data)[0];
      if (company === undefined) continue;
      const completed = randomCompletion(data, seed);
      const chosen = data.holdings[at]!;
      const value = completed.holdings.find(
        (h) => h.holder === chosen.holder && h.subject === chosen.subject,
      )?.equity;
      if (value === undefined) continue;
      const rows = data.holdings.filter(
        (h) => h.holder === chosen.holder && h.subject === chosen.subject,
      ).length;
      if (rows > 1) continue;
      const narrowed = {
        ...data,
        holdings: data.holdings.map((h, i) => (i === at ? { ...h, equity: value } : h)),
      };
      const [wide, narrow] = [register(data), register(narrowed)];
      // Exact figures that miss the whole by rounding are ranges again: that is no narrowing.
      if (narrow.issues.some((found) => found.code === "rounded")) continue;
      for (const { id } of data.entities) {
        const ask = (r: typeof wide): ShareEnds =>
          lookThrough(r).ends({ of: [r.index.get(id)!], in: r.index.get(company)! });
        const [a, b] = [ask(wide), ask(narrow)];
        expect(
          compare(b.min, a.min) >= 0 && compare(b.max, a.max) <= 0,
          `seed ${seed}: ${text(a)} → ${text(b)}`,
        ).toBe(true);
      }
    }
  });

  test("paths, loop part and rest add up to the least share, open ends included, and none is negative", () => {
    for (const seed of seeds(1_000)) {
      const data = randomIntervalRegister(seed);
      const company = heldOf(data)[0];
      if (company === undefined) continue;
      const r = register(data);
      const subject = r.index.get(company)!;
      const result = ownersOf(r, { subject, policy: PERSONS, paths: 3 });
      for (const owner of result.owners) {
        const parts = [...owner.paths.map((path) => path.share), owner.loop, owner.rest];
        const total = parts.reduce((sumSoFar, share) => sumSoFar + share.value, 0);
        expect(Math.abs(total - owner.share.min), `seed ${seed} ${owner.id}`).toBeLessThan(1e-9);
        for (const part of parts) expect(shareResult.safeParse(part).success, `seed ${seed}`).toBe(true);
      }
    }
  });
});

describe("the comparison that decides", () => {
  test("100,000 shares at, one unit above and one unit below a threshold: no wrong verdict", () => {
    const thresholds = ["5%", "25%", "1/3", "50%", "30%"].map((t) => readShare(t).range!.min);
    let exactly = 0;
    let total = 0;
    for (const seed of seeds(100_000)) {
      const random = new Random(seed);
      const limit = thresholds[seed % thresholds.length]!;
      const unit = fraction(1n, 10n ** BigInt(4 + (seed % 14)));
      const offset = (seed % 3) - 1;
      const wanted = offset === 0 ? limit : offset > 0 ? add(limit, unit) : subtract(limit, unit);
      // The share comes as a sum of two products whose doubles do not sum to its double.
      const a = fraction(BigInt(1 + Math.floor(random.next() * 900)), 1000n);
      const part = fraction(BigInt(Math.floor(random.next() * 1000)), 1000n);
      const first = fraction(wanted.n * part.n, wanted.d * part.d);
      const second = subtract(wanted, first);
      const over = (x: typeof a): string => fractionText(fraction(x.n * a.d, x.d * a.n));
      if (compare(fraction(first.n * a.d, first.d * a.n), ONE) > 0) continue;
      if (compare(add(a, second), ONE) > 0) continue;
      const r = register({
        entities: [],
        holdings: [
          { holder: "P", subject: "H", equity: over(first) },
          { holder: "H", subject: "S", equity: fractionText(a) },
          { holder: "P", subject: "S", equity: fractionText(second) },
        ],
      });
      const measure = lookThrough(r);
      const question = { of: [r.index.get("P")!], in: r.index.get("S")! };
      total += 1;
      expect(measure.verdict(question, { atLeast: limit }), `seed ${seed}`).toBe(
        offset >= 0 ? "certain" : "excluded",
      );
      expect(measure.verdict(question, { moreThan: limit }), `seed ${seed}`).toBe(
        offset > 0 ? "certain" : "excluded",
      );
      exactly += measure.comparisons.exactly;
    }
    expect(total).toBeGreaterThan(2_000);
    // A unit of 1e-4 … 1e-14 beside the threshold is settled in doubles; at the threshold and nearer it is not.
    expect(exactly / (2 * total)).toBeLessThan(0.6);
    expect(exactly / (2 * total)).toBeGreaterThan(0.3);
  });

  test("ordinary comparisons hardly ever need fractions", () => {
    let exactly = 0;
    let inDoubles = 0;
    for (const seed of seeds(2_000)) {
      const data = randomRegister(seed);
      const r = register(data);
      const measure = lookThrough(r);
      const company = heldOf(data)[0];
      if (company === undefined) continue;
      const limit = parseFraction("0.2537")!;
      for (const { id } of data.entities) {
        const question = { of: [r.index.get(id)!], in: r.index.get(company)! };
        expect(measure.verdict(question, { atLeast: limit })).toBe(
          meets(measure.ends(question), { atLeast: limit }),
        );
      }
      exactly += measure.comparisons.exactly;
      inDoubles += measure.comparisons.inDoubles;
    }
    expect(exactly / (exactly + inDoubles)).toBeLessThan(0.001);
  });
});
