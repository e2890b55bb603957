// What: how far an import has come, in the transaction of the batch itself: a killed import goes on after its last batch.
// Mirrors: src/io/neo4j/importRegister.ts. Returns nothing when another import has taken over.
MATCH (r:Register {uid: 'register', importer: $importer})
SET r.table = $table, r.row = $row
RETURN r.generation AS generation
