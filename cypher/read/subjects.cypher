// What: the next entities in the order of the entities table, from number $from to before $to: those of other kinds than $ends
// that somebody holds or (with $tied) a tie leads to, all of them with $anyone, and those of $named in any case.
// Mirrors: src/io/neo4j/subjectPages.ts. Limits: holdings and ties of any date.
MATCH (e:Entity)
WHERE e.number >= $from AND e.number < $to
  AND (e.uid IN $named OR NOT e.kind IN $ends
    AND ($anyone OR (e)<-[:HOLDS]-(:Entity) OR ($tied AND (e)<-[:TIE_TO]-(:Tie))))
RETURN e.uid AS uid, e.number AS number
ORDER BY number LIMIT $size
