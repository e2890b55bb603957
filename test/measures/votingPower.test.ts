import { describe, expect, it } from "vitest";
import { powerIndices } from "../../src/measures/powerIndices.js";
import { type VotingPowerOptions, votingPower, votingPowerResult } from "../../src/measures/votingPower.js";
import { register } from "../../src/register/register.js";
import { drawn } from "../notation.js";
import { Random } from "../oracle/random.js";
import { seeds } from "../oracle/seeds.js";

const game = (weights: readonly (number | bigint)[], quota: number | bigint) =>
  powerIndices({ weights: weights.map(BigInt), quota: BigInt(quota) });

const power = (text: string, options: Partial<VotingPowerOptions> = {}) => {
  const result = votingPower(register(drawn(text)), { subject: "T", ...options });
  expect(votingPowerResult.parse(JSON.parse(JSON.stringify(result)))).toEqual(result);
  return result;
};

const indices = (text: string, options: Partial<VotingPowerOptions> = {}) =>
  power(text, options).holders.map(({ id, shapleyShubik, banzhaf }) => [id, shapleyShubik, banzhaf]);

/** By definition: all coalitions, and all orders by the number of each size. */
function byDefinition(weights: readonly number[], quota: number) {
  const n = weights.length;
  const factorial = (k: number): number => (k < 2 ? 1 : k * factorial(k - 1));
  const shapleyShubik = weights.map(() => 0);
  const swings = weights.map(() => 0);
  for (let coalition = 0; coalition < 2 ** n; coalition += 1) {
    const members = weights.flatMap((_, player) => (coalition & (1 << player) ? [player] : []));
    const sum = members.reduce((total, player) => total + weights[player]!, 0);
    weights.forEach((weight, player) => {
      if (members.includes(player) || sum >= quota || sum + weight < quota) return;
      swings[player]! += 1;
      shapleyShubik[player]! +=
        (factorial(members.length) * factorial(n - 1 - members.length)) / factorial(n);
    });
  }
  const all = swings.reduce((total, count) => total + count, 0);
  return { shapleyShubik, banzhaf: swings.map((count) => (all === 0 ? 0 : count / all)) };
}

describe("published figures", () => {
  it("the UN Security Council: five permanent members with a veto, ten others, 9 of 15", () => {
    // Straffin, Game Theory and Strategy (1993): 0.19627 and 0.001865; Banzhaf 848 and 84 of 5080 swings.
    const council = game([7, 7, 7, 7, 7, ...new Array(10).fill(1)], 39);
    expect(council.shapleyShubik[0]).toBe(421 / 2145);
    expect(council.shapleyShubik[14]).toBe(4 / 2145);
    expect(council.banzhaf[0]).toBe(848 / 5080);
    expect(council.banzhaf[14]).toBe(84 / 5080);
    expect(council.method).toBe("exact");
  });

  it("weights 4, 3, 2, 1 at a quota of 6", () => {
    // Dubey and Shapley (1979) and the textbooks: 5 : 3 : 3 : 1 of 12 by both indices.
    const { shapleyShubik, banzhaf } = game([4, 3, 2, 1], 6);
    expect(shapleyShubik).toEqual([5 / 12, 1 / 4, 1 / 4, 1 / 12]);
    expect(banzhaf).toEqual([5 / 12, 1 / 4, 1 / 4, 1 / 12]);
  });

  it("the Council of the six, 1958: Luxembourg had no power at all", () => {
    const { shapleyShubik, banzhaf } = game([4, 4, 4, 2, 2, 1], 12);
    expect(shapleyShubik).toEqual([14, 14, 14, 9, 9, 0].map((part) => part / 60));
    expect(banzhaf).toEqual([5, 5, 5, 3, 3, 0].map((part) => part / 21));
  });

  it("Nassau County, 1964 (Banzhaf 1965): three boards share all power", () => {
    expect(game([31, 31, 28, 21, 2, 2], 58).banzhaf).toEqual([1 / 3, 1 / 3, 1 / 3, 0, 0, 0]);
  });

  it("holders of 50, 49 and 1 of a hundred", () => {
    const { shapleyShubik, banzhaf } = game([50, 49, 1], 51);
    expect(shapleyShubik).toEqual([2 / 3, 1 / 6, 1 / 6]);
    expect(banzhaf).toEqual([3 / 5, 1 / 5, 1 / 5]);
  });
});

