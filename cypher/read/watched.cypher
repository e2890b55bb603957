// What: companies and ties that the issues of a register depend on. Mirrors: src/io/neo4j/watched.ts.
MATCH (e:Entity {watched: true})
RETURN e.uid AS uid LIMIT $most
