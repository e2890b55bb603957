import { describe, expect, test } from "vitest";
import { coverageRows } from "../../src/batch/coverageRows.js";
import { renewedRows } from "../../src/batch/renewedRows.js";
import { cellRows, type RowSource } from "../../src/batch/rowSource.js";
import { controlRows, ownerRows } from "../../src/batch/wholeRows.js";
import { policy } from "../../src/law/law.js";
import { affectedControllers, affectedSubjects } from "../../src/measures/affected.js";
import { register } from "../../src/register/register.js";
import { registerDifference } from "../../src/register/registerDifference.js";
import { type Whole, wholeOf } from "../../src/register/registerOver.js";
import { type Cell, csvRow } from "../../src/report/csv.js";
import { type GeneratedDataset, Random, randomRegister } from "../oracle/random.js";
import { beside, randomChanges } from "../oracle/randomChanges.js";
import { randomIntervalRegister } from "../oracle/randomIntervals.js";
import { seeds } from "../oracle/seeds.js";

const rowsOf = (source: RowSource): (readonly Cell[])[] =>
  Array.from(source.batches(source.from), (batch) => cellRows(source, batch)).flat();

const text = (rows: readonly (readonly Cell[])[]): string => rows.map(csvRow).join("");

/** A register of several parts, and the same after changes, on ordinary arrays. */
function pair(seed: number, ranges: boolean, ties = false): readonly [before: Whole, after: Whole] {
  const random = new Random(seed + 7_000_000);
  const part = (k: number): GeneratedDataset =>
    ranges ? randomIntervalRegister(seed * 3 + k) : randomRegister(seed * 3 + k, { ties });
  const before = beside([0, 1, 2].map(part));
  const after = randomChanges(random, before, random.integer(0, 4));
  return [wholeOf(register(before)), wholeOf(register(after))];
}

type Question = (whole: Whole, asked?: (entity: number) => boolean) => RowSource;

const owners =
  (atLeast: string, terminal: boolean): Question =>
  (whole, asked) =>
    ownerRows(whole, {
      test: { atLeast },
      interest: "equity",
      terminals: terminal ? policy() : undefined,
      shard: null,
      asked,
    });

const coverage: Question = (whole, asked) => coverageRows(whole, { policy: policy(), shard: null, asked });

const control: Question = (whole, asked) =>
  controlRows(whole, { test: { moreThan: "50%" }, shard: null, asked });

interface Counts {
  copied: number;
  affected: number;
}

/** The rows after the changes, out of those before and of what they can affect. */
function renewed(
  [before, after]: readonly [Whole, Whole],
  question: Question,
  counts: Counts,
): string | null {
  const difference = registerDifference(before, after);
  if (typeof difference === "string") return null;
  const affected =
    question === control
      ? affectedControllers(after, difference)
      : affectedSubjects(after, "equity", difference.changed);
  const earlier = rowsOf(question(before));
  for (const mark of affected) counts[mark ? "affected" : "copied"] += 1;
  return text(
    rowsOf(
      renewedRows(
        question(after, (entity) => affected[entity] === 1),
        { earlier: () => earlier, affected, numberOf: after.find },
      ),
    ),
  );
}

const QUESTIONS: readonly (readonly [string, Question])[] = [
  ["owners at 25 %", owners("25%", true)],
  ["owners at 10 %, also those that are no ends", owners("10%", false)],
  ["owners at 0.01 %, everyone measured", owners("0.01%", true)],
  ["coverage", coverage],
  ["control", control],
];

describe("rows brought up to date have the bytes of rows made from scratch", () => {
  describe.each(QUESTIONS)("%s", (_, question) => {
    test.each([
      ["exact shares, rings, closed rings", false, false],
      ["ranges", true, false],
      ["nominees and joint holders", false, true],
    ])("%s", (_name, ranges, ties) => {
      const counts: Counts = { copied: 0, affected: 0 };
      let compared = 0;
      for (const seed of seeds(ranges ? 250 : 400)) {
        const registers = pair(seed, ranges, ties);
        const found = renewed(registers, question, counts);
        if (found === null) continue;
        compared += 1;
        expect(found, `seed ${seed}`).toBe(text(rowsOf(question(registers[1]))));
      }
      expect(compared).toBeGreaterThan(10);
      expect(counts.copied).toBeGreaterThan(counts.affected / 20);
    });
  });
});

test("another order of the entities, and other ties, are said", () => {
  const [before] = pair(3, false, true);
  const { dataset } = before.ordinary();
  const turned = { ...dataset, entities: [...dataset.entities].reverse() };
  expect(registerDifference(before, wholeOf(register(turned)))).toBe("order");
  const { id } = dataset.entities[0]!;
  const tied = { ...dataset, ties: [{ kind: "nominee" as const, from: id, to: dataset.entities[1]!.id }] };
  expect(registerDifference(before, wholeOf(register(tied)))).toBe("ties");
});