describe("ways of counting", () => {
  it("agree with the definition on random games, small and huge weights alike", () => {
    for (const seed of seeds(300)) {
      const random = new Random(seed);
      const weights = Array.from({ length: random.integer(1, 9) }, () => random.integer(0, 20));
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      const quota = random.integer(1, total + 1);
      const expected = byDefinition(weights, quota);
      const huge = 10n ** 30n;
      const found = [
        game(weights, quota),
        // Too large for sums in doubles: matched by halves. One unit in 10³⁰ changes no coalition.
        game(
          weights.map((weight) => BigInt(weight) * huge + (weight > 0 ? 1n : 0n)),
          BigInt(quota) * huge,
        ),
      ];
      for (const { shapleyShubik, banzhaf, method } of found) {
        expect(method).toBe("exact");
        expected.shapleyShubik.forEach((value, i) => {
          expect(shapleyShubik[i]!, `seed ${seed}`).toBeCloseTo(value, 12);
          expect(banzhaf[i]!, `seed ${seed}`).toBeCloseTo(expected.banzhaf[i]!, 12);
        });
      }
    }
  });

  it("are exact for a hundred players, where counts exceed what a double can hold", () => {
    // One large and a hundred equal ones: the large one is pivotal in as many places as its weight.
    const { shapleyShubik, banzhaf, method } = game([30, ...new Array(100).fill(1)], 66);
    expect(method).toBe("exact");
    expect(shapleyShubik[0]).toBe(30 / 101);
    expect(shapleyShubik[1]).toBeCloseTo((1 - 30 / 101) / 100, 15);
    expect(banzhaf.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 12);
  });

  it("are told apart from an estimate, which says how far it may be off", () => {
    const weights = Array.from({ length: 400 }, (_, i) => 1_000_003 + i * i * 7919);
    const quota = Math.floor(weights.reduce((sum, weight) => sum + weight, 0) / 2) + 1;
    const estimate = game(weights, quota);
    expect(estimate.method).toBe("estimate");
    expect(estimate.standardError).toBeGreaterThan(0);
    expect(estimate.standardError).toBeLessThan(0.01);
    expect(estimate.shapleyShubik.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 9);
    expect(game(weights, quota)).toEqual(estimate);
    // In a game that is known, the estimate of each index is within five standard errors.
    const share = weights.map((weight) => weight / weights.reduce((sum, one) => sum + one, 0));
    estimate.shapleyShubik.forEach((value, i) => {
      expect(Math.abs(value - share[i]!)).toBeLessThan(5 * estimate.standardError! + 0.0005);
    });
  });
});

