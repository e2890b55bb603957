import fc from "fast-check";
import Peer from "fraction.js";
import { describe, expect, test } from "vitest";
import {
  add,
  compare,
  digitCount,
  divide,
  fraction,
  fractionText,
  fromDouble,
  multiply,
  parseFraction,
  percentText,
  subtract,
  toNumber,
} from "../../src/model/fraction.js";

const whole = fc.bigInt({ min: -(10n ** 25n), max: 10n ** 25n });
const positive = fc.bigInt({ min: 1n, max: 10n ** 25n });
const any = fc.tuple(whole, positive).map(([n, d]) => fraction(n, d));
const text = (value: { n: bigint; d: bigint }): string => fractionText(value);
const peer = (value: Peer): string => value.toFraction();

describe("fractions against fraction.js", () => {
  test("sums, differences, products, quotients and order", () => {
    fc.assert(
      fc.property(any, any, (a, b) => {
        const [x, y] = [new Peer(a.n, a.d), new Peer(b.n, b.d)];
        expect(text(add(a, b))).toBe(peer(x.add(y)));
        expect(text(subtract(a, b))).toBe(peer(x.sub(y)));
        expect(text(multiply(a, b))).toBe(peer(x.mul(y)));
        if (b.n !== 0n) expect(text(divide(a, b))).toBe(peer(x.div(y)));
        expect(Math.sign(compare(a, b))).toBe(Math.sign(x.compare(y)));
      }),
    );
  });
});

describe("doubles", () => {
  test("a double is read exactly and comes back as itself", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true, min: 1e-200, max: 1e200 }), (value) => {
        expect(toNumber(fromDouble(value))).toBe(value);
      }),
    );
  });

  test("toNumber is the nearest double: no neighbour is nearer", () => {
    const next = (value: number, direction: 1 | -1): number => {
      const view = new DataView(new ArrayBuffer(8));
      view.setFloat64(0, value);
      view.setBigInt64(0, view.getBigInt64(0) + BigInt(direction));
      return view.getFloat64(0);
    };
    fc.assert(
      fc.property(positive, positive, (n, d) => {
        const exact = fraction(n, d);
        const value = toNumber(exact);
        const gap = (x: number) => {
          const difference = subtract(fromDouble(x), exact);
          return difference.n < 0n ? fraction(-difference.n, difference.d) : difference;
        };
        for (const side of [1, -1] as const) {
          expect(compare(gap(value), gap(next(value, side)))).toBeLessThanOrEqual(0);
        }
      }),
    );
  });
});

describe("text", () => {
  test.each([
    ["0.25", "1/4"],
    [".5", "1/2"],
    ["3/8", "3/8"],
    ["-2/4", "-1/2"],
    ["1e-3", "1/1000"],
    ["2.50", "5/2"],
    ["007", "7"],
  ])("%s is %s", (written, expected) => expect(text(parseFraction(written)!)).toBe(expected));

  test.each(["", ".", "1/0", "a", "1,5", "0x10", "--1", "1/2/3"])("%j is no number", (written) => {
    expect(parseFraction(written)).toBeNull();
  });

  test("percentages are finite decimals or nothing", () => {
    expect(percentText(fraction(7, 16))).toBe("43.75");
    expect(percentText(fraction(1, 3))).toBeNull();
    expect(percentText(fraction(1, 100000))).toBe("0.001");
    expect(percentText(fraction(1))).toBe("100");
    expect(digitCount(fraction(40, 49))).toBe(4);
  });
});
