// What: whether the database holds records of another program under labels that an import would take over.
// Mirrors: src/io/neo4j/importRegister.ts. Limits: asks only where there is no (:Register) yet.
MATCH (n)
WHERE n:Entity OR n:Tie OR n:Fact OR n:Declaration OR n:Issue OR n:Shadowed
RETURN labels(n) AS labels LIMIT 1
