import { expect, test } from "vitest";
import { shardRange } from "../../src/batch/shard.js";
import { beneficialOwners, controllers, register } from "../../src/index.js";
import type { Database } from "../../src/io/neo4j/connection.js";
import { type DeterminationOptions, writeDeterminations } from "../../src/io/neo4j/determinations.js";
import { importRegister } from "../../src/io/neo4j/importRegister.js";
import { profile } from "../../src/law/profile.js";
import { randomRegister } from "../oracle/random.js";
import { opened } from "./answers.js";
import { failingAfter } from "./failingAfter.js";
import type { TestServer } from "./server.js";

const BASE: DeterminationOptions = {
  what: "ubo",
  profiles: (on) => [profile("cn-pboc-bo", on)],
  range: (entities) => [0, entities],
  version: "test",
  limit: 10_000,
  page: 2,
};

interface Stored {
  readonly subject: string;
  readonly parties: readonly string[];
  readonly verdict: string;
}

const stored = (database: Database, what: string): Promise<Stored[]> =>
  database.read((talk) =>
    talk.askText<Stored>(
      `MATCH (s:Entity)<-[:DETERMINED_FOR]-(d:Determination {what: $what})-[:DETERMINED_PARTY]->(p:Entity)
       WITH s.uid AS subject, d, p.uid AS party ORDER BY party
       WITH subject, d, collect(party) AS parties
       RETURN subject, parties, d.verdict AS verdict`,
      { what },
    ),
  );

const sorted = (rows: readonly Stored[]): string[] =>
  rows
    .map(({ subject, parties, verdict }) => `${subject} ${[...parties].sort().join("+")} ${verdict}`)
    .sort();

export function determinationsAreWritten(server: () => TestServer): void {
  const dataset = randomRegister(5, { companies: 7, persons: 5 });
  const r = register(dataset);
  const companies = r.entities.filter(({ id }) => dataset.holdings.some(({ subject }) => subject === id));

  test("beneficial owners of every company, from two workers, one of them killed and started again", async () => {
    const database = await opened(server());
    await importRegister(database, { dataset, issues: [], digest: "d1", files: [] });
    const shards = [1, 2].map((index) => ({
      ...BASE,
      range: (entities: number) => shardRange({ index, count: 2 }, entities),
    }));
    // One write notes that it begins, the next one has the first page.
    const cut = writeDeterminations(failingAfter(database, 2), shards[0]!);
    await expect(cut).rejects.toThrow("killed");
    const [first, second] = await Promise.all(shards.map((shard) => writeDeterminations(database, shard)));
    expect(first!.resumedAfter).toBeGreaterThan(0);
    expect(second!.resumedAfter).toBeNull();
    expect((await writeDeterminations(database, shards[0]!)).resumedAfter).toBeNull();
    const expected = companies.flatMap(({ id: subject }) =>
      beneficialOwners(r, { subject }).owners.map(({ id, verdict }) => ({ subject, parties: [id], verdict })),
    );
    expect(expected.length).toBeGreaterThan(3);
    expect(sorted(await stored(database, "ubo"))).toEqual(sorted(expected));
    await database.close();
  });

  test("controllers, joint ones as one determination; what no longer holds is taken away", async () => {
    const database = await opened(server());
    const expected = (of: typeof r) =>
      companies.flatMap(({ id: subject }) =>
        controllers(of, { subject: of.index.get(subject)! }).controllers.map(({ id, members, verdict }) => ({
          subject,
          parties: members ?? [id],
          verdict,
        })),
      );
    await importRegister(database, { dataset, issues: [], digest: "d1", files: [] });
    await writeDeterminations(database, { ...BASE, what: "control" });
    expect(sorted(await stored(database, "control"))).toEqual(sorted(expected(r)));
    const changed = { ...dataset, holdings: dataset.holdings.map((row) => ({ ...row, equity: "1%" })) };
    await importRegister(database, { dataset: changed, issues: [], digest: "d2", files: [] });
    await writeDeterminations(database, { ...BASE, what: "control" });
    expect(sorted(await stored(database, "control"))).toEqual(sorted(expected(register(changed))));
    // Nobody is held any more: what was determined of them is no longer about anything.
    await importRegister(database, {
      dataset: { ...dataset, holdings: [] },
      issues: [],
      digest: "d3",
      files: [],
    });
    const { companies: held, gone } = await writeDeterminations(database, { ...BASE, what: "control" });
    expect({ held, gone, left: await stored(database, "control") }).toEqual({
      held: 0,
      gone: expected(register(changed)).length,
      left: [],
    });
    await database.close();
  });
}
