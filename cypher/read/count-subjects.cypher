// What: how many entities read/subjects.cypher would list. Mirrors: src/io/neo4j/subjectPages.ts.
MATCH (e:Entity)
WHERE e.number >= $from AND e.number < $to
  AND (e.uid IN $named OR NOT e.kind IN $ends
    AND ($anyone OR (e)<-[:HOLDS]-(:Entity) OR ($tied AND (e)<-[:TIE_TO]-(:Tie))))
RETURN count(e) AS count
