// What: a tie with up to four parties: a node, linked to each. $rows has uid, ends (from, to, subject, lead), properties.
// Mirrors: tie in src/model/dataset.ts. Limits: links of an earlier import to other parties are taken away first.
UNWIND $rows AS row
MERGE (t:Tie {uid: row.uid})
SET t = row.properties
WITH t, row
OPTIONAL MATCH (t)-[old:TIE_FROM|TIE_TO|TIE_SUBJECT|TIE_LEAD]-(:Entity)
DELETE old
WITH DISTINCT t, row
MATCH (a:Entity {uid: row.ends.from})
CREATE (a)-[:TIE_FROM]->(t)
WITH t, row
OPTIONAL MATCH (b:Entity {uid: row.ends.to})
FOREACH (e IN CASE WHEN b IS NULL THEN [] ELSE [b] END | CREATE (t)-[:TIE_TO]->(e))
WITH t, row
OPTIONAL MATCH (c:Entity {uid: row.ends.subject})
FOREACH (e IN CASE WHEN c IS NULL THEN [] ELSE [c] END | CREATE (t)-[:TIE_SUBJECT]->(e))
WITH t, row
OPTIONAL MATCH (d:Entity {uid: row.ends.lead})
FOREACH (e IN CASE WHEN d IS NULL THEN [] ELSE [d] END | CREATE (t)-[:TIE_LEAD]->(e))
