// What: a worker is done: asked again, it begins anew. Mirrors: src/io/neo4j/determinations.ts.
MATCH (w:DeterminationWork {uid: $work})
DELETE w
