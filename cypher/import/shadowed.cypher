// What: a row whose id an earlier row has: kept for export, never answered from. $rows has uid and properties.
// Mirrors: duplicate-id in src/register/resolve.ts. Limits: one writer at a time (import/progress sees to it).
UNWIND $rows AS row
MERGE (n:Shadowed {uid: row.uid})
SET n = row.properties
