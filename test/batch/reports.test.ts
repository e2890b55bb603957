import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { fileName } from "../../src/batch/fileNames.js";
import { overviewOfAll, writeOverviews } from "../../src/batch/overviews.js";
import { reportable, runReports, subjectsIn } from "../../src/batch/reports.js";
import { isInShard, readShard, sizeOfShard, WHOLE } from "../../src/batch/shard.js";
import { type Dataset, register } from "../../src/index.js";
import { lookthrough, MAIN, SAMPLES } from "../cli/command.js";
import { drawn } from "../notation.js";
import { HOSTILE, hostileDataset } from "../report/hostile.js";

const place = mkdtempSync(join(tmpdir(), "lookthrough-batch-"));
afterAll(() => rmSync(place, { recursive: true, force: true }));
let folders = 0;
const newFolder = (): string => {
  folders += 1;
  return join(place, `out-${folders}`);
};

const HEAD = { digest: "d", asOf: null, version: "1", asked: "{}" };
const CHAIN = drawn("张三 -60%-> 甲\n甲 -60%-> 乙\n乙 -60%-> 丙\n丙 -60%-> 丁\n李四 -40%-> 丁");

async function run(dataset: Dataset, folder: string, more: Partial<Parameters<typeof runReports>[1]> = {}) {
  const r = register(dataset);
  const seen: number[] = [];
  const result = await runReports(subjectsIn(r, reportable(r)), {
    ...{ folder, format: "html", language: "zh", shard: WHOLE, head: HEAD, unknown: [], analyse: () => ({}) },
    onProgress: ({ done }) => seen.push(done),
    isStopped: () => false,
    ...more,
  });
  return { result, seen };
}

describe("file names", () => {
  test("are safe on every file system, and one for each id even where case is not told apart", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(
          fc.oneof(fc.string(), fc.constantFrom("a", "A", "con", "CON", "a/b", "a:b", ...HOSTILE)),
        ),
        (ids) => {
          const names = ids.map(fileName);
          for (const name of names) expect(name).toMatch(/^[\p{L}\p{N}_][\p{L}\p{N}_-]{0,60}$/u);
          expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(ids.length);
          expect(names).not.toContain("con");
        },
      ),
    );
  });

  test("plain ids stay as they are", () => {
    expect([fileName("c53506"), fileName("蓝海证券")]).toEqual(["c53506", "蓝海证券-880dc919f5f0"]);
  });
});

describe("shards", () => {
  test("share all out, each once", () => {
    const items = [...Array(10).keys()];
    const parts = [1, 2, 3].map((index) => items.filter((place) => isInShard(place, { index, count: 3 })));
    expect(parts.flat().sort((a, b) => a - b)).toEqual(items);
    const sizes = (size: number) => [1, 2, 3].map((index) => sizeOfShard(size, { index, count: 3 }));
    expect(sizes(10)).toEqual(parts.map(({ length }) => length));
    expect([sizes(0), sizes(1), sizes(2)]).toEqual([
      [0, 0, 0],
      [1, 0, 0],
      [1, 1, 0],
    ]);
    expect(["2/8", "0/3", "4/3", "x", "1/0"].map(readShard)).toEqual([
      { index: 2, count: 8 },
      null,
      null,
      null,
      null,
    ]);
  });
});

