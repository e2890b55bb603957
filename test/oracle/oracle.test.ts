import Fraction from "fraction.js";
import { describe, expect, it } from "vitest";
import { drawn } from "../notation.js";
import { coverage } from "./coverage.js";
import { lookThroughShare, lookThroughShares, walkEnds } from "./lookThrough.js";
import { Random, randomRegister } from "./random.js";
import { parseRational, Rational, total } from "./rational.js";
import { allSeeds, seeds } from "./seeds.js";
import { readShare } from "./shares.js";
import { readWalk, UNDISCLOSED } from "./walk.js";

const share = (text: string, of: string[], company: string): string =>
  lookThroughShare(drawn(text), { of, in: company }).toString();

describe("rational", () => {
  it("agrees with fraction.js on random numbers", () => {
    const random = new Random(1);
    for (const _ of allSeeds(500)) {
      const [a, b, c, d] = [
        random.integer(-99, 99),
        random.integer(1, 99),
        random.integer(-99, 99),
        random.integer(1, 99),
      ];
      const [x, y] = [Rational.of(a, b), Rational.of(c, d)];
      const [u, v] = [new Fraction(a, b), new Fraction(c, d)];
      expect(x.plus(y).toString()).toBe(u.add(v).toFraction());
      expect(x.minus(y).toString()).toBe(u.sub(v).toFraction());
      expect(x.times(y).toString()).toBe(u.mul(v).toFraction());
      if (c !== 0) expect(x.over(y).toString()).toBe(u.div(v).toFraction());
      expect(x.compare(y)).toBe(u.compare(v));
      expect(x.toNumber()).toBeCloseTo(a / b, 14);
    }
  });

  it("reads numbers as written, and long fractions as doubles", () => {
    expect(["12.50", "-3", ".5", "1/3", "2.5e-3"].map((text) => parseRational(text).toString())).toEqual([
      "25/2",
      "-3",
      "1/2",
      "1/3",
      "1/400",
    ]);
    expect(Rational.of(10n ** 400n, 3n * 10n ** 400n + 1n).toNumber()).toBeCloseTo(1 / 3, 15);
    expect(() => parseRational("x")).toThrow("not a number");
  });
});

describe("shares", () => {
  it.each([
    ["51%", "[51/100, 51/100]"],
    ["５１％", "[51/100, 51/100]"],
    ["1/3", "[1/3, 1/3]"],
    ["0.125", "[1/8, 1/8]"],
    ["25%-50%", "[1/4, 1/2]"],
    [">25%-50%", "(1/4, 1/2]"],
    ["25%-<50%", "[1/4, 1/2)"],
    ["(25%,50%]", "(1/4, 1/2]"],
    ["[25%,50%)", "[1/4, 1/2)"],
    ["<=50%", "[0, 1/2]"],
    ["<50%", "[0, 1/2)"],
    [">25%", "(1/4, 1]"],
    ["≥50%", "[1/2, 1]"],
    ["", "[0, 1]"],
  ])("reads %s as %s", (written, range) => {
    const { min, max, minOpen, maxOpen } = readShare(written);
    expect(`${minOpen ? "(" : "["}${min}, ${max}${maxOpen ? ")" : "]"}`).toBe(range);
  });
});

describe("look-through share", () => {
  it("multiplies along a pyramid", () => {
    const pyramid = "张三 -60%-> 甲公司\n 甲公司 -50%-> 乙公司";
    expect(share(pyramid, ["张三"], "乙公司")).toBe("3/10");
    expect(share(pyramid, ["甲公司"], "乙公司")).toBe("1/2");
    expect(share(pyramid, ["张三", "甲公司"], "乙公司")).toBe("1/2");
    expect(share(pyramid, ["乙公司"], "甲公司")).toBe("0");
  });

  it("counts a ring once: A held by U and B, B by A and V", () => {
    const ring = "U -50%-> A\n B -50%-> A\n A -50%-> B\n V -50%-> B";
    expect(share(ring, ["U"], "A")).toBe("2/3");
    expect(share(ring, ["A"], "A")).toBe("1/4");
  });

  it("gives P 40/49 of A where B holds a fifth of A and A a tenth of B", () => {
    expect(share("P -80%-> A\n B -20%-> A\n A -10%-> B\n Q -90%-> B", ["P"], "A")).toBe("40/49");
  });

  it("lets treasury shares vanish", () => {
    expect(share("P -60%-> A\n Q -20%-> A\n A -20%-> A", ["P"], "A")).toBe("3/4");
  });

  it("finds a closed ring ownerless, and outsiders without a share in it", () => {
    const ring = drawn("A -100%-> B\n B -100%-> A\n A -30%-> C\n P -60%-> C");
    expect(walkEnds(ring, "A").ownerless.toString()).toBe("1");
    const ends = walkEnds(ring, "C");
    expect([ends.ownerless, ends.undisclosed, ends.ends.get("P")].map(String)).toEqual([
      "3/10",
      "1/10",
      "3/5",
    ]);
    expect(lookThroughShare(ring, { of: ["P"], in: "A" }).toString()).toBe("0");
  });

  it("follows the principal of a nominee, for a part or for all", () => {
    const nominee = (tie: string) => `N -40%-> A\n P -10%-> A\n Q -50%-> A\n ${tie}`;
    expect(share(nominee("N ~nominee~> P @ A"), ["P"], "A")).toBe("1/2");
    expect(share(nominee("N ~nominee(share 15%)~> P"), ["P"], "A")).toBe("1/4");
    expect(share(nominee("N ~nominee(share 15%)~> P"), ["N"], "A")).toBe("1/4");
  });

  it("meets every joint holder of a block, which counts once, and goes on through the registered one", () => {
    const joint = "H -40%-> A\n P -60%-> A\n J ~jointHolder~> A @ H\n O -100%-> H\n U -100%-> J";
    expect([["J"], ["H"], ["J", "H"], ["O"], ["U"], ["J", "P"]].map((of) => share(joint, of, "A"))).toEqual([
      "2/5",
      "2/5",
      "2/5",
      "2/5",
      "0",
      "1",
    ]);
  });

  it("defaults voting to equity only where no row states it", () => {
    const text = "P -60%(voting 90%)-> A\n Q -40%(voting 10%)-> A\n A -50%-> B";
    expect(lookThroughShare(drawn(text), { of: ["P"], in: "B", interest: "voting" }).toString()).toBe("9/20");
  });

  it("agrees with the sum over ever longer walks on random registers", () => {
    for (const seed of seeds(200)) {
      const dataset = randomRegister(seed, { ties: true });
      for (const { id } of dataset.entities.slice(0, 3)) {
        for (const [state, exact] of lookThroughShares(dataset, [id])) {
          expect(exact.toNumber(), `seed ${seed}, ${id} in ${state}`).toBeCloseTo(
            byWalking(dataset, id, state),
            6,
          );
        }
      }
    }
  });

  it("splits everything: the ends, the undisclosed and the ownerless sum to 1, and so do the parts of coverage", () => {
    for (const seed of seeds(1000)) {
      const dataset = randomRegister(seed, { ties: seed % 2 === 0 });
      const { ends, undisclosed, ownerless } = walkEnds(dataset, "C0");
      expect(total([...ends.values(), undisclosed, ownerless]).toString(), `seed ${seed}`).toBe("1");
      const terminals = dataset.entities
        .filter((entity) => entity.kind === "naturalPerson" || entity.listing === "exchange")
        .map((entity) => entity.id);
      const parts = coverage(dataset, "C0", terminals);
      expect(total(Object.values(parts)).toString(), `seed ${seed}`).toBe("1");
    }
  });
});

