import { describe, expect, test } from "vitest";
import { coverage, type TerminalPolicy } from "../../src/measures/coverage.js";
import { fractionText } from "../../src/model/fraction.js";
import { register } from "../../src/register/register.js";
import { drawn } from "../notation.js";
import { coverage as oracleCoverage } from "../oracle/coverage.js";
import { randomRegister } from "../oracle/random.js";
import { seeds } from "../oracle/seeds.js";

const POLICY: TerminalPolicy = {
  kinds: ["naturalPerson", "state", "collective"],
  listings: ["exchange", "neeq"],
  sectors: ["publicFund"],
  publicOffering: true,
  dispersed: true,
  never: {
    kinds: ["clearingNominee", "unknown", "wealthManagementProduct", "trust"],
    sectors: ["privateFund"],
  },
};

function parts(text: string, subject: string): Record<string, string> {
  const r = register(drawn(text));
  const found = coverage(r, { subject: r.index.get(subject)!, policy: POLICY });
  const all = { coverage: found.coverage, ...found.parts };
  return Object.fromEntries(
    Object.entries(all)
      .filter(([, share]) => share.max.n > 0n)
      .map(([name, { min, max }]) => [
        name,
        min === max ? fractionText(min) : `${fractionText(min)}..${fractionText(max)}`,
      ]),
  );
}

describe("coverage", () => {
  test("each way of ending counts once, at what is met first", () => {
    expect(
      parts(
        `
        张三 -30%-> S
        甲 -20%-> S
        X -10%-> S
        P -15%-> S
        R -5%-> S
        T -100%-> R
        R -100%-> T
        甲: company
        P: wealthManagementProduct
        X: unknown
      `,
        "S",
      ),
    ).toEqual({ coverage: "3/10", unknown: "1/10", undisclosed: "1/5", ownerless: "1/20", unheld: "7/20" });
  });

  test("a listed company ends the look-through, but not at the subject itself", () => {
    const text =
      "S: company, listing exchange\nH: company, listing exchange\nH -60%-> S\n甲 -40%-> S\n甲: company";
    expect(parts(text, "S")).toEqual({ coverage: "3/5", unheld: "2/5" });
  });

  test("the public ends it directly in the subject or in a listed company only", () => {
    const text = "D: dispersed\nD -10%-> S\nH -90%-> S\nD -20%-> H\n张三 -80%-> H";
    expect(parts(text, "S")).toEqual({ coverage: "41/50", unheld: "9/50" });
    expect(parts(`H: company, listing exchange\n${text}`, "S")).toEqual({ coverage: "1" });
  });

  test("an unknown entity whose holders are recorded is walked through; what then fails is unknown first", () => {
    expect(parts("X: unknown\nX -100%-> S\n张三 -60%-> X", "S")).toEqual({ coverage: "3/5", unknown: "2/5" });
  });

  test("a private fund, product or trust never ends it, a public one does", () => {
    expect(
      parts("F: fund, sector privateFund\nF -50%-> S\nG: fund, sector publicFund\nG -50%-> S", "S"),
    ).toEqual({
      coverage: "1/2",
      unheld: "1/2",
    });
  });

  test("a company of which no holder is recorded is unheld, not a ring", () => {
    expect(parts("S: company\nS -10%-> T", "S")).toEqual({ unheld: "1" });
  });

  test("ranges: coverage and parts are bounded", () => {
    expect(parts("张三 -25%-50%-> S", "S")).toEqual({ coverage: "1/4..1/2", undisclosed: "1/2..3/4" });
  });

  test("agrees with the oracle on random registers with rings and ties", () => {
    for (const seed of seeds(3_000)) {
      const data = randomRegister(seed, { ties: true });
      const held = new Set(data.holdings.map((holding) => holding.subject));
      // An unknown entity with recorded holders is read differently there (it stops); those registers are left out.
      if (data.entities.some(({ id, kind }) => kind === "unknown" && held.has(id))) continue;
      const r = register(data);
      const terminals = data.entities.filter(({ kind }) => POLICY.kinds.includes(kind)).map(({ id }) => id);
      for (const company of [...held].slice(0, 2)) {
        const expected = oracleCoverage(data, company, terminals);
        const policy = { ...POLICY, listings: [], sectors: [], publicOffering: false, dispersed: false };
        const found = coverage(r, { subject: r.index.get(company)!, policy });
        const text = (share: { min: { n: bigint; d: bigint } }): string => fractionText(share.min);
        expect(
          [text(found.coverage), ...Object.values(found.parts).map(text)],
          `seed ${seed}: ${company}`,
        ).toEqual(
          (["coverage", "unknown", "undisclosed", "ownerless", "unheld"] as const).map((name) =>
            fractionText({ n: expected[name].numerator, d: expected[name].denominator }),
          ),
        );
      }
    }
  });
});
