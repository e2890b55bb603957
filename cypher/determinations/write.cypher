// What: results with their provenance: (:Determination {what, verdict, asOf, digest, version, …}) between subject and party.
// Mirrors: src/io/neo4j/determinations.ts. Limits: floats beside `exact`; `digest` names the import that they come from.
UNWIND $rows AS row
MATCH (s:Entity {uid: row.subject})
MERGE (d:Determination {uid: row.uid})
SET d = row.properties
MERGE (d)-[:DETERMINED_FOR]->(s)
WITH d, row
UNWIND row.parties AS id
MATCH (p:Entity {uid: id})
MERGE (d)-[:DETERMINED_PARTY]->(p)
