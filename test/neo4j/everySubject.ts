import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { cellRows } from "../../src/batch/rowSource.js";
import type { RawOptions } from "../../src/cli/options.js";
import { VERBS } from "../../src/cli/verbs.js";
import { importRegister } from "../../src/io/neo4j/importRegister.js";
import { selected, subjectPages } from "../../src/io/neo4j/subjectPages.js";
import { lookthrough } from "../cli/command.js";
import { drawn } from "../notation.js";
import { imported, opened, SAMPLES } from "./answers.js";
import type { TestServer } from "./server.js";

const folders: string[] = [];
const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), "lookthrough-every-"));
  folders.push(made);
  return made;
};

/** All rows that a verb gives with --all, with what is said of the data. */
async function rowsOf(verb: string, options: RawOptions, startAt = 0) {
  const call = { verb, arguments: [], options: { ...options, all: true }, format: "csv" as const, argv: [] };
  const { source, issues, asOf } = await VERBS.find(({ name }) => name === verb)!.all!(call);
  const rows: unknown[] = [];
  for await (const batch of source.batches(Math.max(source.from, startAt)))
    rows.push(...cellRows(source, batch));
  return { columns: source.columns, from: source.from, to: source.to, rows, asOf, issues: issues?.all() };
}

const FOLDERS = ["one-manager-three-partnerships", "ring-of-three", "before-and-after"];

const QUESTIONS: readonly (readonly [verb: string, options: RawOptions])[] = [
  ["owners", { atLeast: "25%", terminal: true }],
  ["owners", {}],
  ["control", {}],
  ["ubo", {}],
  ["ubo", { profile: ["all"], asOf: "2023-06-30" }],
  ["check", { rulebook: "csrc-securities" }],
  ["check", {}],
  ["concert", {}],
  ["related", { definition: "csrc-securities" }],
];

/** Every file below a folder, by its path there. */
function filesIn(place: string): Record<string, string> {
  const names = readdirSync(place, { recursive: true, encoding: "utf8" }).sort();
  // A workbook says when it was packed.
  const compared = names.filter((name) => !name.startsWith(".") && !name.endsWith(".xlsx"));
  const files = compared.filter((name) => statSync(join(place, name)).isFile());
  return Object.fromEntries(files.map((name) => [name, readFileSync(join(place, name), "latin1")]));
}

export function everySubjectFromDatabase(server: () => TestServer): void {
  afterAll(() => {
    for (const each of folders) rmSync(each, { recursive: true, force: true });
  });

  test.each(FOLDERS)("--all and its parts give the rows of the files: %s", async (name) => {
    await imported(server(), name);
    for (const [verb, options] of QUESTIONS) {
      for (const shard of verb === "ubo" ? [undefined, "1/3", "2/3", "3/3"] : [undefined, "2/3"]) {
        const asked = { ...options, ...(shard === undefined ? {} : { shard }) };
        const fromFiles = await rowsOf(verb, { ...asked, data: join(SAMPLES, name) });
        const fromDatabase = await rowsOf(verb, { ...asked, data: server().address });
        expect(fromDatabase, `${name}: ${verb} --all ${shard ?? ""}`).toEqual(fromFiles);
      }
    }
  });

  test("an interrupted run goes on from any subject with the rows that are left", async () => {
    await imported(server(), "one-manager-three-partnerships");
    const options = { data: server().address };
    const { rows } = await rowsOf("ubo", options);
    for (const start of [3, 7, 20]) {
      const { rows: left } = await rowsOf("ubo", options, start);
      expect(left.length).toBeLessThan(rows.length);
      expect(left).toEqual(rows.slice(rows.length - left.length));
    }
  });

  test("pages are halved where they need more than the limit, and have everyone once, in order", async () => {
    const database = await opened(server());
    const one = (k: number) => `甲${k} -60%-> 乙${k}\n乙${k} -60%-> 丙${k}\n丁${k} -40%-> 丙${k}`;
    const dataset = drawn([...Array(6).keys()].map(one).join("\n"));
    await importRegister(database, { dataset, issues: [], digest: "pages", files: [] });
    const pagesOf = async (limit: number, page?: number) => {
      const everyone = selected(database, { from: 0, to: 1_000, ends: ["naturalPerson"], who: "held" });
      const pages: string[][] = [];
      const question = { shape: "up" as const, parties: [], limit, digest: "pages", page };
      for await (const { subjects, dataset: part } of subjectPages(database, everyone, question)) {
        expect(part.entities.length).toBeLessThanOrEqual(limit);
        pages.push(subjects.map(({ uid }) => uid));
      }
      return pages;
    };
    const [all] = await pagesOf(1_000);
    expect(all!.length).toBeGreaterThan(3);
    const halved = await pagesOf(9);
    expect(halved.length).toBeGreaterThan(1);
    expect(halved.flat()).toEqual(all);
    expect((await pagesOf(1_000, 2)).map(({ length }) => length)).toContain(2);
    await expect(pagesOf(1)).rejects.toThrow("database.limit");
    await database.close();
  });

  test("reports of all and of a list, in parts from several processes, are those of the files", async () => {
    const name = "one-manager-three-partnerships";
    await imported(server(), name);
    const list = join(folder(), "list.txt");
    writeFileSync(list, "蓝海证券\n远航集团\nnobody\n林远航\n");
    const asked = [["--all"], ["--subjects", list], ["--all", "--from", "2023-06-30"]];
    for (const [position, words] of asked.entries()) {
      const [files, database] = [folder(), folder()];
      const shared = ["report", ...words, "--format", "md", "--lang", "zh"];
      const one = lookthrough([...shared, "--data", join(SAMPLES, name), "--out", files]);
      expect(one.code, one.stderr).toBe(0);
      const shards = position === 0 ? ["1/2", "2/2"] : ["1/1"];
      for (const shard of shards) {
        const from = ["--data", server().address, "--out", database, "--shard", shard];
        const ran = lookthrough([...shared, ...from], server().environment);
        expect(ran.code, ran.stderr).toBe(0);
      }
      expect(Object.keys(filesIn(files)).length).toBeGreaterThan(3);
      expect(filesIn(database)).toEqual(filesIn(files));
    }
  });

  test("rows into a file: the same bytes, and no file of anybody is looked for", async () => {
    const name = "one-manager-three-partnerships";
    await imported(server(), name);
    const place = folder();
    const rows = (data: string, out: string) => {
      const ran = lookthrough(["ubo", "--all", "--data", data, "--out", out], server().environment);
      expect(ran.code, ran.stderr).toBe(0);
      return readFileSync(out, "utf8");
    };
    expect(rows(server().address, join(place, "a.csv"))).toBe(
      rows(join(SAMPLES, name), join(place, "b.csv")),
    );
    expect(readdirSync(place).sort()).toEqual(["a.csv", "b.csv"]);
  });
}
