import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { load } from "../../src/io/load.js";
import { policy } from "../../src/law/law.js";
import { type CoverageRow, coverageOfAll } from "../../src/measures/coverageOfAll.js";
import { ownersOf } from "../../src/measures/owners.js";
import { type Register, register } from "../../src/register/register.js";
import { wholeOf } from "../../src/register/registerOver.js";
import { randomRegister } from "../oracle/random.js";
import { randomIntervalRegister } from "../oracle/randomIntervals.js";
import { seeds } from "../oracle/seeds.js";

const PARTS = ["coverage", "opaque", "undisclosed", "ownerless"] as const;

/** Every row is what `owners` says of that company, which shares no code with the pass. */
function expectSame(r: Register, where: string): number {
  const rows: CoverageRow[] = [...coverageOfAll(wholeOf(r), { policy: policy() })];
  const { start } = r.stakes.equity;
  const held = r.entities.flatMap((_, subject) => (start[subject] === start[subject + 1] ? [] : [subject]));
  expect(rows.map(({ subject }) => subject)).toEqual(held);
  for (const row of rows) {
    const answer = ownersOf(r, { subject: row.subject, policy: policy(), paths: 0 });
    for (const part of PARTS) {
      const at = `${where}: ${part} of ${r.entities[row.subject]!.id}`;
      expect(Math.abs(row[part][0] - answer[part].min), `${at}, least`).toBeLessThan(1e-11);
      expect(Math.abs(row[part][1] - answer[part].max), `${at}, most`).toBeLessThan(1e-11);
      // Nothing is exactly nothing.
      if (answer[part].max === 0) expect(row[part][1], at).toBe(0);
    }
  }
  return rows.length;
}

test("every sample", async () => {
  const samples = join(import.meta.dirname, "..", "..", "samples");
  let rows = 0;
  for (const entry of readdirSync(samples, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    const loaded = await load(join(samples, entry.name)).catch(() => null);
    if (loaded) rows += expectSame(register(loaded.dataset), entry.name);
  }
  expect(rows).toBeGreaterThan(50);
});

test("random registers: rings, closed rings, nominees, listed companies, the public", () => {
  for (const seed of seeds(3000))
    expectSame(register(randomRegister(seed, { ties: seed % 3 === 0 })), `seed ${seed}`);
});

test("random registers with ranges, also in rings", () => {
  for (const seed of seeds(1500)) expectSame(register(randomIntervalRegister(seed)), `seed ${seed}`);
});
