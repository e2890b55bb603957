import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import {
  at,
  beneficialOwners,
  check,
  concertGroups,
  controllers,
  type Dataset,
  holdings,
  owners,
  partnershipGroups,
  type Register,
  register,
  relatedParties,
  votingPower,
} from "../../src/index.js";
import { load } from "../../src/io/index.js";
import { type ConeShape, fetchCone } from "../../src/io/neo4j/cone.js";
import { DatabaseError } from "../../src/io/neo4j/databaseError.js";
import { partDataset } from "../../src/io/neo4j/datasetOf.js";
import { drawn } from "../notation.js";
import { randomRegister } from "../oracle/random.js";
import { randomControlRegister } from "../oracle/randomControl.js";
import { seeds } from "../oracle/seeds.js";
import { memoryStore } from "./memoryStore.js";

type Ask = (r: Register, subject: string) => unknown;
const index = (r: Register, id: string): number => r.index.get(id)!;

/** A refusal is an answer too: it must be the same one. */
const said = (ask: () => unknown): unknown => {
  try {
    return JSON.parse(JSON.stringify(ask()));
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message}`;
  }
};

const QUESTIONS: Readonly<Record<Exclude<ConeShape, "alone">, Readonly<Record<string, Ask>>>> = {
  up: {
    owners: (r, subject) => owners(r, { subject, measures: true }),
    voting: (r, subject) => owners(r, { subject, interest: "voting" }),
    control: (r, subject) => controllers(r, { subject: index(r, subject) }),
    power: (r, subject) => votingPower(r, { subject: index(r, subject), quota: { moreThan: "50%" } }),
    ubo: (r, subject) => beneficialOwners(r, { subject }),
  },
  down: { holdings: (r, subject) => holdings(r, { party: subject }) },
  around: {
    concert: (r, subject) => concertGroups(r, { subject }),
    partnerships: (r, subject) => partnershipGroups(r, { subject }),
    related: (r, subject) => relatedParties(r, { subject, definition: "company-law" }),
    relatedSecurities: (r, subject) => relatedParties(r, { subject, definition: "csrc-securities" }),
    check: (r, subject) => check(r, { subject, rulebook: "csrc-securities", force: true }),
  },
};

/** Every answer about every entity from its cone alone, beside the answer from the whole. */
async function compareAll(dataset: Dataset, name: string, most = 60): Promise<void> {
  const store = memoryStore({ dataset, issues: [] });
  const whole = register(dataset);
  for (const { id, kind } of whole.entities.slice(0, most)) {
    for (const shape of ["up", "down", "around"] as const) {
      if (kind === "naturalPerson" && shape !== "down") continue;
      const cone = await fetchCone(store, [id], shape, { limit: 1_000_000 });
      const part = register(partDataset({ ...cone, declarations: [] }), { asOf: whole.asOf });
      for (const [question, ask] of Object.entries(QUESTIONS[shape])) {
        expect(
          said(() => ask(part, id)),
          `${name}: ${question} ${id}`,
        ).toEqual(said(() => ask(whole, id)));
      }
    }
  }
}

const samples = fileURLToPath(new URL("../../samples/", import.meta.url));
const cases = readdirSync(samples, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .flatMap(({ name }) =>
    readdirSync(join(samples, name))
      .filter((file) => /^hand.*\.json$/.test(file))
      .map((file) => JSON.parse(readFileSync(join(samples, name, file), "utf8")) as { data?: string })
      .map(({ data }) => join(name, data ?? "")),
  );

describe("an answer from a cone is the answer from the whole register", () => {
  test.each([...new Set(cases)])("samples/%s", async (name) => {
    const { dataset } = await load(join(samples, name));
    await compareAll(dataset, name);
  });

  test.each(seeds(30))("random register %i", async (seed) => {
    await compareAll(randomRegister(seed, { ties: seed % 2 === 0 }), `seed ${seed}`, 12);
  });

  test.each(seeds(60))("random register with ties %i", async (seed) => {
    await compareAll(randomControlRegister(seed), `seed ${seed}`, 12);
  });
});

describe("what a cone leaves out and keeps", () => {
  const chain = drawn("甲 -60%-> 乙\n乙 -70%-> 丙\n丙 -80%-> 丁\n戊 -30%-> 丁\n戊 -51%-> 己");

  test("upwards nobody's other companies, downwards nobody's other holders' companies", async () => {
    const store = memoryStore({ dataset: chain, issues: [] });
    const up = await fetchCone(store, ["丁"], "up", { limit: 100 });
    expect(up.entities.map(({ uid }) => uid).sort()).toEqual(["丁", "丙", "乙", "戊", "甲"].sort());
    const down = await fetchCone(store, ["乙"], "down", { limit: 100 });
    expect(down.entities.map(({ uid }) => uid)).not.toContain("己");
    expect(down.holdings.map(({ holder, subject }) => `${holder} ${subject}`)).toContain("戊 丁");
  });

  test("a cone beyond the limit is refused, one at the limit is fetched", async () => {
    const store = memoryStore({ dataset: chain, issues: [] });
    await expect(fetchCone(store, ["丁"], "up", { limit: 4 })).rejects.toThrow(DatabaseError);
    expect((await fetchCone(store, ["丁"], "up", { limit: 5 })).entities).toHaveLength(5);
  });

  test("names that are not unique in the part are called by id", async () => {
    const dataset: Dataset = {
      entities: [
        { id: "1", name: "甲", kind: "company" },
        { id: "2", name: "乙", kind: "naturalPerson" },
      ],
      holdings: [{ holder: "乙", subject: "1", equity: "100%" }],
    };
    const store = memoryStore({ dataset, issues: [] });
    const cone = await fetchCone(store, ["1"], "up", { limit: 100 });
    expect(partDataset({ ...cone, declarations: [] }).holdings).toEqual(dataset.holdings);
    const namesake = { uid: "3", name: "乙", kind: "company", position: 2 };
    const doubled = { ...cone, entities: [...cone.entities, namesake], declarations: [] };
    expect(partDataset(doubled).holdings[0]!.holder).toBe("2");
  });

  test("the register is the same on another date", async () => {
    const { dataset } = await load(join(samples, "before-and-after"));
    const store = memoryStore({ dataset, issues: [] });
    const [subject] = dataset.entities.filter(({ sector }) => sector === "securities");
    const cone = await fetchCone(store, [subject!.id], "around", { limit: 1_000 });
    const part = register(partDataset({ ...cone, declarations: [] }), { asOf: "2024-06-30" });
    const whole = at(register(dataset), "2024-06-30");
    const asked = { subject: subject!.id, rulebook: "csrc-securities" };
    expect(check(part, asked)).toEqual(check(whole, asked));
  });
});
