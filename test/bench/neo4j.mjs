// Import rate, answer times and round trips of a register in Neo4j, beside a plain UNWIND loop, a naive query with
// variable-length paths, and the register in this process. All in one run against one server:
//   npm run build && NEO4J_PASSWORD=… node test/bench/neo4j.mjs neo4j://localhost:7687 FOLDER [SUBJECTS]
// FOLDER has entities.csv (id, name, kind), holdings.csv (holder, subject, share). The database is emptied first.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import neo4j from "neo4j-driver";
import { owners, register } from "../../dist/index.js";
import { load } from "../../dist/io/index.js";
import { readAddress } from "../../dist/io/neo4j/address.js";
import { openDatabase } from "../../dist/io/neo4j/connection.js";
import { importRegister } from "../../dist/io/neo4j/importRegister.js";
import { openRegister } from "../../dist/io/neo4j/openRegister.js";

const [address, folder, wanted = "1000"] = process.argv.slice(2);
const [user, password] = [process.env.NEO4J_USER ?? "neo4j", process.env.NEO4J_PASSWORD ?? ""];
const seconds = async (work) => {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) / 1000;
};
const at = (sorted, part) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
const line = (name, times) => {
  const sorted = [...times].sort((a, b) => a - b);
  const shown = [0.5, 0.99].map((part) => (at(sorted, part) * 1000).toFixed(2));
  console.log(`${name}: p50 ${shown[0]} ms, p99 ${shown[1]} ms, ${times.length} subjects`);
};

const driver = neo4j.driver(address, neo4j.auth.basic(user, password), { disableLosslessIntegers: true });
const run = async (text, parameters = {}) => {
  const session = driver.session();
  try {
    return (await session.run(text, parameters, { timeout: 120_000 })).records.map((r) => r.toObject());
  } finally {
    await session.close();
  }
};
async function empty() {
  for (let left = 1; left > 0; ) {
    const [row] = await run("MATCH (n) WITH n LIMIT 20000 DETACH DELETE n RETURN count(n) AS n");
    left = row.n;
  }
}

const loaded = await load(folder);
const { entities, holdings } = loaded.dataset;
const rate = (count, time) => `${time.toFixed(1)} s, ${Math.round(count / time)} entities and holdings a second`;

await empty();
await run("CREATE CONSTRAINT plain_uid IF NOT EXISTS FOR (e:Plain) REQUIRE e.uid IS UNIQUE");
const plain = await seconds(async () => {
  for (let i = 0; i < entities.length; i += 5000) {
    const rows = entities.slice(i, i + 5000).map(({ id, name, kind }) => ({ id, name, kind }));
    await run("UNWIND $rows AS r MERGE (e:Plain {uid: r.id}) SET e.name = r.name, e.kind = r.kind", { rows });
  }
  for (let i = 0; i < holdings.length; i += 5000) {
    const rows = holdings.slice(i, i + 5000).map(({ holder, subject, equity }) => ({ holder, subject, equity }));
    await run(
      "UNWIND $rows AS r MATCH (a:Plain {uid: r.holder}) MATCH (b:Plain {uid: r.subject}) MERGE (a)-[h:OWNS]->(b) SET h.share = r.equity",
      { rows },
    );
  }
});
console.log(`plain UNWIND loop: ${rate(entities.length + holdings.length, plain)}`);
await empty();

const database = await openDatabase(readAddress(address), { user, password, timeout: 600 });
const imported = await seconds(() => importRegister(database, loaded));
console.log(`import: ${rate(entities.length + holdings.length, imported)} (${(imported / plain).toFixed(1)} times the loop)`);

const listed = readFileSync(join(folder, "queries.csv"), "utf8").trim().split("\n");
const subjects = listed.map((each) => each.split(",")[0].trim()).filter((id) => id !== "id").slice(0, Number(wanted));
const r = register(loaded.dataset);
const known = subjects.filter((id) => r.index.has(id));
const answer = (from, subject) => owners(from, { subject, paths: 0 });
const inProcess = [];
const fromDatabase = [];
const trips = new Map();
let differing = 0;
for (const subject of known) {
  let [mine, theirs] = [null, null];
  inProcess.push(await seconds(() => (mine = answer(r, subject))));
  let opened = null;
  fromDatabase.push(
    await seconds(async () => {
      opened = await openRegister(database, { parties: [subject], shape: "up", limit: 500_000 });
      theirs = answer(register(opened.dataset, { asOf: opened.latest }), subject);
    }),
  );
  if (JSON.stringify(mine) !== JSON.stringify(theirs)) differing += 1;
  const seen = trips.get(opened.steps) ?? { subjects: 0, least: Infinity, most: 0 };
  seen.subjects += 1;
  seen.least = Math.min(seen.least, opened.roundTrips);
  seen.most = Math.max(seen.most, opened.roundTrips);
  trips.set(opened.steps, seen);
}
line("in process", inProcess);
line("from the database", fromDatabase);
console.log(`answers that differ: ${differing} of ${known.length}`);

const NAIVE = `MATCH path = (c:Entity {uid: $uid})<-[:STAKE*1..15]-(o:Entity)
  RETURN o.uid AS owner, sum(reduce(share = 1.0, s IN relationships(path) | share * s.equity)) AS share`;
const naive = [];
let [failed, wrong] = [0, 0];
for (const subject of known) {
  naive.push(
    await seconds(async () => {
      try {
        const rows = await run(NAIVE, { uid: subject });
        const shares = new Map(answer(r, subject).owners.map(({ id, share }) => [id, share.value]));
        const isWrong = rows.some(({ owner, share }) => Math.abs((shares.get(owner) ?? 0) - share) > 1e-6);
        if (isWrong) wrong += 1;
      } catch {
        failed += 1;
      }
    }),
  );
}
line("naive variable-length paths (to 15)", naive);
console.log(`naive answers that are wrong by more than 1e-6: ${wrong}; that did not end in 120 s or memory: ${failed}`);
console.log("depth of the cone: round trips (all questions of one answer)");
for (const [steps, { subjects: count, least, most }] of [...trips].sort(([a], [b]) => a - b)) {
  console.log(`  ${steps}: ${least}-${most} (${count} subjects)`);
}
await database.close();
await driver.close();
