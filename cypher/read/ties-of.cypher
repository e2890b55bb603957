// What: the ties in which $ids take part, role by role: as `from` for the kinds $from, as `to` for the kinds $to, as
// `subject` or `lead` where $subject or $lead is true. Mirrors: src/io/neo4j/cone.ts (which way each kind of tie leads).
UNWIND $ids AS id
MATCH (e:Entity {uid: id})-[:TIE_FROM|TIE_TO|TIE_SUBJECT|TIE_LEAD]-(t:Tie)
WHERE (t.fromUid = id AND t.kind IN $from) OR (t.toUid = id AND t.kind IN $to)
   OR ($subject AND t.subjectUid = id) OR ($lead AND t.leadUid = id)
RETURN DISTINCT properties(t) AS tie
