// What: every fact with the entity that it is about. Mirrors: src/io/neo4j/wholeRegister.ts.
MATCH (f:Fact)-[:FACT_OF]->(e:Entity)
RETURN properties(f) AS fact, e.uid AS entity