describe("the power of a company's holders", () => {
  const text = "A -40%-> T\n B -30%-> T\n C -20%-> T\n D -10%-> T";

  it("is at more than one half unless a quota says otherwise", () => {
    expect(power(text).quota).toBe("> 50%");
    expect(indices(text)).toEqual(indices(text, { quota: { atLeast: "51%" } }));
    expect(indices(text)).toEqual([
      ["A", 5 / 12, 5 / 12],
      ["B", 1 / 4, 1 / 4],
      ["C", 1 / 4, 1 / 4],
      ["D", 1 / 12, 1 / 12],
    ]);
  });

  it("tells reaching a quota from exceeding it", () => {
    const equal = "A -50%-> T\n B -50%-> T";
    expect(indices(equal)).toEqual([
      ["A", 1 / 2, 1 / 2],
      ["B", 1 / 2, 1 / 2],
    ]);
    expect(indices("A -2/3-> T\n B -1/3-> T", { quota: { atLeast: "2/3" } })[0]).toEqual(["A", 1, 1]);
    expect(indices("A -2/3-> T\n B -1/3-> T", { quota: { moreThan: "2/3" } })[0]).toEqual([
      "A",
      1 / 2,
      1 / 2,
    ]);
    expect(() => power(equal, { quota: { lessThan: "1/2" } })).toThrow(RangeError);
    expect(power(equal, { quota: { moreThan: "100%" } }).notes[0]).toContain("no voter");
  });

  it("counts only votes that can be cast, by whoever casts them", () => {
    expect(indices("A -30%-> T\n B -25%-> T\n T -45%-> T")).toEqual([
      ["A", 1, 1],
      ["B", 0, 0],
    ]);
    expect(indices("A -30%-> T\n B -25%-> T\n Z -45%(suspended)-> T")[0]).toEqual(["A", 1, 1]);
    const proxy = power(`${text}\n B ~votingProxy~> D @ T`);
    expect(proxy.holders.map(({ id, votes }) => [id, votes.exact])).toEqual([
      ["A", "2/5"],
      ["D", "2/5"],
      ["C", "1/5"],
    ]);
    const struck = power("A -35%-> T\n B -25%-> T\n S -40%-> T\n T -60%-> S");
    expect(struck.holders.map(({ id, votes }) => [id, votes.exact])).toEqual([
      ["A", "7/12"],
      ["B", "5/12"],
    ]);
    expect(struck.notes[0]).toContain("cannot be cast");
  });

  it("takes what is undisclosed as one voter, and says so", () => {
    const { holders, notes } = power("A -40%-> T\n B -20%-> T");
    expect(holders.map(({ id }) => id)).toEqual(["(undisclosed)", "A", "B"]);
    expect(holders.reduce((sum, { shapleyShubik }) => sum + shapleyShubik, 0)).toBeCloseTo(1, 12);
    expect(notes).toContain("the undisclosed part is taken as one voter");
    expect(power("D: dispersed\n A -40%-> T\n D -60%-> T").notes[0]).toContain("one voter");
  });

  it("takes ranges in one completion and prints it", () => {
    const { completion, holders } = power("A -30%-60%-> T\n B -20%-> T\n C -10%-> T");
    expect(completion!.map(({ id, votes }) => `${id} ${votes.exact}`)).toEqual([
      "A 3/10",
      "B 1/5",
      "C 1/10",
      "(undisclosed) 2/5",
    ]);
    expect(holders.find(({ id }) => id === "A")!.votes).toMatchObject({ min: 0.3, max: 0.6 });
    // Without an undisclosed part the free votes go to the holders in the order of ids.
    const complete = power("A -30%-60%-> T\n B -20%-50%-> T\n C -10%-> T\n T: company, complete");
    expect(complete.completion!.map(({ votes }) => votes.exact)).toEqual(["3/5", "3/10", "1/10"]);
    expect(power("A -40%-> T\n B -60%-> T").completion).toBeUndefined();
  });

  it("has no holders where votes decide nothing", () => {
    const { holders, notes } = power("T: limitedPartnership\n L -99%-> T\n G ~executivePartner~> T");
    expect(holders).toEqual([]);
    expect(notes).toHaveLength(1);
  });

  it("is answered for very many holders, by an estimate", () => {
    const many = (parts: number): string =>
      Array.from({ length: 20_000 }, (_, i) => `H${i} -1/${parts + (i % 7)}-> T`).join("\n");
    const result = power(many(20_010));
    expect(result.method).toBe("estimate");
    expect(result.holders).toHaveLength(20_001);
    const major = power(`M -60%-> T\n${many(50_000)}`);
    expect(major.method).toBe("exact");
    expect(major.holders[0]).toMatchObject({ id: "M", shapleyShubik: 1, banzhaf: 1 });
  });
});
