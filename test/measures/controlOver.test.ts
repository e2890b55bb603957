import { expect, test } from "vitest";
import { type ControlClosure, controlClosure } from "../../src/measures/controlClosure.js";
import { controlledStake } from "../../src/measures/controlledStake.js";
import { ControlOver } from "../../src/measures/controlOver.js";
import { equityWatch } from "../../src/measures/watch.js";
import { register } from "../../src/register/register.js";
import { drawn } from "../notation.js";
import { randomRegister } from "../oracle/random.js";
import { randomControlRegister } from "../oracle/randomControl.js";
import { randomIntervalRegister } from "../oracle/randomIntervals.js";

const seeds = Array.from({ length: process.env.LOOKTHROUGH_FULL ? 120 : 12 }, (_, k) => k + 1);

function compared(closure: ControlClosure, subject: number): void {
  const { r } = closure;
  const over = new ControlOver(closure, subject);
  const { blocksBy } = equityWatch(r, subject);
  const holders = (members: Iterable<number>): number[] =>
    [...members].filter((member) => blocksBy.has(member)).sort((a, b) => a - b);
  for (const party of r.entities.keys()) {
    expect(over.votes(party)).toEqual(closure.votes({ of: party, in: subject }));
    const two = [party, (party + 1) % r.entities.length];
    for (const by of [[party], two]) {
      expect(over.stake(by)).toEqual(controlledStake(closure, { by, in: subject }));
      for (const mode of ["least", "most"] as const) {
        expect(holders(over.commanded(mode, by))).toEqual(holders(closure.commanded(mode, by, subject)));
      }
    }
  }
}

test.each(seeds)("above one subject the same as in the whole register, seed %i", (seed) => {
  for (const dataset of [
    randomControlRegister(seed),
    randomRegister(seed, { companies: 8, persons: 5 }),
    randomIntervalRegister(seed),
  ]) {
    const r = register(dataset);
    const closure = controlClosure(r);
    for (const subject of r.entities.keys()) compared(closure, subject);
  }
});

test("also where one who can command nothing is held by others", () => {
  const r = register(
    drawn("公众: dispersed\n甲 -60%-> 公众\n公众 -30%-> 乙\n甲 -25%-> 乙\n丙 -45%-> 乙\n乙 -60%-> 丙"),
  );
  for (const subject of r.entities.keys()) compared(controlClosure(r), subject);
});
