// What: one step up: every holding in the companies $ids. Mirrors: src/io/neo4j/cone.ts. Limits: no dates: every row ever.
UNWIND $ids AS id
MATCH (s:Entity {uid: id})<-[h:HOLDS]-(o:Entity)
RETURN properties(h) AS holding, o.uid AS holder, id AS subject
