// A register in Neo4j: import rate beside the server's LOAD CSV and a plain UNWIND loop; answers beside the register in this
// process and a naive query with variable-length paths; round trips by depth.
// All in one run against one server, whose database is emptied first:
//   npm run build && NEO4J_PASSWORD=… node test/bench/neo4j.mjs neo4j://localhost:7687 FOLDER [SUBJECTS]
// FOLDER has entities.csv (id, name, kind), holdings.csv (holder, subject, share), queries.csv (id).
import { createReadStream, readFileSync } from "node:fs";
import { createServer } from "node:http";
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
/** The naive query gets so long for one subject, and so long for all of them together. */
const [NAIVE_MS, NAIVE_ALL_MS] = [5_000, 30_000];

const seconds = async (work) => {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) / 1000;
};
const say = (text) => process.stderr.write(`${text}\n`);
const at = (sorted, part) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
const line = (name, times) => {
  const sorted = [...times].sort((a, b) => a - b);
  const shown = [0.5, 0.99].map((part) => (at(sorted, part) * 1000).toFixed(2));
  console.log(`${name}: p50 ${shown[0]} ms, p99 ${shown[1]} ms, ${times.length} subjects`);
};

const driver = neo4j.driver(address, neo4j.auth.basic(user, password), { disableLosslessIntegers: true });
const run = async (text, parameters = {}, timeout = 300_000) => {
  const session = driver.session();
  try {
    return (await session.run(text, parameters, { timeout })).records.map((r) => r.toObject());
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
const rate = (time) =>
  `${time.toFixed(1)} s, ${Math.round((entities.length + holdings.length) / time)} entities and holdings a second`;

async function plainLoop() {
  for (let i = 0; i < entities.length; i += 5000) {
    const rows = entities.slice(i, i + 5000).map(({ id, name, kind }) => ({ id, name, kind }));
    await run("UNWIND $rows AS r MERGE (e:Plain {uid: r.id}) SET e.name = r.name, e.kind = r.kind", { rows });
  }
  for (let i = 0; i < holdings.length; i += 5000) {
    const rows = holdings.slice(i, i + 5000).map(({ holder, subject, equity }) => ({ holder, subject, equity }));
    await run(
      `UNWIND $rows AS r MATCH (a:Plain {uid: r.holder}) MATCH (b:Plain {uid: r.subject})
       MERGE (a)-[h:OWNS]->(b) SET h.share = r.equity`,
      { rows },
    );
  }
}

async function loadCsv() {
  const server = createServer(({ url }, answer) => createReadStream(join(folder, url)).pipe(answer));
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const place = `http://127.0.0.1:${server.address().port}`;
  await run(`LOAD CSV WITH HEADERS FROM '${place}/entities.csv' AS r
    CALL { WITH r MERGE (e:Plain {uid: r.id}) SET e.name = r.name, e.kind = r.kind } IN TRANSACTIONS OF 5000 ROWS`);
  await run(`LOAD CSV WITH HEADERS FROM '${place}/holdings.csv' AS r
    CALL { WITH r MATCH (a:Plain {uid: r.holder}) MATCH (b:Plain {uid: r.subject})
      MERGE (a)-[h:OWNS]->(b) SET h.share = r.share } IN TRANSACTIONS OF 5000 ROWS`);
  server.close();
}

/** Without our own indexes, which the other ways of bringing it in do not have. */
async function begin() {
  await empty();
  for (const { name } of await run("SHOW CONSTRAINTS YIELD name")) await run(`DROP CONSTRAINT ${name}`);
  for (const { name } of await run("SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP'")) await run(`DROP INDEX ${name}`);
}

const plainKey = () => run("CREATE CONSTRAINT plain_uid IF NOT EXISTS FOR (e:Plain) REQUIRE e.uid IS UNIQUE");
const database = await openDatabase(readAddress(address), { user, password, timeout: 600 });
// Everything twice: a server that has just begun is several times slower.
let [csv, plain, imported] = [0, 0, 0];
for (const round of ["warming up", "measured"]) {
  await begin();
  await plainKey();
  say(`LOAD CSV, ${round} …`);
  csv = await seconds(loadCsv);
  await begin();
  await plainKey();
  say(`plain UNWIND loop, ${round} …`);
  plain = await seconds(plainLoop);
  await begin();
  say(`import, ${round} …`);
  imported = await seconds(() => importRegister(database, loaded));
}
console.log(`LOAD CSV: ${rate(csv)}`);
console.log(`plain UNWIND loop: ${rate(plain)}`);
console.log(`import: ${rate(imported)} (${(imported / plain).toFixed(1)} times the loop, ${(imported / csv).toFixed(1)} times LOAD CSV)`);
await run("CALL db.awaitIndexes(120)");

const listed = readFileSync(join(folder, "queries.csv"), "utf8").trim().split("\n");
const subjects = listed.map((each) => each.split(",")[0].trim()).filter((id) => id !== "id").slice(0, Number(wanted));
const r = register(loaded.dataset);
const known = subjects.filter((id) => r.index.has(id));
const answer = (from, subject) => owners(from, { subject, paths: 0 });
const fetched = (subject) =>
  openRegister(database, { parties: [subject], shape: "up", limit: 500_000, issues: false });
for (const subject of known.slice(0, 50)) {
  answer(r, subject);
  await fetched(subject);
}
const inProcess = [];
const fromDatabase = [];
const trips = new Map();
let differing = 0;
for (const [place, subject] of known.entries()) {
  if (place % 100 === 0) say(`answers: ${place} of ${known.length}`);
  let [mine, theirs, opened] = [null, null, null];
  inProcess.push(await seconds(() => (mine = answer(r, subject))));
  fromDatabase.push(
    await seconds(async () => {
      opened = await fetched(subject);
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
line("owners in process", inProcess);
line("owners from the database", fromDatabase);
console.log(`answers that differ: ${differing} of ${known.length}`);

const NAIVE = `MATCH path = (c:Entity {uid: $uid})<-[:STAKE*1..15]-(o:Entity)
  RETURN o.uid AS owner, sum(reduce(share = 1.0, s IN relationships(path) | share * s.equity)) AS share`;
const naive = [];
let [failed, wrong] = [0, 0];
const begun = performance.now();
for (const subject of known) {
  if (performance.now() - begun > NAIVE_ALL_MS) break;
  if (naive.length % 100 === 0) say(`naive: ${naive.length} of ${known.length}`);
  let rows = null;
  const time = await seconds(async () => {
    rows = await run(NAIVE, { uid: subject }, NAIVE_MS).catch(() => null);
  });
  naive.push(time);
  if (rows === null) {
    failed += 1;
    continue;
  }
  const shares = new Map(answer(r, subject).owners.map(({ id, share }) => [id, share.value]));
  if (rows.some(({ owner, share }) => Math.abs((shares.get(owner) ?? 0) - share) > 1e-6)) wrong += 1;
}
line("owners by naive variable-length paths (to 15)", naive);
console.log(`naive: ${failed} did not end in ${NAIVE_MS / 1000} s, ${wrong} are wrong by more than 1e-6`);
console.log("depth of the cone: round trips (all questions of one answer)");
for (const [steps, { subjects: count, least, most }] of [...trips].sort(([a], [b]) => a - b)) {
  console.log(`  ${steps}: ${least === most ? least : `${least}-${most}`} (${count} subjects)`);
}
await database.close();
await driver.close();
