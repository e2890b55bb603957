import { describe, expect, it } from "vitest";
import { controlClosure } from "../../src/measures/controlClosure.js";
import { controlledStake } from "../../src/measures/controlledStake.js";
import { controllers } from "../../src/measures/controllers.js";
import { votingPower } from "../../src/measures/votingPower.js";
import type { Dataset } from "../../src/model/dataset.js";
import { fractionText } from "../../src/model/fraction.js";
import { isExact } from "../../src/model/share.js";
import { register } from "../../src/register/register.js";
import * as oracle from "../oracle/control.js";
import { Random } from "../oracle/random.js";
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

  it("prints the same bytes for any order of rows", () => {
    for (const seed of seeds(300)) {
      const dataset = randomControlRegister(seed);
      const random = new Random(seed);
      const shuffled = {
        ...dataset,
        entities: random.shuffled(dataset.entities),
        holdings: random.shuffled(dataset.holdings),
        ties: random.shuffled(dataset.ties ?? []),
      };
      const [r, other] = [register(dataset), register(shuffled)];
      for (const { id: subject } of dataset.entities) {
        const printed = JSON.stringify(controllers(r, { subject }));
        expect(JSON.stringify(controllers(other, { subject })), `seed ${seed}: ${subject}`).toBe(printed);
        const power = JSON.stringify(votingPower(r, { subject }));
        expect(JSON.stringify(votingPower(other, { subject })), `seed ${seed}: ${subject}`).toBe(power);
      }
    }
  });

  it("explains every pair: a chain of links from the controller to the subject, whose votes pass at each company", () => {
    for (const { seed, dataset } of registers(600)) {
      const closure = controlClosure(register(dataset));
      for (const { controller, subject } of closure.allPairs()) {
        const chain = closure.chain({ from: controller, to: subject });
        const where = `seed ${seed}: ${controller} > ${subject}`;
        const reached = new Set([controller]);
        const votes = new Map<string, number>();
        for (const link of chain) {
          expect(reached.has(link.from), where).toBe(true);
          reached.add(link.to);
          if (link.votes) votes.set(link.to, (votes.get(link.to) ?? 0) + link.votes.value);
        }
        expect(chain.at(-1)!.to, where).toBe(subject);
        for (const total of votes.values()) expect(total, where).toBeGreaterThan(0.5);
      }
    }
  });
});
