import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test, vi } from "vitest";
import { beneficialOwners } from "../../src/determinations/beneficialOwners.js";
import { concertGroups } from "../../src/determinations/concertAction.js";
import { partnershipGroups } from "../../src/determinations/partnershipGroups.js";
import { relatedParties } from "../../src/determinations/relatedParties.js";
import { loadBulk } from "../../src/io/bulk/loadBulk.js";
import { openRegister } from "../../src/io/bulk/openRegister.js";
import { NotForBulk } from "../../src/io/bulk/rowScanner.js";
import { InputError, load } from "../../src/io/index.js";
import { controllers } from "../../src/measures/controllers.js";
import { at, findEntity, type Register, register } from "../../src/register/register.js";
import { check, RULEBOOKS } from "../../src/rules/check.js";
import { randomRegister } from "../oracle/random.js";

vi.setConfig({ testTimeout: 600_000 });

const samples = fileURLToPath(new URL("../../samples/", import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), "lookthrough-records-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** Everything that is asked of every subject of a register, as text. */
function answers(r: Register, entity: number): string {
  const subject = r.entities[entity]!.id;
  const said = (make: () => unknown): unknown => {
    try {
      return make();
    } catch (error) {
      return String(error);
    }
  };
  const all = [
    () => beneficialOwners(r, { subject }),
    () => beneficialOwners(r, { subject, profile: "uk-psc" }),
    () => concertGroups(r, { subject }),
    () => partnershipGroups(r, { subject }),
    () => controllers(r, { subject }),
    ...["csrc-securities", "company-law", "ias-24"].map(
      (definition) => () => relatedParties(r, { subject, definition }),
    ),
    ...Object.keys(RULEBOOKS).map((rulebook) => () => check(r, { subject, rulebook, force: true })),
  ];
  return JSON.stringify(all.map(said));
}

async function registersOf(data: string): Promise<{ records: Register; over: Register } | null> {
  const bulk = await loadBulk(data).catch((error: unknown) => {
    if (error instanceof NotForBulk || error instanceof InputError) return null;
    throw error;
  });
  if (bulk === null) return null;
  const { dataset } = await load(data);
  return { records: register(dataset), over: openRegister(bulk).records() };
}

function expectSame({ records, over }: { records: Register; over: Register }, where: string): void {
  // The order of entities is another where rows name parties that no table has.
  const numbers = new Map(over.entities.map(({ id }, entity) => [id, entity]));
  for (const [entity, { id, name }] of records.entities.entries()) {
    const same = numbers.get(id)!;
    expect(over.entities[same]!.name).toBe(name);
    expect(JSON.stringify(findEntity(over, name)).length).toBe(
      JSON.stringify(findEntity(records, name)).length,
    );
    expect(over.archive.changes(same), `${where} ${id}`).toEqual(records.archive.changes(entity));
    expect(answers(over, same), `${where} ${id}`).toBe(answers(records, entity));
  }
}

describe("answers over columns whose records are read when they are looked at are those over records", () => {
  const names = readdirSync(samples, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  let compared = 0;
  test.each(names.map(({ name }) => name))("sample %s", async (name) => {
    const both = await registersOf(join(samples, name));
    if (both === null) return;
    compared += 1;
    expectSame(both, name);
  });

  test("most samples are tables that are read so", () => {
    expect(compared).toBeGreaterThan(names.length / 2);
  });

  const seeds = Array.from({ length: process.env.LOOKTHROUGH_FULL ? 60 : 6 }, (_, k) => k + 1);
  test.each(seeds)("random register %i", async (seed) => {
    const both = await registersOf(written(seed));
    expectSame(both!, `seed ${seed}`);
    expectSame(
      { records: at(both!.records, "2021-03-01"), over: at(both!.over, "2021-03-01") },
      "another day",
    );
  });
});

/** A random register as a folder of tables, with dates and a few fields that hardly any row has. */
function written(seed: number): string {
  const dataset = randomRegister(seed, { companies: 10, persons: 5 });
  const folder = mkdtempSync(join(scratch, "register-"));
  const table = (rows: readonly object[], columns: readonly string[]): string => {
    const line = (row: object) =>
      columns.map((column) => `"${String((row as Record<string, unknown>)[column] ?? "")}"`).join(",");
    return [columns.join(","), ...rows.map(line)].join("\n");
  };
  const listings = ["", "exchange", "neeq"];
  const entities = dataset.entities.map((entity, i) => ({
    ...entity,
    sector: (i + seed) % 4 === 0 ? "securities" : "",
    listing: entity.kind === "company" ? listings[(i + seed) % 5] : "",
  }));
  writeFileSync(
    join(folder, "entities.csv"),
    table(entities, ["id", "name", "kind", "registerComplete", "sector", "listing"]),
  );
  const holdings = dataset.holdings.map((holding, i) => ({
    ...holding,
    from: i % 3 === 0 ? `202${i % 4}-0${(i % 9) + 1}-01` : "",
    to: i % 7 === 0 ? "2024-06-30" : "",
    acquiredBy: i % 5 === 0 ? "exchange" : "",
    pledged: i % 6 === 0 ? "10%" : "",
    heldSince: i % 8 === 0 ? "2019-01-01" : "",
  }));
  const shares = ["holder", "subject", "equity", "voting", "votingSuspended", "from", "to"];
  writeFileSync(
    join(folder, "holdings.csv"),
    table(holdings, [...shares, "acquiredBy", "pledged", "heldSince"]),
  );
  const ties = ["kind", "from", "to", "subject", "share", "group", "lead", "start", "end"];
  writeFileSync(join(folder, "ties.csv"), table(dataset.ties, ties));
  return folder;
}
