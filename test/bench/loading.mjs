// Loading a register and opening its snapshot, beside what a user would write instead. Prints the least, the median and
// the spread of each in one run, and ratios. `npm run bench`, or: node test/bench/loading.mjs [entities] [rounds]
import { createReadStream, mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { parse } from "csv-parse";
import Graph from "graphology";
import { loadBulk } from "../../dist/io/bulk/loadBulk.js";
import { openRegister } from "../../dist/io/bulk/openRegister.js";
import { readSnapshot, writeSnapshot } from "../../dist/io/bulk/snapshot.js";
import { load } from "../../dist/io/index.js";
import { register } from "../../dist/index.js";
import { makeRegister } from "./makeRegister.mjs";

const entities = Number(process.argv[2] ?? 100_000);
const rounds = Number(process.argv[3] ?? 5);
const folder = mkdtempSync(join(tmpdir(), "bench-"));
makeRegister(folder, entities);
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
const snapshot = join(folder, "register.snapshot");

const duckdb = async (...statements) => {
  const connection = await (await DuckDBInstance.create()).connect();
  for (const statement of statements) await connection.run(statement);
  connection.closeSync();
};
const tables = ["entities", "holdings"];
const columnar = join(folder, "parquet");
mkdirSync(columnar);
for (const name of tables) {
  const rows = `read_csv('${join(folder, `${name}.csv`)}', all_varchar = true)`;
  await duckdb(`copy (select * from ${rows}) to '${join(columnar, `${name}.parquet`)}' (format parquet)`);
}

const rowsOf = async function* (name) {
  yield* createReadStream(join(folder, name)).pipe(parse({ columns: true }));
};

const tasks = {
  "lookthrough: columns, every row validated": async () => openRegister(await loadBulk(folder)).count,
  "lookthrough: snapshot": async () => readSnapshot(snapshot).register().count,
  "lookthrough: columns, from Parquet": async () => openRegister(await loadBulk(columnar)).count,
  "DuckDB: read_csv into two tables": () =>
    duckdb(...tables.map((name) => `create table ${name} as select * from read_csv('${join(folder, `${name}.csv`)}', all_varchar = true)`)),
  "DuckDB: read_parquet into two tables": () =>
    duckdb(...tables.map((name) => `create table ${name} as select * from '${join(columnar, `${name}.parquet`)}'`)),
  "graphology + csv-parse": async () => {
    const graph = new Graph({ type: "directed", multi: true });
    for await (const { id, name, kind } of rowsOf("entities.csv")) graph.addNode(id, { name, kind });
    for await (const { holder, subject, share } of rowsOf("holdings.csv")) graph.addEdge(holder, subject, { share: Number(share) });
    return graph.order;
  },
  "lookthrough: ordinary reader": async () => register((await load(folder)).dataset).entities.length,
};
/** An object a row is for small registers. */
if (entities > 200_000) for (const name of ["lookthrough: ordinary reader", "graphology + csv-parse"]) delete tasks[name];

writeSnapshot(snapshot, openRegister(await loadBulk(folder)));
const times = Object.fromEntries(Object.keys(tasks).map((name) => [name, []]));
const processor = Object.fromEntries(Object.keys(tasks).map((name) => [name, []]));
for (let round = 0; round <= rounds; round += 1) {
  for (const [name, task] of Object.entries(tasks)) {
    const start = performance.now();
    const before = process.cpuUsage();
    await task();
    const { user, system } = process.cpuUsage(before);
    // The first round warms up.
    if (round === 0) continue;
    times[name].push(performance.now() - start);
    processor[name].push((user + system) / 1000);
  }
}
const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
const own = median(times["lookthrough: columns, every row validated"]);
const megabytes = ["entities.csv", "holdings.csv"].reduce((sum, name) => sum + statSync(join(folder, name)).size, 0) / 1e6;
console.log(`${entities} entities, ${megabytes.toFixed(1)} MB of CSV, ${rounds} rounds in one process`);
console.table(
  Object.entries(times).map(([task, list]) => ({
    task,
    "least, ms": Math.min(...list).toFixed(0),
    "median, ms": median(list).toFixed(0),
    "greatest, ms": Math.max(...list).toFixed(0),
    "processor, median, ms": median(processor[task]).toFixed(0),
    "MB/s": (megabytes / (median(list) / 1000)).toFixed(0),
    "÷ columns": (median(list) / own).toFixed(2),
  })),
);
