import { describe, expect, it } from "vitest";
import { policy } from "../../src/law/law.js";
import { holdingsOf } from "../../src/measures/holdings.js";
import { lookThrough } from "../../src/measures/lookThrough.js";
import { ownersOf } from "../../src/measures/owners.js";
import { toNumber } from "../../src/model/fraction.js";
import { register } from "../../src/register/register.js";

/** A ring of so many companies, each held by the one before it and by a person of its own. */
function ring(size: number, within: string, outside: string) {
  const companies = Array.from({ length: size }, (_, k) => `C${k}`);
  return register({
    entities: companies.flatMap((id, k) => [
      { id, name: id, kind: "company" as const },
      { id: `P${k}`, name: `P${k}`, kind: "naturalPerson" as const },
    ]),
    holdings: companies.flatMap((id, k) => [
      { holder: companies[(k + 1) % size]!, subject: id, equity: within },
      { holder: `P${k}`, subject: id, equity: outside },
    ]),
  });
}

describe("one subject in a ring of hundreds", () => {
  it("with ranges: everybody at once has the shares that each has alone", () => {
    const r = ring(210, "55%-60%", "40%-45%");
    const subject = r.index.get("C5")!;
    const measure = lookThrough(r);
    const { owners } = measure.owners(subject);
    expect(owners).toHaveLength(420);
    for (const id of ["C5", "C6", "C100", "P5", "P6", "P30", "P4"]) {
      const party = r.index.get(id)!;
      const { share } = owners.find((owner) => owner.party === party)!;
      const alone = measure.ends({ of: [party], in: subject });
      expect(Math.abs(toNumber(share.min) - toNumber(alone.min)), id).toBeLessThan(1e-9);
      expect(Math.abs(toNumber(share.max) - toNumber(alone.max)), id).toBeLessThan(1e-9);
    }
    const passing = ownersOf(r, {
      subject,
      policy: policy(),
      test: { atLeast: "20%" },
      terminalOnly: true,
      paths: 0,
    });
    expect(passing.owners.map(({ id, verdict }) => [id, verdict])).toEqual([
      ["P5", "certain"],
      ["P6", "certain"],
    ]);
  });

  it("paths are looked for as far as one answer may take; what is left out is said", () => {
    const r = ring(400, "60%", "40%");
    const subject = r.index.get("C5")!;
    const { owners } = ownersOf(r, { subject, policy: policy() });
    expect(owners).toHaveLength(800);
    const [told, left] = [
      owners.filter((one) => !one.pathsLeftOut),
      owners.filter((one) => one.pathsLeftOut),
    ];
    expect(told.length).toBeGreaterThan(50);
    expect(left.length).toBeGreaterThan(50);
    expect(told[0]!.paths[0]!.entities).toEqual([told[0]!.id, "C5"]);
    for (const { paths, loop, rest, truncated, share } of left) {
      expect([paths, truncated]).toEqual([[], true]);
      expect([loop.min, loop.max, rest.max]).toEqual([0, share.min, share.min]);
    }
    // The largest come first.
    expect(Math.max(...left.map(({ share }) => share.max))).toBeLessThanOrEqual(told.at(-1)!.share.max);
  });

  it("what a party holds through a ring of thousands is told all the same", () => {
    const r = ring(2000, "60%", "40%");
    const { holdings } = holdingsOf(r, { party: r.index.get("P7")! });
    // Shares below the least double are nothing.
    expect(holdings.length).toBeGreaterThan(1000);
    expect(holdings[0]).toMatchObject({ id: "C7", share: { value: expect.closeTo(0.4, 9) } });
    expect(holdings.some(({ pathsLeftOut }) => pathsLeftOut)).toBe(true);
  });
});
