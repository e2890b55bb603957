// What: a stake that a source declares as indirect or in total: a node, so that no walk over HOLDS meets it.
// Mirrors: declaration in src/model/dataset.ts. Limits: compared, never walked.
UNWIND $rows AS row
MATCH (o:Entity {uid: row.ends.owner})
MATCH (s:Entity {uid: row.ends.subject})
MERGE (d:Declaration {uid: row.uid})
SET d = row.properties
WITH d, o, s
OPTIONAL MATCH (d)-[old:DECLARED_OWNER|DECLARED_SUBJECT]->(:Entity)
DELETE old
WITH DISTINCT d, o, s
CREATE (d)-[:DECLARED_OWNER]->(o)
CREATE (d)-[:DECLARED_SUBJECT]->(s)
