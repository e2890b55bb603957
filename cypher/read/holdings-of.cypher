// What: one step down: the companies that $ids hold directly. Mirrors: src/io/neo4j/cone.ts.
UNWIND $ids AS id
MATCH (o:Entity {uid: id})-[:HOLDS]->(s:Entity)
RETURN DISTINCT s.uid AS subject