describe("many reports", () => {
  test("one each, an overview that leads to them, and nothing twice", async () => {
    const folder = newFolder();
    const first = await run(CHAIN, folder);
    expect(first.result).toEqual({ total: 4, made: 4, kept: 0, failed: 0, outdated: false, stopped: false });
    expect(first.seen).toEqual([1, 2, 3, 4]);
    const index = readFileSync(join(folder, "index.html"), "utf8");
    const links = [...index.matchAll(/href="(reports\/[^"]+)"/g)].map(([, file]) => file!);
    expect(links.map((file) => existsSync(join(folder, file)))).toEqual([true, true, true, true]);
    const made = links.map((file) => statSync(join(folder, file)).mtimeMs);
    const again = await run(CHAIN, folder);
    expect(again.result).toMatchObject({ made: 0, kept: 4 });
    expect(links.map((file) => statSync(join(folder, file)).mtimeMs)).toEqual(made);
    // Other data: everything anew.
    const other = await run(CHAIN, folder, { head: { ...HEAD, digest: "e" } });
    expect(other.result).toMatchObject({ made: 4, kept: 0, outdated: true });
    rmSync(join(folder, links[0]!));
    expect((await run(CHAIN, folder, { head: { ...HEAD, digest: "e" } })).result).toMatchObject({
      made: 1,
      kept: 3,
    });
  });

  test("stopped in the middle it goes on, also after a line of its journal was cut", async () => {
    const folder = newFolder();
    let asked = 0;
    const stopped = await run(CHAIN, folder, { isStopped: () => ++asked > 2 });
    expect(stopped.result).toMatchObject({ made: 2, stopped: true });
    const journal = join(folder, ".reports-1-of-1.jsonl");
    writeFileSync(journal, `${readFileSync(journal, "utf8")}{"position":3,"fi`);
    expect((await run(CHAIN, folder)).result).toMatchObject({ made: 2, kept: 2, stopped: false });
    expect(readdirSync(folder).filter((name) => name.includes("partial"))).toEqual([]);
  });

  test("a subject at which a run was killed is tried last", async () => {
    const folder = newFolder();
    const stopped = await run(CHAIN, folder, { isStopped: () => existsSync(join(folder, "reports")) });
    expect(stopped.result).toMatchObject({ made: 0, stopped: true });
    const first = reportable(register(CHAIN))[0]!;
    const journal = join(folder, ".reports-1-of-1.jsonl");
    writeFileSync(journal, `${readFileSync(journal, "utf8")}{"position":${first},"begun":true}\n`);
    expect((await run(CHAIN, folder)).result).toMatchObject({ made: 4, kept: 0 });
    const order = readFileSync(journal, "utf8")
      .split("\n")
      .flatMap((line) => (line.includes('"file"') ? [JSON.parse(line).position] : []));
    expect(order.at(-1)).toBe(first);
    expect((await run(CHAIN, folder)).result).toMatchObject({ made: 0, kept: 4 });
  });

  test("what fails for one subject is listed and does not stop the others", async () => {
    const folder = newFolder();
    // A rulebook for securities companies fits only the one that is.
    const dataset = {
      ...CHAIN,
      entities: CHAIN.entities.map((one) =>
        one.id === "丁" ? { ...one, sector: "securities" as const } : one,
      ),
    };
    const { result } = await run(dataset, folder, { analyse: () => ({ rulebook: "csrc-securities" }) });
    expect(result).toMatchObject({ made: 1, failed: 3 });
    expect(readFileSync(join(folder, "index.html"), "utf8")).toContain("no rulebook fits");
  });

  test("shards of one folder come together in one overview", async () => {
    const folder = newFolder();
    await run(CHAIN, folder, { shard: { index: 1, count: 2 } });
    const { result } = await run(CHAIN, folder, { shard: { index: 2, count: 2 } });
    expect(result.total).toBe(2);
    expect(readFileSync(join(folder, "overview.csv"), "utf8").trim().split("\n")).toHaveLength(5);
  });

  test("of two shards that end at the same time, the overview that stands last is of both", async () => {
    const folder = newFolder();
    await run(CHAIN, folder, { shard: { index: 1, count: 2 } });
    let writes = 0;
    await overviewOfAll(folder, "zh", HEAD, [], async (...asked) => {
      writes += 1;
      // The other one comes to its end after this one has looked and before it has written.
      if (writes === 1) await run(CHAIN, folder, { shard: { index: 2, count: 2 } });
      await writeOverviews(...asked);
    });
    expect(writes).toBe(2);
    expect(readFileSync(join(folder, "overview.csv"), "utf8").trim().split("\n")).toHaveLength(5);
    expect(readFileSync(join(folder, "index.html"), "utf8").match(/href="reports/g)).toHaveLength(4);
    // What ended stands, and is kept by the next run.
    const { result } = await run(CHAIN, folder, { shard: { index: 2, count: 2 } });
    expect(result).toMatchObject({ made: 0, kept: 2, outdated: false });
  });

  test.each(["html", "xlsx", "md", "json", "csv"] as const)("hostile names as %s", async (format) => {
    const folder = newFolder();
    const { result } = await run(hostileDataset(), folder, { format });
    expect(result).toMatchObject({ failed: 0, stopped: false });
    expect(result.made).toBeGreaterThan(0);
    for (const name of readdirSync(join(folder, "reports"))) expect(name).toMatch(/^[\p{L}\p{N}_.-]+$/u);
  });
});

describe("the command", () => {
  const data = join(SAMPLES, "one-manager-three-partnerships");
  const list = (subjects: readonly string[]): string => {
    const file = `${newFolder()}.txt`;
    writeFileSync(file, subjects.join("\n"));
    return file;
  };

  test("a list with strangers and persons: the rest is done, they are listed", () => {
    const folder = newFolder();
    const subjects = join(place, "list.txt");
    writeFileSync(subjects, "\ufeff蓝海证券\r\n\r\n没有这家\n沈鼎\n");
    const { code, stderr } = lookthrough(["report", "--subjects", subjects, "--data", data, "--out", folder]);
    expect(code).toBe(0);
    expect(stderr).toContain("1 report made, 0 kept from before, 2 failed, of 3");
    expect(readFileSync(join(folder, "index.html"), "utf8")).toContain("没有这家");
  });

  test.each([
    [["report", "--data", data], "name a subject"],
    [["report", "--all", "--data", data], "--out FOLDER/"],
    [["report", "蓝海证券", "鼎晟", "--data", data, "--format", "html"], "folder"],
    [["report", "蓝海证券", "--data", data, "--rulebook", "x"], "x"],
    [["report", "--all", "--data", data, "--out", join(place, "s"), "--shard", "3/2"], "2/8"],
  ])("%j is refused with a way on", (words, text) => {
    const { code, stderr } = lookthrough(words);
    expect({ code, said: stderr.includes(text) }).toEqual({ code: 2, said: true });
  });

  test("rules of one's own: applied beside others, and reports are made anew when the file says something else", () => {
    const folder = newFolder();
    const rules = join(place, "house.json");
    const shipped = JSON.parse(readFileSync(join(SAMPLES, "../src/law/profiles/cn-pboc-bo.json"), "utf8"));
    const write = (title: string): void =>
      writeFileSync(rules, JSON.stringify({ ...shipped, id: "house-rule", title: { en: title, zh: title } }));
    const words = [
      "report",
      "--subjects",
      list(["蓝海证券"]),
      "--data",
      data,
      "--out",
      folder,
      "--lang",
      "en",
    ];
    const again = (): string => lookthrough([...words, "--profile", rules, "--profile", "uk-psc"]).stderr;
    write("House rule seven");
    expect(again()).toContain("1 report made, 0 kept");
    const [file] = readdirSync(join(folder, "reports"));
    const page = readFileSync(join(folder, "reports", file!), "utf8");
    expect(page).toContain("House rule seven");
    expect(page).toContain("Regimes side by side");
    expect(again()).toContain("0 reports made, 1 kept");
    write("House rule eight");
    expect(again()).toContain("1 report made, 0 kept");
  });

  test("the name of the file says the format", () => {
    const out = join(place, "one.html");
    expect(lookthrough(["report", "蓝海证券", "--data", data, "--out", out]).code).toBe(0);
    expect(readFileSync(out, "utf8")).toMatch(/^<!DOCTYPE html>/);
  });

  test("Ctrl-C finishes the subject at work, writes the overview, and says how to go on", async () => {
    const folder = newFolder();
    const many = join(place, "many.json");
    const text = Array.from({ length: 3000 }, (_, k) => `h${k} -60%-> c${k}`).join("\n");
    writeFileSync(many, JSON.stringify(drawn(text)));
    const child = spawn(process.execPath, [
      MAIN,
      "report",
      "--all",
      "--data",
      many,
      "--out",
      folder,
      "--lang",
      "en",
    ]);
    let said = "";
    child.stderr.on("data", (chunk: Buffer) => {
      said += chunk.toString();
    });
    const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
    const begun = setInterval(() => {
      const reports = join(folder, "reports");
      if (!existsSync(reports) || readdirSync(reports).length < 3) return;
      clearInterval(begun);
      child.kill("SIGINT");
    }, 20);
    expect(await ended).toBe(130);
    expect(said).toContain("Stopped");
    expect(existsSync(join(folder, "index.html"))).toBe(true);
    const files = readdirSync(join(folder, "reports"));
    expect(files.length).toBeLessThan(3000);
    expect(files.filter((name) => !name.endsWith(".html"))).toEqual([]);
  });
});
