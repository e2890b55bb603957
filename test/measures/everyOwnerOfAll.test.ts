import { describe, expect, test } from "vitest";
import { policy } from "../../src/law/law.js";
import { everyOwnerOfAll } from "../../src/measures/everyOwnerOfAll.js";
import { lookThrough } from "../../src/measures/lookThrough.js";
import { ownersOf } from "../../src/measures/owners.js";
import type { VectorLimits } from "../../src/measures/vectorGround.js";
import { compare, toNumber, ZERO } from "../../src/model/fraction.js";
import type { ShareTest } from "../../src/model/share.js";
import { type Register, register } from "../../src/register/register.js";
import { wholeOf } from "../../src/register/registerOver.js";
import { drawn } from "../notation.js";
import { randomRegister } from "../oracle/random.js";
import { randomIntervalRegister } from "../oracle/randomIntervals.js";
import { seeds } from "../oracle/seeds.js";

/** 7 % of 1 % is 0.07 %; as a product of doubles it is above 0.0007. */
const CHAINS =
  "A -7%-> H\nH -1%-> S\nB -0.1%-> I\nI -29%-> T\nC -0.01%-0.09%-> U\nD -50%-> V\nW -50%-> V\nV -10%-> W\nD -0.04%-> W";

describe("thresholds too small to leave anybody out by", () => {
  const verdict = (owner: string, subject: string, comparator: "atLeast" | "moreThan", share: string) => {
    const r = register(drawn(CHAINS));
    const rows = [...everyOwnerOfAll(wholeOf(r), { test: { [comparator]: share } as { atLeast: string } })];
    const found = rows.find(
      (row) => row.owner === r.index.get(owner) && row.subject === r.index.get(subject),
    );
    return found?.verdict ?? null;
  };

  test.each([
    ["A", "S", "atLeast", "0.07%", "certain"],
    ["A", "S", "moreThan", "0.07%", null],
    ["A", "S", "moreThan", "0.0699999999999%", "certain"],
    ["A", "S", "atLeast", "0.0700000000001%", null],
    ["B", "T", "atLeast", "0.029%", "certain"],
    ["B", "T", "moreThan", "0.029%", null],
    ["C", "U", "atLeast", "0.01%", "certain"],
    ["C", "U", "moreThan", "0.01%", "possible"],
    ["C", "U", "atLeast", "0.09%", "possible"],
    ["C", "U", "moreThan", "0.09%", null],
    ["D", "W", "moreThan", "0.04%", "certain"],
  ] as const)("%s in %s, %s %s: %s", (owner, subject, comparator, share, expected) => {
    expect(verdict(owner, subject, comparator, share)).toBe(expected);
  });

  test("without a test everyone with anything is there", () => {
    const r = register(drawn(CHAINS));
    const rows = [...everyOwnerOfAll(wholeOf(r), {})];
    expect(rows.filter(({ subject }) => subject === r.index.get("S"))).toHaveLength(2);
  });
});

type Row = readonly [min: number, max: number, verdict: string];

interface Asked {
  readonly test?: ShareTest | undefined;
  readonly terminal: boolean;
}

function together(r: Register, { test: passes, terminal }: Asked, limits?: VectorLimits): Map<string, Row> {
  const options = { test: passes, limits, terminals: terminal ? policy() : undefined };
  const found = new Map<string, Row>();
  for (const { subject, owner, min, max, verdict } of everyOwnerOfAll(wholeOf(r), options)) {
    const key = `${r.entities[subject]!.id} ${r.entities[owner]!.id}`;
    expect(found.has(key), `${key} comes twice`).toBe(false);
    found.set(key, [min, max, verdict]);
  }
  return found;
}

/** By the code for one subject, in fractions. */
function oneByOne(r: Register, { test: passes, terminal }: Asked): Map<string, Row> {
  const found = new Map<string, Row>();
  const { start } = r.stakes.equity;
  const measure = lookThrough(r, { interest: "equity" });
  r.entities.forEach(({ id: company }, subject) => {
    if (start[subject] === start[subject + 1]) return;
    const options = { subject, policy: policy(), test: passes, terminalOnly: terminal, paths: 0 };
    const listed = new Map(ownersOf(r, options).owners.map((owner) => [owner.id, owner] as const));
    for (const { party, share } of measure.owners(subject).owners) {
      const { id } = r.entities[party]!;
      const owner = listed.get(id);
      if (share.max.n === 0n || ((passes || terminal) && !owner)) continue;
      const certain = compare(share.min, ZERO) > 0 || share.minExclusive;
      const verdict = owner?.verdict ?? (certain ? "certain" : "possible");
      found.set(`${company} ${id}`, [toNumber(share.min), toNumber(share.max), verdict]);
    }
  });
  return found;
}

describe("everyone behind every company is everyone behind one company at a time", () => {
  const LIMITS = [
    undefined,
    { copied: 0, references: 0, ring: 0, below: 0 },
    { copied: 2, references: 1, ring: 2, below: 1 },
  ];
  const ASKED: readonly Asked[] = [
    { terminal: false },
    { terminal: true },
    { terminal: false, test: { atLeast: "0.05%" } },
    { terminal: false, test: { moreThan: "0.01%" } },
  ];

  test.each([
    [
      "rings, closed rings, nominees, joint holders",
      (seed: number) => randomRegister(seed, { ties: seed % 3 === 0 }),
    ],
    ["ranges, also in rings", randomIntervalRegister],
  ] as const)("%s", (_, made) => {
    for (const seed of seeds(1200)) {
      const r = register(made(seed));
      const asked = ASKED[seed % ASKED.length]!;
      const [found, expected] = [together(r, asked, LIMITS[(seed >> 2) % 3]), oneByOne(r, asked)];
      const where = `seed ${seed}, ${JSON.stringify(asked)}`;
      expect([...found.keys()].sort(), where).toEqual([...expected.keys()].sort());
      for (const [key, [min, max, verdict]] of expected) {
        const own = found.get(key)!;
        expect(own[2], `${where}: ${key}`).toBe(verdict);
        expect(Math.abs(own[0] - min), `${where}: least of ${key}`).toBeLessThan(1e-9);
        expect(Math.abs(own[1] - max), `${where}: greatest of ${key}`).toBeLessThan(1e-9);
      }
    }
  });

  test.each(["A", "F"])(
    "the tiniest share comes all the way through companies that hold each other, put in at %s",
    (entry) => {
      const ids = [..."ABCDEF"];
      const pairs = ids.slice(1).map((id, k) => [ids[k]!, id] as const);
      const mutual = pairs.flatMap(([a, b]) => [`${a} -0.001%-0.002%-> ${b}`, `${b} -0.001%-0.002%-> ${a}`]);
      const others = ids.map((company) => `Q${company} -99%-99.5%-> ${company}`);
      const r = register(drawn([...mutual, ...others, `P -0.001%-> ${entry}`].join("\n")));
      for (const limits of LIMITS) {
        const found = together(r, { terminal: false }, limits);
        for (const company of ids) expect(found.get(`${company} P`)?.[2], company).toBe("certain");
        expect([...found.keys()].sort()).toEqual([...oneByOne(r, { terminal: false }).keys()].sort());
      }
    },
  );

  test("a tiny range stays a range", () => {
    const r = register(drawn("P -0.0001%-0.0002%-> A\n A -0.0001%-> B\n B -0.0001%-> C"));
    const [min, max] = together(r, { terminal: false }).get("C P")!;
    expect(min / 1e-18).toBeCloseTo(1, 6);
    expect(max / 2e-18).toBeCloseTo(1, 6);
  });
});
