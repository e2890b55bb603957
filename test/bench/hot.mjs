/**
 * The ultimate owners (>= 25 %) of one subject from an open register, beside named peers in the same run:
 *
 *   npm run bench                        100,000 entities
 *   node test/bench/hot.mjs 1000000      one million (build first)
 *
 * 1,000 subjects, half of them with companies above their companies, and every member of the largest ring. "Cold" forgets all
 * that earlier questions left behind before each question: only that is comparable with peers that keep nothing. Ours measures
 * every kind of owner exactly and gives verdicts; the peers push doubles upwards until less than 1e-12 is left.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { policy, ultimateOwners } from "../../dist/index.js";
import { loadBulk, openRegister } from "../../dist/io/index.js";
import { pushed, readGraph } from "./pushedMass.mjs";
import { makeRegister } from "./makeRegister.mjs";

const size = Number(process.argv[2] ?? 100_000);
const SUBJECTS = 1000;
/** A query of SQL takes milliseconds: fewer will do. */
const OF_DUCKDB = 200;
/** A member of a ring of hundreds takes whoever keeps nothing up to a second. */
const OF_RING = 20;
let graph = null;
let prepared = null;

const folder = mkdtempSync(join(tmpdir(), "bench-"));
console.log(`${cpus().length} × ${cpus()[0]?.model ?? "?"}, Node ${process.version}, ${size} entities`);
try {
  const core = makeRegister(folder, size);
  const register = openRegister(await loadBulk(folder));
  const began = performance.now();
  const open = ultimateOwners(register, { test: { atLeast: "25%" }, terminals: policy() });
  console.log(`prepared in ${(performance.now() - began).toFixed(0)} ms`);
  const ring = core.map((id) => register.find(id).index);
  for (const [name, subjects, afresh] of [
    ["half with two or more levels", drawn(register), SUBJECTS],
    [`the largest ring, ${ring.length} members`, ring, OF_RING],
  ]) {
    open.forget();
    const asked = subjects.map((index) => ({ index, id: register.id(index) }));
    await compare({ name, subjects: asked, afresh }, open);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Subjects spread evenly over the companies, and as many over those with a company above a company. */
function drawn({ stakes }) {
  const { start, holder } = stakes.equity;
  const held = (entity) => start[entity] < start[entity + 1];
  const above = (entity, test) => holder.subarray(start[entity], start[entity + 1]).some(test);
  const companies = Array.from({ length: size }, (_, k) => k).filter(held);
  const deep = companies.filter((entity) => above(entity, (one) => above(one, held)));
  // A step that has no factor in common with the numbers of entities leaves no pattern.
  const spread = (list, k) => list[(k * 7919 * 31) % list.length];
  return Array.from({ length: SUBJECTS }, (_, k) => spread(k % 2 ? deep : companies, k));
}

/** `afresh`: how many subjects those are asked about who keep nothing. */
async function compare({ name, subjects, afresh }, open) {
  graph ??= readGraph(folder);
  const duckdb = await peerDuckdb();
  const few = subjects.slice(0, afresh);
  const systems = [
    ["lookthrough, cold", few, ({ index }) => (open.forget(), open.of(index))],
    ["lookthrough", subjects, ({ index }) => open.of(index)],
    ["graphology, push", few, ({ id }) => pushed(graph, id)],
  ];
  // One round that is not counted: every system as warm as a service is.
  for (const [, own, ask] of systems) for (const subject of own) ask(subject);
  const rows = systems.map(([system, own, ask]) => {
    open.forget();
    const times = [];
    let found = 0;
    for (const subject of own) {
      const from = performance.now();
      found += ask(subject).length;
      times.push(performance.now() - from);
    }
    return { system: `${system} (${own.length} subjects)`, found, times };
  });
  const some = few.slice(0, OF_DUCKDB);
  const sql = { system: `DuckDB, recursive CTE (${some.length} subjects)`, found: 0, times: [] };
  for (const subject of some) {
    const from = performance.now();
    sql.found += (await duckdb(subject.id)).length;
    sql.times.push(performance.now() - from);
  }
  const expected = some.reduce((sum, { index }) => sum + open.of(index).length, 0);
  console.log(`\n${name}: DuckDB finds ${sql.found} owners where ours are ${expected}`);
  const [p50, p99] = [0.5, 0.99].map((part) => quantile(rows[0].times, part));
  for (const { system, found, times } of [...rows, sql]) {
    const [half, most] = [0.5, 0.99].map((part) => quantile(times, part));
    console.log(
      `${system}: ${found} owners, p50 ${micro(half)}, p99 ${micro(most)}, most ${micro(quantile(times, 1))}, ` +
        `p50 ${(half / p50).toFixed(1)} ×, p99 ${(most / p99).toFixed(1)} ×`,
    );
  }
}

function quantile(times, part) {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))];
}

function micro(milliseconds) {
  return `${(milliseconds * 1000).toFixed(1)} µs`;
}

async function peerDuckdb() {
  if (!prepared) {
    const connection = await (await DuckDBInstance.create(":memory:", { threads: "2" })).connect();
    await connection.run(`create table e as select id, kind = 'company' company
      from read_csv('${folder}/entities.csv', header = true)`);
    await connection.run(`create table h as select r.holder, r.subject, e.company, r.share
      from read_csv('${folder}/holdings.csv', header = true, types = {'share': 'DOUBLE'}) r join e on e.id = r.holder`);
    await connection.run("create index by_subject on h(subject)");
    prepared = await connection.prepare(`with recursive t(party, company, x, depth) as (
        select holder, company, share, 0 from h where subject = $1
        union all
        select h.holder, h.company, sum(t.x * h.share), t.depth + 1 from t join h on h.subject = t.party
          where t.company and t.x > 1e-12 and t.depth < 100 group by h.holder, h.company, t.depth)
      select party, sum(x) x from t where not company group by party having sum(x) >= 0.25 - 1e-9`);
  }
  return async (id) => {
    prepared.bindVarchar(1, id);
    return (await prepared.runAndReadAll()).getRows();
  };
}
