// What: how far an interrupted worker came; notes of work on other records than $digest are taken away.
// Mirrors: src/io/neo4j/determinations.ts.
OPTIONAL MATCH (old:DeterminationWork)
WHERE old.digest <> $digest
DELETE old
WITH count(*) AS others
MATCH (w:DeterminationWork {uid: $work})
RETURN w.done AS done
