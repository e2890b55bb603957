"""python3 peerSqlite.py FOLDER owners|control: SQL of SQLite, in memory; prints the number of rows.

owners: one row a path, as SQLite allows no aggregate in a recursive member; paths below 1e-4 are cut, or it would not end: inexact.
control: rounds of joins until nothing is added.
"""
import sqlite3
import sys

from registerOf import register_of

folder, task = sys.argv[1:3]
base = sqlite3.connect(":memory:")
company, holdings = register_of(folder)
base.execute("create table e(i integer primary key, company int)")
base.execute("create table r(holder int, subject int, share real)")
base.executemany("insert into e values(?, ?)", enumerate(company))
base.executemany("insert into r values(?, ?, ?)", holdings)
base.execute("create table h(subject int, holder int, company int, share real, primary key(subject, holder)) without rowid")
base.execute("insert into h select subject, holder, company, sum(share) from r join e on i = holder group by subject, holder")
base.execute("create index held on h(holder)")
base.execute("analyze")


def value(sql):
    return base.execute(sql).fetchone()[0]


if task == "owners":
    print(value("""with recursive t(subject, holder, company, x, depth) as (
        select subject, holder, company, share, 1 from h
        union all
        select t.subject, h.holder, h.company, t.x * h.share, t.depth + 1 from t join h on h.subject = t.holder
          where t.company and t.depth < 60 and t.x * h.share > 1e-4)
      select count(*) from (select sum(x) x from t where not company group by subject, holder) where x >= 0.25 - 1e-9"""))
else:
    base.execute("create table c(x int, y int, primary key(x, y)) without rowid")
    before, rows = -1, 0
    while rows != before:
        before = rows
        base.execute("""insert or ignore into c select x, y from (
            select holder x, subject y, share from h union all select c.x, h.subject, h.share from c join h on h.holder = c.y)
          where x <> y group by x, y having sum(share) > 0.5 + 1e-9""")
        rows = value("select count(*) from c")
    print(rows)
