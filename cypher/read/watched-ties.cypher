// What: ties that the issues of a register depend on. Mirrors: src/io/neo4j/watched.ts.
MATCH (t:Tie {watched: true})
RETURN properties(t) AS tie LIMIT $most
