// What: every holding with the keys of both ends. Mirrors: src/io/neo4j/wholeRegister.ts.
MATCH (o:Entity)-[h:HOLDS]->(s:Entity)
RETURN properties(h) AS holding, o.uid AS holder, s.uid AS subject
