// What: how far a worker has come. Mirrors: src/io/neo4j/determinations.ts.
MATCH (w:DeterminationWork {uid: $work})
RETURN w.after AS after
