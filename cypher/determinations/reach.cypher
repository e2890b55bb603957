// What: notes how far a worker has come, in the transaction of its page: a killed worker goes on after its last page.
// Mirrors: src/io/neo4j/determinations.ts.
MERGE (w:DeterminationWork {uid: $work})
SET w.done = $done, w.digest = $digest
