import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parquetReadObjects } from "hyparquet";
import { afterAll, describe, expect, test } from "vitest";
import { Journal, questionKey } from "../../src/batch/resumption.js";
import { textFile } from "../../src/batch/rowSink.js";
import { type RowSource, textColumns } from "../../src/batch/rowSource.js";
import { runRows } from "../../src/batch/runRows.js";
import { subjectRows } from "../../src/batch/wholeRows.js";
import { lookthrough, MAIN, SAMPLES } from "./command.js";

const folder = mkdtempSync(join(tmpdir(), "every-subject-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const data = join(SAMPLES, "one-manager-three-partnerships");
const all = (verb: string, ...more: string[]): string => {
  const ran = lookthrough([verb, "--all", "--data", data, ...more]);
  expect([0, 1], ran.stderr).toContain(ran.code);
  return ran.stdout;
};

describe("--all", () => {
  test.each([
    ["owners", "subject,owner,share,min,max,verdict"],
    ["control", "controller,subject,votes,basis,verdict"],
    ["concert", "group,subject,member,direct,share"],
    ["related", "subject,party,relation,via,article"],
    ["ubo", "subject,owner,limb,article,share,min,max,verdict"],
    ["check", "rulebook,id,rule,article,subject,parties,verdict,severity,measured"],
  ])(
    "%s: the promised columns, the same fields as JSON Lines, and parts that are the whole",
    (verb, columns) => {
      const [head, ...rows] = all(verb, "--format", "csv").trimEnd().split("\n");
      expect(head!.startsWith(columns)).toBe(true);
      expect(rows.length).toBeGreaterThan(2);
      const lines = all(verb, "--format", "jsonl").trimEnd().split("\n");
      expect(lines.length).toBe(rows.length);
      expect(Object.keys(JSON.parse(lines[0]!))).toEqual(head!.split(","));
      const parts = [1, 2, 3].flatMap((part) =>
        all(verb, "--shard", `${part}/3`).trimEnd().split("\n").slice(1),
      );
      expect(parts).toEqual(rows);
    },
  );

  test("owners at a threshold: terminals only, shares as fractions of one", () => {
    const rows = all("owners", "--terminal", "--at-least", "25%").trimEnd().split("\n");
    expect(rows).toContain("远航集团,林远航,0.6,0.6,0.6,certain");
    expect(rows.every((row) => !row.includes(",远航控股,"))).toBe(true);
  });

  test("a file stands there only when it is whole; Parquet has the same rows", async () => {
    const [csv, parquet] = [join(folder, "owners.csv"), join(folder, "owners.parquet")];
    all("owners", "--out", csv);
    all("owners", "--out", parquet);
    const rows = readFileSync(csv, "utf8").trimEnd().split("\n").slice(1);
    const bytes = readFileSync(parquet);
    const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
    const objects = await parquetReadObjects({ file });
    expect(objects.map((row) => Object.values(row).join(","))).toEqual(rows);
    expect(readdirSync(folder).filter((name) => name.includes("partial"))).toEqual([]);
  });

  test("what does not go together is refused before anything is read", () => {
    for (const more of [
      ["蓝海证券"],
      ["--format", "md"],
      ["--format", "parquet"],
      ["--shard", "3/2"],
      ["--paths", "2"],
    ]) {
      const ran = lookthrough(["owners", "--all", "--data", data, ...more]);
      expect(ran.code, more.join(" ")).toBe(2);
      expect(ran.stdout).toBe("");
    }
  });

  test("a reader that has seen enough ends it quietly", () => {
    const script = `"${process.execPath}" "${MAIN}" owners --all --data "${data}" | head -1`;
    const ran = spawnSync("bash", ["-o", "pipefail", "-c", script], { encoding: "utf8" });
    expect(ran.stdout).toBe("subject,owner,share,min,max,verdict\n");
    expect(ran.stderr).not.toMatch(/EPIPE|Error/);
  });
});

/** A source of numbered rows that counts what was asked of it. */
function counting(count: number, asked: number[]): RowSource {
  return subjectRows({
    columns: [
      { name: "subject", type: "text" },
      { name: "square", type: "number" },
    ],
    count,
    shard: null,
    rows: (subject) => {
      asked.push(subject);
      return [[`S${subject}`, subject ** 2]];
    },
  });
}

describe("an interrupted run", () => {
  test("is gone on with where it was, and gives the same bytes", async () => {
    const input = join(folder, "input.csv");
    writeFileSync(input, "a");
    const key = await questionKey({ verb: "related" }, [input]);
    const whole = join(folder, "whole.csv");
    const first: number[] = [];
    const source = counting(500, first);
    const run = (
      out: string,
      from: RowSource,
      resumeAt: number,
      start: number,
      stopped: () => boolean,
      journal: Journal,
    ) =>
      runRows(from, start, () => textFile(out, from, { format: "csv", resumeAt }), {
        journal,
        stopped,
      });
    const quiet = await run(whole, source, 0, 0, () => false, new Journal(whole, key));
    await quiet.sink.close();

    const out = join(folder, "resumed.csv");
    const journal = new Journal(out, key);
    const asked: number[] = [];
    const slow = counting(500, asked);
    const rows = slow.batches.bind(slow);
    // Busy until the next look at the clock, so that the run is stopped in the middle.
    const busy: RowSource = {
      ...slow,
      *batches(start) {
        for (const batch of rows(start)) {
          if (batch.through === 200) for (const until = performance.now() + 150; performance.now() < until; );
          yield batch;
        }
      },
    };
    const stopped = await run(out, busy, 0, 0, () => true, journal);
    expect(stopped.whole).toBe(false);
    expect(existsSync(out)).toBe(false);
    const earlier = new Journal(out, key).read()!;
    expect(earlier.through).toBe(200);
    const again: number[] = [];
    const rest = counting(500, again);
    const done = await run(out, rest, earlier.bytes, earlier.through, () => false, journal);
    await done.sink.close();
    journal.remove();
    expect(again[0]).toBe(200);
    expect(readFileSync(out, "utf8")).toBe(readFileSync(whole, "utf8"));
    writeFileSync(input, "b");
    expect(await questionKey({ verb: "related" }, [input])).not.toBe(key);
    expect(new Journal(out, "another question").read()).toBeNull();
  });

  test("never stops between rows of one subject", async () => {
    const out = join(folder, "unfinished.csv");
    const rowOf = (subject: number) => [`S${subject}`];
    const many: RowSource = subjectRows({
      columns: textColumns("subject"),
      count: 3,
      shard: null,
      *rows(subject) {
        // Each batch takes longer than the time between two looks at the clock.
        for (let row = 0; row < (subject === 1 ? 2500 : 1); row += 1) {
          if (row % 1024 === 1) for (const until = performance.now() + 110; performance.now() < until; );
          yield rowOf(subject);
        }
      },
    });
    const journal = new Journal(out, "key");
    const { sink, whole } = await runRows(
      many,
      0,
      () => textFile(out, many, { format: "csv", resumeAt: 0 }),
      { journal, stopped: () => true },
    );
    expect(whole).toBe(false);
    // The first look at the clock comes when the rows of the second subject are there.
    expect(journal.read()).toEqual({ through: 2, bytes: "subject\n".length + 2501 * "S0\n".length });
    sink.discard();
  });

  test("Ctrl-C leaves no file of owners behind", async () => {
    const out = join(folder, "stopped.csv");
    const entities = ["id,name,kind"];
    const holdings = ["holder,subject,equity"];
    for (let k = 0; k < 3000; k += 1) {
      entities.push(`C${k},C${k},company`);
      holdings.push(`C${k},C${k + 1},99%`);
    }
    const large = join(folder, "chain");
    spawnSync("mkdir", [large]);
    writeFileSync(join(large, "entities.csv"), entities.join("\n"));
    writeFileSync(join(large, "holdings.csv"), holdings.join("\n"));
    const running = spawn(process.execPath, [MAIN, "owners", "--all", "--data", large, "--out", out], {
      stdio: "ignore",
    });
    const partial = join(folder, ".stopped.csv.partial");
    const isWriting = (): boolean => existsSync(partial) && statSync(partial).size > 0;
    while (running.exitCode === null && !isWriting()) await new Promise((resolve) => setTimeout(resolve, 5));
    running.kill("SIGINT");
    const code = await new Promise((resolve) => running.once("exit", resolve));
    // A machine that was quick enough has a whole file; any other has none.
    expect(existsSync(partial)).toBe(false);
    expect(existsSync(out)).toBe(code === 0);
  }, 60_000);
});
