// What: how many entities there are. Mirrors: src/io/neo4j/subjectPages.ts.
MATCH (e:Entity)
RETURN count(e) AS count
