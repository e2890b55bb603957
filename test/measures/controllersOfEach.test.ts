import { expect, test } from "vitest";
import { ControlClosure } from "../../src/measures/controlClosure.js";
import { controllersOfEach } from "../../src/measures/controllersOfEach.js";
import { register } from "../../src/register/register.js";
import { randomRegister } from "../oracle/random.js";
import { randomControlRegister } from "../oracle/randomControl.js";

const MAJORITY = { moreThan: "1/2" };
const seeds = Array.from({ length: process.env.LOOKTHROUGH_FULL ? 60 : 8 }, (_, k) => k + 1);

test.each(seeds)(
  "controllers found one by one, together and from the whole closure are the same, seed %i",
  (seed) => {
    for (const dataset of [
      randomControlRegister(seed),
      randomRegister(seed, { companies: 12, persons: 6 }),
    ]) {
      const r = register(dataset);
      const parties = r.entities.flatMap(({ kind }, party) =>
        kind === "dispersed" || kind === "clearingNominee" ? [] : [party],
      );
      const fresh = (): ControlClosure => new ControlClosure(r, MAJORITY);
      const together = controllersOfEach(fresh(), parties);
      const each = parties.map((party) => controllersOfEach(fresh(), [party]));
      for (const [k, party] of parties.entries()) {
        expect(each[k]).toEqual(together.filter((one) => one.party === party));
      }
      // Asked often enough, it goes over to what the whole closure says.
      const patient = fresh();
      const many = Array.from({ length: 1100 }, (_, k) => parties[k % parties.length]!);
      controllersOfEach(patient, many);
      expect(controllersOfEach(patient, parties)).toEqual(together);
      expect(parties.map((party) => controllersOfEach(patient, [party]))).toEqual(each);
      expect(controllersOfEach(patient, parties.toReversed())).toEqual(together);
    }
  },
);
