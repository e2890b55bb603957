// What: a holding as it was written, whatever its dates: (holder)-[:HOLDS]->(subject), and with the first one of a pair what one
// holds of the other on the register's default date, each pair once, as the program has reconciled the rows: STAKE.
// $rows has uid, ends, properties, stakes (none or one). Mirrors: holding in src/model/dataset.ts, src/register/shares.ts.
// Limits: floats (`equityLeast`, `equityMost`; `equity` of STAKE) are for filters and Cypher in the browser; what decides is
// text, and answers of the program are computed from HOLDS.
UNWIND $rows AS row
MATCH (a:Entity {uid: row.ends.holder})
MATCH (b:Entity {uid: row.ends.subject})
MERGE (a)-[h:HOLDS {uid: row.uid}]->(b)
SET h = row.properties
FOREACH (stake IN row.stakes | MERGE (a)-[s:STAKE]->(b) SET s = stake)
