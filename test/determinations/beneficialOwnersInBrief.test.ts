import { describe, expect, test, vi } from "vitest";
import {
  beneficialOwners,
  beneficialOwnersInBrief,
  type OwnersInBrief,
} from "../../src/determinations/beneficialOwners.js";
import { regimes, regimesInBrief } from "../../src/determinations/regimes.js";
import { regulationIds } from "../../src/law/law.js";
import type { Dataset, Fact, Tie } from "../../src/model/dataset.js";
import { register } from "../../src/register/register.js";
import { drawn } from "../notation.js";
import { randomRegister } from "../oracle/random.js";
import { randomControlRegister } from "../oracle/randomControl.js";
import { randomIntervalRegister } from "../oracle/randomIntervals.js";

vi.setConfig({ testTimeout: 600_000 });

const PROFILES = regulationIds("profile");
/** With products, sets, single links and bands. */
const SEVERAL = ["cn-pboc-bo", "uk-psc", "eu-amlr", "de-gwg", "us-cta", "ofac-50"];

/** What an answer says of owners and of those who stand in for them, less how that comes about. */
const brief = ({ owners, fallback }: OwnersInBrief): OwnersInBrief => ({
  fallback,
  owners: owners.map(({ id, verdict, limbs }) => ({
    id,
    verdict,
    limbs: limbs.map((met) => ({
      limb: met.limb,
      article: met.article,
      share: met.share,
      verdict: met.verdict,
    })),
  })),
});

function expectSame(dataset: Dataset, where: string, tests: readonly (string | undefined)[]): number {
  const r = register(dataset);
  const ownersOf = beneficialOwnersInBrief(r);
  const personsOf = regimesInBrief(r);
  let found = 0;
  for (const { id: subject } of r.entities) {
    for (const atLeast of tests) {
      const options = { subject, profiles: SEVERAL, atLeast };
      const { persons } = regimes(r, options);
      expect(personsOf(options), `${where} ${subject} ${atLeast}`).toEqual({
        persons: persons.map(({ id, cells }) => ({
          id,
          cells: cells.map(({ profile, verdict, limb, article, share }) => {
            return { profile, verdict, limb, article, share };
          }),
        })),
      });
    }
  }
  for (const profile of PROFILES) {
    for (const atLeast of tests) {
      for (const { id: subject } of r.entities) {
        const options = { subject, profile, atLeast };
        const expected = brief(beneficialOwners(r, options));
        expect(ownersOf(options), `${where} ${profile} ${subject} ${atLeast}`).toEqual(expected);
        found += JSON.stringify(expected).length;
      }
    }
  }
  return found;
}

describe("in brief the owners and stand-ins are those of the whole answer", () => {
  const count = process.env.LOOKTHROUGH_FULL ? 40 : 4;
  const seeds = Array.from({ length: count }, (_, k) => k + 1);

  test.each(seeds)("random registers with ties, rings and ranges, seed %i", (seed) => {
    const tests = [undefined, "10%", "1/3"];
    expectSame(randomRegister(seed, { companies: 9, persons: 5 }), "plain", tests);
    expectSame(randomControlRegister(seed), "control", [undefined]);
    expectSame(randomIntervalRegister(seed), "ranges", tests);
  });

  test.each(seeds)("with officers and answered questions, seed %i", (seed) => {
    const dataset = randomRegister(seed, { companies: 8, persons: 4 });
    const [person] = dataset.entities.filter(({ kind }) => kind === "naturalPerson");
    const companies = dataset.entities.filter(({ kind }) => kind === "company");
    const ties = companies.map(({ id }): Tie => ({ kind: "seniorManager", from: person!.id, to: id }));
    const facts = companies.map(
      ({ id }): Fact => ({ entity: id, fact: "controlFactsAnswered", value: true }),
    );
    expectSame({ ...dataset, ties: [...(dataset.ties ?? []), ...ties], facts }, "officers", [
      undefined,
      "90%",
    ]);
  });

  test("exactly at, above and below the threshold through a ring, and a stand-in where nobody is", () => {
    const dataset = drawn(`
      张三 -1.7%-> 甲公司
      乙公司 -46.6%-> 甲公司
      张三 -50%-> 乙公司
      李四 -24.99%-> 甲公司
      丙公司 -26.71%-> 甲公司
      甲公司 -10%-> 乙公司
      李四 -40%-> 乙公司
      丁公司 -20%-> 丙公司
      丙公司 -20%-> 丁公司
      王五 -10%-80%-> 丙公司
      王五 -25%-> 丁公司
      赵六 ~seniorManager~> 甲公司
      甲公司 ! controlFactsAnswered = true
    `);
    expect(expectSame(dataset, "drawn", [undefined, "25%", "26.71%", "99%"])).toBeGreaterThan(1000);
  });
});
