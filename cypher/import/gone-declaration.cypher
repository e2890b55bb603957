// What: takes away the Declaration nodes that the newest import did not write, $size at a time; returns how many.
// Mirrors: src/io/neo4j/importRegister.ts. Limits: only what an import has written (it has a generation).
MATCH (x:Declaration)
WHERE x.generation <> $generation
WITH x LIMIT $size
DETACH DELETE x
RETURN count(x) AS gone
