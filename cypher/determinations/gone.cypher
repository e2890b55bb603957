// What: takes away the determinations of these series that come from other records than $digest, $size at a time; returns how
// many. Mirrors: src/io/neo4j/determinations.ts.
MATCH (d:Determination)
WHERE d.series IN $series AND d.digest <> $digest
WITH d LIMIT $size
DETACH DELETE d
RETURN count(*) AS gone
