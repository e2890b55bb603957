import { join } from "node:path";
import { expect, test } from "vitest";
import { concertGroups, controllers, type Dataset, owners, register } from "../../src/index.js";
import { load } from "../../src/io/index.js";
import type { Database } from "../../src/io/neo4j/connection.js";
import { importRegister } from "../../src/io/neo4j/importRegister.js";
import { statement, statements } from "../../src/io/neo4j/statements.js";
import { drawn } from "../notation.js";
import { randomRegister } from "../oracle/random.js";
import { seeds } from "../oracle/seeds.js";
import { CASES, opened, SAMPLES } from "./answers.js";
import type { TestServer } from "./server.js";

/** Runs the statements of a file one after the other, as the browser does; the rows of the last one. */
async function inBrowser<Row>(database: Database, name: string, parameters: object): Promise<Row[]> {
  let rows: Row[] = [];
  for (const text of statements(name)) {
    rows = await database.write((talk) => talk.askText<Row>(text, parameters as Record<string, unknown>));
  }
  return rows;
}

async function whole(ints: { rounds: number }): Promise<object> {
  const { int } = await import("neo4j-driver");
  return { rounds: int(ints.rounds) };
}

interface Walked {
  readonly uid: string;
  readonly visits: number;
  readonly share: number;
  readonly error: number;
}

/** What the measure passes and STAKE does not, or knows only in part. */
const plain = ({ holdings, ties = [] }: Dataset): boolean =>
  ties.every(({ kind }) => kind !== "nominee" && kind !== "jointHolder") && holdings.length > 0;

async function compareLookThrough(database: Database, dataset: Dataset, name: string): Promise<number> {
  const r = register(dataset);
  let compared = 0;
  const subjects = r.entities.filter(
    ({ id }) => r.stakes.equity.start[r.index.get(id)!] !== r.stakes.equity.start[r.index.get(id)! + 1],
  );
  for (const { id: subject } of subjects.slice(0, 2)) {
    const { owners: rows } = owners(r, { subject });
    for (const { id, share } of rows.slice(0, 3)) {
      if (share.min !== share.max) continue;
      const asked = { run: "test", subject, of: [id], ...(await whole({ rounds: 60 })) };
      const [first] = await inBrowser<Walked>(database, "analyse/look-through", asked);
      const where = `${name}: ${id} in ${subject}`;
      expect(first!.share, where).toBeLessThanOrEqual(share.value + 1e-9);
      expect(first!.share + first!.error, where).toBeGreaterThanOrEqual(share.value - 1e-9);
      compared += 1;
    }
  }
  return compared;
}

export function secondWitness(server: () => TestServer): void {
  test("look-through in the database lies within its error bound of the measure: samples and random rings", async () => {
    const database = await opened(server());
    let compared = 0;
    for (const { path } of CASES) {
      const loaded = await load(join(SAMPLES, path));
      if (!plain(loaded.dataset)) continue;
      await importRegister(database, loaded);
      compared += await compareLookThrough(database, loaded.dataset, path);
    }
    for (const seed of seeds(40)) {
      const dataset = randomRegister(seed);
      await importRegister(database, { dataset, issues: [], digest: "", files: [] });
      compared += await compareLookThrough(database, dataset, `seed ${seed}`);
    }
    expect(compared).toBeGreaterThan(30);
    await database.close();
  });

  test("a ring: 50 % and 50 % of each other give two thirds, to the stated precision", async () => {
    const database = await opened(server());
    const dataset = drawn("甲 -50%-> A\nB -50%-> A\nA -50%-> B\n乙 -50%-> B");
    await importRegister(database, { dataset, issues: [], digest: "", files: [] });
    const asked = { run: "ring", subject: "A", of: ["甲"] };
    for (const rounds of [4, 40]) {
      const more = await whole({ rounds });
      const [row] = await inBrowser<Walked>(database, "analyse/look-through", { ...asked, ...more });
      expect(row!.share).toBeLessThanOrEqual(2 / 3);
      expect(row!.share + row!.error).toBeGreaterThanOrEqual(2 / 3 - 1e-12);
      expect(row!.error).toBeLessThanOrEqual(2 ** -rounds);
    }
    await database.close();
  });

  test("control in the database is the closure, where votes are plain and nobody holds what holds it", async () => {
    const database = await opened(server());
    let compared = 0;
    for (const seed of seeds(60)) {
      const dataset = randomRegister(seed);
      const r = register(dataset);
      const subjects = r.entities.filter(({ kind }) => kind === "company").map(({ id }) => id);
      const ringed = subjects.some((subject) => owners(r, { subject }).rings.length > 0);
      if (ringed) continue;
      await importRegister(database, { dataset, issues: [], digest: "", files: [] });

      for (const { id } of r.entities) {
        const asked = { run: "test", controller: id, more: 0.5, ...(await whole({ rounds: 20 })) };
        const rows = await inBrowser<{ uid: string; close: boolean }>(
          database,
          "analyse/control-closure",
          asked,
        );
        if (rows.some(({ close }) => close)) continue;
        const expected = subjects.filter((subject) =>
          controllers(r, { subject: r.index.get(subject)! }).controllers.some(
            (row) => row.id === id && row.verdict === "certain",
          ),
        );
        expect(rows.map(({ uid }) => uid).sort(), `seed ${seed}: ${id}`).toEqual(expected.sort());
        compared += rows.length;
      }
    }
    expect(compared).toBeGreaterThan(2);
    await database.close();
  });

  test("partnerships of one executive partner are the program's groups", async () => {
    const database = await opened(server());
    const loaded = await load(join(SAMPLES, "one-manager-three-partnerships"));
    await importRegister(database, loaded);
    const r = register(loaded.dataset);
    const rows = await database.read((talk) =>
      talk.askText<{ members: string[]; least: number }>(statement("analyse/partnerships"), {
        subject: "蓝海证券",
      }),
    );
    const { groups } = concertGroups(r, { subject: "蓝海证券", reasons: ["sameExecutivePartner"] });
    expect(rows.map(({ members }) => members)).toEqual(groups.map(({ members }) => [...members].sort()));
    expect(rows[0]!.least).toBeCloseTo(groups[0]!.direct.value, 12);
    await database.close();
  });
}
