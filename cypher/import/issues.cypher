// What: what readers and the resolving of names said of the data, as JSON. $rows has uid and properties.
// Mirrors: src/model/issue.ts. Limits: one writer at a time (import/progress sees to it).
UNWIND $rows AS row
MERGE (n:Issue {uid: row.uid})
SET n = row.properties
