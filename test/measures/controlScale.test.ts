import { describe, expect, it } from "vitest";
import { controlClosure } from "../../src/measures/controlClosure.js";
import { controllers } from "../../src/measures/controllers.js";
import type { Dataset, Holding } from "../../src/model/dataset.js";
import { register } from "../../src/register/register.js";

/** A register of companies c0, c1 … with these holdings. */
const companies = (count: number, holdings: readonly Holding[]): Dataset => ({
  entities: Array.from({ length: count }, (_, i) => ({ id: `c${i}`, name: `c${i}`, kind: "company" })),
  holdings,
});

const each = (count: number, row: (i: number) => Holding): Holding[] =>
  Array.from({ length: count }, (_, i) => row(i));

/** A step for every pair would be ten thousand million: such a register would not be answered at all. */
const MANY = 100_000;

describe("large registers", () => {
  it("follow a chain a hundred thousand deep, without recursion", () => {
    const dataset = companies(
      MANY,
      each(MANY - 1, (i) => ({ holder: `c${i + 1}`, subject: `c${i}`, equity: "51%" })),
    );
    const closure = controlClosure(register(dataset));
    const top = `c${MANY - 1}`;
    expect(closure.controls({ from: top, to: "c0" })).toBe("certain");
    const chain = closure.chain({ from: top, to: "c0" });
    expect(chain).toHaveLength(MANY - 1);
    expect(chain[0]).toMatchObject({ from: top, to: `c${MANY - 2}` });
    expect(chain.at(-1)).toMatchObject({ from: "c1", to: "c0" });
    expect(closure.controllersOf("c0")).toHaveLength(MANY - 1);
  });

  it("list a hundred thousand direct holders of one company", () => {
    const dataset = companies(
      MANY + 1,
      each(MANY, (i) => ({
        holder: `c${i + 1}`,
        subject: "c0",
        equity: i === 0 ? "50.5%" : `49/${100 * MANY}`,
      })),
    );
    const { controllers: rows } = controllers(register(dataset), { subject: "c0" });
    expect(rows.map(({ id }) => id)).toEqual(["c1"]);
  });

  it("grow one closure out of another: a ladder whose every step also holds the subject", () => {
    const count = 30_000;
    const dataset = companies(count, [
      ...each(count - 1, (i) => ({ holder: `c${i + 1}`, subject: `c${i}`, equity: "60%" })),
      ...each(count - 2, (i) => ({ holder: `c${i + 2}`, subject: "c0", equity: `39/${100 * count}` })),
    ]);
    const { controllers: rows } = controllers(register(dataset), { subject: "c0" });
    expect(rows).toHaveLength(count - 1);
    expect(rows[0]).toMatchObject({ id: `c${count - 1}`, ultimate: true });
    // Chains of all rows together would be quadratic: what is left out says so.
    expect(rows.some(({ chainOmitted }) => chainOmitted)).toBe(true);
    expect(rows[0]!.chain.length).toBeGreaterThanOrEqual(count - 1);
  });

  it("strike votes in a ring of many without comparing all pairs", () => {
    const count = 30_000;
    const ring = each(count, (i) => ({ holder: `c${(i + 1) % count}`, subject: `c${i}`, equity: "51%" }));
    const r = register(companies(count, ring));
    expect(controlClosure(r).controllersOf("c0")).toHaveLength(count - 1);
    // A chain that comes back with less than control: nobody up there loses a vote, the first holder does.
    const [, ...chain] = ring;
    const back = [
      ...chain,
      { holder: "c1", subject: "c0", equity: "20%" },
      { holder: "x", subject: "c0", equity: "45%" },
    ];
    const control = controlClosure(register(companies(count, back)));
    expect(control.controls({ from: "x", to: "c0" })).toBe("certain");
  });

  it("walk every pair of a register of many small groups", () => {
    const groups = 20_000;
    const holdings = each(groups, (i) => ({
      holder: `c${3 * i}`,
      subject: `c${3 * i + 1}`,
      equity: "60%",
    })).concat(each(groups, (i) => ({ holder: `c${3 * i + 1}`, subject: `c${3 * i + 2}`, equity: "60%" })));
    let count = 0;
    for (const { verdict } of controlClosure(register(companies(3 * groups, holdings))).allPairs()) {
      if (verdict === "certain") count += 1;
    }
    expect(count).toBe(3 * groups);
  });

  it("give a part of the pairs for a range of controllers", () => {
    const holdings = each(4, (i) => ({ holder: `c${i + 1}`, subject: `c${i}`, equity: "60%" }));
    const closure = controlClosure(register(companies(5, holdings)));
    const all = [...closure.allPairs()];
    expect([...closure.allPairs({ end: 2 }), ...closure.allPairs({ start: 2 })]).toEqual(all);
    expect(all[0]).toEqual({
      controller: "c1",
      subject: "c0",
      votes: { value: 0.6, min: 0.6, max: 0.6, exact: null },
      basis: "votes",
      verdict: "certain",
    });
  });
});
