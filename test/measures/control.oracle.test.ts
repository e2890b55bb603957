import { describe, expect, it } from "vitest";
import { controlClosure } from "../../src/measures/controlClosure.js";
import { controlledStake } from "../../src/measures/controlledStake.js";
import type { Dataset } from "../../src/model/dataset.js";
import { fractionText } from "../../src/model/fraction.js";
import { isExact } from "../../src/model/share.js";
import { register } from "../../src/register/register.js";
import * as oracle from "../oracle/control.js";
import { randomControlRegister } from "../oracle/randomControl.js";
import { Rational } from "../oracle/rational.js";
import { seeds } from "../oracle/seeds.js";

const REGISTERED = { struck: "registered" } as const;

/** The oracle knows no party that commands all of several executive partners, and no possible controllers. */
function withoutSeveralPartners(dataset: Dataset): Dataset {
  const seen = new Set<string>();
  const ties = (dataset.ties ?? []).filter((tie) => {
    if (tie.kind !== "executivePartner" && tie.kind !== "generalPartner") return true;
    const key = `${tie.kind} ${tie.to}`;
    const first = !seen.has(key);
    seen.add(key);
    return first;
  });
  return { ...dataset, ties };
}

const registers = (count: number): { seed: number; dataset: Dataset }[] =>
  seeds(count).map((seed) => ({ seed, dataset: withoutSeveralPartners(randomControlRegister(seed)) }));

describe("control against an independent brute force", () => {
  it("finds the same pairs, over the whole register, downwards and upwards", () => {
    for (const { seed, dataset } of registers(3000)) {
      const expected = oracle.controlPairs(oracle.controlClosure(dataset, REGISTERED));
      const r = register(dataset);
      const closure = controlClosure(r);
      const all = [...closure.allPairs()];
      expect(all.map((pair) => `${pair.controller} > ${pair.subject}`).sort(), `seed ${seed}`).toEqual(
        expected,
      );
      expect(all.every(({ verdict }) => verdict === "certain")).toBe(true);
      const up = r.entities.flatMap(({ id }) =>
        closure.controllersOf(id).map((one) => `${one.id} > ${id} ${one.verdict}`),
      );
      expect(up.sort(), `seed ${seed}`).toEqual(expected.map((pair) => `${pair} certain`).sort());
      const down = r.entities
        .filter(({ kind }) => kind !== "dispersed")
        .flatMap(({ id }) => closure.controlled({ by: id }).map((one) => `${id} > ${one.id}`));
      expect(down.sort(), `seed ${seed}`).toEqual(expected);
    }
  });

  it("finds the same controlled stakes", () => {
    for (const { seed, dataset } of registers(1000)) {
      const r = register(dataset);
      const closure = controlClosure(r);
      for (const { id: x, kind } of r.entities) {
        for (const { id: t } of kind === "dispersed" ? [] : r.entities) {
          if (x === t) continue;
          const wanted = oracle.controlledStake(dataset, x, t, REGISTERED);
          const found = controlledStake(closure, { by: [x], in: t });
          const where = `seed ${seed}: ${x} in ${t}`;
          expect(isExact(found.stake), where).toBe(true);
          expect(fractionText(found.stake.min), where).toBe(wanted.stake.toString());
          const group = found.heldBySubjectGroup;
          expect(group ? fractionText(group.min) : "0", where).toBe(wanted.heldBySubjectGroup.toString());
        }
      }
    }
  });

  it("agrees at other tests", () => {
    const line = Rational.of(3, 10);
    for (const { seed, dataset } of registers(600)) {
      const closure = controlClosure(register(dataset), { test: { atLeast: "3/10" } });
      const expected = oracle.controlClosure(dataset, { line, inclusive: true, ...REGISTERED });
      const pairs = [...closure.allPairs()].map((pair) => `${pair.controller} > ${pair.subject}`);
      expect(pairs.sort(), `seed ${seed}`).toEqual(oracle.controlPairs(expected));
    }
  });
});
