// Loading a register and opening its snapshot, beside what a user would write instead. Prints the least, the median and
// the spread of each in one run, and ratios. `npm run bench`, or: node test/bench/loading.mjs [entities] [rounds]
import { createReadStream, mkdtempSync, rmSync, statSync } from "node:fs";
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

const rowsOf = async function* (name) {
  yield* createReadStream(join(folder, name)).pipe(parse({ columns: true }));
};

const tasks = {
  "lookthrough: columns, every row validated": async () => openRegister(await loadBulk(folder)).count,
  "lookthrough: snapshot": async () => readSnapshot(snapshot).register().count,
  "DuckDB: read_csv into two tables": async () => {
    const connection = await (await DuckDBInstance.create()).connect();
    for (const name of ["entities", "holdings"]) {
      await connection.run(`create table ${name} as select * from read_csv('${join(folder, `${name}.csv`)}', all_varchar = true)`);
    }
    return connection.closeSync();
  },
  "graphology + csv-parse": async () => {
    const graph = new Graph({ type: "directed", multi: true });
    for await (const { id, name, kind } of rowsOf("entities.csv")) graph.addNode(id, { name, kind });
    for await (const { holder, subject, share } of rowsOf("holdings.csv")) graph.addEdge(holder, subject, { share: Number(share) });
    return graph.order;
  },
  "lookthrough: ordinary reader": async () => register((await load(folder)).dataset).entities.length,
};
/** An object a row is for small registers. */
if (entities > 200_000) delete tasks["lookthrough: ordinary reader"];

writeSnapshot(snapshot, openRegister(await loadBulk(folder)));
const times = Object.fromEntries(Object.keys(tasks).map((name) => [name, []]));
for (let round = 0; round <= rounds; round += 1) {
  for (const [name, task] of Object.entries(tasks)) {
    const start = performance.now();
    await task();
    // The first round warms up.
    if (round > 0) times[name].push(performance.now() - start);
  }
}
const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
const own = median(times["lookthrough: columns, every row validated"]);
const megabytes = ["entities.csv", "holdings.csv"].reduce((sum, name) => sum + statSync(join(folder, name)).size, 0) / 1e6;
console.log(`${entities} entities, ${megabytes.toFixed(1)} MB of CSV, ${rounds} rounds in one process`);
console.table(
  Object.entries(times).map(([name, list]) => ({
    task: name,
    "least, ms": Math.min(...list).toFixed(0),
    "median, ms": median(list).toFixed(0),
    "greatest, ms": Math.max(...list).toFixed(0),
    "MB/s": (megabytes / (median(list) / 1000)).toFixed(0),
    "÷ columns": (median(list) / own).toFixed(2),
  })),
);
