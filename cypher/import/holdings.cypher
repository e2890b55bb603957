// What: a holding as it was written, whatever its dates: (holder)-[:HOLDS]->(subject). $rows has uid, ends, properties.
// Mirrors: holding in src/model/dataset.ts. Limits: floats (`equityLeast`, `equityMost`) are for filters; what decides is text.
UNWIND $rows AS row
MATCH (a:Entity {uid: row.ends.holder})
MATCH (b:Entity {uid: row.ends.subject})
MERGE (a)-[h:HOLDS {uid: row.uid}]->(b)
SET h = row.properties
