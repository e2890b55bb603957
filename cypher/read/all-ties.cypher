// What: every tie. Mirrors: src/io/neo4j/wholeRegister.ts.
MATCH (t:Tie)
RETURN properties(t) AS tie
