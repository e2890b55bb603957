import { describe, expect, it } from "vitest";
import { drawn } from "../notation.js";
import { combinationCount, directBounds, lookThroughBounds } from "./bounds.js";
import { lookThroughShare, sharesOf } from "./lookThrough.js";
import { closedVertices, mean, type Row, respectsOpenEnds, vertices } from "./polytope.js";
import { randomCompletion, randomIntervalRegister } from "./randomIntervals.js";
import { lesser, ONE, Rational, total } from "./rational.js";
import { allSeeds, seeds } from "./seeds.js";
import { type Completion, readWalk, UNDISCLOSED, type Walk } from "./walk.js";

/** "(31/100, 14/25]": a bracket where the bound is attained. */
const bounds = (text: string, of: string, company: string): string => {
  const { min, max } = lookThroughBounds(drawn(text), { of: [of], in: company });
  return `${min.attained ? "[" : "("}${min.value}, ${max.value}${max.attained ? "]" : ")"}`;
};

describe("bounds", () => {
  const chain = "B -10%-> A\n U -60%-> B";

  it("adds a range to what comes through a company, by hand", () => {
    // The undisclosed remainder may be 0 to 65 %, so U may have all of 25 to 50 % besides 60 % of 10 %.
    expect(bounds(`U -25%-50%-> A\n ${chain}`, "U", "A")).toBe("[31/100, 14/25]");
  });

  it("keeps an open end open", () => {
    expect(bounds(`U -(25%,50%]-> A\n ${chain}`, "U", "A")).toBe("(31/100, 14/25]");
    expect(bounds(`U -[25%,50%)-> A\n ${chain}`, "U", "A")).toBe("[31/100, 14/25)");
  });

  it("knows that the rest of a complete register has to go somewhere", () => {
    expect(bounds("A: company, complete\n U -25%-50%-> A\n V -<=60%-> A", "U", "A")).toBe("[2/5, 1/2]");
    expect(bounds("U -25%-50%-> A\n V -<=60%-> A", "U", "A")).toBe("[1/4, 1/2]");
    expect(bounds("A: company, complete\n U -25%-50%-> A\n V -<60%-> A", "U", "A")).toBe("(2/5, 1/2]");
  });

  it("takes a holding of which nothing is known from 0 to what others leave", () => {
    expect(bounds("U --> A\n V -30%-> A", "U", "A")).toBe("[0, 7/10]");
  });

  it("can count the undisclosed for a party", () => {
    const dataset = drawn("U -20%-30%-> A\n V -30%-> A");
    const { max } = lookThroughBounds(dataset, { of: ["U", UNDISCLOSED], in: "A" });
    expect(max.value.toString()).toBe("7/10");
  });

  const ring = "A: company, complete\n B: company, complete\n A -100%-> B\n B --> A\n";

  it("finds the share 0 where a ring may close, and the whole where it may not", () => {
    expect(bounds(`${ring} S -<=10%-> A`, "S", "A")).toBe("[0, 1]");
    expect(bounds(`${ring} S -(0%,10%]-> A`, "S", "A")).toBe("[1, 1]");
  });

  it("approaches what two open ends in a ring leave", () => {
    expect(bounds(`${ring} S -(0%,10%]-> A\n U -<=10%-> A`, "S", "A")).toBe("(0, 1]");
    expect(bounds(`${ring} S -(0%,10%]-> A\n U -(0%,10%]-> A`, "S", "A")).toBe("(0, 1)");
    expect(bounds(`${ring} S -(0%,10%]-> A\n U -5%-> A`, "S", "A")).toBe("(0, 2/3]");
  });

  it("avoids a company in which an open end would cost something", () => {
    // The whole of A may be V's, so that the open end in B is never met.
    expect(bounds("A: company, complete\n B --> A\n V --> A\n S -(10%,20%]-> B", "S", "A")).toBe("[0, 1/5]");
  });

  it("does not take circling for ever for attaining", () => {
    // Only through B is there anything for S; A may put that off for ever, but then S has nothing.
    const text =
      "A: company, complete\n B: company, complete\n C: company, complete\n C --> A\n B --> A\n A -100%-> C";
    expect(bounds(`${text}\n S -<50%-> B\n T --> B`, "S", "A")).toBe("[0, 1/2)");
    expect(bounds(`${text}\n S -<=50%-> B\n T --> B`, "S", "A")).toBe("[0, 1/2]");
  });

  it("bounds a set of direct holders", () => {
    const dataset = drawn("A: company, complete\n U -25%-50%-> A\n V -<60%-> A\n W -10%-> A");
    const { min, max } = directBounds(dataset, ["U", "W"], "A");
    expect([min.value, min.attained, max.value, max.attained].map(String)).toEqual([
      "2/5",
      "false",
      "3/5",
      "true",
    ]);
  });

  it("contain every completion of random registers, and only their attained ends are reached", () => {
    for (const seed of seeds(1000)) {
      const dataset = randomIntervalRegister(seed);
      const { min, max } = lookThroughBounds(dataset, { of: ["P0"], in: "C0" });
      for (const draw of allSeeds(3)) {
        const value = lookThroughShare(randomCompletion(dataset, seed * 7 + draw), { of: ["P0"], in: "C0" });
        const label = `seed ${seed}, draw ${draw}: ${value} in ${min.value}…${max.value}`;
        expect(value.compare(min.value), label).toBeGreaterThanOrEqual(min.attained ? 0 : 1);
        expect(value.compare(max.value), label).toBeLessThanOrEqual(max.attained ? 0 : -1);
      }
    }
  });

  it("are approached when open ends are moved inwards by a number that is merely very small", () => {
    for (const seed of seeds(300)) {
      const dataset = randomIntervalRegister(seed, { combinations: 40, companies: 3 });
      const set = seed % 2 === 0 ? ["P0"] : ["P1", "C1"];
      const { min, max } = lookThroughBounds(dataset, { of: set, in: "C0" });
      const values = combinations(readWalk(dataset), "inwards").map((completion) =>
        sharesOf(readWalk(dataset), completion, set).get("C0")!.toNumber(),
      );
      expect(Math.min(...values), `least, seed ${seed}`).toBeCloseTo(min.value.toNumber(), 9);
      expect(Math.max(...values), `greatest, seed ${seed}`).toBeCloseTo(max.value.toNumber(), 9);
    }
  });

  it("are attained exactly where some face of every polytope attains them", () => {
    for (const seed of seeds(300)) {
      const dataset = randomIntervalRegister(seed, { combinations: 16, companies: 1 + (seed % 3) });
      const walk = readWalk(dataset);
      const { min, max } = lookThroughBounds(dataset, { of: ["P0"], in: "C0" });
      const values = new Set(
        faces(walk).map((completion) => sharesOf(walk, completion, ["P0"]).get("C0")!.toString()),
      );
      expect(values.has(min.value.toString()), `least, seed ${seed}`).toBe(min.attained);
      expect(values.has(max.value.toString()), `greatest, seed ${seed}`).toBe(max.attained);
    }
  });

  it("come from generated registers with choice, open ends and ends that are not attained", () => {
    expect(randomIntervalRegister(7)).toEqual(randomIntervalRegister(7));
    const intervals = allSeeds(300).map((seed) => randomIntervalRegister(seed));
    expect(intervals.filter((dataset) => combinationCount(readWalk(dataset)) > 10).length).toBeGreaterThan(
      100,
    );
    for (const steps of intervals.flatMap((dataset) => [...readWalk(dataset).steps.values()])) {
      const most = total(steps.filter((step) => step.to !== UNDISCLOSED).map((step) => step.range.max));
      expect(most.compare(ONE) >= 0 || most.toNumber() <= 0.95, "a gap like rounding").toBe(true);
    }
    const ends = intervals.map((dataset) => lookThroughBounds(dataset, { of: ["P0"], in: "C0" }));
    expect(ends.filter(({ min }) => !min.attained).length).toBeGreaterThan(20);
    expect(ends.filter(({ max }) => !max.attained).length).toBeGreaterThan(20);
    const jumps = intervals.filter((dataset, index) => {
      const walk = readWalk(dataset);
      const closed = combinations(walk, "closed").map((row) => sharesOf(walk, row, ["P0"]).get("C0")!);
      return !closed.reduce(lesser).equals(ends[index]!.min.value);
    });
    expect(jumps.length).toBeGreaterThan(5);
    expect(ends.filter(({ min, max }) => !min.value.equals(max.value)).length).toBeGreaterThan(150);
  });
});

