// What: who holds what on the register's default date, each pair once, as the program has reconciled the rows.
// Mirrors: src/register/stakeTable.ts. Limits: floats, least and most; `equityExact` where the share is exact. For Cypher
// in the browser; answers of the program are computed from HOLDS.
UNWIND $rows AS row
MATCH (a:Entity {uid: row.ends.holder})
MATCH (b:Entity {uid: row.ends.subject})
MERGE (a)-[s:STAKE]->(b)
SET s = row.properties
