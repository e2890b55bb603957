// What: indexes of lookthrough that cannot be used yet. Mirrors: src/io/neo4j/importRegister.ts.
// Limits: Neo4j's own dialect (5.x).
SHOW INDEXES YIELD name, state
WHERE name STARTS WITH 'lookthrough_' AND state <> 'ONLINE'
RETURN name, state
