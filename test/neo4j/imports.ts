import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { load } from "../../src/io/index.js";
import type { Loaded } from "../../src/io/load.js";
import type { Database } from "../../src/io/neo4j/connection.js";
import { importRegister } from "../../src/io/neo4j/importRegister.js";
import { openRegister } from "../../src/io/neo4j/openRegister.js";
import { importRows } from "../../src/io/neo4j/rows.js";
import type { Dataset } from "../../src/model/dataset.js";
import { lookthrough } from "../cli/command.js";
import { randomIntervalRegister } from "../oracle/randomIntervals.js";
import { imported, opened, SAMPLES } from "./answers.js";
import { failingAfter } from "./failingAfter.js";
import type { TestServer } from "./server.js";

const folders: string[] = [];
const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), "lookthrough-export-"));
  folders.push(made);
  return made;
};

const loadedOf = (dataset: Dataset): Loaded => ({ dataset, issues: [], digest: "0", files: ["drawn"] });
const whole = (database: Database) =>
  openRegister(database, { parties: [], shape: "whole", limit: 1_000_000 });

/** Every kind of field once: ranges with open ends, text and numbers, dates, lists, what a name may hold. */
export const EVERYTHING: Dataset = {
  entities: [
    {
      id: "1",
      name: "'; MATCH (n) DETACH DELETE n; //",
      kind: "company",
      nameEn: '`Back` \\u0060 "ticks" $uid {x}',
      jurisdiction: "CN",
      listing: "exchange",
      sector: "securities",
      identifiers: { uscc: "91", "scheme with `ticks`": "1", __proto__x: "2" },
      shareClasses: [{ class: "A", issued: "100", votesPerShare: 10 }, { class: "B" }],
      registerComplete: "2020-01-01",
      publicOffering: false,
      registeredIn: ["HK", "SG"],
      source: "册",
      at: { file: "entities.csv", row: 2 },
    },
    {
      id: "2",
      name: "乙",
      kind: "naturalPerson",
      registerComplete: true,
      registeredIn: [],
      shareClasses: [],
    },
    { id: "2", name: "乙 again", kind: "company", at: { file: "entities.csv", row: 4 } },
    { id: "3", name: "同名", kind: "company" },
    { id: "4", name: "同名", kind: "fund", publicOffering: true },
    { id: "5", name: "", kind: "other", identifiers: {} },
  ],
  holdings: [
    {
      holder: "乙",
      subject: "1",
      equity: { min: "25%", max: 0.5, minExclusive: true, maxExclusive: false },
      voting: ">25%-50%",
      income: 0.1,
      amount: 3_000_000,
      paid: "12.5",
      class: "A",
      shares: "9007199254740993",
      votingSuspended: true,
      pledged: "1/3",
      lockedUntil: "2030-01-01",
      heldSince: "2019-01-01",
      registeredOn: "2019-02-01",
      contractClauses: ["redemptionOnFailure", "pledgeeVotes"],
      acquiredBy: "offering",
      from: "2019-01-02",
      to: "9999-12-31",
      source: "章程",
      at: { file: "holdings.csv", row: 2 },
    },
    { holder: "乙", subject: "1", equity: "1%" },
    { holder: "乙", subject: "1", equity: "1%" },
    { holder: "同名", subject: "3", equity: "" },
    { holder: "nobody knows", subject: "3", equity: {}, votingSuspended: "10%" },
    { holder: "3", subject: "3", equity: 0 },
  ],
  ties: [
    {
      kind: "concertAgreement",
      from: "2",
      to: "meant nothing",
      group: "g",
      lead: "乙",
      subject: "1",
      share: 1,
    },
    { kind: "votingProxy", from: "2", to: "3", above: "30%", start: "2020-01-01", end: "2021-01-01" },
    {
      kind: "director",
      from: "2",
      entrusted: true,
      rebutted: false,
      registeredOn: "2020-01-01",
      source: "s",
    },
    { kind: "nominee", from: "乙", to: "5", subject: "1", share: { min: "10%", minExclusive: true } },
  ],
  facts: [
    { entity: "1", fact: "netAssets", value: 5, unit: "CNY", on: "2020-12-31", source: "年报" },
    { entity: "乙", fact: "controlFactsAnswered", value: true },
    { entity: "1", fact: "note", value: "文本" },
  ],
  declarations: [{ owner: "乙", subject: "1", interest: "voting", share: "<=50%", from: "2020-01-01" }],
};

