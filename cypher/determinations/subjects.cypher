// What: the next companies in the order of their ids that somebody holds: what a worker goes through, page by page.
// Mirrors: src/io/neo4j/determinations.ts. Limits: natural persons are nobody's subject.
MATCH (e:Entity)
WHERE e.uid > $after AND e.kind <> 'naturalPerson'
MATCH (e)<-[h:HOLDS]-(:Entity)
WITH e.uid AS uid, count(h) AS rows
RETURN uid ORDER BY uid LIMIT $size
