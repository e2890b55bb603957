// What: every row whose id an earlier row has. Mirrors: src/io/neo4j/wholeRegister.ts.
MATCH (s:Shadowed)
RETURN properties(s) AS entity
