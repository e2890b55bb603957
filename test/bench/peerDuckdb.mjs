/** node peerDuckdb.mjs FOLDER owners|control: what a user of SQL would write, grouped level by level so that it ends. */
import { DuckDBInstance } from "@duckdb/node-api";

const [folder, task] = process.argv.slice(2);
const connection = await (await DuckDBInstance.create(":memory:", { threads: "2" })).connect();
const value = async (sql) => Number((await connection.runAndReadAll(sql)).getRows()[0][0]);
await connection.run(`create table e as select id, row_number() over ()::integer i, kind = 'company' company
  from read_csv('${folder}/entities.csv', header = true)`);
await connection.run(`create table h as select a.i as holder, b.i as subject, a.company, r.share
  from read_csv('${folder}/holdings.csv', header = true, types = {'share': 'DOUBLE'}) r
  join e a on a.id = r.holder join e b on b.id = r.subject`);
if (task === "owners") {
  await connection.run("create table up as select * from h where company");
  const rows = await value(`with recursive t(subject, person, x, depth) as (
      select subject, holder, share, 0 from h where not company
      union all
      select up.subject, t.person, sum(up.share * t.x), t.depth + 1
        from t join up on up.holder = t.subject where t.x > 1e-13 and t.depth < 100
        group by up.subject, t.person, t.depth)
    select count(*) from (select subject, person, sum(x) x from t group by all) where x >= 0.25 - 1e-9`);
  console.log(rows);
} else {
  await connection.run("create table c as select holder as x, subject as y from h where share > 0.5 + 1e-9 and holder <> subject");
  for (let before = -1, rows = 0; before !== rows; ) {
    before = rows;
    await connection.run(`create or replace table d as select x, y from (
        select holder as x, subject as y, share from h
        union all select c.x, h.subject, h.share from c join h on h.holder = c.y)
      where x <> y group by x, y having sum(share) > 0.5 + 1e-9`);
    await connection.run("create or replace table c as from d");
    rows = await value("select count(*) from c");
    if (before === rows) console.log(rows);
  }
}
process.exit(0);
