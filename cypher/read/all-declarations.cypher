// What: every declared stake. Mirrors: src/io/neo4j/wholeRegister.ts.
MATCH (o:Entity)<-[:DECLARED_OWNER]-(d:Declaration)-[:DECLARED_SUBJECT]->(s:Entity)
RETURN properties(d) AS declaration, o.uid AS owner, s.uid AS subject
