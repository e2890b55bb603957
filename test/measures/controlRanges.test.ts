import { describe, expect, it } from "vitest";
import { controlClosure } from "../../src/measures/controlClosure.js";
import { controlledStake } from "../../src/measures/controlledStake.js";
import type { Dataset, Holding } from "../../src/model/dataset.js";
import { compare, fraction, fractionText } from "../../src/model/fraction.js";
import type { ShareRange } from "../../src/model/share.js";
import { register } from "../../src/register/register.js";
import * as oracle from "../oracle/control.js";
import { Random } from "../oracle/random.js";
import { randomControlRegister } from "../oracle/randomControl.js";
import { seeds } from "../oracle/seeds.js";

const REGISTERED = { struck: "registered" } as const;

const percentOf = (written: unknown): number => Number.parseFloat(String(written));

/** A range around what is written, sometimes open at an end that lies beyond it. */
function around(random: Random, written: unknown): Holding["equity"] {
  const value = percentOf(written);
  const [below, above] = [random.integer(0, 12), random.integer(0, 12)];
  const [low, high] = [Math.max(0, value - below), Math.min(100, value + above)];
  if (low === high) return `${value}%`;
  const open = low < value && random.chance(0.3) ? "(" : "[";
  return `${open}${low}%,${high}%${high > value && random.chance(0.3) ? ")" : "]"}`;
}

/**
 * The same register with some shares known only in part: the exact one is one of its completions, unless the register
 * takes a small gap for rounding; then nothing is blurred.
 */
function blurred(random: Random, dataset: Dataset): Dataset {
  const made = withRanges(random, dataset);
  return register(made).issues.some(({ code }) => code === "rounded") ? dataset : made;
}

function withRanges(random: Random, dataset: Dataset): Dataset {
  const holdings = dataset.holdings.map((row) => {
    if (!random.chance(0.4)) return row;
    const equity = around(random, row.equity);
    return row.voting === undefined
      ? { ...row, equity }
      : { ...row, equity, voting: around(random, row.voting) };
  });
  return { ...dataset, holdings };
}