/** Probability of having met an id within many steps, in floating point: nothing in common with elimination. */
function byWalking(dataset: ReturnType<typeof randomRegister>, id: string, start: string): number {
  const walk = readWalk(dataset);
  let at = new Map([[start, 1]]);
  let met = 0;
  for (let step = 0; step < 3000 && at.size > 0; step += 1) {
    const next = new Map<string, number>();
    for (const [state, mass] of at) {
      for (const { to, range } of walk.steps.get(state) ?? []) {
        const part = mass * range.min.toNumber();
        if (to === id || walk.meets.get(to)!.includes(id)) met += part;
        else if (part > 1e-12) next.set(to, (next.get(to) ?? 0) + part);
      }
    }
    at = next;
  }
  return met;
}

describe("coverage", () => {
  it("stops at the first terminal, and splits the rest at what is met first", () => {
    const dataset = drawn(`
      L: company, listing exchange
      X: unknown
      P -50%-> L
      L -40%-> A
      X -10%-> A
      E -20%-> A
      R -10%-> A
      R -100%-> R
      Q -50%-> X
      E: company
    `);
    const parts = coverage(dataset, "A", ["L", "P", "Q", "A"]);
    expect(Object.fromEntries(Object.entries(parts).map(([name, value]) => [name, String(value)]))).toEqual({
      coverage: "2/5",
      unknown: "1/10",
      undisclosed: "1/5",
      ownerless: "1/10",
      unheld: "1/5",
    });
  });

  it("never takes the subject for its own terminal", () => {
    const dataset = drawn("A: company, listing exchange\n P -50%-> A\n B -50%-> A\n A -100%-> B");
    expect(coverage(dataset, "A", ["A", "P"]).coverage.toString()).toBe("1");
    expect(coverage(dataset, "A", ["A"]).coverage.toString()).toBe("0");
  });
});

describe("generators", () => {
  it("give the same register for the same seed", () => {
    expect(randomRegister(7)).toEqual(randomRegister(7));
    expect(JSON.stringify(randomRegister(7))).not.toBe(JSON.stringify(randomRegister(8)));
  });

  it("make what they promise: nothing over-issued, no gap like rounding, whole and acyclic registers on demand", () => {
    for (const seed of seeds(500)) {
      const rest = [...readWalk(randomRegister(seed)).steps.values()]
        .flatMap((steps) => steps.filter((step) => step.to === UNDISCLOSED))
        .map((step) => step.range.min.toNumber());
      expect(Math.min(1, ...rest)).toBeGreaterThanOrEqual(0.08);
      const { ends, ownerless } = walkEnds(randomRegister(seed, { complete: true, acyclic: true }), "C0");
      expect(ownerless.isZero()).toBe(true);
      expect(total(ends.values()).toString()).toBe("1");
    }
  });

  it("make every shape often enough", () => {
    const registers = allSeeds(300).map((seed) => randomRegister(seed, { ties: true }));
    const often = (has: (register: (typeof registers)[number]) => boolean): number =>
      registers.filter(has).length;
    const rings = (register: (typeof registers)[number]) =>
      lookThroughShares(register, ["C0"]).get("C0")!.isZero() === false;
    expect(often(rings)).toBeGreaterThan(60);
    expect(often((register) => !walkEnds(register, "C0").ownerless.isZero())).toBeGreaterThan(15);
    expect(often((register) => !walkEnds(register, "C0").undisclosed.isZero())).toBeGreaterThan(60);
    expect(often((register) => register.holdings.some((row) => row.holder === row.subject))).toBeGreaterThan(
      30,
    );
    expect(often((register) => register.ties.length > 0)).toBeGreaterThan(60);
  });
});
