// What: takes away what was determined before about $subjects on the same date, so that a page can be written again.
// Mirrors: src/io/neo4j/determinations.ts.
UNWIND $subjects AS id
MATCH (:Entity {uid: id})<-[:DETERMINED_FOR]-(d:Determination {what: $what, asOf: $asOf})
DETACH DELETE d