/** All combinations of vertices; open ends count as closed, or are moved inwards by ε = 10⁻²⁰. */
function combinations(walk: Walk, openEnds: "inwards" | "closed"): Completion[] {
  const small = Rational.of(1n, 10n ** 20n);
  let completions: Completion[] = [new Map()];
  for (const [state, steps] of walk.steps) {
    const rows = vertices(
      steps.map((step) => step.range),
      openEnds,
    ).map((row) => row.map(({ value, drift }) => value.plus(drift.times(small))));
    completions = completions.flatMap((before) => rows.map((row) => new Map([...before, [state, row]])));
  }
  return completions;
}

/**
 * One completion for every choice of a face in every company: the mean of each set of vertices that respects the open
 * ends. A completion that attains an extreme lies inside some faces, and then so do these means of the same support.
 */
function faces(walk: Walk): Completion[] {
  let completions: Completion[] = [new Map()];
  for (const [state, steps] of walk.steps) {
    const ranges = steps.map((step) => step.range);
    const corners = closedVertices(ranges);
    const rows: Row[] = [];
    for (let subset = 1; subset < 2 ** corners.length; subset += 1) {
      rows.push(mean(corners.filter((_, index) => (subset >> index) % 2 === 1)));
    }
    const allowed = rows.filter((row) => respectsOpenEnds(row, ranges));
    completions = completions.flatMap((before) => allowed.map((row) => new Map([...before, [state, row]])));
  }
  return completions;
}
