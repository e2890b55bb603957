/**
 * Ultimate owners at 25 % and control of everything, whole processes from CSV to rows, beside named peers in the same run:
 *
 *   npm run bench                          10,000 and 100,000 entities, three rounds
 *   node test/bench/whole.mjs 1000000 1    one million, one round (build first)
 *
 * The systems take turns within a round, so that a busy machine slows all of them. Ratios tell, seconds do not.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { makeRegister } from "./makeRegister.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const main = join(here, "..", "..", "dist", "cli", "main.js");
const sizes = (process.argv[2] ?? "10000,100000").split(",").map(Number);
const rounds = Number(process.argv[3] ?? 3);
/** A peer that needs longer is left out of larger sizes. */
const LONGEST = 400_000;

const ours = (...words) => ({ name: "lookthrough", run: (data, out) => [main, ...words, "--data", data, "--out", out] });
const peer = (name, file, ...words) => ({ name, run: (data) => [join(here, file), data, ...words] });
const TASKS = {
  "owners >= 25 %": [
    ours("owners", "--all", "--terminal", "--at-least", "25%"),
    peer("DuckDB, grouped recursive CTE", "peerDuckdb.mjs", "ubo"),
    peer("graphology, push per company", "peerGraphology.mjs"),
  ],
  "control of everything": [
    ours("control", "--all"),
    peer("DuckDB, rounds of joins", "peerDuckdb.mjs", "control"),
  ],
};

const folder = mkdtempSync(join(tmpdir(), "bench-"));
console.log(`${cpus().length} × ${cpus()[0]?.model ?? "?"}, Node ${process.version}, ${rounds} rounds`);
try {
  for (const size of sizes) {
    const data = join(folder, String(size));
    makeRegister(data, size);
    for (const [task, systems] of Object.entries(TASKS)) measure(size, data, task, systems);
    rmSync(data, { recursive: true });
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function measure(size, data, task, systems) {
  const out = join(folder, "rows.csv");
  const seconds = new Map(systems.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const { name, run } of systems) {
      const began = performance.now();
      const ran = spawnSync(process.execPath, run(data, out), { timeout: LONGEST, stdio: "ignore" });
      if (ran.status === 0) seconds.get(name).push((performance.now() - began) / 1000);
      if (existsSync(out)) rmSync(out);
    }
  }
  const own = median(seconds.get("lookthrough"));
  for (const [name, times] of seconds) {
    const figures =
      times.length === 0
        ? "failed or took too long"
        : `min ${Math.min(...times).toFixed(2)} s, median ${median(times).toFixed(2)} s, spread ${spread(times)} %, ${(median(times) / own).toFixed(1)} ×`;
    console.log(`${size} entities, ${task}: ${name}: ${figures}`);
  }
}

function median(times) {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

function spread(times) {
  return ((100 * (Math.max(...times) - Math.min(...times))) / Math.min(...times)).toFixed(0);
}
