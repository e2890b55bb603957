// What: the entities $ids and, with $deep, those that hold them, three steps up, each entity once with all its holdings, its ties
// by role (as in read/ties-of.cypher) and its facts: what several steps of a cone would ask one after the other.
// Mirrors: src/io/neo4j/cone.ts. Limits: sets of entities, never paths, so that no entity is met twice; no dates: every row ever.
UNWIND $ids AS id
MATCH (s:Entity {uid: id})
WITH collect(DISTINCT s) AS first
UNWIND CASE WHEN $deep AND size(first) > 0 THEN first ELSE [null] END AS s
OPTIONAL MATCH (s)<-[:HOLDS]-(o:Entity)
WITH first, collect(DISTINCT o) AS second
UNWIND CASE WHEN size(second) > 0 THEN second ELSE [null] END AS s
OPTIONAL MATCH (s)<-[:HOLDS]-(o:Entity)
WITH first, second, collect(DISTINCT o) AS third
UNWIND CASE WHEN size(third) > 0 THEN third ELSE [null] END AS s
OPTIONAL MATCH (s)<-[:HOLDS]-(o:Entity)
WITH first, second, third, collect(DISTINCT o) AS fourth
WITH first + second + third + fourth AS reached
UNWIND reached AS s
WITH DISTINCT s
OPTIONAL MATCH (s)<-[h:HOLDS]-(o:Entity)
WITH s, collect(CASE WHEN h IS NULL THEN null ELSE {holding: properties(h), holder: o.uid, subject: s.uid} END) AS holdings
OPTIONAL MATCH (s)-[:TIE_FROM|TIE_TO|TIE_SUBJECT|TIE_LEAD]-(t:Tie)
WHERE (t.fromUid = s.uid AND t.kind IN $from) OR (t.toUid = s.uid AND t.kind IN $to)
   OR ($subject AND t.subjectUid = s.uid) OR ($lead AND t.leadUid = s.uid)
WITH s, holdings, collect(DISTINCT t) AS tied
OPTIONAL MATCH (s)<-[:FACT_OF]-(f:Fact)
RETURN properties(s) AS entity, holdings, [t IN tied | properties(t)] AS ties, collect(properties(f)) AS facts
