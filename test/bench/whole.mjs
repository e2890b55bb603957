/**
 * Ultimate owners at 25 % and control of everything, whole processes from CSV to rows, beside named peers in the same run:
 *
 *   npm run bench                                                    10,000 and 100,000 entities, three rounds
 *   node test/bench/whole.mjs 10000,100000,1000000,10000000 3 FILE   the same for these sizes; the figures into FILE (JSON)
 *   node test/bench/plot.mjs FILE docs/img/scaling.svg                   draws them
 *
 * The systems take turns within a round, so that a busy machine slows all of them. Ratios tell, seconds do not. SciPy, igraph
 * and SQLite take part where `python3` (or what PYTHON names) has them, the C program where there is a compiler. A system whose
 * next size would take longer than LONGEST by its own growth so far is left out of it, and the output says so.
 */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { makeRegister } from "./makeRegister.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const main = join(here, "..", "..", "dist", "cli", "main.js");
const [sizeList = "10000,100000", roundCount = "3", file] = process.argv.slice(2);
const sizes = sizeList.split(",").map(Number);
const rounds = Number(roundCount);
/** Milliseconds for one process; what LONGEST names in seconds. */
const LONGEST = 1000 * Number(process.env.LONGEST ?? 400);
/** Ten times the entities cost tools that are not linear about a hundred times the time. */
const WORST_GROWTH = 100;
const OWNERS = "owners";
const CONTROL = "control";

const folder = mkdtempSync(join(tmpdir(), "bench-"));
const out = join(folder, "rows.csv");
const systems = [
  ours({ [OWNERS]: ["owners", "--all", "--terminal", "--at-least", "25%"], [CONTROL]: ["control", "--all"] }),
  ...limit(),
  { name: "DuckDB", command: (data, task) => [process.execPath, join(here, "peerDuckdb.mjs"), data, task] },
  { name: "graphology", command: (data, task) => [process.execPath, join(here, "peerGraphology.mjs"), data, task] },
  ...python("SciPy", "scipy", "peerScipy.py"),
  ...python("igraph", "igraph", "peerIgraph.py"),
  ...python("SQLite (cuts paths: inexact)", "sqlite3", "peerSqlite.py"),
];
const machine = `${cpus().length} × ${cpus()[0]?.model ?? "?"}, Node ${process.version}, ${rounds} rounds`;
console.log(machine);
const figures = [];
try {
  for (const size of sizes) {
    const data = join(folder, String(size));
    makeRegister(data, size);
    for (const task of [OWNERS, CONTROL]) await measure(size, data, task);
    rmSync(data, { recursive: true });
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
if (file) writeFileSync(file, `${JSON.stringify({ machine, figures }, null, 1)}\n`);

function ours(words) {
  return { name: "lookthrough", command: (data, task) => [process.execPath, main, ...words[task], "--data", data, "--out", out] };
}

/** The C program, compiled for this machine. */
function limit() {
  const program = join(folder, "limit");
  const compiled = spawnSync("cc", ["-O3", "-march=native", "-o", program, join(here, "limit.c")], { stdio: "ignore" });
  if (compiled.status !== 0) return absent("C");
  return [{ name: "C, nothing checked", command: (data, task) => [program, data, task, out] }];
}

function python(name, needed, script) {
  const interpreter = process.env.PYTHON ?? "python3";
  if (spawnSync(interpreter, ["-c", `import ${needed}`], { stdio: "ignore" }).status !== 0) return absent(name);
  return [{ name, command: (data, task) => [interpreter, join(here, script), data, task] }];
}

function absent(name) {
  console.log(`${name} is not on this machine and takes no part`);
  return [];
}

async function measure(size, data, task) {
  const runs = new Map(systems.filter((system) => mayEnd(system, size, task)).map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const { name, command } of systems) {
      if (runs.has(name)) runs.get(name).push(await run(command(data, task)));
    }
  }
  const own = median(runs.get("lookthrough").map(({ seconds }) => seconds));
  for (const [system, list] of runs) {
    const seconds = list.filter(({ ended }) => ended).map((one) => one.seconds);
    if (seconds.length === 0) {
      console.log(`${size} entities, ${task}: ${system}: failed or took longer than ${LONGEST / 1000} s`);
      continue;
    }
    const middle = median(seconds);
    const megabytes = Math.max(...list.map((one) => one.megabytes));
    const rows = list.at(-1).rows;
    figures.push({ size, task, system, rows, seconds: middle, least: Math.min(...seconds), most: Math.max(...seconds), megabytes });
    console.log(
      `${size} entities, ${task}: ${system}: ${rows} rows, min ${Math.min(...seconds).toFixed(2)} s, median ${middle.toFixed(2)} s, ` +
        `spread ${spread(seconds)} %, ${megabytes} MB, ${(middle / own).toFixed(1)} ×`,
    );
  }
}

function mayEnd({ name }, size, task) {
  const before = figures.filter((one) => one.system === name && one.task === task && one.size < size).at(-1);
  const tried = sizes.some((one) => one < size);
  const small = before && before.seconds * 1000 * WORST_GROWTH ** Math.log10(size / before.size) <= LONGEST;
  if (name === "lookthrough" || name.startsWith("C,") || !tried || small) return true;
  console.log(`${size} entities, ${task}: ${name}: left out, ${before ? `${before.seconds.toFixed(1)} s` : "no answer"} at the size before`);
  return false;
}

/** One process: seconds, the most memory (where /proc tells), the number of rows, whether it ended well in time. */
function run([program, ...words]) {
  return new Promise((resolve) => {
    const began = performance.now();
    let printed = "";
    let megabytes = 0;
    const child = spawn(program, words, { stdio: ["ignore", "pipe", "ignore"] });
    const look = setInterval(() => {
      megabytes = Math.max(megabytes, memoryOf(child.pid));
    }, 20);
    const kill = setTimeout(() => child.kill("SIGKILL"), LONGEST);
    child.stdout.on("data", (part) => {
      printed += part;
    });
    child.on("close", (code) => {
      const seconds = (performance.now() - began) / 1000;
      clearInterval(look);
      clearTimeout(kill);
      const rows = /^\d+/.exec(printed)?.[0] ?? certainRows();
      if (existsSync(out)) rmSync(out);
      resolve({ seconds, megabytes, rows: Number(rows), ended: code === 0 });
    });
  });
}

/** Rows that hold whatever unknown shares turn out to be: what peers, who know no bounds, are compared with. */
function certainRows() {
  if (!existsSync(out)) return 0;
  const bytes = readFileSync(out);
  let rows = 0;
  for (let at = bytes.indexOf(",certain\n"); at >= 0; at = bytes.indexOf(",certain\n", at + 1)) rows += 1;
  return rows;
}

function memoryOf(pid) {
  try {
    return Math.round(Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024);
  } catch {
    return 0;
  }
}

function median(times) {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

function spread(times) {
  return ((100 * (Math.max(...times) - Math.min(...times))) / Math.min(...times)).toFixed(0);
}
