// What: facts about the entities $ids. Mirrors: src/io/neo4j/cone.ts.
UNWIND $ids AS id
MATCH (e:Entity {uid: id})<-[:FACT_OF]-(f:Fact)
RETURN properties(f) AS fact, id AS entity