export function importsAndExports(server: () => TestServer): void {
  afterAll(() => {
    for (const each of folders) rmSync(each, { recursive: true, force: true });
  });

  test("before any import, the database says that it holds no register", () => {
    const ran = lookthrough(["owners", "甲", "--data", server().address], server().environment);
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain("holds no register");
  });

  test("every field of every record comes back as it was", async () => {
    const database = await opened(server());
    await importRegister(database, loadedOf(EVERYTHING));
    const back = await whole(database);
    await database.close();
    expect(back.dataset).toEqual(EVERYTHING);
    expect(JSON.stringify(Object.keys(back.dataset.entities[0]!.identifiers!))).toBe(
      JSON.stringify(Object.keys(EVERYTHING.entities[0]!.identifiers!)),
    );
  });

  test("random registers of ranges come back as they were", async () => {
    const database = await opened(server());
    for (const seed of [1, 2, 3]) {
      const dataset = { declarations: [], ...randomIntervalRegister(seed) };
      await importRegister(database, loadedOf(dataset));
      expect((await whole(database)).dataset, `seed ${seed}`).toEqual(JSON.parse(JSON.stringify(dataset)));
    }
    await database.close();
  });

  test("the folder that export writes is read as what was imported", async () => {
    await imported(server(), "securities-company-full");
    const out = folder();
    const ran = lookthrough(["export", server().address, "--out", out], server().environment);
    expect(ran.code, ran.stderr).toBe(0);
    const plain = (dataset: Dataset) =>
      JSON.parse(JSON.stringify(dataset, (key, value) => (key === "at" ? undefined : value))) as unknown;
    const [before, after] = [await load(join(SAMPLES, "securities-company-full")), await load(out)];
    expect(after.issues).toEqual([]);
    expect(plain(after.dataset)).toEqual(plain(before.dataset));
  });

  test("an import cut off after any of its writes is never answered from, and goes on where it stopped", async () => {
    const database = await opened(server());
    const loaded = await load(join(SAMPLES, "one-manager-three-partnerships"));
    const before = await load(join(SAMPLES, "uk-bands", "07640868.jsonl"));
    const { tables } = importRows(loaded);
    const batches = Object.values(tables).reduce((sum, { count }) => sum + Math.ceil(count / 10), 0);
    for (const writes of [1, 2, 4, 7, batches, batches + 3]) {
      await importRegister(database, before);
      const cut = importRegister(failingAfter(database, writes), loaded, { batch: 10 });
      await expect(cut).rejects.toThrow("killed");
      await expect(whole(database), `after ${writes} writes`).rejects.toThrow("database.importing");
      const { resumed } = await importRegister(database, loaded, { batch: 10 });
      expect(resumed, `after ${writes} writes`).not.toBeNull();
      expect((await whole(database)).dataset).toEqual(JSON.parse(JSON.stringify(loaded.dataset)));
    }
    await database.close();
  });

  test("half of one import is not taken for half of another", async () => {
    const database = await opened(server());
    const loaded = await load(join(SAMPLES, "pyramid"));
    const cut = importRegister(failingAfter(database, 2), await load(join(SAMPLES, "ring-of-three")), {
      batch: 2,
    });
    await expect(cut).rejects.toThrow("killed");
    const { resumed } = await importRegister(database, loaded);
    expect(resumed).toBeNull();
    expect((await whole(database)).dataset).toEqual(JSON.parse(JSON.stringify(loaded.dataset)));
    await database.close();
  });

  test("twice the same changes nothing, and what is gone is taken away", async () => {
    const database = await opened(server());
    const loaded = await load(join(SAMPLES, "one-manager-three-partnerships"));
    await importRegister(database, loaded);
    const count = () =>
      database.read(async (talk) => {
        const [nodes] = await talk.askText("MATCH (n) WHERE NOT n:Register RETURN count(n) AS count");
        const [links] = await talk.askText("MATCH ()-[x]->() RETURN count(x) AS count");
        return [nodes, links];
      });
    const once = await count();
    expect((await importRegister(database, loaded)).gone).toBe(0);
    expect(await count()).toEqual(once);
    const { dataset } = loaded;
    const fewer = { ...dataset, holdings: dataset.holdings.slice(1), facts: dataset.facts!.slice(2) };
    expect((await importRegister(database, { ...loaded, dataset: fewer })).gone).toBe(3);
    await database.close();
  });

  test("of two imports at once the later one is carried out, and the other says so", async () => {
    const database = await opened(server());
    const loaded = await load(join(SAMPLES, "one-manager-three-partnerships"));
    let second: Promise<unknown> | null = null;
    const first = importRegister(database, loaded, {
      batch: 5,
      onProgress: () => {
        second ??= importRegister(database, loaded, { batch: 5 });
      },
    });
    await expect(first).rejects.toThrow("database.taken");
    await second;
    expect((await whole(database)).dataset).toEqual(JSON.parse(JSON.stringify(loaded.dataset)));
    await database.close();
  });

  test("records of another program are not taken over", async () => {
    const database = await opened(server());
    await database.write((talk) => talk.askText("MATCH (n) DETACH DELETE n"));
    await database.write((talk) => talk.askText("CREATE (:Entity {uid: 'theirs'})"));
    const loaded = await load(join(SAMPLES, "pyramid"));
    await expect(importRegister(database, loaded)).rejects.toThrow("database.foreign");
    await database.write((talk) => talk.askText("MATCH (n) DETACH DELETE n"));
    await database.close();
  });
}