describe("control where shares are known only in part", () => {
  it("holds for every completion tried: certain pairs are there, excluded ones are not", () => {
    let [certain, possible] = [0, 0];
    for (const seed of seeds(2000)) {
      const exact = randomControlRegister(seed);
      // Several partners are compared elsewhere: the oracle has no possible controllers.
      const ties = (exact.ties ?? []).filter(
        ({ kind }) => kind !== "generalPartner" && kind !== "executivePartner",
      );
      const completion = { ...exact, ties };
      const random = new Random(seed ^ 0x51ed);
      const closure = controlClosure(register(blurred(random, completion)));
      const found = new Map(
        [...closure.allPairs()].map((pair) => [`${pair.controller} > ${pair.subject}`, pair.verdict]),
      );
      const there = new Set(oracle.controlPairs(oracle.controlClosure(completion, REGISTERED)));
      for (const pair of there) expect(found.has(pair), `seed ${seed}: ${pair} is excluded`).toBe(true);
      for (const [pair, verdict] of found) {
        if (verdict === "certain") expect(there.has(pair), `seed ${seed}: ${pair} is certain`).toBe(true);
        if (verdict === "certain") certain += 1;
        else possible += 1;
      }
    }
    expect(Math.min(certain, possible)).toBeGreaterThan(seeds(2000).length / 4);
  });

  it("bounds votes and controlled stakes of every completion tried", () => {
    for (const seed of seeds(500)) {
      const exact = randomControlRegister(seed);
      const ties = (exact.ties ?? []).filter(
        ({ kind }) => kind !== "generalPartner" && kind !== "executivePartner",
      );
      const completion = { ...exact, ties };
      const inPart = controlClosure(register(blurred(new Random(seed ^ 0x51ed), completion)));
      const inFull = controlClosure(register(completion));
      const ids = completion.entities.map(({ id }) => id);
      for (const of of ids) {
        for (const company of ids.filter((id) => id !== of)) {
          const where = `seed ${seed}: ${of} in ${company}`;
          const [range, point] = [inPart, inFull].map((closure) => closure.votes({ of, in: company }));
          if (range && point) expect(contains(range, point), where).toBe(true);
          const [stake, known] = [inPart, inFull].map((closure) =>
            controlledStake(closure, { by: [of], in: company }),
          );
          expect(contains(stake!.stake, known!.stake), where).toBe(true);
        }
      }
    }
  });

  it("gives the same pairs and verdicts upwards and downwards", () => {
    for (const seed of seeds(1000)) {
      const dataset = blurred(new Random(seed ^ 0x7a3f), randomControlRegister(seed));
      const closure = controlClosure(register(dataset));
      const all = [...closure.allPairs()].map(
        (pair) => `${pair.controller} > ${pair.subject} ${pair.verdict} ${pair.basis}`,
      );
      const up = dataset.entities.flatMap(({ id }) =>
        closure.controllersOf(id).map((one) => `${one.id} > ${id} ${one.verdict} ${one.basis}`),
      );
      expect(up.sort(), `seed ${seed}`).toEqual(all.sort());
      for (const { id } of dataset.entities) {
        for (const { subject, votes } of closure.controlled({ by: id })) {
          const again = closure.controllersOf(subject).find((one) => one.id === id)!;
          expect(endsOf(again.votes), `seed ${seed}: ${id}`).toBe(endsOf(votes));
          expect(endsOf(closure.votes({ of: id, in: subject })), `seed ${seed}: ${id}`).toBe(endsOf(votes));
        }
      }
    }
  });

  it("attains both ends of the votes, where stakes are cast whole", () => {
    for (const seed of seeds(400)) {
      const random = new Random(seed ^ 0x2b1d);
      const { holdings, ends } = oneCompany(random);
      const closure = controlClosure(register({ entities: [], holdings }));
      const reached = completions(ends).map((shares) => {
        const cast = shares.slice(0, -1).map((share, i) => (holdings[i]!.votingSuspended ? 0 : share));
        const total = cast.reduce((sum, share) => sum + share, 0) + shares.at(-1)!;
        return total === 0 ? null : fraction(cast[0]!, total);
      });
      const votes = closure.votes({ of: "H0", in: "T" })!;
      const values = reached.filter((value) => value !== null).sort(compare);
      // Where nobody may be able to vote at all, H0 is sure of nothing.
      const least = values.length < reached.length ? fraction(0) : values[0]!;
      const text = JSON.stringify(holdings.map(({ equity, votingSuspended }) => [equity, votingSuspended]));
      expect(fractionText(votes.min), `seed ${seed}: ${text}`).toBe(fractionText(least));
      expect(fractionText(votes.max), `seed ${seed}: ${text}`).toBe(
        fractionText(values.at(-1) ?? fraction(0)),
      );
    }
  });
});

const contains = (range: ShareRange, point: ShareRange): boolean =>
  compare(range.min, point.min) <= 0 && compare(point.max, range.max) <= 0;

const endsOf = (votes: ShareRange | null): string =>
  votes
    ? `${votes.minExclusive ? "(" : "["}${fractionText(votes.min)}, ${fractionText(votes.max)}${votes.maxExclusive ? ")" : "]"}`
    : "none";

/** One company with shares in steps of a tenth, so that every corner of what is possible is such a step. */
function oneCompany(random: Random): { holdings: Holding[]; ends: [number, number][] } {
  const ends: [number, number][] = [];
  let left = 10;
  for (let holder = 0; holder < 3; holder += 1) {
    const min = random.integer(0, Math.min(left, 5));
    left -= min;
    ends.push([min, random.chance(0.3) ? min : random.integer(min, 10)]);
  }
  const holdings = ends.map(([min, max], holder): Holding => {
    const equity = `${min * 10}%-${max * 10}%`;
    const row = { holder: `H${holder}`, subject: "T", equity: min === max ? `${min * 10}%` : equity };
    return holder === 2 && random.chance(0.5) ? { ...row, votingSuspended: true } : row;
  });
  const most = ends.reduce((sum, [, max]) => sum + max, 0);
  return { holdings, ends: [...ends, [Math.max(0, 10 - most), left]] };
}

/** All ways to reach ten tenths within the ends. */
function completions(ends: readonly [number, number][]): number[][] {
  let partial: number[][] = [[]];
  for (const [min, max] of ends) {
    partial = partial.flatMap((shares) =>
      Array.from({ length: max - min + 1 }, (_, step) => [...shares, min + step]),
    );
  }
  return partial.filter((shares) => shares.reduce((sum, share) => sum + share, 0) === 10);
}
