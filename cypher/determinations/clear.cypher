// What: takes away what was determined before about $subjects in these series (question, profile, date), so that a
// page can be written again. Mirrors: src/io/neo4j/determinations.ts.
UNWIND $subjects AS id
MATCH (s:Entity {uid: id})
WITH s
MATCH (s)<-[:DETERMINED_FOR]-(d:Determination)
WHERE d.series IN $series
DETACH DELETE d
