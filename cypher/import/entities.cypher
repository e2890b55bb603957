// What: an entity, also one that only other records speak of (position -1). $rows has uid and properties.
// Mirrors: entity in src/model/dataset.ts. Limits: one writer at a time (import/progress sees to it).
UNWIND $rows AS row
MERGE (n:Entity {uid: row.uid})
SET n = row.properties
