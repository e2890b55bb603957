import { expect, test } from "vitest";
import { isPlain, plainEnds, plainEndsOfAll } from "../../src/measures/acyclicBounds.js";
import { lookThrough } from "../../src/measures/lookThrough.js";
import { ends } from "../../src/measures/query.js";
import type { Holding } from "../../src/model/dataset.js";
import { fractionText } from "../../src/model/fraction.js";
import type { ShareEnds } from "../../src/model/share.js";
import { register } from "../../src/register/register.js";
import { Random } from "../oracle/random.js";
import { seeds } from "../oracle/seeds.js";

const text = ({ min, max }: ShareEnds): string => `${fractionText(min)}..${fractionText(max)}`;

/** Companies 0 … 7, each held by later ones and by persons, a third of the shares as closed ranges. */
function acyclic(seed: number): Holding[] {
  const random = new Random(seed);
  const below = (limit: number): number => Math.floor(random.next() * limit);
  const rows: Holding[] = [];
  for (let company = 0; company < 8; company += 1) {
    const holders = new Set<string>();
    const wanted = 1 + below(4);
    while (holders.size < wanted) {
      const above = company + 1 + below(3);
      holders.add(random.next() < 0.6 && above < 8 ? `C${above}` : `P${below(5)}`);
    }
    for (const holder of holders) {
      const units = Math.floor((60 + below(36)) / wanted);
      const equity = random.next() < 0.4 ? `${units / 2}%-${Math.min(100, units * 2)}%` : `${units}/100`;
      rows.push({ holder, subject: `C${company}`, equity });
    }
  }
  return rows;
}

test("the pass for acyclic registers is the general solution, one by one and all at once", () => {
  let compared = 0;
  for (const seed of seeds(2_000)) {
    const r = register({ entities: [], holdings: acyclic(seed) });
    const cone = lookThrough(r).cone(r.index.get("C0")!);
    expect(isPlain(cone), `seed ${seed}`).toBe(true);
    const all = plainEndsOfAll(cone);
    for (const party of cone.nodes) {
      if (party === cone.subject) continue;
      const general = text(ends(cone, [party]));
      expect(text(plainEnds(cone, party)), `seed ${seed}: ${r.entities[party]!.id}`).toBe(general);
      expect(text(all.get(party)!), `seed ${seed}: ${r.entities[party]!.id} of all`).toBe(general);
      compared += 1;
    }
  }
  expect(compared).toBeGreaterThan(500);
});
