// What: every entity that a row defined, for the whole register. Mirrors: src/io/neo4j/wholeRegister.ts.
MATCH (e:Entity)
RETURN properties(e) AS entity
