// What: a fact about an entity: (:Fact)-[:FACT_OF]->(:Entity). Mirrors: fact in src/model/dataset.ts.
// Limits: the value keeps its type (text, number, truth); whole numbers are stored as floats.
UNWIND $rows AS row
MATCH (e:Entity {uid: row.ends.entity})
MERGE (f:Fact {uid: row.uid})
SET f = row.properties
WITH f, e
OPTIONAL MATCH (f)-[old:FACT_OF]->(:Entity)
DELETE old
WITH DISTINCT f, e
CREATE (f)-[:FACT_OF]->(e)
